/** The steps of a job, and their stages: what their output and their files ask for, and what became of them. */

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { type Command, parseCommand, parseFileCommand } from './commands.ts';
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

const maximalSummary = 1024 * 1024;
const maximalAnnotations = 10;
const maximalMessage = 4096;

/** A step of a running job. */
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

/** A stage that is running, or was skipped. */
export class StageRun implements Place, Enclosing {
  readonly job: JobState;
  readonly step: Step;
  readonly parent: StageRun | undefined;
  environment: Texts;
  /** The inputs of its action. */
  inputs: Texts = {};
  readonly result: StageResult;
  // A composite action shares it with its steps.
  readonly #annotations: Record<Annotation['level'], number>;
  // The line that ends `stop-commands`, in lower case.
  #resume: string | undefined;
  #commandFailed = false;

  constructor(job: JobState, step: Step, stage: Stage, parent: StageRun | undefined) {
    this.job = job;
    this.step = step;
    this.parent = parent;
    this.environment = parent?.environment ?? {};
    this.#annotations = parent === undefined ? { error: 0, warning: 0, notice: 0 } : parent.#annotations;
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
    const masked = this.job.masker.mask(message).slice(0, maximalMessage);
    this.write(`##[${level}]${masked}`);
    if (this.#annotations[level] < maximalAnnotations) {
      this.#annotations[level]++;
      this.job.annotations.push({ level, message: masked, step: this.result.step });
    }
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

  /** Sets the outcome after the process has ended. */
  end(ended: ProcessResult, isCancelled: boolean): void {
    Object.assign(this.result, ended);
    if (isCancelled) {
      this.annotate('error', 'The operation was canceled.');
      this.result.outcome = 'cancelled';
    } else if (this.exitStatus() !== 0 || this.#commandFailed) {
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
    for (const [name, file] of Object.entries(paths)) {
      files[name] = existsSync(file) ? readFileSync(file, 'utf8') : '';
    }
    for (const folder of files['path']?.split(/\r?\n/) ?? []) {
      if (folder !== '') this.job.path.unshift(folder);
    }
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
    this.#summarize(files['step_summary'] ?? '');
  }

  /**
   * Handles a line of the process's output: executes a command, or writes the line to the log. Source:
   * ActionCommandManager.cs. Unlike GitHub's, the runner does not echo commands.
   */
  takeLine(line: string): void {
    const command = parseCommand(line);
    if (command === undefined || this.#resume !== undefined) {
      this.write(line);
      if (line.trimStart().toLowerCase() === this.#resume) {
        this.#resume = undefined;
      }
      return;
    }
    try {
      this.#obey(command, line);
    } catch (error) {
      this.annotate('error', `Unable to process command '${line}' successfully.`);
      this.annotate('error', toMessage(error));
      this.#commandFailed = true;
    }
  }

  #obey({ name, data, properties }: Command, line: string): void {
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.annotate(name, data);
        break;
      case 'debug':
        if (this.job.setup.machine.debug) {
          this.write(...data.split(/\r?\n/).map((text) => `##[debug]${text}`));
        }
        break;
      case 'group':
        this.write(`##[group]${data}`);
        break;
      case 'endgroup':
        this.write('##[endgroup]');
        break;
      case 'add-mask':
        this.job.masker.add(data);
        break;
      case 'stop-commands':
        this.#resume = `::${data.toLowerCase()}::`;
        this.write(line);
        break;
      case 'save-state':
      case 'set-output':
        this.annotate('warning', `The \`${name}\` command is deprecated and will be disabled soon.`);
        this.result[name === 'save-state' ? 'state' : 'outputs'][properties['name'] ?? ''] = data;
        break;
      case 'add-path':
      case 'set-env':
        throw new Error(`The \`${name}\` command is disabled.`);
    }
  }

  #summarize(summary: string): void {
    const size = Buffer.byteLength(summary);
    if (size > maximalSummary) {
      const kilobytes = Math.floor(size / 1024);
      this.annotate(
        'error',
        `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${kilobytes}k.`,
      );
    } else {
      this.result.summary = this.job.masker.mask(summary);
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

/** Formats names and values as lines under a title. Returns no line if there are none. */
export function describe(title: string, values: Texts): string[] {
  const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length === 0 ? [] : [title, ...lines];
}
