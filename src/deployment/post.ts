import { groupMessages, sayProblems } from '../delivery/report.ts';
import { type Chain, openDelivery, outgoingEvent, outgoingMark } from '../delivery/ship.ts';
import { type GitHubContext, readGitHubContext } from '../github/context.ts';
import { emptyCommitAdvice, findDoubt } from '../github/doubt.ts';
import { type JobWorkspace, readWorkspace } from '../github/workspace.ts';
import { openInputs } from '../inputs/read.ts';
import { effectOnJob, failsOnError, type Stage, type Verdict } from '../runner/stage.ts';
import { type Message, messageOf } from '../text.ts';
import { composeDeployment, type Deployment, type Step } from './compose.ts';
import { compareInputs, type Plan, sourcesOfPost, takeJobStart, takePlan, UNSAVED } from './hand-over.ts';
import { INPUTS } from './inputs.ts';
import { isReported, losesMark, reportComposed, reportNothing, reportOutcomes } from './report.ts';
import { sayRefused } from './settle.ts';

/** Takes over what main handed over. */
export async function post(stage: Stage): Promise<Verdict> {
  const { input, log } = stage;
  const unsaved = stage.state(UNSAVED);
  if (unsaved !== '') {
    log.info(unsaved);
    return 'success';
  }
  const found = takePlan(stage.state);
  const isGreen = input('job-status') === 'success';
  if (found.state === 'plan') {
    const { deployments, settings } = found.plan;
    if (deployments.length > 0) {
      return finish(stage, found.plan);
    }
    const line = 'No deployment event: the list of services is empty.';
    reportNothing(stage, isGreen ? 'notice' : 'info', [line], settings.jobSummary);
    return 'success';
  }
  if (found.state === 'refused') {
    const lines = found.messages.map((text) => `No deployment event: ${text}`);
    reportNothing(stage, 'info', lines, found.jobSummary);
    return 'success';
  }
  if (found.state === 'not run') {
    log.info(
      `No deployment event: this step did not run. ${isGreen ? 'Its "if:" was false.' : 'Either its "if:" was false, or an earlier step failed. In the latter case, add "if: always()", or move the step up.'}`,
    );
    return 'success';
  }
  const failOnError = failsOnError(stage);
  const text =
    'No deployment event: what this step saved before the deployment (GITHUB_STATE) is lost. If the log of this step does not say why, another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks.';
  log.say({ level: 'error', text: `${text} ${effectOnJob(failOnError)}` });
  return failOnError ? 'failure' : 'success';
}

/** Decides what was deployed, and sends and reports it. */
async function finish(stage: Stage, plan: Plan): Promise<Verdict> {
  const { environment, input, log, startedAt } = stage;
  const { settings } = plan;
  const context = await readGitHubContext(environment);
  const comparison = compareInputs(stage, plan);
  const inputs = openInputs(INPUTS, ['post', 'post only'], sourcesOfPost(stage, plan, comparison, context));
  const step: Step = {
    plan,
    context,
    finish: startedAt,
    jobStatus: input('job-status'),
    checkRunId: input('job-check-run-id'),
    isForeign: comparison.isForeign,
  };
  const failures: Message[] = [];
  const deployments = plan.deployments.flatMap((deployment): readonly Deployment[] => {
    try {
      return [composeDeployment(deployment, inputs.of(deployment.service), step)];
    } catch (error) {
      const text = `No deployment event for ${deployment.service}: unexpected error: ${messageOf(error)}.`;
      failures.push({ level: 'error', text });
      return [];
    }
  });
  const messages = [...comparison.messages, ...inputs.messages];
  reportComposed(deployments, { messages, differences: inputs.differences }, log);
  sayProblems(failures, settings.failOnError, log);
  const reported = deployments.filter(isReported);
  const ship = reported.length === 0 ? undefined : await openDelivery(settings, stage, '');
  // The doubt about the commit never delays the event.
  const [outcomes, doubts] = await Promise.all([
    Promise.all(
      deployments.map(async (deployment) => ({
        deployment,
        shipment: isReported(deployment) ? await ship?.(chainOf(deployment, plan)) : undefined,
      })),
    ),
    doubtsOf(reported, context, {
      folder: environment['GITHUB_WORKSPACE'] ?? '.',
      jobStartedAt: takeJobStart(stage.state)?.time,
      eventPath: environment['GITHUB_EVENT_PATH'] ?? '',
    }),
  ]);
  sayProblems(doubts, settings.failOnError, log);
  reportOutcomes(outcomes, plan, stage);
  const refused = deployments.flatMap((deployment) => deployment.refused);
  const isWrong =
    plan.blocked.length > 0 ||
    failures.length > 0 ||
    losesMark(outcomes) ||
    deployments.some(({ decision }) => decision.happened === 'unknown' && decision.isError) ||
    outcomes.some(
      ({ deployment, shipment }) =>
        deployment.decision.happened === 'yes' &&
        (deployment.unmade.length > 0 ||
          (shipment !== undefined &&
            [shipment.first, ...shipment.after].some(({ outcome }) => outcome.state === 'lost'))),
    );
  if (settings.failOnError && !isWrong && refused.length > 0) {
    sayRefused(refused, [], log);
  }
  return settings.failOnError && (isWrong || refused.length > 0) ? 'failure' : 'success';
}

/** What is sent for a deployment, in order, or why it is held back. */
function chainOf({ event, marks, decision }: Deployment, { blocked }: Plan): Chain {
  const held =
    decision.happened !== 'yes'
      ? 'it is unknown whether the deployment happened'
      : blocked.length > 0
        ? 'an input is invalid'
        : undefined;
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
  const doubtful = deployments.find(({ doubtfulGit }) => doubtfulGit !== undefined);
  const empty = deployments.filter(({ isCommitEmpty }) => isCommitEmpty);
  const doubts =
    doubtful?.doubtfulGit === undefined
      ? []
      : await findDoubt(context, doubtful.doubtfulGit, doubtful.event.version, job);
  if (empty.length === 0) {
    return doubts;
  }
  const text = emptyCommitAdvice((await readWorkspace(job)).headSha);
  const said = empty.map(({ service }) => ({ about: service, message: { level: 'warning', text } as const }));
  return [...doubts, ...groupMessages(said, deployments.length)];
}
