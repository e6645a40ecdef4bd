import type { Lost, Outcome } from '../datadog/client.ts';

/** Something that Datadog has not confirmed, and what it is about, e.g. a service. */
export interface Unconfirmed {
  readonly name: string;
  readonly outcome: Lost;
}

const MOST_ANNOTATIONS = 10;
const MOST_NAMES = 10;

/**
 * One message per cause, ten at most.
 * @param what begins each message, e.g. `Datadog has not confirmed the deployment event of`
 * @param consequence ends each message
 */
export function causeMessages(
  unconfirmed: readonly Unconfirmed[],
  what: string,
  consequence: string,
): readonly string[] {
  const causes = new Map<string, string[]>();
  for (const { name, outcome } of unconfirmed) {
    const arrived = outcome.mayHaveArrived ? 'It may have arrived: the same id shows whether it did. ' : '';
    const cause = `${outcome.what}. ${arrived}${outcome.hint}`.trim();
    causes.set(cause, [...(causes.get(cause) ?? []), name]);
  }
  const messages = [...causes].map(([cause, names]) => {
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return `${what} ${names.slice(0, MOST_NAMES).join(', ')}${more}: ${cause} ${consequence}`;
  });
  const rest = messages.length - MOST_ANNOTATIONS + 1;
  return messages.length <= MOST_ANNOTATIONS
    ? messages
    : [
        ...messages.slice(0, MOST_ANNOTATIONS - 1),
        `${what} more, for ${rest} further reasons: see the log. ${consequence}`,
      ];
}

/** What became of a request, for a line of the log. */
export function effortOf({ attempts, milliseconds }: { attempts: number; milliseconds: number }): string {
  return `after ${milliseconds} ms, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
}

export function isLost(outcome: Outcome | undefined): outcome is Lost {
  return outcome?.state === 'lost';
}
