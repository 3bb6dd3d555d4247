import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isModerator } from '../../src/discord/moderators.ts';
import { ClippingsError } from '../../src/errors.ts';
import type { Person, StandIn } from '../support/discord.ts';
import type { SmallEngineOptions } from '../support/small-engine.ts';
import { MODERATOR_ROLE, startWorld, type World } from './harness.ts';

const STORMED = 'How many people stormed the home of the Japanese ambassador?';
const ARTICLE = '1996-12-17-attackers-take-over-japanese-ambassadors-residence';
const NEW_ARTICLE =
  'Lima mayor opens a new bridge\n\nJanuary 3, 1997\n\nThe mayor of Lima opened a bridge across the river on Friday.\n';

let world: World;
let discord: StandIn;
let mo: Person;
let ana: Person;
let hooks: { -readonly [K in keyof SmallEngineOptions]: SmallEngineOptions[K] };

beforeEach(async () => {
  hooks = {};
  world = await startWorld({ hooks });
  discord = world.discord;
  mo = discord.moderator('Mo');
  ana = discord.person('Ana');
});

afterEach(async () => {
  await world.close();
});

/** Holds work back until it is let go, one step at a time. */
function gate() {
  const waiting: (() => void)[] = [];
  let isOpen = false;
  return {
    wait: () => (isOpen ? undefined : new Promise<void>((resolve) => waiting.push(resolve))),
    step: () => waiting.shift()?.(),
    open: () => {
      isOpen = true;
      for (const resolve of waiting.splice(0)) resolve();
    },
    get held() {
      return waiting.length;
    },
  };
}

const audit = async () =>
  (await world.store.audit()).items.map(({ action, target, outcome }) => [action, target, outcome]);

describe('moderators alone', () => {
  const COMMANDS = [
    ['reindex', {}],
    ['corpus check', {}],
    ['corpus remove', { article: ARTICLE }],
    ['corpus add', {}],
    ['gaps', {}],
    ['inspect', { question: STORMED }],
  ] as const;

  it.each(COMMANDS)(
    '/%s is refused to others, whatever the server has been set to',
    async (command, options) => {
      const reply = await discord.slash(ana, command, options, { force: true });
      expect(reply.hidden).toBe(true);
      expect(reply.content).toContain('That is for moderators');
    },
  );

  it('a configured role may, too', async () => {
    const helper = discord.person('Helper', { roles: [MODERATOR_ROLE] });
    const reply = await discord.slash(helper, 'corpus check', {}, { force: true });
    expect(reply.content).toContain('7 articles can be used');
  });

  it('those of another server may not, once one server is named', async () => {
    const elsewhere = {
      inGuild: () => true,
      guildId: '2',
      memberPermissions: new PermissionsBitField('ManageGuild'),
    };
    const asked = elsewhere as unknown as Parameters<typeof isModerator>[0];
    expect(isModerator(asked, { roleIds: [], guildId: '1' })).toBe(false);
    expect(isModerator(asked, { roleIds: [], guildId: '2' })).toBe(true);
    expect(isModerator(asked, { roleIds: [] })).toBe(true);
  });

  it('buttons are checked again', async () => {
    const held = gate();
    hooks.beforeArticle = held.wait;
    await discord.slash(mo, 'reindex');
    const progress = await discord.posted('the progress', ({ content }) => content.includes('Reindexing'));
    const refused = await progress.press('Cancel', ana);
    expect(refused.followUps.at(-1)?.content ?? refused.content).toContain('That is for moderators');
    held.open();
    await progress.until('the end', ({ content }) => content.includes('**Reindexed**'));
    const sure = await discord.slash(mo, 'corpus remove', { article: ARTICLE });
    await discord.pressOld(sure.message, customId(sure.message.components, 'Remove'), ana);
    expect(world.engine.article(ARTICLE)).toBeDefined();
  });
});

describe('/reindex', () => {
  it('shows true progress in an ordinary message, and ends with a summary by name', async () => {
    const held = gate();
    hooks.beforeArticle = held.wait;
    await writeFile(join(world.corpusDir, 'new.md'), 'A new story about a *bridge*.');
    await writeFile(join(world.corpusDir, 'bad.md'), '---\npublished: tomorrow\n---\nWords.');
    const reply = await discord.slash(mo, 'reindex');
    const progress = await discord.posted('the progress', ({ content }) =>
      content.includes('**Reindexing**'),
    );
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain(progress.message.id);
    for (const done of [1, 2, 3]) {
      await vi.waitFor(() => expect(held.held).toBe(1));
      held.step();
      await progress.until(`${done} done`, ({ content }) => content.includes(`${done} of 8 articles`));
    }
    const during = await discord.slash(ana, 'ask', { question: STORMED });
    expect(during.content).toContain('An armed group of 15 to 20 people');
    held.open();
    await progress.until('the end', ({ content }) => content.includes('**Reindexed**'));
    expect(progress.content).toContain('**Added (1)**\n- A new story about a \\*bridge\\*.');
    await reply.until('the end', ({ content }) => content.includes('**Reindexed**'));
    expect(progress.content).toMatch(
      /\*\*Could not be used \(1\)\*\*\n- bad\.md\\:2: "published" is "tomorrow"/,
    );
    expect(progress.content).toContain('-# Unchanged: 7');
    expect(progress.buttons).toEqual([]);
    await vi.waitFor(async () => expect(await audit()).toEqual([['reindex', 'what has changed', 'done']]));
  });

  it('runs one at a time', async () => {
    const held = gate();
    hooks.beforeArticle = held.wait;
    await discord.slash(mo, 'reindex');
    const second = await discord.slash(mo, 'reindex', { full: true });
    expect(second.content).toContain('A reindex is already running: https://discord.com/channels/');
    held.open();
  });

  it('is cancelled by its button, and the old index stays', async () => {
    const held = gate();
    hooks.beforeArticle = held.wait;
    const version = world.engine.status().indexVersion;
    await discord.slash(mo, 'reindex', { full: true });
    const progress = await discord.posted('the progress', ({ content }) => content.includes('from nothing'));
    await vi.waitFor(() => expect(held.held).toBe(1));
    await progress.press('Cancel', mo);
    held.open();
    await progress.until('the end', ({ content }) => content.includes('was cancelled'));
    expect(world.engine.status().indexVersion).toBe(version);
    await vi.waitFor(async () =>
      expect(await audit()).toEqual([['reindex', 'all, from nothing', 'cancelled']]),
    );
  });

  it('says which permission it lacks', async () => {
    const quiet = discord.addChannel('quiet', { denied: PermissionFlagsBits.SendMessages });
    const reply = await discord.slash(mo, 'reindex', {}, { channel: quiet });
    expect(reply.content).toContain('**SendMessages**');
  });

  it('goes on when its message is deleted', async () => {
    const held = gate();
    hooks.beforeArticle = held.wait;
    await discord.slash(mo, 'reindex');
    const progress = await discord.posted('the progress', ({ content }) => content.includes('Reindexing'));
    discord.remove(progress.message);
    held.open();
    await vi.waitFor(async () => expect(await audit()).toEqual([['reindex', 'what has changed', 'done']]));
  });

  it('says after a restart that it was interrupted, also when Cancel is pressed late', async () => {
    const message = await discord.slash(mo, 'reindex');
    expect(message.hidden).toBe(true);
    const progress = await discord.posted('the end', ({ content }) => content.includes('Reindexed'));
    const late = await discord.pressOld(progress.message, '1:reindexCancel:gone', mo);
    expect(late.content).toContain('was interrupted');
  });

  it('is given up when the bot stops, within its five seconds', async () => {
    const held = gate();
    hooks.beforeArticle = held.wait;
    await discord.slash(mo, 'reindex');
    const progress = await discord.posted('the progress', ({ content }) => content.includes('Reindexing'));
    await vi.waitFor(() => expect(held.held).toBe(1));
    const started = performance.now();
    const restarted = world.restart();
    held.open();
    await restarted;
    expect(performance.now() - started).toBeLessThan(5000);
    expect(progress.content).toContain('was cancelled');
  });
});

describe('/corpus add', () => {
  it('shows what the importer found, and writes it only when confirmed', async () => {
    const file = discord.file('bridge.txt', NEW_ARTICLE);
    const reply = await discord.slash(mo, 'corpus add', { file });
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain('**1 article found.** Nothing has been written yet.');
    expect(reply.content).toContain('**Lima mayor opens a new bridge**');
    expect(reply.content).toContain('Fri, Jan 3, 1997');
    expect(await readdir(world.corpusDir)).toHaveLength(7);
    const added = await reply.press('Add');
    await added.until('the index', ({ content }) =>
      content.startsWith('Added and indexed: Lima mayor opens a new bridge.'),
    );
    const written = await readFile(
      join(world.corpusDir, '1997-01-03-lima-mayor-opens-a-new-bridge.md'),
      'utf8',
    );
    expect(written).toContain('The mayor of Lima opened a bridge across the river on Friday.');
    expect(world.engine.articles()).toHaveLength(8);
    const answer = await discord.slash(ana, 'ask', {
      question: 'Who opened a bridge across the river on Friday?',
    });
    expect(answer.content).toContain('**The mayor of Lima opened a bridge across the river on Friday.**');
    expect(await audit()).toEqual([['corpus add', '1997-01-03-lima-mayor-opens-a-new-bridge', 'done']]);
  });

  it('takes what the text does not say from the moderator, and says that it was supplied', async () => {
    const file = discord.file('note.txt', 'The mayor of Lima opened a bridge across the river.');
    const values = { file, title: 'A new bridge', publisher: 'El Diario', published: 'Jan 3, 1997' };
    const reply = await discord.slash(mo, 'corpus add', values);
    expect(reply.content).toContain('**A new bridge** (supplied by the person who imported it)');
    expect(reply.content).toContain('El Diario (supplied by the person who imported it)');
    expect(reply.content).toContain('Fri, Jan 3, 1997 (supplied by the person who imported it)');
    const month = await discord.slash(mo, 'corpus add', { ...values, published: 'January 1997' });
    expect(month.content).toContain('“January 1997” is not one day.');
    expect(month.content).not.toContain('Try');
    const form = await discord.slash(mo, 'corpus add', { title: 'A new bridge' });
    const pasted = await form.submit({
      'The text': 'The mayor opened a bridge.',
      published: '1997-01-03',
    });
    expect(pasted.content).toContain('Fri, Jan 3, 1997');
  });

  it('shows several stories of a page, and all that it dropped in a file', async () => {
    const page = await readFile('corpus/sources/001_2f28f5f98f40d890.txt', 'utf8');
    await rm(world.corpusDir, { recursive: true });
    const reply = await discord.slash(mo, 'corpus add', { file: discord.file('page.txt', page) });
    expect(reply.content).toContain('**5 articles found.**');
    expect(reply.content).toContain('… and 1 more');
    expect(new TextDecoder().decode(reply.files[0]?.bytes)).toContain('STORY PAGE');
    const added = await reply.press('Add');
    await added.until('the index', ({ content }) => content.startsWith('Added and indexed'));
    expect(await readdir(world.corpusDir)).toHaveLength(5);
  });

  it('says in words for Discord what is in the way, and what to do', async () => {
    const file = () => discord.file(`${ARTICLE}.md`, '---\ntitle: The *same* again\n---\nWords.');
    const reply = await discord.slash(mo, 'corpus add', { file: file() });
    expect(reply.content).toContain('Already there: The \\*same\\* again.');
    expect(reply.content).toContain('/corpus remove');
    expect(reply.content).not.toContain('--force');
    expect(reply.content).not.toContain(ARTICLE);
  });

  it('is indexed and told also when the audit row cannot be written', async () => {
    world.store.addAudit = async () => {
      throw new ClippingsError('STORE', 'The store is busy.');
    };
    const reply = await discord.slash(mo, 'corpus add', { file: discord.file('bridge.txt', NEW_ARTICLE) });
    const added = await reply.press('Add');
    await added.until('the index', ({ content }) => content.startsWith('Added and indexed'));
    const sure = await discord.slash(mo, 'corpus remove', { article: ARTICLE });
    const removed = await sure.press('Remove');
    expect(removed.content).toContain('It is no longer quoted.');
    await vi.waitFor(() => expect(world.engine.status().indexVersion).toBe('small-3'));
    expect(world.logged.join('')).toContain('an audit entry could not be written');
  });

  it('says so when the file is there and the index could not follow', async () => {
    hooks.beforeArticle = () => {
      throw new ClippingsError('INDEX', 'The disk is full.');
    };
    const reply = await discord.slash(mo, 'corpus add', { file: discord.file('bridge.txt', NEW_ARTICLE) });
    const added = await reply.press('Add');
    await added.until('the fault', ({ content }) =>
      content.includes('could not be brought up to date: The disk is full.'),
    );
  });

  it('takes a pasted text by a form, and discards it on request', async () => {
    const form = await discord.slash(mo, 'corpus add');
    expect(form.modal?.title).toBe('Paste an article');
    const reply = await form.submit({ 'The text': NEW_ARTICLE });
    const discarded = await reply.press('Discard');
    expect(discarded.content).toBe('Discarded; nothing was written.');
    expect(await readdir(world.corpusDir)).toHaveLength(7);
    expect((await discord.pressOld(discarded.message, '1:corpusAdd:gone', mo)).content).toContain(
      'no longer kept',
    );
  });

  it.each([
    ['story.pdf', 'words', 'is not a .md or .txt file'],
    ['story.txt', '', 'That cannot be added'],
    ['story.txt', 'a\0b', 'binary'],
    ['story.txt', new Uint8Array([0xff, 0xfe, 0xfd]), 'is not UTF-8 text'],
    ['story.md', '---\ntitle: x\n\nno end', 'That cannot be added'],
    ['story.txt', 'x'.repeat(2_000_001), '2,000,001 bytes; at most 2,000,000'],
    ['..md', '---\ntitle: x\n---\nWords.', 'cannot be an article’s name'],
    [`${ARTICLE}.md`, '---\ntitle: x\n---\nWords.', 'Already there: x.'],
  ])('refuses %s with a reason, and writes nothing', async (name, content, reason) => {
    const reply = await discord.slash(mo, 'corpus add', { file: discord.file(name, content) });
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain(reason);
    expect(await readdir(world.corpusDir)).toHaveLength(7);
  });

  it.each(['../escape', '..\\escape', '/etc/escape', 'a/../../escape', '.hidden'])(
    'a file name such as %s never leaves the corpus folder',
    async (name) => {
      const form = await discord.slash(mo, 'corpus add');
      const values = {
        'The text': '---\ntitle: x\n---\nWords of a story.\n',
        'File name (optional)': `${name}.md`,
      };
      const reply = await form.submit(values);
      if (reply.buttons.includes('Add')) await reply.press('Add');
      const inside = await readdir(world.corpusDir);
      expect(inside.filter((file) => !/^1\d{3}-/.test(file) && file !== 'escape.md')).toEqual([]);
      expect(await readdir(join(world.corpusDir, '..'))).toEqual(['articles', 'data']);
    },
  );

  it('says so when the file cannot be fetched', async () => {
    const file = discord.file('story.txt', NEW_ARTICLE, { status: 404 });
    expect((await discord.slash(mo, 'corpus add', { file })).content).toContain('could not be fetched');
  });
});

describe('/corpus remove', () => {
  it('asks first, and then the article is no longer quoted', async () => {
    const answer = await discord.slash(ana, 'ask', { question: STORMED });
    const sure = await discord.slash(mo, 'corpus remove', { article: ARTICLE });
    expect(sure.content).toContain('Quotes from it stop at once');
    expect((await sure.press('Keep')).content).toBe('Nothing was removed.');
    expect(world.engine.article(ARTICLE)).toBeDefined();
    const again = await discord.slash(mo, 'corpus remove', { article: ARTICLE });
    expect((await again.press('Remove')).content).toContain('It is no longer quoted.');
    const status = await discord.slash(mo, 'status');
    expect(status.content).toMatch(/- <t:\d+:f> corpus remove: 1996-12-17-attackers-\S+ \(done\)/);
    expect((await answer.press('1 in context')).content).toContain(
      'has been removed, so it is no longer quoted',
    );
    const next = await discord.slash(ana, 'ask', { question: STORMED });
    expect(next.content).not.toContain('An armed group of 15 to 20 people');
    expect(await readdir(world.corpusDir)).not.toContain(`${ARTICLE}.md`);
    expect(await audit()).toEqual([['corpus remove', ARTICLE, 'done']]);
  });
});

describe('/corpus check', () => {
  it('lists every file that cannot be used, with its reason', async () => {
    expect((await discord.slash(mo, 'corpus check')).content).toContain('Every file is in order.');
    await writeFile(join(world.corpusDir, 'bad.md'), '---\npublished: tomorrow\n---\nWords.');
    const reply = await discord.slash(mo, 'corpus check');
    expect(reply.content).toContain('**1 file cannot be used:**');
    expect(reply.content).toContain('- bad.md\\:2: "published"');
  });
});

describe('/gaps', () => {
  it('lists what went unanswered, the most asked first, and takes off what is done', async () => {
    const none = await discord.slash(mo, 'gaps');
    expect(none.content).toContain('Nothing so far');
    for (const userId of ['1', '2']) {
      await world.store.addGap({
        question: 'Who won the *cup*?',
        cause: 'off-topic',
        userId,
        link: 'https://discord.com/channels/1/2/3',
      });
    }
    await world.store.addGap({
      question: '=1+1, who paid the ransom?',
      cause: 'not-stated',
      userId: '1',
      note: '@everyone',
    });
    const reply = await discord.slash(mo, 'gaps');
    expect(reply.content).toContain('**What the corpus could not answer** (2)');
    expect(reply.content).toContain(
      '**1.** Who won the \\*cup\\*?\noff topic · asked 2 times by 2 people · <t:',
    );
    expect(reply.content).toContain('“\\@everyone”');
    const table = await reply.press('CSV');
    const [file] = table.files;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file?.bytes);
    expect(file?.filename).toBe('gaps.csv');
    expect(text.startsWith('\uFEFFquestion,count,people')).toBe(true);
    expect(text).toContain(`"'=1+1, who paid the ransom?"`);
    const left = await reply.press('Done 1');
    expect(left.content).toContain('(1)');
    expect(left.content).not.toContain('cup');
  });

  it('turns its pages', async () => {
    const words = ['anchor', 'bicycle', 'candle', 'dolphin', 'elevator', 'fountain', 'guitar'];
    for (const word of words) {
      await world.store.addGap({ question: `Where is the ${word} kept?`, cause: 'off-topic', userId: '1' });
    }
    const reply = await discord.slash(mo, 'gaps');
    expect(reply.content).toContain('Page 1 of 2');
    const next = await reply.press('Next');
    expect(next.content).toContain('**6.** ');
    expect(next.content).toContain('Page 2 of 2');
  });
});

describe('in Spanish', () => {
  it.each([
    ['help', {}, 'Respondo preguntas'],
    ['status', {}, '**Estado**\n7 artículos'],
    ['privacy', {}, '**Lo que guardo**'],
    ['sources', {}, '**7 artículos**, los más recientes primero'],
    [
      'timeline',
      { from: '17 de diciembre de 1996', to: 'enero de 1997' },
      'desde mar, 17 dic 1996 · hasta vie, 31 ene 1997',
    ],
    ['gaps', {}, 'Nada de momento'],
    ['inspect', { question: STORMED }, 'Respondida, confianza 1.00'],
    ['corpus check', {}, 'Todos los archivos están en orden.'],
    ['corpus remove', { article: ARTICLE }, '¿Quitar **Attackers take over'],
    ['ask', { question: 'xyzzy plugh?' }, 'Ningún artículo trata de eso'],
    [
      'ask',
      { question: STORMED, from: 'anteayer por la tarde' },
      'No puedo leer «anteayer por la tarde» como fecha.',
    ],
  ])('/%s %j', async (command, options, text) => {
    const moderadora = discord.moderator('Eva', { locale: 'es-419' });
    expect((await discord.slash(moderadora, command, options)).content).toContain(text);
  });

  it('/reindex', async () => {
    const reply = await discord.slash(discord.moderator('Eva', { locale: 'es-ES' }), 'reindex', {
      full: true,
    });
    expect(reply.content).toContain('En marcha: https://');
    const progress = await discord.posted('the end', ({ content }) => content.includes('**Reindexado**'));
    expect(progress.content).toContain('**Cambiados (7)**');
  });
});

describe('/inspect', () => {
  it('shows what was retrieved, with scores, and the verdict', async () => {
    const reply = await discord.slash(mo, 'inspect', { question: STORMED });
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain('Answered, confidence 1.00');
    expect(reply.content).toContain('1\\. 1.000 Attackers take over');
    const declined = await discord.slash(mo, 'inspect', {
      question: 'Which striker won the football championship?',
    });
    expect(declined.content).toMatch(/Declined \((?:off topic|not stated)\)/);
    expect((await world.store.gaps()).total).toBe(0);
  });
});

function customId(components: unknown, label: string): string {
  const rows = components as readonly { components: readonly { label?: string; custom_id: string }[] }[];
  return rows.flatMap((row) => row.components).find((each) => each.label === label)?.custom_id ?? '';
}
