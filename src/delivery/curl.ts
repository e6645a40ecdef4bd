import type { ApiRequest } from '../datadog/api.ts';
import { harmlessJson } from './summary.ts';

/**
 * A `curl` command for any POSIX shell that sends a request again. It takes the keys from DD_API_KEY and DD_APP_KEY.
 * The body is its standard input, because an argument has a limit of 128 KiB on Linux.
 * @param apiUrl undefined if it is not known: then the command takes the site from DD_SITE
 */
export function curlCommand({ kind, method, path, body }: ApiRequest, apiUrl: string | undefined): string {
  const address =
    apiUrl === undefined ? `"https://api.$DD_SITE${path}"` : `'${`${apiUrl}${path}`.replaceAll("'", `'\\''`)}'`;
  const appKey = kind === 'mark' ? ' -H "DD-APPLICATION-KEY: $DD_APP_KEY"' : '';
  return [
    `curl --fail-with-body -X ${method} ${address} -H "DD-API-KEY: $DD_API_KEY"${appKey} -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'`,
    harmlessJson(body),
    'END_OF_BODY',
  ].join('\n');
}
