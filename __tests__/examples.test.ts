import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, jest, test } from '@jest/globals';
import { type ExampleRun, runExample } from '../dev/embedded.ts';
import type { DeploymentAttributes } from '../dev/intake.ts';
import type { JobResult, RunOptions, RunResult } from '../dev/runner.ts';

const folder = fileURLToPath(new URL('../examples/', import.meta.url));
const second = 1_000_000_000n;
const pushed = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const other = 'fedcba9876543210fedcba9876543210fedcba98';
/** The push of a commit, to a branch that had another one. */
const push = { before: other, after: pushed, repository: { full_name: 'acme/shopist' } };
const tested = new Set<string>();

/** Files of `examples/`, each at the path in the user's repository that its first lines name. */
type Layout = Readonly<Record<string, string>>;

/** Declares the test of a recipe: nothing but its files, run as a user would paste them. */
function recipe(
  file: string,
  promise: string,
  check: (run: (options?: RunOptions) => Promise<ExampleRun>) => Promise<void>,
  layout: Layout = {},
): void {
  for (const each of [file, ...Object.keys(layout)]) {
    tested.add(each);
  }
  test.concurrent(`${file}: ${promise}`, async () => {
    const root = mkdtempSync(join(tmpdir(), 'recipe-'));
    try {
      for (const [from, to] of Object.entries(layout)) {
        mkdirSync(dirname(join(root, to)), { recursive: true });
        copyFileSync(join(folder, from), join(root, to));
      }
      await check((options) => runExample(join(folder, file), { root, ...options }));
    } finally {
      rmSync(root, { recursive: true });
    }
  });
}

/** What Datadog got, of a run that went well and of which nobody was warned. */
function delivered({ run, deployments }: ExampleRun): readonly DeploymentAttributes[] {
  expectQuiet(run);
  return deployments.map(({ attributes }) => attributes);
}

/** What Datadog got, of a run that had exactly one deployment. */
function deliveredOne(rehearsal: ExampleRun): DeploymentAttributes {
  const [event, ...more] = delivered(rehearsal);
  expect(more).toEqual([]);
  if (event === undefined) {
    throw new Error('No event arrived.');
  }
  return event;
}

/**
 * Runs a recipe after v2.14.0 and v2.14.1 were deployed.
 * @param options of the recipe's run, which may depend on the IDs of the two
 */
async function afterReleases(file: string, options: (released: readonly string[]) => RunOptions) {
  const released = ['v2.14.0', 'v2.14.1'].map((version) => `release-of-${version}`);
  const minute = 60n * second;
  const now = BigInt(Date.now()) * 1_000_000n;
  const rehearsal = await runExample(join(folder, file), {
    ...options(released),
    prepare: (intake) => {
      for (const [index, id] of released.entries()) {
        const finish = now - BigInt(10 - index) * minute;
        const deployment = { service: 'shopist', env: 'prod', version: id.slice('release-of-'.length) };
        intake.store({ ...deployment, id, started_at: finish - minute, finished_at: finish });
      }
    },
  });
  const patches = rehearsal.requests.filter(({ method }) => method === 'PATCH');
  return {
    run: rehearsal.run,
    released,
    added: rehearsal.deployments.slice(released.length),
    marks: rehearsal.marks,
    patches: patches.map(({ path, body }) => {
      const { data }: { data: { attributes: unknown } } = JSON.parse(body);
      return { path, attributes: data.attributes };
    }),
  };
}

/** Expects that a run went well and that nobody was warned. */
function expectQuiet({ result, jobs }: RunResult): void {
  expect(result).toBe('success');
  expect(jobs.flatMap(({ annotations }) => annotations)).toEqual([]);
}

function jobOf({ run }: ExampleRun, id: string): JobResult {
  const job = run.jobs.find((each) => each.id === id);
  if (job === undefined) {
    throw new Error(`There was no job ${id}.`);
  }
  return job;
}

/** Seconds since 1970 as `date +%s` wrote them, in nanoseconds. */
function clock(seconds: string | undefined): bigint {
  return BigInt(seconds ?? '') * second;
}

// A deployment takes its seconds, some recipes have several, and a busy machine is slow.
jest.setTimeout(300_000);

describe('recipes', () => {
  recipe('deploy.yml', 'one event, from the first step to the last', async (run) => {
    const before = BigInt(Date.now()) * 1_000_000n;
    const rehearsal = await run();
    const after = BigInt(Date.now()) * 1_000_000n;
    const { started_at: start, finished_at: finish, ...event } = deliveredOne(rehearsal);
    expect(event).toEqual({
      id: expect.any(String),
      service: 'shopist',
      env: 'prod',
      version: pushed,
      git: { repository_url: 'https://github.com/acme/shopist', commit_sha: pushed },
    });
    expect([before, start, finish, after]).toEqual([before, start, finish, after].toSorted());
    // ./deploy.sh alone takes one.
    expect(finish - start).toBeGreaterThanOrEqual(second);
    expect(rehearsal.requests.map(({ headers }) => headers.host)).toEqual(['api.datadoghq.com']);
  });

  recipe('monorepo.yml', 'one event for each service, alike but for the id', async (run) => {
    const events = delivered(await run());
    expect(events.map(({ service }) => service).toSorted()).toEqual(['cart', 'checkout', 'payments']);
    const ids = new Set(events.map(({ id }) => id));
    expect(ids.size).toBe(3);
    const [{ id: _id, service: _service, ...first } = {}, ...rest] = events;
    for (const { id: _otherId, service: _otherService, ...event } of rest) {
      expect(event).toEqual(first);
    }
    expect(first).toMatchObject({ env: 'prod', team: 'shop' });
  });

  recipe(
    'changed-services.yml',
    'an event for each service that changed, none where none did',
    async (run) => {
      const events = delivered(await run());
      expect(events.map(({ service }) => service)).toEqual(['cart', 'checkout']);
      const none = await run({ stageEnvironment: () => ({ CHANGED_SERVICES: '[]' }) });
      expect(none.requests).toEqual([]);
      expect(none.run.result).toBe('success');
    },
  );

  recipe('several-versions.yml', 'a version for each service, none for one not deployed', async (run) => {
    const versions = (rehearsal: ExampleRun) =>
      rehearsal.deployments.map(({ attributes: { service, version } }) => `${service} ${version}`).toSorted();
    const rehearsal = await run();
    delivered(rehearsal);
    expect(versions(rehearsal)).toEqual(['cart 2.1.0', 'pay 7.0.3']);

    const half = await run({
      stageEnvironment: ({ stepId }) => (stepId === 'pay' ? { DEPLOYMENT: 'failure' } : {}),
    });
    expect(half.run.result).toBe('failure');
    expect(versions(half)).toEqual(['cart 2.1.0']);
  });

  recipe(
    'several-jobs.yml',
    'one event from the first job to the last, marked if it does not hold',
    async (run) => {
      const rehearsal = await run();
      const event = deliveredOne(rehearsal);
      expect(event).toMatchObject({
        version: '2.14.0',
        started_at: clock(jobOf(rehearsal, 'migrate').outputs['started-at']),
        finished_at: clock(jobOf(rehearsal, 'deploy').outputs['finished-at']),
      });
      expect(rehearsal.marks).toEqual([]);

      const failed = await run({ stageEnvironment: () => ({ SMOKE_TEST: 'failure' }) });
      expect(jobOf(failed, 'report').annotations).toEqual([]);
      expect(failed.deployments).toMatchObject([{ attributes: { version: '2.14.0' }, changeFailure: true }]);

      const undeployed = await run({
        stageEnvironment: ({ job }) => (job === 'migrate' ? { DEPLOYMENT: 'failure' } : {}),
      });
      expect(jobOf(undeployed, 'report').result).toBe('success');
      expect(undeployed.requests).toEqual([]);
    },
  );

  recipe('deployed-elsewhere.yml', 'all values of the payload, if it says so', async (run) => {
    const payload = {
      id: 'shopist-2026-11-24T10:00:00Z',
      service: 'shopist',
      env: 'prod',
      version: 'v2.14.0',
      repository: 'https://github.com/acme/shopist-app',
      commit: other,
      status: 'Succeeded',
      started_at: '2026-11-24T10:00:00Z',
      finished_at: '2026-11-24T10:02:30Z',
    };
    const runFor = (status: string) =>
      run({
        github: { event_name: 'repository_dispatch' },
        event: { action: 'deployed', client_payload: { ...payload, status } },
      });
    expect(deliveredOne(await runFor('Succeeded'))).toEqual({
      id: payload.id,
      service: 'shopist',
      env: 'prod',
      version: 'v2.14.0',
      git: { repository_url: payload.repository, commit_sha: other },
      started_at: BigInt(Date.parse(payload.started_at)) * 1_000_000n,
      finished_at: BigInt(Date.parse(payload.finished_at)) * 1_000_000n,
    });
    for (const [status, result] of [
      ['Failed', 'success'],
      ['Degraded', 'failure'],
    ] as const) {
      const untold = await runFor(status);
      expect(untold.run.result).toBe(result);
      expect(untold.requests).toEqual([]);
    }
  });

  recipe('regions.yml', 'one event for all regions, from the first job on', async (run) => {
    const rehearsal = await run();
    const event = deliveredOne(rehearsal);
    expect(event.started_at).toBe(clock(jobOf(rehearsal, 'start').outputs['at']));
    const regions = rehearsal.run.jobs.filter(({ id }) => id === 'deploy');
    expect(regions).toHaveLength(3);
    expect(event.finished_at).toBe(clock(regions.at(-1)?.outputs['finished-at']));
    // Three deployments, one after the other on this machine.
    expect(event.finished_at - event.started_at).toBeGreaterThanOrEqual(2n * second);
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

  recipe('release.yml', 'the tag as the version, and its commit', async (run) => {
    const event = deliveredOne(
      await run({
        github: { event_name: 'release', ref: 'refs/tags/v2.14.0' },
        event: { action: 'published', release: { tag_name: 'v2.14.0' } },
      }),
    );
    expect(event).toMatchObject({ version: 'v2.14.0', git: { commit_sha: pushed } });
  });

  recipe('helm.yml', 'the end of the job is when Helm has waited', async (run) => {
    const rehearsal = await run();
    const event = deliveredOne(rehearsal);
    expect(jobOf(rehearsal, 'deploy').log).toContain('--wait --timeout 10m');
    expect(event.finished_at - event.started_at).toBeGreaterThanOrEqual(second);
  });

  recipe('ecs.yml', 'one event where the new task runs, none where ECS rolled back', async (run) => {
    const rehearsal = await run();
    expect(deliveredOne(rehearsal).service).toBe('shopist');
    expect(jobOf(rehearsal, 'deploy').log).toContain('aws ecs wait services-stable');
    const rolledBack = await run({ stageEnvironment: () => ({ ECS_REVISION: '7' }) });
    expect(rolledBack.run.result).toBe('failure');
    expect(rolledBack.requests).toEqual([]);
  });

  recipe('terraform.yml', 'one event for an apply, none for a plan without changes', async (run) => {
    const rehearsal = await run();
    expect(deliveredOne(rehearsal).service).toBe('shopist');
    expect(jobOf(rehearsal, 'deploy').log).toContain('terraform apply');
    const unchanged = await run({ stageEnvironment: () => ({ TERRAFORM_CHANGES: 'none' }) });
    expect(unchanged.run.result).toBe('success');
    expect(unchanged.requests).toEqual([]);
  });

  recipe('argo-cd.yml', "the application's repository and commit, not the manifests'", async (run) => {
    const event = deliveredOne(await run({ github: { repository: 'acme/manifests' } }));
    expect(event.git).toEqual({ repository_url: 'https://github.com/acme/shopist', commit_sha: other });
    expect(event.version).toBe(other);
  });

  recipe('deployment-status.yml', 'what the payload says, of a success in production alone', async (run) => {
    const runFor = (state: string, environment: string) =>
      run({
        github: { event_name: 'deployment_status', sha: other },
        event: {
          deployment: { id: 1234567, sha: other, environment, created_at: '2026-11-24T10:00:00Z' },
          deployment_status: { state, created_at: '2026-11-24T10:02:30Z' },
        },
      });
    const event = deliveredOne(await runFor('success', 'Production'));
    expect(event).toMatchObject({
      id: 'github-deployment-1234567',
      started_at: BigInt(Date.parse('2026-11-24T10:00:00Z')) * 1_000_000n,
      finished_at: BigInt(Date.parse('2026-11-24T10:02:30Z')) * 1_000_000n,
      git: { commit_sha: other },
    });
    for (const [state, environment] of [
      ['pending', 'Production'],
      ['success', 'Preview'],
    ] as const) {
      const { run: result, requests } = await runFor(state, environment);
      expect(result.result).toBe('skipped');
      expect(requests).toEqual([]);
    }
  });

  recipe('smoke-test.yml', 'a deployment whose smoke test fails is sent and marked', async (run) => {
    const failed = await run({ stageEnvironment: () => ({ SMOKE_TEST: 'failure' }) });
    expect(failed.run.result).toBe('failure');
    expect(failed.deployments).toMatchObject([
      { attributes: { service: 'shopist', version: pushed }, changeFailure: true },
    ]);
    expect(failed.marks).toMatchObject([{ by: 'id', changeFailure: true, remediation: undefined }]);
    const held = await run();
    expect(deliveredOne(held).service).toBe('shopist');
    expect(held.marks).toEqual([]);
  });

  recipe('smoke-test-and-rollback.yml', 'marks the failed deployment with its rollback', async (run) => {
    const rehearsal = await run({
      event: push,
      stageEnvironment: () => ({ SMOKE_TEST: 'failure' }),
    });
    expect(rehearsal.run.jobs.map(({ id, result }) => [id, result])).toEqual([
      ['deploy', 'success'],
      ['smoke-test', 'failure'],
      ['roll-back', 'success'],
      ['mark', 'success'],
    ]);
    const [failed, rollback, ...more] = rehearsal.deployments;
    expect(more).toEqual([]);
    expect(failed?.attributes.git?.commit_sha).toBe(pushed);
    expect(rollback?.attributes).toMatchObject({ version: other, git: { commit_sha: other } });
    expect(rehearsal.marks).toMatchObject([
      {
        deploymentId: failed?.id,
        by: 'id',
        changeFailure: true,
        remediation: { type: 'rollback', id: rollback?.id },
      },
    ]);
    expect(rollback?.changeFailure).toBeUndefined();
    expect(rehearsal.run.jobs.flatMap(({ annotations }) => annotations)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('exit code 1') }),
    ]);

    const held = await run({ event: push });
    expect(deliveredOne(held).git?.commit_sha).toBe(pushed);
    expect(held.marks).toEqual([]);
  });

  recipe('fix-forward.yml', 'names the version that it fixes, or none', async () => {
    const deploy = (inputs: Readonly<Record<string, string>>) =>
      afterReleases('fix-forward.yml', () => ({ github: { event_name: 'workflow_dispatch' }, inputs }));
    const { run, released, added, marks, patches } = await deploy({ version: 'v2.14.2', fixes: 'v2.14.1' });
    expectQuiet(run);
    expect(added.map(({ attributes }) => attributes.version)).toEqual(['v2.14.2']);
    const remediation = { type: 'rollforward', id: added[0]?.id };
    expect(patches).toEqual([
      {
        path: '/api/v2/dora/deployments',
        attributes: {
          change_failure: true,
          service: 'shopist',
          env: 'prod',
          version: 'v2.14.1',
          remediation,
        },
      },
    ]);
    expect(marks).toMatchObject([{ deploymentId: released[1], changeFailure: true, remediation }]);

    const ordinary = await deploy({ version: 'v2.14.2' });
    expectQuiet(ordinary.run);
    expect(ordinary.added).toHaveLength(1);
    expect(ordinary.patches).toEqual([]);
  });

  recipe('close-failures.yml', 'a good deployment remedies all that failed since the last', async () => {
    const deploy = (failed: (released: readonly string[]) => string | undefined, smokeTest: string) =>
      afterReleases('close-failures.yml', (released) => ({
        vars: Object.fromEntries(
          [failed(released)].flatMap((ids) => (ids === undefined ? [] : [['FAILED_DEPLOYMENTS', ids]])),
        ),
        stageEnvironment: () => ({ SMOKE_TEST: smokeTest }),
      }));
    const bodyOf = ({ run: { jobs } }: { readonly run: RunResult }) =>
      /^gh variable set FAILED_DEPLOYMENTS --repo acme\/shopist --body (.*)$/m.exec(jobs[0]?.log ?? '')?.[1];

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

  recipe('alert.yml', 'the deployment that the payload names', async () => {
    const payload = { service: 'shopist', env: 'prod', version: 'v2.14.1' };
    const markFor = async (client_payload: Readonly<Record<string, string>>) => {
      const marked = await afterReleases('alert.yml', () => ({
        github: { event_name: 'repository_dispatch' },
        event: { action: 'change-failure', client_payload },
      }));
      expectQuiet(marked.run);
      return marked;
    };
    const { patches, marks, released } = await markFor(payload);
    expect(patches).toEqual([
      { path: '/api/v2/dora/deployments', attributes: { change_failure: true, ...payload } },
    ]);
    expect(marks).toMatchObject([{ deploymentId: released[1], changeFailure: true, remediation: undefined }]);
    const incident = { ...payload, version: 'v2.14.0' };
    const remedied = await markFor({
      ...incident,
      remediation: 'rollforward',
      remediation_version: 'v2.14.1',
    });
    expect(remedied.patches).toMatchObject([
      {
        attributes: {
          change_failure: true,
          ...incident,
          remediation: { type: 'rollforward', version: 'v2.14.1' },
        },
      },
    ]);
  });

  recipe('version-from-build.yml', 'what the build says with a short SHA, or the tag', async (run) => {
    expect(deliveredOne(await run()).version).toBe(`2.14.0-${pushed.slice(0, 7)}`);
    const tagged = await run({ github: { ref: 'refs/tags/v2.15.1' } });
    expect(deliveredOne(tagged).version).toBe('2.15.1');
  });

  recipe('checked-out-commit.yml', 'the commit of the checkout, not GITHUB_SHA', async (run) => {
    const rehearsal = await run({ github: { event_name: 'schedule' } });
    const { outputs } = jobOf(rehearsal, 'deploy').stages.find(({ stepId }) => stepId === 'checkout') ?? {};
    expect(outputs?.['commit']).not.toBe(pushed);
    expect(deliveredOne(rehearsal).git?.commit_sha).toBe(outputs?.['commit']);
  });

  recipe('workflow-run.yml', 'the commit that was tested, of a push alone', async (run) => {
    const workflowRun = { conclusion: 'success', event: 'push', head_sha: other };
    const runFor = (difference: object) =>
      run({
        github: { event_name: 'workflow_run' },
        event: { workflow_run: { ...workflowRun, ...difference } },
      });
    expect(deliveredOne(await runFor({})).git?.commit_sha).toBe(other);
    for (const difference of [{ event: 'pull_request' }, { conclusion: 'failure' }]) {
      const { run: result, requests } = await runFor(difference);
      expect(result.result).toBe('skipped');
      expect(requests).toEqual([]);
    }
  });

  recipe('rollback.yml', 'the earlier commit, and the mark of what failed', async () => {
    const { run, released, added, marks, patches } = await afterReleases('rollback.yml', () => ({
      github: { event_name: 'workflow_dispatch' },
      inputs: { version: 'v2.14.0', 'failed-version': 'v2.14.1' },
    }));
    expectQuiet(run);
    const [rollback, ...more] = added;
    expect(more).toEqual([]);
    const checkout = run.jobs[0]?.stages.find(({ stepId }) => stepId === 'checkout');
    // By this Datadog recognises a rollback: an earlier deployment's commit, not that of the workflow.
    expect(rollback?.attributes).toMatchObject({
      version: 'v2.14.0',
      git: { commit_sha: checkout?.outputs['commit'] },
    });
    expect(rollback?.attributes.git?.commit_sha).not.toBe(pushed);
    const remediation = { type: 'rollback', id: rollback?.id };
    expect(patches).toEqual([
      {
        path: '/api/v2/dora/deployments',
        attributes: {
          change_failure: true,
          service: 'shopist',
          env: 'prod',
          version: 'v2.14.1',
          remediation,
        },
      },
    ]);
    expect(marks).toMatchObject([{ deploymentId: released[1], changeFailure: true, remediation }]);
  });

  recipe(
    'reusable-workflow-caller.yml',
    'an event for each call, with what it was called with',
    async (run) => {
      expect(delivered(await run())).toMatchObject([
        { service: 'cart', env: 'prod' },
        { service: 'payments', env: 'staging' },
      ]);
    },
    { 'reusable-workflow.yml': '.github/workflows/reusable-workflow.yml' },
  );

  recipe(
    'composite-action.yml',
    "the start is when the action's first step runs",
    async (run) => {
      const rehearsal = await run();
      const [event] = rehearsal.deployments;
      const { result, annotations, stages } = jobOf(rehearsal, 'deploy');
      expect(result).toBe('success');
      expect(event?.attributes).toMatchObject({ service: 'shopist', env: 'prod' });
      // The one thing that the runner itself warns of, and that troubleshooting explains.
      expect(annotations.filter(({ message }) => !message.includes('`pre` execution'))).toEqual([]);
      expect(stages.some(({ stage }) => stage === 'pre')).toBe(false);
      expect(jobOf(rehearsal, 'deploy').log).toContain(
        'when this step started; the runner runs no pre stage for a local action or in a composite action',
      );
    },
    { 'composite-action/action.yml': '.github/actions/deploy/action.yml' },
  );

  recipe('proxy.yml', 'reaches Datadog through the proxy that the workflow names', async (run) => {
    // Without a proxy in the environment of the machine there is no other way to the embedded Datadog.
    const rehearsal = await run({ environment: {} });
    expect(deliveredOne(rehearsal).service).toBe('shopist');
  });

  recipe('ghes.yml', "the repository and the links are the server's", async (run) => {
    const github = { server_url: 'https://github.acme.example' };
    const event = deliveredOne(await run({ github }));
    expect(event.git?.repository_url).toBe('https://github.acme.example/acme/shopist');
    expect(event.custom_tags).toContain(
      'ci.pipeline.url:https://github.acme.example/acme/shopist/actions/runs/17412345678/attempts/1',
    );
  });

  recipe('key-from-vault.yml', 'the key of an earlier step, and the start of the job', async (run) => {
    const rehearsal = await run({ secrets: {} });
    const event = deliveredOne(rehearsal);
    const { log, stages } = jobOf(rehearsal, 'deploy');
    expect(stages.map(({ stage, action }) => `${stage} ${action}`).slice(0, 2)).toEqual([
      'pre OWNER/datadog-dora-deployment@v1',
      'main hashicorp/vault-action@v3',
    ]);
    expect(log).toContain("(when the job's steps started)");
    expect(log).toContain('api-key: *** (DD_API_KEY)');
    expect(event.service).toBe('shopist');
  });

  recipe('exact-end.yml', 'the finish is the time that the deployment wrote', async (run) => {
    const rehearsal = await run();
    const written = jobOf(rehearsal, 'deploy').stages.map(({ env }) => env['DEPLOYED_AT']);
    const event = deliveredOne(rehearsal);
    const finish = clock(written.find((value) => value !== undefined));
    // A rehearsal deploys nothing, and a deployment takes at least a second.
    const earliest = event.started_at + 1_000_000_000n;
    expect(event.finished_at).toBe(finish > earliest ? finish : earliest);
  });

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
    expect(tried.requests).toEqual([]);
    const { log, summary } = jobOf(tried, 'deploy');
    expect(log).toContain('Dry run: nothing is sent.');
    expect(log).toContain(`"commit_sha":"${other}"`);
    expect(log).not.toContain('Deploying');
    expect(summary).toContain('dry run, not sent');

    expect(deliveredOne(await run()).git?.commit_sha).toBe(pushed);
  });

  recipe(
    'send-again.yml',
    'the very event that a log had, and a red job where it fails again',
    async (run) => {
      const attributes =
        '"service":"shopist","started_at":1764000000123456789,"finished_at":1764000061000000001,' +
        `"git":{"repository_url":"https://github.com/acme/cart","commit_sha":"${other}"},` +
        '"env":"prod","version":"2.14.0","team":"shop","custom_tags":["region:eu","tier:1"],' +
        '"id":"8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a"';
      const inputs = { event: `{"data":{"attributes":{${attributes}}}}` };
      const github = { event_name: 'workflow_dispatch' };
      expect(deliveredOne(await run({ github, inputs }))).toEqual({
        id: '8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a',
        service: 'shopist',
        started_at: 1764000000123456789n,
        finished_at: 1764000061000000001n,
        git: { repository_url: 'https://github.com/acme/cart', commit_sha: other },
        env: 'prod',
        version: '2.14.0',
        team: 'shop',
        custom_tags: ['region:eu', 'tier:1'],
      });
      const least = { event: inputs.event.replace(/"git".*(?="id")/, '') };
      expect(deliveredOne(await run({ github, inputs: least }))).toEqual({
        id: '8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a',
        service: 'shopist',
        started_at: 1764000000123456789n,
        finished_at: 1764000061000000001n,
      });
      const refused = await run({ github, inputs, secrets: { DD_API_KEY: 'a-key-of-another-site' } });
      expect(refused.run.result).toBe('failure');
    },
  );

  recipe('from-datadog-ci.yml', 'all that the flags said, from the same variables', async (run) => {
    const rehearsal = await run();
    expect(deliveredOne(rehearsal)).toMatchObject({
      service: 'shopist',
      env: 'prod',
      team: 'shop',
      version: '2.14.0',
      custom_tags: ['department:web', 'tier:1'],
    });
    expect(rehearsal.requests.map(({ headers }) => headers.host)).toEqual(['api.datadoghq.eu']);
  });

  test('every file has a test', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.yml'));
    expect([...tested].toSorted()).toEqual(files.toSorted());
  });
});
