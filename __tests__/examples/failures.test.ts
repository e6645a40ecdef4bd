import { expect } from '@jest/globals';
import type { ExampleRun } from '../../dev/embedded.ts';
import type { RunResult } from '../../dev/runner.ts';
import {
  afterReleases,
  clock,
  deliveredOne,
  eventShownIn,
  expectNothing,
  expectQuiet,
  jobOf,
  other,
  pushed,
  recipe,
  where,
} from './recipe.ts';

/** Expects that a red run sent and marked its one deployment, and returns the deployment. */
function expectMarked({ run, deployments, marks }: ExampleRun) {
  expect(run.result).toBe('failure');
  expect(deployments).toMatchObject([
    { attributes: { service: 'shopist', env: 'prod', version: pushed }, changeFailure: true },
  ]);
  expect(marks).toMatchObject([{ by: 'id', changeFailure: true, remediation: undefined }]);
  return deployments[0];
}

/** Expects that a run sent one event and marked nothing. */
function expectUnmarked(rehearsal: ExampleRun) {
  expect(deliveredOne(rehearsal)).toMatchObject({ service: 'shopist', version: pushed });
  expect(rehearsal.marks).toEqual([]);
}

recipe('smoke-test.yml', 'a deployment whose smoke test fails is sent and marked', async (run) => {
  expectUnmarked(await run());
  const failed = await run(where({ SMOKE_TEST: 'failure' }));
  const finishedAt = jobOf(failed, 'deploy').stages.find(({ stepId }) => stepId === 'deploy')?.outputs;
  const { started_at: start, finished_at: finish } = expectMarked(failed)?.attributes ?? {};
  // The end is that of the deployment, not that of the test; a deployment takes at least one second.
  expect([clock(finishedAt?.['finished-at']), (start ?? 0n) + 1_000_000_000n]).toContain(finish);
  expectNothing(await run(where({ DEPLOYMENT: 'failure' })), 'failure');
});

recipe('deployment-gate.yml', 'a deployment whose gate fails is sent and marked', async (run) => {
  expectUnmarked(await run());
  expectMarked(await run(where({ GATE: 'failure' })));
});

recipe('canary.yml', 'an aborted rollout is sent and marked', async (run) => {
  expectUnmarked(await run());
  expectMarked(await run(where({ ROLLOUT: 'failure' })));
});

recipe('rollback-in-one-job.yml', 'each of its four outcomes', async (run) => {
  // The deployment holds.
  expectUnmarked(await run());

  // Nothing is deployed, and the rollback only cleans up.
  const undeployed = await run(where({ DEPLOYMENT: 'shopist' }));
  expect(jobOf(undeployed, 'deploy').log).toContain(`Deploying ${other} ...\nDone.`);
  expectNothing(undeployed, 'failure');

  // The deployment fails its test, and the rollback succeeds.
  const rolledBack = await run(where({ SMOKE_TEST: 'failure' }));
  expect(rolledBack.run.result).toBe('failure');
  const [failed, rollback, ...more] = rolledBack.deployments;
  expect(more).toEqual([]);
  expect(failed?.attributes).toMatchObject({ version: pushed, git: { commit_sha: pushed } });
  expect(rollback?.attributes).toMatchObject({ version: other, git: { commit_sha: other } });
  expect(rollback?.changeFailure).toBeUndefined();
  const started = jobOf(rolledBack, 'deploy').stages.find(({ stepId }) => stepId === 'rollback')?.outputs;
  expect(rollback?.attributes.started_at).toBe(clock(started?.['started-at']));
  const remediation = { type: 'rollback', id: rollback?.id };
  expect(rolledBack.marks.at(-1)).toMatchObject({
    deploymentId: failed?.id,
    changeFailure: true,
    remediation,
  });

  // The deployment fails its test, and the rollback fails too.
  expectMarked(await run(where({ SMOKE_TEST: 'failure', DEPLOYMENT: other })));
});

recipe('smoke-test-and-rollback.yml', 'marks the failed deployment with its rollback', async (run) => {
  expectUnmarked(await run());

  const rolledBack = await run(where({ SMOKE_TEST: 'failure' }));
  expect(rolledBack.run.jobs.map(({ id, result }) => [id, result])).toEqual([
    ['deploy', 'success'],
    ['smoke-test', 'failure'],
    ['roll-back', 'success'],
    ['mark', 'success'],
  ]);
  const [failed, rollback, ...more] = rolledBack.deployments;
  expect(more).toEqual([]);
  expect(failed?.attributes.git?.commit_sha).toBe(pushed);
  expect(rollback?.attributes).toMatchObject({ version: other, git: { commit_sha: other } });
  const remediation = { type: 'rollback', id: rollback?.id };
  expect(rolledBack.marks).toMatchObject([{ deploymentId: failed?.id, by: 'id', changeFailure: true, remediation }]);
  expect(rollback?.changeFailure).toBeUndefined();

  const stuck = await run({
    stageEnvironment: ({ job }) => ({
      SMOKE_TEST: 'failure',
      ...(job === 'roll-back' ? { DEPLOYMENT: 'failure' } : {}),
    }),
  });
  expect(jobOf(stuck, 'mark').result).toBe('success');
  expectMarked(stuck);
});

recipe('fix-forward.yml', 'names the version that it fixes, or none', async () => {
  const deploy = (inputs: Readonly<Record<string, string>>) =>
    afterReleases('fix-forward.yml', () => ({ github: { event_name: 'workflow_dispatch' }, inputs }));
  const { run, released, added, marks, patches } = await deploy({ version: 'v2.14.2', fixes: 'v2.14.1' });
  expectQuiet(run);
  expect(added.map(({ attributes }) => attributes.version)).toEqual(['v2.14.2']);
  const remediation = { type: 'rollforward', id: added[0]?.id };
  const failed = { service: 'shopist', env: 'prod', version: 'v2.14.1' };
  expect(patches).toEqual([
    { path: '/api/v2/dora/deployments', attributes: { change_failure: true, ...failed, remediation } },
  ]);
  expect(marks).toMatchObject([{ deploymentId: released[1], changeFailure: true, remediation }]);

  const ordinary = await deploy({ version: 'v2.14.2' });
  expectQuiet(ordinary.run);
  expect(ordinary.added).toHaveLength(1);
  expect(ordinary.patches).toEqual([]);
});

recipe('rollback.yml', 'the earlier commit, and the mark of the version that failed', async () => {
  const { run, released, added, marks, patches } = await afterReleases('rollback.yml', () => ({
    github: { event_name: 'workflow_dispatch' },
    inputs: { version: 'v2.14.0', 'failed-version': 'v2.14.1' },
  }));
  expectQuiet(run);
  const [rollback, ...more] = added;
  expect(more).toEqual([]);
  const checkout = run.jobs[0]?.stages.find(({ stepId }) => stepId === 'checkout');
  // By this Datadog detects a rollback: an earlier deployment's commit, not that of the workflow.
  expect(rollback?.attributes).toMatchObject({
    version: 'v2.14.0',
    git: { commit_sha: checkout?.outputs['commit'] },
  });
  expect(rollback?.attributes.git?.commit_sha).not.toBe(pushed);
  const remediation = { type: 'rollback', id: rollback?.id };
  const failed = { service: 'shopist', env: 'prod', version: 'v2.14.1' };
  expect(patches).toEqual([
    { path: '/api/v2/dora/deployments', attributes: { change_failure: true, ...failed, remediation } },
  ]);
  expect(marks).toMatchObject([{ deploymentId: released[1], changeFailure: true, remediation }]);
});

recipe('close-failures.yml', 'a deployment that holds remediates all that failed before it', async () => {
  const deploy = (failed: (released: readonly string[]) => string | undefined, smokeTest: string) =>
    afterReleases('close-failures.yml', (released) => ({
      vars: Object.fromEntries(
        [failed(released)].flatMap((ids) => (ids === undefined ? [] : [['FAILED_DEPLOYMENTS', ids]])),
      ),
      ...where({ SMOKE_TEST: smokeTest }),
    }));
  const bodyOf = ({ run: { jobs } }: { readonly run: RunResult }) =>
    /^gh variable set FAILED_DEPLOYMENTS --repo acme\/shopist --body (.*)$/m.exec(jobs[1]?.log ?? '')?.[1];

  const good = await deploy((released) => released.join(), 'success');
  expectQuiet(good.run);
  const remediation = { type: 'rollforward', id: good.added[0]?.id };
  expect(good.marks.map(({ deploymentId }) => deploymentId).toSorted()).toEqual(good.released.toSorted());
  for (const mark of good.marks) {
    expect(mark).toMatchObject({ by: 'id', changeFailure: true, remediation });
  }
  expect(bodyOf(good)).toBe('{}');

  for (const [before, after] of [
    [undefined, ''],
    ['{}', ''],
    ['id-of-the-first-failure', 'id-of-the-first-failure,'],
  ] as const) {
    const bad = await deploy(() => before, 'failure');
    expect(bad.run.result).toBe('failure');
    const id = bad.added[0]?.id;
    expect(bad.marks).toMatchObject([{ deploymentId: id, changeFailure: true, remediation: undefined }]);
    expect(bodyOf(bad)).toBe(`${after}${id}`);
  }

  const quiet = await deploy(() => '{}', 'success');
  expectQuiet(quiet.run);
  expect(quiet.patches).toEqual([]);
});

recipe('alert.yml', 'marks the deployment that the webhook of a Datadog monitor names', async () => {
  // The monitor's tags, which Datadog puts into the payload.
  const alert = (tags: Readonly<Record<string, string>>) =>
    eventShownIn('alert.yml', (text) => text.replaceAll(/\$TAGS\[(\w+)\]/g, (_, key) => tags[key] ?? ''));
  const send = async (event: ReturnType<typeof eventShownIn>, isQuiet = true) => {
    const marked = await afterReleases('alert.yml', () => ({
      github: { event_name: 'repository_dispatch' },
      event,
    }));
    if (isQuiet) expectQuiet(marked.run);
    return marked;
  };
  const tags = { service: 'shopist', env: 'prod', version: 'v2.14.0' };
  const opened = await send(alert(tags));
  expect(opened.patches).toEqual([{ path: '/api/v2/dora/deployments', attributes: { change_failure: true, ...tags } }]);
  expect(opened.marks).toMatchObject([{ deploymentId: opened.released[0], changeFailure: true }]);

  const { action, client_payload } = alert(tags);
  const fix = { remediation: 'rollforward', remediation_version: 'v2.14.1' };
  const closed = await send({ action, client_payload: { ...client_payload, ...fix } });
  const remediation = { type: 'rollforward', version: 'v2.14.1' };
  expect(closed.patches).toMatchObject([{ attributes: { change_failure: true, ...tags, remediation } }]);

  // A monitor that is not grouped by version: the job says so, and marks nothing.
  const unknown = await send(alert({ service: 'shopist', env: 'prod' }), false);
  expect(unknown.run.result).toBe('failure');
  expect(unknown.patches).toEqual([]);
});
