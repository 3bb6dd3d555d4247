import type { Answer, Quote } from './answer.ts';

/** An answer as JSON has it, for programs. Its form is kept stable and is documented in the README. */
export function answerRecord(answer: Answer) {
  const quotes = answer.kind === 'answered' ? answer.quotes : [];
  const nearest = answer.kind === 'declined' ? answer.nearest : [];
  return {
    question: answer.question,
    answered: answer.kind === 'answered',
    confidence: answer.confidence,
    quotes: quotes.map(quoteRecord),
    ranking: answer.ranking,
    ...(answer.kind === 'declined' && { reason: answer.reason, nearest: nearest.map(quoteRecord) }),
    asOf: answer.asOf,
    elapsedMs: Math.round(answer.elapsedMs * 10) / 10,
  };
}

function quoteRecord({ citation: { exact, article, span }, sentence, marked, copies }: Quote) {
  return {
    exact,
    articleId: article.id,
    title: article.title,
    publisher: article.publisher ?? null,
    published: article.published ?? null,
    basis: article.basis,
    start: span.start,
    end: span.end,
    sentence: { start: sentence.start, end: sentence.end },
    marked: { start: marked.start, end: marked.end },
    alsoIn: copies.map((copy) => copy.article.id),
  };
}
