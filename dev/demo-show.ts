/** Formats what the demo prints: the logs and summaries of a run. */
import { stripVTControlCharacters, styleText } from 'node:util';
import type { JobResult, StageResult } from './runner.ts';

const MARKS = { success: '✓', failure: '✗', cancelled: '✗', skipped: '–' } as const;
const COLOURS = { success: 'green', failure: 'red', cancelled: 'red', skipped: 'gray' } as const;

/** The heading of a part of the output. */
export function heading(text: string): string {
  return `\n${styleText(['bold', 'underline'], text)}\n`;
}

/** A job's log, stage by stage. */
export function showJob({ name, result, stages, log }: JobResult): string {
  const title = heading(`The log of the job "${name}": ${result}`);
  const text = stages.length > 0 ? stages.map(showStage) : unfoldLog(log);
  return [title, ...text].join('\n');
}

/** The summaries of all jobs, each under a heading. */
export function showSummaries(jobs: readonly JobResult[]): string[] {
  return jobs
    .filter(({ summary }) => summary !== '')
    .flatMap(({ name, summary }) => [heading(`The summary of the job "${name}"`), alignTables(summary)]);
}

function showStage({ step, outcome, log }: StageResult): string {
  const lines = unfoldLog(log).map((line) => `    ${line}`);
  return [`${styleText(COLOURS[outcome], MARKS[outcome])} ${styleText('bold', step)}`, ...lines].join('\n');
}

/** The lines of a stage's log as GitHub shows them, with the group that describes the step collapsed. */
function unfoldLog(log: string): string[] {
  const shown: string[] = [];
  let group: 'none' | 'open' | 'folded' = 'none';
  for (const line of log.trimEnd().split('\n')) {
    const [, command = '', text = ''] = /^##\[(\w+)\](.*)/.exec(line) ?? [];
    if (command === 'group') {
      group = text.startsWith('Run ') ? 'folded' : 'open';
      shown.push(`${group === 'open' ? '▼' : '▶'} ${text}`);
    } else if (command === 'endgroup') {
      group = 'none';
    } else if (command === 'error' || command === 'warning' || command === 'notice') {
      const colour = { error: 'red', warning: 'yellow', notice: 'blue' } as const;
      const label = `${command[0]?.toUpperCase()}${command.slice(1)}:`;
      shown.push(`${styleText(colour[command], label)} ${text}`);
    } else if (group !== 'folded' && line !== '') {
      shown.push(`${group === 'open' ? '  ' : ''}${stripVTControlCharacters(line)}`);
    }
  }
  return shown;
}

/** Pads the tables of a Markdown text so that their columns line up. */
function alignTables(markdown: string): string {
  const rows = (table: string) =>
    table
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(2, -2).split(' | '));
  return markdown.replace(/(?:^\|.*\|\n)+/gm, (table) => {
    const cells = rows(table);
    const widths = (cells[0] ?? []).map((_, column) =>
      Math.max(...cells.map((row) => row[column]?.length ?? 0)),
    );
    const lines = cells.map((row) =>
      row.map((cell, column) => cell.padEnd(widths[column] ?? 0, /^-+$/.test(cell) ? '-' : ' ')).join(' | '),
    );
    return `${lines.map((line) => `| ${line} |`).join('\n')}\n`;
  });
}
