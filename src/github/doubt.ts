import { readFile } from 'node:fs';
import { isObject, isSha, property } from '../text.ts';
import type { Nanoseconds } from '../time.ts';
import { disk, type Files, readWorkspace, type Workspace } from './checkout.ts';
import { type GitHubContext, textAt } from './context.ts';
import { mayHang } from './mounts.ts';
import { parseRepositoryUrl, repositoryHost, repositoryPath } from './repository.ts';

/** The git part of a deployment event. */
export interface SentGit {
  readonly repositoryUrl: string;
  readonly commitSha: string;
  /** Whether the workflow set git-repository-url. */
  readonly repositoryGiven: boolean;
}

/** A doubt about the commit, for the log: an annotation, or a mere line. */
export interface Doubt {
  readonly level: 'warning' | 'info';
  readonly message: string;
}

/** What the look into the workspace needs. */
export interface Place {
  readonly workspace: string;
  /** Pre's time; undefined if pre did not run. */
  readonly jobStartedAt: Nanoseconds | undefined;
  readonly eventPath: string;
}

/** Why a commit may be the wrong one. */
interface Reason {
  /** What casts doubt on the commit, as the rest of a sentence that names it. */
  readonly but: string;
  /** What to set, beginning with the input. */
  readonly set: string;
}

/** Milliseconds. */
const LONGEST_LOOK = 2_000;
const UNSEEN: Workspace = { remoteUrls: [], headSha: undefined, move: 'unknown' };

/**
 * Says why the commit that is sent, GITHUB_SHA, may not be the deployed one. Only for a commit that the workflow does
 * not set: one that it sets is believed. Never rejects.
 * @param limit ends the look into the workspace; doubts that need no file are reported anyway
 * @returns undefined if there is no doubt, or too little reason for one
 */
export async function findDoubt(
  context: GitHubContext,
  sent: SentGit,
  place: Place,
  files: Files = disk,
  limit: AbortSignal = AbortSignal.timeout(LONGEST_LOOK),
): Promise<Doubt | undefined> {
  if (!isSha(sent.commitSha)) {
    return undefined;
  }
  const isElsewhere = isOtherRepository(context.repositoryUrl, sent.repositoryUrl);
  const told =
    dispatchReason(context, sent) ?? (isElsewhere ? undefined : eventReason(context, sent.commitSha));
  if (told !== undefined) {
    return warning(sent, told);
  }
  const workspace = await lookAt(place, sent, files, limit);
  const reason =
    (isElsewhere ? repositoryReason(context.repositoryUrl, sent, workspace) : undefined) ??
    eventReason(context, sent.commitSha) ??
    checkoutReason(workspace) ??
    commentReason(context, workspace);
  return reason === undefined ? remark(sent, workspace) : warning(sent, reason);
}

async function lookAt(place: Place, sent: SentGit, files: Files, limit: AbortSignal): Promise<Workspace> {
  const work = look(place, sent, files, limit).catch(() => UNSEEN);
  return Promise.race([
    work,
    new Promise<Workspace>((done) => {
      const giveUp = () => done(UNSEEN);
      limit.addEventListener('abort', giveUp);
      if (limit.aborted) {
        giveUp();
      }
    }),
  ]);
}

async function look(place: Place, sent: SentGit, files: Files, limit: AbortSignal): Promise<Workspace> {
  // A file that never responds would keep the stage from ending, so rather do without the doubt.
  return mayHang(await mountsOfLinux(), place.workspace)
    ? UNSEEN
    : readWorkspace(place.workspace, { ...sent, ...place }, files, limit);
}

/** @returns '' on another system */
function mountsOfLinux(): Promise<string> {
  return new Promise((resolve) => {
    readFile('/proc/self/mountinfo', 'utf8', (error, text) => resolve(error === null ? text : ''));
  });
}

function warning({ commitSha }: SentGit, { but, set }: Reason): Doubt {
  return {
    level: 'warning',
    message: `The deployment event has commit ${commitSha} (GITHUB_SHA), ${but}. A wrong commit skews change lead time, change failure rate and recovery time. Set ${set}.`,
  };
}

const FROM_CHECKOUT =
  'git-commit-sha: ${{ steps.checkout.outputs.commit }}, with id: checkout at actions/checkout, if actions/checkout checked that commit out; if a later step moved HEAD, set it to the output of a step that runs git rev-parse HEAD';

/** Whether a repository is another one than the run's, and not its mirror on another host. */
function isOtherRepository(ownUrl: string, sentUrl: string): boolean {
  const [owner, name] = repositoryPath(ownUrl).split('/');
  const [sentOwner, sentName] = repositoryPath(sentUrl).split('/');
  const isSameOrMirror =
    name === sentName && (owner === sentOwner || repositoryHost(ownUrl) !== repositoryHost(sentUrl));
  return ownUrl !== '' && !isSameOrMirror;
}

/** A commit of the run's repository cannot be in another one, unless that is a fork or the like. */
function repositoryReason(
  ownUrl: string,
  { repositoryUrl, commitSha }: SentGit,
  { headSha }: Workspace,
): Reason | undefined {
  const seen = headSha === undefined ? '' : `, and its checkout in the workspace is at ${headSha}`;
  return headSha === commitSha
    ? undefined
    : {
        but: `a commit of ${ownUrl}, but git-repository-url is another repository, ${repositoryUrl}${seen}`,
        set: 'git-commit-sha: ${{ steps.checkout.outputs.commit }}, with id: checkout at the actions/checkout of that repository',
      };
}

/** Whoever dispatches a workflow may say which commit to deploy; GITHUB_SHA is only the head of a branch. */
function dispatchReason({ event, eventName }: GitHubContext, sent: SentGit): Reason | undefined {
  const where =
    eventName === 'workflow_dispatch'
      ? 'inputs'
      : eventName === 'repository_dispatch'
        ? 'client_payload'
        : undefined;
  const values = where === undefined ? undefined : property(event, where);
  const commits = Object.entries(isObject(values) ? values : {}).flatMap(([name, value]) =>
    typeof value === 'string' && isSha(value) ? [{ name, sha: value.toLowerCase() }] : [],
  );
  const [commit, ...others] = commits;
  // A hash of another length is the digest of something else.
  const isSuspect =
    commit !== undefined &&
    others.length === 0 &&
    speaksOfCommit(commit.name) &&
    commit.sha.length === sent.commitSha.length &&
    commit.sha !== sent.commitSha;
  if (!isSuspect) {
    return undefined;
  }
  const but = `but ${where}.${commit.name} of this ${eventName} is ${commit.sha}`;
  const expression = `github.event.${where}.${commit.name}`;
  return where === 'inputs'
    ? { but, set: fromEvent(expression) }
    : {
        but,
        set: `git-commit-sha: \${{ ${expression} }}${sent.repositoryGiven ? '' : ', and git-repository-url if it is a commit of another repository, as it usually is'}`,
      };
}

/** Whether a name contains a word for a commit, and can be part of an expression without quotes. */
function speaksOfCommit(name: string): boolean {
  const words = name.replace(/([a-z\d])(?=[A-Z])/g, '$1_').toLowerCase();
  return /^[a-z_][\w-]{0,99}$/.test(words) && /commit|revision|(?:sha|ref)(?![a-z])/.test(words);
}

/** With another trigger of the same workflow the event has no such commit: then GITHUB_SHA counts. */
function fromEvent(expression: string): string {
  return `git-commit-sha: \${{ ${expression} || github.sha }}`;
}

/**
 * Some events run for another commit than the one they are about.
 * Source: GitHub's "Events that trigger workflows"; for a merged pull request its changelog of 2023-09-13.
 */
function eventReason({ event, eventName, ref }: GitHubContext, commitSha: string): Reason | undefined {
  const other = (but: string, ...path: readonly string[]): Reason | undefined => {
    const sha = textAt(event, ...path).toLowerCase();
    return isSha(sha) && sha !== commitSha
      ? { but: `${but} ${sha}`, set: fromEvent(['github.event', ...path].join('.')) }
      : undefined;
  };
  if (eventName === 'workflow_run') {
    return other('but the workflow before this one ran for', 'workflow_run', 'head_sha');
  }
  if (eventName === 'deployment' || eventName === 'deployment_status') {
    return other('but this event is about a deployment of', 'deployment', 'sha');
  }
  const isMergeRef = ref.startsWith('refs/pull/');
  if (!isMergeRef && eventName !== 'pull_request_target') {
    return undefined;
  }
  if (property(property(event, 'pull_request'), 'merged') === true) {
    return other('but the pull request is merged as', 'pull_request', 'merge_commit_sha');
  }
  const what = isMergeRef
    ? 'a merge commit that is on no branch'
    : 'the head of a branch without the pull request';
  return other(`${what}, but the head of the pull request is`, 'pull_request', 'head', 'sha');
}

function checkoutReason({ headSha, move }: Workspace): Reason | undefined {
  return headSha !== undefined && move === 'moved elsewhere'
    ? { but: `but the workspace has ${headSha} checked out`, set: FROM_CHECKOUT }
    : undefined;
}

/** The event of a comment does not contain the commit of the pull request. */
function commentReason({ event, eventName }: GitHubContext, { move }: Workspace): Reason | undefined {
  const isOnUnmergedPullRequest =
    eventName === 'issue_comment' &&
    textAt(event, 'issue', 'pull_request', 'url') !== '' &&
    textAt(event, 'issue', 'pull_request', 'merged_at') === '';
  return isOnUnmergedPullRequest && move !== 'built on the sent commit'
    ? {
        but: 'the head of the default branch, but the comment is on a pull request, which has other commits',
        set: FROM_CHECKOUT,
      }
    : undefined;
}

/** A workspace of another repository is no reason for a warning, but that repository may be the deployed one. */
function remark(sent: SentGit, { remoteUrls }: Workspace): Doubt | undefined {
  const known = remoteUrls.flatMap((url) => parseRepositoryUrl(url) ?? []);
  const isOther = known.every((url) => isOtherRepository(url, sent.repositoryUrl));
  return known[0] !== undefined && isOther && !sent.repositoryGiven
    ? {
        level: 'info',
        message: `The workspace is a checkout of ${known[0]}, but the deployment event has commit ${sent.commitSha} of ${sent.repositoryUrl}, the repository of this workflow. If the other one is deployed, set git-repository-url and git-commit-sha.`,
      }
    : undefined;
}
