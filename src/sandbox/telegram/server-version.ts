/** What this server is taken for: the version of the Bot API whose newest means the bot uses. */
const newestBotApi = '10.3';

/** Since which version of the Bot API a server knows what (https://core.telegram.org/bots/api-changelog). */
const since = {
  requestUsers: '7.0',
  requestedNames: '7.2',
  effects: '7.4',
  expandableQuotes: '7.4',
  copyText: '7.11',
  styles: '9.4',
  dateTime: '9.5',
  disabledButtons: '10.3',
} as const;

export type Feature = keyof typeof since;
/** Whether the server, as new as it is taken for, knows it. */
export type Knows = (feature: Feature) => boolean;

export const isBotApiVersion = (text: string) => /^\d{1,2}\.\d{1,2}$/.test(text);

/** The server's own version, which `PUT /sandbox/server` changes: a company's may be years old. */
export function createServerVersion() {
  let version: string = newestBotApi;
  return {
    get: () => version,
    set(wanted: string): void {
      version = wanted;
    },
    knows: ((feature) => rank(version) >= rank(since[feature])) satisfies Knows,
  };
}

function rank(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 100 + minor;
}
