import { createInterface } from 'node:readline/promises';
import pc from 'picocolors';
import type { Answer } from '../answer/answer.ts';
import { extended, turnOf } from '../answer/conversation.ts';
import { smallTalkIn } from '../answer/small-talk.ts';
import type { Config } from '../config.ts';
import type { Engine, Turn } from '../engine.ts';
import { openWithProgress } from './program.ts';
import { renderAnswer, renderArticle, renderMore, renderSources } from './render.ts';

const HELP = `Ask anything about the articles; every answer is their own words.
Follow up as in talk: "and in January?", "who was he?".

  /more           the next quotes, or the closest passages
  /sources        the articles, newest first
  /article NAME   one article whole (its name, or part of its title)
  /help           this text
  /quit           leave (or Ctrl-C, Ctrl-D)`;

/** A chat in the terminal, until /quit, Ctrl-C or the end of input. Works when piped. */
export async function runChat(config: Config): Promise<number> {
  const engine = await openWithProgress(config);
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  const lines = createInterface({
    input: process.stdin,
    output: terminal ? process.stdout : undefined,
    terminal,
    prompt: pc.bold('? '),
  });
  let open = true;
  lines.on('close', () => {
    open = false;
  });
  // Piped input may have ended before its last line is answered; from Node 24 on, prompting then throws.
  const prompt = () => {
    if (open) lines.prompt();
  };
  lines.on('SIGINT', () => lines.close());
  if (terminal) process.stdout.write(`${welcome(engine)}\n\n`);
  const talk: Talk = { conversation: [] };
  prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (/^\/(?:quit|exit|q)$/i.test(text)) break;
    if (text !== '') process.stdout.write(`${await reply(engine, text, talk)}\n\n`);
    prompt();
  }
  lines.close();
  await engine.close();
  return 0;
}

/** What was said so far. */
interface Talk {
  readonly conversation: Turn[];
  last?: Answer;
}

async function reply(engine: Engine, text: string, talk: Talk): Promise<string> {
  const width = process.stdout.columns ?? 80;
  const [command = '', ...rest] = text.split(/\s+/);
  if (command === '/help') return HELP;
  if (command === '/more') return (talk.last && renderMore(talk.last, width)) || 'There is nothing more.';
  if (command === '/sources') return renderSources(engine.articles());
  if (command === '/article') return articleText(engine, rest.join(' '), width);
  if (command.startsWith('/')) return `There is no ${command}. ${pc.dim('/help tells what there is.')}`;
  const small = smallTalkIn(text);
  if (small !== undefined) return small === 'nod' ? pc.dim('You are welcome. Ask on, or /quit.') : HELP;
  const { conversation } = talk;
  const answer = await engine.ask(text, { conversation });
  talk.last = answer;
  conversation.splice(0, conversation.length, ...extended(conversation, turnOf(answer)));
  return renderAnswer(answer, width);
}

function articleText(engine: Engine, name: string, width: number): string {
  const wanted = name.toLowerCase();
  if (wanted === '') return `Which one? ${pc.dim('/sources lists their names.')}`;
  const found = engine
    .articles()
    .filter(({ id, title }) => id.toLowerCase().includes(wanted) || title.toLowerCase().includes(wanted));
  const [article] = found;
  if (!article) return `No article has "${name}" in its name or title. ${pc.dim('/sources lists them.')}`;
  if (found.length > 1) return `Several articles fit:\n${renderSources(found)}`;
  return renderArticle(article, width);
}

function welcome(engine: Engine): string {
  const { articles, passages } = engine.status();
  const counted = `${articles} ${articles === 1 ? 'article' : 'articles'}, ${passages} passages`;
  return `${pc.bold('Clippings')} ${pc.dim(`· ${counted}`)}\n${pc.dim('Ask a question; /help tells more.')}`;
}
