import { sayProblems } from '../delivery/report.ts';
import { blocksDelivery, checkKey, settingsFrom } from '../delivery/settings.ts';
import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { openInputs, sourcesOf } from '../inputs/read.ts';
import { type Table, valueOr } from '../inputs/table.ts';
import { isSendable } from '../runner/keys.ts';
import type { Stage, Verdict } from '../runner/stage.ts';
import type { Message } from '../text.ts';
import { formatTime } from '../time.ts';
import {
  inputsForPost,
  leavePlan,
  leaveRefusal,
  type Plan,
  takeJobStart,
  variablesForPost,
} from './hand-over.ts';
import { INPUTS, NO_EVENT } from './inputs.ts';
import { idsFor, leave, limitsOfRunner, sayRefused } from './settle.ts';
import { settleStart } from './times.ts';

// What is said about an event makes no sense if there is none.
const WITHOUT_EVENT: Table = Object.fromEntries(
  Object.entries<Table[string]>(INPUTS).map(([name, entry]) => [name, { ...entry, consequence: '' }]),
);

/** Settles what must be known before the deployment, and hands it over to post. */
export async function main(stage: Stage): Promise<Verdict> {
  const { environment, input, isPassed, keys, log, startedAt } = stage;
  const sources = sourcesOf(stage);
  const read = openInputs(INPUTS, ['main'], sources).of('');
  const { values } = read;
  const services = valueOr(values.service, undefined);
  // Without services post reads nothing, and everything that is wrong is to be said in one run.
  const others =
    services === undefined
      ? openInputs(WITHOUT_EVENT, ['post'], { ...sources, isPassed: () => false }).of('')
      : { messages: [], refused: [] };
  const settings = {
    ...settingsFrom(values),
    skipGit: valueOr(values['skip-git'], false),
    ciTags: valueOr(values['ci-tags'], false),
  };
  const { failOnError, jobSummary } = settings;
  const ids = idsFor(services ?? [], valueOr(values['deployment-id'], undefined));
  const needsKey = !settings.dryRun && services?.length !== 0;
  const lacksKey = needsKey && !isSendable(keys.api.value);
  const messages = [
    ...(needsKey ? await checkApiKey(stage) : []),
    ...new Set([...read.messages, ...others.messages]),
    ...ids.messages,
  ];
  sayProblems(messages, failOnError, log);
  const refused = [...(lacksKey ? ['api-key'] : []), ...read.refused, ...others.refused, ...ids.refused];
  const fails = failOnError && refused.length > 0;
  if (fails) {
    sayRefused(refused, messages, log);
  }
  const errors = messages.filter(({ level }) => level === 'error').map(({ text }) => log.redact(text));
  if (services === undefined) {
    leave(stage, leaveRefusal(errors, jobSummary), undefined, failOnError);
    return fails ? 'failure' : 'success';
  }
  const inComposite = (environment['GITHUB_ACTION_PATH'] ?? '') !== '';
  const { start, warning } = settleStart(
    valueOr(values['started-at'], 'job'),
    takeJobStart(stage.state),
    startedAt,
    inComposite || !environment['GITHUB_ACTION_REPOSITORY'],
  );
  const plan: Plan = {
    settings,
    blocked: lacksKey || blocksDelivery(values) ? errors : [],
    start,
    replacesInvalidStart: values['started-at'].state === 'refused',
    deployments: ids.deployments,
    source: values.service.state === 'given' ? values.service.source : '',
    inputs: inputsForPost(stage),
    variables: variablesForPost(stage),
    inComposite,
    setsDeployed: isPassed('deployed') && input('deployed') !== INPUTS.deployed.default,
  };
  log.group('Settings', [
    ...(keys.api.value === '' ? [] : [`api-key: *** (${keys.api.source})`]),
    ...read.ownFacts,
    `start: ${formatTime(start.time, 3)} (${start.source})`,
  ]);
  const remarks: readonly Message[] = [
    ...(warning === '' ? [] : [{ level: 'warning', text: warning } as const]),
    ...limitsOfRunner(plan, environment),
    ...(services.length === 0
      ? [{ level: 'info', text: 'No deployment event: the list of services is empty.' } as const]
      : []),
  ];
  sayProblems(remarks, failOnError, log);
  const isLeft = leave(stage, leavePlan(plan), plan, failOnError);
  return fails || (failOnError && !isLeft) ? 'failure' : 'success';
}

/** Says what is wrong with the API key. A missing one has a likely cause. */
async function checkApiKey({ environment, keys }: Stage): Promise<readonly Message[]> {
  const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
  return checkKey('api-key', keys.api, cause, NO_EVENT);
}
