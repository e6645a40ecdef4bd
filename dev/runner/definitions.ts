/** Reads workflow and action files, and checks them with GitHub's schemas. */

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
// Not from the package's index, because that imports JSON without `with { type: 'json' }`, which Node rejects.
import { convertJobs } from '@actions/workflow-parser/model/converter/jobs';
import { convertSteps } from '@actions/workflow-parser/model/converter/steps';
import type { Step } from '@actions/workflow-parser/model/workflow-template';
import { JSONObjectReader } from '@actions/workflow-parser/templates/json-object-reader';
import { TemplateSchema } from '@actions/workflow-parser/templates/schema/index';
import { TemplateContext, TemplateValidationErrors } from '@actions/workflow-parser/templates/template-context';
import { readTemplate } from '@actions/workflow-parser/templates/template-reader';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import { YamlObjectReader } from '@actions/workflow-parser/workflows/yaml-object-reader';
import { parse } from 'yaml';
import { at, isMapping, type Mapping, mapping, mapValues, toText, type Value } from './expressions.ts';

// IDs, needs and conditions come from GitHub's parser, the rest from the YAML: for a multi-line text with an
// expression the parser keeps the source, with its quotes and indentation.

export interface Workflow {
  readonly file: string;
  readonly yaml: Mapping;
  /** The events in `on:` with what the file says of each, in the order of the file. */
  readonly events: Mapping;
  readonly jobs: readonly JobDefinition[];
}

export interface StepDefinition {
  /** A step's starts with two underscores if it is not in the file. */
  readonly id: string;
  /** The last part of its place: a job's ID, a step's number from 1. */
  readonly key: string;
  /** Without its `${{ }}`, and with a status function. */
  readonly condition: string;
  readonly yaml: Mapping;
}

/** A job of a workflow file: it has steps or calls another workflow. */
export interface JobDefinition extends StepDefinition {
  readonly needs: readonly string[];
  readonly steps: readonly StepDefinition[];
}

export interface Manifest {
  readonly directory: string;
  readonly yaml: Mapping;
  readonly steps: readonly StepDefinition[];
}

/**
 * Reads a workflow file.
 * @throws Error with all messages of GitHub's parser
 */
export function readWorkflow(file: string): Workflow {
  const { context, root, yaml } = readFile(file, 'workflow', 'workflow-root-strict');
  const jobs = root.find('jobs');
  const converted = jobs === undefined ? [] : convertJobs(context, jobs);
  refuseErrors(context);
  const on = yaml['on'] ?? null;
  return {
    file,
    yaml,
    events: isMapping(on) ? on : Object.fromEntries([on].flat().map((name) => [toText(name), null])),
    jobs: converted.map((job) => {
      const id = job.id.value;
      const source = mapping(at(yaml, 'jobs', id));
      return {
        id,
        key: id,
        needs: (job.needs ?? []).map((need) => need.value),
        condition: job.if.expression,
        steps: 'steps' in job ? readSteps(job.steps, source['steps']) : [],
        yaml: source,
      };
    }),
  };
}

/** The inputs of an event of a workflow, `workflow_dispatch` or `workflow_call`, by name. */
export function inputsOf({ events }: Workflow, event: string): Record<string, Mapping> {
  return mapValues(mapping(at(events, event, 'inputs')), mapping);
}

/**
 * Where the local action or workflow is that a file `uses`: in the repository, or beside the file, as with our
 * examples. The path in the repository if it is in neither.
 */
export function locate(uses: string, root: string, file: string): string {
  const wanted = resolve(root, uses);
  const beside = [basename(uses), basename(file, '.yml')].map((name) => join(dirname(file), name));
  return [wanted, ...beside].find((path) => existsSync(path)) ?? wanted;
}

/**
 * Reads the `action.yml` or `action.yaml` of a folder.
 * @throws Error if there is none, or with all messages of GitHub's parser
 */
export function readManifest(directory: string): Manifest {
  const files = ['action.yml', 'action.yaml'].map((name) => join(directory, name));
  const file = files.find((path) => existsSync(path));
  if (file === undefined) {
    throw new Error(
      `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${directory}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const { context, root, yaml } = readFile(file, 'action', 'action-root');
  const steps = root.find('runs')?.assertMapping('runs').find('steps');
  const converted = steps === undefined ? [] : convertSteps(context, steps);
  refuseErrors(context);
  return { directory, yaml, steps: readSteps(converted, at(yaml, 'runs', 'steps')) };
}

function readSteps(converted: readonly Step[], source: Value | undefined): StepDefinition[] {
  return converted.map((step, index) => ({
    id: step.id,
    key: String(index + 1),
    condition: step.if?.expression ?? 'success()',
    yaml: mapping(Array.isArray(source) ? source[index] : null),
  }));
}

const schemas = { workflow: loadSchema('workflow'), action: loadSchema('action') };

function loadSchema(kind: string): TemplateSchema {
  const file = `../../node_modules/@actions/workflow-parser/dist/${kind}-v1.0.min.json`;
  const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
  return TemplateSchema.load(new JSONObjectReader(undefined, text));
}

function readFile(file: string, kind: keyof typeof schemas, definition: string) {
  const text = readFileSync(file, 'utf8');
  const trace = new NoOperationTraceWriter();
  const context = new TemplateContext(new TemplateValidationErrors(), schemas[kind], trace);
  const id = context.getFileId(file);
  const reader = new YamlObjectReader(id, text);
  // Only the first, because the others tend to follow from it.
  for (const error of reader.errors.slice(0, 1)) context.error(id, error.message, error.range);
  refuseErrors(context);
  const root = readTemplate(context, definition, reader, id);
  refuseErrors(context);
  const yaml: unknown = parse(text);
  if (root === undefined || !isMapping(yaml)) throw new Error(`${file} is empty.`);
  return { context, root: root.assertMapping(file), yaml };
}

function refuseErrors(context: TemplateContext): void {
  const errors = context.errors.getErrors();
  if (errors.length > 0) throw new Error(errors.map((error) => error.message).join('\n'));
}
