import { booleanInput, deliveryInputs } from '../delivery/settings.ts';
import { cleanRepository, parseRepository } from '../github/repository.ts';
import { type NameRules, parseName } from '../inputs/names.ts';
import {
  EXPECTED_IDS,
  EXPECTED_LISTS,
  isDeploymentId,
  parseIds,
  parseMoment,
  parseRemediation,
  parseStart,
} from '../inputs/parsers.ts';
import type { Input, Table } from '../inputs/table.ts';
import { isSha, KIB } from '../text.ts';
import { EXPECTED_TIMES } from '../time.ts';
import { EXPECTED_DEPLOYED, parseDeployed } from './decide.ts';
import { MOST_SERVICES, parseServices, parseTags } from './lists.ts';
import { parseChangeFailure } from './marks.ts';

/** A commit: what the workflow says, or the one that triggered it. */
export interface Commit {
  readonly sha: string;
  readonly isGiven: boolean;
}

/** The consequence of an invalid input that every event needs. */
export const NO_EVENT = 'No deployment event can be sent.';

const LONGEST_LIST = 32 * KIB;
const WITHOUT = 'The event does not contain it.';
/** The consequence of a commit or a repository that cannot be used. */
export const WITHOUT_GIT =
  'The event has no repository and no commit: change lead time and rollback detection need both.';
const UNMARKED = 'The deployment is not marked as a change failure.';
const NO_EARLIER_MARK = 'No earlier deployment is marked as a change failure.';

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
    missing: `Expected: a service name or several (also in DD_SERVICE). If a later step provides it, move this step below that one: the deployment still starts with the job. Otherwise an output is misspelled, or the event that triggered the workflow has no such field. ${NO_EVENT}`,
    variables: ['DD_SERVICE'],
    most: LONGEST_LIST,
  },
  env: nameInput('env', 'env', ['DD_ENV']),
  version: nameInput('version', 'version', ['DD_VERSION']),
  team: nameInput('team', 'team'),
  'custom-tags': {
    settled: 'post',
    parse: parseTags,
    expected: `tags of the form key:value, ${EXPECTED_LISTS}`,
    consequence: 'The event has no custom tags.',
    most: LONGEST_LIST,
    isToldElsewhere: true,
    alsoTakes: 'arrays',
  },
  'ci-tags': booleanInput(false, 'The default, "false", is used: no CI tags are added.'),
  'deployment-id': {
    settled: 'main',
    parse: (text) => (isDeploymentId(text) ? { value: text } : { refused: '' }),
    expected: EXPECTED_IDS,
    consequence:
      'Each service gets a random ID: to mark a deployment later, use the output deployment-id or deployment-ids.',
    most: 100 * KIB,
  },
  'started-at': {
    settled: 'post',
    parse: parseStart,
    expected: `"job", "step", or ${EXPECTED_TIMES}`,
    consequence: 'The recorded start is used, unless finished-at is earlier.',
    default: 'job',
    tellsEmpty: 'always',
    isToldElsewhere: true,
  },
  'finished-at': {
    settled: 'post only',
    parse: parseMoment,
    expected: EXPECTED_TIMES,
    consequence: "The event's finish is the end of the job.",
    tellsEmpty: 'in an object',
    isToldElsewhere: true,
  },
  'git-commit-sha': {
    settled: 'post',
    parse: (text, { commitSha }) => {
      // Empty if the runner sets no GITHUB_SHA: then the event has no git, and a warning says so.
      if (text === 'GITHUB_SHA') return { value: { sha: commitSha, isGiven: false } };
      return isSha(text) ? { value: { sha: text.toLowerCase(), isGiven: true } } : { refused: '' };
    },
    expected: 'a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it',
    consequence: WITHOUT_GIT,
    default: 'GITHUB_SHA',
    tellsEmpty: 'always',
    isToldElsewhere: true,
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
    tellsEmpty: 'in an object',
    clean: cleanRepository,
    isToldElsewhere: true,
  },
  'skip-git': {
    ...booleanInput(true, 'The event has no repository and no commit.', false),
  },
  deployed: {
    settled: 'post only',
    parse: parseDeployed,
    expected: EXPECTED_DEPLOYED,
    consequence: 'It is unknown whether the deployment happened, so no event is sent.',
    // An error follows, from the decision.
    level: 'info',
    default: 'job',
    tellsEmpty: 'always',
    tellsLeftOut: true,
    isToldElsewhere: true,
    alsoTakes: 'booleans',
  },
  'change-failure': {
    settled: 'post only',
    parse: parseChangeFailure,
    expected:
      'true or false, or the outcome of a step that tests the deployment (success, failure, cancelled or skipped)',
    consequence: UNMARKED,
    default: 'false',
    tellsEmpty: 'always',
    isToldElsewhere: true,
    alsoTakes: 'booleans',
  },
  remediation: {
    settled: 'post only',
    parse: parseRemediation,
    expected: 'rollback or rollforward',
    consequence: NO_EARLIER_MARK,
  },
  'remediates-id': {
    settled: 'post only',
    parse: (text, context) => {
      const parsed = parseIds(text, MOST_SERVICES, context);
      return 'refused' in parsed ? parsed : { value: { ids: parsed.value, isPerService: context.isForOneService } };
    },
    expected: `${EXPECTED_IDS}; or a list of IDs; or the JSON of the output deployment-ids`,
    consequence: NO_EARLIER_MARK,
    most: 100 * KIB,
    alsoTakes: 'arrays',
  },
  'remediates-version': {
    ...nameInput('remediates-version', 'version'),
    settled: 'post only',
    consequence: NO_EARLIER_MARK,
  },
  ...deliveryInputs(NO_EVENT),
} as const satisfies Table;

/** A name that post settles. */
function nameInput(input: string, kind: NameRules['kind'], variables: readonly string[] = []) {
  const rules = { input, kind, refusesComma: kind === 'env', isListEntry: false };
  return {
    settled: 'post',
    parse: (text) => parseName(text, rules),
    expected: `one ${kind}`,
    consequence: WITHOUT,
    tellsEmpty: 'in an object',
    variables,
  } as const satisfies Input<string>;
}
