import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { disk, type Files, findCheckout, readCheckout } from '../../src/github/checkout.ts';

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
