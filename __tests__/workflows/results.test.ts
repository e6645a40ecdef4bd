import { describe, expect, test } from '@jest/globals';
import type { RunOptions } from '../../dev/runner.ts';
import {
  expectHarmless,
  expectQuiet,
  messages,
  only,
  renderedText,
  run,
  stages,
} from '../support/workflow.ts';

const untilReady = (text: string): RunOptions => ({
  onLine: (line, stage) => {
    if (line === text) {
      stage.cancel();
    }
  },
});

describe('nothing is sent, one line says why, and the job ends as it would have', () => {
  test.each<[string, string, RegExp, RunOptions]>([
    [
      'skipped-step.yml',
      'success',
      /^No deployment event: this step did not run\. Either its "if:" was false/,
      {},
    ],
    ['earlier-step-failed.yml', 'failure', /^No deployment event: this step did not run/, {}],
    ['job-failed.yml', 'failure', /^No deployment event: the status of the job is "failure"/, {}],
    [
      'cancelled.yml',
      'cancelled',
      /^No deployment event: the status of the job is "cancelled"/,
      untilReady('Deploying'),
    ],
    [
      'timed-out.yml',
      'cancelled',
      /^No deployment event: the status of the job is "cancelled"/,
      { vars: { MINUTES: '0.05' } },
    ],
    ['step-timed-out.yml', 'failure', /^No deployment event: the status of the job is "failure"/, {}],
    ['another-post-fails.yml', 'failure', /^No deployment event: the status of the job is "failure"/, {}],
  ])('%s', async (file, result, line, options) => {
    const { job, intake } = await run(file, options);
    expect(intake.requests).toEqual([]);
    expect(job.result).toBe(result);
    expectQuiet(job);
    const lines = only(job, 'post')
      .stdout.split(/\r?\n/)
      .filter((text) => !/^(::add-mask::.*)?$/.test(text));
    expect(lines).toEqual([expect.stringMatching(line)]);
    // Where the step ran, the summary has the same line; where it did not, nothing of this action belongs there.
    const [printed = ''] = lines;
    const ran = only(job, 'main').outcome !== 'skipped';
    expect(renderedText(only(job, 'post').summary)).toBe(
      ran ? `Datadog DORA deployment ${printed} DORA Metrics in Datadog` : '',
    );
  });

  test('pre runs before everything, also where the step is skipped', async () => {
    const { job } = await run('skipped-step.yml');
    expect(stages(job).map(({ stage, outcome }) => [stage, outcome])).toEqual([
      ['pre', 'success'],
      ['main', 'skipped'],
      ['post', 'success'],
    ]);
  });
});

test('continue-on-error.yml: the job is a success, and the event is sent', async () => {
  const { job, events } = await run('continue-on-error.yml');
  expect(job.result).toBe('success');
  expect(events).toMatchObject([{ service: 'shopist' }]);
  expectQuiet(job);
});

test('another-post.yml: the finish is after the other action’s post', async () => {
  let saved = 0n;
  const { job, events } = await run('another-post.yml', {
    onLine: (line) => {
      if (line === 'Saving the cache') {
        saved = BigInt(Date.now()) * 10n ** 6n;
      }
    },
  });
  const posts = job.stages.filter(({ stage }) => stage === 'post').map(({ action }) => action);
  expect(posts).toEqual(['./.github/actions/cache', 'OWNER/datadog-dora-deployment@v1']);
  expect(saved).toBeGreaterThan(0n);
  // The line may reach this test a little after it was written.
  expect((events[0]?.finished_at ?? 0n) + 10n ** 9n).toBeGreaterThan(saved);
  expectQuiet(job);
});

describe('unknown-job-status.yml', () => {
  test.each(['skipped', 'Success', 'x ##[error]', ' '])(
    '%j sends nothing and is an error',
    async (status) => {
      const { job, intake } = await run('unknown-job-status.yml', { vars: { JOB_STATUS: status } });
      expect(intake.requests).toEqual([]);
      expect(messages(job, 'error')).toEqual([
        expect.stringMatching(/"job-status" is .*Expected: success, failure or cancelled/),
      ]);
      expect(job.result).toBe('success');
      expectHarmless(job);
    },
  );

  test.each<[string, number]>([
    ['success', 1],
    ['skipped', 0],
  ])('where deployed says "%s", it decides, and there is no error', async (deployed, events) => {
    const result = await run('unknown-job-status.yml', { vars: { JOB_STATUS: 'x', DEPLOYED: deployed } });
    expect(result.events).toHaveLength(events);
    expectQuiet(result.job);
  });

  test('with fail-on-error the job fails', async () => {
    const { job } = await run('unknown-job-status.yml', { vars: { JOB_STATUS: 'x', FAIL_ON_ERROR: 'true' } });
    expect([only(job, 'post').exitCode, job.result]).toEqual([1, 'failure']);
  });
});

describe('fail-on-error', () => {
  test('fail-on-error-in-main.yml: nothing is deployed', async () => {
    const { job, intake } = await run('fail-on-error-in-main.yml');
    expect(only(job, 'main').exitCode).toBe(1);
    expect(job.stages.find(({ stepId }) => stepId === 'deploy')?.outcome).toBe('skipped');
    expect(job.result).toBe('failure');
    expect(messages(job, 'error')).toEqual([expect.stringMatching(/^Input "service" is not set/)]);
    expect(only(job, 'post').exitCode).toBe(0);
    expect(intake.requests).toEqual([]);
  });

  test.each([
    ['true', 1, 'failure'],
    ['false', 0, 'success'],
    ['', 0, 'success'],
  ])('fail-on-error-in-post.yml with %j', async (value, exitCode, result) => {
    const { job, events } = await run('fail-on-error-in-post.yml', {
      vars: { FAIL_ON_ERROR: value },
      prepare: (intake) => intake.misbehave(() => ({ status: 403 })),
    });
    expect(events).toEqual([]);
    expect(job.stages.find(({ stepId }) => stepId === 'deploy')?.outcome).toBe('success');
    expect([only(job, 'post').exitCode, job.result]).toEqual([exitCode, result]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Datadog has not confirmed the deployment event of shopist: HTTP 403.*${value === 'true' ? 'The job fails, because fail-on-error is true' : 'The job continues'}\\.$`,
        ),
      ),
    ]);
  });
});
