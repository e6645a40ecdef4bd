import { readGitHubContext } from '../github/context.ts';
import { findDoubt } from '../github/doubt.ts';
import { readInputs } from '../inputs/reader.ts';
import { effectOnJob, type Stage, type Verdict } from '../runner/stage.ts';
import { composeEvents } from './events.ts';
import { sortDeployments } from './happened.ts';
import { INPUTS } from './inputs.ts';
import { compareInputs, sourcesOfPost } from './late.ts';
import { type Plan, takeJobStart, takePlan } from './plan.ts';
import { failsJob, reportFound, reportNothing, reportOutcomes } from './report.ts';
import { NOBODY_KNOWS, sendIntents, unsentResult } from './send.ts';

/** Takes over what main left. */
export async function post(stage: Stage): Promise<Verdict> {
  const handOver = takePlan(stage.state);
  if (handOver.state === 'plan') {
    const { plan } = handOver;
    return plan.deployments.length > 0
      ? finish(stage, plan)
      : reportNothing(stage, 'the list of services is empty, so nothing is deployed', plan.settings);
  }
  if (handOver.state === 'refused') {
    const { inputs } = handOver.refusal;
    const why = `invalid inputs (${inputs.join(', ')}); the errors are in the log of this step`;
    return reportNothing(stage, why, handOver.refusal);
  }
  if (handOver.state === 'not run') {
    stage.log.info(
      'No deployment event: this step did not run. Either its "if:" was false, or an earlier step failed. In the second case, add "if: always()", or move the step up.',
    );
    return 'success';
  }
  const failOnError = /^true$/i.test(stage.input('fail-on-error'));
  stage.log.say({
    level: 'error',
    text: `No deployment event: what this step saved before the deployment is lost (GITHUB_STATE). Either another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks. ${effectOnJob(failOnError)}`,
  });
  return failOnError ? 'failure' : 'success';
}

/** Decides what was deployed, and sends and reports it. */
async function finish(stage: Stage, plan: Plan): Promise<Verdict> {
  const { environment, input, log } = stage;
  const { settings } = plan;
  const context = await readGitHubContext(environment);
  const comparison = compareInputs(stage, plan);
  const sources = sourcesOfPost(stage, plan, comparison, context);
  const readings = readInputs(INPUTS, ['post', 'post only'], sources);
  const sorted = sortDeployments(plan, readings, input('job-status'), comparison.isForeign);
  const grounds = { plan, readings, context, finish: stage.startedAt, checkRunId: input('job-check-run-id') };
  const composed = composeEvents([...sorted.happened, ...sorted.inFull], grounds);
  reportFound({ comparison, readings, sorted, composed }, log);
  const intentsOf = (deployments: Plan['deployments']) =>
    composed.intents.filter(({ event }) => deployments.some(({ id }) => id === event.id));
  const place = {
    workspace: environment['GITHUB_WORKSPACE'] ?? '.',
    jobStartedAt: takeJobStart(stage.state)?.time,
    eventPath: environment['GITHUB_EVENT_PATH'] ?? '',
  };
  // The doubt about the commit never delays the event.
  const [results, doubt] = await Promise.all([
    sendIntents(intentsOf(sorted.happened), settings, stage),
    composed.doubtful && findDoubt(context, composed.doubtful, place),
  ]);
  if (doubt !== undefined) {
    log.say({ level: doubt.level, text: doubt.message });
  }
  const inFull = intentsOf(sorted.inFull).map((intent) => unsentResult(intent, NOBODY_KNOWS));
  const unsent = [...sorted.unsent, ...composed.unsent];
  reportOutcomes({ results, inFull, unsent, losesMark: sorted.losesMark }, settings, stage);
  const isWrong = results.some(failsJob) || sorted.losesMark || unsent.some(({ level }) => level === 'error');
  return settings.failOnError && isWrong ? 'failure' : 'success';
}
