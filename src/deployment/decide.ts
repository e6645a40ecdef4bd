import type { Parsed, Reading } from '../inputs/table.ts';
import { shorten } from '../text.ts';

/** Whether the deployment happened, as a workflow says it. */
export interface Deployed {
  readonly answer: 'yes' | 'no' | 'as the job' | 'not recognized';
  /** As the workflow writes it. */
  readonly word: string;
}

const YES = /^(?:success|succeeded|true|yes)$/i;
const NO = /^(?:failure|failed|error|cancell?ed|skipped|timed_out|startup_failure|action_required|inactive|false|no)$/i;
/** GitHub's words for a deployment that is under way. */
const NOT_YET = /^(?:pending|queued|waiting|requested|in_progress)$/i;

/** Reads whether the deployment happened: the results of GitHub, the states of its deployments, and booleans. */
export function parseDeployed(word: string): Parsed<Deployed> {
  const answer = YES.test(word) ? 'yes' : NO.test(word) || NOT_YET.test(word) ? 'no' : undefined;
  return { value: { answer: answer ?? (/^job$/i.test(word) ? 'as the job' : 'not recognized'), word } };
}

/** Whether the deployment of a service happened. */
export type Decision =
  /** `note` says in a sentence that the job ended otherwise; '' for nothing. */
  | { readonly happened: 'yes'; readonly note: string }
  /**
   * `isSaid`: the workflow says so. Otherwise the job failed, and the workflow says nothing. `level`: in a green job it
   * is to be seen on the run's page.
   */
  | {
      readonly happened: 'no';
      readonly why: string;
      readonly isSaid: boolean;
      readonly level: 'info' | 'notice';
    }
  /** With an error, the event is written in full. */
  | { readonly happened: 'unknown'; readonly why: string; readonly isError: boolean };

/** Whether the event is needed: it is sent, or written in full. */
export function needsEvent(decision: Decision): boolean {
  return decision.happened === 'yes' || (decision.happened === 'unknown' && decision.isError);
}

/** What the decision is made from, besides the input itself. */
export interface JobEnd {
  /** As the runner tells it. Anything but its three words counts as unknown. */
  readonly status: string;
  /** Whether `deployed` is set, but post cannot read it (actions/runner#2030). */
  readonly isUnreadable: boolean;
  /** Whether `finished-at` holds a time. */
  readonly isFinishGiven: boolean;
}

/** What is expected of `deployed`. */
export const EXPECTED_DEPLOYED =
  'the outcome of the deploy step (success, failure, cancelled or skipped), true or false';

/** How to report a deployment although its job failed. */
export const DEPLOYED_ADVICE = 'deployed: ${{ steps.<id of the deploy step>.outcome }}';

/** Decides whether the deployment of a service happened. No guess counts: if it is unknown, nothing is sent. */
export function decide(deployed: Reading<Deployed>, { status, isUnreadable, isFinishGiven }: JobEnd): Decision {
  const hasFailed = status === 'failure' || status === 'cancelled';
  const unknown = (why: string, isError = !hasFailed): Decision => ({ happened: 'unknown', why, isError });
  const no = (why: string, isSaid = true): Decision => ({
    happened: 'no',
    why,
    isSaid,
    level: status === 'success' ? 'notice' : 'info',
  });
  if (isUnreadable) {
    return unknown(
      'in this composite action the runner evaluates the input "deployed" as an input of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner"',
    );
  }
  if (deployed.state === 'left out') return no('the input "deployed" does not list this service');
  if (deployed.state === 'refused') {
    return unknown(`the input "deployed" is invalid. Expected: ${EXPECTED_DEPLOYED}`, true);
  }
  if (deployed.state === 'empty') {
    return unknown(
      `the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: ${EXPECTED_DEPLOYED}`,
    );
  }
  // Absent if post cannot read the input, and main saw that it is not set.
  const { answer, word } = deployed.state === 'given' ? deployed.value : { answer: 'as the job', word: '' };
  const shown = `the input "deployed" is "${shorten(word)}"`;
  if (answer === 'not recognized') {
    return unknown(`${shown}, which is not a recognized value. Expected: ${EXPECTED_DEPLOYED}`, true);
  }
  if (answer === 'yes') {
    const note =
      status === 'success'
        ? ''
        : `Reported as deployed because ${shown}, although the status of the job is ${status === '' ? 'not known' : `"${shorten(status)}"`}.`;
    return { happened: 'yes', note };
  }
  if (answer === 'no') return no(`${shown}: nothing was deployed`);
  if (status === 'success') return { happened: 'yes', note: '' };
  if (!hasFailed) {
    return unknown(
      `the input "job-status" is "${shorten(status)}". Expected: success, failure or cancelled; its default is the status of the job`,
    );
  }
  const seems = isFinishGiven ? '. It may have finished, though: finished-at is set' : '';
  return no(
    `the status of the job is "${status}", so it is treated as not deployed${seems}. If the deployment happened anyway, report it with ${DEPLOYED_ADVICE}`,
    false,
  );
}
