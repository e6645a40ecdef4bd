/** Checks the events that arrived, and stops the intake. */
import { deepStrictEqual, partialDeepStrictEqual } from 'node:assert';

const state = (name: string) => process.env[`STATE_${name}`] ?? '';
const service = (attributes: Readonly<Record<string, unknown>>) => String(attributes['service']);
const byService = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>) =>
  service(a) < service(b) ? -1 : 1;

try {
  const response = await fetch(`${state('url')}/api/v2/dora/deployments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'DD-API-KEY': 'any', 'DD-APPLICATION-KEY': 'any' },
    body: JSON.stringify({ data: { type: 'dora_deployments_list_request', attributes: { limit: 1000 } } }),
  });
  const text = await response.text();
  console.log(text);
  const { data }: { data: { attributes: Record<string, unknown> }[] } = JSON.parse(text);
  const events = data.map(({ attributes }) => attributes).sort(byService);
  const expected: Record<string, unknown>[] = JSON.parse(process.env['INPUT_EXPECTED'] ?? '');
  deepStrictEqual(events.map(service), expected.map(service).sort());
  partialDeepStrictEqual(events, expected.sort(byService));
} finally {
  process.kill(Number(state('pid')));
}
