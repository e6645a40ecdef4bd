import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  apiKeys,
  checkApiKey,
  type Environment,
  foreignInputs,
  type InputName,
  type Inputs,
  type Problem,
  parseRepositoryUrl,
  readApiKey,
  readInputs,
  SETTLED_IN_MAIN,
  SETTLED_IN_POST,
  settleInMain,
  settleInPost,
} from '../src/inputs.ts';
import { parseTime } from '../src/time.ts';

const key = '0123456789abcdef0123456789abcdef';
const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const now = parseTime('2026-06-01T12:00:00Z', 10n ** 20n) ?? 0n;
const github = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/shopist',
  GITHUB_SHA: sha,
};
const defaults = {
  'started-at': 'job',
  'git-repository-url': 'https://github.com/acme/shopist',
  'git-commit-sha': sha,
};

type Given = Readonly<Partial<Record<InputName, string>>>;

function inputs(given: Given): Inputs {
  const all: Readonly<Record<string, string>> = given;
  return readInputs((name) => all[name]?.trim() ?? '');
}

function settleMain(given: Given, environment: Environment = {}, keys = [key]) {
  return settleInMain(inputs({ service: 'shopist', ...given }), environment, keys, now);
}

function settlePost(
  given: { readonly post?: Given; readonly main?: Given; readonly skipGit?: boolean },
  environment: Environment = {},
) {
  const { post = {}, main = post, skipGit = false } = given;
  return settleInPost({
    post: inputs({ ...defaults, ...post }),
    main: inputs({ ...defaults, ...main }),
    environment: { ...github, ...environment },
    keys: [key],
    skipGit,
    startedAt: now - 60_000_000_000n,
    now,
  });
}

function wrong(problems: readonly Problem[]): string[] {
  return problems.map(({ level, input }) => `${level} ${input}`);
}

describe('several services', () => {
  test.each([
    ['shopist', ['shopist']],
    ['web,api', ['web', 'api']],
    ['web\napi\r\nworker\rcron', ['web', 'api', 'worker', 'cron']],
    [' web , \n\n api,, ', ['web', 'api']],
    ['web,api,web,api,cron', ['web', 'api', 'cron']],
    ['Web,web', ['Web', 'web']],
    ['b,a,c', ['b', 'a', 'c']],
    ['my service', ['my service']],
  ])('%j', (service, services) => {
    expect(settleMain({ service }).values.settings?.services).toEqual(services);
  });

  test.each(['', ',', ' \n , '])('none: %j', (service) => {
    const { values, problems } = settleMain({ service });
    expect(values.settings).toBeUndefined();
    expect(wrong(problems)).toEqual(['error service']);
  });

  test('any list has no empty name and no name twice, and the order is kept', () => {
    const list = fc.array(fc.constantFrom('a', 'b', ' c', '', ',', '\n', '\r\n', 'd e'));
    fc.assert(
      fc.property(list, (parts) => {
        const service = parts.join(',');
        const services = settleMain({ service }).values.settings?.services ?? [];
        expect(new Set(services).size).toBe(services.length);
        expect(services.every((name) => name !== '' && name === name.trim())).toBe(true);
        const places = services.map((name) => service.search(new RegExp(`(^|[,\\s])${name}([,\\s]|$)`)));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });
});

describe('booleans', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
    ['', false],
  ])('%j', (text, expected) => {
    const given = { 'dry-run': text, 'skip-git': text, 'ci-tags': text, 'fail-on-error': text };
    expect(settleMain(given)).toMatchObject({
      values: { settings: { dryRun: expected, skipGit: expected, ciTags: expected, failOnError: expected } },
      problems: [],
    });
  });

  test('the job summary is written unless it is switched off', () => {
    expect(settleMain({}).values.settings?.jobSummary).toBe(true);
    expect(settleMain({ 'job-summary': 'False' }).values.settings?.jobSummary).toBe(false);
  });

  test.each(['yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'true false', 'y', 'null', '"true"'])(
    'refused: %j',
    (text) => {
      expect(wrong(settleMain({ 'dry-run': text }).problems)).toEqual(['error dry-run']);
      expect(wrong(settleMain({ 'skip-git': text }).problems)).toEqual(['error skip-git']);
      const mild = settleMain({ 'ci-tags': text, 'fail-on-error': text, 'job-summary': text });
      expect(wrong(mild.problems)).toEqual([
        'warning ci-tags',
        'warning fail-on-error',
        'warning job-summary',
      ]);
      expect(mild.values.settings).toMatchObject({ ciTags: false, failOnError: false, jobSummary: true });
    },
  );
});

describe('the time-out in seconds', () => {
  test.each([
    ['', 60_000],
    ['1', 1_000],
    ['120', 120_000],
    ['007', 7_000],
  ])('%j', (timeout, expected) => {
    expect(settleMain({ timeout })).toMatchObject({
      values: { settings: { timeout: expected } },
      problems: [],
    });
  });

  test.each(['0', '121', '-1', '1.5', '1e2', '60s', 'ten', '9999', '٦٠'])('refused: %j', (timeout) => {
    const { values, problems } = settleMain({ timeout });
    expect(wrong(problems)).toEqual(['warning timeout']);
    expect(values.settings?.timeout).toBe(60_000);
  });
});

describe('a deployment id of one’s own', () => {
  test.each(['a'.repeat(16), 'Z'.repeat(128), '0-_.:ABCDEFghijk', '2026-01-01T00:00:00Z'])('%s', (id) => {
    expect(settleMain({ 'deployment-id': id }).values.settings?.deploymentId).toBe(id);
  });

  test.each([
    'a'.repeat(15),
    'a'.repeat(129),
    'a b'.repeat(6),
    'ä'.repeat(16),
    'a/b'.repeat(6),
    `${'a'.repeat(16)}\nb`,
  ])('refused: %j', (id) => {
    expect(wrong(settleMain({ 'deployment-id': id }).problems)).toEqual(['error deployment-id']);
  });

  test('only with a single service', () => {
    const id = 'a'.repeat(16);
    expect(wrong(settleMain({ service: 'a,b', 'deployment-id': id }).problems)).toEqual([
      'error deployment-id',
    ]);
    expect(settleMain({ service: 'a,a', 'deployment-id': id }).problems).toEqual([]);
  });
});

describe('the start', () => {
  test.each([
    ['', 'job'],
    ['job', 'job'],
    ['step', 'step'],
    ['2026-06-01T12:00:00.000000001+00:00', now + 1n],
  ])('%j', (text, expected) => {
    expect(settleMain({ 'started-at': text }).values.settings?.startedAt).toBe(expected);
  });

  test.each(['Job', 'now', 'yesterday', '2026-06-01T12:00:00', '2026-06-02T12:00:01Z'])(
    'refused: %j',
    (text) => {
      expect(wrong(settleMain({ 'started-at': text }).problems)).toEqual(['error started-at']);
    },
  );
});

describe('the site and the API URL', () => {
  test('without any, the first one', () => {
    expect(settleMain({}).values.settings).toMatchObject({
      site: { name: 'datadoghq.com' },
      apiUrl: 'https://api.datadoghq.com',
    });
  });

  test('an API URL takes the place of the site’s', () => {
    expect(
      settleMain({ site: 'datadoghq.eu', 'api-url': 'https://relay.example/eu/' }).values.settings,
    ).toMatchObject({
      site: { name: 'datadoghq.eu' },
      apiUrl: 'https://relay.example/eu',
    });
  });

  test('a government site is tried, with a warning', () => {
    const { values, problems } = settleMain({ site: 'ddog-gov.com' });
    expect(wrong(problems)).toEqual(['warning site']);
    expect(values.settings?.apiUrl).toBe('https://api.ddog-gov.com');
  });

  test('an organisation’s own address is refused with that reason', () => {
    const [problem] = settleMain({ site: 'acme.datadoghq.com' }).problems;
    expect(problem).toMatchObject({
      level: 'error',
      value: 'acme.datadoghq.com',
      accepted: expect.stringMatching(/us5\.datadoghq\.com.*organisation's own address/),
    });
  });
});

describe('where a value comes from', () => {
  test.each<[string, Given, Environment, string, string]>([
    ['service', { service: 'a' }, { DD_SERVICE: 'b' }, 'a', 'input'],
    ['service', { service: '' }, { DD_SERVICE: 'b' }, 'b', 'DD_SERVICE'],
    ['service', { service: '  ' }, { DD_SERVICE: ' b ' }, 'b', 'DD_SERVICE'],
    [
      'site',
      { site: 'datadoghq.eu' },
      { DATADOG_SITE: 'us3.datadoghq.com', DD_SITE: 'us5.datadoghq.com' },
      'datadoghq.eu',
      'input',
    ],
    [
      'site',
      {},
      { DATADOG_SITE: 'us3.datadoghq.com', DD_SITE: 'us5.datadoghq.com' },
      'us3.datadoghq.com',
      'DATADOG_SITE',
    ],
    ['site', {}, { DATADOG_SITE: '', DD_SITE: 'us5.datadoghq.com' }, 'us5.datadoghq.com', 'DD_SITE'],
    ['site', {}, { DD_SITE: 'datadoghq.com' }, 'datadoghq.com', 'DD_SITE'],
    ['site', {}, {}, 'datadoghq.com', 'default'],
    ['timeout', { timeout: '60' }, {}, '60', 'default'],
  ])('%s of %j and %j', (name, given, environment, value, source) => {
    expect(settleMain(given, environment).facts).toContainEqual({ name, value, source });
  });

  test.each<[string, Environment, string, string]>([
    ['input', { DATADOG_API_KEY: 'b', DD_API_KEY: 'c' }, 'input', 'input'],
    ['', { DATADOG_API_KEY: 'b', DD_API_KEY: 'c' }, 'b', 'DATADOG_API_KEY'],
    ['', { DATADOG_API_KEY: ' ', DD_API_KEY: ' c\n' }, 'c', 'DD_API_KEY'],
    ['', {}, '', 'default'],
  ])('the API key of %j and %j', (input, environment, value, source) => {
    expect(readApiKey(input, environment)).toEqual({ name: 'api-key', value, source });
  });

  test('all keys within reach are masked, whichever counts', () => {
    expect(apiKeys(' a ', { DATADOG_API_KEY: 'b', DD_API_KEY: 'a' })).toEqual(['a', 'b']);
    expect(apiKeys('', { DD_API_KEY: ' ' })).toEqual([]);
  });
});

describe('the API key', () => {
  test.each([key, 'short', '!"~'])('%j is sent', (value) => {
    expect(checkApiKey(value, '')).toBeUndefined();
  });

  test.each(['a b', 'a\nb', 'ä', '\u200b', 'a\u0000'])('%j cannot be sent and is not shown', (value) => {
    const problem = checkApiKey(value, 'A cause.');
    expect(problem).toMatchObject({ level: 'error', input: 'api-key', value: '' });
    expect(JSON.stringify(problem)).not.toContain(value);
    expect(problem?.consequence).not.toContain('A cause.');
  });

  test('missing, it is told why', () => {
    expect(checkApiKey('', 'A cause.')).toMatchObject({
      level: 'error',
      value: undefined,
      consequence: expect.stringMatching(/^A cause\. No deployment event/),
    });
  });

  const settled = SETTLED_IN_MAIN.filter((name) => name !== 'fail-on-error');
  test.each(settled)('put into %s by mistake, it is refused there and not shown', (name) => {
    const { values, problems, facts } = settleMain({ [name]: `x${key}` });
    expect(values.settings).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining({ level: 'error', input: name, value: '' }));
    expect(facts.length).toBeGreaterThan(0);
  });

  test.each(SETTLED_IN_POST)('put into %s by mistake, it is left out and not shown', (name) => {
    const { values, problems, facts } = settlePost({ post: { [name]: `a:${key}` } });
    expect(problems).toContainEqual(expect.objectContaining({ level: 'warning', input: name, value: '' }));
    expect(JSON.stringify([values.details, facts], (_name, value) => String(value))).not.toContain(key);
  });

  test('another key within reach is looked for as well', () => {
    const other = 'fedcba9876543210fedcba9876543210';
    expect(wrong(settleMain({ service: other }, {}, [key, other]).problems)).toEqual(['error service']);
  });

  test('a key too short to be one is not searched for', () => {
    expect(settleMain({ service: 'shopist' }, {}, ['shop']).problems).toEqual([]);
  });
});

describe('tags', () => {
  test.each([
    ['a:b', ['a:b']],
    ['a:b,c:d\ne:f', ['a:b', 'c:d', 'e:f']],
    ['a:b, a:b', ['a:b']],
    ['docs:https://example.com/x', ['docs:https://example.com/x']],
    ['a:b:c', ['a:b:c']],
  ])('%j', (text, tags) => {
    const { values, problems } = settlePost({ post: { 'custom-tags': text } });
    expect(values.details.customTags).toEqual(tags);
    expect(problems).toEqual([]);
  });

  test.each(['a', 'a:', ':b', ':', 'a b'])('%j is left out and quoted', (tag) => {
    const { values, problems } = settlePost({ post: { 'custom-tags': `x:y\n${tag}` } });
    expect(values.details.customTags).toEqual(['x:y']);
    expect(problems).toMatchObject([{ level: 'warning', input: 'custom-tags', value: tag }]);
  });
});

describe('the finish', () => {
  test('a time after the start', () => {
    const { values, problems } = settlePost({ post: { 'finished-at': '2026-06-01T11:59:59.123456789Z' } });
    expect(values.details.finishedAt).toBe(now - 876_543_211n);
    expect(problems).toEqual([]);
  });

  test('the start itself', () => {
    expect(settlePost({ post: { 'finished-at': '2026-06-01T11:59:00Z' } }).values.details.finishedAt).toBe(
      now - 60_000_000_000n,
    );
  });

  test.each(['2026-06-01T11:58:59.999999999Z', '2026-06-02T12:00:01Z', 'now'])('refused: %s', (text) => {
    const { values, problems } = settlePost({ post: { 'finished-at': text } });
    expect(values.details.finishedAt).toBeUndefined();
    expect(problems).toMatchObject([{ level: 'warning', input: 'finished-at', value: text }]);
  });
});

describe('values that a deployment learns while it runs', () => {
  const read = (post: Given, main: Given, environment?: Environment) => {
    const { values, facts } = settlePost({ post, main }, environment);
    return [values.details.version, facts.find(({ name }) => name === 'version')?.source, values.differences];
  };

  test('post’s counts, then main’s', () => {
    expect(read({ version: 'new' }, {})).toEqual(['new', 'input', []]);
    expect(read({}, { version: 'old' })).toEqual(['old', 'input, as main read it', []]);
    expect(read({ version: 'same' }, { version: 'same' })).toEqual(['same', 'input', []]);
    expect(read({ version: 'new' }, { version: 'old' })).toEqual([
      'new',
      'input',
      ['version: main read "old", post reads "new"; "new" counts'],
    ]);
  });

  test('where post’s inputs are foreign, main’s count, then post’s', () => {
    expect(read({ service: 'b', version: 'new' }, { service: 'a', version: 'old' })).toEqual([
      'old',
      'input',
      ['version: main read "old", post reads "new"; "old" counts'],
    ]);
    expect(read({ service: 'b', version: 'new' }, { service: 'a' })).toEqual(['new', 'input', []]);
  });

  test.each(SETTLED_IN_MAIN)('another value of %s makes them foreign', (name) => {
    expect(foreignInputs({ main: inputs({ [name]: 'a' }), post: inputs({ [name]: 'b' }) })).toEqual([name]);
    expect(foreignInputs({ main: inputs({ [name]: 'a' }), post: inputs({ [name]: 'a' }) })).toEqual([]);
  });

  test.each(SETTLED_IN_POST)('another value of %s does not', (name) => {
    expect(foreignInputs({ main: inputs({ [name]: 'a' }), post: inputs({ [name]: 'b' }) })).toEqual([]);
  });

  test('the variable as post sees it comes last', () => {
    const environment = { DD_ENV: 'staging' };
    expect(settlePost({}, environment).values.details.env).toBe('staging');
    expect(settlePost({ post: { env: 'prod' } }, environment).values.details.env).toBe('prod');
    expect(settlePost({ post: {}, main: { env: 'prod' } }, environment).values.details.env).toBe('prod');
  });
});

describe('git', () => {
  test('by default the workflow’s own repository and commit', () => {
    const { values, facts, problems } = settlePost({});
    expect(values.details.git).toEqual({
      repositoryUrl: 'https://github.com/acme/shopist',
      commitSha: sha,
    });
    expect(problems).toEqual([]);
    expect(facts.map(({ source }) => source)).toEqual(['default', 'default']);
  });

  test('an input', () => {
    const other = 'F'.repeat(64);
    expect(settlePost({ post: { 'git-commit-sha': other } }).values.details.git?.commitSha).toBe(
      'f'.repeat(64),
    );
  });

  test('given but empty: a warning, and the workflow’s own', () => {
    const { values, problems } = settlePost({ post: { 'git-commit-sha': '' } });
    expect(values.details.git?.commitSha).toBe(sha);
    expect(problems).toMatchObject([
      { level: 'warning', input: 'git-commit-sha', consequence: expect.stringContaining(sha) },
    ]);
  });

  test.each(['main', 'v1.2.3', sha.slice(0, 7), sha.slice(1), `${sha}0`, 'g'.repeat(40), '0'.repeat(63)])(
    'refused as a commit: %s',
    (text) => {
      const { values, problems } = settlePost({ post: { 'git-commit-sha': text } });
      expect(values.details.git).toBeUndefined();
      expect(problems).toMatchObject([{ level: 'warning', input: 'git-commit-sha', value: text }]);
    },
  );

  test('skip-git leaves both out and asks nothing', () => {
    const { values, facts, problems } = settlePost({
      post: { 'git-commit-sha': 'main', 'git-repository-url': '?' },
      skipGit: true,
    });
    expect([values.details.git, facts, problems]).toEqual([undefined, [], []]);
  });

  test.each([
    ['https://github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://github.com/acme/shopist.git/', 'https://github.com/acme/shopist.git'],
    ['https://ghes.example:8443/git/acme/shopist', 'https://ghes.example:8443/git/acme/shopist'],
    ['http://forgejo.local:3000/acme/shopist', 'http://forgejo.local:3000/acme/shopist'],
    ['https://user:p@ss@github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://x-access-token:ghs_1@github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://ghp_token@github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://github.com/acme/shopist?token=x#y', 'https://github.com/acme/shopist'],
    ['ssh://git@github.com/acme/shopist.git', 'ssh://git@github.com/acme/shopist.git'],
    ['ssh://git:secret@github.com:22/acme/shopist', 'ssh://git@github.com:22/acme/shopist'],
    ['git://github.com/acme/shopist.git', 'git://github.com/acme/shopist.git'],
    ['git@github.com:acme/shopist.git', 'git@github.com:acme/shopist.git'],
    ['HTTPS://GitHub.com/Acme/Shopist', 'https://github.com/Acme/Shopist'],
  ])('%s', (text, expected) => {
    expect(parseRepositoryUrl(text)).toBe(expected);
    expect(settlePost({ post: { 'git-repository-url': text } }).values.details.git?.repositoryUrl).toBe(
      expected,
    );
  });

  test.each([
    'github.com/acme/shopist',
    'acme/shopist',
    'https://github.com',
    'https://github.com/',
    'ftp://github.com/acme/shopist',
    'file:///srv/shopist.git',
    '/srv/shopist.git',
    'https://github.com/acme/shop ist',
  ])('refused as a repository: %s', (text) => {
    const { values, problems } = settlePost({ post: { 'git-repository-url': text } });
    expect(values.details.git).toBeUndefined();
    expect(problems).toMatchObject([{ level: 'warning', input: 'git-repository-url', value: text }]);
  });

  test.each([
    'https://user:pass-word@github.com/',
    'https://user:pass-word@github.com/acme/shop ist',
    'https://user:pass-word with space@github.com/acme/shopist',
    'https://us:er:pass-word@x@github.com/acme/shop ist',
    'ftp://user:pass-word@github.com/acme/shopist',
    'user:pass-word@github.com/acme/shopist',
    'https://pass-word@github.com:port/acme/shopist',
  ])('no credentials in what is told about %s', (text) => {
    const { values, problems, facts } = settlePost({ post: { 'git-repository-url': text } });
    expect(JSON.stringify([values.details, problems, facts], (_name, value) => String(value))).not.toContain(
      'pass-word',
    );
    expect(inputs({ 'git-repository-url': text })('git-repository-url')).not.toContain('pass-word');
  });

  test.each(['site', 'api-url'] as const)('no credentials in what is told about %s', (name) => {
    const { problems } = settleMain({ [name]: 'https://user:pass-word@app.datadoghq.com' });
    expect(problems).toMatchObject([{ level: 'error', input: name, value: 'https://app.datadoghq.com' }]);
  });

  // A regular expression once took a second for 1,500 colons, and the cube of that for more.
  test.each([':'.repeat(100_000), '://'.repeat(30_000), '@'.repeat(100_000), `${':@'.repeat(50_000)} x`])(
    'a long text is read at once',
    (text) => {
      const begin = performance.now();
      expect(wrong(settlePost({ post: { 'git-repository-url': text } }).problems)).toEqual([
        'warning git-repository-url',
      ]);
      expect(performance.now() - begin).toBeLessThan(2000);
    },
  );
});

test('all that is wrong is told at once, with what is accepted and what follows', () => {
  const { values, problems } = settleMain({
    service: ',',
    site: 'evil.example',
    'api-url': 'http://evil.example',
    'started-at': 'now',
    'deployment-id': 'x',
    'dry-run': 'maybe',
    'skip-git': 'maybe',
    'ci-tags': 'maybe',
    timeout: '0',
    'fail-on-error': 'maybe',
    'job-summary': 'maybe',
  });
  expect(values.settings).toBeUndefined();
  expect(new Set(wrong(problems))).toEqual(
    new Set([
      'error service',
      'error site',
      'error api-url',
      'error started-at',
      'error deployment-id',
      'error dry-run',
      'error skip-git',
      'warning ci-tags',
      'warning timeout',
      'warning fail-on-error',
      'warning job-summary',
    ]),
  );
  expect(problems).toHaveLength(SETTLED_IN_MAIN.length);
  for (const { level, value, accepted, consequence } of problems) {
    expect([value, accepted]).not.toContain('');
    expect(consequence).toMatch(
      level === 'error' ? /^No deployment event can be sent/ : /^The default|^It counts/,
    );
  }
});

test('any inputs are settled or refused, never thrown at', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('true', 'a:b', 'https://a/b', sha));
  const names = [...SETTLED_IN_MAIN, ...SETTLED_IN_POST];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text), (given) => {
      const { values, problems } = settleMain(given);
      expect(values.settings === undefined).toBe(problems.some(({ level }) => level === 'error'));
      const post = settlePost({ post: given });
      expect(post.problems.every(({ level }) => level === 'warning')).toBe(true);
      expect(post.values.details.customTags.every((tag) => /^[^:]+:./s.test(tag))).toBe(true);
    }),
  );
});

test('the facts of post are what counts: no refused value, and of the tags those that are sent', () => {
  const { facts } = settlePost({
    post: { 'custom-tags': 'a:b, broken', 'finished-at': '12:00', 'git-commit-sha': 'abc', env: 'prod' },
  });
  expect(facts.map(({ name, value }) => [name, value])).toEqual([
    ['env', 'prod'],
    ['custom-tags', 'a:b'],
    ['git-repository-url', expect.any(String)],
  ]);
});
