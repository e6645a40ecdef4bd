import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ApiRequest } from '../../src/datadog/http.ts';
import { curlCommand } from '../../src/report/curl.ts';

const request: ApiRequest = { kind: 'event', method: 'POST', path: '/api/v2/dora/deployment', body: '{}' };

const folder = mkdtempSync(join(tmpdir(), 'curl-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, 'curl'),
  `#!/bin/sh\nfor argument; do printf '%s\\0' "$argument"; done\nprintf '\\0'\nexec cat\n`,
  { mode: 0o755 },
);

/** Runs a command in a shell, with a `curl` that prints its arguments, then its standard input. */
function execute(command: string): { readonly args: readonly string[]; readonly input: string } {
  const output = execFileSync('sh', ['-s'], {
    input: `${command}\n`,
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      DD_API_KEY: 'the key',
      DD_APP_KEY: 'the "other" $key',
    },
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  });
  const end = output.indexOf('\0\0');
  return { args: output.slice(0, end).split('\0'), input: output.slice(end + 2) };
}

describe('a command', () => {
  test('for an event has the API key alone', () => {
    const command = curlCommand(request, 'https://api.datadoghq.com');
    expect(command.split('\n')[0]).toMatch(
      /^curl --fail-with-body -X POST 'https:\/\/api\.datadoghq\.com\/api\/v2\/dora\/deployment' /,
    );
    expect(execute(command).args).toEqual([
      '--fail-with-body',
      '-X',
      'POST',
      'https://api.datadoghq.com/api/v2/dora/deployment',
      '-H',
      'DD-API-KEY: the key',
      '-H',
      'Content-Type: application/json',
      '--data-binary',
      '@-',
    ]);
  });

  test('for a mark has both keys', () => {
    const command = curlCommand({ ...request, kind: 'mark', method: 'PATCH' }, 'https://api.datadoghq.com');
    const { args } = execute(command);
    expect(args.slice(0, 3)).toEqual(['--fail-with-body', '-X', 'PATCH']);
    expect(args).toContain('DD-API-KEY: the key');
    expect(args).toContain('DD-APPLICATION-KEY: the "other" $key');
  });

  test('sends any JSON and address as they are, whatever a shell makes of their characters', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      '$(id)',
      '`id`',
      '\\',
      '\n',
      'END_OF_BODY',
      '##[group]',
      '!',
      '%s',
    );
    const text = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 6 });
    fc.assert(
      fc.property(text, text, (part, prefix) => {
        const body = JSON.stringify({ part: part.join('') });
        // A URL has no control characters.
        const apiUrl = `http://127.0.0.1/${prefix.join('').replace(/[\x00-\x1f]/g, '')}`;
        const { args, input } = execute(curlCommand({ ...request, body }, apiUrl));
        expect(args[3]).toBe(`${apiUrl}/api/v2/dora/deployment`);
        expect(JSON.parse(input)).toEqual({ part: part.join('') });
        // The log would change what the runner reads as a command.
        expect(input).not.toContain('##[');
      }),
      { numRuns: 40 },
    );
  });

  test('has a body that is too long for an argument', () => {
    const body = JSON.stringify({ part: 'x'.repeat(3_000_000) });
    expect(execute(curlCommand({ ...request, body }, 'http://127.0.0.1')).input.length).toBe(body.length + 1);
  });
});
