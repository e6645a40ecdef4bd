/** Evaluates `${{ }}` on plain values with GitHub's own expression package. */

import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';

/** A value of a YAML file, of a context or of an expression. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type Mapping = Record<string, Value>;

/** Texts by name. */
export type Texts = Readonly<Record<string, string>>;

/** What an expression can use. */
export interface Scope {
  readonly contexts: Mapping;
  readonly functions: readonly FunctionDefinition[];
}

/** The status of a job or a composite action so far. */
export type Status = 'success' | 'failure' | 'cancelled';

/** Whether a value is a mapping, as opposed to null or a sequence. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is a mapping, else an empty mapping. */
export function mapping(value: Value | undefined): Mapping {
  return isMapping(value) ? value : {};
}

/** The value at a path of keys; null if there is none. */
export function at(value: Value | undefined, ...path: readonly string[]): Value {
  return path.reduce<Value>((part, key) => mapping(part)[key] ?? null, value ?? null);
}

/** Converts each value of a mapping. */
export function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]));
}

/** Converts a value to text as expressions do: null is empty, a mapping is `Object`, a sequence is `Array`. */
export function toText(value: Value | undefined): string {
  return toData(value ?? null).coerceString();
}

/** `always()`, and `success()`, `failure()` and `cancelled()` with these results. */
export function statusFunctions(answers: Readonly<Record<Status, boolean>>): FunctionDefinition[] {
  return Object.entries({ always: true, ...answers }).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
}

/** `hashFiles(…)`: none of the files that a workflow hashes are here. */
export const hashFiles: FunctionDefinition = {
  name: 'hashFiles',
  minArgs: 1,
  maxArgs: 255,
  call: () => new data.StringData(''),
};

/**
 * Evaluates an expression without its `${{ }}`.
 * @throws Error with the message of GitHub's parser, or of the function that fails and what is empty in the expression
 */
export function evaluate(expression: string, scope: Scope): Value {
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(scope.contexts), [...scope.functions]).parse();
  const contexts = new data.Dictionary();
  for (const [name, value] of Object.entries(scope.contexts)) contexts.add(name, toData(value));
  const functions = new Map(scope.functions.map((definition) => [definition.name.toLowerCase(), definition]));
  try {
    return fromData(new Evaluator(tree, contexts, functions).evaluate());
  } catch (error) {
    const paths = expression.match(/\b(?:env|github|inputs|needs|secrets|steps|vars)(?:\.[\w-]+)+/g) ?? [];
    const empty = paths.filter((path) => path !== expression && toText(evaluate(path, scope)) === '');
    if (!(error instanceof Error) || empty.length === 0) throw error;
    throw new Error(`${error.message} (empty: ${empty.join(', ')})`, { cause: error });
  }
}

/** An expression in a text. A quoted string in it may contain `}}`. */
const EXPRESSION = /\$\{\{((?:[^']|'[^']*')*?)\}\}/g;

/** The expressions in a value of a YAML file, at any depth and without their `${{ }}`. */
export function expressionsIn(value: Value | undefined): string[] {
  if (typeof value === 'string') return [...value.matchAll(EXPRESSION)].map(([, expression = '']) => expression);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
}

/**
 * Evaluates the expressions in a value of a YAML file at any depth. A text that consists of one expression becomes the
 * expression's value; in any other text, expressions are replaced by their text.
 * @param empty takes the expressions that are empty
 */
export function evaluateTemplate(value: Value, scope: Scope, empty: string[] = []): Value {
  if (Array.isArray(value)) return value.map((item) => evaluateTemplate(item, scope, empty));
  if (isMapping(value)) return mapValues(value, (item) => evaluateTemplate(item, scope, empty));
  if (typeof value !== 'string') return value;
  const evaluated = (expression: string) => {
    const result = evaluate(expression, scope);
    if (toText(result) === '') empty.push(expression);
    return result;
  };
  const [first] = value.matchAll(EXPRESSION);
  if (first?.[1] !== undefined && first[0] === value) return evaluated(first[1]);
  return value.replace(EXPRESSION, (_, expression: string) => toText(evaluated(expression)));
}

/** Evaluates a value of a YAML file to text. */
export function evaluateText(value: Value | undefined, scope: Scope): string {
  return toText(evaluateTemplate(value ?? null, scope));
}

/** Evaluates a mapping of a YAML file to texts by name. Anything else becomes an empty record. */
export function evaluateTexts(value: Value | undefined, scope: Scope, empty?: string[]): Record<string, string> {
  return mapValues(mapping(evaluateTemplate(value ?? null, scope, empty)), toText);
}

/** Evaluates a condition without its `${{ }}`; it must include its status function. */
export function evaluateCondition(condition: string, scope: Scope): boolean {
  // As in JavaScript, an empty text, zero and NaN are false, and every mapping and sequence is true.
  return Boolean(evaluate(condition, scope));
}

function toData(value: Value): data.ExpressionData {
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  if (isMapping(value)) {
    return new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })));
  }
  return data.reviver('', value);
}

function fromData(converted: data.ExpressionData): Value {
  if (converted instanceof data.Array) return converted.values().map(fromData);
  if (converted instanceof data.Dictionary) {
    return Object.fromEntries(converted.pairs().map(({ key, value }) => [key, fromData(value)]));
  }
  return converted instanceof data.Null ? null : converted.value;
}
