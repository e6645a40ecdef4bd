import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { client, v2 } from '@datadog/datadog-api-client';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { JobResult } from '../../dev/runner.ts';
import { formatTime, SECOND } from '../../src/time.ts';
import { apiKey, expectHarmless, expectQuiet, messages, only, run, sha, stages } from '../support/workflow.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'places-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function jobStart(job: JobResult): bigint {
  return BigInt(only(job, 'pre').state['job-started-at'] ?? 0);
}

test('success.yml: one event with everything, and the official client reads it back', async () => {
  const before = BigInt(Date.now()) * 10n ** 6n;
  const { job, events } = await run('success.yml', {
    check: async ({ intake, job: { outputs } }) => {
      const api = new v2.DORAMetricsApi(
        client.createConfiguration({
          baseServer: new client.BaseServerConfiguration(intake.url, {}),
          authMethods: { apiKeyAuth: apiKey, appKeyAuth: 'application key' },
        }),
      );
      const { data } = await api.getDORADeployment({ deploymentId: outputs['deployment-id'] ?? '' });
      expect(data).toMatchObject({
        id: outputs['deployment-id'],
        type: 'dora_deployment',
        attributes: {
          service: 'shopist',
          env: 'prod',
          version: 'v1.2.3',
          team: 'backend',
          customTags: ['region:eu-west-1', 'docs:https://example.com/a'],
          git: { commitSha: sha, repositoryId: 'github.com/acme/shopist' },
          startedAt: new Date(outputs['started-at'] ?? ''),
        },
      });
      expect(data?._unparsed).toBeUndefined();
    },
  });
  const start = jobStart(job);
  const finish = events[0]?.finished_at ?? 0n;
  expect(events).toEqual([
    {
      id: job.outputs['deployment-id'],
      service: 'shopist',
      env: 'prod',
      version: 'v1.2.3',
      team: 'backend',
      custom_tags: ['region:eu-west-1', 'docs:https://example.com/a'],
      git: { repository_url: 'https://github.com/acme/shopist', commit_sha: sha },
      started_at: start,
      finished_at: finish,
    },
  ]);
  // A deployment takes at least a second, also if the job is over sooner.
  const [earliest, now] = [start + SECOND, BigInt(Date.now()) * 10n ** 6n];
  expect(before <= start && earliest <= finish).toBe(true);
  expect(finish <= (now > earliest ? now : earliest)).toBe(true);
  expect(job.outputs).toEqual({
    'started-at': formatTime(start),
    'deployment-id': expect.stringMatching(uuid),
    'deployment-ids': JSON.stringify({ shopist: job.outputs['deployment-id'] }),
  });
  expectQuiet(job);
});

test('local-action.yml: no pre, so the start is the step’s', async () => {
  const { job, events } = await run('local-action.yml', { root: repository });
  expect(stages(job).map(({ stage }) => stage)).toEqual(['main', 'post']);
  expect(formatTime(events[0]?.started_at ?? 0n)).toBe(only(job, 'main').outputs['started-at']);
  expect(messages(job, 'error')).toEqual([]);
  expectHarmless(job);
});

describe('composite actions', () => {
  test('composite-action-nested.yml: post’s inputs are the outer action’s, and main’s count', async () => {
    const { job, events } = await run('composite-action-nested.yml');
    expect(events).toMatchObject([{ service: 'shopist-inner', env: 'prod', version: 'v1-inner' }]);
    expect(messages(job, 'error')).toEqual([]);
    expectHarmless(job);
  });
});

test('twice.yml: each step has its own inputs, start, id and event', async () => {
  const { job, events } = await run('twice.yml');
  const [first, second] = stages(job, 'main');
  // Posts run last in, first out.
  expect(events).toMatchObject([
    { service: 'api', id: second?.outputs['deployment-id'] },
    { service: 'web', id: first?.outputs['deployment-id'] },
  ]);
  expect(first?.outputs['deployment-id']).not.toBe(second?.outputs['deployment-id']);
  const [api, web] = events;
  expect((api?.started_at ?? 0n) > (web?.started_at ?? 0n)).toBe(true);
  expectQuiet(job);
});

describe('node-20.yml', () => {
  const versionOf = (node: string) =>
    Number.parseInt(execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }), 10);
  const old = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
    .filter((path) => existsSync(path))
    .find((path) => versionOf(path) >= 20 && versionOf(path) < 24);

  (old === undefined ? test.skip : test)(
    `a Node from 20 on, which ${old === undefined ? 'this machine has none of' : 'is this machine’s own'}: the event is sent`,
    async () => {
      const { job, events } = await run('node-20.yml', old === undefined ? {} : { node: old });
      expect(events).toMatchObject([{ service: 'shopist' }]);
      for (const { stderr } of stages(job)) {
        expect(stderr).toBe('');
      }
      expectQuiet(job);
    },
  );

  /** An import that lets a process take itself for an older Node. */
  function older(version: string): string {
    const file = join(temporary, `node-${version}.mjs`);
    writeFileSync(
      file,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });\n`,
    );
    return `--import=${pathToFileURL(file).href}`;
  }
  const tells = (version: string, ...words: readonly string[]) =>
    expect.stringMatching(['20\\.3', version, ...words].join('.*'));

  test('Node 16: an error of every stage that says what to do, and the job continues', async () => {
    const { job, intake } = await run('node-20.yml', {
      stageEnvironment: ({ action }): Record<string, string> =>
        action === undefined ? {} : { NODE_OPTIONS: older('16.20.2') },
    });
    expect(intake.requests).toEqual([]);
    expect(job.result).toBe('success');
    expect(job.stages.find(({ stepId }) => stepId === 'deploy')?.outcome).toBe('success');
    expectHarmless(job);
    for (const { stage, stdout, stderr } of stages(job)) {
      expect([stage, stdout.match(/^::(error|warning)/gm), stderr]).toEqual([stage, ['::error'], '']);
    }
    for (const message of messages(job, 'error')) {
      expect(message).toEqual(tells('16.20.2', 'runner', '2.327.1'));
    }
  });
});
