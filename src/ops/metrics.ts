import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observer } from '../discord/services.ts';
import type { EngineStatus } from '../engine.ts';

/** What the gauges read when they are asked. */
export interface MetricSources {
  status(): EngineStatus;
  /** Whether the gateway is connected. */
  connected(): boolean;
  /** Milliseconds of the last heartbeat; negative before the first. */
  pingMs(): number;
  /** Questions that wait or are being answered. */
  waiting(): number;
  now(): Date;
}

/** What the bot reports as it runs, and the text that Prometheus reads. */
export interface Metrics extends Observer {
  readonly contentType: string;
  text(): Promise<string>;
}

/** In seconds: Discord gives up on an acknowledgement after 3, and a person on an answer after a few. */
const ACKNOWLEDGE_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const ANSWER_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30];

/** Counts and gauges under `clippings_`, beside those of the process and its event loop. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'clippings_' });
  addGauges(registry, sources);
  const questions = new Counter({
    name: 'clippings_questions_total',
    help: 'Questions asked, by how they ended.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['answered', 'declined', 'failed']) questions.inc({ outcome }, 0);
  const answerTime = new Histogram({
    name: 'clippings_answer_seconds',
    help: 'From the question to the answer.',
    buckets: ANSWER_BUCKETS,
    registers,
  });
  const acknowledgeTime = new Histogram({
    name: 'clippings_acknowledge_seconds',
    help: 'From the interaction to its acknowledgement.',
    buckets: ACKNOWLEDGE_BUCKETS,
    registers,
  });
  return {
    asked(outcome, elapsedMs) {
      questions.inc({ outcome });
      answerTime.observe(elapsedMs / 1000);
    },
    acknowledged: (elapsedMs) => acknowledgeTime.observe(elapsedMs / 1000),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function addGauges(registry: Registry, { status, connected, pingMs, waiting, now }: MetricSources): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `clippings_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('gateway_connected', '1 when the gateway is connected.', () => (connected() ? 1 : 0));
  gauge('gateway_ping_seconds', 'The last heartbeat there and back.', () => Math.max(0, pingMs()) / 1000);
  gauge('queue_length', 'Questions that wait or are being answered.', waiting);
  gauge('articles', 'Articles in the index in use.', () => status().articles);
  gauge('passages', 'Passages in the index in use.', () => status().passages);
  gauge('index_age_seconds', 'Since the index in use was built; NaN when there is none.', () => {
    const { indexedAt } = status();
    return indexedAt ? (now().getTime() - indexedAt.getTime()) / 1000 : Number.NaN;
  });
}
