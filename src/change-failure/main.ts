import { markRequest, type NamedMark } from '../datadog/mark.ts';
import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { readInputs } from '../inputs/reader.ts';
import { checkKey, logProblems, type Settings, settingsFrom, sourcesOfMain } from '../inputs/shared.ts';
import { type Problem, valueOr } from '../inputs/table.ts';
import { isLost } from '../report/deliveries.ts';
import { openDelivery } from '../runner/delivery.ts';
import type { Stage, Verdict } from '../runner/stage.ts';
import { INPUTS, NO_MARK } from './inputs.ts';
import { marksFrom } from './marks.ts';
import { type Marked, reportInvalid, reportMarks } from './report.ts';

const ADVICE_ON_UNKNOWN =
  'A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome.';

/** Marks each deployment, and reports what became of each mark. */
export async function main(stage: Stage): Promise<Verdict> {
  const { log } = stage;
  const read = readInputs(INPUTS, ['main'], sourcesOfMain(stage));
  const { marks, problems: ofMarks } = marksFrom(read.values);
  const ofInputs = [...read.problems, ...ofMarks];
  const isNothing = marks.length === 0 && ofInputs.every(({ level }) => level === 'warning');
  const needsKeys = !isNothing && !valueOr(read.values['dry-run'].common, false);
  const problems = [...(needsKeys ? await checkKeys(stage) : []), ...ofInputs];
  const failOnError = valueOr(read.values['fail-on-error'].common, false);
  logProblems(problems, failOnError, log);
  const errors = problems.filter(({ level }) => level === 'error');
  const settings = settingsFrom(read.values);
  if (errors.length > 0 || settings === undefined) {
    reportInvalid(errors, valueOr(read.values['job-summary'].common, true), stage);
    return failOnError ? 'failure' : 'success';
  }
  log.group('Datadog DORA change failure', read.facts);
  if (isNothing) {
    log.info('Nothing to mark: deployment-id contains no ID.');
    return 'success';
  }
  const marked = await sendMarks(marks, settings, stage);
  reportMarks(marked, settings, stage);
  return failOnError && marked.some(({ sent }) => isLost(sent.outcome)) ? 'failure' : 'success';
}

async function checkKeys({ environment, keys }: Stage): Promise<readonly Problem[]> {
  const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
  return [...checkKey('api-key', keys.api, cause, NO_MARK), ...checkKey('app-key', keys.app, '', NO_MARK)];
}

/** Sends all marks, in parallel. */
async function sendMarks(
  marks: readonly NamedMark[],
  settings: Settings,
  stage: Stage,
): Promise<readonly Marked[]> {
  const send = await openDelivery(stage, settings, ADVICE_ON_UNKNOWN);
  return Promise.all(
    marks.map(async ({ label, mark }) => ({ mark, sent: await send(markRequest(mark), label) })),
  );
}
