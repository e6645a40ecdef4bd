import {
  causeMessages,
  commandLines,
  dryRunLines,
  groupMessages,
  type InFull,
  isLost,
  reportContains,
  resultLine,
} from '../delivery/report.ts';
import { invalidNotes } from '../delivery/settings.ts';
import type { Delivery } from '../delivery/ship.ts';
import { effectOnJob, type Stage, sayProblems } from '../runner/stage.ts';
import type { Message } from '../text.ts';
import type { Deployment } from './compose.ts';
import { DEPLOYED_ADVICE, needsEvent } from './decide.ts';
import type { Reported } from './deliver.ts';
import type { DeploymentSettings, Plan } from './hand-over.ts';
import { summaryOf, summaryOfNothing } from './summary.ts';

/** Says in the log and in the summary why the job has no event. About a refusal, main has said everything. */
export function reportNothing({ log, writeSummary }: Stage, plan: Plan, isGreen: boolean): void {
  const { settings, refused, blocked } = plan;
  const text = blocked ? refusalLine(plan) : 'No deployment event: the list of services is empty.';
  log.say({ level: isGreen && !blocked ? 'notice' : 'info', text });
  if (settings.jobSummary) {
    writeSummary(summaryOfNothing([text, ...(blocked ?? invalidNotes(refused))]));
  }
}

function refusalLine({ refused }: Plan): string {
  return `No deployment event: invalid inputs (${refused.join(', ')}). The log of this step says why.`;
}

/** Says what is wrong with the inputs, and what the events contain. None of it is an error. */
export function reportComposed(
  deployments: readonly Deployment[],
  ofInputs: readonly Message[],
  log: Stage['log'],
): void {
  const composed = deployments.filter(({ decision }) => needsEvent(decision));
  const about = (those: readonly Deployment[], say: (deployment: Deployment) => readonly Message[]) =>
    groupMessages(
      those.flatMap((deployment) => say(deployment).map((message) => ({ about: deployment.service, message }))),
      deployments.length,
    );
  for (const message of [...ofInputs, ...about(deployments, ({ inputMessages }) => inputMessages)]) {
    log.say(message);
  }
  if (composed.length > 0) {
    const facts = about(composed, (deployment) => deployment.facts.map((text) => ({ level: 'info', text })));
    log.group(
      'Deployment event',
      facts.map(({ text }) => text),
    );
  }
  for (const message of about(composed, ({ messages }) => messages)) {
    log.say(message);
  }
}

/** Reports what became of each deployment, and writes out in full what Datadog has not confirmed. */
export function reportOutcomes(reported: readonly Reported[], plan: Plan, { log, writeSummary }: Stage): void {
  const { settings, blocked } = plan;
  const { apiUrl, dryRun, failOnError, jobSummary } = settings;
  const full = `${reportContains(settings)} the event, with a command that sends it if the deployment happened.`;
  sayProblems(unsentMessages(reported, dryRun ? '' : full), failOnError, log);
  if (reported.some(losesMark)) {
    log.say({
      level: 'warning',
      text: `Nothing is marked as a change failure, because no deployment is reported. If it happened, set ${DEPLOYED_ADVICE}. ${effectOnJob(failOnError)}`,
    });
  }
  const happened = reported.filter(({ deployment }) => deployment.decision.happened === 'yes');
  if (blocked !== undefined && happened.length > 0) {
    log.info(refusalLine(plan));
  }
  const inFull = dryRun ? [] : inFullOf(reported, blocked !== undefined);
  const sent = dryRun || blocked !== undefined ? [] : happened;
  sayProblems(causesOf(sent, settings), failOnError, log);
  for (const line of [
    ...sent.flatMap(resultLines),
    ...commandLines(inFull, apiUrl),
    ...(dryRun ? dryRunLines(reported.flatMap(deliveriesOf), apiUrl) : []),
  ]) {
    log.info(line);
  }
  if (jobSummary) {
    const unsent = unsentMessages(reported, '').map(({ text }) => text);
    const notes = [...unsent, ...(blocked ?? [])];
    writeSummary(summaryOf(reported, { notes, inFull }, plan));
  }
}

/** Whether a requested mark is dropped because its deployment counts as not deployed. */
function losesMark({ deployment: { decision, marks, unmade } }: Reported): boolean {
  return (
    marks.length + unmade.length > 0 &&
    (decision.happened === 'unknown' ? !decision.isError : decision.happened === 'no' && !decision.isSaid)
  );
}

/** Whether something that is asked for did not happen, so that the job fails if `fail-on-error` is true. */
export function isFailure(reported: Reported): boolean {
  const { decision } = reported.deployment;
  return (
    losesMark(reported) ||
    (decision.happened === 'unknown' && decision.isError) ||
    (decision.happened === 'yes' && deliveriesOf(reported).some(isLost))
  );
}

function deliveriesOf({ shipment }: Reported): readonly Delivery[] {
  return shipment === undefined ? [] : [shipment.first, ...shipment.after];
}

/** Why there is no event for some services. @param full ends an error, in a sentence */
function unsentMessages(reported: readonly Reported[], full: string): readonly Message[] {
  const said = reported.flatMap(({ deployment: { service, decision } }) => {
    if (decision.happened === 'yes') return [];
    const level: Message['level'] = decision.happened === 'no' ? decision.level : decision.isError ? 'error' : 'info';
    const text = [`${decision.why}.`, level === 'error' ? full : ''].filter(Boolean).join(' ');
    return [{ about: service, message: { level, text } }];
  });
  return groupMessages(
    said,
    reported.length,
    (names, text) => `No deployment event${names === '' ? '' : ` for ${names}`}: ${text}`,
  );
}

const NOT_CONFIRMED = 'Not confirmed by Datadog. Run these commands to send the events and marks.';
const NOT_SENT = 'Not sent, because an input is invalid. Run these commands to report the deployment.';
const IF_IT_HAPPENED = 'Not sent. If the deployment happened, run these commands to report it.';

function inFullOf(reported: readonly Reported[], isBlocked: boolean): readonly InFull[] {
  const lost = (hasHappened: boolean) =>
    reported
      .filter(({ deployment }) => (deployment.decision.happened === 'yes') === hasHappened)
      .flatMap(deliveriesOf)
      .filter(isLost);
  return [
    { introduction: isBlocked ? NOT_SENT : NOT_CONFIRMED, deliveries: lost(true) },
    { introduction: IF_IT_HAPPENED, deliveries: lost(false) },
  ];
}

/** Annotations for what is not confirmed, by cause. */
function causesOf(reported: readonly Reported[], settings: DeploymentSettings): readonly Message[] {
  const contains = `${reportContains(settings)} a command that sends it.`;
  const shipments = reported.flatMap(({ shipment }) => shipment ?? []);
  const unstored = shipments.filter(({ first }) => isLost(first));
  const marks = shipments.filter(({ first }) => !isLost(first)).flatMap(({ after }) => after);
  const isOwn = ({ mark }: Delivery) => mark?.remediation === undefined;
  const withMarks = unstored.some(({ after }) => after.length > 0) ? ' and its marks' : '';
  const warning = `${reportContains(settings)} a command that makes the mark. ${effectOnJob(settings.failOnError)}`;
  const messages = [
    ...causeMessages(
      unstored.map(({ first }) => first),
      'error',
      (names) => `Datadog has not confirmed the deployment event${withMarks} of ${names}:`,
      contains,
    ),
    ...causeMessages(
      marks.filter(isOwn),
      'warning',
      (names) => `The event of ${names} was stored, but not marked as a change failure:`,
      warning,
    ),
    ...causeMessages(
      marks.filter((mark) => !isOwn(mark)),
      'warning',
      (names) => `The event was stored, but the failed deployment ${names} could not be marked as a change failure:`,
      warning,
    ),
  ];
  // What else to check may be the same for both kinds of marks.
  return [...new Map(messages.map((message) => [message.text, message])).values()];
}

function resultLines({ deployment: { id, service, unmade }, shipment }: Reported): readonly string[] {
  return shipment === undefined
    ? []
    : [
        resultLine(shipment.first, `Deployment ID ${id}`),
        ...(isLost(shipment.first) ? [] : shipment.after.map((mark) => resultLine(mark))),
        ...unmade.map((why) => `${service}: no earlier deployment is marked as a change failure: ${why}.`),
      ];
}
