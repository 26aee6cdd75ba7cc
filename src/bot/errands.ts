/**
 * Work that outlasts the tap it began with, such as fetching a recording: nobody's next tap waits for it,
 * and the service ends only when it is done.
 */
export interface Errands {
  run(what: string, work: Promise<unknown>): void;
  done(): Promise<void>;
}

export function createErrands(onError: (error: unknown, what: string) => void): Errands {
  const running = new Set<Promise<void>>();
  return {
    run(what, work) {
      const one = work.then(
        () => {},
        (error) => onError(error, what),
      );
      running.add(one);
      void one.finally(() => running.delete(one));
    },
    async done() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
