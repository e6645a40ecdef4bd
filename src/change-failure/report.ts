import {
  causeMessages,
  commandBlocks,
  commandLines,
  doraLink,
  dryRunLines,
  isLost,
  reportContains,
  resultCell,
  resultLine,
} from '../delivery/report.ts';
import type { Settings } from '../delivery/settings.ts';
import type { Delivery } from '../delivery/ship.ts';
import { markdownCode, summaryMarkdown } from '../delivery/summary.ts';
import { effectOnJob, type Stage } from '../runner/stage.ts';

const TITLE = 'Datadog DORA change failure';

/** Writes to the summary why nothing is marked. */
export function reportNothing(
  notes: readonly string[],
  jobSummary: boolean,
  { writeSummary }: Pick<Stage, 'writeSummary'>,
): void {
  if (jobSummary) {
    writeSummary(summaryMarkdown({ title: TITLE, notes }));
  }
}

/** Reports what became of each mark, and writes out in full what is not confirmed. @param notes for the summary */
export function reportMarks(
  deliveries: readonly Delivery[],
  notes: readonly string[],
  settings: Settings,
  { log, writeSummary }: Pick<Stage, 'log' | 'writeSummary'>,
): void {
  const { apiUrl, dryRun, failOnError, jobSummary } = settings;
  const consequence = `${reportContains(settings)} a command that makes each mark. ${effectOnJob(failOnError)}`;
  for (const message of causeMessages(
    deliveries,
    'error',
    (names) => `Datadog has not confirmed the mark of ${names}:`,
    consequence,
  )) {
    log.say(message);
  }
  const introduction = 'Not confirmed by Datadog. Run these commands to make the marks.';
  const inFull = [{ introduction, deliveries: deliveries.filter(isLost) }];
  const lines = dryRun
    ? dryRunLines(deliveries, apiUrl)
    : [...deliveries.map((delivery) => resultLine(delivery)), ...commandLines(inFull, apiUrl)];
  for (const line of lines) {
    log.info(line);
  }
  if (jobSummary) {
    writeSummary(
      summaryMarkdown({
        title: dryRun ? `${TITLE} (dry run, nothing sent)` : TITLE,
        notes,
        head: ['Deployment', 'Change failure', 'Remediation', 'Result'],
        rows: deliveries.map(rowOf),
        foot: doraLink(settings),
        ...commandBlocks(inFull, apiUrl),
      }),
    );
  }
}

function rowOf(delivery: Delivery): readonly string[] {
  const { label, mark } = delivery;
  const id =
    mark !== undefined && 'id' in mark.target && mark.target.id !== label ? ` ${markdownCode(mark.target.id)}` : '';
  const remediation = mark?.remediation;
  return [
    markdownCode(label) + id,
    mark?.changeFailure === false ? 'no' : 'yes',
    remediation === undefined
      ? ''
      : `${remediation.type}: ${markdownCode('id' in remediation ? remediation.id : remediation.version)}`,
    resultCell(delivery),
  ];
}
