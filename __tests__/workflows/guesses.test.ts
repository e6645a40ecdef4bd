/** No guess is sent as a fact: what people write, leave unsaid and misspell, and what the runner loses. */
import { describe, expect, test } from '@jest/globals';
import { launch } from '../../dev/launch.ts';
import { SECOND } from '../../src/time.ts';
import { runAction } from '../support/stages.ts';
import { expectHarmless, messages, only, renderedText, run } from '../support/workflow.ts';

test('the same time twice: a deployment takes at least a second, and the line of the finish says so', async () => {
  const noon = '2026-01-31T12:00Z';
  const { events, warnings, errors, log } = await runAction({ 'started-at': noon, 'finished-at': noon });
  expect(events).toMatchObject([
    { started_at: 1769860800n * SECOND, finished_at: 1769860800n * SECOND + SECOND },
  ]);
  expect(log.split(/\r?\n/)).toContain(
    'finish: 2026-01-31T12:00:01Z (input; a deployment takes at least a second, so the start plus one second)',
  );
  expect([...warnings, ...errors]).toEqual([]);
});

test('change-failure-misspelt.yml: the event is sent unmarked, and one line says why', async () => {
  const { job, events, marks } = await run('change-failure-misspelt.yml', { vars: { STEP: 'smoek-test' } });
  expect(job.result).toBe('failure');
  expect([events.length, marks.length]).toEqual([1, 0]);
  expect(only(job, 'post').log).toMatch(
    /^Not marked as a change failure: the input "change-failure" is set, but empty.* check the ID of the step\.$/m,
  );
  expect(renderedText(job.summary)).toContain('not marked, because change-failure is empty');
  expect([...messages(job, 'warning'), ...messages(job, 'error')]).toEqual([]);
  expectHarmless(job);
});

test('number-as-version.yml: what YAML makes of a version without quotes', async () => {
  const { job, events } = await run('number-as-version.yml');
  expect(events).toMatchObject([{ version: 'Infinity' }]);
  expect(messages(job, 'warning')).toEqual([expect.stringContaining("version: '12e4567'")]);
  expectHarmless(job);
});

describe('the state is lost between the stages', () => {
  const lost =
    'No deployment event: what this step saved before the deployment is lost (GITHUB_STATE). Either another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks.';

  test('fail-on-error-in-post.yml: an error, and the job fails', async () => {
    const { job, intake } = await run('fail-on-error-in-post.yml', {
      loseState: true,
      vars: { FAIL_ON_ERROR: 'true' },
    });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([`${lost} The job fails, because fail-on-error is true.`]);
    expect([only(job, 'post').exitCode, job.result]).toEqual([1, 'failure']);
  });

  test('without fail-on-error: an error, and the job continues', async () => {
    const { exitCode, errors } = await launch({ stage: 'post' });
    expect([exitCode, errors]).toEqual([0, [`${lost} The job continues.`]]);
  });

  test('not where pre’s is there: the step did not run, one line', async () => {
    const { state } = await launch({ stage: 'pre' });
    const { exitCode, stdout, stderr, summary } = await launch({ stage: 'post', state });
    expect(stdout.trim()).toBe(
      'No deployment event: this step did not run. Either its "if:" was false, or an earlier step failed. In the second case, add "if: always()", or move the step up.',
    );
    expect([exitCode, stderr, summary]).toEqual([0, '', '']);
  });
});
