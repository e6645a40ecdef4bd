import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../../dev/runner/commands.ts';
import { createLineSplitter } from '../../dev/runner/process.ts';
import type { Problem } from '../../src/inputs/reader.ts';
import { createLog } from '../../src/runner/log.ts';
import { harmless, harmlessAnnotation, showInvisible } from '../../src/text.ts';
import { linesWrittenBy } from '../support/output.ts';

const key = '0123456789abcdef';
const log = createLog([key]);

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
const anyText = fc.oneof(almost, fc.string({ unit: 'binary' }));

/** The commands that the runner finds in what is written. */
function commandsIn(text: string) {
  const commands: unknown[] = [];
  const splitter = createLineSplitter((line) => commands.push(parseCommand(line)));
  splitter.push(text);
  splitter.end();
  return commands.filter((command) => command !== undefined);
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
      fc.property(anyText, (text) => {
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

describe('an annotation’s text', () => {
  // Other runners than GitHub's take the last `::` for the end of the command.
  test.each([
    ['a::b', 'a: :b'],
    ['fd00::1', 'fd00: :1'],
    [':::', ': : :'],
    ['a: b', 'a: b'],
  ])('%j', (text, expected) => {
    expect(harmlessAnnotation(text)).toBe(expected);
  });

  test('any one has no `::`, and is one command of the level that it is meant for', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(harmlessAnnotation(text)).not.toContain('::');
        const lines = linesWrittenBy(() => log.warning(text));
        expect(lines).toHaveLength(1);
        expect(commandsIn(`${lines[0]}\n`)).toMatchObject([{ name: 'warning' }]);
      }),
    );
  });
});

describe('what the log writes', () => {
  const debugging = process.env['RUNNER_DEBUG'];
  afterEach(() => {
    if (debugging === undefined) {
      delete process.env['RUNNER_DEBUG'];
    } else {
      process.env['RUNNER_DEBUG'] = debugging;
    }
  });

  test('is data and without the keys, whichever way it is written', () => {
    process.env['RUNNER_DEBUG'] = '1';
    const text = `::error::##[group]${key}\n::error::x`;
    const problem: Problem = {
      level: 'error',
      input: 'service',
      written: { text },
      accepted: 'a name',
      consequence: 'Nothing is sent.',
    };
    const lines = linesWrittenBy(() => {
      log.info(text);
      log.warning(text);
      log.error(text);
      log.debug(text);
      log.group(text, [text, { name: 'service', value: text, source: 'input' }]);
      log.problem(problem, 'The job goes on.');
    });
    expect(lines.filter((line) => line.includes(key) || line.includes('##['))).toEqual([]);
    expect(lines.filter((line) => line.includes('***')).length).toBe(8);
    expect(commandsIn(`${lines.join('\n')}\n`)).toMatchObject(
      ['warning', 'error', 'debug', 'group', 'endgroup', 'error'].map((name) => ({ name })),
    );
  });

  test('has debug lines only where the runner wants them', () => {
    delete process.env['RUNNER_DEBUG'];
    expect(linesWrittenBy(() => log.debug('x'))).toEqual([]);
    process.env['RUNNER_DEBUG'] = '1';
    expect(linesWrittenBy(() => log.debug('x'))).toEqual(['::debug::x']);
  });

  test('of a fact is its name, its value and its source, a list side by side, and a long one is cut', () => {
    const lines = linesWrittenBy(() =>
      log.group('title', [
        { name: 'site', value: 'datadoghq.eu', source: 'DD_SITE' },
        { name: 'service', value: 'web\n  api\r\n\ncron', source: 'input' },
        { name: 'version', value: 'v'.repeat(1000), source: 'input' },
      ]),
    );
    expect(lines).toEqual([
      '::group::title',
      'site: datadoghq.eu (DD_SITE)',
      'service: web, api, cron (input)',
      `version: ${'v'.repeat(300)}… (input)`,
      '::endgroup::',
    ]);
  });

  test('never has the rest of a key that is cut', () => {
    const value = `${'v'.repeat(292)}${key}`;
    const [, line = ''] = linesWrittenBy(() => log.group('', [{ name: 'version', value, source: 'input' }]));
    expect(line).not.toContain(key.slice(0, 8));
  });
});

describe('a problem with an input is one annotation', () => {
  const problem: Problem = {
    level: 'error',
    input: 'timeout',
    written: { text: '0' },
    accepted: 'whole seconds from 1 to 120',
    consequence: 'The default, 60, is used.',
  };
  const annotate = (more: Partial<Problem>) =>
    linesWrittenBy(() => log.problem({ ...problem, ...more }, 'The job goes on.'));

  test('with its value, what is accepted, what follows, and what an error means for the job', () => {
    expect(annotate({})).toEqual([
      '::error::Input "timeout" is invalid: "0". Accepted: whole seconds from 1 to 120. The default, 60, is used. The job goes on.',
    ]);
  });

  test('which says of a warning nothing about the job', () => {
    expect(annotate({ level: 'warning' })).toEqual([
      '::warning::Input "timeout" is invalid: "0". Accepted: whole seconds from 1 to 120. The default, 60, is used.',
    ]);
  });

  test.each([
    ['missing', 'is missing.'],
    ['hidden', 'is invalid (its value is not shown).'],
    [{ text: 'x'.repeat(1000) }, `is invalid: "${'x'.repeat(300)}…".`],
    [{ text: `x${key}` }, 'is invalid: "x***".'],
    [{ text: 'a\nb::c' }, 'is invalid: "a ⏎ b: :c".'],
  ] as const)('of %j', (written, words) => {
    expect(annotate({ written })[0]).toMatch(`::error::Input "timeout" ${words} Accepted: `);
  });
});
