import { EXPECTED_IDS, EXPECTED_LISTS, isDeploymentId, parseIds, parseLine } from '../inputs/parsers.ts';
import type { Readings } from '../inputs/reader.ts';
import { booleanInput, deliveryInputs } from '../inputs/shared.ts';
import type { Input, Parsed, Refusal, Table } from '../inputs/table.ts';
import { isObject, KIB, parseJson, quote } from '../text.ts';

/** The consequence of an invalid input. */
export const NO_MARK = 'Nothing is marked.';

/** IDs of deployments: by service, or a list. */
export type Ids = { readonly byService: ReadonlyMap<string, string> } | { readonly list: readonly string[] };

const MOST_IDS = 1000;

const idsInput = {
  settled: 'main',
  parse: parseDeployments,
  expected: `an ID of ${EXPECTED_IDS}; several IDs, ${EXPECTED_LISTS}; or the JSON of the output deployment-ids`,
  consequence: NO_MARK,
  level: 'error',
  most: 100 * KIB,
} as const satisfies Input<Ids>;

/** The inputs of this action, in the order of action.yml, except for the keys. */
export const INPUTS = {
  'deployment-id': idsInput,
  service: lineInput('service'),
  env: lineInput('env'),
  version: lineInput('version'),
  'change-failure': booleanInput('true', NO_MARK, 'error'),
  remediation: {
    settled: 'main',
    parse: (text) => (text === 'rollback' || text === 'rollforward' ? { value: text } : { refused: '' }),
    expected: 'rollback or rollforward',
    consequence: NO_MARK,
    level: 'error',
  },
  'remediation-id': idsInput,
  'remediation-version': lineInput('version'),
  ...deliveryInputs('The mark is sent there anyway.', NO_MARK),
} as const satisfies Table & { readonly remediation: Input<'rollback' | 'rollforward'> };

/** What the inputs say. */
export type Values = Readings<typeof INPUTS, 'main'>['values'];

/** A text of one line. Never from a variable: a job sets DD_SERVICE and DD_ENV for other purposes. */
function lineInput(what: string) {
  return {
    settled: 'main',
    parse: parseLine,
    expected: `one ${what}, on one line`,
    consequence: NO_MARK,
    level: 'error',
  } as const satisfies Input<string>;
}

/** Reads IDs as a list, or as a JSON object of services and IDs. */
function parseDeployments(text: string): Parsed<Ids> | Refusal {
  if (!text.startsWith('{')) {
    const parsed = parseIds(text, MOST_IDS);
    return 'refused' in parsed ? parsed : { value: { list: parsed.value } };
  }
  const because = 'because the value begins with "{"';
  const json = parseJson(text);
  if (!isObject(json)) {
    return {
      refused: `valid JSON, ${because}: the output deployment-ids of the deploying step, unchanged`,
    };
  }
  const byService = new Map<string, string>();
  const others: string[] = [];
  for (const [service, id] of Object.entries(json)) {
    if (typeof id === 'string' && isDeploymentId(id)) {
      byService.set(service, id);
    } else {
      others.push(service);
    }
  }
  if (others.includes('deployment-ids')) {
    return { refused: 'the output deployment-ids alone, not all outputs of its step or job' };
  }
  if (others.length > 0) {
    return {
      refused: `a JSON object with an ID per service, ${because}. The value of ${quote(others)} is not an ID of ${EXPECTED_IDS}`,
    };
  }
  return byService.size > MOST_IDS ? { refused: `at most ${MOST_IDS} IDs` } : { value: { byService } };
}
