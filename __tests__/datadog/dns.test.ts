import { describe, expect, test } from '@jest/globals';
import { type Address, createResolver, type Resolve } from '../../src/datadog/dns.ts';

const address = { address: '127.0.0.1', family: 4 };
const later = () => performance.now() + 1;

function resolver(options: Partial<Parameters<typeof createResolver>[0]> = {}) {
  return createResolver({ environment: {}, timeout: 5000, ...options });
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

  test.each<[string, readonly Address[] | Error]>([
    ['is not found', new Error('EAI_AGAIN')],
    ['leads to a connection that fails', [{ address: '192.0.2.1', family: 4 }]],
  ])('that %s is looked up again, once for all callers', async (_name, wrong) => {
    const { open, lookUp } = lookUps();
    const { resolve, doubt } = resolver({ lookUp });
    const first = Promise.allSettled([resolve('a.test'), resolve('a.test')]);
    open[0]?.finish(wrong);
    const status = wrong instanceof Error ? 'rejected' : 'fulfilled';
    expect((await first).map((one) => one.status)).toEqual([status, status]);
    doubt(later());
    const second = Promise.all([resolve('a.test'), resolve('a.test')]);
    // One that is in progress is not doubted.
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

  test.each([
    ['is not found', true],
    ['leads to connections that fail', false],
  ])('that %s is not looked up again if that would take too long', async (_name, fails) => {
    const { now } = performance;
    let time = 0;
    performance.now = () => time;
    try {
      let count = 0;
      const { resolve, doubt } = resolver({
        timeout: 10_000,
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

describe('glibc is told to give up in time', () => {
  const server = 'nameserver 192.0.2.1\n';
  const search = 'search a.example b.example\n';
  test.each([
    ['', 1000, 5],
    [server, 1000, 5],
    [server + search, 1000, 4],
    [server + search, 5000, 5],
    [server.repeat(2), 1000, 4],
    [`${server.repeat(2)}domain a.example\n`, 5000, 3],
    [server.repeat(3), 1000, 3],
    [search + server.repeat(3), 1000, 1],
    [search + server.repeat(3), 10_000, 3],
    [search + server.repeat(9), 60_000, 5],
    [`#${server};${server}${search.replace('search', '#search')}options timeout:9\n`, 1000, 5],
  ])('%j, timeout %d ms: %d s', (resolvConf, timeout, seconds) => {
    const environment: NodeJS.ProcessEnv = {};
    resolver({ environment, timeout, readResolvConf: () => resolvConf });
    expect(environment).toEqual({ RES_OPTIONS: `timeout:${seconds} attempts:1` });
  });

  test('but what the user tells it is kept', () => {
    const environment = { RES_OPTIONS: 'timeout:9' };
    resolver({ environment });
    expect(environment).toEqual({ RES_OPTIONS: 'timeout:9' });
  });
});
