/** Reads workflow and action files into plain data, and checks them with GitHub's schemas. */

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
// Not from the package's index, because that imports JSON without `with { type: 'json' }`, which Node rejects.
import { convertJobs } from '@actions/workflow-parser/model/converter/jobs';
import { convertSteps } from '@actions/workflow-parser/model/converter/steps';
import { isJob } from '@actions/workflow-parser/model/type-guards';
import type { Step } from '@actions/workflow-parser/model/workflow-template';
import { JSONObjectReader } from '@actions/workflow-parser/templates/json-object-reader';
import { TemplateSchema } from '@actions/workflow-parser/templates/schema/index';
import {
  TemplateContext,
  TemplateValidationErrors,
} from '@actions/workflow-parser/templates/template-context';
import { readTemplate } from '@actions/workflow-parser/templates/template-reader';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import { YamlObjectReader } from '@actions/workflow-parser/workflows/yaml-object-reader';
import { parse } from 'yaml';
import { isMapping, toText, type Value } from './expressions.ts';

/** A workflow file needs something that this runner does not support. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}

/** A workflow file. */
export interface Workflow {
  readonly file: string;
  readonly name: string;
  /** The events in `on:` with what the file says of each, in the order of the file. */
  readonly events: Readonly<Record<string, Value>>;
  readonly env: Value;
  readonly defaults: Value;
  /** The inputs of `workflow_dispatch` and of `workflow_call`. */
  readonly inputs: { readonly dispatch: WorkflowInputs; readonly call: WorkflowInputs };
  /** The outputs of `workflow_call`: expressions by name. */
  readonly outputs: Readonly<Record<string, Value>>;
  readonly jobs: readonly Job[];
}

/** Inputs by name. A default may have expressions. */
export type WorkflowInputs = Readonly<
  Record<string, { readonly type: string; readonly required: boolean; readonly default: Value }>
>;

/** A job of a workflow file: it has steps or calls another workflow. */
export interface Job {
  readonly id: string;
  readonly name: Value;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly env: Value;
  readonly defaults: Value;
  readonly matrix: Value;
  readonly outputs: Value;
  readonly timeoutMinutes: Value;
  readonly continueOnError: Value;
  readonly steps: readonly StepDefinition[];
  readonly call?: { readonly workflow: string; readonly with: Value; readonly secrets: Value };
}

/** A step of a job or of a composite action. An ID that is not in the file starts with two underscores. */
export type StepDefinition = StepProperties & (ScriptDefinition | UsesDefinition);

interface StepProperties {
  readonly id: string;
  readonly name: Value;
  readonly condition: string;
  readonly env: Value;
  readonly continueOnError: Value;
}

interface ScriptDefinition {
  readonly kind: 'script';
  readonly script: Value;
  readonly shell: Value;
  readonly workingDirectory: Value;
}

interface UsesDefinition {
  readonly kind: 'uses';
  /** As written: `./path`, `$/path` or `owner/name[/path]@ref`. */
  readonly action: string;
  readonly with: Value;
}

/** The contents of an `action.yml`. */
export interface Manifest {
  readonly directory: string;
  readonly inputs: Readonly<Record<string, { readonly default: Value }>>;
  /** The outputs of a composite action: expressions by name. */
  readonly outputs: Readonly<Record<string, Value>>;
  readonly runs: /** The runner does not support the action and skips it. */
    | { readonly kind: 'skipped'; readonly reason: string }
    | { readonly kind: 'composite'; readonly steps: readonly StepDefinition[] }
    | {
        readonly kind: 'node';
        readonly main: string;
        readonly pre?: string;
        readonly post?: string;
        readonly preCondition: string;
        readonly postCondition: string;
      };
}

/**
 * Reads a workflow file.
 * @param ignoresContainers whether a job with a container or services runs without them
 * @throws Error with all messages of GitHub's parser; UnsupportedError for containers and services
 */
export function readWorkflow(file: string, ignoresContainers = false): Workflow {
  const { context, root, value } = readFile(file, 'workflow', 'workflow-root-strict');
  const jobsToken = root.find('jobs');
  const converted = jobsToken === undefined ? [] : convertJobs(context, jobsToken);
  refuseErrors(context);
  const on = value['on'] ?? null;
  const events = isMapping(on) ? on : Object.fromEntries([on].flat().map((name) => [toText(name), null]));
  const inputsOf = (event: string) =>
    mapValues(mapping(mapping(events[event])['inputs']), (input) => ({
      type: toText(mapping(input)['type'] ?? 'string'),
      required: mapping(input)['required'] === true,
      default: mapping(input)['default'] ?? null,
    }));
  return {
    file,
    name: value['name'] === undefined ? `.github/workflows/${basename(file)}` : toText(value['name']),
    events,
    env: value['env'] ?? null,
    defaults: mapping(value['defaults'])['run'] ?? null,
    inputs: { dispatch: inputsOf('workflow_dispatch'), call: inputsOf('workflow_call') },
    outputs: mapValues(
      mapping(mapping(events['workflow_call'])['outputs']),
      (output) => mapping(output)['value'] ?? null,
    ),
    jobs: converted.map((job): Job => {
      const id = job.id.value;
      const source = mapping(mapping(value['jobs'])[id]);
      for (const key of ['container', 'services']) {
        if (source[key] !== undefined && !ignoresContainers) {
          throw new UnsupportedError(
            `${file}, job ${id}: \`${key}\` is not supported, jobs run on this machine.`,
          );
        }
      }
      return {
        id,
        name: source['name'] ?? null,
        needs: (job.needs ?? []).map((need) => need.value),
        condition: job.if.expression,
        env: source['env'] ?? null,
        defaults: mapping(source['defaults'])['run'] ?? null,
        matrix: mapping(source['strategy'])['matrix'] ?? null,
        outputs: source['outputs'] ?? null,
        timeoutMinutes: source['timeout-minutes'] ?? null,
        continueOnError: source['continue-on-error'] ?? null,
        steps: isJob(job) ? readSteps(`${file}, job ${id}`, job.steps, source['steps']) : [],
        ...(isJob(job)
          ? {}
          : {
              call: {
                workflow: job.ref.value,
                with: source['with'] ?? null,
                secrets: source['secrets'] ?? null,
              },
            }),
      };
    }),
  };
}

/**
 * Reads the `action.yml` or `action.yaml` of a folder.
 * @throws Error if there is none, or with all messages of GitHub's parser; UnsupportedError if the action is neither
 *   JavaScript nor composite
 */
export function readManifest(directory: string): Manifest {
  const file = ['action.yml', 'action.yaml']
    .map((name) => join(directory, name))
    .find((path) => existsSync(path));
  if (file === undefined) {
    throw new Error(
      `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${directory}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const { context, root, value } = readFile(file, 'action', 'action-root');
  const runs = mapping(value['runs']);
  const using = toText(runs['using']);
  const definition = {
    directory,
    inputs: mapValues(mapping(value['inputs']), (input) => ({ default: mapping(input)['default'] ?? null })),
    outputs: mapValues(mapping(value['outputs']), (output) => mapping(output)['value'] ?? null),
  };
  if (using === 'composite') {
    const steps = root.find('runs')?.assertMapping('runs').find('steps');
    const converted = steps === undefined ? [] : convertSteps(context, steps);
    refuseErrors(context);
    return { ...definition, runs: { kind: 'composite', steps: readSteps(file, converted, runs['steps']) } };
  }
  if (!/^node\d+$/.test(using)) {
    throw new UnsupportedError(
      `${file}: \`using: ${using}\` is not supported, only JavaScript (node24, …) and composite actions are.`,
    );
  }
  return {
    ...definition,
    runs: {
      kind: 'node',
      main: toText(runs['main']),
      ...(runs['pre'] === undefined ? {} : { pre: toText(runs['pre']) }),
      ...(runs['post'] === undefined ? {} : { post: toText(runs['post']) }),
      preCondition: toText(runs['pre-if'] ?? 'always()'),
      postCondition: toText(runs['post-if'] ?? 'always()'),
    },
  };
}

/** The value if it is a mapping, else an empty mapping. */
export function mapping(value: Value | undefined): Record<string, Value> {
  return isMapping(value) ? value : {};
}

/** Converts each value of a mapping. */
export function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]));
}

// IDs and conditions come from GitHub's parser, the rest from the YAML: for a multi-line text with an expression the
// parser keeps the source, with its quotes and indentation.
function readSteps(where: string, converted: readonly Step[], source: Value | undefined): StepDefinition[] {
  return converted.map((step, index) => {
    const values = mapping(Array.isArray(source) ? source[index] : null);
    const properties: StepProperties = {
      id: step.id,
      name: values['name'] ?? null,
      condition: step.if?.expression ?? 'success()',
      env: values['env'] ?? null,
      continueOnError: values['continue-on-error'] ?? null,
    };
    if ('run' in step) {
      return {
        ...properties,
        kind: 'script',
        script: values['run'] ?? null,
        shell: values['shell'] ?? null,
        workingDirectory: values['working-directory'] ?? null,
      };
    }
    const action = toText(values['uses']);
    if (!/^([.$][/\\]|docker:\/\/|[^/@:]+\/[^@:]+@[^@]+$)/.test(action)) {
      throw new UnsupportedError(
        `${where}, step ${index + 1}: \`uses: ${action}\` is not supported, only ./path, $/path, owner/name@ref and docker://image are.`,
      );
    }
    return { ...properties, kind: 'uses', action, with: values['with'] ?? null };
  });
}

const schemas = new Map<string, TemplateSchema>();

function readSchema(name: 'workflow' | 'action'): TemplateSchema {
  const known = schemas.get(name);
  if (known !== undefined) {
    return known;
  }
  const file = `../../node_modules/@actions/workflow-parser/dist/${name}-v1.0.min.json`;
  const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
  const schema = TemplateSchema.load(new JSONObjectReader(undefined, text));
  schemas.set(name, schema);
  return schema;
}

function readFile(
  file: string,
  schema: 'workflow' | 'action',
  definition: string,
): { context: TemplateContext; root: MappingToken; value: Record<string, Value> } {
  const text = readFileSync(file, 'utf8');
  const context = new TemplateContext(
    new TemplateValidationErrors(),
    readSchema(schema),
    new NoOperationTraceWriter(),
  );
  const id = context.getFileId(file);
  const reader = new YamlObjectReader(id, text);
  // Only the first, because the others tend to follow from it.
  for (const error of reader.errors.slice(0, 1)) {
    context.error(id, error.message, error.range);
  }
  refuseErrors(context);
  const token = readTemplate(context, definition, reader, id);
  refuseErrors(context);
  const value: unknown = parse(text);
  if (token === undefined || !isMapping(value)) {
    throw new Error(`${file} is empty.`);
  }
  return { context, root: token.assertMapping(file), value };
}

function refuseErrors(context: TemplateContext): void {
  const errors = context.errors.getErrors();
  if (errors.length > 0) {
    throw new Error(errors.map((error) => error.message).join('\n'));
  }
}
