/**
 * Runs a workflow file (examples/deploy.yml, or the one that is given) with the committed `dist`, and shows what a
 * person would look at: the job's log, the event as Datadog stored it, and the job summary.
 *
 * Nothing leaves this machine, unless it is told `--live`: then DD_API_KEY opens the real Datadog of DD_SITE.
 * Ends with 1 where the run did not succeed or no event arrived.
 */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters, styleText } from 'node:util';
import { rehearse, standIns } from './rehearsal.ts';
import { type JobResult, type RunResult, runWorkflow, type StageResult } from './runner.ts';
import { API_KEY } from './stand-ins/api-key.ts';

/** The variables that the way to the real Datadog may need. */
const LIVE_VARIABLES = [
  'DATADOG_SITE',
  'DD_SITE',
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  'NODE_EXTRA_CA_CERTS',
];

interface Outcome {
  readonly run: RunResult;
  /** JSON texts. */
  readonly events: readonly string[];
  readonly delivered: boolean;
}

async function runEmbedded(file: string): Promise<Outcome> {
  const secrets = { DD_API_KEY: API_KEY, DATADOG_API_KEY: API_KEY };
  const { run, events } = await rehearse(file, { secrets });
  return { run, events, delivered: events.length > 0 };
}

async function runLive(file: string): Promise<Outcome> {
  const key = process.env['DD_API_KEY'] ?? '';
  if (key === '') {
    throw new Error('--live needs an API key in DD_API_KEY (and DD_SITE, where it is not datadoghq.com).');
  }
  const run = await runWorkflow(file, {
    actions: standIns(),
    secrets: { DD_API_KEY: key, DATADOG_API_KEY: key },
    environment: Object.fromEntries(LIVE_VARIABLES.map((name) => [name, process.env[name] ?? ''])),
  });
  // Datadog gives events out only to an application key. The log calls none stored that was not.
  const delivered = run.jobs.some(({ log }) => /: (?:stored|accepted) by Datadog/.test(log));
  return { run, events: [], delivered };
}

function heading(text: string): string {
  return `\n${styleText(['bold', 'underline'], text)}\n`;
}

const MARKS = { success: '✓', failure: '✗', cancelled: '✗', skipped: '–' } as const;
const COLOURS = { success: 'green', failure: 'red', cancelled: 'red', skipped: 'gray' } as const;

function showJob({ name, result, stages }: JobResult): string {
  const title = heading(`The log of the job "${name}": ${result}`);
  return [title, ...stages.map(showStage)].join('\n');
}

function showStage({ step, outcome, log }: StageResult): string {
  const lines = unfoldLog(log).map((line) => `    ${line}`);
  return [`${styleText(COLOURS[outcome], MARKS[outcome])} ${styleText('bold', step)}`, ...lines].join('\n');
}

/** The lines of a stage's log as GitHub shows them, with what the runner says of the step itself folded up. */
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

/** Markdown with the columns of its tables in line. */
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

function show({ run, events }: Outcome): string {
  return [
    ...run.jobs.map(showJob),
    ...(events.length === 0 ? [] : [heading('The event as Datadog stored it')]),
    ...events.map((event) => JSON.stringify(JSON.parse(event), null, 2)),
    ...run.jobs
      .filter(({ summary }) => summary !== '')
      .flatMap(({ name, summary }) => [heading(`The summary of the job "${name}"`), alignTables(summary)]),
  ].join('\n');
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { live: { type: 'boolean', default: false } },
});
const file = positionals[0] ?? fileURLToPath(new URL('../examples/deploy.yml', import.meta.url));
try {
  const place = values.live
    ? 'with the real Datadog'
    : 'with an embedded Datadog; nothing leaves this machine';
  console.log(`Running ${relative('.', file)} ${place}.`);
  const outcome = await (values.live ? runLive(file) : runEmbedded(file));
  console.log(show(outcome));
  if (outcome.run.result !== 'success' || !outcome.delivered) {
    const what = outcome.delivered ? `The run ended as: ${outcome.run.result}.` : 'No event arrived.';
    console.error(styleText('red', what, { stream: process.stderr }));
    process.exitCode = 1;
  }
} catch (error) {
  console.error(
    styleText('red', error instanceof Error ? error.message : String(error), { stream: process.stderr }),
  );
  process.exitCode = 1;
}
