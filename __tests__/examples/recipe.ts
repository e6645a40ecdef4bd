/** Runs the recipes in `examples/` unchanged, as a user would paste them, against an embedded Datadog. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { type ExampleOptions, type ExampleRun, runExample } from '../../dev/embedded.ts';
import type { DeploymentAttributes } from '../../dev/intake.ts';
import type { JobResult, Outcome, RunOptions, RunResult, Value } from '../../dev/runner.ts';

export const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
export const second = 1_000_000_000n;
/** The commit of the push that a recipe runs for. */
export const pushed = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
/** The commit that production runs, and that the manifests name. */
export const other = 'fedcba9876543210fedcba9876543210fedcba98';

// A deployment takes its seconds, some recipes have several, and a busy machine is slow.
jest.setTimeout(300_000);

/** Files of `examples/`, each at the path in the user's repository that its first lines name. */
type Layout = Readonly<Record<string, string>>;

/** Declares the test of a recipe: nothing but its files, run as a user would paste them. */
export function recipe(
  file: string,
  promise: string,
  check: (run: (options?: ExampleOptions) => Promise<ExampleRun>, root: string) => Promise<void>,
  layout: Layout = {},
): void {
  test.concurrent(`${file}: ${promise}`, async () => {
    const root = mkdtempSync(join(tmpdir(), 'recipe-'));
    try {
      for (const [from, to] of Object.entries(layout)) {
        mkdirSync(dirname(join(root, to)), { recursive: true });
        copyFileSync(join(folder, from), join(root, to));
      }
      await check((options) => runExample(join(folder, file), { root, ...options }), root);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
}

/** Options that set variables in the step with this ID, or in all steps. */
export function where(variables: Readonly<Record<string, string>>, step?: string): RunOptions {
  return { stageEnvironment: ({ stepId }) => (step === undefined || step === stepId ? variables : {}) };
}

/** The event that a comment of a recipe shows: JSON with placeholders, which `fill` replaces. */
export function eventShownIn(file: string, fill: (comment: string) => string) {
  const comment = readFileSync(join(folder, file), 'utf8').replaceAll(/^# */gm, '');
  const [shown = ''] = /\{"event_type".*?"\}\}/s.exec(fill(comment)) ?? [];
  const { event_type: action, client_payload }: { event_type: string; client_payload: Record<string, Value> } =
    JSON.parse(shown);
  return { action, client_payload };
}

/** Expects that a run succeeded, and that it showed neither an error nor a warning. */
export function expectQuiet({ result, jobs }: RunResult): void {
  const annotations = jobs.flatMap((job) => job.annotations);
  expect(annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
  expect(result).toBe('success');
}

/** Expects that a run ended like this and sent nothing. */
export function expectNothing({ run, requests }: ExampleRun, result: Outcome = 'success'): void {
  expect(run.result).toBe(result);
  expect(requests).toEqual([]);
}

/** What Datadog got from a quiet run. */
export function delivered({ run, deployments }: ExampleRun): readonly DeploymentAttributes[] {
  expectQuiet(run);
  return deployments.map(({ attributes }) => attributes);
}

/** What Datadog got from a quiet run that had exactly one deployment. */
export function deliveredOne(rehearsal: ExampleRun): DeploymentAttributes {
  const [event, ...more] = delivered(rehearsal);
  expect(more).toEqual([]);
  if (event === undefined) throw new Error('No event arrived.');
  return event;
}

export function jobOf({ run }: ExampleRun, id: string): JobResult {
  const job = run.jobs.find((each) => each.id === id);
  if (job === undefined) throw new Error(`There was no job ${id}.`);
  return job;
}

/** Seconds since 1970 as `date +%s` writes them, in nanoseconds. */
export function clock(seconds: string | undefined): bigint {
  return BigInt(seconds ?? '') * second;
}

/**
 * Runs a recipe after v2.14.0 and v2.14.1 were deployed.
 * @param options of the recipe's run, which may depend on the IDs of the two
 */
export async function afterReleases(file: string, options: (released: readonly string[]) => RunOptions) {
  const released = ['v2.14.0', 'v2.14.1'].map((version) => `release-of-${version}`);
  const minute = 60n * second;
  const now = BigInt(Date.now()) * 1_000_000n;
  const rehearsal = await runExample(join(folder, file), {
    ...options(released),
    prepare: (intake) => {
      for (const [index, id] of released.entries()) {
        const finish = now - BigInt(10 - index) * minute;
        const deployment = { service: 'shopist', env: 'prod', version: id.slice('release-of-'.length) };
        intake.store({ ...deployment, id, started_at: finish - minute, finished_at: finish });
      }
    },
  });
  const patches = rehearsal.requests.filter(({ method }) => method === 'PATCH');
  return {
    run: rehearsal.run,
    released,
    added: rehearsal.deployments.slice(released.length),
    marks: rehearsal.marks,
    patches: patches.map(({ path, body }) => {
      const { data }: { data: { attributes: unknown } } = JSON.parse(body);
      return { path, attributes: data.attributes };
    }),
  };
}
