/** A step of a running job. */

import type { Manifest, StepDefinition } from './definitions.ts';
import {
  at,
  evaluateText,
  type Mapping,
  type Scope,
  type Status,
  type Texts,
  toText,
} from './expressions.ts';
import type { Stage } from './types.ts';

/** A step of a running job. */
export class Step {
  readonly id: string;
  readonly yaml: Mapping;
  /** What the step `uses`: `./path`, `$/path` or `owner/name[/path]@ref`; undefined for a script. */
  readonly action: string | undefined;
  readonly isLocal: boolean;
  /** Set once its action is loaded: a remote one before the job, a local one in its main. */
  manifest: Manifest | undefined;
  /** The steps of a composite action; those that run in its pre; and those that may run in its post, in this order. */
  children: Step[] = [];
  readonly pres: Step[] = [];
  readonly posts: Step[] = [];
  /** The status of a composite action's mains so far. */
  status: Status = 'success';
  isPostRegistered = false;
  readonly state: Record<string, string> = {};
  /** The defaults of the action's inputs in its first stage. */
  readonly defaults: Record<string, string> = {};
  readonly #condition: string;
  #name = '';

  constructor({ id, condition, yaml }: StepDefinition) {
    this.id = id;
    this.yaml = yaml;
    this.action = yaml['uses'] === undefined ? undefined : toText(yaml['uses']);
    this.isLocal = this.action?.startsWith('.') ?? false;
    this.#condition = condition;
  }

  /** What `runs` of the loaded action has under a key; empty if it has none. */
  runs(key: string): string {
    return toText(at(this.manifest?.yaml, 'runs', key));
  }

  /** Whether the loaded action has a pre or a post. */
  has(stage: 'pre' | 'post'): boolean {
    return this.runs(stage) !== '' || { pre: this.pres, post: this.posts }[stage].length > 0;
  }

  /** The state of the earlier stages as variables. */
  stateVariables(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.state).map(([name, value]) => [`STATE_${name}`, value]));
  }

  condition(stage: Stage): string {
    return stage === 'main' ? this.#condition : this.runs(`${stage}-if`) || 'always()';
  }

  /** A stage's name as GitHub shows it. A post has the name of its main, or of its pre if main did not run. */
  name(stage: Stage, scope: Scope): string {
    if (stage !== 'post') {
      const { name = null, run = null, uses = run } = this.yaml;
      const prefix = name === null ? 'Run ' : '';
      const written = name ?? uses;
      try {
        this.#name = prefix + firstLine(evaluateText(written, scope));
      } catch {
        this.#name = prefix + firstLine(toText(written));
      }
    }
    return { pre: `Pre ${this.#name}`, main: this.#name, post: `Post ${this.#name}` }[stage];
  }
}

/** The first line of a text, without leading white space. */
export function firstLine(text: string): string {
  return text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

/** Formats names and values as lines under a title. Returns no line if there are none. */
export function describe(title: string, values: Texts): string[] {
  const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length === 0 ? [] : [title, ...lines];
}
