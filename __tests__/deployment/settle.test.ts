import { describe, expect, test } from '@jest/globals';
import { checkApiKey, idsFor, leave, limitsOfRunner, settingsOf } from '../../src/deployment/settle.ts';
import type { Stage } from '../../src/runner/stage.ts';
import { readMain } from '../support/deployment.ts';
import { linesWrittenBy } from '../support/output.ts';
import { momentAt, planOf, recordedStart, stageOf } from '../support/plan.ts';
import { type Given, KEY } from '../support/reader.ts';

describe('the settings', () => {
  const settings = (given: Given) => settingsOf(readMain(given).values);

  test('are those of both actions, and two of this one', () => {
    expect(settings({})).toMatchObject({ timeout: 60_000, dryRun: false, skipGit: false, ciTags: false });
    expect(settings({ 'skip-git': 'True', 'ci-tags': 'true', 'dry-run': 'TRUE' })).toMatchObject({
      skipGit: true,
      ciTags: true,
      dryRun: true,
    });
  });

  test.each(['site', 'api-url', 'dry-run', 'skip-git'])('are none if %s is refused', (name) => {
    expect(settings({ [name]: '?' })).toBeUndefined();
  });

  test.each(['ci-tags', 'timeout', 'fail-on-error', 'job-summary'])(
    'have a default if %s is refused',
    (name) => {
      expect(settings({ [name]: '?' })).toEqual(settings({}));
    },
  );
});

describe('the IDs', () => {
  const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
  const id = 'deployment-0001-a';
  const own = { state: 'given', value: id, source: 'input' } as const;

  test('are random for each service', () => {
    const { deployments = [], problems } = idsFor(['cart', 'pay'], { state: 'absent' });
    expect(deployments).toEqual([
      { service: 'cart', id: expect.stringMatching(UUID) },
      { service: 'pay', id: expect.stringMatching(UUID) },
    ]);
    expect(new Set(deployments.map((deployment) => deployment.id)).size).toBe(2);
    expect(problems).toEqual([]);
  });

  test('are the workflow’s own for a single service', () => {
    expect(idsFor(['cart'], own)).toEqual({ deployments: [{ service: 'cart', id }], problems: [] });
    expect(idsFor([], own)).toEqual({ deployments: [], problems: [] });
  });

  test('of the workflow are refused for several', () => {
    expect(idsFor(['cart', 'pay'], own)).toEqual({
      deployments: undefined,
      problems: [
        {
          level: 'error',
          input: 'deployment-id',
          message: expect.stringMatching(/single service.*No deployment event can be sent/),
        },
      ],
    });
  });

  test('are none if the workflow’s own is refused, which is told already', () => {
    expect(idsFor(['cart'], { state: 'refused' })).toEqual({ deployments: undefined, problems: [] });
  });
});

describe('the API key', () => {
  const check = (value: string, environment: NodeJS.ProcessEnv = {}) => {
    const api = { value, source: value === '' ? '' : 'input' };
    return checkApiKey(stageOf({}, { environment, keys: { ...stageOf().keys, api } }));
  };

  test('is fine', async () => {
    expect(await check(KEY)).toEqual([]);
  });

  test('is missing: an error with a likely cause', async () => {
    expect(await check('')).toEqual([
      {
        level: 'error',
        input: 'api-key',
        message: expect.stringMatching(/not set.*secret.*No deployment event can be sent\.$/),
      },
    ]);
    const [problem] = await check('', { GITHUB_ACTOR: 'dependabot[bot]' });
    expect(problem?.message).toContain('Dependabot');
  });

  test('is in quotes: a warning', async () => {
    expect(await check(`"${KEY}"`)).toMatchObject([{ level: 'warning' }]);
  });
});

describe('what main leaves', () => {
  /** What the stage gives the runner, and writes to the log. */
  function leaveWith(more: Partial<Stage>, plan = planOf({}, 'cart', 'pay')) {
    const given: { state: unknown; outputs: unknown } = { state: undefined, outputs: undefined };
    let isLeft: boolean | undefined;
    const stage = stageOf(
      {},
      {
        saveState: (state) => {
          given.state = state;
        },
        setOutputs: (outputs) => {
          given.outputs = outputs;
        },
        ...more,
      },
    );
    const lines = linesWrittenBy(() => {
      isLeft = leave(stage, [['plan-0', '{}']], plan, false);
    });
    return { ...given, isLeft, lines };
  }

  const broken = () => {
    throw new Error('no space left on device');
  };

  test('the state and the outputs', () => {
    const start = recordedStart(momentAt(0.5));
    const plan = planOf({ start }, 'cart', '__proto__');
    expect(leaveWith({}, plan)).toEqual({
      state: [['plan-0', '{}']],
      outputs: {
        'started-at': '2026-06-01T12:00:00.5Z',
        'deployment-id': plan.deployments[0]?.id,
        'deployment-ids': `{"cart":"${plan.deployments[0]?.id}","__proto__":"${plan.deployments[1]?.id}"}`,
      },
      isLeft: true,
      lines: [],
    });
  });

  test('empty outputs if there is neither a start nor a service', () => {
    const plan = { ...planOf({ start: undefined }), deployments: [] };
    expect(leaveWith({}, plan).outputs).toEqual({
      'started-at': '',
      'deployment-id': '',
      'deployment-ids': '{}',
    });
  });

  test('no ID, and an error, if the state cannot be saved: no event will have it', () => {
    const { isLeft, outputs, lines } = leaveWith({ saveState: broken });
    expect(isLeft).toBe(false);
    expect(outputs).toMatchObject({ 'deployment-id': '', 'deployment-ids': '{}' });
    expect(lines).toEqual([expect.stringMatching(/^::error::No deployment event .*no space left/)]);
  });

  test('the state and a warning if the outputs cannot be set', () => {
    const { isLeft, state, lines } = leaveWith({ setOutputs: broken });
    expect([isLeft, state]).toEqual([true, [['plan-0', '{}']]]);
    expect(lines).toEqual([expect.stringMatching(/^::warning::The outputs .*no space left.*sent anyway/)]);
    const both = leaveWith({ saveState: broken, setOutputs: broken });
    expect(both.lines.join()).not.toContain('sent anyway');
  });
});

describe('what post will not see on this runner', () => {
  const gitea = { GITEA_ACTIONS: 'true' };
  const forgejo = { GITEA_ACTIONS: 'true', FORGEJO_ACTIONS: 'true' };
  const act = { ACT: 'true' };

  test.each([
    ['GitHub, in a composite action', {}, { inComposite: true, setsDeployed: false }, []],
    ['GitHub, with deployed', {}, { inComposite: false, setsDeployed: true }, []],
    [
      'Gitea, with deployed',
      gitea,
      { inComposite: false, setsDeployed: true },
      [/^On Gitea .* is not reported/],
    ],
    ['Gitea, without deployed', gitea, { inComposite: false, setsDeployed: false }, []],
    ['Gitea, in a composite action', gitea, { inComposite: true, setsDeployed: false }, [/Set deployed/]],
    ['Forgejo, with deployed', forgejo, { inComposite: false, setsDeployed: true }, []],
    ['Forgejo, in a composite action', forgejo, { inComposite: true, setsDeployed: false }, [/Set deployed/]],
    ['act, in a composite action', act, { inComposite: true, setsDeployed: false }, [/Set deployed/]],
    ['act, in a composite action that sets deployed', act, { inComposite: true, setsDeployed: true }, []],
  ])('%s', (_where, environment, plan, lines) => {
    expect(limitsOfRunner(plan, environment)).toEqual(lines.map((line) => expect.stringMatching(line)));
  });
});
