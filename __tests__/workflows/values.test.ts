import { describe, expect, test } from '@jest/globals';
import { inputsSettledIn, runAction } from '../support/stages.ts';
import {
  apiKey,
  appKey,
  expectHarmless,
  expectQuiet,
  messages,
  only,
  run,
  stages,
} from '../support/workflow.ts';

test('late-values.yml: what only the deployment’s own steps know', async () => {
  const { job, events } = await run('late-values.yml');
  const { finished_at: finish, ...attributes } = events[0] ?? {};
  expect(attributes).toMatchObject({
    service: 'shopist',
    env: 'prod',
    version: 'v1.2.3',
    team: 'backend',
    custom_tags: ['region:eu', 'fixed:yes'],
    git: { repository_url: 'https://github.com/acme/other', commit_sha: 'f'.repeat(40) },
  });
  expect(String(finish)).toMatch(/^\d{10}123456789$/);
  expect(only(job, 'post').log).toContain('version: main read "v", post reads "v1.2.3"; "v1.2.3" is used');
  expect(only(job, 'post').log).toMatch(
    /git-repository-url: main read .*acme\/?", post reads .*acme\/other"/,
  );
  expectQuiet(job);
});

test('github-env.yml: variables, each as of its own stage', async () => {
  const { job, events } = await run('github-env.yml');
  expect(events).toMatchObject([{ service: 'shopist', env: 'prod' }]);
  expect(String(events[0]?.finished_at)).toMatch(/^\d{10}000000001$/);
  expect(only(job, 'main').log).toContain('service: shopist (DD_SERVICE)\n');
  expect(only(job, 'main').log).toContain('api-key: *** (DATADOG_API_KEY)\n');
  expect(only(job, 'post').log).toContain('env: prod (DD_ENV)\n');
  expectQuiet(job);
});

describe('times.yml', () => {
  test.each([
    ['1767225600', '1767225660', 1767225600_000000000n, 1767225660_000000000n, '2026-01-01T00:00:00Z'],
    [
      '1767225600.123456789',
      '1767225660.9999999999',
      1767225600_123456789n,
      1767225660_999999999n,
      '2026-01-01T00:00:00.123456789Z',
    ],
    [
      '2026-01-01T02:00:00.000000001+02:00',
      '2026-01-01T00:01:00,5Z',
      1767225600_000000001n,
      1767225660_500000000n,
      '2026-01-01T00:00:00.000000001Z',
    ],
    [
      '1767225600123',
      '1767225601123456',
      1767225600_123000000n,
      1767225601_123456000n,
      '2026-01-01T00:00:00.123Z',
    ],
    [
      '1767225600123456789',
      '1767225601123456789',
      1767225600_123456789n,
      1767225601_123456789n,
      '2026-01-01T00:00:00.123456789Z',
    ],
  ])('%s and %s', async (startedAt, finishedAt, start, finish, output) => {
    const { job, events } = await run('times.yml', {
      vars: { STARTED_AT: startedAt, FINISHED_AT: finishedAt },
    });
    expect(events).toMatchObject([{ id: 'deployment-1-of-2', started_at: start, finished_at: finish }]);
    expect(job.outputs['started-at']).toBe(output);
    expectQuiet(job);
  });

  test('a finish before the start: a warning, and the recorded finish', async () => {
    const { job, events } = await run('times.yml', {
      vars: { STARTED_AT: '2026-01-01T00:00:00Z', FINISHED_AT: '2025-12-31T23:59:59.999999999Z' },
    });
    expect((events[0]?.finished_at ?? 0n) > 1767225600_000000000n).toBe(true);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(
        /^Input "finished-at" is invalid: 2025-12-31T23:59:59\.999999999Z is before the start/,
      ),
    ]);
    expectHarmless(job);
  });
});

/** Wrong, they are replaced by their defaults. */
const settledInMain = [...inputsSettledIn('main'), 'started-at'];
const mild: readonly string[] = ['ci-tags', 'timeout', 'fail-on-error', 'job-summary'];

describe('wrong inputs', () => {
  test('wrong-inputs.yml: all are told at once, and the job deploys', async () => {
    const { job, intake } = await run('wrong-inputs.yml', { secrets: {} });
    const named = (level: 'error' | 'warning') =>
      messages(job, level).map((message) => /^Input "([^"]+)"/.exec(message)?.[1]);
    expect(new Set(named('error'))).toEqual(
      new Set([
        'api-key',
        'service',
        'site',
        'api-url',
        'started-at',
        'deployment-id',
        'dry-run',
        'skip-git',
      ]),
    );
    expect(new Set(named('warning'))).toEqual(
      new Set(['ci-tags', 'timeout', 'fail-on-error', 'job-summary']),
    );
    expect([...messages(job, 'error'), ...messages(job, 'warning')]).toHaveLength(12);
    for (const value of [
      '","',
      '"datadoghq.com.evil.example"',
      '"yesterday"',
      '"too short"',
      '"maybe"',
      '"0"',
    ]) {
      expect(job.log).toContain(`is invalid: ${value}. Expected: `);
    }
    expect(job.stages.find(({ stepId }) => stepId === 'deploy')?.outcome).toBe('success');
    expect(job.result).toBe('success');
    expect(intake.requests).toEqual([]);
    expect(only(job, 'post').log).toContain('No deployment event: invalid inputs (');
    expect(only(job, 'main').outputs).toEqual({
      'started-at': '',
      'deployment-id': '',
      'deployment-ids': '{}',
    });
    expectHarmless(job);
  });

  test('wrong-details.yml: the event goes out without them', async () => {
    const { job, events } = await run('wrong-details.yml');
    expect(events).toEqual([
      {
        service: 'shopist',
        id: expect.any(String),
        custom_tags: ['good:tag'],
        started_at: expect.anything(),
        finished_at: expect.anything(),
      },
    ]);
    expect(
      messages(job, 'warning').map((message) =>
        /^Input "([^"]+)"(?: is invalid)?: "([^"]*)"/.exec(message)?.slice(1),
      ),
    ).toEqual([
      ['custom-tags', 'bad'],
      ['finished-at', '2026-01-31T12:00:00'],
      ['git-commit-sha', 'main'],
      ['git-repository-url', 'not a repository'],
    ]);
    expect(messages(job, 'error')).toEqual([]);
    expectHarmless(job);
  });

  test.each(settledInMain)('%s alone', async (name) => {
    const { main, post, events, log } = await runAction({ [name]: name === 'service' ? ',' : '?!' });
    const level = mild.includes(name) ? 'warning' : 'error';
    expect(main.stdout.match(/^::(error|warning)::Input "[^"]+"/gm)).toEqual([`::${level}::Input "${name}"`]);
    expect(events).toHaveLength(level === 'error' ? 0 : 1);
    expect(log).toContain('Expected: ');
    expect([main.exitCode, post.exitCode]).toEqual([0, 0]);
  });

  const serious = settledInMain.filter((name) => !mild.includes(name));
  test.each(serious)('%s alone, with fail-on-error', async (name) => {
    const { main, post } = await runAction({
      [name]: name === 'service' ? ',' : '?!',
      'fail-on-error': 'True',
    });
    expect([main.exitCode, post.exitCode]).toEqual([1, 0]);
  });
});

describe('dry-run.yml', () => {
  test('needs no key, sends nothing, prints the event', async () => {
    const { job, intake } = await run('dry-run.yml', { secrets: {} });
    expect(intake.requests).toEqual([]);
    expectQuiet(job);
    const body = only(job, 'post')
      .stdout.split(/\r?\n/)
      .find((line) => line.startsWith('{'));
    expect(JSON.parse(body ?? 'null')).toMatchObject({
      data: {
        attributes: {
          service: 'shopist',
          version: "it's ##[v1]",
          id: only(job, 'main').outputs['deployment-id'],
        },
      },
    });
    expect(job.log).toContain('Dry run: nothing is sent');
    expect(job.log).not.toMatch(/stored by Datadog|unconfirmed|not confirmed/);
  });
});

test('skip-git.yml: neither repository nor commit, and no warning', async () => {
  const { job, events } = await run('skip-git.yml', { github: { event_name: 'pull_request' } });
  expect(events).toHaveLength(1);
  expect(events[0]).not.toHaveProperty('git');
  expectQuiet(job);
});

describe('the API key', () => {
  test.each(['success.yml', 'key-in-other-inputs.yml'])(
    'is masked before anything else is printed: %s',
    async (file) => {
      const { job } = await run(file, { debug: true });
      for (const stage of ['main', 'post'] as const) {
        expect(only(job, stage).stdout.split(/\r?\n/)[0]).toBe(`::add-mask::${apiKey}`);
      }
      expect(only(job, 'pre').stdout.trim()).toBe('');
    },
  );

  test('is in no debug line, where request and response are', async () => {
    const { job } = await run('success.yml', {
      debug: true,
      prepare: (intake) =>
        intake.misbehave([
          { status: 200, headers: { 'x-echo': apiKey }, body: JSON.stringify({ echo: apiKey }) },
        ]),
    });
    const { stdout } = only(job, 'post');
    expect(stdout).toMatch(/^::debug::POST http:\/\/127\.0\.0\.1:\d+\/api\/v2\/dora\/deployment \{/m);
    expect(stdout).toMatch(/^::debug::HTTP 200 .*"x-echo":"\*\*\*".*\{"echo":"\*\*\*"\}/m);
  });

  test('key-in-other-inputs.yml: it is sent nowhere, and the event goes out without those values', async () => {
    const { job, intake, events } = await run('key-in-other-inputs.yml');
    expect(events).toEqual([
      {
        service: 'shopist',
        id: expect.any(String),
        started_at: expect.anything(),
        finished_at: expect.anything(),
      },
    ]);
    expect(intake.requests.map(({ body, path }) => body + path).join()).not.toContain(apiKey);
    expect(messages(job, 'error')).toEqual([]);
    expectHarmless(job);
  });

  test.each(settledInMain)('put into %s, it is in no file, no line, and no request', async (name) => {
    const { main, post, events, log, written, requests } = await runAction({ [name]: apiKey });
    expect(log + written + JSON.stringify(requests)).not.toContain(apiKey);
    // With one of these wrong the event is sent, with the default in its place.
    expect(events).toHaveLength(mild.includes(name) ? 1 : 0);
    expect([main.exitCode, post.exitCode]).toEqual([0, 0]);
  });

  test.each(['api-key', ...inputsSettledIn('main', 'post', 'post only')])(
    'the application key, put into %s, is in no file, no line, and no request either',
    async (name) => {
      const { main, post, log, written, requests } = await runAction({ [name]: appKey, 'app-key': appKey });
      expect(log + written + JSON.stringify(requests)).not.toContain(appKey);
      expect([main.exitCode, post.exitCode]).toEqual([0, 0]);
    },
  );

  test.each(inputsSettledIn('post', 'post only'))(
    'put into a value per service of %s, or in place of a service there, it is in nothing either',
    async (name) => {
      for (const object of [{ shopist: apiKey }, { [apiKey]: 'x' }, { shopist: [appKey] }]) {
        const value = JSON.stringify(object);
        const { main, post, log, written, requests } = await runAction({ [name]: value, 'app-key': appKey });
        const everything = log + written + JSON.stringify(requests);
        expect([everything.includes(apiKey), everything.includes(appKey)]).toEqual([false, false]);
        expect([main.exitCode, post.exitCode]).toEqual([0, 0]);
      }
    },
  );

  test('another one within reach is kept from everything, too', async () => {
    const other = 'fedcba9876543210fedcba9876543210';
    for (const name of ['version', 'service']) {
      const { log, written, requests } = await runAction({ [name]: `x${other}` }, { DD_API_KEY: other });
      expect(log + written + JSON.stringify(requests)).not.toContain(other);
    }
  });

  test('key-too-late.yml: the error names the step that fetches it', async () => {
    const { job, intake } = await run('key-too-late.yml');
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(/"api-key" is not set.*the step that fetches the key comes after this one/),
    ]);
    expect(intake.requests).toEqual([]);
    expectHarmless(job);
  });

  test('key-lost.yml: an error, and the event in full with a command that sends it', async () => {
    const { job, intake } = await run('key-lost.yml');
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^Datadog has not confirmed the deployment event of shopist: the API key that was set before the job is not set after it/,
      ),
    ]);
    expect(job.summary).toContain('curl ');
    expect(intake.requests).toEqual([]);
    expectHarmless(job);
  });

  test.each(['two\nlines of key', 'clé-0123456789'])('%j cannot be a key, and is not shown', async (key) => {
    const { main, events, log } = await runAction({ 'api-key': key });
    expect(events).toEqual([]);
    expect(main.stdout).toContain('Input "api-key" is invalid (its value is not shown)');
    expect(log).not.toContain(key);
    expect(log).not.toContain('lines of key');
  });
});

test('two stages of a step read the key, input first, and none of them from a file', async () => {
  const { job, intake } = await run('success.yml', { environment: { DD_API_KEY: 'another-key' } });
  expect(intake.requests.map(({ headers }) => headers['dd-api-key'])).toEqual([apiKey]);
  expect(JSON.stringify(stages(job).map(({ files }) => files))).not.toContain('another-key');
});
