import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bareKey, isSendable, readKeys, redactKeys, revealsKey } from '../../src/runner/keys.ts';

function read(inputs: Readonly<Record<string, string>>, environment: NodeJS.ProcessEnv = {}) {
  return readKeys((name) => inputs[name] ?? '', environment);
}

describe('where a key comes from: the input, then DATADOG_…, then DD_…', () => {
  const none = { value: '', source: '' };
  test.each([
    ['a', 'b', 'c', { value: 'a', source: 'input' }],
    ['', 'b', 'c', { value: 'b', source: 'first' }],
    ['', '', 'c', { value: 'c', source: 'second' }],
    [' ', ' \n', ' c\n', { value: 'c', source: 'second' }],
    [' a\n', '', '', { value: 'a', source: 'input' }],
    ['', '', '', none],
  ])('%j, %j, %j', (input, first, second, expected) => {
    const named = (names: Readonly<Record<string, string>>) => ({
      ...expected,
      source: names[expected.source] ?? expected.source,
    });
    const api = read({ 'api-key': input }, { DATADOG_API_KEY: first, DD_API_KEY: second });
    expect(api.api).toEqual(named({ first: 'DATADOG_API_KEY', second: 'DD_API_KEY' }));
    expect(api.app).toEqual(none);
    const app = read({ 'app-key': input }, { DATADOG_APP_KEY: first, DD_APP_KEY: second });
    expect(app.app).toEqual(named({ first: 'DATADOG_APP_KEY', second: 'DD_APP_KEY' }));
    expect(app.api).toEqual(none);
  });

  test('all keys within reach are masked, of both kinds, used or not, each once', () => {
    const { all } = read(
      { 'api-key': ' a ', 'app-key': 'd' },
      { DATADOG_API_KEY: 'b', DD_API_KEY: 'a', DATADOG_APP_KEY: 'e', DD_APP_KEY: 'f\n' },
    );
    expect(all).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(read({}, { DD_API_KEY: ' ' }).all).toEqual([]);
  });
});

describe('a line of a .env file', () => {
  const key = '0123456789abcdef';

  test.each([
    [key, key],
    [`"${key}"`, key],
    [`'${key}'`, key],
    [`DD_API_KEY=${key}`, key],
    [`DD_API_KEY="${key}"`, key],
    [`export DD_API_KEY='${key}'`, key],
    [`" ${key} "`, key],
    // A key that looks a little like one.
    [`"${key}`, `"${key}`],
    [`"${key}'`, `"${key}'`],
    ['dd_api_key=x', 'dd_api_key=x'],
    ['NAME=', 'NAME='],
    ['""', '""'],
    ['', ''],
  ])('%s is %s without quotes and name', (text, expected) => {
    expect(bareKey(text)).toBe(expected);
  });

  test('is masked whole, and without quotes and name, because a server may echo it so', () => {
    const { api, all } = read({ 'api-key': `DD_API_KEY="${key}"` });
    expect(api.value).toBe(`DD_API_KEY="${key}"`);
    expect(all).toEqual([`DD_API_KEY="${key}"`, key]);
    // A text too short to be a key may be part of a word by chance.
    expect(read({ 'api-key': '"abc"' }).all).toEqual(['"abc"']);
  });
});

test('what can go into a header is visible ASCII without spaces', () => {
  const right = ['0123456789abcdef0123456789abcdef', 'short', '!"~'];
  const wrong = ['', 'a b', 'a\nb', 'ä', '\u200b', 'a\u0000', 'a\u007f', 'a\t'];
  expect([...right, ...wrong].filter(isSendable)).toEqual(right);
});

describe('a text with a key in it', () => {
  test.each([
    ['x12345678y', ['12345678'], true],
    ['b', ['12345678', 'b'], false],
    // A key too short to be one may be part of a name by chance.
    ['x1234567y', ['1234567'], false],
    ['anything', [''], false],
    ['x12345678y', ['other-key', '12345678'], true],
  ])('%j, %j: %s', (text, keys, expected) => {
    expect(revealsKey(text, keys)).toBe(expected);
  });
});

describe('keys', () => {
  test.each([
    ['a key b', ['key'], 'a *** b'],
    ['keykey', ['key'], '******'],
    ['one two', ['one', 'two'], '*** ***'],
    ['a "quo\\"ted" b', ['quo"ted'], 'a "***" b'],
    ['anything', [''], 'anything'],
    ['.*', ['.*'], '***'],
    ['$&', ['x'], '$&'],
    ['abc and abcdef', ['abc', 'abcdef'], '*** and ***'],
  ])('%j without %j', (text, keys, expected) => {
    expect(redactKeys(text, keys)).toBe(expected);
  });

  test('are in no text, as they are or in JSON', () => {
    const secret = fc.string({ minLength: 8 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        expect(redactKeys(before + key + after, [key])).not.toContain(key);
        const json = redactKeys(JSON.stringify({ before, value: `x${key}`, after }), [key]);
        expect(json).not.toContain(JSON.stringify(key).slice(1, -1));
      }),
    );
  });
});
