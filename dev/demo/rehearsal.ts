/** A rehearsal of a workflow file: its log while it runs, and what Datadog stores and computes. */
import { styleText } from 'node:util';
import { runExample, standIns } from '../embedded.ts';
import type { ReadDeployment, StoredMark } from '../intake.ts';
import { mapValues } from '../runner/expressions.ts';
import { type RunOptions, type RunResult, runWorkflow } from '../runner.ts';
import { API_KEY, APP_KEY } from '../stand-ins/api-key.ts';
import { adviseOnEmpty } from './advice.ts';
import { knowFailedDeployments } from './known.ts';
import { type Asked, HELP, readCommandLine } from './options.ts';
import { createLogView, showMetrics, showStored, showSummaries } from './show.ts';

/** The variables that a connection to the real Datadog may need. */
const LIVE_VARIABLES = [
  'DATADOG_SITE',
  'DD_SITE',
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  'NODE_EXTRA_CA_CERTS',
];

/** What surrounds a rehearsal. */
export interface Surroundings {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Outcome {
  readonly run: RunResult;
  readonly events: readonly ReadDeployment[];
  /** The IDs of deployments that Datadog knew before the run. */
  readonly known: ReadonlySet<string>;
  readonly marks: readonly StoredMark[];
  readonly isDelivered: boolean;
}

async function runEmbedded(file: string, options: RunOptions): Promise<Outcome> {
  const known = new Set<string>();
  const { run, events, marks } = await runExample(file, {
    ...options,
    acceptsAnyKey: true,
    prepare: (intake) => knowFailedDeployments(intake, known),
  });
  return { run, events, known, marks, isDelivered: events.length + marks.length > known.size };
}

async function runLive(
  file: string,
  options: RunOptions,
  environment: Surroundings['environment'],
): Promise<Outcome> {
  const { DD_API_KEY: key = '', DD_APP_KEY: appKey = '' } = environment;
  if (key === '') {
    throw new Error('--live needs an API key in DD_API_KEY (and DD_SITE, if the site is not datadoghq.com).');
  }
  const real = new Map([
    [API_KEY, key],
    [APP_KEY, appKey],
  ]);
  const run = await runWorkflow(file, {
    ...options,
    actions: standIns(),
    secrets: mapValues(options.secrets ?? {}, (value) => real.get(value) ?? value),
    environment: Object.fromEntries(LIVE_VARIABLES.map((name) => [name, environment[name] ?? ''])),
  });
  // Reading events back needs an application key. The log never calls an event stored that was not.
  const isDelivered = run.jobs.some(({ log }) => /: (?:stored|accepted) by Datadog/.test(log));
  return { run, events: [], known: new Set(), marks: [], isDelivered };
}

function problemsOf({ run, isDelivered }: Outcome, { options, failsSmokeTest }: Asked): string[] {
  const ids = new Set(run.jobs.flatMap(({ id, stages }) => [id, ...stages.map(({ stepId }) => stepId)]));
  const unknown = Object.keys(options.outputs ?? {}).filter((id) => !ids.has(id));
  const isBad = run.result !== 'success' && !failsSmokeTest;
  return [
    ...unknown.map((id) => `--output ${id}: no step that ran, and no job, has the ID "${id}".`),
    ...(isDelivered ? [] : ['No event arrived.']),
    ...(isDelivered && isBad ? [`The run ended as: ${run.result}.`] : []),
  ];
}

/** The message of an error, with what to do about it. */
function messageOf(error: unknown, jobs: Asked['workflow']['jobs']): string {
  if (!(error instanceof Error)) return String(error);
  const { message } = error;
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${message.split('. ', 1)[0]}. "npm run demo -- --help" shows the options.`;
  }
  if (message.includes(' requires the input ')) return `${message} Give it with --input name=value.`;
  return [message, ...adviseOnEmpty(message, jobs)].join('\n');
}

/**
 * Rehearses a workflow file.
 * @param args the command line, without the command
 * @returns the exit code: 1 if the run did not succeed, or neither an event nor a mark arrived
 */
export async function rehearse(args: readonly string[], surroundings: Surroundings): Promise<0 | 1> {
  const { print, complain, environment } = surroundings;
  const complainInRed = (text: string) => complain(styleText('red', text, { stream: process.stderr }));
  let jobs: Asked['workflow']['jobs'] = [];
  try {
    const asked = readCommandLine(args);
    if (asked === undefined) {
      print(HELP);
      return 0;
    }
    const { file, isLive, lines } = asked;
    jobs = asked.workflow.jobs;
    lines.forEach(print);
    const onProgress = createLogView(print, jobs, isLive);
    const options = { ...asked.options, onProgress };
    const outcome = await (isLive ? runLive(file, options, environment) : runEmbedded(file, options));
    const { run, events, known, marks } = outcome;
    showSummaries(run.jobs).forEach(print);
    showStored(events, known, marks).forEach(print);
    const problems = problemsOf(outcome, asked);
    problems.forEach(complainInRed);
    showMetrics(events).forEach(print);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    complainInRed(messageOf(error, jobs));
    return 1;
  }
}
