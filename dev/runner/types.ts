/** The options and the result of a workflow run. */

import type { Status, Texts, Value } from './expressions.ts';
import type { ProcessResult } from './process.ts';

/**
 * Which runner to imitate. `act`, and the runners of Gitea and Forgejo that are built on it, set variables of their
 * own, register a post when its main runs, and compute `job.status` from mains only; in a composite action, only from
 * its own. Gitea's runner also evaluates the defaults of an action's inputs only once, in the action's first stage.
 * Measured with act 0.2.89, Gitea 1.26 and forgejo-runner 12. Source: pkg/runner/action.go of nektos/act.
 */
export type Server = 'github' | 'gitea' | 'forgejo' | 'act';

export type Stage = 'pre' | 'main' | 'post';
export type Outcome = Status | 'skipped';

/** How the clocks that a stage sees differ from those of this machine. */
export interface Clocks {
  /** Milliseconds by which the wall clock is ahead, in `Date` and in `performance.timeOrigin`. */
  readonly wallClock?: number;
  /** Milliseconds by which `os.uptime()` is ahead. */
  readonly uptime?: number;
  /** What `fs.readFileSync` reads from /proc/sys/kernel/random/boot_id; null: the file does not exist. */
  readonly bootId?: string | null;
}

export interface RunOptions {
  /**
   * The folder that replaces a remote action, by `owner/name`; the owner may be `*`. By default the
   * `datadog-dora-deployment` of any owner is this repository.
   */
  readonly actions?: Texts;
  /** The folder that `./` and `$/` refer to in `uses:`. By default this repository. */
  readonly root?: string;
  /** GITHUB_WORKSPACE. By default an empty folder that is removed afterwards. */
  readonly workspace?: string;
  /** Variables of the machine, e.g. HTTPS_PROXY. Of this machine's own, only PATH, HOME and the like are passed on. */
  readonly environment?: Texts;
  readonly secrets?: Texts;
  readonly vars?: Texts;
  /** The inputs of `workflow_dispatch`, or of `workflow_call` if nothing else starts the workflow. */
  readonly inputs?: Readonly<Record<string, Value>>;
  /** Values in the `github` context that differ from what the event says: `event_name`, `sha`, `ref` … */
  readonly github?: Texts;
  /** The event's payload. By default that of a push to `github.ref`. */
  readonly event?: Value;
  /** The text of the file at GITHUB_EVENT_PATH if it is not the payload. */
  readonly eventFile?: string;
  /** `job.check_run_id`. Empty by default, as on older servers. */
  readonly jobCheckRunId?: number;
  /** The Node that runs JavaScript actions. By default that of this process. */
  readonly node?: string;
  /** Whether debug logging is on: RUNNER_DEBUG is 1. */
  readonly debug?: boolean;
  /** Variables for single stages. */
  readonly stageEnvironment?: (stage: StageInfo) => Texts;
  /** The clocks that a stage of a JavaScript action sees. By default those of this machine. */
  readonly clocks?: (stage: StageInfo) => Clocks | undefined;
  /** Whether the state of every stage is lost, as with container hooks that do not copy the runner's files back. */
  readonly loseState?: boolean;
  /**
   * Called for every line that a running stage writes, unmasked and without the line end. Must not throw. `run.cancel`
   * cancels the whole run, like the button on GitHub's page.
   */
  readonly onLine?: (line: string, run: { cancel(): void }) => void;
  /** Called as the log of a job grows. Must not throw. */
  readonly onProgress?: (progress: Progress) => void;
  /** Which runner to imitate. By default GitHub's. */
  readonly server?: Server;
  /**
   * Whether what this runner does not support (an unknown action, another shell, a container …) is skipped with a
   * notice and counts as a success, instead of ending the run with an UnsupportedError.
   */
  readonly skipUnsupported?: boolean;
  /** Outputs by the ID of a step, which then does not run, or of a job that calls a workflow of another repository. */
  readonly outputs?: Readonly<Record<string, Texts>>;
}

export interface RunResult {
  /** In the order they ran. The children of a matrix and the jobs of called workflows are separate entries. */
  readonly jobs: readonly JobResult[];
  readonly result: Outcome;
}

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
  readonly outputs: Texts;
}

/** An annotation of the run. A step has at most ten per level. Masked. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly step: string;
}

export interface StageInfo {
  /** The ID of its job, as in `JobResult`. */
  readonly job: string;
  /** As GitHub shows it, e.g. `Post Run ./`. */
  readonly step: string;
  /** The step's `id`, if the file has one. */
  readonly stepId: string | undefined;
  /** What the step `uses`. */
  readonly action: string | undefined;
  readonly stage: Stage;
}

/**
 * The result of a stage. The stage of a composite action is followed by those of its steps. The exit code is also null
 * if no process ran (skipped step, composite action). Unmasked, but for the summary and the log.
 */
export interface StageResult extends StageInfo, ProcessResult {
  /** What the stage saved, in files or by commands. */
  readonly state: Record<string, string>;
  readonly outputs: Record<string, string>;
  readonly env: Record<string, string>;
  /** Its part of the job's summary; empty if it was too large. */
  summary: string;
  /** The text of the files at GITHUB_ENV, _OUTPUT, _PATH, _STATE and _STEP_SUMMARY, by `env`, `output` … */
  readonly files: Record<string, string>;
  log: string;
  /** Before `continue-on-error`. */
  outcome: Outcome;
  /** Milliseconds. */
  duration: number;
}

/** How a run goes on. Texts are masked. */
export type Progress =
  | { readonly kind: 'job'; readonly name: string }
  | { readonly kind: 'stage'; readonly step: string }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'stage ended'; readonly stage: StageResult }
  | { readonly kind: 'job ended'; readonly job: JobResult };
