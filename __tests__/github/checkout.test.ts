import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { disk, type Files, howHeadMoved, readWorkspace } from '../../src/github/checkout.ts';
import { effort, LINEAR } from '../support/effort.ts';
import { commit, git, knowsFormat, makeRepository, missingGit } from '../support/git.ts';
import { inMemory, push } from '../support/github.ts';

const url = push.repositoryUrl;
const sha = push.commitSha;
const other = 'f'.repeat(40);
const third = 'e'.repeat(40);

const root = mkdtempSync(join(tmpdir(), 'checkout-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
/** A folder that is not there yet. */
function fresh(): string {
  count += 1;
  return join(root, String(count));
}

const noLimit = new AbortController().signal;
function read(workspace: string, files: Files = disk, repositoryUrl = url) {
  const sought = { repositoryUrl, commitSha: '0'.repeat(40), jobStartedAt: 0n, eventPath: '' };
  return readWorkspace(workspace, sought, files, noLimit);
}
async function headOf(workspace: string, repositoryUrl = url): Promise<string | undefined> {
  return (await read(workspace, disk, repositoryUrl)).headSha;
}

describe('git’s files, as they may be', () => {
  const remote = `[remote "origin"]\n\turl = ${url}\n`;
  const readFiles = (texts: Readonly<Record<string, string>>) =>
    read(join(root, 'work'), inMemory(root, texts));

  test.each<[string, Record<string, string>]>([
    [
      'reftable: HEAD names a branch that cannot be',
      {
        'work/.git/HEAD': 'ref: refs/heads/.invalid\n',
        'work/.git/refs/heads': 'this repository uses the reftable format\n',
        'work/.git/reftable/tables.list': '0x000000000001-0x000000000002-4a5b6c7d.ref\n',
      },
    ],
    ['a branch without a commit', { 'work/.git/HEAD': 'ref: refs/heads/main\n' }],
    ['a short commit', { 'work/.git/HEAD': sha.slice(0, 39) }],
    ['something else', { 'work/.git/HEAD': '<html>' }],
    ['no HEAD', {}],
    ['a HEAD of more than 1 MiB', { 'work/.git/HEAD': sha + ' '.repeat(1024 * 1024) }],
  ])('no commit: %s', async (_what, texts) => {
    const workspace = await readFiles({ ...texts, 'work/.git/config': remote });
    expect(workspace).toEqual({ remoteUrls: [url], headSha: undefined, move: 'unknown' });
  });

  test('no repository, and a link to nowhere', async () => {
    const nothing = { remoteUrls: [], headSha: undefined, move: 'unknown' };
    expect(await readFiles({})).toEqual(nothing);
    expect(await readFiles({ 'work/.git': 'gitdir: ../gone\n' })).toEqual(nothing);
  });

  test('a checkout that cannot be read hides no other one', async () => {
    const texts = {
      'work/.git/HEAD': 'ref: refs/heads/.invalid\n',
      'work/.git/config': remote,
      'work/app/.git/HEAD': sha,
      'work/app/.git/config': remote,
    };
    expect((await readFiles(texts)).headSha).toBeUndefined();
  });

  test('lines that end as on Windows', async () => {
    const workspace = await readFiles({
      'work/.git': 'gitdir: ../main/.git/worktrees/work\r\n',
      'main/.git/worktrees/work/HEAD': 'ref: refs/heads/main\r\n',
      'main/.git/worktrees/work/commondir': '../..\r\n',
      'main/.git/packed-refs': `# pack-refs with: peeled\r\n${other} refs/remotes/origin/refs/heads/main\r\n${sha} refs/heads/main\r\n^${other}\r\n`,
      'main/.git/config': `[remote "origin"]\r\n\turl = ${url}\r\n`,
    });
    expect(workspace).toMatchObject({ headSha: sha, remoteUrls: [url] });
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
  ])('remotes: %s', async (_what, config, expected) => {
    expect((await readFiles({ 'work/.git/config': config })).remoteUrls).toEqual(expected);
  });

  test('packed refs of 20 MiB', async () => {
    const line = `${other} refs/tags/${'x'.repeat(200)}\n`;
    const workspace = await readFiles({
      'work/.git/HEAD': 'ref: refs/heads/main\n',
      'work/.git/config': remote,
      'work/.git/packed-refs': `${line.repeat((20 * 1024 * 1024) / line.length)}${sha} refs/heads/main\n`,
    });
    expect(workspace.headSha).toBe(sha);
  });

  test('any configuration is read in a moment', async () => {
    const part = fc.constantFrom(
      '"',
      '\\',
      '\\"',
      ' ',
      '[',
      '[remote "',
      ']',
      '#',
      '=',
      'url',
      '\turl = "',
      '\n',
      '\r',
      'a',
      '"\\',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '[remote "x"]\n', '[remote "x"]\nurl = '),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        async (before, parts) => {
          const repeated = parts.join('');
          const config = before + repeated.repeat(Math.floor(200_000 / repeated.length));
          const work = () => readFiles({ 'work/.git/config': config });
          expect(await effort(work, config.length)).toBeLessThan(LINEAR);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('files that are no plain ones', () => {
  function repository(config = `[remote "origin"]\n\turl = ${url}\n`): string {
    const folder = fresh();
    mkdirSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, '.git', 'config'), config);
    return folder;
  }

  test('a folder in place of HEAD', async () => {
    const folder = repository();
    mkdirSync(join(folder, '.git', 'HEAD'));
    expect(await headOf(folder)).toBeUndefined();
  });

  const onUnix = process.platform === 'win32' ? test.skip : test;
  onUnix.each(['HEAD', 'config', 'logs/HEAD'])('a named pipe in place of %s', async (name) => {
    const folder = repository();
    writeFileSync(join(folder, '.git', 'HEAD'), other);
    mkdirSync(join(folder, '.git', 'logs'));
    rmSync(join(folder, '.git', name), { force: true });
    execFileSync('mkfifo', [join(folder, '.git', name)]);
    expect(await headOf(folder)).toBe(name === 'logs/HEAD' ? other : undefined);
  });

  // A read of it waits for the kernel's next message.
  (existsSync('/proc/kmsg') ? test : test.skip)('a link to /proc/kmsg in place of HEAD', async () => {
    const folder = repository();
    symlinkSync('/proc/kmsg', join(folder, '.git', 'HEAD'));
    expect(await headOf(folder)).toBeUndefined();
  });

  test('a configuration of 30 MB is not read', async () => {
    const folder = repository();
    writeFileSync(join(folder, '.git', 'HEAD'), other);
    expect(await headOf(folder)).toBe(other);
    truncateSync(join(folder, '.git', 'config'), 30_000_000);
    expect(await headOf(folder)).toBeUndefined();
  });

  test('the end of a file', async () => {
    const file = fresh();
    writeFileSync(file, 'abcdef');
    expect(await disk.readEnd(file, 4)).toEqual({ bytes: Buffer.from('cdef'), isWholeFile: false });
    expect(await disk.readEnd(file, 6)).toEqual({ bytes: Buffer.from('abcdef'), isWholeFile: true });
    expect(await disk.read(file, 6)).toEqual(Buffer.from('abcdef'));
    expect(await disk.read(file, 5)).toBeUndefined();
    writeFileSync(file, '');
    expect(await disk.readEnd(file, 4)).toBeUndefined();
    expect(await disk.writtenAt(join(file, 'x'))).toBeUndefined();
  });
});

describe('a workspace as large as it may be', () => {
  const texts = {
    'work/app/.git/HEAD': sha,
    'work/app/.git/config': `[remote "origin"]\n\turl = ${url}\n`,
  };
  const find = async (list: Files['list']) =>
    (await read(join(root, 'work'), { ...inMemory(root, texts), list })).headSha;

  test('no more entries are asked for than are read in a moment', async () => {
    let seen = 0;
    const found = await find(async (path, most) => {
      const entries = Math.min(1_000_000, most);
      seen += entries;
      return { folders: path.endsWith('work') ? ['app'] : [], seen: entries };
    });
    expect(found).toBeUndefined();
    expect(seen).toBe(5_000);
  });

  test('a checkout among too many folders may not be the only one', async () => {
    const some = (most: number) => Array.from({ length: most }, (_, index) => `folder-${index}`);
    const list =
      (most: number): Files['list'] =>
      async (path) => ({ folders: path.endsWith('work') ? ['app', ...some(most)] : [], seen: 1 });
    expect(await find(list(499))).toBe(sha);
    expect(await find(list(500))).toBeUndefined();
  });

  test('one file is open at a time: a dead one keeps no look-up of a name waiting', async () => {
    let atOnce = 0;
    let most = 0;
    const counted =
      <Arguments extends unknown[], Result>(act: (...given: Arguments) => Promise<Result>) =>
      async (...given: Arguments): Promise<Result> => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise(setImmediate);
        const result = await act(...given);
        atOnce -= 1;
        return result;
      };
    const files = inMemory(root, texts);
    const { headSha } = await read(join(root, 'work'), {
      read: counted(files.read),
      readEnd: counted(files.readEnd),
      list: counted(files.list),
      writtenAt: counted(files.writtenAt),
    });
    expect(headSha).toBe(sha);
    expect(most).toBe(1);
  });

  test('on the disk, too', async () => {
    const workspace = fresh();
    for (const [path, text] of Object.entries(texts)) {
      const target = join(workspace, path.replace('work/', ''));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    expect(await headOf(workspace)).toBe(sha);
    mkdirSync(join(workspace, 'empty'));
    for (let index = 0; index < 20; index += 1) {
      writeFileSync(join(workspace, String(index)), '');
    }
    expect(await disk.list(workspace, 22)).toEqual({
      folders: expect.arrayContaining(['app', 'empty']),
      seen: 22,
    });
    expect((await disk.list(workspace, 7)).seen).toBe(7);
    expect(await disk.list(join(workspace, 'gone'), 7)).toEqual({ folders: [], seen: 0 });
  });
});

describe('how HEAD moved', () => {
  const jobStart = 1_700_000_000;
  const line = (from: string, to: string, message: string, seconds = jobStart) =>
    `${from} ${to} O <o@e> ${seconds} +0000\t${message}\n`;
  const judge = (text: string, isWholeFile = true) =>
    howHeadMoved({ bytes: Buffer.from(text), isWholeFile }, { headSha: other, commitSha: sha, jobStart });

  // What git 2.39 does not write, or only after more steps than a test should have.
  test.each([
    'commit (cherry-pick): Own',
    'commit (merge): Own',
    'commit: ',
    'am: Own (#7)',
    'rebase (continue): Own',
    'rebase -i (pick): Own',
    "rebase (merge) Merge branch 'side'",
    'pull --rebase origin main (fixup): Own',
    'pull --rebase https://github.com/acme/shopist main:main (reword): Own',
    "pull: Merge made by the 'recursive' strategy.",
  ])('built: %s', (message) => {
    expect(judge(line(sha, other, message))).toBe('built on the sent commit');
  });

  test.each([
    '',
    'commitment',
    'ammend: x',
    'checkout: moving from main to commit',
    'cherry-pick: fast-forward',
    'rebase: fast-forward',
    'rebase (start): checkout origin/main',
    'rebase (finish): returning to refs/heads/main',
    'rebase (reset)',
    'pull: Fast-forward',
    'pull --rebase origin main (start): checkout main',
    'clone: from https://github.com/acme/shopist',
  ])('moved: %j', (message) => {
    expect(judge(line(sha, other, message))).toBe('moved elsewhere');
  });

  test('the first entry of the commit counts, and what comes before it', () => {
    expect(judge(line(third, sha, 'checkout: x') + line(sha, other, 'commit: x'))).toBe(
      'built on the sent commit',
    );
    expect(
      judge(
        line(third, other, 'commit: x') + line(other, sha, 'checkout: x') + line(sha, other, 'commit: x'),
      ),
    ).toBe('moved elsewhere');
    expect(
      judge(
        line(sha, other, 'checkout: x') + line(other, third, 'commit: x') + line(third, other, 'commit: x'),
      ),
    ).toBe('moved elsewhere');
    // Before the job's start nothing counts.
    expect(judge(line(sha, third, 'commit: x', jobStart - 1) + line(third, other, 'commit: x'))).toBe(
      'moved elsewhere',
    );
    expect(judge(line(sha, other, 'checkout: x', jobStart - 1))).toBe('unknown');
  });

  test('nothing is known without an entry of the commit', () => {
    expect(judge('')).toBe('unknown');
    expect(judge(line(third, sha, 'checkout: x'))).toBe('unknown');
    expect(judge('<html>\n')).toBe('unknown');
  });

  test('nothing is known if the job’s first entries are cut', () => {
    const cut = `${line(third, sha, 'checkout: x').slice(60)}${line(sha, other, 'checkout: x')}`;
    expect(judge(cut, false)).toBe('unknown');
    expect(judge(line(third, sha, 'x', jobStart - 1) + cut, false)).toBe('moved elsewhere');
  });

  test('entries without a message or with an odd name', () => {
    expect(judge(`${sha} ${other} O > <o@e> ${jobStart} -0730\n`)).toBe('moved elsewhere');
    expect(judge(`${sha} ${other}  <> ${jobStart} +0000`)).toBe('moved elsewhere');
    expect(judge(`${sha} ${other} O <o@e> ${jobStart} +0000\tcommit: a\tb > 1 +0000`)).toBe(
      'built on the sent commit',
    );
  });

  test('SHA-256', () => {
    const [from, to] = ['a'.repeat(64), 'b'.repeat(64)];
    const bytes = Buffer.from(line(from, to, 'commit: x'));
    expect(howHeadMoved({ bytes, isWholeFile: true }, { headSha: to, commitSha: from, jobStart })).toBe(
      'built on the sent commit',
    );
  });

  test('whatever the bytes are, it answers in a moment', async () => {
    const part = fc.constantFrom(
      sha,
      other,
      ' ',
      '>',
      '> ',
      '\t',
      '\n',
      '0',
      ' O <o@e> 1700000000 +0000\t',
      'commit: ',
      'pull',
      ' (',
      'cherry-pick: ',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (parts, isWholeFile) => {
          const repeated = parts.join('');
          const text = repeated.repeat(Math.ceil((64 * 1024) / repeated.length));
          const work = () =>
            expect(['unknown', 'moved elsewhere', 'built on the sent commit']).toContain(
              judge(text, isWholeFile),
            );
          expect(await effort(work, text.length)).toBeLessThan(LINEAR);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const why = missingGit();
const withGit = why === undefined ? describe : describe.skip;

withGit(`repositories that git makes${why === undefined ? '' : ` (${why})`}`, () => {
  const origin = fresh();
  const clone = fresh();
  let first = '';
  let second = '';
  beforeAll(() => {
    [first = '', second = ''] = makeRepository(origin, 2);
    git(root, 'clone', '-q', `file://${origin}`, clone);
    git(clone, 'remote', 'set-url', 'origin', url);
    git(clone, 'checkout', '-q', '--detach', first);
  });

  /** A checkout of the first commit. */
  function checkOut(folder = fresh()): string {
    cpSync(clone, folder, { recursive: true });
    return folder;
  }

  test.each<[string, (folder: string) => void]>([
    ['detached', () => undefined],
    ['on a branch', (folder) => git(folder, 'checkout', '-q', '-b', 'a/b')],
    [
      'on a packed branch',
      (folder) => {
        git(folder, 'branch', 'main-2', second);
        git(folder, 'checkout', '-q', '-b', 'mainly');
        git(folder, 'pack-refs', '--all');
        expect(existsSync(join(folder, '.git/refs/heads/mainly'))).toBe(false);
      },
    ],
    [
      'on a branch that is packed, and has a newer file',
      (folder) => {
        git(folder, 'checkout', '-q', '-b', 'mainly', second);
        git(folder, 'pack-refs', '--all');
        git(folder, 'reset', '-q', '--hard', first);
      },
    ],
    ['sparse', (folder) => git(folder, 'sparse-checkout', 'set', '--cone', 'src')],
    [
      'with settings of each worktree',
      (folder) => git(folder, 'config', 'extensions.worktreeConfig', 'true'),
    ],
  ])('%s', async (_what, prepare) => {
    const folder = checkOut();
    prepare(folder);
    expect(git(folder, 'rev-parse', 'HEAD')).toBe(first);
    expect(await read(folder)).toMatchObject({ headSha: first, remoteUrls: [url] });
  });

  test.each(['--detach', '-bnext'])('a linked worktree, %s, also with packed refs', async (how) => {
    const main = checkOut();
    const folder = fresh();
    git(main, 'worktree', 'add', '-q', how, folder, second);
    expect(await read(folder)).toMatchObject({ headSha: second, remoteUrls: [url] });
    git(main, 'pack-refs', '--all');
    expect(await headOf(folder)).toBe(second);
    expect(await headOf(main)).toBe(first);
  });

  test('a submodule is a checkout of its own, and its URL is not the outer repository’s', async () => {
    const infrastructure = 'https://github.com/acme/infrastructure';
    const folder = fresh();
    makeRepository(folder, 1);
    git(folder, 'remote', 'add', 'origin', infrastructure);
    git(folder, 'submodule', '--quiet', 'add', `file://${origin}`, 'apps/shopist');
    git(folder, 'config', 'submodule.apps/shopist.url', url);
    const outer = commit(folder, 'Add shopist');
    expect(await read(folder, disk, infrastructure)).toMatchObject({
      headSha: outer,
      remoteUrls: [infrastructure],
    });
    const inner = join(folder, 'apps', 'shopist');
    git(inner, 'checkout', '-q', first);
    expect(await headOf(folder)).toBeUndefined();
    git(inner, 'remote', 'set-url', 'origin', url);
    expect(await read(folder)).toMatchObject({ headSha: first, remoteUrls: [infrastructure] });
  });

  test('SHA-256', async () => {
    const folder = fresh();
    const [, last = ''] = makeRepository(folder, 2, '--object-format=sha256');
    git(folder, 'remote', 'add', 'origin', url);
    expect(last).toHaveLength(64);
    expect(await headOf(folder)).toBe(last);
    git(folder, 'pack-refs', '--all');
    expect(await headOf(folder)).toBe(last);
  });

  const reftable = why === undefined && knowsFormat(root, '--ref-format=reftable');
  (reftable ? test : test.skip)('reftable, made by a git that knows it, is not readable', async () => {
    const folder = fresh();
    makeRepository(folder, 1, '--ref-format=reftable');
    git(folder, 'remote', 'add', 'origin', url);
    expect(await headOf(folder)).toBeUndefined();
  });

  describe('the one checkout below the workspace', () => {
    test.each(['app', join('apps', 'shopist'), '.app'])('in %s', async (path) => {
      const workspace = fresh();
      checkOut(join(workspace, path));
      expect(await headOf(workspace)).toBe(first);
      expect(await headOf(workspace, 'git@github.com:Acme/Shopist.git')).toBe(first);
      expect(await headOf(workspace, 'https://github.com/acme/other')).toBeUndefined();
    });

    test('beside and inside a checkout of another repository', async () => {
      const workspace = fresh();
      makeRepository(workspace, 1);
      git(workspace, 'remote', 'add', 'origin', 'https://github.com/acme/infrastructure');
      makeRepository(join(workspace, 'tools'), 1);
      expect(await headOf(workspace)).toBeUndefined();
      checkOut(join(workspace, 'app'));
      expect(await headOf(workspace)).toBe(first);
    });

    test('the workspace goes before what is below it', async () => {
      const workspace = checkOut();
      const below = checkOut(join(workspace, 'app'));
      git(below, 'checkout', '-q', second);
      expect(await headOf(workspace)).toBe(first);
    });

    test.each([
      ['two of them', ['old', 'new']],
      ['three levels below', [join('a', 'b', 'app')]],
      ['in node_modules', [join('node_modules', 'app')]],
    ])('none: %s', async (_what, paths) => {
      const workspace = fresh();
      for (const path of paths) {
        checkOut(join(workspace, path));
      }
      expect(await headOf(workspace)).toBeUndefined();
    });

    test('a link to a checkout is not a second one', async () => {
      const workspace = fresh();
      checkOut(join(workspace, 'app'));
      symlinkSync(join(workspace, 'app'), join(workspace, 'current'), 'junction');
      expect(await headOf(workspace)).toBe(first);
    });

    test('a checkout without a remote belongs to nobody', async () => {
      const workspace = fresh();
      makeRepository(workspace, 1);
      expect(await read(workspace)).toEqual({ remoteUrls: [], headSha: undefined, move: 'unknown' });
    });
  });
});
