import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { disk, type Files, findCheckout, readCheckout } from '../../src/github/checkout.ts';
import { commit, git, knowsFormat, makeRepository, missingGit } from '../support/git.ts';

const url = 'https://github.com/acme/shopist';
const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const other = 'f'.repeat(40);

const root = mkdtempSync(join(tmpdir(), 'checkout-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
/** A folder that is not there yet. */
function fresh(): string {
  count += 1;
  return join(root, String(count));
}

const why = missingGit();
const withGit = why === undefined ? describe : describe.skip;

withGit(`repositories that git makes${why === undefined ? '' : ` (${why})`}`, () => {
  const origin = fresh();
  let first = '';
  let second = '';

  beforeAll(() => {
    [first = '', second = ''] = makeRepository(origin, 2);
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  });

  /** As actions/checkout does it: a fetch of one commit, and its checkout. */
  function checkOut(commitSha: string, folder = fresh(), ...options: readonly string[]): string {
    mkdirSync(folder, { recursive: true });
    git(folder, 'init', '-q');
    git(folder, 'remote', 'add', 'origin', url);
    git(folder, 'fetch', '-q', ...options, `file://${origin}`, commitSha);
    git(folder, 'checkout', '-q', '--detach', commitSha);
    return folder;
  }

  test.each<[string, (folder: string) => void]>([
    ['detached', () => undefined],
    ['on a branch', (folder) => git(folder, 'checkout', '-q', '-b', 'a/b')],
    [
      'on a packed branch',
      (folder) => {
        git(folder, 'branch', 'main-2', second);
        git(folder, 'checkout', '-q', '-b', 'main');
        git(folder, 'pack-refs', '--all');
        expect(existsSync(join(folder, '.git/refs/heads/main'))).toBe(false);
      },
    ],
    [
      'on a branch that is packed, and has a newer file',
      (folder) => {
        git(folder, 'checkout', '-q', '-b', 'main', second);
        git(folder, 'pack-refs', '--all');
        git(folder, 'reset', '-q', '--hard', first);
      },
    ],
    ['sparse', (folder) => git(folder, 'sparse-checkout', 'set', '--cone', 'src')],
    [
      'of packed objects',
      (folder) => {
        git(folder, 'repack', '-q', '-a', '-d');
        git(folder, 'prune-packed');
      },
    ],
    [
      'with settings of each worktree',
      (folder) => git(folder, 'config', 'extensions.worktreeConfig', 'true'),
    ],
  ])('%s', (_what, prepare) => {
    const folder = checkOut(second);
    git(folder, 'checkout', '-q', '--detach', first);
    prepare(folder);
    expect(git(folder, 'rev-parse', 'HEAD')).toBe(first);
    expect(readCheckout(folder)).toMatchObject({ commitSha: first, remoteUrls: [url] });
    expect(findCheckout(folder, url)?.commitSha).toBe(first);
  });

  test('shallow', () => {
    const folder = checkOut(second, fresh(), '--depth=1');
    expect(git(folder, 'rev-parse', '--is-shallow-repository')).toBe('true');
    expect(findCheckout(folder, url)?.commitSha).toBe(second);
  });

  test.each(['--detach', '-bnext'])('a linked worktree, %s, also with packed refs', (how) => {
    const main = checkOut(second);
    const folder = fresh();
    git(main, 'worktree', 'add', '-q', how, folder, first);
    expect(readCheckout(folder)).toMatchObject({ commitSha: first, remoteUrls: [url] });
    git(main, 'pack-refs', '--all');
    expect(readCheckout(folder)).toMatchObject({ commitSha: first, remoteUrls: [url] });
    expect(readCheckout(main)?.commitSha).toBe(second);
  });

  test('a submodule is a checkout of its own, and its URL none of the outer repository', () => {
    const folder = fresh();
    makeRepository(folder, 1);
    git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/infrastructure');
    git(folder, 'submodule', '--quiet', 'add', `file://${origin}`, 'apps/shopist');
    git(folder, 'config', 'submodule.apps/shopist.url', url);
    const outer = commit(folder, 'Add shopist');
    expect(readCheckout(folder)).toMatchObject({
      commitSha: outer,
      remoteUrls: ['https://github.com/acme/infrastructure'],
    });
    const inner = join(folder, 'apps', 'shopist');
    git(inner, 'checkout', '-q', first);
    expect(findCheckout(folder, url)).toBeUndefined();
    git(inner, 'remote', 'set-url', 'origin', url);
    expect(findCheckout(folder, url)).toMatchObject({ commitSha: first, remoteUrls: [url] });
  });

  test('SHA-256', () => {
    const folder = fresh();
    const [, last = ''] = makeRepository(folder, 2, '--object-format=sha256');
    expect(last).toHaveLength(64);
    expect(readCheckout(folder)).toMatchObject({ commitSha: last, remoteUrls: [] });
    git(folder, 'pack-refs', '--all');
    expect(readCheckout(folder)?.commitSha).toBe(last);
  });

  const reftable = why === undefined && knowsFormat(root, '--ref-format=reftable');
  (reftable ? test : test.skip)('reftable, made by a git that knows it, is not readable', () => {
    const folder = fresh();
    makeRepository(folder, 1, '--ref-format=reftable');
    expect(readCheckout(folder)).toBeUndefined();
  });

  test('an empty repository has no commit', () => {
    const folder = fresh();
    makeRepository(folder, 0);
    expect(readCheckout(folder)).toBeUndefined();
  });

  describe('what HEAD stands on', () => {
    test('a commit that the job makes, and several', () => {
      const folder = checkOut(second, fresh(), '--depth=1');
      commit(folder, 'Version 2');
      expect(readCheckout(folder)?.ancestorShas).toEqual([second]);
      commit(folder, 'Changelog');
      expect(readCheckout(folder)?.ancestorShas).toContain(second);
      expect(readCheckout(folder)?.ancestorShas).not.toContain(first);
      git(folder, 'checkout', '-q', '-b', 'release');
      expect(readCheckout(folder)?.ancestorShas).toContain(second);
    });

    test('nothing where the commit was fetched alone: the job does not make it', () => {
      const folder = checkOut(second, fresh(), '--depth=1');
      expect(existsSync(join(folder, '.git/objects', second.slice(0, 2), second.slice(2)))).toBe(true);
      expect(readCheckout(folder)).toMatchObject({ commitSha: second, ancestorShas: [] });
    });

    test('both parents of a merge', () => {
      const folder = checkOut(second);
      git(folder, 'checkout', '-q', '-b', 'release', first);
      const own = commit(folder, 'Own');
      git(folder, 'merge', '-q', '--no-ff', '-m', 'Merge', second);
      expect(readCheckout(folder)?.ancestorShas).toEqual(expect.arrayContaining([own, second]));
    });

    test('in a linked worktree', () => {
      const folder = fresh();
      git(checkOut(second), 'worktree', 'add', '-q', '--detach', folder, first);
      commit(folder, 'Version 2');
      expect(readCheckout(folder)?.ancestorShas).toContain(first);
    });

    test('with SHA-256', () => {
      const folder = fresh();
      const [one = ''] = makeRepository(folder, 2, '--object-format=sha256');
      expect(readCheckout(folder)?.ancestorShas).toEqual([one]);
    });

    test('nothing where the commit is packed, as a fetch leaves it', () => {
      const folder = checkOut(second);
      git(folder, 'repack', '-q', '-a', '-d');
      git(folder, 'prune-packed');
      expect(readCheckout(folder)).toMatchObject({ commitSha: second, ancestorShas: [] });
    });

    test('a message that looks like a parent is none, and a broken object has none', () => {
      const folder = fresh();
      makeRepository(folder, 0);
      const last = commit(folder, `Revert\n\nparent ${other}`);
      expect(readCheckout(folder)?.ancestorShas).toEqual([]);
      const object = join(folder, '.git/objects', last.slice(0, 2), last.slice(2));
      rmSync(object, { force: true });
      writeFileSync(object, 'no object');
      expect(readCheckout(folder)).toMatchObject({ commitSha: last, ancestorShas: [] });
    });

    test('a long history of single objects is followed for ten commits', () => {
      const folder = fresh();
      const all = makeRepository(folder, 14);
      expect(readCheckout(folder)?.ancestorShas).toEqual(all.slice(3, 13).reverse());
    });
  });

  describe('the one checkout below the workspace', () => {
    test.each(['app', join('apps', 'shopist'), '.app'])('in %s', (path) => {
      const workspace = fresh();
      checkOut(first, join(workspace, path));
      expect(findCheckout(workspace, url)?.commitSha).toBe(first);
      expect(findCheckout(workspace, 'git@github.com:Acme/Shopist.git')?.commitSha).toBe(first);
      expect(findCheckout(workspace, 'https://github.com/acme/other')).toBeUndefined();
    });

    test('beside and inside a checkout of another repository', () => {
      const workspace = fresh();
      makeRepository(workspace, 1);
      git(workspace, 'remote', 'add', 'origin', 'https://github.com/acme/infrastructure');
      makeRepository(join(workspace, 'tools'), 1);
      expect(findCheckout(workspace, url)).toBeUndefined();
      checkOut(first, join(workspace, 'app'));
      expect(findCheckout(workspace, url)?.commitSha).toBe(first);
    });

    test('the workspace goes before what is below it', () => {
      const workspace = checkOut(first);
      checkOut(second, join(workspace, 'app'));
      expect(findCheckout(workspace, url)?.commitSha).toBe(first);
    });

    test.each([
      ['two of them', ['old', 'new']],
      ['three levels below', [join('a', 'b', 'app')]],
      ['in node_modules', [join('node_modules', 'app')]],
    ])('none: %s', (_what, paths) => {
      const workspace = fresh();
      for (const path of paths) {
        checkOut(first, join(workspace, path));
      }
      expect(findCheckout(workspace, url)).toBeUndefined();
    });

    test('a link to a checkout is not a second one', () => {
      const workspace = fresh();
      checkOut(first, join(workspace, 'app'));
      symlinkSync(join(workspace, 'app'), join(workspace, 'current'), 'junction');
      expect(findCheckout(workspace, url)?.commitSha).toBe(first);
    });

    test('a checkout without a remote is nobody’s', () => {
      const workspace = fresh();
      makeRepository(workspace, 1);
      expect(readCheckout(workspace)).toBeDefined();
      expect(findCheckout(workspace, url)).toBeUndefined();
    });
  });
});

/** Files in memory by their paths below a folder. */
function inMemory(texts: Readonly<Record<string, string>>, folders: Files['list'] = none): Files {
  const buffers = new Map(Object.entries(texts).map(([path, text]) => [join(root, path), Buffer.from(text)]));
  return { read: (path) => buffers.get(path), list: folders };
}
const none: Files['list'] = () => ({ folders: [], seen: 0 });

describe('files as they may also be', () => {
  test.each<[string, Record<string, string>]>([
    [
      'reftable: HEAD names a branch that cannot be',
      {
        'work/.git/HEAD': 'ref: refs/heads/.invalid\n',
        'work/.git/refs/heads': 'this repository uses the reftable format\n',
        'work/.git/config': '[extensions]\n\trefStorage = reftable\n',
        'work/.git/reftable/tables.list': '0x000000000001-0x000000000002-4a5b6c7d.ref\n',
      },
    ],
    ['no repository', {}],
    ['a branch without a commit', { 'work/.git/HEAD': 'ref: refs/heads/main\n' }],
    ['a short commit', { 'work/.git/HEAD': sha.slice(0, 39) }],
    ['something else', { 'work/.git/HEAD': '<html>' }],
    ['a link to nowhere', { 'work/.git': 'gitdir: ../gone\n' }],
  ])('no commit: %s', (_what, texts) => {
    expect(readCheckout(join(root, 'work'), inMemory(texts))).toBeUndefined();
  });

  test('lines that end as on Windows', () => {
    const files = inMemory({
      'work/.git': 'gitdir: ../main/.git/worktrees/work\r\n',
      'main/.git/worktrees/work/HEAD': 'ref: refs/heads/main\r\n',
      'main/.git/worktrees/work/commondir': '../..\r\n',
      'main/.git/packed-refs': `# pack-refs with: peeled\r\n${other} refs/remotes/origin/refs/heads/main\r\n${sha} refs/heads/main\r\n^${other}\r\n`,
      'main/.git/config': `[remote "origin"]\r\n\turl = ${url}\r\n`,
    });
    expect(readCheckout(join(root, 'work'), files)).toMatchObject({ commitSha: sha, remoteUrls: [url] });
  });

  test.each<[string, string, string[]]>([
    ['two remotes', '[remote "origin"]\n\turl = a\n\tfetch = +refs/*\n[remote "two"]\n  URL=b\n', ['a', 'b']],
    ['not what is pushed to', '[remote "origin"]\n\tpushurl = a\n', []],
    ['not a submodule', '[remote "origin"]\n\turl = a\n[submodule "lib"]\n\turl = b\n', ['a']],
    ['not a replacement', '[url "https://x/"]\n\tinsteadOf = gh:\n\turl = b\n', []],
    ['not a section that begins alike', '[remotes "x"]\n\turl = b\n', []],
    [
      'quotes and comments',
      '[remote "a]b"] # c\n\turl = "a#b" ; c\n[Remote "y"]\n\turl = c ; d\n',
      ['a#b', 'c'],
    ],
    ['backslashes', '[remote "x"]\n\turl = C:\\\\shop\\"ist\n', ['C:\\shop"ist']],
    ['on one line', '[remote "x"] url = a\n', ['a']],
  ])('remotes: %s', (_what, config, expected) => {
    const files = inMemory({ 'work/.git/HEAD': sha, 'work/.git/config': config });
    expect(readCheckout(join(root, 'work'), files)?.remoteUrls).toEqual(expected);
  });

  test('a folder in place of a file', () => {
    const folder = fresh();
    mkdirSync(join(folder, '.git', 'HEAD'), { recursive: true });
    expect(readCheckout(folder)).toBeUndefined();
  });

  const onUnix = process.platform === 'win32' ? test.skip : test;
  onUnix('a named pipe in place of a file holds nothing up', () => {
    const folder = fresh();
    mkdirSync(join(folder, '.git'), { recursive: true });
    execFileSync('mkfifo', [join(folder, '.git', 'HEAD')]);
    expect(readCheckout(folder)).toBeUndefined();
  });
});

describe('a workspace as large as it may be', () => {
  const texts = {
    'work/app/.git/HEAD': sha,
    'work/app/.git/config': `[remote "origin"]\n\turl = ${url}\n`,
  };
  const find = (list: Files['list']) => findCheckout(join(root, 'work'), url, inMemory(texts, list));

  test('no more entries are asked for than are read in a moment', () => {
    let seen = 0;
    const list: Files['list'] = (path, most) => {
      const entries = Math.min(1_000_000, most);
      seen += entries;
      return { folders: path.endsWith('work') ? ['app'] : [], seen: entries };
    };
    expect(find(list)).toBeUndefined();
    expect(seen).toBe(5_000);
  });

  test('a checkout among too many folders may not be the only one', () => {
    const some = (most: number) => Array.from({ length: most }, (_, index) => `folder-${index}`);
    const list =
      (most: number): Files['list'] =>
      (path) => ({ folders: path.endsWith('work') ? ['app', ...some(most)] : [], seen: 1 });
    expect(find(list(499))?.commitSha).toBe(sha);
    expect(find(list(500))).toBeUndefined();
  });

  test('on the disk, too', () => {
    const workspace = fresh();
    for (const path of ['app/.git/HEAD', 'app/.git/config']) {
      const target = join(workspace, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, texts[`work/${path}` as keyof typeof texts]);
    }
    expect(findCheckout(workspace, url)?.commitSha).toBe(sha);
    mkdirSync(join(workspace, 'empty'));
    for (let index = 0; index < 20; index += 1) {
      writeFileSync(join(workspace, String(index)), '');
    }
    expect(disk.list(workspace, 22)).toEqual({ folders: expect.arrayContaining(['app', 'empty']), seen: 22 });
    expect(disk.list(workspace, 7).seen).toBe(7);
  });
});
