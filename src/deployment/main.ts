import { readInputs } from '../inputs/reader.ts';
import { logProblems, sourcesOfMain } from '../inputs/shared.ts';
import { valueOr } from '../inputs/table.ts';
import type { Stage, Verdict } from '../runner/stage.ts';
import { formatTime } from '../time.ts';
import { INPUTS_OF_MAIN } from './inputs.ts';
import { inputsForPost } from './late.ts';
import { leavePlan, leaveRefusal, type Plan, takeJobStart } from './plan.ts';
import { checkApiKey, idsFor, leave, limitsOfRunner, settingsOf } from './settle.ts';
import { settleStart } from './times.ts';

/** Settles what must be known before the deployment, and leaves it to post. */
export async function main(stage: Stage): Promise<Verdict> {
  const { environment, input, isPassed, keys, log, startedAt } = stage;
  const { values, ...read } = readInputs(INPUTS_OF_MAIN, ['main'], sourcesOfMain(stage));
  const settings = settingsOf(values);
  const services = valueOr(values.service.common, undefined);
  const { deployments, problems: idProblems } = idsFor(services ?? [], values['deployment-id'].common);
  const needsKey = settings?.dryRun !== true && services?.length !== 0;
  const keyProblems = needsKey ? await checkApiKey(stage) : [];
  const failOnError = valueOr(values['fail-on-error'].common, false);
  const problems = [...keyProblems, ...read.problems, ...idProblems];
  logProblems(problems, failOnError, log);
  const invalid = problems.filter(({ level }) => level === 'error').map((problem) => problem.input);
  const fails = failOnError && invalid.length > 0;
  const hasKey = keyProblems.every(({ level }) => level === 'warning');
  if (settings === undefined || services === undefined || deployments === undefined || !hasKey || fails) {
    const jobSummary = valueOr(values['job-summary'].common, true);
    leave(
      stage,
      leaveRefusal({ inputs: invalid, jobSummary }),
      { start: undefined, deployments: [] },
      failOnError,
    );
    return fails ? 'failure' : 'success';
  }

  const inComposite = (environment['GITHUB_ACTION_PATH'] ?? '') !== '';
  const hasNoPre = inComposite || !environment['GITHUB_ACTION_REPOSITORY'];
  const wanted = valueOr(values['started-at'].common, undefined);
  const settled = wanted && settleStart(wanted, takeJobStart(stage.state), startedAt, hasNoPre);
  const plan: Plan = {
    settings,
    start: settled?.start,
    deployments,
    inputs: inputsForPost(stage),
    inComposite,
    setsDeployed: isPassed('deployed') && input('deployed') !== INPUTS_OF_MAIN.deployed.default,
    facts: read.factsForPost,
  };
  log.group('Datadog DORA deployment: settled before the deployment', [
    ...(keys.api.value === '' ? [] : [`api-key: *** (${keys.api.source})`]),
    ...read.facts,
    ...(plan.start === undefined ? [] : [`start: ${formatTime(plan.start.time)} (${plan.start.source})`]),
  ]);
  if (settled?.warning) {
    log.say({ level: 'warning', text: settled.warning });
  }
  for (const remark of limitsOfRunner(plan, environment)) {
    log.info(remark);
  }
  if (services.length === 0) {
    log.info('No deployment event: the list of services is empty, so nothing is deployed.');
  }
  const isLeft = leave(stage, leavePlan(plan), plan, failOnError);
  return failOnError && !isLeft ? 'failure' : 'success';
}
