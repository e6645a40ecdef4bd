import { type Checkout, readParents } from './checkout.ts';
import { type GitHubContext, text, valueAt } from './context.ts';
import { repositoryPath } from './repository.ts';

/** What an event has of git. */
export interface SentGit {
  readonly repositoryUrl: string;
  readonly commitSha: string;
}

/**
 * Says why the commit that is sent, GITHUB_SHA, may not be the deployed one. Only for a commit that the workflow does
 * not give: any that it gives is believed.
 * @returns a warning for the log; undefined where there is no doubt, or doubt about the doubt
 */
export async function commitDoubt(
  context: GitHubContext,
  sent: SentGit,
  checkout: Checkout | undefined,
): Promise<string | undefined> {
  const doubt = await findDoubt(context, sent, checkout);
  return (
    doubt &&
    `The deployment event has commit ${sent.commitSha} (GITHUB_SHA), ${doubt.why}. A wrong commit skews change lead time, change failure rate and recovery time. Set the deployed commit: ${doubt.input}.`
  );
}

interface Doubt {
  readonly why: string;
  readonly input: string;
}

async function findDoubt(
  context: GitHubContext,
  sent: SentGit,
  checkout: Checkout | undefined,
): Promise<Doubt | undefined> {
  const { event, eventName, ref, repositoryUrl } = context;
  if (repositoryPath(sent.repositoryUrl) !== repositoryPath(repositoryUrl)) {
    return {
      why: `which is a commit of ${repositoryUrl}, but git-repository-url is ${sent.repositoryUrl}`,
      input: 'git-commit-sha: a commit of that repository, e.g. ${{ steps.checkout.outputs.commit }}',
    };
  }
  const other = (sha: string) => sha !== '' && sha.toLowerCase() !== sent.commitSha;
  const head = text(event, 'pull_request', 'head', 'sha');
  if (eventName === 'pull_request' && ref.startsWith('refs/pull/') && other(head)) {
    return {
      why: `the merge commit of a pull request, which is on no branch (the pull request's own is ${head})`,
      input: 'git-commit-sha: ${{ github.event.pull_request.head.sha }}',
    };
  }
  const workflowSha = text(event, 'workflow_run', 'head_sha');
  if (eventName === 'workflow_run' && other(workflowSha)) {
    return {
      why: `but the workflow that started this one ran for ${workflowSha}`,
      input: 'git-commit-sha: ${{ github.event.workflow_run.head_sha }}',
    };
  }
  const mergeSha = text(event, 'pull_request', 'merge_commit_sha');
  const isMerged = valueAt(event, ['pull_request', 'merged']) === true && !other(mergeSha) && mergeSha !== '';
  if (eventName === 'pull_request_target' && other(head) && !isMerged) {
    return {
      why: `the head of the branch that the pull request is for (the pull request's own is ${head})`,
      input: 'git-commit-sha: ${{ github.event.pull_request.head.sha }}',
    };
  }
  if (eventName === 'issue_comment' && valueAt(event, ['issue', 'pull_request']) !== undefined) {
    return {
      why: 'the head of the default branch, which is not the commit of the pull request with the comment',
      input: 'git-commit-sha: ${{ steps.checkout.outputs.commit }}, with id: checkout on actions/checkout',
    };
  }
  const deploymentSha = text(event, 'deployment', 'sha');
  if (/^deployment(?:_status)?$/.test(eventName) && other(deploymentSha)) {
    return {
      why: `but the deployment that started this run is of ${deploymentSha}`,
      input: 'git-commit-sha: ${{ github.event.deployment.sha }}',
    };
  }
  return checkout !== undefined &&
    other(checkout.commitSha) &&
    !(await readParents(checkout)).includes(sent.commitSha)
    ? {
        why: `but the workspace has ${checkout.commitSha} checked out`,
        input: 'git-commit-sha: ${{ steps.checkout.outputs.commit }}, with id: checkout on actions/checkout',
      }
    : undefined;
}
