import { afterEach, describe, expect, test } from '@jest/globals';
import { createResolver } from '../../src/datadog/dns.ts';

const address = { address: '127.0.0.1', family: 4 };

describe('a name', () => {
  test('is looked up once, while it is and after it was', async () => {
    const names: string[] = [];
    const resolve = createResolver({}, 5000, async (name) => {
      names.push(name);
      return [address];
    });
    await Promise.all([resolve('a.test'), resolve('a.test'), resolve('b.test')]);
    await resolve('a.test');
    expect(names).toEqual(['a.test', 'b.test']);
  });

  test('that is not found is looked up again, once for all who ask meanwhile', async () => {
    let lookUps = 0;
    const resolve = createResolver({}, 5000, async () => {
      lookUps += 1;
      if (lookUps === 1) {
        throw new Error('EAI_AGAIN');
      }
      return [address];
    });
    const first = await Promise.allSettled([resolve('a.test'), resolve('a.test')]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await Promise.all([resolve('a.test'), resolve('a.test')]);
    expect(lookUps).toBe(2);
  });

  test.each([
    ['127.0.0.1', 4],
    ['2001:db8::1', 6],
  ])('that is an address is not looked up: %s', async (name, family) => {
    const resolve = createResolver({}, 5000, () => Promise.reject(new Error('looked up')));
    expect(await resolve(name)).toEqual([{ address: name, family }]);
  });

  test('of this machine is found', async () => {
    expect(await createResolver({}, 5000)('localhost')).toContainEqual(address);
  });
});

describe('where a look-up cannot be left behind', () => {
  const { execve } = process;
  afterEach(() => {
    Object.assign(process, { execve });
  });

  test.each([
    [1000, 'timeout:1 attempts:1'],
    [5000, 'timeout:2 attempts:1'],
    [10_000, 'timeout:3 attempts:1'],
    [60_000, 'timeout:5 attempts:1'],
    [120_000, 'timeout:5 attempts:1'],
  ])('glibc is told to give up in time, with a timeout of %d ms', (timeout, expected) => {
    Object.assign(process, { execve: undefined });
    const environment: NodeJS.ProcessEnv = {};
    createResolver(environment, timeout);
    expect(environment['RES_OPTIONS']).toBe(expected);
  });

  test('what the user tells glibc stays', () => {
    Object.assign(process, { execve: undefined });
    const environment = { RES_OPTIONS: 'timeout:9' };
    createResolver(environment, 5000);
    expect(environment).toEqual({ RES_OPTIONS: 'timeout:9' });
  });

  test('a name is not looked up again where that would last too long', async () => {
    Object.assign(process, { execve: undefined });
    const { now } = performance;
    let time = 0;
    performance.now = () => time;
    try {
      let lookUps = 0;
      const resolve = createResolver({}, 10_000, async () => {
        lookUps += 1;
        time += lookUps === 1 ? 3000 : 8000;
        throw new Error('EAI_AGAIN');
      });
      for (let turn = 0; turn < 4; turn += 1) {
        await expect(resolve('a.test')).rejects.toThrow('EAI_AGAIN');
      }
      expect(lookUps).toBe(2);
    } finally {
      performance.now = now;
    }
  });
});

test('where a look-up can be left behind, glibc is told nothing', () => {
  const environment: NodeJS.ProcessEnv = {};
  createResolver(environment, 5000);
  expect(environment).toEqual({});
});
