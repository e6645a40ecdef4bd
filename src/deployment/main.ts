import { sayRefused } from '../delivery/settings.ts';
import { type Stage, sayProblems, type Verdict } from '../runner/stage.ts';
import { formatTime } from '../time.ts';
import { type Plan, takeJobStart } from './hand-over.ts';
import { INPUTS } from './inputs.ts';
import { inputsForPost, variablesForPost } from './late-inputs.ts';
import { leave, limitsOfRunner, settle } from './settle.ts';
import { settleStart } from './times.ts';

/** Settles what must be known before the deployment, and hands it over to post. */
export async function main(stage: Stage): Promise<Verdict> {
  const { environment, input, isPassed, log, startedAt, state } = stage;
  const settled = await settle(stage);
  const { settings, deployments, messages, refused, isBlocked } = settled;
  const { failOnError } = settings;
  sayProblems(messages, failOnError, log);
  const fails = failOnError && refused.length > 0;
  const errors = messages.filter(({ level }) => level === 'error').map(({ text }) => log.redact(text));
  if (errors.length === 0) {
    sayRefused(refused, failOnError, log);
  }
  const inComposite = (environment['GITHUB_ACTION_PATH'] ?? '') !== '';
  const hasNoPre = inComposite || !environment['GITHUB_ACTION_REPOSITORY'];
  const { start, warning } = settleStart(settled.startedAt, takeJobStart(state), startedAt, hasNoPre);
  const plan: Plan = {
    settings,
    refused: [...new Set(refused)],
    blocked: isBlocked ? errors : undefined,
    start,
    replacesInvalidStart: settled.isStartInvalid,
    deployments,
    source: settled.source,
    inputs: inputsForPost(stage),
    variables: variablesForPost(stage),
    inComposite,
    setsDeployed: isPassed('deployed') && input('deployed') !== INPUTS.deployed.default,
  };
  log.group('Settings', [...settled.facts, `start: ${formatTime(start.time, 3)} (${start.source})`]);
  if (warning !== '') {
    log.say({ level: 'warning', text: warning });
  }
  for (const line of limitsOfRunner(plan, environment)) {
    log.info(line);
  }
  if (deployments.length === 0 && !isBlocked) {
    log.info('No deployment event: the list of services is empty.');
  }
  const isLeft = leave(stage, plan);
  return fails || (failOnError && !isLeft) ? 'failure' : 'success';
}
