import type { Client } from '../datadog/client.ts';
import { isSendable } from './keys.ts';
import type { Stage } from './stage.ts';

/**
 * Opens a stage's client, whose timeout begins now. In a dry run it sends nothing. Its connections end with the
 * process: closing them first takes 3 ms.
 * @param settings.timeout milliseconds for everything that the client sends
 * @param adviceOnUnknown says what else to check if Datadog does not know a deployment to be marked; '' for nothing
 */
export async function openDelivery(
  { environment, keys, log, signal }: Stage,
  {
    apiUrl,
    dryRun,
    timeout,
  }: { readonly apiUrl: string; readonly dryRun: boolean; readonly timeout: number },
  adviceOnUnknown: string,
): Promise<Client['send']> {
  if (dryRun) {
    return async (request, label) => ({
      label,
      request,
      outcome: { state: 'dry run' },
      attempts: 0,
      milliseconds: 0,
    });
  }
  // Only now: a stage that sends nothing does not load undici. Both actions share this bundle.
  const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.ts');
  const client = openClient({
    apiUrl,
    apiKey: keys.api.value,
    appKey: isSendable(keys.app.value) ? keys.app.value : undefined,
    timeout,
    adviceOnUnknown,
    environment,
    signal,
    redact: log.redact,
    info: log.info,
    debug: log.debug,
  });
  return client.send;
}
