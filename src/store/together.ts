import { setImmediate } from 'node:timers/promises';
import type { Statement } from './database.ts';

interface Waiting {
  readonly statement: Statement;
  resolve(changed: number): void;
  reject(error: unknown): void;
}

/**
 * Writes single statements that come in the same moment as one: each write waits for the disk, and of five
 * hundred questions at once the last would be acknowledged too late.
 */
export class Together {
  readonly #write: (statements: readonly Statement[]) => Promise<readonly number[]>;
  #waiting: Waiting[] = [];

  constructor(write: (statements: readonly Statement[]) => Promise<readonly number[]>) {
    this.#write = write;
  }

  /** Resolves to how many rows the statement changed, once that is on the disk. */
  write(statement: Statement): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statement, resolve, reject });
      if (this.#waiting.length === 1) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    await setImmediate(); // what else has arrived in this turn comes along
    const all = this.#waiting;
    this.#waiting = [];
    try {
      const changed = await this.#write(all.map(({ statement }) => statement));
      for (const [index, { resolve }] of all.entries()) resolve(changed[index] ?? 0);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  }
}
