import type { Client, Delivery, Lost } from '../datadog/client.ts';
import { eventRequest } from '../datadog/event.ts';
import { markRequest, type NamedMark } from '../datadog/mark.ts';
import { openDelivery } from '../runner/delivery.ts';
import { isSendable } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import type { Intent } from './events.ts';
import type { DeploymentSettings } from './plan.ts';

/** What became of an event, and of the marks that follow it. */
export interface Result {
  readonly intent: Intent;
  readonly sent: Delivery;
  readonly marks: readonly MarkDelivery[];
}

/** What became of a mark. */
export interface MarkDelivery extends Delivery {
  /** Whether the mark is of an earlier deployment, which this one remedies. */
  readonly isRemedied: boolean;
}

type Reason = Omit<Lost, 'state'>;

const KEY_LOST: Reason = {
  what: 'the API key that was set before the job is not set after it',
  hint: 'In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input.',
};
const NO_APP_KEY: Reason = {
  what: 'there is no Datadog application key',
  hint: 'Set app-key, or DD_APP_KEY in the environment, to an application key with the scope dora_metrics_write.',
};
/** Why an event is only written in full. */
export const NOBODY_KNOWS: Reason = { what: 'nobody can tell whether the deployment happened', hint: '' };
const NOT_STORED: Reason = { what: 'the event before it is unconfirmed', hint: '' };

/** Sends each event, and makes its marks once it is stored. */
export async function sendIntents(
  intents: readonly Intent[],
  settings: DeploymentSettings,
  stage: Stage,
): Promise<readonly Result[]> {
  const { api, app } = stage.keys;
  if (!settings.dryRun && !isSendable(api.value)) {
    return intents.map((intent) => unsentResult(intent, KEY_LOST));
  }
  const send = await openDelivery(stage, settings, '');
  const canMark = settings.dryRun || isSendable(app.value);
  return Promise.all(intents.map((intent) => sendIntent(intent, send, canMark)));
}

async function sendIntent(intent: Intent, send: Client['send'], canMark: boolean): Promise<Result> {
  const { event, marks } = intent;
  const sent = await send(eventRequest(event), event.service);
  if (sent.outcome.state === 'lost') {
    return { intent, sent, marks: marks.map((named) => unsentMark(named, NOT_STORED)) };
  }
  return {
    intent,
    sent,
    marks: await Promise.all(
      marks.map(async (named) =>
        canMark
          ? { ...(await send(markRequest(named.mark), named.label)), isRemedied: isRemedied(named) }
          : unsentMark(named, NO_APP_KEY),
      ),
    ),
  };
}

/** A result for an event that is not sent, with the commands that would send it and its marks. */
export function unsentResult(intent: Intent, reason: Reason): Result {
  const { event, marks } = intent;
  return {
    intent,
    sent: unsent(eventRequest(event), event.service, reason),
    marks: marks.map((named) => unsentMark(named, NOT_STORED)),
  };
}

function unsentMark(named: NamedMark, reason: Reason): MarkDelivery {
  return { ...unsent(markRequest(named.mark), named.label, reason), isRemedied: isRemedied(named) };
}

function unsent(request: Delivery['request'], label: string, reason: Reason): Delivery {
  return { label, request, outcome: { state: 'lost', ...reason }, attempts: 0, milliseconds: 0 };
}

function isRemedied({ mark }: NamedMark): boolean {
  return mark.remediation !== undefined;
}
