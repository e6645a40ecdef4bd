import type { Delivery } from '../datadog/client.ts';
import type { Mark } from '../datadog/mark.ts';
import type { Settings } from '../inputs/shared.ts';
import type { Problem } from '../inputs/table.ts';
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
import { effectOnJob, type Stage } from '../runner/stage.ts';

/** A mark, and what became of it. */
export interface Marked {
  readonly mark: Mark;
  readonly sent: Delivery;
}

const TITLE = 'Datadog DORA change failure';

/** Writes to the summary why nothing is marked. */
export function reportInvalid(
  errors: readonly Problem[],
  jobSummary: boolean,
  { log, writeSummary }: Pick<Stage, 'log' | 'writeSummary'>,
): void {
  if (jobSummary) {
    const notes = errors.map(({ message }) => log.redact(message));
    writeSummary(summaryMarkdown({ title: TITLE, notes }));
  }
}

/** Reports what became of each mark, and writes out in full what is unconfirmed. */
export function reportMarks(
  marked: readonly Marked[],
  { site, apiUrl, failOnError, jobSummary }: Settings,
  { log, writeSummary }: Pick<Stage, 'log' | 'writeSummary'>,
): void {
  const deliveries = marked.map(({ sent }) => sent);
  const lines = [
    ...dryRunLines(deliveries, apiUrl),
    ...marked.flatMap(lineOf),
    ...commandLines('Unconfirmed marks, in full. Each command sends one again.', deliveries, apiUrl),
  ];
  for (const line of lines) {
    log.info(line);
  }
  const consequence = `${reportHas(jobSummary)} a command for each mark. ${effectOnJob(failOnError)}`;
  for (const message of causeMessages(deliveries, 'Datadog has not confirmed the mark of', consequence)) {
    log.say({ level: 'error', text: message });
  }
  if (jobSummary) {
    const introduction = 'These commands send the unconfirmed marks again.';
    writeSummary(
      summaryMarkdown({
        title: TITLE,
        head: ['Deployment', 'Change failure', 'Remediation', 'Result'],
        rows: marked.map((one) => rowOf(one, log.redact)),
        ...summaryEnd(deliveries, { doraPage: site.doraPage, apiUrl, introduction }, log.redact),
      }),
    );
  }
}

function lineOf(one: Marked): readonly string[] {
  const { label, outcome } = one.sent;
  if (outcome.state === 'dry run') {
    return [];
  }
  const why = isLost(outcome) ? `: ${outcome.what}` : '';
  return [`${label}: ${resultOf(one)} ${effortOf(one.sent)}${why}`];
}

function resultOf({ mark, sent: { outcome } }: Marked): string {
  switch (outcome.state) {
    case 'lost':
      return 'unconfirmed mark';
    case 'dry run':
      return 'dry run, not sent';
    case 'stored':
      return `marked as ${mark.changeFailure ? 'a' : 'no'} change failure (HTTP ${outcome.status})`;
  }
}

function rowOf(one: Marked, redact: (text: string) => string): readonly string[] {
  const { mark, sent } = one;
  const { target, remediation } = mark;
  const code = (text: string) => markdownCode(redact(text));
  const id = 'id' in target && target.id !== sent.label ? ` ${code(target.id)}` : '';
  return [
    code(sent.label) + id,
    mark.changeFailure ? 'yes' : 'no',
    remediation === undefined
      ? ''
      : `${remediation.type}: ${code('id' in remediation ? remediation.id : remediation.version)}`,
    isLost(sent.outcome) ? `**Unconfirmed**: ${code(sent.outcome.what)}` : resultOf(one),
  ];
}
