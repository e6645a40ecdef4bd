/** Checks the events that arrived. The intake ends when it is asked for them. */
import { deepStrictEqual, partialDeepStrictEqual } from 'node:assert';

type Attributes = Readonly<Record<string, unknown>>;
const service = (attributes: Attributes) => String(attributes['service']);
const byService = (a: Attributes, b: Attributes) => (service(a) < service(b) ? -1 : 1);

const json = await (await fetch(process.env['STATE_results'] ?? '')).text();
console.log(json);
const events: Attributes[] = JSON.parse(json).sort(byService);
const expected: Attributes[] = JSON.parse(process.env['INPUT_EXPECTED'] ?? '').sort(byService);
deepStrictEqual(events.map(service), expected.map(service));
partialDeepStrictEqual(events, expected);
