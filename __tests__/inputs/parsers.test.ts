import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isDeploymentId,
  parseBoolean,
  parseIds,
  parseList,
  parseMoment,
  parseStart,
  readJsonString,
} from '../../src/inputs/parsers.ts';
import type { ParseContext } from '../../src/inputs/table.ts';
import { effort, LINEAR } from '../support/effort.ts';
import { anyText } from '../support/text.ts';

/** 2026-06-01T12:00:00Z. */
const NOW = 1_780_315_200_000_000_000n;
const REFUSED = { refused: expect.any(String) };
const context: ParseContext = {
  now: NOW,
  serverUrl: '',
  commitSha: '',
  isForOneService: false,
  isJsonString: false,
};

test('booleans are those of YAML 1.2, and nothing else is one', () => {
  expect(['true', 'True', 'TRUE'].map(parseBoolean)).toEqual(Array(3).fill({ value: true }));
  expect(['false', 'False', 'FALSE'].map(parseBoolean)).toEqual(Array(3).fill({ value: false }));
  for (const text of ['', 'yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'true false', 'y', 'null', '"true"', 'true\n']) {
    expect([text, parseBoolean(text)]).toEqual([text, REFUSED]);
  }
});

describe('the start and the finish', () => {
  const time = { value: { time: NOW - 500_000_000n, resolution: 100_000_000n } };

  test('is a time', () => {
    expect(parseMoment('2026-06-01T11:59:59.5Z', context)).toEqual(time);
    expect(parseStart('2026-06-01T11:59:59.5Z', context)).toEqual(time);
    expect(parseStart('2026-06-01T11:59:59.5Z', { ...context, isForOneService: true })).toEqual(time);
  });

  test.each(['now', 'yesterday', '2026-06-01T12:00:00', '2026-06-02T12:00:01Z', '12:00', ''])('refused: %j', (text) => {
    expect(parseMoment(text, context)).toEqual(REFUSED);
    expect(parseStart(text, context)).toEqual(REFUSED);
  });

  test.each(['job', 'step'])('the word %s is a start of all services, and no finish', (word) => {
    expect(parseStart(word, context)).toEqual({ value: word });
    expect(parseStart(word, { ...context, isForOneService: true })).toEqual(REFUSED);
    expect(parseStart(word.toUpperCase(), context)).toEqual(REFUSED);
    expect(parseMoment(word, context)).toEqual(REFUSED);
  });
});

describe('a list', () => {
  const entriesOf = (text: string, isJsonString = false) => {
    const parsed = parseList(text, { isJsonString });
    return 'refused' in parsed ? parsed.refused : parsed.value;
  };

  test.each([
    ['shopist', ['shopist']],
    ['web\napi\r\nworker\rcron', ['web', 'api', 'worker', 'cron']],
    [' web , \n\n api,, ', ['web', 'api']],
    ['web,api,web,Web,cron', ['web', 'api', 'Web', 'cron']],
    ['my service', ['my service']],
    [' ,\n', []],
    // What dorny/paths-filter, Nx and toJSON() put out.
    ['["web","api","web"]', ['web', 'api']],
    [' [\n  "web",\n  "api"\n]\n', ['web', 'api']],
    ['["web", " api ", ""]', ['web', 'api']],
    ['["gr\\u00f6\\u00dfe", "a,b"]', ['größe', 'a,b']],
    ['[]', []],
    ['[""]', []],
    ['{"web":"1"}', ['{"web":"1"}']],
    // JSON strings, as PowerShell, jq and npm print them, once; not those of an array.
    ['"web"', ['web']],
    ['"web"\n"a\\tb", "c,d",', ['web', 'a\tb', 'c,d']],
    ['"\\"web\\""', ['"web"']],
    ['["\\"web\\""]', ['"web"']],
    ['"", " "', []],
    ['"web, "a" b, c"d"', ['"web', '"a" b', 'c"d"']],
    // YAML lists.
    ['- web\n- api', ['web', 'api']],
    ['-  web\n\n  -\tapi\n- ', ['web', 'api']],
    ["- 'it''s, web'\n- \"a\\u0062\"\n- - c", ["it's, web", 'ab', '- c']],
    ['- web, api', ['web', 'api']],
    // Not YAML lists.
    ['- web\napi', ['- web', 'api']],
    ["'web'", ["'web'"]],
    ['-web\n-api', ['-web', '-api']],
    ['-', ['-']],
    ['["- web"]', ['- web']],
  ])('%j', (text, entries) => {
    expect(entriesOf(text)).toEqual(entries);
  });

  test.each([
    ['"web", "api"', ['"web"', '"api"']],
    ['["web"]', ['web']],
    ['- \'web\'\n- "api"', ['web', '"api"']],
  ])('in a JSON string no entry is read as one: %j', (text, entries) => {
    expect(entriesOf(text, true)).toEqual(entries);
  });

  test.each(['[', '[web]', '["web",]', "['web']", '["web"] x', '[1]', '["web", null]', '[["web"]]'])(
    'a text that begins with "[" and is no JSON array of strings is refused: %j',
    (text) => {
      expect(entriesOf(text)).toBe('Expected: a JSON array of strings, because the value begins with "[".');
    },
  );

  test.each([
    ['[]', true],
    ['[\n ]', true],
    ['[""]', false],
    [',', false],
    ['""', false],
  ])('%j is an empty array: %s', (text, isEmptyArray) => {
    expect(parseList(text, { isJsonString: false })).toEqual({ value: [], isEmptyArray });
  });

  test('any strings are its entries in each notation', () => {
    fc.assert(
      fc.property(fc.array(anyText()), (entries) => {
        const expected = [...new Set(entries.map((entry) => entry.trim()).filter(Boolean))];
        const strings = expected.map((entry) => JSON.stringify(entry));
        expect(entriesOf(JSON.stringify(entries))).toEqual(expected);
        expect(entriesOf(strings.join(', '))).toEqual(expected);
        expect(entriesOf(strings.map((entry) => `- ${entry}`).join('\n'))).toEqual(expected);
      }),
    );
  });

  test.each(['"', "'", '- ', '",', "''", '"\\', "'a, "])('reading %j over and over takes linear time', async (part) => {
    const text = part.repeat(32_000 / part.length);
    const work = () => [text, `- ${text}x`, `- '${text}`].map((each) => entriesOf(each));
    expect(await effort(work, text.length)).toBeLessThan(LINEAR);
  });
});

test('a JSON string is read as its text, and nothing else is one', () => {
  const strings = {
    '"0.2.4"': '0.2.4',
    '"a\u2028b"': 'a\u2028b',
    '"a\\nb"': 'a\nb',
    '""': '',
    '"\\"a\\""': '"a"',
  };
  expect(Object.keys(strings).map(readJsonString)).toEqual(Object.values(strings));
  for (const text of ['a', '"a', '"a" b', "'a'", '1', '["a"]']) expect(readJsonString(text)).toBeUndefined();
});

describe('IDs of deployments', () => {
  const [a, b] = ['deployment-0001-a', 'deployment-0002-b'];

  test('one has 16 to 128 characters that a path may contain', () => {
    const right = ['a'.repeat(16), 'Z'.repeat(128), '0-_.:ABCDEFghijk', '2026-01-01T00:00:00Z'];
    const wrong = ['a'.repeat(15), 'a'.repeat(129), 'a b'.repeat(6), 'ä'.repeat(16), 'a/b'.repeat(6), `${right[0]}\n`];
    expect([...right, ...wrong].filter(isDeploymentId)).toEqual(right);
  });

  test.each([
    [a, [a]],
    [`${a},${b}\n${a}`, [a, b]],
    [JSON.stringify([a, b]), [a, b]],
    ['[]', []],
    [`"${a}"`, [a]],
    [`- ${a}\n- ${b}`, [a, b]],
  ])('several: %j', (text, value) => {
    expect(parseIds(text, 10, { isJsonString: false })).toEqual({ value });
  });

  test.each([',', '[""]', `${a},short`, `${a} ${b}`, `[${a}]`, `'${a}'`])('refused: %j', (text) => {
    expect(parseIds(text, 10, { isJsonString: false })).toEqual(REFUSED);
  });

  test('as many as one may name, and not one more', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `deployment-id-${i + 1000}`).join();
    const parse = (count: number) => parseIds(ids(count), 1000, { isJsonString: false });
    expect(parse(1000)).toEqual({ value: ids(1000).split(',') });
    expect(parse(1001)).toEqual({ refused: 'Expected: at most 1000 IDs.' });
  });
});
