/** A step of a job, and where it stands. */

import type { Manifest, StepDefinition } from './definitions.ts';
import { evaluateText, type Scope, type Status, toText, type Value } from './expressions.ts';
import type { Stage } from './stage-run.ts';

/** A step of this job, with what becomes of it. */
export interface Step {
  readonly definition: StepDefinition;
  readonly isLocal: boolean;
  name: string;
  /** Of an action: read before the job where it is a remote one, at its main where it is a local one. */
  manifest?: Manifest;
  /** Of a composite action. */
  children: Step[];
  /** Of a composite action: how its mains fared. */
  status: Status;
  /** Of a composite action: what runs in its pre. */
  readonly pres: Step[];
  /** Of a composite action: what may run in its post, in that order. */
  readonly posts: Step[];
  readonly state: Record<string, string>;
  /** Of an action's inputs: their defaults as its first stage saw them. */
  readonly defaults: Record<string, string>;
  /** Once its post is registered. */
  postCondition?: string;
}

/** Where a step stands: in the job itself or in a composite action. */
export interface Frame {
  /** Absent in the job itself. */
  readonly outermost?: Step;
  /** The name of the `steps` context: empty for the job's own. */
  readonly scope: string;
  readonly inputs: Value;
  /** The `env:` of the composite steps around, and in the end of the step itself. */
  readonly environment: Readonly<Record<string, string>>;
  readonly actionPath?: string;
  /** What `success()` and `failure()` look at. */
  readonly status: () => Status;
  /** In a composite action: how its own mains fare. */
  readonly statusOfMains?: () => Status;
}

/** A step of which nothing has run. */
export function createStep(definition: StepDefinition): Step {
  const isLocal = definition.kind === 'uses' && definition.action.startsWith('.');
  return {
    definition,
    isLocal,
    name: '',
    children: [],
    status: 'success',
    pres: [],
    posts: [],
    state: {},
    defaults: {},
  };
}

/** Whether a step's action, once it is loaded, has a pre. */
export function hasPre(step: Step): boolean {
  const runs = step.manifest?.runs;
  return runs?.kind === 'node' ? runs.pre !== undefined : step.pres.length > 0;
}

/** Whether a step's action, once it is loaded, has a post. */
export function hasPost(step: Step): boolean {
  const runs = step.manifest?.runs;
  return runs?.kind === 'node' ? runs.post !== undefined : step.posts.length > 0;
}

/** What a step `uses`. */
export function usedAction(step: Step): string | undefined {
  return step.definition.kind === 'uses' ? step.definition.action : undefined;
}

/** The condition of a step's stage. */
export function stageCondition(step: Step, stage: Stage): string {
  const runs = step.manifest?.runs;
  const conditions = {
    pre: runs?.kind === 'node' ? runs.preCondition : 'always()',
    main: step.definition.condition,
    post: step.postCondition ?? 'always()',
  };
  return conditions[stage];
}

/** A stage's name, as GitHub shows it. A post goes by the name that its main, else its pre, had. */
export function displayName(step: Step, stage: Stage, scope: Scope): string {
  const { definition } = step;
  if (stage !== 'post') {
    const prefix = definition.name === null ? 'Run ' : '';
    const text = definition.name ?? (definition.kind === 'script' ? definition.script : definition.action);
    try {
      step.name = prefix + firstLine(evaluateText(text, scope));
    } catch {
      step.name = prefix + firstLine(toText(text));
    }
  }
  return { pre: `Pre ${step.name}`, main: step.name, post: `Post ${step.name}` }[stage];
}

/** The first line of a text that is not blank before it. */
export function firstLine(text: string): string {
  return text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

/** What the stages before left, as variables. */
export function stateVariables(step: Step): Record<string, string> {
  return Object.fromEntries(Object.entries(step.state).map(([name, value]) => [`STATE_${name}`, value]));
}

/** Names and values as lines under a title; nothing where there are none. */
export function describe(title: string, values: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length === 0 ? [] : [title, ...lines];
}
