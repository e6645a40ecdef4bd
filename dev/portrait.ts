/** What the pictures in README.md show: the log and the summary of examples/deploy.yml, in words. */
import { fileURLToPath } from 'node:url';
import { rehearse } from './rehearsal.ts';

/** A run of examples/deploy.yml as a user sees it. */
export interface Portrait {
  /** The lines of the log of this action's post stage, without what the runner says of the step. */
  readonly log: readonly string[];
  /** The job summary in Markdown. */
  readonly summary: string;
}

/** Runs examples/deploy.yml against an embedded Datadog. @throws Error where the run is not a success */
export async function portray(): Promise<Portrait> {
  const { run } = await rehearse(fileURLToPath(new URL('../examples/deploy.yml', import.meta.url)));
  const [job] = run.jobs;
  const post = job?.stages.find(({ stage, action }) => stage === 'post' && action?.includes('datadog-dora'));
  if (job === undefined || post === undefined || run.result !== 'success') {
    throw new Error(`examples/deploy.yml ended as ${run.result}`);
  }
  const lines = post.log.trimEnd().split(/\r?\n/);
  return {
    log: lines.slice(lines.findIndex((line) => line.startsWith('##[group]Datadog'))),
    summary: job.summary,
  };
}

/** The same text for every run: what differs from run to run is replaced. */
export function normalise({ log, summary }: Portrait): string {
  return `${log.join('\n')}\n\n${summary}`
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/\b\d+\.\d s\b/g, '<duration>')
    .replace(/\b\d+ ms\b/g, '<milliseconds>')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>');
}
