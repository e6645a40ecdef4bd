import type { Event, NamedMark } from '../datadog/api.ts';
import { type Parsed, type Reading, valueOr } from '../inputs/table.ts';
import type { Message } from '../text.ts';

/** Whether the deployment is a change failure, as a workflow says it. */
export type ChangeFailure = 'yes' | 'no' | 'unknown';

/** How a deployment remediates another one. */
export type Remediation = 'rollback' | 'rollforward';

/** The deployments that one remediates. */
export interface FailedIds {
  readonly ids: readonly string[];
  /** Whether the workflow names the service that they are for. */
  readonly isPerService: boolean;
}

/** Reads whether the deployment is a change failure: the outcome of a step, or a boolean. */
export function parseChangeFailure(word: string): Parsed<ChangeFailure> {
  if (/^(?:true|yes|failure|failed|error|timed_out)$/i.test(word)) return { value: 'yes' };
  if (/^(?:false|no|success|succeeded|skipped)$/i.test(word)) return { value: 'no' };
  return /^cancell?ed$/i.test(word) ? { value: 'unknown' } : { refused: '' };
}

/** What the inputs say about marks for one service. */
export interface MarkValues {
  readonly 'change-failure': Reading<ChangeFailure>;
  readonly remediation: Reading<Remediation>;
  readonly 'remediates-id': Reading<FailedIds>;
  readonly 'remediates-version': Reading<string>;
}

/** What is marked once an event is stored. */
export interface Marks {
  readonly marks: readonly NamedMark[];
  /** Why marks that are asked for cannot be made, in clauses. */
  readonly unmade: readonly string[];
  /** The inputs because of which they cannot be made, unless an input itself is invalid. */
  readonly refused: readonly string[];
  /** What the summary says about a mark that is not asked for clearly, in a clause; '' for nothing. */
  readonly note: string;
  readonly messages: readonly Message[];
}

/** Settles which deployments are marked as change failures: this one, and those that it remediates. */
export function marksOf(event: Event, values: MarkValues, hasSeveralServices: boolean): Marks {
  const [own, earlier] = [ownMark(event, values['change-failure']), earlierMarks(event, values, hasSeveralServices)];
  return {
    marks: [...own.marks, ...earlier.marks],
    unmade: earlier.unmade,
    refused: earlier.refused,
    note: own.note,
    messages: [...own.messages, ...earlier.messages],
  };
}

const NOTHING: Marks = { marks: [], unmade: [], refused: [], note: '', messages: [] };

function ownMark({ id, service }: Event, reading: Reading<ChangeFailure>): Marks {
  const unmarked = (text: string, note: string): Marks => ({
    ...NOTHING,
    note,
    messages: [{ level: 'info', text: `Not marked as a change failure: ${text}` }],
  });
  if (reading.state === 'empty') {
    return unmarked(
      'the input "change-failure" is empty. If the outcome of a step is meant, check the ID of the step.',
      'not marked, because change-failure is empty',
    );
  }
  if (reading.state === 'refused') {
    return { ...NOTHING, note: 'not marked, because change-failure is invalid' };
  }
  const value = valueOr(reading, 'no');
  if (value === 'unknown') {
    return unmarked('the input "change-failure" is "cancelled", so it is unknown whether the deployment works.', '');
  }
  return value === 'yes'
    ? {
        ...NOTHING,
        marks: [{ label: service, mark: { target: { id }, changeFailure: true, remediation: undefined } }],
      }
    : NOTHING;
}

/**
 * Settles which earlier deployments an event remediates. Each is marked as a change failure, with this event's
 * deployment as its remediation: Datadog computes the recovery time from that.
 */
function earlierMarks(event: Event, values: MarkValues, hasSeveralServices: boolean): Marks {
  const { remediation, 'remediates-id': remediatesId, 'remediates-version': remediatesVersion } = values;
  const refused = (inputs: readonly string[], unmade: string, expected: string): Marks => ({
    ...NOTHING,
    unmade: [unmade],
    refused: inputs,
    messages: [
      {
        level: 'warning',
        text: `No earlier deployment is marked as a change failure: ${unmade}. Expected: ${expected}.`,
      },
    ],
  });
  if ([remediation, remediatesId, remediatesVersion].some(({ state }) => state === 'refused')) {
    return { ...NOTHING, unmade: ['an input of the remediation is invalid'] };
  }
  const type = valueOr(remediation, undefined);
  const { ids, isPerService } = valueOr<FailedIds, FailedIds>(remediatesId, { ids: [], isPerService: true });
  const version = valueOr(remediatesVersion, undefined);
  if (ids.length === 0 && version === undefined) {
    const text = 'Ordinary deployment: no failed deployment is named, so none is marked.';
    return type === undefined ? NOTHING : { ...NOTHING, messages: [{ level: 'info', text }] };
  }
  if (type === undefined) {
    const target = version === undefined ? 'remediates-id' : 'remediates-version';
    return refused([target], `${target} is set without remediation`, 'remediation with rollback or rollforward');
  }
  if (ids.length > 0 && version !== undefined) {
    return refused(
      ['remediates-id', 'remediates-version'],
      'remediates-id and remediates-version are both set',
      'one of them',
    );
  }
  const mark = { changeFailure: true, remediation: { type, id: event.id } };
  if (version !== undefined) {
    const { service, env } = event;
    if (env === undefined) {
      return refused(
        ['remediates-version'],
        'remediates-version is set, but env is not',
        'env, which Datadog needs to find a version',
      );
    }
    if (version === event.version) {
      return refused(
        ['remediates-version'],
        `remediates-version is "${version}", the version of this deployment itself`,
        'the version that failed',
      );
    }
    return {
      ...NOTHING,
      marks: [{ label: `${service} ${version}`, mark: { ...mark, target: { service, env, version } } }],
    };
  }
  if (hasSeveralServices && !isPerService) {
    return refused(
      ['remediates-id'],
      'remediates-id does not say which service each ID is for',
      'the JSON of the output deployment-ids, which contains an ID per service',
    );
  }
  if (ids.includes(event.id)) {
    return refused(
      ['remediates-id'],
      `remediates-id is "${event.id}", the ID of this deployment itself`,
      'the ID of the deployment that failed',
    );
  }
  return { ...NOTHING, marks: ids.map((id) => ({ label: id, mark: { ...mark, target: { id } } })) };
}
