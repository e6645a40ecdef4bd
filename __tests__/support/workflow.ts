import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import {
  type DeploymentAttributes,
  type Intake,
  type IntakeOptions,
  type StoredMark,
  startIntake,
} from '../../dev/intake.ts';
import { type JobResult, type RunOptions, runWorkflow, type Stage, type StageResult } from '../../dev/runner.ts';

/** The API key that workflow files have as `secrets.DD_API_KEY`. */
export const apiKey = '0123456789abcdef0123456789abcdef';

/** The application key that workflow files have as `secrets.DD_APP_KEY`. */
export const appKey = 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0';

/** The commit that the workflow runs for, where a test names no other. */
export const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

// `repository` in it plays the repository that the workflows belong to.
const folder = fileURLToPath(new URL('../workflows/', import.meta.url));

/** What became of a workflow file, with the intake that its events went to. */
export interface Run {
  readonly jobs: readonly JobResult[];
  /** The first job, which most files have alone. */
  readonly job: JobResult;
  /** What the intake stored, in order of arrival. */
  readonly events: readonly DeploymentAttributes[];
  /** What the intake accepted as marks, in order of arrival. */
  readonly marks: readonly StoredMark[];
  readonly intake: Intake;
}

/** Options of the runner, and what to do with the intake before it is closed. */
export interface Options extends RunOptions {
  readonly intake?: IntakeOptions;
  readonly prepare?: (intake: Intake) => void;
  readonly check?: (run: Run) => Promise<void>;
}

/**
 * Runs a workflow file of `__tests__/workflows/` with the built action, against an intake of its own, whose URL is
 * `vars.INTAKE`. No key must be in anything that the actions leave, whatever the test is about.
 */
export async function run(file: string, options: Options = {}): Promise<Run> {
  const { check, prepare, intake: intakeOptions, ...rest } = options;
  const intake = await startIntake(intakeOptions);
  try {
    prepare?.(intake);
    const { jobs } = await runWorkflow(join(folder, file), {
      root: join(folder, 'repository'),
      secrets: { DD_API_KEY: apiKey, DD_APP_KEY: appKey },
      jobCheckRunId: 41234567890,
      ...rest,
      vars: { INTAKE: intake.url, ...rest.vars },
    });
    const [job] = jobs;
    if (job === undefined) {
      throw new Error(`${file} has no job.`);
    }
    const events = intake.deployments.map(({ attributes }) => attributes);
    const result: Run = { jobs, job, intake, events, marks: intake.marks };
    jobs.forEach(expectNoKey);
    await check?.(result);
    return result;
  } finally {
    await intake.close();
  }
}

/** The stages of both actions, in the order they ran, also in composite actions. */
export function stages(job: JobResult, stage?: Stage): StageResult[] {
  return job.stages.filter(
    (result) =>
      /\/datadog-dora-deployment(?:\/change-failure)?@|^\.\/$/.test(result.action ?? '') &&
      (stage === undefined || result.stage === stage),
  );
}

/** The one run of a stage of this action. */
export function only(job: JobResult, stage: Stage): StageResult {
  const [result, ...others] = stages(job, stage);
  if (result === undefined || others.length > 0) {
    throw new Error(`${job.id} has ${others.length + (result ? 1 : 0)} stages ${stage} of this action.`);
  }
  return result;
}

/** The messages of a level that this action's steps show at the run. */
export function messages(job: JobResult, level: 'error' | 'warning' | 'notice'): string[] {
  const steps = new Set(stages(job).map(({ step }) => step));
  return job.annotations
    .filter((annotation) => annotation.level === level && steps.has(annotation.step))
    .map(({ message }) => message);
}

/** Each stage of this action that ran ended well, and had nothing to complain about. */
export function expectQuiet(job: JobResult): void {
  expect([...messages(job, 'error'), ...messages(job, 'warning')]).toEqual([]);
  expectHarmless(job);
}

/** Each stage of this action that ran ended well. */
export function expectHarmless(job: JobResult): void {
  for (const { stage, outcome, exitCode } of stages(job)) {
    expect([stage, outcome, exitCode]).toEqual(
      outcome === 'skipped' ? [stage, 'skipped', null] : [stage, 'success', 0],
    );
  }
}

function expectNoKey(job: JobResult): void {
  for (const { stage, files, stdout, stderr, env, outputs, state } of stages(job)) {
    for (const key of [apiKey, appKey]) {
      const output = stdout.replaceAll(`::add-mask::${key}`, '::add-mask::');
      expect([stage, JSON.stringify({ files, output, stderr, env, outputs, state })]).toEqual([
        stage,
        expect.not.stringContaining(key),
      ]);
    }
  }
  for (const key of [apiKey, appKey]) {
    expect(job.log + job.summary).not.toContain(key);
  }
}
