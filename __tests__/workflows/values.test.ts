/** What arrives of the inputs. What each of them may be is in `inputs/` and in `deployment/inputs.test.ts`. */
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
  expect(events).toMatchObject([{ service: 'shopist', env: 'prod', version: '2.1' }]);
  expect(String(events[0]?.finished_at)).toMatch(/^\d{10}000000001$/);
  expect(only(job, 'main').log).toContain('service: shopist (DD_SERVICE)\n');
  expect(only(job, 'main').log).toContain('api-key: *** (DATADOG_API_KEY)\n');
  expect(only(job, 'post').log).toContain('env: prod (DD_ENV)\nversion: 2.1 (DD_VERSION)\n');
  expectQuiet(job);
});

test('times.yml: to the nanosecond, as they are written', async () => {
  const { job, events } = await run('times.yml', {
    vars: { STARTED_AT: '2026-01-01T02:00:00.000000001+02:00', FINISHED_AT: '1767225660.9999999999' },
  });
  expect(events).toMatchObject([
    {
      id: 'deployment-1-of-2',
      started_at: 1767225600_000000001n,
      finished_at: 1767225660_999999999n,
    },
  ]);
  expect(job.outputs['started-at']).toBe('2026-01-01T00:00:00.000000001Z');
  expectQuiet(job);
});

test('skip-git.yml: neither repository nor commit, and no warning', async () => {
  const { job, events } = await run('skip-git.yml', { github: { event_name: 'pull_request' } });
  expect(events).toHaveLength(1);
  expect(events[0]).not.toHaveProperty('git');
  expectQuiet(job);
});

test('dry-run.yml needs no key, sends nothing, prints the event', async () => {
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
    expect(only(job, 'post').log).toContain('env: not set\nversion: not set\n');
    expect(job.summary).toContain('| `shopist` | not set | not set |');
    expectHarmless(job);
  });

  test.each([
    ['service', ','],
    ['site', 'datadoghq'],
    ['deployment-id', 'too short'],
  ])('%s alone: one error, and no event', async (name, value) => {
    const { main, post, requests, errors } = await runAction({ [name]: value });
    expect(errors).toEqual([expect.stringMatching(`^Input "${name}" is invalid: "${value}"\\. Expected: `)]);
    expect(post.stdout).toContain(`No deployment event: invalid inputs (${name});`);
    expect([requests, main.exitCode, post.exitCode]).toEqual([[], 0, 0]);
  });

  test('one that a later step could correct, with fail-on-error: the job fails before the deployment', async () => {
    const { main, post, requests } = await runAction({ 'started-at': 'soon', 'fail-on-error': 'True' });
    expect([main.exitCode, post.exitCode, requests]).toEqual([1, 0, []]);
    expect(main.errors).toEqual([expect.stringMatching(/because fail-on-error is true\.$/)]);
  });
});

describe('the API key', () => {
  const other = 'fedcba9876543210fedcba9876543210';

  test('key-in-other-inputs.yml, with another key in a variable: both are masked before anything else', async () => {
    const { job, intake, events } = await run('key-in-other-inputs.yml', {
      debug: true,
      environment: { DD_API_KEY: other },
    });
    expect(only(job, 'pre').stdout.trim()).toBe('');
    for (const stage of ['main', 'post'] as const) {
      const [first, second, ...lines] = only(job, stage).stdout.split(/\r?\n/);
      expect([first, second]).toEqual([`::add-mask::${apiKey}`, `::add-mask::${other}`]);
      expect(lines.join('\n')).not.toContain(other);
    }
    expect(only(job, 'post').stdout).toMatch(/^::debug::POST http:.*\/api\/v2\/dora\/deployment \{/m);
    expect(JSON.stringify(stages(job).map(({ files }) => files))).not.toContain(other);
    // Nothing of them is sent but the header, and the input's wins.
    expect(intake.requests.map(({ headers }) => headers['dd-api-key'])).toEqual([apiKey]);
    expect(intake.requests.map(({ body, path }) => body + path).join()).not.toMatch(`${apiKey}|${other}`);
    expect(events).toEqual([
      {
        service: 'shopist',
        id: expect.any(String),
        started_at: expect.anything(),
        finished_at: expect.anything(),
      },
    ]);
    expect(messages(job, 'error')).toEqual([]);
    expectHarmless(job);
  });

  test.each<[string, readonly string[], string]>([
    ['in the inputs that main settles', [...inputsSettledIn('main'), 'started-at'], `x${other}`],
    [
      'in the values per service, and in place of a service',
      inputsSettledIn('post', 'post only'),
      JSON.stringify({ shopist: apiKey, [appKey]: [apiKey] }),
    ],
  ])('any key within reach, %s, is in no file, no line and no request', async (_where, names, value) => {
    const { main, post, log, written, requests } = await runAction(
      { ...Object.fromEntries(names.map((name) => [name, value])), 'app-key': appKey },
      { DD_API_KEY: other },
    );
    expect(log + written).not.toMatch(`${apiKey}|${appKey}|${other}`);
    expect([main.exitCode, post.exitCode, requests]).toEqual([0, 0, []]);
    expect(log).toContain('Expected: a value without a Datadog key in it.');
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

  test('of two lines cannot be a key, and is not shown', async () => {
    const { main, requests, log } = await runAction({ 'api-key': 'two\nlines of key' });
    expect(requests).toEqual([]);
    expect(main.stdout).toContain('Input "api-key" is invalid (its value is not shown)');
    expect(log).not.toContain('lines of key');
  });

  test('as a line of a .env file: a warning in main, and neither form is shown or kept', async () => {
    const { main, events, errors, log, written } = await runAction(
      { 'api-key': '' },
      { DD_API_KEY: `DATADOG_API_KEY="${apiKey}"` },
    );
    expect(main.warnings).toEqual([
      'Input "api-key" (from DD_API_KEY) has quotes around the key or a name before it, like a line of a .env file. Expected: the key alone. It is sent as written, and Datadog will probably refuse it with 403.',
    ]);
    expect(errors).toEqual([]);
    expect(events).toHaveLength(1);
    expect(log + written).not.toContain(apiKey);
    expect(main.stdout).toContain(`::add-mask::${apiKey}\n`);
  });
});
