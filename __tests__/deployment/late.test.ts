import { describe, expect, test } from '@jest/globals';
import { INPUTS } from '../../src/deployment/inputs.ts';
import { compareInputs, inputsForPost, sourcesOfPost } from '../../src/deployment/late.ts';
import { readGitHubContext } from '../../src/github/context.ts';
import { readInputs } from '../../src/inputs/reader.ts';
import { type Table, valueOr } from '../../src/inputs/table.ts';
import { DEFAULTS } from '../support/deployment.ts';
import { planOf, settingsOf, stageOf } from '../support/plan.ts';
import { type Given, KEY, SHA } from '../support/reader.ts';

const entries = Object.entries<Table[string]>(INPUTS);
const namesOf = (stage: string) =>
  entries.filter(([, { settled }]) => settled === stage).map(([name]) => name);
const KIB = 1024;
const bounds = new Map(entries.flatMap(([name, { most }]) => (most === undefined ? [] : [[name, most]])));

/** What post makes of its inputs, after main read others. Both have the defaults of action.yml. */
async function readAfter(main: Given, post: Given, { inComposite = false, skipGit = false } = {}) {
  const stage = stageOf({ ...DEFAULTS, ...post });
  const plan = planOf({
    inputs: inputsForPost(stageOf({ ...DEFAULTS, ...main })),
    inComposite,
    settings: settingsOf({ skipGit }),
  });
  const comparison = compareInputs(stage, plan);
  const context = await readGitHubContext({ GITHUB_SHA: SHA, GITHUB_SERVER_URL: 'https://ghe.example' });
  const sources = sourcesOfPost(stage, plan, comparison, context);
  const { values, differences } = readInputs(INPUTS, ['post', 'post only'], sources);
  return { ...comparison, messages: comparison.remarks.map(({ message }) => message), values, differences };
}

describe('what main leaves', () => {
  test('every input that post compares or falls back on, as it is, and no other', () => {
    const all = [...Object.keys(INPUTS), 'api-key', 'app-key', 'job-status', 'job-check-run-id'];
    const inputs = inputsForPost(stageOf(Object.fromEntries(all.map((name) => [name, `the ${name}`]))));
    expect(Object.keys(inputs).sort()).toEqual([...namesOf('main'), ...namesOf('post')].sort());
    expect(inputs['version']).toBe('the version');
  });

  test('nothing of what is not set', () => {
    expect(inputsForPost(stageOf({ version: '', env: 'prod' }))).toEqual({ env: 'prod' });
  });

  test.each([...namesOf('main'), ...namesOf('post')])('never a key in %s', (name) => {
    for (const text of [KEY, `x${KEY}y`, `{"shopist":"${KEY}"}`, `${'x'.repeat(8 * KIB - 10)}${KEY}`]) {
      expect(inputsForPost(stageOf({ [name]: text }))).toEqual({});
    }
  });

  test('no credentials in a URL', () => {
    const url = 'https://user:pass-word@github.com/acme/shopist';
    for (const text of [
      url,
      `${url}?token=pass-word`,
      'https://pass-word@github.com/a b',
      JSON.stringify({ cart: url, web: [url], pay: { url } }),
      `{"cart":"${url}"`,
    ]) {
      const inputs = inputsForPost(stageOf({ 'git-repository-url': text, 'api-url': text, site: text }));
      expect(Object.keys(inputs)).toHaveLength(3);
      expect(JSON.stringify(inputs)).not.toContain('pass-word');
    }
    expect(inputsForPost(stageOf({ 'git-repository-url': url }))).toEqual({
      'git-repository-url': 'https://github.com/acme/shopist',
    });
    expect(inputsForPost(stageOf({ 'git-repository-url': `{"cart":"${url}"}` }))).toEqual({
      'git-repository-url': '{"cart":"https://github.com/acme/shopist"}',
    });
  });

  test('of inputs that do not fit together the short ones', () => {
    const long = `{"x":"${'x'.repeat(99 * KIB)}"}`;
    const inputs = inputsForPost(
      stageOf({
        ...Object.fromEntries(namesOf('post').map((name) => [name, long])),
        env: 'prod',
        service: 'web',
      }),
    );
    expect(inputs).toMatchObject({ env: 'prod', service: 'web' });
    expect(JSON.stringify(inputs).length).toBeLessThan(450 * KIB);
    expect(Object.keys(inputs).length).toBeGreaterThan(4);
  });
});

describe('an input that is too long', () => {
  test.each(namesOf('post'))('%s, in main alone, is refused after the job, not lost', async (name) => {
    const most = bounds.get(name) ?? 8 * KIB;
    const { values } = await readAfter({ [name]: 'x'.repeat(most + 500) }, { [name]: '' });
    const said = Object.entries(values).find(([key]) => key === name)?.[1];
    expect(said?.common.state).toBe(name === 'started-at' ? 'given' : 'refused');
    const atMost = { [name]: 'x'.repeat(most) };
    expect(inputsForPost(stageOf(atMost))).toEqual(atMost);
  });

  test.each([20, 120])('read twice, makes no difference: %i KiB', async (kib) => {
    const given = { version: 'x'.repeat(kib * KIB), timeout: 'y'.repeat(kib * KIB) };
    const { messages, values, differences } = await readAfter(given, given);
    expect(values.version.common.state).toBe('refused');
    expect([messages, differences]).toEqual([[], []]);
  });
});

describe('outside a composite action', () => {
  test('nothing is said if nothing came too late', async () => {
    const given = { service: 'web', site: 'datadoghq.eu', timeout: '61' };
    expect(await readAfter(given, given)).toMatchObject({ isForeign: false, remarks: [] });
    const later = await readAfter({ version: 'a', env: '' }, { version: 'b', env: 'prod' });
    expect(later).toMatchObject({ isForeign: false, remarks: [] });
  });

  test.each(namesOf('main'))(
    '%s came too late: a warning with both values, and how to mend it',
    async (name) => {
      const { remarks, messages, isForeign } = await readAfter({ [name]: 'early' }, { [name]: 'late' });
      expect([isForeign, remarks.map(({ level }) => level)]).toEqual([false, ['warning']]);
      expect(messages).toEqual([
        expect.stringMatching(
          `^Input "${name}" came too late: it was "early" .*"late" after the job\\. The first value is used\\. Move this step below`,
        ),
      ]);
    },
  );

  test('set only in post, too', async () => {
    expect((await readAfter({}, { 'deployment-id': 'x' })).messages).toEqual([
      expect.stringContaining('Input "deployment-id" came too late: it was ""'),
    ]);
  });

  test('a long value is cut in the warning', async () => {
    const { messages } = await readAfter({ service: 'a'.repeat(1000) }, { service: 'b'.repeat(1000) });
    expect(messages[0]).toContain(`"${'a'.repeat(300)}…"`);
    expect(messages[0]).toContain(`"${'b'.repeat(300)}…"`);
  });

  test('what post settles is its own all the same', async () => {
    const { values } = await readAfter(
      { service: 'a', version: 'old' },
      { service: 'b', version: 'new', deployed: 'success', 'finished-at': '1780315199' },
    );
    expect(valueOr(values.version.common, '')).toBe('new');
    expect(valueOr(values.deployed.common, '')).toBe('yes');
    expect(values['finished-at'].common.state).toBe('given');
  });

  test('a key that a later step put there is not shown', async () => {
    const { messages } = await readAfter({ service: 'web' }, { service: `web ${KEY}` });
    expect(messages).toEqual([]);
  });

  test('a URL with credentials, read twice, makes no difference', async () => {
    const given = {
      'git-repository-url': 'https://user:pass-word@github.com/acme/shopist',
      site: 'https://user@datadoghq.eu',
      'api-url': 'https://relay.example/?pass-word',
    };
    const { messages, values, differences } = await readAfter(given, given);
    expect(valueOr(values['git-repository-url'].common, '')).toBe('https://github.com/acme/shopist');
    expect([messages, differences]).toEqual([[], []]);
  });

  test('what the run tells is there: its server, its commit', async () => {
    const { values } = await readAfter({}, { 'git-repository-url': 'acme/other' });
    expect(valueOr(values['git-repository-url'].common, '')).toBe('https://ghe.example/acme/other');
    expect(valueOr(values['git-commit-sha'].common, undefined)).toEqual({ sha: SHA, isGiven: false });
  });

  test('skip-git: what it leaves out is neither compared nor refused', async () => {
    const { values, differences } = await readAfter(
      { 'git-commit-sha': 'main', version: 'a' },
      { 'git-commit-sha': 'other', 'git-repository-url': '?', version: 'b' },
      { skipGit: true },
    );
    expect(values['git-commit-sha'].common.state).toBe('empty');
    expect(values['git-repository-url'].common.state).toBe('absent');
    expect(differences).toEqual([expect.stringContaining('version')]);
  });
});

describe('inside a composite action', () => {
  const inComposite = { inComposite: true };

  test('the inputs are its own if nothing settled in main reads differently', async () => {
    const { isForeign, messages, values } = await readAfter(
      { service: 'web', version: 'old' },
      { service: 'web', version: 'new', deployed: 'success' },
      inComposite,
    );
    expect([isForeign, messages]).toEqual([false, []]);
    expect(valueOr(values.version.common, '')).toBe('new');
    expect(valueOr(values.deployed.common, '')).toBe('yes');
  });

  test.each(namesOf('main'))(
    'if %s reads differently, main’s are used, and one line says so',
    async (name) => {
      const { isForeign, remarks, messages, values } = await readAfter(
        { [name]: 'a', version: 'old' },
        { [name]: 'b', version: 'new' },
        inComposite,
      );
      expect(isForeign).toBe(true);
      expect(valueOr(values.version.common, '')).toBe('old');
      expect(remarks.map(({ level }) => level)).toEqual(['info']);
      expect(messages).toEqual([expect.stringMatching(`\\(${name}\\).*The earlier values are used`)]);
    },
  );

  test('of what main did not set, post’s is used', async () => {
    const { values } = await readAfter({ service: 'a' }, { service: 'b', version: 'new' }, inComposite);
    expect(valueOr(values.version.common, '')).toBe('new');
  });

  test.each([...namesOf('post'), ...namesOf('post only')])(
    'another value of %s does not make them foreign',
    async (name) => {
      const { isForeign, messages } = await readAfter({ [name]: 'a' }, { [name]: 'b' }, inComposite);
      expect([isForeign, messages]).toEqual([false, []]);
    },
  );

  test.each(namesOf('post only'))('a foreign %s is not read, and a warning says so', async (name) => {
    const { values, remarks, messages } = await readAfter(
      { service: 'a' },
      { service: 'b', [name]: 'true' },
      inComposite,
    );
    const said = Object.entries(values).find(([key]) => key === name)?.[1];
    expect(said?.common).toEqual({ state: 'absent' });
    expect(remarks.map(({ level }) => level)).toEqual(['info', 'warning']);
    expect(messages[1]).toEqual(expect.stringMatching(`^Not used: ${name}\\..*actions/runner#2030`));
  });

  test('nothing is said of what is not set', async () => {
    const post = { service: 'b', 'finished-at': '', remediation: '' };
    expect((await readAfter({ service: 'a' }, post, inComposite)).messages).toHaveLength(1);
  });
});
