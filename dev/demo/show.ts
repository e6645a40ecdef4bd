/** Formats what the demo prints: the log while a workflow runs, the summaries, and what Datadog computes. */
import { stripVTControlCharacters, styleText } from 'node:util';
import type { ReadDeployment, StoredMark } from '../intake.ts';
import type { JobDefinition } from '../runner/definitions.ts';
import type { JobResult, Progress } from '../runner.ts';
import { adviseOn } from './advice.ts';

const MARKS = { success: '✓', failure: '✗', cancelled: '✗', skipped: '–' } as const;
const COLOURS = { success: 'green', failure: 'red', cancelled: 'red', skipped: 'gray' } as const;
const LEVELS = { error: 'red', warning: 'yellow', notice: 'blue' } as const;

/** The heading of a part of the output. */
function heading(text: string): string {
  return `\n${styleText(['bold', 'underline'], text)}\n`;
}

/**
 * Shows the log while it grows, as GitHub shows it: with the group that describes a step collapsed.
 * @param jobs of the workflow
 * @param isLive whether the real Datadog gets what is sent
 */
export function createLogView(
  print: (line: string) => void,
  jobs: readonly JobDefinition[],
  isLive: boolean,
): (progress: Progress) => void {
  // Steps whose title is not printed yet, because a step that is skipped has none.
  let waiting: string[] = [];
  let isOpen = false;
  let group: 'none' | 'open' | 'folded' = 'none';
  const printWaiting = () => {
    for (const step of waiting) print(`▸ ${styleText('bold', step)}`);
    waiting = [];
  };
  return (progress) => {
    switch (progress.kind) {
      case 'job':
        isOpen = true;
        print(heading(`The log of the job "${progress.name}"`));
        break;
      case 'stage':
        waiting.push(progress.step);
        break;
      case 'line': {
        printWaiting();
        const [, command = '', text = ''] = /^##\[(\w+)\](.*)/.exec(progress.line) ?? [];
        if (command === 'group') {
          group = text.startsWith('Run ') ? 'folded' : 'open';
          if (group === 'open') print(`    ▼ ${text}`);
        } else if (command === 'endgroup') {
          group = 'none';
        } else if (command === 'error' || command === 'warning' || command === 'notice') {
          const label = `${command[0]?.toUpperCase()}${command.slice(1)}:`;
          print(`    ${styleText(LEVELS[command], label)} ${text}`);
        } else if (group !== 'folded' && progress.line !== '') {
          print(`    ${group === 'open' ? '  ' : ''}${stripVTControlCharacters(progress.line)}`);
        }
        break;
      }
      case 'stage ended': {
        const { stage } = progress;
        const { outcome, duration, step } = stage;
        group = 'none';
        if (outcome === 'skipped') waiting.pop();
        else printWaiting();
        for (const line of outcome === 'failure' ? adviseOn(stage, jobs, isLive) : []) print(`    ${line}`);
        const seconds = outcome === 'skipped' ? '' : ` ${(duration / 1000).toFixed(1)} s`;
        print(`${styleText(COLOURS[outcome], MARKS[outcome])} ${step}${styleText('gray', seconds)}`);
        break;
      }
      case 'job ended': {
        const { id, name, result } = progress.job;
        const { condition } = jobs.find((job) => job.id === id) ?? {};
        if (!isOpen) print(heading(`The job "${name}"`));
        if (result === 'skipped') print(`Its condition is false: ${condition}`);
        isOpen = false;
        print(`${styleText(COLOURS[result], MARKS[result])} The job "${name}" ended as: ${result}`);
      }
    }
  };
}

/** The summaries of all jobs, each under a heading. */
export function showSummaries(jobs: readonly JobResult[]): string[] {
  return jobs
    .filter(({ summary }) => summary !== '')
    .flatMap(({ name, summary }) => [heading(`The summary of the job "${name}"`), alignTables(summary)]);
}

/**
 * What Datadog knew, stored and marked.
 * @param known the IDs of deployments that it knew before
 */
export function showStored(
  events: readonly ReadDeployment[],
  known: ReadonlySet<string>,
  marks: readonly StoredMark[],
): string[] {
  const shownMarks = marks.map(({ deploymentId, changeFailure, remediation }) => ({
    deployment: deploymentId,
    change_failure: changeFailure,
    remediation,
    recovery_time_sec: events.find(({ id }) => id === deploymentId)?.attributes.recovery_time_sec,
  }));
  const asResponses = (isKnown: boolean) =>
    events.filter(({ id }) => known.has(id) === isKnown).map((data) => ({ data }));
  return [
    ...showList('The deployment that Datadog knew before', asResponses(true)),
    ...showList('The event as Datadog stored it', asResponses(false)),
    ...showList('The mark as Datadog stored it', shownMarks),
  ];
}

function showList(title: string, values: readonly unknown[]): string[] {
  if (values.length === 0) return [];
  const several = title.replace(/^The (\w+)/, `The ${values.length} $1s`).replace(/ it$/, ' them');
  return [
    heading(values.length === 1 ? title : several),
    ...values.map((value) => JSON.stringify(value, null, 2)),
  ];
}

/** What Datadog computes, a row for each service and environment. */
export function showMetrics(events: readonly ReadDeployment[]): string[] {
  if (events.length === 0) return [];
  const groups = Map.groupBy(events, ({ attributes: { service, env = 'not set' } }) => `${service} | ${env}`);
  const rows = [...groups].map(([names, group]) => {
    const failures = group.filter(({ attributes }) => attributes.change_failure).length;
    const times = group.flatMap(({ attributes }) => attributes.recovery_time_sec ?? []);
    const rate = `${failures} (${Math.round((100 * failures) / group.length)} %)`;
    return [names, group.length, rate, times.map(showDuration).join(', ') || '–'];
  });
  const titles = ['service', 'env', 'deployments', 'change failures', 'recovery time'];
  const table = [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  return [
    heading('What Datadog computes from this'),
    alignTables(table.join('')),
    'The change lead time needs the commits, which Datadog reads from the repository.',
  ];
}

function showDuration(seconds: number): string {
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(0)} min`;
}

/** Pads the tables of a Markdown text so that their columns line up. */
function alignTables(markdown: string): string {
  return markdown.replace(/(?:^\|.*\|\n)+/gm, (table) => {
    const lines = table.trimEnd().split('\n');
    const rows = lines.map((line) => line.slice(2, -2).split(' | '));
    const widths = (rows[0] ?? []).map((_, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0)),
    );
    const aligned = rows.map((row) =>
      row.map((cell, column) => cell.padEnd(widths[column] ?? 0, /^-+$/.test(cell) ? '-' : ' ')).join(' | '),
    );
    return `${aligned.map((line) => `| ${line} |`).join('\n')}\n`;
  });
}
