import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryPath } from './repository.ts';

/** What is checked out in a folder. */
export interface Checkout {
  readonly commitSha: string;
  /** The commit as a loose object; undefined where it is packed. */
  readonly commit: Buffer | undefined;
  /** The remotes' URLs, as git's configuration has them. */
  readonly remoteUrls: readonly string[];
}

/** Reads what is on the disk; undefined, or nothing, for what cannot be read. */
export interface Files {
  readonly read: (path: string) => Buffer | undefined;
  readonly folders: (path: string) => readonly string[];
}

// A workspace may hold a million files.
const MOST_FOLDERS = 200;

/** The files of this machine. */
export const disk: Files = {
  read: (path) => {
    try {
      return readFileSync(path);
    } catch {
      return undefined;
    }
  },
  folders: (path) => {
    try {
      const entries = readdirSync(path, { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    } catch {
      return [];
    }
  },
};

/**
 * Finds the one checkout of a repository: the workspace itself, else a folder up to two levels below it (`path:` of
 * actions/checkout).
 * @returns undefined where there is none, or more than one below the workspace
 */
export function findCheckout(
  workspace: string,
  repositoryUrl: string,
  files: Files = disk,
): Checkout | undefined {
  const isOf = (checkout: Checkout | undefined): checkout is Checkout =>
    checkout?.remoteUrls.some((url) => repositoryPath(url) === repositoryPath(repositoryUrl)) ?? false;
  const top = readCheckout(workspace, files);
  if (top !== undefined) {
    return isOf(top) ? top : undefined;
  }
  const below = (folder: string) =>
    files
      .folders(folder)
      .filter((name) => name !== 'node_modules' && name !== '.git')
      .slice(0, MOST_FOLDERS)
      .map((name) => join(folder, name));
  const first = below(workspace);
  const folders = [...first, ...first.flatMap(below).slice(0, MOST_FOLDERS)];
  const found = folders.map((folder) => readCheckout(folder, files)).filter(isOf);
  return found.length === 1 ? found[0] : undefined;
}

/**
 * Reads which commit is checked out, without git, which a job need not have.
 * Source: gitrepository-layout(5).
 * @returns undefined where nothing is, or where it cannot be read (reftable)
 */
export function readCheckout(folder: string, files: Files = disk): Checkout | undefined {
  const read = (path: string) => files.read(path)?.toString();
  const link = /^gitdir: (.+)/.exec(read(join(folder, '.git')) ?? '')?.[1];
  const directory = resolve(folder, link?.trim() ?? '.git');
  const shared = resolve(directory, read(join(directory, 'commondir'))?.trim() ?? '.');
  const head = read(join(directory, 'HEAD'))?.trim() ?? '';
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  const commitSha =
    ref === undefined
      ? head
      : (
          read(join(directory, ref)) ??
          read(join(shared, ref)) ??
          packedRef(read(join(shared, 'packed-refs')) ?? '', ref)
        ).trim();
  if (!SHA.test(commitSha)) {
    return undefined;
  }
  return {
    commitSha,
    commit: files.read(join(shared, 'objects', commitSha.slice(0, 2), commitSha.slice(2))),
    remoteUrls: remoteUrls(read(join(shared, 'config')) ?? ''),
  };
}

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

function packedRef(packedRefs: string, ref: string): string {
  const line = packedRefs.split(/\r?\n/).find((text) => text.endsWith(` ${ref}`));
  return line?.split(' ')[0] ?? '';
}

/** The URLs in the sections of remotes; a submodule's section has one as well. */
function remoteUrls(configuration: string): readonly string[] {
  const urls: string[] = [];
  let isRemote = false;
  for (const line of configuration.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed.startsWith('[')) {
      isRemote = /^\[remote\s/i.test(trimmed);
    }
    const equals = trimmed.indexOf('=');
    if (isRemote && trimmed.slice(0, Math.max(equals, 0)).trim().toLowerCase() === 'url') {
      urls.push(
        trimmed
          .slice(equals + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      );
    }
  }
  return urls;
}

const LONGEST_COMMIT = 1024 * 1024;

/**
 * The parents of the commit that is checked out. What the job itself commits is a loose object; of a packed one they
 * cannot be read without git, and there are none.
 */
export async function readParents({ commit }: Checkout): Promise<readonly string[]> {
  if (commit === undefined) {
    return [];
  }
  // Loads for 2 ms, and only a commit that differs needs it.
  const { inflateSync } = await import('node:zlib');
  try {
    const text = inflateSync(commit, { maxOutputLength: LONGEST_COMMIT }).toString('latin1');
    const header = text.slice(text.indexOf('\0') + 1).split('\n\n')[0] ?? '';
    return header.split('\n').flatMap((line) => /^parent ([0-9a-f]{40,64})$/.exec(line)?.[1] ?? []);
  } catch {
    return [];
  }
}
