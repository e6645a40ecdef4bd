/** What the pictures in README.md show, in words: a log, and the summaries of what was delivered, was not, was marked. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runExample } from './embedded.ts';
import type { JobResult, RunOptions, RunResult } from './runner.ts';
import { API_KEY } from './stand-ins/api-key.ts';

/** Runs of examples as a user sees them. Summaries are Markdown. */
export interface PictureTexts {
  /** The lines of the log of this action's post stage, without what the runner says of the step. */
  readonly log: readonly string[];
  readonly delivered: string;
  /** Of an event that Datadog refused, with the command that sends it. */
  readonly undelivered: string;
  /** Of a deployment that was marked as a change failure. */
  readonly mark: string;
}

/** The example whose summary of a mark is shown. */
const MARKING = 'smoke-test-and-rollback.yml';

/** Runs the examples against embedded Datadogs. @throws Error where one does not end as it should */
export async function collectPictureTexts(): Promise<PictureTexts> {
  const [delivered, undelivered, marked] = await Promise.all([
    run('deploy.yml'),
    run('deploy.yml', { secrets: { DD_API_KEY: API_KEY.replaceAll('0', 'f') } }),
    run(MARKING, { stageEnvironment: () => ({ SMOKE_TEST: 'failure' }) }),
  ]);
  const job = first(delivered);
  const post = job.stages.find(({ stage, action }) => stage === 'post' && action?.includes('datadog-dora'));
  if (post === undefined || delivered.result !== 'success' || undelivered.result !== 'success') {
    throw new Error(`examples/deploy.yml ended as ${delivered.result}, undelivered as ${undelivered.result}`);
  }
  const lines = post.log.trimEnd().split(/\r?\n/);
  return {
    log: lines.slice(lines.findIndex((line) => line.startsWith('##[group]Datadog'))),
    delivered: job.summary,
    undelivered: first(undelivered).summary,
    mark: summaryOfMark(marked),
  };
}

async function run(example: string, options?: RunOptions): Promise<RunResult> {
  const file = fileURLToPath(new URL(`../examples/${example}`, import.meta.url));
  if (!existsSync(file)) {
    throw new Error(`There is no examples/${example}, which a picture shows.`);
  }
  return (await runExample(file, options)).run;
}

function first({ jobs: [job] }: RunResult): JobResult {
  if (job === undefined) {
    throw new Error('The example has no job.');
  }
  return job;
}

function summaryOfMark({ jobs }: RunResult): string {
  const summaries = jobs.flatMap(({ stages }) => stages.map(({ summary }) => summary));
  const shown = summaries.find((summary) => /change failure/i.test(summary));
  if (shown === undefined) {
    throw new Error(`No step of examples/${MARKING} has a summary of a mark.`);
  }
  return shown;
}

/** The same text for every run: what differs from run to run is replaced. */
export function normalise({ log, delivered, undelivered, mark }: PictureTexts): string {
  return [log.join('\n'), delivered, undelivered, mark]
    .join('\n\n')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/"(started|finished)_at":\d+/g, '"$1_at":<time>')
    .replace(/\b\d+\.\d s\b/g, '<duration>')
    .replace(/\b\d+ ms\b/g, '<milliseconds>')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>');
}
