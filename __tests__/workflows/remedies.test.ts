/** Deployments that remedy earlier ones: the event first, then a mark for each deployment that failed. */
import { describe, expect, test } from '@jest/globals';
import type { DeploymentAttributes, ReceivedRequest } from '../../dev/intake.ts';
import type { JobResult } from '../../dev/runner.ts';
import {
  apiKey,
  appKey,
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
    vars: { LATER: 'true', ...vars },
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

  test('several services, with lists of IDs: each event is the remedy of its own service’s', async () => {
    const { job, sent, marks, stored } = await remedy(
      {
        SERVICE: 'cart, pay, web',
        REMEDIATION: 'rollforward',
        FAILED_ID: JSON.stringify({ cart: [first, third], pay: second }),
      },
      {
        failed: [
          { id: first, service: 'cart' },
          { id: second, service: 'pay' },
          { id: third, service: 'cart' },
        ],
      },
    );
    const idOf = (name: string) => sent.find(({ service }) => service === name)?.id;
    expect(sent).toHaveLength(3);
    expect(marks).toHaveLength(3);
    for (const [id, service] of [
      [first, 'cart'],
      [second, 'pay'],
      [third, 'cart'],
    ] as const) {
      expect(stored(id)).toMatchObject({
        changeFailure: true,
        remediation: { type: 'rollforward', id: idOf(service) },
      });
    }
    expect(post(job)).toMatch(/^web: Nothing is marked as remedied/m);
    expectQuiet(job);
  });

  test('the inputs come from a later step', async () => {
    const { job, patches, stored, sent } = await remedy({
      LATER: `printf '%s\\n' remediation=rollback id=${first} >> "$GITHUB_OUTPUT"`,
    });
    expect(patches.map(({ path }) => path)).toEqual([`/api/v2/dora/deployments/${first}`]);
    expect(stored(first)?.remediation).toEqual({ type: 'rollback', id: sent[0]?.id });
    expectQuiet(job);
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

test('a kind without a target: an ordinary deployment, and one line', async () => {
  const { job, sent, patches } = await remedy({
    REMEDIATION: 'rollforward',
    FAILED_ID: '[]',
    FAIL_ON_ERROR: 'true',
  });
  expect(sent).toHaveLength(1);
  expect(patches).toEqual([]);
  expect(post(job).match(/^.*marked.*$/gm)).toEqual([
    'Nothing is marked as remedied: remediation is "rollforward", and neither remediates-id nor remediates-version names a deployment.',
  ]);
  expectQuiet(job);
});

test('half a remediation: a warning, the event is sent without the mark, and fail-on-error counts', async () => {
  const { job, sent, patches } = await remedy({
    REMEDIATION: 'rollback',
    FAILED_VERSION: 'v2',
    WITHOUT_ENV: 'true',
    FAIL_ON_ERROR: 'true',
  });
  expect(sent).toHaveLength(1);
  expect(patches).toEqual([]);
  expect(messages(job, 'error')).toEqual([]);
  expect(messages(job, 'warning')).toEqual([
    expect.stringMatching(/remediates-version is set, but env is not.*Expected: /),
  ]);
  expect(renderedText(job.summary)).toContain('no deployment marked as remedied');
  expect(post(job)).toContain('; no deployment marked as remedied: ');
  expect([only(job, 'post').exitCode, job.result]).toEqual([1, 'failure']);
});

describe('a mark that is not made', () => {
  const byVersion = { REMEDIATION: 'rollback', FAILED_VERSION: 'v2' };
  test('without an application key: a warning and a command for each, and fail-on-error counts', async () => {
    const { job, sent, patches, intake } = await remedy(
      { ...byVersion, CHANGE_FAILURE: 'true', FAIL_ON_ERROR: 'true' },
      { secrets: { DD_API_KEY: apiKey } },
    );
    expect(sent).toHaveLength(1);
    expect(patches).toEqual([]);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(
        /^The deployment event is stored, but not marked as a change failure, for shopist: there is no Datadog application key.*app-key/,
      ),
      expect.stringMatching(
        /^The deployment event is stored, but a deployment that it remedies is not marked: shopist v2: there is no Datadog/,
      ),
    ]);
    for (const text of [job.log, job.summary]) {
      expect(commandsIn(text)).toEqual([
        `PATCH ${intake.url}/api/v2/dora/deployments/${sent[0]?.id}`,
        `PATCH ${intake.url}/api/v2/dora/deployments`,
      ]);
      expect(text).toContain(`"remediation":{"type":"rollback","id":"${sent[0]?.id}"}`);
    }
    expect([only(job, 'post').exitCode, job.result]).toEqual([1, 'failure']);
  });

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

  test('an event and its mark are each sent until they are stored', async () => {
    const { job, intake } = await remedy(byVersion, {
      prepare: (own) => own.misbehave([{ status: 502, store: true }, undefined, { status: 404 }]),
    });
    expect(intake.requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 502],
      ['POST', 200],
      ['PATCH', 404],
      ['PATCH', 202],
    ]);
    expect(post(job).match(/^.*HTTP 404.*$/gm)).toEqual([
      expect.stringMatching(/Trying again until \d\d:\d\d:\d\d UTC/),
    ]);
    expectQuiet(job);
  });
});

test('a dry run needs no key, and prints method, path and body of each mark', async () => {
  const { job, intake } = await remedy(
    { REMEDIATION: 'rollback', FAILED_ID: `${first},${second}`, CHANGE_FAILURE: 'true', DRY_RUN: 'true' },
    { secrets: {} },
  );
  const { shopist } = JSON.parse(job.outputs['deployment-ids'] ?? '{}');
  expect(intake.requests).toEqual([]);
  const lines = post(job).split('\n');
  const remediation = { type: 'rollback', id: shopist };
  for (const [id, attributes] of [
    [shopist, { change_failure: true }],
    [first, { change_failure: true, remediation }],
    [second, { change_failure: true, remediation }],
  ]) {
    const index = lines.indexOf(`PATCH ${intake.url}/api/v2/dora/deployments/${id}`);
    expect(index).toBeGreaterThan(-1);
    expect(JSON.parse(lines[index + 1] ?? '')).toEqual({ data: { id, type, attributes } });
  }
  expect(renderedText(job.summary)).toContain('dry run, not sent; not marked');
  expect(post(job)).not.toContain('curl ');
  expectQuiet(job);
});

function commandsIn(text: string): string[] {
  return [...text.matchAll(/curl --fail-with-body -X (\w+) '([^']+)'/g)].map(
    ([, method, address]) => `${method} ${address}`,
  );
}
