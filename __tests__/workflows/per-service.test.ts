/** A JSON object with a value per service, in place of one value. */
import { describe, expect, test } from '@jest/globals';
import { runAction } from '../support/stages.ts';
import {
  appKey,
  expectHarmless,
  expectQuiet,
  messages,
  only,
  renderedText,
  run,
} from '../support/workflow.ts';

/** The lines of a job summary's table, without its head. */
function rows(summary: string): readonly string[] {
  return summary.split('\n').filter((line) => line.startsWith('| `'));
}

const both = '{"cart":"success","pay":"success"}';

describe('per-service.yml', () => {
  test('a version each, read after the deployment', async () => {
    const { job, events } = await run('per-service.yml', { vars: { DEPLOYED: both, FAILED: 'false' } });
    expect(Object.fromEntries(events.map(({ service, version }) => [service, version]))).toEqual({
      cart: '2.1',
      pay: '7.0',
    });
    const ids: unknown = JSON.parse(job.outputs['deployment-ids'] ?? '');
    expect(ids).toEqual(Object.fromEntries(events.map(({ service, id }) => [service, id])));
    expect(job.log).toContain('version: cart: 2.1, pay: 7.0 (input)');
    expectQuiet(job);
  });

  test.each([
    ['{"cart":"success","pay":"skipped"}', 'the deployment did not happen (input "deployed")'],
    ['{"cart":true,"pay":false}', 'the deployment did not happen (input "deployed")'],
    ['{"cart":"success"}', 'the JSON object in the input "deployed" does not name it'],
  ])('deployed: %s: one event, one line, both in the summary', async (deployed, why) => {
    const { job, events } = await run('per-service.yml', { vars: { DEPLOYED: deployed, FAILED: 'false' } });
    expect(events).toMatchObject([{ service: 'cart', version: '2.1' }]);
    const line = `No deployment event for pay: ${why}.`;
    expect(only(job, 'post').log.split('\n')).toContain(line);
    expect(renderedText(job.summary)).toContain(line);
    expect(rows(job.summary)).toEqual([
      expect.stringMatching(/^\| `cart` \| `prod` \| `2\.1` \|.*stored by/),
    ]);
    expectQuiet(job);
  });

  test('deployed, and the job failed: the one that happened is sent', async () => {
    const { job, events } = await run('per-service.yml', {
      vars: { DEPLOYED: '{"cart":"success","pay":"failure"}', FAILED: 'false', STATUS: '1' },
    });
    expect(job.result).toBe('failure');
    expect(events).toMatchObject([{ service: 'cart' }]);
    expectQuiet(job);
  });

  test('deployed unknown for one: an error with its event, and the other is sent', async () => {
    const { job, events } = await run('per-service.yml', {
      vars: { DEPLOYED: '{"cart":"success","pay":"Degraded"}', FAILED: 'false' },
    });
    expect(events).toMatchObject([{ service: 'cart' }]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(/^No deployment event for pay: the input "deployed" is "Degraded", a word/),
    ]);
    for (const text of [job.log, job.summary]) {
      expect(text.match(/^curl /gm)).toHaveLength(1);
      expect(text).toMatch(/^\{"data":.*"service":"pay","env":"prod","version":"7.0"/m);
    }
    expect(rows(job.summary)).toEqual([
      expect.stringMatching(/`cart`.* stored by/),
      expect.stringMatching(/`pay`.* not sent/),
    ]);
    expect(renderedText(job.summary)).toContain('Not sent. If the deployment happened, each command sends');
    expectHarmless(job);
  });

  test('one event unconfirmed, the other one’s deployment unknown: the summary tells their commands apart', async () => {
    const { job } = await run('per-service.yml', {
      vars: { DEPLOYED: '{"cart":"success","pay":""}', FAILED: 'false' },
      prepare: (intake) => intake.misbehave(() => ({ status: 403 })),
    });
    expect(messages(job, 'error')).toHaveLength(2);
    expect(job.summary.match(/^curl /gm)).toHaveLength(2);
    expect(job.summary).toContain('run these commands; those of `pay` only if they were deployed.');
    expectHarmless(job);
  });

  test.each<[string, readonly string[], number]>([
    ['{"cart":"failure","pay":"success"}', ['cart'], 0],
    ['{"cart":false,"pay":true}', ['pay'], 0],
    ['{"cart":"failure"}', ['cart'], 0],
    ['{"cart":"failure","pay":""}', ['cart'], 0],
    ['{"cart":"failure","pay":"broken"}', ['cart'], 1],
  ])('change-failure: %s: marked are %j', async (failed, marked, warnings) => {
    const { job, events, marks } = await run('per-service.yml', { vars: { DEPLOYED: both, FAILED: failed } });
    expect(events).toHaveLength(2);
    const idOf = (name: string) => events.find(({ service }) => service === name)?.id;
    expect(marks.map(({ deploymentId }) => deploymentId)).toEqual(marked.map(idOf));
    expect(messages(job, 'warning')).toHaveLength(warnings);
    expect(rows(job.summary).filter((row) => row.includes('; marked as a change failure'))).toHaveLength(1);
    expectHarmless(job);
  });

  test('times: those that an object leaves out are the recorded ones; main reads the start as the job’s', async () => {
    const { job, events } = await run('per-service.yml', {
      vars: {
        DEPLOYED: both,
        FAILED: 'false',
        STARTED_AT: '{"cart":"2026-01-31T12:00:00Z"}',
        FINISHED: '{"cart":"2026-01-31T12:05:00.5Z"}',
      },
    });
    const [cart, pay] = events.toSorted((a, b) => a.service.localeCompare(b.service));
    expect(cart).toMatchObject({
      started_at: 1769860800_000000000n,
      finished_at: 1769861100_500000000n,
    });
    const jobStart = BigInt(only(job, 'pre').state['job-started-at'] ?? 0);
    expect(pay?.started_at).toBe(jobStart);
    expect((pay?.finished_at ?? 0n) > jobStart).toBe(true);
    expect(BigInt(Date.parse(job.outputs['started-at'] ?? '')) * 1_000_000n).toBe(jobStart);
    expect(job.log).toContain('cart: duration: 5 min 0 s\n');
    expectQuiet(job);
  });
});

describe('main and post alone', () => {
  const service = 'cart, pay';
  const byName = (events: Awaited<ReturnType<typeof runAction>>['events']) =>
    Object.fromEntries(
      events.map(({ service, id: _, started_at: _s, finished_at: _f, ...rest }) => [service, rest]),
    );

  test('what an object leaves out is the variable or the default, not what main read', async () => {
    const { events, warnings } = await runAction(
      {
        service,
        env: '{"cart":"prod"}',
        version: '{"cart":"2.1"}',
        team: '{"pay":"money","cart":""}',
        'custom-tags': '{"cart":["a:b","c:d"],"pay":"x:y"}',
        'git-commit-sha': `{"cart":"${'F'.repeat(40)}"}`,
        'git-repository-url': '{"cart":"acme/cart"}',
      },
      { DD_ENV: 'staging', GITHUB_SHA: 'a'.repeat(40) },
    );
    expect(byName(events)).toEqual({
      cart: {
        env: 'prod',
        version: '2.1',
        custom_tags: ['a:b', 'c:d'],
        git: { repository_url: 'https://github.com/acme/cart', commit_sha: 'f'.repeat(40) },
      },
      pay: {
        env: 'staging',
        team: 'money',
        custom_tags: ['x:y'],
        git: { repository_url: 'https://github.com/acme/shopist', commit_sha: 'a'.repeat(40) },
      },
    });
    expect(warnings).toEqual([]);
  });

  test.each<[string, Record<string, string>, string, object]>([
    [
      'a commit',
      { 'git-commit-sha': `{"cart":"main","pay":"${'f'.repeat(40)}"}` },
      'Input "git-commit-sha" is invalid for cart ("main"). Expected: a full commit SHA',
      {
        cart: {},
        pay: { git: { repository_url: 'https://github.com/acme/shopist', commit_sha: 'f'.repeat(40) } },
      },
    ],
    [
      'a number',
      { version: '{"cart":2.1,"pay":"7.0"}' },
      'Input "version" is invalid for cart ("2.1"). Expected: one version, on one line; as a string.',
      { cart: {}, pay: { version: '7.0' } },
    ],
    [
      'two lines',
      { team: '{"cart":"a\\nb","pay":"money"}' },
      'Input "team" is invalid for cart ("a ⏎ b").',
      { cart: {}, pay: { team: 'money' } },
    ],
    [
      'a time that is a word',
      { 'started-at': '{"cart":"job","pay":"2026-01-31T12:00:00Z"}' },
      'Input "started-at" is invalid for cart ("job"). Expected: Unix time',
      { cart: {}, pay: {} },
    ],
  ])('invalid for one service: %s', async (_what, inputs, warning, expected) => {
    const { events, errors, warnings } = await runAction({
      service,
      'skip-git': String(!('git-commit-sha' in inputs)),
      ...inputs,
    });
    expect(warnings).toEqual([expect.stringContaining(warning)]);
    expect(errors).toEqual([]);
    expect(byName(events)).toEqual(expected);
  });

  test('a name that is none of the services: a warning', async () => {
    const { events, warnings } = await runAction({
      service,
      version: '{"cart":"2.1","crat":"2.2","pay":"7.0"}',
    });
    expect(events.map(({ version }) => version).toSorted()).toEqual(['2.1', '7.0']);
    expect(warnings).toEqual([
      'Input "version": "crat" is ignored: no service of this step has that name (cart, pay).',
    ]);
  });

  test.each(['{"cart":', '{cart: 2.1}', '{"cart":"2.1"} and more'])(
    '%j, which is no object: a warning, and the events without it',
    async (version) => {
      const { events, warnings } = await runAction({ service, version });
      expect(events).toHaveLength(2);
      expect(events.map((event) => event.version)).toEqual([undefined, undefined]);
      expect(warnings).toEqual([
        expect.stringMatching(/^Input "version" is invalid: .* or a JSON object with a value per service/),
      ]);
    },
  );

  test('deployed that is no object: nothing is sent, and the events are there in full', async () => {
    const { post, events, errors, warnings } = await runAction({ service, deployed: '{"cart":' });
    expect(events).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^Input "deployed" is invalid: /)]);
    expect(errors).toEqual([expect.stringMatching(/^No deployment event: the input "deployed" is invalid/)]);
    expect(post.stdout.match(/^curl /gm)).toHaveLength(2);
  });

  test('names that JavaScript knows are names like any other', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const each = (value: (name: string) => string) =>
      `{${names.map((name) => `"${name}":${JSON.stringify(value(name))}`).join()}}`;
    const { events, marks, warnings, errors } = await runAction({
      service: names.join(),
      version: each((name) => `${name}-1`),
      deployed: each((name) => (name === 'toString' ? 'skipped' : 'success')),
      'change-failure': '{"__proto__":true}',
      'app-key': appKey,
    });
    expect(Object.fromEntries(events.map((event) => [event.service, event.version]))).toEqual(
      Object.fromEntries(names.filter((name) => name !== 'toString').map((name) => [name, `${name}-1`])),
    );
    expect(marks.map(({ deploymentId }) => deploymentId)).toEqual(
      events.filter((event) => event.service === '__proto__').map(({ id }) => id),
    );
    expect([...warnings, ...errors]).toEqual([]);
  });

  test('an object for one service alone', async () => {
    const { events, warnings } = await runAction({
      service: 'cart',
      version: '{"cart":"2.1"}',
      deployed: '{"cart":"success"}',
    });
    expect(events).toMatchObject([{ service: 'cart', version: '2.1' }]);
    expect(warnings).toEqual([]);
  });

  test('a thousand services with a version each', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `service-${index}`);
    const { events, warnings, errors } = await runAction({
      service: JSON.stringify(names),
      version: JSON.stringify(Object.fromEntries(names.map((name) => [name, `${name}-1`]))),
      timeout: '120',
    });
    expect([...warnings, ...errors]).toEqual([]);
    expect(events).toHaveLength(1000);
    expect(events.filter((event) => event.version !== `${event.service}-1`)).toEqual([]);
  }, 120_000);
});
