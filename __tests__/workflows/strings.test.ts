/** What the runner makes of odd texts, from the built files. Any texts at all are in `deployment/texts.test.ts`. */
import { expect, test } from '@jest/globals';
import { parseCommand } from '../../dev/runner/commands.ts';
import { type ActionRun, inputsSettledIn, runAction } from '../support/stages.ts';
import { apiKey } from '../support/workflow.ts';

/** No stage failed, and the commands of both are their own. */
function expectGood({ main, post }: ActionRun): void {
  for (const { exitCode, stderr, stdout } of [main, post]) {
    expect([exitCode, stderr]).toEqual([0, '']);
    const [mask, ...lines] = stdout.split(/\r?\n/);
    expect(mask).toBe(`::add-mask::${apiKey}`);
    for (const { name, data, properties } of lines.flatMap((line) => parseCommand(line) ?? [])) {
      expect(['endgroup', 'error', 'group', 'warning']).toContain(name);
      expect([data, properties]).toEqual([expect.not.stringMatching(/^FOREIGN/), {}]);
    }
    expect(lines.join('\n')).not.toContain('##[');
  }
}

const text = `::error::FOREIGN ##[error]FOREIGN %0A::add-mask::FOREIGN \u202e\u001b[31m <b>|\`"'`;
const wrong = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text]));
const mild = ['ci-tags', 'timeout', 'fail-on-error', 'job-summary'];
const details = ['git-commit-sha', 'git-repository-url', 'finished-at', 'change-failure', 'remediation'];

test('a text that looks like commands is sent as it is, and is a warning where it cannot be', async () => {
  const ended = await runAction({
    ...wrong(['service', 'env', 'version', 'team', ...mild, ...details]),
    'custom-tags': `a:${text}`,
  });
  expectGood(ended);
  expect(ended.events).toEqual([
    {
      ...{ id: ended.main.outputs['deployment-id'], service: text, env: text, version: text, team: text },
      custom_tags: [`a:${text}`],
      started_at: expect.any(BigInt),
      finished_at: expect.any(BigInt),
    },
  ]);
  expect(ended.errors).toEqual([]);
  expect(ended.warnings.map((warning) => /^Input "([^"]+)"/.exec(warning)?.[1]).toSorted()).toEqual(
    ['service', ...mild, ...details].toSorted(),
  );
  expect(ended.outputs.map(([name]) => name)).toEqual(['started-at', 'deployment-id', 'deployment-ids']);
});

test('in the inputs without which nothing is sent, it is an error each', async () => {
  const serious = ['site', 'api-url', 'started-at', 'deployment-id', 'dry-run', 'skip-git'];
  const ended = await runAction({ ...wrong(serious), service: '\n,' });
  expectGood(ended);
  expect(ended.requests).toEqual([]);
  expect(ended.errors).toHaveLength(serious.length + 1);
});

test('very long texts: post starts all the same, and the event goes out without them', async () => {
  // With one of these two wrong there is no event.
  const names = inputsSettledIn('post', 'post only').filter((name) => !/^deployed$|^started-at$/.test(name));
  const long = 'x:'.repeat(50_000);
  const ended = await runAction(Object.fromEntries(names.map((name) => [name, long])));
  expectGood(ended);
  expect(ended.events).toEqual([
    {
      id: ended.main.outputs['deployment-id'],
      service: 'shopist',
      started_at: expect.any(BigInt),
      finished_at: expect.any(BigInt),
    },
  ]);
});
