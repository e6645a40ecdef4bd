import { type Problem, Reader } from '../../src/inputs/reader.ts';

type Inputs = Readonly<Record<string, string>>;

/** A Datadog key for tests. */
export const KEY = '0123456789abcdef0123456789abcdef';

/** A reader of these inputs; without `main`, of a stage that has none before it. */
export function readerOf(
  inputs: Inputs,
  more: {
    readonly main?: Inputs;
    readonly mainWins?: boolean;
    readonly environment?: Inputs;
    readonly keys?: readonly string[];
  } = {},
): Reader {
  const { main, mainWins = false, environment = {}, keys = [KEY] } = more;
  const from = (given: Inputs) => (name: string) => given[name] ?? '';
  return new Reader({
    input: from(inputs),
    earlier: main && from(main),
    earlierWins: mainWins,
    environment,
    keys,
  });
}

/** Level and input of each problem. */
export function wrong(problems: readonly Problem[]): string[] {
  return problems.map(({ level, input }) => `${level} ${input}`);
}

/** JSON in which a bigint is a string. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}
