import * as core from '@actions/core';
import type { Delivery } from './datadog/client.ts';
import type { Site } from './datadog/site.ts';
import { type Deployment, deploymentBody } from './deployment.ts';
import { harmless, type Log, showInvisible } from './log.ts';
import { formatDuration, formatTime } from './time.ts';

/** Writes an event as JSON that means the same, and in which the runner finds no workflow command. */
export function harmlessJson(json: string): string {
  return showInvisible(json).replace(/##(?=\[)/g, '#\\u0023');
}

/** A `curl` command that sends an event again, with the key from the environment; quoted for any shell of POSIX. */
export function curlCommand(deployment: Deployment, url: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const body = harmlessJson(deploymentBody(deployment));
  return `curl --fail-with-body -X POST ${quote(url)} -H "DD-API-KEY: $DD_API_KEY" -H 'Content-Type: application/json' --data-raw ${quote(body)}`;
}

/** What the report on a job's deployment events is made from. */
export interface Report {
  readonly site: Site;
  /** The URL that events are posted to. */
  readonly url: string;
  readonly failOnError: boolean;
  readonly jobSummary: boolean;
  /** One per event; undefined in a dry run. */
  readonly deliveries: readonly Delivery[] | undefined;
  readonly deployments: readonly Deployment[];
}

/** Says in the log what became of each event, and writes out in full those that Datadog has not got. */
export function reportToLog(report: Report, log: Log): void {
  const { deliveries, deployments, url } = report;
  if (deliveries === undefined) {
    log.info('Dry run: nothing was sent. The body of each request would be:');
    writeEvents(deployments, log, () => []);
    return;
  }
  for (const delivery of deliveries) {
    const { deployment, attempts, milliseconds, undelivered } = delivery;
    const effort = `after ${milliseconds} ms, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}; deployment id ${deployment.id}`;
    log.info(
      `${deployment.service}: ${resultOf(delivery)} ${effort}${undelivered ? `: ${undelivered.what}` : ''}`,
    );
  }
  const lost = deliveries.filter(({ undelivered }) => undelivered !== undefined);
  if (lost.length === 0) {
    return;
  }
  log.info('Not delivered, in full; each with a command that sends it, given the API key in DD_API_KEY:');
  writeEvents(
    lost.map(({ deployment }) => deployment),
    log,
    (deployment) => [curlCommand(deployment, url)],
  );
  for (const message of undeliveredMessages(lost, report)) {
    log.error(message);
  }
}

function writeEvents(
  deployments: readonly Deployment[],
  log: Log,
  more: (deployment: Deployment) => readonly string[],
): void {
  for (const deployment of deployments) {
    for (const line of [harmlessJson(deploymentBody(deployment)), ...more(deployment)]) {
      log.info(line);
    }
  }
}

function resultOf({ undelivered, status }: Delivery): string {
  return undelivered !== undefined
    ? 'NOT delivered'
    : status === 202
      ? 'accepted by Datadog, to be stored later (HTTP 202)'
      : `stored by Datadog (HTTP ${status})`;
}

const MOST_ANNOTATIONS = 10;

/** One message per cause, ten at most. */
export function undeliveredMessages(
  lost: readonly Delivery[],
  { failOnError, jobSummary }: Pick<Report, 'failOnError' | 'jobSummary'>,
): string[] {
  const causes = new Map<string, string[]>();
  for (const { deployment, undelivered } of lost) {
    const cause = `${undelivered?.what}. ${undelivered?.hint}`.trim();
    causes.set(cause, [...(causes.get(cause) ?? []), deployment.service]);
  }
  const consequence = `${jobSummary ? 'The log and the job summary have' : 'The log has'} each event in full, with a command that sends it. ${failOnError ? 'The job fails, as fail-on-error is true.' : 'The job is not failed (fail-on-error is false).'}`;
  const messages = [...causes].map(([cause, services]) => {
    const names = services.slice(0, 10).join(', ');
    const more = services.length > 10 ? ` and ${services.length - 10} more` : '';
    return `No deployment event reached Datadog for ${names}${more}: ${cause} ${consequence}`;
  });
  const rest = messages.length - MOST_ANNOTATIONS + 1;
  return messages.length <= MOST_ANNOTATIONS
    ? messages
    : [
        ...messages.slice(0, MOST_ANNOTATIONS - 1),
        `No deployment event reached Datadog for more services, for ${rest} further reasons: see the log. ${consequence}`,
      ];
}

// GitHub refuses a summary of more than 1 MiB, whole.
const LONGEST_SUMMARY = 1_000_000;

/** The job summary in Markdown, below GitHub's limit. */
export function summaryMarkdown({ site, url, deliveries, deployments }: Report, log: Log): string {
  const head = [
    '## Datadog DORA deployment',
    '',
    '| Service | Env | Version | Start | Duration | Commit | Result |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  const rows = deployments.map((deployment, index) => {
    const delivery = deliveries?.[index];
    const cells = [
      markdownCode(log.redact(deployment.service)),
      markdownCode(log.redact(deployment.env ?? '')),
      markdownCode(log.redact(deployment.version ?? '')),
      formatTime(deployment.startedAt),
      formatDuration(deployment.finishedAt - deployment.startedAt),
      commitLink(deployment.git),
      delivery === undefined
        ? 'dry run, not sent'
        : delivery.undelivered === undefined
          ? resultOf(delivery)
          : `**NOT delivered**: ${markdownCode(log.redact(delivery.undelivered.what))}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const foot = ['', `[DORA Metrics in Datadog](${site.doraPage})`];
  const lost = (deliveries ?? []).filter(({ undelivered }) => undelivered !== undefined);
  const commands = lost.map(({ deployment }) => {
    const command = log.redact(curlCommand(deployment, url));
    const fence = '`'.repeat(Math.max(2, ...(command.match(/`+/g) ?? []).map((run) => run.length)) + 1);
    return ['', `${fence}sh`, command, fence].join('\n');
  });
  const advice =
    lost.length === 0
      ? []
      : ['', 'To send what was not delivered, put the API key into `DD_API_KEY` and run:', ...commands];
  const lines = withinLimit([...head, ...rows], LONGEST_SUMMARY / 2, '| … the rest is in the log |');
  return `${withinLimit([...lines, ...foot, ...advice], LONGEST_SUMMARY, '\nThe rest is in the log.').join('\n')}\n`;
}

function withinLimit(lines: readonly string[], limit: number, otherwise: string): string[] {
  let length = 0;
  const end = lines.findIndex((line) => {
    length += Buffer.byteLength(line) + 1;
    return length > limit - 1000;
  });
  return end === -1 ? [...lines] : [...lines.slice(0, end), otherwise];
}

/** A text as code in a cell of a Markdown table, whatever is in it. */
export function markdownCode(text: string): string {
  const line = harmless(text);
  if (!/[`|\\<>&[\]]/.test(line)) {
    return line === '' ? '' : `\`${line}\``;
  }
  return `<code>${line.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`;
}

function commitLink(git: Deployment['git']): string {
  if (git === undefined) {
    return '';
  }
  const short = `\`${git.commitSha.slice(0, 7)}\``;
  const url = /^https?:/.test(git.repositoryUrl) ? URL.parse(git.repositoryUrl.replace(/\.git$/, '')) : null;
  // The URL parser leaves these as they are, and they would end a link or a cell.
  const address = url?.href.replace(/[()|[\]\\`*_~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return address === undefined ? short : `[${short}](${address}/commit/${git.commitSha})`;
}

/** Appends to the job summary. */
export async function writeSummary(markdown: string): Promise<void> {
  await core.summary.addRaw(markdown).write();
}
