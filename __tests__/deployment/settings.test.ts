import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSettings, SETTLED_IN_MAIN } from '../../src/deployment/settings.ts';
import { KEY, readerOf, wrong } from '../support/reader.ts';

const now = 1780315200_000000000n;

function settle(given: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  const reader = readerOf({ service: 'shopist', ...given }, { environment });
  const settled = readSettings(reader, now);
  return { ...settled, problems: reader.problems, facts: reader.facts };
}

describe('services', () => {
  test.each([
    ['shopist', ['shopist']],
    ['web,api', ['web', 'api']],
    ['web\napi\r\nworker\rcron', ['web', 'api', 'worker', 'cron']],
    [' web , \n\n api,, ', ['web', 'api']],
    ['web,api,web', ['web', 'api']],
    // What dorny/paths-filter, Nx and toJSON() put out.
    ['["web"]', ['web']],
    ['["web","api","web"]', ['web', 'api']],
    ['[\n  "web",\n  "api"\n]\n', ['web', 'api']],
    [' [ "b", "a" ] ', ['b', 'a']],
    ['["web", " api ", ""]', ['web', 'api']],
    ['["gr\\u00f6\\u00dfe"]', ['größe']],
    // Nothing is deployed.
    ['[]', []],
    [' [\n] ', []],
  ])('%j', (service, services) => {
    const settled = settle({ service });
    expect(settled.services).toEqual(services);
    expect(settled.problems).toEqual([]);
  });

  test.each([
    '[',
    '[web]',
    '[web, api]',
    '["web"',
    '["web",]',
    "['web']",
    '["web"] x',
    '[1]',
    '["web", null]',
    '[["web"]]',
    '[{"name":"web"}]',
  ])('what begins with "[" and is no JSON array of strings is refused: %j', (service) => {
    const { services, problems } = settle({ service });
    expect(services).toBeUndefined();
    expect(problems).toMatchObject([
      {
        level: 'error',
        input: 'service',
        written: { text: service },
        accepted: expect.stringContaining('JSON array of strings'),
      },
    ]);
  });

  test.each(['[""]', '[" ", "\\n"]'])(
    'an array of empty names is a mistake, not "nothing is deployed": %j',
    (service) => {
      const { services, problems } = settle({ service });
      expect(services).toBeUndefined();
      expect(wrong(problems)).toEqual(['error service']);
    },
  );

  test.each(['', ',', ' \n , '])('none: %j', (service) => {
    const { services, problems } = settle({ service });
    expect(services).toBeUndefined();
    expect(wrong(problems)).toEqual(['error service']);
  });

  test('missing, the message says where to move the step', () => {
    expect(settle({ service: '' }).problems).toMatchObject([
      { written: 'missing', consequence: expect.stringMatching(/move this step below.*No deployment event/) },
    ]);
  });

  test('the variable stands in', () => {
    expect(settle({ service: '' }, { DD_SERVICE: '["web","api"]' }).services).toEqual(['web', 'api']);
    expect(settle({ service: 'a' }, { DD_SERVICE: 'b' }).services).toEqual(['a']);
  });

  test.each(['shopist', 'shopist-web_2.eu', 'team:shopist/web', 'größe', '日本語', 'Shopist', '1'])(
    '%s is a name as Datadog has them',
    (service) => {
      expect(settle({ service }).problems).toEqual([]);
    },
  );

  test.each([
    ['my service', '"my_service"'],
    ['"web"', '"web"'],
    ['- web', '"web"'],
    ['web (eu)', '"web_eu"'],
    ['{"web"}', '"web"'],
    ['a"b', '"a_b"'],
    ['web!', '"web"'],
  ])('%s can be none, which is told with what to write, and is sent as written', (service, suggested) => {
    const { services, problems } = settle({ service });
    expect(services).toEqual([service]);
    expect(problems).toMatchObject([
      {
        level: 'warning',
        input: 'service',
        written: { text: service },
        consequence: expect.stringMatching(/^Is .*sent with the name as written/),
      },
    ]);
    expect(problems[0]?.consequence).toContain(`Is ${suggested} meant?`);
  });

  test('where nothing of a name is left, nothing is suggested', () => {
    expect(settle({ service: '"' }).problems).toMatchObject([
      { consequence: 'The event is sent with the name as written.' },
    ]);
  });

  test('of several only those that can be none are told, in one warning', () => {
    const { services, problems } = settle({ service: '- web\n- api\ncron' });
    expect(services).toEqual(['- web', '- api', 'cron']);
    expect(problems).toMatchObject([{ written: { text: '- web, - api' } }]);
    expect(problems[0]?.consequence).toContain('Is "web", "api" meant?');
  });

  test('32 KiB of them, in bytes, and not one more', () => {
    const most = 'é'.repeat(16 * 1024);
    expect(settle({ service: most }).services).toEqual([most]);
    const { services, problems } = settle({ service: `${most}x` });
    expect(services).toBeUndefined();
    expect(problems).toMatchObject([
      { level: 'error', input: 'service', accepted: expect.stringContaining('at most 32 KiB') },
    ]);
  });

  test('a thousand, and not one more', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);
    expect(settle({ service: names(1000).join('\n') }).services).toHaveLength(1000);
    expect(settle({ service: JSON.stringify(names(1000)) }).services).toHaveLength(1000);
    const { services, problems } = settle({ service: names(1001).join('\n') });
    expect(services).toBeUndefined();
    expect(problems).toMatchObject([{ accepted: expect.stringContaining('1000') }]);
  });

  test('any that are accepted leave an output of 100 KiB at most', () => {
    const piece = fc.constantFrom('"', '\\', 'é', '日', '🚀', 'a', '\u0001', '\u2028');
    const lists = fc.tuple(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      piece,
    );
    fc.assert(
      fc.property(lists, ([count, part, unit]) => {
        // As long as the input may be, or shorter.
        const repeats = Math.floor((part * (32 * 1024)) / count / Buffer.byteLength(unit));
        const service = Array.from({ length: count }, (_, index) => index + unit.repeat(repeats)).join(',');
        const ids = (settle({ service }).services ?? []).map((name) => [name, crypto.randomUUID()]);
        const output = JSON.stringify(Object.fromEntries(ids));
        expect(Buffer.byteLength(output)).toBeLessThanOrEqual(100 * 1024);
      }),
    );
    // The bytes of the input are within its bound, those of the output are not.
    const service = '\u0001'.repeat(20_000);
    expect(settle({ service }).services).toBeUndefined();
  });
});

describe('booleans', () => {
  test.each([
    ['true', true],
    ['FALSE', false],
    ['', false],
  ])('%j', (text, expected) => {
    const given = { 'dry-run': text, 'skip-git': text, 'ci-tags': text, 'fail-on-error': text };
    expect(settle(given)).toMatchObject({
      settings: { dryRun: expected, skipGit: expected, ciTags: expected, failOnError: expected },
      problems: [],
    });
  });

  test('the job summary is written unless it is switched off', () => {
    expect(settle({}).settings.jobSummary).toBe(true);
    expect(settle({ 'job-summary': 'False' }).settings.jobSummary).toBe(false);
  });

  test.each(['yes', '1', 'tRUE'])('refused: %j', (text) => {
    expect(wrong(settle({ 'dry-run': text }).problems)).toEqual(['error dry-run']);
    expect(wrong(settle({ 'skip-git': text }).problems)).toEqual(['error skip-git']);
    const mild = settle({ 'ci-tags': text, 'fail-on-error': text, 'job-summary': text });
    expect(wrong(mild.problems)).toEqual(['warning ci-tags', 'warning fail-on-error', 'warning job-summary']);
    expect(mild.settings).toMatchObject({ ciTags: false, failOnError: false, jobSummary: true });
    // What the log shows from there on.
    expect(mild.facts).toEqual(
      expect.arrayContaining([
        { name: 'ci-tags', value: 'false', source: 'default' },
        { name: 'fail-on-error', value: 'false', source: 'default' },
        { name: 'job-summary', value: 'true', source: 'default' },
      ]),
    );
  });
});

describe('the time-out in seconds', () => {
  test.each([
    ['', 60_000],
    ['1', 1_000],
    ['120', 120_000],
    ['007', 7_000],
  ])('%j', (timeout, expected) => {
    expect(settle({ timeout })).toMatchObject({ settings: { timeout: expected }, problems: [] });
  });

  test.each(['0', '121', '-1', '1.5', '1e2', '60s', 'ten', '9999', '٦٠'])('refused: %j', (timeout) => {
    const { settings, problems, facts } = settle({ timeout });
    expect(wrong(problems)).toEqual(['warning timeout']);
    expect(settings.timeout).toBe(60_000);
    expect(facts).toContainEqual({ name: 'timeout', value: '60', source: 'default' });
  });
});

describe('a deployment id of one’s own', () => {
  test.each(['a'.repeat(16), 'Z'.repeat(128), '0-_.:ABCDEFghijk', '2026-01-01T00:00:00Z'])('%s', (id) => {
    expect(settle({ 'deployment-id': id }).deploymentId).toBe(id);
  });

  test.each([
    'a'.repeat(15),
    'a'.repeat(129),
    'a b'.repeat(6),
    'ä'.repeat(16),
    'a/b'.repeat(6),
    `${'a'.repeat(16)}\nb`,
    'a'.repeat(100 * 1024 + 1),
  ])('refused: %j', (id) => {
    const { deploymentId, problems } = settle({ 'deployment-id': id });
    expect(deploymentId).toBeUndefined();
    expect(wrong(problems)).toEqual(['error deployment-id']);
  });

  test('only with a single service', () => {
    const id = 'a'.repeat(16);
    const { problems } = settle({ service: 'a,b', 'deployment-id': id });
    expect(problems).toMatchObject([
      { level: 'error', input: 'deployment-id', accepted: expect.stringContaining('single service') },
    ]);
    expect(settle({ service: 'a,a', 'deployment-id': id }).problems).toEqual([]);
    expect(settle({ service: '["a"]', 'deployment-id': id }).problems).toEqual([]);
  });
});

describe('the start', () => {
  test.each([
    ['', 'job'],
    ['job', 'job'],
    ['step', 'step'],
    ['2026-06-01T12:00:00.000000001+00:00', now + 1n],
  ])('%j', (text, expected) => {
    expect(settle({ 'started-at': text }).startedAt).toBe(expected);
  });

  test.each(['Job', 'now', 'yesterday', '2026-06-01T12:00:00', '2026-06-02T12:00:01Z'])(
    'refused: %j',
    (text) => {
      const { startedAt, problems } = settle({ 'started-at': text });
      expect(startedAt).toBe('invalid');
      expect(problems).toMatchObject([
        { level: 'error', input: 'started-at', consequence: expect.stringContaining('mends this') },
      ]);
    },
  );
});

describe('the site and the API URL', () => {
  test('without any, the first one', () => {
    expect(settle({}).settings).toMatchObject({
      site: { name: 'datadoghq.com' },
      apiUrl: 'https://api.datadoghq.com',
    });
  });

  test('an API URL takes the place of the site’s', () => {
    expect(settle({ site: 'datadoghq.eu', 'api-url': 'https://relay.example/eu/' }).settings).toMatchObject({
      site: { name: 'datadoghq.eu' },
      apiUrl: 'https://relay.example/eu',
    });
  });

  test('a government site is tried, with a warning', () => {
    const { settings, problems } = settle({ site: 'ddog-gov.com' });
    expect(wrong(problems)).toEqual(['warning site']);
    expect(settings.apiUrl).toBe('https://api.ddog-gov.com');
  });

  test('an organisation’s own address is refused with that reason', () => {
    expect(settle({ site: 'acme.datadoghq.com' }).problems).toMatchObject([
      {
        level: 'error',
        written: { text: 'acme.datadoghq.com' },
        accepted: expect.stringMatching(/us5\.datadoghq\.com.*organisation's own address/),
      },
    ]);
  });

  test.each(['site', 'api-url'])('no credentials in what is told about %s', (name) => {
    expect(settle({ [name]: 'https://user:pass-word@app.datadoghq.com' }).problems).toMatchObject([
      { level: 'error', input: name, written: { text: 'https://app.datadoghq.com' } },
    ]);
  });
});

describe('where a value comes from', () => {
  type Given = Readonly<Record<string, string>>;
  const [us3, us5] = ['us3.datadoghq.com', 'us5.datadoghq.com'];
  test.each<[string, Given, Given, string, string]>([
    ['service', { service: 'a' }, { DD_SERVICE: 'b' }, 'a', 'input'],
    ['service', { service: '' }, { DD_SERVICE: 'b' }, 'b', 'DD_SERVICE'],
    ['service', { service: '  ' }, { DD_SERVICE: ' b ' }, 'b', 'DD_SERVICE'],
    ['site', { site: 'datadoghq.eu' }, { DATADOG_SITE: us3, DD_SITE: us5 }, 'datadoghq.eu', 'input'],
    ['site', {}, { DATADOG_SITE: us3, DD_SITE: us5 }, us3, 'DATADOG_SITE'],
    ['site', {}, { DATADOG_SITE: '', DD_SITE: us5 }, us5, 'DD_SITE'],
    ['site', {}, {}, 'datadoghq.com', 'default'],
    ['timeout', { timeout: '60' }, {}, '60', 'default'],
    ['timeout', { timeout: '61' }, {}, '61', 'input'],
  ])('%s of %j and %j', (name, given, environment, value, source) => {
    expect(settle(given, environment).facts).toContainEqual({ name, value, source });
  });
});

const mild = ['ci-tags', 'timeout', 'fail-on-error', 'job-summary'];

test.each(SETTLED_IN_MAIN)('a key put into %s by mistake is refused there and not shown', (name) => {
  const { problems, facts } = settle({ [name]: `x${KEY}` });
  const level = mild.includes(name) ? 'warning' : 'error';
  expect(problems).toMatchObject([{ level, input: name, written: 'hidden' }]);
  expect(JSON.stringify([problems, facts])).not.toContain(KEY);
});

test('all that is wrong is told at once, with what is accepted and what follows', () => {
  const { services, problems } = settle({
    service: ',',
    site: 'evil.example',
    'api-url': 'http://evil.example',
    'started-at': 'now',
    'deployment-id': 'x',
    'dry-run': 'maybe',
    'skip-git': 'maybe',
    'ci-tags': 'maybe',
    timeout: '0',
    'fail-on-error': 'maybe',
    'job-summary': 'maybe',
  });
  expect(services).toBeUndefined();
  expect(wrong(problems).sort()).toEqual(
    [...SETTLED_IN_MAIN, 'started-at']
      .map((name) => `${mild.includes(name) ? 'warning' : 'error'} ${name}`)
      .sort(),
  );
  for (const { level, written, accepted, consequence } of problems) {
    expect(written).toEqual({ text: expect.stringMatching(/./) });
    expect(accepted).not.toBe('');
    expect(consequence).toMatch(
      level === 'error' ? /^No deployment event can be sent/ : /^The default|^It counts/,
    );
  }
});

test('any inputs are settled or refused, never thrown at', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('true', 'a,b', '["a"]', '[]', 'https://a/b', 'datadoghq.eu', '1'),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...SETTLED_IN_MAIN, 'started-at'), text), (given) => {
      const { services, startedAt, problems } = settle(given);
      const isWrong = (name: string) => wrong(problems).includes(`error ${name}`);
      expect(services === undefined).toBe(isWrong('service'));
      expect(startedAt === 'invalid').toBe(isWrong('started-at'));
      expect(problems.filter(({ input, level }) => level === 'error' && mild.includes(input))).toEqual([]);
    }),
  );
});
