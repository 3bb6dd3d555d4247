// Builds an index again and again until it is killed, from several corpora by turns. For tests of what a kill leaves.
// It says "built" of each index, or with --slowly, which waits before each batch, how many passages are done.
//   node --import tsx test/support/crashing-builder.ts [--slowly] INDEX CORPUS [CORPUS]
import { setTimeout } from 'node:timers/promises';
import { reindex } from '../../src/retrieval/reindex.ts';
import { openCountingWords } from './counting-words.ts';

const slowly = process.argv[2] === '--slowly';
const [indexDir = '', ...corpora] = process.argv.slice(slowly ? 3 : 2);
const embedder = openCountingWords(slowly ? { beforeBatch: () => setTimeout(150) } : {});
for (let round = 0; ; round++) {
  const corpusDir = corpora[round % corpora.length] ?? '';
  const onProgress = ({ passagesDone }: { passagesDone: number }) => {
    if (slowly && passagesDone > 0) process.stdout.write(`${passagesDone} done\n`);
  };
  await reindex({ corpusDir, indexDir, embedder }, { full: true, onProgress });
  if (!slowly) process.stdout.write('built\n');
}
