import { EventEmitter } from 'node:events';

/** Lets tests wait for a state without polling: every change wakes all who wait. */
export class Watch {
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #patienceMs: number;
  /** What to say of the present state when a wait is given up. */
  readonly #describe: () => string;

  constructor(patienceMs: number, describe: () => string) {
    this.#patienceMs = patienceMs;
    this.#describe = describe;
  }

  /** Tells those who wait that something has changed. */
  changed(): void {
    this.#events.emit('change');
  }

  /**
   * Resolves to what `probe` returns, as soon as that is neither undefined nor false.
   * @param what what is waited for, in words, for the message when it never comes
   */
  until<T>(what: string, probe: () => T | undefined | false, patienceMs = this.#patienceMs): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.#events.off('change', look);
      };
      const look = () => {
        try {
          const found = probe();
          if (found === undefined || found === false) return;
          stop();
          resolve(found);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`After ${patienceMs} ms there is still not ${what}.\n${this.#describe()}`));
      }, patienceMs);
      this.#events.on('change', look);
      look();
    });
  }
}
