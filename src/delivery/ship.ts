import { type ApiRequest, type Event, eventRequest, type Mark, markRequest, type NamedMark } from '../datadog/api.ts';
import type { Lost, Outcome } from '../datadog/client.ts';
import { isSendable } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import type { Settings } from './settings.ts';

/** A request, and what the log and the summary call its deployment. */
export interface Outgoing {
  readonly label: string;
  readonly request: ApiRequest;
  /** Undefined for an event. */
  readonly mark: Mark | undefined;
}

/** Requests that follow each other: the others are sent only once the first is confirmed. */
export interface Chain {
  readonly first: Outgoing;
  readonly after: readonly Outgoing[];
  /** Why nothing of it is sent; undefined if it is. */
  readonly held: Omit<Lost, 'state'> | undefined;
}

/** What became of a request. */
export interface Delivery extends Outgoing {
  readonly outcome: Outcome | { readonly state: 'dry run' };
  readonly attempts: number;
  readonly milliseconds: number;
}

/** What became of a chain. */
export interface Shipment {
  readonly first: Delivery;
  readonly after: readonly Delivery[];
}

/** An event, as a request. */
export function outgoingEvent(event: Event): Outgoing {
  return { label: event.service, request: eventRequest(event), mark: undefined };
}

/** A mark, as a request. */
export function outgoingMark({ label, mark }: NamedMark): Outgoing {
  return { label, request: markRequest(mark), mark };
}

const KEY_LOST = {
  what: 'the API key was set when this step ran, but is missing at the end of the job',
  hint: 'In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input.',
};
const NO_APP_KEY = {
  what: 'there is no Datadog application key',
  hint: 'Set app-key, or DD_APP_KEY in the environment, to a service access token or application key with the scope dora_metrics_write.',
};
const INVALID_APP_KEY = {
  what: 'the Datadog application key is invalid (its value is not shown)',
  hint: 'Expected: one line of visible ASCII characters, without spaces.',
};
const NOT_STORED = { what: 'the event before it is not confirmed', hint: '' };

/** Sends a chain. */
export type Ship = (chain: Chain) => Promise<Shipment>;

/**
 * Opens the delivery of a stage, whose timeout begins now. In a dry run nothing is sent.
 * @param adviceOnUnknown says what else to check if Datadog does not know a deployment to be marked; '' for nothing
 */
export async function openDelivery(
  { apiUrl, dryRun, timeout }: Pick<Settings, 'apiUrl' | 'dryRun' | 'timeout'>,
  { environment, keys, log, signal }: Stage,
  adviceOnUnknown: string,
): Promise<Ship> {
  if (dryRun) {
    return async ({ first, after }) => ({ first: notSent(first), after: after.map(notSent) });
  }
  if (apiUrl === undefined || !isSendable(keys.api.value)) {
    return async (chain) => holdBack(chain, chain.held ?? KEY_LOST);
  }
  const hasAppKey = isSendable(keys.app.value);
  // Only now: a stage that sends nothing does not load undici. Both actions share this bundle.
  const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.ts');
  const client = openClient({
    apiUrl,
    apiKey: keys.api.value,
    appKey: hasAppKey ? keys.app.value : undefined,
    timeout,
    adviceOnUnknown,
    environment,
    signal,
    redact: log.redact,
    info: log.info,
    debug: log.debug,
  });
  const send = async (outgoing: Outgoing): Promise<Delivery> =>
    outgoing.mark === undefined || hasAppKey
      ? { ...outgoing, ...(await client.send(outgoing.request, outgoing.label)) }
      : lose(outgoing, keys.app.value === '' ? NO_APP_KEY : INVALID_APP_KEY);
  return async (chain) => {
    if (chain.held !== undefined) return holdBack(chain, chain.held);
    const first = await send(chain.first);
    return first.outcome.state === 'lost'
      ? { first, after: chain.after.map((next) => lose(next, NOT_STORED)) }
      : { first, after: await Promise.all(chain.after.map(send)) };
  };
}

function holdBack({ first, after }: Chain, why: Omit<Lost, 'state'>): Shipment {
  return { first: lose(first, why), after: after.map((next) => lose(next, NOT_STORED)) };
}

function lose(outgoing: Outgoing, why: Omit<Lost, 'state'>): Delivery {
  return { ...outgoing, outcome: { state: 'lost', ...why }, attempts: 0, milliseconds: 0 };
}

function notSent(outgoing: Outgoing): Delivery {
  return { ...outgoing, outcome: { state: 'dry run' }, attempts: 0, milliseconds: 0 };
}
