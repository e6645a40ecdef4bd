import { sayRefused } from '../delivery/settings.ts';
import { readGitHubContext } from '../github/context.ts';
import { sourcedText } from '../inputs/one-text.ts';
import { openInputs } from '../inputs/read.ts';
import { effectOnJob, failsOnError, type Stage, sayProblems, type Verdict } from '../runner/stage.ts';
import { composeAll } from './compose.ts';
import { deliver } from './deliver.ts';
import { type Plan, takePlan, UNSAVED } from './hand-over.ts';
import { INPUTS } from './inputs.ts';
import { compareInputs, sourcesOfPost } from './late-inputs.ts';
import { isFailure, reportComposed, reportNothing, reportOutcomes } from './report.ts';

/** Reports what was deployed, or says why there is nothing to report. */
export async function post(stage: Stage): Promise<Verdict> {
  const { input, log, state } = stage;
  if (state(UNSAVED) !== '') {
    log.info(state(UNSAVED));
    return 'success';
  }
  const found = takePlan(state);
  // As in every input, a JSON string is that string.
  const jobStatus = sourcedText(input('job-status'), 'input').text;
  const isGreen = jobStatus === 'success';
  if (typeof found === 'object') {
    if (found.deployments.length > 0) return reportDeployments(stage, found, jobStatus);
    // If an input is invalid, main has said everything, and has failed the job if it fails.
    const late = found.blocked === undefined ? compareInputs(stage, found) : undefined;
    sayProblems(late?.messages ?? [], false, log);
    reportNothing(stage, { ...found, refused: [...found.refused, ...(late?.refused ?? [])] }, isGreen);
    return sayRefused(late?.refused ?? [], found.settings.failOnError, log);
  }
  if (found === 'not run') {
    const why = isGreen
      ? 'Its "if:" was false.'
      : 'Either its "if:" was false, or an earlier step failed. In the latter case, add "if: always()", or move the step up.';
    log.info(`No deployment event: this step did not run. ${why}`);
    return 'success';
  }
  const failOnError = failsOnError(stage);
  const text =
    'No deployment event: what this step saved before the deployment (GITHUB_STATE) is lost. If the log of this step does not say why, another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks.';
  log.say({ level: 'error', text: `${text} ${effectOnJob(failOnError)}` });
  return failOnError ? 'failure' : 'success';
}

/** Decides what was deployed, and sends and reports it. */
async function reportDeployments(stage: Stage, plan: Plan, jobStatus: string): Promise<Verdict> {
  const { environment, input, log, startedAt } = stage;
  const { failOnError } = plan.settings;
  const context = await readGitHubContext(environment);
  const comparison = compareInputs(stage, plan);
  const sources = sourcesOfPost(stage, plan, comparison, context);
  const inputs = openInputs(INPUTS, ['post', 'post only'], sources);
  const { deployments, failures } = composeAll(inputs, {
    plan,
    context,
    finish: startedAt,
    jobStatus,
    checkRunId: input('job-check-run-id'),
    isForeign: comparison.isForeign,
  });
  reportComposed(deployments, [...comparison.messages, ...inputs.messages], log);
  sayProblems(failures, failOnError, log);
  const { outcomes, doubts } = await deliver(deployments, plan, context, stage);
  sayProblems(doubts, failOnError, log);
  const refused = [...comparison.refused, ...deployments.flatMap((deployment) => deployment.refused)];
  reportOutcomes(outcomes, { ...plan, refused: [...plan.refused, ...refused] }, stage);
  // Main has failed the job already if an input is invalid without which nothing can be sent.
  const isWrong = plan.blocked === undefined && (failures.length > 0 || outcomes.some(isFailure));
  // Why no event is sent if `deployed` is invalid is an error already.
  const verdict = sayRefused(
    refused.filter((name) => name !== 'deployed'),
    failOnError,
    log,
  );
  return failOnError && isWrong ? 'failure' : verdict;
}
