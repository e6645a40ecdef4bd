/** Change failures: marked by the deploying step, or later by the second action. */
import { expect, test } from '@jest/globals';
import { apiKey, appKey, expectQuiet, messages, only, renderedText, run } from '../support/workflow.ts';

test('smoke-test.yml: the test fails: the event first, then its mark, with the application key in it alone', async () => {
  const { job, events, marks, intake } = await run('smoke-test.yml');
  const id = job.outputs['deployment-id'] ?? '';
  expect(job.result).toBe('failure');
  expect(events).toMatchObject([{ id, service: 'shopist' }]);
  expect(marks).toMatchObject([{ deploymentId: id, by: 'id', changeFailure: true, remediation: undefined }]);
  expect(
    intake.requests.map(({ method, path, headers }) => [
      method,
      path,
      headers['dd-api-key'],
      headers['dd-application-key'],
    ]),
  ).toEqual([
    ['POST', '/api/v2/dora/deployment', apiKey, undefined],
    ['PATCH', `/api/v2/dora/deployments/${id}`, apiKey, appKey],
  ]);
  expect(JSON.parse(intake.requests[1]?.body ?? '')).toEqual({
    data: { id, type: 'dora_deployment_patch_request', attributes: { change_failure: true } },
  });
  expect(only(job, 'post').log).toMatch(/^shopist: stored by Datadog .*; marked as a change failure$/m);
  expect(renderedText(job.summary)).toContain('marked as a change failure');
  expectQuiet(job);
});

test('rollback-in-three-jobs.yml: each failed deployment is remedied by the rollback of its service, if it has one', async () => {
  const { jobs, events, marks, intake } = await run('rollback-in-three-jobs.yml');
  expect(jobs.map(({ id, result }) => [id, result])).toEqual([
    ['deploy', 'success'],
    ['smoke-test', 'failure'],
    ['rollback', 'success'],
    ['mark', 'success'],
  ]);
  const storedOf = (service: string) =>
    intake.deployments.filter(({ attributes }) => attributes.service === service);
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
  const [marking] = jobs.slice(-1);
  expect(marking && messages(marking, 'error')).toEqual([]);
  expect(marking && messages(marking, 'warning')).toEqual([
    expect.stringMatching(/^Input "remediation-id" .*pay.*without a remediation/),
  ]);
});
