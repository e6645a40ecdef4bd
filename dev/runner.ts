/** Runs a GitHub workflow file on this machine, stage by stage, in child processes, as GitHub's own runner would. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Job, mapValues, readWorkflow, UnsupportedError, type Workflow } from './runner/definitions.ts';
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
} from './runner/expressions.ts';
import { type JobResult, JobRun } from './runner/job.ts';
import type { Machine } from './runner/machine.ts';
import { type Combination, expandMatrix, matrixSuffix } from './runner/matrix.ts';
import type { Outcome, RunningStage, StageInfo } from './runner/stage-run.ts';

export { UnsupportedError } from './runner/definitions.ts';
export type { Value } from './runner/expressions.ts';
export type { JobResult } from './runner/job.ts';
export type { Annotation, Outcome, RunningStage, Stage, StageInfo, StageResult } from './runner/stage-run.ts';

/** How to run a workflow file. */
export interface RunOptions {
  /**
   * The folder that stands in for a remote action, by `owner/name`; the owner may be `*`. Without it any owner's
   * `datadog-dora-deployment` is this repository.
   */
  readonly actions?: Readonly<Record<string, string>>;
  /** What `./` stands for in `uses:`. Without it this repository. */
  readonly root?: string;
  /** GITHUB_WORKSPACE. Without it an empty folder, removed in the end. */
  readonly workspace?: string;
  /** More variables of the machine, e.g. HTTPS_PROXY. Of this machine's own only PATH, HOME and the like remain. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Of `workflow_dispatch` or `workflow_call`. */
  readonly inputs?: Readonly<Record<string, Value>>;
  /** What differs in the `github` context: `event_name`, `sha`, `ref` (and what follows from these) … */
  readonly github?: Readonly<Record<string, string>>;
  /** The event's payload. */
  readonly event?: Value;
  /** The text of the file behind GITHUB_EVENT_PATH where it is not the payload; null: there is no such file. */
  readonly eventFile?: string | null;
  /** `job.check_run_id`, which older servers do not have. */
  readonly jobCheckRunId?: number;
  /** The Node that runs JavaScript actions. Without it this process's. */
  readonly node?: string;
  /** Debug logging: RUNNER_DEBUG is 1. */
  readonly debug?: boolean;
  /** More variables for single stages. */
  readonly stageEnvironment?: (stage: StageInfo) => Readonly<Record<string, string>>;
  /** Called when a stage's process has started. Must not throw. */
  readonly onStart?: (stage: RunningStage) => void;
  /** Called for every line that a stage writes, as it is and without its end, while it runs. Must not throw. */
  readonly onLine?: (line: string, stage: RunningStage) => void;
  /** Only these jobs, and what they need. */
  readonly jobs?: readonly string[];
}

/** What became of a workflow run. */
export interface RunResult {
  /** In the order they ran, the children of a matrix and the jobs of called workflows one by one. */
  readonly jobs: readonly JobResult[];
  readonly result: Outcome;
}

const repository = fileURLToPath(new URL('..', import.meta.url));
const token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * Runs a workflow file, one job after the other, whatever its `on:` and `runs-on:` say.
 * @throws Error with the complaints of GitHub's parser, or where something that belongs to no step cannot be
 *   evaluated; UnsupportedError where the file asks for more than JavaScript and composite actions, scripts for
 *   bash or sh, and reusable workflows of this repository
 */
export async function runWorkflow(file: string, options: RunOptions = {}): Promise<RunResult> {
  const workflow = readWorkflow(file);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')));
  try {
    return await new WorkflowRun(workflow, folder, options).run();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A workflow file of the run, with what it is given. */
interface Call {
  readonly workflow: Workflow;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** The calling job: it goes before the ids and names of this workflow's. */
  readonly caller?: { readonly id: string; readonly name: string };
}

/** What other jobs see of a job. */
interface Need {
  /** After `continue-on-error`. */
  readonly result: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
}

type Answers = Readonly<Record<Status, boolean>>;

class WorkflowRun {
  readonly #workflow: Workflow;
  readonly #options: RunOptions;
  readonly #machine: Machine;
  readonly #github: Readonly<Record<string, Value>>;
  readonly #jobs: JobResult[] = [];
  #isCancelled = false;
  #running: JobRun | undefined;

  constructor(workflow: Workflow, folder: string, options: RunOptions) {
    const eventFile = join(folder, 'event.json');
    this.#workflow = workflow;
    this.#options = options;
    this.#machine = {
      root: resolve(options.root ?? repository),
      workspace: resolve(options.workspace ?? join(folder, 'workspace')),
      folder,
      node: options.node ?? process.execPath,
      actions: { '*/datadog-dora-deployment': repository, ...options.actions },
      environment: options.environment ?? {},
      debug: options.debug ?? false,
      stageEnvironment: options.stageEnvironment ?? (() => ({})),
      onStart: options.onStart ?? (() => {}),
      onLine: options.onLine ?? (() => {}),
    };
    this.#github = { ...githubContext(workflow, options), event_path: eventFile };
    mkdirSync(this.#machine.workspace, { recursive: true });
    if (options.eventFile !== null) {
      writeFileSync(eventFile, options.eventFile ?? JSON.stringify(this.#github['event'], null, 2));
    }
  }

  async run(): Promise<RunResult> {
    const { inputs, jobs, secrets } = this.#options;
    const workflow = jobs === undefined ? this.#workflow : selectJobs(this.#workflow, jobs);
    const { result } = await this.#runCall({
      workflow,
      inputs: completeInputs(workflow, inputs ?? {}),
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

  // All children of a matrix run one after the other, so there is nothing that `fail-fast` could cancel.
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
      this.#jobs.push({
        id,
        name,
        matrix: {},
        result,
        stages: [],
        log: '',
        annotations: [],
        summary: '',
        outputs: {},
      });
      return { result, outputs: {} };
    }
    const matrix = evaluateTemplate(job.matrix, scope);
    const children = isMapping(matrix) ? expandMatrix(matrix) : [null];
    const ended: Need[] = [];
    for (const [index, child] of children.entries()) {
      const strategy = {
        'fail-fast': evaluateTemplate(job.failFast, scope),
        'job-index': index,
        'job-total': children.length,
        'max-parallel': evaluateTemplate(job.maxParallel ?? children.length, scope),
      };
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
      const given = evaluateTemplate(job.call.with, scope);
      const { secrets } = job.call;
      return this.#runCall({
        workflow: called,
        inputs: completeInputs(called, isMapping(given) ? given : {}),
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
    const result = await this.#running.run();
    this.#running = undefined;
    this.#jobs.push(result);
    const isForgiven = result.result === 'failure' && evaluateText(job.continueOnError, scope) === 'true';
    return { result: isForgiven ? 'success' : result.result, outputs: result.outputs };
  }

  #called(caller: Workflow, path: string): Workflow {
    if (!path.startsWith('./')) {
      throw new UnsupportedError(
        `${caller.file}: \`uses: ${path}\` is not supported for a job, only ./path is.`,
      );
    }
    return readWorkflow(join(this.#machine.root, path));
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

// Each job after those it needs, else as in the file.
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

function completeInputs(workflow: Workflow, given: Readonly<Record<string, Value>>): Record<string, Value> {
  const unknown = Object.keys(given).filter((name) => !(name in workflow.inputs));
  if (unknown.length > 0) {
    throw new Error(`${workflow.file} has no input ${unknown.join(', ')}.`);
  }
  const missing: Record<string, Value> = { boolean: false, number: 0 };
  return Object.fromEntries(
    Object.entries(workflow.inputs).map(([name, input]) => {
      if (input.required && given[name] === undefined && input.default === null) {
        throw new Error(`${workflow.file} requires the input ${name}.`);
      }
      return [name, given[name] ?? input.default ?? missing[input.type] ?? ''];
    }),
  );
}

function githubContext(workflow: Workflow, options: RunOptions): Record<string, Value> {
  const { github = {}, inputs } = options;
  const sha = github['sha'] ?? '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
  const ref = github['ref'] ?? 'refs/heads/main';
  const name = github['repository'] ?? 'acme/shopist';
  const [owner = ''] = name.split('/');
  const server = github['server_url'] ?? 'https://github.com';
  const isGitHub = server === 'https://github.com';
  return {
    actor: 'octocat',
    actor_id: '583231',
    api_url: isGitHub ? 'https://api.github.com' : `${server}/api/v3`,
    base_ref: '',
    event_name: 'push',
    event: options.event ?? {
      ref,
      after: sha,
      repository: { name: name.slice(owner.length + 1), full_name: name, owner: { login: owner } },
      ...(inputs === undefined ? {} : { inputs: mapValues(inputs, toText) }),
    },
    graphql_url: isGitHub ? 'https://api.github.com/graphql' : `${server}/api/graphql`,
    head_ref: '',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: name,
    repository_id: '1296269',
    repository_owner: owner,
    repository_owner_id: '9919',
    repositoryUrl: `git://${new URL(server).host}/${name}.git`,
    retention_days: '90',
    run_attempt: '1',
    run_id: '17412345678',
    run_number: '42',
    secret_source: 'Actions',
    server_url: server,
    sha,
    token,
    triggering_actor: 'octocat',
    workflow: workflow.name,
    workflow_ref: `${name}/.github/workflows/${basename(workflow.file)}@${ref}`,
    workflow_sha: sha,
    ...github,
  };
}
