import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkKeys, readInputs } from '../../src/change-failure/inputs.ts';
import type { Mark } from '../../src/datadog/mark.ts';
import { KEY, readerOf, show, wrong } from '../support/reader.ts';

type Given = Readonly<Record<string, string>>;

const [id, id2, fix, fix2] = [
  'deployment-0001-a',
  'deployment-0002-b',
  'deployment-0003-c',
  'deployment-0004-d',
];

function read(given: Given, environment: Given = {}) {
  const reader = readerOf(given, { environment });
  const { settings, marks } = readInputs(reader);
  return { settings, marks, problems: reader.problems, facts: reader.facts };
}

/** What is marked, where nothing is wrong. */
function marksOf(given: Given): readonly Mark[] {
  const { marks, problems } = read(given);
  expect(problems).toEqual([]);
  return marks.map(({ mark }) => mark);
}

function failure(target: Mark['target'], remediation: Mark['remediation'] = undefined): Mark {
  return { target, changeFailure: true, remediation };
}

describe('deployments by id', () => {
  test.each([
    [id, [id]],
    [` ${id}\n`, [id]],
    [`${id},${id2}`, [id, id2]],
    [`${id}\n${id2}\n${id}\n`, [id, id2]],
    ['a'.repeat(128), ['a'.repeat(128)]],
  ])('%j', (text, ids) => {
    expect(marksOf({ 'deployment-id': text })).toEqual(ids.map((one) => failure({ id: one })));
    expect(read({ 'deployment-id': text }).marks.map(({ name }) => name)).toEqual(ids);
  });

  test('the JSON of the output deployment-ids, with the services’ names', () => {
    const json = JSON.stringify({ web: id, 'größe "1"': id2 });
    expect(read({ 'deployment-id': json }).marks).toEqual([
      { name: 'web', mark: failure({ id }) },
      { name: 'größe "1"', mark: failure({ id: id2 }) },
    ]);
  });

  test('{} is nothing to mark, and no fault', () => {
    expect(marksOf({ 'deployment-id': '{}' })).toEqual([]);
    const remediation = { remediation: 'rollback', 'remediation-id': '{}' };
    expect(marksOf({ 'deployment-id': ' { } ', ...remediation })).toEqual([]);
  });

  test.each([
    'short',
    'a'.repeat(129),
    `${id} ${id2}`,
    `${id},short`,
    ',',
    '{',
    '{"web"}',
    '{"web":1}',
    '{"web":"short"}',
    `{"web":{"id":"${id}"}}`,
    `["${id}"]`,
    'null',
  ])('refused: %j', (text) => {
    const { marks, problems } = read({ 'deployment-id': text });
    expect(marks).toEqual([]);
    expect(problems).toMatchObject([
      { level: 'error', input: 'deployment-id', written: { text }, consequence: 'Nothing is marked.' },
    ]);
  });

  test('a thousand, and not one more', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `deployment-id-${i + 1000}`);
    const json = (count: number) => JSON.stringify(Object.fromEntries(ids(count).map((one) => [one, one])));
    expect(marksOf({ 'deployment-id': ids(1000).join('\n') })).toHaveLength(1000);
    expect(marksOf({ 'deployment-id': json(1000) })).toHaveLength(1000);
    for (const text of [ids(1001).join('\n'), json(1001)]) {
      expect(read({ 'deployment-id': text }).problems).toMatchObject([
        { level: 'error', input: 'deployment-id', accepted: 'at most 1000 ids' },
      ]);
    }
  });

  test.each(['deployment-id', 'remediation-id'])('%s has 100 KiB, in bytes, and not one more', (name) => {
    const json = (bytes: number) => {
      const rest = bytes - Buffer.byteLength(JSON.stringify({ é: id }));
      return JSON.stringify({ [`é${'x'.repeat(rest)}`]: id });
    };
    const given = (bytes: number) => ({
      'deployment-id': id,
      remediation: 'rollback',
      'remediation-id': fix,
      [name]: json(bytes),
    });
    expect(read(given(100 * 1024)).problems).toEqual([]);
    expect(read(given(100 * 1024 + 1)).problems).toMatchObject([
      { level: 'error', input: name, accepted: expect.stringContaining('at most 100 KiB') },
    ]);
  });
});

describe('a deployment by service, env and version', () => {
  const target = { service: 'web', env: 'prod', version: 'v1' };

  test('all three', () => {
    expect(read(target).marks).toEqual([{ name: 'web v1 in prod', mark: failure(target) }]);
  });

  const missing = (names: readonly string[]) => names.map((name) => `error ${name}`);
  test.each([
    [{ service: 'web' }, ['env', 'version']],
    [{ service: 'web', env: 'prod' }, ['version']],
    [{ version: 'v1', env: 'prod' }, ['service']],
    [{}, ['deployment-id']],
  ])('%j: missing are %j', (given, names) => {
    const { marks, problems } = read(given);
    expect(marks).toEqual([]);
    expect(wrong(problems)).toEqual(missing(names));
    expect(problems.every(({ written }) => written === 'missing')).toBe(true);
  });

  test('the variables, which a job sets for other purposes, do not count', () => {
    const environment = { DD_SERVICE: 'web', DD_ENV: 'prod', DD_VERSION: 'v1' };
    expect(wrong(read({ version: 'v1' }, environment).problems)).toEqual(missing(['service', 'env']));
    expect(read({ 'deployment-id': id }, environment).problems).toEqual([]);
  });

  test.each([{ service: 'web' }, target])('together with an id: refused, %j', (given) => {
    const { problems } = read({ 'deployment-id': id, ...given });
    expect(problems).toMatchObject([
      { level: 'error', input: 'service', accepted: 'deployment-id, or service, env and version, not both' },
    ]);
  });

  test.each(['service', 'env', 'version'])('%s is one line', (name) => {
    expect(wrong(read({ ...target, [name]: 'a\nb' }).problems)).toEqual([`error ${name}`]);
  });
});

describe('whether it is a failure', () => {
  test.each([
    ['', true],
    ['true', true],
    ['False', false],
  ])('%j', (text, changeFailure) => {
    expect(marksOf({ 'deployment-id': id, 'change-failure': text })).toMatchObject([{ changeFailure }]);
  });

  test('anything else is refused, and the remediation is not blamed for it', () => {
    const given = { 'deployment-id': id, remediation: 'rollback', 'remediation-id': fix };
    expect(wrong(read({ ...given, 'change-failure': 'yes' }).problems)).toEqual(['error change-failure']);
  });
});

describe('the remediation', () => {
  test.each(['rollback', 'rollforward'] as const)('a %s by id or version', (remediation) => {
    expect(marksOf({ 'deployment-id': id, remediation, 'remediation-id': fix })).toEqual([
      failure({ id }, { type: remediation, id: fix }),
    ]);
    expect(marksOf({ 'deployment-id': id, remediation, 'remediation-version': 'v2' })).toEqual([
      failure({ id }, { type: remediation, version: 'v2' }),
    ]);
  });

  test('of a deployment by name', () => {
    const target = { service: 'web', env: 'prod', version: 'v1' };
    expect(marksOf({ ...target, remediation: 'rollback', 'remediation-id': fix })).toEqual([
      failure(target, { type: 'rollback', id: fix }),
    ]);
    expect(marksOf({ ...target, remediation: 'rollback', 'remediation-version': 'v0' })).toEqual([
      failure(target, { type: 'rollback', version: 'v0' }),
    ]);
  });

  test('a version, for any number of deployments', () => {
    const given = { remediation: 'rollback', 'remediation-version': 'v0' };
    const remediation = { type: 'rollback', version: 'v0' } as const;
    const expected = [failure({ id }, remediation), failure({ id: id2 }, remediation)];
    expect(marksOf({ 'deployment-id': `${id},${id2}`, ...given })).toEqual(expected);
    expect(marksOf({ 'deployment-id': JSON.stringify({ a: id, b: id2 }), ...given })).toEqual(expected);
  });

  const json = (ids: Given) => JSON.stringify(ids);

  test('by service, whatever the order', () => {
    const given = { remediation: 'rollback', 'remediation-id': json({ c: id, b: fix2, a: fix }) };
    expect(marksOf({ 'deployment-id': json({ a: id, b: id2 }), ...given })).toEqual([
      failure({ id }, { type: 'rollback', id: fix }),
      failure({ id: id2 }, { type: 'rollback', id: fix2 }),
    ]);
  });

  test('of the only deployment, by id on one side and JSON on the other', () => {
    const expected = [failure({ id }, { type: 'rollback', id: fix })];
    const remediation = 'rollback';
    expect(marksOf({ 'deployment-id': json({ a: id }), remediation, 'remediation-id': fix })).toEqual(
      expected,
    );
    expect(marksOf({ 'deployment-id': id, remediation, 'remediation-id': json({ a: fix }) })).toEqual(
      expected,
    );
  });

  test.each([
    [{ a: id, b: id2 }, { a: fix }, ['b']],
    [{ a: id, b: id2 }, {}, ['a', 'b']],
    // The id of another service remedied nothing of this one.
    [{ a: id }, { b: fix }, ['a']],
    [{ constructor: id, a: id2 }, { a: fix }, ['constructor']],
  ])('a service that it lacks is marked without, with one warning: %j, %j', (ids, fixes, lacking) => {
    const { marks, problems } = read({
      'deployment-id': json(ids),
      remediation: 'rollback',
      'remediation-id': json(fixes),
    });
    expect(marks).toHaveLength(Object.keys(ids).length);
    const without = marks.filter(({ mark }) => mark.remediation === undefined).map(({ name }) => name);
    expect(without).toEqual(lacking);
    expect(problems).toMatchObject([{ level: 'warning', input: 'remediation-id' }]);
    for (const service of lacking) {
      expect(problems[0]?.accepted).toContain(service);
    }
  });

  test.each<[string, Given, string]>([
    [
      'one id for several deployments',
      { 'deployment-id': `${id},${id2}`, 'remediation-id': fix },
      'remediation-id',
    ],
    [
      'one id for several services',
      { 'deployment-id': json({ a: id, b: id2 }), 'remediation-id': fix },
      'remediation-id',
    ],
    [
      'several ids for one deployment',
      { 'deployment-id': id, 'remediation-id': `${fix},${fix2}` },
      'remediation-id',
    ],
    [
      'several ids for several deployments, which nothing matches',
      { 'deployment-id': `${id},${id2}`, 'remediation-id': `${fix},${fix2}` },
      'remediation-id',
    ],
    [
      'JSON for ids without services',
      { 'deployment-id': `${id},${id2}`, 'remediation-id': json({ a: fix, b: fix2 }) },
      'remediation-id',
    ],
    ['neither id nor version', { 'deployment-id': id }, 'remediation-id'],
    [
      'both',
      { 'deployment-id': id, 'remediation-id': fix, 'remediation-version': 'v2' },
      'remediation-version',
    ],
    ['an id that is none', { 'deployment-id': id, 'remediation-id': 'short' }, 'remediation-id'],
    [
      'with change-failure: false',
      { 'deployment-id': id, 'change-failure': 'false', 'remediation-id': fix },
      'remediation',
    ],
  ])('refused: %s', (_what, given, input) => {
    expect(wrong(read({ remediation: 'rollback', ...given }).problems)).toEqual([`error ${input}`]);
  });

  test.each(['remediation-id', 'remediation-version'])('%s without remediation is refused', (name) => {
    expect(read({ 'deployment-id': id, [name]: fix }).problems).toMatchObject([
      { level: 'error', input: 'remediation', written: 'missing' },
    ]);
  });

  test.each(['Rollback', 'roll back', 'revert', 'true'])('%j is none', (remediation) => {
    expect(wrong(read({ 'deployment-id': id, remediation, 'remediation-id': fix }).problems)).toEqual([
      'error remediation',
    ]);
  });
});

describe('keys', () => {
  const check = (api: string, app: string) => {
    const reader = readerOf({});
    const keyOf = (value: string) => ({ value, source: '' });
    checkKeys({ keys: { api: keyOf(api), app: keyOf(app), all: [api, app] } }, reader, 'A cause.');
    return reader.problems;
  };

  test('both are needed', () => {
    expect(check('api', 'app')).toEqual([]);
    expect(wrong(check('', ''))).toEqual(['error api-key', 'error app-key']);
    expect(check('', 'app')).toMatchObject([
      { written: 'missing', consequence: 'A cause. Nothing is marked.' },
    ]);
    expect(check('api', '')).toMatchObject([
      {
        written: 'missing',
        accepted: expect.stringContaining('dora_metrics_write'),
        consequence: 'Nothing is marked.',
      },
    ]);
  });

  test('one that cannot be sent is refused, and not shown', () => {
    const problems = check('a pi', 'a\npp');
    expect(problems).toMatchObject([{ written: 'hidden' }, { written: 'hidden' }]);
    expect(show(problems)).not.toMatch(/a pi|a\\npp/);
  });

  const names = [
    'deployment-id',
    'service',
    'env',
    'version',
    'remediation',
    'remediation-id',
    'remediation-version',
  ];
  test.each(names)('put into %s by mistake is refused there and not shown', (name) => {
    const { problems, facts, marks } = read({ 'deployment-id': id, [name]: KEY });
    expect(problems).toContainEqual(
      expect.objectContaining({ level: 'error', input: name, written: 'hidden' }),
    );
    expect(show([problems, facts, marks])).not.toContain(KEY);
  });
});

test('all that is wrong is told at once, each input once', () => {
  const { problems } = read({
    site: 'evil.example',
    'api-url': 'http://evil.example',
    'dry-run': 'maybe',
    'fail-on-error': 'maybe',
    timeout: '0',
    'job-summary': 'maybe',
    'deployment-id': 'short',
    service: 'web',
    'change-failure': 'maybe',
    remediation: 'revert',
    'remediation-id': 'short',
    'remediation-version': 'v2',
  });
  expect(wrong(problems).sort()).toEqual([
    'error api-url',
    'error change-failure',
    'error deployment-id',
    'error dry-run',
    'error remediation',
    'error remediation-id',
    'error remediation-version',
    'error service',
    'error site',
    'warning fail-on-error',
    'warning job-summary',
    'warning timeout',
  ]);
});

test('any inputs are marks or refused, never thrown at, and no mark is half of one', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(id, `${id},${id2}`, JSON.stringify({ a: id }), JSON.stringify({ a: id, b: id2 }), '{}'),
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
      const { marks, problems } = read(given);
      const isRefused = problems.some(({ level }) => level === 'error');
      if (!isRefused) {
        expect(marks.length > 0 || /^\{\s*\}$/.test(given['deployment-id']?.trim() ?? '')).toBe(true);
        for (const { mark } of marks) {
          expect(mark.changeFailure || mark.remediation === undefined).toBe(true);
          const isLacking = mark.remediation === undefined && (given['remediation']?.trim() ?? '') !== '';
          expect(isLacking).toBe(isLacking && problems.length > 0);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
