/** A step of a job, and its place. */

import type { Manifest, StepDefinition } from './definitions.ts';
import { evaluateText, type Scope, type Status, toText, type Value } from './expressions.ts';
import type { Stage } from './stage-run.ts';

/** A step of a running job. */
export interface Step {
  readonly definition: StepDefinition;
  readonly isLocal: boolean;
  name: string;
  /** Set once its action is loaded: a remote one before the job, a local one in its main. */
  manifest?: Manifest;
  /** The steps of a composite action. */
  children: Step[];
  /** The status of a composite action after its mains. */
  status: Status;
  /** The steps that run in the pre of a composite action. */
  readonly pres: Step[];
  /** The steps that may run in the post of a composite action, in this order. */
  readonly posts: Step[];
  readonly state: Record<string, string>;
  /** The defaults of the action's inputs in its first stage. */
  readonly defaults: Record<string, string>;
  /** Set once its post is registered. */
  postCondition?: string;
}

/** The place of a step: in the job or in a composite action. */
export interface Frame {
  /** The outermost composite action; absent in the job. */
  readonly outermost?: Step;
  /** The name of the `steps` context; empty for that of the job. */
  readonly scope: string;
  readonly inputs: Value;
  /** The `env:` of the enclosing composite steps and, while it runs, of the step itself. */
  readonly environment: Readonly<Record<string, string>>;
  readonly actionPath?: string;
  /** The status that `success()` and `failure()` report. */
  readonly status: () => Status;
  /** In a composite action: the status of its own mains so far. */
  readonly statusOfMains?: () => Status;
}

/** Creates a step that has not run. */
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

/** Whether a step's action has a pre. The action must be loaded. */
export function hasPre(step: Step): boolean {
  const runs = step.manifest?.runs;
  return runs?.kind === 'node' ? runs.pre !== undefined : step.pres.length > 0;
}

/** Whether a step's action has a post. The action must be loaded. */
export function hasPost(step: Step): boolean {
  const runs = step.manifest?.runs;
  return runs?.kind === 'node' ? runs.post !== undefined : step.posts.length > 0;
}

/** The action that a step `uses`. */
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

/** A stage's name as GitHub shows it. A post has the name of its main, or of its pre if main did not run. */
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

/** The first line of a text, without leading white space. */
export function firstLine(text: string): string {
  return text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

/** The state of the earlier stages as variables. */
export function stateVariables(step: Step): Record<string, string> {
  return Object.fromEntries(Object.entries(step.state).map(([name, value]) => [`STATE_${name}`, value]));
}

/** Formats names and values as lines under a title. Returns no line if there are none. */
export function describe(title: string, values: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length === 0 ? [] : [title, ...lines];
}
