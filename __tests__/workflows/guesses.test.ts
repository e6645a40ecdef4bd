/** No guess is sent as a fact: what people write, leave unsaid and misspell. */
import { describe, expect, test } from '@jest/globals';
import { SECOND } from '../../src/time.ts';
import { runAction } from '../support/stages.ts';
import {
  apiKey,
  appKey,
  expectHarmless,
  messages,
  only,
  renderedText,
  run,
  sha,
} from '../support/workflow.ts';

const lines = (text: string) => text.split(/\r?\n/);

describe('a deployment takes at least a second', () => {
  const noon = 1769860800n * SECOND;

  test.each([
    ['the same time twice', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
    ['whole seconds at both ends', '1769860800', '1769860800'],
    ['half a second', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00.5Z'],
    ['a nanosecond less than a second', '1769860800000000000', '1769860800999999999'],
    ['a minute without seconds', '2026-01-31T12:00Z', '2026-01-31T12:00Z'],
  ])('%s: the start plus one second, and the line of the finish says why', async (_what, start, finish) => {
    const { events, warnings, errors, log } = await runAction({ 'started-at': start, 'finished-at': finish });
    expect(events).toMatchObject([{ started_at: noon, finished_at: noon + SECOND }]);
    expect(lines(log)).toContain(
      'finish: 2026-01-31T12:00:01Z (input; a deployment takes at least a second, so the start plus one second)',
    );
    expect([...warnings, ...errors]).toEqual([]);
  });

  test('a second, or more: as it is written', async () => {
    for (const [finish, line] of [
      ['1769860801', 'finish: 2026-01-31T12:00:01Z (input)'],
      ['1769860801.000000001', 'finish: 2026-01-31T12:00:01.000000001Z (input)'],
    ] as const) {
      const { log } = await runAction({ 'started-at': '1769860800', 'finished-at': finish });
      expect(lines(log)).toContain(line);
    }
  });

  test('success.yml, over in less than a second: the recorded finish as well', async () => {
    const { job, events } = await run('success.yml');
    const [event] = events;
    expect((event?.finished_at ?? 0n) - (event?.started_at ?? 0n) >= SECOND).toBe(true);
    expect(job.log).toMatch(
      /^finish: \S+ \(when the job ended(?:; a deployment takes at least a second.*)?\)$/m,
    );
  });
});

test.each([
  ['2026-01-31T12:00Z', '2026-01-31T12:00:00Z'],
  ['2026-01-31T12:00+02:00', '2026-01-31T10:00:00Z'],
  ['2025-12-31T23:59:60Z', '2026-01-01T00:00:00Z'],
])('the time %s', async (written, time) => {
  const { events, outputs, warnings, errors } = await runAction({ 'started-at': written });
  expect(outputs[0]).toEqual(['started-at', time]);
  expect(events[0]?.started_at).toBe(BigInt(Date.parse(time)) * 1_000_000n);
  expect([...warnings, ...errors]).toEqual([]);
});

describe('change-failure, from the outcome of a test', () => {
  const remark = (text: string) => text.match(/^Not marked as a change failure: .*$/m)?.[0] ?? '';
  const mark = (value: string) => runAction({ 'change-failure': value, 'app-key': appKey });

  test.each(['failure', 'Failed', 'error', 'TIMED_OUT', 'true', 'Yes'])('%s: marked', async (value) => {
    const { events, marks, warnings, errors } = await mark(value);
    expect(marks).toMatchObject([{ deploymentId: events[0]?.id, changeFailure: true }]);
    expect([...warnings, ...errors]).toEqual([]);
  });

  test.each(['success', 'Succeeded', 'skipped', 'FALSE', 'no'])('%s: not marked', async (value) => {
    const { events, marks, warnings, errors, log, post } = await mark(value);
    expect([events.length, marks.length]).toEqual([1, 0]);
    expect(remark(log)).toBe('');
    expect(post.summary).not.toContain('marked');
    expect([...warnings, ...errors]).toEqual([]);
  });

  test('empty: not marked, one line, and a note in the summary', async () => {
    const { events, marks, warnings, errors, log, post } = await mark('');
    expect([events.length, marks.length]).toEqual([1, 0]);
    expect(remark(log)).toMatch(/the input "change-failure" is set, but empty.* check the ID of the step\.$/);
    expect(post.summary).toContain('not marked, because change-failure is empty');
    expect([...warnings, ...errors]).toEqual([]);
  });

  test.each(['cancelled', 'Canceled'])('%s: not marked, and one line', async (value) => {
    const { events, marks, warnings, errors, log } = await mark(value);
    expect([events.length, marks.length]).toEqual([1, 0]);
    expect(remark(log)).toContain('nobody knows whether the deployment works');
    expect([...warnings, ...errors]).toEqual([]);
  });

  test('any other word: not marked, a warning, and a note in the summary', async () => {
    const { events, marks, warnings, post } = await mark('Degraded');
    expect([events.length, marks.length]).toEqual([1, 0]);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Input "change-failure" is invalid: "Degraded"\. Expected: true or false, or the outcome/,
      ),
    ]);
    expect(post.summary).toContain('not marked, because change-failure is invalid');
  });

  test('a mark whose deployment nobody can tell: its command follows that of the event', async () => {
    const { post, events, marks, errors } = await runAction({
      deployed: '',
      'change-failure': 'failure',
      'app-key': appKey,
    });
    expect([events.length, marks.length]).toEqual([0, 0]);
    expect(errors).toEqual([
      expect.stringMatching(/^No deployment event: the input "deployed" is set, but empty/),
    ]);
    expect(post.summary.match(/^curl .* -X (?:POST|PATCH) /gm)).toEqual([
      expect.stringMatching(/POST $/),
      expect.stringMatching(/PATCH $/),
    ]);
  });

  test('change-failure-misspelt.yml, with the right id: marked', async () => {
    const { job, events, marks } = await run('change-failure-misspelt.yml', { vars: { STEP: 'smoke-test' } });
    expect(marks).toMatchObject([{ deploymentId: events[0]?.id, changeFailure: true }]);
    expectHarmless(job);
  });

  test('change-failure-misspelt.yml: the event is sent unmarked, and one line says why', async () => {
    const { job, events, marks } = await run('change-failure-misspelt.yml', { vars: { STEP: 'smoek-test' } });
    expect(job.result).toBe('failure');
    expect([events.length, marks.length]).toEqual([1, 0]);
    expect(remark(only(job, 'post').log)).toContain('is set, but empty');
    expect(renderedText(job.summary)).toContain('not marked, because change-failure is empty');
    expectHarmless(job);
  });
});

describe('custom-tags', () => {
  const asWritten = (entry: string, bare: string) =>
    `Input "custom-tags": "${entry}" is used as written, with the dash or the quotes. Did you mean "${bare}"?`;
  const oneTag = (tag: string) =>
    `Input "custom-tags": "${tag}" is sent as one tag. Did you mean several? Put each tag on its own line.`;

  test.each<[string, readonly string[] | undefined, readonly string[]]>([
    ['["team:web", "region:eu"]', ['team:web', 'region:eu'], []],
    ['[]', undefined, []],
    ['- team:web\n- region:eu', ['- team:web', '- region:eu'], ['Did you mean "team:web", "region:eu"?']],
    ['"team:web"', ['"team:web"'], [asWritten('"team:web"', 'team:web')]],
    ["'team:web', region:eu", ["'team:web'", 'region:eu'], [asWritten("'team:web'", 'team:web')]],
    ['team:web region:eu', ['team:web region:eu'], [oneTag('team:web region:eu')]],
    ['a:b c:d, e:f g:h', ['a:b c:d', 'e:f g:h'], ['are sent as one tag each. Did you mean several?']],
    [
      'docs:see https://x, at:2026-01-31 12:30, note:a b',
      ['docs:see https://x', 'at:2026-01-31 12:30', 'note:a b'],
      [],
    ],
    ['[team:web]', undefined, ['a JSON array of strings, because the value begins with "["']],
    [
      '{"team":"web","region":"eu"}',
      undefined,
      ['"team", "region" are ignored: no service of this step has that name (shopist)'],
    ],
  ])('%j', async (written, tags, warned) => {
    const { events, warnings, errors } = await runAction({ 'custom-tags': written });
    expect(events).toHaveLength(1);
    expect(events[0]?.custom_tags).toEqual(tags);
    expect(warnings).toEqual(warned.map((text) => expect.stringContaining(text)));
    expect(errors).toEqual([]);
  });
});

describe('version, env and team', () => {
  test.each(['version', 'env', 'team'] as const)('%s of two lines: a warning, and left out', async (name) => {
    const { events, warnings, errors } = await runAction({
      version: '1',
      env: 'prod',
      team: 'web',
      [name]: 'one\ntwo',
    });
    expect(events).toHaveLength(1);
    expect(Object.keys(events[0] ?? {})).not.toContain(name);
    expect(warnings).toEqual([
      `Input "${name}" is invalid: "one ⏎ two". Expected: one ${name}, on one line. The event is sent without it.`,
    ]);
    expect(errors).toEqual([]);
  });

  test('the three variables of unified service tagging', async () => {
    const { events, log } = await runAction(
      { service: '' },
      { DD_SERVICE: 'cart', DD_ENV: 'staging', DD_VERSION: '2.1' },
    );
    expect(events).toMatchObject([{ service: 'cart', env: 'staging', version: '2.1' }]);
    expect(lines(log)).toEqual(
      expect.arrayContaining([
        'env: staging (DD_ENV)',
        'version: 2.1 (DD_VERSION)',
        'service: cart (DD_SERVICE)',
      ]),
    );
  });

  test.each([{}, { env: '', version: '' }, { env: ' ', version: '\n' }])(
    '%j: log and summary say that they are not set',
    async (inputs) => {
      const { events, log, post, warnings } = await runAction(inputs);
      expect(events).toHaveLength(1);
      expect(lines(log)).toEqual(expect.arrayContaining(['env: not set', 'version: not set']));
      expect(post.summary).toContain('| `shopist` | not set | not set |');
      expect(warnings).toEqual([]);
    },
  );

  test.each(['Infinity', '-Infinity', 'NaN'])(
    '%s, a number that YAML read: sent, and a warning',
    async (version) => {
      const { events, warnings } = await runAction({ version });
      expect(events).toMatchObject([{ version }]);
      expect(warnings).toEqual([
        expect.stringMatching(
          /^Input "version": it is ".*", because YAML read the version as a number\. .*Quote literal/,
        ),
      ]);
    },
  );

  test('number-as-version.yml: what YAML makes of a version without quotes', async () => {
    const { job, events } = await run('number-as-version.yml');
    expect(events).toMatchObject([{ version: 'Infinity' }]);
    expect(messages(job, 'warning')).toEqual([expect.stringContaining("version: '12e4567'")]);
    expectHarmless(job);
  });
});

test.each([
  ['acme/other', 'https://github.com/acme/other', {}],
  ['acme/other', 'https://ghe.example/acme/other', { GITHUB_SERVER_URL: 'https://ghe.example' }],
  ['github.com/acme/other', 'https://github.com/acme/other', {}],
  ['gitlab.example.com/acme/other', 'https://gitlab.example.com/acme/other', {}],
])('the repository %s is %s', async (written, url, environment) => {
  const { events, warnings, errors } = await runAction({ 'git-repository-url': written }, environment);
  expect(events).toMatchObject([{ git: { repository_url: url, commit_sha: sha } }]);
  expect([...warnings, ...errors]).toEqual([]);
});

describe('the API key as a line of a .env file', () => {
  test.each([`"${apiKey}"`, `'${apiKey}'`, `DD_API_KEY=${apiKey}`, `DATADOG_API_KEY="${apiKey}"`])(
    '%s: a warning in main, and neither form is shown or kept',
    async (key) => {
      for (const [inputs, environment, source] of [
        [{ 'api-key': key }, {}, ''],
        [{ 'api-key': '' }, { DD_API_KEY: key }, '(from DD_API_KEY) '],
      ] as const) {
        const { main, events, errors, log, written } = await runAction(inputs, environment);
        expect(main.warnings).toEqual([
          `Input "api-key" ${source}has quotes around the key or a name before it, like a line of a .env file. Expected: the key alone. It is sent as written, and Datadog will probably refuse it with 403.`,
        ]);
        expect(errors).toEqual([]);
        expect(events).toHaveLength(1);
        expect(log + written).not.toContain(apiKey);
        expect(main.stdout).toContain(`::add-mask::${apiKey}\n`);
      }
    },
  );
});

describe('the state is lost between the stages', () => {
  const lost =
    'No deployment event: what this step saved before the deployment is lost (GITHUB_STATE). Either another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks.';

  test.each([
    ['success.yml', '', 'The job continues.', 0, 'success'],
    ['fail-on-error-in-post.yml', 'false', 'The job continues.', 0, 'success'],
    ['fail-on-error-in-post.yml', 'true', 'The job fails, because fail-on-error is true.', 1, 'failure'],
    ['job-failed.yml', '', 'The job continues.', 0, 'failure'],
  ])('%s, fail-on-error: "%s"', async (file, failOnError, effect, exitCode, result) => {
    const { job, intake } = await run(file, { loseState: true, vars: { FAIL_ON_ERROR: failOnError } });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([`${lost} ${effect}`]);
    expect([only(job, 'post').exitCode, job.result]).toEqual([exitCode, result]);
  });

  test('skipped-step.yml, with its state: one line, because pre’s is there', async () => {
    const { job } = await run('skipped-step.yml');
    expect(lines(only(job, 'post').stdout).filter((line) => line.startsWith('No deployment event'))).toEqual([
      'No deployment event: this step did not run. Either its "if:" was false, or an earlier step failed. In the second case, add "if: always()", or move the step up.',
    ]);
    expect([...messages(job, 'error'), ...messages(job, 'warning')]).toEqual([]);
  });
});
