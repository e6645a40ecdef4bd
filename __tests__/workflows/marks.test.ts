/** Change failures: marked by the deploying step, or later by the second action. */
import { client, logger, v2 } from '@datadog/datadog-api-client';
import { describe, expect, test } from '@jest/globals';
import { type ReceivedRequest, startIntake } from '../../dev/intake.ts';
import {
  apiKey,
  appKey,
  expectHarmless,
  expectQuiet,
  messages,
  type Options,
  only,
  type Run,
  renderedText,
  run,
} from '../support/workflow.ts';

const uuid = '8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a';
const otherUuid = '0e5f2b7c-9b7e-4a54-8a57-6a2f0e1f3c4d';
const thirdUuid = '5b1c6f0a-3d0e-4b7e-9c1f-2f6f0f7a8b9c';

/** What was asked of Datadog, and the parsed bodies. */
function asked({ intake }: Run): readonly (readonly [method: string, path: string, body: unknown])[] {
  return intake.requests.map(({ method, path, body }) => [method, path, JSON.parse(body)]);
}

/** Stores a deployment as another sender would have. */
async function store(
  url: string,
  attributes: { id?: string; service?: string; env?: string; version?: string; finished?: number } = {},
): Promise<void> {
  const { finished = 60, ...rest } = attributes;
  const answer = await fetch(`${url}/api/v2/dora/deployment`, {
    method: 'POST',
    headers: { 'DD-API-KEY': apiKey, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      data: {
        attributes: {
          service: 'shopist',
          started_at: 1767225600,
          finished_at: 1767225600 + finished,
          ...rest,
        },
      },
    }),
  });
  expect(answer.status).toBe(200);
}

/** Runs the second action against a Datadog that already has these deployments. */
async function mark(
  vars: Readonly<Record<string, string>>,
  options: Options & { readonly stored?: readonly Parameters<typeof store>[1][] } = {},
): Promise<Run & { readonly patches: readonly ReceivedRequest[] }> {
  const { stored = [], ...rest } = options;
  const target = await startIntake({ appKey });
  try {
    for (const attributes of stored) {
      await store(target.url, attributes);
    }
    options.prepare?.(target);
    const ended = await run('mark.yml', {
      ...rest,
      prepare: () => {},
      vars: { API_URL: target.url, ...vars },
    });
    expect(ended.intake.requests).toEqual([]);
    return {
      ...ended,
      intake: target,
      marks: target.marks,
      patches: target.requests.filter(({ method }) => method === 'PATCH'),
    };
  } finally {
    await target.close();
  }
}

function named(messages: readonly string[]): readonly (string | undefined)[] {
  return messages.map((message) => /^Input "([^"]+)"/.exec(message)?.[1]).toSorted();
}

describe('smoke-test.yml: marked by the deploying step', () => {
  test('the test fails: the event first, then its mark, with the application key in it alone', async () => {
    const result = await run('smoke-test.yml');
    const { job, events, marks, intake } = result;
    const id = job.outputs['deployment-id'] ?? '';
    expect(job.result).toBe('failure');
    expect(events).toMatchObject([{ id, service: 'shopist' }]);
    expect(marks).toMatchObject([
      { deploymentId: id, by: 'id', changeFailure: true, remediation: undefined },
    ]);
    expect(asked(result).slice(1)).toEqual([
      [
        'PATCH',
        `/api/v2/dora/deployments/${id}`,
        { data: { id, type: 'dora_deployment_patch_request', attributes: { change_failure: true } } },
      ],
    ]);
    expect(
      intake.requests.map(({ method, headers }) => [
        method,
        headers['dd-api-key'],
        headers['dd-application-key'],
      ]),
    ).toEqual([
      ['POST', apiKey, undefined],
      ['PATCH', apiKey, appKey],
    ]);
    expect(only(job, 'post').log).toMatch(/^shopist: stored by Datadog .*; marked as a change failure$/m);
    expect(renderedText(job.summary)).toContain('marked as a change failure');
    expectQuiet(job);
  });

  test.each<[string, Record<string, string>]>([
    ['the test succeeds', { SMOKE_TEST: 'true' }],
    ['change-failure is false', { CHANGE_FAILURE: 'false' }],
    ['the job fails, which is no change failure by itself', { CHANGE_FAILURE: 'FALSE', SMOKE_TEST: 'false' }],
  ])('%s: no mark', async (_what, vars) => {
    const { job, events, intake } = await run('smoke-test.yml', { vars });
    expect(events).toHaveLength(1);
    expect(intake.requests).toHaveLength(1);
    expect(job.log).not.toContain('marked');
    expectQuiet(job);
  });

  test('change-failure unreadable: a warning, and no mark', async () => {
    const { job, events, intake } = await run('smoke-test.yml', { vars: { CHANGE_FAILURE: 'perhaps' } });
    expect(events).toHaveLength(1);
    expect(intake.requests).toHaveLength(1);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(
        /^Input "change-failure" is invalid: "perhaps"\. .*not marked as a change failure\.$/,
      ),
    ]);
  });

  test('several services: each is marked after its own event', async () => {
    const { job, events, marks, intake } = await run('smoke-test.yml', {
      vars: { SERVICE: 'cart, checkout' },
    });
    expect(events.map(({ service }) => service).toSorted()).toEqual(['cart', 'checkout']);
    expect(marks.map(({ deploymentId }) => deploymentId).toSorted()).toEqual(
      events.map(({ id }) => id).toSorted(),
    );
    for (const { id } of events) {
      const own = intake.requests.filter(({ body, path }) => (body + path).includes(id ?? '?'));
      expect(own.map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    }
    expectQuiet(job);
  });

  test('a mark waits for no other service', async () => {
    let release = () => {};
    const marked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { job, marks } = await run('smoke-test.yml', {
      vars: { SERVICE: 'cart, checkout' },
      prepare: (own) =>
        own.misbehave(({ method, body }) => {
          if (method === 'PATCH') {
            release();
          }
          // Cart's event gets its response once the mark of checkout has arrived.
          return method === 'POST' && body.includes('"cart"') ? { delay: marked } : undefined;
        }),
    });
    expect(marks).toHaveLength(2);
    expectQuiet(job);
  });

  const notMarked = /^The deployment event is stored, but not marked as a change failure, for shopist: /;

  test.each([
    ['false', 0],
    ['true', 1],
  ])('no application key, fail-on-error: %s', async (failOnError, exitCode) => {
    const { job, events, intake } = await run('smoke-test.yml', {
      vars: { FAIL_ON_ERROR: failOnError, GOES_ON: 'true' },
      secrets: { DD_API_KEY: apiKey },
    });
    expect(events).toHaveLength(1);
    expect(intake.requests).toHaveLength(1);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(notMarked)]);
    expect(messages(job, 'warning')[0]).toContain('there is no Datadog application key');
    expectMarkCommand(job.log, intake.url, job.outputs['deployment-id']);
    expectMarkCommand(job.summary, intake.url, job.outputs['deployment-id']);
    expect(job.log).not.toContain("/api/v2/dora/deployment'");
    expect([only(job, 'post').exitCode, job.result]).toEqual([exitCode, exitCode ? 'failure' : 'success']);
  });

  test('the application key is provided by a later step: main says nothing of it', async () => {
    const { job, marks } = await run('smoke-test.yml', {
      secrets: { DD_API_KEY: apiKey },
      stageEnvironment: ({ stage, action }): Record<string, string> =>
        stage === 'post' && action !== undefined ? { DATADOG_APP_KEY: appKey } : {},
    });
    expect(marks).toHaveLength(1);
    expectQuiet(job);
  });

  test.each([
    ['false', 0],
    ['true', 1],
  ])('Datadog refuses the mark, fail-on-error: %s', async (failOnError, exitCode) => {
    const { job, events, marks, intake } = await run('smoke-test.yml', {
      vars: { FAIL_ON_ERROR: failOnError, GOES_ON: 'true' },
      intake: { appKey: 'another-application-key' },
    });
    expect(events).toHaveLength(1);
    expect(marks).toEqual([]);
    expect(intake.requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 200],
      ['PATCH', 403],
    ]);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(notMarked)]);
    expect(messages(job, 'warning')[0]).toMatch(/HTTP 403: Forbidden.*application key.*dora_metrics_write/);
    expectMarkCommand(job.log, intake.url, job.outputs['deployment-id']);
    expect(job.log).toMatch(/unconfirmed mark as a change failure: HTTP 403/);
    expect(job.log).not.toMatch(/; marked as a change failure/);
    expect([only(job, 'post').exitCode, job.result]).toEqual([exitCode, exitCode ? 'failure' : 'success']);
  });

  test('the event is not stored: no mark is sent, and its command is listed after the event’s', async () => {
    const { job, marks, intake } = await run('smoke-test.yml', {
      prepare: (own) => own.misbehave(() => ({ status: 403 })),
    });
    expect(intake.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(marks).toEqual([]);
    expect(messages(job, 'warning')).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^Datadog has not confirmed the deployment event and its marks of shopist: HTTP 403/,
      ),
    ]);
    for (const text of [job.log, job.summary]) {
      const commands = text.match(/curl --fail-with-body -X \w+ '[^']+'/g);
      expect(commands).toEqual([
        `curl --fail-with-body -X POST '${intake.url}/api/v2/dora/deployment'`,
        `curl --fail-with-body -X PATCH '${intake.url}/api/v2/dora/deployments/${job.outputs['deployment-id']}'`,
      ]);
    }
  });

  test('a 404 for the mark is retried: an event may take a moment to be found', async () => {
    const { job, marks, intake } = await run('smoke-test.yml', {
      prepare: (own) => own.misbehave([undefined, { status: 404 }, undefined]),
    });
    expect(intake.requests.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH']);
    expect(marks).toHaveLength(1);
    expectQuiet(job);
  });

  test.each([
    ['false', 0],
    ['true', 1],
  ])(
    'the job fails and deployed is not set, fail-on-error %s: nothing is marked, and a warning',
    async (failOnError, exitCode) => {
      const { job, intake } = await run('smoke-test.yml', {
        vars: { DEPLOYED: 'job', CHANGE_FAILURE: 'true', FAIL_ON_ERROR: failOnError },
      });
      expect(intake.requests).toEqual([]);
      expect(messages(job, 'warning')).toEqual([
        expect.stringMatching(/^Nothing is marked as a change failure.*set deployed: \$\{\{ steps\./),
      ]);
      expect(messages(job, 'error')).toEqual([]);
      expect(only(job, 'post').exitCode).toBe(exitCode);
    },
  );

  test('a word says that nothing is deployed: nothing is marked, and the job stays green', async () => {
    const { job, intake } = await run('smoke-test.yml', {
      vars: { DEPLOYED: 'failure', CHANGE_FAILURE: 'true', SMOKE_TEST: 'true', FAIL_ON_ERROR: 'true' },
    });
    expect(intake.requests).toEqual([]);
    expect(only(job, 'post').log).toContain(
      'No deployment event: the deployment did not happen (input "deployed").',
    );
    expect(job.result).toBe('success');
    expectQuiet(job);
  });

  test('a dry run needs no key, and prints method, path and body', async () => {
    const { job, intake } = await run('smoke-test.yml', { vars: { DRY_RUN: 'true' }, secrets: {} });
    const id = job.outputs['deployment-id'];
    expect(intake.requests).toEqual([]);
    expectDryMark(job.log, `${intake.url}/api/v2/dora/deployments/${id}`, {
      data: { id, type: 'dora_deployment_patch_request', attributes: { change_failure: true } },
    });
    expect(renderedText(job.summary)).toContain('dry run, not sent; not marked');
    expectQuiet(job);
  });
});

function expectMarkCommand(text: string, url: string, id: string | undefined): void {
  expect(text).toContain(
    `curl --fail-with-body -X PATCH '${url}/api/v2/dora/deployments/${id}' -H "DD-API-KEY: $DD_API_KEY" -H "DD-APPLICATION-KEY: $DD_APP_KEY"`,
  );
}

function expectDryMark(log: string, address: string, body: unknown): void {
  const lines = log.split('\n');
  const index = lines.indexOf(`PATCH ${address}`);
  expect(index).toBeGreaterThan(-1);
  expect(JSON.parse(lines[index + 1] ?? '')).toEqual(body);
}

test('rollback-in-three-jobs.yml: each failed deployment is remedied by the rollback of its service', async () => {
  const { jobs, events, marks, intake } = await run('rollback-in-three-jobs.yml', {
    vars: { ROLLED_BACK: '["cart", "checkout"]' },
  });
  expect(jobs.map(({ id, result }) => [id, result])).toEqual([
    ['deploy', 'success'],
    ['smoke-test', 'failure'],
    ['rollback', 'success'],
    ['mark', 'success'],
  ]);
  expect(events).toHaveLength(4);
  for (const service of ['cart', 'checkout']) {
    const [failed, rollback] = events.filter((event) => event.service === service);
    expect([failed?.version, rollback?.version]).toEqual(['v2', 'v1']);
    expect(intake.deployments.find(({ id }) => id === failed?.id)).toMatchObject({
      changeFailure: true,
      remediation: { type: 'rollback', id: rollback?.id },
    });
    expect(intake.deployments.find(({ id }) => id === rollback?.id)?.changeFailure).toBeUndefined();
  }
  expect(marks).toHaveLength(2);
  jobs.forEach(expectQuiet);
});

test('rollback-in-three-jobs.yml, one service not rolled back: marked without a remediation, with a warning', async () => {
  const { jobs, events, intake } = await run('rollback-in-three-jobs.yml', {
    vars: { ROLLED_BACK: '["cart"]' },
  });
  const stored = (service: string) =>
    intake.deployments.find(
      ({ attributes }) => attributes.service === service && attributes.version === 'v2',
    );
  expect(events).toHaveLength(3);
  expect(stored('cart')?.remediation).toMatchObject({ type: 'rollback' });
  expect(stored('checkout')).toMatchObject({ changeFailure: true, remediation: undefined });
  const job = jobs.at(-1);
  expect(job && messages(job, 'error')).toEqual([]);
  expect(job && messages(job, 'warning')).toEqual([
    expect.stringMatching(/^Input "remediation-id" .*checkout.*without a remediation/),
  ]);
});

describe('mark.yml: by id', () => {
  const stored = [{ id: uuid }];

  test('one id', async () => {
    const { job, marks, patches } = await mark({ ID: uuid }, { stored });
    expect(marks).toMatchObject([
      { deploymentId: uuid, by: 'id', changeFailure: true, remediation: undefined },
    ]);
    expect(patches.map(({ headers }) => [headers['dd-api-key'], headers['dd-application-key']])).toEqual([
      [apiKey, appKey],
    ]);
    expect(only(job, 'main').log).toMatch(
      new RegExp(`^${uuid}: marked as a change failure \\(HTTP 202\\) after \\d+ ms, 1 attempt$`, 'm'),
    );
    expect(renderedText(job.summary)).toMatch(
      new RegExp(`^Datadog DORA change failure .* ${uuid} yes marked as a change failure \\(HTTP 202\\)`),
    );
    expect(only(job, 'main').outputs).toEqual({});
    expectQuiet(job);
  });

  test('change-failure: false takes it back', async () => {
    const { job, marks } = await mark({ ID: uuid, CHANGE_FAILURE: 'false' }, { stored });
    expect(marks).toMatchObject([{ deploymentId: uuid, changeFailure: false }]);
    expect(job.log).toContain('marked as no change failure');
    expectQuiet(job);
  });

  test.each<[string, string, Record<string, string>, object]>([
    ['by id', 'rollback', { REMEDIATION_ID: otherUuid }, { id: otherUuid }],
    ['by version', 'rollforward', { REMEDIATION_VERSION: 'v3' }, { version: 'v3' }],
  ])('with a remediation %s', async (_what, type, vars, remediation) => {
    const { job, marks } = await mark({ ID: uuid, REMEDIATION: type, ...vars }, { stored });
    expect(marks).toMatchObject([{ deploymentId: uuid, remediation: { type, ...remediation } }]);
    expect(renderedText(job.summary)).toContain(`${type}: ${Object.values(remediation)[0]}`);
    expectQuiet(job);
  });

  test.each<[string, string]>([
    ['commas and newlines', `${uuid}, ${otherUuid}\n${thirdUuid}, ${uuid}`],
    ['a JSON array', JSON.stringify([uuid, otherUuid, thirdUuid, uuid])],
    ['JSON', JSON.stringify({ a: uuid, b: otherUuid, c: thirdUuid })],
  ])('several ids, %s: in parallel, over one client', async (_what, ids) => {
    const { job, marks, intake } = await mark(
      { ID: ids, REMEDIATION: 'rollforward', REMEDIATION_VERSION: 'v3' },
      {
        stored: [uuid, otherUuid, thirdUuid].map((id) => ({ id })),
        prepare: (target) => target.misbehave(() => ({ delay: 100 })),
      },
    );
    expect(marks.map(({ deploymentId }) => deploymentId).toSorted()).toEqual(
      [uuid, otherUuid, thirdUuid].toSorted(),
    );
    expect(marks.map(({ remediation }) => remediation?.version)).toEqual(['v3', 'v3', 'v3']);
    expect(intake.maximumConcurrent).toBe(3);
    expectQuiet(job);
  });

  test('the remedying step’s JSON is matched by service, also where either has one alone', async () => {
    const remediation = { REMEDIATION: 'rollback', REMEDIATION_ID: JSON.stringify({ cart: otherUuid }) };
    const same = await mark({ ID: JSON.stringify({ cart: uuid }), ...remediation }, { stored });
    expect(same.marks).toMatchObject([{ deploymentId: uuid, remediation: { id: otherUuid } }]);
    expectQuiet(same.job);
    const plain = await mark({ ID: uuid, ...remediation }, { stored });
    expect(plain.marks).toMatchObject([{ deploymentId: uuid, remediation: { id: otherUuid } }]);
    const other = await mark({ ID: JSON.stringify({ checkout: uuid }), ...remediation }, { stored });
    expect(other.marks).toMatchObject([{ deploymentId: uuid, changeFailure: true, remediation: undefined }]);
    expect(named(messages(other.job, 'warning'))).toEqual(['remediation-id']);
    expect(messages(other.job, 'error')).toEqual([]);
  });

  test('one remedying ID for several: the next good deployment remedies all that failed since', async () => {
    const { job, marks } = await mark(
      { ID: `${uuid},${otherUuid}`, REMEDIATION: 'rollforward', REMEDIATION_ID: thirdUuid },
      { stored: [{ id: uuid }, { id: otherUuid }] },
    );
    expect(marks.map(({ deploymentId }) => deploymentId).toSorted()).toEqual([uuid, otherUuid].toSorted());
    expect(marks.map(({ remediation }) => remediation?.id)).toEqual([thirdUuid, thirdUuid]);
    expectQuiet(job);
  });

  test('services with names that JavaScript knows', async () => {
    const { job, marks } = await mark(
      { ID: `{"__proto__":"${uuid}","constructor":"${otherUuid}"}` },
      { stored: [{ id: uuid }, { id: otherUuid }] },
    );
    expect(marks).toHaveLength(2);
    expect(job.log).toMatch(/^__proto__: marked as a change failure /m);
    expect(renderedText(job.summary)).toContain(`constructor ${otherUuid} yes`);
    expectQuiet(job);
  });

  test('marking twice sends the same again', async () => {
    const first = await mark({ ID: uuid }, { stored });
    const second = await mark({ ID: uuid }, { stored });
    expect(second.patches.map(({ path, body }) => [path, body])).toEqual(
      first.patches.map(({ path, body }) => [path, body]),
    );
  });

  test('an id with every character that an id may have', async () => {
    const id = 'deploy-1_2.3:4-0123456789';
    const { job, marks } = await mark({ ID: id }, { stored: [{ id }] });
    expect(marks).toMatchObject([{ deploymentId: id }]);
    expectQuiet(job);
  });

  test.each(['{}', ' { } ', '[]'])('%j: nothing to mark, no key, no request', async (ids) => {
    const { job, patches } = await mark({ ID: ids, FAIL_ON_ERROR: 'true' }, { secrets: {} });
    expect(patches).toEqual([]);
    expect(only(job, 'main').log).toContain('Nothing to mark: ');
    expect(job.result).toBe('success');
    expectQuiet(job);
  });
});

describe('mark.yml: by service, env and version', () => {
  test('the most recently finished one', async () => {
    const name = { service: 'shopist', env: 'prod', version: 'v2' };
    const { job, marks, patches } = await mark(
      { SERVICE: 'shopist', ENV: 'prod', VERSION: 'v2' },
      {
        stored: [
          { ...name, id: uuid },
          { ...name, id: otherUuid, finished: 90 },
          { ...name, id: thirdUuid, env: 'staging', finished: 120 },
        ],
      },
    );
    expect(marks).toMatchObject([{ deploymentId: otherUuid, by: 'version', changeFailure: true }]);
    expect(patches.map(({ path }) => path)).toEqual(['/api/v2/dora/deployments']);
    expect(job.log + job.summary).not.toContain('preview');
    expectQuiet(job);
  });

  test('with a remediation by version', async () => {
    const name = { service: 'shopist', env: 'prod', version: 'v2' };
    const { marks } = await mark(
      {
        SERVICE: 'shopist',
        ENV: 'prod',
        VERSION: 'v2',
        REMEDIATION: 'rollforward',
        REMEDIATION_VERSION: 'v3',
      },
      { stored: [{ ...name, id: uuid }] },
    );
    expect(marks).toMatchObject([{ remediation: { type: 'rollforward', version: 'v3' } }]);
  });

  test('DD_SERVICE and DD_ENV, set for other purposes, are not read', async () => {
    const { job, patches } = await mark({ VERSION: 'v2' });
    expect(patches).toEqual([]);
    expect(named(messages(job, 'error'))).toEqual(['env', 'service']);
  });
});

describe('mark.yml: 404', () => {
  test('is retried, and found at last', async () => {
    const { job, marks, patches } = await mark(
      { ID: uuid },
      { stored: [{ id: uuid }], prepare: (target) => target.misbehave([{ status: 404 }, { status: 404 }]) },
    );
    expect(patches).toHaveLength(3);
    expect(marks).toHaveLength(1);
    // One line for both responses, so that nobody waits without a word.
    expect(job.log.match(/^.*404.* until \d\d:\d\d:\d\d UTC.*$/gm)).toHaveLength(1);
    expectQuiet(job);
  });

  test('of a deployment by service, env and version: asks for their spelling, not for an ID', async () => {
    const { job } = await mark({ SERVICE: 'shopist', ENV: 'prod', VERSION: 'v2', TIMEOUT: '1' });
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^Datadog has not confirmed the mark of shopist v2 in prod: HTTP 404.* service, env and version/,
      ),
    ]);
    expect(messages(job, 'error')[0]).not.toMatch(/\bID\b/);
  });

  test.each([
    ['', 'success'],
    ['true', 'failure'],
  ])(
    'stays: an error with what to check, and the command; fail-on-error: %j',
    async (failOnError, result) => {
      const { job, intake, patches } = await mark({ ID: uuid, TIMEOUT: '2', FAIL_ON_ERROR: failOnError });
      expect(patches.length).toBeGreaterThan(1);
      expect(messages(job, 'error')).toEqual([
        expect.stringMatching(
          new RegExp(
            `^Datadog has not confirmed the mark of ${uuid}: HTTP 404: Not Found: no deployment .*timeout of 2 s.*change-failure.*outcome.* The log and the job summary have a command for each mark\\.`,
          ),
        ),
      ]);
      expectMarkCommand(job.log, intake.url, uuid);
      expectMarkCommand(job.summary, intake.url, uuid);
      expect(job.log + job.summary).not.toMatch(/: marked as a change failure|\| marked as/);
      expect(job.result).toBe(result);
      expect(job.stages.find(({ stepId }) => stepId === 'after')?.outcome).toBe(
        result === 'success' ? 'success' : 'skipped',
      );
    },
  );

  test('403: the application key, its scope, its owner', async () => {
    const { job, patches } = await mark(
      { ID: uuid },
      { secrets: { DD_API_KEY: apiKey, DD_APP_KEY: 'another-application-key' } },
    );
    expect(patches).toHaveLength(1);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(/HTTP 403: Forbidden\. .*application key.*dora_metrics_write, and its owner/),
    ]);
  });

  test.each<[string, object]>([
    ['a proxy’s page', { status: 200, body: '<html><title>Login</title></html>' }],
    ['errors in a 2xx', { status: 202, body: '{"errors":["dropped"]}' }],
    ['400', { status: 400 }],
  ])('%s is no confirmation, and is not retried', async (_what, fault) => {
    const { job, patches } = await mark(
      { ID: uuid },
      { prepare: (target) => target.misbehave(() => fault as { status: number }) },
    );
    expect(patches).toHaveLength(1);
    expect(messages(job, 'error')).toEqual([expect.stringMatching(/^Datadog has not confirmed the mark of/)]);
  });
});

describe('mark.yml: a dry run', () => {
  test('needs no key, and prints method, path and body of each request', async () => {
    const { job, patches, intake } = await mark(
      { ID: `${uuid},${otherUuid}`, DRY_RUN: 'true' },
      { secrets: {} },
    );
    expect(patches).toEqual([]);
    for (const id of [uuid, otherUuid]) {
      expectDryMark(job.log, `${intake.url}/api/v2/dora/deployments/${id}`, {
        data: { id, type: 'dora_deployment_patch_request', attributes: { change_failure: true } },
      });
    }
    expect(job.log).not.toMatch(/: marked as/);
    expect(renderedText(job.summary)).toContain('dry run, not sent');
    expectQuiet(job);
  });

  test('by service, env and version', async () => {
    const { job, intake } = await mark(
      { SERVICE: 'shopist', ENV: 'prod', VERSION: 'v2', DRY_RUN: 'true' },
      { secrets: {} },
    );
    expectDryMark(job.log, `${intake.url}/api/v2/dora/deployments`, {
      data: {
        type: 'dora_deployment_patch_request',
        attributes: { service: 'shopist', env: 'prod', version: 'v2', change_failure: true },
      },
    });
  });
});

describe('mark.yml: wrong inputs', () => {
  test.each<[string, Record<string, string>, readonly string[]]>([
    ['nothing to name a deployment', {}, ['deployment-id']],
    ['an id that is none', { ID: 'too short' }, ['deployment-id']],
    ['one id of several that is none', { ID: `${uuid}, x` }, ['deployment-id']],
    ['broken JSON', { ID: '{"a":' }, ['deployment-id']],
    ['JSON of something else', { ID: '{"a":1}' }, ['deployment-id']],
    ['id and service', { ID: uuid, SERVICE: 'shopist' }, ['service']],
    ['id and all three', { ID: uuid, SERVICE: 'shopist', ENV: 'prod', VERSION: 'v2' }, ['service']],
    ['a service alone', { SERVICE: 'shopist' }, ['env', 'version']],
    ['a remediation without a deployment', { ID: uuid, REMEDIATION: 'rollback' }, ['remediation-id']],
    ['a remedying id without a remediation', { ID: uuid, REMEDIATION_ID: otherUuid }, ['remediation']],
    ['a remedying version without a remediation', { ID: uuid, REMEDIATION_VERSION: 'v1' }, ['remediation']],
    [
      'both a remedying id and version',
      { ID: uuid, REMEDIATION: 'rollback', REMEDIATION_ID: otherUuid, REMEDIATION_VERSION: 'v1' },
      ['remediation-version'],
    ],
    [
      'a remediation that is none',
      { ID: uuid, REMEDIATION: 'revert', REMEDIATION_VERSION: 'v1' },
      ['remediation'],
    ],
    [
      'a remediation of no failure',
      { ID: uuid, CHANGE_FAILURE: 'false', REMEDIATION: 'rollback', REMEDIATION_VERSION: 'v1' },
      ['remediation'],
    ],
    [
      'change-failure that is no boolean, with a remediation',
      { ID: uuid, CHANGE_FAILURE: 'no', REMEDIATION: 'rollback', REMEDIATION_VERSION: 'v1' },
      ['change-failure'],
    ],
    [
      'one remedying ID for several services',
      {
        ID: JSON.stringify({ a: uuid, b: otherUuid }),
        REMEDIATION: 'rollback',
        REMEDIATION_ID: thirdUuid,
      },
      ['remediation-id'],
    ],
    [
      'several remedying IDs',
      { ID: uuid, REMEDIATION: 'rollback', REMEDIATION_ID: `${otherUuid},${thirdUuid}` },
      ['remediation-id'],
    ],
    [
      'a deployment that is its own remedy',
      { ID: `${uuid},${otherUuid}`, REMEDIATION: 'rollback', REMEDIATION_ID: uuid },
      ['remediation-id'],
    ],
    [
      'remedying JSON for plain ids',
      {
        ID: `${uuid},${otherUuid}`,
        REMEDIATION: 'rollback',
        REMEDIATION_ID: JSON.stringify({ a: thirdUuid, b: uuid }),
      },
      ['remediation-id'],
    ],
    [
      'a version that is its own remedy',
      {
        SERVICE: 'shopist',
        ENV: 'prod',
        VERSION: 'v2',
        REMEDIATION: 'rollforward',
        REMEDIATION_VERSION: 'v2',
      },
      ['remediation-version'],
    ],
    [
      'all outputs of the deploying step',
      { ID: JSON.stringify({ 'deployment-id': uuid, 'deployment-ids': JSON.stringify({ a: uuid }) }) },
      ['deployment-id'],
    ],
    ['a site of nobody', { ID: uuid, SITE: 'datadoghq.evil.example' }, ['site']],
    ['an API URL of nobody', { ID: uuid, API_URL: 'http://datadoghq.com' }, ['api-url']],
    ['a dry run perhaps', { ID: uuid, DRY_RUN: 'perhaps' }, ['dry-run']],
  ])('%s', async (_what, vars, inputs) => {
    const { job, patches } = await mark(vars, { stored: [{ id: uuid }] });
    expect(patches).toEqual([]);
    expect(named(messages(job, 'error'))).toEqual(inputs);
    for (const message of messages(job, 'error')) {
      expect(message).toMatch(/Expected: .*Nothing is marked\. The job continues\.$/);
    }
    expect(job.result).toBe('success');
    for (const input of inputs) {
      expect(renderedText(job.summary)).toContain(`Input "${input}" is `);
    }
    // With fail-on-error the job fails.
    const failing = await mark({ ...vars, FAIL_ON_ERROR: 'true' }, { stored: [{ id: uuid }] });
    expect(failing.job.result).toBe('failure');
    expect(failing.patches).toEqual([]);
  });

  test('all at once, the keys among them', async () => {
    const { job, patches } = await mark(
      {
        ID: '?',
        SITE: '?',
        API_URL: '?',
        CHANGE_FAILURE: '?',
        REMEDIATION: '?',
        REMEDIATION_ID: '?',
        DRY_RUN: '?',
        FAIL_ON_ERROR: '?',
        TIMEOUT: '?',
        JOB_SUMMARY: '?',
      },
      { secrets: {} },
    );
    expect(patches).toEqual([]);
    expect(named(messages(job, 'error'))).toEqual(
      [
        'api-key',
        'app-key',
        'api-url',
        'change-failure',
        'deployment-id',
        'dry-run',
        'remediation',
        'remediation-id',
        'site',
      ].toSorted(),
    );
    expect(named(messages(job, 'warning'))).toEqual(['fail-on-error', 'job-summary', 'timeout']);
    expect(job.result).toBe('success');
    expectHarmless(job);
  });

  test.each<[string, Record<string, string>, string]>([
    ['no API key', { DD_APP_KEY: appKey }, 'api-key'],
    ['no application key', { DD_API_KEY: apiKey }, 'app-key'],
    ['an application key of two lines', { DD_API_KEY: apiKey, DD_APP_KEY: 'two\nlines' }, 'app-key'],
  ])('%s', async (_what, secrets, input) => {
    const { job, patches } = await mark({ ID: uuid }, { secrets });
    expect(patches).toEqual([]);
    expect(messages(job, 'error')).toEqual([expect.stringContaining(`Input "${input}" is `)]);
    expect(messages(job, 'error')[0]).not.toContain('lines');
  });

  test('no key for a pull request from a fork: the cause', async () => {
    const repo = (name: string) => ({ repo: { full_name: name } });
    const { job } = await mark(
      { ID: uuid },
      {
        secrets: {},
        github: { event_name: 'pull_request' },
        event: { pull_request: { head: repo('mallory/shopist'), base: repo('acme/shopist') } },
      },
    );
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(/^Input "api-key" is not set\. .*pull request from a fork/),
      expect.stringMatching(/^Input "app-key" is not set\. /),
    ]);
  });

  test('mild ones: a warning, and the mark is made', async () => {
    const { job, marks } = await mark(
      { ID: uuid, TIMEOUT: '0', JOB_SUMMARY: 'perhaps' },
      { stored: [{ id: uuid }] },
    );
    expect(marks).toHaveLength(1);
    expect(named(messages(job, 'warning'))).toEqual(['job-summary', 'timeout']);
    expect(messages(job, 'error')).toEqual([]);
  });

  test('job-summary: false', async () => {
    for (const id of [uuid, 'short']) {
      const { job } = await mark({ ID: id, JOB_SUMMARY: 'false' }, { stored: [{ id: uuid }] });
      expect(job.summary).toBe('');
    }
  });
});

// `run` looks for both keys in all files, lines, states and summaries.
describe('both keys stay out of everything', () => {
  const echo = { 'x-echo': `${apiKey} ${appKey}` };
  const body = JSON.stringify({ errors: [`keys ${apiKey} and ${appKey}`, JSON.stringify({ appKey })] });

  test('a server echoes them for a mark of the deploying step', async () => {
    const { job } = await run('smoke-test.yml', {
      debug: true,
      prepare: (intake) => intake.misbehave([undefined, { status: 400, headers: echo, body }]),
    });
    expect(messages(job, 'warning')).toEqual([expect.stringContaining('keys *** and ***')]);
    expect(only(job, 'post').stdout).toMatch(/^::debug::HTTP 400 .*"x-echo":"\*\*\* \*\*\*"/m);
    for (const stage of ['main', 'post'] as const) {
      expect(only(job, stage).stdout.split(/\r?\n/).slice(0, 2)).toEqual([
        `::add-mask::${apiKey}`,
        `::add-mask::${appKey}`,
      ]);
    }
  });

  test('a server echoes them to the second action', async () => {
    const { job } = await mark(
      { ID: uuid },
      { debug: true, prepare: (intake) => intake.misbehave(() => ({ status: 400, headers: echo, body })) },
    );
    expect(messages(job, 'error')).toEqual([expect.stringContaining('keys *** and ***')]);
    expect(only(job, 'main').stdout.split(/\r?\n/).slice(0, 2)).toEqual([
      `::add-mask::${apiKey}`,
      `::add-mask::${appKey}`,
    ]);
  });

  test.each([
    'ID',
    'SERVICE',
    'ENV',
    'VERSION',
    'REMEDIATION',
    'REMEDIATION_ID',
    'REMEDIATION_VERSION',
    'SITE',
    'CHANGE_FAILURE',
    'TIMEOUT',
    'DRY_RUN',
    'FAIL_ON_ERROR',
    'JOB_SUMMARY',
  ])('they stand in %s', async (name) => {
    for (const key of [apiKey, `x${appKey}`]) {
      const { job, patches } = await mark({ ID: uuid, [name]: key }, { stored: [{ id: uuid }] });
      expect(JSON.stringify(patches.map(({ path, body: sent }) => [path, sent]))).not.toContain(key);
      expect([...messages(job, 'error'), ...messages(job, 'warning')].join()).toContain(
        'its value is not shown',
      );
      expectHarmless(job);
    }
  });

  test('the application key stands in the deploying step’s inputs', async () => {
    const { job, intake } = await run('smoke-test.yml', {
      vars: { SERVICE: appKey, CHANGE_FAILURE: appKey },
    });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringContaining('Input "service" is invalid (its value is not shown)'),
    ]);
  });
});

describe('Datadog’s official client is the judge', () => {
  // It warns of operations that may still change.
  logger.setLevel(logger.levels.ERROR);

  async function official(call: (api: v2.DORAMetricsApi) => Promise<unknown>): Promise<ReceivedRequest> {
    const intake = await startIntake();
    try {
      const configuration = client.createConfiguration({
        baseServer: new client.BaseServerConfiguration(intake.url, {}),
        authMethods: { apiKeyAuth: apiKey, appKeyAuth: appKey },
      });
      configuration.unstableOperations['v2.patchDORADeploymentByVersion'] = true;
      // It may be a 404: only what was sent counts.
      await call(new v2.DORAMetricsApi(configuration)).catch(() => undefined);
      const [request, ...others] = intake.requests;
      if (request === undefined || others.length > 0) {
        throw new Error('The client sent no request, or several.');
      }
      return request;
    } finally {
      await intake.close();
    }
  }

  function expectSame(ours: ReceivedRequest | undefined, theirs: ReceivedRequest): void {
    expect([ours?.method, ours?.path, JSON.parse(ours?.body ?? '')]).toEqual([
      theirs.method,
      theirs.path,
      JSON.parse(theirs.body),
    ]);
    for (const header of ['dd-api-key', 'dd-application-key', 'content-type'] as const) {
      expect([header, ours?.headers[header]]).toEqual([header, theirs.headers[header]]);
    }
  }

  const type = 'dora_deployment_patch_request';
  test.each<[string, Record<string, string>, v2.DORADeploymentPatchRequestAttributes]>([
    ['a mark', {}, { changeFailure: true }],
    ['no mark', { CHANGE_FAILURE: 'false' }, { changeFailure: false }],
    [
      'a rollback by id',
      { REMEDIATION: 'rollback', REMEDIATION_ID: otherUuid },
      { changeFailure: true, remediation: { type: 'rollback', id: otherUuid } },
    ],
    [
      'a roll-forward by version',
      { REMEDIATION: 'rollforward', REMEDIATION_VERSION: 'v3' },
      { changeFailure: true, remediation: { type: 'rollforward', version: 'v3' } },
    ],
  ])('by id: %s', async (_what, vars, attributes) => {
    for (const id of [uuid, 'deploy-1_2.3:4-0123456789']) {
      const { patches } = await mark({ ID: id, ...vars }, { stored: [{ id }] });
      const theirs = await official((api) =>
        api.patchDORADeployment({ deploymentId: id, body: { data: { id, type, attributes } } }),
      );
      expectSame(patches[0], theirs);
    }
  });

  test.each<[string, Record<string, string>, object]>([
    ['a mark', {}, { changeFailure: true }],
    [
      'a roll-forward by version',
      { REMEDIATION: 'rollforward', REMEDIATION_VERSION: 'v3' },
      { changeFailure: true, remediation: { type: 'rollforward', version: 'v3' } },
    ],
  ])('by service, env and version: %s', async (_what, vars, attributes) => {
    const name = { service: 'shop "1"', env: 'prod/eu', version: 'v2+é' };
    const { patches } = await mark(
      { SERVICE: name.service, ENV: name.env, VERSION: name.version, ...vars },
      { stored: [{ ...name, id: uuid }] },
    );
    const theirs = await official((api) =>
      api.patchDORADeploymentByVersion({
        body: { data: { type, attributes: { ...name, ...attributes } as never } },
      }),
    );
    expectSame(patches[0], theirs);
  });

  test('the mark of the deploying step', async () => {
    const { job, intake } = await run('smoke-test.yml');
    const id = job.outputs['deployment-id'] ?? '';
    const theirs = await official((api) =>
      api.patchDORADeployment({
        deploymentId: id,
        body: { data: { id, type, attributes: { changeFailure: true } } },
      }),
    );
    expectSame(intake.requests[1], theirs);
  });

  test('the event', async () => {
    const { intake, events } = await run('times.yml', {
      vars: { STARTED_AT: '1767225600', FINISHED_AT: '1767225660' },
    });
    const [ours] = intake.requests;
    const theirs = await official((api) =>
      api.createDORADeployment({
        body: {
          data: {
            attributes: {
              service: 'shopist',
              startedAt: 1767225600_000000000,
              finishedAt: 1767225660_000000000,
              git: {
                commitSha: events[0]?.git?.commit_sha ?? '',
                repositoryUrl: events[0]?.git?.repository_url ?? '',
              },
              id: 'deployment-1-of-2',
            },
          },
        },
      }),
    );
    expectSame(ours, { ...theirs, headers: { ...theirs.headers, 'dd-application-key': undefined } });
  });
});
