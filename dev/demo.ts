/**
 * Runs a workflow file (examples/deploy.yml by default) with the built action in `dist`, and prints each job's log and
 * summary, then the events and the marks as Datadog stored them.
 *
 *     npm run demo -- [file.yml] [--input name=value]… [--var name=value]…
 *                     [--event file.json] [--event-name name] [--live]
 *
 * Any workflow file will do: an action that is not on this machine is skipped with a notice. `--input` is an input of
 * `workflow_dispatch`, `--var` a repository variable. `--event` is the payload of the event that starts the workflow,
 * named in `on:`; if `on:` names several, `--event-name` says which. If the workflow reacts to a smoke test that
 * fails, it fails here. A deployment that the workflow marks but does not report is one that Datadog knew before.
 *
 * Nothing leaves this machine unless `--live` is given: then DD_API_KEY (and DD_APP_KEY for marks) opens the real
 * Datadog of DD_SITE. Exits with 1 if the run did not succeed, or neither an event nor a mark arrived.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { heading, showJob, showSummaries } from './demo-show.ts';
import { embeddedSecrets, runExample, standIns } from './embedded.ts';
import type { Intake, StoredMark } from './intake.ts';
import { readWorkflow, type Workflow } from './runner/definitions.ts';
import { type RunOptions, type RunResult, runWorkflow, type Value } from './runner.ts';

/** Milliseconds from the finish of a deployment that Datadog knew before to the mark that names it. */
const KNOWN_SINCE = 30 * 60_000;

/** The variables that a connection to the real Datadog may need. */
const LIVE_VARIABLES = [
  'DATADOG_SITE',
  'DD_SITE',
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  'NODE_EXTRA_CA_CERTS',
];

interface Outcome {
  readonly run: RunResult;
  /** Each deployment as Datadog's API returns it. */
  readonly events: readonly StoredEvent[];
  /** The same for deployments that Datadog knew before the run. */
  readonly known: readonly StoredEvent[];
  readonly marks: readonly StoredMark[];
  readonly delivered: boolean;
}

interface StoredEvent {
  readonly data: { readonly id: string; readonly attributes: { readonly recovery_time_sec?: number } };
}

async function runEmbedded(file: string, options: RunOptions): Promise<Outcome> {
  const known = new Set<string>();
  const prepare = (intake: Intake) => knowFailedDeployments(intake, known);
  const { run, events, marks } = await runExample(file, { ...options, secrets: embeddedSecrets, prepare });
  const stored = events.map((event): StoredEvent => JSON.parse(event));
  const own = stored.filter(({ data }) => !known.has(data.id));
  return {
    run,
    events: own,
    known: stored.filter(({ data }) => known.has(data.id)),
    marks,
    delivered: own.length + marks.length > 0,
  };
}

/**
 * A workflow that remedies an earlier deployment names one that this run does not report. The embedded Datadog knows
 * every deployment that a mark names, as one that finished half an hour earlier, because it would find none otherwise.
 * @param known takes their IDs
 */
function knowFailedDeployments(intake: Intake, known: Set<string>): void {
  // Runs before each request is handled, and never asks for a fault.
  intake.misbehave(({ method, body }) => {
    if (method !== 'PATCH') return undefined;
    const { id, attributes }: { id?: string; attributes: Names } = JSON.parse(body).data;
    const isStored = intake.deployments.some((deployment) =>
      id === undefined
        ? NAMES.every((name) => deployment.attributes[name] === attributes[name])
        : deployment.id === id,
    );
    if (isStored) return undefined;
    const last = intake.deployments.at(-1)?.attributes;
    const { service = last?.service ?? 'shopist', env = last?.env, version } = attributes;
    const finish = BigInt(Date.now() - KNOWN_SINCE);
    const deployment = intake.store({
      id: id ?? randomUUID(),
      service,
      ...(env === undefined ? {} : { env }),
      ...(version === undefined ? {} : { version }),
      started_at: finish - 60_000n,
      finished_at: finish,
    });
    known.add(deployment.id);
    return undefined;
  });
}

/** What a mark without an ID names its deployment by. */
const NAMES = ['service', 'env', 'version'] as const;
type Names = { readonly [Name in (typeof NAMES)[number]]?: string };

async function runLive(file: string, options: RunOptions): Promise<Outcome> {
  const { DD_API_KEY: key = '', DD_APP_KEY: appKey = '' } = process.env;
  if (key === '') {
    throw new Error('--live needs an API key in DD_API_KEY (and DD_SITE, if the site is not datadoghq.com).');
  }
  const run = await runWorkflow(file, {
    ...options,
    actions: standIns(),
    secrets: { DD_API_KEY: key, DATADOG_API_KEY: key, DD_APP_KEY: appKey, DATADOG_APP_KEY: appKey },
    environment: Object.fromEntries(LIVE_VARIABLES.map((name) => [name, process.env[name] ?? ''])),
  });
  // Reading events back needs an application key. The log never calls an event stored that was not.
  const delivered = run.jobs.some(({ log }) => /: (?:stored|accepted) by Datadog/.test(log));
  return { run, events: [], known: [], marks: [], delivered };
}

/** Reads `name=value`, and converts the value to the type of the input. */
function toInput(text: string, { inputs, file }: Workflow): [string, Value] {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(equals, 0));
  const type = inputs[name]?.type;
  if (type === undefined) {
    const known = Object.keys(inputs).join(', ') || 'none';
    throw new Error(
      `--input ${text}: expected name=value with an input of ${relative('.', file)} (${known}).`,
    );
  }
  const value = text.slice(equals + 1);
  if (type === 'boolean') return [name, value === 'true'];
  return [name, type === 'number' ? Number(value) : value];
}

function toVariable(text: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--var ${text}: expected name=value.`);
  return [name, value];
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

/** The folder that `./` refers to in a workflow file below `.github/workflows`. */
function repositoryOf(file: string): Pick<RunOptions, 'root'> {
  const [, root] = /^(.*)[/\\]\.github[/\\]workflows[/\\][^/\\]+$/.exec(resolve(file)) ?? [];
  return root === undefined ? {} : { root };
}

/** Whether a workflow reacts to the failure of a smoke test. */
function reactsToSmokeTest(file: string): boolean {
  return /smoke-test/.test(file) && /\bsmoke[-_]test\.(?:outcome|result)\b|\bfailure\(\)/.test(file);
}

function show({ run, events, known, marks }: Outcome): string {
  const all = new Map([...known, ...events].map(({ data }) => [data.id, data.attributes]));
  const shownMarks = marks.map(({ deploymentId, changeFailure, remediation }) => ({
    deployment: deploymentId,
    change_failure: changeFailure,
    remediation,
    recovery_time_sec: all.get(deploymentId)?.recovery_time_sec,
  }));
  return [
    ...run.jobs.map(showJob),
    ...showSummaries(run.jobs),
    ...showList('The deployment that Datadog knew before', known),
    ...showList('The event as Datadog stored it', events),
    ...showList('The mark as Datadog stored it', shownMarks),
  ].join('\n');
}

function showList(title: string, values: readonly unknown[]): string[] {
  if (values.length === 0) return [];
  const several = title.replace(/^The (\w+)/, `The ${values.length} $1s`).replace(/ it$/, ' them');
  return [
    heading(values.length === 1 ? title : several),
    ...values.map((value) => JSON.stringify(value, null, 2)),
  ];
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    event: { type: 'string' },
    'event-name': { type: 'string' },
    input: { type: 'string', multiple: true, default: [] },
    live: { type: 'boolean', default: false },
    var: { type: 'string', multiple: true, default: [] },
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
    vars: Object.fromEntries(values.var.map(toVariable)),
    inputs: Object.fromEntries(values.input.map((text) => toInput(text, workflow))),
    ...(event === undefined ? {} : { event }),
    ...repositoryOf(file),
    stageEnvironment: () => (failsSmokeTest ? { SMOKE_TEST: 'failure' } : {}),
  };
  console.log(`Running ${relative('.', file)} (${name}) ${place}.`);
  if (failsSmokeTest) console.log('Its smoke test fails, because the workflow reacts to that.');
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
