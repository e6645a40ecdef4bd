import { describe, expect, test } from '@jest/globals';
import { eventRequest } from '../../src/datadog/event.ts';
import { markRequest } from '../../src/datadog/mark.ts';
import type { Intent } from '../../src/deployment/events.ts';
import { ownMark } from '../../src/deployment/remedies.ts';
import { NOBODY_KNOWS, sendIntents, unsentResult } from '../../src/deployment/send.ts';
import { start } from '../datadog/servers.ts';
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

describe('with a Datadog that responds', () => {
  const app = { value: 'f'.repeat(40), source: '' };
  const settingsFor = (apiUrl: string) => settingsOf({ apiUrl });
  const stage = stageOf({}, { keys: { ...stageOf().keys, app } });

  test('the marks follow the response that stores their event, not an earlier one', async () => {
    const intake = await start([{ status: 503 }, { status: 502, store: true }]);
    const [result] = await sendIntents(
      [{ ...intent, marks: [ownMark(own)] }],
      settingsFor(intake.url),
      stage,
    );
    expect(intake.requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 503],
      ['POST', 502],
      ['POST', 200],
      ['PATCH', 202],
    ]);
    expect(result).toMatchObject({
      sent: { outcome: { state: 'stored' }, attempts: 3 },
      marks: [{ outcome: { state: 'stored' }, attempts: 1 }],
    });
  });

  test('no mark follows an event that is not stored', async () => {
    const intake = await start(() => ({ status: 400 }));
    const [result] = await sendIntents([intent], settingsFor(intake.url), stage);
    expect(intake.requests).toHaveLength(1);
    expect(result?.marks).toMatchObject([
      { isRemedied: false, outcome: { state: 'lost', what: 'the event before it is unconfirmed' } },
      { isRemedied: true, outcome: { state: 'lost' } },
    ]);
  });

  test.each(['', 'a key', 'ä'])(
    'without a usable application key the event is sent, and no mark: %j',
    async (value) => {
      const intake = await start();
      const keys = { ...stage.keys, app: { ...app, value } };
      const [result] = await sendIntents([intent], settingsFor(intake.url), { ...stage, keys });
      expect(intake.requests.map(({ method, headers }) => [method, headers['dd-application-key']])).toEqual([
        ['POST', undefined],
      ]);
      const unmade = { attempts: 0, outcome: { state: 'lost', what: 'there is no Datadog application key' } };
      expect(result).toMatchObject({
        sent: { outcome: { state: 'stored' } },
        marks: [unmade, unmade],
      });
    },
  );

  test('a mark of an unknown deployment has no advice for the second action', async () => {
    const intake = await start();
    intake.misbehave(({ method }) =>
      method === 'PATCH' ? { status: 404, headers: { 'retry-after': '9999' } } : undefined,
    );
    const [result] = await sendIntents([intent], settingsFor(intake.url), stage);
    for (const { outcome } of result?.marks ?? []) {
      expect(outcome).toMatchObject({
        what: expect.stringMatching(/^HTTP 404/),
        hint: expect.stringMatching(/^Datadog has no deployment with that ID .* Was the event stored\?$/),
      });
    }
    expect(result?.marks).toHaveLength(2);
  });
});
