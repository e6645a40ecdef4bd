import type { Mark } from '../datadog/api.ts';
import { enumerate, type Message, shorten } from '../text.ts';
import { curlCommand } from './curl.ts';
import type { Settings } from './settings.ts';
import type { Delivery } from './ship.ts';
import { harmlessJson, markdownCode, markdownText } from './summary.ts';

/** A message, and the service or the deployment that it is about. */
export interface MessageAbout {
  readonly about: string;
  readonly message: Message;
}

/**
 * Says what is the same for several once, and names them unless it is about all.
 * @param total how many there are
 * @param introduce puts the names, '' for all, before a text
 */
export function groupMessages(
  said: readonly MessageAbout[],
  total: number,
  introduce = (names: string, text: string) => (names === '' ? text : `${names}: ${text}`),
): readonly Message[] {
  const groups = new Map<string, { message: Message; names: Set<string> }>();
  for (const { about, message } of said) {
    const key = `${message.level} ${message.text}`;
    const group = groups.get(key) ?? { message, names: new Set() };
    groups.set(key, group);
    group.names.add(about);
  }
  return [...groups.values()].map(({ message: { level, text }, names }) => ({
    level,
    text: introduce(names.size === total ? '' : enumerate([...names].map(shorten)), text),
  }));
}

/** Whether Datadog has not confirmed a delivery. */
export function isLost({ outcome }: Delivery): boolean {
  return outcome.state === 'lost';
}

/** A delivery as a line of the log. Not for a dry run. @param more follows what became of it, as sentences */
export function resultLine(delivery: Delivery, more = ''): string {
  const { label, outcome, attempts, milliseconds } = delivery;
  const status =
    outcome.state === 'stored' ? `HTTP ${outcome.status}, ` : outcome.state === 'accepted' ? 'HTTP 202, ' : '';
  const why = outcome.state === 'lost' ? `: ${outcome.what}` : '';
  const effort =
    attempts === 0 ? '' : `(${status}${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, ${milliseconds} ms)`;
  const result = `${label}: ${resultOf(delivery)}${why}`;
  return [more === '' ? result : `${result}. ${more}`, effort].filter(Boolean).join(' ');
}

/** What became of a delivery, in a clause. */
function resultOf({ mark, outcome, attempts }: Delivery): string {
  const what = mark === undefined ? '' : meaningOf(mark);
  switch (outcome.state) {
    case 'lost':
      if (attempts === 0) return mark === undefined ? 'not sent' : 'mark not sent';
      return mark === undefined ? 'not confirmed by Datadog' : 'mark not confirmed by Datadog';
    case 'dry run':
      return 'dry run, not sent';
    case 'accepted':
      return mark === undefined ? 'accepted by Datadog, to be stored later' : `accepted by Datadog as ${what}`;
    case 'stored':
      return mark === undefined ? 'stored by Datadog' : `marked as ${what}`;
  }
}

function meaningOf({ changeFailure, remediation }: Mark): string {
  const by = remediation === undefined ? '' : `, with its remediation (${remediation.type})`;
  return `${changeFailure ? 'a change failure' : 'no longer a change failure'}${by}`;
}

/** A delivery as a cell of a table: a sign, the result, and, if it is not confirmed, why and what to check. */
export function resultCell({ mark, outcome, attempts }: Delivery): string {
  switch (outcome.state) {
    case 'lost': {
      const hint = markdownText([outcome.hint, outcome.more ?? ''].join(' ').trim());
      return `⚠️ **${attempts === 0 ? 'not sent' : 'unconfirmed'}**: ${markdownCode(outcome.what)}. ${hint}`.trim();
    }
    case 'dry run':
      return '⏭️ not sent (dry run)';
    case 'accepted':
      return mark === undefined ? '✅ accepted, to be stored later' : '✅ accepted';
    case 'stored':
      return mark === undefined ? '✅ stored' : '✅ marked';
  }
}

/**
 * One message per cause for the unconfirmed deliveries, and what else to check.
 * @param introduce begins each message, e.g. with `Datadog has not confirmed the deployment event of shopist:`
 * @param consequence ends each message, in sentences
 */
export function causeMessages(
  deliveries: readonly Delivery[],
  level: 'error' | 'warning',
  introduce: (names: string) => string,
  consequence: string,
): readonly Message[] {
  const said = deliveries.flatMap(({ label, outcome }) =>
    outcome.state === 'lost'
      ? [{ about: label, message: { level, text: `${outcome.what}. ${outcome.hint}`.trim() } }]
      : [],
  );
  // Always with names: an annotation does not show how many services there are.
  const messages = groupMessages(
    said,
    Number.POSITIVE_INFINITY,
    (names, text) => `${introduce(names)} ${text} ${consequence}`,
  );
  const advice = new Set(deliveries.flatMap(({ outcome }) => (outcome.state === 'lost' ? outcome.more || [] : [])));
  return [...messages, ...[...advice].map((text) => ({ level: 'info' as const, text }))];
}

/** What is written in full: requests that may be sent by hand. */
export interface InFull {
  /** What the commands do, and when to run them, in sentences. */
  readonly introduction: string;
  readonly deliveries: readonly Delivery[];
}

/** Requests with the commands that send them, as lines of the log; none for no request. */
export function commandLines(inFull: readonly InFull[], apiUrl: string | undefined): readonly string[] {
  return inFull.flatMap(({ introduction, deliveries }) =>
    deliveries.length === 0
      ? []
      : [
          `${introduction} ${keysFor(deliveries, apiUrl)}`,
          ...deliveries.flatMap(({ request }) => curlCommand(request, apiUrl).split('\n')),
        ],
  );
}

/** The same for the job summary. */
export function commandBlocks(
  inFull: readonly InFull[],
  apiUrl: string | undefined,
): { readonly advice: string; readonly commands: readonly string[] } {
  const shown = inFull.filter(({ deliveries }) => deliveries.length > 0);
  const all = shown.flatMap(({ deliveries }) => deliveries);
  return {
    advice: all.length === 0 ? '' : [...shown.map(({ introduction }) => introduction), keysFor(all, apiUrl)].join(' '),
    commands: all.map(({ request }) => curlCommand(request, apiUrl)),
  };
}

/** Says where the commands take from what the log does not contain. */
function keysFor(deliveries: readonly Delivery[], apiUrl: string | undefined): string {
  const names = [
    'the API key in DD_API_KEY',
    ...(deliveries.some(({ mark }) => mark !== undefined) ? ['the application key in DD_APP_KEY'] : []),
    ...(apiUrl === undefined ? ['your Datadog site in DD_SITE'] : []),
  ];
  const last = names.at(-1) ?? '';
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `Put ${list}. Where the text contains ***, GitHub has masked a value: put it in.`;
}

/** What a dry run would send, as lines of the log. */
export function dryRunLines(deliveries: readonly Delivery[], apiUrl: string | undefined): readonly string[] {
  return deliveries.length === 0
    ? []
    : [
        'Dry run: nothing is sent. Each request would be:',
        ...deliveries.flatMap(({ request: { method, path, body } }) => [
          `${method} ${apiUrl ?? 'https://api.$DD_SITE'}${path}`,
          harmlessJson(body),
        ]),
      ];
}

/** Begins a sentence that says what the report contains, e.g. ` a command that sends it.` */
export function reportContains({ jobSummary }: Pick<Settings, 'jobSummary'>): string {
  return jobSummary ? 'The log and the job summary contain' : 'The log contains';
}

/** A link to the site's DORA page, in Markdown; nothing if the site is not known. */
export function doraLink({ site }: Pick<Settings, 'site'>): readonly string[] {
  return site === undefined ? [] : [`[DORA Metrics in Datadog](${site.doraPage})`];
}
