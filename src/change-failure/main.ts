import {
  causeMessages,
  commandBlocks,
  commandLines,
  doraLink,
  dryRunLines,
  isLost,
  reportContains,
  resultCell,
  resultLine,
  sayProblems,
} from '../delivery/report.ts';
import { blockingInputs, checkKey, type Settings, settingsFrom } from '../delivery/settings.ts';
import { type Delivery, openDelivery, outgoingMark } from '../delivery/ship.ts';
import { markdownCode, summaryMarkdown } from '../delivery/summary.ts';
import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { openInputs, sourcesOf } from '../inputs/read.ts';
import { effectOnJob, type Stage, type Verdict } from '../runner/stage.ts';
import type { Message } from '../text.ts';
import { INPUTS, NO_MARK } from './inputs.ts';
import { marksFrom } from './marks.ts';

const TITLE = 'Datadog DORA change failure';

const ADVICE_ON_UNKNOWN =
  "Within the job that deploys, use that action's change-failure input: the event is sent only at the end of the job. If nothing was deployed, skip this job, e.g. by checking an output set from steps.<id>.outcome.";

/** Marks each deployment, and reports what became of each mark. */
export async function main(stage: Stage): Promise<Verdict> {
  const { log, writeSummary } = stage;
  const { values, ...read } = openInputs(INPUTS, ['main'], sourcesOf(stage)).of('');
  const settings = settingsFrom(values);
  const { failOnError, jobSummary } = settings;
  const { marks, messages: ofMarks } = marksFrom(values);
  const ofInputs = [...read.messages, ...ofMarks];
  const isNothing = marks.length === 0 && ofInputs.every(({ level }) => level === 'warning');
  const ofKeys = isNothing || settings.dryRun ? [] : await checkKeys(stage);
  const messages = [...ofKeys, ...ofInputs];
  sayProblems(messages, failOnError, log);
  const errors = messages.filter(({ level }) => level === 'error');
  if (errors.length > 0 || blockingInputs(values).length > 0) {
    if (jobSummary) {
      writeSummary(summaryMarkdown({ title: TITLE, notes: errors.map(({ text }) => log.redact(text)) }));
    }
    return failOnError ? 'failure' : 'success';
  }
  if (read.ownFacts.length > 0) {
    log.group('Settings', read.ownFacts);
  }
  const fails = failOnError && read.refused.length > 0;
  if (fails) {
    log.say({ level: 'error', text: `Invalid inputs: ${read.refused.join(', ')}. ${effectOnJob(true)}` });
  }
  if (isNothing) {
    log.info('Nothing to mark: deployment-id contains no ID.');
    return fails ? 'failure' : 'success';
  }
  const ship = await openDelivery(settings, stage, ADVICE_ON_UNKNOWN);
  const deliveries = await Promise.all(
    marks.map(async (mark) => {
      const { first } = await ship({ first: outgoingMark(mark), after: [], held: undefined });
      return first;
    }),
  );
  reportMarks(deliveries, settings, stage);
  return fails || (failOnError && deliveries.some(isLost)) ? 'failure' : 'success';
}

async function checkKeys({ environment, keys }: Stage): Promise<readonly Message[]> {
  const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
  return [...checkKey('api-key', keys.api, cause, NO_MARK), ...checkKey('app-key', keys.app, '', NO_MARK)];
}

/** Reports what became of each mark, and writes out in full what is not confirmed. */
function reportMarks(
  deliveries: readonly Delivery[],
  settings: Settings,
  { log, writeSummary }: Pick<Stage, 'log' | 'writeSummary'>,
): void {
  const { apiUrl, dryRun, failOnError, jobSummary } = settings;
  const consequence = `${reportContains(settings)} a command that makes each mark. ${effectOnJob(failOnError)}`;
  for (const message of causeMessages(
    deliveries,
    'error',
    (names) => `Datadog has not confirmed the mark of ${names}:`,
    consequence,
  )) {
    log.say(message);
  }
  const introduction = 'Not confirmed by Datadog. Run these commands to make the marks again.';
  const inFull = [{ introduction, deliveries: deliveries.filter(isLost) }];
  const lines = dryRun
    ? dryRunLines(deliveries, apiUrl)
    : [...deliveries.map((delivery) => resultLine(delivery)), ...commandLines(inFull, apiUrl)];
  for (const line of lines) {
    log.info(line);
  }
  if (jobSummary) {
    writeSummary(
      summaryMarkdown({
        title: dryRun ? `${TITLE} (dry run, nothing sent)` : TITLE,
        head: ['Deployment', 'Change failure', 'Remediation', 'Result'],
        rows: deliveries.map(rowOf),
        foot: doraLink(settings),
        ...commandBlocks(inFull, apiUrl),
      }),
    );
  }
}

function rowOf(delivery: Delivery): readonly string[] {
  const { label, mark } = delivery;
  const id =
    mark !== undefined && 'id' in mark.target && mark.target.id !== label
      ? ` ${markdownCode(mark.target.id)}`
      : '';
  const remediation = mark?.remediation;
  return [
    markdownCode(label) + id,
    mark?.changeFailure === false ? 'no' : 'yes',
    remediation === undefined
      ? ''
      : `${remediation.type}: ${markdownCode('id' in remediation ? remediation.id : remediation.version)}`,
    resultCell(delivery),
  ];
}
