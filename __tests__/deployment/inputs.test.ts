import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INPUTS, INPUTS_OF_MAIN } from '../../src/deployment/inputs.ts';
import { readingFor, type Table } from '../../src/inputs/table.ts';
import { DEFAULTS, readMain, readPost } from '../support/deployment.ts';
import { type Given, KEY, NOW, type ReadOptions, SHA, show, wrong } from '../support/reader.ts';
import { anyText } from '../support/text.ts';

const messagesOf = ({ problems }: { readonly problems: readonly { readonly message: string }[] }) =>
  problems.map(({ message }) => message);
const namesSettledIn = (...stages: readonly string[]) =>
  Object.entries<Table[string]>(INPUTS)
    .filter(([, { settled }]) => stages.includes(settled))
    .map(([name]) => name);

test('which stage settles what', () => {
  expect(namesSettledIn('main').sort()).toEqual(
    [
      ...['service', 'site', 'api-url', 'deployment-id', 'dry-run', 'skip-git', 'ci-tags', 'timeout'],
      ...['fail-on-error', 'job-summary'],
    ].sort(),
  );
  expect(namesSettledIn('post').sort()).toEqual(
    [
      ...['env', 'version', 'team', 'custom-tags', 'git-repository-url', 'git-commit-sha', 'started-at'],
    ].sort(),
  );
  expect(namesSettledIn('post only').sort()).toEqual(
    [
      ...['finished-at', 'deployed', 'change-failure', 'remediation', 'remediates-id', 'remediates-version'],
    ].sort(),
  );
});

describe('what main reads', () => {
  test('the service, or the variable', () => {
    const services = (given: Given, environment: Given) =>
      readMain(given, { environment }).values.service.common;
    expect(services({}, {})).toMatchObject({ value: ['shopist'], source: 'input' });
    expect(services({ service: '' }, { DD_SERVICE: '["web","api"]' })).toMatchObject({
      value: ['web', 'api'],
      source: 'DD_SERVICE',
    });
    expect(services({ service: 'a' }, { DD_SERVICE: 'b' })).toMatchObject({ value: ['a'] });
  });

  test('no service: the message says where to move the step', () => {
    const read = readMain({ service: '' });
    expect(read.values.service.common).toEqual({ state: 'absent' });
    expect(messagesOf(read)).toEqual([
      expect.stringMatching(/is not set.*DD_SERVICE.*move this step below.*No deployment event/),
    ]);
    expect(wrong(read.problems)).toEqual(['error service']);
  });

  test.each([
    ['32 KiB', 'é'.repeat(16 * 1024), true],
    ['a byte more', `${'é'.repeat(16 * 1024)}x`, false],
  ])('%s of services', (_what, service, isAccepted) => {
    const read = readMain({ service });
    expect(read.values.service.common.state).toBe(isAccepted ? 'given' : 'refused');
    expect(messagesOf(read)).toEqual(isAccepted ? [] : [expect.stringContaining('at most 32 KiB')]);
  });

  test.each(['a'.repeat(16), 'Z'.repeat(128), '2026-01-01T00:00:00Z'])('the ID %s', (id) => {
    expect(readMain({ 'deployment-id': id }).values['deployment-id'].common).toMatchObject({ value: id });
  });

  test.each(['a'.repeat(15), 'a'.repeat(129), 'a/b'.repeat(6), 'a'.repeat(100 * 1024 + 1)])(
    'refused as an ID: %j',
    (id) => {
      const read = readMain({ 'deployment-id': id });
      expect(read.values['deployment-id'].common).toEqual({ state: 'refused' });
      expect(wrong(read.problems)).toEqual(['error deployment-id']);
    },
  );

  test.each([
    ['', 'job'],
    ['job', 'job'],
    ['step', 'step'],
    ['2026-06-01T12:00:00.000000001Z', { time: NOW + 1n, resolution: 1n }],
    // What post reads for each service.
    ['{"shopist":"2026-06-01T12:00:00Z"}', 'job'],
  ])('the start %j', (text, value) => {
    const { values, problems } = readMain({ 'started-at': text });
    expect(values['started-at'].common).toMatchObject({ state: 'given', value });
    expect(problems).toEqual([]);
  });

  test('a start per service is left to post, up to 100 KiB', () => {
    const start = readMain({ 'started-at': `{"shopist":"${' '.repeat(100_000)}"}` }).values['started-at'];
    expect(start.common).toMatchObject({ value: 'job' });
  });

  test.each(['Job', 'now', '2026-06-01T12:00:00', '2026-06-02T12:00:01Z'])(
    'refused as a start: %j, which a later step can mend',
    (text) => {
      const read = readMain({ 'started-at': text });
      expect(read.values['started-at'].common).toEqual({ state: 'refused' });
      expect(wrong(read.problems)).toEqual(['error started-at']);
      expect(messagesOf(read)).toEqual([expect.stringMatching(/No deployment event.*corrects this\.$/)]);
    },
  );

  test('not what only post settles', () => {
    const later = Object.fromEntries(namesSettledIn('post', 'post only').map((name) => [name, '{']));
    expect(readMain({ ...later, 'started-at': 'job' }).problems).toEqual([]);
  });

  const mild = ['ci-tags', 'timeout', 'fail-on-error', 'job-summary'];
  const settledInMain = Object.entries<Table[string]>(INPUTS_OF_MAIN)
    .filter(([, { settled }]) => settled === 'main')
    .map(([name]) => name);

  test('all that is wrong is told at once, with what is expected and what follows', () => {
    const bad: Given = { service: ',', timeout: '0', 'started-at': 'now' };
    const read = readMain(Object.fromEntries(settledInMain.map((name) => [name, bad[name] ?? '?'])));
    expect(wrong(read.problems).sort()).toEqual(
      settledInMain.map((name) => `${mild.includes(name) ? 'warning' : 'error'} ${name}`).sort(),
    );
    for (const { level, message } of read.problems) {
      expect(message).toMatch(
        level === 'error'
          ? /^Input "[a-z-]+" is invalid: ".*"\. Expected: .*\. No deployment event can be sent\./s
          : /^Input "[a-z-]+" is invalid: ".*"\. Expected: .*\. (?:The default, .* is used|It counts as)/s,
      );
    }
  });

  test('what is refused with a warning has its default, and that is what the log shows', () => {
    const { values, facts } = readMain({ 'ci-tags': 'perhaps', 'fail-on-error': 'perhaps', timeout: '0' });
    expect(values['ci-tags'].common).toMatchObject({ value: false, source: 'default' });
    expect(facts).toEqual(
      expect.arrayContaining([
        'ci-tags: false (default)',
        'fail-on-error: false (default)',
        'timeout: 60 (default)',
      ]),
    );
  });

  test.each(settledInMain)('a key put into %s by mistake is refused there and not shown', (name) => {
    const read = readMain({ [name]: `x${KEY}` });
    expect(wrong(read.problems)).toEqual([`${mild.includes(name) ? 'warning' : 'error'} ${name}`]);
    expect(messagesOf(read)).toEqual([expect.stringContaining('(its value is not shown)')]);
    expect(show(read)).not.toContain(KEY);
  });

  test('any inputs are read or refused, never thrown at', () => {
    const text = fc.oneof(
      anyText(),
      fc.constantFrom('true', 'a,b', '["a"]', '[]', '{}', 'https://a/b', 'datadoghq.eu', '1'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...settledInMain), text), (given) => {
        const { values, problems } = readMain(given);
        for (const [name, { common }] of Object.entries(values)) {
          const isWrong = wrong(problems).includes(`error ${name}`);
          expect([
            name,
            common.state === 'refused' || (name === 'service' && common.state === 'absent'),
          ]).toEqual([name, isWrong]);
        }
        expect(problems.filter(({ input, level }) => level === 'error' && mild.includes(input))).toEqual([]);
      }),
    );
  });
});

describe('what post reads', () => {
  const value = (name: keyof ReturnType<typeof readPost>['values'], given: Given, options?: ReadOptions) =>
    readPost(given, options).values[name].common;

  test('nothing set: the words of action.yml, and what the log says of it', () => {
    const { values, problems, facts, differences } = readPost({});
    expect(values['started-at'].common).toMatchObject({ value: 'job', source: 'default' });
    expect(values.deployed.common).toMatchObject({ value: 'as the job', source: 'default' });
    expect(values['change-failure'].common).toMatchObject({ value: 'no', source: 'default' });
    expect(values['git-commit-sha'].common).toMatchObject({ value: { sha: SHA, isGiven: false } });
    expect([problems, differences]).toEqual([[], []]);
    expect(facts).toEqual(['env: not set', 'version: not set', `git-commit-sha: ${SHA} (default)`]);
  });

  test('the variables of unified service tagging, as post sees them', () => {
    const environment = { DD_ENV: 'staging', DD_VERSION: 'v1' };
    expect(value('env', {}, { environment })).toMatchObject({ value: 'staging', source: 'DD_ENV' });
    expect(value('version', {}, { environment })).toMatchObject({ value: 'v1', source: 'DD_VERSION' });
    expect(value('env', { env: 'prod' }, { environment })).toMatchObject({ value: 'prod' });
    expect(value('env', {}, { main: { env: 'prod' }, environment })).toMatchObject({ value: 'prod' });
  });

  test('a number that YAML read in place of the version is a warning', () => {
    const read = readPost({ version: 'Infinity' });
    expect(wrong(read.problems)).toEqual(['warning version']);
    expect(read.values.version.common).toMatchObject({ value: 'Infinity' });
    expect(readPost({ 'remediates-version': 'Infinity' }).problems).toEqual([]);
  });

  test.each(['env', 'version', 'team', 'remediates-version'] as const)('%s is sent as it is', (name) => {
    const text = '"größe" 日本 ::error::';
    expect(value(name, { [name]: text })).toMatchObject({ value: text });
    expect(value(name, {})).toEqual({ state: 'absent' });
  });

  test.each(['env', 'version', 'team'] as const)('%s of two lines, or above 8 KiB, is left out', (name) => {
    for (const text of ['a\nb', 'é'.repeat(4097)]) {
      const read = readPost({ [name]: text });
      expect(read.values[name].common).toEqual({ state: 'refused' });
      expect(wrong(read.problems)).toEqual([`warning ${name}`]);
      expect(messagesOf(read)).toEqual([expect.stringMatching(/The event is sent without it\.$/)]);
    }
  });

  test('32 KiB of tags, in bytes, and not one more', () => {
    const most = `a:${'é'.repeat(16 * 1024 - 1)}`;
    expect(value('custom-tags', { 'custom-tags': most })).toMatchObject({ value: [most] });
    const read = readPost({ 'custom-tags': `${most}x` });
    expect(read.values['custom-tags'].common).toEqual({ state: 'refused' });
    expect(messagesOf(read)).toEqual([expect.stringMatching(/at most 32 KiB.*sent without custom tags\.$/s)]);
  });

  test('the facts are what is used: no refused value, and of the tags those that are sent', () => {
    const { facts } = readPost({
      'custom-tags': 'a:b, broken',
      'finished-at': '12:00',
      'git-commit-sha': 'abc',
      env: 'prod',
    });
    expect(facts).toEqual(['env: prod (input)', 'version: not set', 'custom-tags: a:b (input)']);
  });

  describe('times', () => {
    const second = { time: NOW - 1_000_000_000n, resolution: 1_000_000_000n };

    test('the start: post’s time, or main’s', () => {
      expect(value('started-at', { 'started-at': '1780315199' })).toMatchObject({ value: second });
      const main = { 'started-at': '1780315199' };
      expect(value('started-at', { 'started-at': '' }, { main })).toMatchObject({ value: second });
      expect(value('started-at', { 'started-at': 'step' })).toMatchObject({ value: 'step' });
    });

    test('a wrong start is a warning, and the recorded one is used', () => {
      const read = readPost({ 'started-at': 'now' }, { main: { 'started-at': 'job' } });
      expect(wrong(read.problems)).toEqual(['warning started-at']);
      expect(messagesOf(read)).toEqual([expect.stringContaining('recorded')]);
      expect(read.values['started-at'].common).not.toMatchObject({ value: expect.objectContaining({}) });
    });

    test('wrong in main and mended in post is a difference, no problem', () => {
      const read = readPost({ 'started-at': '1780315199' }, { main: { 'started-at': 'now' } });
      expect(read.values['started-at'].common).toMatchObject({ value: second });
      expect([read.problems, read.differences.length]).toEqual([[], 1]);
    });

    test('the finish: a time of post alone', () => {
      expect(value('finished-at', { 'finished-at': '1780315199' })).toMatchObject({ value: second });
      expect(value('finished-at', {}, { main: { 'finished-at': '1780315199' } })).toEqual({
        state: 'absent',
      });
    });

    test.each(['2026-06-02T12:00:01Z', 'now', 'job', '2026-06-01T12:00:00'])(
      'refused as a finish: %s',
      (text) => {
        const read = readPost({ 'finished-at': text });
        expect(read.values['finished-at'].common).toEqual({ state: 'refused' });
        expect(wrong(read.problems)).toEqual(['warning finished-at']);
        expect(messagesOf(read)).toEqual([expect.stringContaining('recorded when the job ended')]);
      },
    );

    test('of each service', () => {
      const { values, problems } = readPost(
        { 'started-at': '{"cart":"1780315199","pay":"step"}', 'finished-at': '{"pay":"1780315199"}' },
        { services: ['cart', 'pay', 'web'] },
      );
      expect(readingFor(values['started-at'], 'cart')).toMatchObject({ value: second });
      expect(readingFor(values['started-at'], 'pay')).toEqual({ state: 'refused' });
      expect(readingFor(values['started-at'], 'web')).toMatchObject({ value: 'job' });
      expect(readingFor(values['finished-at'], 'pay')).toMatchObject({ value: second });
      expect(wrong(problems)).toEqual(['warning started-at']);
    });
  });

  describe('the commit', () => {
    const other = 'f'.repeat(64);

    test('that is given is given, even if it is the run’s own', () => {
      expect(value('git-commit-sha', { 'git-commit-sha': other.toUpperCase() })).toMatchObject({
        value: { sha: other, isGiven: true },
      });
      const { values, facts } = readPost({ 'git-commit-sha': SHA });
      expect(values['git-commit-sha'].common).toMatchObject({ value: { sha: SHA, isGiven: true } });
      expect(facts).toContain(`git-commit-sha: ${SHA} (input)`);
    });

    test('given but empty', () => {
      expect(value('git-commit-sha', { 'git-commit-sha': '' })).toEqual({ state: 'empty' });
      const main = { 'git-commit-sha': '' };
      expect(value('git-commit-sha', { 'git-commit-sha': other }, { main })).toMatchObject({
        value: { isGiven: true },
      });
    });

    test.each(['main', 'v1.2.3', 'github_sha', SHA.slice(0, 7), SHA.slice(1), `${SHA}0`, 'g'.repeat(40)])(
      'refused: %s',
      (text) => {
        const read = readPost({ 'git-commit-sha': text });
        expect(read.values['git-commit-sha'].common).toEqual({ state: 'refused' });
        expect(messagesOf(read)).toEqual([expect.stringMatching(`"${text}".*is sent without git`)]);
        expect(wrong(read.problems)).toEqual(['warning git-commit-sha']);
      },
    );

    test('is not known if the runner does not tell it', () => {
      expect(value('git-commit-sha', {}, { commitSha: '' })).toMatchObject({
        value: { sha: '', isGiven: false },
      });
      expect(readPost({}, { commitSha: '' }).facts).toEqual(['env: not set', 'version: not set']);
    });
  });

  describe('the repository', () => {
    const https = 'https://github.com/acme/shopist';

    test.each([
      ['https://github.com/acme/shopist.git/', 'https://github.com/acme/shopist.git'],
      ['acme/shopist', https],
      ['github.com/acme/shopist', https],
      ['https://user:p@ss@github.com/acme/shopist', https],
      ['https://x-access-token:ghs_1@github.com/acme/shopist', https],
      ['ghp_token@github.com/acme/shopist', https],
      ['https://github.com/acme/shopist?token=x#y', https],
      ['git@github.com:acme/shopist.git', 'git@github.com:acme/shopist.git'],
      ['ghp_token@github.com:acme/shopist.git', 'ssh://github.com/acme/shopist.git'],
    ])('%s', (text, expected) => {
      const { values, facts } = readPost({ 'git-repository-url': text });
      expect(values['git-repository-url'].common).toMatchObject({ value: expected });
      expect(facts).toContain(`git-repository-url: ${expected} (input)`);
    });

    test('owner/name is read on the run’s own server', () => {
      const options = { serverUrl: 'https://ghe.example:8443/' };
      expect(value('git-repository-url', { 'git-repository-url': 'acme/shopist' }, options)).toMatchObject({
        value: 'https://ghe.example:8443/acme/shopist',
      });
    });

    test.each(['https://github.com', 'ftp://github.com/acme/shopist', '/srv/shopist.git', 'shopist'])(
      'refused: %s',
      (text) => {
        const read = readPost({ 'git-repository-url': text });
        expect(read.values['git-repository-url'].common).toEqual({ state: 'refused' });
        expect(wrong(read.problems)).toEqual(['warning git-repository-url']);
      },
    );

    test.each([
      'https://user:pass-word@github.com/',
      'https://user:pass-word@github.com/acme/shop ist',
      'https://user:pass-word with space@github.com/acme/shopist',
      'https://us:er:pass-word@x@github.com/acme/shop ist',
      'ftp://user:pass-word@github.com/acme/shopist',
      'https://pass-word@github.com:port/acme/shopist',
      'https://github.com/acme/shop ist?pass-word',
      '{"shopist":"https://user:pass-word@github.com/acme/shopist"}',
      '{"shopist":"https://user:pass-word@github.com/acme/shop ist"}',
      '{"shopist":["https://user:pass-word@github.com/acme/shopist"]}',
      '{"shopist":"https://user:pass-word@github.com/acme/shopist',
      '{"web":"https://user:pass-word@github.com/acme/shopist"}',
    ])('no credentials in what is told about %s', (text) => {
      for (const main of [text, 'acme/shopist']) {
        expect(
          show(readPost({ 'git-repository-url': text }, { main: { 'git-repository-url': main } })),
        ).not.toContain('pass-word');
      }
    });

    // A regular expression once took a second for 1,500 colons, and the cube of that for more.
    test.each([
      ':'.repeat(8192),
      '://'.repeat(2730),
      '@'.repeat(8192),
      `${':@'.repeat(4000)} x`,
      `a${'/'.repeat(8190)}b`,
    ])('a long text is read at once, and a longer one not at all', (text) => {
      for (const longer of [text, text.repeat(100)]) {
        expect(wrong(readPost({ 'git-repository-url': longer }).problems)).toEqual([
          'warning git-repository-url',
        ]);
      }
    });
  });

  describe('what becomes of the deployment', () => {
    test('the default, a word, a boolean of a service, and nothing', () => {
      const said = (text: string) => value('deployed', { deployed: text });
      expect(said('job')).toMatchObject({ value: 'as the job', source: 'default' });
      expect(said('Failed')).toMatchObject({ value: 'no', source: 'input' });
      expect(said('Degraded')).toMatchObject({ value: { unknown: 'Degraded' } });
      expect(said('')).toEqual({ state: 'empty' });
      const { values, facts, problems } = readPost(
        {
          deployed: '{"cart":true,"pay":"skipped","web":""}',
          'change-failure': '{"cart":false,"pay":"failure","web":"1"}',
        },
        { services: ['cart', 'pay', 'web'] },
      );
      expect(['cart', 'pay', 'web'].map((name) => readingFor(values.deployed, name))).toMatchObject([
        { value: 'yes' },
        { value: 'no' },
        { state: 'empty' },
      ]);
      expect(['cart', 'pay', 'web'].map((name) => readingFor(values['change-failure'], name))).toMatchObject([
        { value: 'no' },
        { value: 'yes' },
        { state: 'refused' },
      ]);
      expect(wrong(problems)).toEqual(['warning change-failure']);
      expect(facts.filter((fact) => /^(?:deployed|change-failure)/.test(fact))).toEqual([]);
    });

    test('is not for main to say', () => {
      const main = { deployed: 'failure', 'change-failure': 'true', remediation: 'rollback' };
      const { values } = readPost({}, { main });
      expect(values.deployed.common).toMatchObject({ value: 'as the job' });
      expect(values['change-failure'].common).toMatchObject({ value: 'no' });
      expect(values.remediation.common).toEqual({ state: 'absent' });
    });

    test('a change failure in another word is a warning, and no mark', () => {
      const read = readPost({ 'change-failure': 'Degraded' });
      expect(read.values['change-failure'].common).toEqual({ state: 'refused' });
      expect(wrong(read.problems)).toEqual(['warning change-failure']);
      expect(messagesOf(read)).toEqual([expect.stringContaining('not marked as a change failure')]);
    });

    test.each([
      ['rollback', 'given'],
      ['rollforward', 'given'],
      ['', 'absent'],
      ['Rollback', 'refused'],
      ['roll forward', 'refused'],
      ['true', 'refused'],
    ])('remediation %j', (text, state) => {
      const read = readPost({ remediation: text });
      expect(read.values.remediation.common.state).toBe(state);
      expect(wrong(read.problems)).toEqual(state === 'refused' ? ['warning remediation'] : []);
    });

    test('IDs of the failed deployments: one, a list, an object, and {} for none', () => {
      const [a, b] = ['deployment-0001-a', 'deployment-0002-b'];
      const ids = (text: string) =>
        readingFor(readPost({ 'remediates-id': text }).values['remediates-id'], 'shopist');
      expect(ids(a)).toMatchObject({ value: [a] });
      expect(ids(`${a}\n${b}`)).toMatchObject({ value: [a, b] });
      expect(ids(`{"shopist":"${a}"}`)).toMatchObject({ value: [a] });
      expect(ids(`{"shopist":["${a}","${b}"]}`)).toMatchObject({ value: [a, b] });
      expect(ids('{}')).toEqual({ state: 'absent' });
      expect(ids('[]')).toMatchObject({ value: [] });
      expect(ids('short')).toEqual({ state: 'refused' });
    });
  });

  test.each(namesSettledIn('post', 'post only'))(
    'a key put into %s by mistake is left out and not shown',
    (name) => {
      for (const text of [KEY, `a:${KEY}`, `https://github.com/acme/${KEY}`, `{"shopist":"${KEY}"}`]) {
        const read = readPost({ [name]: text });
        expect(wrong(read.problems)).toEqual([`warning ${name}`]);
        const said = Object.entries(read.values).find(([key]) => key === name)?.[1];
        const state = said?.byService?.get('shopist')?.state ?? said?.common.state;
        expect(state).toBe(name === 'started-at' && !text.startsWith('{') ? 'given' : 'refused');
        expect(show(read)).not.toContain(KEY);
      }
      // In a list of a service, and in place of a service.
      for (const text of [`{"shopist":["${KEY}"]}`, `{"${KEY}":"x"}`]) {
        const read = readPost({ [name]: text });
        expect(wrong(read.problems)).toEqual([`warning ${name}`]);
        expect(show(read)).not.toContain(KEY);
      }
    },
  );

  test('any inputs are read, with warnings alone, and never thrown at', () => {
    const text = fc.oneof(
      anyText(),
      fc.json(),
      fc.constantFrom(
        'true',
        'a:b',
        'https://a/b',
        SHA,
        'GITHUB_SHA',
        '1780315199',
        'job',
        '{"shopist":"a:b"}',
      ),
    );
    const given = fc.dictionary(fc.constantFrom(...namesSettledIn('post', 'post only')), text);
    fc.assert(
      fc.property(given, given, fc.boolean(), (post, main, isForeign) => {
        const { problems, values } = readPost(post, { main, isForeign });
        expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
        const tags = readingFor(values['custom-tags'], 'shopist');
        for (const tag of tags.state === 'given' ? tags.value : []) {
          expect(tag).toMatch(/^[^:]+:./s);
        }
      }),
    );
  });
});

test('the runner hands over the defaults of action.yml', () => {
  expect(Object.keys(DEFAULTS)).toEqual(
    expect.arrayContaining(['started-at', 'deployed', 'git-commit-sha', 'change-failure', 'timeout']),
  );
  expect(DEFAULTS['site']).toBeUndefined();
});
