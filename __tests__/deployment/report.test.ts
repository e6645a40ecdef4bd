import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outcome } from '../../src/datadog/client.ts';
import { eventRequest } from '../../src/datadog/event.ts';
import type { Result } from '../../src/deployment/deliver.ts';
import { failsJob, reportResults, reportUnsent, summaryOf } from '../../src/deployment/report.ts';
import { curlCommand } from '../../src/report/curl.ts';
import { createLog } from '../../src/runner/log.ts';
import { event } from '../support/deployment.ts';
import { MARKDOWN_PIECES, tableShapes, tokensOf } from '../support/markdown.ts';
import { linesWrittenBy } from '../support/output.ts';
import { settingsOf, stageOf } from '../support/plan.ts';
import { KEY } from '../support/reader.ts';

const apiUrl = 'https://api.datadoghq.com';
const stored: Outcome = { state: 'stored', status: 200 };
const dry: Outcome = { state: 'dry run' };

function lost(what = 'HTTP 403: Forbidden', more: { hint?: string; mayHaveArrived?: boolean } = {}): Outcome {
  return { state: 'lost', what, hint: '', mayHaveArrived: false, ...more };
}

function result(outcome: Outcome, mark?: Outcome, of = event()): Result {
  return { event: of, outcome, mark, attempts: 2, milliseconds: 345 };
}

/** What a report writes: the lines of the log, and the summary. */
function report(results: readonly Result[], more: Parameters<typeof settingsOf>[0] = {}) {
  let summary = '';
  const writeSummary = (markdown: string) => {
    summary += markdown;
  };
  const stage = { ...fullStage(), writeSummary };
  const lines = linesWrittenBy(() => void reportResults(results, settingsOf(more), stage));
  return { lines, summary, of: (level: string) => lines.filter((line) => line.startsWith(`::${level}::`)) };
}

function fullStage() {
  return {
    ...stageOf({}),
    log: createLog([KEY]),
    state: () => '',
    saveState: () => {},
    setOutputs: () => {},
    writeSummary: () => {},
  };
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...MARKDOWN_PIECES), { maxLength: 8 }).map((parts) => parts.join('')),
);

describe('the line of a service', () => {
  const line = (outcome: Outcome, mark?: Outcome) => report([result(outcome, mark)]).lines[0];
  const id = 'deployment ID deployment-of-shopist';

  test.each<[Outcome, Outcome | undefined, string]>([
    [stored, undefined, `shopist: stored by Datadog (HTTP 200) after 345 ms, 2 attempts; ${id}`],
    [
      { state: 'stored', status: 202 },
      undefined,
      `shopist: accepted by Datadog, to be stored later (HTTP 202) after 345 ms, 2 attempts; ${id}`,
    ],
    [
      lost(),
      undefined,
      `shopist: NOT confirmed by Datadog after 345 ms, 2 attempts; ${id}: HTTP 403: Forbidden`,
    ],
    [
      stored,
      stored,
      `shopist: stored by Datadog (HTTP 200) after 345 ms, 2 attempts; ${id}; marked as a change failure`,
    ],
    [
      stored,
      lost('HTTP 404: no'),
      `shopist: stored by Datadog (HTTP 200) after 345 ms, 2 attempts; ${id}; NOT marked as a change failure: HTTP 404: no`,
    ],
    [
      lost(),
      lost('its event is not confirmed'),
      `shopist: NOT confirmed by Datadog after 345 ms, 2 attempts; ${id}: HTTP 403: Forbidden`,
    ],
  ])('%j, mark %j', (outcome, mark, expected) => {
    expect(line(outcome, mark)).toBe(expected);
  });

  test('nothing is called sent that was not', () => {
    for (const results of [[result(lost())], [result(dry)], [result(dry, dry)]]) {
      const { lines, summary } = report(results, { dryRun: results[0]?.outcome.state === 'dry run' });
      const words = [...lines, summary].join('\n').replace(/not sent|nothing was sent/gi, '');
      expect(words).not.toMatch(/stored by|accepted by|; marked|\bsent\b/);
    }
  });
});

describe('what fails the job with fail-on-error', () => {
  test.each<[Outcome, Outcome | undefined, boolean]>([
    [stored, undefined, false],
    [stored, stored, false],
    [dry, dry, false],
    [lost(), undefined, true],
    [lost(), lost(), true],
    [stored, lost(), true],
  ])('%j, mark %j: %s', (outcome, mark, expected) => {
    expect(failsJob(result(outcome, mark))).toBe(expected);
  });
});

describe('annotations', () => {
  test('none where all is well', () => {
    const { lines } = report([result(stored), result(stored, stored), result(stored)]);
    expect(lines.filter((line) => line.startsWith('::'))).toEqual([]);
  });

  test('one error for services with the same cause, with Datadog’s words and the hint', () => {
    const outcome = lost('HTTP 403: Forbidden', { hint: 'Another site?' });
    const { of } = report(['a', 'b', 'c'].map((service) => result(outcome, undefined, event(service))));
    expect(of('error')).toEqual([
      '::error::Datadog has not confirmed the deployment event of a, b, c: HTTP 403: Forbidden. Another site? The log and the job summary have each event in full, with a command that sends it. The job goes on.',
    ]);
  });

  test('ten at most, of ten names at most', () => {
    const causes = Array.from({ length: 30 }, (_, i) =>
      result(lost(`cause ${i}`), undefined, event(`s${i}`)),
    );
    const errors = report(causes).of('error');
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toContain('for 21 further reasons: see the log');
    const one = Array.from({ length: 30 }, (_, i) => result(lost(), undefined, event(`s${i}`)));
    expect(report(one).of('error')).toEqual([expect.stringContaining('s8, s9 and 20 more: HTTP 403')]);
  });

  test('ten causes are ten annotations', () => {
    const causes = Array.from({ length: 10 }, (_, i) =>
      result(lost(`cause ${i}`), undefined, event(`s${i}`)),
    );
    expect(report(causes).of('error').at(-1)).toContain('cause 9');
  });

  test('say where the event is, whether the job fails, and that it may have arrived', () => {
    const { of } = report([result(lost('x', { mayHaveArrived: true }))], {
      failOnError: true,
      jobSummary: false,
    });
    expect(of('error')).toEqual([
      '::error::Datadog has not confirmed the deployment event of shopist: x. It may have arrived: the same id shows whether it did. The log has each event in full, with a command that sends it. The job fails, because fail-on-error is true.',
    ]);
  });

  test('a mark that is not confirmed is a warning: the event is stored', () => {
    const { of, lines } = report([result(stored, lost('HTTP 404: no', { hint: 'Which site?' }))]);
    expect(of('error')).toEqual([]);
    expect(of('warning')).toEqual([
      '::warning::The deployment event is stored, but not marked as a change failure, for shopist: HTTP 404: no. Which site? The log and the job summary have a command that marks each deployment. The job goes on.',
    ]);
    expect(lines.filter((line) => line.startsWith('curl'))).toEqual([expect.stringContaining('-X PATCH')]);
  });

  test('a mark of an event that is not stored is told with the event, and both can be caught up on', () => {
    const { of, lines, summary } = report([result(lost(), lost('its event is not confirmed'))]);
    expect(of('warning')).toEqual([]);
    expect(of('error')).toEqual([
      expect.stringContaining('the deployment event and its mark as a change failure of'),
    ]);
    const commands = lines.filter((line) => line.startsWith('curl'));
    expect(commands).toEqual([expect.stringContaining('-X POST'), expect.stringContaining('-X PATCH')]);
    for (const command of commands) {
      expect(summary).toContain(command);
    }
  });

  test('no text in one has a colon pair, whatever Datadog says', () => {
    const { of } = report([result(lost('a ::error:: b fd00::1')), result(stored, lost('::x::'), event('b'))]);
    for (const line of [...of('error'), ...of('warning')]) {
      expect(line.replace(/^::\w+::/, '')).not.toContain('::');
    }
  });
});

describe('an event that is not confirmed', () => {
  test('is in the log and in the summary, in full, with a command', () => {
    const of = event('größe', { customTags: ['a:b'], version: 'v"1"' });
    const { lines, summary } = report([result(lost(), undefined, of)]);
    const { body } = eventRequest(of);
    expect(lines).toContain(body);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^curl .*-X POST 'https:\/\/api\.datadoghq\.com\/api\/v2\/dora\/deployment' .*\$DD_API_KEY/,
      ),
    );
    expect(summary).toContain(body);
  });

  test('one that is, is not', () => {
    const { lines, summary } = report([result(stored)]);
    expect(lines.filter((line) => line.includes('curl'))).toEqual([]);
    expect(summary).not.toContain('curl');
  });

  test('without a summary, is in the log alone', () => {
    const { lines, summary } = report([result(lost())], { jobSummary: false });
    expect(lines).toContainEqual(expect.stringMatching(/^curl /));
    expect(summary).toBe('');
  });
});

describe('a dry run', () => {
  test('prints the event, and the mark’s method, path and body', () => {
    const { lines } = report([result(dry, dry)], { dryRun: true });
    expect(lines).toEqual([
      'Dry run: nothing was sent. The body of each request would be:',
      eventRequest(event()).body,
      'PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-of-shopist',
      '{"data":{"id":"deployment-of-shopist","type":"dora_deployment_patch_request","attributes":{"change_failure":true}}}',
    ]);
  });
});

describe('no event', () => {
  test('is one line in the log and in the summary, as data', () => {
    const written: string[] = [];
    const stage = { ...fullStage(), writeSummary: (markdown: string) => void written.push(markdown) };
    const why = `the job's status is "<b>${KEY}"`;
    const lines = linesWrittenBy(() => void reportUnsent(stage, { jobSummary: true }, why));
    expect(lines).toEqual(['No deployment event: the job\'s status is "<b>***".']);
    expect(written).toEqual([expect.stringContaining('No deployment event: the job')]);
    expect(written[0]).not.toContain('<b>');
    expect(written[0]).not.toContain(KEY);
  });

  test('is an error where something is wrong, and nowhere else than in the log without a summary', () => {
    const stage = { ...fullStage(), writeSummary: () => expect('a summary').toBe('none') };
    expect(linesWrittenBy(() => void reportUnsent(stage, { jobSummary: false }, 'x', 'error'))).toEqual([
      '::error::No deployment event: x.',
    ]);
  });
});

describe('the job summary', () => {
  const summarise = (results: readonly Result[]) => summaryOf(results, settingsOf(), createLog([KEY]).redact);

  test('has a row of what counts', () => {
    const git = { repositoryUrl: 'https://github.com/acme/shopist.git', commitSha: 'a'.repeat(40) };
    const row = summarise([result(stored, undefined, event('web', { version: 'v1', git }))]).split('\n')[4];
    expect(row).toBe(
      `| \`web\` | \`prod\` | \`v1\` | 2026-09-21T14:13:20.123456789Z | 29 s | [\`aaaaaaa\`](https://github.com/acme/shopist/commit/${'a'.repeat(40)}) | stored by Datadog (HTTP 200) |`,
    );
  });

  test.each<[Outcome, Outcome | undefined, string]>([
    [stored, stored, 'stored by Datadog (HTTP 200); marked as a change failure'],
    [stored, lost('no'), 'stored by Datadog (HTTP 200); **NOT marked** as a change failure: `no`'],
    [lost('no'), lost('x'), '**NOT confirmed**: `no`'],
    [dry, dry, 'dry run, not sent; not marked'],
  ])('%j, mark %j', (outcome, mark, words) => {
    expect(summarise([result(outcome, mark)])).toContain(` ${words} |`);
  });

  test('a repository without a page has no link', () => {
    const git = { repositoryUrl: 'git@github.com:acme/shopist.git', commitSha: 'a'.repeat(40) };
    expect(summarise([result(stored, undefined, event('web', { git }))])).toContain('| `aaaaaaa` |');
  });

  test('keeps its one table and its own links, whatever is in the values', () => {
    fc.assert(
      fc.property(text, text, text, text, (service, env, version, what) => {
        const git = {
          repositoryUrl: `https://github.com/${encodeURI(version.toWellFormed())}`.replace(/\s/g, ''),
          commitSha: 'a'.repeat(40),
        };
        const one = result(lost(what), undefined, event(service, { env, version, git }));
        const summary = summarise([one, one]);
        expect(tableShapes(summary)).toEqual([[7, 7, 7]]);
        const tokens = tokensOf(summary);
        const of = (type: string) => tokens.filter((token) => token.type === type);
        const links = of('link').map((token) => ('href' in token ? String(token.href) : ''));
        expect(
          links.filter((href) => !/^https:\/\/(?:app\.datadoghq\.com|github\.com)\//.test(href)),
        ).toEqual([]);
        expect(of('image')).toEqual([]);
        // Of HTML there is only the mark of code around what has marks of its own.
        expect(of('html').filter(({ raw }) => !/^<\/?code>$/.test(raw))).toEqual([]);
        expect(of('code')).toHaveLength(2);
        expect(of('heading')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  test('stays below 1 MiB with a thousand undelivered events, and says that the rest is in the log', () => {
    const customTags = Array.from({ length: 100 }, (_, index) => `tag-${index}:${'é'.repeat(50)}`);
    const results = Array.from({ length: 1000 }, (_, index) =>
      result(lost('x'.repeat(400)), undefined, event(`service-${index}`, { customTags })),
    );
    const summary = summarise(results);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain('The rest is in the log.');
  });
});

test('a command has its method and address on one line, and no workflow command, whatever is in the event', () => {
  fc.assert(
    fc.property(text, text, (service, version) => {
      const of = event(`${service}##[set-env name=x]\n::error::`, { version });
      const lines = curlCommand(eventRequest(of), apiUrl).split('\n');
      expect(lines).toHaveLength(3);
      expect(lines[0]).toMatch(/^curl .*-X POST 'https:\/\/api\.datadoghq\.com\/api\/v2\/dora\/deployment'/);
      expect(lines.join('\n')).not.toMatch(/\r|##\[|^::/m);
      const sent: unknown = JSON.parse(lines[1] ?? '');
      expect(sent).toEqual(JSON.parse(eventRequest(of).body));
      expect(lines[2]).toBe('END_OF_BODY');
    }),
  );
});
