/** One job: its steps' stages, in the runner's order. Source: StepsRunner.cs, ActionRunner.cs, CompositeActionHandler.cs. */

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createMasker } from './commands.ts';
import {
  type Job,
  type Manifest,
  mapping,
  readManifest,
  type StepDefinition,
  UnsupportedError,
  type Workflow,
} from './definitions.ts';
import {
  evaluateCondition,
  evaluateText,
  evaluateTexts,
  hashFiles,
  type Scope,
  type Status,
  statusFunctions,
  toText,
  type Value,
} from './expressions.ts';
import { type Machine, runnerContext, shellCommand, stageVariables } from './machine.ts';
import { type RunningProcess, runProcess } from './process.ts';
import {
  type Annotation,
  type JobRecord,
  type Outcome,
  type OwnStage,
  type RunningStage,
  type Stage,
  type StageResult,
  StageRun,
  toMessage,
} from './stage.ts';

/** What became of a job. */
export interface JobResult {
  /** As in the file; `caller / called` for one of a reusable workflow. */
  readonly id: string;
  /** As GitHub shows it. */
  readonly name: string;
  readonly matrix: Readonly<Record<string, Value>>;
  readonly result: Outcome;
  readonly stages: readonly StageResult[];
  /** The log of all stages, as it can be downloaded from GitHub, without times. Masked. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  /** All stages' summaries. Masked. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A job that is ready to run. */
export interface JobSetup {
  readonly id: string;
  readonly name: string;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly machine: Machine;
  readonly secrets: Readonly<Record<string, string>>;
  readonly matrix: Readonly<Record<string, Value>> | null;
  /** `job.check_run_id`. */
  readonly checkRunId: number | null;
  /** `github`, `inputs`, `needs`, `strategy` and `vars`. */
  readonly contexts: Readonly<Record<string, Value>>;
  /** Cancels the run that the job is part of. */
  readonly cancelRun: () => void;
}

/** A step of this job, with what becomes of it. */
interface Step {
  readonly definition: StepDefinition;
  readonly isLocal: boolean;
  name: string;
  /** Of an action: read before the job where it is a remote one, at its main where it is a local one. */
  manifest?: Manifest;
  /** Of a composite action. */
  children: Step[];
  /** Of a composite action: what runs in its pre. */
  readonly pres: Step[];
  /** Of a composite action: what may run in its post, in that order. */
  readonly posts: Step[];
  readonly state: Record<string, string>;
  /** Once its post is registered. */
  postCondition?: string;
}

/** Where a step stands: in the job itself or in a composite action. */
interface Frame {
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
}

/** A job on its way. */
export class JobRun {
  readonly #setup: JobSetup;
  readonly #record: JobRecord;
  readonly #github: Record<string, Value>;
  readonly #runner: Readonly<Record<string, string>>;
  readonly #scopes = new Map<string, Record<string, Value>>();
  readonly #pres: Step[] = [];
  readonly #posts: Step[] = [];
  #defaults: Readonly<Record<string, string>> = {};
  #status: Status = 'success';
  /** Ends the running step, unless the job is cancelled and its condition holds all the same. */
  #interrupt: (reason: 'cancelled' | 'timed out') => void = () => {};

  constructor(setup: JobSetup) {
    const { job, machine, secrets } = setup;
    this.#setup = setup;
    this.#github = { ...mapping(setup.contexts['github']), job: job.id, workspace: machine.workspace };
    this.#runner = runnerContext(machine);
    this.#record = {
      masker: createMasker(),
      debug: machine.debug,
      folder: join(this.#runner['temp'] ?? '', '_runner_file_commands'),
      environment: {},
      path: [],
      stages: [],
      annotations: [],
      log: [],
    };
    for (const secret of Object.values(secrets)) {
      this.#record.masker.add(secret);
    }
  }

  /** Cancels the job: its running step ends and the others are skipped, unless their conditions hold all the same. */
  cancel(): void {
    this.#status = 'cancelled';
    this.#interrupt('cancelled');
  }

  /**
   * Runs the job to its end.
   * @throws UnsupportedError; Error where something that belongs to no step cannot be evaluated
   */
  async run(): Promise<JobResult> {
    const { job, workflow } = this.#setup;
    const { annotations, environment, folder, log, stages } = this.#record;
    const frame: Frame = {
      scope: '',
      inputs: this.#setup.contexts['inputs'] ?? null,
      environment: {},
      status: () => this.#status,
    };
    mkdirSync(folder, { recursive: true });
    for (const env of [workflow.env, job.env]) {
      Object.assign(environment, evaluateTexts(env, this.#scope(frame)));
    }
    const scope = this.#scope(frame);
    this.#defaults = { ...evaluateTexts(workflow.defaults, scope), ...evaluateTexts(job.defaults, scope) };
    const steps = job.steps.map(createStep);
    this.#prepare(steps);
    const minutes = Number(evaluateText(job.timeoutMinutes ?? 360, scope));
    const timer = setTimeout(() => this.cancel(), minutes * 60_000);
    try {
      for (const step of this.#pres) {
        await this.#runOwn(step, 'pre', frame);
      }
      for (const step of steps) {
        await this.#runOwn(step, 'main', frame);
      }
      for (let step = this.#posts.pop(); step !== undefined; step = this.#posts.pop()) {
        await this.#runOwn(step, 'post', frame);
      }
    } finally {
      clearTimeout(timer);
    }
    return {
      id: this.#setup.id,
      name: this.#setup.name,
      matrix: this.#setup.matrix ?? {},
      outputs: this.#outputs(this.#scope(frame)),
      result: this.#status,
      stages,
      log: log.join(''),
      annotations,
      summary: stages.map((stage) => stage.summary).join(''),
    };
  }

  // Loads all remote actions, those of remote composite actions too, and notes which have a pre or a post.
  // Whether a local action has a post is not known before it runs. Source: ActionManager.cs.
  #prepare(steps: readonly Step[], parent?: Step): void {
    const actions = steps.filter((step) => step.definition.kind === 'uses');
    for (const step of actions.filter((each) => !each.isLocal)) {
      this.#load(step);
      this.#prepare(step.children, step);
    }
    for (const step of actions) {
      if (!step.isLocal && hasPre(step)) {
        (parent?.pres ?? this.#pres).push(step);
      }
      if (parent !== undefined && (step.isLocal || hasPost(step))) {
        parent.posts.unshift(step);
      }
    }
  }

  #load(step: Step): Manifest {
    if (step.manifest === undefined) {
      step.manifest = readManifest(this.#directory(step));
      step.children = step.manifest.runs.kind === 'composite' ? step.manifest.runs.steps.map(createStep) : [];
    }
    return step.manifest;
  }

  #directory(step: Step): string {
    const { machine, workflow } = this.#setup;
    const action = usedAction(step) ?? '';
    if (step.isLocal) {
      return resolve(machine.root, action);
    }
    const [owner, name, ...path] = action.replace(/@.*/, '').split('/');
    const directory = machine.actions[`${owner}/${name}`] ?? machine.actions[`*/${name}`];
    if (directory === undefined) {
      const known = Object.keys(machine.actions).join(', ');
      throw new UnsupportedError(
        `${workflow.file}, job ${this.#setup.job.id}: for \`uses: ${action}\` the option \`actions\` must name a folder that stands in for it. It knows ${known}.`,
      );
    }
    return resolve(directory, ...path);
  }

  async #runOwn(step: Step, stage: Stage, frame: Frame): Promise<void> {
    this.#github['action'] = step.definition.id;
    const own: OwnStage = { annotations: { error: 0, warning: 0, notice: 0 } };
    const conclusion = await this.#runStep(step, stage, frame, own);
    if (conclusion === 'failure' && this.#status === 'success') {
      this.#status = 'failure';
    }
  }

  async #runStep(step: Step, stage: Stage, around: Frame, own: OwnStage): Promise<Outcome> {
    const { definition } = step;
    const started = performance.now();
    const run = new StageRun(this.#record, own, stageCondition(step, stage), {
      job: this.#setup.id,
      step: this.#record.masker.mask(displayName(step, stage, this.#scope(around))),
      stepId: definition.id.startsWith('__') ? undefined : definition.id,
      action: usedAction(step),
      stage,
    });
    const { result } = run;
    let frame = around;
    try {
      const env = evaluateTexts(definition.env, this.#scope(around));
      frame = { ...around, environment: { ...around.environment, ...env } };
      if (evaluateCondition(run.condition, this.#scope(frame))) {
        result.outcome = 'success';
        await this.#execute(step, run, frame);
      }
    } catch (error) {
      if (error instanceof UnsupportedError) {
        throw error;
      }
      run.fail(error);
    }
    result.conclusion = result.outcome;
    try {
      if (
        result.outcome === 'failure' &&
        evaluateText(definition.continueOnError, this.#scope(frame)) === 'true'
      ) {
        result.conclusion = 'success';
      }
    } catch (error) {
      run.annotate('error', toMessage(error));
    }
    result.duration = performance.now() - started;
    // The outputs of a pre and a post reach nobody.
    if (stage === 'main' && result.stepId !== undefined) {
      const { outputs, outcome, conclusion } = result;
      this.#steps(around.scope)[result.stepId] = { outputs, outcome, conclusion };
    }
    return result.conclusion;
  }

  async #execute(step: Step, run: StageRun, frame: Frame): Promise<void> {
    const { definition } = step;
    const minutes = Number(evaluateText(definition.timeoutMinutes, this.#scope(frame)));
    const expire = () => {
      run.own.timeout = `The action '${run.result.step}' has timed out after ${minutes} minutes.`;
      this.#interrupt('timed out');
    };
    const timer = minutes > 0 ? setTimeout(expire, minutes * 60_000) : undefined;
    try {
      if (definition.kind === 'script') {
        await this.#runScript(definition, run, frame);
      } else {
        await this.#runAction(step, run, frame);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async #runAction(step: Step, run: StageRun, frame: Frame): Promise<void> {
    const { stage } = run.result;
    const manifest = this.#load(step);
    const action = usedAction(step) ?? '';
    if (step.isLocal && manifest.runs.kind === 'composite' && stage === 'main') {
      // Not `step`: the runner notes all this with the outermost action, however deep a local composite action
      // stands in it. So what a *nested* one uses has its post among the outermost action's, in the context of
      // that: actions/runner#2030.
      this.#prepare(step.children, frame.outermost ?? step);
    }
    if (step.isLocal && hasPre(step)) {
      run.annotate('warning', `\`pre\` execution is not supported for local action from '${action}'`);
    }
    if (stage !== 'post' && hasPost(step) && step.postCondition === undefined) {
      step.postCondition = manifest.runs.kind === 'node' ? manifest.runs.postCondition : 'always()';
      if (frame.outermost === undefined) {
        this.#posts.push(step);
      }
    }
    const [repository = '', ref = ''] = step.isLocal ? [] : action.split('@');
    this.#github['action_repository'] = repository.split('/').slice(0, 2).join('/');
    this.#github['action_ref'] = ref;
    const inputs = this.#inputs(step, manifest, run, frame);
    this.#writeAction(step, inputs, run, frame);
    if (manifest.runs.kind === 'node') {
      await this.#runNode(step, join(manifest.directory, manifest.runs[stage] ?? ''), inputs, run, frame);
    } else {
      await this.#runComposite(step, manifest, inputs, run, frame);
    }
  }

  async #runScript(
    definition: StepDefinition & { kind: 'script' },
    run: StageRun,
    frame: Frame,
  ): Promise<void> {
    const scope = this.#scope(frame);
    const defaults = frame.outermost === undefined ? this.#defaults : {};
    const script = evaluateText(definition.script, scope);
    const shell = evaluateText(definition.shell, scope) || (defaults['shell'] ?? '');
    const folder = evaluateText(definition.workingDirectory, scope) || (defaults['working-directory'] ?? '');
    const [command = '', ...args] = shellCommand(shell);
    if (!args.includes('{0}')) {
      throw new UnsupportedError(
        `${this.#setup.workflow.file}, step ${run.result.step}: the shell \`${shell}\` is not supported, only bash, sh and command lines with {0} are.`,
      );
    }
    const file = join(this.#runner['temp'] ?? '', `${randomUUID()}.sh`);
    writeFileSync(file, script);
    run.write(`##[group]Run ${firstLine(script)}`);
    run.write(
      ...script
        .replace(/\n+$/, '')
        .split('\n')
        .map((line) => `\u001b[36;1m${line}\u001b[0m`),
    );
    run.write(`shell: ${command} ${args.join(' ')}`);
    run.write(...describe('env:', this.#environment(frame)), '##[endgroup]');
    await this.#runStage(run, frame, {
      command,
      args: args.map((arg) => (arg === '{0}' ? file : arg)),
      folder: resolve(this.#setup.machine.workspace, folder),
      variables: {},
    });
    if (run.result.outcome === 'failure' && run.exitStatus() !== 0) {
      run.annotate('error', `Process completed with exit code ${run.exitStatus()}.`);
    }
  }

  async #runNode(
    step: Step,
    script: string,
    inputs: Readonly<Record<string, string>>,
    run: StageRun,
    frame: Frame,
  ): Promise<void> {
    const { node, workspace } = this.#setup.machine;
    if (!existsSync(script)) {
      throw new Error(`File not found: '${script}'`);
    }
    const variables = stateVariables(step);
    for (const [name, value] of Object.entries(inputs)) {
      variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
    }
    await this.#runStage(run, frame, { command: node, args: [script], folder: workspace, variables });
    Object.assign(step.state, run.result.state);
  }

  async #runComposite(
    step: Step,
    manifest: Manifest,
    inputs: Readonly<Record<string, string>>,
    run: StageRun,
    frame: Frame,
  ): Promise<void> {
    const { stage } = run.result;
    let status: Status = 'success';
    const inside: Frame = {
      outermost: frame.outermost ?? step,
      scope: frame.scope === '' ? step.definition.id : `${frame.scope}.${step.definition.id}`,
      inputs,
      environment: frame.environment,
      actionPath: manifest.directory,
      // In main the steps of the action itself decide. Source: SuccessFunction.cs.
      status: () => (stage === 'main' ? status : this.#status),
    };
    const registered = step.posts.filter((post) => post.postCondition !== undefined);
    for (const child of { pre: step.pres, main: step.children, post: registered }[stage]) {
      const conclusion = await this.#runStep(child, stage, inside, run.own);
      if (conclusion === 'cancelled' || (conclusion === 'failure' && status === 'success')) {
        status = conclusion;
      }
    }
    run.result.outcome = status;
    if (stage === 'main') {
      Object.assign(run.result.outputs, evaluateTexts(manifest.outputs, this.#scope(inside)));
    }
  }

  async #runStage(
    run: StageRun,
    frame: Frame,
    options: {
      command: string;
      args: readonly string[];
      folder: string;
      variables: Readonly<Record<string, string>>;
    },
  ): Promise<void> {
    const { machine, cancelRun } = this.#setup;
    const { job, step, stepId, action, stage } = run.result;
    const info = { job, step, stepId, action, stage };
    const { command, args, folder } = options;
    const isUnsecureAllowed = this.#environment(frame)['ACTIONS_ALLOW_UNSECURE_COMMANDS'] === 'true';
    const files = run.createFiles();
    const environment = stageVariables(machine, {
      variables: { ...this.#environment(frame), ...options.variables },
      github: { ...this.#githubContext(frame), ...files },
      runner: this.#runner,
      path: this.#record.path,
    });
    let interruption: 'cancelled' | 'timed out' | undefined;
    let running: RunningStage | undefined;
    const onStart = (child: RunningProcess) => {
      this.#interrupt = (reason) => {
        if (interruption === undefined && (reason === 'timed out' || !this.#outlivesJob(run, frame))) {
          interruption = reason;
          child.cancel();
        }
      };
      running = { ...info, kill: child.kill, cancel: cancelRun };
      machine.onStart(running);
      if (run.own.timeout !== undefined) {
        this.#interrupt('timed out');
      }
    };
    const onLine = (line: string) => {
      run.takeLine(line, isUnsecureAllowed);
      if (running !== undefined) {
        machine.onLine(line, running);
      }
    };
    try {
      const ended = await runProcess({
        command,
        args,
        folder,
        environment: { ...environment, ...machine.stageEnvironment(info) },
        onStart,
        onLine,
      });
      run.end(ended, interruption === 'cancelled');
    } finally {
      this.#interrupt = () => {};
    }
    run.readFiles(files);
  }

  // Whether a running step goes on in a job that is cancelled.
  #outlivesJob(run: StageRun, frame: Frame): boolean {
    try {
      return evaluateCondition(run.condition, this.#scope({ ...frame, status: () => 'cancelled' }));
    } catch {
      return false;
    }
  }

  #inputs(step: Step, manifest: Manifest, run: StageRun, frame: Frame): Record<string, string> {
    const { definition } = step;
    const scope = this.#scope(frame);
    const inputs = definition.kind === 'uses' ? evaluateTexts(definition.with, scope) : {};
    const unexpected = new Set(Object.keys(inputs).map((name) => name.toLowerCase()));
    for (const [name, input] of Object.entries(manifest.inputs)) {
      if (!unexpected.delete(name.toLowerCase())) {
        inputs[name] = evaluateText(input.default, scope);
      } else if (input.deprecation !== null) {
        run.annotate(
          'warning',
          `Input '${name}' has been deprecated with message: ${toText(input.deprecation)}`,
        );
      }
    }
    if (unexpected.size > 0) {
      const valid = Object.keys(manifest.inputs).join("', '");
      run.annotate(
        'warning',
        `Unexpected input(s) '${[...unexpected].join("', '")}', valid inputs are ['${valid}']`,
      );
    }
    return inputs;
  }

  #outputs(scope: Scope): Record<string, string> {
    const { log, masker } = this.#record;
    const outputs: Record<string, string> = {};
    for (const [name, value] of Object.entries(evaluateTexts(this.#setup.job.outputs, scope))) {
      if (masker.mask(value) === value) {
        outputs[name] = value;
      } else {
        log.push(`##[warning]Skip output '${name}' since it may contain secret.\n`);
      }
    }
    return outputs;
  }

  #environment(frame: Frame): Record<string, string> {
    return { ...this.#record.environment, ...frame.environment };
  }

  #scope(frame: Frame): Scope {
    const { checkRunId, contexts, machine, matrix, secrets } = this.#setup;
    const status = frame.status();
    return {
      contexts: {
        ...contexts,
        github: this.#githubContext(frame),
        env: this.#environment(frame),
        job: { status: this.#status, check_run_id: checkRunId, container: {}, services: {} },
        steps: this.#steps(frame.scope),
        runner: this.#runner,
        secrets,
        matrix,
        inputs: frame.inputs,
      },
      functions: [
        ...statusFunctions({
          success: status === 'success',
          failure: status === 'failure',
          cancelled: this.#status === 'cancelled',
        }),
        hashFiles(machine.workspace),
      ],
    };
  }

  #githubContext(frame: Frame): Record<string, Value> {
    return frame.actionPath === undefined
      ? this.#github
      : { ...this.#github, action_path: frame.actionPath, action_status: frame.status() };
  }

  #steps(scope: string): Record<string, Value> {
    const steps = this.#scopes.get(scope) ?? {};
    this.#scopes.set(scope, steps);
    return steps;
  }

  #writeAction(step: Step, inputs: Readonly<Record<string, string>>, run: StageRun, frame: Frame): void {
    if (run.result.stage === 'post') {
      run.write('Post job cleanup.');
      return;
    }
    const given = Object.entries(inputs).filter(([, value]) => value !== '');
    run.write(
      `##[group]Run ${usedAction(step)}`,
      ...describe('with:', Object.fromEntries(given)),
      ...describe('env:', { ...this.#environment(frame), ...stateVariables(step) }),
      '##[endgroup]',
    );
  }
}

function createStep(definition: StepDefinition): Step {
  const isLocal = definition.kind === 'uses' && definition.action.startsWith('.');
  return { definition, isLocal, name: '', children: [], pres: [], posts: [], state: {} };
}

function hasPre(step: Step): boolean {
  const runs = step.manifest?.runs;
  return runs?.kind === 'node' ? runs.pre !== undefined : step.pres.length > 0;
}

function hasPost(step: Step): boolean {
  const runs = step.manifest?.runs;
  return runs?.kind === 'node' ? runs.post !== undefined : step.posts.length > 0;
}

function usedAction(step: Step): string | undefined {
  return step.definition.kind === 'uses' ? step.definition.action : undefined;
}

function stageCondition(step: Step, stage: Stage): string {
  const runs = step.manifest?.runs;
  const conditions = {
    pre: runs?.kind === 'node' ? runs.preCondition : 'always()',
    main: step.definition.condition,
    post: step.postCondition ?? 'always()',
  };
  return conditions[stage];
}

// A post goes by the name that its main, else its pre, had.
function displayName(step: Step, stage: Stage, scope: Scope): string {
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

function firstLine(text: string): string {
  return text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

function stateVariables(step: Step): Record<string, string> {
  return Object.fromEntries(Object.entries(step.state).map(([name, value]) => [`STATE_${name}`, value]));
}

function describe(title: string, values: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length === 0 ? [] : [title, ...lines];
}
