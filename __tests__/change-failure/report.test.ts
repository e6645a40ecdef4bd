import { describe, expect, test } from '@jest/globals';
import { type Marked, reportInvalid, reportMarks } from '../../src/change-failure/report.ts';
import type { Outcome } from '../../src/datadog/client.ts';
import { type Mark, markRequest } from '../../src/datadog/mark.ts';
import { parseSite } from '../../src/datadog/site.ts';
import type { Settings } from '../../src/inputs/shared.ts';
import { createLog } from '../../src/runner/log.ts';
import { tableShapes } from '../support/markdown.ts';
import { linesWrittenBy } from '../support/output.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const STORED: Outcome = { state: 'stored', status: 202 };
const LOST: Outcome = { state: 'lost', what: 'HTTP 404: no', hint: 'Which site?' };
const MARK: Mark = { target: { id: 'deployment-0001-a' }, changeFailure: true, remediation: undefined };

function marked(outcome: Outcome, more: Partial<Mark> = {}, label = 'web'): Marked {
  const mark = { ...MARK, ...more };
  return { mark, sent: { label, request: markRequest(mark), outcome, attempts: 1, milliseconds: 34 } };
}

function settingsOf(more: Partial<Settings> = {}): Settings {
  const site = parseSite('datadoghq.com');
  if ('refused' in site) {
    throw new Error(site.refused);
  }
  const { apiUrl } = site;
  return { site, apiUrl, dryRun: false, failOnError: false, timeout: 60_000, jobSummary: true, ...more };
}

/** The lines and the summary that a report writes. */
function written(report: (stage: Parameters<typeof reportMarks>[2]) => void) {
  const summaries: string[] = [];
  const writeSummary = (markdown: string) => void summaries.push(markdown);
  const lines = linesWrittenBy(() => report({ log: createLog([KEY]), writeSummary }));
  return { lines, summary: summaries.join('') };
}

function write(marks: readonly Marked[], more: Partial<Settings> = {}) {
  return written((stage) => reportMarks(marks, settingsOf(more), stage));
}

test.each<[Marked, string]>([
  [marked(STORED), 'web: marked as a change failure (HTTP 202) after 34 ms, 1 attempt'],
  [
    marked(STORED, { changeFailure: false }),
    'web: marked as no change failure (HTTP 202) after 34 ms, 1 attempt',
  ],
  [marked(LOST), 'web: unconfirmed mark after 34 ms, 1 attempt: HTTP 404: no'],
])('the line of a deployment: %#', (one, expected) => {
  expect(write([one]).lines[0]).toBe(expected);
});

test('the rows of the summary', () => {
  const target = { service: 'web', env: 'prod', version: 'v1' };
  const { summary } = write([
    marked(STORED),
    marked(STORED, { changeFailure: false }, 'deployment-0001-a'),
    marked(STORED, { target, remediation: { type: 'rollback', version: 'v0' } }, 'web v1 in prod'),
    marked(LOST, { remediation: { type: 'rollforward', id: 'deployment-0002-b' } }),
  ]);
  expect(summary.split('\n').slice(0, 10)).toEqual([
    '## Datadog DORA change failure',
    '',
    '| Deployment | Change failure | Remediation | Result |',
    '| --- | --- | --- | --- |',
    '| `web` `deployment-0001-a` | yes |  | marked as a change failure (HTTP 202) |',
    '| `deployment-0001-a` | no |  | marked as no change failure (HTTP 202) |',
    '| `web v1 in prod` | yes | rollback: `v0` | marked as a change failure (HTTP 202) |',
    '| `web` `deployment-0001-a` | yes | rollforward: `deployment-0002-b` | **Unconfirmed**: `HTTP 404: no` |',
    '',
    '[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)',
  ]);
});

describe('an unconfirmed mark', () => {
  test('is an error, one for deployments with the same cause, and has a command in log and summary', () => {
    const { lines, summary } = write([marked(LOST), marked(LOST, {}, 'api'), marked(STORED)]);
    expect(lines.filter((line) => line.startsWith('::'))).toEqual([
      '::error::Datadog has not confirmed the mark of web, api: HTTP 404: no. Which site? The log and the job summary have a command for each mark. The job continues.',
    ]);
    const commands = lines.filter((line) => line.startsWith('curl'));
    expect(commands).toHaveLength(2);
    expect(commands[0]).toMatch(/-X PATCH '[^']*deployment-0001-a' .*\$DD_API_KEY.*\$DD_APP_KEY/);
    expect(lines).toContain(
      'Unconfirmed marks, in full. Each command sends one again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.',
    );
    expect(summary).toContain(commands[0]);
    expect(summary.match(/^curl/gm)).toHaveLength(2);
  });

  test('says if the job fails, and does not name a summary if there is none', () => {
    const { lines, summary } = write([marked(LOST)], { failOnError: true, jobSummary: false });
    expect(lines.at(-1)).toMatch(/The log has a command .* The job fails, because fail-on-error is true\.$/);
    expect(summary).toBe('');
  });
});

test('a dry run prints method, URL and body, and calls nothing marked', () => {
  const { lines, summary } = write([marked({ state: 'dry run' })], { dryRun: true });
  expect(lines).toEqual([
    'Dry run: nothing is sent. Each request would be:',
    'PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-0001-a',
    '{"data":{"id":"deployment-0001-a","type":"dora_deployment_patch_request","attributes":{"change_failure":true}}}',
  ]);
  expect(summary).toContain('dry run, not sent');
  expect(summary).not.toContain('marked as');
});

test('the summary keeps its table with any values, and has no key', () => {
  const name = `a|b\n<b>\`${KEY}`;
  const { summary } = write([
    marked(LOST, { remediation: { type: 'rollback', version: name } }, name),
    marked(STORED),
  ]);
  expect(tableShapes(summary)).toEqual([[4, 4, 4]]);
  expect(summary).not.toContain(KEY);
  expect(summary).toContain('| rollback: <code>');
});

describe('invalid inputs', () => {
  const errors = ['deployment-id', 'service'].map((input) => ({
    level: 'error' as const,
    input,
    message: `Input "${input}" is invalid: "|${KEY}". Nothing is marked.`,
  }));

  test('are in the summary, without a key', () => {
    const { lines, summary } = written((stage) => reportInvalid(errors, true, stage));
    expect(lines).toEqual([]);
    expect(summary).toMatch(/^## Datadog DORA change failure\n\nInput /);
    expect(summary).toMatch(/deployment&#45;id.*\n\n.*service/);
    expect(summary).not.toContain(KEY);
    expect(tableShapes(summary)).toEqual([]);
  });

  test('are not if there is to be none', () => {
    expect(written((stage) => reportInvalid(errors, false, stage)).summary).toBe('');
  });
});
