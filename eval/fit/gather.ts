import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Candidate } from '../../src/answer/candidates.ts';
import { examine, type Findings, openReader, placesOf, type Reader } from '../../src/answer/examine.ts';
import { chooseQuotes, type PassagesOf } from '../../src/answer/quotes.ts';
import { type Span, slice } from '../../src/corpus/span.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { reindex } from '../../src/retrieval/reindex.ts';
import { holdsAnswer, type LabelledQuestion } from '../measure.ts';
import { readQuestions } from '../questions.ts';

/** A file of questions and what it counts for. */
export interface QuestionSet {
  readonly name: string;
  readonly file: string;
  readonly corpusDir: string;
  /** How much one of its questions counts in the ranking. */
  readonly ranking: number;
  /** How much one counts in the confidence. */
  readonly confidence: number;
  /** The share of its answerable questions that may be declined; where none is given, it sets no threshold. */
  readonly mayDecline?: number;
}

/** A question with what was found for it. */
export interface Observation {
  readonly set: QuestionSet;
  readonly question: LabelledQuestion;
  readonly findings: Findings;
  readonly passagesOf: PassagesOf;
  /** Whether what was searched holds an answer. */
  readonly answerable: boolean;
  /** Whether the passages that hold an answer were taken out. */
  readonly takenOut: boolean;
}

/** Asks all questions of the sets, and the answerable ones again without the passages that answer them. */
export async function gather(
  sets: readonly QuestionSet[],
  embedders: readonly Embedder[],
  onProgress: (done: string) => void,
): Promise<readonly Observation[]> {
  const indexDir = await mkdtemp(join(tmpdir(), 'clippings-fit-'));
  const observations: Observation[] = [];
  for (const corpusDir of new Set(sets.map((set) => set.corpusDir))) {
    const { opened } = await reindex({ corpusDir, indexDir, embedders }, {});
    const reader = await openReader(opened, embedders);
    for (const set of sets.filter((other) => other.corpusDir === corpusDir)) {
      for (const question of await readQuestions(set.file))
        observations.push(...(await observe(reader, set, question)));
      onProgress(set.name);
    }
  }
  await rm(indexDir, { recursive: true });
  return observations;
}

async function observe(
  reader: Reader,
  set: QuestionSet,
  question: LabelledQuestion,
): Promise<readonly Observation[]> {
  const answerable = question.answers.length > 0;
  const base = { set, question, passagesOf: reader.passagesOf };
  const whole = await examine(reader, question.question, { admit: placesOf(reader, () => true) });
  const found: Observation = { ...base, findings: whole, answerable, takenOut: false };
  if (!answerable) return [found];
  const rest = await examine(reader, question.question, { admit: withoutAnswer(reader, question) });
  return [found, { ...base, findings: rest, answerable: false, takenOut: true }];
}

/** Admits the passages that hold no answer string, of whatever article. */
function withoutAnswer({ passageAt }: Reader, question: LabelledQuestion): (place: number) => boolean {
  return (place) => {
    const passage = passageAt(place);
    return passage !== undefined && !holdsAnswer(question, slice(passage.article.text, passage.span));
  };
}

/** How right a candidate is: half for the quote that would be shown of it, half for its sentence. */
export function rightness({ question, passagesOf }: Observation, candidate: Candidate): number {
  const { article } = candidate.passage;
  if (question.article !== undefined && question.article !== article.id) return 0;
  const holds = (span: Span) => Number(holdsAnswer(question, slice(article.text, span)));
  const [shown] = chooseQuotes([{ candidate, score: 0 }], 1, passagesOf);
  return (holds(candidate.sentence) + (shown ? holds(shown.span) : 0)) / 2;
}
