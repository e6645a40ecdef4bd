/** Any text as any input: what the stages write is data, and no key. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { type Command, parseCommand } from '../../dev/runner/commands.ts';
import { createLineSplitter } from '../../dev/runner/process.ts';
import { API_KEY, APP_KEY, deploy, mark } from '../support/stage.ts';
import { anyText } from '../support/text.ts';

// What a text brings along as a command is marked with this.
const sign = 'FOREIGN';
const hostile = [
  ...[`::error::${sign}`, `::set-output name=${sign}::x`, `::save-state name=${sign}::x`, `::add-mask::${sign}`],
  ...[`##[set-env name=${sign}]x`, `##[error]${sign}`, `##[group]${sign}`, `x ###[add-path]${sign}`, '%25'],
  ...[`::stop-commands::${sign}`, `%0A::error::${sign}`, API_KEY, `x${APP_KEY}y`, '\n', '\r', '\r\n', '\t'],
  ...['\u0085', '\u2028', '\u202e', '\u001b[31m', '\ufeff', '`${{', "'", '"', '\\', '<script>', '|', ',', ':'],
  ...['@', '://'],
];
const withoutNul = (text: string) => text.replaceAll('\0', '');
const plainText = fc.oneof(
  anyText({ maxLength: 60 }).map(withoutNul),
  fc.array(fc.constantFrom(...hostile), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.constantFrom(...hostile).map((piece) => piece.repeat(500)),
);
// The services that these tests deploy among them, for values per service.
const name = fc.oneof(fc.constantFrom('shopist', 'a', '__proto__'), plainText);
const asJson = (value: unknown) => withoutNul(JSON.stringify(value));
const accepted = ['', 'true', 'failure', 'shopist', 'a:b', '16-characters-id', '1767225600', 'rollback'];
const text = fc.oneof(
  { weight: 4, arbitrary: plainText },
  { weight: 1, arbitrary: fc.dictionary(name, fc.oneof(plainText, fc.jsonValue())).map(asJson) },
  { weight: 1, arbitrary: fc.array(plainText, { maxLength: 4 }).map(asJson) },
  // So that what is after the inputs is reached as well.
  { weight: 2, arbitrary: fc.constantFrom(...accepted) },
);

/** @throws if the runner would find a command of anyone else's. That there is no key is for the harness. */
function expectHarmless({ stdout }: { readonly stdout: string }): void {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  splitter.push(stdout);
  splitter.end();
  const ours = ['endgroup', 'error', 'group', 'notice', 'warning'];
  const isForeign = ({ name, data, properties: { title, ...others } }: Command) =>
    name !== 'add-mask' &&
    (!ours.includes(name) || data.startsWith(sign) || Object.keys(others).length > 0 || title?.includes(sign));
  expect(lines.flatMap((line) => parseCommand(line) ?? []).filter(isForeign)).toEqual([]);
  expect(stdout.replace(/^::add-mask::[^\n]*/gm, '')).not.toContain('##[');
}

const inputsOf = (file: string): string[] =>
  Object.keys(parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).inputs).filter(
    // No random text says where events go, and a key is none if the stage does not know it.
    (input) => !['api-key', 'app-key', 'api-url'].includes(input),
  );

test('any texts as any inputs, before and after the deployment, and as what a server says', async () => {
  const names = inputsOf('action.yml');
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 }),
      fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 }),
      plainText,
      async (inputs, later, body) => {
        const fault = { status: 400, body };
        const faults = Array.from({ length: 9 }, () => fault);
        const environment = { GITHUB_WORKFLOW: withoutNul(body), DD_APP_KEY: APP_KEY };
        expectHarmless(await deploy({ ...inputs, timeout: '1' }, { later, faults, environment }));
      },
    ),
    { numRuns: 150 },
  );
});

test('any texts as any inputs of the action that marks', async () => {
  const given = fc.dictionary(fc.constantFrom(...inputsOf('change-failure/action.yml')), text, {
    maxKeys: 4,
  });
  await fc.assert(
    fc.asyncProperty(given, plainText, async (inputs, body) => {
      const faults = Array.from({ length: 9 }, () => ({ status: 400, body }));
      expectHarmless(await mark({ ...inputs, timeout: '1' }, { faults }));
    }),
    { numRuns: 100 },
  );
});

test('any text as the API key', async () => {
  await fc.assert(
    fc.asyncProperty(plainText, async (key) => {
      const inputs = { 'api-key': key, service: key, version: key, 'dry-run': 'true' };
      expectHarmless(await deploy(inputs, { environment: { DD_API_KEY: API_KEY } }));
    }),
    { numRuns: 100 },
  );
});
