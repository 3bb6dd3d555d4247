// Builds an index again and again until it is killed, from two corpora by turns. For tests of what a kill leaves.
//   node --import tsx test/support/crashing-builder.ts INDEX CORPUS CORPUS
import { reindex } from '../../src/retrieval/reindex.ts';
import { openCountingWords } from './counting-words.ts';

const [indexDir = '', ...corpora] = process.argv.slice(2);
const embedder = openCountingWords();
for (let round = 0; ; round++) {
  const corpusDir = corpora[round % corpora.length] ?? '';
  await reindex({ corpusDir, indexDir, embedder }, { full: true });
  process.stdout.write('built\n');
}
