import { describe, expect, test } from '@jest/globals';
import type { Delivery, Outcome } from '../../src/datadog/client.ts';
import type { ApiRequest } from '../../src/datadog/http.ts';
import {
  causeMessages,
  commandLines,
  commandsOf,
  dryRunLines,
  effortOf,
  reportHas,
  summaryEnd,
} from '../../src/report/deliveries.ts';

const API_URL = 'https://api.datadoghq.com';
const STORED: Outcome = { state: 'stored', status: 200 };
const DRY: Outcome = { state: 'dry run' };
const event: ApiRequest = { kind: 'event', method: 'POST', path: '/event', body: '{"service":"web"}' };
const mark: ApiRequest = { kind: 'mark', method: 'PATCH', path: '/mark', body: '{"id":"1"}' };

function lost(what: string, hint = ''): Outcome {
  return { state: 'lost', what, hint };
}

function delivery(label: string, outcome: Outcome, request = event): Delivery {
  return { label, request, outcome, attempts: 1, milliseconds: 34 };
}

test.each([
  [1, 'after 34 ms, 1 attempt'],
  [0, 'after 34 ms, 0 attempts'],
  [6, 'after 34 ms, 6 attempts'],
])('%j attempts', (attempts, expected) => {
  expect(effortOf({ attempts, milliseconds: 34 })).toBe(expected);
});

describe('messages by cause', () => {
  const messages = (deliveries: readonly Delivery[]) => causeMessages(deliveries, 'Lost:', 'See the log.');

  test('are only for what is unconfirmed', () => {
    expect(messages([delivery('a', STORED), delivery('b', DRY)])).toEqual([]);
  });

  test('one for the same cause and advice, in the order of the deliveries', () => {
    expect(
      messages([
        delivery('a', lost('HTTP 403')),
        delivery('b', lost('HTTP 500', 'Try again.')),
        delivery('c', STORED),
        delivery('d', lost('HTTP 403')),
        delivery('e', lost('HTTP 500', 'It may have arrived. Try again.')),
      ]),
    ).toEqual([
      'Lost: a, d: HTTP 403. See the log.',
      'Lost: b: HTTP 500. Try again. See the log.',
      'Lost: e: HTTP 500. It may have arrived. Try again. See the log.',
    ]);
  });

  test('name ten, and count the others', () => {
    const many = Array.from({ length: 13 }, (_, i) => delivery(`s${i}`, lost('HTTP 500')));
    expect(messages(many)).toEqual([
      'Lost: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 and 3 more: HTTP 500. See the log.',
    ]);
  });

  test('a name of many kilobytes does not fill the annotation', () => {
    expect(messages([delivery('é'.repeat(30_000), lost('HTTP 500'))])[0]?.length).toBeLessThan(500);
  });

  test.each([
    [10, 'Lost: s9: HTTP 509. See the log.'],
    [11, 'Lost: others, for 2 more reasons. The log has them. See the log.'],
    [40, 'Lost: others, for 31 more reasons. The log has them. See the log.'],
  ])('%i causes: ten messages', (count, last) => {
    const many = Array.from({ length: count }, (_, i) => delivery(`s${i}`, lost(`HTTP ${500 + i}`)));
    expect(messages(many)).toHaveLength(10);
    expect(messages(many).at(-1)).toBe(last);
  });
});

describe('commands', () => {
  test('are only for what is unconfirmed', () => {
    const deliveries = [delivery('a', STORED), delivery('b', DRY)];
    expect(commandsOf(deliveries, API_URL)).toEqual([]);
    expect(commandLines('Unconfirmed.', deliveries, API_URL)).toEqual([]);
  });

  test.each<[string, readonly Delivery[], string]>([
    ['events', [delivery('a', lost('x'))], 'Unconfirmed. Put the API key in DD_API_KEY.'],
    [
      'a confirmed mark',
      [delivery('a', lost('x')), delivery('b', STORED, mark)],
      'Unconfirmed. Put the API key in DD_API_KEY.',
    ],
    [
      'marks',
      [delivery('a', lost('x')), delivery('b', lost('x'), mark)],
      'Unconfirmed. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.',
    ],
  ])('say which keys %s need', (_what, deliveries, expected) => {
    expect(commandLines('Unconfirmed.', deliveries, API_URL)[0]).toBe(expected);
    const { advice } = summaryEnd(
      deliveries,
      { doraPage: 'https://x', apiUrl: API_URL, introduction: 'Unconfirmed.' },
      (text) => text,
    );
    expect(advice).toBe(expected);
  });

  test('are the same in log and summary, but for the keys', () => {
    const deliveries = [delivery('a', lost('x')), delivery('b', lost('x'), mark)];
    const lines = commandLines('Unconfirmed.', deliveries, API_URL);
    const end = { doraPage: 'https://dora.example', apiUrl: API_URL, introduction: 'Unconfirmed.' };
    const { commands, foot } = summaryEnd(deliveries, end, (text) => text.replaceAll('web', '***'));
    expect(commands).toHaveLength(2);
    expect(lines.slice(1).join('\n').replaceAll('web', '***')).toBe(commands?.join('\n'));
    expect(commands?.join()).not.toContain('web');
    expect(foot).toBe('[DORA Metrics in Datadog](https://dora.example)');
  });
});

test('a dry run shows method, URL and body, in which the runner finds no command', () => {
  const body = JSON.stringify({ env: '##[set-output name=x]\u2028' });
  expect(
    dryRunLines([delivery('a', DRY), delivery('b', DRY, { ...mark, body }), delivery('c', STORED)], API_URL),
  ).toEqual([
    'Dry run: nothing is sent. Each request would be:',
    'POST https://api.datadoghq.com/event',
    '{"service":"web"}',
    'PATCH https://api.datadoghq.com/mark',
    '{"env":"#\\u0023[set-output name=x]\\u2028"}',
  ]);
  expect(dryRunLines([delivery('c', STORED)], API_URL)).toEqual([]);
});

test('the place of the report', () => {
  expect(reportHas(true)).toBe('The log and the job summary have');
  expect(reportHas(false)).toBe('The log has');
});
