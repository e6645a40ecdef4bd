import { harmless, showInvisible } from '../text.ts';

// GitHub refuses a summary of more than 1 MiB, whole.
const LONGEST_SUMMARY = 1_000_000;
const LONGEST_NOTICE = 1000;

/** A job summary in parts. */
export interface SummaryParts {
  readonly title: string;
  /** The table's headings, and the cells of each row, both in Markdown. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A line below the table, in Markdown. */
  readonly foot: string;
  /** Introduces the commands. */
  readonly advice: string;
  /** Shell commands, each shown in a block of its own. */
  readonly commands: readonly string[];
}

/** The job summary in Markdown, below GitHub's limit whatever the parts hold. */
export function summaryMarkdown({ title, head, rows, foot, advice, commands }: SummaryParts): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [`## ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row)];
  const blocks = commands.map((command) => `\n${codeBlock(command)}`);
  const lines = [
    ...withinLimit(table, LONGEST_SUMMARY / 2, '| … the rest is in the log |'),
    '',
    foot,
    ...(blocks.length === 0 ? [] : ['', advice, ...blocks]),
  ];
  return `${withinLimit(lines, LONGEST_SUMMARY, '\nThe rest is in the log.').join('\n')}\n`;
}

function withinLimit(lines: readonly string[], limit: number, otherwise: string): string[] {
  let length = 0;
  const end = lines.findIndex((line) => {
    length += Buffer.byteLength(line) + 1;
    return length > limit - LONGEST_NOTICE;
  });
  return end === -1 ? [...lines] : [...lines.slice(0, end), otherwise];
}

function codeBlock(command: string): string {
  const longest = (command.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, command, fence].join('\n');
}

/** A text as code in a cell of a Markdown table, whatever is in it; '' for an empty one. */
export function markdownCode(text: string): string {
  const line = harmless(text);
  if (!/[`|\\<>&[\]]/.test(line)) {
    return line === '' ? '' : `\`${line}\``;
  }
  return `<code>${line.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`;
}

/** Writes JSON that means the same, and in which the runner finds no workflow command. */
export function harmlessJson(json: string): string {
  return showInvisible(json).replace(/##(?=\[)/g, '#\\u0023');
}
