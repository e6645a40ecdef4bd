import type { Problem } from '../inputs/reader.ts';
import { isSendable, type Key } from '../runner/keys.ts';
import { NO_EVENT } from './settings.ts';

/**
 * Says what is wrong with an API key, if anything.
 * @param causeOfMissing gives the likely reason for a missing key, in sentences
 */
export async function checkApiKey(
  { value }: Key,
  causeOfMissing: () => Promise<string>,
): Promise<Problem | undefined> {
  if (isSendable(value)) {
    return undefined;
  }
  const problem = { level: 'error', input: 'api-key' } as const;
  return value === ''
    ? {
        ...problem,
        written: 'missing',
        accepted: 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY',
        consequence: `${await causeOfMissing()} ${NO_EVENT}`,
      }
    : {
        ...problem,
        written: 'hidden',
        accepted: 'a Datadog API key: one line of visible ASCII characters',
        consequence: NO_EVENT,
      };
}
