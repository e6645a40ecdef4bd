import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeEvents, type Grounds } from '../../src/deployment/events.ts';
import type { Plan } from '../../src/deployment/plan.ts';
import type { GitHubContext } from '../../src/github/context.ts';
import { formatTime, SECOND } from '../../src/time.ts';
import { readPost } from '../support/deployment.ts';
import { idOf, momentAt, planOf, settingsOf } from '../support/plan.ts';
import { type Given, NOW, type ReadOptions, SHA } from '../support/reader.ts';

const https = 'https://github.com/acme/shopist';
const other = 'f'.repeat(40);
const MINUTE = 60n * SECOND;

const context: GitHubContext = {
  actor: 'octocat',
  commitSha: SHA,
  eventName: 'push',
  headRef: '',
  job: 'deploy',
  ref: 'refs/heads/main',
  repositoryUrl: https,
  runAttempt: '1',
  runId: '42',
  serverUrl: 'https://github.com',
  workflow: 'Deploy',
  hasRunPages: true,
  event: {},
};

interface More extends Partial<Omit<Grounds, 'plan'>> {
  readonly plan?: Partial<Plan>;
  readonly read?: ReadOptions;
}

/** What is composed of these inputs, of a job of a minute. */
function compose(inputs: Given = {}, { plan, read, ...grounds }: More = {}, ...services: readonly string[]) {
  const names = services.length === 0 ? ['shopist'] : services;
  const whole = planOf(plan, ...names);
  const composed = composeEvents(whole.deployments, {
    plan: whole,
    readings: readPost(inputs, { services: names, ...read }),
    context,
    finish: momentAt(0),
    checkRunId: '7',
    ...grounds,
  });
  return { ...composed, events: composed.intents.map(({ event }) => event) };
}

describe('an event', () => {
  test('of nothing but defaults', () => {
    const { events, intents, unsent, remarks, warnings, doubtful } = compose();
    expect(events).toEqual([
      {
        id: idOf('shopist'),
        service: 'shopist',
        env: undefined,
        version: undefined,
        team: undefined,
        customTags: [],
        git: { repositoryUrl: https, commitSha: SHA },
        startedAt: NOW - MINUTE,
        finishedAt: NOW,
      },
    ]);
    expect(intents).toMatchObject([{ marks: [], unmade: '', note: '' }]);
    expect([unsent, remarks, warnings]).toEqual([[], [], []]);
    expect(doubtful).toEqual({ repositoryUrl: https, commitSha: SHA, repositoryGiven: false });
  });

  test('has every value that is given', () => {
    const { events, warnings } = compose({
      env: 'prod',
      version: 'v1',
      team: 'backend',
      'custom-tags': 'a:b\nc:d',
      'git-commit-sha': other,
      'git-repository-url': 'acme/other',
      'started-at': '2026-06-01T11:00:00Z',
      'finished-at': '2026-06-01T11:30:00Z',
    });
    expect(events).toEqual([
      {
        id: idOf('shopist'),
        service: 'shopist',
        env: 'prod',
        version: 'v1',
        team: 'backend',
        customTags: ['a:b', 'c:d'],
        git: { repositoryUrl: 'https://github.com/acme/other', commitSha: other },
        startedAt: NOW - 60n * MINUTE,
        finishedAt: NOW - 30n * MINUTE,
      },
    ]);
    expect(warnings).toEqual([]);
  });

  test('per service: each its own ID, and what an object says of it', () => {
    const { events } = compose(
      {
        env: 'prod',
        version: '{"cart":"2.1","pay":"7.0"}',
        team: '{"cart":"backend"}',
        'custom-tags': '{"cart":"a:b,c:d","pay":["e:f"]}',
        'git-commit-sha': `{"cart":"${other}"}`,
        'git-repository-url': '{"pay":"acme/pay"}',
        'started-at': '{"cart":"2026-06-01T11:00:00Z"}',
        'finished-at': '{"pay":"2026-06-01T11:59:30Z"}',
      },
      { read: { environment: { DD_VERSION: 'v0' } } },
      'cart',
      'pay',
      'web',
    );
    const common = { env: 'prod', startedAt: NOW - MINUTE, finishedAt: NOW };
    expect(events).toMatchObject([
      {
        ...common,
        id: idOf('cart'),
        version: '2.1',
        team: 'backend',
        customTags: ['a:b', 'c:d'],
        git: { repositoryUrl: https, commitSha: other },
        startedAt: NOW - 60n * MINUTE,
      },
      {
        ...common,
        id: idOf('pay'),
        version: '7.0',
        team: undefined,
        customTags: ['e:f'],
        git: { repositoryUrl: 'https://github.com/acme/pay', commitSha: SHA },
        finishedAt: NOW - 30n * SECOND,
      },
      { ...common, id: idOf('web'), version: 'v0', customTags: [], git: { commitSha: SHA } },
    ]);
  });

  test('of a service of any name', () => {
    const names = ['__proto__', 'constructor', 'größe "1"'];
    const version = `{${names.map((name, i) => `${JSON.stringify(name)}:"v${i}"`).join()}}`;
    expect(compose({ version }, {}, ...names).events).toMatchObject(
      names.map((service, i) => ({ service, version: `v${i}` })),
    );
  });

  test('without what is refused', () => {
    const { events } = compose({
      env: 'a\nb',
      'custom-tags': '[',
      'finished-at': 'now',
      'started-at': 'now',
    });
    expect(events).toMatchObject([
      { env: undefined, customTags: [], startedAt: NOW - MINUTE, finishedAt: NOW },
    ]);
  });

  test('of none of the services is none', () => {
    const plan = planOf();
    expect(
      composeEvents([], { plan, readings: readPost({}), context, finish: momentAt(0), checkRunId: '' }),
    ).toMatchObject({ intents: [], unsent: [] });
  });
});

describe('git', () => {
  test('a commit that is given is believed, also the run’s own', () => {
    for (const sha of [other, SHA]) {
      const { events, doubtful } = compose({ 'git-commit-sha': sha });
      expect(events).toMatchObject([{ git: { commitSha: sha } }]);
      expect(doubtful).toBeUndefined();
    }
  });

  test('of several, the doubt is about the first whose commit is not given', () => {
    const { doubtful } = compose(
      { 'git-commit-sha': `{"cart":"${other}"}`, 'git-repository-url': '{"web":"acme/web"}' },
      {},
      'cart',
      'pay',
      'web',
    );
    expect(doubtful).toEqual({ repositoryUrl: https, commitSha: SHA, repositoryGiven: false });
    expect(compose({ 'git-repository-url': 'acme/web' }).doubtful).toMatchObject({ repositoryGiven: true });
  });

  test('given but empty: one warning, and the run’s own, which may be doubted', () => {
    const { events, warnings, lines, doubtful } = compose({ 'git-commit-sha': '' }, {}, 'cart', 'pay');
    expect(events).toMatchObject([{ git: { commitSha: SHA } }, { git: { commitSha: SHA } }]);
    expect(warnings).toEqual([
      expect.stringMatching(`set, but empty: .*misspelt.*sent with GITHUB_SHA, ${SHA}`),
    ]);
    expect(lines).toContainEqual(expect.stringContaining(`git-commit-sha: ${SHA} (default)`));
    expect(doubtful).toBeDefined();
  });

  test('empty for one service: the warning names it', () => {
    const { warnings } = compose({ 'git-commit-sha': `{"cart":"","pay":"${other}"}` }, {}, 'cart', 'pay');
    expect(warnings).toEqual([expect.stringMatching(/^cart: .*set, but empty/)]);
  });

  test('without the commit or the repository of the run: without git, and a warning says why', () => {
    const noCommit = { context: { ...context, commitSha: '' }, read: { commitSha: '' } };
    const noRepository = { context: { ...context, repositoryUrl: '' } };
    for (const [more, what] of [
      [noCommit, 'GITHUB_SHA'],
      [noRepository, 'the repository of this run'],
    ] as const) {
      const { events, warnings, doubtful } = compose({}, more);
      expect(events).toMatchObject([{ git: undefined }]);
      expect(warnings).toEqual([expect.stringMatching(`without git, because ${what} is not known`)]);
      expect(doubtful).toBeUndefined();
    }
    const left = compose({ 'git-commit-sha': `{"cart":"${other}"}` }, noCommit, 'cart', 'pay');
    expect(left.events).toMatchObject([{ git: { commitSha: other } }, { git: undefined }]);
    expect(left.warnings).toEqual([expect.stringMatching(/^pay: .*GITHUB_SHA is not known/)]);
    expect(compose({ 'git-commit-sha': '' }, noCommit).warnings).toEqual([
      expect.stringMatching(/set, but empty: .*GITHUB_SHA is not known/),
    ]);
  });

  test.each(['git-commit-sha', 'git-repository-url'])(
    'an invalid %s leaves git out, with its own warning',
    (name) => {
      const { events, warnings, doubtful } = compose({ [name]: '?' });
      expect(events).toMatchObject([{ git: undefined }]);
      expect([warnings, doubtful]).toEqual([[], undefined]);
    },
  );

  test('invalid for one service, leaves git out of its event alone', () => {
    const { events } = compose({ 'git-commit-sha': `{"cart":"main","pay":"${other}"}` }, {}, 'cart', 'pay');
    expect(events).toMatchObject([{ git: undefined }, { git: { commitSha: other } }]);
  });

  test('skip-git leaves both out', () => {
    const plan = { settings: settingsOf({ skipGit: true }) };
    for (const inputs of [{}, { 'git-commit-sha': '' }, { 'git-commit-sha': other }]) {
      const { events, warnings, doubtful } = compose(inputs, { plan });
      expect(events).toMatchObject([{ git: undefined }]);
      expect([warnings, doubtful]).toEqual([[], undefined]);
    }
  });
});

describe('tags', () => {
  const plan = { settings: settingsOf({ ciTags: true }) };
  const CI = [
    'ci.pipeline.id:42',
    'ci.pipeline.name:Deploy',
    `ci.pipeline.url:${https}/actions/runs/42/attempts/1`,
    'ci.job.name:deploy',
    `ci.job.url:${https}/actions/runs/42/job/7`,
    'git.branch:main',
  ];
  const tagsOf = (inputs: Given) => compose(inputs, { plan }).events[0]?.customTags;

  test('of the run only if they are wanted', () => {
    expect(tagsOf({})).toEqual(CI);
    expect(compose().events[0]?.customTags).toEqual([]);
    expect(compose({}, { plan }).lines).toEqual(expect.arrayContaining(CI.map((tag) => `CI tag: ${tag}`)));
  });

  test('no branch of another commit', () => {
    expect(tagsOf({ 'git-commit-sha': other })).toEqual(CI.slice(0, -1));
  });

  test('the user’s come first, and win over one of the run of the same key', () => {
    expect(tagsOf({ 'custom-tags': 'a:1\nci.job.name:mine\ngit.branch:x' })).toEqual([
      'a:1',
      'ci.job.name:mine',
      'git.branch:x',
      ...CI.filter((tag) => !/^ci\.job\.name:|^git\.branch:/.test(tag)),
    ]);
  });

  test('a key is what is before the first colon', () => {
    expect(tagsOf({ 'custom-tags': 'ci.job:x\nci:job.name' })).toEqual(['ci.job:x', 'ci:job.name', ...CI]);
  });

  test.each([
    [94, 94, 6, 0],
    [95, 95, 5, 1],
    [100, 100, 0, 6],
    [101, 100, 0, 7],
    [130, 100, 0, 36],
  ])('of %i and those of the run, %i and %i are sent', (own, sentOwn, sentCi, leftOut) => {
    const numbered = Array.from({ length: own }, (_, i) => `t${i}:x`);
    const { events, warnings } = compose({ 'custom-tags': numbered.join() }, { plan });
    expect(events[0]?.customTags).toEqual([...numbered.slice(0, sentOwn), ...CI.slice(0, sentCi)]);
    const [warning] = warnings;
    expect(warnings).toEqual(
      leftOut === 0
        ? []
        : [
            expect.stringMatching(
              /^Input "custom-tags": Datadog accepts at most 100 tags\. The event is sent without ".*\.$/,
            ),
          ],
    );
    expect(warning?.match(/"[^"]+"/g)?.length ?? 0).toBe(leftOut === 0 ? 0 : Math.min(leftOut, 10) + 1);
    expect(warning?.includes(`and ${leftOut - 10} more`) ?? false).toBe(leftOut > 10);
  });

  test('any lists: at most 100, none lost without a word, none of the run with a key of the user’s', () => {
    const tag = fc
      .tuple(fc.constantFrom('a', 'b', 'ci.job.name', 'git.branch'), fc.nat(150))
      .map(([key, value]) => `${key}${value % 3 === 0 ? '' : value}:${value}`);
    fc.assert(
      fc.property(fc.uniqueArray(tag, { maxLength: 120 }), (own) => {
        const { events, warnings } = compose({ 'custom-tags': own.join() }, { plan });
        const keys = new Set(own.map((text) => text.split(':', 1)[0]));
        const all = [...own, ...CI.filter((text) => !keys.has(text.split(':', 1)[0]))];
        expect(events[0]?.customTags).toEqual(all.slice(0, 100));
        expect(warnings.length).toBe(all.length > 100 ? 1 : 0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the times', () => {
  test('a start that main could not read, and post can', () => {
    const { events, remarks } = compose(
      { 'started-at': '2026-06-01T11:00:00Z' },
      { plan: { start: undefined } },
    );
    expect(events).toMatchObject([{ startedAt: NOW - 60n * MINUTE }]);
    expect(remarks).toEqual([expect.stringMatching(/started-at was invalid.*valid time now/)]);
  });

  test('no start at all: no event, and an error that names the services', () => {
    const { events, unsent, remarks } = compose({ 'started-at': 'now' }, { plan: { start: undefined } });
    expect([events, remarks]).toEqual([[], []]);
    expect(unsent).toEqual([
      { level: 'error', line: expect.stringMatching(/^No .* for shopist: started-at/) },
    ]);
    const some = compose(
      { 'started-at': '{"cart":"2026-06-01T11:00:00Z"}' },
      { plan: { start: undefined } },
      'cart',
      'pay',
    );
    expect(some.events).toMatchObject([{ service: 'cart' }]);
    expect(some.unsent).toEqual([{ level: 'error', line: expect.stringContaining('for pay:') }]);
  });

  test('a clock that was set is one warning, and only if a recorded start is used', () => {
    const finish = { ...momentAt(0), time: NOW + 60n * MINUTE };
    const { events, warnings } = compose({}, { finish }, 'cart', 'pay');
    expect(events).toMatchObject([
      { startedAt: NOW + 59n * MINUTE, finishedAt: NOW + 60n * MINUTE },
      { startedAt: NOW + 59n * MINUTE },
    ]);
    expect(warnings).toEqual([expect.stringContaining('clock of the runner was set')]);
    expect(compose({ 'started-at': '2026-06-01T11:00:00Z' }, { finish }).warnings).toEqual([]);
  });

  test('of several: one warning if all have it, else it names them', () => {
    const finished = '2026-06-01T11:58:00Z';
    const all = compose({ 'finished-at': finished }, {}, 'cart', 'pay');
    expect(all.warnings).toEqual([expect.stringMatching(/^Input "finished-at"/)]);
    const one = compose({ 'finished-at': `{"cart":"${finished}"}` }, {}, 'cart', 'pay');
    expect(one.warnings).toEqual([expect.stringMatching(/^cart: Input "finished-at"/)]);
  });
});

describe('the lines of the log', () => {
  test.each([
    [
      '1780315140',
      'finish: 2026-06-01T11:59:01Z (input; a deployment takes at least a second, so the start plus one second)',
    ],
    ['1780315141', 'finish: 2026-06-01T11:59:01Z (input)'],
    ['1780315141.000000001', 'finish: 2026-06-01T11:59:01.000000001Z (input)'],
  ])('a finish that is written as %s, after a start at 1780315140', (finish, line) => {
    const { lines, warnings } = compose({ 'started-at': '1780315140', 'finished-at': finish });
    expect(lines).toContain(line);
    expect(warnings).toEqual([]);
  });

  test('say what main settled, the IDs, what post read, and what was measured', () => {
    const { lines } = compose({ env: 'prod', version: 'new' }, { read: { main: { version: 'old' } } });
    expect(lines).toEqual([
      'service: shopist (input)',
      `deployment ID of shopist: ${idOf('shopist')}`,
      'env: prod (input)',
      'version: new (input)',
      `git-commit-sha: ${SHA} (default)`,
      `git-repository-url: ${https} (default)`,
      `start: ${formatTime(NOW - MINUTE)} (when the job's steps started)`,
      `finish: ${formatTime(NOW)} (when the job ended)`,
      'duration: 1 min 0 s',
      expect.stringMatching(/^version: main read "old", post reads "new"/),
    ]);
  });

  test('say once what holds for all, and name the services of the rest', () => {
    const { lines } = compose({ 'finished-at': '{"pay":"2026-06-01T11:59:30Z"}' }, {}, 'cart', 'pay', 'web');
    expect(lines.filter((line) => /start: /.test(line))).toEqual([expect.stringMatching(/^start: /)]);
    expect(lines.filter((line) => /duration: /.test(line))).toEqual([
      'cart, web: duration: 1 min 0 s',
      'pay: duration: 30 s',
    ]);
  });
});

describe('the marks', () => {
  const id = 'deployment-0001-a';

  test('of a change failure, by service', () => {
    const { intents } = compose(
      { 'change-failure': '{"cart":"failure","pay":false}' },
      {},
      'cart',
      'pay',
      'web',
    );
    expect(intents.map(({ marks }) => marks.map(({ label }) => label))).toEqual([['cart'], [], []]);
  });

  test('of a change failure that remedies another: two marks', () => {
    const { intents } = compose({ 'change-failure': 'true', remediation: 'rollback', 'remediates-id': id });
    expect(intents[0]?.marks).toMatchObject([
      { mark: { target: { id: idOf('shopist') }, remediation: undefined } },
      { mark: { target: { id }, remediation: { type: 'rollback', id: idOf('shopist') } } },
    ]);
  });

  test('of each service’s own remedy', () => {
    const { intents, warnings } = compose(
      { remediation: 'rollback', 'remediates-id': `{"cart":"${id}"}` },
      {},
      'cart',
      'pay',
    );
    expect(intents.map(({ marks }) => marks.length)).toEqual([1, 0]);
    expect(warnings).toEqual([]);
  });

  test('one ID for several services is refused', () => {
    const { intents, warnings } = compose(
      { remediation: 'rollback', 'remediates-id': id },
      {},
      'cart',
      'pay',
    );
    expect(intents.map(({ marks, unmade }) => [marks, unmade !== ''])).toEqual([
      [[], true],
      [[], true],
    ]);
    expect(warnings).toEqual([expect.stringContaining('which service each ID is for')]);
  });

  test.each([
    ['', /set, but empty/, /empty/],
    ['cancelled', /"cancelled", so nobody knows/, /^$/],
    ['Canceled', /nobody knows/, /^$/],
    ['false', /^$/, /^$/],
    ['perhaps', /^$/, /invalid/],
  ])('change-failure %j: no mark, one line, a note in the summary', (text, line, note) => {
    const { intents, remarks, warnings } = compose({ 'change-failure': text }, {}, 'cart', 'pay');
    expect(intents.map(({ marks }) => marks)).toEqual([[], []]);
    expect(intents.map((intent) => intent.note)).toEqual([
      expect.stringMatching(note),
      expect.stringMatching(note),
    ]);
    expect([remarks.length, remarks.join()]).toEqual([
      line.source === '^$' ? 0 : 1,
      expect.stringMatching(line),
    ]);
    expect(warnings).toEqual([]);
  });

  test('a kind without a target is one line', () => {
    expect(compose({ remediation: 'rollforward' }).remarks).toEqual([expect.stringMatching(/"rollforward"/)]);
  });

  test('none if the inputs are another action’s', () => {
    const { intents } = compose({ 'change-failure': 'true' }, { read: { isForeign: true } });
    expect(intents).toMatchObject([{ marks: [], note: '' }]);
  });
});

test('if something unexpected happens, the event has service and times, and a warning says why', () => {
  // A context whose fields cannot be read.
  const broken = new Proxy(context, {
    get: () => {
      throw new Error('no such thing');
    },
  });
  const { events, warnings, unsent } = compose({ env: 'prod' }, { context: broken }, 'cart', 'pay');
  expect(events).toMatchObject([
    { service: 'cart', env: undefined, git: undefined, startedAt: NOW - MINUTE, finishedAt: NOW },
    { service: 'pay' },
  ]);
  expect(warnings).toEqual([expect.stringMatching(/no such thing.*only the service and the times/)]);
  expect(unsent).toEqual([]);
  const none = compose({}, { context: broken, plan: { start: undefined } });
  expect([none.events, none.unsent.map(({ level }) => level)]).toEqual([[], ['error']]);
});

test('a thousand services are composed', () => {
  const names = Array.from({ length: 1000 }, (_, i) => `service-${i}`);
  const version = JSON.stringify(Object.fromEntries(names.map((name, i) => [name, `v${i}`])));
  const { events } = compose({ version }, {}, ...names);
  expect(events.map(({ version: own }) => own)).toEqual(names.map((_, i) => `v${i}`));
});
