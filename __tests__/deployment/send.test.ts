import { describe, expect, test } from '@jest/globals';
import { eventRequest } from '../../src/datadog/event.ts';
import { markRequest } from '../../src/datadog/mark.ts';
import type { Intent } from '../../src/deployment/events.ts';
import { ownMark } from '../../src/deployment/remedies.ts';
import { NOBODY_KNOWS, sendIntents, unsentResult } from '../../src/deployment/send.ts';
import { event } from '../support/deployment.ts';
import { settingsOf, stageOf } from '../support/plan.ts';

const own = event('web');
const remedied = {
  label: 'deployment-0001-a',
  mark: {
    target: { id: 'deployment-0001-a' },
    changeFailure: true,
    remediation: { type: 'rollback', id: own.id },
  },
} as const;
const intent: Intent = { event: own, marks: [ownMark(own), remedied], unmade: '', note: '' };

test('a dry run sends nothing, and needs no key', async () => {
  const none = { value: '', source: '' };
  const stage = stageOf({}, { keys: { api: none, app: none, all: [] } });
  const [result, ...others] = await sendIntents([intent], settingsOf({ dryRun: true }), stage);
  expect(others).toEqual([]);
  const dry = { outcome: { state: 'dry run' }, attempts: 0, milliseconds: 0 };
  expect(result).toEqual({
    intent,
    sent: { ...dry, label: 'web', request: eventRequest(own) },
    marks: [
      { ...dry, label: 'web', request: markRequest(ownMark(own).mark), isRemedied: false },
      { ...dry, label: remedied.label, request: markRequest(remedied.mark), isRemedied: true },
    ],
  });
});

describe('without being sent, an event and its marks are written in full', () => {
  test.each(['', 'a key', 'ä'])('if the API key is no longer usable: %j', async (value) => {
    const stage = stageOf({}, { keys: { ...stageOf().keys, api: { value, source: '' } } });
    const [result] = await sendIntents([intent], settingsOf(), stage);
    expect(result).toMatchObject({
      sent: {
        request: eventRequest(own),
        outcome: { state: 'lost', what: expect.stringContaining('API key') },
      },
      marks: [
        { request: markRequest(ownMark(own).mark), outcome: { state: 'lost' } },
        { request: markRequest(remedied.mark), outcome: { state: 'lost' } },
      ],
    });
  });

  test('if nobody can tell whether the deployment happened', () => {
    expect(unsentResult(intent, NOBODY_KNOWS)).toMatchObject({
      intent,
      sent: { label: 'web', attempts: 0, outcome: { state: 'lost', ...NOBODY_KNOWS } },
      marks: [
        { isRemedied: false, outcome: { state: 'lost' } },
        { isRemedied: true, outcome: { state: 'lost' } },
      ],
    });
  });
});
