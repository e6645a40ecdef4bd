/** Runs the jobs of a workflow, one after the other. */

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type Job,
  mapping,
  mapValues,
  readWorkflow,
  UnsupportedError,
  type Workflow,
} from './definitions.ts';
import { completeInputs, githubContext, token } from './event.ts';
import {
  evaluateCondition,
  evaluateTemplate,
  evaluateText,
  evaluateTexts,
  isMapping,
  type Scope,
  type Status,
  statusFunctions,
  toText,
  type Value,
} from './expressions.ts';
import { type JobResult, JobRun } from './job.ts';
import { createMachine, type Machine } from './machine.ts';
import { type Combination, expandMatrix, matrixSuffix } from './matrix.ts';
import type { RunOptions, RunResult } from './options.ts';
import type { Outcome } from './stage-run.ts';

/** A call of a workflow file: by the run itself or by a job. */
interface Call {
  readonly workflow: Workflow;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** The calling job. Its ID and name prefix those of the called jobs. */
  readonly caller?: { readonly id: string; readonly name: string };
}

/** What `needs` contains about a job. */
interface Need {
  /** After `continue-on-error`. */
  readonly result: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
}

type Answers = Readonly<Record<Status, boolean>>;

/** A workflow run. */
export class WorkflowRun {
  readonly #workflow: Workflow;
  readonly #options: RunOptions;
  readonly #machine: Machine;
  readonly #github: Readonly<Record<string, Value>>;
  readonly #inputs: Readonly<Record<string, Value>>;
  readonly #jobs: JobResult[] = [];
  #isCancelled = false;
  #running: JobRun | undefined;

  constructor(workflow: Workflow, folder: string, options: RunOptions) {
    const { event_name: name, event = null, ...github } = githubContext(workflow, options);
    const { dispatch, call } = workflow.inputs;
    const isDispatch = name === 'workflow_dispatch';
    const isCall = Object.keys(workflow.events).join() === 'workflow_call';
    const scope = { contexts: { github, inputs: null, vars: { ...options.vars } }, functions: [] };
    const dispatched = mapping(mapping(event)['inputs']);
    const ofEvent = Object.entries(dispatched).filter(([each]) => isDispatch && each in dispatch);
    const given = { ...Object.fromEntries(ofEvent), ...options.inputs };
    this.#workflow = workflow;
    this.#options = options;
    this.#machine = createMachine(options, folder);
    this.#inputs = completeInputs(workflow, isDispatch ? dispatch : isCall ? call : {}, given, scope);
    const inputs = { ...dispatched, ...mapValues(this.#inputs, toText) };
    const payload = isDispatch ? { ...mapping(event), inputs } : event;
    const eventFile = join(folder, 'event.json');
    this.#github = { ...github, event_name: name ?? '', event: payload, event_path: eventFile };
    if (options.eventFile !== null) {
      writeFileSync(eventFile, options.eventFile ?? JSON.stringify(payload, null, 2));
    }
  }

  async run(): Promise<RunResult> {
    const { jobs, secrets } = this.#options;
    const { result } = await this.#runCall({
      workflow: jobs === undefined ? this.#workflow : selectJobs(this.#workflow, jobs),
      inputs: this.#inputs,
      secrets: { GITHUB_TOKEN: token, ...secrets },
    });
    return { jobs: this.#jobs, result: this.#isCancelled ? 'cancelled' : result };
  }

  async #runCall(call: Call): Promise<Need> {
    const done = new Map<string, Need>();
    for (const job of inOrder(call.workflow.jobs)) {
      done.set(job.id, await this.#runJob(call, job, done));
    }
    const needs = Object.fromEntries(done);
    const scope = this.#scope(call, { jobs: mapValues(needs, toValue) });
    return {
      result: mergeResults([...done.values()].map((need) => need.result)),
      outputs: evaluateTexts(call.workflow.outputs, scope),
    };
  }

  async #runJob(call: Call, job: Job, done: ReadonlyMap<string, Need>): Promise<Need> {
    const results = [...ancestorsOf(job, call.workflow.jobs)].map((id) => done.get(id)?.result);
    const needs = Object.fromEntries(job.needs.map((id) => [id, toValue(done.get(id) ?? skipped)] as const));
    const scope = this.#scope(
      call,
      { needs },
      {
        success: !this.#isCancelled && results.every((result) => result === 'success'),
        failure: !this.#isCancelled && results.includes('failure'),
        cancelled: this.#isCancelled,
      },
    );
    if (!evaluateCondition(job.condition, scope)) {
      const result = this.#isCancelled ? 'cancelled' : 'skipped';
      const { id, name } = describeJob(call, job, null, scope);
      this.#end({ ...nothing, id, name, result });
      return { result, outputs: {} };
    }
    const matrix = evaluateTemplate(job.matrix, scope);
    const children = isMapping(matrix) ? expandMatrix(matrix) : [null];
    const ended: Need[] = [];
    for (const [index, child] of children.entries()) {
      const strategy = { 'job-index': index, 'job-total': children.length };
      ended.push(await this.#runChild(call, job, { needs, strategy, matrix: child }));
    }
    return {
      result: mergeResults(ended.map((child) => child.result)),
      outputs: Object.assign({}, ...ended.map((child) => child.outputs)),
    };
  }

  async #runChild(
    call: Call,
    job: Job,
    contexts: { needs: Value; strategy: Value; matrix: Combination | null },
  ): Promise<Need> {
    const scope = this.#scope(call, {
      ...contexts,
      matrix: contexts.matrix === null ? null : { ...contexts.matrix },
    });
    const { id, name } = describeJob(call, job, contexts.matrix, scope);
    if (job.call !== undefined) {
      const called = this.#called(call.workflow, job.call.workflow);
      if (called === undefined) {
        const log = `##[notice]${job.call.workflow} is not run on this machine: the job does nothing.`;
        this.#machine.onProgress({ kind: 'job', name });
        this.#machine.onProgress({ kind: 'line', line: log });
        this.#end({ ...nothing, id, name, result: 'success', log: `${log}\n` });
        return { result: 'success', outputs: this.#machine.outputs[job.id] ?? {} };
      }
      const given = evaluateTemplate(job.call.with, scope);
      const { secrets } = job.call;
      return this.#runCall({
        workflow: called,
        inputs: completeInputs(called, called.inputs.call, mapping(given), scope),
        secrets:
          secrets === 'inherit' ? call.secrets : { GITHUB_TOKEN: token, ...evaluateTexts(secrets, scope) },
        caller: { id, name },
      });
    }
    this.#running = new JobRun({
      id,
      name,
      workflow: call.workflow,
      job,
      machine: this.#machine,
      secrets: call.secrets,
      matrix: contexts.matrix,
      checkRunId: this.#options.jobCheckRunId ?? null,
      contexts: {
        github: { ...this.#github },
        vars: { ...this.#options.vars },
        inputs: { ...call.inputs },
        needs: contexts.needs,
        strategy: contexts.strategy,
      },
      cancelRun: () => {
        this.#isCancelled = true;
        this.#running?.cancel();
      },
    });
    // Every job of GitHub's has a machine of its own.
    if (this.#options.workspace === undefined) {
      rmSync(this.#machine.workspace, { recursive: true, force: true });
      mkdirSync(this.#machine.workspace, { recursive: true });
    }
    this.#machine.onProgress({ kind: 'job', name });
    const result = await this.#running.run();
    this.#running = undefined;
    this.#end(result);
    const isForgiven = result.result === 'failure' && evaluateText(job.continueOnError, scope) === 'true';
    return { result: isForgiven ? 'success' : result.result, outputs: result.outputs };
  }

  #end(job: JobResult): void {
    this.#jobs.push(job);
    this.#machine.onProgress({ kind: 'job ended', job });
  }

  /** @returns undefined if the workflow is not here and need not be */
  #called(caller: Workflow, path: string): Workflow | undefined {
    const { root, skipUnsupported } = this.#machine;
    // The examples have the workflows that they call in the same folder.
    const places = [join(root, path), join(dirname(caller.file), basename(path))];
    const file = path.startsWith('./') ? places.find(existsSync) : undefined;
    if (file !== undefined) return readWorkflow(file, skipUnsupported);
    if (skipUnsupported) return undefined;
    throw new UnsupportedError(
      `${caller.file}: \`uses: ${path}\` needs a file in this repository, as ./path.`,
    );
  }

  #scope(
    call: Call,
    contexts: Readonly<Record<string, Value>>,
    answers: Answers = { success: true, failure: false, cancelled: false },
  ): Scope {
    return {
      contexts: {
        github: { ...this.#github },
        vars: { ...this.#options.vars },
        inputs: { ...call.inputs },
        secrets: { ...call.secrets },
        matrix: null,
        strategy: null,
        ...contexts,
      },
      functions: statusFunctions(answers),
    };
  }
}

/** The result of a job without steps that ran. */
const nothing = { stages: [], log: '', annotations: [], summary: '', outputs: {} } as const;

const skipped: Need = { result: 'skipped', outputs: {} };

function toValue({ result, outputs }: Need): Value {
  return { result, outputs: { ...outputs } };
}

function mergeResults(results: readonly Outcome[]): Outcome {
  const merged = (['failure', 'cancelled', 'success'] as const).find((result) => results.includes(result));
  return merged ?? 'skipped';
}

function describeJob(
  { caller }: Call,
  job: Job,
  combination: Combination | null,
  scope: Scope,
): { id: string; name: string } {
  const written = toText(job.name);
  const suffix = combination === null || written.includes('${{') ? '' : matrixSuffix(combination);
  const name = (written === '' ? job.id : evaluateText(written, scope)) + suffix;
  return caller === undefined
    ? { id: job.id, name }
    : { id: `${caller.id} / ${job.id}`, name: `${caller.name} / ${name}` };
}

// The order of the file, but each job after those that it needs.
function inOrder(jobs: readonly Job[]): Job[] {
  const ordered = new Set<Job>();
  const add = (job: Job) => {
    jobs.filter((other) => job.needs.includes(other.id)).forEach(add);
    ordered.add(job);
  };
  jobs.forEach(add);
  return [...ordered];
}

function ancestorsOf(job: Job, jobs: readonly Job[]): Set<string> {
  const parents = jobs.filter((other) => job.needs.includes(other.id));
  return new Set(parents.flatMap((parent) => [parent.id, ...ancestorsOf(parent, jobs)]));
}

function selectJobs(workflow: Workflow, ids: readonly string[]): Workflow {
  const selected = new Set(
    ids.flatMap((id) => {
      const job = workflow.jobs.find((other) => other.id === id);
      if (job === undefined) {
        throw new Error(`${workflow.file} has no job ${id}.`);
      }
      return [id, ...ancestorsOf(job, workflow.jobs)];
    }),
  );
  return { ...workflow, jobs: workflow.jobs.filter((job) => selected.has(job.id)) };
}
