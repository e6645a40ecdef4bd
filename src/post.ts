import { readFileSync } from 'node:fs';
import * as core from '@actions/core';
import { type Deployment, mergeTags, settleFinish } from './deployment.ts';
import { ciTags, commitDoubt, readCheckout, readGitHubContext } from './github.ts';
import { type Handover, takeHandover } from './handover.ts';
import {
  apiKeys,
  checkApiKey,
  type Fact,
  foreignInputs,
  readApiKey,
  readInputs,
  type Settings,
  settleInMain,
  settleInPost,
} from './inputs.ts';
import { factLine, type Log } from './log.ts';
import { reportToLog, summaryMarkdown, writeSummary } from './report.ts';
import { messageOf, runStage } from './stage.ts';
import { formatDuration, formatTime, now } from './time.ts';

const recordedFinish = now();
const environment = process.env;
const KEY_LOST = {
  what: 'the API key that was there before the job is not there after it',
  hint: 'In a nested composite action give it in the environment (DD_API_KEY) instead of as an input.',
  retry: false,
};

await runStage(apiKeys(core.getInput('api-key'), environment), async (log) => {
  const handover = takeHandover({ get: core.getState, save: core.saveState });
  if (handover === undefined || handover === 'refused') {
    const why =
      handover === undefined
        ? 'this step did not run (its "if:" was false, or the job ended before it)'
        : 'the inputs were wrong; the errors are where this step ran';
    log.info(`No deployment event: ${why}.`);
    return false;
  }
  const { values, facts } = settleInMain(handover.inputs, handover.environment, [], handover.startedAt);
  const { settings } = values;
  if (settings === undefined) {
    throw new Error('what main handed over does not read as it did there');
  }
  const jobStatus = core.getInput('job-status');
  if (jobStatus === 'failure' || jobStatus === 'cancelled') {
    log.info(`No deployment event: the job's status is "${jobStatus}", so nothing counts as deployed.`);
    return false;
  }
  if (jobStatus !== 'success') {
    log.error(
      `No deployment event is sent: the input job-status is "${jobStatus}", which tells nothing. Accepted: success, failure, cancelled; its default is the job's own.`,
    );
    return settings.failOnError;
  }
  const interruption = interruptible(log);
  let deployments: readonly Deployment[];
  try {
    deployments = await assemble(handover, settings, facts, log);
  } catch (error) {
    log.warning(
      `What was deployed could not be put together: ${messageOf(error)}. The event goes out with the service and the times alone.`,
    );
    deployments = bareDeployments(handover, settings);
  }
  return send(deployments, settings, interruption, log);
});

/** Aborted where the process is told to end: by default it would do so at once, and lose the events on their way. */
function interruptible(log: Log): AbortSignal {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => interruption.abort(new Error(`${signal} ended the delivery`)));
  }
  process.on('uncaughtException', (error) => {
    const unexpected = `something unexpected ended the delivery: ${messageOf(error)}`;
    log.info(`Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    interruption.abort(new Error(unexpected));
  });
  return interruption.signal;
}

/** Puts together one deployment per service, and logs what is in them. */
async function assemble(
  handover: Handover,
  settings: Settings,
  mainFacts: readonly Fact[],
  log: Log,
): Promise<readonly Deployment[]> {
  const { startedAt, startSource, deploymentIds } = handover;
  const inputs = { post: readInputs(core.getInput), main: handover.inputs };
  const { values, facts, problems } = settleInPost({
    ...inputs,
    environment,
    keys: apiKeys(core.getInput('api-key'), environment),
    skipGit: settings.skipGit,
    startedAt,
    now: recordedFinish,
  });
  const { finishedAt, ...details } = values.details;
  const context = await readGitHubContext(environment);
  const pipeline = settings.ciTags
    ? ciTags(context, core.getInput('job-check-run-id'), details.git?.commitSha)
    : [];
  const { tags, leftOut } = mergeTags(details.customTags, pipeline);
  const finish = settleFinish(startedAt, finishedAt, recordedFinish);
  const common = { ...details, customTags: tags, startedAt, finishedAt: finish.time };

  log.group('Datadog DORA deployment: what was measured', [
    ...mainFacts.filter(({ name }) => ['service', 'site', 'api-url'].includes(name)).map(factLine),
    ...facts.map(factLine),
    `start: ${formatTime(startedAt)} (${startSource})`,
    `finish: ${formatTime(finish.time)} (${finish.source})`,
    `duration: ${formatDuration(finish.time - startedAt)}`,
    ...pipeline.map((tag) => `CI tag: ${tag}`),
    ...values.differences,
  ]);
  const foreign = foreignInputs(inputs);
  if (foreign.length > 0) {
    log.info(
      `After the job this step's inputs read otherwise than before (${foreign.join(', ')}), as in a nested composite action: what they were before counts.`,
    );
  }
  for (const problem of problems) {
    log.problem(problem);
  }
  const warnings = [
    finish.warning,
    leftOut.length > 0 &&
      `More than 100 tags: the event goes out without ${leftOut.map((tag) => `"${tag}"`).join(', ')}.`,
    details.git &&
      commitDoubt(context, details.git, readCheckout(environment['GITHUB_WORKSPACE'] ?? '.', readFile)),
  ];
  for (const warning of warnings.filter((text) => typeof text === 'string')) {
    log.warning(warning);
  }
  return settings.services.map((service, index) => ({ ...common, id: deploymentIds[index] ?? '', service }));
}

/** What is known without anything that could go wrong. */
function bareDeployments({ startedAt, deploymentIds }: Handover, settings: Settings): readonly Deployment[] {
  const { time: finishedAt } = settleFinish(startedAt, undefined, recordedFinish);
  const details = { env: undefined, version: undefined, team: undefined, customTags: [], git: undefined };
  return settings.services.map((service, index) => ({
    ...details,
    id: deploymentIds[index] ?? '',
    service,
    startedAt,
    finishedAt,
  }));
}

/** Sends the events and reports. Resolves to true where the job is to fail. */
async function send(
  deployments: readonly Deployment[],
  settings: Settings,
  signal: AbortSignal,
  log: Log,
): Promise<boolean> {
  const { apiUrl, dryRun, failOnError, jobSummary, site, timeout } = settings;
  const { deliver, DEPLOYMENT_PATH, undeliverable } = await import(
    /* webpackMode: "eager" */ './datadog/client.ts'
  );
  const apiKey = readApiKey(core.getInput('api-key'), environment).value;
  const deliveries = dryRun
    ? undefined
    : checkApiKey(apiKey, '') !== undefined
      ? undeliverable(deployments, KEY_LOST)
      : await deliver(deployments, { apiUrl, apiKey, timeout, environment, signal, debug: log.debug });
  const url = apiUrl + DEPLOYMENT_PATH;
  const report = { site, url, failOnError, jobSummary, deliveries, deployments };
  reportToLog(report, log);
  if (jobSummary) {
    try {
      await writeSummary(summaryMarkdown(report, log));
    } catch (error) {
      log.warning(`The job summary could not be written: ${messageOf(error)}`);
    }
  }
  return failOnError && (deliveries ?? []).some(({ undelivered }) => undelivered !== undefined);
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
