import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findCheckout, readCheckout } from '../../src/github/checkout.ts';
import { commit, git, knowsFormat, makeRepository, missingGit } from '../support/git.ts';

const url = 'https://github.com/acme/shopist';
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
