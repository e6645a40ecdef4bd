/** Expands `strategy.matrix` to jobs. */

import { isDeepStrictEqual } from 'node:util';
import { isMapping, type Mapping, toText, type Value } from './expressions.ts';

/**
 * All combinations of a matrix in the order of their jobs, without those that an `exclude` matches. An `include`
 * extends every combination whose original values it does not overwrite; if there is none, it becomes a combination.
 * Source: docs.github.com, "Running variations of jobs in a workflow".
 */
export function expandMatrix(matrix: Mapping): Mapping[] {
  const { include = [], exclude = [], ...lists } = matrix;
  let originals: Mapping[] = Object.keys(lists).length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(lists)) {
    originals = originals.flatMap((combination) => [values].flat().map((value) => ({ ...combination, [name]: value })));
  }
  originals = originals.filter(
    (combination) => !mappings(exclude).some((entry) => contains(combination, Object.entries(entry))),
  );
  const extended = originals.map((combination) => ({ ...combination }));
  const added: Mapping[] = [];
  for (const entry of mappings(include)) {
    const own = Object.entries(entry).filter(([name]) => name in lists);
    const matching = extended.filter((_, index) => contains(originals[index] ?? {}, own));
    for (const combination of matching) Object.assign(combination, entry);
    if (matching.length === 0) added.push(entry);
  }
  return [...extended, ...added];
}

/** The values of a combination as they are in the name of its job: `one, two`. */
export function matrixValues(combination: Mapping): string {
  const values = Object.values(combination).flatMap((value) => (isMapping(value) ? Object.values(value) : [value]));
  return values.map(toText).join(', ');
}

function contains(combination: Mapping, entries: readonly (readonly [string, Value])[]): boolean {
  return entries.every(([name, value]) => isDeepStrictEqual(combination[name], value));
}

function mappings(value: Value): Mapping[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}
