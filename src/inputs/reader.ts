import { revealsKey } from '../runner/keys.ts';
import { KIB, shorten } from '../text.ts';

/** A value that counts, and where it comes from: `input`, the name of a variable, `default`. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

/** Something wrong with an input, for one annotation. */
export interface Problem {
  /** `error`: no event is sent, or nothing is marked. `warning`: one goes out with something missing. */
  readonly level: 'error' | 'warning';
  readonly input: string;
  /** What the workflow says; `hidden` where it must not be shown. */
  readonly written: { readonly text: string } | 'missing' | 'hidden';
  readonly accepted: string;
  readonly consequence: string;
}

/** What a reader reads from. Each function gives '' for what is not given. */
export interface Sources {
  /** The inputs of the stage that runs. */
  readonly input: (name: string) => string;
  /** The inputs as an earlier stage of the same step read them. */
  readonly earlier: ((name: string) => string) | undefined;
  /** Whether the earlier stage's inputs win: this stage's are evaluated against another action's (actions/runner#2030). */
  readonly earlierWins: boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** No value with one of them in it is accepted. */
  readonly keys: readonly string[];
}

/** How one input is read. */
export interface Entry<Value> {
  /** Gives undefined, or what is accepted in other words, for a text that is refused. */
  readonly parse: (text: string) => Value | Refusal | undefined;
  /** Stand in for the input, in their order. */
  readonly variables?: readonly string[];
  /** The text that counts where none is given, and where the one given is refused. */
  readonly fallback?: string;
  /** What action.yml has as the default; the fallback unless it says otherwise. */
  readonly standard?: string;
  /** What follows where nothing is given; only for an input that is required. */
  readonly missing?: string;
  readonly accepted: string;
  /** `warning` unless it says otherwise. */
  readonly level?: Problem['level'];
  /** What follows where the text is refused. */
  readonly otherwise: string;
  /** How much of the text may be shown; all of it unless it says otherwise. */
  readonly show?: (text: string) => string;
  /** UTF-8 bytes; 8 KiB unless it says otherwise. */
  readonly most?: number;
  /** Whether only the stage that runs is asked. */
  readonly thisStageOnly?: boolean;
}

/** Says what is accepted in more specific words than the entry does. */
export class Refusal {
  readonly accepted: string;
  constructor(accepted: string) {
    this.accepted = accepted;
  }
}

/** What an input may have unless it says otherwise, in UTF-8 bytes. */
export const LONGEST_TEXT = 8 * KIB;

/** Reads the inputs of a stage, and keeps what counts and what is wrong. */
export class Reader {
  readonly facts: Fact[] = [];
  readonly problems: Problem[] = [];
  /** Inputs of which two stages read two values, neither empty, in words. */
  readonly differences: string[] = [];
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /**
   * Reads one input.
   * @returns the parsed value; without a fallback undefined where there is none, in which case a problem says why,
   *   unless the input may be left out
   * @throws Error where the fallback itself is refused
   */
  read<Value>(name: string, entry: Entry<Value> & { readonly fallback: string }): Value;
  read<Value>(name: string, entry: Entry<Value>): Value | undefined;
  read<Value>(name: string, entry: Entry<Value>): Value | undefined {
    const { text, source } = this.#choose(name, entry);
    const show = entry.show ?? ((shown: string) => shown);
    if (text === '') {
      if (entry.missing !== undefined) {
        this.refuse(name, { ...entry, written: 'missing', otherwise: entry.missing });
      }
      return undefined;
    }
    const most = entry.most ?? LONGEST_TEXT;
    if (Buffer.byteLength(text) > most) {
      const accepted = `${entry.accepted}; at most ${most / KIB} KiB`;
      this.refuse(name, { ...entry, accepted, written: { text: show(text.slice(0, most)) } });
    } else if (revealsKey(text, this.#sources.keys)) {
      this.refuse(name, { ...entry, accepted: 'a value without a Datadog key in it', written: 'hidden' });
    } else {
      const value = entry.parse(text);
      if (value !== undefined && !(value instanceof Refusal)) {
        if (show(text) !== '') {
          this.facts.push({ name, value: show(text), source });
        }
        return value;
      }
      const accepted = value instanceof Refusal ? value.accepted : entry.accepted;
      this.refuse(name, { ...entry, accepted, written: { text: show(text) } });
    }
    return entry.fallback === undefined ? undefined : this.#fallBack(name, entry, entry.fallback);
  }

  /** An input of this stage as it is written, '' where it is not given. */
  text(name: string): string {
    return this.#sources.input(name).trim();
  }

  /** Adds a problem with an input. */
  refuse(
    input: string,
    problem: Pick<Problem, 'written' | 'accepted'> & {
      readonly level?: Problem['level'];
      readonly otherwise: string;
    },
  ): void {
    const { level = 'warning', written, accepted, otherwise } = problem;
    this.problems.push({ level, input, written, accepted, consequence: otherwise });
  }

  #fallBack<Value>(name: string, { parse, show }: Entry<Value>, fallback: string): Value {
    const value = parse(fallback);
    if (value === undefined || value instanceof Refusal) {
      throw new Error(`the default of ${name} is not accepted: "${fallback}"`);
    }
    this.facts.push({ name, value: show?.(fallback) ?? fallback, source: 'default' });
    return value;
  }

  #choose<Value>(
    name: string,
    { variables = [], fallback = '', standard = fallback, show, thisStageOnly }: Entry<Value>,
  ): { readonly text: string; readonly source: string } {
    const { input, earlier, earlierWins, environment, keys } = this.#sources;
    const own = { text: input(name).trim(), source: 'input' };
    const before = {
      text: thisStageOnly ? '' : (earlier?.(name).trim() ?? ''),
      source: 'input, as main read it',
    };
    const candidates = [
      ...(earlierWins ? [before, own] : [own, before]),
      ...variables.map((variable) => ({ text: environment[variable]?.trim() ?? '', source: variable })),
    ];
    const chosen = candidates.find(({ text }) => text !== '') ?? { text: fallback, source: 'default' };
    const hide = (text: string) => (revealsKey(text, keys) ? '***' : shorten(show?.(text) ?? text));
    if (own.text !== '' && before.text !== '' && own.text !== before.text) {
      const [was, is, counts] = [before.text, own.text, chosen.text].map(hide);
      this.differences.push(`${name}: main read "${was}", post reads "${is}"; "${counts}" counts`);
    }
    // The runner hands over the defaults of action.yml as if the workflow gave them.
    return chosen.text === standard ? { ...chosen, source: 'default' } : chosen;
  }
}

/** What a boolean input accepts: the booleans of YAML 1.2's core schema. */
export const ACCEPTED_BOOLEANS = 'true, True, TRUE, false, False or FALSE';

/** Reads a boolean of YAML 1.2's core schema. */
export function parseBoolean(text: string): boolean | undefined {
  return /^(?:true|True|TRUE)$/.test(text) ? true : /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}

/** Splits at newlines and commas; empty parts and duplicates are dropped, the order is kept. */
export function splitList(text: string): string[] {
  const parts = text.split(/[\r\n,]+/).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== '');
}
