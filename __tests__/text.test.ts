import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../dev/runner/commands.ts';
import { createLineSplitter } from '../dev/runner/process.ts';
import {
  codeOf,
  enumerate,
  harmless,
  harmlessAnnotation,
  isObject,
  isSha,
  messageOf,
  parseJson,
  property,
  quote,
  shorten,
  showInvisible,
  withoutSlashes,
} from '../src/text.ts';
import { anyText } from './support/text.ts';

const pieces = [...['::', ':', '##[', '#', '[', ']', ' ', '\n', '\r', '\t', '\u0085', '\u00a0', '\ufeff', '\u200b']];
const words = ['set-env name=x', 'error', 'add-mask', 'stop-commands', 'group', 'é'];
const almost = fc.array(fc.constantFrom(...pieces, ...words)).map((parts) => parts.join(''));
const oddText = fc.oneof(almost, anyText());

/** The lines that the runner makes of what is written. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  splitter.push(text);
  splitter.end();
  return lines;
}

describe('one harmless line', () => {
  test.each([
    ['plain text', 'plain text'],
    ['::error::x', ': :error::x'],
    ['  ::error::x', '  : :error::x'],
    ['\u3000::error::x', '\u3000: :error::x'],
    ['a ::error::x', 'a ::error::x'],
    [':::', ': ::'],
    ['##[set-env name=x]y', '# #[set-env name=x]y'],
    ['HTTP 500 ###[error]', 'HTTP 500 ## #[error]'],
    ['## [x] #[x]', '## [x] #[x]'],
    ['a\nb\r\nc\rd', 'a ⏎ b ⏎ c ⏎ d'],
    ['a\n::error::x', 'a ⏎ ::error::x'],
    ['\u001b[31mred\u0007', '\\u001b[31mred\\u0007'],
    ['a\u202eb\u200bc\u2028d\u0085e', 'a\\u202eb\\u200bc\\u2028d\\u0085e'],
    ['größer 日本語 🚀', 'größer 日本語 🚀'],
    ['%0A::error::', '%0A::error::'],
  ])('%j', (text, expected) => {
    expect(harmless(text)).toBe(expected);
  });

  test('the runner finds no command in any text, and one line', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const lines = linesOf(harmless(text));
        expect(lines.length).toBeLessThanOrEqual(1);
        expect(lines.map((line) => parseCommand(line))).not.toContainEqual(expect.anything());
        expect(lines.join('')).not.toMatch(/^\s*::|##\[/);
      }),
      { numRuns: 1000 },
    );
  });

  test('invisible characters are written as JSON escapes', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const shown = showInvisible(JSON.stringify(text));
        expect(JSON.parse(shown)).toBe(text);
        expect(shown).not.toMatch(/[\p{Cc}\u200b\u202e\u2066\ufeff]/u);
      }),
    );
  });
});

describe('an annotation’s text', () => {
  // Other runners than GitHub's take the last `::` for the end of the command.
  test.each([
    ['a::b', 'a: :b'],
    ['fd00::1', 'fd00: :1'],
    [':::', ': : :'],
    ['a: b', 'a: b'],
    ['##[error]', '# #[error]'],
  ])('%j', (text, expected) => {
    expect(harmlessAnnotation(text)).toBe(expected);
  });

  test('has no `::` and is one line, whatever the text', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        expect(harmlessAnnotation(text)).not.toContain('::');
        expect(linesOf(harmlessAnnotation(text)).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('texts for a message', () => {
  test('are cut after 300 characters', () => {
    expect(shorten('x'.repeat(300))).toBe('x'.repeat(300));
    expect(shorten('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
  });

  test('stand side by side, ten at most', () => {
    const names = Array.from({ length: 12 }, (_, i) => `n${i}`);
    expect(enumerate([])).toBe('');
    expect(enumerate(['a'])).toBe('a');
    expect(enumerate(names.slice(0, 10))).toBe('n0, n1, n2, n3, n4, n5, n6, n7, n8, n9');
    expect(enumerate(names)).toBe('n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 2 more');
  });

  test('in quotes are cut, and ten at most', () => {
    expect(quote(['a', 'b'])).toBe('"a", "b"');
    expect(quote(Array.from({ length: 12 }, (_, i) => `${i}`))).toMatch(/^"0", .*"9" and 2 more$/);
    expect(quote(['x'.repeat(400)])).toBe(`"${'x'.repeat(300)}…"`);
  });
});

test('a full SHA has 40 or 64 hexadecimal digits', () => {
  const full = ['a'.repeat(40), '0123456789ABCDEFabcdef0123456789abcdef01', 'f'.repeat(64)];
  const others = ['', ...[39, 41, 63].map((length) => 'a'.repeat(length)), 'g'.repeat(40), `${full[0]}\n`, 'main'];
  expect([...full, ...others].filter(isSha)).toEqual(full);
});

test('slashes at the end are cut', () => {
  expect(['a', 'a/', '/a//', '///', '', 'a/b'].map(withoutSlashes)).toEqual(['a', 'a', '/a', '', '', 'a/b']);
});

test('the message of anything that is thrown', () => {
  const thrown = [new Error('broken'), 'broken', undefined, { toString: (): string => 'odd' }];
  expect(thrown.map(messageOf)).toEqual(['broken', 'broken', 'undefined', 'odd']);
});

test.each<[string, unknown, string]>([
  ['an error', Object.assign(new Error(), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  ['its cause', new Error('', { cause: { code: 'ENOTFOUND' } }), 'ENOTFOUND'],
  ['an error before its cause', Object.assign(new Error('', { cause: { code: 'A' } }), { code: 'B' }), 'B'],
  ['a number', { code: 42 }, ''],
  ['nothing', undefined, ''],
  ['null', null, ''],
])('the code of %s', (_what, error, expected) => {
  expect(codeOf(error)).toBe(expected);
});

test('a property of anything', () => {
  expect(property({ a: 1 }, 'a')).toBe(1);
  expect([null, undefined, 'text', 1, {}].map((value) => property(value, 'a'))).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

test('a JSON object is neither an array nor null', () => {
  expect([{}, { a: 1 }].map(isObject)).toEqual([true, true]);
  expect([[], null, undefined, 'a', 1].map(isObject)).toEqual([false, false, false, false, false]);
});

test('what is no JSON is undefined', () => {
  expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
  expect(['', '{', "{'a':1}", '{"a":1}x'].map(parseJson)).toEqual(Array.from({ length: 4 }, () => undefined));
});
