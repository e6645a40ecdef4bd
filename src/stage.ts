import * as core from '@actions/core';
import { createLog, type Log } from './log.ts';

/** The major version that `action.yml` asks the runner for. */
const NODE_MAJOR = 24;

/**
 * Runs one stage of the action. Nothing that goes wrong in it fails the job, unless `fail-on-error` is true.
 * @param secrets are masked before anything is printed, and never written
 * @param work resolves to true where the job is to fail
 */
export async function runStage(
  secrets: readonly string[],
  work: (log: Log) => Promise<boolean> | boolean,
): Promise<void> {
  // A runner that no longer reads the log must not keep the rest from being done.
  process.stdout.on('error', () => {});
  for (const secret of secrets) {
    core.setSecret(secret);
  }
  const log = createLog(secrets);
  if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR) {
    log.error(
      `No deployment event can be sent: this action needs Node ${NODE_MAJOR}, and this runner has Node ${process.versions.node} for it. Update the runner to 2.327.1 or later; for 32-bit ARM there is no Node ${NODE_MAJOR}. The job itself goes on.`,
    );
    return;
  }
  let failed: boolean;
  try {
    failed = await work(log);
  } catch (error) {
    log.error(`No deployment event can be sent, for an unexpected reason: ${messageOf(error)}`);
    failed = /^true$/i.test(core.getInput('fail-on-error'));
  }
  if (failed) {
    process.exitCode = 1;
  }
}

/** An error's message, or whatever was thrown, as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
