import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  READ_IN_POST_ONLY,
  readChangeFailure,
  readDeployed,
  readDetails,
  SETTLED_IN_POST,
} from '../../src/deployment/details.ts';
import { parseRepositoryUrl } from '../../src/github/repository.ts';
import { KEY, readerOf, show, wrong } from '../support/reader.ts';

type Given = Readonly<Record<string, string>>;

const now = 1780315200_000000000n;
const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const run = { repositoryUrl: 'https://github.com/acme/shopist', commitSha: sha };
/** What the runner hands over where the workflow gives nothing. */
const defaults = { 'started-at': 'job', 'git-commit-sha': 'GITHUB_SHA', 'change-failure': 'false' };

function settle(
  post: Given,
  more: {
    readonly main?: Given;
    readonly mainWins?: boolean;
    readonly environment?: Given;
    readonly skipGit?: boolean;
    readonly run?: typeof run;
  } = {},
) {
  const { main = post, skipGit = false } = more;
  const reader = readerOf({ ...defaults, ...post }, { ...more, main: { ...defaults, ...main } });
  const details = readDetails(reader, more.run ?? run, skipGit, now);
  return { ...details, problems: reader.problems, facts: reader.facts, differences: reader.differences };
}

describe('tags', () => {
  test.each([
    ['a:b', ['a:b']],
    ['a:b,c:d\ne:f', ['a:b', 'c:d', 'e:f']],
    ['a:b, a:b', ['a:b']],
    ['docs:https://example.com/x', ['docs:https://example.com/x']],
    ['a:b:c', ['a:b:c']],
  ])('%j', (text, tags) => {
    const { customTags, problems } = settle({ 'custom-tags': text });
    expect(customTags).toEqual(tags);
    expect(problems).toEqual([]);
  });

  test.each(['a', 'a:', ':b', ':', 'a b'])('%j is left out and quoted', (tag) => {
    const { customTags, problems, facts } = settle({ 'custom-tags': `x:y\n${tag}` });
    expect(customTags).toEqual(['x:y']);
    expect(problems).toMatchObject([{ level: 'warning', input: 'custom-tags', written: { text: tag } }]);
    expect(facts).toContainEqual({ name: 'custom-tags', value: 'x:y', source: 'input' });
  });

  test('32 KiB of them, in bytes, and not one more', () => {
    const most = `a:${'é'.repeat(16 * 1024 - 1)}`;
    expect(settle({ 'custom-tags': most }).customTags).toEqual([most]);
    const { customTags, problems } = settle({ 'custom-tags': `${most}x` });
    expect(customTags).toEqual([]);
    expect(problems).toMatchObject([
      { level: 'warning', input: 'custom-tags', accepted: expect.stringContaining('at most 32 KiB') },
    ]);
  });
});

describe('texts', () => {
  test.each(['env', 'version', 'team'] as const)('%s is sent as it is', (name) => {
    expect(settle({ [name]: '"größe" 日本\n::error::' })[name]).toBe('"größe" 日本\n::error::');
    expect(settle({})[name]).toBe('');
  });

  test.each(['env', 'version', 'team'] as const)('%s has 8 KiB at most; longer, it is left out', (name) => {
    const details = settle({ [name]: 'é'.repeat(4097) });
    expect(details[name]).toBe('');
    expect(details.problems).toMatchObject([
      { level: 'warning', input: name, consequence: 'The event is sent without it.' },
    ]);
  });
});

describe('the start', () => {
  test.each(['', 'job', 'step'])('%j: what main recorded counts', (text) => {
    expect(settle({ 'started-at': text })).toMatchObject({ startedAt: undefined, problems: [] });
  });

  test('a time that post reads', () => {
    expect(settle({ 'started-at': '2026-06-01T11:59:59.5Z' }).startedAt?.time).toBe(now - 500_000_000n);
  });

  test('a time that main read counts where post reads none', () => {
    expect(settle({ 'started-at': '' }, { main: { 'started-at': '1780315199' } }).startedAt?.time).toBe(
      now - 1_000_000_000n,
    );
  });

  test('wrong in post, it is a warning, and the recorded start counts', () => {
    const { startedAt, problems } = settle({ 'started-at': 'now' }, { main: { 'started-at': 'job' } });
    expect(startedAt).toBeUndefined();
    expect(problems).toMatchObject([
      { level: 'warning', input: 'started-at', consequence: expect.stringContaining('recorded') },
    ]);
  });

  test('wrong in main and mended in post, it is told in one line', () => {
    const { startedAt, problems, differences } = settle(
      { 'started-at': '1780315199' },
      { main: { 'started-at': 'now' } },
    );
    expect(startedAt?.time).toBe(now - 1_000_000_000n);
    expect(problems).toEqual([]);
    expect(differences).toEqual([
      'started-at: main read "now", post reads "1780315199"; "1780315199" counts',
    ]);
  });
});

describe('the finish', () => {
  test('a time, and how exactly it is written', () => {
    expect(settle({ 'finished-at': '1780315199' }).finishedAt).toEqual({
      time: now - 1_000_000_000n,
      resolution: 1_000_000_000n,
    });
    expect(settle({}).finishedAt).toBeUndefined();
  });

  test.each(['2026-06-02T12:00:01Z', 'now', 'job', '2026-06-01T12:00:00'])('refused: %s', (text) => {
    const { finishedAt, problems, facts } = settle({ 'finished-at': text });
    expect(finishedAt).toBeUndefined();
    expect(problems).toMatchObject([
      {
        level: 'warning',
        input: 'finished-at',
        written: { text },
        consequence: expect.stringContaining('recorded when the job ended'),
      },
    ]);
    expect(facts.map(({ name }) => name)).not.toContain('finished-at');
  });

  test('before the deployment it means nothing: main’s does not count', () => {
    expect(settle({}, { main: { 'finished-at': '1780315199' } })).toMatchObject({
      finishedAt: undefined,
      problems: [],
    });
  });
});

describe('values that a deployment learns while it runs', () => {
  test('post’s, then main’s, then the variable as post sees it', () => {
    const environment = { DD_ENV: 'staging' };
    expect(settle({}, { environment }).env).toBe('staging');
    expect(settle({ env: 'prod' }, { environment }).env).toBe('prod');
    expect(settle({}, { main: { env: 'prod' }, environment }).env).toBe('prod');
    expect(settle({ env: 'new' }, { main: { env: 'old' } })).toMatchObject({
      env: 'new',
      differences: ['env: main read "old", post reads "new"; "new" counts'],
    });
    expect(settle({ env: 'new' }, { main: { env: 'old' }, mainWins: true }).env).toBe('old');
  });
});

describe('the repository and the commit', () => {
  const other = 'f'.repeat(64);

  test('by default the run’s own, and that is what the log says', () => {
    const { git, facts, problems } = settle({});
    expect(git).toEqual({ ...run, commitGiven: false });
    expect(problems).toEqual([]);
    expect(facts).toEqual(
      expect.arrayContaining([
        { name: 'git-repository-url', value: run.repositoryUrl, source: 'default' },
        { name: 'git-commit-sha', value: sha, source: 'default' },
      ]),
    );
  });

  test('a commit that is given is believed, also where it is the run’s own', () => {
    expect(settle({ 'git-commit-sha': other.toUpperCase() }).git).toEqual({
      ...run,
      commitSha: other,
      commitGiven: true,
    });
    const { git, facts } = settle({ 'git-commit-sha': sha });
    expect(git).toEqual({ ...run, commitGiven: true });
    expect(facts).toContainEqual({ name: 'git-commit-sha', value: sha, source: 'input' });
  });

  test('given but empty: one warning, and the run’s own, which is not given', () => {
    const { git, problems, facts } = settle({ 'git-commit-sha': '' });
    expect(git).toEqual({ ...run, commitGiven: false });
    expect(facts).toContainEqual({ name: 'git-commit-sha', value: sha, source: 'default' });
    expect(problems).toMatchObject([
      {
        level: 'warning',
        input: 'git-commit-sha',
        written: 'missing',
        accepted: expect.stringContaining('misspelt'),
        consequence: `The event is sent with GITHUB_SHA, ${sha}.`,
      },
    ]);
  });

  test('empty in main, where the step has not run yet, and given in post, it is no fault', () => {
    const { git, problems } = settle({ 'git-commit-sha': other }, { main: { 'git-commit-sha': '' } });
    expect([git?.commitSha, problems]).toEqual([other, []]);
  });

  test('no commit at all: without git', () => {
    const { git, problems } = settle({}, { run: { ...run, commitSha: '' } });
    expect(git).toBeUndefined();
    expect(wrong(problems)).toEqual(['warning git-commit-sha']);
  });

  test('no repository at all: without git', () => {
    const { git, problems } = settle({}, { run: { ...run, repositoryUrl: '' } });
    expect(git).toBeUndefined();
    expect(wrong(problems)).toEqual(['warning git-repository-url']);
  });

  test.each(['main', 'v1.2.3', 'github_sha', sha.slice(0, 7), sha.slice(1), `${sha}0`, 'g'.repeat(40)])(
    'refused as a commit: %s',
    (text) => {
      const { git, problems } = settle({ 'git-commit-sha': text });
      expect(git).toBeUndefined();
      expect(problems).toMatchObject([{ level: 'warning', input: 'git-commit-sha', written: { text } }]);
    },
  );

  test('skip-git leaves both out and asks nothing', () => {
    const { git, facts, problems } = settle(
      { 'git-commit-sha': 'main', 'git-repository-url': '?' },
      { skipGit: true },
    );
    expect([git, problems]).toEqual([undefined, []]);
    expect(facts.filter(({ name }) => name.startsWith('git-'))).toEqual([]);
  });

  test.each([
    ['https://github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://github.com/acme/shopist.git/', 'https://github.com/acme/shopist.git'],
    ['https://ghes.example:8443/git/acme/shopist', 'https://ghes.example:8443/git/acme/shopist'],
    ['http://forgejo.local:3000/acme/shopist', 'http://forgejo.local:3000/acme/shopist'],
    ['https://user:p@ss@github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://x-access-token:ghs_1@github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://ghp_token@github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['ghp_token@github.com/acme/shopist', 'https://github.com/acme/shopist'],
    ['https://github.com/acme/shopist?token=x#y', 'https://github.com/acme/shopist'],
    ['ssh://git@github.com/acme/shopist.git', 'ssh://git@github.com/acme/shopist.git'],
    ['ssh://git:secret@github.com:22/acme/shopist', 'ssh://git@github.com:22/acme/shopist'],
    ['git://github.com/acme/shopist.git', 'git://github.com/acme/shopist.git'],
    ['git@github.com:acme/shopist.git', 'git@github.com:acme/shopist.git'],
    ['ghp_token@github.com:acme/shopist.git', 'ssh://github.com/acme/shopist.git'],
    ['HTTPS://GitHub.com/Acme/Shopist', 'https://github.com/Acme/Shopist'],
  ])('%s', (text, expected) => {
    expect(parseRepositoryUrl(text)).toBe(expected);
    const { git, facts } = settle({ 'git-repository-url': text });
    expect(git?.repositoryUrl).toBe(expected);
    expect(facts.find(({ name }) => name === 'git-repository-url')?.value).toBe(expected);
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
    const { git, problems } = settle({ 'git-repository-url': text });
    expect(git).toBeUndefined();
    expect(problems).toMatchObject([{ level: 'warning', input: 'git-repository-url', written: { text } }]);
  });

  test.each([
    'https://user:pass-word@github.com/',
    'https://user:pass-word@github.com/acme/shop ist',
    'https://user:pass-word with space@github.com/acme/shopist',
    'https://us:er:pass-word@x@github.com/acme/shop ist',
    'ftp://user:pass-word@github.com/acme/shopist',
    'user:pass-word@github.com/acme/shopist',
    'https://pass-word@github.com:port/acme/shopist',
    'pass-word@github.com/acme/shopist',
    'https://github.com/acme/shop ist?pass-word',
  ])('no credentials in what is told about %s', (text) => {
    expect(show(settle({ 'git-repository-url': text }))).not.toContain('pass-word');
  });

  // A regular expression once took a second for 1,500 colons, and the cube of that for more.
  test.each([
    ':'.repeat(8192),
    '://'.repeat(2730),
    '@'.repeat(8192),
    `${':@'.repeat(4000)} x`,
    `a${'/'.repeat(8190)}b`,
  ])('a long text is read at once, and a longer one not at all', (text) => {
    for (const [longer, limit] of [
      [text, 200],
      [text.repeat(100), 200],
    ] as const) {
      const begin = performance.now();
      expect(wrong(settle({ 'git-repository-url': longer }).problems)).toEqual([
        'warning git-repository-url',
      ]);
      expect(performance.now() - begin).toBeLessThan(limit);
    }
  });
});

describe('whether the deployment happened', () => {
  const read = (post: Given, main: Given = {}, mainWins = false) => {
    const reader = readerOf(post, { main, mainWins });
    return [readDeployed(reader), wrong(reader.problems)];
  };

  test.each([
    ['success', true],
    ['true', true],
    ['TRUE', true],
    ['failure', false],
    ['cancelled', false],
    ['skipped', false],
    ['false', false],
    ['False', false],
    ['', undefined],
  ])('%j', (deployed, expected) => {
    expect(read({ deployed })).toEqual([expected, []]);
  });

  test.each(['Success', 'yes', 'canceled', 'succeeded', '1', 'success failure'])(
    '%j is a warning, and as if not given',
    (deployed) => {
      expect(read({ deployed })).toEqual([undefined, ['warning deployed']]);
    },
  );

  test('is not for main to say', () => {
    expect(read({}, { deployed: 'success' })).toEqual([undefined, []]);
    expect(read({ deployed: 'failure' }, { deployed: 'success' }, true)).toEqual([false, []]);
  });
});

describe('whether it is a change failure', () => {
  const read = (text: string, main = '') => {
    const reader = readerOf({ 'change-failure': text }, { main: { 'change-failure': main } });
    return [readChangeFailure(reader), wrong(reader.problems)];
  };

  test.each([
    ['true', true],
    ['False', false],
    ['', false],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual([expected, []]);
  });

  test('anything else is a warning, and no mark', () => {
    expect(read('failure')).toEqual([false, ['warning change-failure']]);
  });

  test('is not for main to say', () => {
    expect(read('', 'true')).toEqual([false, []]);
  });
});

test.each([...SETTLED_IN_POST, 'finished-at'])(
  'a key put into %s by mistake is left out and not shown',
  (name) => {
    for (const text of [KEY, `a:${KEY}`, `https://github.com/acme/${KEY}`]) {
      const settled = settle({ [name]: text });
      expect(settled.problems).toMatchObject([{ level: 'warning', input: name, written: 'hidden' }]);
      expect(show(settled)).not.toContain(KEY);
    }
  },
);

test('the facts are what counts: no refused value, and of the tags those that are sent', () => {
  const { facts } = settle({
    'custom-tags': 'a:b, broken',
    'finished-at': '12:00',
    'git-commit-sha': 'abc',
    env: 'prod',
  });
  expect(facts.map(({ name, value }) => [name, value])).toEqual([
    ['started-at', 'job'],
    ['env', 'prod'],
    ['custom-tags', 'a:b'],
    ['git-repository-url', run.repositoryUrl],
  ]);
});

test('any inputs are settled, with warnings alone, never thrown at', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('true', 'a:b', 'https://a/b', sha, 'GITHUB_SHA', '1780315199', 'job'),
  );
  const given = fc.dictionary(fc.constantFrom(...SETTLED_IN_POST, ...READ_IN_POST_ONLY), text);
  fc.assert(
    fc.property(given, given, fc.boolean(), (post, main, mainWins) => {
      const { problems, customTags } = settle(post, { main, mainWins });
      expect(problems.every(({ level }) => level === 'warning')).toBe(true);
      expect(customTags.every((tag) => /^[^:]+:./s.test(tag))).toBe(true);
    }),
  );
});
