/** Datadog's official client is the judge of what goes out. */
import { client, logger, v2 } from '@datadog/datadog-api-client';
import { describe, expect, test } from '@jest/globals';
import { eventRequest } from '../../src/datadog/event.ts';
import type { Mark } from '../../src/datadog/mark.ts';
import { apiKey, appKey, event, mark, open, start } from './servers.ts';

// It warns of operations that may still change.
logger.setLevel(logger.levels.ERROR);

/** What both clients must have in common of the one request that work sends to a Datadog which accepts everything. */
async function requestOf(work: (url: string) => Promise<unknown>) {
  const intake = await start(() => ({ status: 202 }));
  await work(intake.url);
  const [request, ...others] = intake.requests;
  if (request === undefined || others.length > 0) {
    throw new Error(`${intake.requests.length} requests`);
  }
  const { method, path, body, headers } = request;
  const { 'dd-api-key': api, 'dd-application-key': app, 'content-type': content } = headers;
  return { method, path, body: JSON.parse(body), api, app, content };
}

function official(call: (api: v2.DORAMetricsApi) => Promise<unknown>) {
  return requestOf(async (url) => {
    const configuration = client.createConfiguration({
      baseServer: new client.BaseServerConfiguration(url, {}),
      authMethods: { apiKeyAuth: apiKey, appKeyAuth: appKey },
    });
    configuration.unstableOperations['v2.patchDORADeploymentByVersion'] = true;
    // It cannot read an empty response: only what was sent counts.
    await call(new v2.DORAMetricsApi(configuration)).catch(() => undefined);
  });
}

const type = 'dora_deployment_patch_request';
const id = '0e5f2b7c-9b7e-4a54-8a57-6a2f0e1f3c4d';

describe.each<[string, Omit<Mark, 'target'>]>([
  ['a mark', { changeFailure: true, remediation: undefined }],
  ['no mark', { changeFailure: false, remediation: undefined }],
  ['a rollback by ID', { changeFailure: true, remediation: { type: 'rollback', id } }],
  ['a roll-forward by version', { changeFailure: true, remediation: { type: 'rollforward', version: 'v3' } }],
])('the same request for %s', (_what, { changeFailure, remediation }) => {
  const attributes = { changeFailure, ...(remediation === undefined ? {} : { remediation }) };

  test.each([id, 'deploy-1_2.3:4-0123456789'])('of deployment %s', async (deploymentId) => {
    const theirs = await official((api) =>
      api.patchDORADeployment({ deploymentId, body: { data: { id: deploymentId, type, attributes } } }),
    );
    const target = { id: deploymentId };
    expect(await requestOf((url) => mark(url, {}, { target, changeFailure, remediation }))).toEqual(theirs);
  });

  test('by service, env and version', async () => {
    const target = { service: 'shop "1"', env: 'prod/eu', version: 'v2+é' };
    const theirs = await official((api) =>
      api.patchDORADeploymentByVersion({
        body: { data: { type, attributes: { ...target, ...attributes } } },
      }),
    );
    expect(await requestOf((url) => mark(url, {}, { target, changeFailure, remediation }))).toEqual(theirs);
  });
});

test('the same event, but for the application key, which it does not need', async () => {
  const git = { commitSha: 'a'.repeat(40), repositoryUrl: 'https://github.com/acme/shopist' };
  const theirs = await official((api) =>
    api.createDORADeployment({
      body: {
        data: {
          attributes: {
            service: 'shopist',
            env: 'prod',
            id: 'deployment-of-shopist',
            startedAt: Number(event().startedAt),
            finishedAt: Number(event().finishedAt),
            git,
          },
        },
      },
    }),
  );
  const request = eventRequest({ ...event(), git });
  const ours = await requestOf((url) => open(url, { appKey }).send(request, 'shopist'));
  expect(ours).toEqual({ ...theirs, app: undefined });
});
