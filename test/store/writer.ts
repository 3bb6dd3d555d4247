// Writes rows until it is killed, and prints the name of each once it is acknowledged.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/sqlite.ts';

const store = await openStore(process.argv[2] ?? '');
for (;;) {
  const target = randomUUID();
  await store.addAudit({ userId: '1', action: 'write', target, outcome: 'done' });
  writeSync(1, `${target}\n`); // unbuffered: what is printed was acknowledged before
}
