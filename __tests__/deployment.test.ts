import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Deployment, deploymentBody, mergeTags, settleFinish, settleStart } from '../src/deployment.ts';
import { formatTime, parseTime } from '../src/time.ts';

const [job, step] = [1767225600_000000001n, 1767225660_000000002n];
const deployment: Deployment = {
  id: 'deployment-1-of-2',
  service: 'shopist',
  env: undefined,
  version: undefined,
  team: undefined,
  customTags: [],
  git: undefined,
  startedAt: job,
  finishedAt: step,
};

describe('the start', () => {
  test('of the job, of the step, or given', () => {
    expect(settleStart('job', job, step)).toMatchObject({ time: job });
    expect(settleStart('step', job, step)).toMatchObject({ time: step });
    expect(settleStart(5n, job, step)).toEqual({ time: 5n, source: 'input' });
  });

  test('without a pre stage, of the step, and that is told', () => {
    expect(settleStart('job', undefined, step)).toEqual({
      time: step,
      source: expect.stringContaining('no pre stage'),
    });
    expect(settleStart('step', undefined, step).source).not.toContain('no pre stage');
  });
});

describe('the finish', () => {
  test('given, else recorded', () => {
    expect(settleFinish(job, 7n, step)).toEqual({ time: 7n, source: 'input' });
    expect(settleFinish(job, undefined, step)).toEqual({ time: step, source: 'when the job ended' });
    expect(settleFinish(job, undefined, job).time).toBe(job);
  });

  test('recorded before the start: the start, with a warning that has both', () => {
    const { time, warning } = settleFinish(step, undefined, step - 1n);
    expect(time).toBe(step);
    expect(warning).toContain(formatTime(step));
    expect(warning).toContain(formatTime(step - 1n));
  });
});

describe('tags', () => {
  test('the user’s come first, and win over CI tags of the same key', () => {
    expect(mergeTags(['a:1', 'git.branch:mine'], ['ci.job.name:deploy', 'git.branch:main'])).toEqual({
      tags: ['a:1', 'git.branch:mine', 'ci.job.name:deploy'],
      leftOut: [],
    });
  });

  test('a key is what stands before the first colon', () => {
    expect(mergeTags(['ci.job:x', 'ci:job.name'], ['ci.job.name:deploy']).tags).toHaveLength(3);
  });

  test.each([
    [100, 0, 100, 0],
    [101, 0, 100, 1],
    [98, 7, 100, 5],
    [100, 1, 100, 1],
  ])('of %i and %i CI tags %i are sent', (own, ci, sent, leftOut) => {
    const numbered = (name: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${name}${i}:x`);
    const merged = mergeTags(numbered('own', own), numbered('ci', ci));
    expect([merged.tags.length, merged.leftOut.length]).toEqual([sent, leftOut]);
    expect([...merged.tags, ...merged.leftOut]).toEqual([...numbered('own', own), ...numbered('ci', ci)]);
  });

  test('any lists: at most 100, none lost, no CI tag with a key of the user’s', () => {
    const tag = fc.tuple(fc.nat(150), fc.string({ minLength: 1 })).map(([key, value]) => `k${key}:${value}`);
    fc.assert(
      fc.property(fc.uniqueArray(tag, { maxLength: 150 }), fc.uniqueArray(tag), (own, ci) => {
        const { tags, leftOut } = mergeTags(own, ci);
        const keyOf = (text: string) => text.split(':', 1)[0];
        const keys = new Set(own.map(keyOf));
        expect(tags.length).toBe(Math.min(100, tags.length + leftOut.length));
        expect([...tags, ...leftOut]).toEqual([...own, ...ci.filter((text) => !keys.has(keyOf(text)))]);
      }),
    );
  });
});

describe('the request’s body', () => {
  test('has every attribute under Datadog’s name', () => {
    const full: Deployment = {
      ...deployment,
      env: 'prod',
      version: 'v1',
      team: 'backend',
      customTags: ['a:b'],
      git: { repositoryUrl: 'https://github.com/acme/shopist', commitSha: 'a'.repeat(40) },
    };
    expect(deploymentBody(full)).toBe(
      `{"data":{"attributes":{"id":"deployment-1-of-2","service":"shopist","env":"prod","version":"v1","team":"backend","custom_tags":["a:b"],"git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"${'a'.repeat(40)}"},"started_at":1767225600000000001,"finished_at":1767225660000000002}}}`,
    );
  });

  test('leaves out what there is not', () => {
    expect(deploymentBody(deployment)).toBe(
      '{"data":{"attributes":{"id":"deployment-1-of-2","service":"shopist","started_at":1767225600000000001,"finished_at":1767225660000000002}}}',
    );
  });

  test('any accepted time comes out of text, JSON and text again to the nanosecond', () => {
    const latest = 4102444800_000000000n;
    const exactly = (json: string, name: string) =>
      BigInt(new RegExp(`"${name}":(\\d+)`).exec(json)?.[1] ?? 0);
    const moment = fc.bigInt({ min: 946684800_000000000n, max: latest });
    fc.assert(
      fc.property(moment, moment, (startedAt, finishedAt) => {
        const read = (time: bigint) => parseTime(formatTime(time), latest) ?? 0n;
        const body = deploymentBody({
          ...deployment,
          startedAt: read(startedAt),
          finishedAt: read(finishedAt),
        });
        expect([exactly(body, 'started_at'), exactly(body, 'finished_at')]).toEqual([startedAt, finishedAt]);
      }),
    );
  });

  test('any text is sent as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (version) => {
        expect(JSON.parse(deploymentBody({ ...deployment, version }))).toMatchObject({
          data: { attributes: { version } },
        });
      }),
    );
  });
});
