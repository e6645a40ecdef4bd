import { resolve, sep } from 'node:path';
import type { Files } from '../../src/github/checkout.ts';
import type { GitHubContext } from '../../src/github/context.ts';

/** The context of a push to main. */
export const push: GitHubContext = {
  actor: 'octocat',
  commitSha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  eventName: 'push',
  headRef: '',
  job: 'deploy',
  ref: 'refs/heads/main',
  repositoryUrl: 'https://github.com/acme/shopist',
  runAttempt: '2',
  runId: '17412345678',
  serverUrl: 'https://github.com',
  workflow: 'Deploy',
  hasRunPages: true,
  event: {},
};

/**
 * Files in memory.
 * @param texts by path below a folder
 * @param times Unix time in seconds, by path
 */
export function inMemory(
  folder: string,
  texts: Readonly<Record<string, string>>,
  times: Readonly<Record<string, number>> = {},
): Files {
  const at = <Value>(entries: Readonly<Record<string, Value>>) =>
    new Map(Object.entries(entries).map(([path, value]) => [resolve(folder, path), value]));
  const bytes = new Map([...at(texts)].map(([path, text]) => [path, Buffer.from(text)]));
  const written = at(times);
  return {
    read: async (path, most) => {
      const found = bytes.get(path);
      return found !== undefined && found.length <= most ? found : undefined;
    },
    readEnd: async (path, most) => {
      const found = bytes.get(path);
      return found && { bytes: found.subarray(-most), isWholeFile: found.length <= most };
    },
    list: async (path) => {
      const below = [...bytes.keys()].filter((name) => name.startsWith(path + sep));
      const names = new Set(below.map((name) => name.slice(path.length + 1).split(sep)));
      const folders = new Set([...names].flatMap(([name = '', ...rest]) => (rest.length > 0 ? [name] : [])));
      return { folders: [...folders], seen: folders.size };
    },
    writtenAt: async (path) => written.get(path),
  };
}
