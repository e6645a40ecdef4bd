import { checkKey, isBlocking, keyFacts, settingsFrom } from '../delivery/settings.ts';
import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { openInputs, sourcesOf } from '../inputs/read.ts';
import { type Table, valueOr } from '../inputs/table.ts';
import { handOver, randomUuid } from '../runner/files.ts';
import { isSendable } from '../runner/keys.ts';
import { effectOnJob, type Stage } from '../runner/stage.ts';
import { type Message, messageOf } from '../text.ts';
import { formatTime, type WrittenTime } from '../time.ts';
import { type DeploymentSettings, leavePlan, type Plan, UNSAVED } from './hand-over.ts';
import { INPUTS, NO_EVENT } from './inputs.ts';

/** What main settles before the deployment. */
export interface Settlement {
  readonly settings: DeploymentSettings;
  readonly deployments: Plan['deployments'];
  readonly source: string;
  readonly startedAt: 'job' | 'step' | WrittenTime;
  readonly isStartInvalid: boolean;
  /** About what is wrong, and the names of inputs of which something is not used. */
  readonly messages: readonly Message[];
  readonly refused: readonly string[];
  /** Whether nothing can be sent, because of what is wrong with an input. */
  readonly isBlocked: boolean;
  /** For the log. */
  readonly facts: readonly string[];
}

/** Reads what main settles. Without services it reads the other inputs as well, to say all that is wrong at once. */
export async function settle(stage: Stage): Promise<Settlement> {
  const { environment, keys } = stage;
  const sources = sourcesOf(stage, {
    serverUrl: environment['GITHUB_SERVER_URL'] ?? '',
    commitSha: environment['GITHUB_SHA'] ?? '',
  });
  const { values, ...read } = openInputs(INPUTS, ['main'], sources).of('');
  const { values: ofPost, ...start } = openInputs(START, ['post'], sources).of('');
  const services = valueOr(values.service, undefined);
  const others =
    services === undefined
      ? openInputs(WITHOUT_EVENT, ['post'], { ...sources, isPassed: () => false }).of('')
      : { messages: [], refused: [] };
  const settings = {
    ...settingsFrom(values),
    skipGit: valueOr(values['skip-git'], false),
    ciTags: valueOr(values['ci-tags'], false),
  };
  const ids = idsFor(services ?? [], valueOr(values['deployment-id'], undefined));
  const needsKey = !settings.dryRun && services?.length !== 0;
  const lacksKey = needsKey && !isSendable(keys.api.value) ? ['api-key'] : [];
  const refused = [...lacksKey, ...read.refused, ...start.refused, ...others.refused, ...ids.refused];
  return {
    settings,
    deployments: ids.deployments,
    source: values.service.state === 'given' ? values.service.source : '',
    startedAt: valueOr(ofPost['started-at'], 'job'),
    isStartInvalid: ofPost['started-at'].state === 'refused',
    messages: [
      ...(needsKey ? await checkApiKey(stage) : []),
      ...read.messages,
      ...start.messages,
      ...others.messages,
      ...ids.messages,
    ],
    refused,
    isBlocked: services === undefined || lacksKey.length > 0 || isBlocking(values),
    facts: [...keyFacts(keys), ...read.ownFacts],
  };
}

/** Post settles it, but main needs it for its output. */
const START = { 'started-at': INPUTS['started-at'] };

/** What main does not read otherwise. What is said about an event makes no sense if there is none. */
const WITHOUT_EVENT: Table = Object.fromEntries(
  Object.entries<Table[string]>(INPUTS)
    .filter(([name]) => !(name in START))
    .map(([name, entry]) => [name, { ...entry, consequence: '' }]),
);

/** Says what is wrong with the API key. A missing one has a likely cause. */
async function checkApiKey({ environment, keys }: Stage): Promise<readonly Message[]> {
  const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
  return checkKey('api-key', keys.api, cause, NO_EVENT);
}

/** An ID per service: the workflow's own, or a random one. @param own the input `deployment-id`; undefined for none */
function idsFor(
  services: readonly string[],
  own: string | undefined,
): { readonly deployments: Plan['deployments'] } & Pick<Settlement, 'messages' | 'refused'> {
  const idOf = (id: string | undefined) => services.map((service) => ({ service, id: id ?? randomUuid() }));
  if (own === undefined || services.length <= 1) {
    return { deployments: idOf(own), messages: [], refused: [] };
  }
  const text = `Input "deployment-id" is "${own}", but there are ${services.length} services. Expected: a single service. ${INPUTS['deployment-id'].consequence}`;
  return {
    deployments: idOf(undefined),
    messages: [{ level: 'warning', text }],
    refused: ['deployment-id'],
  };
}

/** Limitations of this runner that affect post. Source: nektos/act, on which those of Gitea and Forgejo are built. */
export function limitsOfRunner(
  { inComposite, setsDeployed }: Pick<Plan, 'inComposite' | 'setsDeployed'>,
  { ACT, GITEA_ACTIONS, FORGEJO_ACTIONS }: NodeJS.ProcessEnv,
): readonly string[] {
  return [
    ...(setsDeployed && GITEA_ACTIONS && !FORGEJO_ACTIONS
      ? [
          'On Gitea the post stage runs only if the job succeeds: if the job fails, the deployment is not reported, even if it happened.',
        ]
      : []),
    ...(inComposite && !setsDeployed && (ACT || GITEA_ACTIONS || FORGEJO_ACTIONS)
      ? [
          'In a composite action this runner does not tell whether the job fails in a later step. Set deployed to the outcome of the deploy step.',
        ]
      : []),
  ];
}

/** Saves the plan for post and sets the outputs. @returns whether post gets the plan */
export function leave({ log, saveState, setOutputs }: Stage, plan: Plan): boolean {
  let isSaved = true;
  try {
    saveState(leavePlan(plan));
  } catch (error) {
    isSaved = false;
    const text = `No deployment event can be sent, because the state of this step cannot be saved: ${messageOf(error)}.`;
    log.say({ level: 'error', text: `${text} ${effectOnJob(plan.settings.failOnError)}` });
    // As a command, so that post does not blame anything else.
    handOver([[UNSAVED, text]], undefined, 'save-state');
  }
  const deployments = isSaved && plan.blocked === undefined ? plan.deployments : [];
  try {
    setOutputs({
      'started-at': formatTime(plan.start.time),
      'deployment-id': deployments[0]?.id ?? '',
      'deployment-ids': JSON.stringify(Object.fromEntries(deployments.map(({ service, id }) => [service, id]))),
    });
  } catch (error) {
    const text = `The outputs cannot be set: ${messageOf(error)}.${isSaved ? ' The deployment event does not need them.' : ''}`;
    log.say({ level: 'warning', text });
  }
  return isSaved;
}
