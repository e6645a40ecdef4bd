/** The options and the result of a workflow run. */

import type { Clocks } from './clocks.ts';
import type { Value } from './expressions.ts';
import type { JobResult } from './job.ts';
import type { Server } from './machine.ts';
import type { Outcome, Progress, RunningStage, StageInfo } from './stage-run.ts';

/** How to run a workflow file. */
export interface RunOptions {
  /**
   * The folder that replaces a remote action, by `owner/name`; the owner may be `*`. By default the
   * `datadog-dora-deployment` of any owner is this repository.
   */
  readonly actions?: Readonly<Record<string, string>>;
  /** The folder that `./` and `$/` refer to in `uses:`. By default this repository. */
  readonly root?: string;
  /** GITHUB_WORKSPACE. By default an empty folder that is removed afterwards. */
  readonly workspace?: string;
  /** Variables of the machine, e.g. HTTPS_PROXY. Of this machine's own, only PATH, HOME and the like are passed on. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** The inputs of `workflow_dispatch`, or of `workflow_call` if nothing else starts the workflow. */
  readonly inputs?: Readonly<Record<string, Value>>;
  /** Values in the `github` context that differ from what the event says: `event_name`, `sha`, `ref` … */
  readonly github?: Readonly<Record<string, string>>;
  /** The event's payload. By default that of a push to `github.ref`. */
  readonly event?: Value;
  /** The text of the file at GITHUB_EVENT_PATH if it is not the payload; null: the file does not exist. */
  readonly eventFile?: string | null;
  /** `job.check_run_id`. Empty by default, as on older servers. */
  readonly jobCheckRunId?: number;
  /** The Node that runs JavaScript actions. By default that of this process. */
  readonly node?: string;
  /** Whether debug logging is on: RUNNER_DEBUG is 1. */
  readonly debug?: boolean;
  /** Variables for single stages. */
  readonly stageEnvironment?: (stage: StageInfo) => Readonly<Record<string, string>>;
  /** The clocks that a stage of a JavaScript action sees. By default those of this machine. */
  readonly clocks?: (stage: StageInfo) => Clocks | undefined;
  /** Whether the state of every stage is lost, as with container hooks that do not copy the runner's files back. */
  readonly loseState?: boolean;
  /** Called for every line that a running stage writes, unmasked and without the line end. Must not throw. */
  readonly onLine?: (line: string, stage: RunningStage) => void;
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
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The jobs to run, with those that they need. By default all. */
  readonly jobs?: readonly string[];
}

/** The result of a workflow run. */
export interface RunResult {
  /** In the order they ran. The children of a matrix and the jobs of called workflows are separate entries. */
  readonly jobs: readonly JobResult[];
  readonly result: Outcome;
}
