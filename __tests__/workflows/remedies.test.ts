/** Deployments that remedy earlier ones: the event first, then a mark for each deployment that failed. */
import { client, logger, v2 } from '@datadog/datadog-api-client';
import { describe, expect, test } from '@jest/globals';
import { type DeploymentAttributes, type ReceivedRequest, startIntake } from '../../dev/intake.ts';
import type { JobResult } from '../../dev/runner.ts';
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

const [first, second, third] = [
  '8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a',
  '0e5f2b7c-9b7e-4a54-8a57-6a2f0e1f3c4d',
  '5b1c6f0a-3d0e-4b7e-9c1f-2f6f0f7a8b9c',
];

/** Deployments that failed, of version v2 unless they say otherwise. */
type Failed = readonly (Partial<DeploymentAttributes> & { readonly id: string })[];

interface Remedied extends Run {
  /** The events of this run. */
  readonly sent: readonly DeploymentAttributes[];
  readonly patches: readonly ReceivedRequest[];
  /** What Datadog holds of a deployment. */
  readonly stored: (id: string | undefined) => Run['intake']['deployments'][number] | undefined;
}

/** Runs remedies.yml against a Datadog that already has the deployments that failed. */
async function remedy(
  vars: Readonly<Record<string, string>>,
  { failed = [{ id: first }], prepare, ...options }: Options & { readonly failed?: Failed } = {},
): Promise<Remedied> {
  const result = await run('remedies.yml', {
    intake: { apiKey, appKey },
    ...options,
    vars: { DEPLOY: 'true', LATER: 'true', ...vars },
    prepare: (intake) => {
      for (const attributes of failed) {
        intake.store({
          service: 'shopist',
          env: 'prod',
          version: 'v2',
          started_at: 1_790_000_000_000_000_000n,
          finished_at: 1_790_000_060_000_000_000n,
          ...attributes,
        });
      }
      prepare?.(intake);
    },
  });
  return {
    ...result,
    sent: result.events.slice(failed.length),
    patches: result.intake.requests.filter(({ method }) => method === 'PATCH'),
    stored: (id) => result.intake.deployments.find((deployment) => deployment.id === id),
  };
}

function bodiesOf(requests: readonly ReceivedRequest[]): unknown[] {
  return requests.map(({ body }) => JSON.parse(body));
}

function post(job: JobResult): string {
  return only(job, 'post').log;
}

const type = 'dora_deployment_patch_request';

describe('which deployments are marked', () => {
  test('by version: with this service and env, after the event, and the application key goes with the mark alone', async () => {
    const { job, sent, intake, patches, stored } = await remedy({
      REMEDIATION: 'rollback',
      FAILED_VERSION: 'v2',
    });
    const remediation = { type: 'rollback', id: sent[0]?.id };
    expect(
      intake.requests.map(({ method, path, headers }) => [method, path, headers['dd-application-key']]),
    ).toEqual([
      ['POST', '/api/v2/dora/deployment', undefined],
      ['PATCH', '/api/v2/dora/deployments', appKey],
    ]);
    expect(bodiesOf(patches)).toEqual([
      {
        data: {
          type,
          attributes: { service: 'shopist', env: 'prod', version: 'v2', change_failure: true, remediation },
        },
      },
    ]);
    expect(stored(first)).toMatchObject({ changeFailure: true, remediation });
    expect(stored(sent[0]?.id)?.changeFailure).toBeUndefined();
    expect(post(job)).toMatch(
      /^shopist: stored by Datadog .*; shopist v2, which it remedies, marked as a change failure$/m,
    );
    expect(renderedText(job.summary)).toContain('shopist v2 , which it remedies, marked as a change failure');
    expectQuiet(job);
  });

  test.each<[string, string, readonly string[]]>([
    ['one ID', first, [first]],
    ['several IDs', `${first}, ${second}\n${third},${first}`, [first, second, third]],
    ['a JSON array', JSON.stringify([first, second]), [first, second]],
    ['the JSON of deployment-ids', JSON.stringify({ shopist: second }), [second]],
  ])('%s', async (_what, ids, marked) => {
    const { job, sent, marks, patches } = await remedy(
      { REMEDIATION: 'rollforward', FAILED_ID: ids },
      { failed: [{ id: first }, { id: second }, { id: third }] },
    );
    const remediation = { type: 'rollforward', id: sent[0]?.id };
    expect(marks.map(({ deploymentId }) => deploymentId).toSorted()).toEqual(marked.toSorted());
    for (const { path, body } of patches) {
      const id = marked.find((one) => path === `/api/v2/dora/deployments/${one}`);
      expect(JSON.parse(body)).toEqual({
        data: { id, type, attributes: { change_failure: true, remediation } },
      });
    }
    expectQuiet(job);
  });

  test.each<[string, Record<string, string>]>([
    ['the JSON of deployment-ids', { FAILED_ID: JSON.stringify({ cart: first, pay: second }) }],
    ['a version each', { FAILED_VERSION: JSON.stringify({ cart: 'v2', pay: 'v3' }) }],
    ['lists of IDs', { FAILED_ID: JSON.stringify({ cart: [first], pay: [second] }) }],
  ])('several services, %s: each event is the remedy of its own service', async (_what, target) => {
    const { job, sent, marks, stored } = await remedy(
      { SERVICE: 'cart, pay', REMEDIATION: 'rollback', ...target },
      {
        failed: [
          { id: first, service: 'cart' },
          { id: second, service: 'pay', version: 'v3' },
        ],
      },
    );
    expect(marks).toHaveLength(2);
    for (const [id, service] of [
      [first, 'cart'],
      [second, 'pay'],
    ]) {
      const own = sent.find((event) => event.service === service);
      expect(stored(id)?.remediation).toEqual({ type: 'rollback', id: own?.id });
    }
    expectQuiet(job);
  });

  test('one version for several services: each in its own service', async () => {
    const { job, marks } = await remedy(
      { SERVICE: 'cart, pay', REMEDIATION: 'rollback', FAILED_VERSION: 'v2' },
      {
        failed: [
          { id: first, service: 'cart' },
          { id: second, service: 'pay' },
        ],
      },
    );
    expect(marks.map(({ deploymentId }) => deploymentId).toSorted()).toEqual([first, second].toSorted());
    expectQuiet(job);
  });

  test('JSON that leaves a service out: that one is an ordinary deployment', async () => {
    const { job, sent, marks } = await remedy(
      { SERVICE: 'cart, pay', REMEDIATION: 'rollback', FAILED_ID: JSON.stringify({ cart: first }) },
      { failed: [{ id: first, service: 'cart' }] },
    );
    expect(sent).toHaveLength(2);
    expect(marks).toMatchObject([{ deploymentId: first }]);
    expect(post(job)).toMatch(/^pay: Nothing is marked as remedied/m);
    expectQuiet(job);
  });

  test('all three inputs come from a later step', async () => {
    for (const [output, failedId] of [
      ['version=v2', undefined],
      [`id=${first}`, first],
    ]) {
      const { job, patches, stored, sent } = await remedy({
        LATER: `printf '%s\\n' remediation=rollback ${output} >> "$GITHUB_OUTPUT"`,
      });
      expect(patches.map(({ path }) => path)).toEqual([
        `/api/v2/dora/deployments${failedId === undefined ? '' : `/${failedId}`}`,
      ]);
      expect(stored(first)?.remediation).toEqual({ type: 'rollback', id: sent[0]?.id });
      expectQuiet(job);
    }
  });

  test('a rollback that fails as well: two marks, and the failed ones are not mixed up', async () => {
    const { job, sent, marks, stored } = await remedy({
      REMEDIATION: 'rollback',
      FAILED_VERSION: 'v2',
      CHANGE_FAILURE: 'failure',
    });
    const own = sent[0]?.id;
    expect(marks).toHaveLength(2);
    expect(stored(first)).toMatchObject({ changeFailure: true, remediation: { type: 'rollback', id: own } });
    expect(stored(own)).toMatchObject({ changeFailure: true, remediation: undefined });
    expect(post(job)).toMatch(
      /^shopist: stored .*; marked as a change failure; shopist v2, which it remedies, marked as a change failure$/m,
    );
    expectQuiet(job);
  });
});

describe('an ordinary deployment', () => {
  test.each<[string, Record<string, string>]>([
    ['a kind without a target', { REMEDIATION: 'rollforward' }],
    ['a kind with {}', { REMEDIATION: 'rollforward', FAILED_ID: '{}' }],
    ['a kind with []', { REMEDIATION: 'rollforward', FAILED_ID: '[]' }],
  ])('%s: one line', async (_what, vars) => {
    const { job, sent, patches } = await remedy({ ...vars, FAIL_ON_ERROR: 'true' });
    expect(sent).toHaveLength(1);
    expect(patches).toEqual([]);
    expect(post(job).match(/^.*marked.*$/gm)).toEqual([
      'Nothing is marked as remedied: remediation is "rollforward", and neither remediates-id nor remediates-version names a deployment.',
    ]);
    expectQuiet(job);
  });

  test.each(['{}', '[]'])('%s without a kind: not a word', async (ids) => {
    const { job, sent, patches } = await remedy({ FAILED_ID: ids });
    expect(sent).toHaveLength(1);
    expect(patches).toEqual([]);
    expect(post(job)).not.toMatch(/marked/);
    expectQuiet(job);
  });
});

describe('half a remediation, or a wrong one', () => {
  const kind = { REMEDIATION: 'rollback' };
  test.each<[string, Record<string, string>, RegExp]>([
    ['an ID without a kind', { FAILED_ID: first }, /remediates-id is set without remediation/],
    ['a version without a kind', { FAILED_VERSION: 'v2' }, /remediates-version is set without remediation/],
    [
      'both targets',
      { ...kind, FAILED_ID: first, FAILED_VERSION: 'v2' },
      /remediates-id and remediates-version are both set/,
    ],
    [
      'a version without env',
      { ...kind, FAILED_VERSION: 'v2', WITHOUT_ENV: 'true' },
      /remediates-version is set, but env is not/,
    ],
    [
      'its own version',
      { ...kind, FAILED_VERSION: 'v1' },
      /remediates-version is "v1", the version of this very/,
    ],
    [
      'its own ID',
      { ...kind, FAILED_ID: 'deployment-of-its-own', OWN_ID: 'deployment-of-its-own' },
      /remediates-id is "deployment-of-its-own", the ID of this very/,
    ],
    [
      'its own ID among others',
      { ...kind, FAILED_ID: `${first},deployment-of-its-own`, OWN_ID: 'deployment-of-its-own' },
      /remediates-id is "deployment-of-its-own"/,
    ],
    [
      'one plain ID for several services',
      { ...kind, FAILED_ID: first, SERVICE: 'cart,pay' },
      /remediates-id does not say which service each ID is for.*JSON of the output deployment-ids/,
    ],
    [
      'a kind of another name',
      { REMEDIATION: 'revert', FAILED_ID: first },
      /^Input "remediation" is invalid: "revert"/,
    ],
    ['an ID that is none', { ...kind, FAILED_ID: 'v2' }, /^Input "remediates-id" is invalid: "v2"/],
    [
      'two versions',
      { ...kind, LATER: 'printf "version<<E\\nv2\\nv3\\nE\\n" >> "$GITHUB_OUTPUT"' },
      /^Input "remediates-version" is invalid: "v2/,
    ],
  ])('%s: a warning, and the event is sent without the mark', async (_what, vars, words) => {
    const { job, sent, patches } = await remedy(vars);
    expect(sent).toHaveLength((vars['SERVICE'] ?? 'shopist').split(',').length);
    expect(patches).toEqual([]);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(words)]);
    expect(messages(job, 'warning')[0]).toMatch(/Expected: /);
    expect(renderedText(job.summary)).toContain('no deployment marked as remedied');
    expect(post(job)).toContain('; no deployment marked as remedied: ');
    expectHarmless(job);

    const failing = await remedy({ ...vars, FAIL_ON_ERROR: 'true' });
    expect([failing.sent.length, failing.patches.length]).toEqual([sent.length, 0]);
    expect(failing.job.result).toBe('failure');
  });
});

describe('a mark that is not made', () => {
  const byVersion = { REMEDIATION: 'rollback', FAILED_VERSION: 'v2' };
  const notMarked =
    /^The deployment event is stored, but a deployment that it remedies is not marked: shopist v2: /;

  test.each([
    ['false', 'success'],
    ['true', 'failure'],
  ])(
    'without an application key: a warning and its command, fail-on-error %s',
    async (failOnError, result) => {
      const { job, sent, patches, intake } = await remedy(
        { ...byVersion, FAIL_ON_ERROR: failOnError },
        { secrets: { DD_API_KEY: apiKey } },
      );
      expect(sent).toHaveLength(1);
      expect(patches).toEqual([]);
      expect(messages(job, 'error')).toEqual([]);
      expect(messages(job, 'warning')).toEqual([expect.stringMatching(notMarked)]);
      expect(messages(job, 'warning')[0]).toMatch(/there is no Datadog application key.*app-key/);
      for (const text of [job.log, job.summary]) {
        expect(commandsIn(text)).toEqual([`PATCH ${intake.url}/api/v2/dora/deployments`]);
        expect(text).toContain(`"remediation":{"type":"rollback","id":"${sent[0]?.id}"}`);
      }
      expect(job.result).toBe(result);
    },
  );

  test('an unconfirmed event: no mark is sent, and the commands have it after the event', async () => {
    const { job, patches, intake } = await remedy(
      { ...byVersion, CHANGE_FAILURE: 'true' },
      { prepare: (own) => own.misbehave(() => ({ status: 400 })) },
    );
    const [ids] = Object.values(JSON.parse(job.outputs['deployment-ids'] ?? '{}'));
    expect(intake.requests).toHaveLength(1);
    expect(patches).toEqual([]);
    expect(messages(job, 'warning')).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^Datadog has not confirmed the deployment event and its marks of shopist: HTTP 400/,
      ),
    ]);
    for (const text of [job.log, job.summary]) {
      expect(commandsIn(text)).toEqual([
        `POST ${intake.url}/api/v2/dora/deployment`,
        `PATCH ${intake.url}/api/v2/dora/deployments/${ids}`,
        `PATCH ${intake.url}/api/v2/dora/deployments`,
      ]);
    }
  });

  test('the mark follows the response that stores its event, not an earlier one', async () => {
    const { job, intake } = await remedy(byVersion, {
      prepare: (own) => own.misbehave([{ status: 503 }, { status: 502, store: true }, undefined, undefined]),
    });
    expect(intake.requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 503],
      ['POST', 502],
      ['POST', 200],
      ['PATCH', 202],
    ]);
    expectQuiet(job);
  });

  test('a mark waits for the event of its own service alone', async () => {
    let release = () => {};
    const marked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { job, intake } = await remedy(
      { SERVICE: 'cart, pay', REMEDIATION: 'rollback', FAILED_VERSION: 'v2' },
      {
        failed: [
          { id: first, service: 'cart' },
          { id: second, service: 'pay' },
        ],
        prepare: (own) =>
          own.misbehave(({ method, body }) => {
            const isCart = body.includes('"cart"');
            if (method === 'PATCH' && !isCart) {
              release();
            }
            // Cart's event gets its response once the mark of pay has arrived.
            return method === 'POST' && isCart ? { delay: marked } : undefined;
          }),
      },
    );
    const marks = intake.requests.filter(({ method }) => method === 'PATCH');
    expect(marks.map(({ body }) => /"service":"(\w+)"/.exec(body)?.[1])).toEqual(['pay', 'cart']);
    expectQuiet(job);
  });

  test('a 404 is retried: the failed deployment may take a moment to be found', async () => {
    const { job, marks, patches } = await remedy(byVersion, {
      prepare: (own) => own.misbehave([undefined, { status: 404 }, undefined]),
    });
    expect(patches.map(({ status }) => status)).toEqual([404, 202]);
    expect(marks).toHaveLength(1);
    expect(post(job).match(/^.*HTTP 404.*$/gm)).toEqual([
      expect.stringMatching(/Trying again until \d\d:\d\d:\d\d UTC/),
    ]);
    expectQuiet(job);
  });

  test.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['version', byVersion, /shopist v2: .*HTTP 404.*service, env and version/, /\bthat ID\b/],
    [
      'ID',
      { REMEDIATION: 'rollback', FAILED_ID: second },
      /HTTP 404.*\bthat ID\b/,
      /service, env and version/,
    ],
  ])('a 404 that stays, by %s: a warning in words of its own', async (_what, vars, words, others) => {
    const { job, sent, patches } = await remedy({ ...vars, TIMEOUT: '2' }, { failed: [] });
    expect(sent).toHaveLength(1);
    expect(patches.length).toBeGreaterThan(1);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(words)]);
    expect(messages(job, 'warning')[0]).not.toMatch(others);
    expect(job.result).toBe('success');
  });

  test('nothing is deployed, as a word says: nothing is marked, and nothing is wrong', async () => {
    const { job, intake } = await remedy({ ...byVersion, DEPLOYED: 'skipped', FAIL_ON_ERROR: 'true' });
    expect(intake.requests).toEqual([]);
    expect(post(job)).toContain('No deployment event: the deployment did not happen (input "deployed").');
    expect(job.result).toBe('success');
    expectQuiet(job);
  });

  test.each([
    ['a target', byVersion, 1],
    ['no target', { REMEDIATION: 'rollforward', FAILED_ID: '[]' }, 0],
  ])('the job fails and deployed is not set, with %s', async (_what, vars, warnings) => {
    const { job, intake } = await remedy({ ...vars, DEPLOY: 'false' });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'warning')).toHaveLength(warnings);
    expect(messages(job, 'warning').join()).toMatch(warnings === 0 ? /^$/ : /set deployed: /);
    expectHarmless(job);
  });
});

test('a dry run needs no key, and prints method, path and body of each mark', async () => {
  const { job, intake } = await remedy(
    { REMEDIATION: 'rollback', FAILED_ID: `${first},${second}`, DRY_RUN: 'true' },
    { secrets: {} },
  );
  const { shopist } = JSON.parse(job.outputs['deployment-ids'] ?? '{}');
  expect(intake.requests).toEqual([]);
  const lines = post(job).split('\n');
  for (const id of [first, second]) {
    const index = lines.indexOf(`PATCH ${intake.url}/api/v2/dora/deployments/${id}`);
    expect(index).toBeGreaterThan(-1);
    expect(JSON.parse(lines[index + 1] ?? '')).toEqual({
      data: {
        id,
        type,
        attributes: { change_failure: true, remediation: { type: 'rollback', id: shopist } },
      },
    });
  }
  expect(renderedText(job.summary)).toContain('dry run, not sent');
  expect(post(job)).not.toContain('curl ');
  expectQuiet(job);
});

describe('Datadog’s official client sends the same mark', () => {
  // It warns of operations that may still change.
  logger.setLevel(logger.levels.ERROR);

  test.each<[string, Record<string, string>, (api: v2.DORAMetricsApi, remedyId: string) => Promise<unknown>]>(
    [
      [
        'by ID',
        { REMEDIATION: 'rollback', FAILED_ID: first },
        (api, id) =>
          api.patchDORADeployment({
            deploymentId: first,
            body: {
              data: {
                id: first,
                type,
                attributes: { changeFailure: true, remediation: { type: 'rollback', id } },
              },
            },
          }),
      ],
      [
        'by version',
        { REMEDIATION: 'rollforward', FAILED_VERSION: 'v2' },
        (api, id) =>
          api.patchDORADeploymentByVersion({
            body: {
              data: {
                type,
                attributes: {
                  service: 'shopist',
                  env: 'prod',
                  version: 'v2',
                  changeFailure: true,
                  remediation: { type: 'rollforward', id },
                },
              },
            },
          }),
      ],
    ],
  )('%s', async (_what, vars, call) => {
    const { sent, patches } = await remedy(vars);
    const intake = await startIntake();
    try {
      const configuration = client.createConfiguration({
        baseServer: new client.BaseServerConfiguration(intake.url, {}),
        authMethods: { apiKeyAuth: apiKey, appKeyAuth: appKey },
      });
      configuration.unstableOperations['v2.patchDORADeploymentByVersion'] = true;
      // It is a 404: only what was sent counts.
      await call(new v2.DORAMetricsApi(configuration), sent[0]?.id ?? '').catch(() => undefined);
      const shown = (requests: readonly ReceivedRequest[]) =>
        requests.map(({ method, path, body }) => [method, path, JSON.parse(body)]);
      expect(shown(patches)).toEqual(shown(intake.requests));
      expect(patches).toHaveLength(1);
    } finally {
      await intake.close();
    }
  });
});

function commandsIn(text: string): string[] {
  return [...text.matchAll(/curl --fail-with-body -X (\w+) '([^']+)'/g)].map(
    ([, method, address]) => `${method} ${address}`,
  );
}
