import { isLost } from '../delivery/report.ts';
import { checkKey, invalidNotes, isBlocking, keyFacts, sayRefused, settingsFrom } from '../delivery/settings.ts';
import { openDelivery, outgoingMark } from '../delivery/ship.ts';
import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { openInputs, sourcesOf } from '../inputs/read.ts';
import { type Stage, sayProblems, type Verdict } from '../runner/stage.ts';
import type { Message } from '../text.ts';
import { INPUTS, NO_MARK } from './inputs.ts';
import { marksFrom } from './marks.ts';
import { reportMarks, reportNothing } from './report.ts';

const ADVICE_ON_UNKNOWN =
  "Within the job that deploys, use that action's change-failure input: the event is sent only at the end of the job. If nothing was deployed, skip this job, e.g. by checking an output set from steps.<id>.outcome.";

/** Marks each deployment, and reports what became of each mark. */
export async function main(stage: Stage): Promise<Verdict> {
  const { keys, log } = stage;
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
  if (errors.length > 0 || isBlocking(values)) {
    reportNothing(
      errors.map(({ text }) => text),
      jobSummary,
      stage,
    );
    return failOnError ? 'failure' : 'success';
  }
  log.group('Settings', [...keyFacts(keys), ...read.ownFacts]);
  const notes = invalidNotes(read.refused);
  const verdict = sayRefused(read.refused, failOnError, log);
  if (isNothing) {
    const text = 'Nothing to mark: deployment-id contains no ID.';
    log.info(text);
    if (notes.length > 0) {
      reportNothing([text, ...notes], jobSummary, stage);
    }
    return verdict;
  }
  const ship = await openDelivery(settings, stage, ADVICE_ON_UNKNOWN);
  const deliveries = await Promise.all(
    marks.map(async (mark) => {
      const { first } = await ship({ first: outgoingMark(mark), after: [], held: undefined });
      return first;
    }),
  );
  reportMarks(deliveries, notes, settings, stage);
  return failOnError && deliveries.some(isLost) ? 'failure' : verdict;
}

async function checkKeys({ environment, keys }: Stage): Promise<readonly Message[]> {
  const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
  return [...checkKey('api-key', keys.api, cause, NO_MARK), ...checkKey('app-key', keys.app, '', NO_MARK)];
}
