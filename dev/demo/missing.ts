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
  const isGiven = (node: Node, name: string) =>
    given.some((each) => each.node === node && each.name === name);
  const tell = (source: Source, what: string) => {
    if (source.kind === 'output' && !isGiven(source.node, source.name) && !isSkipped(source.node)) {
      const name = shortName(source.node, nodes);
      const uses = toText(source.node.definition.yaml['uses']);
      const of = uses === '' ? name : `${name} (${uses})`;
      missing.add(
        `${what}: the output "${source.name}" of ${of} is empty here, because nothing runs it. Give it with --output '${name}.${source.name}=VALUE'`,
      );
    } else if (
      source.kind === 'env' &&
      !given.some(({ kind, name }) => kind === 'env' && name === source.name)
    ) {
      const writer = writerOf(source.node, source.name);
      const name = writer === undefined ? 'STEP' : shortName(writer, nodes);
      missing.add(
        `${what}: the variable ${source.name} is empty here, because no step that would write it runs. Give it with --env '${name}.${source.name}=VALUE'`,
      );
    } else if (source.kind === 'var' && options.vars?.[source.name] === undefined) {
      notes.add(`${what}: vars.${source.name} is empty here. Give it with --var ${source.name}=VALUE`);
    } else if (source.kind === 'input' && options.inputs?.[source.name] === undefined) {
      notes.add(`${what}: inputs.${source.name} is empty here. Give it with --input ${source.name}=VALUE`);
    } else if (source.kind === 'event') {
      notes.add(
        `${what}: ${source.name} may be empty here. Give the payload of the event with --event FILE.json`,
      );
    }
  };
  for (const job of expression === '' ? [] : nodes.filter(({ isJob }) => isJob)) {
    for (const source of sourcesOf(expression, job)) tell(source, 'The run cannot begin');
  }
  for (const ours of run === undefined ? [] : nodes.filter(({ isOurs }) => isOurs)) {
    const name = shortName(ours, nodes);
    const own = stages.filter(({ place }) => place === ours.place);
    // What counts is the last stage that reads inputs: an output may come late.
    const last = own.findLast(({ outcome }) => outcome !== 'skipped');
    for (const text of last?.emptyExpressions ?? []) {
      for (const source of sourcesOf(text, ours)) tell(source, `${name}, \${{ ${text.trim()} }}`);
    }
    const isRun = own.some(({ stage, outcome }) => stage === 'main' && outcome !== 'skipped');
    for (const { text, node } of isRun ? [] : conditionsOf(ours)) {
      if (/\b(?:failure|cancelled)\(\)/.test(text)) break;
      for (const source of sourcesOf(text, node)) tell(source, `${name} does not run, if: ${text}`);
    }
  }
  return { missing: [...missing], notes: [...notes] };
}
