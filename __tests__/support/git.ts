import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { devNull } from 'node:os';

// Nobody's own settings: neither signed commits nor another first branch.
const SETTINGS = {
  'init.defaultBranch': 'main',
  'protocol.file.allow': 'always',
  'gc.auto': '0',
  'advice.detachedHead': 'false',
};
const environment: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  SYSTEMROOT: process.env['SYSTEMROOT'],
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  // Sample hooks would be most of the files of a repository that tests copy.
  GIT_TEMPLATE_DIR: '',
  GIT_CONFIG_COUNT: String(Object.keys(SETTINGS).length),
  ...Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ),
  GIT_AUTHOR_NAME: 'Octocat',
  GIT_AUTHOR_EMAIL: 'octocat@example.com',
  GIT_COMMITTER_NAME: 'Octocat',
  GIT_COMMITTER_EMAIL: 'octocat@example.com',
};

/**
 * Runs git in a folder, without anybody's configuration.
 * @returns what it prints
 */
export function git(folder: string, ...words: readonly string[]): string {
  return run(folder, environment, words);
}

/**
 * Runs git as if it were another time.
 * @param seconds Unix time, of commits and of the reflog's entries
 */
export function gitAt(seconds: number, folder: string, ...words: readonly string[]): string {
  const date = `@${seconds} +0000`;
  return run(folder, { ...environment, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }, words);
}

function run(folder: string, env: NodeJS.ProcessEnv, words: readonly string[]): string {
  return execFileSync('git', words, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Why tests that need git cannot run; undefined if they can. */
export function missingGit(): string | undefined {
  try {
    git('.', 'version');
    return undefined;
  } catch {
    return 'no git here';
  }
}

/** Whether this git knows a format of repositories, such as `--ref-format=reftable`. */
export function knowsFormat(folder: string, option: string): boolean {
  try {
    git(folder, 'init', '-q', option, 'format');
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a repository in a new folder.
 * @returns its commits, the first one first
 */
export function makeRepository(folder: string, commits: number, ...options: readonly string[]): string[] {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q', ...options);
  return Array.from({ length: commits }, (_, index) => commit(folder, `${folder} ${index}`));
}

/** Makes a commit. */
export function commit(folder: string, message: string): string {
  git(folder, 'commit', '-q', '--allow-empty', '-m', message);
  return git(folder, 'rev-parse', 'HEAD');
}
