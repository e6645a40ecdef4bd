import type { Mark } from '../datadog/mark.ts';
import type { Site } from '../datadog/site.ts';
import { ACCEPTED_BOOLEANS, parseBoolean, type Reader, Refusal, splitList } from '../inputs/reader.ts';
import {
  ACCEPTED_IDS,
  isDeploymentId,
  readApiUrl,
  readBoolean,
  readFailOnError,
  readJobSummary,
  readSite,
  readTimeout,
} from '../inputs/shared.ts';
import { isSendable } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';

/** What a marking step does. */
export interface Settings {
  readonly site: Site;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  readonly dryRun: boolean;
  readonly failOnError: boolean;
  /** Milliseconds for all marks. */
  readonly timeout: number;
  readonly jobSummary: boolean;
}

/** A mark, and what the log and the summary call its deployment. */
export interface NamedMark {
  readonly name: string;
  readonly mark: Mark;
}

/** What follows from an invalid input. */
export const NO_MARK = 'Nothing is marked.';

const MOST_IDS = 1000;
const LONGEST_IDS = 100 * 1024;
/** How many services a message names. */
const MOST_NAMES = 10;

/** Ids by service, or ids alone. */
type Ids = { readonly byService: ReadonlyMap<string, string> } | { readonly ids: readonly string[] };

/** Reads all inputs but the keys. */
export function readInputs(reader: Reader): {
  readonly settings: Settings;
  readonly marks: readonly NamedMark[];
} {
  const site = readSite(reader, 'The mark is sent there anyway.', NO_MARK);
  const settings = {
    site,
    apiUrl: readApiUrl(reader, NO_MARK) ?? site.apiUrl,
    dryRun: readBoolean(reader, 'dry-run', 'error', NO_MARK),
    failOnError: readFailOnError(reader),
    timeout: readTimeout(reader),
    jobSummary: readJobSummary(reader),
  };
  return { settings, marks: readMarks(reader) };
}

function readMarks(reader: Reader): readonly NamedMark[] {
  const deploymentIds = readIds(reader, 'deployment-id');
  const names = ['service', 'env', 'version'] as const;
  const [service, env, version] = names.map((name) => readName(reader, name));
  const given = names.filter((name) => reader.text(name) !== '');
  const isByName = service !== undefined && env !== undefined && version !== undefined;
  const hasIds = reader.text('deployment-id') !== '';
  const isFailure = readChangeFailure(reader);
  const remediation = readRemediation(reader, isFailure);
  if (hasIds && given.length > 0) {
    refuse(reader, given[0] ?? 'service', 'deployment-id, or service, env and version, not both');
  } else if (!hasIds && given.length < names.length) {
    const missing = given.length === 0 ? ['deployment-id'] : names.filter((name) => !given.includes(name));
    for (const name of missing) {
      reader.refuse(name, {
        level: 'error',
        written: 'missing',
        accepted: 'deployment-id, or service, env and version together',
        otherwise: NO_MARK,
      });
    }
  }
  if (deploymentIds === undefined) {
    return isByName && !hasIds ? markByName({ service, env, version }, isFailure, remediation, reader) : [];
  }
  return markById(deploymentIds, isFailure, remediation, reader);
}

function readChangeFailure(reader: Reader): boolean {
  return reader.read('change-failure', {
    parse: parseBoolean,
    fallback: 'true',
    accepted: ACCEPTED_BOOLEANS,
    level: 'error',
    otherwise: NO_MARK,
  });
}

function readName(reader: Reader, name: string): string | undefined {
  return reader.read(name, {
    parse: (text) => (/[\r\n]/.test(text) ? undefined : text),
    accepted: `one ${name}, on one line`,
    level: 'error',
    otherwise: NO_MARK,
  });
}

function readIds(reader: Reader, name: string): Ids | undefined {
  return reader.read(name, {
    parse: (text) => parseIds(text),
    accepted: `${ACCEPTED_IDS}; several ids separated by newlines or commas; or the JSON of the output deployment-ids`,
    level: 'error',
    otherwise: NO_MARK,
    most: LONGEST_IDS,
  });
}

function parseIds(text: string): Ids | Refusal | undefined {
  if (!text.startsWith('{')) {
    const ids = splitList(text);
    return ids.length > MOST_IDS
      ? new Refusal(`at most ${MOST_IDS} ids`)
      : ids.length > 0 && ids.every(isDeploymentId)
        ? { ids }
        : undefined;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return new Refusal('JSON of services and ids, because the value begins with "{"');
  }
  const entries = Object.entries(typeof json === 'object' && json !== null ? json : {});
  const byService = new Map<string, string>();
  for (const [service, id] of entries) {
    if (typeof id !== 'string' || !isDeploymentId(id)) {
      return undefined;
    }
    byService.set(service, id);
  }
  return byService.size > MOST_IDS ? new Refusal(`at most ${MOST_IDS} ids`) : { byService };
}

/** What remedied the failure, as the inputs have it. */
interface Remediation {
  readonly type: 'rollback' | 'rollforward';
  readonly ids: Ids | undefined;
  readonly version: string | undefined;
}

function readRemediation(reader: Reader, isFailure: boolean): Remediation | undefined {
  const type = reader.read('remediation', {
    parse: (text) => (text === 'rollback' || text === 'rollforward' ? text : undefined),
    accepted: 'rollback or rollforward',
    level: 'error',
    otherwise: NO_MARK,
  });
  const ids = readIds(reader, 'remediation-id');
  const version = readName(reader, 'remediation-version');
  const [hasType, hasIds, hasVersion] = ['remediation', 'remediation-id', 'remediation-version'].map(
    (name) => reader.text(name) !== '',
  );
  if (hasType && !isFailure) {
    refuse(reader, 'remediation', 'no remediation with change-failure: false');
  }
  if (hasIds && hasVersion) {
    refuse(reader, 'remediation-version', 'remediation-id or remediation-version, not both');
  }
  if (hasType && !hasIds && !hasVersion) {
    reader.refuse('remediation-id', {
      level: 'error',
      written: 'missing',
      accepted: 'with remediation, the id or the version of the deployment that remedied the failure',
      otherwise: NO_MARK,
    });
  }
  if (!hasType && (hasIds || hasVersion)) {
    reader.refuse('remediation', {
      level: 'error',
      written: 'missing',
      accepted: 'rollback or rollforward, with remediation-id or remediation-version',
      otherwise: NO_MARK,
    });
  }
  return type && { type, ids, version };
}

function markByName(
  target: { readonly service: string; readonly env: string; readonly version: string },
  changeFailure: boolean,
  remediation: Remediation | undefined,
  reader: Reader,
): readonly NamedMark[] {
  const name = `${target.service} ${target.version} in ${target.env}`;
  return [{ name, mark: { target, changeFailure, remediation: remediationOf(remediation, '', 1, reader) } }];
}

function markById(
  ids: Ids,
  changeFailure: boolean,
  remediation: Remediation | undefined,
  reader: Reader,
): readonly NamedMark[] {
  const named = 'ids' in ids ? ids.ids.map((id) => ['', id] as const) : [...ids.byService];
  if (named.length === 0) {
    return [];
  }
  const marks = named.map(([service, id]) => ({
    name: service === '' ? id : service,
    mark: {
      target: { id },
      changeFailure,
      remediation: remediationOf(remediation, service, named.length, reader),
    },
  }));
  const lacking = marks.filter(({ mark }) => mark.remediation === undefined).map(({ name }) => name);
  const areMatched = 'byService' in ids && remediation?.ids !== undefined && 'byService' in remediation.ids;
  if (areMatched && lacking.length > 0) {
    const more = lacking.length > MOST_NAMES ? ` and ${lacking.length - MOST_NAMES} more` : '';
    reader.refuse('remediation-id', {
      written: { text: reader.text('remediation-id') },
      accepted: `JSON with an id of each service that is marked, so of ${lacking.slice(0, MOST_NAMES).join(', ')}${more} as well`,
      otherwise: 'Their deployments are marked without a remediation, so they have no recovery time.',
    });
  }
  return marks;
}

/** @param service '' where only the deployment's id is known */
function remediationOf(
  remediation: Remediation | undefined,
  service: string,
  deployments: number,
  reader: Reader,
): Mark['remediation'] {
  if (remediation === undefined) {
    return undefined;
  }
  const { type, ids, version } = remediation;
  if (ids === undefined) {
    return version === undefined ? undefined : { type, version };
  }
  if ('ids' in ids) {
    const [id, ...others] = ids.ids;
    if (deployments > 1 || others.length > 0 || id === undefined) {
      refuse(
        reader,
        'remediation-id',
        'one id for a single deployment; for several, the JSON of the output deployment-ids in deployment-id and in remediation-id, or remediation-version',
      );
      return undefined;
    }
    return { type, id };
  }
  if (service !== '') {
    const id = ids.byService.get(service);
    return id === undefined ? undefined : { type, id };
  }
  const [id, ...others] = ids.byService.values();
  if (deployments > 1 || others.length > 0 || id === undefined) {
    refuse(reader, 'remediation-id', 'JSON only where deployment-id is JSON of the same services');
    return undefined;
  }
  return { type, id };
}

/** Refuses an input once, whatever it is invalid for first. */
function refuse(reader: Reader, input: string, accepted: string): void {
  if (!reader.problems.some((problem) => problem.input === input)) {
    reader.refuse(input, {
      level: 'error',
      written: { text: reader.text(input) },
      accepted,
      otherwise: NO_MARK,
    });
  }
}

/**
 * Says which keys are missing or cannot be sent.
 * @param causeOfMissing the likely reason for a missing API key, in sentences
 */
export function checkKeys({ keys }: Pick<Stage, 'keys'>, reader: Reader, causeOfMissing: string): void {
  const wanted = [
    ['api-key', keys.api.value, 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY'],
    [
      'app-key',
      keys.app.value,
      'a Datadog application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY',
    ],
  ] as const;
  for (const [input, key, accepted] of wanted) {
    if (!isSendable(key)) {
      const written = key === '' ? 'missing' : 'hidden';
      const cause = input === 'api-key' && causeOfMissing !== '' ? `${causeOfMissing} ` : '';
      reader.refuse(input, { level: 'error', written, accepted, otherwise: `${cause}${NO_MARK}` });
    }
  }
}
