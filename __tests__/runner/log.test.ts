import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../../dev/runner/commands.ts';
import { createLineSplitter } from '../../dev/runner/process.ts';
import { createLog } from '../../src/runner/log.ts';
import { anyText } from '../support/text.ts';

const key = '0123456789abcdef';
const log = createLog('Title', [key], true);

/** Runs `work`, and gives the lines that it writes. */
function linesWrittenBy(work: () => void): string[] {
  let written = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  try {
    work();
  } finally {
    write.mockRestore();
  }
  return written.split(/\r?\n/).slice(0, -1);
}

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

describe('what the log writes', () => {
  test('is data and without the keys, whichever way it is written', () => {
    const text = `::error::##[group]${key}\n::error::x`;
    const lines = linesWrittenBy(() => {
      log.info(text);
      for (const level of ['notice', 'warning', 'error'] as const) log.say({ level, text });
      log.say({ level: 'info', text });
      log.debug(text);
      log.group(text, [text, text]);
    });
    expect(lines.filter((line) => line.includes(key) || line.includes('##['))).toEqual([]);
    expect(lines.filter((line) => line.includes('***'))).toHaveLength(9);
    expect(commandsIn(lines)).toMatchObject(
      ['notice', 'warning', 'error', 'debug', 'group', 'endgroup'].map((name) => ({ name })),
    );
  });

  test('is a line, not a command, after ten annotations of a level', () => {
    const log = createLog('Title', [], false);
    const say = (level: 'warning' | 'error') => () => log.say({ level, text: 'x' });
    const warnings = Array.from({ length: 12 }, () => linesWrittenBy(say('warning'))[0]);
    expect(warnings.slice(9)).toEqual(['::warning title=Title::x', 'x', 'x']);
    expect(linesWrittenBy(say('error'))).toEqual(['::error title=Title::x']);
  });

  test('is one line and one command of its level, whatever the text', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const log = createLog('Title', [key], true);
        const info = linesWrittenBy(() => log.info(text));
        expect([info.length, commandsIn(info)]).toEqual([1, []]);
        for (const level of ['notice', 'warning', 'error'] as const) {
          const lines = linesWrittenBy(() => log.say({ level, text }));
          expect(lines).toHaveLength(1);
          expect(commandsIn(lines)).toMatchObject([{ name: level, properties: { title: 'Title' } }]);
          expect(lines.join().replace(/^::\w+ title=Title::/, '')).not.toContain('::');
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
    const silent = createLog('Title', [key], false);
    expect(linesWrittenBy(() => silent.debug('x'))).toEqual([]);
    expect(linesWrittenBy(() => log.debug('x'))).toEqual(['::debug::x']);
  });
});
