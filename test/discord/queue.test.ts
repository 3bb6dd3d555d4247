import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Cooldown } from '../../src/discord/cooldown.ts';
import { Precedence } from '../../src/discord/precedence.ts';
import { FairQueue } from '../../src/discord/queue.ts';
import { Watchdog } from '../../src/discord/watchdog.ts';

describe('FairQueue', () => {
  /** Runs tasks named by person and number, and resolves to the order in which they began. */
  async function orderOf(names: readonly string[], concurrency = 1): Promise<readonly string[]> {
    const queue = new FairQueue({ concurrency, limit: 100 });
    const begun: string[] = [];
    const run = (name: string) =>
      queue.run(name.charAt(0), async () => {
        begun.push(name);
      });
    await Promise.all(names.map(run));
    return begun;
  }

  it('lets each person have a turn before anybody has a second', async () => {
    expect(await orderOf(['a1', 'a2', 'a3', 'b1', 'c1', 'b2'])).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('keeps the order of arrival otherwise', async () => {
    expect(await orderOf(['c1', 'a1', 'b1'])).toEqual(['c1', 'a1', 'b1']);
  });

  it('refuses what is beyond its limit, and goes on', async () => {
    const queue = new FairQueue({ concurrency: 1, limit: 2 });
    const leave = queue.admit();
    queue.admit();
    expect(() => queue.admit()).toThrow(expect.objectContaining({ code: 'BUSY' }));
    leave();
    queue.admit();
    expect(() => queue.admit()).toThrow(expect.objectContaining({ code: 'BUSY' }));
    expect(await queue.run('d', async () => 'again')).toBe('again');
    expect(queue.length).toBe(0);
  });

  it('says how long those admitted will take, and never that it is no time at all', () => {
    const queue = new FairQueue({ concurrency: 2, limit: 1000 });
    expect(queue.waitMs).toBe(10_000);
    for (let count = 0; count < 200; count++) queue.admit();
    expect(queue.waitMs).toBe(30_000);
  });

  it('when it is closed lets finish what runs, and ends what waits at once', async () => {
    const queue = new FairQueue({ concurrency: 1, limit: 10 });
    let finish: () => void = () => undefined;
    const running = queue.run(
      'a',
      () =>
        new Promise<string>((resolve) => {
          finish = () => resolve('done');
        }),
    );
    const waiting = queue.run('b', async () => 'never');
    queue.close();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(queue.run('c', async () => 'never')).rejects.toMatchObject({ code: 'CANCELLED' });
    finish();
    expect(await running).toBe('done');
  });

  it('a task that fails is its own affair', async () => {
    const queue = new FairQueue({ concurrency: 1, limit: 10 });
    const failing = queue.run('a', async () => {
      throw new Error('broken');
    });
    const next = queue.run('a', async () => 'well');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('well');
  });
});

describe('Precedence', () => {
  it('holds work back until all that goes first has ended, also what begins meanwhile', async () => {
    const precedence = new Precedence();
    const order: string[] = [];
    const step = (name: string, turns: number) =>
      precedence.first(async () => {
        for (let turn = 0; turn < turns; turn++) await setImmediate();
        order.push(name);
      });
    const first = step('first', 5);
    const work = precedence.yield().then(() => order.push('work'));
    await setImmediate();
    const second = step('second', 20);
    await Promise.all([first, second, work]);
    expect(order).toEqual(['first', 'second', 'work']);
  });

  it('goes on when what went first has failed, and at once when there is nothing', async () => {
    const precedence = new Precedence();
    const failing = precedence.first(async () => {
      await setImmediate();
      throw new Error('too late');
    });
    const work = precedence.yield();
    await expect(failing).rejects.toThrow('too late');
    await work;
    await precedence.yield();
  });
});

describe('Cooldown', () => {
  it('tells how long to wait, for each person', () => {
    const cooldown = new Cooldown({ burst: 1, everyMs: 5000 });
    expect(cooldown.take('a', 1000)).toBe(0);
    expect(cooldown.take('a', 2000)).toBe(4000);
    expect(cooldown.take('b', 2000)).toBe(0);
    expect(cooldown.take('a', 6000)).toBe(0);
  });

  it('saves up no more than its burst', () => {
    const cooldown = new Cooldown({ burst: 2, everyMs: 1000 });
    expect([0, 0, 0].map((at) => cooldown.take('a', at))).toEqual([0, 0, 1000]);
    expect([60_000, 60_000, 60_000].map((at) => cooldown.take('a', at))).toEqual([0, 0, 1000]);
  });

  it('is off at 0', () => {
    const cooldown = new Cooldown({ burst: 1, everyMs: 0 });
    expect([5, 5, 5].map((at) => cooldown.take('a', at))).toEqual([0, 0, 0]);
  });
});

describe('Watchdog', () => {
  it('barks when no heartbeat is acknowledged for too long, whatever the client believes', () => {
    let now = 0;
    let pulse = { ready: true, acknowledgedAt: 5 };
    const watchdog = new Watchdog({ silentMs: 100, now: () => now, pulse: () => pulse });
    now = 90;
    expect(watchdog.isDead()).toBe(false);
    pulse = { ready: true, acknowledgedAt: 80 };
    expect(watchdog.isDead()).toBe(false);
    now = 190;
    expect(watchdog.isDead()).toBe(false);
    now = 191;
    expect(watchdog.isDead()).toBe(true);
    pulse = { ready: true, acknowledgedAt: 180 };
    expect(watchdog.isDead()).toBe(false);
  });

  it('barks when the client stays in reconnection', () => {
    let now = 0;
    const pulse = () => ({ ready: false, acknowledgedAt: now });
    const watchdog = new Watchdog({ silentMs: 100, now: () => now, pulse });
    now = 101;
    expect(watchdog.isDead()).toBe(true);
  });

  it.each([3_600_000, -3_600_000])('is not moved by a wall clock that is set by %i ms', (jump) => {
    let now = 0;
    let wall = 1_000_000_000;
    const watchdog = new Watchdog({
      silentMs: 100,
      now: () => now,
      pulse: () => ({ ready: true, acknowledgedAt: wall }),
    });
    wall += jump;
    now = 99;
    expect(watchdog.isDead()).toBe(false);
    wall += 50;
    now = 198;
    expect(watchdog.isDead()).toBe(false);
    now = 300;
    expect(watchdog.isDead()).toBe(true);
  });
});
