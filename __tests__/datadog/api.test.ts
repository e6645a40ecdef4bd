import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Event, eventRequest, type Mark, markRequest } from '../../src/datadog/api.ts';
import { type OfficialRequest, official } from '../support/official.ts';
import { event } from './servers.ts';

const full = {
  ...event(),
  env: 'prod',
  version: 'v1"',
  team: 'web',
  customTags: ['a:b'],
  git: { repositoryUrl: 'https://github.com/o/r', commitSha: 'a'.repeat(40) },
} satisfies Event;

describe('the body of an event', () => {
  test('has what is known, and the times to the nanosecond', () => {
    const { body, ...rest } = eventRequest(full);
    expect(rest).toEqual({ kind: 'event', method: 'POST', path: '/api/v2/dora/deployment' });
    expect(body).toBe(
      `{"data":{"attributes":{"id":"deployment-of-shopist","service":"shopist","env":"prod","version":"v1\\"","team":"web","custom_tags":["a:b"],"git":{"repository_url":"https://github.com/o/r","commit_sha":"${'a'.repeat(40)}"},"started_at":1790000000123456789,"finished_at":1790000030000000000}}}`,
    );
  });

  test('leaves out what is not known', () => {
    expect(JSON.parse(eventRequest({ ...event(), env: undefined }).body).data.attributes).toEqual({
      id: 'deployment-of-shopist',
      service: 'shopist',
      started_at: expect.any(Number),
      finished_at: expect.any(Number),
    });
  });

  test('is JSON with every digit, whatever the texts and times are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        (text, time) => {
          const { body } = eventRequest({ ...event(text), team: text, startedAt: time, finishedAt: time });
          expect(JSON.parse(body).data.attributes).toMatchObject({ service: text, team: text });
          expect(body.endsWith(`"started_at":${time},"finished_at":${time}}}}`)).toBe(true);
        },
      ),
    );
  });
});

describe('Datadog’s official client sends the same', () => {
  type Api = ReturnType<typeof official>;

  /** What the client sends when it is called. */
  async function sentBy(call: (api: Api) => Promise<unknown>): Promise<unknown> {
    const requests: OfficialRequest[] = [];
    const api = official((request) => {
      requests.push(request);
      return { status: 202, body: '{"data":{"id":"any"}}' };
    });
    await call(api);
    return requests.map(({ method, path, body }) => ({ method, path, body: JSON.parse(body) }));
  }
  const sentByUs = ({ method, path, body }: ReturnType<typeof markRequest>) => [
    { method, path, body: JSON.parse(body) },
  ];

  test('as an event', async () => {
    const times = { startedAt: Number(full.startedAt), finishedAt: Number(full.finishedAt) };
    const theirs = await sentBy((api) =>
      api.createDORADeployment({ body: { data: { attributes: { ...full, ...times } } } }),
    );
    expect(sentByUs(eventRequest(full))).toEqual(theirs);
  });

  const type = 'dora_deployment_patch_request';
  const targets: readonly Mark['target'][] = [
    { id: 'deploy-1_2.3:4-Z' },
    { id: 'a/b?c' },
    { service: 'shop "1"', env: 'prod/eu', version: 'v2+é' },
  ];
  test.each(targets)('as a mark of %j', async (target) => {
    const remediations: readonly Mark['remediation'][] = [
      undefined,
      { type: 'rollback', id: 'y' },
      { type: 'rollforward', version: 'w' },
    ];
    for (const remediation of remediations) {
      for (const changeFailure of [true, false]) {
        const attributes = { changeFailure, ...(remediation && { remediation }) };
        const theirs = await sentBy((api) =>
          'id' in target
            ? api.patchDORADeployment({
                deploymentId: target.id,
                body: { data: { id: target.id, type, attributes } },
              })
            : api.patchDORADeploymentByVersion({
                body: { data: { type, attributes: { ...target, ...attributes } } },
              }),
        );
        const ours = markRequest({ target, changeFailure, remediation });
        expect(ours.kind).toBe('mark');
        expect(sentByUs(ours)).toEqual(theirs);
      }
    }
  });
});
