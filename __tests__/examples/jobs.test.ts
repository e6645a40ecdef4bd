import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { runExample } from '../../dev/embedded.ts';
import {
  clock,
  delivered,
  deliveredOne,
  expectNothing,
  folder,
  jobOf,
  other,
  pushed,
  recipe,
  second,
  where,
} from './recipe.ts';

/** The ID of the first attempt of the run. */
const ofFirstAttempt = 'shopist-17412345678-1';

recipe('several-jobs.yml', 'one event, marked if the verification fails', async (run) => {
  const rehearsal = await run();
  expect(deliveredOne(rehearsal)).toMatchObject({
    id: ofFirstAttempt,
    version: '2.14.0',
    started_at: clock(jobOf(rehearsal, 'migrate').outputs['started-at']),
    finished_at: clock(jobOf(rehearsal, 'deploy').outputs['finished-at']),
  });
  expect(rehearsal.marks).toEqual([]);

  const failed = await run(where({ SMOKE_TEST: 'failure' }));
  expect(jobOf(failed, 'report').result).toBe('success');
  expect(failed.deployments).toMatchObject([{ id: ofFirstAttempt, changeFailure: true }]);

  const undeployed = await run({
    stageEnvironment: ({ job }) => (job === 'migrate' ? { DEPLOYMENT: 'failure' } : {}),
  });
  expect(jobOf(undeployed, 'report').result).toBe('skipped');
  expectNothing(undeployed, 'failure');
});

recipe('regions.yml', 'one event for all regions, only if each was deployed', async (run) => {
  const rehearsal = await run();
  const event = deliveredOne(rehearsal);
  const regions = rehearsal.run.jobs.filter(({ id }) => id === 'deploy');
  expect(regions).toHaveLength(3);
  expect(event).toMatchObject({
    id: ofFirstAttempt,
    started_at: clock(jobOf(rehearsal, 'start').outputs['at']),
    finished_at: clock(regions.at(-1)?.outputs['finished-at']),
  });
  // Three deployments, one after the other on this machine.
  expect(event.finished_at - event.started_at).toBeGreaterThanOrEqual(2n * second);
  expectNothing(await run(where({ DEPLOYMENT: 'shopist in us' })), 'failure');
});

recipe('region-by-region.yml', 'one event for each region, in an environment of its own', async (run) => {
  const events = delivered(await run());
  expect(events.map(({ env }) => env)).toEqual(['prod-eu', 'prod-us', 'prod-ap']);
  expect(new Set(events.map(({ service }) => service))).toEqual(new Set(['shopist']));
  expect(new Set(events.map(({ started_at }) => started_at / second)).size).toBe(3);
  expect(new Set(events.map(({ finished_at }) => finished_at / second)).size).toBe(3);
});

recipe('promotion.yml', 'an event for staging, then one for production', async (run) => {
  const [staging, production, ...more] = delivered(await run());
  expect(more).toEqual([]);
  expect([staging?.env, production?.env]).toEqual(['staging', 'prod']);
  expect(staging?.git).toEqual(production?.git);
  expect((production?.started_at ?? 0n) >= (staging?.finished_at ?? 0n)).toBe(true);
});

recipe(
  'reusable-workflow-caller.yml',
  'an event for each call, with its service',
  async (run) => {
    expect(delivered(await run())).toMatchObject([
      { service: 'cart', env: 'prod' },
      { service: 'payments', env: 'prod' },
    ]);
  },
  { 'reusable-workflow.yml': '.github/workflows/reusable-workflow.yml' },
);

recipe('reusable-workflow-external.yml', 'one event that starts before the called workflow', async (run) => {
  // The workflow of another repository is not here; it counts as a success.
  const rehearsal = await run({
    play: (place) => (place === 'deploy/' ? { outcome: 'success' } : undefined),
  });
  expect(rehearsal.run.jobs.map(({ id }) => id)).toEqual(['start', 'deploy', 'report']);
  expect(deliveredOne(rehearsal)).toMatchObject({
    id: ofFirstAttempt,
    started_at: clock(jobOf(rehearsal, 'start').outputs['at']),
  });
});

const action = '.github/actions/deploy';

recipe(
  'composite-action.yml',
  'starts with the job; elsewhere, with the step',
  async (run, root) => {
    const rehearsal = await run();
    expect(deliveredOne(rehearsal)).toMatchObject({ service: 'shopist', env: 'prod', version: pushed });
    expect(jobOf(rehearsal, 'deploy').stages[0]).toMatchObject({ stage: 'pre' });

    // As the comment tells users of other servers.
    const text = readFileSync(join(folder, 'composite-action.yml'), 'utf8');
    const file = join(root, 'composite-action.yml');
    writeFileSync(file, text.replace(`uses: $/${action}`, `uses: ./${action}`));
    const elsewhere = await runExample(file, { root });
    expect(elsewhere.deployments).toMatchObject([{ attributes: { service: 'shopist', version: pushed } }]);
    const { annotations, stages } = jobOf(elsewhere, 'deploy');
    expect(annotations.filter(({ message }) => !message.includes('`pre` execution is not'))).toEqual([]);
    expect(stages.some(({ stage }) => stage === 'pre')).toBe(false);
  },
  { 'composite-action/action.yml': `${action}/action.yml` },
);

recipe('pull-request-dry-run.yml', 'a pull request shows the event, a push sends it', async (run) => {
  const pullRequest = {
    head: { sha: other, repo: { full_name: 'stranger/shopist' } },
    base: { repo: { full_name: 'acme/shopist' } },
  };
  const tried = await run({
    secrets: {},
    github: { event_name: 'pull_request', ref: 'refs/pull/7/merge' },
    event: { pull_request: pullRequest },
  });
  expect(delivered(tried)).toEqual([]);
  expectNothing(tried);
  expect(jobOf(tried, 'preview').log).toContain(`"commit_sha":"${other}"`);
  expect(jobOf(tried, 'deploy').result).toBe('skipped');

  const sent = await run();
  expect(deliveredOne(sent).git?.commit_sha).toBe(pushed);
  expect(jobOf(sent, 'preview').result).toBe('skipped');
});
