import {
  causeMessages,
  commandBlocks,
  commandLines,
  doraLink,
  dryRunLines,
  groupMessages,
  type InFull,
  isLost,
  reportContains,
  resultCell,
  resultLine,
  sayProblems,
} from '../delivery/report.ts';
import type { Delivery, Shipment } from '../delivery/ship.ts';
import { markdownCode, summaryMarkdown } from '../delivery/summary.ts';
import { effectOnJob, type Stage } from '../runner/stage.ts';
import { enumerate, isSha, type Message, shorten } from '../text.ts';
import { formatDay, formatDuration } from '../time.ts';
import type { Deployment } from './compose.ts';
import { DEPLOYED_ADVICE } from './decide.ts';
import type { DeploymentSettings, Plan } from './hand-over.ts';

const TITLE = 'Datadog DORA deployment';

/** A deployment, and what became of its event and its marks; undefined if they were not meant to be sent. */
export interface Reported {
  readonly deployment: Deployment;
  readonly shipment: Shipment | undefined;
}

/** Says in the log and in the summary why the job has no event. */
export function reportNothing(
  { log, writeSummary }: Stage,
  level: Message['level'],
  lines: readonly string[],
  jobSummary: boolean,
): void {
  for (const text of lines) {
    log.say({ level, text });
  }
  if (jobSummary) {
    writeSummary(summaryMarkdown({ title: TITLE, notes: lines }));
  }
}

/** Says what is wrong with the inputs, and what the events contain. */
export function reportComposed(
  deployments: readonly Deployment[],
  {
    messages,
    differences,
  }: { readonly messages: readonly Message[]; readonly differences: readonly string[] },
  log: Stage['log'],
): void {
  const about = (say: (deployment: Deployment) => readonly Message[]) =>
    groupMessages(
      deployments.flatMap((deployment) =>
        say(deployment).map((message) => ({ about: deployment.service, message })),
      ),
      deployments.length,
    );
  const composed = deployments.filter(isReported);
  sayProblems([...messages, ...about(({ inputMessages }) => inputMessages)], false, log);
  if (composed.length > 0) {
    const facts = groupMessages(
      composed.flatMap(({ service, facts: lines }) =>
        lines.map((text) => ({ about: service, message: { level: 'info', text } as const })),
      ),
      composed.length,
    );
    log.group('Deployment event', [...facts.map(({ text }) => text), ...differences]);
  }
  const ofEvents = about((deployment) => (isReported(deployment) ? deployment.messages : []));
  sayProblems(ofEvents, false, log);
}

/** Whether the event is sent, or written in full. */
export function isReported({ decision }: Deployment): boolean {
  return decision.happened === 'yes' || (decision.happened === 'unknown' && decision.isError);
}

/** Reports what became of each deployment, and writes out in full what Datadog has not confirmed. */
export function reportOutcomes(
  reported: readonly Reported[],
  plan: Pick<Plan, 'settings' | 'blocked'>,
  { log, writeSummary }: Stage,
): void {
  const { settings, blocked } = plan;
  const { apiUrl, dryRun, failOnError, jobSummary } = settings;
  const unsent = unsentMessages(reported, settings);
  sayProblems(unsent, failOnError, log);
  for (const text of blockedLines(reported, blocked)) {
    log.info(text);
  }
  if (losesMark(reported)) {
    log.say({
      level: 'warning',
      text: `Nothing is marked as a change failure, because the deployment is treated as not deployed. If it happened, set ${DEPLOYED_ADVICE}. ${effectOnJob(failOnError)}`,
    });
  }
  const sent = blocked.length > 0 ? [] : reported.filter(({ deployment }) => hasHappened(deployment));
  for (const message of dryRun ? [] : causesOf(sent, settings)) {
    log.say(message);
  }
  for (const { deployment, shipment } of dryRun ? [] : sent) {
    for (const line of shipment === undefined ? [] : resultLines(deployment, shipment)) {
      log.info(line);
    }
  }
  const inFull = inFullOf(reported, blocked);
  const lines = dryRun ? dryRunLines(reported.flatMap(deliveriesOf), apiUrl) : commandLines(inFull, apiUrl);
  for (const line of lines) {
    log.info(line);
  }
  if (jobSummary) {
    const refused = [...new Set(reported.flatMap(({ deployment }) => deployment.refused))];
    const notes = [
      ...unsent.map(({ text }) => text),
      ...blocked,
      ...(refused.length === 0
        ? []
        : [`Invalid inputs: ${enumerate(refused)}. The log of this step says why.`]),
    ];
    writeSummary(
      summaryOf(reported, { notes, inFull: dryRun ? [] : inFull, isBlocked: blocked.length > 0 }, settings),
    );
  }
}

/** Whether a requested mark is dropped because its deployment counts as not deployed. */
export function losesMark(reported: readonly Reported[]): boolean {
  return reported.some(
    ({ deployment: { decision, asksForMark } }) =>
      asksForMark &&
      ((decision.happened === 'no' && !decision.isSaid) ||
        (decision.happened === 'unknown' && !decision.isError)),
  );
}

function hasHappened({ decision }: Deployment): boolean {
  return decision.happened === 'yes';
}

function deliveriesOf({ shipment }: Reported): readonly Delivery[] {
  return shipment === undefined ? [] : [shipment.first, ...shipment.after];
}

/** Why there is no event for some services: a notice if the workflow says so. */
function unsentMessages(
  reported: readonly Reported[],
  { dryRun, jobSummary }: Pick<DeploymentSettings, 'dryRun' | 'jobSummary'>,
): readonly Message[] {
  const full = dryRun
    ? ''
    : ` ${reportContains({ jobSummary })} the event, with a command that sends it if the deployment happened.`;
  const said = reported.flatMap(({ deployment: { service, decision } }) => {
    if (decision.happened === 'yes') {
      return [];
    }
    const level =
      decision.happened === 'unknown'
        ? decision.isError
          ? ('error' as const)
          : ('info' as const)
        : decision.isSaid
          ? ('notice' as const)
          : ('info' as const);
    return [{ about: service, message: { level, text: `${decision.why}.${level === 'error' ? full : ''}` } }];
  });
  return groupMessages(
    said,
    reported.length,
    (names, text) => `No deployment event${names === '' ? '' : ` for ${names}`}: ${text}`,
  );
}

/** What main said already, in a line. */
function blockedLines(reported: readonly Reported[], blocked: readonly string[]): readonly string[] {
  return reported.some(({ deployment }) => hasHappened(deployment))
    ? blocked.map((text) => `No deployment event: ${text}`)
    : [];
}

const NOT_CONFIRMED = 'Not confirmed by Datadog. Run these commands to send the events and marks again.';
const IF_IT_HAPPENED = 'Not sent. If the deployment happened, run these commands to report it.';
const NOT_SENT = 'Not sent, because an input is invalid. Run these commands to report the deployment.';

function inFullOf(reported: readonly Reported[], blocked: readonly string[]): readonly InFull[] {
  const those = (filter: (deployment: Deployment) => boolean) =>
    reported
      .filter(({ deployment }) => filter(deployment))
      .flatMap(deliveriesOf)
      .filter(isLost);
  return [
    { introduction: blocked.length > 0 ? NOT_SENT : NOT_CONFIRMED, deliveries: those(hasHappened) },
    { introduction: IF_IT_HAPPENED, deliveries: those((deployment) => !hasHappened(deployment)) },
  ];
}

/** Annotations for what is not confirmed, by cause. */
function causesOf(reported: readonly Reported[], settings: DeploymentSettings): readonly Message[] {
  const effect = effectOnJob(settings.failOnError);
  const contains = `${reportContains(settings)} a command that sends it.`;
  const shipments = reported.flatMap(({ shipment }) => shipment ?? []);
  const unstored = shipments.filter(({ first }) => isLost(first));
  const marks = shipments.filter(({ first }) => !isLost(first)).flatMap(({ after }) => after);
  const isOwn = ({ mark }: Delivery) => mark?.remediation === undefined;
  const withMarks = unstored.some(({ after }) => after.length > 0) ? ' and its marks' : '';
  return [
    ...causeMessages(
      unstored.map(({ first }) => first),
      'error',
      (names) => `Datadog has not confirmed the deployment event${withMarks} of ${names}:`,
      `${contains} ${effect}`,
    ),
    ...causeMessages(
      marks.filter(isOwn),
      'warning',
      (names) => `The event of ${names} was stored, but could not be marked as a change failure:`,
      `${contains} ${effect}`,
    ),
    ...causeMessages(
      marks.filter((mark) => !isOwn(mark)),
      'warning',
      (names) =>
        `The event was stored, but the failed deployment ${names} could not be marked as a change failure:`,
      `${contains} ${effect}`,
    ),
  ];
}

function resultLines({ id, unmade }: Deployment, { first, after }: Shipment): readonly string[] {
  return [
    resultLine(first, `Deployment ID ${id}`),
    ...(isLost(first) ? [] : after.map((mark) => resultLine(mark))),
    ...unmade.map((why) => `${first.label}: no earlier deployment is marked as a change failure: ${why}.`),
  ];
}

/** The job summary in Markdown. */
function summaryOf(
  reported: readonly Reported[],
  about: {
    readonly notes: readonly string[];
    readonly inFull: readonly InFull[];
    readonly isBlocked: boolean;
  },
  settings: DeploymentSettings,
): string {
  const { notes, inFull, isBlocked } = about;
  const shown = reported.filter(({ shipment }) => shipment !== undefined);
  const hasMarks = shown.some(
    ({ deployment: { marks, unmade, note } }) => marks.length + unmade.length > 0 || note !== '',
  );
  const optional = (text: string | undefined) => (text === undefined ? 'not set' : shortCode(text));
  const rows = shown.map(({ deployment, shipment }) => {
    const { event } = deployment;
    return [
      markdownCode(event.service),
      optional(event.env),
      optional(event.version),
      commitLink(event.git),
      formatDay(event.startedAt),
      formatDuration(event.finishedAt - event.startedAt),
      shipment === undefined || isBlocked || !hasHappened(deployment)
        ? '⏭️ not sent'
        : resultCell(shipment.first),
      ...(hasMarks ? [marksCell(deployment, shipment)] : []),
    ];
  });
  const ids = shown.map(
    ({ deployment: { service, id } }) => `| ${markdownCode(service)} | ${markdownCode(id)} |`,
  );
  return summaryMarkdown({
    title: settings.dryRun ? `${TITLE} (dry run, nothing sent)` : TITLE,
    notes,
    head: [
      ...['Service', 'Env', 'Version', 'Commit', 'Start', 'Duration', 'Result'],
      ...(hasMarks ? ['Change failure'] : []),
    ],
    rows,
    foot: [
      ...(ids.length === 0
        ? []
        : [
            [
              '<details><summary>Deployment IDs</summary>',
              '',
              '| Service | Deployment ID |',
              '| --- | --- |',
              ...ids,
              '',
              '</details>',
            ].join('\n'),
          ]),
      ...doraLink(settings),
    ],
    ...commandBlocks(inFull, settings.apiUrl),
  });
}

/** A full commit SHA is shortened, as in the column for the commit. */
function shortCode(text: string): string {
  return markdownCode(isSha(text) ? text.slice(0, 7) : shorten(text));
}

function marksCell({ unmade, note }: Deployment, shipment: Shipment | undefined): string {
  const isSent = shipment !== undefined && !isLost(shipment.first);
  const cells = (shipment?.after ?? []).map((delivery) => {
    const { label, mark } = delivery;
    const what =
      mark?.remediation === undefined
        ? 'this deployment'
        : `marks ${markdownCode(label)} (${mark.remediation.type})`;
    return isSent ? `${what}: ${resultCell(delivery)}` : what;
  });
  return [
    ...cells,
    ...unmade.map((why) => `⚠️ no earlier deployment marked: ${markdownCode(why)}`),
    ...(note === '' ? [] : [note]),
  ].join('<br>');
}

function commitLink(git: Deployment['event']['git']): string {
  if (git === undefined) {
    return '';
  }
  const short = `\`${git.commitSha.slice(0, 7)}\``;
  if (!/^https?:/.test(git.repositoryUrl)) {
    return short;
  }
  // The URL parser leaves these as they are, and they would end a link or a cell.
  const address = new URL(git.repositoryUrl.replace(/\.git$/, '')).href.replace(
    /[()|[\]\\`*_~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `[${short}](${address}/commit/${git.commitSha})`;
}
