/** Runs a job's stages in the runner's order. Source: StepsRunner.cs, ActionRunner.cs, CompositeActionHandler.cs. */

import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { JobContexts, type JobSetup } from './contexts.ts';
import { type Manifest, readManifest, UnsupportedError } from './definitions.ts';
import { evaluateCondition, evaluateText, evaluateTexts, type Status, toText } from './expressions.ts';
import { StageProcesses } from './stage-process.ts';
import {
  type Annotation,
  type Outcome,
  type OwnStage,
  type Stage,
  type StageResult,
  StageRun,
  toMessage,
} from './stage-run.ts';
import {
  createStep,
  displayName,
  type Frame,
  hasPost,
  hasPre,
  type Step,
  stageCondition,
  usedAction,
} from './step.ts';

/** The result of a job. */
export interface JobResult {
  /** As in the file; `caller / called` for a job of a reusable workflow. */
  readonly id: string;
  /** As GitHub shows it. */
  readonly name: string;
  readonly result: Outcome;
  readonly stages: readonly StageResult[];
  /** The log of all stages as GitHub offers it for download, but without times. Masked. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  /** The summaries of all stages. Masked. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A running job. */
export class JobRun {
  readonly #setup: JobSetup;
  readonly #contexts: JobContexts;
  readonly #processes: StageProcesses;
  readonly #pres: Step[] = [];
  readonly #posts: Step[] = [];

  constructor(setup: JobSetup) {
    this.#setup = setup;
    this.#contexts = new JobContexts(setup);
    this.#processes = new StageProcesses(this.#contexts);
  }

  /** Cancels the job: the running step ends and the others are skipped, unless their conditions are still true. */
  cancel(): void {
    this.#contexts.status = 'cancelled';
    this.#processes.interrupt();
  }

  /**
   * Runs the job to its end.
   * @throws UnsupportedError; Error if an expression outside a step cannot be evaluated
   */
  async run(): Promise<JobResult> {
    const { job, workflow } = this.#setup;
    const { annotations, environment, folder, log, stages } = this.#contexts.record;
    const frame: Frame = {
      scope: '',
      inputs: this.#setup.contexts['inputs'] ?? null,
      environment: {},
      status: () => this.#contexts.status,
    };
    mkdirSync(folder, { recursive: true });
    for (const env of [workflow.env, job.env]) {
      Object.assign(environment, evaluateTexts(env, this.#contexts.scope(frame)));
    }
    const scope = this.#contexts.scope(frame);
    this.#contexts.defaults = {
      ...evaluateTexts(workflow.defaults, scope),
      ...evaluateTexts(job.defaults, scope),
    };
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
      this.#contexts.statusOfMains = this.#contexts.status;
      for (let step = this.#posts.pop(); step !== undefined; step = this.#posts.pop()) {
        await this.#runOwn(step, 'post', frame);
      }
    } finally {
      clearTimeout(timer);
    }
    return {
      id: this.#setup.id,
      name: this.#setup.name,
      outputs: this.#contexts.outputs(this.#contexts.scope(frame)),
      result: this.#contexts.status,
      stages,
      log: log.join(''),
      annotations,
      summary: stages.map((stage) => stage.summary).join(''),
    };
  }

  // Loads all remote actions, including those in remote composite actions, and registers their pres and posts. Whether
  // a local action has a post is not known before it runs. Source: ActionManager.cs.
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
      step.manifest = this.#read(step);
      step.children = step.manifest.runs.kind === 'composite' ? step.manifest.runs.steps.map(createStep) : [];
    }
    return step.manifest;
  }

  #read(step: Step): Manifest {
    const { outputs, skipUnsupported } = this.#setup.machine;
    const skip = (reason: string): Manifest => {
      return { directory: '', inputs: {}, outputs: {}, runs: { kind: 'skipped', reason } };
    };
    if (step.definition.id in outputs) return skip('');
    try {
      const directory = this.#directory(step);
      if (skipUnsupported && !existsSync(directory)) {
        throw new UnsupportedError('The folder does not exist.');
      }
      return readManifest(directory);
    } catch (error) {
      if (!skipUnsupported || !(error instanceof UnsupportedError)) {
        throw error;
      }
      return skip(`${usedAction(step)} is not run on this machine: the step does nothing.`);
    }
  }

  #directory(step: Step): string {
    const { machine, workflow } = this.#setup;
    const action = usedAction(step) ?? '';
    if (step.isLocal) {
      const directory = resolve(machine.root, action);
      // The examples have the actions that they use in the same folder.
      const beside = join(dirname(workflow.file), basename(this.#setup.workflow.file, '.yml'));
      return machine.skipUnsupported && !existsSync(directory) && existsSync(beside) ? beside : directory;
    }
    // An action of the workflow's own repository at its own commit; it is loaded before the job like a remote one.
    if (action.startsWith('$/')) {
      return resolve(machine.root, action.slice(2));
    }
    const [owner, name, ...path] = action.replace(/@.*/, '').split('/');
    const directory = machine.actions[`${owner}/${name}`] ?? machine.actions[`*/${name}`];
    if (directory === undefined) {
      const known = Object.keys(machine.actions).join(', ');
      throw new UnsupportedError(
        `${workflow.file}, job ${this.#setup.job.id}: \`uses: ${action}\` needs a folder in the option \`actions\`, which has ${known}.`,
      );
    }
    return resolve(directory, ...path);
  }

  /** The repository and the ref of a remote action. */
  #remote(action: string): string[] {
    const { repository, workflow_sha: commit } = this.#contexts.github;
    return action.startsWith('$/') ? [toText(repository), toText(commit)] : action.split('@');
  }

  async #runOwn(step: Step, stage: Stage, frame: Frame): Promise<void> {
    this.#contexts.github['action'] = step.definition.id;
    const own: OwnStage = { annotations: { error: 0, warning: 0, notice: 0 } };
    const conclusion = await this.#runStep(step, stage, frame, own);
    if (conclusion === 'failure' && this.#contexts.status === 'success') {
      this.#contexts.status = 'failure';
    }
  }

  async #runStep(step: Step, stage: Stage, around: Frame, own: OwnStage): Promise<Outcome> {
    const { definition } = step;
    const started = performance.now();
    const run = new StageRun(this.#contexts.record, own, stageCondition(step, stage), {
      job: this.#setup.id,
      step: this.#contexts.record.masker.mask(displayName(step, stage, this.#contexts.scope(around))),
      stepId: definition.id.startsWith('__') ? undefined : definition.id,
      action: usedAction(step),
      stage,
    });
    const { result } = run;
    const { onProgress } = this.#contexts.record;
    onProgress({ kind: 'stage', step: result.step });
    let frame = around;
    try {
      const env = evaluateTexts(definition.env, this.#contexts.scope(around));
      frame = { ...around, environment: { ...around.environment, ...env } };
      if (evaluateCondition(run.condition, this.#contexts.scope(frame))) {
        result.outcome = 'success';
        await this.#execute(step, run, frame);
      }
    } catch (error) {
      if (!(error instanceof UnsupportedError)) {
        run.fail(error);
      } else if (this.#setup.machine.skipUnsupported) {
        run.annotate('notice', error.message);
      } else {
        throw error;
      }
    }
    result.conclusion = result.outcome;
    try {
      if (
        result.outcome === 'failure' &&
        evaluateText(definition.continueOnError, this.#contexts.scope(frame)) === 'true'
      ) {
        result.conclusion = 'success';
      }
    } catch (error) {
      run.annotate('error', toMessage(error));
    }
    result.duration = performance.now() - started;
    // The runner drops the outputs of a pre and a post.
    if (stage === 'main' && result.stepId !== undefined) {
      const { outputs, outcome, conclusion } = result;
      this.#contexts.steps(around.scope)[result.stepId] = { outputs, outcome, conclusion };
    }
    onProgress({ kind: 'stage ended', stage: result });
    return result.conclusion;
  }

  async #execute(step: Step, run: StageRun, frame: Frame): Promise<void> {
    const { definition } = step;
    const outputs = this.#setup.machine.outputs[definition.id];
    if (outputs !== undefined) {
      Object.assign(run.result.outputs, outputs);
      run.annotate('notice', 'The step is not run, because its outputs are given.');
      return;
    }
    if (definition.kind === 'script') {
      await this.#processes.runScript(definition, run, frame);
    } else {
      await this.#runAction(step, run, frame);
    }
  }

  async #runAction(step: Step, run: StageRun, frame: Frame): Promise<void> {
    const { stage } = run.result;
    const manifest = this.#load(step);
    const action = usedAction(step) ?? '';
    if (manifest.runs.kind === 'skipped') {
      throw new UnsupportedError(manifest.runs.reason);
    }
    if (step.isLocal && manifest.runs.kind === 'composite' && stage === 'main') {
      // Not `step`: the runner registers pres and posts with the outermost action, even for a nested local composite
      // action. Posts of what that uses therefore run in the context of the outermost action: actions/runner#2030.
      this.#prepare(step.children, frame.outermost ?? step);
    }
    if (step.isLocal && hasPre(step)) {
      run.annotate('warning', `\`pre\` execution is not supported for local action from '${action}'`);
    }
    const registersPost = stage === 'main' || (stage === 'pre' && this.#setup.machine.server === 'github');
    if (registersPost && hasPost(step) && step.postCondition === undefined) {
      step.postCondition = manifest.runs.kind === 'node' ? manifest.runs.postCondition : 'always()';
      if (frame.outermost === undefined) {
        this.#posts.push(step);
      }
    }
    const [repository = '', ref = ''] = step.isLocal ? [] : this.#remote(action);
    this.#contexts.github['action_repository'] = repository.split('/').slice(0, 2).join('/');
    this.#contexts.github['action_ref'] = ref;
    const inputs = this.#contexts.inputs(step, manifest, run, frame);
    this.#contexts.writeAction(step, inputs, run, frame);
    if (manifest.runs.kind === 'node') {
      await this.#processes.runNode(
        step,
        join(manifest.directory, manifest.runs[stage] ?? ''),
        inputs,
        run,
        frame,
      );
    } else {
      await this.#runComposite(step, manifest, inputs, run, frame);
    }
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
      // In main only the action's own steps count. Source: SuccessFunction.cs.
      status: () => (stage === 'main' ? status : this.#contexts.status),
      statusOfMains: () => (stage === 'main' ? status : step.status),
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
      step.status = status;
      Object.assign(run.result.outputs, evaluateTexts(manifest.outputs, this.#contexts.scope(inside)));
    }
  }
}
