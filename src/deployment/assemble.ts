import type { Event } from '../datadog/event.ts';
import { findCheckout } from '../github/checkout.ts';
import { ciTags, type GitHubContext, readGitHubContext } from '../github/context.ts';
import { commitDoubt } from '../github/doubt.ts';
import type { Reader } from '../inputs/reader.ts';
import type { Stage } from '../runner/stage.ts';
import { messageOf } from '../text.ts';
import { formatDuration, formatTime, type Nanoseconds } from '../time.ts';
import { composeEvents, mergeTags, plausibleStart, settleFinish } from './compose.ts';
import { type Details, type Git, readDetails } from './details.ts';
import type { Plan, Start } from './plan.ts';

/**
 * Puts together one event per service, and logs what is in them.
 * @returns `no start` where neither main nor post reads a valid one
 */
export async function assemble(
  stage: Stage,
  plan: Plan,
  reader: Reader,
  recordedFinish: Nanoseconds,
): Promise<readonly Event[] | 'no start'> {
  const { log } = stage;
  try {
    const context = await readGitHubContext(stage.environment);
    const details = readDetails(reader, context, plan.settings.skipGit, recordedFinish);
    const start = laterStart(details) ?? plan.start;
    for (const problem of reader.problems) {
      log.problem(problem, '');
    }
    return start === undefined
      ? 'no start'
      : compose(stage, plan, { reader, context, details, start, recordedFinish });
  } catch (error) {
    log.warning(
      `What was deployed cannot be put together: ${messageOf(error)}. The event is sent with the service and the times alone.`,
    );
    return bareEvents(plan, recordedFinish);
  }
}

/** A time that post reads is the deployment's own. */
function laterStart({ startedAt }: Details): Start | undefined {
  return startedAt && { value: startedAt.time, source: 'input', given: true };
}

interface Measured {
  readonly reader: Reader;
  readonly context: GitHubContext;
  readonly details: Details;
  readonly start: Start;
  readonly recordedFinish: Nanoseconds;
}

function compose(
  { input, log, environment }: Stage,
  { settings, deployments, facts, stepStartedAt }: Plan,
  { reader, context, details, start, recordedFinish }: Measured,
): readonly Event[] {
  const { finishedAt, git } = details;
  const begin = plausibleStart(start, stepStartedAt, finishedAt?.time ?? recordedFinish);
  const finish = settleFinish(begin.value, finishedAt, recordedFinish);
  const pipeline = settings.ciTags ? ciTags(context, input('job-check-run-id'), git?.commitSha) : [];
  const { tags, leftOut } = mergeTags(details.customTags, pipeline);
  log.group('Datadog DORA deployment: what was measured', [
    ...facts,
    // Here already, so that whatever ends the process later, the log has them.
    ...deployments.map(({ service, id }) => `deployment ID of ${service}: ${id}`),
    ...reader.facts.filter(({ name }) => !['started-at', 'deployed', 'change-failure'].includes(name)),
    `start: ${formatTime(begin.value)} (${begin.source})`,
    `finish: ${formatTime(finish.value)} (${finish.source})`,
    `duration: ${formatDuration(finish.value - begin.value)}`,
    ...pipeline.map((tag) => `CI tag: ${tag}`),
    ...reader.differences,
  ]);
  const warnings = [
    begin.warning,
    finish.warning,
    leftOut.length > 0 &&
      `Input "custom-tags": Datadog accepts at most 100 tags. The event is sent without ${leftOut.map((tag) => `"${tag}"`).join(', ')}.`,
    git && doubt(git, context, environment),
  ];
  for (const warning of warnings.filter((text) => typeof text === 'string')) {
    log.warning(warning);
  }
  return composeEvents(deployments, details, { startedAt: begin.value, finishedAt: finish.value }, tags);
}

function doubt(git: Git, context: GitHubContext, environment: NodeJS.ProcessEnv): string | undefined {
  if (git.commitGiven) {
    return undefined;
  }
  try {
    return commitDoubt(context, git, findCheckout(environment['GITHUB_WORKSPACE'] ?? '.', git.repositoryUrl));
  } catch {
    // An event without a doubt is better than one without its commit.
    return undefined;
  }
}

/** What is known without anything that could go wrong. */
function bareEvents(plan: Plan, recordedFinish: Nanoseconds): readonly Event[] | 'no start' {
  if (plan.start === undefined) {
    return 'no start';
  }
  const details = { env: '', version: '', team: '', git: undefined };
  const startedAt = plan.start.value;
  const finishedAt = settleFinish(startedAt, undefined, recordedFinish).value;
  return composeEvents(plan.deployments, details, { startedAt, finishedAt }, []);
}
