import { constants, promises } from 'node:fs';
import { join } from 'node:path';
import { isSha, KIB } from '../text.ts';
import { type Nanoseconds, SECOND } from '../time.ts';

/** Where a job works, and when it began. */
export interface JobWorkspace {
  readonly folder: string;
  /** Pre's time; undefined if pre did not run: then the event file, which the runner writes as the job starts, has it. */
  readonly jobStartedAt: Nanoseconds | undefined;
  readonly eventPath: string;
}

/** What two files of the workspace's own repository show. */
export interface Workspace {
  /** As git's configuration has them; empty if the workspace is no repository. */
  readonly remoteUrls: readonly string[];
  /** The commit of HEAD, lower case; undefined without a reflog. */
  readonly headSha: string | undefined;
  /** How this job moved HEAD, the newest move last; empty if nothing shows that it did. */
  readonly moves: readonly HeadMove[];
}

/** An entry of HEAD's reflog. */
export interface HeadMove {
  readonly from: string;
  readonly to: string;
  /** Unix time. */
  readonly seconds: number;
  readonly message: string;
}

/** What is read from the disk. */
export interface WorkspaceFiles {
  /** The last bytes of a regular file; empty for any other. @param most bytes */
  readonly readEnd: (path: string, most: number) => Promise<Buffer>;
  /** When a file was last written: Unix time in milliseconds. */
  readonly writtenAt: (path: string) => Promise<number>;
}

const LARGEST_CONFIGURATION = 1024 * KIB;
const REFLOG_END = 64 * KIB;
/** Milliseconds. */
const LONGEST_LOOK = 2_000;
const NOTHING: Workspace = { remoteUrls: [], headSha: undefined, moves: [] };

const disk: WorkspaceFiles = {
  readEnd: async (path, most) => {
    // Without O_NONBLOCK, which Windows does not have, opening a named pipe waits for a writer.
    const file = await promises.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await file.stat();
      // Files of the kernel have no size, and may wait for its next message.
      const bytes = Buffer.alloc(stats.isFile() ? Math.min(stats.size, most) : 0);
      await file.read(bytes, 0, bytes.length, stats.size - bytes.length);
      return bytes;
    } finally {
      await file.close();
    }
  },
  writtenAt: async (path) => (await promises.stat(path)).mtimeMs,
};

/**
 * Reads how this job moved HEAD in its workspace. Never rejects, and takes two seconds at most. It starts no program:
 * git would run what the repository's configuration names.
 * @param limit ends the look, with nothing seen
 */
export function readWorkspace(
  job: JobWorkspace,
  files: WorkspaceFiles = disk,
  limit: AbortSignal = AbortSignal.timeout(LONGEST_LOOK),
): Promise<Workspace> {
  return Promise.race([
    look(job, files),
    new Promise<Workspace>((done) => limit.addEventListener('abort', () => done(NOTHING))),
  ]);
}

/** Source: gitrepository-layout(5). */
async function look({ folder, jobStartedAt, eventPath }: JobWorkspace, files: WorkspaceFiles) {
  const read = (most: number, ...path: readonly string[]) =>
    files.readEnd(join(folder, '.git', ...path), most).catch(() => Buffer.alloc(0));
  const configuration = await read(LARGEST_CONFIGURATION + 1, 'config');
  const reflog = await read(REFLOG_END, 'logs', 'HEAD');
  const jobStart =
    jobStartedAt === undefined
      ? Math.floor((await files.writtenAt(eventPath).catch(() => Infinity)) / 1_000)
      : Number(jobStartedAt / SECOND);
  const isWhole = configuration.length <= LARGEST_CONFIGURATION;
  return {
    remoteUrls: isWhole ? readRemoteUrls(configuration.toString()) : [],
    ...readReflog(reflog.toString(), jobStart, reflog.length < REFLOG_END),
  };
}

/** Only URLs in the sections of remotes, because a submodule's section has one as well. Source: git-config(1), "Syntax". */
export function readRemoteUrls(configuration: string): readonly string[] {
  const urls: string[] = [];
  let isRemote = false;
  for (const line of configuration.split('\n')) {
    const section = /^\s*\[([^\]]*)\]/.exec(line);
    isRemote = section === null ? isRemote : /^remote[\s.]/i.test(section[1] ?? '');
    const url = /^\s*url\s*=(.*)/i.exec(section === null ? line : line.slice(section[0].length))?.[1];
    if (isRemote && url !== undefined) {
      urls.push(url.trim());
    }
  }
  return urls;
}

/**
 * Reads a reflog of HEAD. Its times are whole seconds of the runner's clock.
 * @param jobStart Unix time in seconds, rounded down
 * @param isWhole whether the text is that of the whole file, not only of its end
 */
export function readReflog(text: string, jobStart: number, isWhole: boolean): Pick<Workspace, 'headSha' | 'moves'> {
  const entries = text.split('\n').flatMap(parseEntry);
  const start = entries.findIndex(({ seconds }) => seconds >= jobStart);
  // The job's first entries may be in the part of the file that is not read.
  const moves = start > 0 || (start === 0 && isWhole) ? entries.slice(start) : [];
  return {
    headSha: entries.at(-1)?.to,
    // On a branch `git reset --hard HEAD` writes an entry, although it moves nothing.
    moves: moves.filter(({ from, to, message }) => from !== to || !message.startsWith('reset:')),
  };
}

/** Reads a line of a reflog; nothing for one that is cut, or no entry. Source: git-reflog(1), seen with git 2.39. */
function parseEntry(line: string): readonly HeadMove[] {
  const [, from = '', to = '', seconds, message = ''] =
    /^([0-9a-f]+) ([0-9a-f]+) [^\t]*> (\d{1,12}) [+-]\d{4}(?:\t(.*))?$/.exec(line) ?? [];
  return isSha(from) && isSha(to) ? [{ from, to, seconds: Number(seconds), message }] : [];
}

/** Whether this job made HEAD's commit: what it then has is built on what it checked out. Seen with git 2.39. */
export function isHeadMadeByJob({ headSha, moves }: Workspace): boolean {
  return moves.some(
    ({ to, message }) =>
      to === headSha &&
      (/^(?:commit|revert|am)(?: \([\w-]+\))?:/.test(message) ||
        /^cherry-pick: (?!fast-forward$)/.test(message) ||
        /^(?:pull|rebase)\b.* \((?:pick|reword|edit|squash|fixup|merge|continue)\)/.test(message) ||
        message.includes('Merge made by')),
  );
}
