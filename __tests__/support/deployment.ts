import type { Event } from '../../src/datadog/event.ts';
import { INPUTS, INPUTS_OF_MAIN, type ReadingsOfPost } from '../../src/deployment/inputs.ts';
import { type Readings, readInputs } from '../../src/inputs/reader.ts';
import type { Table } from '../../src/inputs/table.ts';
import { idOf } from './plan.ts';
import { type Given, type ReadOptions, sourcesOf } from './reader.ts';

/** A deployment event of half a minute, whose ID follows from the service. */
export function event(service = 'shopist', more: Partial<Event> = {}): Event {
  return {
    id: idOf(service),
    service,
    env: 'prod',
    version: undefined,
    team: undefined,
    customTags: [],
    git: undefined,
    startedAt: 1_790_000_000_123_456_789n,
    finishedAt: 1_790_000_030_000_000_000n,
    ...more,
  };
}

/** What the runner hands over for the inputs that the workflow does not set. */
export const DEFAULTS: Given = Object.fromEntries(
  Object.entries<Table[string]>(INPUTS).flatMap(([name, { default: byDefault, variables }]) =>
    byDefault === undefined || variables !== undefined ? [] : [[name, byDefault]],
  ),
);

/** What main reads for one service. */
export function readMain(inputs: Given, options: ReadOptions = {}): Readings<typeof INPUTS_OF_MAIN, 'main'> {
  return readInputs(
    INPUTS_OF_MAIN,
    ['main'],
    sourcesOf({ ...DEFAULTS, service: 'shopist', ...inputs }, options),
  );
}

/** What post reads; what main read is the same unless it is given. */
export function readPost(inputs: Given, options: ReadOptions = {}): ReadingsOfPost {
  const { main = inputs, services = ['shopist'] } = options;
  return readInputs(
    INPUTS,
    ['post', 'post only'],
    sourcesOf({ ...DEFAULTS, ...inputs }, { ...options, main: { ...DEFAULTS, ...main }, services }),
  );
}
