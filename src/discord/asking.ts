import type { Answer } from '../answer/answer.ts';
import { extended, quotesOf, turnOf } from '../answer/conversation.ts';
import { foreignLanguage, languagesOf } from '../answer/foreign.ts';
import type { AskOptions, Turn } from '../engine.ts';
import { ClippingsError, messageOf } from '../errors.ts';
import type { SavedAnswer } from '../store/store.ts';
import { MAX_QUESTION } from './limits.ts';
import { Refusal } from './refusal.ts';
import { renderAnswer } from './render/answer.ts';
import type { Reply } from './render/reply.ts';
import { savedQuote } from './saved.ts';
import type { Context, Services } from './services.ts';
import { foreignText } from './words/foreign.ts';

/** A question with who asks it and where. */
export interface Question {
  readonly text: string;
  readonly userId: string;
  readonly channelId: string;
  /** Whether only the asker will see the answer. */
  readonly hidden: boolean;
  readonly filters?: Omit<AskOptions, 'conversation'>;
  readonly conversation?: readonly Turn[];
  /** A line to go with the answer. */
  readonly remark?: string;
}

/** An answer ready to be sent, and what to do once it has been. */
export interface Prepared {
  readonly reply: Reply;
  /** Notes where the answer is shown. */
  sent(link: string | undefined): Promise<void>;
}

/** @throws Refusal when the question is not one that can be taken, before anything is done about it */
export function checkQuestion(text: string, { words }: Pick<Context, 'words'>): void {
  if (text.trim() === '') throw new Refusal(words.declined['no-question']);
  if (text.length > MAX_QUESTION) throw new Refusal(words.tooLong(text.length, MAX_QUESTION));
}

/** @throws Refusal when the question is in a language that no article is in, in that language */
export function checkLanguage(text: string, { services }: Pick<Context, 'services'>): void {
  const { engine } = services;
  const corpus = { articles: engine.articles(), version: engine.status().indexVersion };
  const told = foreignLanguage(text, corpus);
  if (told !== undefined) throw new Refusal(foreignText(told, languagesOf(corpus)));
}

/** @throws Refusal when this person has asked too much too fast */
export function checkCooldown(userId: string, { services, words }: Context): void {
  const waitMs = services.cooldown.take(userId, services.steady());
  if (waitMs > 0) throw new Refusal(words.wait(waitMs));
}

/** Answers a question in its turn, keeps the answer for its buttons, and renders it. */
export async function prepareAnswer(question: Question, context: Context): Promise<Prepared> {
  const { services, words } = context;
  const answer = await asked(question, context);
  const saved = await kept(question, answer, services);
  // Before it is shown: the next question may come at once.
  await noted(services, () => noteTurn(question, answer, services));
  const title = services.engine.article(question.filters?.articleId ?? '')?.title;
  const reply = renderAnswer(answer, {
    words,
    hidden: question.hidden,
    ...(saved && { id: saved.id }),
    ...(question.filters && { filters: question.filters }),
    ...(title !== undefined && { title }),
    ...(question.remark && { remark: question.remark }),
  });
  return {
    reply,
    sent: (link) => noted(services, () => noteSent({ question, answer, saved, link }, services)),
  };
}

async function asked(
  { text, userId, filters, conversation = [] }: Question,
  { services, words }: Context,
): Promise<Answer> {
  const started = performance.now();
  try {
    const options = { ...filters, ...(conversation.length > 0 && { conversation }) };
    const answer = await services.queue.run(userId, async () => {
      await services.precedence.yield();
      return services.engine.ask(text, options);
    });
    services.observer.asked(answer.kind, performance.now() - started);
    return answer;
  } catch (error) {
    services.observer.asked('failed', performance.now() - started);
    throw isBeyondModel(error, text) ? new Refusal(words.tooMuch) : error;
  }
}

/** Some scripts have a token a character: a question that is short enough can be too much for a model. */
function isBeyondModel(error: unknown, text: string): boolean {
  return error instanceof ClippingsError && error.code === 'MODEL' && text.length > 100;
}

/** An answer that cannot be kept is still an answer: it is shown, without the buttons that need it. */
async function kept(
  question: Question,
  answer: Answer,
  services: Services,
): Promise<SavedAnswer | undefined> {
  const { text, userId, hidden, filters = {}, conversation = [] } = question;
  return noted(services, () =>
    services.store.saveAnswer({
      kind: answer.kind,
      question: text,
      userId,
      filters,
      quotes: quotesOf(answer).map(savedQuote),
      indexVersion: services.engine.status().indexVersion,
      // What a follow-up to this answer will lean on.
      conversation: extended(conversation, turnOf(answer)),
      hidden,
    }),
  );
}

interface Sent {
  readonly question: Question;
  readonly answer: Answer;
  readonly saved: SavedAnswer | undefined;
  readonly link: string | undefined;
}

/** Adds to the conversation, except what was asked in private: it must not be carried into public. */
async function noteTurn(
  { channelId, userId, hidden }: Question,
  answer: Answer,
  { store }: Services,
): Promise<void> {
  if (!hidden) await store.addTurn({ channelId, userId }, turnOf(answer));
}

async function noteSent({ question, answer, saved, link }: Sent, { store }: Services): Promise<void> {
  const { userId, hidden, text } = question;
  if (saved && link !== undefined) await store.linkAnswer(saved.id, link);
  if (answer.kind === 'answered' || answer.reason === 'no-question') return;
  await store.addGap({
    question: text,
    cause: answer.reason,
    userId,
    ...(saved && { answerId: saved.id }),
    ...(link !== undefined && !hidden && { link }),
  });
}

/** Does what the answer can do without: a store that fails is logged, and nobody waits longer for it. */
async function noted<T>({ log }: Services, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    log.error({ reason: messageOf(error) }, 'an answer could not be kept');
    return undefined;
  }
}
