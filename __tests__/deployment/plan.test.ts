import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SETTLED_IN_POST } from '../../src/deployment/details.ts';
import { readMainInputs } from '../../src/deployment/inputs.ts';
import {
  leaveJobStart,
  leavePlan,
  leaveRefusal,
  type Plan,
  type StateEntries,
  takeJobStart,
  takePlan,
} from '../../src/deployment/plan.ts';
import { readSettings, SETTLED_IN_MAIN } from '../../src/deployment/settings.ts';
import { planOf, settingsOf, stageOf } from '../support/plan.ts';
import { readerOf } from '../support/reader.ts';

const names = [...SETTLED_IN_MAIN, ...SETTLED_IN_POST];
const KIB = 1024;

/** A state that has what these left. */
function stateOf(...left: readonly StateEntries[]): (name: string) => string {
  const saved = new Map(left.flat());
  return (name) => saved.get(name) ?? '';
}

describe('the job’s start', () => {
  test('comes back exactly, and only where pre left one', () => {
    expect(takeJobStart(stateOf())).toBeUndefined();
    expect(takeJobStart(stateOf(leaveJobStart(1767225600_123000001n)))).toBe(1767225600_123000001n);
  });

  test.each(['', 'now', '-1', '1.5', '1e9', ' 1', '9'.repeat(31)])('%j is none', (text) => {
    expect(takeJobStart(() => text)).toBeUndefined();
  });
});

describe('what main leaves', () => {
  test('is nothing, where it did not run, though pre did', () => {
    expect(takePlan(stateOf(leaveJobStart(1n)))).toBeUndefined();
  });

  test.each([true, false])(
    'is that its inputs were invalid, and whether a summary is wanted: %s',
    (jobSummary) => {
      expect(takePlan(stateOf(leaveRefusal({ jobSummary })))).toEqual({ jobSummary });
    },
  );

  test('comes back as it was, with times to the nanosecond', () => {
    const plan = planOf({ settings: settingsOf({ timeout: 1000, dryRun: true }), inComposite: true });
    expect(takePlan(stateOf(leaveJobStart(1n), leavePlan(plan)))).toEqual(plan);
  });

  test('without a start, where started-at was invalid', () => {
    const taken = takePlan(stateOf(leavePlan(planOf({ start: undefined }))));
    expect(taken).toMatchObject({ deployments: [{ service: 'shopist' }] });
    expect(taken && 'start' in taken && taken.start).toBeFalsy();
  });

  test('of no services is not "did not run"', () => {
    expect(takePlan(stateOf(leavePlan(planOf({ deployments: [] }))))).toMatchObject({ deployments: [] });
  });

  test('of any texts comes back as it was, however it is cut', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
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
      inputs: fc.dictionary(fc.constantFrom(...names), text),
      deployments: fc.array(fc.record({ service: text, id: text }), { maxLength: 4 }),
      start: fc.record({ value: fc.bigInt({ min: 0n, max: 10n ** 20n }), source: text, given: fc.boolean() }),
    });
    fc.assert(
      fc.property(plans, (more) => {
        const plan = planOf(more);
        const left = leavePlan(plan);
        expect(takePlan(stateOf(left))).toEqual({ ...plan, inputs: { ...more.inputs } });
        for (const [, value] of left) {
          expect(value).toMatch(/^[\x20-\x7e]+$/);
          expect(value.length).toBeLessThanOrEqual(100 * KIB);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('cut short is an error, not another plan', () => {
    const left = leavePlan(planOf({ inputs: { version: 'x'.repeat(150 * KIB) } }));
    expect(left.length).toBeGreaterThan(1);
    expect(() => takePlan(stateOf(left.slice(0, 1)))).toThrow();
  });

  // The runner sets a variable for each: a longer name or value would keep post from starting.
  test('has short names', () => {
    const left = [...leavePlan(planOf()), ...leaveJobStart(1n), ...leaveRefusal({ jobSummary: true })];
    for (const [name] of left) {
      expect(name.length).toBeLessThan(20);
    }
  });
});

describe('the largest plan', () => {
  /** As main makes it of the longest inputs that it accepts. */
  function largestPlan(unit: string): Plan {
    const ofBytes = (bytes: number) => unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)));
    const long = (name: string) => ofBytes((name === 'custom-tags' ? 32 : 8) * KIB);
    const inputs = Object.fromEntries(SETTLED_IN_POST.map((name) => [name, long(name)]));
    const service = longestService(ofBytes);
    const stage = stageOf({ ...inputs, service, 'started-at': 'job' });
    const reader = readerOf({ service });
    const { services = [] } = readSettings(reader, 1_790_000_000_000_000_000n);
    expect(services).toHaveLength(service.split(',').length);
    return planOf({
      deployments: services.map((name) => ({ service: name, id: crypto.randomUUID() })),
      inputs: readMainInputs(stage),
      facts: reader.facts,
    });
  }

  /** The longest list of services that is accepted: its bound is the input's, or the output's. */
  function longestService(ofBytes: (bytes: number) => string): string {
    const lists = [32, 24, 16, 12, 8].flatMap((kib) =>
      [900, 100, 1].map((count) =>
        Array.from({ length: count }, (_, i) => `${i}${ofBytes(Math.floor((kib * KIB) / count) - 4)}`).join(
          ',',
        ),
      ),
    );
    const isAccepted = (service: string) => readSettings(readerOf({ service }), 0n).services !== undefined;
    return lists.find(isAccepted) ?? '';
  }

  test.each(['"', '\\', 'é', '日', '🚀', '\u0001', 'x'])(
    'of %j comes back whole, in pieces of 100 KiB',
    (unit) => {
      const plan = largestPlan(unit);
      const left = leavePlan(plan);
      expect(takePlan(stateOf(left))).toEqual(plan);
      for (const [name, value] of left) {
        // As the runner writes it into post's environment.
        expect(Buffer.byteLength(`STATE_${name}=${value}`)).toBeLessThanOrEqual(100 * KIB + 50);
        expect(Buffer.byteLength(value)).toBeLessThanOrEqual(100 * KIB);
      }
      // Linux starts no process whose environment and arguments take 2 MiB; post has its inputs there as well.
      const state = left.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
      expect(state).toBeLessThan(1024 * KIB);
      const ids = plan.deployments.map(({ service, id }) => [service, id]);
      expect(Buffer.byteLength(JSON.stringify(Object.fromEntries(ids)))).toBeLessThanOrEqual(100 * KIB);
    },
  );

  test.each([32, 120])('inputs that are too long, %i KiB each, make it little larger', (kib) => {
    const given = Object.fromEntries(names.map((name) => [name, '\u0001'.repeat(kib * KIB)]));
    const left = leavePlan(planOf({ inputs: readMainInputs(stageOf(given)) }));
    expect(left.reduce((sum, [, value]) => sum + value.length, 0)).toBeLessThan(1200 * KIB);
  });
});
