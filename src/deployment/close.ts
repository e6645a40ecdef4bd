import { runStage, type Stage, type Verdict } from '../runner/stage.ts';
import { type Nanoseconds, parseTime } from '../time.ts';
import { assemble } from './assemble.ts';
import { decide } from './compose.ts';
import { deliverEvents } from './deliver.ts';
import { readChangeFailure, readDeployed } from './details.ts';
import { readerAfterJob } from './inputs.ts';
import { type Plan, takePlan } from './plan.ts';
import { failsJob, reportResults, reportUnsent } from './report.ts';

/**
 * Takes main's plan, and sends and reports what was deployed.
 * @param recordedFinish when post began
 * @param signal ends the delivery
 */
export async function runPost(recordedFinish: Nanoseconds, signal: AbortSignal): Promise<void> {
  await runStage(
    'No deployment event can be sent',
    (stage) => {
      const plan = takePlan(stage.state);
      if (plan === undefined) {
        stage.log.info(
          'No deployment event: this step did not run (its "if:" was false, or the job ended before it).',
        );
        return 'success';
      }
      return 'settings' in plan
        ? close(stage, plan, recordedFinish, signal)
        : reportUnsent(stage, plan, 'inputs are invalid; the errors are where this step ran');
    },
    { signal },
  );
}

/** Decides whether the deployment happened, and sends and reports its events. */
async function close(
  stage: Stage,
  plan: Plan,
  recordedFinish: Nanoseconds,
  signal: AbortSignal,
): Promise<Verdict> {
  const { log } = stage;
  const { settings } = plan;
  if (plan.deployments.length === 0) {
    return reportUnsent(stage, settings, 'the list of services is empty, so nothing is deployed');
  }
  const reader = readerAfterJob(stage, plan);
  const deployed = readDeployed(reader);
  const isChangeFailure = readChangeFailure(reader);
  reader.problems.splice(0).forEach((problem) => void log.problem(problem, ''));
  const finishGiven = parseTime(reader.text('finished-at'), recordedFinish) !== undefined;
  const decision = decide(deployed, stage.input('job-status'), finishGiven);
  if (!decision.happened) {
    if (isChangeFailure) {
      log.warning(
        'Nothing is marked as a change failure, because nothing counts as deployed. If the deployment happened, set deployed: ${{ steps.<id of the deploy step>.outcome }}.',
      );
    }
    reportUnsent(stage, settings, decision.why, decision.level);
    return settings.failOnError && (decision.level === 'error' || isChangeFailure) ? 'failure' : 'success';
  }
  if (decision.note !== '') {
    log.info(decision.note);
  }
  const events = await assemble(stage, plan, reader, recordedFinish);
  if (events === 'no start') {
    reportUnsent(stage, settings, 'started-at is invalid, before the job and after it', 'error');
    return settings.failOnError ? 'failure' : 'success';
  }
  const results = await deliverEvents(events, isChangeFailure, settings, stage, signal);
  reportResults(results, settings, stage);
  return settings.failOnError && results.some(failsJob) ? 'failure' : 'success';
}
