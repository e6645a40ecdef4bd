import type { Problem, Sources } from '../../src/inputs/table.ts';

export type Given = Readonly<Record<string, string>>;

/** A Datadog key for tests. */
export const KEY = '0123456789abcdef0123456789abcdef';

/** The time at which tests read their inputs: 2026-06-01T12:00:00Z. */
export const NOW = 1_780_315_200_000_000_000n;

/** The commit that tests run for. */
export const SHA = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

/** What to read besides the inputs of the stage. */
export interface ReadOptions {
  /** The inputs as main read them; left out, the stage that reads is main. */
  readonly main?: Given;
  readonly isForeign?: boolean;
  readonly environment?: Given;
  readonly keys?: readonly string[];
  readonly services?: readonly string[];
  readonly commitSha?: string;
  readonly serverUrl?: string;
}

/** Sources of a reading. */
export function sourcesOf(inputs: Given, options: ReadOptions = {}): Sources {
  const { main, isForeign = false, environment = {}, keys = [KEY], services = [] } = options;
  const { commitSha = SHA, serverUrl = 'https://github.com' } = options;
  return {
    input: (name) => inputs[name] ?? '',
    isPassed: () => true,
    earlier: main,
    isForeign,
    environment,
    keys,
    services,
    circumstances: { now: NOW, serverUrl, commitSha },
  };
}

/** Level and input of each problem. */
export function wrong(problems: readonly Problem[]): string[] {
  return problems.map(({ level, input }) => `${level} ${input}`);
}

/** JSON in which a bigint is a string, and a map an array of its entries. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part instanceof Map ? [...part] : part,
  );
}
