/** What the pictures in README.md show, in words: a log, and the summaries of three deployments. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { embeddedSecrets, standIns, startEmbeddedDatadog } from './embedded.ts';
import { type JobResult, type RunOptions, runWorkflow } from './runner.ts';
import { API_KEY } from './stand-ins/api-key.ts';

/** Runs of examples as a user sees them. Summaries are Markdown. */
export interface PictureTexts {
  /** The lines of the log of this action's post stage, without what the runner says of the step. */
  readonly log: readonly string[];
  readonly delivered: string;
  /** Of an event that Datadog rejected, with the command that sends it. */
  readonly unconfirmed: string;
  /** Of a rollback that marked the deployment it remedies. */
  readonly remedy: string;
}

/**
 * Deploys a release, deploys it with a wrong key, and rolls it back, all to the same embedded Datadog.
 * @throws Error if a run does not end as it should
 */
export async function collectPictureTexts(): Promise<PictureTexts> {
  const { environment, close } = await startEmbeddedDatadog();
  const run = async (example: string, options: RunOptions): Promise<JobResult> => {
    const file = fileURLToPath(new URL(`../examples/${example}`, import.meta.url));
    if (!existsSync(file)) {
      throw new Error(`There is no examples/${example}, which a picture shows.`);
    }
    const known: RunOptions = { actions: standIns(), environment, secrets: embeddedSecrets };
    const { jobs, result } = await runWorkflow(file, { ...known, ...options });
    const [job] = jobs;
    if (job === undefined || result !== 'success') {
      throw new Error(`examples/${example} ended as ${result}.`);
    }
    return job;
  };
  const release: RunOptions = {
    github: { event_name: 'release', ref: 'refs/tags/v2.14.0' },
    event: { action: 'published', release: { tag_name: 'v2.14.0' } },
  };
  try {
    const delivered = await run('release.yml', release);
    const unconfirmed = await run('release.yml', {
      ...release,
      secrets: { DD_API_KEY: API_KEY.replaceAll('0', 'f') },
    });
    const remedy = await run('rollback.yml', {
      github: { event_name: 'workflow_dispatch' },
      inputs: { version: 'v2.13.4', 'failed-version': 'v2.14.0' },
    });
    return {
      log: logOfPost(delivered),
      delivered: delivered.summary,
      unconfirmed: unconfirmed.summary,
      remedy: remedy.summary,
    };
  } finally {
    await close();
  }
}

function logOfPost({ stages }: JobResult): string[] {
  const post = stages.find(({ stage, action }) => stage === 'post' && action?.includes('datadog-dora'));
  const lines = post?.log.trimEnd().split(/\r?\n/) ?? [];
  return lines.slice(lines.findIndex((line) => line.startsWith('##[group]Datadog')));
}

/** The same text for every run: what differs from run to run is replaced. */
export function normalise({ log, delivered, unconfirmed, remedy }: PictureTexts): string {
  return [log.join('\n'), delivered, unconfirmed, remedy]
    .join('\n\n')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/"(started|finished)_at":\d+/g, '"$1_at":<time>')
    .replace(/\b\d+\.\d s\b/g, '<duration>')
    .replace(/\b\d+ ms\b/g, '<milliseconds>')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>');
}
