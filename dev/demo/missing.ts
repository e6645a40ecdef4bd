/** What is empty in a rehearsal only because a step is played, and which option gives it. */
import { toText } from '../runner/expressions.ts';
import type { RunResult } from '../runner.ts';
import { conditionsOf, jobOf, type Node, type Source, shortName, sourcesOf } from './map.ts';
import type { Asked } from './options.ts';

/** The step that writes a variable to GITHUB_ENV, as far as its script says so. */
function writerOf(job: Node, name: string): Node | undefined {
  return job.children.find(({ definition: { yaml } }) => {
    const run = toText(yaml['run']);
    return run.includes('GITHUB_ENV') && run.includes(name);
  });
}

/** Says how to give a value. The name of a step may need quotes in a shell. */
function advice(option: string, name: string): string {
  const pair = `${name}=VALUE`;
  return `Give it with --${option} ${/^[\w./=-]+$/.test(pair) ? pair : `'${pair}'`}`;
}

/**
 * What is missing in inputs and conditions of ours.
 * @param run in which all goes well; undefined if it could not begin
 * @param expression that the run could not begin because of
 */
export function missingIn(
  run: RunResult | undefined,
  { nodes, given, options }: Asked,
  expression = '',
): { readonly missing: string[]; readonly notes: string[] } {
  const missing = new Set<string>();
  const notes = new Set<string>();
  const stages = run?.jobs.flatMap((job) => job.stages) ?? [];
  const isSkipped = (node: Node) => {
    const own = stages.filter(({ place }) => place === node.place);
    const hasJobRun = node.isJob || stages.some(({ place }) => place.startsWith(jobOf(node).place));
    return run !== undefined && hasJobRun && !own.some(({ outcome }) => outcome !== 'skipped') && !node.isJob;
  };
  const isGiven = (node: Node, name: string) => given.some((each) => each.node === node && each.name === name);
  /** @param what is empty or not true */
  const tell = (source: Source, what: string) => {
    const { kind, name } = source;
    if (kind === 'output' && !isGiven(source.node, name) && !isSkipped(source.node)) {
      const step = shortName(source.node, nodes);
      const uses = toText(source.node.definition.yaml['uses']);
      const of = uses === '' || step.includes(uses) ? step : `${step} (${uses})`;
      missing.add(`${what}: ${of} is played, and has no output "${name}". ${advice('output', `${step}.${name}`)}`);
    } else if (kind === 'env' && !given.some((each) => each.kind === 'env' && each.name === name)) {
      const writer = writerOf(source.node, name);
      const step = writer === undefined ? 'STEP' : shortName(writer, nodes);
      missing.add(`${what}: no step that runs sets ${name}. ${advice('env', `${step}.${name}`)}`);
    } else if (kind === 'unknown') {
      missing.add(`${what}: there is no ${name} in the file.`);
    } else if (kind === 'var' && options.vars?.[name] === undefined) {
      notes.add(`${what}. ${advice('var', name)}`);
    } else if (kind === 'input' && options.inputs?.[name] === undefined) {
      notes.add(`${what}. ${advice('input', name)}`);
    } else if (kind === 'event') {
      notes.add(`${what} in the sample of the event. Give another payload with --event FILE.json`);
    }
  };
  for (const job of expression === '' ? [] : nodes.filter(({ isJob }) => isJob)) {
    for (const source of sourcesOf(expression, job)) tell(source, `\${{ ${expression} }} is empty`);
  }
  for (const ours of run === undefined ? [] : nodes.filter(({ isOurs }) => isOurs)) {
    const own = stages.filter(({ place }) => place === ours.place);
    // What counts is the last stage that reads inputs: an output may come late.
    const last = own.findLast(({ outcome }) => outcome !== 'skipped');
    for (const text of last?.emptyExpressions ?? []) {
      for (const source of sourcesOf(text, ours)) tell(source, `\${{ ${text.trim()} }} is empty`);
    }
    const isRun = own.some(({ stage, outcome }) => stage === 'main' && outcome !== 'skipped');
    for (const { text, node } of isRun ? [] : conditionsOf(ours)) {
      if (/\b(?:failure|cancelled)\(\)/.test(text)) break;
      for (const source of sourcesOf(text, node)) tell(source, `"if: ${text}" is not true`);
    }
  }
  return { missing: [...missing], notes: [...notes] };
}
