import { afterEach, describe, expect, test } from '@jest/globals';
import { createResolver } from '../../src/datadog/dns.ts';

const address = { address: '127.0.0.1', family: 4 };

describe('a name', () => {
  test('is looked up once, while it is and after it was', async () => {
    const names: string[] = [];
    const resolve = createResolver({}, async (name) => {
      names.push(name);
      return [address];
    });
    await Promise.all([resolve('a.test'), resolve('a.test'), resolve('b.test')]);
    await resolve('a.test');
    expect(names).toEqual(['a.test', 'b.test']);
  });

  test('that is not found is looked up again, once for all who ask meanwhile', async () => {
    let lookUps = 0;
    const resolve = createResolver({}, async () => {
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
    const resolve = createResolver({}, () => Promise.reject(new Error('looked up')));
    expect(await resolve(name)).toEqual([{ address: name, family }]);
  });

  test('of this machine is found', async () => {
    expect(await createResolver({})('localhost')).toContainEqual(address);
  });
});

describe('where a look-up cannot be left behind', () => {
  const { execve } = process;
  afterEach(() => {
    Object.assign(process, { execve });
  });

  test.each([
    [undefined, {}, expect.stringMatching(/^timeout:\d attempts:1$/)],
    [undefined, { RES_OPTIONS: 'timeout:9' }, 'timeout:9'],
    [execve, {}, undefined],
  ])('glibc is told to give up sooner, unless the user told it', (replace, environment, expected) => {
    Object.assign(process, { execve: replace });
    const given: NodeJS.ProcessEnv = { ...environment };
    createResolver(given);
    expect(given['RES_OPTIONS']).toEqual(expected);
  });
});
