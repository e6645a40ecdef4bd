import { client, logger, v2 } from '@datadog/datadog-api-client';
import type { ReceivedRequest } from '../../dev/intake.ts';

/** A request of the official client. */
export type OfficialRequest = Pick<ReceivedRequest, 'method' | 'path' | 'headers' | 'body'>;

// It warns of each operation that needs the switch below.
logger.setLevel(logger.levels.ERROR);

/** Datadog's official client, which sends its requests to a function instead of a server. */
export function official(
  respond: (request: OfficialRequest) => { readonly status: number; readonly body: unknown },
): v2.DORAMetricsApi {
  const configuration = client.createConfiguration({
    authMethods: { apiKeyAuth: 'key', appKeyAuth: 'application key' },
    fetch: async (url: string, init: { method: string; headers: Record<string, string>; body?: string }) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const { pathname: path } = new URL(url);
      const { status, body } = respond({ method: init.method, path, headers, body: init.body ?? '' });
      return new Response(String(body), { status, headers: { 'Content-Type': 'application/json' } });
    },
  });
  // Generally available since October 2026; this release of the client still asks for the switch.
  configuration.unstableOperations['v2.patchDORADeploymentByVersion'] = true;
  return new v2.DORAMetricsApi(configuration);
}
