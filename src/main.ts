import * as core from '@actions/core';
import { settleStart } from './deployment.ts';
import { causeOfMissingKey, readGitHubContext } from './github.ts';
import { leaveHandover, leaveRefusal, type State, takeJobStart } from './handover.ts';
import { apiKeys, checkApiKey, readApiKey, readInputs, settleInMain } from './inputs.ts';
import { factLine } from './log.ts';
import { messageOf, runStage } from './stage.ts';
import { formatTime, now } from './time.ts';

const stepStartedAt = now();
const environment = process.env;
const state: State = { get: core.getState, save: core.saveState };

const keys = apiKeys(core.getInput('api-key'), environment);

await runStage(keys, async (log) => {
  const inputs = readInputs(core.getInput);
  const apiKey = readApiKey(core.getInput('api-key'), environment);
  const { values, facts, problems } = settleInMain(inputs, environment, keys, stepStartedAt);
  const { settings, failOnError, dryRun } = values;

  const cause = apiKey.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
  const keyProblem = dryRun ? undefined : checkApiKey(apiKey.value, cause);
  for (const problem of [...(keyProblem ? [keyProblem] : []), ...problems]) {
    log.problem(problem);
  }
  if (settings === undefined || keyProblem !== undefined) {
    leaveRefusal(state);
    return failOnError;
  }

  const start = settleStart(settings.startedAt, takeJobStart(state), stepStartedAt);
  const deploymentIds = settings.services.map(() => settings.deploymentId ?? crypto.randomUUID());
  const handover = { inputs, environment, startedAt: start.time, startSource: start.source, deploymentIds };
  leaveHandover(state, handover, keys);
  log.group('Datadog DORA deployment: settled before the deployment', [
    ...(apiKey.value === '' ? [] : [factLine({ ...apiKey, value: '***' })]),
    ...facts.map(factLine),
    factLine({ name: 'start', value: formatTime(start.time), source: start.source }),
  ]);
  try {
    core.setOutput('started-at', formatTime(start.time));
    core.setOutput('deployment-id', deploymentIds[0]);
    core.setOutput(
      'deployment-ids',
      Object.fromEntries(settings.services.map((service, index) => [service, deploymentIds[index]])),
    );
  } catch (error) {
    log.warning(
      `The outputs could not be set: ${messageOf(error)}. The deployment event goes out all the same.`,
    );
  }
  return false;
});
