import * as fs from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { isSha, KIB } from '../text.ts';
import { type Nanoseconds, SECOND } from '../time.ts';
import { repositoryPath } from './repository.ts';

/** What is on the disk. Nothing rejects: what cannot be read is undefined, or an empty list. */
export interface Files {
  /** Reads a regular file that is not empty. @param most bytes: a larger file is not read */
  readonly read: (path: string, most: number) => Promise<Buffer | undefined>;
  /** Reads the last bytes of such a file. @param most bytes */
  readonly readEnd: (path: string, most: number) => Promise<FileEnd | undefined>;
  /** The folders among the first entries of a folder, and the number of entries looked at. */
  readonly list: (path: string, most: number) => Promise<Listing>;
  /** When a file was last written: Unix time in whole seconds, rounded down. */
  readonly writtenAt: (path: string) => Promise<number | undefined>;
}

export interface FileEnd {
  readonly bytes: Buffer;
  readonly isWholeFile: boolean;
}

export interface Listing {
  readonly folders: readonly string[];
  readonly seen: number;
}

/** How HEAD came to its commit. `unknown`: nothing shows that this job put it there. */
export type Move = 'built on the sent commit' | 'moved elsewhere' | 'unknown';

/** What the workspace shows about the repository that is sent. */
export interface Workspace {
  /** The remotes of the workspace itself, as git's configuration has them; empty if it is no checkout. */
  readonly remoteUrls: readonly string[];
  /** The commit of the one checkout of that repository; undefined if there is none, or several. */
  readonly headSha: string | undefined;
  readonly move: Move;
}

interface Repository {
  /** Has HEAD and its reflog. */
  readonly directory: string;
  /** Has everything else. Differs from `directory` in a linked worktree. */
  readonly sharedDirectory: string;
  readonly remoteUrls: readonly string[];
}

const MIB = 1024 * KIB;
const LARGEST_FILE = MIB;
const LARGEST_PACKED_REFS = 32 * MIB;
const REFLOG_END = 64 * KIB;
// A workspace may hold a million files.
const MOST_ENTRIES = 5_000;
const MOST_FOLDERS = 500;

// `node:fs/promises` takes 3 ms to load.
const [open, read, close] = [promisify(fs.open), promisify(fs.read), promisify(fs.close)];
const [opendir, stat] = [promisify(fs.opendir), promisify(fs.stat)];

/** The files of this machine. */
export const disk: Files = {
  read: async (path, most) => {
    const end = await readEnd(path, most);
    return end?.isWholeFile ? end.bytes : undefined;
  },
  readEnd,
  list: async (path, most) => {
    const folders: string[] = [];
    let seen = 0;
    try {
      // A symbolic link is not a directory here, so nothing is looked at twice.
      for await (const entry of await opendir(path, { bufferSize: 1_000 })) {
        seen += 1;
        if (entry.isDirectory()) {
          folders.push(entry.name);
        }
        if (seen >= most) {
          break;
        }
      }
    } catch {
      // A folder that cannot be listed has no checkout that could be read.
    }
    return { folders, seen };
  },
  writtenAt: async (path) => {
    try {
      return Math.floor((await stat(path)).mtimeMs / 1_000);
    } catch {
      return undefined;
    }
  },
};

async function readEnd(path: string, most: number): Promise<FileEnd | undefined> {
  try {
    // Before `open`, which waits for a writer on a named pipe. A read of /proc/kmsg, whose size is 0, waits as well.
    const stats = await stat(path);
    if (!stats.isFile() || stats.size === 0) {
      return undefined;
    }
    const bytes = Buffer.alloc(Math.min(stats.size, most));
    const file = await open(path, 'r');
    try {
      const { bytesRead } = await read(file, bytes, 0, bytes.length, stats.size - bytes.length);
      return bytesRead === bytes.length ? { bytes, isWholeFile: stats.size <= most } : undefined;
    } finally {
      await close(file);
    }
  } catch {
    return undefined;
  }
}

/** What decides how HEAD moved. */
export interface Sought {
  readonly repositoryUrl: string;
  readonly commitSha: string;
  /** undefined if pre did not run: then the event file, which the runner writes when the job starts, has the time. */
  readonly jobStartedAt: Nanoseconds | undefined;
  readonly eventPath: string;
}

/**
 * Looks for the one checkout of a repository, without git, which a job need not have: the workspace itself, else a
 * folder up to two levels below it (`path:` of actions/checkout). One file at a time, because a file that never
 * responds occupies one of the four threads that name look-ups need as well.
 * @param signal ends the search for a checkout
 */
export async function readWorkspace(
  folder: string,
  sought: Sought,
  files: Files,
  signal: AbortSignal,
): Promise<Workspace> {
  const top = await openRepository(folder, files);
  const remoteUrls = top?.remoteUrls ?? [];
  const repository = isOf(top, sought.repositoryUrl) ? top : await findBelow(folder, sought, files, signal);
  const headSha = repository && (await readHead(repository, files));
  const move =
    repository === undefined || headSha === undefined || headSha === sought.commitSha
      ? 'unknown'
      : await readMove(repository, headSha, sought, files);
  return { remoteUrls, headSha, move };
}

function isOf(repository: Repository | undefined, url: string): boolean {
  const wanted = repositoryPath(url);
  return (
    wanted !== '' && (repository?.remoteUrls.some((remote) => repositoryPath(remote) === wanted) ?? false)
  );
}

/** @returns undefined if there is none, or several, or if the workspace has too many entries to tell */
async function findBelow(
  workspace: string,
  { repositoryUrl }: Sought,
  files: Files,
  signal: AbortSignal,
): Promise<Repository | undefined> {
  const found: Repository[] = [];
  let entriesLeft = MOST_ENTRIES;
  let foldersLeft = MOST_FOLDERS;
  let level = [workspace];
  for (let depth = 1; depth <= 2; depth += 1) {
    const next: string[] = [];
    for (const parent of level) {
      const { folders, seen } = await files.list(parent, entriesLeft);
      entriesLeft -= seen;
      const worthwhile = folders.filter((name) => name !== 'node_modules' && name !== '.git');
      foldersLeft -= worthwhile.length;
      if (entriesLeft <= 0 || foldersLeft < 0) {
        return undefined;
      }
      for (const folder of worthwhile.map((name) => join(parent, name))) {
        if (signal.aborted) {
          return undefined;
        }
        const repository = await openRepository(folder, files);
        if (repository !== undefined && isOf(repository, repositoryUrl)) {
          found.push(repository);
        } else {
          next.push(folder);
        }
      }
    }
    level = next;
  }
  return found.length === 1 ? found[0] : undefined;
}

async function readText(files: Files, ...path: readonly string[]): Promise<string | undefined> {
  return (await files.read(join(...path), LARGEST_FILE))?.toString();
}

/** Source: gitrepository-layout(5). */
async function openRepository(folder: string, files: Files): Promise<Repository | undefined> {
  const link = /^gitdir: (.+)/.exec((await readText(files, folder, '.git')) ?? '')?.[1];
  const directory = resolve(folder, link?.trim() ?? '.git');
  const common = link === undefined ? undefined : await readText(files, directory, 'commondir');
  const sharedDirectory = resolve(directory, common?.trim() ?? '.');
  const configuration = await readText(files, sharedDirectory, 'config');
  return configuration === undefined
    ? undefined
    : { directory, sharedDirectory, remoteUrls: readRemoteUrls(configuration) };
}

/** @returns undefined if there is no commit, or none that can be read (reftable) */
async function readHead(
  { directory, sharedDirectory }: Repository,
  files: Files,
): Promise<string | undefined> {
  const head = (await readText(files, directory, 'HEAD'))?.trim() ?? '';
  const ref = /^ref: (refs\/[^\r\n]+)$/.exec(head)?.[1];
  const commitSha =
    ref === undefined
      ? head
      : ((await readText(files, sharedDirectory, ref))?.trim() ??
        packedRef(await files.read(join(sharedDirectory, 'packed-refs'), LARGEST_PACKED_REFS), ref));
  return isSha(commitSha) ? commitSha : undefined;
}

/** Searches the bytes, because splitting the largest file into lines would take long. */
function packedRef(packedRefs: Buffer | undefined, ref: string): string {
  for (const lineEnd of ['\n', '\r\n']) {
    const end = packedRefs?.indexOf(` ${ref}${lineEnd}`) ?? -1;
    if (packedRefs !== undefined && end > 0) {
      return packedRefs.toString('latin1', packedRefs.lastIndexOf('\n', end) + 1, end);
    }
  }
  return '';
}

/** Only URLs in the sections of remotes, because a submodule's section has one as well. Source: git-config(1), "Syntax". */
function readRemoteUrls(configuration: string): readonly string[] {
  const urls: string[] = [];
  let isRemote = false;
  for (const line of configuration.split('\n')) {
    const section = /^\s*\[([^\]]*)\]/.exec(line);
    isRemote = section === null ? isRemote : /^remote[\s.]/i.test(section[1] ?? '');
    const url = /^\s*url\s*=(.*)/i.exec(section === null ? line : line.slice(section[0].length))?.[1];
    if (isRemote && url !== undefined) {
      urls.push(withoutQuotes(url));
    }
  }
  return urls;
}

/** A value as git reads it: without quotes, backslashes and the comment after it. */
function withoutQuotes(value: string): string {
  const parts = value.match(/"(?:[^"\\]|\\.)*"|\\.|[#;].*|[^"\\#;]+/g) ?? [];
  return parts
    .filter((part) => !/^[#;]/.test(part))
    .map((part) => part.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1'))
    .join('')
    .trim();
}

async function readMove(
  { directory }: Repository,
  headSha: string,
  { commitSha, jobStartedAt, eventPath }: Sought,
  files: Files,
): Promise<Move> {
  const jobStart =
    jobStartedAt === undefined ? await files.writtenAt(eventPath) : Number(jobStartedAt / SECOND);
  if (jobStart === undefined) {
    return 'unknown';
  }
  const reflog = await files.readEnd(join(directory, 'logs', 'HEAD'), REFLOG_END);
  if (reflog !== undefined) {
    return howHeadMoved(reflog, { headSha, commitSha, jobStart });
  }
  const writtenAt = await files.writtenAt(join(directory, 'HEAD'));
  return writtenAt !== undefined && writtenAt >= jobStart ? 'moved elsewhere' : 'unknown';
}

/**
 * Reads from the reflog of HEAD how it came to its commit. Its times are whole seconds of the runner's clock.
 * @param job.jobStart Unix time in seconds, rounded down
 */
export function howHeadMoved(
  { bytes, isWholeFile }: FileEnd,
  job: { readonly headSha: string; readonly commitSha: string; readonly jobStart: number },
): Move {
  const all = bytes.toString().split('\n').flatMap(parseEntry);
  const start = all.findIndex(({ seconds }) => seconds >= job.jobStart);
  if (start === -1 || (start === 0 && !isWholeFile)) {
    return 'unknown';
  }
  // On a branch `git reset --hard HEAD` writes an entry, although it moves nothing.
  const entries = all.slice(start).filter(({ from, to, message }) => from !== to || !/^reset:/.test(message));
  const index = entries.findIndex(({ to }) => to === job.headSha);
  const entry = entries[index];
  if (entry === undefined) {
    return 'unknown';
  }
  const isAfterSent = entries
    .slice(0, index + 1)
    .some(({ from, to }) => from === job.commitSha || to === job.commitSha);
  return isAfterSent && makesCommit(entry.message) ? 'built on the sent commit' : 'moved elsewhere';
}

interface Entry {
  readonly from: string;
  readonly to: string;
  /** Unix time. */
  readonly seconds: number;
  readonly message: string;
}

/** Reads one line of a reflog; nothing for a line that is cut, or no entry. Source: git-reflog(1), seen with git 2.39. */
function parseEntry(line: string): readonly Entry[] {
  const [, from = '', to = '', seconds, message = ''] =
    /^([0-9a-f]+) ([0-9a-f]+) [^\t]*> (\d{1,12}) [+-]\d{4}(?:\t(.*))?$/.exec(line) ?? [];
  return isSha(from) && isSha(to) ? [{ from, to, seconds: Number(seconds), message }] : [];
}

/** Whether an entry's message is that of a command that made the commit. Seen with git 2.39. */
function makesCommit(message: string): boolean {
  return (
    /^(?:commit|revert|am)(?: \([\w-]+\))?:/.test(message) ||
    /^cherry-pick: (?!fast-forward$)/.test(message) ||
    /^(?:pull|rebase)\b.* \((?:pick|reword|edit|squash|fixup|merge|continue)\)/.test(message) ||
    message.includes('Merge made by')
  );
}
