import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, jest, test } from '@jest/globals';
import { type ExampleRun, runExample } from '../dev/embedded.ts';
import type { DeploymentAttributes } from '../dev/intake.ts';
import type { JobResult, RunOptions } from '../dev/runner.ts';

const folder = fileURLToPath(new URL('../examples/', import.meta.url));
const second = 1_000_000_000n;
const pushed = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const other = 'fedcba9876543210fedcba9876543210fedcba98';
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
  expect(run.result).toBe('success');
  expect(run.jobs.flatMap(({ annotations }) => annotations)).toEqual([]);
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

// A deployment takes its seconds, and some recipes have several.
jest.setTimeout(60_000);

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

  recipe('regions.yml', 'one event for each region, in seconds that differ', async (run) => {
    const events = delivered(await run());
    expect(events.map(({ custom_tags }) => custom_tags)).toEqual([
      ['region:eu'],
      ['region:us'],
      ['region:ap'],
    ]);
    expect(new Set(events.map(({ service }) => service))).toEqual(new Set(['shopist']));
    expect(new Set(events.map(({ started_at }) => started_at / second)).size).toBe(3);
    expect(new Set(events.map(({ finished_at }) => finished_at / second)).size).toBe(3);
  });

  recipe('matrix-report.yml', 'one event for all regions, from the first job on', async (run) => {
    const rehearsal = await run();
    const event = deliveredOne(rehearsal);
    expect(event.started_at).toBe(clock(jobOf(rehearsal, 'start').outputs['at']));
    const regions = rehearsal.run.jobs.filter(({ id }) => id === 'deploy');
    expect(regions).toHaveLength(3);
    expect(event.finished_at).toBe(clock(regions.at(-1)?.outputs['finished-at']));
    // Three deployments, one after the other on this machine.
    expect(event.finished_at - event.started_at).toBeGreaterThanOrEqual(2n * second);
  });

  recipe('version-from-build.yml', "the version of a step after the action's", async (run) => {
    expect(deliveredOne(await run()).version).toBe('2.14.0');
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

  recipe('rollback.yml', 'the commit of the release that is deployed again', async (run) => {
    const event = async (version: string) =>
      deliveredOne(await run({ github: { event_name: 'workflow_dispatch' }, inputs: { version } }));
    const first = await event('v2.13.4');
    const between = await event('v2.14.0');
    const rollback = await event('v2.13.4');
    // By this Datadog recognises a rollback: an earlier deployment's commit, but not the last one's.
    expect(rollback).toMatchObject({ version: 'v2.13.4', git: first.git });
    expect(between.git).not.toEqual(rollback.git);
    expect(rollback.git?.commit_sha).not.toBe(pushed);
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
        'when this step began; the runner runs no pre stage for a local action or in a composite action',
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
    expect(log).toContain("(when the job's steps began)");
    expect(log).toContain('api-key: *** (DD_API_KEY)');
    expect(event.service).toBe('shopist');
  });

  recipe('exact-end.yml', 'the finish is the time that the deployment wrote', async (run) => {
    const rehearsal = await run();
    const written = jobOf(rehearsal, 'deploy').stages.map(({ env }) => env['DEPLOYED_AT']);
    expect(deliveredOne(rehearsal).finished_at).toBe(clock(written.find((value) => value !== undefined)));
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
    expect(log).toContain('Dry run: nothing was sent.');
    expect(log).toContain(`"commit_sha":"${other}"`);
    expect(log).not.toContain('Deploying');
    expect(summary).toContain('dry run, not sent');

    expect(deliveredOne(await run()).git?.commit_sha).toBe(pushed);
  });

  recipe(
    'send-again.yml',
    'the very event that a log had, and a red job where it fails again',
    async (run) => {
      const inputs = {
        service: 'shopist',
        id: '8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a',
        'started-at': '1764000000123456789',
        'finished-at': '1764000061000000001',
        'commit-sha': other,
        env: 'prod',
        version: '2.14.0',
        'custom-tags': 'region:eu, tier:1',
      };
      const github = { event_name: 'workflow_dispatch' };
      expect(deliveredOne(await run({ github, inputs }))).toEqual({
        id: inputs.id,
        service: 'shopist',
        started_at: 1764000000123456789n,
        finished_at: 1764000061000000001n,
        git: { repository_url: 'https://github.com/acme/shopist', commit_sha: other },
        env: 'prod',
        version: '2.14.0',
        custom_tags: ['region:eu', 'tier:1'],
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
