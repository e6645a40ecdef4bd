import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { Reader } from '../inputs/reader.ts';
import { effectOnJob, runStage, type Stage, type Verdict } from '../runner/stage.ts';
import { messageOf } from '../text.ts';
import { formatTime, now } from '../time.ts';
import { checkApiKey } from './api-key.ts';
import { plausibleStart, settleStart } from './compose.ts';
import { readMainInputs } from './inputs.ts';
import { leavePlan, leaveRefusal, type Plan, takeJobStart } from './plan.ts';
import { readSettings } from './settings.ts';

const stepStartedAt = now();

await runStage('No deployment event can be sent', settle);

/** Settles what must be known before the deployment, and leaves it to post. */
async function settle(stage: Stage): Promise<Verdict> {
  const { environment, keys, log, state } = stage;
  const reader = new Reader({ ...stage, keys: keys.all, earlier: undefined, earlierWins: false });
  const { settings, services, deploymentId, startedAt } = readSettings(reader, stepStartedAt);
  const needsKey = !settings.dryRun && services?.length !== 0;
  const keyProblem = needsKey
    ? await checkApiKey(keys.api, async () => causeOfMissingKey(await readGitHubContext(environment)))
    : undefined;
  const problems = [...(keyProblem ? [keyProblem] : []), ...reader.problems];
  for (const problem of problems) {
    log.problem(problem, effectOnJob(settings.failOnError));
  }
  const errors = problems.filter(({ level }) => level === 'error');
  const failed = errors.length > 0 && settings.failOnError;
  const isRefused = services === undefined || errors.some(({ input }) => input !== 'started-at');
  if (isRefused || failed) {
    leave(stage, leaveRefusal(settings), undefined);
    return failed ? 'failure' : 'success';
  }

  const inComposite = (environment['GITHUB_ACTION_PATH'] ?? '') !== '';
  const isLocal = inComposite || !(environment['GITHUB_ACTION_REPOSITORY'] ?? '');
  const recorded =
    startedAt === 'invalid' ? undefined : settleStart(startedAt, takeJobStart(state), stepStartedAt, isLocal);
  const plausible = recorded && plausibleStart(recorded, stepStartedAt, stepStartedAt);
  const start = recorded && plausible && { ...plausible, given: recorded.given };
  const plan: Plan = {
    settings,
    start,
    stepStartedAt,
    deployments: services.map((service) => ({ service, id: deploymentId ?? crypto.randomUUID() })),
    inputs: readMainInputs(stage),
    inComposite,
    facts: reader.facts.filter(({ name }) => ['service', 'site', 'api-url'].includes(name)),
  };
  log.group('Datadog DORA deployment: settled before the deployment', [
    ...(keys.api.value === '' ? [] : [{ name: 'api-key', value: '***', source: keys.api.source }]),
    // The start itself follows.
    ...reader.facts.filter(({ name }) => name !== 'started-at'),
    ...(start ? [{ name: 'start', value: formatTime(start.value), source: start.source }] : []),
  ]);
  if (plausible?.warning !== undefined) {
    log.warning(plausible.warning);
  }
  if (services.length === 0) {
    log.info('No deployment event: the list of services is empty, so nothing is deployed.');
  }
  return leave(stage, leavePlan(plan), plan) || !settings.failOnError ? 'success' : 'failure';
}

/** Leaves post the state, and the workflow the outputs. @returns whether post has the state */
function leave(
  { log, saveState, setOutputs }: Stage,
  state: ReturnType<typeof leavePlan>,
  plan: Plan | undefined,
): boolean {
  let isSaved = true;
  try {
    saveState(state);
  } catch (error) {
    isSaved = false;
    log.error(
      `No deployment event can be sent, because the state of this step cannot be saved: ${messageOf(error)}.`,
    );
  }
  try {
    const deployments = isSaved ? (plan?.deployments ?? []) : [];
    setOutputs({
      'started-at': plan?.start ? formatTime(plan.start.value) : '',
      'deployment-id': deployments[0]?.id ?? '',
      'deployment-ids': JSON.stringify(
        Object.fromEntries(deployments.map(({ service, id }) => [service, id])),
      ),
    });
  } catch (error) {
    log.warning(
      `The outputs cannot be set: ${messageOf(error)}.${isSaved ? ' The deployment event is sent anyway.' : ''}`,
    );
  }
  return isSaved;
}
