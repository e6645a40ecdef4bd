/** The demo's command line. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { embeddedSecrets } from '../embedded.ts';
import { inputsOf, readWorkflow, type Workflow } from '../runner/definitions.ts';
import { usualEvent } from '../runner/event.ts';
import { at, mapping } from '../runner/expressions.ts';
import type { RunOptions, Value } from '../runner.ts';
import { API_KEY, APP_KEY } from '../stand-ins/api-key.ts';

export const HELP = `Runs a workflow file on this machine with the action as it is built in dist/, and shows the log, the
summaries, and what Datadog stores and computes.

  npm run demo -- [file.yml] [options]

Without a file it runs examples/deploy.yml. An action that is not on this machine is skipped with a notice.
Scripts run on this machine as they are: put a stub on PATH for a tool that must not act.
No event leaves this machine unless --live is given.

  --input name=value        an input of workflow_dispatch (or of workflow_call)
  --secret NAME=value       a secret; the keys that the workflow gives to this action are there
  --var NAME=value          a configuration variable of the repository
  --output step.name=value  an output of a step, which is then skipped (or of a job that calls a workflow of
                            another repository)
  --event file.json         the payload of the event; dev/events/ has samples
  --event-name name         the event, if "on:" names several
  --ref ref                 the branch or tag, e.g. refs/tags/v1.2.3
  --live                    send to the real Datadog of DD_SITE, with DD_API_KEY (and DD_APP_KEY for marks)

--input, --secret, --var and --output can be repeated. A failing smoke test (smoke-test.sh) is played if the workflow
reacts to one. A deployment that the workflow marks but does not report is one that Datadog knew before.
Ends with 1 if the run did not succeed, or neither an event nor a mark arrived.`;

/** Reads the texts of an option that can be repeated. */
function pairs(option: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw new Error(`${option} ${text}: expected name=value.`);
      }
      return [name, value];
    }),
  );
}

/** Converts the values of inputs to their types. */
function toInputs(given: Readonly<Record<string, string>>, workflow: Workflow): Record<string, Value> {
  const all = { ...inputsOf(workflow, 'workflow_call'), ...inputsOf(workflow, 'workflow_dispatch') };
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (all[name] === undefined) {
        const known = Object.keys(all).join(', ') || 'none';
        throw new Error(
          `--input ${name}=${value}: expected an input of ${relative('.', workflow.file)}, which has ${known}.`,
        );
      }
      const { type } = all[name];
      return [name, type === 'boolean' ? value === 'true' : type === 'number' ? Number(value) : value];
    }),
  );
}

/** The outputs of steps, by ID and name. */
function toOutputs(given: Readonly<Record<string, string>>): Record<string, Record<string, string>> {
  const outputs: Record<string, Record<string, string>> = {};
  for (const [path, value] of Object.entries(given)) {
    const [, step, name] = /^([\w-]+)\.([\w-]+)$/.exec(path) ?? [];
    if (step === undefined || name === undefined) {
      throw new Error(`--output ${path}=${value}: expected step.name=value, with the ID of a step.`);
    }
    outputs[step] = { ...outputs[step], [name]: value };
  }
  return outputs;
}

/** The name of the event that starts the workflow. */
function eventName(
  workflow: Workflow,
  asked: string | undefined,
  hasInputs: boolean,
  hasEvent: boolean,
): string {
  const own = Object.keys(workflow.events).filter((name) => name !== 'workflow_call');
  if (asked !== undefined) {
    if (own.includes(asked)) return asked;
    throw new Error(`--event-name ${asked}: the workflow starts with ${own.join(', ')}.`);
  }
  if (hasInputs && own.includes('workflow_dispatch')) return 'workflow_dispatch';
  if (hasEvent && own.length > 1) {
    throw new Error(`--event-name is missing: the workflow starts with ${own.join(', ')}.`);
  }
  return usualEvent(workflow);
}

/** The branch or the tag whose push starts a workflow: main, unless its filters want another one. */
function refOf({ events }: Workflow): string {
  const [branches = [], tags = []] = ['branches', 'tags'].map((name) =>
    [at(events, 'push', name) ?? []].flat().map(String),
  );
  const isAny =
    branches.length + tags.length === 0 || branches.some((branch) => /^(?:main|\*\*?)$/.test(branch));
  const pattern = branches[0] ?? tags[0];
  if (isAny || pattern === undefined) return 'refs/heads/main';
  const name = pattern.replace(/\[[^\]]*\]\+?|\*+/g, '1').replace(/[+?]/g, '');
  return `refs/${branches.length > 0 ? 'heads' : 'tags'}/${name}`;
}

function readPayload(file: string): Value {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`--event ${file}: expected JSON. ${error}`, { cause: error });
  }
}

/**
 * A sample of the payload of an event, with the times moved to now and an action that the workflow waits for; undefined if
 * there is none.
 */
function sampleOf(
  event: string,
  { events }: Workflow,
): { readonly file: string; readonly payload: Value } | undefined {
  const file = fileURLToPath(new URL(`../events/${event}.json`, import.meta.url));
  if (!existsSync(file)) return undefined;
  const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
  const text = readFileSync(file, 'utf8');
  const latest = Math.max(...(text.match(time) ?? []).map(Date.parse));
  const moved = text.replace(time, (each) => {
    return new Date(Date.parse(each) + Date.now() - latest).toISOString().replace(/\.\d+/, '');
  });
  const payload = mapping(JSON.parse(moved));
  const types = [at(events, event, 'types') ?? []].flat();
  const { action = null } = payload;
  const [wanted = action] = types.includes(action) ? [action] : types;
  return { file: relative('.', file), payload: { ...payload, action: wanted } };
}

/** The folder that `./` refers to in a workflow file below `.github/workflows`. */
function repositoryOf(file: string): Pick<RunOptions, 'root'> {
  const [, root] = /^(.*)[/\\]\.github[/\\]workflows[/\\][^/\\]+$/.exec(resolve(file)) ?? [];
  return root === undefined ? {} : { root };
}

/** Whether a workflow reacts to the failure of a smoke test. */
function reactsToSmokeTest(text: string): boolean {
  return /smoke-test/.test(text) && /\bsmoke[-_]test\.(?:outcome|result)\b|\bfailure\(\)/.test(text);
}

/** The embedded Datadog's keys under the names that the workflow gives to this action, and under the usual ones. */
function keysIn(text: string): Record<string, string> {
  const given = text.matchAll(/\b(api|app)-key:\s*['"]?\$\{\{\s*secrets\.(\w+)/g);
  const named = [...given].map(([, kind, name = '']) => [name, kind === 'api' ? API_KEY : APP_KEY]);
  return { ...Object.fromEntries(named), ...embeddedSecrets };
}

/** The secrets and variables that a file uses and that are not given, with the options that give them. */
function showMissing(text: string, { secrets = {}, vars = {} }: RunOptions): string[] {
  const known = { secrets: { GITHUB_TOKEN: '', ...secrets }, vars };
  const used = (['secrets', 'vars'] as const).map((context) => {
    const paths = text.match(new RegExp(`\\b${context}\\.\\w+`, 'g')) ?? [];
    return [...new Set(paths)].filter((path) => !(path.slice(context.length + 1) in known[context]));
  });
  const empty = used.flat();
  return empty.length === 0 ? [] : [`Empty here: ${empty.join(', ')}. Give a value with --secret or --var.`];
}

/** What to run. */
export interface Asked {
  readonly file: string;
  readonly workflow: Workflow;
  readonly isLive: boolean;
  /** Whether the smoke test of the working tree fails. */
  readonly failsSmokeTest: boolean;
  readonly options: RunOptions;
  /** What to say first. */
  readonly lines: readonly string[];
}

/** Reads the command line. @returns undefined if it asks for help. @throws Error in words, also of a wrong file */
export function readCommandLine(args: readonly string[]): Asked | undefined {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      event: { type: 'string' },
      'event-name': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      input: { type: 'string', multiple: true, default: [] },
      live: { type: 'boolean', default: false },
      output: { type: 'string', multiple: true, default: [] },
      ref: { type: 'string' },
      secret: { type: 'string', multiple: true, default: [] },
      var: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.help) return undefined;
  const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
  const file = positionals[0] ?? join(examples, 'deploy.yml');
  const workflow = readWorkflow(file, true);
  const text = readFileSync(file, 'utf8');
  const name = eventName(workflow, values['event-name'], values.input.length > 0, values.event !== undefined);
  const given = values.event === undefined ? undefined : readPayload(values.event);
  const sample = given === undefined ? sampleOf(name, workflow) : undefined;
  const event = given ?? sample?.payload;
  const ref = values.ref ?? (name === 'push' && event === undefined ? refOf(workflow) : undefined);
  const failsSmokeTest = reactsToSmokeTest(text);
  const options: RunOptions = {
    skipUnsupported: true,
    github: { event_name: name, ...(ref === undefined ? {} : { ref }) },
    secrets: { ...keysIn(text), ...pairs('--secret', values.secret) },
    vars: pairs('--var', values.var),
    inputs: toInputs(pairs('--input', values.input), workflow),
    outputs: toOutputs(pairs('--output', values.output)),
    ...(event === undefined ? {} : { event }),
    ...repositoryOf(file),
    stageEnvironment: () => (failsSmokeTest ? { SMOKE_TEST: 'failure' } : {}),
  };
  const place = values.live
    ? 'with the real Datadog'
    : 'with an embedded Datadog: no event leaves this machine';
  const what = [name, ref].filter(Boolean).join(' of ');
  const isExample = resolve(file).startsWith(examples);
  const lines = [
    `Running ${relative('.', file)} (${what}) ${place}.`,
    ...(isExample
      ? []
      : ['Its scripts run here as they are. Put a stub on PATH for a tool that must not act.']),
    ...(sample === undefined
      ? []
      : [`The payload of the event is the sample ${sample.file}. Give another one with --event.`]),
    ...(failsSmokeTest ? ['Its smoke test fails, because the workflow reacts to that.'] : []),
    ...showMissing(text, options),
  ];
  return { file, workflow, isLive: values.live, failsSmokeTest, options, lines };
}
