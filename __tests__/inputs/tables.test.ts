/** Holds what the code knows of the inputs against what action.yml says of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { INPUTS as OF_CHANGE_FAILURE } from '../../src/change-failure/inputs.ts';
import { INPUTS as OF_DEPLOYMENT } from '../../src/deployment/inputs.ts';
import type { Table } from '../../src/inputs/table.ts';

interface Described {
  readonly description: string;
  readonly default?: string;
}

/** Read by hand: the keys in runner/keys.ts, the internal ones in post.ts. */
const NOT_IN_A_TABLE = ['api-key', 'app-key', 'job-status', 'job-check-run-id'];

function inputsOf(file: string): Readonly<Record<string, Described>> {
  return parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).inputs;
}

const actions: readonly (readonly [file: string, table: Table])[] = [
  ['action.yml', OF_DEPLOYMENT],
  ['change-failure/action.yml', OF_CHANGE_FAILURE],
];

describe.each(actions)('%s', (file, table) => {
  const described = inputsOf(file);
  const entries = Object.entries(table);
  const descriptionOf = (name: string) => described[name]?.description ?? '';

  test('has the inputs of the table, in its order', () => {
    const names = Object.keys(described).filter((name) => !NOT_IN_A_TABLE.includes(name));
    expect(names).toEqual(Object.keys(table));
  });

  test('has the defaults of the table, except where they would hide a variable', () => {
    const defaults = (kept: (name: string) => string | undefined) =>
      Object.keys(table).map((name) => `${name}: ${kept(name) ?? 'none'}`);
    expect(defaults((name) => described[name]?.default)).toEqual(
      defaults((name) => (table[name]?.variables === undefined ? table[name]?.default : undefined)),
    );
  });

  test('names the variables of each input in their order, and then the default that stands behind them', () => {
    for (const [name, { variables = [], default: byDefault }] of entries) {
      const sources = [...variables, ...(variables.length > 0 && byDefault !== undefined ? [byDefault] : [])];
      const sentence = / Default: ([^ ]+(?:, then [^ ]+)*)\.(?: |$)/.exec(descriptionOf(name))?.[1];
      expect([name, sentence?.split(', then ') ?? []]).toEqual([name, sources]);
    }
  });

  test('has defaults that are read, even if the runner tells nothing', () => {
    for (const [name, { default: byDefault, parse: read }] of entries) {
      const context = { now: 0n, serverUrl: '', commitSha: '', isForOneService: false, isJsonString: false };
      expect([name, byDefault === undefined ? 'none' : read(byDefault, context)]).toEqual([
        name,
        byDefault === undefined ? 'none' : expect.objectContaining({ value: expect.anything() }),
      ]);
    }
  });
});

test.each([
  ['api-key', ['DATADOG_API_KEY', 'DD_API_KEY']],
  ['app-key', ['DATADOG_APP_KEY', 'DD_APP_KEY']],
])('%s names its variables in both actions', (name, variables) => {
  for (const [file] of actions) {
    expect(inputsOf(file)[name]?.description).toContain(` Default: ${variables.join(', then ')}.`);
  }
});

test('"Can be set by a later step" is said of what post settles, and of the application key', () => {
  const later = Object.entries(inputsOf('action.yml'))
    .filter(([, { description }]) => /\bcan be set by a later step\.$/i.test(description))
    .map(([name]) => name);
  const settled = Object.entries<Table[string]>(OF_DEPLOYMENT)
    .filter(([, entry]) => entry.settled !== 'main')
    .map(([name]) => name);
  expect(later.toSorted()).toEqual([...settled, 'app-key'].toSorted());
});

test('a single stage settles everything itself', () => {
  const stages = Object.values<Table[string]>(OF_CHANGE_FAILURE).map(({ settled }) => settled);
  expect(new Set(stages)).toEqual(new Set(['main']));
});

test('an input that tells an empty text has a word for its default', () => {
  const tells = Object.entries<Table[string]>(OF_DEPLOYMENT).filter(([, { tellsEmpty }]) => tellsEmpty === 'always');
  expect(tells.map(([name, entry]) => [name, entry.default])).toEqual([
    ['started-at', 'job'],
    ['git-commit-sha', 'GITHUB_SHA'],
    ['deployed', 'job'],
    ['change-failure', 'false'],
  ]);
});
