import { describe, expect, test } from '@jest/globals';
import type { RunOptions } from '../../dev/runner.ts';
import { expectQuiet, messages, only, renderedText, run, stages } from '../support/workflow.ts';

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
    ['another-post-fails.yml', 'failure', /^No deployment event: the status of the job is "failure"/, {}],
  ])('%s', async (file, result, line, options) => {
    const { job, intake } = await run(file, options);
    expect(intake.requests).toEqual([]);
    expect(job.result).toBe(result);
    // Also where the step is skipped.
    expect(stages(job).map(({ stage }) => stage)).toEqual(['pre', 'main', 'post']);
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
});

test('another-post.yml: the finish is after the other action’s post', async () => {
  const { job, events } = await run('another-post.yml');
  const posts = job.stages.filter(({ stage }) => stage === 'post');
  expect(posts.map(({ action }) => action)).toEqual([
    './.github/actions/cache',
    'OWNER/datadog-dora-deployment@v1',
  ]);
  const saved = /^Saving the cache at (\d{13})$/m.exec(posts[0]?.stdout ?? '')?.[1] ?? '';
  expect((events[0]?.finished_at ?? 0n) >= BigInt(saved) * 1_000_000n).toBe(true);
  expectQuiet(job);
});

test.each([
  ['true', 1, 'failure'],
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
