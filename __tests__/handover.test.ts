import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Handover,
  leaveHandover,
  leaveJobStart,
  leaveRefusal,
  type State,
  takeHandover,
  takeJobStart,
} from '../src/handover.ts';
import { type InputName, MAIN_VARIABLES, SETTLED_IN_MAIN, SETTLED_IN_POST } from '../src/inputs.ts';

const key = '0123456789abcdef0123456789abcdef';
const names: readonly InputName[] = [...SETTLED_IN_MAIN, ...SETTLED_IN_POST];

function memory(): State & { readonly saved: Map<string, string> } {
  const saved = new Map<string, string>();
  return { saved, get: (name) => saved.get(name) ?? '', save: (name, value) => void saved.set(name, value) };
}

function handover(given: Readonly<Record<string, string>>): Handover {
  return {
    inputs: (name) => given[name] ?? '',
    environment: { DD_SERVICE: given['DD_SERVICE'] },
    startedAt: 1767225600_000000001n,
    startSource: 'input',
    deploymentIds: ['first-id', 'second-id'],
  };
}

test('the job’s start comes back exactly, and only where pre left one', () => {
  const state = memory();
  expect(takeJobStart(state)).toBeUndefined();
  leaveJobStart(state, 1767225600_123000000n);
  expect(takeJobStart(state)).toBe(1767225600_123000000n);
});

test.each(['', 'now', '-1', '1.5', '1e9', ' 1'])('a start %j is none', (text) => {
  expect(takeJobStart({ get: () => text, save: () => {} })).toBeUndefined();
});

describe('what main leaves', () => {
  test('nothing, where it did not run, though pre did', () => {
    const state = memory();
    leaveJobStart(state, 1n);
    expect(takeHandover(state)).toBeUndefined();
  });

  test('that its inputs were wrong', () => {
    const state = memory();
    leaveRefusal(state);
    expect(takeHandover(state)).toBe('refused');
  });

  test('any inputs come back as they were', () => {
    const given = fc.dictionary(fc.constantFrom(...names, ...MAIN_VARIABLES), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(given, (inputs) => {
        const state = memory();
        leaveJobStart(state, 1n);
        leaveHandover(state, handover(inputs), [key]);
        const taken = takeHandover(state);
        if (taken === undefined || taken === 'refused') {
          throw new Error('There is no handover.');
        }
        expect(names.map((name) => taken.inputs(name))).toEqual(names.map((name) => inputs[name] ?? ''));
        expect(taken.environment['DD_SERVICE']).toBe(inputs['DD_SERVICE'] ?? '');
        expect(taken).toMatchObject({
          startedAt: 1767225600_000000001n,
          startSource: 'input',
          deploymentIds: ['first-id', 'second-id'],
        });
      }),
    );
  });

  test('never a value with a key in it', () => {
    const state = memory();
    const other = 'fedcba9876543210fedcba9876543210';
    const given = { version: key, team: `x${other}y`, DD_SERVICE: key, env: 'prod' };
    leaveHandover(state, handover(given), [key, other]);
    const written = JSON.stringify([...state.saved]);
    expect(written).toContain('prod');
    expect(written).not.toContain(key);
    expect(written).not.toContain(other);
  });

  // A variable's name and value share the system's limit: a longer name would keep post from starting.
  test.each(names)('%s in a state with no longer a name', (name) => {
    const state = memory();
    leaveHandover(state, handover({ [name]: 'the value' }), []);
    const [state_ = ''] = [...state.saved].find(([, value]) => value === 'the value') ?? [];
    expect(`STATE_${state_}`.length).toBeLessThanOrEqual(`INPUT_${name}`.length);
  });

  test('whole or not at all', () => {
    const state = memory();
    const breaking = (allowed: number): State => {
      let left = allowed;
      return {
        get: state.get,
        save: (name, value) => {
          left -= 1;
          if (left < 0) {
            throw new Error('disk full');
          }
          state.save(name, value);
        },
      };
    };
    for (let writes = 0; writes < 6; writes += 1) {
      expect(() => leaveHandover(breaking(writes), handover({ service: 'a', env: 'b' }), [])).toThrow(
        'disk full',
      );
      expect(takeHandover(state)).toBeUndefined();
    }
  });
});
