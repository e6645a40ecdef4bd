import type { Delivery, Lost, Outcome } from '../datadog/client.ts';
import { enumerate, shorten } from '../text.ts';
import { curlCommand } from './curl.ts';
import { harmlessJson, type SummaryParts } from './summary.ts';

/** Whether Datadog has not confirmed something. */
export function isLost(outcome: Outcome): outcome is Lost {
  return outcome.state === 'lost';
}

/** Time and attempts, to end a line of the log. */
export function effortOf({ attempts, milliseconds }: Pick<Delivery, 'attempts' | 'milliseconds'>): string {
  return `after ${milliseconds} ms, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
}

const MOST_ANNOTATIONS = 10;

/**
 * One message per cause for the unconfirmed deliveries, ten at most.
 * @param what begins each message, e.g. `Datadog has not confirmed the deployment event of`
 * @param consequence ends each message, in sentences
 */
export function causeMessages(
  deliveries: readonly Delivery[],
  what: string,
  consequence: string,
): readonly string[] {
  const causes = new Map<string, string[]>();
  for (const { label, outcome } of deliveries) {
    if (isLost(outcome)) {
      const cause = `${outcome.what}. ${outcome.hint}`.trim();
      causes.set(cause, [...(causes.get(cause) ?? []), label]);
    }
  }
  const messages = [...causes].map(
    ([cause, labels]) => `${what} ${enumerate(labels.map(shorten))}: ${cause} ${consequence}`,
  );
  const shown = messages.length > MOST_ANNOTATIONS ? messages.slice(0, MOST_ANNOTATIONS - 1) : messages;
  const rest = messages.length - shown.length;
  return rest === 0
    ? shown
    : [...shown, `${what} others, for ${rest} more reasons. The log has them. ${consequence}`];
}

/** The commands that send the unconfirmed deliveries again. */
export function commandsOf(deliveries: readonly Delivery[], apiUrl: string): readonly string[] {
  return deliveries
    .filter(({ outcome }) => isLost(outcome))
    .map(({ request }) => curlCommand(request, apiUrl));
}

/** The commands of the unconfirmed deliveries as lines of the log; none if all are confirmed. */
export function commandLines(
  introduction: string,
  deliveries: readonly Delivery[],
  apiUrl: string,
): readonly string[] {
  const commands = commandsOf(deliveries, apiUrl);
  return commands.length === 0
    ? []
    : [`${introduction} ${keysFor(deliveries)}`, ...commands.flatMap((command) => command.split('\n'))];
}

/** What a dry run would send, as lines of the log; none if it is no dry run. */
export function dryRunLines(deliveries: readonly Delivery[], apiUrl: string): readonly string[] {
  const requests = deliveries.filter(({ outcome }) => outcome.state === 'dry run');
  return requests.length === 0
    ? []
    : [
        'Dry run: nothing is sent. Each request would be:',
        ...requests.flatMap(({ request: { method, path, body } }) => [
          `${method} ${apiUrl}${path}`,
          harmlessJson(body),
        ]),
      ];
}

/** Begins a sentence that says what the report has, e.g. ` a command for each mark.` */
export function reportHas(jobSummary: boolean): string {
  return jobSummary ? 'The log and the job summary have' : 'The log has';
}

/**
 * What a summary has below its table: a link, and the commands of the unconfirmed deliveries.
 * @param doraPage URL of the site's DORA page
 * @param introduction of the commands, in Markdown
 */
export function summaryEnd(
  deliveries: readonly Delivery[],
  { doraPage, apiUrl, introduction }: Readonly<Record<'doraPage' | 'apiUrl' | 'introduction', string>>,
  redact: (text: string) => string,
): Pick<SummaryParts, 'foot' | 'advice' | 'commands'> {
  return {
    foot: `[DORA Metrics in Datadog](${doraPage})`,
    advice: `${introduction} ${keysFor(deliveries)}`,
    commands: commandsOf(deliveries, apiUrl).map(redact),
  };
}

/** Says where the commands of the unconfirmed deliveries take the keys from. */
function keysFor(deliveries: readonly Delivery[]): string {
  const hasMarks = deliveries.some(({ request, outcome }) => request.kind === 'mark' && isLost(outcome));
  return `Put the API key in DD_API_KEY${hasMarks ? ' and the application key in DD_APP_KEY' : ''}.`;
}
