/** The demo's command line. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inputsOf, readWorkflow, type Workflow } from '../runner/definitions.ts';
import { usualEvent } from '../runner/event.ts';
import { at, mapping } from '../runner/expressions.ts';
import type { RunOptions, Value } from '../runner.ts';
import { API_KEY, APP_KEY } from '../stand-ins/api-key.ts';
import { find, nodesOf } from './map.ts';
import type { Forced, Given, Script } from './scenarios.ts';

export const HELP = readFileSync(new URL('help.txt', import.meta.url), 'utf8').trimEnd();

/** Splits the NAME=VALUE of an option. */
function pair(option: string, text: string): [name: string, value: string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--${option} ${text}: expected NAME=VALUE.`);
  return [name, value];
}

/** Calls a function, and puts the option into the message of what it throws. */
function forOption<Result>(option: string, text: string, resolved: () => Result): Result {
  try {
    return resolved();
  } catch (error) {
    throw new Error(`--${option} ${text}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** Reads STEP.NAME=VALUE. The name of a step may contain dots and equals signs: the longest that fits is meant. */
function readGiven(kind: Given['kind'], text: string, nodes: Script['nodes']): Given {
  const splits = [...text.matchAll(/=/g)].flatMap(({ index }) => {
    const [, step, name] = /^(.+)\.([\w-]+)$/s.exec(text.slice(0, index)) ?? [];
    return step === undefined || name === undefined ? [] : [{ step, name, value: text.slice(index + 1) }];
  });
  const [first] = splits;
  if (first === undefined) throw new Error(`--${kind} ${text}: expected STEP.NAME=VALUE.`);
  const isNamed = ({ step }: { readonly step: string }) => {
    const plain = step.replace(/^([^[\]]+)\[[^\]]+\]\//, '$1/');
    return nodes.some(({ names }) => names.includes(step) || names.includes(plain));
  };
  const { step, name, value } = splits.findLast(isNamed) ?? first;
  return forOption(kind, text, () => ({ ...find(step, nodes), kind, name, value }));
}

function toInputs(given: readonly string[], workflow: Workflow): Record<string, Value> {
  const all = { ...inputsOf(workflow, 'workflow_call'), ...inputsOf(workflow, 'workflow_dispatch') };
  return Object.fromEntries(
    given.map((text) => {
      const [name, value] = pair('input', text);
      const { type } = all[name] ?? {};
      return [name, type === 'boolean' ? value === 'true' : type === 'number' ? Number(value) : value];
    }),
  );
}

function eventName(workflow: Workflow, asked: string | undefined, hasInputs: boolean): string {
  const own = Object.keys(workflow.events).filter((name) => name !== 'workflow_call');
  if (asked !== undefined && !own.includes(asked)) {
    throw new Error(`--event-name ${asked}: the workflow starts with ${own.join(', ')}.`);
  }
  return asked ?? (hasInputs && own.includes('workflow_dispatch') ? 'workflow_dispatch' : usualEvent(workflow));
}

/** The branch or the tag whose push starts a workflow: main, unless its filters want another one. */
function refOf({ events }: Workflow): string {
  const [branches = [], tags = []] = ['branches', 'tags'].map((name) =>
    [at(events, 'push', name) ?? []].flat().map(String),
  );
  const isAny = branches.length + tags.length === 0 || branches.some((branch) => /^(?:main|\*\*?)$/.test(branch));
  const pattern = branches[0] ?? tags[0];
  if (isAny || pattern === undefined) return 'refs/heads/main';
  const name = pattern.replace(/\[[^\]]*\]\+?|\*+/g, '1').replace(/[+?]/g, '');
  return `refs/${branches.length > 0 ? 'heads' : 'tags'}/${name}`;
}

function readPayload(file: string): Value {
  if (!existsSync(file)) throw new Error(`--event ${file}: there is no such file.`);
  return forOption('event', file, () => JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * A sample of the payload of an event, with the times moved to now and an action that the workflow waits for; undefined
 * if there is none.
 */
function sampleOf(event: string, { events }: Workflow, repository = 'acme/shopist'): Value | undefined {
  const file = fileURLToPath(new URL(`../events/${event}.json`, import.meta.url));
  if (!existsSync(file)) return undefined;
  const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
  const text = readFileSync(file, 'utf8');
  const latest = Math.max(...(text.match(time) ?? []).map(Date.parse));
  const [owner = '', name = ''] = repository.split('/');
  const moved = text
    .replace(time, (each) => new Date(Date.parse(each) + Date.now() - latest).toISOString().replace(/\.\d+/, ''))
    .replaceAll('acme/shopist', repository)
    .replace('"name": "shopist"', `"name": "${name}"`)
    .replace('"login": "acme"', `"login": "${owner}"`);
  const payload = mapping(JSON.parse(moved));
  const types = [at(events, event, 'types') ?? []].flat();
  const { action = null } = payload;
  const [wanted = action] = types.includes(action) ? [action] : types;
  return { ...payload, ...(wanted === null ? {} : { action: wanted }) };
}

/** Made-up values for the secrets that a file uses: where a key or a site is expected, one that is accepted. */
function madeUpSecrets(value: Value, key = ''): Record<string, string> {
  if (typeof value === 'object' && value !== null) {
    return Object.assign({}, ...Object.entries(value).map(([name, each]) => madeUpSecrets(each, name)));
  }
  const names = [...String(value).matchAll(/\bsecrets\.(\w+)/g)].map(([, name = '']) => name);
  const kinds = [
    [/app[-_]?key/i, APP_KEY],
    [/api[-_]?key/i, API_KEY],
    [/site/i, 'datadoghq.com'],
  ] as const;
  return Object.fromEntries(
    names.map((name) => {
      const [, known] = kinds.find(([pattern]) => pattern.test(key) || pattern.test(name)) ?? [];
      return [name, known ?? `secret-${name.toLowerCase()}`];
    }),
  );
}

export interface Asked extends Script {
  readonly file: string;
  readonly options: RunOptions;
  /** The scenario to show in full; undefined for the table of all. */
  readonly forced: readonly Forced[] | undefined;
  readonly event: string;
}

/** Reads the command line. @returns undefined if it asks for help. @throws Error in words, also of a wrong file */
export function readCommandLine(args: readonly string[]): Asked | undefined {
  const several = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'cancel-at': several,
      env: several,
      event: { type: 'string' },
      'event-name': { type: 'string' },
      fail: several,
      help: { type: 'boolean', short: 'h', default: false },
      input: several,
      job: { type: 'string' },
      output: several,
      repository: { type: 'string' },
      secret: several,
      skip: several,
      var: several,
    },
  });
  if (values.help) return undefined;
  const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
  const [file = join(examples, 'deploy.yml'), ...more] = positionals;
  if (more.length > 0) throw new Error(`One file is rehearsed at a time: ${file} or ${more.join(' or ')}?`);
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const workflow = readWorkflow(file);
  // The folder that ./ refers to.
  const [, root = dirname(resolve(file))] = /^(.*)[/\\]\.github[/\\]workflows[/\\][^/\\]+$/.exec(resolve(file)) ?? [];
  const nodes = nodesOf(workflow, root);
  const { event: payload, 'event-name': asked, job, repository } = values;
  const name = eventName(workflow, asked, values.input.length > 0);
  const ref = name === 'push' && payload === undefined ? refOf(workflow) : undefined;
  const sample = sampleOf(name, workflow, repository);
  const event = payload !== undefined ? readPayload(payload) : ref === undefined ? sample : { ...mapping(sample), ref };
  const forced = (['fail', 'skip', 'cancel-at'] as const).flatMap((option) => {
    const outcome = { fail: 'failure', skip: 'skipped', 'cancel-at': 'cancelled' } as const;
    return values[option].map((text) => {
      const named = forOption(option, text, () => find(text, nodes));
      if (named.node.isOurs && option !== 'skip') throw new Error(`--${option} ${text}: this step runs for real.`);
      return { ...named, outcome: outcome[option] };
    });
  });
  const vars = Object.fromEntries(values.var.map((text) => pair('var', text)));
  const secrets = Object.fromEntries(values.secret.map((text) => pair('secret', text)));
  const used = [workflow, ...nodes.map((node) => node.workflow)].map(({ yaml }) => yaml);
  return {
    file: relative('.', file),
    nodes,
    given: (['output', 'env'] as const).flatMap((kind) => values[kind].map((text) => readGiven(kind, text, nodes))),
    runsScripts: resolve(file).startsWith(examples),
    job: job === undefined ? undefined : forOption('job', job, () => find(job.replace(/\/?$/, '/'), nodes).node),
    forced: forced.length > 0 ? forced : undefined,
    event: [name, ref].filter(Boolean).join(' of '),
    options: {
      root,
      vars,
      secrets: { ...madeUpSecrets(used), ...secrets },
      inputs: toInputs(values.input, workflow),
      github: {
        event_name: name,
        ...(ref === undefined ? {} : { ref }),
        ...(repository === undefined ? {} : { repository }),
      },
      ...(event === undefined ? {} : { event }),
    },
  };
}
