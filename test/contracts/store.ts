import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Turn } from '../../src/engine.ts';
import { hashOf } from '../../src/store/alias.ts';
import type { NewAnswer, NewGap, PendingWork, Store, StoreOptions } from '../../src/store/store.ts';

/** One store under test: opened, closed and opened again over the same rows. */
export interface StoreFixture {
  open(options: StoreOptions): Promise<Store>;
  /** Every byte that is kept, as text, to see that something is not among them. */
  contents(): Promise<string>;
  remove(): Promise<void>;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ANA = '111111111111111111';
const BEN = '222222222222222222';
const LINK = 'https://discord.com/channels/1/2/3';

const ANSWER: NewAnswer = {
  userId: ANA,
  kind: 'answered',
  question: 'Who took the residence?',
  filters: { publisher: 'CNN' },
  quotes: [
    {
      articleId: 'a1',
      span: { start: 10, end: 90 },
      marked: { start: 10, end: 40 },
      hash: hashOf('the words'),
    },
  ],
  indexVersion: 'v7',
  conversation: [{ question: 'What happened in Lima?', articleIds: ['a1', 'a2'] }],
  hidden: false,
};

const gap = (question: string, more: Partial<NewGap> = {}): NewGap => ({
  question,
  cause: 'not-stated',
  userId: ANA,
  ...more,
});

/** What every store must do. */
export function storeContract(name: string, fixture: () => Promise<StoreFixture>): void {
  describe(`${name} as a store`, () => {
    let kept: StoreFixture;
    let store: Store;
    let time: number;
    /** How wrong the clock on the wall is. */
    let wrongBy: number;
    const options: StoreOptions = {
      retentionDays: 30,
      conversationMinutes: 30,
      conversationTurns: 3,
      now: () => new Date(time + wrongBy),
      steady: () => time,
    };

    const reopen = async () => {
      await store.close();
      store = await kept.open(options);
    };

    beforeEach(async () => {
      time = Date.UTC(2026, 0, 1);
      wrongBy = 0;
      kept = await fixture();
      store = await kept.open(options);
    });

    afterEach(async () => {
      await store.close();
      await kept.remove();
    });

    describe('aliases', () => {
      it('know a person again, also after a restart, and tell people apart', async () => {
        const alias = store.alias(ANA);
        await reopen();
        expect(store.alias(ANA)).toBe(alias);
        expect(store.alias(BEN)).not.toBe(alias);
        expect(alias).toMatch(/^[0-9a-f]{32}$/);
      });

      it('differ between stores', async () => {
        const other = await fixture();
        const elsewhere = await other.open(options);
        expect(elsewhere.alias(ANA)).not.toBe(store.alias(ANA));
        await elsewhere.close();
        await other.remove();
      });

      it('are all that is kept of an id', async () => {
        await store.saveAnswer(ANSWER);
        await store.vote({ answerId: 'x', userId: ANA, up: true });
        await store.addGap(gap('Why?'));
        await store.addTurn({ channelId: '3', userId: ANA }, { question: 'Why?', articleIds: [] });
        await store.addAudit({ userId: ANA, action: 'reindex', target: '', outcome: 'done' });
        await store.close();
        const contents = await kept.contents();
        expect(contents).toContain('Who took the residence?');
        expect(contents).not.toContain(ANA);
        store = await kept.open(options);
      });
    });

    describe('answers', () => {
      it('come back whole after a restart', async () => {
        const saved = await store.saveAnswer(ANSWER);
        await reopen();
        const { userId: _, ...rest } = ANSWER;
        expect(await store.answer(saved.id)).toEqual({
          ...rest,
          id: saved.id,
          at: new Date(time),
          asker: store.alias(ANA),
        });
        expect(saved).toEqual(await store.answer(saved.id));
      });

      it('have ids that fit in a button, each its own', async () => {
        const ids = await Promise.all(
          Array.from({ length: 50 }, async () => (await store.saveAnswer(ANSWER)).id),
        );
        expect(new Set(ids).size).toBe(50);
        for (const id of ids) expect(id).toMatch(/^[\w-]{12}$/);
      });

      it('learn where they were shown', async () => {
        const { id } = await store.saveAnswer(ANSWER);
        await store.linkAnswer(id, LINK);
        expect((await store.answer(id))?.link).toBe(LINK);
        await store.linkAnswer('gone', LINK);
        expect(await store.answer('gone')).toBeUndefined();
      });

      it('are gone after their retention, swept or not', async () => {
        const { id } = await store.saveAnswer(ANSWER);
        time += 30 * DAY - 1;
        expect(await store.sweep()).toBe(0);
        expect(await store.answer(id)).toBeDefined();
        time += 1;
        expect(await store.answer(id)).toBeUndefined();
        expect(await store.sweep()).toBe(1);
      });

      /** Lives through days as a bot does, which sweeps every hour; resolves to how many rows that deleted. */
      const live = async (days: number) => {
        let swept = 0;
        for (let hour = 0; hour < days * 24; hour++) {
          time += 60 * MINUTE;
          swept += await store.sweep();
        }
        return swept;
      };

      it('survive a start with the clock wrong by months, and days of running on it', async () => {
        const { id } = await store.saveAnswer(ANSWER);
        await store.sweep();
        wrongBy = 200 * DAY;
        await reopen();
        expect(await store.sweep()).toBe(0);
        expect(await store.answer(id)).toBeDefined();
        expect(await live(3)).toBe(0);
        wrongBy = 0;
        await reopen();
        expect(await store.answer(id)).toBeDefined();
      });

      it('survive a clock that is set while the bot runs', async () => {
        const { id } = await store.saveAnswer(ANSWER);
        wrongBy = 200 * DAY;
        expect(await store.sweep()).toBe(0);
        wrongBy = -200 * DAY;
        expect(await store.sweep()).toBe(0);
        expect(await store.answer(id)).toBeDefined();
      });

      it('go a day’s worth a day after an absence, and are not kept too long for ever', async () => {
        const old = { ...ANSWER, question: 'Old?' };
        for (let day = 0; day < 4; day++) {
          await store.saveAnswer(old);
          await live(1);
        }
        time += 60 * DAY; // the machine is off
        await reopen();
        expect(await store.sweep()).toBe(0);
        store.checkClock(new Date(time)); // the clock is right
        await store.saveAnswer({ ...ANSWER, question: 'New?' });
        await store.sweep();
        for (let day = 0; day < 4; day++) expect(await live(1)).toBe(1);
        expect(await live(25)).toBe(0);
        expect(await live(1)).toBe(1);
      });

      it('go sooner at once when the retention is made shorter', async () => {
        const { id } = await store.saveAnswer(ANSWER);
        await live(2);
        await store.close();
        store = await kept.open({ ...options, retentionDays: 1 });
        expect(await store.sweep()).toBe(1);
        expect(await store.answer(id)).toBeUndefined();
      });

      it('keep any text as it is', async () => {
        const question = `'; DROP TABLE answers; -- "🙂" \u0007 ${'ñ'.repeat(6000)}`;
        const { id } = await store.saveAnswer({ ...ANSWER, question });
        expect((await store.answer(id))?.question).toBe(question);
      });
    });

    describe('votes', () => {
      const vote = (userId: string, up: boolean) => store.vote({ answerId: 'a', userId, up });

      it('count each person once, by their last word', async () => {
        expect(await vote(ANA, true)).toEqual({ up: 1, down: 0 });
        expect(await vote(BEN, false)).toEqual({ up: 1, down: 1 });
        expect(await vote(ANA, false)).toEqual({ up: 0, down: 2 });
        await store.vote({ answerId: 'b', userId: ANA, up: true });
        expect((await store.counts()).votes).toEqual({ up: 1, down: 2 });
      });

      it('up take back the gap that a vote down had left, and nobody else’s', async () => {
        const down = { cause: 'voted-down', answerId: 'a' } as const;
        await store.addGap(gap('Why?', down));
        await store.addGap(gap('Why?', { ...down, userId: BEN }));
        await vote(ANA, true);
        expect((await store.gaps()).items).toMatchObject([{ count: 1, people: 1 }]);
      });
    });

    describe('gaps', () => {
      const questions = async () =>
        (await store.gaps()).items.map(({ question, count }) => [question, count]);

      it('merge questions that ask the same, with counts, people, causes and links', async () => {
        await store.addGap(gap('Who is the president of Brazil?', { link: `${LINK}1` }));
        time += MINUTE;
        await store.addGap(gap("Who is Brazil's president?", { userId: BEN, link: `${LINK}2` }));
        time += MINUTE;
        const voted = { cause: 'voted-down', note: 'wrong country', answerId: 'a' } as const;
        await store.addGap(gap("Who is Brazil's president?", { ...voted, userId: BEN }));
        expect(await store.gaps()).toEqual({
          total: 1,
          items: [
            {
              id: expect.any(String),
              question: "Who is Brazil's president?",
              count: 3,
              people: 2,
              causes: ['not-stated', 'voted-down'],
              first: new Date(time - 2 * MINUTE),
              last: new Date(time),
              links: [`${LINK}2`, `${LINK}1`],
              notes: ['wrong country'],
            },
          ],
        });
      });

      it('keep apart what only sounds alike', async () => {
        for (const question of [
          'What happened on December 17?',
          'What happened on December 18?',
          'How many hostages were freed?',
          'How many rebels were killed?',
          'Who?',
          'Why?',
        ]) {
          await store.addGap(gap(question));
        }
        expect((await store.gaps()).total).toBe(6);
      });

      it('show the most asked first, the newest of equals first, a page at a time', async () => {
        for (const question of ['Alpha?', 'Beta?', 'Gamma?', 'Beta?']) {
          await store.addGap(gap(question));
          time += MINUTE;
        }
        expect(await questions()).toEqual([
          ['Beta?', 2],
          ['Gamma?', 1],
          ['Alpha?', 1],
        ]);
        const second = await store.gaps({ limit: 1, offset: 1 });
        expect([second.total, second.items.map(({ question }) => question)]).toEqual([3, ['Gamma?']]);
      });

      it('are closed whole, once, and open anew when asked again', async () => {
        await store.addGap(gap('Alpha?'));
        const [open] = (await store.gaps()).items;
        await store.addGap(gap('alpha'));
        expect((await store.gaps()).items[0]?.id).toBe(open?.id);
        expect(await store.closeGap(open?.id ?? '')).toBe(true);
        expect(await store.closeGap(open?.id ?? '')).toBe(false);
        expect(await store.gaps()).toEqual({ items: [], total: 0 });
        await store.addGap(gap('Alpha?'));
        expect(await questions()).toEqual([['Alpha?', 1]]);
      });

      it('count a person, answer and cause once, and keep the note that comes later', async () => {
        const down = { cause: 'voted-down', answerId: 'a' } as const;
        await store.addGap(gap('Why him?', down));
        await store.addGap(gap('Why him?', { ...down, note: 'too old' }));
        expect((await store.gaps()).items).toMatchObject([{ count: 1, notes: ['too old'] }]);
      });

      it('leave the list after their retention', async () => {
        await store.addGap(gap('Alpha?'));
        time += 30 * DAY;
        expect((await store.gaps()).total).toBe(0);
      });
    });

    describe('conversations', () => {
      const key = { channelId: '5', userId: ANA };
      const turn = (question: string): Turn => ({ question, articleIds: ['a1'] });

      it('give their last questions, oldest first, also after a restart', async () => {
        for (const question of ['1', '2', '3', '4']) await store.addTurn(key, turn(question));
        await reopen();
        expect(await store.turns(key)).toEqual([turn('2'), turn('3'), turn('4')]);
      });

      it('belong to one person in one channel', async () => {
        await store.addTurn(key, turn('1'));
        expect(await store.turns({ ...key, userId: BEN })).toEqual([]);
        expect(await store.turns({ ...key, channelId: '6' })).toEqual([]);
      });

      it('end after a pause, and begin anew without what was said before it', async () => {
        await store.addTurn(key, turn('1'));
        time += 30 * MINUTE - 1;
        expect(await store.turns(key)).toEqual([turn('1')]);
        time += 1;
        expect(await store.turns(key)).toEqual([]);
        await store.addTurn(key, turn('2'));
        expect(await store.turns(key)).toEqual([turn('2')]);
      });

      it('go on as long as the pauses are short', async () => {
        await store.addTurn(key, turn('1'));
        time += 20 * MINUTE;
        await store.addTurn(key, turn('2'));
        time += 20 * MINUTE;
        expect(await store.turns(key)).toEqual([turn('1'), turn('2')]);
      });

      it('are cleared on request', async () => {
        await store.addTurn(key, turn('1'));
        await store.clearTurns(key);
        expect(await store.turns(key)).toEqual([]);
      });
    });

    describe('the audit log', () => {
      it('says who did what to what and how it ended, newest first, a page at a time', async () => {
        const entry = { userId: ANA, action: 'corpus remove', target: 'a1', outcome: 'done' };
        await store.addAudit(entry);
        time += MINUTE;
        await store.addAudit({ ...entry, userId: BEN, action: 'reindex', target: '', outcome: 'cancelled' });
        await reopen();
        const { items, total } = await store.audit();
        expect(total).toBe(2);
        expect(items).toEqual([
          {
            at: new Date(time),
            who: store.alias(BEN),
            action: 'reindex',
            target: '',
            outcome: 'cancelled',
          },
          {
            at: new Date(time - MINUTE),
            who: store.alias(ANA),
            action: 'corpus remove',
            target: 'a1',
            outcome: 'done',
          },
        ]);
        expect((await store.audit({ limit: 1, offset: 1 })).items).toEqual([items[1]]);
      });
    });

    describe('work', () => {
      const work: PendingWork = {
        id: '77',
        kind: 'interaction',
        channelId: '5',
        token: 'secret-token',
        locale: 'es-ES',
      };

      it('begins once, and is known again after it ended and after a restart', async () => {
        expect(await store.begin(work)).toBe(true);
        expect(await store.begin(work)).toBe(false);
        await store.end(work.id);
        await reopen();
        expect(await store.begin(work)).toBe(false);
      });

      it('that an earlier run never ended is found, and this run’s own is not', async () => {
        await store.begin(work);
        await store.begin({ id: '78', kind: 'message', messageId: '78' });
        await store.end('78');
        await store.begin({ id: '79', kind: 'reindex', channelId: '5', messageId: '79' });
        expect(await store.unfinished()).toEqual([]);
        await reopen();
        await store.begin({ id: '80', kind: 'message' });
        expect(await store.unfinished()).toEqual([
          work,
          { id: '79', kind: 'reindex', channelId: '5', messageId: '79' },
        ]);
        await store.end(work.id);
        expect((await store.unfinished()).map(({ id }) => id)).toEqual(['79']);
      });

      it('that begins in the same moment is told apart', async () => {
        const ids = ['1', '2', '1', '3'];
        const began = await Promise.all(ids.map((id) => store.begin({ id, kind: 'message' })));
        expect(began).toEqual([true, true, false, true]);
        await Promise.all(['1', '3'].map((id) => store.end(id)));
        await reopen();
        expect((await store.unfinished()).map(({ id }) => id)).toEqual(['2']);
      });

      it('gives its token up when it ends', async () => {
        await store.begin(work);
        await store.end(work.id);
        await store.sweep();
        await store.close();
        expect(await kept.contents()).not.toContain('secret-token');
        store = await kept.open(options);
      });

      it('is swept an hour after its end', async () => {
        await store.begin(work);
        await store.end(work.id);
        time += 60 * MINUTE;
        expect(await store.sweep()).toBe(1);
        expect(await store.begin(work)).toBe(true);
      });
    });

    describe('forgetting', () => {
      it('deletes all of one person’s rows and nobody else’s, from the files too', async () => {
        const key = { channelId: '5', userId: ANA };
        const { id } = await store.saveAnswer({ ...ANSWER, question: 'Forget this question' });
        const other = await store.saveAnswer({ ...ANSWER, userId: BEN });
        await store.vote({ answerId: other.id, userId: ANA, up: false, reason: 'forget this reason' });
        await store.vote({ answerId: id, userId: BEN, up: true });
        await store.addGap(gap('Forget this gap'));
        await store.addGap(gap('Keep this gap', { userId: BEN }));
        await store.addTurn(key, { question: 'Forget this turn', articleIds: [] });
        await store.addAudit({ userId: ANA, action: 'reindex', target: '', outcome: 'done' });

        expect(await store.forget(ANA)).toEqual({ answers: 1, votes: 1, gaps: 1, turns: 1 });
        expect(await store.forget(ANA)).toEqual({ answers: 0, votes: 0, gaps: 0, turns: 0 });
        expect(await store.answer(id)).toBeUndefined();
        expect(await store.answer(other.id)).toBeDefined();
        expect(await store.turns(key)).toEqual([]);
        expect(await store.counts()).toEqual({ answers: 1, votes: { up: 1, down: 0 }, gaps: 1, audit: 1 });
        await store.close();
        const contents = await kept.contents();
        expect(contents).toContain('Keep this gap');
        expect(contents.toLowerCase()).not.toContain('forget this');
        store = await kept.open(options);
      });
    });

    it('answers a check while it works, and refuses it in words once it is closed', async () => {
      await expect(store.check()).resolves.toBeUndefined();
      await store.close();
      for (let times = 0; times < 2; times += 1) {
        await expect(store.check()).rejects.toMatchObject({ name: 'ClippingsError', code: 'STORE' });
      }
      store = await kept.open(options);
    });
  });
}
