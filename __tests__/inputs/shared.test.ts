import { describe, expect, test } from '@jest/globals';
import { readInputs } from '../../src/inputs/reader.ts';
import { checkKey, deliveryInputs, settingsFrom } from '../../src/inputs/shared.ts';
import { type Given, sourcesOf, wrong } from '../support/reader.ts';

const TABLE = deliveryInputs('It is sent there anyway.', 'Nothing is sent.');

function read(given: Given, environment: Given = {}) {
  const { values, problems, facts } = readInputs(TABLE, ['main'], sourcesOf(given, { environment }));
  return {
    settings: settingsFrom(values),
    problems,
    facts,
    messages: problems.map(({ message }) => message),
  };
}

test('nothing set: the defaults', () => {
  const { settings, problems, facts } = read({});
  expect(settings).toEqual({
    site: expect.objectContaining({ name: 'datadoghq.com' }),
    apiUrl: 'https://api.datadoghq.com',
    dryRun: false,
    failOnError: false,
    timeout: 60_000,
    jobSummary: true,
  });
  expect(problems).toEqual([]);
  expect(facts).toEqual([
    'site: datadoghq.com (default)',
    'dry-run: false (default)',
    'fail-on-error: false (default)',
    'timeout: 60 (default)',
    'job-summary: true (default)',
  ]);
});

describe('the site and the API URL', () => {
  const [us3, us5] = ['us3.datadoghq.com', 'us5.datadoghq.com'];
  test.each<[Given, Given, string, string]>([
    [{ site: 'datadoghq.eu' }, { DATADOG_SITE: us3, DD_SITE: us5 }, 'datadoghq.eu', 'input'],
    [{}, { DATADOG_SITE: us3, DD_SITE: us5 }, us3, 'DATADOG_SITE'],
    [{}, { DATADOG_SITE: '', DD_SITE: ` ${us5}\n` }, us5, 'DD_SITE'],
    [{}, {}, 'datadoghq.com', 'default'],
    [{ site: 'datadoghq.com' }, { DD_SITE: us5 }, 'datadoghq.com', 'default'],
  ])('%j of %j', (given, environment, name, source) => {
    const { settings, facts } = read(given, environment);
    expect(settings?.site.name).toBe(name);
    expect(facts).toContain(`site: ${name} (${source})`);
  });

  test('the web address of a site is that site', () => {
    expect(read({ site: 'https://app.datadoghq.eu/apm' }).settings).toMatchObject({
      site: { name: 'datadoghq.eu' },
      apiUrl: 'https://api.datadoghq.eu',
    });
  });

  test('an API URL takes the place of the site’s', () => {
    expect(read({ site: 'datadoghq.eu', 'api-url': 'https://relay.example/eu/' }).settings).toMatchObject({
      site: { name: 'datadoghq.eu' },
      apiUrl: 'https://relay.example/eu',
    });
  });

  test('a government site is tried, with a warning', () => {
    const { settings, problems, messages } = read({ site: 'ddog-gov.com' });
    expect(wrong(problems)).toEqual(['warning site']);
    expect(messages).toEqual([
      expect.stringMatching(/^Input "site": .*ddog-gov\.com has no DORA Metrics\. .*sent there anyway\.$/),
    ]);
    expect(settings?.apiUrl).toBe('https://api.ddog-gov.com');
  });

  test.each([
    ['acme.datadoghq.com', /us5\.datadoghq\.com.*organization's own address/],
    ['evil.example', /Expected: datadoghq\.com, .*, or the web address of one\. Nothing is sent\.$/],
    ['EU', /EU is datadoghq\.eu/],
  ])('refused as a site: %s', (site, words) => {
    const { settings, problems, messages } = read({ site });
    expect(settings).toBeUndefined();
    expect(wrong(problems)).toEqual(['error site']);
    expect(messages).toEqual([expect.stringContaining(`Input "site" is invalid: "${site}". Expected: `)]);
    expect(messages).toEqual([expect.stringMatching(words)]);
  });

  test.each(['http://evil.example', 'relay.example', 'https://relay.example/?a=b'])(
    'refused as an API URL: %s',
    (url) => {
      const { settings, problems } = read({ 'api-url': url });
      expect(settings).toBeUndefined();
      expect(wrong(problems)).toEqual(['error api-url']);
    },
  );

  test.each(['site', 'api-url'])('no credentials in what is told about %s', (name) => {
    const { messages } = read({ [name]: 'https://user:pass-word@app.datadoghq.com' });
    expect(messages).toEqual([
      expect.stringContaining(`Input "${name}" is invalid: "https://app.datadoghq.com".`),
    ]);
  });
});

describe('the time-out in seconds', () => {
  test.each([
    ['', 60_000],
    ['1', 1_000],
    ['120', 120_000],
    ['007', 7_000],
  ])('%j', (timeout, expected) => {
    expect(read({ timeout })).toMatchObject({ settings: { timeout: expected }, problems: [] });
  });

  test.each(['0', '121', '-1', '1.5', '1e2', '60s', 'ten', '9999', '٦٠'])('refused: %j', (timeout) => {
    const { settings, problems, facts } = read({ timeout });
    expect(wrong(problems)).toEqual(['warning timeout']);
    expect(settings?.timeout).toBe(60_000);
    expect(facts).toContain('timeout: 60 (default)');
  });
});

describe('the booleans', () => {
  test.each([
    ['true', true],
    ['FALSE', false],
    ['', false],
  ])('%j', (text, expected) => {
    const { settings, problems } = read({ 'dry-run': text, 'fail-on-error': text });
    expect(settings).toMatchObject({ dryRun: expected, failOnError: expected });
    expect(problems).toEqual([]);
  });

  test('the job summary is written unless it is switched off', () => {
    expect(read({}).settings?.jobSummary).toBe(true);
    expect(read({ 'job-summary': 'False' }).settings?.jobSummary).toBe(false);
  });

  test.each(['yes', '1', 'tRUE'])('refused: %j', (text) => {
    const strict = read({ 'dry-run': text });
    expect(wrong(strict.problems)).toEqual(['error dry-run']);
    expect(strict.settings).toBeUndefined();
    const mild = read({ 'fail-on-error': text, 'job-summary': text });
    expect(wrong(mild.problems)).toEqual(['warning fail-on-error', 'warning job-summary']);
    expect(mild.settings).toMatchObject({ failOnError: false, jobSummary: true });
    // What the log shows from there on.
    expect(mild.facts).toContain('fail-on-error: false (default)');
    expect(mild.facts).toContain('job-summary: true (default)');
  });
});

describe.each(['api-key', 'app-key'] as const)('the check of %s', (name) => {
  const check = (value: string, source = 'input') =>
    checkKey(name, { value, source }, 'A cause.', 'Nothing is sent.');

  test.each([
    '0123456789abcdef0123456789abcdef',
    'ddpat_abc.DEF-123_x',
    'short',
    '!~',
    'a=b',
    'lower_case=0123456789',
    '"a',
    'NAME=',
  ])('%j is sent without a word', (value) => {
    expect(check(value)).toEqual([]);
  });

  test.each(['a b', 'a\nb', 'ä', '\u200b', 'a\u0000'])('%j cannot be sent, and is not shown', (value) => {
    const [problem, ...others] = check(value);
    expect([problem?.level, problem?.input, others]).toEqual(['error', name, []]);
    expect(problem?.message).toMatch(/is invalid \(its value is not shown\)\. .* Nothing is sent\.$/);
    expect(problem?.message).not.toContain(`"${value}"`);
  });

  test('missing, the message says what is expected, and why', () => {
    const prefix = name === 'api-key' ? 'API' : 'APP';
    expect(check('')).toEqual([
      {
        level: 'error',
        input: name,
        message: expect.stringMatching(
          `^Input "${name}" is not set\\. Expected: .*DATADOG_${prefix}_KEY or DD_${prefix}_KEY\\. A cause\\. Nothing is sent\\.$`,
        ),
      },
    ]);
    expect(checkKey(name, { value: '', source: '' }, '', 'Nothing.')[0]?.message).toMatch(
      /_KEY\. Nothing\.$/,
    );
  });

  test.each(['"abcdef0123456789"', "'abcdef0123456789'", 'DD_API_KEY=abcdef0123456789', 'A="b"'])(
    'a line of a .env file is a warning that says so: %s',
    (value) => {
      const [problem, ...others] = check(value);
      expect([problem?.level, problem?.input, others]).toEqual(['warning', name, []]);
      expect(problem?.message).toMatch(/quotes around the key or a name before it.*\.env.*403/);
      expect(problem?.message).not.toContain('abcdef');
    },
  );

  test('a warning names the variable that the key comes from', () => {
    expect(check('"abcdef0123456789"', 'DD_API_KEY')[0]?.message).toContain('(from DD_API_KEY)');
    expect(check('"abcdef0123456789"')[0]?.message).not.toContain('from');
  });
});
