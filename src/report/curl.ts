import type { ApiRequest } from '../datadog/http.ts';
import { harmlessJson } from './summary.ts';

/**
 * A `curl` command that sends a request again, with the keys from the environment. The body comes from standard
 * input, so no shell finds the command too long; quoted for any POSIX shell.
 */
export function curlCommand({ kind, method, path, body }: ApiRequest, apiUrl: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const appKey = kind === 'mark' ? ' -H "DD-APPLICATION-KEY: $DD_APP_KEY"' : '';
  return [
    `curl --fail-with-body -X ${method} ${quote(apiUrl + path)} -H "DD-API-KEY: $DD_API_KEY"${appKey} -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'`,
    harmlessJson(body),
    'END_OF_BODY',
  ].join('\n');
}
