/**
 * Whether the deployment happened, as workflows and runners tell it. Each cell of the table is in
 * `deployment/happened.test.ts`, each word in `deployment/values.test.ts`.
 */
import { describe, expect, test } from '@jest/globals';
import { runAction } from '../support/stages.ts';
import {
  appKey,
  expectHarmless,
  expectQuiet,
  messages,
  only,
  type Run,
  renderedText,
  run,
  sha,
  stages,
} from '../support/workflow.ts';

/** Nothing is sent, and nothing but one line says why. */
function expectLine({ job, intake }: Run, line: string): void {
  expect(intake.requests).toEqual([]);
  expect(only(job, 'post').log.split('\n').filter(Boolean)).toEqual(['Post job cleanup.', line]);
  expect(renderedText(job.summary)).toBe(`Datadog DORA deployment ${line} DORA Metrics in Datadog`);
  expectQuiet(job);
}

describe('deployed.yml, with a service for each row of the table', () => {
  const deployed = { job: 'job', yes: 'success', no: 'skipped', empty: '', unknown: 'Degraded' };
  const vars = { SERVICES: Object.keys(deployed).join(), DEPLOYED: JSON.stringify(deployed) };

  /** The services whose event is sent, those that an error is about, and those that a line is about. */
  function sorted({ job, events }: Run) {
    const named = (texts: readonly string[]) =>
      texts.flatMap((text) => /^No deployment event for (\w+): /.exec(text)?.slice(1) ?? []);
    return {
      sent: events.map(({ service }) => service).sort(),
      errors: named(messages(job, 'error')),
      lines: named(only(job, 'post').log.split('\n')),
    };
  }

  test.each(['github', 'gitea', 'forgejo', 'act'] as const)('%s: the job succeeded', async (server) => {
    const ended = await run('deployed.yml', { server, vars });
    expect(sorted(ended)).toEqual({ sent: ['job', 'yes'], errors: ['empty', 'unknown'], lines: ['no'] });
    expect(messages(ended.job, 'warning')).toEqual([]);
    expectHarmless(ended.job);
  });

  test.each(['github', 'forgejo', 'act'] as const)('%s: the job failed', async (server) => {
    const ended = await run('deployed.yml', { server, vars: { ...vars, END: 'failure' } });
    expect(sorted(ended)).toEqual({ sent: ['yes'], errors: ['unknown'], lines: ['job', 'no', 'empty'] });
    expect(messages(ended.job, 'warning')).toEqual([]);
    expectHarmless(ended.job);
  });

  test('gitea, whose defaults stay those of pre: no post after a failed job, so nothing is sent', async () => {
    const { job, intake } = await run('deployed.yml', {
      server: 'gitea',
      vars: { ...vars, END: 'failure' },
    });
    expect(intake.requests).toEqual([]);
    expect(job.result).toBe('failure');
    expect(stages(job, 'post').filter(({ outcome }) => outcome !== 'skipped')).toEqual([]);
  });
});

test('deployed.yml, not set, and the job failed: the line says how to report it all the same', async () => {
  expectLine(
    await run('deployed.yml', { vars: { END: 'failure', FINISHED_AT: '2026-01-01T00:00:00Z' } }),
    'No deployment event: the status of the job is "failure", so nothing counts as deployed. It seems to have finished, because finished-at holds a time. If the deployment happened anyway, report it with deployed: ${{ steps.<id of the deploy step>.outcome }}.',
  );
});

test('deployed-misspelt.yml: nothing is sent, and the error has the event in full', async () => {
  const { job, intake } = await run('deployed-misspelt.yml', { vars: { STEP: 'deplyo' } });
  expect(intake.requests).toEqual([]);
  expect(job.result).toBe('success');
  expect(messages(job, 'warning')).toEqual([]);
  expect(messages(job, 'error')).toEqual([
    'No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.',
  ]);
  const { log, summary } = only(job, 'post');
  for (const text of [log, summary]) {
    expect(text).toMatch(
      /^curl .* -X POST 'http:\/\/127\.0\.0\.1:\d+\/api\/v2\/dora\/deployment' .*\n\{"data":\{"attributes":\{.*"service":"shopist".*"started_at":\d{19},"finished_at":\d{19}\}\}\}$/m,
    );
  }
  expect(renderedText(summary)).toMatch(/^Datadog DORA deployment No deployment event: .* not sent /);
  expectHarmless(job);
});

test('an unknown word, with fail-on-error: the job fails, and the command of the mark follows that of the event', async () => {
  const { post, requests, errors } = await runAction({
    deployed: 'Degraded',
    'change-failure': 'failure',
    'app-key': appKey,
    'fail-on-error': 'true',
  });
  expect([post.exitCode, requests]).toEqual([1, []]);
  expect(errors).toEqual([
    expect.stringMatching(
      /^No deployment event: the input "deployed" is "Degraded", .*The job fails, because fail-on-error is true\.$/,
    ),
  ]);
  expect(post.summary.match(/^curl .* -X (?:POST|PATCH) /gm)).toEqual([
    expect.stringMatching(/POST $/),
    expect.stringMatching(/PATCH $/),
  ]);
});

describe('deployed-outcome.yml: the outcome of the deploying step', () => {
  test('it succeeded, and a later step failed the job: sent, and one line says so', async () => {
    const { job, events } = await run('deployed-outcome.yml', {
      vars: { DEPLOY: 'true', SMOKE_TEST: 'false' },
    });
    expect(job.result).toBe('failure');
    expect(events).toMatchObject([{ service: 'shopist' }]);
    const lines = only(job, 'post').log.split('\n');
    expect(lines.filter((line) => line.includes('input "deployed"'))).toEqual([
      'The deployment happened (input "deployed"), although the status of the job is "failure".',
    ]);
    expectQuiet(job);
  });

  test.each([
    ['failed', 'false', 'failure'],
    ['was skipped', 'skipped', 'success'],
  ])('it %s: one line', async (_what, deploy, result) => {
    const ended = await run('deployed-outcome.yml', { vars: { DEPLOY: deploy, SMOKE_TEST: 'true' } });
    expect(ended.job.result).toBe(result);
    expectLine(ended, 'No deployment event: the deployment did not happen (input "deployed").');
  });
});

describe('composite actions', () => {
  test('deployed-in-composite.yml: the outcome of a step of the same action', async () => {
    const { job, events } = await run('deployed-in-composite.yml', {
      vars: { DEPLOY: 'true', SMOKE_TEST: 'false' },
    });
    expect(job.result).toBe('failure');
    expect(events).toMatchObject([{ service: 'shopist' }]);
    expectQuiet(job);
  });

  // The outcome is empty before the deployment, so main sees that deployed is set; post may read that of another action.
  test('deployed-in-composite.yml, the service reads differently in post: deployed cannot be read', async () => {
    const { job, intake } = await run('deployed-in-composite.yml', {
      vars: { DEPLOY: 'echo service=other >> "$GITHUB_OUTPUT"', SMOKE_TEST: 'true' },
    });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^No deployment event: the input "deployed" is set, but in this composite action the runner evaluates it against another action \(actions\/runner#2030\)\./,
      ),
    ]);
    expect(job.log).toContain('curl ');
    expectHarmless(job);
  });

  test('deployed-in-nested-composite.yml: foreign, so nothing is sent, and a warning names the others', async () => {
    const { job, intake } = await run('deployed-in-nested-composite.yml');
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^No deployment event: the input "deployed" is set, but in this composite action .*actions\/runner#2030/,
      ),
    ]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/^Not used: finished-at, deployed, change-failure\. .*actions\/runner#2030/),
    ]);
    // The outer action's finish, 2026-01-01, is not that of this deployment.
    expect(job.summary).toContain('shopist-inner');
    expect(job.log).not.toContain('"finished_at":1767225600');
    expectHarmless(job);
  });

  test('wrapping-action.yml, whose own inputs have the defaults of this one: as if nothing were set', async () => {
    const { job, events } = await run('wrapping-action.yml', { vars: { END: 'failure' } });
    expect([job.result, events]).toEqual(['failure', []]);
    expect(only(job, 'post').log).toContain('the status of the job is "failure"');
    expectQuiet(job);
  });

  test('wrapping-action.yml, in an action of its own: neither input is set, so the event is sent', async () => {
    const { job, events } = await run('wrapping-action.yml', { vars: { NESTED: 'true' } });
    expect(events).toMatchObject([{ service: 'shopist-inner', git: { commit_sha: sha } }]);
    expectQuiet(job);
  });
});
