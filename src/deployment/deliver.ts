import type { Client, Lost, Outcome, Sent } from '../datadog/client.ts';
import { type Event, eventRequest } from '../datadog/event.ts';
import { type Mark, markRequest } from '../datadog/mark.ts';
import { isSendable } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import type { Settings } from './settings.ts';

/** What became of an event and of its mark. */
export interface Result {
  readonly event: Event;
  readonly outcome: Outcome;
  /** The mark as a change failure; undefined where none was asked for. */
  readonly mark: Outcome | undefined;
  readonly attempts: number;
  readonly milliseconds: number;
}

const KEY_LOST = lost(
  'the API key that was there before the job is not there after it',
  'In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input.',
);
const NO_APP_KEY = lost(
  'there is no Datadog application key',
  'Set app-key, or DD_APP_KEY in the environment, to an application key with the scope dora_metrics_write.',
);
const NOT_STORED = lost('its event is not confirmed', '');

/** The mark of a deployment as a change failure. */
export function changeFailureMark({ id }: Event): Mark {
  return { target: { id }, changeFailure: true, remediation: undefined };
}

/**
 * Sends the events, and marks each as a change failure once it is stored, if that is asked for.
 * @param signal ends the delivery; its reason, an Error, says why
 */
export async function deliverEvents(
  events: readonly Event[],
  isChangeFailure: boolean,
  { apiUrl, dryRun, timeout }: Settings,
  { keys, environment, log }: Stage,
  signal: AbortSignal,
): Promise<readonly Result[]> {
  const unsent = (outcome: Outcome): readonly Result[] =>
    events.map((event) => ({
      event,
      outcome,
      mark: !isChangeFailure ? undefined : outcome.state === 'dry run' ? outcome : NOT_STORED,
      attempts: 0,
      milliseconds: 0,
    }));
  if (dryRun) {
    return unsent({ state: 'dry run' });
  }
  if (!isSendable(keys.api.value)) {
    return unsent(KEY_LOST);
  }
  const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.ts');
  const appKey = isSendable(keys.app.value) ? keys.app.value : undefined;
  const client = openClient({
    apiUrl,
    apiKey: keys.api.value,
    appKey,
    timeout,
    environment,
    signal,
    redact: log.redact,
    debug: log.debug,
  });
  try {
    return await Promise.all(
      events.map(async (event) => {
        const sent = await client.send(eventRequest(event), event.service);
        return {
          event,
          ...sent,
          mark: isChangeFailure ? await mark(event, sent, client, appKey) : undefined,
        };
      }),
    );
  } finally {
    await client.close();
  }
}

async function mark(
  event: Event,
  { outcome }: Sent,
  client: Client,
  appKey: string | undefined,
): Promise<Outcome> {
  if (outcome.state !== 'stored') {
    return NOT_STORED;
  }
  return appKey === undefined
    ? NO_APP_KEY
    : (await client.send(markRequest(changeFailureMark(event)), event.service)).outcome;
}

function lost(what: string, hint: string): Lost {
  return { state: 'lost', what, hint, mayHaveArrived: false };
}
