import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isHeadMadeByJob,
  readReflog,
  readRemoteUrls,
  readWorkspace,
  type WorkspaceFiles,
} from '../../src/github/workspace.ts';
import { SECOND } from '../../src/time.ts';
import { effort, LINEAR } from '../support/effort.ts';
import { push } from '../support/github.ts';

const url = push.repositoryUrl;
const sha = push.commitSha;
const other = 'f'.repeat(40);
const third = 'e'.repeat(40);
const jobStart = 1_700_000_000;
const line = (from: string, to: string, message: string, seconds = jobStart) =>
  `${from} ${to} O <o@e> ${seconds} +0000\t${message}\n`;
const NOTHING = { remoteUrls: [], headSha: undefined, moves: [] };

/** How HEAD came to its commit, by the text of a reflog. */
function judge(text: string, isWhole = true): string {
  const workspace = { remoteUrls: [], ...readReflog(text, jobStart, isWhole) };
  if (workspace.moves.length === 0) {
    return 'not by this job';
  }
  return isHeadMadeByJob(workspace) ? 'made' : 'moved';
}

describe('how HEAD came to its commit', () => {
  // What git 2.39 writes only after more steps than a test should have, or not at all. The rest: histories.test.ts.
  test.each([
    ...['commit (cherry-pick): Own', 'commit (merge): Own', 'commit: ', 'am: Own (#7)'],
    ...['rebase (continue): Own', 'rebase -i (pick): Own', "rebase (merge) Merge branch 'side'"],
    'pull --rebase origin main (fixup): Own',
    'pull --rebase https://github.com/acme/shopist main:main (reword): Own',
    "pull: Merge made by the 'recursive' strategy.",
  ])('this job made it: %s', (message) => {
    expect(judge(line(sha, other, message))).toBe('made');
    expect(judge(line(sha, third, 'checkout: x') + line(third, other, message))).toBe('made');
  });

  test.each([
    ...['', 'commitment', 'ammend: x', 'checkout: moving from main to commit'],
    ...['cherry-pick: fast-forward', 'rebase: fast-forward', 'rebase (start): checkout origin/main'],
    ...['rebase (finish): returning to refs/heads/main', 'rebase (reset)', 'reset: moving to HEAD~1'],
    ...['pull: Fast-forward', 'merge origin/main: Fast-forward'],
    'pull --rebase origin main (start): checkout main',
    'clone: from https://github.com/acme/shopist',
  ])('this job moved to it: %j', (message) => {
    expect(judge(line(sha, other, message))).toBe('moved');
    expect(judge(line(sha, third, 'commit: x') + line(third, other, message))).toBe('moved');
  });

  test.each<[string, string]>([
    ['no entry', ''],
    ['no reflog', '<html>\n'],
    ['none of this job', line(sha, other, 'checkout: x', jobStart - 1)],
    ['a reset that moves nothing', line(other, other, 'reset: moving to HEAD')],
  ])('not by this job: %s', (_what, text) => {
    expect(judge(text)).toBe('not by this job');
  });

  test('a checkout that moves nothing is one', () => {
    expect(judge(line(other, other, 'checkout: moving from main to main'))).toBe('moved');
  });

  test('what this job made, left and came back to is what it made', () => {
    const made = line(sha, other, 'commit: x') + line(other, sha, 'checkout: x');
    expect(judge(made)).toBe('moved');
    expect(judge(made + line(sha, other, 'checkout: x'))).toBe('made');
    expect(judge(line(sha, other, 'commit: x', jobStart - 1) + line(sha, other, 'checkout: x'))).toBe('moved');
  });

  test('nothing is known if the first entries of the job are not read', () => {
    const cut = `${line(third, sha, 'commit: x').slice(60)}${line(sha, other, 'checkout: x')}`;
    expect(judge(cut, false)).toBe('not by this job');
    expect(judge(line(third, sha, 'x', jobStart - 1) + cut, false)).toBe('moved');
  });

  test('entries without a message, with an odd name, and of SHA-256', () => {
    expect(judge(`${sha} ${other} O > <o@e> ${jobStart} -0730\n`)).toBe('moved');
    expect(judge(`${sha} ${other}  <> ${jobStart} +0000`)).toBe('moved');
    expect(judge(`${sha} ${other} O <o@e> ${jobStart} +0000\tcommit: a\tb > 1 +0000`)).toBe('made');
    expect(judge(line('a'.repeat(64), 'b'.repeat(64), 'commit: x'))).toBe('made');
  });

  test('a reflog is read in a moment, whatever its bytes are', async () => {
    const part = fc.constantFrom(
      ...[sha, other, ' ', '>', '> ', '\t', '\n', '0', ' O <o@e> 1700000000 +0000\t'],
      ...['commit: ', 'pull', ' (', 'cherry-pick: '],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), fc.boolean(), async (parts, isWhole) => {
        const repeated = parts.join('');
        const text = repeated.repeat(Math.ceil((64 * 1024) / repeated.length));
        expect(await effort(() => judge(text, isWhole), text.length)).toBeLessThan(LINEAR);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the remotes', () => {
  test.each<[string, string, string[]]>([
    ['two', '[remote "origin"]\n\turl = a\n\tfetch = +refs/*\n[remote "two"]\n  URL=b\n', ['a', 'b']],
    ['not what is pushed to', '[remote "origin"]\n\tpushurl = a\n', []],
    ['not a submodule', '[remote "origin"]\n\turl = a\n[submodule "lib"]\n\turl = b\n', ['a']],
    ['not a replacement', '[url "https://x/"]\n\tinsteadOf = gh:\n\turl = b\n', []],
    ['not a section that begins alike', '[remotes "x"]\n\turl = b\n', []],
    ['on one line', '[remote "x"] url = a\n', ['a']],
    ['with the ends of lines of Windows', '[remote "x"]\r\n\turl = a\r\n', ['a']],
  ])('%s', (_what, configuration, expected) => {
    expect(readRemoteUrls(configuration)).toEqual(expected);
  });

  test('any configuration is read in a moment', async () => {
    const part = fc.constantFrom(
      ...['"', '\\', ' ', '[', '[remote "', ']', '#', '=', 'url', '\turl = "', '\n', '\r', 'a'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), async (parts) => {
        const configuration = `[remote "x"]\n${parts.join('').repeat(50_000)}`;
        const work = () => readRemoteUrls(configuration);
        expect(await effort(work, configuration.length)).toBeLessThan(LINEAR);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the workspace', () => {
  const root = mkdtempSync(join(tmpdir(), 'workspace-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let count = 0;
  let folder = '';
  const reflog = line(sha, other, 'checkout: moving from main to x');
  beforeEach(() => {
    count += 1;
    folder = join(root, String(count));
    write('.git/config', `[remote "origin"]\n\turl = ${url}\n`);
    write('.git/logs/HEAD', reflog);
    write('event.json', '{}');
  });
  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const read = (jobStartedAt = BigInt(jobStart) * SECOND + 999_999_999n) =>
    readWorkspace({ folder, jobStartedAt, eventPath: join(folder, 'event.json') });
  const moves = [{ from: sha, to: other, seconds: jobStart, message: 'checkout: moving from main to x' }];

  test('shows its remotes, HEAD and how this job moved it', async () => {
    expect(await read()).toEqual({ remoteUrls: [url], headSha: other, moves });
    const later = await read(BigInt(jobStart + 1) * SECOND);
    expect(later).toEqual({ remoteUrls: [url], headSha: other, moves: [] });
  });

  test('the job starts with the event file if pre did not run', async () => {
    const eventPath = join(folder, 'event.json');
    const readWithoutPre = () => readWorkspace({ folder, jobStartedAt: undefined, eventPath });
    utimesSync(eventPath, jobStart + 0.9, jobStart + 0.9);
    expect((await readWithoutPre()).moves).toEqual(moves);
    utimesSync(eventPath, jobStart + 1, jobStart + 1);
    expect((await readWithoutPre()).moves).toEqual([]);
    rmSync(eventPath);
    expect(await readWithoutPre()).toEqual({ remoteUrls: [url], headSha: other, moves: [] });
  });

  test('a folder below it is not looked at', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    write('app/.git/config', `[remote "origin"]\n\turl = ${url}\n`);
    write('app/.git/logs/HEAD', reflog);
    expect(await read()).toEqual(NOTHING);
    write('.git', 'gitdir: app/.git\n');
    expect(await read()).toEqual(NOTHING);
  });

  test('of a reflog the last 64 KiB are read, of a configuration no more than 1 MiB', async () => {
    const earlier = line(sha, sha, 'commit: x', jobStart - 1);
    const most = 64 * 1024;
    write('.git/logs/HEAD', earlier + line(sha, sha, 'x'.repeat(most)) + reflog);
    expect(await read()).toMatchObject({ headSha: other, moves: [] });
    write('.git/logs/HEAD', earlier.repeat(2_000) + reflog);
    expect(await read()).toMatchObject({ headSha: other, moves });
    const config = `[remote "origin"]\n\turl = ${url}\n#`;
    write('.git/config', config.padEnd(1024 * 1024));
    expect((await read()).remoteUrls).toEqual([url]);
    write('.git/config', config.padEnd(1024 * 1024 + 1));
    expect((await read()).remoteUrls).toEqual([]);
  });

  describe.each(['.git/config', '.git/logs/HEAD'])('%s', (name) => {
    const withoutIt = name === '.git/config' ? { remoteUrls: [], headSha: other } : { ...NOTHING, remoteUrls: [url] };
    const onUnix = process.platform === 'win32' ? test.skip : test;
    beforeEach(() => rmSync(join(folder, name)));

    test('is missing, a folder, empty', async () => {
      expect(await read()).toMatchObject(withoutIt);
      write(name, '');
      expect(await read()).toMatchObject(withoutIt);
      rmSync(join(folder, name));
      mkdirSync(join(folder, name));
      expect(await read()).toMatchObject(withoutIt);
    });

    onUnix('is a named pipe, which nobody writes to', async () => {
      execFileSync('mkfifo', [join(folder, name)]);
      expect(await read()).toMatchObject(withoutIt);
    });

    // A read of it waits for the kernel's next message.
    (existsSync('/proc/kmsg') ? test : test.skip)('is a link to /proc/kmsg', async () => {
      symlinkSync('/proc/kmsg', join(folder, name));
      expect(await read()).toMatchObject(withoutIt);
    });
  });

  test('a file that never responds: nothing is seen, and the look ends after two seconds', async () => {
    const controller = new AbortController();
    const hanging: WorkspaceFiles = {
      readEnd: () => new Promise(() => undefined),
      writtenAt: async () => 0,
    };
    const limit = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(controller.signal);
    const seen = readWorkspace({ folder, jobStartedAt: 0n, eventPath: '' }, hanging);
    expect(limit).toHaveBeenCalledWith(2_000);
    limit.mockRestore();
    controller.abort();
    expect(await seen).toEqual(NOTHING);
  });

  test('files that cannot be read', async () => {
    const failing: WorkspaceFiles = {
      readEnd: () => Promise.reject(new Error('EIO')),
      writtenAt: () => Promise.reject(new Error('EIO')),
    };
    const job = { folder, jobStartedAt: undefined, eventPath: '' };
    expect(await readWorkspace(job, failing)).toEqual(NOTHING);
  });
});
