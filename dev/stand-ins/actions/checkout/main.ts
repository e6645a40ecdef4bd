/**
 * Makes a small repository and checks it out as the real action does, so that `git describe`, a commit on top and the
 * doubts about the commit are as on GitHub.
 *
 * A commit cannot have a SHA of our choice, and yet HEAD must be at the commit of the event. So `refs/replace` says that
 * the commit with that SHA has the contents of one that exists; git itself and everything that asks it follow that.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const variable = (name: string) => process.env[name] ?? '';
const isSha = (text: string) => /^[0-9a-f]{40}$/.test(text);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const repository = variable('INPUT_REPOSITORY');
const isOwn = repository === variable('GITHUB_REPOSITORY');
const depth = Number(variable('INPUT_FETCH-DEPTH'));
const folder = resolve(variable('GITHUB_WORKSPACE'), variable('INPUT_PATH'));
const ref = variable('INPUT_REF') || (isOwn ? variable('GITHUB_REF') : 'refs/heads/main');
const isOfEvent = isOwn && [variable('GITHUB_REF'), variable('GITHUB_REF_NAME')].includes(ref);
const madeUp = createHash('sha1')
  .update(isOwn ? ref : `${repository} ${ref}`)
  .digest('hex');
const commit = isSha(ref) ? ref : isOfEvent ? variable('GITHUB_SHA') : madeUp;

function makeRepository(): void {
  const author = { NAME: 'Octocat', EMAIL: 'octocat@github.com', DATE: '2026-01-01T12:00:00Z' };
  const once = Object.entries(author).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  // Nobody's own settings and hooks.
  const environment = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  const git = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    execFileSync('git', ['-c', 'core.autocrlf=false', ...words], {
      cwd: folder,
      env: { ...environment, ...more },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, '.git', path)), { recursive: true });
    writeFileSync(join(folder, '.git', path), `${text}\n`);
  };
  git(['init', '-q', '-b', 'master']);
  appendFileSync(
    join(folder, '.git', 'config'),
    `[remote "origin"]\n\turl = ${variable('GITHUB_SERVER_URL')}/${repository}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  );
  git(['add', '-A', '.']);
  const tree = git(['write-tree']);
  const dated = Object.fromEntries(once);
  const earlier = git(['commit-tree', tree, '-m', 'Open the shop'], dated);
  write(`refs/replace/${commit}`, git(['commit-tree', tree, '-p', earlier, '-m', 'Sell more'], dated));
  if (depth === 1) write('shallow', commit);
  if (depth === 0 || variable('INPUT_FETCH-TAGS') === 'true') write('refs/tags/v2.13.4', earlier);
  const [, kind = /^v?\d/.test(ref) ? 'tags' : 'heads', name = ref] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(ref) ?? [];
  const fetched = { heads: 'refs/remotes/origin', tags: 'refs/tags', pull: 'refs/remotes/pull' }[kind];
  if (!isSha(ref)) write(`${fetched}/${name}`, commit);
  const what = isSha(ref) ? [ref] : [...(kind === 'heads' ? ['-B', name] : []), `${fetched}/${name}`];
  git(['checkout', '-q', '--force', ...what]);
}

console.log(`Syncing repository: ${repository}`);
// A second checkout replaces the first.
rmSync(join(folder, '.git'), { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
cpSync(here('working-tree/'), folder, { recursive: true });
try {
  makeRepository();
  console.log(`HEAD is now at ${commit.slice(0, 7)}`);
} catch (error) {
  // The real one downloads an archive then.
  console.log(`The files come without a repository, because git does not run here: ${error}`);
}
// Commands that GitHub's runner images have.
appendFileSync(variable('GITHUB_PATH'), `${here('commands')}\n`);
appendFileSync(variable('GITHUB_OUTPUT'), `commit=${commit}\nref=${ref}\n`);
