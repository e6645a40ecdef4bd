import { booleanInput, deliveryInputs } from '../delivery/settings.ts';
import { type NameRules, parseName } from '../inputs/names.ts';
import { EXPECTED_IDS, EXPECTED_LISTS, isDeploymentId, parseIds, parseRemediation } from '../inputs/parsers.ts';
import type { ValuesOf } from '../inputs/read.ts';
import type { Input, ParseContext, Parsed, Table } from '../inputs/table.ts';
import { isObject, KIB, parseJson, quote } from '../text.ts';

/** The consequence of an invalid input. */
export const NO_MARK = 'Nothing is marked.';

/** IDs of deployments. Unless they are by service, each service is ''. */
export interface DeploymentIds {
  readonly isByService: boolean;
  readonly entries: readonly { readonly service: string; readonly id: string }[];
}

const MOST_IDS = 1000;

const idsInput = {
  settled: 'main',
  parse: parseDeployments,
  expected: `an ID of ${EXPECTED_IDS}; several IDs, ${EXPECTED_LISTS}; or the JSON of the output deployment-ids`,
  consequence: NO_MARK,
  level: 'error',
  most: 100 * KIB,
} as const satisfies Input<DeploymentIds>;

// A refused value must not become a mark.
const { otherwise: _, ...CHANGE_FAILURE } = { ...booleanInput(true, NO_MARK), level: 'error' as const };

/** The inputs of this action, in the order of action.yml, except for the keys. */
export const INPUTS = {
  'deployment-id': idsInput,
  service: nameInput('service', 'service'),
  env: nameInput('env', 'env'),
  version: nameInput('version', 'version'),
  'change-failure': CHANGE_FAILURE,
  remediation: {
    settled: 'main',
    parse: parseRemediation,
    expected: 'rollback or rollforward',
    consequence: NO_MARK,
    level: 'error',
  },
  'remediation-id': idsInput,
  'remediation-version': nameInput('remediation-version', 'version'),
  ...deliveryInputs(NO_MARK),
} as const satisfies Table;

/** What the inputs say. */
export type Values = ValuesOf<typeof INPUTS, 'main'>;

/** A name. Never from a variable, because the environment of this job usually describes a different service. */
function nameInput(input: string, kind: NameRules['kind']) {
  const rules = { input, kind, refusesComma: kind === 'env' || kind === 'service', isListEntry: false };
  return {
    settled: 'main',
    parse: (text) => parseName(text, rules),
    expected: `one ${kind}`,
    consequence: NO_MARK,
    level: 'error',
  } as const satisfies Input<string>;
}

/** Reads IDs as a list, or as a JSON object of services and IDs. */
function parseDeployments(text: string, context: ParseContext): Parsed<DeploymentIds> {
  if (!text.startsWith('{')) {
    const parsed = parseIds(text, MOST_IDS, context);
    return 'refused' in parsed
      ? parsed
      : { value: { isByService: false, entries: parsed.value.map((id) => ({ service: '', id })) } };
  }
  const because = 'because the value begins with "{"';
  const json = parseJson(text);
  if (!isObject(json)) {
    return {
      refused: `Expected: valid JSON, ${because}: the output deployment-ids of the deploying step, unchanged.`,
    };
  }
  const isId = (id: unknown) => typeof id === 'string' && isDeploymentId(id);
  const others = Object.keys(json).filter((service) => !isId(json[service]));
  if (others.includes('deployment-ids')) {
    return { refused: 'Expected: the output deployment-ids alone, not all outputs of its step or job.' };
  }
  if (others.length > 0) {
    return {
      refused: `Expected: a JSON object with an ID per service, ${because}. The value of ${quote(others)} is not an ID of ${EXPECTED_IDS}.`,
    };
  }
  const entries = Object.entries(json).map(([service, id]) => ({ service, id: String(id) }));
  return entries.length > MOST_IDS
    ? { refused: `Expected: at most ${MOST_IDS} IDs.` }
    : { value: { isByService: true, entries } };
}
