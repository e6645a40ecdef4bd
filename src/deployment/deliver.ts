import { groupMessages } from '../delivery/report.ts';
import { type Chain, openDelivery, outgoingEvent, outgoingMark, type Shipment } from '../delivery/ship.ts';
import type { GitHubContext } from '../github/context.ts';
import { emptyCommitAdvice, findDoubt } from '../github/doubt.ts';
import { type JobWorkspace, readWorkspace } from '../github/workspace.ts';
import type { Stage } from '../runner/stage.ts';
import type { Message } from '../text.ts';
import type { Deployment } from './compose.ts';
import { needsEvent } from './decide.ts';
import { type Plan, takeJobStart } from './hand-over.ts';

/** A deployment, and what became of its event and its marks; undefined if it needs no event. */
export interface Reported {
  readonly deployment: Deployment;
  readonly shipment: Shipment | undefined;
}

const ADVICE_ON_UNKNOWN =
  'If another step of this job sends the event, that step must be below this one, because post steps run in reverse order.';

/** Sends each event and its marks. Meanwhile it looks for doubts about the commit, which never delay an event. */
export async function deliver(
  deployments: readonly Deployment[],
  plan: Plan,
  context: GitHubContext,
  stage: Stage,
): Promise<{ readonly outcomes: readonly Reported[]; readonly doubts: readonly Message[] }> {
  const { environment, state } = stage;
  const reported = deployments.filter(({ decision }) => needsEvent(decision));
  const ship = reported.length === 0 ? undefined : await openDelivery(plan.settings, stage, ADVICE_ON_UNKNOWN);
  const job = {
    folder: environment['GITHUB_WORKSPACE'] ?? '.',
    jobStartedAt: takeJobStart(state)?.time,
    eventPath: environment['GITHUB_EVENT_PATH'] ?? '',
  };
  const [outcomes, doubts] = await Promise.all([
    Promise.all(
      deployments.map(async (deployment) => ({
        deployment,
        shipment: needsEvent(deployment.decision) ? await ship?.(chainOf(deployment, plan)) : undefined,
      })),
    ),
    doubtsOf(reported, context, job),
  ]);
  return { outcomes, doubts };
}

/** What is sent for a deployment, in order, or why it is held back. */
function chainOf({ event, marks, decision }: Deployment, { blocked }: Plan): Chain {
  const held =
    decision.happened === 'yes' ? blocked && 'an input is invalid' : 'it is unknown whether the deployment happened';
  return {
    first: outgoingEvent(event),
    after: marks.map(outgoingMark),
    held: held === undefined ? undefined : { what: held, hint: '' },
  };
}

/** Says why a commit may be the wrong one, or is missing. */
async function doubtsOf(
  deployments: readonly Deployment[],
  context: GitHubContext,
  job: JobWorkspace,
): Promise<readonly Message[]> {
  const isDoubtful = deployments.some(({ doubtfulGit, isCommitEmpty }) => doubtfulGit !== undefined || isCommitEmpty);
  if (!isDoubtful) return [];
  const workspace = await readWorkspace(job);
  const advice = { level: 'warning', text: emptyCommitAdvice(workspace.headSha) } as const;
  const said = deployments.flatMap(({ service, event, doubtfulGit, isCommitEmpty }) => [
    ...(doubtfulGit === undefined ? [] : findDoubt(context, doubtfulGit, event.version, workspace)).map((message) => ({
      about: service,
      message,
    })),
    ...(isCommitEmpty ? [{ about: service, message: advice }] : []),
  ]);
  return groupMessages(said, deployments.length);
}
