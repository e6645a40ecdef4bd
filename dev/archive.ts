/** The archive that a job downloads: `git archive` of the working tree, committed or not. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const repository = fileURLToPath(new URL('..', import.meta.url));

/**
 * Makes the archive that GitHub would make if everything in the working tree were committed, except what `.gitignore`
 * excludes. Does not change the repository's index or objects.
 * @returns the tar; undefined if git is not installed or this is not a clone
 */
export function archive(): Buffer | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_INDEX_FILE: join(folder, 'index'),
    GIT_OBJECT_DIRECTORY: folder,
  };
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, {
      cwd: repository,
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const common = git('rev-parse', '--path-format=absolute', '--git-common-dir').toString().trim();
    environment['GIT_ALTERNATE_OBJECT_DIRECTORIES'] = join(common, 'objects');
    git('add', '--all');
    return git('archive', '--format=tar', git('write-tree').toString().trim());
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The size of the download in bytes: GitHub sends the tar in gzip. */
export function downloadSize(tar: Buffer): number {
  return gzipSync(tar, { level: 9 }).length;
}
