import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { conflict } from '../inputs/one-text.ts';
import type { Readings } from '../inputs/reader.ts';
import { checkKey, settingsFrom } from '../inputs/shared.ts';
import type { Problem, Reading } from '../inputs/table.ts';
import type { FileEntry } from '../runner/files.ts';
import { randomUuid } from '../runner/files.ts';
import { effectOnJob, type Stage } from '../runner/stage.ts';
import { messageOf } from '../text.ts';
import { formatTime } from '../time.ts';
import { type INPUTS_OF_MAIN, NO_EVENT } from './inputs.ts';
import type { DeploymentSettings, Plan } from './plan.ts';

/** What follows from what main reads: undefined if no event can be sent with it. */
export function settingsOf(
  values: Readings<typeof INPUTS_OF_MAIN, 'main'>['values'],
): DeploymentSettings | undefined {
  const settings = settingsFrom(values);
  const skipGit = values['skip-git'].common;
  const ciTags = values['ci-tags'].common;
  return settings === undefined || skipGit.state !== 'given' || ciTags.state !== 'given'
    ? undefined
    : { ...settings, skipGit: skipGit.value, ciTags: ciTags.value };
}

/** An ID per service: the workflow's own, or a random one. @returns undefined if the workflow's own cannot be used */
export function idsFor(
  services: readonly string[],
  own: Reading<string>,
): { readonly deployments: Plan['deployments'] | undefined; readonly problems: readonly Problem[] } {
  if (own.state === 'given' && services.length > 1) {
    const expected = 'a single service; for several, leave deployment-id out, and each gets an ID of its own';
    return { deployments: undefined, problems: [conflict('deployment-id', 'error', expected, NO_EVENT)] };
  }
  if (own.state === 'refused') {
    return { deployments: undefined, problems: [] };
  }
  return {
    deployments: services.map((service) => ({
      service,
      id: own.state === 'given' ? own.value : randomUuid(),
    })),
    problems: [],
  };
}

/** Says what is wrong with the API key. A missing one has a likely cause. */
export async function checkApiKey({ environment, keys }: Stage): Promise<readonly Problem[]> {
  const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
  return checkKey('api-key', keys.api, cause, NO_EVENT);
}

/** What post will not see on this runner, in sentences. Source: nektos/act, on which those of Gitea and Forgejo are built. */
export function limitsOfRunner(
  { inComposite, setsDeployed }: Pick<Plan, 'inComposite' | 'setsDeployed'>,
  environment: NodeJS.ProcessEnv,
): readonly string[] {
  const { ACT, GITEA_ACTIONS, FORGEJO_ACTIONS } = environment;
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

/** Leaves post the state, and the workflow the outputs. @returns whether post gets the state */
export function leave(
  { log, saveState, setOutputs }: Stage,
  state: readonly FileEntry[],
  plan: Pick<Plan, 'start' | 'deployments'>,
  failOnError: boolean,
): boolean {
  let isSaved = true;
  try {
    saveState(state);
  } catch (error) {
    isSaved = false;
    log.say({
      level: 'error',
      text: `No deployment event can be sent, because the state of this step cannot be saved: ${messageOf(error)}. ${effectOnJob(failOnError)}`,
    });
  }
  const { start } = plan;
  const deployments = isSaved ? plan.deployments : [];
  try {
    setOutputs({
      'started-at': start === undefined ? '' : formatTime(start.time),
      'deployment-id': deployments[0]?.id ?? '',
      'deployment-ids': JSON.stringify(
        Object.fromEntries(deployments.map(({ service, id }) => [service, id])),
      ),
    });
  } catch (error) {
    log.say({
      level: 'warning',
      text: `The outputs cannot be set: ${messageOf(error)}.${isSaved ? ' The deployment event is sent anyway.' : ''}`,
    });
  }
  return isSaved;
}
