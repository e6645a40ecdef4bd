/** How a workflow file is run, and what becomes of it. */

import type { Clocks } from './clocks.ts';
import type { Value } from './expressions.ts';
import type { JobResult } from './job.ts';
import type { Server } from './machine.ts';
import type { Outcome, RunningStage, StageInfo } from './stage-run.ts';

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
  /** What a JavaScript action's stage sees of the machine's clocks; nothing for the machine's own. */
  readonly clocks?: (stage: StageInfo) => Clocks | undefined;
  /** Loses what a JavaScript action's stages save for the later ones, as a runner does whose files do not come back. */
  readonly loseState?: boolean;
  /** Called when a stage's process has started. Must not throw. */
  readonly onStart?: (stage: RunningStage) => void;
  /** Called for every line that a stage writes, as it is and without its end, while it runs. Must not throw. */
  readonly onLine?: (line: string, stage: RunningStage) => void;
  /** Whose runner it is; without it GitHub's. */
  readonly server?: Server;
  /**
   * What this runner cannot do (an action that it does not know, another shell, a container …) does nothing, succeeds
   * and says so in a notice, instead of ending the run with an UnsupportedError.
   */
  readonly skipUnsupported?: boolean;
  /** Only these jobs, and what they need. */
  readonly jobs?: readonly string[];
}

/** What became of a workflow run. */
export interface RunResult {
  /** In the order they ran, the children of a matrix and the jobs of called workflows one by one. */
  readonly jobs: readonly JobResult[];
  readonly result: Outcome;
}
