/** What the other tests rely on: that the intake is at least as strict as Datadog's API, and misbehaves as it is told. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { createApi } from '../../dev/intake/api.ts';
import { type Fault, type Intake, startIntake } from '../../dev/intake.ts';
import { official } from '../support/official.ts';

const PATH = '/api/v2/dora/deployment';
const KEYS = { 'dd-api-key': 'key', 'dd-application-key': 'application key' };
const sha = '66adc9350f2cc9b250b69abddab733dd55e1a588';
const git = { repository_url: 'https://github.com/Organization/example-repository.git', commit_sha: sha };
const least = { service: 'shopist', started_at: 1693491974, finished_at: 1693491984 };
const full = {
  ...least,
  git,
  env: 'production',
  team: 'backend',
  version: 'v1.12.07',
  custom_tags: ['language:java', 'docs:https://example.com/a:b'],
  id: 'deployment-1:of.shopist_2',
};
/** A later deployment of the same service. */
const remedy = { ...full, id: 'deployment-2-of-shopist', version: 'v2', finished_at: 1693492044 };
const type = 'dora_deployment_patch_request';

type Api = Pick<ReturnType<typeof createApi>, 'handle'>;

function call(api: Api, method: string, path: string, body: string, headers: Record<string, string> = KEYS) {
  const all = { 'content-type': 'application/json', ...headers };
  const answer = api.handle({ method, path, headers: all, body });
  return { status: answer.status, body: String(answer.body) };
}
const event = (attributes: unknown) => JSON.stringify({ data: { attributes } });
const post = (api: Api, attributes: unknown) => call(api, 'POST', PATH, event(attributes));
const patch = (api: Api, data: object, path = `${PATH}s/${full.id}`) =>
  call(api, 'PATCH', path, JSON.stringify({ data: { id: full.id, type, ...data } }));
/** The places that a refusal names. @throws Error if it is none */
function refused({ status, body }: { readonly status: number; readonly body: string }): string[] {
  const { errors }: { errors: { status: string; source: Record<string, string> }[] } = JSON.parse(body);
  expect([status, new Set(errors.map((error) => error.status))]).toEqual([400, new Set(['400'])]);
  return errors.map(({ source }) => Object.values(source).join());
}

describe('Datadog’s official client', () => {
  test('reads back an event as it was sent', async () => {
    const api = createApi();
    post(api, full);
    const { data } = await official(api.handle).getDORADeployment({ deploymentId: full.id });
    expect(data).toMatchObject({ id: full.id, type: 'dora_deployment' });
    expect(data?._unparsed).toBeUndefined();
    expect(data?.attributes).toMatchObject({
      service: 'shopist',
      startedAt: new Date(1693491974_000),
      finishedAt: new Date(1693491984_000),
      git: { commitSha: sha, repositoryId: 'github.com/organization/example-repository' },
      env: 'production',
      team: 'backend',
      version: 'v1.12.07',
      customTags: full.custom_tags,
    });
    expect(data?.attributes?.additionalProperties).toBeUndefined();
  });

  test('marks by ID and reads the mark back, with the recovery time', async () => {
    const api = createApi();
    for (const attributes of [full, remedy]) post(api, attributes);
    const remediation = { type: 'rollback', id: remedy.id } as const;
    const attributes = { changeFailure: true, remediation };
    const body = { data: { id: full.id, type, attributes } } as const;
    await official(api.handle).patchDORADeployment({ deploymentId: full.id, body });

    expect(api.marks).toEqual([{ deploymentId: full.id, by: 'id', ...attributes }]);
    expect(api.deployments).toMatchObject([
      { id: full.id, changeFailure: true, remediation },
      { id: remedy.id, changeFailure: undefined, remediation: undefined },
    ]);
    const { data } = await official(api.handle).getDORADeployment({ deploymentId: full.id });
    expect(data?.attributes?.additionalProperties).toEqual({
      change_failure: true,
      remediation,
      recovery_time_sec: 60,
    });
  });

  test('marks by version what finished last', async () => {
    const api = createApi();
    const later = { ...full, id: 'deployment-3-of-shopist', finished_at: 1693491999 };
    const others = [{ env: 'staging' }, { service: 'checkout' }, { version: 'v1' }].map((other, index) => {
      return { ...full, ...other, id: `deployment-of-another-${index}`, finished_at: 1693499999 };
    });
    for (const attributes of [full, later, ...others]) post(api, attributes);
    post(api, remedy);
    const names = { service: full.service, env: full.env, version: full.version };
    const remediation = { type: 'rollforward', version: remedy.version } as const;
    await official(api.handle).patchDORADeploymentByVersion({
      body: { data: { type, attributes: { changeFailure: true, ...names, remediation } } },
    });
    expect(api.marks).toEqual([{ deploymentId: later.id, by: 'version', changeFailure: true, remediation }]);
    const { data } = await official(api.handle).getDORADeployment({ deploymentId: later.id });
    expect(data?.attributes?.additionalProperties).toMatchObject({ recovery_time_sec: 45 });
  });
});

describe('an event', () => {
  test('is accepted if it is right', () => {
    for (const attributes of [
      least,
      full,
      { ...least, started_at: 1693491974000, finished_at: 1693491974001 },
      { ...least, finished_at: 1693491984000 },
      { ...least, git: { ...git, commit_sha: 'A0'.repeat(32) } },
      { ...least, custom_tags: Array.from({ length: 100 }, (_, index) => `key:${index}`) },
    ]) {
      const api = createApi();
      const { status, body } = post(api, attributes);
      const id = api.deployments[0]?.id;
      expect([status, JSON.parse(body)]).toEqual([200, { data: { id, type: 'dora_deployment' } }]);
      expect(id).toMatch(/^[\w\-.:]{16,128}$/);
    }
  });

  test('is refused for each attribute that is wrong', () => {
    const api = createApi();
    const wrong: readonly [attribute: string, values: readonly unknown[]][] = [
      ['service', [undefined, '', ' ', 1]],
      ['started_at', [undefined, '1693491974', 1693491974.5, 0, -1, 1693491974000000]],
      // Microseconds, as above; before the start; at the start, also in another unit.
      ['finished_at', [undefined, 1693491984000000, 1693491973999, 1693491974, 1693491974000]],
      ['git', [{ commit_sha: sha }, { ...git, commit_sha: sha.slice(1) }, { ...git, branch: 'main' }]],
      ['git', [{ repository_url: git.repository_url }, { ...git, repository_url: '' }, 'text', null]],
      ['env', [1, null]],
      ['team', [null]],
      ['version', [1.2]],
      ['custom_tags', ['a:b', [':b'], ['a:'], ['a'], Array(101).fill('a:b')]],
      ['id', ['a'.repeat(15), 'a'.repeat(129), 'a/'.repeat(10)]],
      ['startedAt', [1]],
    ];
    for (const [attribute, values] of wrong) {
      for (const value of values) {
        const places = refused(post(api, { ...full, [attribute]: value }));
        expect([value, places]).toEqual([value, [`/data/attributes/${attribute}`]]);
      }
    }
    expect(api.deployments).toEqual([]);
  });

  test('is refused unless it is JSON of the right form: every problem is named', () => {
    const api = createApi();
    const send = (body: string) => refused(call(api, 'POST', PATH, body));
    expect(send('{')).toEqual(['']);
    for (const body of ['[]', '{"data":{}}', event([])]) expect(send(body)).toEqual(['/data/attributes']);
    expect(send(event({}))).toHaveLength(3);
    const time = '/data/attributes/finished_at';
    for (const number of ['17e8', '9223372036854775808']) {
      expect(send(event(least).replace('1693491984', number))).toEqual([time]);
    }
    const typed = call(api, 'POST', PATH, event(least), { ...KEYS, 'content-type': 'text/plain' });
    expect(typed.status).toBe(415);
    expect(api.deployments).toEqual([]);
  });

  test('keeps its nanoseconds to the last digit', () => {
    const api = createApi();
    const times = '"started_at":1693491974123456789,"finished_at":1693491984987654320';
    call(api, 'POST', PATH, `{"data":{"attributes":{"service":"shopist","id":"${full.id}",${times}}}}`);
    expect(api.deployments[0]?.attributes).toEqual({
      service: 'shopist',
      id: full.id,
      started_at: 1693491974123456789n,
      finished_at: 1693491984987654320n,
    });
    expect(JSON.parse(call(api, 'GET', `${PATH}s/${full.id}`, '').body).data.attributes).toEqual({
      service: 'shopist',
      started_at: '2023-08-31T14:26:14.123456789Z',
      finished_at: '2023-08-31T14:26:24.98765432Z',
    });
  });
});

describe('a mark', () => {
  test('is answered as recorded: by ID with data that is null, by version with nothing', () => {
    const api = createApi();
    post(api, full);
    expect(patch(api, { attributes: { change_failure: true } })).toEqual({
      status: 202,
      body: '{"data":null}',
    });
    const { service, env, version } = full;
    const attributes = { change_failure: false, service, env, version };
    expect(patch(api, { attributes }, `${PATH}s`)).toEqual({ status: 202, body: '' });
    expect(api.deployments).toMatchObject([{ changeFailure: false }]);
    expect(patch(api, { attributes: { ...attributes, version: 'v9' } }, `${PATH}s`).status).toBe(404);
  });

  test('is refused for each part that is wrong', () => {
    const api = createApi();
    post(api, full);
    const failure = { change_failure: true };
    const wrong: readonly [place: string, data: object][] = [
      ['type', { type: undefined, attributes: failure }],
      ['id', { id: 'another', attributes: failure }],
      ['attributes', {}],
      ['attributes/change_failure', { attributes: { change_failure: 'true' } }],
      ['attributes/version', { attributes: { ...failure, version: 'v1' } }],
      ...[
        { type: 'rollover', id: 'a' },
        { type: 'rollback' },
        { type: 'rollback', id: '' },
        { type: 'rollback', id: 'a', version: 'b' },
      ].map((remediation): [string, object] => ['attributes/remediation', { attributes: { remediation } }]),
    ];
    for (const [place, data] of wrong) expect(refused(patch(api, data))).toEqual([`/data/${place}`]);
    expect(api.marks).toEqual([]);
  });
});

test('every call needs its keys, and there are no other calls', () => {
  const byId = `${PATH}s/${full.id}`;
  const calls: readonly [calls: readonly string[], keys: string, status: number][] = [
    [[`POST ${PATH}`], 'right', 200],
    [[`POST ${PATH}`], 'wrong', 403],
    [[`POST ${PATH}`, `GET ${byId}`, `PATCH ${byId}`], ' right', 401],
    [[`GET ${byId}`], 'right', 401],
    [[`PATCH ${byId}`], 'right', 403],
    [[`GET ${byId}`, `PATCH ${byId}`], 'wrong right', 403],
    [[`GET ${byId}`, `PATCH ${byId}`], 'right wrong', 403],
    [[`GET ${byId}`, `PATCH ${byId}`], 'right right', 404],
    [[`GET ${PATH}`, `POST ${PATH}s`, 'POST /api/v2/dora/failure'], 'right right', 404],
  ];
  for (const [each, keys, expected] of calls) {
    for (const [method = '', path = ''] of each.map((text) => text.split(' '))) {
      const [apiKey = '', appKey = ''] = keys.split(' ');
      const headers = { 'dd-api-key': apiKey, 'dd-application-key': appKey };
      const data = { id: full.id, type, attributes: method === 'POST' ? least : { change_failure: true } };
      const api = createApi({ apiKey: 'right', appKey: 'right' });
      const { status, body } = call(api, method, path, JSON.stringify({ data }), headers);
      expect([method, path, keys, status]).toEqual([method, path, keys, expected]);
      expect(Object.keys(JSON.parse(body))).toEqual([status === 200 ? 'data' : 'errors']);
      expect(api.deployments).toHaveLength(status === 200 ? 1 : 0);
    }
  }
});

describe('the server', () => {
  const started: Intake[] = [];
  afterEach(() => Promise.all(started.splice(0).map((intake) => intake.close())));

  async function start(faults: readonly (Fault | undefined)[]) {
    const intake = await startIntake();
    started.push(intake);
    intake.misbehave(faults);
    return intake;
  }
  const send = ({ url }: Intake, attributes: object = full) =>
    fetch(`${url}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...KEYS },
      body: event(attributes),
    });

  test('gives the responses of a list, then the true one', async () => {
    const intake = await start([
      { status: 503 },
      undefined,
      { status: 429, headers: { 'X-RateLimit-Reset': '7' } },
      { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<html>' },
      { status: 202, store: true },
      { status: 200, body: '' },
    ]);
    const seen: unknown[] = [];
    for (let index = 0; index < 7; index += 1) {
      const response = await send(intake);
      const { headers } = response;
      const body = await response.text();
      seen.push([response.status, headers.get('content-type'), headers.get('x-ratelimit-reset'), body]);
    }
    const truth = JSON.stringify({ data: { id: full.id, type: 'dora_deployment' } });
    expect(seen).toEqual([
      [503, 'application/json', null, '{"errors":["Service Unavailable"]}'],
      [200, 'application/vnd.api+json', null, truth],
      [429, 'application/json', '7', '{"errors":["Too Many Requests"]}'],
      [502, 'text/html', null, '<html>'],
      [202, 'application/vnd.api+json', null, truth],
      [200, null, null, ''],
      [200, 'application/vnd.api+json', null, truth],
    ]);
    expect(intake.requests.map(({ status }) => status)).toEqual([503, 200, 429, 502, 202, 200, 200]);
    expect(intake.deployments).toMatchObject([{ id: full.id, arrivals: 3 }]);
  });

  test('drops connections, and keeps what it is to keep, but nothing that is wrong', async () => {
    const intake = await start([
      { connection: 'reset' },
      { connection: 'reset', store: true },
      { connection: 'reset', store: true },
    ]);
    await expect(send(intake)).rejects.toThrow('fetch failed');
    expect(intake.deployments).toEqual([]);
    await expect(send(intake)).rejects.toThrow('fetch failed');
    expect(intake.deployments).toMatchObject([{ id: full.id, arrivals: 1 }]);
    expect((await send(intake, { ...least, service: '' })).status).toBe(400);
    expect(intake.requests.map(({ status }) => status)).toEqual([undefined, undefined, 400]);
  });

  test('holds a response back until a promise settles, and no other with it', async () => {
    const gate = Promise.withResolvers<void>();
    const intake = await start([{ delay: gate.promise }, { delay: gate.promise, status: 500 }, { delay: 1 }]);
    const late = send(intake);
    await intake.arrival(1);
    const lateFault = send(intake);
    await intake.arrival(2);
    expect((await send(intake)).status).toBe(200);
    expect(intake.requests.map(({ status }) => status)).toEqual([undefined, undefined, 200]);
    gate.resolve();
    expect([(await late).status, (await lateFault).status]).toEqual([200, 500]);
    expect(intake.maximumConcurrent).toBe(3);
  });
});
