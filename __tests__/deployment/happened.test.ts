import { describe, expect, test } from '@jest/globals';
import { type Decision, decide, type Surroundings, sortDeployments } from '../../src/deployment/happened.ts';
import { parseDeployed } from '../../src/deployment/values.ts';
import type { Reading } from '../../src/inputs/table.ts';
import { readPost } from '../support/deployment.ts';
import { planOf } from '../support/plan.ts';
import type { Given, ReadOptions } from '../support/reader.ts';

type Said = Parameters<typeof decide>[0];

const EMPTY: Said = { state: 'empty' };
const REFUSED: Said = { state: 'refused' };
const [SENT, ALTHOUGH, NO, FAILED, LINE, ERROR] = ['sent', 'although', 'no', 'failed', 'line', 'error'];

function said(word: string): Said {
  return { state: 'given', value: parseDeployed(word).value, source: 'input' };
}

function decideFor(reading: Reading<unknown> & Said, more: Partial<Surroundings> = {}): Decision {
  return decide(reading, {
    isLeftOut: false,
    isUnreadable: false,
    jobStatus: 'success',
    isFinishGiven: false,
    ...more,
  });
}

/** A decision in one word. */
function wordFor(decision: Decision): string | undefined {
  switch (decision.deployed) {
    case 'yes':
      return decision.note === '' ? SENT : ALTHOUGH;
    case 'no':
      return decision.isSaid ? NO : FAILED;
    case 'unknown':
      return decision.level === 'error' ? ERROR : LINE;
  }
}

describe('whether the deployment happened', () => {
  const statuses = ['success', 'failure', 'cancelled', '', 'skipped', 'Success', '${{ job.status }}'];
  const unknown = (word: string | undefined) => statuses.slice(3).map(() => word);

  test.each([
    ['not set', said('job'), [SENT, FAILED, FAILED, ...unknown(ERROR)]],
    ['a word for yes', said('success'), [SENT, ALTHOUGH, ALTHOUGH, ...unknown(ALTHOUGH)]],
    ['a boolean', said('True'), [SENT, ALTHOUGH, ALTHOUGH, ...unknown(ALTHOUGH)]],
    ['a word for no', said('skipped'), [NO, NO, NO, ...unknown(NO)]],
    ['empty', EMPTY, [ERROR, LINE, LINE, ...unknown(ERROR)]],
    ['another word', said('Degraded'), [ERROR, ERROR, ERROR, ...unknown(ERROR)]],
    ['refused', REFUSED, [ERROR, ERROR, ERROR, ...unknown(ERROR)]],
  ])('%s', (_what, reading, expected) => {
    expect(statuses.map((jobStatus) => wordFor(decideFor(reading, { jobStatus })))).toEqual(expected);
  });

  test('an object that leaves the service out says no', () => {
    for (const jobStatus of statuses) {
      const decision = decideFor(said('job'), { isLeftOut: true, jobStatus });
      expect(wordFor(decision)).toBe(NO);
      expect(decision).toMatchObject({ why: expect.stringContaining('does not name it') });
    }
  });

  test('an input that post cannot read is like an empty one', () => {
    const words = statuses.map((jobStatus) =>
      wordFor(decideFor(said('job'), { isUnreadable: true, jobStatus })),
    );
    expect(words).toEqual([ERROR, LINE, LINE, ...unknown(ERROR)]);
    expect(decideFor(said('job'), { isUnreadable: true })).toMatchObject({
      why: expect.stringContaining('actions/runner#2030'),
    });
  });

  const advice =
    'If the deployment happened anyway, report it with deployed: ${{ steps.<id of the deploy step>.outcome }}';

  test.each<[string, Said, string, string]>([
    [
      'not set',
      said('job'),
      'failure',
      `the status of the job is "failure", so nothing counts as deployed. ${advice}`,
    ],
    [
      'not set',
      said('job'),
      'cancelled',
      `the status of the job is "cancelled", so nothing counts as deployed. ${advice}`,
    ],
    [
      'not set',
      said('job'),
      'odd',
      'the input "job-status" is "odd". Expected: success, failure or cancelled; its default is the status of the job',
    ],
    ['a word for no', said('no'), 'success', 'the deployment did not happen (input "deployed")'],
    [
      'another word',
      said('Degraded'),
      'success',
      'the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind',
    ],
    [
      'empty',
      EMPTY,
      'success',
      'the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false',
    ],
    ['refused', REFUSED, 'success', 'the input "deployed" is invalid'],
  ])('why nothing is sent: %s (%j), job %j', (_what, reading, jobStatus, why) => {
    expect(decideFor(reading, { jobStatus })).toMatchObject({ why });
  });

  test.each([
    [said('job'), 'failure', true, true],
    [said('job'), 'cancelled', true, true],
    [said('job'), 'failure', false, false],
    [said('no'), 'failure', true, false],
  ])(
    '%j, job %s, a finish set: %s; it seems to have finished: %s',
    (reading, jobStatus, isFinishGiven, seems) => {
      const decision = decideFor(reading, { jobStatus, isFinishGiven });
      const why = 'why' in decision ? decision.why : '';
      expect(/[a-z]\. It seems to have finished, [^.]*\. [A-Z]/.test(why)).toBe(seems);
      expect(why).not.toMatch(/\.\.|seems.*seems/);
    },
  );

  test('that it happened although the job did not end well, one sentence says', () => {
    expect(decideFor(said('yes'), { jobStatus: 'cancelled' })).toEqual({
      deployed: 'yes',
      note: 'The deployment happened (input "deployed"), although the status of the job is "cancelled".',
    });
  });

  test('a long word is cut', () => {
    const { why } = { why: '', ...decideFor(said('x'.repeat(1000))) };
    expect(why).toContain(`"${'x'.repeat(300)}…"`);
  });
});

/** What becomes of the deployments of a job. */
function sort(
  inputs: Given,
  jobStatus: string,
  {
    services = ['cart', 'pay', 'web'],
    isForeign = false,
    setsDeployed = false,
  }: Pick<ReadOptions, 'services' | 'isForeign'> & { readonly setsDeployed?: boolean } = {},
) {
  const plan = planOf({ setsDeployed }, ...services);
  const sorted = sortDeployments(plan, readPost(inputs, { services, isForeign }), jobStatus, isForeign);
  return {
    ...sorted,
    happened: sorted.happened.map(({ service }) => service),
    inFull: sorted.inFull.map(({ service }) => service),
  };
}

describe('the deployments of a job', () => {
  test('all happened', () => {
    expect(sort({}, 'success')).toEqual({
      happened: ['cart', 'pay', 'web'],
      inFull: [],
      unsent: [],
      notes: [],
      losesMark: false,
    });
  });

  test('none, for one reason, which one line says without naming them', () => {
    for (const inputs of [{}, { deployed: 'no' }, { deployed: '' }] as const) {
      const { happened, inFull, unsent } = sort(inputs, 'failure');
      expect([happened, inFull]).toEqual([[], []]);
      expect(unsent).toEqual([
        { level: 'info', line: expect.stringMatching(/^No deployment event: .*\.$/s) },
      ]);
    }
  });

  test('each for itself; a reason names its services', () => {
    const { happened, inFull, unsent, notes } = sort(
      { deployed: '{"cart":"yes","pay":"Degraded"}' },
      'failure',
    );
    expect(happened).toEqual(['cart']);
    expect(inFull).toEqual(['pay']);
    expect(unsent).toEqual([
      { level: 'error', line: expect.stringMatching(/^No deployment event for pay: .*"Degraded"/) },
      { level: 'info', line: expect.stringMatching(/^No deployment event for web: .*does not name it\.$/) },
    ]);
    expect(notes).toEqual([expect.stringContaining('although the status of the job is "failure"')]);
  });

  test('those that are odd in the same way are one note or line', () => {
    const services = Array.from({ length: 12 }, (_, i) => `s${i}`);
    expect(sort({ deployed: 'yes' }, 'failure', { services }).notes).toHaveLength(1);
    const { unsent } = sort({ deployed: '{"s0":"yes"}' }, 'success', { services });
    expect(unsent.map(({ line }) => line)).toEqual([
      expect.stringMatching(/^No deployment event for s1, .*, s10 and 1 more: /),
    ]);
  });

  test('only a finish that is a time is a sign that the deployment finished', () => {
    const lineFor = (finish: string) => sort({ 'finished-at': finish }, 'failure').unsent[0]?.line;
    expect(lineFor('2026-01-01T00:00:00Z')).toContain('It seems to have finished, because finished-at holds');
    expect(lineFor('soon')).not.toContain('seems');
  });

  test('of an empty object none happened', () => {
    expect(sort({ deployed: '{}' }, 'success')).toMatchObject({
      happened: [],
      inFull: [],
      unsent: [{ level: 'info' }],
    });
  });

  test('an object that cannot be read leaves all of them in full', () => {
    expect(sort({ deployed: '{cart: success}' }, 'success')).toMatchObject({
      happened: [],
      inFull: ['cart', 'pay', 'web'],
      unsent: [{ level: 'error' }],
    });
  });

  test.each([
    [true, true, [], ['shopist']],
    [true, false, ['shopist'], []],
    [false, true, ['shopist'], []],
  ])('foreign: %s, `deployed` was set in main: %s', (isForeign, setsDeployed, happened, inFull) => {
    const services = ['shopist'];
    // The input of the other action says no; it is not read.
    const inputs = isForeign ? { deployed: 'no' } : {};
    expect(sort(inputs, 'success', { services, isForeign, setsDeployed })).toMatchObject({
      happened,
      inFull,
    });
  });
});

describe('a mark that is asked for, of a deployment that does not count', () => {
  const services = ['shopist'];
  const id = 'deployment-0001-a';

  test.each([
    ['the job failed, and `deployed` is not set', {}, 'failure', true],
    ['the job failed, and `deployed` is empty', { deployed: '' }, 'failure', true],
    // Nothing is lost: the commands of the event in full have the mark.
    ['nobody can tell, and the event is in full', { deployed: '' }, 'success', false],
    ['another word', { deployed: 'Degraded' }, 'failure', false],
    ['a word says that nothing was deployed', { deployed: 'skipped' }, 'failure', false],
    ['an object says that nothing was deployed', { deployed: '{}' }, 'failure', false],
    ['it happened', {}, 'success', false],
  ])('%s', (_what, inputs: Given, jobStatus, isLost) => {
    for (const mark of [
      { 'change-failure': 'failure' },
      { 'change-failure': '{"shopist":true}' },
      { remediation: 'rollback', 'remediates-id': id },
      { remediation: 'rollback', 'remediates-version': 'v1' },
    ]) {
      const { losesMark } = sort({ ...inputs, ...mark }, jobStatus, { services });
      expect([mark, losesMark]).toEqual([mark, isLost]);
    }
  });

  test.each([
    {},
    { 'change-failure': 'success' },
    { 'change-failure': '' },
    { 'change-failure': 'cancelled' },
    { remediation: 'rollforward' },
    { remediation: 'rollforward', 'remediates-id': '{}' },
    { remediation: 'rollforward', 'remediates-id': '[]' },
    { 'change-failure': '{"web":true}' },
  ])('none is asked for: %j', (inputs: Given) => {
    expect(sort(inputs, 'failure', { services }).losesMark).toBe(false);
  });

  test('only that of its own service counts', () => {
    const inputs = { deployed: '{"cart":"yes","pay":""}', 'change-failure': '{"cart":true}' };
    expect(sort(inputs, 'failure', { services: ['cart', 'pay'] }).losesMark).toBe(false);
    const other = { ...inputs, 'change-failure': '{"pay":true}' };
    expect(sort(other, 'failure', { services: ['cart', 'pay'] }).losesMark).toBe(true);
  });
});
