import { parseRepositoryUrl, withoutSecrets } from '../github/repository.ts';
import { ACCEPTED_BOOLEANS, parseBoolean, type Reader, splitList } from '../inputs/reader.ts';
import { ACCEPTED_TIMES, type Nanoseconds, parseTime, type WrittenTime } from '../time.ts';
import { LONGEST_LIST } from './settings.ts';

/** A deployment may learn these while it runs: post reads them again. Of these main hands over what it read. */
export const SETTLED_IN_POST = [
  'started-at',
  'env',
  'version',
  'team',
  'custom-tags',
  'git-repository-url',
  'git-commit-sha',
] as const;

/** Before the deployment these mean nothing: main neither checks them nor hands them over. */
export const READ_IN_POST_ONLY = ['finished-at', 'deployed', 'change-failure'] as const;

/** What post settles; '' is "not sent". */
export interface Details {
  readonly env: string;
  readonly version: string;
  readonly team: string;
  /** `key:value`, without duplicates; not yet limited in number. */
  readonly customTags: readonly string[];
  readonly git: Git | undefined;
  /** A time that post reads in `started-at`; undefined where main's start counts. */
  readonly startedAt: WrittenTime | undefined;
  readonly finishedAt: WrittenTime | undefined;
}

export interface Git {
  readonly repositoryUrl: string;
  readonly commitSha: string;
  /** Whether the workflow gave the commit: then it is believed. */
  readonly commitGiven: boolean;
}

/** The repository and the commit that the workflow runs for; '' where they are not known. */
export interface Run {
  readonly repositoryUrl: string;
  readonly commitSha: string;
}

/** Stands for the variable of that name: the default of `git-commit-sha`. */
const OWN_COMMIT = 'GITHUB_SHA';
const WITHOUT = 'The event is sent without it.';
const WITHOUT_GIT =
  'The event is sent without git: change lead time and rollback detection need a repository and a commit.';

/** Reads the inputs that are settled after the deployment. None that is invalid keeps an event from being sent. */
export function readDetails(reader: Reader, run: Run, skipGit: boolean, now: Nanoseconds): Details {
  const startedAt = reader.read('started-at', {
    parse: (text) => (text === 'job' || text === 'step' ? text : parseTime(text, now)),
    accepted: `"job", "step", or ${ACCEPTED_TIMES}`,
    otherwise: 'The start that was recorded before the deployment counts, if there is one.',
  });
  return {
    env: readText(reader, 'env', ['DD_ENV']),
    version: readText(reader, 'version'),
    team: readText(reader, 'team'),
    customTags: readTags(reader),
    git: skipGit ? undefined : readGit(reader, run),
    startedAt: typeof startedAt === 'object' ? startedAt : undefined,
    finishedAt: reader.read('finished-at', {
      parse: (text) => parseTime(text, now),
      accepted: ACCEPTED_TIMES,
      otherwise: 'The event is sent with the finish that was recorded when the job ended.',
      thisStageOnly: true,
    }),
  };
}

function readText(reader: Reader, name: string, variables: readonly string[] = []): string {
  const text = reader.read(name, {
    parse: (value) => value,
    variables,
    accepted: 'a text',
    otherwise: WITHOUT,
  });
  return text ?? '';
}

function readTags(reader: Reader): readonly string[] {
  const accepted = 'tags of the form key:value, separated by newlines or commas';
  const tags = reader.read('custom-tags', {
    parse: splitList,
    accepted,
    otherwise: 'The event is sent without custom tags.',
    most: LONGEST_LIST,
    show: (text) => splitList(text).filter(isTag).join(', '),
  });
  const malformed = (tags ?? []).filter((tag) => !isTag(tag));
  if (malformed.length > 0) {
    reader.refuse('custom-tags', {
      written: { text: malformed.join(', ') },
      accepted,
      otherwise: 'The event is sent without these tags.',
    });
  }
  return (tags ?? []).filter(isTag);
}

function isTag(text: string): boolean {
  return /^[^:]+:./s.test(text);
}

function readGit(reader: Reader, run: Run): Git | undefined {
  const repositoryUrl = reader.read('git-repository-url', {
    parse: parseRepositoryUrl,
    ...(run.repositoryUrl === '' ? { missing: WITHOUT_GIT } : { fallback: run.repositoryUrl }),
    accepted: 'the URL of a repository (https://github.com/owner/name, ssh://…, git@host:owner/name.git)',
    otherwise: WITHOUT_GIT,
    show: (text) => parseRepositoryUrl(text) ?? withoutSecrets(text),
  });
  const written = reader.read('git-commit-sha', {
    parse: (text) => (text === OWN_COMMIT ? OWN_COMMIT : parseCommitSha(text)),
    standard: OWN_COMMIT,
    accepted: ACCEPTED_COMMITS,
    otherwise: WITHOUT_GIT,
    show: (text) => (text === OWN_COMMIT && run.commitSha !== '' ? run.commitSha : text),
  });
  const refused = reader.problems.some(
    ({ input }) => input === 'git-commit-sha' || input === 'git-repository-url',
  );
  if (repositoryUrl === undefined || refused) {
    return undefined;
  }
  if (written !== undefined && written !== OWN_COMMIT) {
    return { repositoryUrl, commitSha: written, commitGiven: true };
  }
  const commitSha = parseCommitSha(run.commitSha);
  if (commitSha === undefined) {
    reader.refuse('git-commit-sha', {
      written: 'missing',
      accepted: ACCEPTED_COMMITS,
      otherwise: WITHOUT_GIT,
    });
    return undefined;
  }
  if (written === undefined) {
    // action.yml's default is the word, so only an expression can be empty.
    reader.refuse('git-commit-sha', {
      written: 'missing',
      accepted: `${ACCEPTED_COMMITS}; the workflow gives it, but it is empty (is the name of a step or an output misspelt?)`,
      otherwise: `The event is sent with GITHUB_SHA, ${commitSha}.`,
    });
    reader.facts.push({ name: 'git-commit-sha', value: commitSha, source: 'default' });
  }
  return { repositoryUrl, commitSha, commitGiven: false };
}

const ACCEPTED_COMMITS = 'a full commit SHA of 40 or 64 hexadecimal digits';

function parseCommitSha(text: string): string | undefined {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text) ? text.toLowerCase() : undefined;
}

/** Whether the workflow says that the deployment happened; undefined where it says nothing. */
export function readDeployed(reader: Reader): boolean | undefined {
  return reader.read('deployed', {
    parse: (text) =>
      text === 'success' ? true : /^(?:failure|cancelled|skipped)$/.test(text) ? false : parseBoolean(text),
    accepted: 'success or true; failure, cancelled, skipped or false',
    otherwise: "The job's status decides.",
    thisStageOnly: true,
  });
}

/** Whether the deployment is to be marked as a change failure. */
export function readChangeFailure(reader: Reader): boolean {
  return reader.read('change-failure', {
    parse: parseBoolean,
    fallback: 'false',
    accepted: ACCEPTED_BOOLEANS,
    otherwise: 'The deployment is not marked as a change failure.',
    thisStageOnly: true,
  });
}
