import type { Event } from '../datadog/event.ts';
import type { Mark } from '../datadog/mark.ts';
import { quote } from '../inputs/reader.ts';
import { type Reading, valueOr } from '../inputs/table.ts';
import type { Remediation } from './values.ts';

/** A mark, and what the log calls its deployment. */
export interface NamedMark {
  readonly label: string;
  readonly mark: Mark;
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
  /** Why a mark that is asked for cannot be made, in sentences with what is expected; '' if all can. */
  readonly refused: string;
}

const NONE: Remedies = { marks: [], note: '', refused: '' };

/**
 * Settles which earlier deployments an event remedies. Each is marked as a change failure, with this event's
 * deployment as its remediation: Datadog computes the recovery time from that.
 */
export function remediesOf(
  event: Event,
  { remediation, ids, version, areIdsForSeveral }: RemedyReadings,
): Remedies {
  const refused = (words: string): Remedies => ({ ...NONE, refused: words });
  const type = valueOr(remediation, undefined);
  const failedIds = valueOr(ids, []);
  const failedVersion = valueOr(version, undefined);
  if (remediation.state === 'refused' || ids.state === 'refused' || version.state === 'refused') {
    return refused('an input of remediation is invalid.');
  }
  if (failedIds.length === 0 && failedVersion === undefined) {
    const note =
      type === undefined
        ? ''
        : `Nothing is marked as remedied: remediation is "${type}", and neither remediates-id nor remediates-version is set.`;
    return { ...NONE, note };
  }
  if (type === undefined) {
    const target = failedVersion === undefined ? 'remediates-id' : 'remediates-version';
    return refused(
      `${target} is set without remediation. Expected: remediation with rollback or rollforward.`,
    );
  }
  if (failedIds.length > 0 && failedVersion !== undefined) {
    return refused('remediates-id and remediates-version are both set. Expected: one of them.');
  }
  const by = { type, id: event.id };
  if (failedVersion !== undefined) {
    const { service, env } = event;
    if (env === undefined) {
      return refused(
        'remediates-version is set, but env is not. Expected: env, which Datadog needs to find a version.',
      );
    }
    if (failedVersion === event.version) {
      return refused(
        `remediates-version is "${failedVersion}", the version of this very deployment. Expected: the version that failed.`,
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
      'remediates-id is for several services at once. Expected: the JSON of the output deployment-ids, which has an ID per service.',
    );
  }
  if (failedIds.includes(event.id)) {
    return refused(
      `remediates-id is ${quote([event.id])}, the ID of this very deployment. Expected: the one that failed.`,
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
