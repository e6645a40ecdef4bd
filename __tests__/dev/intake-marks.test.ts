import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { client, logger, v2 } from '@datadog/datadog-api-client';
import { afterEach, describe, expect, test } from '@jest/globals';
import { hugeHeaders, type Intake, type IntakeOptions, startIntake } from '../../dev/intake.ts';
import { type Mark, markRequest } from '../../src/datadog/mark.ts';

const deploymentsPath = '/api/v2/dora/deployments';
const shopist = {
  id: 'shopist-deployment-1',
  service: 'shopist',
  env: 'prod',
  version: 'v1',
  started_at: 1693491974,
  finished_at: 1693491984,
};
const fixed = { ...shopist, id: 'shopist-deployment-2', version: 'v2', finished_at: 1693492044 };
const keys = { 'DD-API-KEY': 'key', 'DD-APPLICATION-KEY': 'application key' };
const type = 'dora_deployment_patch_request';

const started: Intake[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((intake) => intake.close()));
});

async function start(options: IntakeOptions = {}): Promise<Intake> {
  const intake = await startIntake(options);
  started.push(intake);
  return intake;
}

function call(
  { url }: Intake,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = keys,
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function store(intake: Intake, ...events: readonly Partial<typeof shopist>[]): Promise<void> {
  for (const attributes of events) {
    const { status } = await call(intake, 'POST', '/api/v2/dora/deployment', { data: { attributes } });
    expect(status).toBe(200);
  }
}

const mark = (intake: Intake, data: unknown, headers?: Record<string, string>) =>
  call(intake, 'PATCH', `${deploymentsPath}/${shopist.id}`, { data }, headers);

describe('what the official client makes of it', () => {
  // It warns of each operation that needs the switch below.
  logger.setLevel(logger.levels.ERROR);

  function api(intake: Intake): v2.DORAMetricsApi {
    const configuration = client.createConfiguration({
      baseServer: new client.BaseServerConfiguration(intake.url, {}),
      authMethods: { apiKeyAuth: 'key', appKeyAuth: 'application key' },
    });
    // Generally available since October 2026; this release of the client still asks for the switch.
    configuration.unstableOperations['v2.patchDORADeploymentByVersion'] = true;
    return new v2.DORAMetricsApi(configuration);
  }

  test('it marks a deployment by its id, and reads the mark back', async () => {
    const intake = await start({ appKey: 'application key' });
    await store(intake, shopist, fixed);
    await api(intake).patchDORADeployment({
      deploymentId: shopist.id,
      body: {
        data: {
          id: shopist.id,
          type,
          attributes: { changeFailure: true, remediation: { type: 'rollback', id: fixed.id } },
        },
      },
    });

    expect(intake.deployments).toMatchObject([
      { id: shopist.id, changeFailure: true, remediation: { type: 'rollback', id: fixed.id } },
      { id: fixed.id, changeFailure: undefined, remediation: undefined },
    ]);
    const { data } = await api(intake).getDORADeployment({ deploymentId: shopist.id });
    expect(data?.attributes?.additionalProperties).toEqual({
      change_failure: true,
      remediation: { type: 'rollback', id: fixed.id },
      recovery_time_sec: 60,
    });
    expect(intake.requests[2]).toMatchObject({ method: 'PATCH', status: 202, marked: intake.marks[0] });
  });

  test('it marks the most recently finished deployment of a version', async () => {
    const intake = await start();
    const later = { ...shopist, id: 'shopist-deployment-3', finished_at: 1693491999 };
    await store(intake, shopist, later, { ...shopist, id: 'shopist-of-staging', env: 'staging' }, fixed);
    await api(intake).patchDORADeploymentByVersion({
      body: {
        data: {
          type,
          attributes: {
            changeFailure: true,
            service: 'shopist',
            env: 'prod',
            version: 'v1',
            remediation: { type: 'rollforward', version: 'v2' },
          },
        },
      },
    });

    expect(intake.marks).toMatchObject([{ deploymentId: later.id, by: 'version', changeFailure: true }]);
    const { data } = await api(intake).getDORADeployment({ deploymentId: later.id });
    expect(data?.attributes?.additionalProperties).toMatchObject({ recovery_time_sec: 45 });
  });

  const targets: readonly (readonly [what: string, target: Mark['target']])[] = [
    ['an ID', { id: shopist.id }],
    ['an ID with every character that one may have', { id: 'deploy-1_2.3:4-Z' }],
    ['service, env and version', { service: 'shop "1"', env: 'prod/eu', version: 'v2+é' }],
  ];
  const remediations: readonly (readonly [what: string, remediation: Mark['remediation']])[] = [
    ['no remediation', undefined],
    ['a rollback by ID', { type: 'rollback', id: fixed.id }],
    ['a roll-forward by version', { type: 'rollforward', version: 'v3' }],
  ];
  const marks = targets.flatMap(([by, target]) =>
    remediations.flatMap(([remedied, remediation]) =>
      [true, false].map(
        (changeFailure) =>
          [`${changeFailure}, by ${by}, with ${remedied}`, { target, changeFailure, remediation }] as const,
      ),
    ),
  );
  test.each(marks)(
    'it sends the same request as this action, and the intake keeps the same: %s',
    async (_what, mark) => {
      const intake = await start();
      const { target, changeFailure, remediation } = mark;
      await store(intake, { ...shopist, ...target }, fixed);
      const attributes = { changeFailure, ...(remediation && { remediation }) };
      await ('id' in target
        ? api(intake).patchDORADeployment({
            deploymentId: target.id,
            body: { data: { id: target.id, type, attributes } },
          })
        : api(intake).patchDORADeploymentByVersion({
            body: { data: { type, attributes: { ...target, ...attributes } } },
          }));
      const request = markRequest(mark);
      await call(intake, request.method, request.path, JSON.parse(request.body));

      const [theirs, ours] = intake.requests.slice(2);
      expect(ours).toMatchObject({ method: theirs?.method, path: theirs?.path, status: 202 });
      expect(JSON.parse(ours?.body ?? '')).toEqual(JSON.parse(theirs?.body ?? ''));
      expect(ours?.marked).toEqual({ ...theirs?.marked, receivedAt: ours?.marked?.receivedAt });
      expect(ours?.marked).toMatchObject({ changeFailure, remediation });
    },
  );

  test('it understands the refusals', async () => {
    const intake = await start();
    const body = { data: { id: shopist.id, type, attributes: { changeFailure: true } } } as const;
    const marking = api(intake).patchDORADeployment({ deploymentId: shopist.id, body });
    await expect(marking).rejects.toMatchObject({ code: 404 });
    await store(intake, shopist);
    const other = { ...body, data: { ...body.data, id: 'another-deployment' } };
    await expect(
      api(intake).patchDORADeployment({ deploymentId: shopist.id, body: other }),
    ).rejects.toMatchObject({ code: 400, body: { errors: [{ source: { pointer: '/data/id' } }] } });
  });
});

describe('marks', () => {
  test('are answered as recorded: by id with data that is null, by version with nothing', async () => {
    const intake = await start();
    await store(intake, shopist);
    const byId = await mark(intake, { id: shopist.id, type, attributes: { change_failure: true } });
    expect([byId.status, await byId.text()]).toEqual([202, '{"data":null}']);
    const { service, env, version } = shopist;
    const attributes = { change_failure: false, service, env, version };
    const byVersion = await call(intake, 'PATCH', deploymentsPath, { data: { type, attributes } });
    expect([byVersion.status, await byVersion.text()]).toEqual([202, '']);
    expect(intake.deployments).toMatchObject([{ changeFailure: false }]);
    expect(intake.marks.map(({ by, changeFailure }) => [by, changeFailure])).toEqual([
      ['id', true],
      ['version', false],
    ]);
  });

  test('a failure that is taken back has no remediation', async () => {
    const intake = await start();
    await store(intake, shopist);
    const remediation = { type: 'rollback', id: 'belongs-to-nothing' };
    await mark(intake, { id: shopist.id, type, attributes: { change_failure: true, remediation } });
    await mark(intake, { id: shopist.id, type, attributes: { change_failure: true } });
    expect(intake.deployments).toMatchObject([{ changeFailure: true, remediation }]);
    await mark(intake, { id: shopist.id, type, attributes: { change_failure: false } });
    expect(intake.deployments).toMatchObject([{ changeFailure: false, remediation: undefined }]);
  });

  test.each<[name: string, data: unknown, pointer: string, detail: unknown]>([
    [
      'a wrong remediation',
      { id: shopist.id, type, attributes: { remediation: { type: 'rollover', id: 'a' } } },
      '/data/attributes/remediation/type',
      'attribute "type" must be one of "rollback rollforward"',
    ],
    [
      'a remediation by id and version',
      { id: shopist.id, type, attributes: { remediation: { type: 'rollback', id: 'a', version: 'b' } } },
      '/data/attributes/remediation',
      'attribute "remediation" must have one of "id version"',
    ],
    [
      'a remediation by nothing',
      { id: shopist.id, type, attributes: { remediation: { type: 'rollback' } } },
      '/data/attributes/remediation',
      'attribute "remediation" must have one of "id version"',
    ],
    [
      'no type',
      { id: shopist.id, attributes: { change_failure: true } },
      '/data/type',
      'got type "" expected one of "dora_deployment_patch_request"',
    ],
    ['no id', { type, attributes: { change_failure: true } }, '/data/id', expect.any(String)],
    ['no attributes', { id: shopist.id, type }, '/data/attributes', expect.any(String)],
    [
      'a text as the flag',
      { id: shopist.id, type, attributes: { change_failure: 'true' } },
      '/data/attributes/change_failure',
      expect.any(String),
    ],
  ])('refuses %s', async (_name, data, pointer, detail) => {
    const intake = await start();
    await store(intake, shopist);
    const response = await mark(intake, data);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [{ status: '400', title: 'Bad Request', detail, source: { pointer } }],
    });
    expect(intake.marks).toEqual([]);
  });

  test('by version need all that they are found by', async () => {
    const intake = await start();
    await store(intake, shopist);
    const response = await call(intake, 'PATCH', deploymentsPath, { data: { type, attributes: {} } });
    const { errors } = (await response.json()) as { errors: { source: { pointer: string } }[] };
    expect(errors.map(({ source }) => source.pointer.replace(/.*\//, ''))).toEqual([
      'change_failure',
      'service',
      'env',
      'version',
    ]);
    const attributes = { change_failure: true, service: 'shopist', env: 'prod', version: 'v9' };
    expect((await call(intake, 'PATCH', deploymentsPath, { data: { type, attributes } })).status).toBe(404);
  });

  test.each<[headers: Record<string, string>, status: number]>([
    [{ 'DD-APPLICATION-KEY': 'right' }, 401],
    [{ 'DD-API-KEY': 'wrong', 'DD-APPLICATION-KEY': 'right' }, 403],
    [{ 'DD-API-KEY': 'right' }, 403],
    [{ 'DD-API-KEY': 'right', 'DD-APPLICATION-KEY': 'wrong' }, 403],
    [{ 'DD-API-KEY': 'right', 'DD-APPLICATION-KEY': 'right' }, 404],
  ])('with the keys %j: %i', async (headers, status) => {
    const intake = await start({ apiKey: 'right', appKey: 'right' });
    const data = { id: shopist.id, type, attributes: { change_failure: true } };
    expect((await mark(intake, data, headers)).status).toBe(status);
    expect((await call(intake, 'GET', `${deploymentsPath}/x`, undefined, headers)).status).toBe(
      status === 403 && headers['DD-APPLICATION-KEY'] === undefined ? 401 : status,
    );
  });

  test('a kept one whose answer is lost, and a false answer to one that is not kept', async () => {
    const intake = await start();
    await store(intake, shopist);
    const data = { id: shopist.id, type, attributes: { change_failure: true } };
    intake.misbehave([{ status: 500 }, { status: 204, store: true }, { connection: 'reset', store: true }]);
    expect((await mark(intake, data)).status).toBe(500);
    expect(intake.marks).toEqual([]);
    expect((await mark(intake, data)).status).toBe(204);
    await expect(mark(intake, data)).rejects.toThrow('fetch failed');
    expect(intake.marks).toHaveLength(2);
    expect(intake.requests.slice(1).map(({ marked }) => marked !== undefined)).toEqual([false, true, true]);
  });
});

describe('a deployment that was reported before', () => {
  const before = { ...shopist, started_at: 1693491974n, finished_at: 1693491984n };

  test('is marked like any other, without a request', async () => {
    const intake = await start();
    expect(intake.store(before)).toMatchObject({ id: shopist.id, attributes: before });
    expect(intake.requests).toEqual([]);
    const response = await mark(intake, { id: shopist.id, type, attributes: { change_failure: true } });
    expect(response.status).toBe(202);
    expect(intake.deployments).toMatchObject([{ id: shopist.id, changeFailure: true }]);
  });

  test('has an event that Datadog would accept', async () => {
    const intake = await start();
    expect(() => intake.store({ ...before, finished_at: before.started_at })).toThrow('"finished_at"');
    expect(intake.deployments).toEqual([]);
  });
});

describe('true answers that are written oddly', () => {
  const data = { attributes: shopist };
  const send = (intake: Intake) => call(intake, 'POST', '/api/v2/dora/deployment', { data });

  test.each(['gzip', 'br'] as const)('%s', async (encoding) => {
    const intake = await start();
    intake.misbehave([{ status: 200, store: true, encoding }]);
    const response = await send(intake);
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(await response.json()).toEqual({ data: { id: shopist.id, type: 'dora_deployment' } });
  });

  test('a byte order mark', async () => {
    const intake = await start();
    intake.misbehave([{ status: 200, store: true, byteOrderMark: true }]);
    expect(Buffer.from(await (await send(intake)).arrayBuffer()).toString('hex')).toMatch(/^efbbbf7b/);
  });

  test('an unasked 100 Continue, a header twice, and many headers', async () => {
    const intake = await start();
    intake.misbehave([
      { status: 200, store: true, continue: true },
      { status: 503, headers: { 'Retry-After': ['1', '2'], ...hugeHeaders(4096) } },
    ]);
    const seen: unknown[] = [];
    for (let index = 0; index < 2; index += 1) {
      const request = httpRequest(`${intake.url}/api/v2/dora/deployment`, {
        method: 'POST',
        headers: { ...keys, 'Content-Type': 'application/json' },
      });
      request.on('continue', () => seen.push('continue'));
      request.end(JSON.stringify({ data }));
      const [response] = await once(request, 'response');
      await text(response);
      seen.push(response.statusCode, response.headersDistinct['retry-after'], response.headers['x-filler-3']);
    }
    expect(seen).toEqual(['continue', 200, undefined, undefined, 503, ['1', '2'], 'x'.repeat(1000)]);
  });

  test('bytes that are no HTTP at all', async () => {
    const intake = await start();
    intake.misbehave([{ raw: 'SSH-2.0-OpenSSH_9.9\r\n' }, { raw: 'HTTP/1.1 204 Fine\r\n\r\n', store: true }]);
    await expect(send(intake)).rejects.toThrow('fetch failed');
    expect((await send(intake)).status).toBe(204);
    expect(intake.deployments).toHaveLength(1);
  });
});
