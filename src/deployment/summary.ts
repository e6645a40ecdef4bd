import { commandBlocks, doraLink, type InFull, isLost, resultCell } from '../delivery/report.ts';
import { invalidNotes } from '../delivery/settings.ts';
import { markdownCode, summaryMarkdown } from '../delivery/summary.ts';
import { isSha, shorten } from '../text.ts';
import { formatDay, formatDuration } from '../time.ts';
import type { Deployment } from './compose.ts';
import type { Reported } from './deliver.ts';
import type { Plan } from './hand-over.ts';

const TITLE = 'Datadog DORA deployment';

/** The job summary of a job without an event. @param notes why, in sentences */
export function summaryOfNothing(notes: readonly string[]): string {
  return summaryMarkdown({ title: TITLE, notes });
}

/** The job summary in Markdown. @param about.notes sentences above the table */
export function summaryOf(
  reported: readonly Reported[],
  about: { readonly notes: readonly string[]; readonly inFull: readonly InFull[] },
  { settings, refused, blocked }: Plan,
): string {
  const shown = reported.filter(({ shipment }) => shipment !== undefined);
  const hasMarks = shown.some(
    ({ deployment: { marks, unmade, note } }) => marks.length + unmade.length > 0 || note !== '',
  );
  return summaryMarkdown({
    title: settings.dryRun ? `${TITLE} (dry run, nothing sent)` : TITLE,
    notes: [...about.notes, ...invalidNotes(refused)],
    head: [
      ...['Service', 'Env', 'Version', 'Commit', 'Start', 'Duration', 'Result'],
      ...(hasMarks ? ['Change failure'] : []),
    ],
    rows: shown.map((one) => [...cellsOf(one, blocked !== undefined), ...(hasMarks ? [marksCell(one)] : [])]),
    foot: [...(shown.length === 0 ? [] : [idBlock(shown)]), ...doraLink(settings)],
    ...commandBlocks(about.inFull, settings.apiUrl),
  });
}

function cellsOf({ deployment: { event, decision }, shipment }: Reported, isBlocked: boolean): readonly string[] {
  // A full commit SHA is shortened, as in the column for the commit.
  const optional = (text: string | undefined) =>
    text === undefined ? 'not set' : markdownCode(isSha(text) ? text.slice(0, 7) : shorten(text));
  const isSent = shipment !== undefined && !isBlocked && decision.happened === 'yes';
  return [
    markdownCode(event.service),
    optional(event.env),
    optional(event.version),
    commitLink(event.git),
    formatDay(event.startedAt),
    formatDuration(event.finishedAt - event.startedAt),
    isSent ? resultCell(shipment.first) : '⏭️ not sent',
  ];
}

function marksCell({ deployment: { unmade, note }, shipment }: Reported): string {
  const isStored = shipment !== undefined && !isLost(shipment.first);
  const marks = (shipment?.after ?? []).map((delivery) => {
    const remediation = delivery.mark?.remediation;
    const what =
      remediation === undefined ? 'this deployment' : `marks ${markdownCode(delivery.label)} (${remediation.type})`;
    return isStored ? `${what}: ${resultCell(delivery)}` : what;
  });
  const others = unmade.map((why) => `⚠️ no earlier deployment marked: ${markdownCode(why)}`);
  return [...marks, ...others, note].filter(Boolean).join('<br>');
}

/** They are what marks a deployment later. */
function idBlock(shown: readonly Reported[]): string {
  const items = shown.map(({ deployment: { service, id } }) => `- ${markdownCode(service)}: ${markdownCode(id)}`);
  return ['<details><summary>Deployment IDs</summary>', '', ...items, '', '</details>'].join('\n');
}

function commitLink(git: Deployment['event']['git']): string {
  if (git === undefined) return '';
  const short = `\`${git.commitSha.slice(0, 7)}\``;
  if (!/^https?:/.test(git.repositoryUrl)) return short;
  // The URL parser leaves these as they are, and they would end a link or a cell.
  const address = new URL(git.repositoryUrl.replace(/\.git$/, '')).href.replace(
    /[()|[\]\\`*_~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `[${short}](${address}/commit/${git.commitSha})`;
}
