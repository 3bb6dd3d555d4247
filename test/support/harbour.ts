import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The files of a small corpus: three dated stories that differ on one figure, and a note without a date. */
export const HARBOUR: Readonly<Record<string, string>> = {
  '1998/ferry-fire.md': `---
title: Fire on the Halden ferry
publisher: Harbour Times
published: 1998-03-02
---
HALDEN (HT) -- A fire broke out on the ferry Solveig on Sunday night, and 12 passengers were injured, police said.

Captain Ingrid Moe ordered everyone into the lifeboats. “We had four minutes,” she said. The fire started in a lorry on the car deck.

The harbour was closed to all traffic until morning.
`,
  '1998/ferry-later.md': `---
title: More hurt on ferry than first thought
publisher: Coast Daily
published: 1998-03-05
---
HALDEN -- Hospitals have now counted 31 passengers who were injured in the fire on the ferry Solveig, doctors said on Wednesday.

The owner, Nordline, promised to pay every passenger $200.
`,
  '1998/bridge.md': `---
title: Bridge over the sound approved
publisher: Coast Daily
published: 1998-06-20
---
Parliament approved a bridge over the Halden sound. It will cost 90 million crowns and replace the ferry in 2003.

The minister of transport, Per Lund, called it the end of an age. Fishermen had asked for a tunnel instead, because a bridge would disturb the herring.
`,
  'notes/lighthouse.txt': `The lighthouse on Kvits Island was lit for the first time in 1874. Its keeper lived there alone with his goats for nineteen years. 🐐 The lamp burned rapeseed oil.
`,
};

/** Writes files below a folder, which is made; the path of each is relative to it. */
export async function putFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** The text of an article file after its front matter. */
export function bodyOf(file: string): string {
  return file.replace(/^---\n[\s\S]*?\n---\n/, '');
}
