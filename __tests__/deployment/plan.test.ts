import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INPUTS } from '../../src/deployment/inputs.ts';
import { inputsForPost } from '../../src/deployment/late.ts';
import {
  leaveJobStart,
  leavePlan,
  leaveRefusal,
  type Plan,
  takeJobStart,
  takePlan,
} from '../../src/deployment/plan.ts';
import { idsFor } from '../../src/deployment/settle.ts';
import type { Table } from '../../src/inputs/table.ts';
import { valueOr } from '../../src/inputs/table.ts';
import type { FileEntry } from '../../src/runner/files.ts';
import { readMain } from '../support/deployment.ts';
import { momentAt, planOf, recordedStart, settingsOf, stageOf } from '../support/plan.ts';
import type { Given } from '../support/reader.ts';
import { anyText } from '../support/text.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const entries = Object.entries<Table[string]>(INPUTS);
const names = entries.filter(([, { settled }]) => settled !== 'post only').map(([name]) => name);

/** A state that has what these left. */
function stateOf(...left: (readonly FileEntry[])[]): (name: string) => string {
  const saved = new Map(left.flat());
  return (name) => saved.get(name) ?? '';
}

describe('the job’s start', () => {
  test.each([momentAt(0), momentAt(0, { bootId: '' }), momentAt(0, { uptime: -1n }), momentAt(-1.5)])(
    'comes back exactly: %p',
    (moment) => {
      expect(takeJobStart(stateOf(leaveJobStart(moment)))).toEqual(moment);
    },
  );

  test('is not there if pre left none', () => {
    expect(takeJobStart(stateOf())).toBeUndefined();
  });

  test.each(['', 'now', '-1', '1.5', '1e9', ' 1', '9'.repeat(31)])('%j is no time', (text) => {
    expect(takeJobStart(() => text)).toBeUndefined();
  });
});

describe('what post finds', () => {
  test('main did not run, but pre did', () => {
    expect(takePlan(stateOf(leaveJobStart(momentAt(0))))).toEqual({ state: 'not run' });
  });

  test('nothing of either: lost', () => {
    expect(takePlan(stateOf())).toEqual({ state: 'lost' });
  });

  test.each([true, false])('the inputs were invalid; a summary is wanted: %s', (jobSummary) => {
    const refusal = { inputs: ['service', 'api-key'], jobSummary };
    expect(takePlan(stateOf(leaveRefusal(refusal)))).toEqual({ state: 'refused', refusal });
  });

  test('the plan as it was, with times to the nanosecond', () => {
    const recorded = { ...momentAt(0), time: 1_790_000_000_123_456_789n };
    const plan = planOf({
      settings: settingsOf({ timeout: 1000, dryRun: true }),
      start: recordedStart(recorded),
      inComposite: true,
      setsDeployed: true,
    });
    expect(takePlan(stateOf(leaveJobStart(momentAt(0)), leavePlan(plan)))).toEqual({ state: 'plan', plan });
  });

  test.each([
    ['without a start, if started-at was invalid', { start: undefined }],
    ['of a start that is given', { start: { time: 5n, source: 'input', recorded: undefined } }],
    ['of no services, which is not "did not run"', { deployments: [] }],
    ['that says nothing', { inputs: {}, facts: [] }],
  ])('the plan %s', (_what, more) => {
    const plan = planOf(more);
    expect(takePlan(stateOf(leavePlan(plan)))).toEqual({ state: 'plan', plan });
  });

  test('a plan of any texts, however it is cut', () => {
    const text = fc.oneof(
      anyText(),
      fc.constant('{"nanoseconds":"1"}'),
      // Long enough for more than one piece, at any place of a character.
      fc
        .tuple(
          fc.constantFrom('"', '\\', 'é', '日', '🚀', '\ud83d', '\u0001', '\n'),
          fc.nat(50_000),
          fc.nat(7),
        )
        .map(([unit, count, shift]) => 'x'.repeat(shift) + unit.repeat(count)),
    );
    const plans = fc.record({
      inputs: fc.dictionary(fc.constantFrom(...names), text, { noNullPrototype: true }),
      deployments: fc.array(fc.record({ service: text, id: text }), { maxLength: 4 }),
      start: fc.record({
        time: fc.bigInt({ min: 0n, max: 10n ** 20n }),
        source: text,
        recorded: fc.constantFrom(undefined, momentAt(0), momentAt(0, { uptime: -1n })),
      }),
      facts: fc.array(text, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(plans, (more) => {
        const plan = planOf(more);
        const left = leavePlan(plan);
        expect(takePlan(stateOf(left))).toEqual({ state: 'plan', plan });
        for (const [, value] of left) {
          expect(value).toMatch(/^[\x20-\x7e]+$/);
          expect(value.length).toBeLessThanOrEqual(100 * KIB);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a plan cut short is an error, not another plan', () => {
    const left = leavePlan(planOf({ inputs: { version: 'x'.repeat(150 * KIB) } }));
    expect(left.length).toBeGreaterThan(1);
    expect(() => takePlan(stateOf(left.slice(0, 1)))).toThrow();
  });

  // The runner sets a variable for each: a longer name or value would keep post from starting.
  test('everything under a short name', () => {
    const refusal = leaveRefusal({ inputs: [], jobSummary: true });
    for (const [name] of [...leavePlan(planOf()), ...leaveJobStart(momentAt(0)), ...refusal]) {
      expect(name).toMatch(/^[a-z0-9-]{1,20}$/);
    }
  });
});

describe('the largest plan', () => {
  const units = ['"', '\\', 'é', '日', '🚀', '\u0001', 'x'];
  /** As many bytes of a character as fit. */
  const filled = (unit: string, bytes: number) => unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)));

  /** As main makes it. */
  function planFor(inputs: Given): Plan {
    const { values, factsForPost } = readMain(inputs);
    const services = valueOr(values.service.common, []);
    expect(services.length).toBeGreaterThan(0);
    return planOf({
      deployments: idsFor(services, { state: 'absent' }).deployments ?? [],
      inputs: inputsForPost(stageOf(inputs)),
      facts: factsForPost,
    });
  }

  /** The longest list of services that is accepted: its bound is the input's, or the output's. */
  function longestService(unit: string): string {
    const lists = [32, 24, 16, 12, 8, 4].flatMap((kib) =>
      [900, 100, 1].map((count) =>
        Array.from(
          { length: count },
          (_, i) => `${i}${filled(unit, Math.floor((kib * KIB) / count) - 4)}`,
        ).join(','),
      ),
    );
    const isAccepted = (service: string) => readMain({ service }).values.service.common.state === 'given';
    return lists.find(isAccepted) ?? '';
  }

  function expectToFit(plan: Plan) {
    const left = leavePlan(plan);
    expect(takePlan(stateOf(left))).toEqual({ state: 'plan', plan });
    for (const [name, value] of left) {
      // As the runner writes it into post's environment.
      expect(Buffer.byteLength(`STATE_${name}=${value}`)).toBeLessThanOrEqual(100 * KIB + 50);
      expect(Buffer.byteLength(value)).toBeLessThanOrEqual(100 * KIB);
    }
    // Linux starts no process whose environment and arguments take 2 MiB; post has its inputs there as well.
    expect(left.reduce((sum, [name, value]) => sum + name.length + value.length, 0)).toBeLessThan(MIB);
    const ids = plan.deployments.map(({ service, id }) => [service, id]);
    expect(Buffer.byteLength(JSON.stringify(Object.fromEntries(ids)))).toBeLessThanOrEqual(100 * KIB);
    return left;
  }

  test.each(units)('of %j comes back whole, in pieces of 100 KiB', (unit) => {
    const inputs = entries
      .filter(([name, { settled }]) => settled === 'post' && name !== 'started-at')
      .map(([name, { most = 8 * KIB }]) => [name, filled(unit, most)]);
    const left = expectToFit(planFor({ ...Object.fromEntries(inputs), service: longestService(unit) }));
    expect(left.length).toBeGreaterThan(1);
  });

  test.each(units)('of %j with a value of 100 KiB per service for every input', (unit) => {
    const object = JSON.stringify({ shopist: filled(unit, 8 * KIB) });
    const rest = filled(unit, (100 * KIB - Buffer.byteLength(object) - 20) / 6);
    const text = JSON.stringify({ ...JSON.parse(object), other: rest });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100 * KIB);
    const inputs = entries.filter(([, { settled }]) => settled === 'post').map(([name]) => [name, text]);
    expectToFit(planFor({ service: 'shopist', ...Object.fromEntries(inputs) }));
  });

  // What is refused in main with a warning is handed over as well.
  test.each(units)('of %j with inputs as long as the runner can hand them over', (unit) => {
    const inputs = entries
      .filter(
        ([name, { level, settled }]) => name !== 'service' && (settled !== 'main' || level === 'warning'),
      )
      .map(([name]) => [name, filled(unit, 127 * KIB)]);
    expectToFit(planFor({ service: longestService(unit), ...Object.fromEntries(inputs) }));
  });
});
