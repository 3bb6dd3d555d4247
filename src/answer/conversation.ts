import type { Answer, Quote, Turn } from './answer.ts';

/** The most earlier questions that are remembered of a conversation. */
export const MOST_TURNS = 6;
/** The most characters that are remembered of a question together with those that it completed. */
const LONGEST = 1000;

/** The quotes of an answer in the order shown: the best, then those for who asks for more. */
export function quotesOf(answer: Answer): readonly Quote[] {
  return answer.kind === 'answered' ? [...answer.quotes, ...answer.more] : answer.nearest;
}

/**
 * The turn that an answer adds to a conversation. A follow-up stands for the question that it
 * completed as well, so that the next one can lean on it, too.
 */
export function turnOf({ question, carriedFrom, ...answer }: Answer): Turn {
  const quotes = answer.kind === 'answered' ? answer.quotes : [];
  const articleIds = [...new Set(quotes.map(({ citation }) => citation.article.id))];
  const whole = carriedFrom === undefined ? question : `${question} ${carriedFrom}`;
  return { question: beginningOf(whole), articleIds };
}

/** A conversation with one more turn, the oldest ones left out once there are too many. */
export function extended(conversation: readonly Turn[], turn: Turn): readonly Turn[] {
  return [...conversation, turn].slice(-MOST_TURNS);
}

function beginningOf(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  const whole = /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
  return whole.replace(/\s+\S*$/, '') || whole;
}
