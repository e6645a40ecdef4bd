/** What only a runner does with a job: its result, its posts, its later steps, its event, its clocks. Words are in `stages/`. */
import { describe, expect, test } from '@jest/globals';
import type { RunOptions } from '../../dev/runner.ts';
import { formatTime, SECOND } from '../../src/time.ts';
import { apiKey, appKey, expectHarmless, expectQuiet, messages, only, run, sha, stages } from '../support/workflow.ts';

describe('nothing is sent, one line says why, and the job ends as it would have', () => {
  const whileDeploying: RunOptions = {
    onLine: (line, stage) => {
      if (line === 'Deploying') stage.cancel();
    },
  };
  test.each<[file: string, result: string, options: RunOptions]>([
    ['skipped-step.yml', 'success', {}],
    ['cancelled.yml', 'cancelled', whileDeploying],
  ])('%s', async (file, result, options) => {
    const { job, intake } = await run(file, options);
    expect(intake.requests).toEqual([]);
    expect(job.result).toBe(result);
    // Also where the step is skipped.
    expect(stages(job).map(({ stage }) => stage)).toEqual(['pre', 'main', 'post']);
    expectQuiet(job);
    const lines = only(job, 'post')
      .stdout.split(/\r?\n/)
      .filter((text) => !/^(::add-mask::.*)?$/.test(text));
    expect(lines).toEqual([expect.stringMatching(/^No deployment event: /)]);
  });
});

test('another-post.yml: the finish is after the other action’s post', async () => {
  const { job, events } = await run('another-post.yml');
  const posts = job.stages.filter(({ stage }) => stage === 'post');
  expect(posts.map(({ action }) => action)).toEqual(['./.github/actions/cache', 'OWNER/datadog-dora-deployment@v1']);
  const saved = /^Saving the cache at (\d{13})$/m.exec(posts[0]?.stdout ?? '')?.[1] ?? '';
  expect((events[0]?.finished_at ?? 0n) >= BigInt(saved) * 1_000_000n).toBe(true);
  expectQuiet(job);
});

test('late-values.yml: what only the deployment’s own steps know', async () => {
  const { job, events } = await run('late-values.yml');
  const { finished_at: finish, ...attributes } = events[0] ?? {};
  expect(attributes).toMatchObject({
    service: 'shopist',
    env: 'prod',
    version: 'v1.2.3',
    team: 'backend',
    custom_tags: ['region:eu', 'fixed:yes'],
    git: { repository_url: 'https://github.com/acme/other', commit_sha: 'f'.repeat(40) },
  });
  expect(String(finish)).toMatch(/^\d{10}123456789$/);
  expectQuiet(job);
});

test('github-env.yml: variables, each as of its own stage', async () => {
  const { job, events } = await run('github-env.yml');
  expect(events).toMatchObject([{ service: 'shopist', env: 'prod', version: '2.1' }]);
  expect(String(events[0]?.finished_at)).toMatch(/^\d{10}000000001$/);
  expect(messages(job, 'error')).toEqual([]);
  expectHarmless(job);
});

test('clocks.yml: the clock is set an hour ahead while the job runs, and its length stays that of the machine', async () => {
  const hour = 3_600_000;
  const before = BigInt(Date.now()) * 1_000_000n;
  const { job, events } = await run('clocks.yml', {
    // A system without a boot ID.
    clocks: ({ stage }) => ({ bootId: null, ...(stage === 'post' ? { wallClock: hour } : {}) }),
  });
  const longest = BigInt(Date.now()) * 1_000_000n - before + SECOND;
  const [event] = events;
  const [start, finish] = [event?.started_at ?? 0n, event?.finished_at ?? 0n];
  expect(finish - start <= longest).toBe(true);
  const moved = start - before - BigInt(hour) * 1_000_000n;
  expect(moved > -SECOND && moved < longest).toBe(true);
  expect(messages(job, 'warning')).toEqual([expect.stringContaining(formatTime(start))]);
  expectHarmless(job);
});

test('pull-request.yml: the event’s file says that the commit is a merge commit', async () => {
  const head = 'f'.repeat(40);
  const { job, events } = await run('pull-request.yml', {
    github: { event_name: 'pull_request', ref: 'refs/pull/7/merge', head_ref: 'fix/it' },
    event: { pull_request: { head: { sha: head }, base: {} } },
  });
  expect(events).toMatchObject([{ env: 'preview', git: { commit_sha: sha } }]);
  const page = 'https://github.com/acme/shopist/actions/runs/17412345678/job/41234567890';
  expect(events[0]?.custom_tags).toEqual(expect.arrayContaining(['git.branch:fix/it', `ci.job.url:${page}`]));
  expect(messages(job, 'warning')).toEqual([expect.stringContaining(head)]);
  expectHarmless(job);
});

test('smoke-test.yml: its outcome marks the deployment, whose event comes first', async () => {
  const { job, intake } = await run('smoke-test.yml');
  const id = job.outputs['deployment-id'] ?? '';
  expect(job.result).toBe('failure');
  expect(
    intake.requests.map(({ method, path, headers }) => [
      ...[method, path],
      ...[headers['dd-api-key'], headers['dd-application-key']],
    ]),
  ).toEqual([
    ['POST', '/api/v2/dora/deployment', apiKey, undefined],
    ['PATCH', `/api/v2/dora/deployments/${id}`, apiKey, appKey],
  ]);
  expectQuiet(job);
});

test('rollback-in-three-jobs.yml: each failed deployment is remediated by the rollback of its service, if it has one', async () => {
  const { jobs, events, marks, intake } = await run('rollback-in-three-jobs.yml');
  expect(jobs.map(({ id, result }) => `${id}: ${result}`)).toEqual([
    ...['deploy: success', 'smoke-test: failure', 'rollback: success', 'mark: success'],
  ]);
  const storedOf = (service: string) => intake.deployments.filter(({ attributes }) => attributes.service === service);
  expect(events).toHaveLength(5);
  for (const service of ['cart', 'checkout']) {
    const [failed, rollback] = storedOf(service);
    expect([failed?.attributes.version, rollback?.attributes.version]).toEqual(['v2', 'v1']);
    expect(failed).toMatchObject({
      changeFailure: true,
      remediation: { type: 'rollback', id: rollback?.id },
    });
    expect(rollback?.changeFailure).toBeUndefined();
  }
  expect(storedOf('pay')).toMatchObject([{ changeFailure: true, remediation: undefined }]);
  expect(marks).toHaveLength(3);
  jobs.slice(0, -1).forEach(expectQuiet);
});
