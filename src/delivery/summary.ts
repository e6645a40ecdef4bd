import { harmless, showInvisible } from '../text.ts';

// GitHub rejects a whole summary of more than 1 MiB.
const LONGEST_SUMMARY = 1_000_000;
const LONGEST_NOTICE = 1000;

/** A job summary in parts. One that is left out, or empty, is not shown. */
export interface SummaryParts {
  readonly title: string;
  /** Paragraphs above the table, in plain text. */
  readonly notes?: readonly string[];
  /** The table's headings, in Markdown. */
  readonly head?: readonly string[];
  /** The cells of each row, in Markdown. */
  readonly rows?: readonly (readonly string[])[];
  /** Lines below the table, in Markdown. */
  readonly foot?: readonly string[];
  /** Paragraphs that introduce the commands, in Markdown. */
  readonly advice?: string;
  /** Shell commands, each shown in a block of its own. */
  readonly commands?: readonly string[];
}

/** The job summary in Markdown, always below GitHub's limit. */
export function summaryMarkdown(parts: SummaryParts): string {
  const { title, notes = [], head = [], rows = [], foot = [], advice = '', commands = [] } = parts;
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const above = [`## ${title}`, ...notes.flatMap((note) => ['', markdownText(note)])];
  const table = rows.length === 0 ? [] : ['', row(head), row(head.map(() => '---')), ...rows.map(row)];
  const blocks = commands.map((command) => `\n${codeBlock(command)}`);
  const lines = [
    ...above,
    ...withinLimit(table, LONGEST_SUMMARY / 2, '| … the rest is in the log |'),
    ...foot.flatMap((line) => ['', line]),
    ...(blocks.length === 0 ? [] : ['', advice, ...blocks]),
  ];
  return `${withinLimit(lines, LONGEST_SUMMARY, '\nThe rest is in the log.').join('\n')}\n`;
}

function withinLimit(lines: readonly string[], limit: number, otherwise: string): readonly string[] {
  let length = 0;
  const end = lines.findIndex((line) => {
    length += Buffer.byteLength(line) + 1;
    return length > limit - LONGEST_NOTICE;
  });
  return end === -1 ? lines : [...lines.slice(0, end), otherwise];
}

function codeBlock(command: string): string {
  const longest = (command.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, command, fence].join('\n');
}

/** Any text as code in a cell of a Markdown table; '' for an empty one. */
export function markdownCode(text: string): string {
  const line = harmless(text);
  if (!/[`|\\<>&[\]]/.test(line)) return line === '' ? '' : `\`${line}\``;
  return `<code>${escapeMarkdown(line)}</code>`;
}

/** Any text as one paragraph of Markdown. */
export function markdownText(text: string): string {
  return escapeMarkdown(harmless(text));
}

/**
 * Writes the marks of Markdown as entities. GitHub also makes links of addresses (`a@b.example`, `www.b.example`,
 * `https://b.example`), even if they are written with entities, but not across the border of an element.
 */
function escapeMarkdown(line: string): string {
  return line
    .replace(/[\\`*_{}[\]<>()#+\-!|&~$@]|:(?! |$)|(?<=www)\./gi, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/&#64;|&#58;(?! |$)|(?<=www)&#46;/gi, '<span>$&</span>');
}

/** Writes JSON that means the same, and in which the runner finds no workflow command. */
export function harmlessJson(json: string): string {
  return showInvisible(json).replace(/##(?=\[)/g, '#\\u0023');
}
