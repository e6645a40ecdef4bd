import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outcome } from '../../src/datadog/client.ts';
import { type Event, eventRequest } from '../../src/datadog/event.ts';
import { markRequest } from '../../src/datadog/mark.ts';
import type { Intent } from '../../src/deployment/events.ts';
import { ownMark } from '../../src/deployment/remedies.ts';
import {
  failsJob,
  type Outcomes,
  reportFound,
  reportNothing,
  reportOutcomes,
  summaryOf,
} from '../../src/deployment/report.ts';
import { NOBODY_KNOWS, type Result, unsentResult } from '../../src/deployment/send.ts';
import { createLog } from '../../src/runner/log.ts';
import { event, readPost } from '../support/deployment.ts';
import { MARKDOWN_PIECES, tableShapes, tokensOf } from '../support/markdown.ts';
import { linesWrittenBy } from '../support/output.ts';
import { settingsOf, stageOf } from '../support/plan.ts';
import { KEY } from '../support/reader.ts';
import { anyText } from '../support/text.ts';

const STORED: Outcome = { state: 'stored', status: 200 };
const DRY: Outcome = { state: 'dry run' };
const FAILED_ID = 'deployment-0001-a';

function lost(what = 'HTTP 403: Forbidden', hint = ''): Outcome {
  return { state: 'lost', what, hint };
}

interface More extends Partial<Pick<Intent, 'unmade' | 'note'>> {
  /** What became of the mark of the event's own deployment; left out, there is none. */
  readonly mark?: Outcome;
  /** The same of the mark of one that it remedies. */
  readonly remedy?: Outcome;
  readonly of?: Event;
}

function result(outcome: Outcome, { mark, remedy, of = event(), unmade = '', note = '' }: More = {}): Result {
  const effort = { attempts: 2, milliseconds: 345 };
  const own = ownMark(of);
  const other = {
    label: FAILED_ID,
    mark: {
      target: { id: FAILED_ID },
      changeFailure: true,
      remediation: { type: 'rollback', id: of.id } as const,
    },
  };
  const made = [
    ...(mark === undefined ? [] : [{ named: own, outcome: mark, isRemedied: false }]),
    ...(remedy === undefined ? [] : [{ named: other, outcome: remedy, isRemedied: true }]),
  ];
  return {
    intent: { event: of, marks: made.map(({ named }) => named), unmade, note },
    sent: { label: of.service, request: eventRequest(of), outcome, ...effort },
    marks: made.map(({ named, ...rest }) => ({
      label: named.label,
      request: markRequest(named.mark),
      ...effort,
      ...rest,
    })),
  };
}

const NOTHING: Outcomes = { results: [], unsent: [], inFull: [], losesMark: false };

/** What a report writes: the lines of the log, and the summary. */
function report(outcomes: Partial<Outcomes>, more: Parameters<typeof settingsOf>[0] = {}) {
  let summary = '';
  const stage = stageOf(
    {},
    {
      writeSummary: (markdown) => {
        summary += markdown;
      },
    },
  );
  const lines = linesWrittenBy(() => reportOutcomes({ ...NOTHING, ...outcomes }, settingsOf(more), stage));
  const annotations = (level: string) => lines.filter((line) => line.startsWith(`::${level}::`));
  return {
    lines,
    summary,
    errors: annotations('error'),
    warnings: annotations('warning'),
    commands: lines.filter((line) => line.startsWith('curl')),
  };
}

const text = fc.oneof(
  anyText({ maxLength: 40 }),
  fc.array(fc.constantFrom(...MARKDOWN_PIECES), { maxLength: 8 }).map((parts) => parts.join('')),
);

describe('the line of a service', () => {
  const line = (...given: Parameters<typeof result>) => report({ results: [result(...given)] }).lines[0];
  const effort = 'after 345 ms, 2 attempts; deployment ID deployment-of-shopist';

  test.each<[string, Outcome, More, string]>([
    ['stored', STORED, {}, `stored by Datadog (HTTP 200) ${effort}`],
    [
      'accepted',
      { state: 'stored', status: 202 },
      {},
      `accepted by Datadog, to be stored later (HTTP 202) ${effort}`,
    ],
    ['lost', lost(), {}, `unconfirmed by Datadog ${effort}: HTTP 403: Forbidden`],
    [
      'marked',
      STORED,
      { mark: STORED },
      `stored by Datadog (HTTP 200) ${effort}; marked as a change failure`,
    ],
    [
      'not marked',
      STORED,
      { mark: lost('HTTP 404: no') },
      `stored by Datadog (HTTP 200) ${effort}; unconfirmed mark as a change failure: HTTP 404: no`,
    ],
    [
      'lost, and not marked',
      lost(),
      { mark: lost('the event before it') },
      `unconfirmed by Datadog ${effort}: HTTP 403: Forbidden`,
    ],
    [
      'a remedy',
      STORED,
      { remedy: STORED },
      `stored by Datadog (HTTP 200) ${effort}; ${FAILED_ID}, which it remedies, marked as a change failure`,
    ],
    [
      'a remedy and a change failure at once',
      STORED,
      { mark: STORED, remedy: lost('HTTP 404: no') },
      `stored by Datadog (HTTP 200) ${effort}; marked as a change failure; unconfirmed mark of ${FAILED_ID}, which it remedies: HTTP 404: no`,
    ],
    [
      'a mark that cannot be made',
      STORED,
      { unmade: 'env is not set' },
      `stored by Datadog (HTTP 200) ${effort}; no deployment marked as remedied: env is not set`,
    ],
  ])('%s', (_what, outcome, more, expected) => {
    expect(line(outcome, more)).toBe(`shopist: ${expected}`);
  });

  test('nothing is called sent that was not', () => {
    for (const results of [[result(lost())], [result(DRY)], [result(DRY, { mark: DRY, remedy: DRY })]]) {
      const { lines, summary } = report(
        { results },
        { dryRun: results[0]?.sent.outcome.state === 'dry run' },
      );
      const words = [...lines, summary].join('\n').replace(/not sent|nothing is sent/gi, '');
      expect(words).not.toMatch(/stored by|accepted by|; marked|\bsent\b/);
    }
  });
});

test.each<[string, Outcome, More, boolean]>([
  ['stored', STORED, {}, false],
  ['stored and marked', STORED, { mark: STORED, remedy: STORED }, false],
  ['a dry run', DRY, { mark: DRY }, false],
  ['lost', lost(), {}, true],
  ['lost with its mark', lost(), { mark: lost() }, true],
  ['its mark lost', STORED, { mark: lost() }, true],
  ['the mark of another one lost', STORED, { mark: STORED, remedy: lost() }, true],
  ['a mark that cannot be made', STORED, { unmade: 'env is not set' }, true],
  ['a note', STORED, { note: 'not marked' }, false],
])('what fails the job with fail-on-error: %s', (_what, outcome, more, expected) => {
  expect(failsJob(result(outcome, more))).toBe(expected);
});

describe('annotations', () => {
  test('none if all is well', () => {
    const { errors, warnings } = report({
      results: [result(STORED), result(STORED, { mark: STORED, remedy: STORED })],
    });
    expect([errors, warnings]).toEqual([[], []]);
  });

  test('one error for services with the same cause, with Datadog’s words and the hint', () => {
    const outcome = lost('HTTP 403: Forbidden', 'Another site?');
    const results = ['a', 'b', 'c'].map((service) => result(outcome, { of: event(service) }));
    expect(report({ results }).errors).toEqual([
      expect.stringMatching(
        /not confirmed the deployment event of a, b, c: HTTP 403: Forbidden\. Another site\? The log and the job summary have each event in full, with a command.* The job continues\.$/,
      ),
    ]);
  });

  test('ten at most', () => {
    const results = Array.from({ length: 30 }, (_, i) => result(lost(`cause ${i}`), { of: event(`s${i}`) }));
    const { errors } = report({ results });
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toContain('for 21 more reasons');
  });

  test('say what the report has, and whether the job fails', () => {
    const { errors } = report({ results: [result(lost('x'))] }, { failOnError: true, jobSummary: false });
    expect(errors).toEqual([expect.stringMatching(/x\. The log has .*The job fails, because fail-on-error/)]);
  });

  test('a mark that is not confirmed is a warning, because the event is stored', () => {
    const results = [result(STORED, { mark: lost('HTTP 404: no', 'Which site?') })];
    const { errors, warnings, commands } = report({ results });
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(
        /stored, but not marked as a change failure, for shopist: HTTP 404: no\. Which site\? .*a command that marks.* The job continues\.$/,
      ),
    ]);
    expect(commands).toEqual([expect.stringContaining('-X PATCH')]);
  });

  test('the mark of a deployment that is remedied has a warning of its own', () => {
    const { warnings, commands } = report({ results: [result(STORED, { mark: lost(), remedy: lost() })] });
    expect(warnings).toEqual([
      expect.stringMatching(/not marked as a change failure, for shopist: /),
      expect.stringMatching(`a deployment that it remedies is not marked: ${FAILED_ID}: HTTP 403`),
    ]);
    expect(commands).toHaveLength(2);
  });

  test('the marks of an event that is not stored are told with the event, and all can be caught up on', () => {
    const { errors, warnings, commands, summary } = report({
      results: [result(lost(), { mark: lost('the event before it'), remedy: lost('the event before it') })],
    });
    expect(warnings).toEqual([]);
    expect(errors).toEqual([expect.stringContaining('the deployment event and its marks of shopist')]);
    expect(commands).toEqual([
      expect.stringContaining('-X POST'),
      expect.stringContaining('-X PATCH'),
      expect.stringContaining('-X PATCH'),
    ]);
    for (const command of commands) {
      expect(summary).toContain(command);
    }
  });

  test('no text in one has a colon pair, whatever Datadog says', () => {
    const { errors, warnings } = report({
      results: [
        result(lost('a ::error:: b fd00::1')),
        result(STORED, { mark: lost('::x::'), of: event('b') }),
      ],
    });
    expect([errors.length, warnings.length]).toEqual([1, 1]);
    for (const line of [...errors, ...warnings]) {
      expect(line.replace(/^::\w+::/, '')).not.toContain('::');
    }
  });
});

describe('an event that is not confirmed', () => {
  test('is in the log and in the summary, in full, with a command', () => {
    const of = event('größe', { customTags: ['a:b'], version: 'v"1"' });
    const { lines, commands, summary } = report({ results: [result(lost(), { of })] });
    const { body } = eventRequest(of);
    expect(lines).toContain(body);
    expect(commands).toEqual([
      expect.stringMatching(
        /^curl .*-X POST 'https:\/\/api\.datadoghq\.com\/api\/v2\/dora\/deployment' .*\$DD_API_KEY/,
      ),
    ]);
    expect(summary).toContain(body);
  });

  test('one that is has no command', () => {
    const { commands, summary } = report({ results: [result(STORED)] });
    expect(commands).toEqual([]);
    expect(summary).not.toContain('curl');
  });

  test('without a summary, is in the log alone', () => {
    const { commands, summary } = report({ results: [result(lost())] }, { jobSummary: false });
    expect(commands).toHaveLength(1);
    expect(summary).toBe('');
  });
});

describe('a dry run', () => {
  test('prints method, URL and body of the event and its marks', () => {
    const { lines, summary } = report(
      { results: [result(DRY, { mark: DRY, remedy: DRY })] },
      { dryRun: true },
    );
    expect(lines).toEqual([
      expect.stringContaining('Dry run: nothing is sent.'),
      'POST https://api.datadoghq.com/api/v2/dora/deployment',
      eventRequest(event()).body,
      'PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-of-shopist',
      expect.stringContaining('"change_failure":true'),
      `PATCH https://api.datadoghq.com/api/v2/dora/deployments/${FAILED_ID}`,
      expect.stringContaining('"remediation":{"type":"rollback","id":"deployment-of-shopist"}'),
    ]);
    expect(summary).not.toContain('curl');
  });
});

describe('an event of which nobody can tell whether it happened', () => {
  const inFull = [result(lost(), { mark: lost() })].map(({ intent }) => unsentResult(intent, NOBODY_KNOWS));
  const unsent = [{ level: 'error', line: 'No deployment event: nobody knows.' }] as const;

  test('is one error, and in full in log and summary with the commands', () => {
    const { errors, warnings, commands, summary } = report({ inFull, unsent });
    expect(errors).toEqual([
      expect.stringMatching(
        /nobody knows\. The log and the job summary have each event in full.* continues\.$/,
      ),
    ]);
    expect(warnings).toEqual([]);
    expect(commands).toHaveLength(2);
    expect(summary).toContain('not sent');
    expect(commands.every((command) => summary.includes(command))).toBe(true);
  });

  test('in a dry run, is printed without commands', () => {
    const { lines, errors, commands, summary } = report({ inFull, unsent }, { dryRun: true });
    expect(commands).toEqual([]);
    expect(lines).toContain(eventRequest(event()).body);
    expect(errors).toEqual(['::error::No deployment event: nobody knows. The job continues.']);
    expect(summary).not.toContain('curl');
  });

  test('beside others that are sent', () => {
    const { lines, errors, summary } = report({
      results: [result(STORED, { of: event('b') })],
      inFull,
      unsent,
    });
    expect(lines[0]).toMatch(/^b: stored/);
    expect(errors).toHaveLength(1);
    expect(tableShapes(summary)).toEqual([[7, 7, 7]]);
  });

  test('beside others that are unconfirmed: the summary says which commands depend', () => {
    const lostToo = result(lost(), { of: event('b') });
    const advice = (outcomes: Partial<Outcomes>) =>
      report(outcomes)
        .summary.split('\n')
        .filter((line) => line.includes('Put the API key'));
    expect(advice({ results: [lostToo], inFull, unsent })).toEqual([
      expect.stringMatching(/unconfirmed, run these commands; those of `shopist` only if they were deployed/),
    ]);
    expect(advice({ results: [lostToo] })).toEqual([expect.not.stringContaining('only if')]);
    expect(advice({ inFull, unsent })).toEqual([expect.stringContaining('If the deployment happened')]);
  });

  test('has no structure in the summary, whatever its name', () => {
    fc.assert(
      fc.property(text, (service) => {
        const possible = unsentResult(result(STORED, { of: event(service) }).intent, NOBODY_KNOWS);
        const results = [result(lost(), { of: event('b') })];
        const summary = summaryOf({ results, unsent, inFull: [possible] }, settingsOf(), String);
        expect(tableShapes(summary)).toEqual([[7, 7, 7]]);
        const types = tokensOf(summary).map(({ type }) => type);
        expect(types.filter((type) => type === 'image' || type === 'list')).toEqual([]);
        expect(types.filter((type) => type === 'link' || type === 'heading').sort()).toEqual([
          'heading',
          'link',
        ]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('nothing sent', () => {
  test('is one line in the log and in the summary, as data', () => {
    const line = `No deployment event: the status of the job is "<b>${KEY}".`;
    const { lines, summary } = report({ unsent: [{ level: 'info', line }] });
    expect(lines).toEqual(['No deployment event: the status of the job is "<b>***".']);
    expect(summary).toContain('No deployment event');
    expect(summary).not.toContain('<b>');
    expect(summary).not.toContain(KEY);
  });

  test('because of the inputs, or of an empty list', () => {
    const written: string[] = [];
    const stage = stageOf({}, { writeSummary: (markdown) => void written.push(markdown) });
    const lines = linesWrittenBy(() => {
      expect(reportNothing(stage, `x <b>${KEY}`, { jobSummary: true })).toBe('success');
      expect(reportNothing(stage, 'y', { jobSummary: false })).toBe('success');
    });
    expect(lines).toEqual(['No deployment event: x <b>***.', 'No deployment event: y.']);
    expect(written).toEqual([expect.stringContaining('No deployment event')]);
    expect(written[0]).not.toMatch(`<b>|${KEY}`);
  });

  test('and a mark that was asked for: a warning that names `deployed`', () => {
    const unsent = [{ level: 'info', line: 'No deployment event: the job failed.' }] as const;
    const { warnings } = report({ unsent, losesMark: true }, { failOnError: true });
    expect(warnings).toEqual([expect.stringMatching(/deployed: \$\{\{ steps\..* The job fails/)]);
    expect(report({ unsent }).warnings).toEqual([]);
  });
});

test('what is found before sending is in one group, and each problem an annotation', () => {
  const readings = readPost({ deployed: KEY, env: 'a\nb' });
  const composed = {
    intents: [],
    unsent: [],
    lines: ['env: prod (input)'],
    remarks: ['a remark'],
    warnings: ['a warning'],
    doubtful: undefined,
  };
  const found = {
    comparison: { isForeign: false, remarks: [{ level: 'warning', message: 'too late' }] },
    readings,
    sorted: { happened: [], inFull: [], unsent: [], notes: ['a note'], losesMark: false },
    composed,
  } as const;
  const log = createLog([KEY]);
  const lines = linesWrittenBy(() => reportFound(found, log));
  expect(lines).toEqual([
    '::warning::too late',
    expect.stringMatching(/^::warning::Input "env" is invalid/),
    expect.stringMatching(/^::warning::Input "deployed" is invalid/),
    'a note',
    'a remark',
    '::warning::a warning',
  ]);
  const { intent } = result(STORED);
  const measured = linesWrittenBy(() =>
    reportFound({ ...found, composed: { ...composed, intents: [intent] } }, log),
  );
  expect(measured.slice(4, 7)).toEqual([
    expect.stringMatching(/^::group::.*what was measured/),
    'env: prod (input)',
    '::endgroup::',
  ]);
});

describe('the job summary', () => {
  const summarise = (...results: readonly Result[]) =>
    summaryOf({ ...NOTHING, results }, settingsOf(), createLog([KEY]).redact);

  test('has a row of what is used', () => {
    const git = { repositoryUrl: 'https://github.com/acme/shopist.git', commitSha: 'a'.repeat(40) };
    const row = summarise(result(STORED, { of: event('web', { version: 'v1', git }) })).split('\n')[4];
    expect(row).toBe(
      `| \`web\` | \`prod\` | \`v1\` | 2026-09-21T14:13:20.123456789Z | 29 s | [\`aaaaaaa\`](https://github.com/acme/shopist/commit/${'a'.repeat(40)}) | stored by Datadog (HTTP 200) |`,
    );
  });

  test('says what is not set', () => {
    const of = event('web', { env: undefined, version: undefined });
    expect(summarise(result(STORED, { of }))).toContain('| `web` | not set | not set |');
  });

  test.each<[Outcome, More, string]>([
    [STORED, { mark: STORED }, 'stored by Datadog (HTTP 200); marked as a change failure'],
    [
      STORED,
      { mark: lost('no') },
      'stored by Datadog (HTTP 200); **unconfirmed** mark as a change failure: `no`',
    ],
    [
      STORED,
      { remedy: STORED },
      `stored by Datadog (HTTP 200); \`${FAILED_ID}\`, which it remedies, marked as a change failure`,
    ],
    [lost('no'), { mark: lost('x') }, '**unconfirmed**: `no`'],
    [
      STORED,
      { unmade: 'env is not set' },
      'stored by Datadog (HTTP 200); **no deployment marked as remedied**: `env is not set`',
    ],
    [
      STORED,
      { note: 'not marked, because it is empty' },
      'stored by Datadog (HTTP 200); not marked, because it is empty',
    ],
    [DRY, { mark: DRY }, 'dry run, not sent; not marked'],
  ])('%j, %j', (outcome, more, words) => {
    expect(summarise(result(outcome, more))).toContain(` ${words} |`);
  });

  test('a repository without a page has no link', () => {
    const git = { repositoryUrl: 'git@github.com:acme/shopist.git', commitSha: 'a'.repeat(40) };
    expect(summarise(result(STORED, { of: event('web', { git }) }))).toContain('| `aaaaaaa` |');
  });

  test('has no key, also where a server echoes it', () => {
    const of = event(`web ${KEY}`, { env: KEY, version: KEY });
    expect(summarise(result(lost(KEY), { of, mark: lost(KEY), unmade: KEY }))).not.toContain(KEY);
  });

  test('keeps its one table and its own links, whatever is in the values', () => {
    fc.assert(
      fc.property(text, text, text, text, (service, env, version, what) => {
        const git = {
          repositoryUrl: `https://github.com/${encodeURI(version.toWellFormed())}`.replace(/\s/g, ''),
          commitSha: 'a'.repeat(40),
        };
        const one = result(lost(what), { of: event(service, { env, version, git }), unmade: what });
        const summary = summarise(one, one);
        expect(tableShapes(summary)).toEqual([[7, 7, 7]]);
        const tokens = tokensOf(summary);
        const of = (type: string) => tokens.filter((token) => token.type === type);
        const links = of('link').map((token) => ('href' in token ? String(token.href) : ''));
        expect(
          links.filter((href) => !/^https:\/\/(?:app\.datadoghq\.com|github\.com)\//.test(href)),
        ).toEqual([]);
        expect(of('image')).toEqual([]);
        // The only HTML is around code that has marks of its own, and around what GitHub would make a link of.
        expect(of('html').filter(({ raw }) => !/^<\/?(?:code|span)>$/.test(raw))).toEqual([]);
        expect(of('code')).toHaveLength(2);
        expect(of('heading')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  test('stays below 1 MiB with a thousand unconfirmed events, and says that the rest is in the log', () => {
    const customTags = Array.from({ length: 100 }, (_, index) => `tag-${index}:${'é'.repeat(50)}`);
    const results = Array.from({ length: 1000 }, (_, index) =>
      result(lost('x'.repeat(400)), { of: event(`service-${index}`, { customTags }) }),
    );
    const summary = summarise(...results);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain('The rest is in the log.');
  });
});
