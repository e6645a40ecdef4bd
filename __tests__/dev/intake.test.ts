import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { client, v2 } from '@datadog/datadog-api-client';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Intake, type IntakeOptions, spaces, startIntake } from '../../dev/intake.ts';
import { tls } from '../support/tls.ts';

const sendPath = '/api/v2/dora/deployment';
const listPath = '/api/v2/dora/deployments';
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

const started: Intake[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((intake) => intake.close()));
});

async function start(options: IntakeOptions = {}): Promise<Intake> {
  const intake = await startIntake(options);
  started.push(intake);
  return intake;
}

function event(attributes: unknown): string {
  return JSON.stringify({ data: { attributes } });
}

function post(
  { url }: { readonly url: string },
  body: string,
  headers: Record<string, string> = { 'DD-API-KEY': 'key' },
  init: RequestInit = {},
): Promise<Response> {
  const all = { 'Content-Type': 'application/json', ...headers };
  return fetch(`${url}${sendPath}`, { method: 'POST', headers: all, body, ...init });
}

describe('what the official client makes of it', () => {
  function api(intake: Intake, apiKey = 'key'): v2.DORAMetricsApi {
    return new v2.DORAMetricsApi(
      client.createConfiguration({
        baseServer: new client.BaseServerConfiguration(intake.url, {}),
        authMethods: { apiKeyAuth: apiKey, appKeyAuth: 'application key' },
      }),
    );
  }

  test('it reads back an event sent over plain HTTP', async () => {
    const intake = await start();
    await post(intake, event(full));

    const { data } = await api(intake).getDORADeployment({ deploymentId: full.id });

    expect(data?.id).toBe(full.id);
    expect(data?.type).toBe('dora_deployment');
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

  test('it lists events', async () => {
    const intake = await start();
    for (const service of ['a', 'b', 'c']) await post(intake, event({ ...least, service }));

    const { data } = await api(intake).listDORADeployments({
      body: {
        data: {
          attributes: {
            from: new Date(1693491974_000),
            to: new Date(1693491974_000),
            query: 'service:(a OR c)',
          },
          type: 'dora_deployments_list_request',
        },
      },
    });

    expect(data?.map(({ attributes }) => attributes?.service)).toEqual(['a', 'c']);
  });

  test('an event it sends is accepted', async () => {
    const intake = await start();

    const { data } = await api(intake).createDORADeployment({
      body: {
        data: {
          attributes: {
            service: 'shopist',
            startedAt: 1693491974000,
            finishedAt: 1693491984000,
            git: { commitSha: sha, repositoryUrl: 'https://github.com/organization/example-repository' },
          },
        },
      },
    });

    expect(intake.deployments).toMatchObject([
      { id: data.id, attributes: { service: 'shopist', started_at: 1693491974000n } },
    ]);
  });

  test('it understands the refusals', async () => {
    const intake = await start({ apiKey: 'key' });

    await expect(api(intake).getDORADeployment({ deploymentId: 'unknown' })).rejects.toMatchObject({
      code: 404,
    });
    await expect(api(intake, 'other').getDORADeployment({ deploymentId: 'unknown' })).rejects.toMatchObject({
      code: 403,
      body: { errors: ['Forbidden'] },
    });
    await expect(
      api(intake).createDORADeployment({
        body: { data: { attributes: { service: '', startedAt: 1693491974, finishedAt: 1693491984 } } },
      }),
    ).rejects.toMatchObject({
      code: 400,
      body: {
        errors: [{ title: 'Bad Request', status: '400', source: { pointer: '/data/attributes/service' } }],
      },
    });
  });
});

describe('events', () => {
  test.each([
    ['the least', least],
    ['everything', full],
    ['milliseconds', { ...least, started_at: 1693491974000, finished_at: 1693491974001 }],
    ['mixed units', { ...least, started_at: 1693491974, finished_at: 1693491984000 }],
    ['a SHA-256 commit', { ...least, git: { ...git, commit_sha: 'A0'.repeat(32) } }],
    ['100 tags', { ...least, custom_tags: Array.from({ length: 100 }, (_, index) => `key:${index}`) }],
  ])('accepts %s', async (_name, attributes) => {
    const intake = await start();

    const response = await post(intake, event(attributes));

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/vnd.api+json');
    const id = intake.deployments[0]?.id;
    expect(await response.json()).toEqual({ data: { id, type: 'dora_deployment' } });
    expect(id).toMatch(/^[\w\-.:]{16,128}$/);
    expect(intake.requests[0]).toMatchObject({ method: 'POST', path: sendPath, status: 200, stored: { id } });
  });

  test('keeps nanoseconds to the last digit and gives them out so', async () => {
    const intake = await start();
    const times = '"started_at":1693491974123456789,"finished_at":1693491984987654320';

    await post(intake, `{"data":{"attributes":{"service":"shopist","id":"${full.id}",${times}}}}`);
    const response = await fetch(`${intake.url}${listPath}/${encodeURIComponent(full.id)}`, {
      headers: { 'DD-API-KEY': 'key', 'DD-APPLICATION-KEY': 'key' },
    });

    expect(intake.deployments[0]?.attributes).toEqual({
      service: 'shopist',
      id: full.id,
      started_at: 1693491974123456789n,
      finished_at: 1693491984987654320n,
    });
    expect(await response.json()).toMatchObject({
      data: {
        attributes: {
          started_at: '2023-08-31T14:26:14.123456789Z',
          finished_at: '2023-08-31T14:26:24.98765432Z',
        },
      },
    });
  });

  test('keeps one event for an id and counts its arrivals', async () => {
    const intake = await start();

    await post(intake, event(full));
    await post(intake, event({ ...full, service: 'second' }));
    await post(intake, event(least));

    expect(intake.deployments).toMatchObject([
      { id: full.id, attributes: { service: 'shopist' }, arrivals: 2 },
      { attributes: { service: 'shopist' }, arrivals: 1 },
    ]);
    expect(intake.requests).toHaveLength(3);
  });

  test.each<[name: string, body: string, pointer: string]>([
    ['no JSON', '{', ''],
    ['no object', '[]', '/data/attributes'],
    ['no attributes', '{"data":{}}', '/data/attributes'],
    ['attributes that are a list', event([]), '/data/attributes'],
    ['an unknown attribute', event({ ...least, startedAt: 1 }), '/data/attributes/startedAt'],
    ['no service', event({ ...least, service: undefined }), '/data/attributes/service'],
    ['an empty service', event({ ...least, service: '' }), '/data/attributes/service'],
    ['no start', event({ ...least, started_at: undefined }), '/data/attributes/started_at'],
    ['no finish', event({ ...least, finished_at: undefined }), '/data/attributes/finished_at'],
    ['a time as text', event({ ...least, started_at: '1693491974' }), '/data/attributes/started_at'],
    ['a fraction', event({ ...least, started_at: 1693491974.5 }), '/data/attributes/started_at'],
    ['an exponent', event(least).replace('1693491984', '17e8'), '/data/attributes/finished_at'],
    ['a time of zero', event({ ...least, started_at: 0 }), '/data/attributes/started_at'],
    ['a negative time', event({ ...least, started_at: -1 }), '/data/attributes/started_at'],
    ['microseconds', event({ ...least, finished_at: 1693491984000000 }), '/data/attributes/finished_at'],
    [
      'more than an int64',
      event(least).replace('1693491984', '9223372036854775808'),
      '/data/attributes/finished_at',
    ],
    [
      'a finish before the start',
      event({ ...least, finished_at: 1693491973999 }),
      '/data/attributes/finished_at',
    ],
    ['a finish at the start', event({ ...least, finished_at: 1693491974 }), '/data/attributes/finished_at'],
    [
      'a finish at the start, in another unit',
      event({ ...least, finished_at: 1693491974000 }),
      '/data/attributes/finished_at',
    ],
    ['a commit alone', event({ ...least, git: { commit_sha: sha } }), '/data/attributes/git'],
    [
      'a repository alone',
      event({ ...least, git: { ...git, commit_sha: undefined } }),
      '/data/attributes/git',
    ],
    [
      'a short commit',
      event({ ...least, git: { ...git, commit_sha: sha.slice(1) } }),
      '/data/attributes/git',
    ],
    ['an unknown git field', event({ ...least, git: { ...git, branch: 'main' } }), '/data/attributes/git'],
    ['a number as env', event({ ...least, env: 1 }), '/data/attributes/env'],
    ['null as team', event({ ...least, team: null }), '/data/attributes/team'],
    ['a number as version', event({ ...least, version: 1.2 }), '/data/attributes/version'],
    ['tags as text', event({ ...least, custom_tags: 'a:b' }), '/data/attributes/custom_tags'],
    ['a tag without a key', event({ ...least, custom_tags: [':b'] }), '/data/attributes/custom_tags'],
    ['a tag without a value', event({ ...least, custom_tags: ['a:'] }), '/data/attributes/custom_tags'],
    ['a tag without a colon', event({ ...least, custom_tags: ['a'] }), '/data/attributes/custom_tags'],
    ['101 tags', event({ ...least, custom_tags: Array(101).fill('a:b') }), '/data/attributes/custom_tags'],
    ['an id of 15', event({ ...least, id: 'a'.repeat(15) }), '/data/attributes/id'],
    ['an id of 129', event({ ...least, id: 'a'.repeat(129) }), '/data/attributes/id'],
    ['an id with a slash', event({ ...least, id: 'a/'.repeat(10) }), '/data/attributes/id'],
  ])('refuses %s', async (_name, body, pointer) => {
    const intake = await start();

    const response = await post(intake, body);

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/vnd.api+json');
    expect(await response.json()).toEqual({
      errors: [{ status: '400', title: 'Bad Request', detail: expect.any(String), source: { pointer } }],
    });
    expect(intake.deployments).toEqual([]);
    expect(intake.requests).toMatchObject([{ status: 400, body, stored: undefined }]);
  });

  test('refuses another content type, and names every problem of an event', async () => {
    const intake = await start();

    const untyped = await post(intake, event(least), { 'DD-API-KEY': 'key', 'Content-Type': 'text/plain' });
    const empty = await post(intake, event({}));

    expect(await untyped.json()).toMatchObject({ errors: [{ source: { header: 'Content-Type' } }] });
    expect(await empty.json()).toMatchObject({ errors: [{}, {}, {}] });
  });
});

describe('doors', () => {
  const keys = { 'DD-API-KEY': 'right', 'DD-APPLICATION-KEY': 'any' };

  test.each<[method: string, path: string, headers: Record<string, string>, status: number]>([
    ['POST', sendPath, { 'DD-API-KEY': 'right' }, 200],
    ['POST', sendPath, { 'DD-API-KEY': 'wrong' }, 403],
    ['POST', sendPath, {}, 401],
    ['POST', listPath, { 'DD-API-KEY': 'right' }, 401],
    ['POST', listPath, { 'DD-APPLICATION-KEY': 'any' }, 401],
    ['POST', listPath, { ...keys, 'DD-API-KEY': 'wrong' }, 403],
    ['GET', `${listPath}/unknown`, { 'DD-API-KEY': 'right' }, 401],
    ['GET', `${listPath}/unknown`, keys, 404],
    ['GET', sendPath, keys, 404],
    ['GET', '/', keys, 404],
    ['POST', '/api/v2/dora/failure', keys, 404],
  ])('%s %s with %j: %i', async (method, path, headers, status) => {
    const intake = await start({ apiKey: 'right' });

    const response = await fetch(`${intake.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
      ...(method === 'POST' && { body: event(least) }),
    });

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(
      status === 200 ? { data: expect.anything() } : { errors: [expect.anything()] },
    );
    expect(intake.deployments).toHaveLength(status === 200 ? 1 : 0);
  });

  test('a prefix belongs to every path', async () => {
    const intake = await start({ prefix: '/relay' });

    expect(intake.url).toBe(`http://127.0.0.1:${intake.port}/relay`);
    expect((await post(intake, event(least))).status).toBe(200);
    expect((await post({ url: `http://127.0.0.1:${intake.port}` }, event(least))).status).toBe(404);
    expect(intake.requests.map(({ path }) => path)).toEqual([`/relay${sendPath}`, sendPath]);
  });

  test('counts connections, not requests', async () => {
    const intake = await start();

    const agent = new Agent({ keepAlive: true, maxSockets: 1 });

    for (let index = 0; index < 2; index += 1) {
      const request = httpRequest(`${intake.url}${sendPath}`, { method: 'POST', agent });
      request.end();
      const [response] = await once(request, 'response');
      await text(response);
    }

    expect(intake.requests).toHaveLength(2);
    expect(intake.connections).toBe(1);
    expect(intake.maximumConcurrent).toBe(1);
  });

  test('speaks TLS', async () => {
    const intake = await start({ tls });
    const headers = { 'Content-Type': 'application/json', 'DD-API-KEY': 'key' };

    const request = httpsRequest(`${intake.url}${sendPath}`, { method: 'POST', headers, ca: tls.cert });
    request.end(event(least));
    const [response] = await once(request, 'response');
    await text(response);

    expect(intake.url).toMatch(/^https:/);
    expect(intake.deployments).toHaveLength(1);
    expect(intake.connections).toBe(1);
  });

  test('a port in use is an error', async () => {
    const { port } = await start();

    await expect(startIntake({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('the list', () => {
  const second = 1693491974;
  const services = ['a', 'b', 'c'].map((service, index) => ({
    ...least,
    service,
    env: index === 2 ? 'staging' : 'production',
    started_at: second + index,
    finished_at: second + 10 - index,
  }));

  async function list(intake: Intake, data: unknown): Promise<{ status: number; body: string }> {
    const response = await fetch(`${intake.url}${listPath}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'DD-API-KEY': 'key', 'DD-APPLICATION-KEY': 'key' },
      body: JSON.stringify({ data }),
    });
    return { status: response.status, body: await response.text() };
  }

  test.each<[attributes: Record<string, unknown>, expected: string]>([
    [{}, 'abc'],
    [{ query: '*' }, 'abc'],
    [{ from: '2023-08-31T14:26:15Z' }, 'bc'],
    [{ to: '2023-08-31T16:26:15+02:00' }, 'ab'],
    [{ limit: 2 }, 'ab'],
    [{ sort: '-started_at', limit: 1 }, 'c'],
    [{ sort: 'finished_at' }, 'cba'],
    [{ query: 'service:b' }, 'b'],
    [{ query: 'service:(b OR c) env:production' }, 'b'],
    [{ query: 'team:backend' }, ''],
  ])('%j finds %s', async (attributes, expected) => {
    const intake = await start();
    for (const service of services) await post(intake, event(service));

    const { status, body } = await list(intake, { type: 'dora_deployments_list_request', attributes });

    expect(status).toBe(200);
    expect([...body.matchAll(/"service":"(.)"/g)].map(([, service]) => service).join('')).toBe(expected);
  });

  test('is ten long if nothing else is said', async () => {
    const intake = await start();
    for (let index = 0; index < 11; index += 1) await post(intake, event(least));

    const { body } = await list(intake, { type: 'dora_deployments_list_request', attributes: {} });

    expect(body.match(/"id"/g)).toHaveLength(10);
  });

  test.each<[attributes: unknown, pointer: string]>([
    [undefined, '/data/attributes'],
    [{ from: 'yesterday' }, '/data/attributes/from'],
    [{ to: '2023-13-31T14:26:15Z' }, '/data/attributes/to'],
    [{ query: 'services:a' }, '/data/attributes/query'],
    [{ limit: 0 }, '/data/attributes/limit'],
    [{ sort: 'service' }, '/data/attributes/sort'],
    [{ order: 'service' }, '/data/attributes/order'],
  ])('refuses %j', async (attributes, pointer) => {
    const intake = await start();

    const { status, body } = await list(intake, { type: 'dora_deployments_list_request', attributes });

    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ source: { pointer } }] });
  });

  test('needs its type, as the real one was recorded saying', async () => {
    const { body } = await list(await start(), { attributes: { limit: 10 } });

    expect(JSON.parse(body)).toMatchObject({
      errors: [
        {
          status: '400',
          title: 'Bad Request',
          detail: 'got type "" expected one of "dora_deployments_list_request"',
        },
      ],
    });
  });
});

describe('misbehaviour', () => {
  test('a queue of answers, then the truth', async () => {
    const intake = await start();
    intake.misbehave([
      { status: 503 },
      undefined,
      { status: 429, headers: { 'X-RateLimit-Reset': '7', 'Retry-After': '3' } },
      { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<html>' },
      { status: 200, body: '' },
    ]);

    const responses = [];
    for (let index = 0; index < 6; index += 1) responses.push(await post(intake, event(least)));

    expect(responses.map(({ status }) => status)).toEqual([503, 200, 429, 502, 200, 200]);
    expect(intake.requests.map(({ status }) => status)).toEqual([503, 200, 429, 502, 200, 200]);
    expect(await responses[0]?.json()).toEqual({ errors: ['Service Unavailable'] });
    expect(Object.fromEntries(responses[2]?.headers ?? [])).toMatchObject({
      'content-type': 'application/json',
      'x-ratelimit-reset': '7',
      'retry-after': '3',
    });
    expect(responses[3]?.headers.get('content-type')).toBe('text/html');
    expect(await responses[3]?.text()).toBe('<html>');
    expect(await responses[4]?.text()).toBe('');
    expect(intake.deployments).toHaveLength(2);
  });

  test('a function sees the request', async () => {
    const intake = await start();
    intake.misbehave(({ body }) => (body.includes('"bad"') ? { status: 500 } : undefined));

    expect((await post(intake, event({ ...least, service: 'bad' }))).status).toBe(500);
    expect((await post(intake, event({ ...least, service: 'good' }))).status).toBe(200);
    expect(intake.deployments).toMatchObject([{ attributes: { service: 'good' } }]);
  });

  test('202 for a stored event', async () => {
    const intake = await start();
    intake.misbehave([{ status: 202, store: true }]);

    const response = await post(intake, event(full));

    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ data: { id: full.id, type: 'dora_deployment' } });
    expect(intake.deployments).toMatchObject([{ id: full.id, arrivals: 1 }]);
  });

  test('a fault that stores does not hide a wrong event', async () => {
    const intake = await start();
    intake.misbehave([
      { status: 202, store: true },
      { connection: 'reset', store: true },
    ]);

    expect((await post(intake, event({ ...least, service: '' }))).status).toBe(400);
    expect((await post(intake, event(least), {})).status).toBe(401);
    expect(intake.deployments).toEqual([]);
  });

  test('a connection that closes without an answer', async () => {
    const intake = await start();
    intake.misbehave([{ connection: 'reset' }]);

    await expect(post(intake, event(least))).rejects.toThrow('fetch failed');

    expect(intake.requests).toMatchObject([{ status: undefined, stored: undefined }]);
    expect(intake.deployments).toEqual([]);
  });

  test('a stored event whose answer is lost arrives twice', async () => {
    const intake = await start();
    intake.misbehave([{ connection: 'reset', store: true }]);

    await expect(post(intake, event(full))).rejects.toThrow('fetch failed');
    await post(intake, event(full));

    expect(intake.deployments).toMatchObject([{ id: full.id, arrivals: 2 }]);
    expect(intake.requests).toMatchObject([
      { status: undefined, stored: { id: full.id } },
      { status: 200, stored: { id: full.id } },
    ]);
  });

  test('an answer held back does not hold up others', async () => {
    const intake = await start();
    const gate = Promise.withResolvers<void>();
    intake.misbehave([{ delay: gate.promise }, { delay: gate.promise, status: 500 }]);

    const late = post(intake, event(least));
    await intake.arrival(1);
    const lateFault = post(intake, event(least));
    await intake.arrival(2);
    expect((await post(intake, event(least))).status).toBe(200);

    expect(intake.requests.map(({ status }) => status)).toEqual([undefined, undefined, 200]);
    gate.resolve();
    expect((await late).status).toBe(200);
    expect((await lateFault).status).toBe(500);
    expect(intake.maximumConcurrent).toBe(3);
  });

  test('a delay in milliseconds is waited for', async () => {
    const intake = await start();
    intake.misbehave([{ delay: 50 }]);

    const before = performance.now();
    const response = await post(intake, event(least));

    expect(response.status).toBe(200);
    // Timers may come a millisecond early.
    expect(performance.now() - before).toBeGreaterThanOrEqual(49);
  });

  test('silence lasts until the client leaves', async () => {
    const over = Promise.withResolvers<void>();
    const intake = await start({ onEnd: () => over.resolve() });
    intake.misbehave(() => ({ connection: 'hang' }));
    const patience = new AbortController();

    const response = post(intake, event(least), undefined, { signal: patience.signal });
    await intake.arrival(1);
    patience.abort();

    await expect(response).rejects.toMatchObject({ name: 'AbortError' });
    await over.promise;
    expect(intake.requests).toMatchObject([{ status: undefined }]);
  });

  test('a huge body is made only as fast as it is read', async () => {
    const over = Promise.withResolvers<void>();
    const intake = await start({ onEnd: () => over.resolve() });
    let made = 0;
    function* counted(): Generator<Uint8Array> {
      for (const chunk of spaces(1e9)) {
        made += chunk.length;
        yield chunk;
      }
    }
    intake.misbehave([{ status: 200, body: counted() }]);

    const response = await post(intake, event(least));
    await response.body?.cancel();
    await over.promise;

    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(1e8);
  });

  test('a body that breaks in the middle', async () => {
    const intake = await start();
    function* broken(): Generator<Uint8Array> {
      yield* spaces(10);
      throw new Error('broken on purpose');
    }
    intake.misbehave([
      { status: 200, body: spaces(200_000) },
      { status: 200, body: broken() },
    ]);

    expect(await (await post(intake, event(least))).text()).toHaveLength(200_000);
    await expect(post(intake, event(least)).then((response) => response.text())).rejects.toThrow();
  });

  test('what a function throws is not lost', async () => {
    const intake = await startIntake();
    intake.misbehave(() => {
      throw new Error('wrong test');
    });

    await expect(post(intake, event(least))).rejects.toThrow('fetch failed');
    await expect(intake.close()).rejects.toThrow('wrong test');
  });
});

test('as a command it prints its address and a line for each request, and ends when asked to', async () => {
  const file = fileURLToPath(new URL('../../dev/intake.ts', import.meta.url));
  const child = spawn(process.execPath, [file, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const url = String((await lines.next()).value);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await post({ url }, event({ ...least, service: '\n::error::' }));
  await post({ url }, event(least), {});
  expect((await lines.next()).value).toBe(`POST ${sendPath} 200 "\\n::error::"`);
  expect((await lines.next()).value).toBe(`POST ${sendPath} 401`);
  child.kill('SIGTERM');

  // Windows has no signals: there the command is stopped from outside.
  expect(await exit).toEqual(process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null]);
});
