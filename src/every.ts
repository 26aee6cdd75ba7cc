export interface Repeated {
  /** Answers when the work at hand is done; none begins after it. */
  stop(): Promise<void>;
}

/** Does work again and again, never twice at a time; what fails is reported and keeps nothing from the next time. */
export function every(
  ms: number,
  work: () => unknown,
  onError: (error: unknown) => void,
): Repeated {
  let running: Promise<void> | null = null;
  const once = async () => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    running = null;
  };
  const timer = setInterval(() => {
    running ??= once();
  }, ms);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
