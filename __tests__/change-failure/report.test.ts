import { describe, expect, test } from '@jest/globals';
import { type Marked, report } from '../../src/change-failure/report.ts';
import type { Outcome } from '../../src/datadog/client.ts';
import type { Mark } from '../../src/datadog/mark.ts';
import { createLog } from '../../src/runner/log.ts';
import { tableShapes } from '../support/markdown.ts';
import { linesWrittenBy } from '../support/output.ts';
import { settingsOf, stageOf } from '../support/plan.ts';
import { KEY } from '../support/reader.ts';

const stored: Outcome = { state: 'stored', status: 200 };
const lost: Outcome = { state: 'lost', what: 'HTTP 404: no', hint: 'Which site?', mayHaveArrived: false };
const mark: Mark = { target: { id: 'deployment-0001-a' }, changeFailure: true, remediation: undefined };

function marked(outcome: Outcome, more: Partial<Marked> = {}): Marked {
  return { name: 'web', mark, outcome, attempts: 1, milliseconds: 34, ...more };
}

function write(results: readonly Marked[], more: Parameters<typeof settingsOf>[0] = {}) {
  const summaries: string[] = [];
  const stage = {
    ...stageOf({}),
    log: createLog([KEY]),
    state: () => '',
    saveState: () => {},
    setOutputs: () => {},
    writeSummary: (markdown: string) => void summaries.push(markdown),
  };
  const lines = linesWrittenBy(() => void report(results, settingsOf(more), stage));
  return { lines, summary: summaries.join('') };
}

describe('the line of a deployment', () => {
  test.each<[Marked, string]>([
    [marked(stored), 'web: marked as a change failure (HTTP 200) after 34 ms, 1 attempt'],
    [
      marked(stored, { mark: { ...mark, changeFailure: false } }),
      'web: marked as no change failure (HTTP 200) after 34 ms, 1 attempt',
    ],
    [marked(lost), 'web: mark NOT confirmed by Datadog after 34 ms, 1 attempt: HTTP 404: no'],
  ])('%#', (result, expected) => {
    expect(write([result]).lines[0]).toBe(expected);
  });

  test('by service, env and version, with the word of Datadog’s: a preview', () => {
    const target = { service: 'web', env: 'prod', version: 'v1' };
    const { lines } = write([marked(stored, { mark: { ...mark, target } })]);
    expect(lines[0]).toContain('a preview');
    expect(write([marked(stored)]).lines.join('\n')).not.toContain('preview');
  });
});

describe('a mark that is not confirmed', () => {
  test('is an error, one for deployments with the same cause, and has a command in log and summary', () => {
    const { lines, summary } = write([marked(lost), marked(lost, { name: 'api' }), marked(stored)]);
    expect(lines.filter((line) => line.startsWith('::'))).toEqual([
      '::error::Datadog has not confirmed the mark of web, api: HTTP 404: no. Which site? The log and the job summary have a command that marks each deployment. The job goes on.',
    ]);
    const commands = lines.filter((line) => line.startsWith('curl'));
    expect(commands).toHaveLength(2);
    expect(commands[0]).toMatch(/-X PATCH '[^']*deployment-0001-a' .*\$DD_API_KEY.*\$DD_APP_KEY/);
    expect(summary).toContain(commands[0]);
  });

  test('says where the job fails, and of no summary where there is none', () => {
    const { lines, summary } = write([marked(lost)], { failOnError: true, jobSummary: false });
    expect(lines.at(-1)).toMatch(/The log has a command .* The job fails, because fail-on-error is true\.$/);
    expect(summary).toBe('');
  });
});

test('a dry run prints method, path and body, and calls nothing marked', () => {
  const { lines, summary } = write([marked({ state: 'dry run' })], { dryRun: true });
  expect(lines).toEqual([
    'Dry run: nothing was sent. Each request would be:',
    'PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-0001-a',
    '{"data":{"id":"deployment-0001-a","type":"dora_deployment_patch_request","attributes":{"change_failure":true}}}',
  ]);
  expect(summary).toContain('dry run, not sent');
  expect(summary).not.toContain('marked as');
});

test('the summary keeps its table whatever is in the values, and has no key', () => {
  const name = `a|b\n<b>\`${KEY}`;
  const remediation = { type: 'rollback', version: name } as const;
  const { summary } = write([marked(lost, { name, mark: { ...mark, remediation } }), marked(stored)]);
  expect(tableShapes(summary)).toEqual([[5, 5, 5]]);
  expect(summary).not.toContain(KEY);
  expect(summary).toContain('| rollback: <code>');
});
