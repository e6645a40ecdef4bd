import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INPUTS } from '../../src/change-failure/inputs.ts';
import { marksFrom } from '../../src/change-failure/marks.ts';
import type { Mark } from '../../src/datadog/mark.ts';
import { readInputs } from '../../src/inputs/reader.ts';
import { type Given, sourcesOf } from '../support/reader.ts';
import { anyText } from '../support/text.ts';

const [id, id2, fix, fix2] = [
  'deployment-0001-a',
  'deployment-0002-b',
  'deployment-0003-c',
  'deployment-0004-d',
];
const byName = { service: 'web', env: 'prod', version: 'v1' };

function settle(given: Given) {
  const { values, problems: ofInputs } = readInputs(INPUTS, ['main'], sourcesOf(given));
  const { marks, problems } = marksFrom(values);
  return { marks, problems, all: [...ofInputs, ...problems] };
}

/** What is marked if nothing is wrong. */
function marksOf(given: Given): readonly Mark[] {
  const { marks, all } = settle(given);
  expect(all).toEqual([]);
  return marks.map(({ mark }) => mark);
}

/** Level and input of everything that is wrong. */
function wrong(given: Given): readonly string[] {
  return settle(given).all.map(({ level, input }) => `${level} ${input}`);
}

function failure(target: Mark['target'], remediation: Mark['remediation'] = undefined): Mark {
  return { target, changeFailure: true, remediation };
}

function json(ids: Given): string {
  return JSON.stringify(ids);
}

describe('what is marked', () => {
  test('a list of IDs, named by them', () => {
    expect(settle({ 'deployment-id': `${id},${id2}` }).marks).toEqual([
      { label: id, mark: failure({ id }) },
      { label: id2, mark: failure({ id: id2 }) },
    ]);
  });

  test('IDs by service, named by service, in any words', () => {
    const ids = `{"__proto__":"${id}","constructor":"${id2}"}`;
    expect(settle({ 'deployment-id': ids }).marks).toEqual([
      { label: '__proto__', mark: failure({ id }) },
      { label: 'constructor', mark: failure({ id: id2 }) },
    ]);
  });

  test('a deployment by service, env and version', () => {
    expect(settle(byName).marks).toEqual([{ label: 'web v1 in prod', mark: failure(byName) }]);
  });

  test.each(['{}', ' { } ', '[]'])('%s is nothing to mark, and nothing is wrong', (ids) => {
    expect(marksOf({ 'deployment-id': ids })).toEqual([]);
    expect(marksOf({ 'deployment-id': ids, remediation: 'rollback' })).toEqual([]);
    expect(marksOf({ 'deployment-id': ids, remediation: 'rollback', 'remediation-id': '{}' })).toEqual([]);
  });

  test('no change failure', () => {
    expect(marksOf({ 'deployment-id': id, 'change-failure': 'false' })).toEqual([
      { ...failure({ id }), changeFailure: false },
    ]);
  });
});

describe('refused', () => {
  test.each<[Given, readonly string[]]>([
    [{}, ['deployment-id']],
    [{ service: 'web' }, ['env', 'version']],
    [{ service: 'web', env: 'prod' }, ['version']],
    [{ version: 'v1', env: 'prod' }, ['service']],
    [{ ...byName, env: 'a\nb' }, ['env']],
    [{ 'deployment-id': id, service: 'web' }, ['service']],
    [{ 'deployment-id': id, ...byName }, ['service']],
    [{ 'deployment-id': id, version: 'v1' }, ['version']],
    [{ 'deployment-id': 'short', service: 'web' }, ['deployment-id', 'service']],
    [{ 'deployment-id': id, env: 'a\nb' }, ['env']],
    [{ 'deployment-id': id, 'change-failure': 'yes' }, ['change-failure']],
  ])('%j', (given, names) => {
    expect(wrong(given)).toEqual(names.map((name) => `error ${name}`));
  });

  test('a missing input is called not set', () => {
    expect(settle({}).problems).toEqual([
      {
        level: 'error',
        input: 'deployment-id',
        message:
          'Input "deployment-id" is not set. Expected: deployment-id, or service, env and version together. Nothing is marked.',
      },
    ]);
  });
});

describe('the remediation', () => {
  test.each(['rollback', 'rollforward'] as const)('a %s by ID or version', (remediation) => {
    for (const [target, given] of [
      [{ id }, { 'deployment-id': id }],
      [byName, byName],
    ] as const) {
      expect(marksOf({ ...given, remediation, 'remediation-id': fix })).toEqual([
        failure(target, { type: remediation, id: fix }),
      ]);
      expect(marksOf({ ...given, remediation, 'remediation-version': 'v2' })).toEqual([
        failure(target, { type: remediation, version: 'v2' }),
      ]);
    }
  });

  test.each<[string, Given, Mark['remediation']]>([
    [
      'a version for several',
      { 'deployment-id': `${id},${id2}`, 'remediation-version': 'v0' },
      { type: 'rollback', version: 'v0' },
    ],
    [
      'a version for several services',
      { 'deployment-id': json({ a: id, b: id2 }), 'remediation-version': 'v0' },
      { type: 'rollback', version: 'v0' },
    ],
    [
      'one ID for several: the next good deployment',
      { 'deployment-id': `${id},${id2}`, 'remediation-id': fix },
      { type: 'rollback', id: fix },
    ],
    [
      'the JSON of one service for several',
      { 'deployment-id': `${id},${id2}`, 'remediation-id': json({ a: fix }) },
      { type: 'rollback', id: fix },
    ],
  ])('%s', (_what, given, remediation) => {
    expect(marksOf({ remediation: 'rollback', ...given })).toEqual([
      failure({ id }, remediation),
      failure({ id: id2 }, remediation),
    ]);
  });

  test('by service, in any order', () => {
    const given = { remediation: 'rollback', 'remediation-id': json({ c: id, b: fix2, a: fix }) };
    expect(marksOf({ 'deployment-id': json({ a: id, b: id2 }), ...given })).toEqual([
      failure({ id }, { type: 'rollback', id: fix }),
      failure({ id: id2 }, { type: 'rollback', id: fix2 }),
    ]);
    expect(marksOf({ ...byName, ...given, 'remediation-id': json({ a: fix2, web: fix }) })).toEqual([
      failure(byName, { type: 'rollback', id: fix }),
    ]);
  });

  test('of the only service, by ID on one side and JSON on the other', () => {
    const expected = [failure({ id }, { type: 'rollback', id: fix })];
    const remediation = 'rollback';
    expect(marksOf({ 'deployment-id': json({ a: id }), remediation, 'remediation-id': fix })).toEqual(
      expected,
    );
    expect(marksOf({ 'deployment-id': id, remediation, 'remediation-id': json({ a: fix }) })).toEqual(
      expected,
    );
  });

  test.each<[Given, Given, readonly string[]]>([
    [{ 'deployment-id': json({ a: id, b: id2 }) }, { a: fix }, ['b']],
    [{ 'deployment-id': json({ a: id, b: id2 }) }, {}, ['a', 'b']],
    // What remedied another service did not remedy this one.
    [{ 'deployment-id': json({ a: id }) }, { b: fix }, ['a']],
    [{ 'deployment-id': json({ constructor: id, a: id2 }) }, { a: fix }, ['constructor']],
    [byName, { a: fix }, ['web']],
  ])('a service without one is marked without it, with one warning: %j, %j', (given, fixes, lacking) => {
    const { marks, all } = settle({ ...given, remediation: 'rollback', 'remediation-id': json(fixes) });
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.filter(({ mark }) => mark.remediation === undefined)).toHaveLength(lacking.length);
    expect(all).toEqual([
      {
        level: 'warning',
        input: 'remediation-id',
        message: `Input "remediation-id" has no ID for ${lacking.join(', ')}. Deployments that are marked without a remediation have no recovery time.`,
      },
    ]);
  });

  test.each<[string, Given, readonly string[]]>([
    [
      'one ID for several services',
      { 'deployment-id': json({ a: id, b: id2 }), 'remediation-id': fix },
      ['remediation-id'],
    ],
    ['several IDs', { 'deployment-id': id, 'remediation-id': `${fix},${fix2}` }, ['remediation-id']],
    [
      'several IDs for several deployments',
      { 'deployment-id': `${id},${id2}`, 'remediation-id': `${fix},${fix2}` },
      ['remediation-id'],
    ],
    ['no ID in an array', { 'deployment-id': id, 'remediation-id': '[]' }, ['remediation-id']],
    [
      'JSON for IDs without services',
      { 'deployment-id': `${id},${id2}`, 'remediation-id': json({ a: fix, b: fix2 }) },
      ['remediation-id'],
    ],
    ['neither ID nor version', { 'deployment-id': id }, ['remediation-id']],
    [
      'both',
      { 'deployment-id': id, 'remediation-id': fix, 'remediation-version': 'v2' },
      ['remediation-version'],
    ],
    ['an invalid ID', { 'deployment-id': id, 'remediation-id': 'short' }, ['remediation-id']],
    ['no kind', { 'deployment-id': id, remediation: '', 'remediation-id': fix }, ['remediation']],
    [
      'no kind for a version',
      { 'deployment-id': id, remediation: '', 'remediation-version': 'v2' },
      ['remediation'],
    ],
    ['another kind', { 'deployment-id': id, remediation: 'revert', 'remediation-id': fix }, ['remediation']],
    [
      'no change failure',
      { 'deployment-id': id, 'change-failure': 'false', 'remediation-id': fix },
      ['remediation'],
    ],
    [
      'half of one for no change failure',
      { 'deployment-id': id, 'change-failure': 'false', remediation: '', 'remediation-version': 'v2' },
      ['remediation-version'],
    ],
    [
      'nobody knows whether it is a change failure',
      { 'deployment-id': id, 'change-failure': 'perhaps', 'remediation-id': fix },
      ['change-failure'],
    ],
  ])('refused: %s', (_what, given, names) => {
    expect(wrong({ remediation: 'rollback', ...given })).toEqual(names.map((name) => `error ${name}`));
  });

  test.each<[string, Given, string]>([
    ['by ID', { 'deployment-id': id, 'remediation-id': id }, id],
    ['one of several', { 'deployment-id': `${id},${id2}`, 'remediation-id': id2 }, id2],
    [
      'one of several services',
      { 'deployment-id': json({ a: id, b: id2 }), 'remediation-id': json({ a: fix, b: id2 }) },
      id2,
    ],
    ['by version', { ...byName, 'remediation-version': 'v1' }, 'v1'],
  ])('a deployment that would be its own remedy is refused: %s', (_what, given, own) => {
    const { all } = settle({ remediation: 'rollback', ...given });
    expect(all.map(({ level }) => level)).toEqual(['error']);
    const [what, part] =
      own === 'v1' ? ['version', 'the version of the deployment'] : ['deployment', 'a deployment'];
    expect(all[0]?.message).toContain(
      `Expected: the ${what} that remedied the failure, but "${own}" is ${part} that failed.`,
    );
  });

  test('another service’s ID or version is no remedy of its own', () => {
    const ids = { 'deployment-id': json({ a: id, b: id2 }), 'remediation-id': json({ a: id2, b: id }) };
    expect(wrong({ remediation: 'rollback', ...ids })).toEqual([]);
    expect(wrong({ remediation: 'rollback', 'deployment-id': id, 'remediation-version': 'v1' })).toEqual([]);
  });
});

test('everything that is wrong is told at once, each input once', () => {
  const { all } = settle({
    'deployment-id': 'short',
    service: 'web',
    'change-failure': 'perhaps',
    remediation: 'revert',
    'remediation-id': 'short',
    'remediation-version': 'v2',
  });
  expect(all.map(({ level, input }) => `${level} ${input}`).toSorted()).toEqual([
    'error change-failure',
    'error deployment-id',
    'error remediation',
    'error remediation-id',
    'error remediation-version',
    'error service',
  ]);
});

test('any inputs are marks or refused, each input once, and no mark is half of one', () => {
  const text = fc.oneof(
    anyText(),
    fc.constantFrom(id, `${id},${id2}`, json({ a: id }), json({ a: id, b: id2 }), '{}', '[]'),
    fc.constantFrom('true', 'false', 'rollback', 'rollforward', 'v1'),
  );
  const names = fc.constantFrom(
    'deployment-id',
    'service',
    'env',
    'version',
    'change-failure',
    'remediation',
    'remediation-id',
    'remediation-version',
  );
  fc.assert(
    fc.property(fc.dictionary(names, text), (given) => {
      const { marks, all } = settle(given);
      expect(new Set(all.map(({ input }) => input)).size).toBe(all.length);
      if (all.every(({ level }) => level === 'warning')) {
        const isNothing = /^(?:\{\s*\}|\[\s*\])$/.test(given['deployment-id']?.trim() ?? '');
        expect(marks.length > 0).toBe(!isNothing);
        const isRemedy = (given['remediation']?.trim() ?? '') !== '';
        for (const { mark } of marks) {
          expect(mark.changeFailure || mark.remediation === undefined).toBe(true);
          expect(mark.remediation !== undefined || !isRemedy || all.length > 0).toBe(true);
          expect(mark.remediation).not.toEqual(expect.objectContaining(mark.target));
        }
      }
    }),
    { numRuns: 2000 },
  );
});
