/** What may happen in a workflow, and how the runner plays it. */
import { at, expressionsIn, toText } from '../runner/expressions.ts';
import { firstLine } from '../runner/stage.ts';
import type { Outcome, RunOptions, RunResult } from '../runner.ts';
import { conditionsOf, holdsOurs, idOf, jobOf, type Node, type Source, shortName, sourcesOf } from './map.ts';

/** A node that an option names. @property matrix of the one child that is meant; absent for all */
interface Named {
  readonly node: Node;
  readonly matrix?: string;
}

/** How a node ends. A job fails or is cancelled in one more step at its end. */
export interface Forced extends Named {
  readonly outcome: Exclude<Outcome, 'success'>;
}

/** An output of a node, or a variable that it puts into GITHUB_ENV. */
export interface Given extends Named {
  readonly kind: 'output' | 'env';
  readonly name: string;
  readonly value: string;
}

export interface Scenario {
  readonly title: string;
  readonly forced: readonly Forced[];
}

export interface Script {
  readonly nodes: readonly Node[];
  readonly given: readonly Given[];
  /** Whether scripts and stand-ins run: those of our own examples. */
  readonly runsScripts: boolean;
  /** The one job that does not succeed unseen. */
  readonly job: Node | undefined;
}

/** At most this many scenarios; those at the end of the list are dropped. */
const MOST = 11;

/** Whether a step runs in every rehearsal: ours, and a checkout that one of ours or an output depends on. */
function isAlwaysRun(node: Node): boolean {
  const { id, yaml } = node.definition;
  const isCheckout = /^actions\/checkout@/.test(toText(yaml['uses']));
  return holdsOurs(node) || (isCheckout && (holdsOurs(jobOf(node)) || !id.startsWith('__')));
}

/** Decides what the runner plays: all that is not ours, with the outputs that are given, and as it is forced to end. */
export function createPlay(script: Script, forced: readonly Forced[]): NonNullable<RunOptions['play']> {
  const byPlace = new Map(script.nodes.map((node) => [node.place, node]));
  return (place, matrix) => {
    const isEnd = place.endsWith('/end');
    const node = byPlace.get(isEnd ? place.replace(/end$/, '') : place);
    if (node === undefined) return undefined;
    const fits = (named: Named) => named.node === node && (named.matrix ?? matrix) === matrix;
    const outcome = forced.find(fits)?.outcome;
    if (isEnd) return outcome === 'skipped' ? undefined : { outcome };
    const given = script.given.filter(fits);
    const [outputs, env] = (['output', 'env'] as const).map((kind) =>
      Object.fromEntries(given.filter((each) => each.kind === kind).map(({ name, value }) => [name, value])),
    );
    const played = { outputs: outputs ?? {}, env: env ?? {} };
    if (node.isJob) {
      const [other, job] = [node.place, script.job?.place ?? node.place];
      const isPlayed = !other.startsWith(job) && !job.startsWith(other);
      const isElsewhere = node.definition.yaml['uses'] !== undefined && node.children.length === 0;
      if (isPlayed || isElsewhere) return { ...played, outcome: outcome ?? 'success', isForced: isPlayed };
      return outcome === 'skipped' ? { ...played, outcome } : played;
    }
    if (outcome !== undefined) return { ...played, outcome };
    const isRun = isAlwaysRun(node) || (script.runsScripts && given.length === 0);
    return isRun ? played : { ...played, outcome: 'success' };
  };
}

function resultsIn(sources: readonly Source[]): Node[] {
  return sources.flatMap((source) => (source.kind === 'result' ? [source.node] : []));
}

/** The steps and jobs whose end decides what one of ours does. */
function mentionedBy(ours: Node): Node[] {
  const { yaml } = ours.definition;
  const inputs = expressionsIn([yaml['with'] ?? null, yaml['env'] ?? null]).flatMap((text) => sourcesOf(text, ours));
  const conditions = conditionsOf(ours).flatMap(({ text, node }) => {
    // The failure of any job that it needs is meant.
    const needs = 'needs' in node.definition && /\bfailure\(\)/.test(text) ? node.definition.needs : [];
    const needed = node.siblings.filter(({ definition }) => needs.includes(definition.id));
    return [...resultsIn(sourcesOf(text, node)), ...needed];
  });
  return [...resultsIn(inputs), ...conditions];
}

/** The step that deploys: the one that `deployed` names, else what looks most like it. */
function deployStepOf(ours: Node): Node | undefined {
  const deployed = at(ours.definition.yaml, 'with', 'deployed');
  const named = expressionsIn(deployed).flatMap((text) => sourcesOf(text, ours));
  const [source] = resultsIn(named);
  if (source !== undefined) return source;
  const steps = [...jobOf(ours).children, ...ours.siblings].filter((step) => {
    return !isAlwaysRun(step) && !/\b(?:failure|cancelled)\(\)/.test(step.definition.condition);
  });
  const text = ({ definition: { id, yaml } }: Node) =>
    [id, ...['name', 'uses', 'run'].map((key) => toText(yaml[key]))].join('\n');
  const patterns = [/deploy/i, /roll\s?out|upgrade|apply|publish|release|ship|push/i, /^/];
  return patterns.flatMap((pattern) => steps.findLast((step) => pattern.test(text(step))) ?? [])[0];
}

/** The first step after the deployment that nothing mentions and that would fail the job; else one more at its end. */
function laterStep(ours: Node, deploy: Node | undefined, mentioned: readonly Node[]): Node {
  const job = jobOf(ours);
  const later = job.children.slice(deploy === undefined ? 0 : job.children.indexOf(deploy) + 1);
  const usual = later.find(
    (step) =>
      !isAlwaysRun(step) &&
      !mentioned.includes(step) &&
      /^success\(\)/.test(step.definition.condition) &&
      step.definition.yaml['continue-on-error'] === undefined,
  );
  return (job.children.includes(deploy ?? job) ? usual : undefined) ?? job;
}

/**
 * What may happen, the most telling first.
 * @returns the scenarios, and how many were left out
 */
export function scenariosOf(nodes: readonly Node[]): { scenarios: Scenario[]; left: number } {
  const called = (node: Node) => {
    const name = shortName(node, nodes);
    if (node.isJob) return `the job ${name.slice(0, -1)}`;
    // A number alone says nothing.
    const { run, uses = run } = node.definition.yaml;
    return /(?:^|\/)\d+$/.test(name) ? `step ${name} (${firstLine(toText(uses))})` : name;
  };
  const all = new Map<string, Scenario>();
  const add = (title: string, outcome: Forced['outcome'], ...which: readonly (Node | undefined)[]) => {
    for (const node of which) {
      if (node === undefined) continue;
      const scenario = { title: title.replace('NODE', called(node)), forced: [{ node, outcome }] };
      const key = `${outcome} ${node.place}`;
      if (!all.has(key)) all.set(key, scenario);
    }
  };
  const ours = nodes.filter(({ isOurs }) => isOurs);
  const reporting = ours.filter(({ definition }) => !/\/change-failure@/.test(toText(definition.yaml['uses'])));
  const deploys = reporting.map(deployStepOf);
  const mentioned = [...new Set([...deploys.filter((node) => node !== undefined), ...ours.flatMap(mentionedBy)])];
  add('NODE is skipped', 'skipped', ...deploys);
  add('NODE fails', 'failure', ...mentioned);
  for (const [index, each] of reporting.entries()) {
    const later = laterStep(each, deploys[index], mentioned);
    add(later.isJob ? 'a later step fails NODE' : 'NODE, a later step, fails', 'failure', later);
  }
  add('the run is cancelled in NODE', 'cancelled', ...mentioned);
  add('NODE is skipped', 'skipped', ...mentioned);
  const scenarios = [...all.values()];
  return { scenarios: scenarios.slice(0, MOST), left: Math.max(0, scenarios.length - MOST) };
}

/** Whether a run came to the nodes that it forces to end, and would have ended otherwise. */
export function isReached({ forced }: Scenario, { jobs }: RunResult, usual: RunResult): boolean {
  const outcomesOf = (all: RunResult['jobs'], node: Node) => {
    const { isJob, place } = node;
    const id = idOf(node);
    const results = isJob ? all.filter((job) => job.id === id || job.id.startsWith(`${id} / `)) : [];
    const stages = all.flatMap((job) => job.stages).filter((stage) => stage.place === place);
    return [...results.map(({ result }) => result), ...stages.map(({ outcome }) => outcome)];
  };
  return forced.every(({ node, outcome }) => {
    const [now, before] = [outcomesOf(jobs, node), outcomesOf(usual.jobs, node)];
    return outcome === 'failure' ? now.includes(outcome) : before.some((each) => each !== 'skipped');
  });
}
