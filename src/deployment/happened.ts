import type { Reading } from '../inputs/table.ts';
import { shorten } from '../text.ts';
import type { Deployed } from './values.ts';

/** Whether the deployment of a service happened. */
export type Decision =
  /** `note` says in a sentence what is odd about it; '' for nothing. */
  | { readonly deployed: 'yes'; readonly note: string }
  /** `isSaid`: the workflow says so. Otherwise the job failed, and the workflow says nothing. */
  | { readonly deployed: 'no'; readonly why: string; readonly isSaid: boolean }
  /** Nobody can tell. `level` says how it is told; the events are written in full if the job did not fail. */
  | {
      readonly deployed: 'unknown';
      readonly why: string;
      readonly level: 'info' | 'error';
      readonly inFull: boolean;
    };

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

/** Decides whether the deployment of a service happened. No guess counts: what nobody can tell is not sent. */
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
    inFull: !hasFailed,
  });
  if (isUnreadable) {
    return unknown(
      'the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030)',
    );
  }
  if (deployed.state === 'refused') {
    return unknown('the input "deployed" is invalid', 'error');
  }
  if (deployed.state !== 'given') {
    return unknown(
      'the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false',
    );
  }
  const { value } = deployed;
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
  const seems = isFinishGiven ? ' It seems to have finished, because finished-at holds a time.' : '';
  return {
    deployed: 'no',
    why: `the status of the job is "${jobStatus}", so nothing counts as deployed. If the deployment happened all the same, report it with ${ADVICE}.${seems}`,
    isSaid: false,
  };
}
