import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ApiRequest } from '../../src/datadog/api.ts';
import { curlCommand } from '../../src/delivery/curl.ts';

const event: ApiRequest = { kind: 'event', method: 'POST', path: '/api/v2/dora/deployment', body: '{}' };
const mark: ApiRequest = { ...event, kind: 'mark', method: 'PATCH' };

const pieces = `' " $(id) \`id\` \\ END_OF_BODY ##[group] ! %s $HOME ~ é😀`.split(' ').concat('\n');

describe('a command', () => {
  test('has any JSON and address as they are, by the rules of a POSIX shell for quotes and here-documents', () => {
    const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 5 }));
    const text = fc.array(piece, { maxLength: 6 });
    fc.assert(
      fc.property(text, text, (part, prefix) => {
        // A URL has no control characters.
        const apiUrl = `http://127.0.0.1/${prefix.join('').replace(/[\x00-\x1f]/g, '')}`;
        const body = JSON.stringify({ part: part.join('') });
        const [line = '', input = '', ...end] = curlCommand({ ...event, body }, apiUrl).split('\n');
        const [, quoted = '', rest] = /^curl --fail-with-body -X POST ('(?:[^']|'\\'')*') (.*)$/.exec(line) ?? [];
        expect(quoted.slice(1, -1).replaceAll("'\\''", "'")).toBe(`${apiUrl}/api/v2/dora/deployment`);
        expect(rest).toBe(
          `-H "DD-API-KEY: $DD_API_KEY" -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'`,
        );
        expect(JSON.parse(input)).toEqual({ part: part.join('') });
        // The log would change what the runner reads as a command.
        expect(input).not.toContain('##[');
        expect(end).toEqual(['END_OF_BODY']);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['sh', 'bash'])('does so in %s, with the keys, and with a body too long for an argument', (shell) => {
    const apiUrl = `https://api.datadoghq.com/${pieces.join('').replace('\n', '')}`;
    const bodies = [pieces.join(''), 'x'.repeat(200_000)].map((part) => JSON.stringify({ part }));
    const commands = [...bodies.map((body) => curlCommand({ ...event, body }, apiUrl)), curlCommand(mark, apiUrl)];
    // Prints its arguments, then its standard input.
    const curl = `curl() { printf '%s\\0' "$@"; cat; printf '\\0\\0'; }`;
    const output = execFileSync(shell, ['-s'], {
      input: [curl, ...commands, ''].join('\n'),
      env: { PATH: process.env['PATH'], DD_API_KEY: 'the key', DD_APP_KEY: 'the "other" $key' },
      encoding: 'utf8',
      maxBuffer: 1_000_000,
    });
    const calls = output.split('\0\0').map((call) => call.split('\0'));
    const url = `${apiUrl}/api/v2/dora/deployment`;
    const keys = ['-H', 'DD-API-KEY: the key'];
    const json = ['-H', 'Content-Type: application/json', '--data-binary', '@-'];
    expect(calls).toEqual([
      ...bodies.map((body) => {
        const input = `${body.replaceAll('##[', '#\\u0023[')}\n`;
        return ['--fail-with-body', '-X', 'POST', url, ...keys, ...json, input];
      }),
      [
        ...['--fail-with-body', '-X', 'PATCH', url, ...keys],
        ...['-H', 'DD-APPLICATION-KEY: the "other" $key', ...json, '{}\n'],
      ],
      [''],
    ]);
  });
});
