/** The steps of a job, and their stages: what their output and their files ask for, and what became of them. */

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { parseCommand, parseFileCommand } from './commands.ts';
import type { Manifest, StepDefinition } from './definitions.ts';
import {
  at,
  evaluateText,
  evaluateTexts,
  type Mapping,
  mapping,
  type Scope,
  type Status,
  type Texts,
  toText,
} from './expressions.ts';
import type { Enclosing, JobState, Place } from './job-state.ts';
import type { ProcessResult } from './process.ts';
import type { Annotation, Played, Stage, StageResult } from './types.ts';

export class Step {
  readonly id: string;
  readonly place: string;
  /** What becomes of it in place of running; undefined if it runs. */
  readonly played: Played | undefined;
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
  /** The defaults of the action's inputs in its first stage, which Gitea keeps. */
  readonly defaults: Record<string, string> = {};
  readonly #condition: string;
  #name = '';

  /** @param around the place of the job, or of the step of the composite action */
  constructor({ id, key, condition, yaml }: StepDefinition, { setup }: JobState, around: string) {
    this.id = id;
    this.place = `${around}/${key}`;
    this.played = setup.machine.play?.(this.place, setup.matrix);
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

  /** Whether it does nothing but end as it is told to. */
  get isPlayed(): boolean {
    return this.played?.outcome !== undefined && this.played.outcome !== 'skipped';
  }

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

/** A stage that is running, or was skipped. */
export class StageRun implements Place, Enclosing {
  readonly job: JobState;
  readonly step: Step;
  readonly parent: StageRun | undefined;
  environment: Texts;
  inputs: Texts = {};
  readonly result: StageResult;

  constructor(job: JobState, step: Step, stage: Stage, parent: StageRun | undefined) {
    this.job = job;
    this.step = step;
    this.parent = parent;
    this.environment = parent?.environment ?? {};
    this.result = {
      job: job.setup.id,
      place: step.place,
      matrix: job.setup.matrix,
      step: job.masker.mask(step.name(stage, job.scope(this))),
      stepId: step.id.startsWith('__') ? undefined : step.id,
      action: step.action,
      stage,
      isPlayed: stage === 'main' && step.isPlayed,
      emptyExpressions: [],
      exitCode: null,
      signal: null,
      stdout: '',
      stderr: '',
      state: {},
      outputs: {},
      env: {},
      summary: '',
      files: {},
      log: '',
      outcome: 'skipped',
      duration: 0,
    };
    job.stages.push(this.result);
  }

  get stage(): Stage {
    return this.result.stage;
  }

  get status(): Status {
    return this.step.status;
  }

  get directory(): string {
    return this.step.manifest?.directory ?? '';
  }

  /** The step of the job that the stage belongs to: the step itself, or the outermost composite action. */
  get outermost(): Step {
    return this.parent === undefined ? this.step : this.parent.outermost;
  }

  get path(): string {
    return this.parent === undefined ? this.step.id : `${this.parent.path}.${this.step.id}`;
  }

  write(...lines: readonly string[]): void {
    for (const each of lines) {
      const line = this.job.masker.mask(each);
      this.result.log += `${line}\n`;
      this.job.log += `${line}\n`;
      this.job.setup.machine.onProgress?.({ kind: 'line', line });
    }
  }

  /** Adds an annotation, and writes it to the log. Source: AddIssue in ExecutionContext.cs. */
  annotate(level: Annotation['level'], message: string): void {
    const masked = this.job.masker.mask(message);
    this.write(`##[${level}]${masked}`);
    this.job.annotations.push({ level, message: masked, step: this.result.step });
  }

  /** Evaluates the inputs of the action for this stage, and says which ones the action does not have. */
  evaluateInputs(isJudged: boolean): void {
    const { emptyExpressions } = this.result;
    const { step } = this;
    const scope = this.job.scope(this);
    const inputs = evaluateTexts(step.yaml['with'], scope, emptyExpressions);
    const unexpected = new Set(Object.keys(inputs).map((name) => name.toLowerCase()));
    const known = mapping(step.manifest?.yaml['inputs']);
    for (const [name, input] of Object.entries(known)) {
      if (!unexpected.delete(name.toLowerCase())) {
        const kept = this.job.setup.machine.server === 'gitea' ? step.defaults[name] : undefined;
        inputs[name] = kept ?? evaluateText(at(input, 'default'), scope);
        step.defaults[name] ??= inputs[name];
      }
    }
    if (isJudged && unexpected.size > 0) {
      const [names, valid] = [[...unexpected], Object.keys(known)].map((each) => each.join("', '"));
      this.annotate('warning', `Unexpected input(s) '${names}', valid inputs are ['${valid}']`);
    }
    this.inputs = inputs;
  }

  end(ended: ProcessResult, isCancelled: boolean): void {
    Object.assign(this.result, ended);
    if (isCancelled) {
      this.annotate('error', 'The operation was canceled.');
      this.result.outcome = 'cancelled';
    } else if (this.exitStatus() !== 0) {
      this.result.outcome = 'failure';
    }
  }

  /** The exit code of its process; 128 plus the signal, as in a shell, if a signal ended it. */
  exitStatus(): number {
    const { exitCode, signal } = this.result;
    return signal === null ? (exitCode ?? 0) : 128 + constants.signals[signal];
  }

  /** Creates the files for GITHUB_ENV and so on. @returns their paths by `env`, `output` … */
  createFiles(): Record<string, string> {
    return Object.fromEntries(
      ['env', 'output', 'path', 'state', 'step_summary'].map((name) => {
        const file = join(this.job.setup.machine.temp, `${name}_${randomUUID()}`);
        writeFileSync(file, '');
        return [name, file] as const;
      }),
    );
  }

  /** Reads and applies those files. Source: FileCommandManager.cs. */
  readFiles(paths: Texts): void {
    const { result } = this;
    const { files } = result;
    for (const [name, file] of Object.entries(paths)) files[name] = existsSync(file) ? readFileSync(file, 'utf8') : '';
    for (const folder of files['path']?.match(/.+/g) ?? []) this.job.path.unshift(folder);
    const targets = { env: result.env, state: result.state, output: result.outputs };
    for (const [name, target] of Object.entries(targets)) {
      const { pairs, error } = parseFileCommand(files[name] ?? '');
      for (const [key, value] of pairs) {
        if (name === 'env' && key.toUpperCase() === 'NODE_OPTIONS') {
          this.annotate('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
        } else {
          target[key] = value;
        }
      }
      if (error !== undefined) {
        this.annotate('error', `Unable to process file command '${name}' successfully.`);
        this.annotate('error', error);
        result.outcome = result.outcome === 'cancelled' ? 'cancelled' : 'failure';
      }
    }
    Object.assign(this.job.environment, result.env);
    result.summary = this.job.masker.mask(files['step_summary'] ?? '');
  }

  /** Handles a line of the process's output: obeys a command, without an echo, or writes the line to the log. */
  takeLine(line: string): void {
    const { name, data = '' } = parseCommand(line) ?? {};
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.annotate(name, data);
        break;
      case 'group':
      case 'endgroup':
        this.write(`##[${name}]${data}`);
        break;
      case 'add-mask':
        this.job.masker.add(data);
        break;
      case 'debug':
        break;
      default:
        this.write(line);
    }
  }
}

export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The first line of a text, without leading white space. */
export function firstLine(text: string): string {
  return text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}
