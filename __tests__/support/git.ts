import { execFileSync } from 'node:child_process';
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
 * Runs git as if it were another time, without anybody's configuration.
 * @param seconds Unix time, of commits and of the reflog's entries
 * @returns what it prints
 */
export function gitAt(seconds: number, folder: string, ...words: readonly string[]): string {
  const date = `@${seconds} +0000`;
  const env = { ...environment, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return execFileSync('git', words, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Why tests that need git cannot run; undefined if they can. */
export function missingGit(): string | undefined {
  try {
    gitAt(0, '.', 'version');
    return undefined;
  } catch {
    return 'no git here';
  }
}
