import { parseRepository, withoutSecrets } from '../github/repository.ts';
import {
  EXPECTED_IDS,
  EXPECTED_LISTS,
  isDeploymentId,
  parseIds,
  parseLine,
  parseMoment,
  parseStart,
} from '../inputs/parsers.ts';
import { LONGEST_OBJECT } from '../inputs/per-service.ts';
import type { Readings } from '../inputs/reader.ts';
import { booleanInput, deliveryInputs } from '../inputs/shared.ts';
import type { Input, Table } from '../inputs/table.ts';
import { isSha, KIB } from '../text.ts';
import { EXPECTED_TIMES, type WrittenTime } from '../time.ts';
import {
  type ChangeFailure,
  type Commit,
  type Deployed,
  MOST_SERVICES,
  parseChangeFailure,
  parseDeployed,
  parseServices,
  parseTags,
  parseVersion,
  type Remediation,
} from './values.ts';

/** The consequence of an invalid input that every event needs. */
export const NO_EVENT = 'No deployment event can be sent.';

const LONGEST_LIST = 32 * KIB;
const WITHOUT = 'The event is sent without it.';
const WITHOUT_GIT =
  'The event is sent without git: change lead time and rollback detection need a repository and a commit.';
const UNMARKED = 'The deployment is not marked as a change failure.';
const NO_REMEDY = 'No deployment is marked as remedied.';

/**
 * The inputs of the deployment action, in the order of action.yml, except for the keys and the internal inputs.
 * `post` and `post only` take a JSON object with a value per service as well.
 */
export const INPUTS = {
  service: {
    settled: 'main',
    parse: parseServices,
    expected: `a service name or several, ${EXPECTED_LISTS} (also in DD_SERVICE), at most ${MOST_SERVICES}`,
    consequence: NO_EVENT,
    level: 'error',
    missing: `If a later step provides it, move this step below that one: the start is the job's anyway. ${NO_EVENT}`,
    variables: ['DD_SERVICE'],
    most: LONGEST_LIST,
    show: (services) => services.join(', '),
    inBothLogs: true,
  },
  env: lineInput('env', { variables: ['DD_ENV'], tellsAbsent: true }),
  version: {
    ...lineInput('version', { variables: ['DD_VERSION'], tellsAbsent: true }),
    parse: parseVersion,
  },
  team: lineInput('team', {}),
  'custom-tags': {
    settled: 'post',
    parse: parseTags,
    expected: `tags of the form key:value, ${EXPECTED_LISTS}`,
    consequence: 'The event is sent without custom tags.',
    most: LONGEST_LIST,
    show: (tags) => tags.join(', '),
    alsoTakes: 'arrays',
  },
  'ci-tags': booleanInput('false', 'The default, "false", is used: no CI tags are added.'),
  'deployment-id': {
    settled: 'main',
    parse: (text) => (isDeploymentId(text) ? { value: text } : { refused: '' }),
    expected: EXPECTED_IDS,
    consequence: NO_EVENT,
    level: 'error',
    most: 100 * KIB,
  },
  'started-at': {
    settled: 'post',
    parse: parseStart,
    expected: `"job", "step", or ${EXPECTED_TIMES}`,
    consequence: 'The start that was recorded before the deployment is used, if there is one.',
    default: 'job',
    show: () => '',
  },
  'finished-at': {
    settled: 'post only',
    parse: parseMoment,
    expected: EXPECTED_TIMES,
    consequence: 'The event is sent with the finish that was recorded when the job ended.',
    show: () => '',
  },
  'git-commit-sha': {
    settled: 'post',
    parse: (text, { commitSha }) => {
      // Empty if the runner sets no GITHUB_SHA: then the event has no git, which a warning says.
      if (text === 'GITHUB_SHA') {
        return { value: { sha: commitSha, isGiven: false } };
      }
      return isSha(text) ? { value: { sha: text.toLowerCase(), isGiven: true } } : { refused: '' };
    },
    expected: 'a full commit SHA of 40 or 64 hexadecimal digits',
    consequence: WITHOUT_GIT,
    default: 'GITHUB_SHA',
    tellsEmpty: true,
    show: ({ sha }) => sha,
  },
  'git-repository-url': {
    settled: 'post',
    parse: (text, { serverUrl }) => {
      const value = parseRepository(text, serverUrl);
      return value === undefined ? { refused: '' } : { value };
    },
    expected:
      'a repository: owner/name, host/owner/name, or a URL (https://github.com/owner/name, ssh://…, git@host:owner/name.git)',
    consequence: WITHOUT_GIT,
    clean: withoutSecrets,
    show: (url) => url,
  },
  'skip-git': booleanInput('false', NO_EVENT, 'error'),
  deployed: {
    settled: 'post only',
    parse: parseDeployed,
    expected:
      'the outcome of the deploy step (success, failure, cancelled or skipped), true or false, or another word of that kind',
    consequence: 'Nobody can tell whether the deployment happened.',
    default: 'job',
    tellsEmpty: true,
    show: () => '',
    alsoTakes: 'booleans',
  },
  'change-failure': {
    settled: 'post only',
    parse: parseChangeFailure,
    expected:
      'true or false, or the outcome of a step that tests the deployment (success, failure, cancelled or skipped)',
    consequence: UNMARKED,
    default: 'false',
    tellsEmpty: true,
    show: () => '',
    alsoTakes: 'booleans',
  },
  remediation: {
    settled: 'post only',
    parse: (text) => (text === 'rollback' || text === 'rollforward' ? { value: text } : { refused: '' }),
    expected: 'rollback or rollforward',
    consequence: NO_REMEDY,
  },
  'remediates-id': {
    settled: 'post only',
    parse: (text) => parseIds(text, MOST_SERVICES),
    expected: `${EXPECTED_IDS}; or a list of IDs; or the JSON of the output deployment-ids`,
    consequence: NO_REMEDY,
    most: 100 * KIB,
    alsoTakes: 'arrays',
  },
  'remediates-version': {
    ...lineInput('version', {}),
    settled: 'post only',
    consequence: NO_REMEDY,
  },
  ...deliveryInputs('The deployment event is sent there anyway.', NO_EVENT),
} as const satisfies Table & {
  readonly service: Input<readonly string[]>;
  readonly 'custom-tags': Input<readonly string[]>;
  readonly 'started-at': Input<'job' | 'step' | WrittenTime>;
  readonly 'git-commit-sha': Input<Commit>;
  readonly 'git-repository-url': Input<string>;
  readonly deployed: Input<Deployed>;
  readonly 'change-failure': Input<ChangeFailure>;
  readonly remediation: Input<Remediation>;
};

/** What post reads. */
export type ReadingsOfPost = Readings<typeof INPUTS, 'post' | 'post only'>;

/** What main reads: it needs a start for the outputs, and no value per service. */
export const INPUTS_OF_MAIN = {
  ...INPUTS,
  'started-at': {
    ...INPUTS['started-at'],
    settled: 'main',
    parse: (text, circumstances) =>
      text.startsWith('{') ? { value: 'job' } : parseStart(text, circumstances),
    consequence: `${NO_EVENT} A valid time from a later step corrects this.`,
    level: 'error',
    most: LONGEST_OBJECT,
  },
} as const satisfies Table & { readonly 'started-at': Input<'job' | 'step' | WrittenTime> };

/** A text of one line that post settles. */
function lineInput(
  name: string,
  more: { readonly variables?: readonly string[]; readonly tellsAbsent?: true },
) {
  return {
    settled: 'post',
    parse: parseLine,
    expected: `one ${name}, on one line`,
    consequence: WITHOUT,
    ...more,
  } as const satisfies Input<string>;
}
