/** The options and the result of a workflow run. */

import type { Status, Texts, Value } from './expressions.ts';
import type { ProcessResult } from './process.ts';

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

/** What becomes of a step or a job. Without an outcome it runs, and the outputs replace those of the same name. */
export interface Played {
  readonly outcome?: Outcome | undefined;
  /** Whether a job ends like this although its condition is false. */
  readonly isForced?: boolean;
  readonly outputs?: Texts;
  /** What a step puts into GITHUB_ENV. */
  readonly env?: Texts;
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
  /** Variables of the machine, e.g. HTTPS_PROXY. Of this machine's own, only PATH and the like are passed on. */
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
  /** Variables for single stages. */
  readonly stageEnvironment?: (stage: StageInfo) => Texts;
  /** The clocks that a stage of a JavaScript action sees. By default those of this machine. */
  readonly clocks?: (stage: StageInfo) => Clocks | undefined;
  /**
   * Called for every line that a running stage writes, unmasked and without the line end. Must not throw. `run.cancel`
   * cancels the whole run, like the button on GitHub's page.
   */
  readonly onLine?: (line: string, run: { cancel(): void }) => void;
  /** Called as the log of a job grows. Must not throw. */
  readonly onProgress?: (progress: Progress) => void;
  /** Whose variables the runner sets. Gitea's also evaluates an input's default only once, in the first stage. */
  readonly server?: 'github' | 'gitea' | 'forgejo' | 'act';
  /**
   * What is played instead of run: the step at a place (`deploy/3`, in a composite action `deploy/3/1`), the job at a
   * place (`deploy/`), or one more step at the end of that job (`deploy/end`). An action that is played is not loaded.
   * @param matrix the values of the job's matrix, e.g. `eu, prod`; empty without one
   */
  readonly play?: (place: string, matrix: string) => Played | undefined;
  /** An attempt of which only the failed jobs run again, and those that need them. */
  readonly earlier?: RunResult;
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

/** An annotation of the run. Masked. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly step: string;
}

export interface StageInfo {
  /** The ID of its job, as in `JobResult`. */
  readonly job: string;
  /** The step's place, as in `RunOptions.play`. */
  readonly place: string;
  /** The values of the job's matrix, as in `RunOptions.play`. */
  readonly matrix: string;
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
 * if no process ran (skipped or played step, composite action). Unmasked, but for the summary and the log.
 */
export interface StageResult extends StageInfo, ProcessResult {
  readonly isPlayed: boolean;
  /** The expressions in its inputs that are empty, without their `${{ }}`. */
  readonly emptyExpressions: string[];
  /** What the stage saved, in files or by commands. */
  readonly state: Record<string, string>;
  readonly outputs: Record<string, string>;
  readonly env: Record<string, string>;
  /** Its part of the job's summary. */
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
  | { readonly kind: 'job ended'; readonly job: JobResult; readonly condition: string };
