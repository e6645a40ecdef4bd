import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isDeploymentId,
  parseBoolean,
  parseIds,
  parseLine,
  parseList,
  parseMoment,
  parseStart,
} from '../../src/inputs/parsers.ts';
import type { Circumstances } from '../../src/inputs/table.ts';
import { NOW } from '../support/reader.ts';
import { anyText } from '../support/text.ts';

const REFUSED = { refused: expect.any(String) };
const circumstances: Circumstances = { now: NOW, serverUrl: '', commitSha: '', isForOneService: false };

describe('booleans of YAML 1.2', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('%j', (text, value) => {
    expect(parseBoolean(text)).toEqual({ value });
  });

  test.each(['', 'yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'true false', 'y', 'null', '"true"', 'true\n'])(
    'refused: %j',
    (text) => {
      expect(parseBoolean(text)).toEqual(REFUSED);
    },
  );
});

test.each([
  ['v1.2.3', true],
  ['"größe" 日本 ::error::', true],
  ['a\tb', true],
  ['a\nb', false],
  ['a\rb', false],
  ['a\r\nb', false],
])('one line: %j %s', (text, isOne) => {
  expect(parseLine(text)).toEqual(isOne ? { value: text } : REFUSED);
});

describe('the start and the finish', () => {
  const time = { value: { time: NOW - 500_000_000n, resolution: 100_000_000n } };

  test('is a time', () => {
    expect(parseMoment('2026-06-01T11:59:59.5Z', circumstances)).toEqual(time);
    expect(parseStart('2026-06-01T11:59:59.5Z', circumstances)).toEqual(time);
    expect(parseStart('2026-06-01T11:59:59.5Z', { ...circumstances, isForOneService: true })).toEqual(time);
  });

  test.each(['now', 'yesterday', '2026-06-01T12:00:00', '2026-06-02T12:00:01Z', '12:00', ''])(
    'refused: %j',
    (text) => {
      expect(parseMoment(text, circumstances)).toEqual(REFUSED);
      expect(parseStart(text, circumstances)).toEqual(REFUSED);
    },
  );

  test.each(['job', 'step'])('the word %s is a start of all services, and no finish', (word) => {
    expect(parseStart(word, circumstances)).toEqual({ value: word });
    expect(parseStart(word, { ...circumstances, isForOneService: true })).toEqual(REFUSED);
    expect(parseStart(word.toUpperCase(), circumstances)).toEqual(REFUSED);
    expect(parseMoment(word, circumstances)).toEqual(REFUSED);
  });
});

describe('a list', () => {
  const entriesOf = (text: string) => {
    const parsed = parseList(text);
    return 'refused' in parsed ? parsed.refused : parsed.value;
  };
  const warningsOf = (text: string) => {
    const parsed = parseList(text);
    return 'refused' in parsed ? [] : parsed.warnings;
  };

  test.each([
    ['shopist', ['shopist']],
    ['web,api', ['web', 'api']],
    ['web\napi\r\nworker\rcron', ['web', 'api', 'worker', 'cron']],
    [' web , \n\n api,, ', ['web', 'api']],
    ['web,api,web,api,cron', ['web', 'api', 'cron']],
    ['Web,web', ['Web', 'web']],
    ['b,a,c', ['b', 'a', 'c']],
    ['my service', ['my service']],
    [' ,\n', []],
    // What dorny/paths-filter, Nx and toJSON() put out.
    ['["web"]', ['web']],
    ['["web","api","web"]', ['web', 'api']],
    ['[\n  "web",\n  "api"\n]\n', ['web', 'api']],
    ['[ "b", "a" ] ', ['b', 'a']],
    ['["web", " api ", ""]', ['web', 'api']],
    ['["gr\\u00f6\\u00dfe"]', ['größe']],
    ['["a,b"]', ['a,b']],
    ['[]', []],
    ['[""]', []],
    ['{"web":"1"}', ['{"web":"1"}']],
  ])('%j', (text, entries) => {
    expect(entriesOf(text)).toEqual(entries);
    expect(warningsOf(text)).toEqual([]);
  });

  test.each([
    '[',
    '[web]',
    '[web, api]',
    '["web"',
    '["web",]',
    "['web']",
    '["web"] x',
    '[1]',
    '["web", null]',
    '[["web"]]',
    '[{"name":"web"}]',
  ])('a text that begins with "[" and is no JSON array of strings is refused: %j', (text) => {
    expect(entriesOf(text)).toMatch(/JSON array of strings, because the value begins with "\["/);
  });

  test.each([
    ['[]', true],
    ['[\n ]', true],
    ['[""]', false],
    ['[" "]', false],
    [',', false],
  ])('%j is an empty array: %s', (text, isEmptyArray) => {
    expect(parseList(text)).toMatchObject({ value: [], isEmptyArray });
  });

  test.each([
    ['- web', '"- web"', '"web"'],
    ['-\tweb', '"-\tweb"', '"web"'],
    ['- web\n- api\ncron', '"- web", "- api"', '"web", "api"'],
    ['"web"', '""web""', '"web"'],
    ["'web'", '"\'web\'"', '"web"'],
    ['`web`', '"`web`"', '"web"'],
    ['- "web"', '"- "web""', '"web"'],
    ['["- web"]', '"- web"', '"web"'],
  ])(
    'another notation is used as written, with a warning that shows the entry without: %j',
    (text, written, meant) => {
      const [warning, ...others] = warningsOf(text) ?? [];
      expect(others).toEqual([]);
      expect(warning).toContain(`${written} ${written.includes(', ') ? 'are' : 'is'} used as written`);
      expect(warning).toContain(`Did you mean ${meant}?`);
      expect(entriesOf(text)).toEqual(text.startsWith('[') ? ['- web'] : text.split('\n'));
    },
  );

  test.each(['-web', 'a-b', '-', 'we"b', '"web', "web'", '""', '"web\''])(
    'not another notation: %j',
    (text) => {
      expect(warningsOf(text)).toEqual([]);
    },
  );

  test('any has no empty entry and none twice, and the order is kept', () => {
    const list = fc.array(fc.constantFrom('a', 'b', ' c', '', ',', '\n', '\r\n', 'd e'));
    fc.assert(
      fc.property(list, (parts) => {
        const text = parts.join(',');
        const found = entriesOf(text);
        expect(new Set(found).size).toBe(found.length);
        const places = [...found].map((part) => {
          expect(part).toBe(part.trim());
          return text.search(new RegExp(`(^|[,\\s])${part}([,\\s]|$)`));
        });
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places).not.toContain(-1);
      }),
    );
  });

  test('any strings in a JSON array are its entries', () => {
    fc.assert(
      fc.property(fc.array(anyText()), (entries) => {
        const expected = new Set(entries.map((entry) => entry.trim()).filter((entry) => entry !== ''));
        expect(entriesOf(JSON.stringify(entries))).toEqual([...expected]);
      }),
    );
  });
});

describe('IDs of deployments', () => {
  const [a, b] = ['deployment-0001-a', 'deployment-0002-b'];

  test.each([
    ['a'.repeat(16), true],
    ['Z'.repeat(128), true],
    ['0-_.:ABCDEFghijk', true],
    ['2026-01-01T00:00:00Z', true],
    ['0b7c2b4e-1d7f-4b6c-9a54-0c6f4a1f9f10', true],
    ['a'.repeat(15), false],
    ['a'.repeat(129), false],
    ['a b'.repeat(6), false],
    ['ä'.repeat(16), false],
    ['a/b'.repeat(6), false],
    [`${'a'.repeat(16)}\n`, false],
  ])('%j: %s', (text, isId) => {
    expect(isDeploymentId(text)).toBe(isId);
  });

  test.each([
    [a, [a]],
    [`${a},${b}\n${a}`, [a, b]],
    [JSON.stringify([a, b]), [a, b]],
    ['[]', []],
  ])('several: %j', (text, value) => {
    expect(parseIds(text, 10)).toEqual({ value });
  });

  test.each([',', '[""]', `${a},short`, `${a} ${b}`, `[${a}]`, `"${a}"`, `- ${a}`])('refused: %j', (text) => {
    expect(parseIds(text, 10)).toEqual(REFUSED);
  });

  test('as many as one may name, and not one more', () => {
    const ids = (count: number) =>
      Array.from({ length: count }, (_, i) => `deployment-id-${i + 1000}`).join();
    expect(parseIds(ids(1000), 1000)).toEqual({ value: ids(1000).split(',') });
    expect(parseIds(ids(1001), 1000)).toEqual({ refused: 'at most 1000 IDs' });
  });
});
