/** What a watchdog looks at. */
export interface Pulse {
  /** Whether the client believes that it is connected. */
  readonly ready: boolean;
  /** When the gateway last acknowledged a heartbeat, by whatever clock: only its changes count. */
  readonly acknowledgedAt: number;
}

/** How a watchdog behaves. */
export interface WatchdogOptions {
  /** A gateway that is silent for this long is dead. */
  readonly silentMs: number;
  pulse(): Pulse;
  /** Milliseconds of a steady clock: one that is set while the program runs must not end it. */
  now(): number;
}

/**
 * Tells when the gateway is dead although the process lives: a client may stay in reconnection, or on
 * a connection that has gone, for ever.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #seen: number;
  #aliveAt: number;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#seen = options.pulse().acknowledgedAt;
    this.#aliveAt = options.now();
  }

  /** Looks at the pulse; true once it has been missing for too long. */
  isDead(): boolean {
    const { silentMs, pulse, now } = this.#options;
    const { ready, acknowledgedAt } = pulse();
    if (ready && acknowledgedAt !== this.#seen) {
      this.#seen = acknowledgedAt;
      this.#aliveAt = now();
    }
    return now() - this.#aliveAt > silentMs;
  }
}
