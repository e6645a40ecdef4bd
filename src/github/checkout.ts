import { opendirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { repositoryPath } from './repository.ts';

/** What is checked out in a folder. */
export interface Checkout {
  readonly commitSha: string;
  /** The commits that HEAD stands on, as far as they can be read without git: those that the job itself makes. */
  readonly ancestorShas: readonly string[];
  /** The remotes' URLs, as git's configuration has them. */
  readonly remoteUrls: readonly string[];
}

/** What is on the disk; undefined, or nothing, for what cannot be read. */
export interface Files {
  readonly read: (path: string) => Buffer | undefined;
  /** The names of the folders among the first entries of a folder, and how many entries were looked at. */
  readonly list: (
    path: string,
    most: number,
  ) => { readonly folders: readonly string[]; readonly seen: number };
}

const MIB = 1024 * 1024;
const LARGEST_FILE = 32 * MIB;
const LARGEST_COMMIT = MIB;
// A job may add a version, a changelog and the like, each as a commit.
const MOST_ANCESTORS = 10;
// A workspace may hold a million files; this many are read in a tenth of a second.
const MOST_ENTRIES = 5_000;
const MOST_FOLDERS = 500;

/** The files of this machine. */
export const disk: Files = {
  read: (path) => {
    try {
      // A named pipe would wait for somebody to write.
      const stats = statSync(path);
      return stats.isFile() && stats.size <= LARGEST_FILE ? readFileSync(path) : undefined;
    } catch {
      return undefined;
    }
  },
  list: (path, most) => {
    const folders: string[] = [];
    let seen = 0;
    try {
      const folder = opendirSync(path);
      try {
        // A link to a folder is none here, so nothing is looked at twice.
        for (let entry = folder.readSync(); entry !== null && seen < most; entry = folder.readSync()) {
          seen += 1;
          if (entry.isDirectory()) {
            folders.push(entry.name);
          }
        }
      } finally {
        folder.closeSync();
      }
    } catch {
      // What cannot be listed has no checkout that could be read.
    }
    return { folders, seen };
  },
};

/**
 * Finds the one checkout of a repository: the workspace itself, else a folder up to two levels below it (`path:` of
 * actions/checkout).
 * @returns undefined where there is none, where there are several below the workspace, and where the workspace has too
 *   many entries to tell
 */
export function findCheckout(
  workspace: string,
  repositoryUrl: string,
  files: Files = disk,
): Checkout | undefined {
  const wanted = repositoryPath(repositoryUrl);
  const read = (folder: string) => {
    const checkout = readCheckout(folder, files);
    return checkout?.remoteUrls.some((url) => repositoryPath(url) === wanted) ? checkout : undefined;
  };
  const top = wanted === '' ? undefined : read(workspace);
  if (top !== undefined || wanted === '') {
    return top;
  }
  const found: Checkout[] = [];
  let entriesLeft = MOST_ENTRIES;
  let foldersLeft = MOST_FOLDERS;
  let level = [workspace];
  for (let depth = 1; depth <= 2; depth += 1) {
    const next: string[] = [];
    for (const parent of level) {
      const { folders, seen } = files.list(parent, entriesLeft);
      entriesLeft -= seen;
      const worthwhile = folders.filter((name) => name !== 'node_modules' && name !== '.git');
      foldersLeft -= worthwhile.length;
      if (entriesLeft <= 0 || foldersLeft < 0) {
        return undefined;
      }
      for (const folder of worthwhile.map((name) => join(parent, name))) {
        const checkout = read(folder);
        if (checkout === undefined) {
          next.push(folder);
        } else {
          found.push(checkout);
        }
      }
    }
    level = next;
  }
  return found.length === 1 ? found[0] : undefined;
}

/**
 * Reads which commit is checked out, without git, which a job need not have.
 * Source: gitrepository-layout(5).
 * @returns undefined where nothing is, or where it cannot be read (reftable, whose HEAD names a branch that cannot be)
 */
export function readCheckout(folder: string, files: Files = disk): Checkout | undefined {
  const read = (path: string) => files.read(path)?.toString();
  const link = /^gitdir: (.+)/.exec(read(join(folder, '.git')) ?? '')?.[1];
  const directory = resolve(folder, link?.trim() ?? '.git');
  const head = read(join(directory, 'HEAD'))?.trim();
  if (head === undefined) {
    return undefined;
  }
  // A worktree has its own HEAD, and all else together with the repository that it belongs to.
  const shared = resolve(directory, read(join(directory, 'commondir'))?.trim() ?? '.');
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  const commitSha =
    ref === undefined
      ? head
      : (read(join(shared, ref))?.trim() ?? packedRef(files.read(join(shared, 'packed-refs')), ref));
  if (!SHA.test(commitSha)) {
    return undefined;
  }
  return {
    commitSha,
    ancestorShas: readAncestors(commitSha, read(join(shared, 'shallow')) ?? '', (sha) =>
      files.read(join(shared, 'objects', sha.slice(0, 2), sha.slice(2))),
    ),
    remoteUrls: readRemoteUrls(read(join(shared, 'config')) ?? ''),
  };
}

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

function packedRef(packedRefs: Buffer | undefined, ref: string): string {
  const line = packedRefs
    ?.toString()
    .split('\n')
    .find((text) => text.trimEnd().endsWith(` ${ref}`));
  return line?.split(' ')[0] ?? '';
}

/** The URLs in the sections of remotes: a submodule's section has one as well. Source: git-config(1), "Syntax". */
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

/** A value as it is meant: without quotes and backslashes, and without the comment after it. */
function withoutQuotes(value: string): string {
  const parts = value.match(/"(?:[^"\\]|\\.)*"|\\.|[#;].*|[^"\\#;]+/g) ?? [];
  return parts
    .filter((part) => !/^[#;]/.test(part))
    .map((part) => part.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1'))
    .join('')
    .trim();
}

/**
 * Follows the history of a commit through the objects that have a file each. What the job itself commits is kept that
 * way; what a fetch brings is usually packed or shallow, and its history ends there.
 * @param shallow the commits that were fetched without their parents, one a line
 */
function readAncestors(
  commitSha: string,
  shallow: string,
  readObject: (sha: string) => Buffer | undefined,
): readonly string[] {
  const ancestors: string[] = [];
  const next = [commitSha];
  for (let sha = next.shift(); sha !== undefined && ancestors.length < MOST_ANCESTORS; sha = next.shift()) {
    const parents = shallow.includes(sha) ? [] : readParents(readObject(sha));
    ancestors.push(...parents);
    next.push(...parents);
  }
  return ancestors;
}

function readParents(object: Buffer | undefined): readonly string[] {
  if (object === undefined) {
    return [];
  }
  try {
    // Loads for 2 ms, and few jobs commit.
    const { inflateSync }: typeof import('node:zlib') = createRequire(import.meta.url)('node:zlib');
    const commit = inflateSync(object, { maxOutputLength: LARGEST_COMMIT }).toString('latin1');
    const header = commit.split('\n\n', 1)[0] ?? '';
    return header.split('\n').flatMap((line) => /^parent ([0-9a-f]{40}|[0-9a-f]{64})$/.exec(line)?.[1] ?? []);
  } catch {
    // What is no object of git, or a commit with a book for a message, has no parents that could be known.
    return [];
  }
}
