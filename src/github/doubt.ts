import { isObject, isSha, type Message, property, shorten } from '../text.ts';
import { type GitHubContext, textAt } from './context.ts';
import { parseRepositoryUrl, repositoryHost, repositoryPath } from './repository.ts';
import { isHeadMadeByJob, type Workspace } from './workspace.ts';

/** The git part of a deployment event. */
export interface SentGit {
  readonly repositoryUrl: string;
  /** A full SHA, lower case. */
  readonly commitSha: string;
  /** Whether the workflow set git-repository-url. */
  readonly repositoryGiven: boolean;
}

/** What a doubt is looked for in. */
interface Evidence {
  readonly context: GitHubContext;
  readonly sent: SentGit;
  /** '' for none. */
  readonly version: string;
  readonly workspace: Workspace;
}

/** Why the commit that is sent may be the wrong one, and what ends the doubt, in parts of sentences. */
interface CommitDoubt {
  readonly but: string;
  /** When to set something else, and what. */
  readonly when?: string;
  readonly set: string;
  /** When the commit that is sent is right. */
  readonly otherwise?: string;
  /** A sentence for the log. */
  readonly more?: string;
}

/**
 * Says why the commit that is sent, GITHUB_SHA, may not be the deployed one. Only for a commit that the workflow does
 * not set: one that it sets is believed.
 * @param version of the same event
 * @returns one warning and a line with more advice, a mere line, or nothing: no doubt, or too little reason for one
 */
export function findDoubt(
  context: GitHubContext,
  sent: SentGit,
  version: string | undefined,
  workspace: Workspace,
): readonly Message[] {
  if (!isSha(sent.commitSha)) return [];
  const evidence = { context, sent, version: version?.toLowerCase() ?? '', workspace };
  const doubt =
    dispatchedCommit(evidence) ??
    (isOtherRepository(context.repositoryUrl, sent.repositoryUrl)
      ? otherRepository(evidence)
      : (commitOfEvent(evidence) ??
        commitAsVersion(evidence) ??
        movedHead(evidence) ??
        comment(evidence) ??
        dispatchedRef(evidence)));
  if (doubt === undefined) return remark(evidence).map((text) => ({ level: 'info', text }));
  const { but, when = 'If that commit is deployed', set, more = '' } = doubt;
  const { otherwise = 'if GITHUB_SHA is deployed' } = doubt;
  const text = `The deployment event reports commit ${sent.commitSha} (GITHUB_SHA), ${but}. ${when}, ${set}; ${otherwise}, set git-commit-sha: \${{ github.sha }}.`;
  const why = `${more}A wrong commit skews change lead time, change failure rate and recovery time.`;
  return [
    { level: 'warning', text },
    { level: 'info', text: why },
  ];
}

/**
 * What to do about a git-commit-sha that is set, but empty at the end of the job.
 * @param headSha the commit of the workspace's HEAD; undefined if it is not known
 */
export function emptyCommitAdvice(headSha: string | undefined): string {
  const head = headSha === undefined ? '' : `, although the workspace is at ${headSha}`;
  return `The event has no commit, because input "git-commit-sha" is empty${head}. If an empty value means the commit of this run, set git-commit-sha: \${{ … || github.sha }}; otherwise check the step ID and the output (steps.checkout.outputs.commit exists from actions/checkout v4.2 on; with an older version or another tool, use a step that runs git rev-parse HEAD).`;
}

const CHECKED_OUT = {
  set: 'set git-commit-sha: ${{ steps.checkout.outputs.commit }}, or the output of a step that runs git rev-parse HEAD',
  more: 'If a step after actions/checkout moved HEAD, only git rev-parse HEAD has the commit. For steps.checkout.outputs.commit, give the step with actions/checkout (v4.2 or later) "id: checkout". ',
};

const OF_ANOTHER_REPOSITORY = 'git-repository-url if it is a commit of another repository';

/** Whether a repository is another one than the run's, and not its mirror on another host. */
function isOtherRepository(ownUrl: string, sentUrl: string): boolean {
  const [owner, name] = repositoryPath(ownUrl).split('/');
  const [sentOwner, sentName] = repositoryPath(sentUrl).split('/');
  const isSameOrMirror =
    name === sentName && (owner === sentOwner || repositoryHost(ownUrl) !== repositoryHost(sentUrl));
  return ownUrl !== '' && !isSameOrMirror;
}

/** The commit that is checked out in the workspace, if that is a checkout of the repository that is sent. */
function headOf({ sent, workspace }: Evidence): string | undefined {
  const path = repositoryPath(sent.repositoryUrl);
  return workspace.remoteUrls.some((url) => repositoryPath(url) === path) ? workspace.headSha : undefined;
}

/** A hash of another length is the digest of something else. */
function isOtherCommit(text: string, { commitSha }: SentGit): boolean {
  return isSha(text) && text.length === commitSha.length && text.toLowerCase() !== commitSha;
}

/** A commit of the run's repository cannot be in another one, unless that is a fork. */
function otherRepository(evidence: Evidence): CommitDoubt | undefined {
  const { context, sent } = evidence;
  const head = headOf(evidence);
  const at = head === undefined ? '' : `, which is checked out at ${head}`;
  if (head === sent.commitSha) return undefined;
  return {
    but: `a commit of ${context.repositoryUrl}, but git-repository-url is another repository, ${sent.repositoryUrl}${at}`,
    when: 'If a commit of that one is deployed',
    ...CHECKED_OUT,
    otherwise: 'if both repositories contain GITHUB_SHA',
  };
}

/** The texts that a person or a program gave when it dispatched the workflow. */
function dispatchedValues({ context: { event, eventName }, sent }: Evidence) {
  const where = { workflow_dispatch: 'inputs', repository_dispatch: 'client_payload' }[eventName] ?? '';
  const values = property(event, where);
  // A payload usually comes from another repository.
  const isForeign = eventName === 'repository_dispatch' && !sent.repositoryGiven;
  const also = isForeign ? `, and ${OF_ANOTHER_REPOSITORY} (the usual case)` : '';
  return Object.entries(isObject(values) ? values : {}).flatMap(([key, value]) => {
    const name = `${where}.${key}`;
    // `headSha` and `head-sha` are both head and sha.
    const words = key.replace(/([a-z\d])(?=[A-Z])/g, '$1-').toLowerCase();
    const but = `but ${shorten(name)} of this ${eventName} is`;
    return typeof value === 'string' ? [{ name, value, words: words.split(/[-_]/), also, but }] : [];
  });
}

/** Whoever dispatches a workflow may say which commit to deploy; GITHUB_SHA is only the head of a branch. */
function dispatchedCommit(evidence: Evidence): CommitDoubt | undefined {
  const [commit, ...others] = dispatchedValues(evidence).filter(({ value }) => isSha(value));
  if (commit === undefined || others.length > 0 || !isOtherCommit(commit.value, evidence.sent)) {
    return undefined;
  }
  const { name, value, words, also, but } = commit;
  const speaksOfCommit = /commit|revision|(?:sha|ref)(?![a-z])/.test(words.join('_'));
  // Any other name needs quotes in an expression.
  const isPlain = /^\w+\.[a-z_][\w-]{0,99}$/i.test(name);
  const fallback = name.startsWith('inputs.') ? ' || github.sha' : '';
  return speaksOfCommit && isPlain
    ? {
        but: `${but} ${value.toLowerCase()}`,
        set: `set git-commit-sha: \${{ github.event.${name}${fallback} }}${also}`,
      }
    : undefined;
}

const ABOUT = new Map([
  ['workflow_run', 'workflow_run.head_sha'],
  ['check_run', 'check_run.head_sha'],
  ['check_suite', 'check_suite.head_sha'],
  ['status', 'sha'],
  ['deployment', 'deployment.sha'],
  ['deployment_status', 'deployment.sha'],
]);

/**
 * Some events run for another commit than the one they are about.
 * Source: GitHub's "Events that trigger workflows"; for a merged pull request its changelog of 2023-09-13.
 */
function commitOfEvent({ context, sent, workspace }: Evidence): CommitDoubt | undefined {
  const { event, eventName, ref } = context;
  const other = (but: string, path: string): CommitDoubt | undefined => {
    const sha = textAt(event, ...path.split('.')).toLowerCase();
    // With another trigger of the same workflow the event has no such commit: then GITHUB_SHA counts.
    const set = `set git-commit-sha: \${{ github.event.${path} || github.sha }}`;
    return isOtherCommit(sha, sent) ? { but: `${but} ${sha}`, set } : undefined;
  };
  const path = ABOUT.get(eventName);
  if (path !== undefined) {
    const doubt = other(`but this ${eventName} is for`, path);
    return doubt && workspace.headSha === sent.commitSha
      ? {
          ...doubt,
          but: `which is checked out, ${doubt.but}`,
          when: 'If this job deploys what was built for that commit',
          otherwise: 'if it deploys what is checked out',
        }
      : doubt;
  }
  const isMergeRef = ref.startsWith('refs/pull/');
  if (!isMergeRef && eventName !== 'pull_request_target') return undefined;
  if (property(property(event, 'pull_request'), 'merged') === true) {
    return other('but the pull request was merged as', 'pull_request.merge_commit_sha');
  }
  const what = isMergeRef
    ? 'a merge commit that is on no branch'
    : 'the head of a branch that does not contain the pull request';
  return other(`${what}, but the head of the pull request is`, 'pull_request.head.sha');
}

/** The events whose GITHUB_SHA is only the head of a branch. Source: GitHub's "Events that trigger workflows". */
const BRANCH_HEADS =
  /^(?:workflow_dispatch|repository_dispatch|schedule|workflow_run|issue_comment|check_run|check_suite|status)$/;

function commitAsVersion({ context, sent, version }: Evidence): CommitDoubt | undefined {
  const set = `set git-commit-sha to the same value as version, and ${OF_ANOTHER_REPOSITORY}`;
  return BRANCH_HEADS.test(context.eventName) && isOtherCommit(version, sent)
    ? { but: `but its version is ${version}`, set }
    : undefined;
}

function movedHead(evidence: Evidence): CommitDoubt | undefined {
  const { sent, workspace } = evidence;
  const head = headOf(evidence);
  return head !== undefined && head !== sent.commitSha && workspace.moves.length > 0 && !isHeadMadeByJob(workspace)
    ? { but: `but ${head} is checked out`, ...CHECKED_OUT }
    : undefined;
}

/** The event of a comment does not contain the commit of the pull request. */
function comment({ context: { event, eventName }, workspace }: Evidence): CommitDoubt | undefined {
  const isOnUnmergedPullRequest =
    eventName === 'issue_comment' &&
    textAt(event, 'issue', 'pull_request', 'url') !== '' &&
    textAt(event, 'issue', 'pull_request', 'merged_at') === '';
  const but = 'the head of the default branch, but the comment is on a pull request, which has other commits';
  return isOnUnmergedPullRequest && !isHeadMadeByJob(workspace)
    ? { but, when: 'If a commit of the pull request is deployed', ...CHECKED_OUT }
    : undefined;
}

/** Whoever dispatches a workflow may name what to deploy; GITHUB_SHA is the head of the ref that runs. */
function dispatchedRef(evidence: Evidence): CommitDoubt | undefined {
  const { context, sent, workspace } = evidence;
  const values = dispatchedValues(evidence);
  const isSent = (text: string) => /^[\da-f]{7,}$/i.test(text) && sent.commitSha.startsWith(text.toLowerCase());
  const branchOrTag = (ref: string) => ref.replace(/^(?:refs\/)?(?:heads|tags)\//, '');
  const other = values.find(
    ({ value, words }) =>
      namesRef(words) &&
      (isSha(value) ? isOtherCommit(value, sent) : mayBeRef(value)) &&
      branchOrTag(value) !== branchOrTag(context.ref),
  );
  if (
    other === undefined ||
    values.some(({ value }) => isSent(value)) ||
    workspace.moves.some(({ to }) => isSent(to))
  ) {
    return undefined;
  }
  return {
    but: `${other.but} "${shorten(other.value)}"`,
    when: 'If that is deployed',
    set: `set git-commit-sha to its full SHA, for example \${{ steps.checkout.outputs.commit }} of an actions/checkout with that ref${other.also}`,
    more: CHECKED_OUT.more,
  };
}

/** Whether a name is that of a ref to deploy: not its kind, nor a ref where something goes. */
function namesRef(words: readonly string[]): boolean {
  const isRef = (word: string) => /^(?:(?:git|head)?ref|(?:committ?)?ish|.*branch|.*revision)(?:name)?$/.test(word);
  const name = words.slice(0, words.findIndex(isRef) + 1).join('-');
  return name !== '' && !/target|base|dest|default/.test(name) && !words.includes('type');
}

/** Not a switch, nor the number of a revision, nor what git refuses. Source: git-check-ref-format(1). */
function mayBeRef(text: string): boolean {
  return !/^(?:|true|false|HEAD|\d+)$|[\s\x00-\x1f\x7f~^:?*[\\]|\.\./.test(text);
}

/** What is no reason for a warning, although another commit may be the deployed one. */
function remark({ sent, version, workspace }: Evidence): readonly string[] {
  const reports = `but the deployment event reports commit ${sent.commitSha}`;
  if (isOtherCommit(version, sent)) {
    return [
      `The version is ${version}, ${reports} (GITHUB_SHA). If that version is the deployed commit, set git-commit-sha to the same value.`,
    ];
  }
  const known = workspace.remoteUrls.flatMap((url) => parseRepositoryUrl(url) ?? []);
  const isOther = known.every((url) => isOtherRepository(url, sent.repositoryUrl));
  return known[0] !== undefined && isOther && !sent.repositoryGiven
    ? [
        `The workspace is a checkout of ${known[0]}, ${reports} of ${sent.repositoryUrl}, the repository of this workflow. If the other one is deployed, set git-repository-url and git-commit-sha.`,
      ]
    : [];
}
