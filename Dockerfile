# Node 26 is the LTS line from October 2026 on.
ARG NODE=node:26-bookworm-slim

# 1. The build: the sources as JavaScript. Nothing is compiled for it.
FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json build.js ./
COPY bin bin
COPY src src
RUN npm run build

# 2. The modules of production. The compilers are for better-sqlite3 where no prebuilt binary fits.
FROM ${NODE} AS modules
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 make g++ \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

# 3. What runs: no sources, no compiler, no npm cache, not root (a number, so that a cluster can see that).
FROM ${NODE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg \
 && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=8080
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY drizzle/migrations drizzle/migrations
COPY bin bin
RUN mkdir data && chown 1000:1000 data
USER 1000:1000
VOLUME /app/data
EXPOSE 8080
# Without an HTTP server (HTTP_PORT=0) there is nobody to ask, and the process alone must do.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "const port = process.env.HTTP_PORT; if (port !== '0') fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/service.js"]
