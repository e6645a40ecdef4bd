/** A rehearsal of a workflow file: what the action reports if all goes well, and what if not. */
import { styleText } from 'node:util';
import { standIns, startEmbeddedDatadog } from '../embedded.ts';
import type { ReadDeployment, ReceivedRequest, StoredMark } from '../intake.ts';
import { type RunOptions, type RunResult, runWorkflow } from '../runner.ts';
import { knowFailedDeployments } from './known.ts';
import { shortName } from './map.ts';
import { missingIn } from './missing.ts';
import { type Asked, HELP, readCommandLine } from './options.ts';
import { createPlay, type Forced, isReached, type Scenario, scenariosOf } from './scenarios.ts';
import { createLogView, heading, showStored, showSummaries, showTable } from './show.ts';

/** How many scenarios are played at the same time. */
const AT_ONCE = 4;
/** Seconds for the deliveries of the scenarios in the table: a mark that is refused is sent again until then. */
const TIMEOUT = '3';

export interface Rehearsed {
  readonly title: string;
  /** What GitHub would say if the run cannot begin, e.g. because the matrix cannot be evaluated. */
  readonly error?: string;
  readonly run: RunResult;
  /** As Datadog returns them. */
  readonly events: readonly ReadDeployment[];
  /** The IDs of deployments that Datadog knew before the run. */
  readonly known: ReadonlySet<string>;
  readonly marks: readonly StoredMark[];
  readonly requests: readonly ReceivedRequest[];
}

/** Where the lines go: to the reader, what is wrong, and how far it is. */
export type Surroundings = Readonly<Record<'print' | 'complain' | 'tell', (line: string) => void>>;

/** Takes the IDs in the output `deployment-ids` of the action. */
function addIds(json: string | undefined, ids: Set<string>): void {
  for (const id of json?.match(/(?<=:")[^"]+/g) ?? []) ids.add(id);
}

/** Runs the workflow as it is played in a scenario; then, if it is asked for, its failed jobs again, which succeed. */
async function play(
  asked: Asked,
  { title, forced }: Scenario,
  onProgress?: RunOptions['onProgress'],
  isRunAgain = false,
): Promise<Rehearsed> {
  const known = new Set<string>();
  const own = new Set<string>();
  const { intake, environment, close } = await startEmbeddedDatadog(true);
  const { HTTPS_PROXY } = environment;
  // After the variables of the workflow, so that no proxy of its own takes a request elsewhere.
  const variables = {
    ...environment,
    https_proxy: HTTPS_PROXY,
    NO_PROXY: '',
    no_proxy: '',
    ...(onProgress === undefined ? { INPUT_TIMEOUT: TIMEOUT } : {}),
  };
  const run = (more: RunOptions) =>
    runWorkflow(asked.file, {
      ...asked.options,
      actions: standIns(),
      vars: { HTTPS_PROXY, ...asked.options.vars },
      stageEnvironment: () => variables,
      onProgress: (progress) => {
        if (progress.kind === 'stage ended') addIds(progress.stage.outputs['deployment-ids'], own);
        onProgress?.(progress);
      },
      ...more,
    });
  try {
    knowFailedDeployments(intake, known, own);
    const first = await run({ play: createPlay(asked, forced) });
    const github = { ...asked.options.github, run_attempt: '2' };
    const last = isRunAgain ? await run({ github, play: createPlay(asked, []), earlier: first }) : first;
    const events = intake.deployments.map(({ id }) => intake.read(id));
    const { marks, requests } = intake;
    return { title, run: last, events, known, marks, requests };
  } finally {
    await close();
  }
}

/** Plays what else may happen, several at a time. */
async function playOthers(asked: Asked, usual: Rehearsed, { print, tell }: Surroundings): Promise<Rehearsed[]> {
  const { scenarios, left } = scenariosOf(asked.nodes);
  const played: Rehearsed[] = [];
  const waiting = scenarios.entries();
  const work = async () => {
    for (const [index, scenario] of waiting) {
      tell(`Playing ${index + 1} of ${scenarios.length}: ${scenario.title} …`);
      played[index] = await play(asked, scenario).catch((error: unknown) => ({
        ...usual,
        title: scenario.title,
        error: String(error instanceof Error ? error.message : error),
      }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const telling = scenarios.flatMap((scenario, index) => {
    const each = played[index];
    return each && (each.error !== undefined || isReached(scenario, each.run, usual.run)) ? [{ scenario, each }] : [];
  });
  const failed = telling.filter(({ each }) => each.error === undefined && each.run.result === 'failure');
  const reported = failed.find(({ each }) => each.events.length > each.known.size) ?? failed[0];
  const again = reported && {
    ...reported.scenario,
    title: `${reported.each.title}, and the failed jobs run again`,
  };
  if (again) tell(`Playing ${again.title} …`);
  if (left > 0) print(`${left} more are left out: --fail, --skip and --cancel-at show them.`);
  return [...telling.map(({ each }) => each), ...(again ? [await play(asked, again, undefined, true)] : [])];
}

/** The options whose JOB[value] no job of a matrix has. */
function unknownChildren({ given, forced = [] }: Asked, { jobs }: RunResult): string[] {
  const stages = jobs.flatMap((job) => job.stages);
  const named: readonly Pick<Forced, 'node' | 'matrix'>[] = [...given, ...forced];
  return named.flatMap(({ node, matrix }) => {
    const all = stages.filter(({ place }) => place.startsWith(node.place)).map((stage) => stage.matrix);
    const isKnown = matrix === undefined || all.includes(matrix);
    return isKnown
      ? []
      : [`No job is [${matrix}]. There are: ${[...new Set(all)].map((each) => `[${each}]`).join(' ')}`];
  });
}

/**
 * Rehearses a workflow file.
 * @param args the command line, without the command
 * @returns the exit code: 1 if the file or an option is wrong, an error is annotated although all goes well, or an
 *   output is missing
 */
export async function rehearse(args: readonly string[], surroundings: Surroundings): Promise<0 | 1> {
  const { print, complain } = surroundings;
  const complainInRed = (text: string) => complain(styleText('red', text, { stream: process.stderr }));
  let asked: Asked | undefined;
  try {
    asked = readCommandLine(args);
    if (asked === undefined) {
      print(HELP);
      return 0;
    }
    const { file, forced, nodes, runsScripts } = asked;
    if (!nodes.some(({ isOurs }) => isOurs)) {
      throw new Error(`${file} uses neither datadog-dora-deployment nor datadog-dora-deployment/change-failure.`);
    }
    print(`Rehearsing ${file} (${asked.event}) with a simulated Datadog. Nothing leaves this machine.`);
    print(
      runsScripts ? 'Its scripts run, with stand-ins for tools.' : 'Steps other than the action are played, not run.',
    );
    const verbs = { failure: 'fails', skipped: 'is skipped', cancelled: 'is cancelled' };
    const asForced = forced?.map(({ node, outcome }) => `${shortName(node, nodes)} ${verbs[outcome]}`);
    const title = asForced?.join(', ') ?? 'nothing fails';
    const usual = await play(asked, { title, forced: forced ?? [] }, createLogView(print));
    showSummaries(usual.run.jobs).forEach(print);
    showStored(usual).forEach(print);
    const others = forced === undefined ? await playOthers(asked, usual, surroundings) : [];
    print(heading('What is reported if'));
    print(showTable([usual, ...others], nodes));
    const { missing, notes } = missingIn(usual.run, asked);
    notes.forEach(print);
    const errors = usual.run.jobs.flatMap(({ annotations, name }) =>
      annotations.flatMap(({ level, message }) =>
        level === 'error' ? [`Error in the job "${name}": ${message}`] : [],
      ),
    );
    const problems = [...missing, ...unknownChildren(asked, usual.run), ...(forced === undefined ? errors : [])];
    problems.forEach(complainInRed);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    complainInRed(messageOf(error, asked));
    return 1;
  }
}

/** The message of an error, with the options that give what is empty. */
function messageOf(error: unknown, asked: Asked | undefined): string {
  if (!(error instanceof Error)) return String(error);
  const { message } = error;
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${message.split('. ', 1)[0]}. "npm run demo -- --help" shows the options.`;
  }
  const [, empty = ''] = /\(empty: ([^)]*)\)/.exec(message) ?? [];
  if (asked === undefined || empty === '') return message;
  const { missing, notes } = missingIn(undefined, asked, empty);
  return [`The run cannot begin: ${message}`, ...missing, ...notes].join('\n');
}
