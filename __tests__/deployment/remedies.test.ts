import { describe, expect, test } from '@jest/globals';
import { ownMark, type RemedyReadings, remediesOf } from '../../src/deployment/remedies.ts';
import type { Reading } from '../../src/inputs/table.ts';
import { event } from '../support/deployment.ts';

const ABSENT = { state: 'absent' } as const;
const REFUSED = { state: 'refused' } as const;
const [a, b] = ['deployment-0001-a', 'deployment-0002-b'];
const own = event('web', { version: 'v2' });

function given<Value>(value: Value): Reading<Value> {
  return { state: 'given', value, source: 'input' };
}

function remedies(more: Partial<RemedyReadings>, of = own) {
  return remediesOf(of, {
    remediation: given('rollback'),
    ids: ABSENT,
    version: ABSENT,
    areIdsForSeveral: false,
    ...more,
  });
}

const NONE = { marks: [], note: '', unmade: '', warning: '' };
const by = { type: 'rollback', id: own.id };

test('a deployment’s own mark as a change failure', () => {
  expect(ownMark(own)).toEqual({
    label: 'web',
    mark: { target: { id: own.id }, changeFailure: true, remediation: undefined },
  });
});

describe('the deployments that one remedies', () => {
  test('by ID: each is marked as a change failure, with this one as its remediation', () => {
    expect(remedies({ ids: given([a, b]) })).toEqual({
      ...NONE,
      marks: [a, b].map((id) => ({
        label: id,
        mark: { target: { id }, changeFailure: true, remediation: by },
      })),
    });
  });

  test('by version, with this event’s service and env', () => {
    expect(remedies({ version: given('v1') })).toEqual({
      ...NONE,
      marks: [
        {
          label: 'web v1',
          mark: {
            target: { service: 'web', env: 'prod', version: 'v1' },
            changeFailure: true,
            remediation: by,
          },
        },
      ],
    });
  });

  test('rolling forward', () => {
    const { marks } = remedies({ remediation: given('rollforward'), ids: given([a]) });
    expect(marks).toMatchObject([{ mark: { remediation: { type: 'rollforward' } } }]);
  });

  test('none: an ordinary deployment', () => {
    expect(remedies({ remediation: ABSENT })).toEqual(NONE);
    expect(remedies({ remediation: ABSENT, ids: given([]) })).toEqual(NONE);
  });

  test('a kind without a target is ordinary, too, and one line says so', () => {
    for (const ids of [ABSENT, given([])]) {
      expect(remedies({ ids })).toEqual({ ...NONE, note: expect.stringMatching(/"rollback".*neither/) });
    }
    expect(remedies({ areIdsForSeveral: true }).note).not.toBe('');
  });
});

describe('what is refused: the event is sent, and a warning says what is expected', () => {
  test.each<[string, Partial<RemedyReadings>, RegExp, RegExp]>([
    [
      'IDs without a kind',
      { remediation: ABSENT, ids: given([a]) },
      /-id is set without/,
      /rollback or rollforward/,
    ],
    [
      'a version without a kind',
      { remediation: ABSENT, version: given('v1') },
      /-version is set without/,
      /rollback/,
    ],
    ['both targets', { ids: given([a]), version: given('v1') }, /both set/, /one of them/],
    ['its own version', { version: given('v2') }, /"v2", the version of this very/, /version that failed/],
    [
      'its own ID',
      { ids: given([a, own.id]) },
      /the ID of this very deployment/,
      /ID of the one that failed/,
    ],
    [
      'one ID for several services',
      { ids: given([a]), areIdsForSeveral: true },
      /which service each ID is for/,
      /deployment-ids/,
    ],
  ])('%s', (_what, readings, unmade, expected) => {
    const refused = remedies(readings);
    expect(refused).toMatchObject({ marks: [], note: '', unmade: expect.stringMatching(unmade) });
    expect(refused.warning).toContain(refused.unmade);
    expect(refused.warning).toMatch(
      new RegExp(`Expected: .*${expected.source}.*\\. The event itself is sent\\.$`),
    );
  });

  test('a version without an env', () => {
    const { marks, warning } = remedies({ version: given('v1') }, event('web', { env: undefined }));
    expect(marks).toEqual([]);
    expect(warning).toMatch(/env is not.*Expected: env/);
  });

  test('a version of several services is of each one’s own', () => {
    expect(remedies({ version: given('v1'), areIdsForSeveral: true }).marks).toHaveLength(1);
  });

  test.each([{ remediation: REFUSED }, { ids: REFUSED }, { version: REFUSED }])(
    'an input that is invalid has its warning already: %j',
    (readings) => {
      expect(remedies({ ids: given([a]), ...readings })).toEqual({
        ...NONE,
        unmade: expect.stringContaining('invalid'),
      });
    },
  );
});
