import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../../dev/runner/commands.ts';
import { createLineSplitter } from '../../dev/runner/process.ts';
import { createLog } from '../../src/runner/log.ts';
import { linesWrittenBy } from '../support/output.ts';
import { anyText } from '../support/text.ts';

const key = '0123456789abcdef';
const log = createLog([key]);

/** The commands that the runner finds in what is written. */
function commandsIn(lines: readonly string[]) {
  const commands: unknown[] = [];
  const splitter = createLineSplitter((line) => commands.push(parseCommand(line)));
  splitter.push(`${lines.join('\n')}\n`);
  splitter.end();
  return commands.filter((command) => command !== undefined);
}

const pieces = ['::', ':', '##[', '#', ']', ' ', '\n', '\r', '\t', '\u0085', '\ufeff', '%', '%0A', ','];
const words = ['set-env name=x', 'error', 'add-mask', 'stop-commands', 'group', 'é', key];
const oddText = fc.oneof(
  fc.array(fc.constantFrom(...pieces, ...words)).map((parts) => parts.join('')),
  anyText(),
);

const debugging = process.env['RUNNER_DEBUG'];
afterEach(() => {
  if (debugging === undefined) {
    delete process.env['RUNNER_DEBUG'];
  } else {
    process.env['RUNNER_DEBUG'] = debugging;
  }
});

describe('what the log writes', () => {
  test('is data and without the keys, whichever way it is written', () => {
    process.env['RUNNER_DEBUG'] = '1';
    const text = `::error::##[group]${key}\n::error::x`;
    const lines = linesWrittenBy(() => {
      log.info(text);
      log.warning(text);
      log.error(text);
      log.debug(text);
      log.group(text, [text, text]);
    });
    expect(lines.filter((line) => line.includes(key) || line.includes('##['))).toEqual([]);
    expect(lines.filter((line) => line.includes('***'))).toHaveLength(7);
    expect(commandsIn(lines)).toMatchObject(
      ['warning', 'error', 'debug', 'group', 'endgroup'].map((name) => ({ name })),
    );
  });

  test('is one line and one command of its level, whatever the text', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const info = linesWrittenBy(() => log.info(text));
        expect([info.length, commandsIn(info)]).toEqual([1, []]);
        for (const level of ['warning', 'error'] as const) {
          const lines = linesWrittenBy(() => log[level](text));
          expect(lines).toHaveLength(1);
          expect(commandsIn(lines)).toMatchObject([{ name: level }]);
          expect(lines.join().replace(/^::\w+::/, '')).not.toContain('::');
        }
        expect([...info, log.redact(text)].join()).not.toContain(key);
      }),
    );
  });

  test('is a group of lines', () => {
    expect(linesWrittenBy(() => log.group('title', ['site: datadoghq.eu (input)', 'a\nb']))).toEqual([
      '::group::title',
      'site: datadoghq.eu (input)',
      'a ⏎ b',
      '::endgroup::',
    ]);
  });

  test('has debug lines only if the runner wants them', () => {
    delete process.env['RUNNER_DEBUG'];
    expect(linesWrittenBy(() => log.debug('x'))).toEqual([]);
    process.env['RUNNER_DEBUG'] = '1';
    expect(linesWrittenBy(() => log.debug('x'))).toEqual(['::debug::x']);
  });
});
