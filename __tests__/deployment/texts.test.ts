/**
 * Any text as any input: what both stages write is data, and no key. Put together here as `main.ts` and `post.ts` put
 * it together, and of every event it is known that it was not delivered, so that it is written in full.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Command, parseCommand } from '../../dev/runner/commands.ts';
import { createLineSplitter } from '../../dev/runner/process.ts';
import { composeEvents } from '../../src/deployment/events.ts';
import { sortDeployments } from '../../src/deployment/happened.ts';
import { INPUTS, INPUTS_OF_MAIN } from '../../src/deployment/inputs.ts';
import { compareInputs, inputsForPost, sourcesOfPost } from '../../src/deployment/late.ts';
import { leavePlan, type Plan, takePlan } from '../../src/deployment/plan.ts';
import { reportFound, reportOutcomes } from '../../src/deployment/report.ts';
import { unsentResult } from '../../src/deployment/send.ts';
import { idsFor, leave, settingsOf } from '../../src/deployment/settle.ts';
import { readInputs } from '../../src/inputs/reader.ts';
import { checkKey, logProblems, sourcesOfMain } from '../../src/inputs/shared.ts';
import { valueOr } from '../../src/inputs/table.ts';
import type { FileEntry } from '../../src/runner/files.ts';
import { readKeys } from '../../src/runner/keys.ts';
import { createLog } from '../../src/runner/log.ts';
import type { Stage } from '../../src/runner/stage.ts';
import { DEFAULTS } from '../support/deployment.ts';
import { push } from '../support/github.ts';
import { linesWrittenBy } from '../support/output.ts';
import { momentAt, recordedStart, stageOf } from '../support/plan.ts';
import { type Given, KEY } from '../support/reader.ts';
import { anyText } from '../support/text.ts';

// Whatever the generated texts bring along as a command is marked with this.
const mark = 'FOREIGN';
const hostile = [
  `::error::${mark}`,
  `::set-output name=${mark}::x`,
  `::save-state name=${mark}::x`,
  `::stop-commands::${mark}`,
  `::add-mask::${mark}`,
  `##[set-env name=${mark}]x`,
  `##[error]${mark}`,
  `##[group]${mark}`,
  `x ###[add-path]${mark}`,
  '%0A::error::FOREIGN',
  '%25',
  KEY,
  `x${KEY}y`,
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u001b[31m',
  '\ufeff',
  '`${{',
  "'",
  '"',
  '\\',
  '<script>',
  '|',
  ',',
  ':',
  '@',
  '://',
];
const plainText = fc.oneof(
  anyText({ maxLength: 60 }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.constantFrom(...hostile).map((piece) => piece.repeat(500)),
);
// The services that these tests deploy among them, for values per service.
const name = fc.oneof(fc.constantFrom('shopist', 'a', '__proto__'), plainText);
const asJson = (value: unknown) => JSON.stringify(value);
const text = fc.oneof(
  { weight: 4, arbitrary: plainText },
  { weight: 1, arbitrary: fc.dictionary(name, fc.oneof(plainText, fc.jsonValue())).map(asJson) },
  { weight: 1, arbitrary: fc.array(plainText, { maxLength: 4 }).map(asJson) },
  // Ones that are accepted, so that what is after the inputs is reached as well.
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      'true',
      'failure',
      'shopist',
      'a:b',
      '16-characters-id',
      '1767225600',
      'rollback',
    ),
  },
);

/** What the stages gave the runner. */
interface Written {
  lines: readonly string[];
  files: string;
}

/** A stage that keeps what it writes to the runner's files. */
function stageWith(inputs: Given, environment: Given, written: Written): Stage & { left: FileEntry[] } {
  const given: Given = { ...DEFAULTS, service: 'shopist', 'api-key': KEY, ...inputs };
  const input = (name: string) => given[name]?.trim() ?? '';
  const keys = readKeys(input, environment);
  const left: FileEntry[] = [];
  const keep = (text: string) => {
    written.files += `${text}\n`;
  };
  const effects: Partial<Stage> = {
    saveState: (entries) => {
      left.push(...entries);
      keep(entries.join('\n'));
    },
    setOutputs: (entries) => keep(Object.entries(entries).join('\n')),
    writeSummary: keep,
  };
  return { ...stageOf({}, { ...effects, input, environment, keys, log: createLog(keys.all) }), left };
}

/** Reads and leaves what main reads and leaves. @returns undefined if no event can be sent */
function main(stage: Stage): Plan | undefined {
  const { values, ...read } = readInputs(INPUTS_OF_MAIN, ['main'], sourcesOfMain(stage));
  const settings = settingsOf(values);
  const services = valueOr(values.service.common, []);
  const { deployments = [], problems } = idsFor(services, values['deployment-id'].common);
  const keyProblems = checkKey('api-key', stage.keys.api, '', 'Nothing is sent.');
  logProblems([...keyProblems, ...read.problems, ...problems], false, stage.log);
  const plan = settings && {
    settings,
    start: recordedStart(momentAt(-60)),
    deployments,
    inputs: inputsForPost(stage),
    inComposite: false,
    setsDeployed: true,
    facts: read.factsForPost,
  };
  stage.log.group('before', read.facts);
  leave(stage, plan === undefined ? [] : leavePlan(plan), plan ?? { start: undefined, deployments }, false);
  return plan;
}

/** Reports what post reports, of events that no server took, for a reason in the words of somebody else. */
function post(stage: Stage, plan: Plan, what: string): void {
  const comparison = compareInputs(stage, plan);
  const context = { ...push, workflow: what, job: what, ref: `refs/heads/${what}` };
  const sources = sourcesOfPost(stage, plan, comparison, context);
  const readings = readInputs(INPUTS, ['post', 'post only'], sources);
  const sorted = sortDeployments(plan, readings, stage.input('job-status'), false);
  const composed = composeEvents([...sorted.happened, ...sorted.inFull], {
    plan,
    readings,
    context,
    finish: momentAt(0),
    checkRunId: stage.input('job-check-run-id'),
  });
  reportFound({ comparison, readings, sorted, composed }, stage.log);
  const all = composed.intents.map((intent) => unsentResult(intent, { what, hint: what }));
  const isIn = (deployments: Plan['deployments'], id: string) => deployments.some((each) => each.id === id);
  const those = (deployments: Plan['deployments']) =>
    all.filter(({ intent }) => isIn(deployments, intent.event.id));
  const unsent = [...sorted.unsent, ...composed.unsent];
  const { losesMark } = sorted;
  reportOutcomes(
    { results: those(sorted.happened), inFull: those(sorted.inFull), unsent, losesMark },
    plan.settings,
    stage,
  );
}

/** Runs both stages. @returns what they wrote */
function write(inputs: Given, what: string, environment: Given = {}): Written {
  const written: Written = { lines: [], files: '' };
  written.lines = linesWrittenBy(() => {
    const stage = stageWith(inputs, environment, written);
    const plan = main(stage);
    if (plan !== undefined) {
      const state = new Map(stage.left);
      expect(takePlan((name) => state.get(name) ?? '')).toEqual({ state: 'plan', plan });
      post(stageWith(inputs, environment, written), plan, what);
    }
  });
  return written;
}

const ours = ['endgroup', 'error', 'group', 'warning'];

function expectHarmless({ lines, files }: Written): void {
  const log = `${lines.join('\n')}\n`;
  const asTheRunnerSplits: string[] = [];
  const splitter = createLineSplitter((line) => asTheRunnerSplits.push(line));
  splitter.push(log);
  splitter.end();
  const commands = asTheRunnerSplits.flatMap((line) => parseCommand(line) ?? []);
  const isForeign = ({ name, data, properties }: Command) =>
    !ours.includes(name) || data.startsWith(mark) || Object.keys(properties).length > 0;
  expect(commands.filter(isForeign)).toEqual([]);
  expect(log.includes('##[')).toBe(false);
  expect((log + files).includes(KEY)).toBe(false);
}

describe('the runner finds no command of anyone else’s, and no key', () => {
  const names = [...Object.keys(INPUTS), 'app-key', 'job-status', 'job-check-run-id'];
  const later = Object.entries(INPUTS).flatMap(([name, { settled }]) => (settled === 'main' ? [] : [name]));

  test('any texts as any inputs', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 }), text, (inputs, what) => {
        expectHarmless(write(inputs, what));
      }),
      { numRuns: 500 },
    );
  });

  test('any texts as the inputs that are settled after the job, also in a dry run', () => {
    const given = fc.dictionary(fc.constantFrom(...later), text);
    const more = fc.record({
      service: fc.oneof(fc.constant('a'), text),
      'dry-run': fc.constantFrom('true', 'false'),
      'ci-tags': fc.constantFrom('true', 'false'),
      'job-status': fc.constantFrom('success', 'failure'),
    });
    fc.assert(
      fc.property(given, more, text, (inputs, rest, what) => {
        expectHarmless(write({ ...inputs, ...rest }, what));
      }),
      { numRuns: 500 },
    );
  });

  test('any text as the API key', () => {
    fc.assert(
      fc.property(text, (key) => {
        expectHarmless(write({ 'api-key': key, service: key, version: key }, key, { DD_API_KEY: KEY }));
      }),
      { numRuns: 500 },
    );
  });
});
