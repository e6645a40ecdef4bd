import type { Delivery, Outcome } from '../datadog/client.ts';
import {
  causeMessages,
  commandLines,
  dryRunLines,
  effortOf,
  isLost,
  reportHas,
  summaryEnd,
} from '../report/deliveries.ts';
import { markdownCode, summaryMarkdown } from '../report/summary.ts';
import { effectOnJob, type Stage, type Verdict } from '../runner/stage.ts';
import { enumerate } from '../text.ts';
import { formatDuration, formatTime } from '../time.ts';
import type { Composed } from './events.ts';
import type { Sorted, Unsent } from './happened.ts';
import type { ReadingsOfPost } from './inputs.ts';
import type { Comparison } from './late.ts';
import type { DeploymentSettings } from './plan.ts';
import type { MarkDelivery, Result } from './send.ts';

const TITLE = 'Datadog DORA deployment';

/** What became of a job's deployments. */
export interface Outcomes {
  /** Of the events that were to be sent. */
  readonly results: readonly Result[];
  readonly unsent: readonly Unsent[];
  /** The events of deployments that may or may not have happened: not sent, and written in full. */
  readonly inFull: readonly Result[];
  /** Whether a mark is asked for, and its deployment does not count as one. */
  readonly losesMark: boolean;
}

/** Says in the log and in the summary why the job has no event. */
export function reportNothing(
  { log, writeSummary }: Stage,
  why: string,
  { jobSummary }: Pick<DeploymentSettings, 'jobSummary'>,
): Verdict {
  const line = `No deployment event: ${why}.`;
  log.info(line);
  if (jobSummary) {
    writeSummary(summaryMarkdown({ title: TITLE, notes: [log.redact(line)] }));
  }
  return 'success';
}

/** What post finds before it sends anything. */
export interface Found {
  readonly comparison: Comparison;
  readonly readings: ReadingsOfPost;
  readonly sorted: Sorted;
  readonly composed: Composed;
}

/** Says what is wrong with the inputs, and what was measured. */
export function reportFound({ comparison, readings, sorted, composed }: Found, log: Stage['log']): void {
  for (const { level, message } of [...comparison.remarks, ...readings.problems]) {
    log.say({ level, text: message });
  }
  for (const note of sorted.notes) {
    log.info(note);
  }
  if (composed.intents.length > 0) {
    log.group('Datadog DORA deployment: what was measured', composed.lines);
  }
  for (const remark of composed.remarks) {
    log.info(remark);
  }
  for (const warning of composed.warnings) {
    log.say({ level: 'warning', text: warning });
  }
}

/** Whether a result fails the job if `fail-on-error` is true. */
export function failsJob({ intent, sent, marks }: Result): boolean {
  return [sent, ...marks].some(({ outcome }) => isLost(outcome)) || intent.unmade !== '';
}

/** Reports what became of each deployment, and writes out in full what Datadog has not confirmed. */
export function reportOutcomes(
  { results, unsent, inFull, losesMark }: Outcomes,
  settings: DeploymentSettings,
  stage: Stage,
): void {
  const { log } = stage;
  const { apiUrl, dryRun, failOnError, jobSummary } = settings;
  const deliveries = results.flatMap(deliveriesOf);
  for (const line of dryRunLines(deliveries, apiUrl)) {
    log.info(line);
  }
  for (const result of dryRun ? [] : results) {
    log.info(resultLine(result));
  }
  for (const line of commandLines(
    'Unconfirmed, in full. Each command sends the event or the mark again.',
    deliveries,
    apiUrl,
  )) {
    log.info(line);
  }
  const possible = inFull.flatMap(deliveriesOf);
  for (const line of dryRun
    ? dryRunLines(
        possible.map((delivery) => ({ ...delivery, outcome: { state: 'dry run' } })),
        apiUrl,
      )
    : commandLines(IF_IT_HAPPENED, possible, apiUrl)) {
    log.info(line);
  }
  for (const { level, line } of unsent) {
    const full =
      level === 'error' && possible.length > 0 && !dryRun
        ? ` ${reportHas(jobSummary)} each event in full, with a command that sends it if the deployment happened.`
        : '';
    log.say({ level, text: level === 'error' ? `${line}${full} ${effectOnJob(failOnError)}` : line });
  }
  if (losesMark) {
    log.say({
      level: 'warning',
      text: `Nothing is marked as a change failure, because nothing counts as deployed. If the deployment happened, set deployed: \${{ steps.<id of the deploy step>.outcome }}. ${effectOnJob(failOnError)}`,
    });
  }
  annotate(results, settings, log);
  if (jobSummary) {
    stage.writeSummary(summaryOf({ results, unsent, inFull }, settings, log.redact));
  }
}

const IF_IT_HAPPENED = 'Not sent. If the deployment happened, each command sends its event, or its mark.';

function deliveriesOf({ sent, marks }: Result): readonly Delivery[] {
  return [sent, ...marks];
}

function annotate(
  results: readonly Result[],
  { failOnError, jobSummary }: DeploymentSettings,
  log: Stage['log'],
): void {
  const consequence = (what: string) => `${reportHas(jobSummary)} ${what}. ${effectOnJob(failOnError)}`;
  const unstored = results.filter(({ sent }) => isLost(sent.outcome));
  const marks = unstored.some((result) => result.marks.length > 0) ? ' and its marks' : '';
  for (const message of causeMessages(
    unstored.map(({ sent }) => sent),
    `Datadog has not confirmed the deployment event${marks} of`,
    consequence('each event in full, with a command that sends it'),
  )) {
    log.say({ level: 'error', text: message });
  }
  const unmarked = results.filter(({ sent }) => !isLost(sent.outcome)).flatMap(({ marks }) => marks);
  for (const [isRemedied, what] of [
    [false, 'The deployment event is stored, but not marked as a change failure, for'],
    [true, 'The deployment event is stored, but a deployment that it remedies is not marked:'],
  ] as const) {
    for (const message of causeMessages(
      unmarked.filter((mark) => mark.isRemedied === isRemedied),
      what,
      consequence('a command that marks each deployment'),
    )) {
      log.say({ level: 'warning', text: message });
    }
  }
}

function resultLine(result: Result): string {
  const { intent, sent, marks } = result;
  const why = isLost(sent.outcome) ? `: ${sent.outcome.what}` : '';
  const parts = [
    `${intent.event.service}: ${wordsFor(sent.outcome)} ${effortOf(sent)}`,
    `deployment ID ${intent.event.id}${why}`,
    ...(isLost(sent.outcome) ? [] : marks.map((mark) => wordsForMark(mark, String))),
    ...(intent.unmade === '' ? [] : [`no deployment marked as remedied: ${intent.unmade}`]),
  ];
  return parts.join('; ');
}

function wordsFor(outcome: Outcome): string {
  switch (outcome.state) {
    case 'lost':
      return 'unconfirmed by Datadog';
    case 'dry run':
      return 'dry run, not sent';
    case 'stored':
      return outcome.status === 202
        ? 'accepted by Datadog, to be stored later (HTTP 202)'
        : `stored by Datadog (HTTP ${outcome.status})`;
  }
}

/** @param code writes a text from outside, e.g. as code */
function wordsForMark({ label, outcome, isRemedied }: MarkDelivery, code: (text: string) => string): string {
  const other = isRemedied ? `${code(label)}, which it remedies` : '';
  const what = isRemedied ? `${other}, ` : '';
  switch (outcome.state) {
    case 'lost':
      return `unconfirmed mark ${isRemedied ? `of ${other}` : 'as a change failure'}: ${code(outcome.what)}`;
    case 'dry run':
      return `${what}not marked`;
    case 'stored':
      return `${what}marked as a change failure`;
  }
}

/** The job summary in Markdown. */
export function summaryOf(
  { results, unsent, inFull }: Omit<Outcomes, 'losesMark'>,
  { site, apiUrl, dryRun }: Pick<DeploymentSettings, 'site' | 'apiUrl' | 'dryRun'>,
  redact: (text: string) => string,
): string {
  const code = (text: string) => markdownCode(redact(text));
  const shown = (text: string | undefined) => (text === undefined ? 'not set' : code(text));
  const rowOf = ({ intent: { event } }: Result, result: string) => [
    code(event.service),
    shown(event.env),
    shown(event.version),
    formatTime(event.startedAt),
    formatDuration(event.finishedAt - event.startedAt),
    commitLink(event.git),
    result,
  ];
  const deliveries = results.flatMap(deliveriesOf);
  const possible = dryRun ? [] : inFull;
  const onlyIf = `those of ${enumerate(possible.map(({ intent }) => code(intent.event.service)))} only if they were deployed`;
  return summaryMarkdown({
    title: TITLE,
    notes: unsent.map(({ line }) => redact(line)),
    head: ['Service', 'Env', 'Version', 'Start', 'Duration', 'Commit', 'Result'],
    rows: [
      ...results.map((result) => rowOf(result, resultCell(result, code))),
      ...inFull.map((result) => rowOf(result, 'not sent')),
    ],
    ...summaryEnd(
      [...deliveries, ...possible.flatMap(deliveriesOf)],
      {
        doraPage: site.doraPage,
        apiUrl,
        introduction: deliveries.some(({ outcome }) => isLost(outcome))
          ? `To send what is unconfirmed, run these commands${possible.length === 0 ? '' : `; ${onlyIf}`}.`
          : IF_IT_HAPPENED,
      },
      redact,
    ),
  });
}

function resultCell({ intent, sent, marks }: Result, code: (text: string) => string): string {
  const { outcome } = sent;
  const { unmade, note } = intent;
  return [
    isLost(outcome) ? `**unconfirmed**: ${code(outcome.what)}` : wordsFor(outcome),
    ...(isLost(outcome)
      ? []
      : marks.map((mark) => wordsForMark(mark, code).replace(/^unconfirmed/, '**unconfirmed**'))),
    ...(unmade === '' ? [] : [`**no deployment marked as remedied**: ${code(unmade)}`]),
    ...(note === '' ? [] : [note]),
  ].join('; ');
}

function commitLink(git: Result['intent']['event']['git']): string {
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
