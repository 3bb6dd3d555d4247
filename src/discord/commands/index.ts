import type { Command } from '../command.ts';
import { articleCommand } from './article.ts';
import { askCommand } from './ask.ts';
import { askAboutThisCommand } from './ask-about-this.ts';
import { corpusCommand } from './corpus.ts';
import { gapsCommand } from './gaps.ts';
import { helpCommand } from './help.ts';
import { inspectCommand } from './inspect.ts';
import { privacyCommand } from './privacy.ts';
import { reindexCommand } from './reindex.ts';
import { sourcesCommand } from './sources.ts';
import { statusCommand } from './status.ts';
import { timelineCommand } from './timeline.ts';

/** Every command of the bot. The router and the registration follow from this list. */
export const COMMANDS: readonly Command[] = [
  askCommand,
  sourcesCommand,
  articleCommand,
  timelineCommand,
  helpCommand,
  statusCommand,
  privacyCommand,
  reindexCommand,
  corpusCommand,
  gapsCommand,
  inspectCommand,
  askAboutThisCommand,
];
