import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventRequest } from '../../src/datadog/event.ts';
import { type Mark, markRequest } from '../../src/datadog/mark.ts';
import { event } from './servers.ts';

describe('the body of an event', () => {
  test('has what is known, and the times to the nanosecond', () => {
    const { body, ...rest } = eventRequest({
      ...event(),
      version: 'v1"',
      team: 'web',
      customTags: ['a:b'],
      git: { repositoryUrl: 'https://github.com/o/r', commitSha: 'a'.repeat(40) },
    });
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
        fc.string({ unit: 'binary' }),
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        (text, time) => {
          const { body } = eventRequest({ ...event(text), team: text, startedAt: time, finishedAt: time });
          expect(JSON.parse(body).data.attributes).toMatchObject({ service: text, team: text });
          expect(body).toMatch(new RegExp(`"started_at":${time},"finished_at":${time}}}}$`));
        },
      ),
    );
  });
});

describe('the request of a mark', () => {
  test.each<[Mark, string, object]>([
    [
      { target: { id: 'a/b?c' }, changeFailure: true, remediation: undefined },
      '/api/v2/dora/deployments/a%2Fb%3Fc',
      { id: 'a/b?c', attributes: { change_failure: true } },
    ],
    [
      { target: { id: 'x' }, changeFailure: false, remediation: undefined },
      '/api/v2/dora/deployments/x',
      { id: 'x', attributes: { change_failure: false } },
    ],
    [
      { target: { id: 'x' }, changeFailure: true, remediation: { type: 'rollback', id: 'y' } },
      '/api/v2/dora/deployments/x',
      { id: 'x', attributes: { change_failure: true, remediation: { type: 'rollback', id: 'y' } } },
    ],
    [
      {
        target: { service: 's', env: 'e', version: 'v' },
        changeFailure: true,
        remediation: { type: 'rollforward', version: 'w' },
      },
      '/api/v2/dora/deployments',
      {
        attributes: {
          service: 's',
          env: 'e',
          version: 'v',
          change_failure: true,
          remediation: { type: 'rollforward', version: 'w' },
        },
      },
    ],
  ])('%j', (mark, path, data) => {
    const { body, ...rest } = markRequest(mark);
    expect(rest).toEqual({ kind: 'mark', method: 'PATCH', path });
    expect(JSON.parse(body)).toEqual({ data: { type: 'dora_deployment_patch_request', ...data } });
  });
});
