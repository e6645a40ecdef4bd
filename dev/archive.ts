/** What a job downloads of this action: `git archive` of the files as they stand, in the index or not. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const repository = fileURLToPath(new URL('..', import.meta.url));

/**
 * Makes the archive that GitHub would make if everything in the working tree were committed, but for what
 * `.gitignore` keeps out. Leaves the repository's own index and objects alone.
 * @returns the tar, undefined where git is not installed or this is no clone
 */
export function archive(): Buffer | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  const git = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
    execFileSync('git', args, {
      cwd: repository,
      env: { ...process.env, ...environment },
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const objects = git(['rev-parse', '--path-format=absolute', '--git-path', 'objects']).toString().trim();
    const apart = {
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: join(folder, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    };
    mkdirSync(apart.GIT_OBJECT_DIRECTORY);
    git(['add', '--all'], apart);
    const tree = git(['write-tree'], apart).toString().trim();
    return git(['archive', '--format=tar', tree], apart);
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Unpacks a tar into a folder that is there. @throws Error where `tar` is not installed */
export function unpack(tar: Buffer, folder: string): void {
  execFileSync('tar', ['-xf', '-'], { cwd: folder, input: tar });
}

/** Bytes of the download: GitHub sends the tar through gzip. */
export function downloadSize(tar: Buffer): number {
  return gzipSync(tar, { level: 9 }).length;
}
