import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../dev/runner/commands.ts';
import { createLineSplitter } from '../dev/runner/process.ts';
import { factLine, harmless, redactSecrets, showInvisible } from '../src/log.ts';

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
    const pieces = [
      '::',
      ':',
      '##[',
      '#',
      '[',
      ']',
      ' ',
      '\n',
      '\r',
      '\t',
      '\u0085',
      '\u00a0',
      '\ufeff',
      '\u200b',
    ];
    const words = ['set-env name=x', 'error', 'add-mask', 'stop-commands', 'group', 'é'];
    const almost = fc.array(fc.constantFrom(...pieces, ...words)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: 'binary' })), (text) => {
        const lines: string[] = [];
        const splitter = createLineSplitter((line) => lines.push(line));
        splitter.push(harmless(text));
        splitter.end();
        expect(lines.length).toBeLessThanOrEqual(1);
        expect(lines.map((line) => parseCommand(line))).not.toContainEqual(expect.anything());
        expect(lines.join('')).not.toMatch(/^\s*::|##\[/);
      }),
      { numRuns: 1000 },
    );
  });

  test('what nobody sees is written as JSON escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = showInvisible(JSON.stringify(text));
        expect(JSON.parse(shown)).toBe(text);
        expect(shown).not.toMatch(/[\p{Cc}\u200b\u202e\u2066\ufeff]/u);
      }),
    );
  });
});

describe('secrets', () => {
  test.each([
    ['a key b', ['key'], 'a *** b'],
    ['keykey', ['key'], '******'],
    ['one two', ['one', 'two'], '*** ***'],
    ['a "quo\\"ted" b', ['quo"ted'], 'a "***" b'],
    ['anything', [''], 'anything'],
    ['.*', ['.*'], '***'],
    ['$&', ['x'], '$&'],
    ['abc and abcdef', ['abc', 'abcdef'], '*** and ***'],
  ])('%j without %j', (text, secrets, expected) => {
    expect(redactSecrets(text, secrets)).toBe(expected);
  });

  test('are in no text, as they are or in JSON', () => {
    const secret = fc.string({ minLength: 8 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        expect(redactSecrets(before + key + after, [key])).not.toContain(key);
        const json = redactSecrets(JSON.stringify({ before, value: `x${key}`, after }), [key]);
        expect(json).not.toContain(JSON.stringify(key).slice(1, -1));
      }),
    );
  });
});

test('a fact has its name, its value and its source, and a long one is cut', () => {
  expect(factLine({ name: 'site', value: 'datadoghq.eu', source: 'DD_SITE' })).toBe(
    'site: datadoghq.eu (DD_SITE)',
  );
  expect(factLine({ name: 'service', value: 'web\n  api\r\n\ncron', source: 'input' })).toBe(
    'service: web, api, cron (input)',
  );
  expect(factLine({ name: 'version', value: 'v'.repeat(1000), source: 'input' }).length).toBeLessThan(350);
});
