import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { gitAt } from './git.ts';

/** Unix time, seconds. */
export const JOB_START = 1_700_000_000;
const EARLIER = JOB_START - 3_600;
const WITHIN = JOB_START + 60;

export const url = 'https://github.com/acme/shopist';

/** The repository on the server. `sent`, GITHUB_SHA, is on main between its parent and a newer commit. */
export interface Origin {
  readonly folder: string;
  readonly parent: string;
  readonly sent: string;
  readonly newer: string;
}

type Git = (...words: string[]) => string;

export function makeOrigin(folder: string): Origin {
  mkdirSync(folder, { recursive: true });
  const git: Git = (...words) => gitAt(EARLIER - 3_600, folder, ...words);
  const commit = (name: string, file?: string) => {
    commitIn(folder, git, name, file);
    return git('rev-parse', 'HEAD');
  };
  git('init', '-q');
  git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const parent = commit('parent');
  const sent = commit('sent');
  git('tag', 'v1', parent);
  git('tag', '-a', '-m', 'v2', 'v2', parent);
  git('branch', 'release', sent);
  git('checkout', '-q', '-b', 'side', parent);
  commit('side');
  git('checkout', '-q', '--orphan', 'gh-pages');
  commit('page');
  git('checkout', '-q', 'main');
  return { folder, parent, sent, newer: commit('newer', 'conflict') };
}

/** Commits a file. */
function commitIn(folder: string, git: Git, name: string, file = name): void {
  writeFileSync(join(folder, file), `${name}\n`);
  git('add', '.');
  git('commit', '-q', '-m', `Add ${name}`);
}

/** Copies what several workspaces begin with, and makes it the first time: each process of git takes its time. */
function copy(origin: Origin, name: string, folder: string, make: (made: string) => void): void {
  const made = join(`${origin.folder}-copies`, name);
  if (!existsSync(made)) {
    mkdirSync(made, { recursive: true });
    make(made);
  }
  cpSync(made, folder, { recursive: true, preserveTimestamps: true });
}

/** A repository that has fetched nothing yet. */
function copyEmpty(origin: Origin, folder: string): void {
  copy(origin, 'empty', folder, (made) => {
    const git: Git = (...words) => gitAt(EARLIER, made, ...words);
    git('init', '-q');
    git('config', `url.file://${origin.folder}.insteadOf`, url);
    // What a fetch brings is packed, as in a repository of a usual size.
    git('config', 'fetch.unpackLimit', '1');
    git('config', 'remote.origin.url', url);
    git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
  });
}

interface Steps {
  readonly git: Git;
  /** As actions/checkout does it. @param ref a branch of origin, or a commit for a detached HEAD */
  readonly checkout: (ref: string, ...fetchOptions: string[]) => void;
  readonly commit: (name: string, file?: string) => void;
}

function stepsAt(seconds: number, folder: string, origin: Origin): Steps {
  const gitIn =
    (where: string): Git =>
    (...words) =>
      gitAt(seconds, where, ...words);
  const git = gitIn(folder);
  return {
    git,
    checkout: (ref, ...fetchOptions) => {
      if (existsSync(join(folder, '.git'))) {
        fetchAndCheckOut(git, ref, fetchOptions);
        return;
      }
      copy(origin, [seconds, ref, ...fetchOptions].join(), folder, (made) => {
        copyEmpty(origin, made);
        fetchAndCheckOut(gitIn(made), ref, fetchOptions);
      });
    },
    commit: (name, file) => commitIn(folder, git, name, file),
  };
}

function fetchAndCheckOut(git: Git, ref: string, fetchOptions: readonly string[]): void {
  const isCommit = /^[0-9a-f]{40}$/.test(ref);
  git('fetch', '-q', ...fetchOptions, 'origin', ...(fetchOptions.length > 0 ? [ref] : []));
  git('checkout', '-q', '--force', ...(isCommit ? [ref] : ['-B', ref, `refs/remotes/origin/${ref}`]));
}

interface Job {
  readonly workspace: string;
  readonly origin: Origin;
  /** What this job does, in a folder of the workspace. */
  readonly now: (path?: string) => Steps;
  /** What an earlier job did, in the same workspace. */
  readonly earlier: (path?: string) => Steps;
}

/** What jobs did in a workspace, and whether the commit that is sent is to be doubted. */
export interface History {
  readonly what: string;
  readonly isDoubted: boolean;
  /** Makes the workspace. */
  readonly make: (workspace: string, origin: Origin) => void;
}

function history(isDoubted: boolean, what: string, make: (job: Job) => void): History {
  return {
    what,
    isDoubted,
    make: (workspace, origin) => {
      mkdirSync(workspace, { recursive: true });
      const steps =
        (seconds: number) =>
        (path = '.') =>
          stepsAt(seconds, join(workspace, path), origin);
      make({ workspace, origin, now: steps(WITHIN), earlier: steps(EARLIER) });
    },
  };
}

/** The job has checked out GITHUB_SHA on a branch, and does something more. */
function afterCheckout(isDoubted: boolean, what: string, act: (steps: Steps, origin: Origin) => void): History {
  return history(isDoubted, what, ({ origin, now }) => {
    now().checkout('release');
    act(now(), origin);
  });
}

const editTodo = (word: string) => ['-c', `sequence.editor=sed -i.bak 's/^pick/${word}/'`, '-c', 'core.editor=true'];

export const histories: readonly History[] = [
  // Checkouts.
  afterCheckout(false, 'GITHUB_SHA, on a branch', () => undefined),
  history(false, 'GITHUB_SHA, detached', ({ origin, now }) => now().checkout(origin.sent)),
  history(true, 'another branch', ({ now }) => now().checkout('main')),
  history(true, 'another commit, detached', ({ origin, now }) => now().checkout(origin.newer)),
  history(true, 'a clone of another branch', ({ origin, workspace }) => {
    gitAt(WITHIN, origin.folder, 'clone', '-q', origin.folder, workspace);
    gitAt(WITHIN, workspace, 'remote', 'set-url', 'origin', url);
  }),
  afterCheckout(false, '--detach', ({ git }) => git('checkout', '-q', '--detach')),
  afterCheckout(true, 'a tag', ({ git }) => git('checkout', '-q', 'v1')),
  afterCheckout(false, 'another branch and back', ({ git, commit }) => {
    commit('own');
    git('checkout', '-q', 'origin/main');
    git('checkout', '-q', 'release');
  }),
  afterCheckout(true, 'reset', ({ git }) => git('reset', '-q', '--hard', 'HEAD~1')),
  afterCheckout(true, 'update-ref', ({ git }) => git('update-ref', 'HEAD', 'HEAD~1')),

  // Commits of the job.
  afterCheckout(false, 'a commit', ({ commit }) => commit('own')),
  afterCheckout(false, 'amend', ({ git }) => git('commit', '-q', '--amend', '-m', 'Version 2')),
  // As for gh-pages: nothing tells what is deployed.
  afterCheckout(false, 'a commit on another branch, after GITHUB_SHA', ({ git, commit }) => {
    git('checkout', '-q', 'origin/main');
    commit('own');
  }),
  history(false, 'a commit on another commit only', ({ now }) => {
    now().checkout('main');
    now().commit('own');
  }),
  afterCheckout(false, 'cherry-pick', ({ git }) => git('cherry-pick', 'origin/side')),
  afterCheckout(true, 'cherry-pick that is a fast-forward', ({ git }) => git('cherry-pick', '--ff', 'origin/main')),
  afterCheckout(false, 'revert', ({ git }) => git('revert', '--no-edit', 'HEAD')),
  afterCheckout(false, 'am', ({ git }) => {
    git('format-patch', '-q', '-1', 'origin/side', '-o', '.git/patches');
    git('am', '-q', '.git/patches/0001-Add-side.patch');
  }),
  afterCheckout(false, 'merge', ({ git }) => git('merge', '-q', '--no-edit', 'origin/side')),
  afterCheckout(true, 'merge that is a fast-forward', ({ git }) => git('merge', '-q', 'origin/main')),
  afterCheckout(false, 'merge with a conflict', ({ git, commit }) => {
    commit('own', 'conflict');
    expect(() => git('merge', '-q', 'origin/main')).toThrow();
    commit('merged', 'conflict');
  }),

  // Rebase and pull.
  afterCheckout(false, 'rebase of an own commit', ({ git, commit }) => {
    commit('own');
    git('rebase', '-q', 'origin/main');
  }),
  afterCheckout(true, 'rebase of nothing', ({ git }) => git('rebase', '-q', 'origin/main')),
  ...['reword', 'edit', 'squash', 'fixup'].map((word) =>
    afterCheckout(false, `rebase -i, ${word}`, ({ git, commit }) => {
      commit('own');
      commit('own-2');
      const todo = editTodo(word).map((text) => text.replace('s/', word === 'edit' ? 's/' : '2s/'));
      git(...todo, 'rebase', '-q', '-i', 'origin/main');
      if (word === 'edit') {
        git('rebase', '--continue');
        git('rebase', '--continue');
      }
    }),
  ),
  afterCheckout(false, 'rebase with a conflict', ({ git, commit }) => {
    commit('own', 'conflict');
    expect(() => git('rebase', '-q', 'origin/main')).toThrow();
    git('add', '.');
    git('-c', 'core.editor=true', 'rebase', '--continue');
  }),
  afterCheckout(false, 'pull --rebase with an own commit', ({ git, commit }) => {
    commit('own');
    git('pull', '-q', '--rebase', 'origin', 'main');
  }),
  afterCheckout(true, 'pull --rebase without one', ({ git }) => git('pull', '-q', '--rebase', 'origin', 'main')),
  afterCheckout(true, 'pull --ff', ({ git }) => git('pull', '-q', '--ff', 'origin', 'main')),
  afterCheckout(false, 'pull with a merge', ({ git, commit }) => {
    commit('own');
    git('pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
  }),
  afterCheckout(false, 'pull --ff that is up to date', ({ git }) => git('pull', '-q', '--ff', 'origin', 'release')),

  // A workspace that outlives jobs.
  history(false, 'left at another commit', ({ earlier }) => earlier().checkout('main')),
  history(false, 'left, and HEAD reset to itself on a branch', ({ earlier, now }) => {
    earlier().checkout('main');
    now().git('reset', '-q', '--hard', 'HEAD');
  }),
  history(false, 'left detached, and the same commit checked out', ({ origin, earlier, now }) => {
    earlier().checkout(origin.newer);
    now().checkout(origin.newer);
  }),
  history(true, 'left on a branch, and the same branch checked out', ({ earlier, now }) => {
    earlier().checkout('main');
    now().checkout('main');
  }),
  history(false, 'left elsewhere, and GITHUB_SHA checked out', ({ earlier, now }) => {
    earlier().checkout('main');
    now().git('reset', '-q', '--hard', 'HEAD');
    now().checkout('release');
  }),

  // Where the checkout is.
  history(false, 'a worktree at another commit', ({ workspace, now }) => {
    now('../elsewhere').checkout('release');
    now('../elsewhere').git('worktree', 'add', '-q', '-f', '--detach', workspace, 'v1');
  }),
];
