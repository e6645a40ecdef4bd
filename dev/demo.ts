/**
 * Runs a workflow file (examples/deploy.yml, or the one that is given) with the committed `dist`, and shows what a
 * person would look at: each job's log and summary, and in the end the events and the marks as Datadog stored them.
 *
 *     npm run demo -- [file.yml] [--input name=value]… [--event file.json] [--event-name name] [--live]
 *
 * Any workflow file will do: an action that is not on this machine does nothing and says so. `--input` is an input of
 * `workflow_dispatch`. `--event` is the payload of the event that starts the workflow, whose name is that in `on:`;
 * with several there, `--event-name` says which. Where the workflow reacts to a smoke test that fails, it fails here.
 *
 * Nothing leaves this machine, unless it is told `--live`: then DD_API_KEY (and DD_APP_KEY for marks) opens the real
 * Datadog of DD_SITE. Ends with 1 where the run did not succeed or no event arrived.
 */
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { heading, showJob, showSummaries } from './demo-show.ts';
import { embeddedSecrets, runExample, standIns } from './embedded.ts';
import type { StoredMark } from './intake.ts';
import { readWorkflow, type Workflow } from './runner/definitions.ts';
import { type RunOptions, type RunResult, runWorkflow, type Value } from './runner.ts';

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
  readonly marks: readonly StoredMark[];
  readonly delivered: boolean;
}

async function runEmbedded(file: string, options: RunOptions): Promise<Outcome> {
  const { run, events, marks } = await runExample(file, { ...options, secrets: embeddedSecrets });
  return { run, events, marks, delivered: events.length > 0 };
}

async function runLive(file: string, options: RunOptions): Promise<Outcome> {
  const { DD_API_KEY: key = '', DD_APP_KEY: appKey = '' } = process.env;
  if (key === '') {
    throw new Error('--live needs an API key in DD_API_KEY (and DD_SITE, where it is not datadoghq.com).');
  }
  const run = await runWorkflow(file, {
    ...options,
    actions: standIns(),
    secrets: { DD_API_KEY: key, DATADOG_API_KEY: key, DD_APP_KEY: appKey, DATADOG_APP_KEY: appKey },
    environment: Object.fromEntries(LIVE_VARIABLES.map((name) => [name, process.env[name] ?? ''])),
  });
  // Datadog gives events out only to an application key. The log calls none stored that was not.
  const delivered = run.jobs.some(({ log }) => /: (?:stored|accepted) by Datadog/.test(log));
  return { run, events: [], marks: [], delivered };
}

/** `name=value`, as the workflow's input wants it. */
function toInput(text: string, { inputs, file }: Workflow): [string, Value] {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(equals, 0));
  const type = inputs[name]?.type;
  if (type === undefined) {
    const known = Object.keys(inputs).join(', ') || 'none';
    throw new Error(
      `--input ${text}: not name=value with an input of ${relative('.', file)}, which has ${known}.`,
    );
  }
  const value = text.slice(equals + 1);
  if (type === 'boolean') return [name, value === 'true'];
  return [name, type === 'number' ? Number(value) : value];
}

/** The name of the event that starts the workflow. */
function eventName(
  { events }: Workflow,
  asked: string | undefined,
  hasInputs: boolean,
  hasEvent: boolean,
): string {
  if (asked !== undefined) return asked;
  const dispatch = events.find((name) => name === 'workflow_dispatch');
  if (hasInputs && dispatch !== undefined) return dispatch;
  const own = events.filter((name) => name !== 'workflow_call');
  if (hasEvent && own.length > 1) {
    throw new Error(`--event-name is missing: the workflow starts with ${own.join(', ')}.`);
  }
  return own.includes('push') ? 'push' : (own[0] ?? 'push');
}

/** What `./` means in a workflow file that lies in a repository's own folder of workflows. */
function repositoryOf(file: string): Pick<RunOptions, 'root'> {
  const [, root] = /^(.*)[/\\]\.github[/\\]workflows[/\\][^/\\]+$/.exec(resolve(file)) ?? [];
  return root === undefined ? {} : { root };
}

/** Whether a workflow says what to do where a smoke test fails. */
function reactsToSmokeTest(file: string): boolean {
  return /smoke-test/.test(file) && /\bsmoke[-_]test\.(?:outcome|result)\b|\bfailure\(\)/.test(file);
}

function show({ run, events, marks }: Outcome): string {
  return [
    ...run.jobs.map(showJob),
    ...showSummaries(run.jobs),
    ...events.flatMap((event, index) => [
      ...(index === 0 ? [heading(plural('The event as Datadog stored it', events.length))] : []),
      JSON.stringify(JSON.parse(event), null, 2),
    ]),
    ...marks.map(({ deploymentId, changeFailure, remediation }, index) =>
      [
        ...(index === 0 ? [heading(plural('The mark as Datadog stored it', marks.length))] : []),
        JSON.stringify({ deployment: deploymentId, change_failure: changeFailure, remediation }, null, 2),
      ].join('\n'),
    ),
  ].join('\n');
}

function plural(title: string, count: number): string {
  return count === 1 ? title : title.replace(/^The (\w+) (.*) it$/, `The ${count} $1s $2 them`);
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    event: { type: 'string' },
    'event-name': { type: 'string' },
    input: { type: 'string', multiple: true, default: [] },
    live: { type: 'boolean', default: false },
  },
});
const file = positionals[0] ?? fileURLToPath(new URL('../examples/deploy.yml', import.meta.url));
try {
  const place = values.live
    ? 'with the real Datadog'
    : 'with an embedded Datadog; nothing leaves this machine';
  const workflow = readWorkflow(file, true);
  const event: Value | undefined =
    values.event === undefined ? undefined : JSON.parse(readFileSync(values.event, 'utf8'));
  const name = eventName(workflow, values['event-name'], values.input.length > 0, event !== undefined);
  const failsSmokeTest = reactsToSmokeTest(readFileSync(file, 'utf8'));
  const options: RunOptions = {
    skipUnsupported: true,
    github: { event_name: name },
    inputs: Object.fromEntries(values.input.map((text) => toInput(text, workflow))),
    ...(event === undefined ? {} : { event }),
    ...repositoryOf(file),
    stageEnvironment: () => (failsSmokeTest ? { SMOKE_TEST: 'failure' } : {}),
  };
  console.log(`Running ${relative('.', file)} (${name}) ${place}.`);
  if (failsSmokeTest) console.log('Its smoke test fails: the workflow says what to do then.');
  const outcome = await (values.live ? runLive(file, options) : runEmbedded(file, options));
  console.log(show(outcome));
  const { result } = outcome.run;
  if (!outcome.delivered || (result !== 'success' && !failsSmokeTest)) {
    const what = outcome.delivered ? `The run ended as: ${result}.` : 'No event arrived.';
    console.error(styleText('red', what, { stream: process.stderr }));
    process.exitCode = 1;
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const hint = message.includes(' requires the input ') ? ' Give it with --input name=value.' : '';
  console.error(styleText('red', message + hint, { stream: process.stderr }));
  process.exitCode = 1;
}
