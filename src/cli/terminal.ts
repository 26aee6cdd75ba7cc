/** The person in front of a command that takes long. */
export interface Terminal {
  /** Writes beside what the command answers; null: nobody is looking, and nothing is written. */
  readonly write: ((text: string) => void) | null;
  /** Hears of Ctrl+C once; what it answers ends that. A second one ends the process at once. */
  onStop(stop: () => void): () => void;
}

/** The terminal of this process, where it has one. */
export function processTerminal(): Terminal {
  const { stderr } = process;
  return {
    write: stderr.isTTY ? (text) => stderr.write(text) : null,
    onStop(stop) {
      process.once('SIGINT', stop);
      return () => process.off('SIGINT', stop);
    },
  };
}

export const noTerminal: Terminal = { write: null, onStop: () => () => {} };
