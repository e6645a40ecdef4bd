import type { Event } from '../datadog/event.ts';
import type { NamedMark } from '../datadog/mark.ts';
import { type Reading, valueOr } from '../inputs/table.ts';
import type { Remediation } from './values.ts';

/** The mark of an event's own deployment as a change failure. */
export function ownMark({ id, service }: Event): NamedMark {
  return { label: service, mark: { target: { id }, changeFailure: true, remediation: undefined } };
}

/** What the inputs of remediation say of one service. */
export interface RemedyReadings {
  readonly remediation: Reading<Remediation>;
  readonly ids: Reading<readonly string[]>;
  readonly version: Reading<string>;
  /** Whether `remediates-id` holds IDs for several services at once. */
  readonly areIdsForSeveral: boolean;
}

/** The marks of the deployments that an event remedies. */
export interface Remedies {
  readonly marks: readonly NamedMark[];
  /** In a sentence, if nothing is to be marked though a kind is set; '' for nothing. */
  readonly note: string;
  /** Why a mark that is asked for cannot be made, in a clause; '' if all can. */
  readonly unmade: string;
  /** The same for an annotation, with what is expected, in sentences; '' if there is one already. */
  readonly warning: string;
}

const NONE: Remedies = { marks: [], note: '', unmade: '', warning: '' };

/**
 * Settles which earlier deployments an event remedies. Each is marked as a change failure, with this event's
 * deployment as its remediation: Datadog computes the recovery time from that.
 */
export function remediesOf(
  event: Event,
  { remediation, ids, version, areIdsForSeveral }: RemedyReadings,
): Remedies {
  const refused = (unmade: string, expected: string): Remedies => ({
    ...NONE,
    unmade,
    warning: `No deployment is marked as remedied: ${unmade}. Expected: ${expected}. The event itself is sent.`,
  });
  const type = valueOr(remediation, undefined);
  const failedIds: readonly string[] = valueOr(ids, []);
  const failedVersion = valueOr(version, undefined);
  if (remediation.state === 'refused' || ids.state === 'refused' || version.state === 'refused') {
    return { ...NONE, unmade: 'an input of the remediation is invalid' };
  }
  if (failedIds.length === 0 && failedVersion === undefined) {
    const note =
      type === undefined
        ? ''
        : `Nothing is marked as remedied: remediation is "${type}", and neither remediates-id nor remediates-version names a deployment.`;
    return { ...NONE, note };
  }
  if (type === undefined) {
    const target = failedVersion === undefined ? 'remediates-id' : 'remediates-version';
    return refused(`${target} is set without remediation`, 'remediation with rollback or rollforward');
  }
  if (failedIds.length > 0 && failedVersion !== undefined) {
    return refused('remediates-id and remediates-version are both set', 'one of them');
  }
  const by = { type, id: event.id };
  if (failedVersion !== undefined) {
    const { service, env } = event;
    if (env === undefined) {
      return refused(
        'remediates-version is set, but env is not',
        'env, which Datadog needs to find a version',
      );
    }
    if (failedVersion === event.version) {
      return refused(
        `remediates-version is "${failedVersion}", the version of this very deployment`,
        'the version that failed',
      );
    }
    const target = { service, env, version: failedVersion };
    return {
      ...NONE,
      marks: [
        { label: `${service} ${failedVersion}`, mark: { target, changeFailure: true, remediation: by } },
      ],
    };
  }
  if (areIdsForSeveral) {
    return refused(
      'remediates-id does not say which service each ID is for',
      'the JSON of the output deployment-ids, which has an ID per service',
    );
  }
  if (failedIds.includes(event.id)) {
    return refused(
      `remediates-id is "${event.id}", the ID of this very deployment`,
      'the ID of the one that failed',
    );
  }
  return {
    ...NONE,
    marks: failedIds.map((id) => ({
      label: id,
      mark: { target: { id }, changeFailure: true, remediation: by },
    })),
  };
}
