// The bot as a process of its own, with an engine that needs no model. A question with HOLD in it is
// never answered, one with SLOW in it takes a while, and an article is taken a reindex only while HOLD_REINDEX is not set.
import { setTimeout } from 'node:timers/promises';
import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { runProcess } from '../../src/ops/process.ts';
import { runBot } from '../../src/ops/run.ts';
import { openSmallEngine } from '../support/small-engine.ts';

const NEVER = new Promise<void>(() => undefined);
const holdsReindex = process.env.HOLD_REINDEX !== undefined;

await runProcess(async (signal) => {
  const config = loadConfig(process.env);
  const openEngine = () =>
    openSmallEngine(config.corpusDir, {
      beforeAnswer: (question) => {
        if (question.includes('SLOW')) return setTimeout(700);
        return question.includes('HOLD') ? NEVER : undefined;
      },
      beforeArticle: () => (holdsReindex ? NEVER : undefined),
    });
  await runBot({ config, log: createLog(config.logLevel), version: '1.2.3', openEngine }, signal);
});
