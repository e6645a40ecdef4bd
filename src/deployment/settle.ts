import { type FileEntry, handOver, randomUuid } from '../runner/files.ts';
import { effectOnJob, type Stage } from '../runner/stage.ts';
import { enumerate, type Message, messageOf } from '../text.ts';
import { formatTime } from '../time.ts';
import { type Plan, UNSAVED } from './hand-over.ts';
import { INPUTS } from './inputs.ts';

/** An ID per service: the workflow's own, or a random one. @param own the input `deployment-id`; undefined for none */
export function idsFor(
  services: readonly string[],
  own: string | undefined,
): {
  readonly deployments: Plan['deployments'];
  readonly messages: readonly Message[];
  readonly refused: readonly string[];
} {
  const isRefused = own !== undefined && services.length > 1;
  return {
    deployments: services.map((service) => ({
      service,
      id: own === undefined || isRefused ? randomUuid() : own,
    })),
    refused: isRefused ? ['deployment-id'] : [],
    messages: isRefused
      ? [
          {
            level: 'warning',
            text: `Input "deployment-id" is "${own}", but there are ${services.length} services. Expected: a single service. ${INPUTS['deployment-id'].consequence}`,
          },
        ]
      : [],
  };
}

/** Says why the job fails, unless an error does already. @param refused names of inputs */
export function sayRefused(refused: readonly string[], said: readonly Message[], log: Stage['log']): void {
  if (said.every(({ level }) => level !== 'error')) {
    const names = enumerate([...new Set(refused)]);
    log.say({ level: 'error', text: `Invalid inputs: ${names}. ${effectOnJob(true)}` });
  }
}

/** Limitations of this runner that affect post. Source: nektos/act, on which those of Gitea and Forgejo are built. */
export function limitsOfRunner(
  { inComposite, setsDeployed }: Pick<Plan, 'inComposite' | 'setsDeployed'>,
  environment: NodeJS.ProcessEnv,
): readonly Message[] {
  const { ACT, GITEA_ACTIONS, FORGEJO_ACTIONS } = environment;
  const texts = [
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
  return texts.map((text) => ({ level: 'info', text }));
}

/**
 * Saves the state for post and sets the outputs.
 * @param plan undefined if there is none
 * @returns whether post gets the state
 */
export function leave(
  { log, saveState, setOutputs }: Stage,
  state: readonly FileEntry[],
  plan: Plan | undefined,
  failOnError: boolean,
): boolean {
  let isSaved = true;
  try {
    saveState(state);
  } catch (error) {
    isSaved = false;
    const text = `No deployment event can be sent, because the state of this step cannot be saved: ${messageOf(error)}.`;
    log.say({ level: 'error', text: `${text} ${effectOnJob(failOnError)}` });
    // As a command, so that post does not blame anything else.
    handOver([[UNSAVED, text]], undefined, 'save-state');
  }
  const deployments = isSaved && plan?.blocked.length === 0 ? plan.deployments : [];
  try {
    setOutputs({
      'started-at': plan === undefined ? '' : formatTime(plan.start.time),
      'deployment-id': deployments[0]?.id ?? '',
      'deployment-ids': JSON.stringify(
        Object.fromEntries(deployments.map(({ service, id }) => [service, id])),
      ),
    });
  } catch (error) {
    const text = `The outputs cannot be set: ${messageOf(error)}.${isSaved ? ' The deployment event is sent anyway.' : ''}`;
    log.say({ level: 'warning', text });
  }
  return isSaved;
}
