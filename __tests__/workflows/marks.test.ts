/** Change failures: marked by the deploying step, or later by the second action. */
import { describe, expect, test } from '@jest/globals';
import type { DeploymentAttributes } from '../../dev/intake.ts';
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

/** Runs the second action against a Datadog that already has these deployments. */
function mark(
  vars: Readonly<Record<string, string>>,
  options: Options & { readonly stored?: readonly Partial<DeploymentAttributes>[] } = {},
): Promise<Run> {
  const { stored = [{ id: uuid }], prepare, ...rest } = options;
  return run('mark.yml', {
    intake: { appKey },
    ...rest,
    vars,
    prepare: (intake) => {
      for (const attributes of stored) {
        intake.store({
          service: 'shopist',
          started_at: 1_767_225_600_000_000_000n,
          finished_at: 1_767_225_660_000_000_000n,
          ...attributes,
        });
      }
      prepare?.(intake);
    },
  });
}

/** The inputs that messages are about. */
function named(messages: readonly string[]): readonly (string | undefined)[] {
  return messages.map((message) => /^Input "([^"]+)"/.exec(message)?.[1]).toSorted();
}

function expectMarkCommand(text: string, url: string, id: string | undefined): void {
  expect(text).toContain(
    `curl --fail-with-body -X PATCH '${url}/api/v2/dora/deployments/${id}' -H "DD-API-KEY: $DD_API_KEY" -H "DD-APPLICATION-KEY: $DD_APP_KEY"`,
  );
}

describe('smoke-test.yml: marked by the deploying step', () => {
  test('the test fails: the event first, then its mark, with the application key in it alone', async () => {
    const { job, events, marks, intake } = await run('smoke-test.yml');
    const id = job.outputs['deployment-id'] ?? '';
    expect(job.result).toBe('failure');
    expect(events).toMatchObject([{ id, service: 'shopist' }]);
    expect(marks).toMatchObject([
      { deploymentId: id, by: 'id', changeFailure: true, remediation: undefined },
    ]);
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

  test('the job fails, which is no change failure by itself: no mark', async () => {
    const { job, events, intake } = await run('smoke-test.yml', {
      vars: { CHANGE_FAILURE: 'FALSE', SMOKE_TEST: 'false' },
    });
    expect(job.result).toBe('failure');
    expect(events).toHaveLength(1);
    expect(intake.requests).toHaveLength(1);
    expect(job.log).not.toContain('marked');
    expectQuiet(job);
  });

  test('several services: each is marked after its own event, and waits for no other', async () => {
    let release = () => {};
    const marked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { job, events, marks, intake } = await run('smoke-test.yml', {
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
    expect(events.map(({ service }) => service).toSorted()).toEqual(['cart', 'checkout']);
    expect(marks).toHaveLength(2);
    for (const { id } of events) {
      const own = intake.requests.filter(({ body, path }) => (body + path).includes(id ?? '?'));
      expect(own.map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    }
    expectQuiet(job);
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

  test('Datadog refuses the mark: a warning with what to check, and the command', async () => {
    const { job, events, marks, intake } = await run('smoke-test.yml', {
      vars: { GOES_ON: 'true' },
      intake: { appKey: 'another-application-key' },
    });
    expect(events).toHaveLength(1);
    expect(marks).toEqual([]);
    expect(intake.requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 200],
      ['PATCH', 403],
    ]);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(
        /^The deployment event is stored, but not marked as a change failure, for shopist: HTTP 403: Forbidden.*application key.*dora_metrics_write/,
      ),
    ]);
    expectMarkCommand(job.log, intake.url, job.outputs['deployment-id']);
    expectMarkCommand(job.summary, intake.url, job.outputs['deployment-id']);
    expect(job.log).not.toContain("/api/v2/dora/deployment'");
    expect(job.log).toMatch(/unconfirmed mark as a change failure: HTTP 403/);
    expect(job.log).not.toMatch(/; marked as a change failure/);
    expect(job.result).toBe('success');
    expectHarmless(job);
  });

  test('the job fails and deployed is not set: a warning that nothing is marked, and fail-on-error counts', async () => {
    const { job, intake } = await run('smoke-test.yml', {
      vars: { DEPLOYED: 'job', CHANGE_FAILURE: 'true', FAIL_ON_ERROR: 'true' },
    });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/^Nothing is marked as a change failure.*set deployed: \$\{\{ steps\./),
    ]);
    expect(messages(job, 'error')).toEqual([]);
    expect(only(job, 'post').exitCode).toBe(1);
  });

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

describe('mark.yml', () => {
  test('one id', async () => {
    const { job, marks, intake } = await mark({ ID: uuid });
    expect(marks).toMatchObject([
      { deploymentId: uuid, by: 'id', changeFailure: true, remediation: undefined },
    ]);
    expect(
      intake.requests.map(({ method, headers }) => [
        method,
        headers['dd-api-key'],
        headers['dd-application-key'],
      ]),
    ).toEqual([['PATCH', apiKey, appKey]]);
    expect(only(job, 'main').log).toMatch(
      new RegExp(`^${uuid}: marked as a change failure \\(HTTP 202\\) after \\d+ ms, 1 attempt$`, 'm'),
    );
    expect(renderedText(job.summary)).toMatch(
      new RegExp(`^Datadog DORA change failure .* ${uuid} yes marked as a change failure \\(HTTP 202\\)`),
    );
    expect(only(job, 'main').outputs).toEqual({});
    expectQuiet(job);
  });

  test('the ids of several services, with any names, and one remedy: in parallel, over one client', async () => {
    const { job, marks, intake } = await mark(
      {
        ID: `{"__proto__":"${uuid}","constructor":"${otherUuid}","web":"${thirdUuid}"}`,
        REMEDIATION: 'rollforward',
        REMEDIATION_VERSION: 'v3',
      },
      {
        stored: [uuid, otherUuid, thirdUuid].map((id) => ({ id })),
        prepare: (intake) => {
          const all = intake.arrival(3);
          intake.misbehave(() => ({ delay: all }));
        },
      },
    );
    expect(marks.map(({ deploymentId }) => deploymentId).toSorted()).toEqual(
      [uuid, otherUuid, thirdUuid].toSorted(),
    );
    for (const { remediation } of marks) {
      expect(remediation).toEqual({ type: 'rollforward', version: 'v3' });
    }
    expect(intake.maximumConcurrent).toBe(3);
    expect(job.log).toMatch(/^__proto__: marked as a change failure /m);
    expect(renderedText(job.summary)).toContain(`constructor ${otherUuid} yes rollforward: v3 marked`);
    expectQuiet(job);
  });

  test('change-failure: false takes it back', async () => {
    const { job, marks } = await mark({ ID: uuid, CHANGE_FAILURE: 'false' });
    expect(marks).toMatchObject([{ deploymentId: uuid, changeFailure: false }]);
    expect(job.log).toContain('marked as no change failure');
    expectQuiet(job);
  });

  test('by service, env and version: the most recently finished one', async () => {
    const name = { service: 'shopist', env: 'prod', version: 'v2' };
    const { job, marks, intake } = await mark(
      {
        SERVICE: 'shopist',
        ENV: 'prod',
        VERSION: 'v2',
        REMEDIATION: 'rollback',
        REMEDIATION_ID: thirdUuid,
      },
      {
        stored: [
          { ...name, id: uuid },
          { ...name, id: otherUuid, finished_at: 1_767_225_690_000_000_000n },
          { ...name, id: thirdUuid, env: 'staging', finished_at: 1_767_225_720_000_000_000n },
        ],
      },
    );
    expect(marks).toMatchObject([
      {
        deploymentId: otherUuid,
        by: 'version',
        changeFailure: true,
        remediation: { type: 'rollback', id: thirdUuid },
      },
    ]);
    expect(intake.requests.map(({ path }) => path)).toEqual(['/api/v2/dora/deployments']);
    expectQuiet(job);
  });

  test('{}: nothing to mark, no key, no request', async () => {
    const { job, intake } = await mark({ ID: '{}', FAIL_ON_ERROR: 'true' }, { secrets: {} });
    expect(intake.requests).toEqual([]);
    expect(only(job, 'main').log).toContain('Nothing to mark: ');
    expect(job.result).toBe('success');
    expectQuiet(job);
  });

  test('a 404 is retried, and found at last', async () => {
    const { job, marks, intake } = await mark(
      { ID: uuid },
      { prepare: (own) => own.misbehave([{ status: 404 }, { status: 404 }]) },
    );
    expect(intake.requests).toHaveLength(3);
    expect(marks).toHaveLength(1);
    // One line for both responses, so that nobody waits without a word.
    expect(job.log.match(/^.*404.* until \d\d:\d\d:\d\d UTC.*$/gm)).toHaveLength(1);
    expectQuiet(job);
  });

  test('a 404 that stays: an error with what to check, and the command; fail-on-error fails the job', async () => {
    const { job, intake } = await mark(
      { ID: uuid, FAIL_ON_ERROR: 'true' },
      { prepare: (own) => own.misbehave([{ status: 404, headers: { 'retry-after': '9999' } }]) },
    );
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Datadog has not confirmed the mark of ${uuid}: HTTP 404: Not Found; .*timeout of 60 s.*change-failure.*outcome.* The log and the job summary have a command for each mark\\.`,
        ),
      ),
    ]);
    expectMarkCommand(job.log, intake.url, uuid);
    expectMarkCommand(job.summary, intake.url, uuid);
    expect(job.log + job.summary).not.toMatch(/: marked as a change failure|\| marked as/);
    expect(job.result).toBe('failure');
    expect(job.stages.find(({ stepId }) => stepId === 'after')?.outcome).toBe('skipped');
  });

  test('a dry run needs no key, and prints method, path and body of each request', async () => {
    const { job, intake } = await mark({ ID: `${uuid},${otherUuid}`, DRY_RUN: 'true' }, { secrets: {} });
    expect(intake.requests).toEqual([]);
    const lines = job.log.split('\n');
    for (const id of [uuid, otherUuid]) {
      const index = lines.indexOf(`PATCH ${intake.url}/api/v2/dora/deployments/${id}`);
      expect(index).toBeGreaterThan(-1);
      expect(JSON.parse(lines[index + 1] ?? '')).toEqual({
        data: { id, type: 'dora_deployment_patch_request', attributes: { change_failure: true } },
      });
    }
    expect(job.log).not.toMatch(/: marked as/);
    expect(renderedText(job.summary)).toContain('dry run, not sent');
    expectQuiet(job);
  });
});

describe('mark.yml: wrong inputs', () => {
  test('all at once, the keys among them, with the likely cause; the job goes on', async () => {
    const repo = (name: string) => ({ repo: { full_name: name } });
    const { job, intake } = await mark(
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
      {
        secrets: {},
        github: { event_name: 'pull_request' },
        event: { pull_request: { head: repo('mallory/shopist'), base: repo('acme/shopist') } },
      },
    );
    expect(intake.requests).toEqual([]);
    const errors = messages(job, 'error');
    expect(named(errors)).toEqual([
      'api-key',
      'api-url',
      'app-key',
      'change-failure',
      'deployment-id',
      'dry-run',
      'remediation',
      'remediation-id',
      'site',
    ]);
    for (const message of errors) {
      expect(message).toMatch(/Expected: .*Nothing is marked\. The job continues\.$/);
    }
    expect(errors).toContainEqual(expect.stringMatching(/^Input "api-key" is not set\. .*from a fork/));
    expect(named(messages(job, 'warning'))).toEqual(['fail-on-error', 'job-summary', 'timeout']);
    expect(renderedText(job.summary)).toMatch(/Input "app-key" is not set.*Input "site" is invalid/);
    expect(job.result).toBe('success');
    expectHarmless(job);
  });

  test('with fail-on-error the job fails; without a summary, if there is to be none', async () => {
    const { job, intake } = await mark({ FAIL_ON_ERROR: 'true', JOB_SUMMARY: 'false' });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(/^Input "deployment-id" is not set\. .*The job fails, because fail-on-error/),
    ]);
    expect([job.result, job.summary]).toEqual(['failure', '']);
  });

  test('mild ones: a warning, and the mark is made', async () => {
    const { job, marks } = await mark({ ID: uuid, TIMEOUT: '0', JOB_SUMMARY: 'perhaps' });
    expect(marks).toHaveLength(1);
    expect(named(messages(job, 'warning'))).toEqual(['job-summary', 'timeout']);
    expect(messages(job, 'error')).toEqual([]);
  });
});

// `run` looks for both keys in all files, lines, states and summaries.
describe('both keys stay out of everything', () => {
  const echo = {
    status: 400,
    headers: { 'x-echo': `${apiKey} ${appKey}` },
    body: JSON.stringify({ errors: [`keys ${apiKey} and ${appKey}`, JSON.stringify({ appKey })] }),
  };
  const masks = [`::add-mask::${apiKey}`, `::add-mask::${appKey}`];

  test('a server echoes them for a mark of the deploying step', async () => {
    const { job } = await run('smoke-test.yml', {
      debug: true,
      prepare: (intake) => intake.misbehave([undefined, echo]),
    });
    expect(messages(job, 'warning')).toEqual([expect.stringContaining('keys *** and ***')]);
    expect(only(job, 'post').stdout).toMatch(/^::debug::HTTP 400 .*"x-echo":"\*\*\* \*\*\*"/m);
    for (const stage of ['main', 'post'] as const) {
      expect(only(job, stage).stdout.split(/\r?\n/).slice(0, 2)).toEqual(masks);
    }
  });

  test('a server echoes them to the second action', async () => {
    const { job } = await mark({ ID: uuid }, { debug: true, prepare: (own) => own.misbehave([echo]) });
    expect(messages(job, 'error')).toEqual([expect.stringContaining('keys *** and ***')]);
    expect(job.result).toBe('success');
    expect(only(job, 'main').stdout.split(/\r?\n/).slice(0, 2)).toEqual(masks);
  });

  test('they stand in all the other inputs of the second action', async () => {
    const names = ['ID', 'SERVICE', 'ENV', 'VERSION', 'SITE', 'API_URL', 'CHANGE_FAILURE', 'DRY_RUN'];
    const others = ['REMEDIATION', 'REMEDIATION_ID', 'REMEDIATION_VERSION'];
    const mild = ['TIMEOUT', 'FAIL_ON_ERROR', 'JOB_SUMMARY'];
    const all = [...names, ...others, ...mild];
    const { job, intake } = await mark(
      Object.fromEntries(all.map((name, index) => [name, index % 2 === 0 ? apiKey : `x${appKey}`])),
    );
    expect(intake.requests).toEqual([]);
    // In the log, because a step has ten annotations of a level at most.
    expect(only(job, 'main').log.match(/^.*its value is not shown.*$/gm)).toHaveLength(all.length);
    expectHarmless(job);
  });
});
