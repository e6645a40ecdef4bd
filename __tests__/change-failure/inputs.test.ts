import { describe, expect, test } from '@jest/globals';
import { INPUTS } from '../../src/change-failure/inputs.ts';
import { readInputs } from '../../src/inputs/reader.ts';
import { type Given, KEY, sourcesOf } from '../support/reader.ts';

const [id, id2] = ['deployment-0001-a', 'deployment-0002-b'];

function read(given: Given, environment: Given = {}) {
  return readInputs(INPUTS, ['main'], sourcesOf(given, { environment }));
}

describe.each(['deployment-id', 'remediation-id'] as const)('%s', (name) => {
  const reading = (text: string) => read({ [name]: text }).values[name].common;
  const messagesOf = (text: string) => read({ [name]: text }).problems.map(({ message }) => message);

  test.each([
    [id, [id]],
    [` ${id}\n`, [id]],
    [`${id},${id2}`, [id, id2]],
    [`${id}\n${id2}\n${id}\n`, [id, id2]],
    [`["${id}", "${id2}"]`, [id, id2]],
    ['[]', []],
    ['a'.repeat(128), ['a'.repeat(128)]],
  ])('a list: %j', (text, list) => {
    expect(reading(text)).toEqual({ state: 'given', value: { list }, source: 'input' });
  });

  test.each([
    ['{}', []],
    [JSON.stringify({ web: id, 'größe "1"': id2 }), ['web', 'größe "1"']],
    [`{"__proto__":"${id}","constructor":"${id2}"}`, ['__proto__', 'constructor']],
  ])('by service: %s', (text, services) => {
    const byService = new Map(services.map((service, i) => [service, [id, id2][i]]));
    expect(reading(text)).toEqual({ state: 'given', value: { byService }, source: 'input' });
  });

  test.each([
    ['short', '16 to 128 characters'],
    ['a'.repeat(129), '16 to 128 characters'],
    [`${id} ${id2}`, '16 to 128 characters'],
    [`${id},short`, '16 to 128 characters'],
    [',', '16 to 128 characters'],
    ['[""]', '16 to 128 characters'],
    [`"${id}"`, '16 to 128 characters'],
    [`[${id}]`, 'a JSON array of strings, because the value begins with "["'],
    ['{', 'valid JSON, because the value begins with "{": the output deployment-ids'],
    [`{web:${id}}`, 'valid JSON, because the value begins with "{"'],
    ['{"web":1}', 'an ID per service, because the value begins with "{". The value of "web" is not an ID'],
    [`{"web":{"id":"${id}"}}`, 'The value of "web" is not an ID'],
    [`{"web":"${id}","pay":"short","api":""}`, 'The value of "pay", "api" is not an ID'],
    [
      JSON.stringify({ 'deployment-id': id, 'deployment-ids': JSON.stringify({ web: id }) }),
      'the output deployment-ids alone, not all outputs',
    ],
  ])('refused: %j', (text, expected) => {
    expect(reading(text)).toEqual({ state: 'refused' });
    expect(messagesOf(text)).toEqual([expect.stringContaining(expected)]);
    expect(messagesOf(text)).toEqual([
      expect.stringMatching(new RegExp(`^Input "${name}" is invalid: .* Nothing is marked\\.$`, 's')),
    ]);
  });

  test('a thousand, and not one more', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `deployment-id-${i + 1000}`);
    const json = (count: number) => JSON.stringify(Object.fromEntries(ids(count).map((one) => [one, one])));
    for (const text of [ids(1000).join('\n'), JSON.stringify(ids(1000)), json(1000)]) {
      expect(reading(text).state).toBe('given');
    }
    for (const text of [ids(1001).join('\n'), JSON.stringify(ids(1001)), json(1001)]) {
      expect(messagesOf(text)).toEqual([expect.stringContaining('Expected: at most 1000 IDs.')]);
    }
  });

  test('100 KiB, in bytes, and not one more', () => {
    const json = (bytes: number) => {
      const rest = bytes - Buffer.byteLength(JSON.stringify({ é: id }));
      return JSON.stringify({ [`é${'x'.repeat(rest)}`]: id });
    };
    expect(reading(json(100 * 1024)).state).toBe('given');
    expect(messagesOf(json(100 * 1024 + 1))).toEqual([expect.stringContaining('at most 100 KiB')]);
  });
});

describe('service, env and version', () => {
  const names = ['service', 'env', 'version', 'remediation-version'] as const;

  test.each(names)('%s is one line', (name) => {
    expect(read({ [name]: 'a b' }).values[name].common).toMatchObject({ state: 'given', value: 'a b' });
    expect(read({ [name]: 'a\nb' }).values[name].common.state).toBe('refused');
    expect(read({ [name]: '{"web":"1"}' }).values[name].common).toMatchObject({ value: '{"web":"1"}' });
  });

  test('are not read from variables, which a job sets for other purposes', () => {
    const { values } = read({}, { DD_SERVICE: 'web', DD_ENV: 'prod', DD_VERSION: 'v1' });
    expect(names.map((name) => values[name].common.state)).toEqual(names.map(() => 'absent'));
  });
});

test.each([
  ['', true],
  ['true', true],
  ['False', false],
  ['yes', undefined],
])('change-failure: %j', (text, value) => {
  const { common } = read({ 'change-failure': text }).values['change-failure'];
  expect(common).toMatchObject(value === undefined ? { state: 'refused' } : { state: 'given', value });
});

test.each([
  ['rollback', 'given'],
  ['rollforward', 'given'],
  ['', 'absent'],
  ['Rollback', 'refused'],
  ['roll back', 'refused'],
  ['revert', 'refused'],
  ['true', 'refused'],
])('remediation: %j', (text, state) => {
  expect(read({ remediation: text }).values.remediation.common.state).toBe(state);
});

test('nothing is marked without a readable site, API URL, dry-run; the others have defaults', () => {
  const { problems } = read({
    site: 'evil.example',
    'api-url': 'http://evil.example',
    'dry-run': 'perhaps',
    'fail-on-error': 'perhaps',
    timeout: '0',
    'job-summary': 'perhaps',
  });
  expect(problems.map(({ level, input }) => `${level} ${input}`)).toEqual([
    'error site',
    'error api-url',
    'error dry-run',
    'warning fail-on-error',
    'warning timeout',
    'warning job-summary',
  ]);
});

test.each(Object.keys(INPUTS))('a key in %s is refused and not shown', (name) => {
  for (const text of [KEY, `x${KEY}`]) {
    const { problems, facts } = read({ [name]: text });
    expect(problems).toMatchObject([{ input: name }]);
    expect(problems[0]?.message).toContain('its value is not shown');
    expect(JSON.stringify([problems, facts])).not.toContain(KEY);
  }
});
