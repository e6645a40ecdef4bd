/** Any string as any input: no stage crashes, no job fails, and the runner finds no command of anyone else's. */
import { cpus } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Command, parseCommand } from '../../dev/runner/commands.ts';
import { createLineSplitter } from '../../dev/runner/process.ts';
import { type ActionRun, inputsSettledIn, runAction } from '../support/stages.ts';
import { apiKey } from '../support/workflow.ts';

const cases = Number(process.env['FAST_CHECK_RUNS'] ?? 40);

// Whatever the generated texts bring along as a command is marked with this.
const mark = 'FOREIGN';
const hostile = [
  `::error::${mark}`,
  `::set-output name=${mark}::x`,
  `::save-state name=${mark}::x`,
  `::stop-commands::${mark}`,
  `::add-mask::${mark}`,
  `##[set-env name=${mark}]x`,
  `##[error]${mark}`,
  `##[group]${mark}`,
  `x ###[add-path]${mark}`,
  '%0A::error::FOREIGN',
  '%25',
  apiKey,
  `x${apiKey}y`,
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u001b[31m',
  '\ufeff',
  '`${{',
  "'",
  '"',
  '\\',
  '<script>',
  '|',
  ',',
  ':',
  '@',
  '://',
];
const asJson = (value: unknown) => JSON.stringify(value);
const withoutNul = (text: string) => text.replaceAll('\u0000', '');
const plainText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map(withoutNul),
  fc.array(fc.constantFrom(...hostile), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.constantFrom(...hostile).map((piece) => piece.repeat(500)),
);
// The services that these tests deploy among them, for values per service.
const name = fc.oneof(fc.constantFrom('shopist', 'a', '__proto__'), plainText);
const anyText = fc.oneof(
  { weight: 3, arbitrary: plainText },
  { weight: 1, arbitrary: fc.dictionary(name, fc.oneof(plainText, fc.jsonValue())).map(asJson) },
  { weight: 1, arbitrary: fc.array(plainText, { maxLength: 4 }).map(asJson) },
);
// Ones that are accepted, so that what is after the inputs is reached as well.
const good = fc.constantFrom('', 'true', 'false', 'shopist', 'a:b', '16-characters-id', '1767225600', 'step');
// In the environment a lone surrogate cannot be.
const text = fc
  .oneof({ weight: 3, arbitrary: anyText }, { weight: 1, arbitrary: good })
  .map((each) => each.toWellFormed());

const stateOfGoodRun = new Set(['add-mask', 'debug', 'endgroup', 'error', 'group', 'warning']);

function commandsOf(stdout: string): Command[] {
  const commands: Command[] = [];
  const splitter = createLineSplitter((line) => {
    const command = parseCommand(line);
    if (command !== undefined) {
      commands.push(command);
    }
  });
  splitter.push(stdout);
  splitter.end();
  return commands;
}

function expectGood({ main, post, outputs, written, log }: ActionRun): void {
  for (const { exitCode, signal, stderr, stdout } of [main, post]) {
    expect([exitCode, signal, stderr]).toEqual([0, null, '']);
    for (const { name, data, properties } of commandsOf(stdout)) {
      expect(stateOfGoodRun).toContain(name);
      expect(properties).toEqual({});
      expect(name === 'add-mask' ? '' : data).toMatch(/^(?!FOREIGN)/);
    }
    const [first = ''] = stdout.split(/\r?\n/);
    expect(first).toMatch(/^::add-mask::/);
    // A line that begins with a command is one, and is not searched for another.
    const others = stdout.split(/\r?\n/).filter((line) => !line.startsWith('::add-mask::'));
    expect(others.join('\n')).not.toMatch(/##\[/);
  }
  expect(log).not.toContain('for an unexpected reason');
  expect(log + written).not.toContain(apiKey);
  expect(['', 'started-at,deployment-id,deployment-ids']).toContain(outputs.map(([name]) => name).join());
}

async function check(arbitrary: fc.Arbitrary<Record<string, string>>, environment?: Record<string, string>) {
  const examples = fc.sample(arbitrary, { numRuns: cases });
  // fast-check runs one case after the other; processes may as well run side by side.
  const queue = examples.entries();
  const worker = async () => {
    for (const [, inputs] of queue) {
      try {
        expectGood(await runAction(inputs, environment));
      } catch (error) {
        throw new Error(`Inputs: ${JSON.stringify(inputs)}`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, cpus().length) }, worker));
}

describe(`${cases} cases each`, () => {
  const minutes = 60_000 + cases * 1000;
  const names = [
    'app-key',
    ...inputsSettledIn('main', 'post', 'post only').filter((name) => name !== 'fail-on-error'),
  ];

  test(
    'any text in one input',
    async () => {
      await check(
        fc
          .tuple(fc.constantFrom(...names, 'job-status', 'job-check-run-id'), text)
          // Without it the event would go to the real Datadog.
          .filter(([name, value]) => name !== 'api-url' || value.trim() !== '')
          .map(([name, value]) => ({ [name]: value })),
      );
    },
    minutes,
  );

  test(
    'any texts in the inputs that are settled after the job',
    async () => {
      await check(
        fc
          .dictionary(
            fc.constantFrom(...inputsSettledIn('post', 'post only'), 'service'),
            text.filter((value) => !value.includes(apiKey)),
          )
          .map((inputs) => ({ ...inputs, service: inputs['service'] ?? 'a' })),
      );
    },
    minutes,
  );

  test(
    'any text as the API key',
    async () => {
      await check(
        text.map((value) => ({ 'api-key': value, service: value })),
        { DD_API_KEY: apiKey },
      );
    },
    minutes,
  );

  test(
    'any texts, and a dry run with CI tags',
    async () => {
      await check(
        fc
          .record({
            service: text,
            env: text,
            version: text,
            'custom-tags': text,
            'git-repository-url': text,
          })
          .map((inputs) => ({ ...inputs, 'dry-run': 'true', 'ci-tags': 'true' })),
        {
          GITHUB_WORKFLOW: `##[error]${mark}`,
          GITHUB_REF: `refs/heads/::error::${mark}`,
          GITHUB_JOB: `::error::${mark}`,
        },
      );
    },
    minutes,
  );
});

test.each(names())('a very long text as %s', async (name) => {
  const inputs = { [name]: 'x:'.repeat(50_000) };
  expectGood(await runAction(inputs));
});

function names(): readonly string[] {
  return ['service', 'site', 'custom-tags', 'version', 'git-repository-url', 'started-at'];
}
