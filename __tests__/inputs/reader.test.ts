import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBoolean, Refusal, splitList } from '../../src/inputs/reader.ts';
import { KEY, readerOf, wrong } from '../support/reader.ts';

const entry = {
  parse: (text: string) => (text.startsWith('bad') ? undefined : text.toUpperCase()),
  accepted: 'a good text',
  otherwise: 'Nothing follows.',
};

describe('which text counts', () => {
  const read = (input: string, environment: Readonly<Record<string, string>>, fallback?: string) => {
    const reader = readerOf({ name: input }, { environment });
    const value = reader.read('name', {
      ...entry,
      variables: ['FIRST', 'SECOND'],
      ...(fallback === undefined ? {} : { fallback }),
    });
    return [value, reader.facts, reader.problems];
  };

  test.each([
    ['a', { FIRST: 'b', SECOND: 'c' }, 'a', 'input'],
    ['', { FIRST: 'b', SECOND: 'c' }, 'b', 'FIRST'],
    ['  ', { FIRST: '', SECOND: ' c\n' }, 'c', 'SECOND'],
    ['', {}, 'd', 'default'],
    // The runner hands over the defaults of action.yml as if the workflow gave them.
    ['d', {}, 'd', 'default'],
  ])('%j, %j', (input, environment, value, source) => {
    expect(read(input, environment, 'd')).toEqual([
      value.toUpperCase(),
      [{ name: 'name', value, source }],
      [],
    ]);
  });

  test('none, where there is no default, is nothing, and no fault', () => {
    expect(read(' ', {})).toEqual([undefined, [], []]);
  });

  test('none of an input that is required is a fault', () => {
    const reader = readerOf({});
    expect(reader.read('name', { ...entry, level: 'error', missing: 'Nothing is sent.' })).toBeUndefined();
    expect(reader.problems).toEqual([
      {
        level: 'error',
        input: 'name',
        written: 'missing',
        accepted: 'a good text',
        consequence: 'Nothing is sent.',
      },
    ]);
  });
});

describe('a text that is refused', () => {
  test('is told with all that one needs to mend it, and is no fact', () => {
    const reader = readerOf({ name: 'bad one' });
    expect(reader.read('name', entry)).toBeUndefined();
    expect(reader.problems).toEqual([
      {
        level: 'warning',
        input: 'name',
        written: { text: 'bad one' },
        accepted: 'a good text',
        consequence: 'Nothing follows.',
      },
    ]);
    expect(reader.facts).toEqual([]);
  });

  test('gives way to the default, which is then the fact', () => {
    const reader = readerOf({ name: 'bad' });
    expect(reader.read('name', { ...entry, fallback: 'd' })).toBe('D');
    expect(reader.facts).toEqual([{ name: 'name', value: 'd', source: 'default' }]);
    expect(wrong(reader.problems)).toEqual(['warning name']);
  });

  test('does not give way to a variable or to what main read', () => {
    const reader = readerOf({ name: 'bad' }, { main: { name: 'good' }, environment: { FIRST: 'good' } });
    expect(reader.read('name', { ...entry, variables: ['FIRST'] })).toBeUndefined();
  });

  test('can be refused in words of its own', () => {
    const reader = readerOf({ name: 'x' });
    reader.read('name', { ...entry, parse: () => new Refusal('something else'), level: 'error' });
    expect(reader.problems).toMatchObject([{ level: 'error', accepted: 'something else' }]);
  });

  test('a default that is refused is a fault of ours', () => {
    const reader = readerOf({});
    expect(() => reader.read('name', { ...entry, fallback: 'bad' })).toThrow('the default of name');
  });

  test('is shown as far as it may be', () => {
    const reader = readerOf({ name: 'bad secret' });
    reader.read('name', { ...entry, show: (text) => text.replace('secret', '…') });
    expect(reader.problems).toMatchObject([{ written: { text: 'bad …' } }]);
  });
});

test('a text of which nothing counts is no fact', () => {
  const reader = readerOf({ name: 'broken' });
  expect(reader.read('name', { ...entry, show: () => '' })).toBe('BROKEN');
  expect(reader.facts).toEqual([]);
});

describe('bounds are in UTF-8 bytes', () => {
  test.each([
    ['8 KiB', 'x'.repeat(8192), undefined, true],
    ['a byte more', 'x'.repeat(8193), undefined, false],
    ['8 KiB of two bytes each', 'é'.repeat(4096), undefined, true],
    ['two bytes more', 'é'.repeat(4097), undefined, false],
    ['8 KiB of four bytes each', '🚀'.repeat(2048), undefined, true],
    ['four bytes more', '🚀'.repeat(2049), undefined, false],
    ['another bound', 'x'.repeat(32768), 32768, true],
    ['a byte more than it', 'x'.repeat(32769), 32768, false],
  ])('%s', (_what, text, most, isAccepted) => {
    const reader = readerOf({ name: text });
    let isParsed = false;
    const value = reader.read('name', {
      ...entry,
      parse: (whole) => {
        isParsed = true;
        return whole;
      },
      ...(most === undefined ? {} : { most }),
    });
    expect([value === text, isParsed]).toEqual([isAccepted, isAccepted]);
    expect(reader.problems).toMatchObject(
      isAccepted ? [] : [{ input: 'name', accepted: `a good text; at most ${(most ?? 8192) / 1024} KiB` }],
    );
  });
});

describe('a key in an input', () => {
  test.each(['', 'x'])('is refused and not shown: %jkey', (before) => {
    const reader = readerOf({ name: before + KEY });
    expect(reader.read('name', entry)).toBeUndefined();
    expect(reader.problems).toMatchObject([{ input: 'name', written: 'hidden' }]);
    expect(JSON.stringify([reader.problems, reader.facts])).not.toContain(KEY);
  });

  test('gives way to the default', () => {
    const reader = readerOf({ name: KEY });
    expect(reader.read('name', { ...entry, fallback: 'd' })).toBe('D');
  });

  test('is not told as a difference either', () => {
    const reader = readerOf({ name: `x${KEY}` }, { main: { name: 'y' } });
    reader.read('name', entry);
    expect(reader.differences).toEqual(['name: main read "y", post reads "***"; "***" counts']);
  });
});

describe('two stages', () => {
  const read = (post: string, main: string, mainWins = false, thisStageOnly = false) => {
    const reader = readerOf({ name: post }, { main: { name: main }, mainWins, environment: { FIRST: 'v' } });
    const value = reader.read('name', { ...entry, variables: ['FIRST'], thisStageOnly });
    return [value, reader.facts[0]?.source, reader.differences];
  };

  test('post’s counts, then main’s, then the variable', () => {
    expect(read('new', '')).toEqual(['NEW', 'input', []]);
    expect(read('', 'old')).toEqual(['OLD', 'input, as main read it', []]);
    expect(read('same', 'same ')).toEqual(['SAME', 'input', []]);
    expect(read('', '')).toEqual(['V', 'FIRST', []]);
    expect(read('new', 'old')).toEqual([
      'NEW',
      'input',
      ['name: main read "old", post reads "new"; "new" counts'],
    ]);
  });

  test('a long value is cut in what is told of them', () => {
    expect(read('n'.repeat(1000), 'old')[2]).toEqual([
      `name: main read "old", post reads "${'n'.repeat(300)}…"; "${'n'.repeat(300)}…" counts`,
    ]);
  });

  test('main’s first, where post’s are foreign', () => {
    expect(read('new', 'old', true)).toEqual([
      'OLD',
      'input, as main read it',
      ['name: main read "old", post reads "new"; "old" counts'],
    ]);
    expect(read('new', '', true)).toEqual(['NEW', 'input', []]);
  });

  test('an input of post alone does not ask main', () => {
    expect(read('', 'old', false, true)).toEqual(['V', 'FIRST', []]);
    expect(read('new', 'old', true, true)).toEqual(['NEW', 'input', []]);
  });
});

describe('booleans of YAML 1.2', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('%j', (text, expected) => {
    expect(parseBoolean(text)).toBe(expected);
  });

  test.each(['', 'yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'true false', 'y', 'null', '"true"', 'true\n'])(
    'refused: %j',
    (text) => {
      expect(parseBoolean(text)).toBeUndefined();
    },
  );
});

describe('a list', () => {
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
  ])('%j', (text, parts) => {
    expect(splitList(text)).toEqual(parts);
  });

  test('any has no empty part and no part twice, and the order is kept', () => {
    const list = fc.array(fc.constantFrom('a', 'b', ' c', '', ',', '\n', '\r\n', 'd e'));
    fc.assert(
      fc.property(list, (parts) => {
        const text = parts.join(',');
        const found = splitList(text);
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((part) => part !== '' && part === part.trim())).toBe(true);
        const places = found.map((part) => text.search(new RegExp(`(^|[,\\s])${part}([,\\s]|$)`)));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });
});
