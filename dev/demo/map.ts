/** What a workflow file is made of: its jobs and steps, and what the inputs and conditions of ours depend on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type JobDefinition,
  locate,
  readManifest,
  readWorkflow,
  type StepDefinition,
  type Workflow,
} from '../runner/definitions.ts';
import { at, expressionsIn, type Mapping, mapping, toText, type Value } from '../runner/expressions.ts';

/** A job, or a step of a job or of a composite action. */
export interface Node {
  /** As the runner names it when it asks what to play: `deploy/` is a job, `deploy/3` a step. */
  readonly place: string;
  /** What the options may call it, the shortest first. */
  readonly names: readonly string[];
  /** The job, or the composite action's step, that it is in; the calling job for a job of a called workflow. */
  readonly parent: Node | undefined;
  readonly workflow: Workflow;
  readonly definition: StepDefinition | JobDefinition;
  readonly isJob: boolean;
  /** Whether it is one of our two actions. */
  readonly isOurs: boolean;
  /** The steps of a job, the jobs of a called workflow, or the steps of a composite action in which ours is found. */
  readonly children: Node[];
  /** The nodes that it is a child among. */
  readonly siblings: readonly Node[];
  /** The outputs of a job, and the inputs and outputs of the called workflow or composite action. */
  readonly inputs: Mapping;
  readonly outputs: Mapping;
}

const NAME = 'datadog-dora-deployment';
const OURS = new RegExp(`^[^/]+/${NAME}(/change-failure)?@`);

/** All jobs and steps, in the order of the file. @throws Error in words if a file that uses ours is wrong */
export function nodesOf(workflow: Workflow, root: string): Node[] {
  const all: Node[] = [];

  function add(node: Omit<Node, 'children' | 'inputs' | 'outputs'>): Node {
    const added = { ...node, children: [], inputs: {}, outputs: mapping(node.definition.yaml['outputs']) };
    all.push(added);
    return added;
  }

  /** Adds what is in the action or workflow that a node uses, if ours is found there. */
  function open(node: Node, files: readonly string[], addChildren: () => Value | undefined): Node {
    const count = all.length;
    try {
      const interfaces = files.some((file) => existsSync(file)) ? mapping(addChildren()) : {};
      const { inputs = null, outputs = null } = interfaces;
      if (holdsOurs(node)) return Object.assign(node, { inputs: mapping(inputs), outputs: mapping(outputs) });
    } catch (error) {
      const isOfOurs = (file: string) => existsSync(file) && readFileSync(file, 'utf8').includes(NAME);
      if (files.some(isOfOurs)) throw error;
    }
    all.length = count;
    node.children.length = 0;
    return node;
  }

  /** @param jobs the IDs of the callers and of its job @param steps what precedes its name in a composite action */
  function addStep(definition: StepDefinition, parent: Node, jobs: readonly string[], steps: string): Node {
    const { id, key, yaml } = definition;
    const label = id.startsWith('__') ? toText(yaml['name']).trim() || key : id;
    const names = [label, key].flatMap((each) => ['', ...pathsOf(jobs)].map((path) => `${path}${steps}${each}`));
    const uses = toText(yaml['uses']);
    const { workflow: from, isJob, children: siblings } = parent;
    const place = `${parent.place}${isJob ? '' : '/'}${key}`;
    const isOurs = OURS.test(uses);
    const node = add({
      place,
      names,
      parent,
      workflow: from,
      definition,
      isJob: false,
      isOurs,
      siblings,
    });
    if (!/^[.$]\//.test(uses)) return node;
    const directory = locate(uses.replace(/^\$\//, './'), root, workflow.file);
    return open(
      node,
      ['action.yml', 'action.yaml'].map((file) => join(directory, file)),
      () => {
        const manifest = readManifest(directory);
        for (const step of manifest.steps) node.children.push(addStep(step, node, jobs, `${steps}${label}/`));
        return manifest.yaml;
      },
    );
  }

  function addJob(definition: JobDefinition, from: Workflow, parent: Node | undefined, siblings: Node[]): void {
    const place = `${parent?.place ?? ''}${definition.id}/`;
    const jobs = place.split('/').slice(0, -1);
    const node = add({
      place,
      names: pathsOf(jobs),
      parent,
      workflow: from,
      definition,
      isJob: true,
      isOurs: false,
      siblings,
    });
    siblings.push(node);
    for (const step of definition.steps) node.children.push(addStep(step, node, jobs, ''));
    const uses = toText(definition.yaml['uses']);
    const file = locate(uses, root, workflow.file);
    if (!uses.startsWith('./')) return;
    open(node, [file], () => {
      const called = readWorkflow(file);
      for (const job of called.jobs) addJob(job, called, node, node.children);
      return called.events['workflow_call'];
    });
  }

  const jobs: Node[] = [];
  for (const job of workflow.jobs) addJob(job, workflow, undefined, jobs);
  return all;
}

/** `call/deploy/` and `deploy/`, the shortest first. */
function pathsOf(jobs: readonly string[]): string[] {
  return jobs.map((_, index) => `${jobs.slice(index).join('/')}/`).reverse();
}

/** Whether a node is one of our actions, or one of them is found in it. */
export function holdsOurs(node: Node): boolean {
  return node.isOurs || node.children.some(holdsOurs);
}

/** The job that a node is in, or the job itself. */
export function jobOf(node: Node): Node {
  return node.isJob || node.parent === undefined ? node : jobOf(node.parent);
}

/** The ID of a job in the result of a run. */
export function idOf({ place }: Node): string {
  return place.slice(0, -1).replaceAll('/', ' / ');
}

/** The shortest name that only this node has. */
export function shortName(node: Node, nodes: readonly Node[]): string {
  const isOnly = (name: string) => nodes.every((other) => other === node || !other.names.includes(name));
  return node.names.find(isOnly) ?? node.place;
}

/**
 * Finds what an option names: `[JOB/]STEP`, or `JOB/`. Every child of a matrix is meant, unless a job is `JOB[value]`.
 * @throws Error that lists the nodes that fit, or all of them if none does
 */
export function find(name: string, nodes: readonly Node[]): { readonly node: Node; readonly matrix?: string } {
  const [, job, values, rest] = /^([^[\]]+)\[([^\]]+)\](\/.*)$/.exec(name) ?? [];
  const named = nodes.filter(({ names }) => names.includes(name));
  const isChild = named.length === 0 && values !== undefined;
  const fitting = isChild ? nodes.filter(({ names }) => names.includes(`${job}${rest}`)) : named;
  const [node, ...more] = fitting;
  const listed = (which: readonly Node[]) => which.map((each) => `\n  ${shortName(each, nodes)}`).join('');
  if (node === undefined) throw new Error(`no step or job is named "${name}". These are:${listed(nodes)}`);
  if (more.length > 0) throw new Error(`"${name}" fits several:${listed(fitting)}`);
  return isChild ? { node, matrix: values.replace(/\s*,\s*/g, ', ') } : { node };
}

/** What an expression depends on in the end. */
export type Source =
  | { readonly kind: 'result'; readonly node: Node; readonly name: '' }
  | { readonly kind: 'output'; readonly node: Node; readonly name: string }
  /** A variable that a step of this job puts into GITHUB_ENV. */
  | { readonly kind: 'env'; readonly node: Node; readonly name: string }
  /** `unknown` is a step or a job that is not in the file. */
  | { readonly kind: 'var' | 'input' | 'event' | 'unknown'; readonly name: string };

/** The contexts and their keys in an expression: `steps.build.outputs.version` → [steps, build, outputs, version]. */
function references(expression: string): string[][] {
  const plain = expression.replace(/\[\s*'([\w-]+)'\s*\]/g, '.$1').replace(/'(?:[^']|'')*'/g, "''");
  const paths = plain.match(/\b(?:steps|needs|jobs|env|inputs|matrix|vars|github)(?:\.(?:[\w-]+|\*))+/g) ?? [];
  return paths.map((path) => path.split('.'));
}

/**
 * What an expression depends on: directly, or through outputs of a job or of a composite action, `env:`, inputs of a
 * called workflow, and the matrix.
 * @param expression without its `${{ }}`
 * @param from the node that it is in; for the outputs of a job, that job
 */
export function sourcesOf(expression: string, from: Node, depth = 0): Source[] {
  // A variable may be made of the outer one of the same name.
  if (depth > 9) return [];
  const job = jobOf(from);
  /** What the expressions in a value depend on. */
  const through = (value: Value | undefined, where: Node) =>
    expressionsIn(value).flatMap((each) => sourcesOf(each, where, depth + 1));
  const ofOutput = (node: Node, name: string): Source[] => {
    const [first] = node.children;
    if (node.isOurs) return [];
    if (first === undefined) return [{ kind: 'output', node, name }];
    return through(node.outputs[name], node.isJob && !first.isJob ? node : first);
  };
  return references(expression).flatMap(([context = '', name = '', what = '', key = '']): Source[] => {
    const named = (nodes: readonly Node[]): Source[] => {
      const found = nodes.filter(({ definition: { id } }) => id === name || name === '*');
      if (found.length === 0) return [{ kind: 'unknown', name: `${context}.${name}` }];
      return found.flatMap((node): Source[] => {
        if (what === 'outputs') return ofOutput(node, key);
        return !node.isJob && holdsOurs(node) ? [] : [{ kind: 'result', node, name: '' }];
      });
    };
    switch (context) {
      case 'steps':
        return named(from.isJob ? from.children : from.siblings);
      case 'needs':
      case 'jobs':
        return named(job.siblings);
      case 'matrix':
        return through(job.definition.yaml['strategy'], job);
      case 'vars':
        return [{ kind: 'var', name }];
      case 'env': {
        const path = pathTo(from);
        const owner = path.find(({ definition }) => at(definition.yaml, 'env', name) !== null);
        const value = at(owner?.definition.yaml ?? job.workflow.yaml, 'env', name);
        return value === null ? [{ kind: 'env', node: job, name }] : through(value, owner ?? job);
      }
      case 'inputs': {
        const caller = from.isJob || from.parent?.isJob ? job.parent : from.parent;
        if (caller === undefined) return [{ kind: 'input', name }];
        const given = at(caller.definition.yaml, 'with', name);
        return given === null ? through(caller.inputs[name], from) : through(given, caller);
      }
      default:
        return name === 'event' ? [{ kind: 'event', name: [context, name, what, key].join('.') }] : [];
    }
  });
}

/** A node and those that it is in, up to its job. */
function pathTo(node: Node): Node[] {
  return node.isJob || node.parent === undefined ? [node] : [node, ...pathTo(node.parent)];
}

/** The conditions on which one of ours depends: its own, and those of all that it is in. */
export function conditionsOf(node: Node | undefined): { readonly text: string; readonly node: Node }[] {
  if (node === undefined) return [];
  return [{ text: node.definition.condition, node }, ...conditionsOf(node.parent)];
}
