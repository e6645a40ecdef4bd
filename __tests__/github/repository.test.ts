import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRepository, parseRepositoryUrl, repositoryHost, repositoryPath } from '../../src/github/repository.ts';
import { withoutSecrets } from '../../src/text.ts';
import { effort, LINEAR } from '../support/effort.ts';

const https = 'https://github.com/acme/shopist';

describe('the URL of a repository', () => {
  test.each([
    [https, https],
    [`${https}.git`, `${https}.git`],
    ['HTTPS://GitHub.com/Acme/Shopist', 'https://github.com/Acme/Shopist'],
    ['http://gitea:3000/acme/shopist', 'http://gitea:3000/acme/shopist'],
    ['git://example.com/acme/shopist.git', 'git://example.com/acme/shopist.git'],
    [`${https}///`, https],
    [`${https}?token=x#y`, https],
    ['git@github.com:acme/shopist.git', 'git@github.com:acme/shopist.git'],
    ['git@github.com:acme/shopist/', 'git@github.com:acme/shopist'],
    ['git@example.com:/srv/shopist.git', 'git@example.com:/srv/shopist.git'],
    ['git@example.com:42/shopist/x', 'git@example.com:42/shopist/x'],
    ['ssh://git@github.com/acme/shopist.git', 'ssh://git@github.com/acme/shopist.git'],
    ['ssh://git@github.com:22/acme/shopist', 'ssh://git@github.com:22/acme/shopist'],
    ['https://example.com/a%40b/shopist', 'https://example.com/a%40b/shopist'],
  ])('%s', (text, expected) => {
    expect(parseRepositoryUrl(text)).toBe(expected);
  });

  const users = ['s3cret', 'user:s3cret', 'git', 'user:p@s3cret', 'user:'].map((user) => `https://${user}`);
  test.each([
    ...[...users, 'https:s3cret', 'https:///s3cret', 's3cret', 'user:s3cret', 'user:', 'git'].map((user) => [
      `${user}@github.com/acme/shopist`,
      https,
    ]),
    ['s3cret@ghe.example.com:8443/acme/shopist', 'https://ghe.example.com:8443/acme/shopist'],
    ['s3cret@github.com:acme/shopist.git', 'ssh://github.com/acme/shopist.git'],
    ['ssh://s3cret@example.com/acme/shopist', 'ssh://example.com/acme/shopist'],
    ['ssh://git:s3cret@github.com/acme/shopist', 'ssh://git@github.com/acme/shopist'],
    ['ssh://s3cret:git@github.com/acme/shopist', 'ssh://github.com/acme/shopist'],
  ])('without credentials: %s', (text = '', expected) => {
    expect(parseRepositoryUrl(text)).toBe(expected);
  });

  test.each([
    ...['', 'acme/shopist', 'github.com/acme/shopist', 'https://', 'https://github.com'],
    ...['https://github.com//', 'ssh://git@github.com//', 'ssh:///acme/shopist', 'git@github.com:'],
    ...['git@github.com:///', 'ftp://github.com/acme/shopist', 'file:///srv/shopist'],
    ...['https://github.com/acme/shop ist', 'https://github.com:port/acme/shopist'],
    `${https}\n${https}`,
  ])('none: %j', (text) => {
    expect(parseRepositoryUrl(text)).toBeUndefined();
  });

  // git itself takes the password's beginning for the host: the rest must not go out as the repository's path.
  test.each([
    ...['https://s3cret/x@github.com/acme/shopist', 'https://s3cret?x@github.com/acme/shopist'],
    ...['https://s3cret/x?y@github.com/acme/shopist', 'https://s3cret/x#y@github.com/acme/shopist'],
    ...['https://user:42/s3cret@github.com/acme/shopist', 'https://s3cret\\x@github.com/acme/shopist'],
    ...['ssh:///s3cret@github.com/acme/shopist', 'git@s3cret:x@github.com/acme/shopist'],
    ...['a@b:s3cret@github.com/acme/shopist', 'user:s3cret/x@github.com/acme/shopist'],
    ...['user:p@s3cret@github.com/acme/shopist', 'user:s3cret@github.com:acme/shopist'],
    'https://user:s3cret@github.com:port/acme/shopist',
    'https://user:s3cret#x@github.com:port/acme/shopist',
    'ftp://user:s3cret@github.com/acme/shopist',
  ])('refused, and shown without the secret: %s', (text) => {
    expect(parseRepositoryUrl(text)).toBeUndefined();
    expect(withoutSecrets(text)).not.toContain('s3cret');
    expect(withoutSecrets(text)).toContain('github.com');
  });
});

describe('a repository as people write it', () => {
  const server = 'https://ghe.example.com';
  const onServer = `${server}/acme/shopist`;

  test.each([
    ['acme/shopist', onServer],
    ['acme/shopist/', onServer],
    ['acme/shopist.git', `${onServer}.git`],
    ['Acme-Inc/shop.ist_2', `${server}/Acme-Inc/shop.ist_2`],
    ['github.com/acme/shopist', https],
    ['GitHub.com/Acme/shopist.git', 'https://github.com/Acme/shopist.git'],
    ['github.com/acme/shopist?token=x#y', https],
    ['gitlab.com/group/acme/shopist/', 'https://gitlab.com/group/acme/shopist'],
    ['ghe.example.com:8443/acme/shopist', 'https://ghe.example.com:8443/acme/shopist'],
    ['s3cret@github.com/acme/shopist', https],
    ['user:s3cret@github.com/acme/shopist', https],
    ['https://user:s3cret@github.com/acme/shopist', https],
    ['git@github.com:acme/shopist.git', 'git@github.com:acme/shopist.git'],
    ['ssh://git@github.com/acme/shopist.git', 'ssh://git@github.com/acme/shopist.git'],
  ])('%s', (text, expected) => {
    expect(parseRepository(text, server)).toBe(expected);
    expect(parseRepository(text, `${server}/`)).toBe(expected);
  });

  test.each([
    ...['', 'shopist', '/acme/shopist', 'acme/', 'acme/..', 'acme/.', '../shopist', './acme/shopist'],
    ...['acme/shop ist', 'acme\\shopist', 'acme/shopist/tree/main', 'acme/shopist@v1'],
    // A host without an owner, or an owner with a dot, whom GitHub does not have.
    ...['github.com/shopist', 'github.com//shopist', 's3cret@acme/shopist', 'github.com:acme/shopist'],
    'localhost/acme/shopist',
  ])('none: %j', (text) => {
    expect(parseRepository(text, server)).toBeUndefined();
  });

  // `github.event.repository.url` is an API address on most events, on Gitea too.
  test.each([
    ['https://api.github.com/repos/acme/shopist', https],
    ['api.github.com/repos/acme/shopist', https],
    ['https://API.GitHub.com/repos/Acme/Shopist/', 'https://github.com/Acme/Shopist'],
    ['https://api.github.com/repos/acme/shopist/commits/main', https],
    ['https://s3cret@api.github.com/repos/acme/shopist', https],
    ['https://api.acme.ghe.com/repos/acme/shopist', 'https://acme.ghe.com/acme/shopist'],
    [`${server}/api/v3/repos/acme/shopist`, onServer],
    ['https://another.example.com/api/v3/repos/acme/shopist', 'https://another.example.com/acme/shopist'],
    ['http://gitea:3000/api/v1/repos/acme/shopist', 'http://gitea:3000/acme/shopist'],
    ['https://host/gitea/api/v1/repos/acme/shopist', 'https://host/gitea/acme/shopist'],
  ])('the API address %s', (text, expected) => {
    expect(parseRepository(text, server)).toBe(expected);
  });

  test.each([
    ...['/tree/main', '/commit/0a1b2c3', '/actions/runs/17', '/pull/7/files', '/blob/main/README.md#L3'],
    ...['/releases/tag/v1', '/releases', '/issues?q=x', '/compare/a...b', '/src/branch/main'],
  ])('a page of it: %s', (page) => {
    expect(parseRepository(https + page, server)).toBe(https);
    expect(parseRepository(`github.com/acme/shopist${page}`, '')).toBe(https);
    expect(parseRepository(onServer + page, `${server}/`)).toBe(onServer);
    expect(parseRepository(`https://GHE.Example.com/acme/shopist${page}`, 'https://Ghe.example.com')).toBe(
      'https://Ghe.example.com/acme/shopist',
    );
    expect(parseRepository(`https://host/gitea/acme/shopist${page}`, 'https://host/gitea')).toBe(
      'https://host/gitea/acme/shopist',
    );
  });

  // GitLab has groups of groups, and others have their own addresses.
  test.each([
    ...['https://gitlab.com/group/acme/shopist', 'https://another.example.com/acme/shopist/tree/main'],
    'https://dev.azure.com/acme/shop/_git/shopist',
    'https://github.com.example.com/acme/shopist/tree/main',
    ...['https://example.com/repos/acme/shopist', 'https://api.example.com/repos/acme/shopist'],
    'git@github.com:acme/shopist.git',
  ])('neither: %s', (text) => {
    expect(parseRepository(text, server)).toBe(text);
  });

  test('the page of an owner is none', () => {
    expect(parseRepository('https://github.com/acme', server)).toBeUndefined();
  });

  test('owner/name needs the server', () => {
    expect(parseRepository('acme/shopist', '')).toBeUndefined();
    expect(parseRepository('acme/shopist', 'https://host/gitea')).toBe('https://host/gitea/acme/shopist');
    expect(parseRepository('github.com/acme/shopist', '')).toBe(https);
  });
});

test.each([
  ['', ''],
  ['acme/shopist', 'acme/shopist'],
  ['https://github.com', 'https://github.com'],
  ['https://user:s3cret@github.com', 'https://github.com'],
  ['https://relay.example.com/x?token=s3cret', 'https://relay.example.com/x'],
  ['relay.example.com/x#s3cret', 'relay.example.com/x'],
  ['s3cret@github.com/acme/shop ist', 'github.com/acme/shop ist'],
  ['s3cret@https://github.com', 'https://github.com'],
])('%j is shown as %j', (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});

test.each([
  [https, 'acme/shopist', 'github.com'],
  [`${https}.git/`, 'acme/shopist', 'github.com'],
  ['https://GitHub.com/Acme/Shopist', 'acme/shopist', 'github.com'],
  ['git@github.com:acme/shopist.git', 'acme/shopist', 'github.com'],
  ['git@work:acme/shopist.git', 'acme/shopist', 'work'],
  ['ssh://git@ssh.GitHub.com:443/acme/shopist.git', 'acme/shopist', 'ssh.github.com'],
  ['https://x-access-token:s3cret@github.com/acme/shopist', 'acme/shopist', 'github.com'],
  ['https://gitlab.com/group/acme/shopist', 'acme/shopist', 'gitlab.com'],
  ['https://github.com/acme/shopist.wiki.git', 'acme/shopist.wiki', 'github.com'],
  ['git@github.com:shopist.git', 'github.com/shopist', 'github.com'],
  ['../shopist', '', ''],
  ['', '', ''],
])('%j is the repository %j on %j', (url, path, host) => {
  expect([repositoryPath(url), repositoryHost(url)]).toEqual([path, host]);
});

describe('whatever the text is', () => {
  const secret = fc.stringMatching(/^s3cret[\w:/?#@\\%.~!$&'()*+,;=-]{0,12}$/);
  const scheme = fc.constantFrom(...['https://', 'http://', 'ssh://', 'git://', 'https:', 'HTTPS:///', 'ftp://', '']);
  const user = fc.constantFrom('', 'git:', 'user:', 'x-access-token:', 'a@b:', ':');
  const rest = fc.constantFrom(
    ...['github.com/acme/shopist', 'github.com:acme/shopist', 'h:22/o/r', 'h', 'o/r', '[::1]/o/r'],
  );

  test('no credentials are sent or shown', () => {
    fc.assert(
      fc.property(scheme, user, secret, rest, (before, name, password, after) => {
        const text = `${before}${name}${password}@${after}`;
        expect(parseRepositoryUrl(text) ?? '').not.toContain('s3cret');
        expect(parseRepository(text, 'https://github.com') ?? '').not.toContain('s3cret');
        expect(withoutSecrets(text)).not.toContain('s3cret');
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is read reads as itself again, in main and then in post', () => {
    const characters = fc.constantFrom(...'git@h.com:/2?#\\%. é'.split(''));
    const any = fc.string({ unit: characters, maxLength: 20 });
    fc.assert(
      fc.property(scheme, fc.oneof(any, fc.string()), (before, text) => {
        const url = parseRepositoryUrl(before + text);
        expect(url === undefined ? undefined : parseRepositoryUrl(url)).toBe(url);
        const written = parseRepository(before + text, 'https://h');
        expect(written === undefined ? undefined : parseRepository(written, '')).toBe(written);
      }),
      { numRuns: 5_000 },
    );
  });

  test('it takes no more than a moment', async () => {
    const part = fc.constantFrom(
      ...['/', '@', ':', '.', '.git', 'a', '/a', 'a@', ':1', '//', '/..', '?', '#', '"', 'é'],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', 'https://', 'ssh://', 'https://h/', 'git@h:', 'u@h/', 'u@h:2/', 'h.x/'),
        part,
        fc.constantFrom('', ' ', 'x', '@h/o/r'),
        async (before, repeated, after) => {
          const text = before + repeated.repeat(130_000) + after;
          const readAll = () => {
            parseRepository(text, 'https://h');
            withoutSecrets(text);
            repositoryPath(text);
            repositoryHost(text);
          };
          expect(await effort(readAll, text.length)).toBeLessThan(LINEAR);
        },
      ),
      { numRuns: 300 },
    );
  });
});
