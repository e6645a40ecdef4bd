import { markRequest } from '../datadog/mark.ts';
import { causeOfMissingKey, readGitHubContext } from '../github/context.ts';
import { Reader } from '../inputs/reader.ts';
import { isLost } from '../report/deliveries.ts';
import { interruption } from '../runner/interruption.ts';
import { effectOnJob, runStage, type Stage, type Verdict } from '../runner/stage.ts';
import { checkKeys, type NamedMark, readInputs, type Settings } from './inputs.ts';
import { type Marked, report } from './report.ts';

const signal = interruption();

await runStage('Nothing is marked as a change failure', markDeployments, { signal });

/** Marks each deployment, and reports what became of each mark. */
async function markDeployments(stage: Stage): Promise<Verdict> {
  const { environment, keys, log } = stage;
  const reader = new Reader({ ...stage, keys: keys.all, earlier: undefined, earlierWins: false });
  const { settings, marks } = readInputs(reader);
  const hasErrors = () => reader.problems.some(({ level }) => level === 'error');
  const isEmpty = marks.length === 0 && !hasErrors();
  if (!settings.dryRun && !isEmpty) {
    const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
    checkKeys(stage, reader, cause);
  }
  for (const problem of reader.problems) {
    log.problem(problem, effectOnJob(settings.failOnError));
  }
  if (hasErrors()) {
    return settings.failOnError ? 'failure' : 'success';
  }
  log.group('Datadog change failure', reader.facts);
  if (isEmpty) {
    log.info('Nothing to mark: deployment-id has no deployment, because nothing was deployed.');
    return 'success';
  }
  const marked = await send(marks, settings, stage);
  report(marked, settings, stage);
  return settings.failOnError && marked.some(({ outcome }) => isLost(outcome)) ? 'failure' : 'success';
}

/** Sends all marks, in parallel. */
async function send(
  marks: readonly NamedMark[],
  settings: Settings,
  stage: Stage,
): Promise<readonly Marked[]> {
  const { environment, keys, log } = stage;
  const { apiUrl, dryRun, timeout } = settings;
  if (dryRun) {
    return marks.map((mark) => ({ ...mark, outcome: { state: 'dry run' }, attempts: 0, milliseconds: 0 }));
  }
  const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.ts');
  const [apiKey, appKey] = [keys.api.value, keys.app.value];
  const { redact, debug } = log;
  const client = openClient({ apiUrl, apiKey, appKey, timeout, environment, signal, redact, debug });
  try {
    return await Promise.all(
      marks.map(async (mark) => ({ ...mark, ...(await client.send(markRequest(mark.mark), mark.name)) })),
    );
  } finally {
    await client.close();
  }
}
