import type { App } from '../app/app.ts';
import type { Service } from '../service.ts';
import type { Driven } from './demo-clock.ts';

/** Where the demo's service runs: in this process, or in one of its own. */
export interface ServiceHost extends Driven {
  /** The company as the demo itself reads and writes it, once it has started. */
  app(): App;
  /** The service, where it is in this process. */
  service(): Service;
  /** Answers once the bot is connected; throws where it cannot start. */
  start(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it, and lets go of all that it held. */
  close(): Promise<void>;
  warmUp(): void;
  /** Where it has a process of its own, that process. */
  process: ServiceProcess | null;
}

export interface ServiceProcess {
  /** Its number; null while there is none. */
  pid(): number | null;
  /** Ends it at once, as a power cut would: nothing can be put in order. Answers when it is gone. */
  kill(): Promise<void>;
}
