import type { Sent } from '../datadog/client.ts';
import { type Mark, markRequest } from '../datadog/mark.ts';
import { curlCommand } from '../report/curl.ts';
import { causeMessages, effortOf, isLost } from '../report/deliveries.ts';
import { harmlessJson, markdownCode, summaryMarkdown } from '../report/summary.ts';
import { effectOnJob, type Stage } from '../runner/stage.ts';
import type { NamedMark, Settings } from './inputs.ts';

/** A mark, and what became of it. */
export interface Marked extends NamedMark, Sent {}

const KEYS_FOR_COMMANDS = 'Put the API key in DD_API_KEY and the application key in DD_APP_KEY.';

/** Reports what became of each mark, and writes out in full what Datadog has not confirmed. */
export function report(
  marked: readonly Marked[],
  { site, apiUrl, dryRun, failOnError, jobSummary }: Settings,
  { log, writeSummary }: Stage,
): void {
  if (marked.some(({ mark }) => 'service' in mark.target)) {
    log.info('Datadog calls marking by service, env and version a preview.');
  }
  if (dryRun) {
    log.info('Dry run: nothing was sent. Each request would be:');
  }
  for (const result of marked) {
    const { name, mark, outcome } = result;
    if (outcome.state === 'dry run') {
      const { method, path, body } = markRequest(mark);
      log.info(`${method} ${apiUrl}${path}`);
      log.info(harmlessJson(body));
    } else {
      const why = isLost(outcome) ? `: ${outcome.what}` : '';
      log.info(`${name}: ${wordsFor(result)} ${effortOf(result)}${why}`);
    }
  }
  const commands = marked
    .filter(({ outcome }) => isLost(outcome))
    .map(({ mark }) => curlCommand(markRequest(mark), apiUrl));
  if (commands.length > 0) {
    log.info(`Not confirmed; each command marks it again. ${KEYS_FOR_COMMANDS}`);
    commands.flatMap((command) => command.split('\n')).forEach((line) => void log.info(line));
  }
  const lost = marked.flatMap(({ name, outcome }) => (isLost(outcome) ? [{ name, outcome }] : []));
  const where = jobSummary ? 'The log and the job summary have' : 'The log has';
  causeMessages(
    lost,
    'Datadog has not confirmed the mark of',
    `${where} a command that marks each deployment. ${effectOnJob(failOnError)}`,
  ).forEach((message) => void log.error(message));
  if (jobSummary) {
    const code = (text: string) => markdownCode(log.redact(text));
    writeSummary(
      summaryMarkdown({
        title: 'Datadog change failure',
        head: ['Deployment', 'ID', 'Change failure', 'Remediation', 'Result'],
        rows: marked.map((result) => [
          code(result.name),
          'id' in result.mark.target ? code(result.mark.target.id) : '',
          String(result.mark.changeFailure),
          remediationCell(result.mark, code),
          isLost(result.outcome) ? `**NOT confirmed**: ${code(result.outcome.what)}` : wordsFor(result),
        ]),
        foot: `[DORA Metrics in Datadog](${site.doraPage})`,
        advice: `To mark what is not confirmed, run these commands. ${KEYS_FOR_COMMANDS}`,
        commands: commands.map(log.redact),
      }),
    );
  }
}

function wordsFor({ outcome, mark }: Marked): string {
  switch (outcome.state) {
    case 'lost':
      return 'mark NOT confirmed by Datadog';
    case 'dry run':
      return 'dry run, not sent';
    case 'stored':
      return `${mark.changeFailure ? 'marked as a change failure' : 'marked as no change failure'} (HTTP ${outcome.status})`;
  }
}

function remediationCell({ remediation }: Mark, code: (text: string) => string): string {
  return remediation === undefined
    ? ''
    : `${remediation.type}: ${code('id' in remediation ? remediation.id : remediation.version)}`;
}
