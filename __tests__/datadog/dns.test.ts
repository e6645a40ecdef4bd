import { describe, expect, test } from '@jest/globals';
import { type Address, createResolver, type Resolve } from '../../src/datadog/dns.ts';

const address = { address: '127.0.0.1', family: 4 };
const later = () => performance.now() + 1;

function resolver(options: Partial<Parameters<typeof createResolver>[0]> = {}) {
  return createResolver({ environment: {}, timeout: 5000, keepTrack: () => {}, ...options });
}

/** Look-ups that the test ends, in order. */
function lookUps() {
  const open: { name: string; finish: (result: readonly Address[] | Error) => void }[] = [];
  const lookUp: Resolve = (name) =>
    new Promise((resolve, reject) => {
      const finish = (result: readonly Address[] | Error) =>
        result instanceof Error ? reject(result) : resolve(result);
      open.push({ name, finish });
    });
  return { open, lookUp };
}

describe('a name', () => {
  test('is looked up once, while it is and after it was', async () => {
    const { open, lookUp } = lookUps();
    const { resolve } = resolver({ lookUp });
    const all = Promise.all([resolve('a.test'), resolve('a.test'), resolve('b.test')]);
    for (const { finish } of open) {
      finish([address]);
    }
    await all;
    await resolve('a.test');
    expect(open.map(({ name }) => name)).toEqual(['a.test', 'b.test']);
  });

  test('that is not found is looked up again, once for all who ask meanwhile', async () => {
    const { open, lookUp } = lookUps();
    const { resolve } = resolver({ lookUp });
    const first = Promise.allSettled([resolve('a.test'), resolve('a.test')]);
    open[0]?.finish(new Error('EAI_AGAIN'));
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const second = Promise.all([resolve('a.test'), resolve('a.test')]);
    open[1]?.finish([address]);
    expect(await second).toEqual([[address], [address]]);
    expect(open).toHaveLength(2);
  });

  test('whose address is in doubt is looked up again, once for all who ask meanwhile', async () => {
    const { open, lookUp } = lookUps();
    const { resolve, doubt } = resolver({ lookUp });
    const first = resolve('a.test');
    open[0]?.finish([{ address: '192.0.2.1', family: 4 }]);
    await first;
    doubt(later());
    const second = Promise.all([resolve('a.test'), resolve('a.test')]);
    // One that is under way is not doubted.
    doubt(later());
    open[1]?.finish([address]);
    expect(await second).toEqual([[address], [address]]);
    expect(await resolve('a.test')).toEqual([address]);
    expect(open).toHaveLength(2);
  });

  test('that was looked up since a connection began is not in doubt when that fails', async () => {
    const { open, lookUp } = lookUps();
    const { resolve, doubt } = resolver({ lookUp });
    const begin = performance.now();
    const first = resolve('a.test');
    open[0]?.finish([address]);
    await first;
    doubt(begin);
    await resolve('a.test');
    expect(open).toHaveLength(1);
  });

  test.each([
    ['127.0.0.1', 4],
    ['2001:db8::1', 6],
  ])('that is an address is not looked up: %s', async (name, family) => {
    const { open, lookUp } = lookUps();
    expect(await resolver({ lookUp }).resolve(name)).toEqual([{ address: name, family }]);
    expect(open).toEqual([]);
  });

  test('of this machine is found', async () => {
    expect(await resolver().resolve('localhost')).toContainEqual(address);
  });

  test('is known to those who keep track from when its look-up starts until it ends', async () => {
    const { open, lookUp } = lookUps();
    const tracked: Promise<unknown>[] = [];
    const { resolve } = resolver({ lookUp, keepTrack: (work) => tracked.push(work) });
    await resolve('127.0.0.1');
    const all = [resolve('a.test'), resolve('a.test')];
    expect(tracked).toHaveLength(1);
    let hasEnded = false;
    const marking = tracked[0]?.then(() => {
      hasEnded = true;
    });
    await new Promise(setImmediate);
    expect(hasEnded).toBe(false);
    open[0]?.finish([address]);
    await Promise.all([...all, marking]);
    expect(hasEnded).toBe(true);
  });
});

describe('if a look-up cannot be left behind', () => {
  const canLeave = false;

  test.each([
    [1000, 'timeout:1 attempts:1'],
    [5000, 'timeout:2 attempts:1'],
    [10_000, 'timeout:3 attempts:1'],
    [60_000, 'timeout:5 attempts:1'],
    [120_000, 'timeout:5 attempts:1'],
  ])('glibc is told to give up in time, with a timeout of %d ms', (timeout, expected) => {
    const environment: NodeJS.ProcessEnv = {};
    resolver({ environment, timeout, canLeave });
    expect(environment['RES_OPTIONS']).toBe(expected);
  });

  test('what the user tells glibc stays', () => {
    const environment = { RES_OPTIONS: 'timeout:9' };
    resolver({ environment, canLeave });
    expect(environment).toEqual({ RES_OPTIONS: 'timeout:9' });
  });

  test.each([
    ['is not found', true],
    ['leads to connections that fail', false],
  ])('a name that %s is not looked up again if that would last too long', async (_name, fails) => {
    const { now } = performance;
    let time = 0;
    performance.now = () => time;
    try {
      let count = 0;
      const { resolve, doubt } = resolver({
        timeout: 10_000,
        canLeave,
        lookUp: async () => {
          count += 1;
          time += count === 1 ? 3000 : 8000;
          if (fails) {
            throw new Error('EAI_AGAIN');
          }
          return [address];
        },
      });
      for (let turn = 0; turn < 4; turn += 1) {
        const [{ status } = { status: '' }] = await Promise.allSettled([resolve('a.test')]);
        expect(status).toBe(fails ? 'rejected' : 'fulfilled');
        doubt(time + 1);
      }
      expect(count).toBe(2);
    } finally {
      performance.now = now;
    }
  });
});

test('if a look-up can be left behind, glibc is told nothing', () => {
  const environment: NodeJS.ProcessEnv = {};
  resolver({ environment, canLeave: true });
  expect(environment).toEqual({});
});
