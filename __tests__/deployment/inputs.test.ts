import { describe, expect, test } from '@jest/globals';
import { READ_IN_POST_ONLY, SETTLED_IN_POST } from '../../src/deployment/details.ts';
import { readerAfterJob, readMainInputs } from '../../src/deployment/inputs.ts';
import { SETTLED_IN_MAIN } from '../../src/deployment/settings.ts';
import { createLog } from '../../src/runner/log.ts';
import { linesWrittenBy } from '../support/output.ts';
import { planOf, stageOf } from '../support/plan.ts';
import { KEY, readerOf } from '../support/reader.ts';

type Given = Readonly<Record<string, string>>;

const entry = { parse: (text: string) => text, accepted: 'a text', otherwise: '' };

/** What post reads, and what it writes to the log, after main read other inputs. */
function readAfter(main: Given, post: Given, inComposite = false) {
  const plan = planOf({ inputs: readMainInputs(stageOf(main)), inComposite });
  let reader: ReturnType<typeof readerAfterJob> | undefined;
  const lines = linesWrittenBy(() => {
    reader = readerAfterJob({ ...stageOf(post), log: createLog([KEY]) }, plan);
  });
  const read = (name: string, thisStageOnly = false) => reader?.read(name, { ...entry, thisStageOnly });
  return { lines, read, differences: reader?.differences ?? [] };
}

describe('what main leaves', () => {
  test('every input that it read, as it is, but for those of post alone and the internal ones', () => {
    const all = [
      ...SETTLED_IN_MAIN,
      ...SETTLED_IN_POST,
      ...READ_IN_POST_ONLY,
      'api-key',
      'app-key',
      'job-status',
    ];
    const inputs = readMainInputs(stageOf(Object.fromEntries(all.map((name) => [name, `the ${name}`]))));
    expect(Object.keys(inputs).sort()).toEqual([...SETTLED_IN_MAIN, ...SETTLED_IN_POST].sort());
    expect(inputs['version']).toBe('the version');
  });

  test('nothing of what was not given', () => {
    expect(readMainInputs(stageOf({ version: '', env: 'prod' }))).toEqual({ env: 'prod' });
  });

  test.each([...SETTLED_IN_MAIN, ...SETTLED_IN_POST])('never a key in %s', (name) => {
    const inputs = readMainInputs(stageOf({ [name]: `x${KEY}y`, env: name === 'env' ? KEY : 'prod' }));
    expect(inputs).toEqual(name === 'env' ? {} : { env: 'prod' });
  });

  test('no credentials of a repository’s URL, and of no other', () => {
    const url = 'https://user:pass-word@github.com/acme/shopist';
    const inputs = readMainInputs(stageOf({ 'git-repository-url': url, 'api-url': url, site: url }));
    expect(inputs['git-repository-url']).toBe('https://github.com/acme/shopist');
    expect(JSON.stringify(inputs)).not.toContain('pass-word');
    const broken = readMainInputs(stageOf({ 'git-repository-url': 'https://pass-word@github.com/a b' }));
    expect(broken['git-repository-url']).toBe('https://github.com/a b');
  });
});

describe('an input that is too long', () => {
  test.each(SETTLED_IN_POST)('%s in main alone is refused in words after the job, not lost', (name) => {
    const most = name === 'custom-tags' ? 32 * 1024 : 8 * 1024;
    const reader = readerOf({}, { main: readMainInputs(stageOf({ [name]: 'x'.repeat(most + 500) })) });
    reader.read(name, { ...entry, most });
    expect(reader.problems).toMatchObject([
      { input: name, accepted: expect.stringContaining(`at most ${most / 1024} KiB`) },
    ]);
    const atMost = { [name]: 'x'.repeat(most) };
    expect(readMainInputs(stageOf(atMost))).toEqual(atMost);
  });

  test('read twice, makes no difference', () => {
    const given = { version: 'x'.repeat(20_000), timeout: 'y'.repeat(20_000) };
    const { lines, read, differences } = readAfter(given, given);
    expect(read('version')).toBeUndefined();
    expect([lines, differences]).toEqual([[], []]);
  });

  test('has no part of a key where it is cut', () => {
    const text = `${'x'.repeat(8 * 1024 - 10)}${KEY}${'x'.repeat(1000)}`;
    expect(readMainInputs(stageOf({ version: text }))).toEqual({});
  });
});

describe('outside a composite action', () => {
  test('nothing is said where nothing came too late', () => {
    const given = { service: 'web', site: 'datadoghq.eu', timeout: '60' };
    expect(readAfter(given, given).lines).toEqual([]);
    expect(readAfter({ version: 'a', env: '' }, { version: 'b', env: 'prod' }).lines).toEqual([]);
  });

  test.each(SETTLED_IN_MAIN)('%s came too late: a warning with both values and the mend', (name) => {
    const { lines } = readAfter({ [name]: 'early' }, { [name]: 'late' });
    expect(lines).toEqual([expect.stringMatching(/^::warning::/)]);
    expect(lines[0]).toContain(`Input "${name}" came too late: it was "early"`);
    expect(lines[0]).toContain('"late" after the job. The first value counts. Move this step below');
  });

  test('a long value is cut in the warning', () => {
    const [line = ''] = readAfter({ service: 'a'.repeat(1000) }, { service: 'b'.repeat(1000) }).lines;
    expect(line).toContain(
      `it was "${'a'.repeat(300)}…" when this step ran, and is "${'b'.repeat(300)}…" after`,
    );
  });

  test('given only in post, too', () => {
    expect(readAfter({}, { 'deployment-id': 'x' }).lines).toEqual([
      expect.stringContaining('Input "deployment-id" came too late: it was ""'),
    ]);
  });

  test('post’s inputs are its own all the same', () => {
    const { read } = readAfter(
      { service: 'a', version: 'old' },
      { service: 'b', version: 'new', deployed: 'success', 'finished-at': '1780315199' },
    );
    expect([read('version'), read('deployed', true), read('finished-at', true)]).toEqual([
      'new',
      'success',
      '1780315199',
    ]);
  });

  test('a key that a later step put there is not shown', () => {
    expect(readAfter({ service: 'web' }, { service: `web ${KEY}` }).lines.join('\n')).not.toContain(KEY);
  });

  test('a URL with credentials, read twice, makes no difference', () => {
    const given = {
      'git-repository-url': 'https://user:pass-word@github.com/acme/shopist',
      site: 'https://user@datadoghq.eu',
      'api-url': 'https://relay.example/?pass-word',
    };
    const { lines, read, differences } = readAfter(given, given);
    expect(read('git-repository-url')).toBe('https://github.com/acme/shopist');
    expect([lines, differences]).toEqual([[], []]);
  });
});

describe('inside a composite action', () => {
  test('nothing is said, and nothing is foreign, where nothing settled in main reads differently', () => {
    const { lines, read } = readAfter(
      { service: 'web', version: 'old' },
      { service: 'web', version: 'new', deployed: 'success' },
      true,
    );
    expect([lines, read('version'), read('deployed', true)]).toEqual([[], 'new', 'success']);
  });

  test.each(SETTLED_IN_MAIN)('where %s reads differently, main’s inputs win, and no warning', (name) => {
    const { lines, read } = readAfter({ [name]: 'a', version: 'old' }, { [name]: 'b', version: 'new' }, true);
    expect(read('version')).toBe('old');
    expect(lines).toEqual([expect.stringMatching(/^After the job.*the earlier ones count/)]);
    expect(lines[0]).toContain(`(${name})`);
  });

  test('of what main did not give, post’s counts', () => {
    expect(readAfter({ service: 'a' }, { service: 'b', version: 'new' }, true).read('version')).toBe('new');
  });

  test.each(SETTLED_IN_POST)('another value of %s does not make them foreign', (name) => {
    const { lines, read } = readAfter({ [name]: 'a' }, { [name]: 'b' }, true);
    expect([lines, read(name)]).toEqual([[], 'b']);
  });

  test.each(READ_IN_POST_ONLY)('a foreign %s counts as not given, and a warning says so', (name) => {
    const { lines, read } = readAfter({ service: 'a' }, { service: 'b', [name]: 'true' }, true);
    expect(read(name, true)).toBeUndefined();
    expect(lines).toEqual([
      expect.stringMatching(/^After the job/),
      expect.stringMatching(new RegExp(`^::warning::Not used: ${name}\\.`)),
    ]);
  });

  test('nothing is said of what was not given', () => {
    const post = { service: 'b', deployed: '', 'finished-at': '', 'change-failure': 'false' };
    expect(readAfter({ service: 'a' }, post, true).lines).toHaveLength(1);
  });
});
