/** Formats what the demo prints: the log while a workflow runs, the summaries, what Datadog stores, and the table. */
import { stripVTControlCharacters, styleText } from 'node:util';
import type { JobResult, Progress } from '../runner.ts';
import { holdsOurs, idOf, type Node } from './map.ts';
import type { Rehearsed } from './rehearsal.ts';

const SIGNS = { success: '✓', failure: '✗', cancelled: '✗', skipped: '–' } as const;
const COLORS = { success: 'green', failure: 'red', cancelled: 'red', skipped: 'gray' } as const;
const LEVELS = { error: 'red', warning: 'yellow', notice: 'blue' } as const;

/** The heading of a part of the output. */
export function heading(text: string): string {
  return `\n${styleText(['bold', 'underline'], text)}\n`;
}

/** Shows the log while it grows. */
export function createLogView(print: (line: string) => void): (progress: Progress) => void {
  // Steps whose title is not printed yet: one without a line of its own has none.
  let waiting: string[] = [];
  let isOpen = false;
  let indent = '';
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
          indent = '  ';
          print(`    ▼ ${text}`);
        } else if (command === 'endgroup') {
          indent = '';
        } else if (command === 'error' || command === 'warning' || command === 'notice') {
          const label = `${command[0]?.toUpperCase()}${command.slice(1)}:`;
          print(`    ${styleText(LEVELS[command], label)} ${text}`);
        } else if (progress.line !== '') {
          print(`    ${indent}${stripVTControlCharacters(progress.line)}`);
        }
        break;
      }
      case 'stage ended': {
        const { outcome, duration, isPlayed, step } = progress.stage;
        indent = '';
        waiting.pop();
        const time = isPlayed ? '(played)' : `${(duration / 1000).toFixed(1)} s`;
        const how = styleText('gray', outcome === 'skipped' ? '(skipped)' : time);
        print(`${styleText(COLORS[outcome], SIGNS[outcome])} ${step} ${how}`);
        break;
      }
      case 'job ended': {
        const { name, result, stages } = progress.job;
        if (!isOpen) print(heading(`The job "${name}"`));
        if (result === 'skipped') print(`It is skipped. Its condition: ${progress.condition}`);
        if (result !== 'skipped' && stages.length === 0) print('It is played.');
        isOpen = false;
        print(`${styleText(COLORS[result], SIGNS[result])} The job "${name}": ${result}`);
      }
    }
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' };

/** The summaries of all jobs, each under a heading, as a reader sees them. */
export function showSummaries(jobs: readonly JobResult[]): string[] {
  return jobs
    .filter(({ summary }) => summary !== '')
    .flatMap(({ name, summary }) => {
      const plain = summary
        .replace(/<\/?span>/g, '')
        .replace(/&(?:#(\d+)|(\w+));/g, (entity, code?: string, word = '') =>
          code === undefined ? (ENTITIES[word] ?? entity) : String.fromCodePoint(Number(code)),
        );
      return [heading(`The summary of the job "${name}"`), alignTables(plain)];
    });
}

/** What Datadog knew, stored and marked. */
export function showStored({ events, known, marks }: Rehearsed): string[] {
  const shownMarks = marks.map(({ deploymentId, changeFailure, remediation }) => ({
    deployment: deploymentId,
    change_failure: changeFailure,
    remediation,
    recovery_time_sec: events.find(({ id }) => id === deploymentId)?.attributes.recovery_time_sec,
  }));
  const asResponses = (isKnown: boolean) =>
    events.filter(({ id }) => known.has(id) === isKnown).map((data) => ({ data }));
  return [
    ...showList('An earlier deployment, which the simulated Datadog knows', asResponses(true)),
    ...showList('An event as the simulated Datadog stores it', asResponses(false)),
    ...showList('A mark as the simulated Datadog stores it', shownMarks),
  ];
}

function showList(title: string, values: readonly unknown[]): string[] {
  return values.flatMap((value) => [heading(title), JSON.stringify(value, null, 2)]);
}

/** A deployment in a cell: service, environment and version. */
function nameOf({ events }: Rehearsed, id: string): string {
  const {
    service = id,
    env = 'no env',
    version = 'no version',
  } = events.find((event) => event.id === id)?.attributes ?? {};
  return [service, env, version.replace(/^([0-9a-f]{7})[0-9a-f]{33}$/, '$1…')].join(', ');
}

/** The results of the jobs that ours are in, and of those that did not end well; without the skipped ones, if others are left. */
function resultsOf({ run: { jobs } }: Rehearsed, nodes: readonly Node[]): string {
  const ours = nodes.filter((node) => node.isJob && holdsOurs(node)).map(idOf);
  const isOurs = (id: string) => ours.some((each) => each === id || each.startsWith(`${id} / `));
  const shown = jobs.filter(({ id, result }) => isOurs(id) || /failure|cancelled/.test(result));
  const run = shown.filter(({ result }) => result !== 'skipped');
  const listed = run.length > 0 ? run : shown;
  const results = new Set(listed.map(({ result }) => result));
  if (results.size === 1) return [...results].join('');
  return listed.map(({ name, result }) => `${name}: ${result}`).join(', ');
}

/** The lines in the log of ours that say why nothing was sent, or else what became of ours; and its errors. */
function reasonsOf(rehearsed: Rehearsed, nodes: readonly Node[]): string[] {
  const { run, events, known, marks } = rehearsed;
  const ours = new Set(nodes.filter(({ isOurs }) => isOurs).map(({ place }) => place));
  const stages = run.jobs.flatMap((job) => job.stages).filter(({ place }) => ours.has(place));
  const said = (pattern: RegExp, among = stages) => [
    ...new Set(among.flatMap(({ log }) => [...log.matchAll(pattern)].map(([, line = '']) => line))),
  ];
  const errors = said(/^##\[error\](?!No deployment event)(.*)$/gm);
  if (events.length + marks.length > known.size) return errors;
  // One that did not run says so as well, which explains nothing if another one ran.
  const mains = stages.filter(({ stage, outcome }) => stage === 'main' && outcome !== 'skipped');
  const ofRun = stages.filter(({ place }) => mains.some((main) => main.place === place));
  const why = /^(?:##\[\w+\])?((?:No deployment event|Nothing\b|Dry run\b).*)$/gm;
  const lines = [...(said(why, ofRun)[0] === undefined ? said(why) : said(why, ofRun)), ...errors];
  if (lines.length > 0) return lines;
  return [stages.length === 0 ? 'The job does not run.' : 'The step does not run.'];
}

/** The requests that Datadog refused to the end. */
function refusalsOf({ requests }: Rehearsed, method: string): string[] {
  const refused = requests.filter(
    (request) =>
      request.method === method && !requests.some(({ body, status = 500 }) => body === request.body && status < 400),
  );
  return [...new Set(refused.map(({ status }) => `refused: HTTP ${status}`))];
}

/** A Markdown table of what is reported in each scenario; several events are on lines of their own. */
export function showTable(rehearsed: readonly Rehearsed[], nodes: readonly Node[]): string {
  const rows = rehearsed.flatMap((each) => {
    if ('error' in each) return [[each.title, 'failure', '–', '–', each.error ?? '']];
    const events = each.events.filter(({ id }) => !each.known.has(id)).map(({ id }) => nameOf(each, id));
    events.push(...refusalsOf(each, 'POST'));
    const marks = each.marks.map(({ deploymentId, changeFailure, remediation }) => {
      const { type, id, version = id } = remediation ?? {};
      const what = changeFailure === false ? 'no change failure' : 'change failure';
      const by = id === undefined ? version : nameOf(each, id);
      return `${nameOf(each, deploymentId)}: ${what}${type === undefined ? '' : `, ${type} by ${by}`}`;
    });
    marks.push(...refusalsOf(each, 'PATCH'));
    const reasons = reasonsOf(each, nodes);
    const height = Math.max(1, events.length, marks.length, reasons.length);
    return Array.from({ length: height }, (_, line) => [
      line === 0 ? each.title : '',
      line === 0 ? resultsOf(each, nodes) : '',
      events[line] ?? (line === 0 ? '–' : ''),
      marks[line] ?? (line === 0 ? '–' : ''),
      reasons[line] ?? '',
    ]);
  });
  const titles = ['If', 'Job', 'Event: service, env, version', 'Mark', 'Why nothing is sent, or an error'];
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  return alignTables([titles, titles.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |\n`).join(''));
}

/** Pads the tables of a Markdown text so that their columns line up. The last one may be long, and keeps its width. */
function alignTables(markdown: string): string {
  return markdown.replace(/(?:^\|.*\|\n)+/gm, (table) => {
    const lines = table.trimEnd().split('\n');
    const rows = lines.map((line) => line.slice(2, -2).split(' | '));
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    const aligned = rows.map((row) =>
      row.map((cell, column) => {
        const width = column === widths.length - 1 ? 0 : (widths[column] ?? 0);
        return cell.padEnd(width, /^-+$/.test(cell) ? '-' : ' ');
      }),
    );
    return `${aligned.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
  });
}
