import type { Outcome } from '../datadog/client.ts';
import { eventRequest } from '../datadog/event.ts';
import { markRequest } from '../datadog/mark.ts';
import { curlCommand } from '../report/curl.ts';
import { causeMessages, effortOf, isLost } from '../report/deliveries.ts';
import { harmlessJson, markdownCode, summaryMarkdown } from '../report/summary.ts';
import { effectOnJob, type Stage, type Verdict } from '../runner/stage.ts';
import { formatDuration, formatTime } from '../time.ts';
import { changeFailureMark, type Result } from './deliver.ts';
import type { Settings } from './settings.ts';

const TITLE = 'Datadog DORA deployment';

/** Says in one line, in the log and in the summary, why no event is sent. */
export function reportUnsent(
  { log, writeSummary }: Stage,
  { jobSummary }: Pick<Settings, 'jobSummary'>,
  why: string,
  level: 'info' | 'error' = 'info',
): Verdict {
  const line = `No deployment event: ${why}.`;
  log[level](line);
  if (jobSummary) {
    writeSummary(`## ${TITLE}\n\n${markdownText(log.redact(line))}\n`);
  }
  return 'success';
}

/** Whether a result fails the job where `fail-on-error` is true. */
export function failsJob({ outcome, mark }: Result): boolean {
  return isLost(outcome) || isLost(mark);
}

/** Reports what became of each event, and writes out in full what Datadog has not confirmed. */
export function reportResults(
  results: readonly Result[],
  settings: Settings,
  { log, writeSummary }: Stage,
): void {
  const { apiUrl, dryRun, failOnError, jobSummary } = settings;
  if (dryRun) {
    log.info('Dry run: nothing was sent. The body of each request would be:');
    for (const { event, mark } of results) {
      log.info(harmlessJson(eventRequest(event).body));
      if (mark !== undefined) {
        const { method, path, body } = markRequest(changeFailureMark(event));
        log.info(`${method} ${apiUrl}${path}`);
        log.info(harmlessJson(body));
      }
    }
  } else {
    for (const result of results) {
      log.info(resultLine(result));
    }
  }
  const unconfirmed = results.filter(failsJob);
  if (unconfirmed.length > 0) {
    log.info(`Not confirmed, in full; each command sends it again. ${KEYS_FOR_COMMANDS}`);
    unconfirmed
      .flatMap((result) => commandsOf(result, apiUrl))
      .flatMap((command) => command.split('\n'))
      .forEach((line) => void log.info(line));
  }
  annotate(results, { failOnError, jobSummary }, log);
  if (jobSummary) {
    writeSummary(summaryOf(results, settings, log.redact));
  }
}

const KEYS_FOR_COMMANDS = 'Put the API key in DD_API_KEY, and for a mark the application key in DD_APP_KEY.';

function annotate(
  results: readonly Result[],
  { failOnError, jobSummary }: Pick<Settings, 'failOnError' | 'jobSummary'>,
  log: Stage['log'],
): void {
  const where = jobSummary ? 'The log and the job summary have' : 'The log has';
  const consequence = (what: string) => `${where} ${what}. ${effectOnJob(failOnError)}`;
  const lost = results.flatMap(({ event, outcome }) =>
    isLost(outcome) ? [{ name: event.service, outcome }] : [],
  );
  const marks = results.some(({ mark }) => mark !== undefined) ? ' and its mark as a change failure' : '';
  causeMessages(
    lost,
    `Datadog has not confirmed the deployment event${marks} of`,
    consequence('each event in full, with a command that sends it'),
  ).forEach((message) => void log.error(message));
  const unmarked = results.flatMap(({ event, outcome, mark }) =>
    !isLost(outcome) && isLost(mark) ? [{ name: event.service, outcome: mark }] : [],
  );
  causeMessages(
    unmarked,
    'The deployment event is stored, but not marked as a change failure, for',
    consequence('a command that marks each deployment'),
  ).forEach((message) => void log.warning(message));
}

function resultLine(result: Result): string {
  const { event, outcome, mark } = result;
  const why = isLost(outcome) ? `: ${outcome.what}` : '';
  const marked =
    mark === undefined || isLost(outcome)
      ? ''
      : isLost(mark)
        ? `; NOT marked as a change failure: ${mark.what}`
        : '; marked as a change failure';
  return `${event.service}: ${wordsFor(outcome)} ${effortOf(result)}; deployment ID ${event.id}${why}${marked}`;
}

function wordsFor(outcome: Outcome): string {
  switch (outcome.state) {
    case 'lost':
      return 'NOT confirmed by Datadog';
    case 'dry run':
      return 'dry run, not sent';
    case 'stored':
      return outcome.status === 202
        ? 'accepted by Datadog, to be stored later (HTTP 202)'
        : `stored by Datadog (HTTP ${outcome.status})`;
  }
}

/** The commands that catch up on what Datadog has not confirmed. */
function commandsOf({ event, outcome, mark }: Result, apiUrl: string): readonly string[] {
  return [
    ...(isLost(outcome) ? [curlCommand(eventRequest(event), apiUrl)] : []),
    ...(isLost(mark) ? [curlCommand(markRequest(changeFailureMark(event)), apiUrl)] : []),
  ];
}

/** The job summary of delivered, undelivered and dry-run events, in Markdown. */
export function summaryOf(
  results: readonly Result[],
  { site, apiUrl }: Pick<Settings, 'site' | 'apiUrl'>,
  redact: (text: string) => string,
): string {
  const code = (text: string | undefined) => markdownCode(redact(text ?? ''));
  return summaryMarkdown({
    title: TITLE,
    head: ['Service', 'Env', 'Version', 'Start', 'Duration', 'Commit', 'Result'],
    rows: results.map((result) => {
      const { event, outcome, mark } = result;
      const words = isLost(outcome) ? `**NOT confirmed**: ${code(outcome.what)}` : wordsFor(outcome);
      const marked =
        mark === undefined || isLost(outcome)
          ? ''
          : isLost(mark)
            ? `; **NOT marked** as a change failure: ${code(mark.what)}`
            : mark.state === 'dry run'
              ? '; not marked'
              : '; marked as a change failure';
      return [
        code(event.service),
        code(event.env),
        code(event.version),
        formatTime(event.startedAt),
        formatDuration(event.finishedAt - event.startedAt),
        commitLink(event.git),
        words + marked,
      ];
    }),
    foot: `[DORA Metrics in Datadog](${site.doraPage})`,
    advice: `To send what is not confirmed, run these commands. ${KEYS_FOR_COMMANDS}`,
    commands: results.flatMap((result) => commandsOf(result, apiUrl)).map(redact),
  });
}

function commitLink(git: Result['event']['git']): string {
  if (git === undefined) {
    return '';
  }
  const short = `\`${git.commitSha.slice(0, 7)}\``;
  if (!/^https?:/.test(git.repositoryUrl)) {
    return short;
  }
  // The URL parser leaves these as they are, and they would end a link or a cell.
  const address = new URL(git.repositoryUrl.replace(/\.git$/, '')).href.replace(
    /[()|[\]\\`*_~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `[${short}](${address}/commit/${git.commitSha})`;
}

/** A sentence as Markdown text, with nothing in it that Markdown reads as structure. */
function markdownText(line: string): string {
  return line.replace(/[\\`*_{}[\]<>()#+\-!|&~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
