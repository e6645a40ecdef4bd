/** Runs a GitHub workflow file on this machine, each stage in a process of its own, as GitHub's runner does. */

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWorkflow } from './runner/definitions.ts';
import type { RunOptions, RunResult } from './runner/types.ts';
import { WorkflowRun } from './runner/workflow-run.ts';

export type { Value } from './runner/expressions.ts';
export type * from './runner/types.ts';

/**
 * Runs a workflow file, one job after the other. Its `on:` and `runs-on:` are ignored.
 * @throws Error with the messages of GitHub's parser, if an expression outside a step cannot be evaluated, or if an action
 *   or a called workflow is not here
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
