import type { Checkout } from './checkout.ts';
import { type GitHubContext, text, valueAt } from './context.ts';
import { repositoryHost, repositoryPath } from './repository.ts';

/** What an event has of git. */
export interface SentGit {
  readonly repositoryUrl: string;
  readonly commitSha: string;
}

/** Why a commit may be the wrong one. */
interface Doubt {
  /** What speaks against the commit, as the rest of a sentence that names it. */
  readonly but: string;
  /** What gives the deployed commit in the workflow. */
  readonly expression: string;
  /** What the workflow needs besides. */
  readonly besides?: string;
}

/**
 * Says why the commit that is sent, GITHUB_SHA, may not be the deployed one. Only for a commit that the workflow does
 * not give: any that it gives is believed.
 * @param checkout the one of the repository that is sent
 * @returns a warning for the log; undefined where there is no doubt, or doubt about the doubt
 */
export function commitDoubt(
  context: GitHubContext,
  sent: SentGit,
  checkout: Checkout | undefined,
): string | undefined {
  const doubt =
    repositoryDoubt(context.repositoryUrl, sent, checkout) ??
    eventDoubt(context, sent.commitSha) ??
    checkoutDoubt(sent.commitSha, checkout) ??
    commentDoubt(context, sent.commitSha, checkout);
  if (doubt === undefined) {
    return undefined;
  }
  const { but, expression, besides = '' } = doubt;
  return `The deployment event has commit ${sent.commitSha} (GITHUB_SHA), ${but}. A wrong commit skews change lead time, change failure rate and recovery time. Set git-commit-sha: \${{ ${expression} }}${besides}.`;
}

/** A commit of the run's repository cannot be in another one, unless that is its mirror, its fork or the like. */
function repositoryDoubt(
  ownUrl: string,
  { repositoryUrl, commitSha }: SentGit,
  checkout: Checkout | undefined,
): Doubt | undefined {
  const [owner, name] = repositoryPath(ownUrl).split('/');
  const [sentOwner, sentName] = repositoryPath(repositoryUrl).split('/');
  const isSameOrMirror =
    name === sentName && (owner === sentOwner || repositoryHost(ownUrl) !== repositoryHost(repositoryUrl));
  if (ownUrl === '' || isSameOrMirror || checkout?.commitSha === commitSha) {
    return undefined;
  }
  const seen = checkout === undefined ? '' : `, of which the workspace has ${checkout.commitSha} checked out`;
  return {
    but: `a commit of ${ownUrl}, but git-repository-url is another repository, ${repositoryUrl}${seen}`,
    expression: 'steps.checkout.outputs.commit',
    besides: ', with id: checkout at the actions/checkout of that repository',
  };
}

/**
 * Some events run for another commit than the one they are about.
 * Source: GitHub's "Events that trigger workflows"; for a merged pull request its changelog of 2023-09-13.
 */
function eventDoubt({ event, eventName, ref }: GitHubContext, commitSha: string): Doubt | undefined {
  if (eventName === 'workflow_run') {
    return otherCommit(
      event,
      ['workflow_run', 'head_sha'],
      commitSha,
      'but the workflow before this one ran for',
    );
  }
  if (eventName === 'deployment' || eventName === 'deployment_status') {
    return otherCommit(event, ['deployment', 'sha'], commitSha, 'but the deployment of this event is of');
  }
  const isMergeRef = ref.startsWith('refs/pull/');
  if (!isMergeRef && eventName !== 'pull_request_target') {
    return undefined;
  }
  if (valueAt(event, ['pull_request', 'merged']) === true) {
    const path = ['pull_request', 'merge_commit_sha'];
    return otherCommit(event, path, commitSha, 'but the pull request is merged as');
  }
  const what = isMergeRef
    ? 'a merge commit that is on no branch, but the head of the pull request is'
    : 'the head of a branch without the pull request, but the head of the pull request is';
  return otherCommit(event, ['pull_request', 'head', 'sha'], commitSha, what);
}

function otherCommit(
  event: unknown,
  path: readonly string[],
  commitSha: string,
  but: string,
): Doubt | undefined {
  const sha = text(event, ...path).toLowerCase();
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) && sha !== commitSha
    ? { but: `${but} ${sha}`, expression: ['github.event', ...path].join('.') }
    : undefined;
}

function checkoutDoubt(commitSha: string, checkout: Checkout | undefined): Doubt | undefined {
  return checkout === undefined ||
    checkout.commitSha === commitSha ||
    checkout.ancestorShas.includes(commitSha)
    ? undefined
    : {
        but: `but the workspace has ${checkout.commitSha} checked out`,
        expression: 'steps.checkout.outputs.commit',
        besides: ', with id: checkout at actions/checkout',
      };
}

/** A comment's event does not tell the commit of its pull request. */
function commentDoubt(
  { event, eventName }: GitHubContext,
  commitSha: string,
  checkout: Checkout | undefined,
): Doubt | undefined {
  const isOnOpenPullRequest =
    eventName === 'issue_comment' &&
    text(event, 'issue', 'pull_request', 'url') !== '' &&
    text(event, 'issue', 'pull_request', 'merged_at') === '';
  const isMadeOnTop = checkout?.ancestorShas.includes(commitSha) ?? false;
  return isOnOpenPullRequest && !isMadeOnTop
    ? {
        but: 'the head of the default branch, but the comment is on a pull request, whose commits are others',
        expression: 'steps.checkout.outputs.commit',
        besides: ', with id: checkout at the actions/checkout of the pull request',
      }
    : undefined;
}
