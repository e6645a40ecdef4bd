import { type Reading, readingFor, valueOr } from '../inputs/table.ts';
import { enumerate, shorten } from '../text.ts';
import type { ReadingsOfPost } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { Deployed } from './values.ts';

/** Whether the deployment of a service happened. */
export type Decision =
  /** `note` says in a sentence what is odd about it; '' for nothing. */
  | { readonly deployed: 'yes'; readonly note: string }
  /** `isSaid`: the workflow says so. Otherwise the job failed, and the workflow says nothing. */
  | { readonly deployed: 'no'; readonly why: string; readonly isSaid: boolean }
  /** Nobody can tell. With an error, the event is written in full. */
  | { readonly deployed: 'unknown'; readonly why: string; readonly level: 'info' | 'error' };

/** What the decision is made from, besides the input itself. */
export interface Surroundings {
  /** Whether `deployed` is a JSON object that does not name the service. */
  readonly isLeftOut: boolean;
  /** Whether `deployed` is set, but post cannot read it (actions/runner#2030). */
  readonly isUnreadable: boolean;
  /** As the runner tells it. Anything but its three words counts as unknown. */
  readonly jobStatus: string;
  /** Whether `finished-at` holds a time. */
  readonly isFinishGiven: boolean;
}

const ADVICE = 'deployed: ${{ steps.<id of the deploy step>.outcome }}';

/** Decides whether the deployment of a service happened. No guess counts: if nobody can tell, nothing is sent. */
export function decide(
  deployed: Reading<Deployed>,
  { isLeftOut, isUnreadable, jobStatus, isFinishGiven }: Surroundings,
): Decision {
  if (isLeftOut) {
    return { deployed: 'no', why: 'the JSON object in the input "deployed" does not name it', isSaid: true };
  }
  const hasFailed = jobStatus === 'failure' || jobStatus === 'cancelled';
  const unknown = (why: string, level: 'info' | 'error' = hasFailed ? 'info' : 'error'): Decision => ({
    deployed: 'unknown',
    why,
    level,
  });
  if (isUnreadable) {
    return unknown(
      'the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030)',
    );
  }
  if (deployed.state === 'refused') {
    return unknown('the input "deployed" is invalid', 'error');
  }
  if (deployed.state === 'empty') {
    return unknown(
      'the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false',
    );
  }
  // Absent if post cannot read the input, and main saw that it is not set.
  const value = valueOr(deployed, 'as the job');
  if (typeof value === 'object') {
    return unknown(
      `the input "deployed" is "${shorten(value.unknown)}", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind`,
      'error',
    );
  }
  if (value === 'yes') {
    const note =
      jobStatus === 'success'
        ? ''
        : `The deployment happened (input "deployed"), although the status of the job is "${jobStatus}".`;
    return { deployed: 'yes', note };
  }
  if (value === 'no') {
    return { deployed: 'no', why: 'the deployment did not happen (input "deployed")', isSaid: true };
  }
  if (jobStatus === 'success') {
    return { deployed: 'yes', note: '' };
  }
  if (!hasFailed) {
    return unknown(
      `the input "job-status" is "${shorten(jobStatus)}". Expected: success, failure or cancelled; its default is the status of the job`,
    );
  }
  const seems = isFinishGiven ? '. It seems to have finished, because finished-at holds a time' : '';
  return {
    deployed: 'no',
    why: `the status of the job is "${jobStatus}", so nothing counts as deployed${seems}. If the deployment happened anyway, report it with ${ADVICE}`,
    isSaid: false,
  };
}

/** Why no event is sent, in a line. */
export interface Unsent {
  readonly level: 'info' | 'error';
  readonly line: string;
}

/** A job's deployments, by what becomes of them. */
export interface Sorted {
  readonly happened: Plan['deployments'];
  /** Nobody can tell whether they happened, and they are written in full. */
  readonly inFull: Plan['deployments'];
  readonly unsent: readonly Unsent[];
  /** What is odd about those that happened, in sentences. */
  readonly notes: readonly string[];
  /** Whether a mark is asked for that cannot be made, because its deployment does not count as one. */
  readonly losesMark: boolean;
}

/**
 * Decides which of the deployments happened.
 * @param jobStatus as the runner tells it
 * @param isForeign whether post's inputs are those of another action
 */
export function sortDeployments(
  { deployments, setsDeployed }: Plan,
  { values }: ReadingsOfPost,
  jobStatus: string,
  isForeign: boolean,
): Sorted {
  const decided = deployments.map((deployment) => {
    const { service } = deployment;
    const decision = decide(readingFor(values.deployed, service), {
      isLeftOut: values.deployed.byService?.has(service) === false,
      isUnreadable: isForeign && setsDeployed,
      jobStatus,
      isFinishGiven: readingFor(values['finished-at'], service).state === 'given',
    });
    return { deployment, decision };
  });
  const those = (filter: (decision: Decision) => boolean) =>
    decided.filter(({ decision }) => filter(decision)).map(({ deployment }) => deployment);
  const reasons = new Map<string, { level: Unsent['level']; services: string[] }>();
  for (const { deployment, decision } of decided) {
    if (decision.deployed !== 'yes') {
      const level = decision.deployed === 'unknown' ? decision.level : 'info';
      const reason = reasons.get(decision.why) ?? { level, services: [] };
      reason.services.push(deployment.service);
      reasons.set(decision.why, reason);
    }
  }
  return {
    happened: those(({ deployed }) => deployed === 'yes'),
    inFull: those((decision) => decision.deployed === 'unknown' && decision.level === 'error'),
    unsent: [...reasons].map(([why, { level, services }]) => ({
      level,
      line: `No deployment event${services.length === deployments.length ? '' : ` for ${enumerate(services)}`}: ${why}.`,
    })),
    notes: [
      ...new Set(decided.flatMap(({ decision }) => (decision.deployed === 'yes' ? [decision.note] : []))),
    ].filter(Boolean),
    losesMark: decided.some(
      ({ deployment: { service }, decision }) =>
        (decision.deployed === 'no'
          ? !decision.isSaid
          : decision.deployed === 'unknown' && decision.level === 'info') && asksForMark(service, values),
    ),
  };
}

function asksForMark(service: string, values: ReadingsOfPost['values']): boolean {
  return (
    valueOr(readingFor(values['change-failure'], service), 'no') === 'yes' ||
    valueOr(readingFor(values['remediates-id'], service), []).length > 0 ||
    readingFor(values['remediates-version'], service).state === 'given'
  );
}
