import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type JobResult, type RunOptions, type RunResult, runWorkflow, type StageResult } from '../../dev/runner.ts';

/** The repository of the tests' actions. */
export const root = fileURLToPath(new URL('../dev/runner/', import.meta.url));
const actions = {
  'acme/probe': join(root, 'probe'),
  'acme/quick': join(root, 'quick'),
  'acme/twice': join(root, 'twice'),
};

/** Runs a workflow, given as text. */
export async function run(workflow: string, options: RunOptions = {}): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  try {
    const file = join(folder, 'test.yml');
    writeFileSync(file, workflow);
    return await runWorkflow(file, { root, actions, ...options });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the one job of a workflow, given its lines from `steps:` on, indented by six spaces at least. */
export async function runSteps(steps: string, options?: RunOptions): Promise<JobResult> {
  const { jobs } = await run(`on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`, options);
  const [job] = jobs;
  if (job === undefined) {
    throw new Error('The workflow has no job.');
  }
  return job;
}

/** What a probe saw in one of its stages. */
export function seen(job: JobResult, stage: string, name: string): Record<string, unknown> | undefined {
  for (const { stdout } of job.stages) {
    const [line = ''] = stdout.split('\n', 1);
    const report: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
    if (isRecord(report) && report['stage'] === stage && report['name'] === name) {
      return report;
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The probes' stages in the order they ran, and what was skipped. */
export function order(job: JobResult): string[] {
  return job.stages
    .map((stage) => /"stage":"(\w+)","name":"([^"]*)"/.exec(stage.stdout)?.slice(1).join(' ') ?? stage.outcome)
    .filter((text) => text !== 'success');
}

/** The stage of the step with an id. */
export function stageOf(job: JobResult, id: string): StageResult {
  const stage = job.stages.find(({ stepId }) => stepId === id);
  if (stage === undefined) {
    throw new Error(`No step has the id ${id}.`);
  }
  return stage;
}
