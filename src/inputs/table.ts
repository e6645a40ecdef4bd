import type { Nanoseconds } from '../time.ts';

/** Something wrong with an input, for one annotation. */
export interface Problem {
  /** `error`: no event is sent, or nothing is marked. `warning`: one goes out with something missing. */
  readonly level: 'error' | 'warning';
  readonly input: string;
  /** In sentences: the input, its value, what is expected, what happens now. */
  readonly message: string;
}

/** What an input says. */
export type Reading<Value> =
  | { readonly state: 'given'; readonly value: Value; readonly source: string }
  /** Neither set nor in a variable, and there is no default. */
  | { readonly state: 'absent' }
  /** Set, but to an empty text. Only an input with a default can tell. */
  | { readonly state: 'empty' }
  | { readonly state: 'refused' };

/** What an input says of each service. */
export interface Said<Value> {
  /** For every service, or for those that `byService` leaves out. */
  readonly common: Reading<Value>;
  /** Undefined unless the input is a JSON object with a value per service. */
  readonly byService: ReadonlyMap<string, Reading<Value>> | undefined;
}

/** What an input says of one service. */
export function readingFor<Value>({ common, byService }: Said<Value>, service: string): Reading<Value> {
  return byService?.get(service) ?? common;
}

/** An input's value, or another one if it has none. */
export function valueOr<Value, Otherwise>(reading: Reading<Value>, otherwise: Otherwise): Value | Otherwise {
  return reading.state === 'given' ? reading.value : otherwise;
}

/** What reading needs to know besides the text. */
export interface Circumstances {
  readonly now: Nanoseconds;
  /** The server of the run's repository, e.g. `https://github.com`. */
  readonly serverUrl: string;
  /** The commit that the workflow runs for, in lower case; '' if it is not known. */
  readonly commitSha: string;
  /** Whether the text is one of a JSON object's. */
  readonly isForOneService: boolean;
}

/** A text that was read: its value, and what is odd about it, in sentences. */
export interface Parsed<Value> {
  readonly value: Value;
  readonly warnings?: readonly string[];
}

/** A text that was refused, with what is expected if that differs from what the input expects in general. */
export interface Refusal {
  /** '' for no difference. */
  readonly refused: string;
}

/** One entry of an action's table: all about an input, except its description in action.yml. */
export interface Input<Value> {
  /**
   * The stage that settles it. `main`: before the deployment. `post`: main hands over what it read, because post's
   * inputs may be another action's. `post only`: before the deployment it means nothing.
   */
  readonly settled: 'main' | 'post' | 'post only';
  readonly parse: (text: string, circumstances: Circumstances) => Parsed<Value> | Refusal;
  /** What is expected, in the words of a message. */
  readonly expected: string;
  /** What happens if the text is refused, in sentences. */
  readonly consequence: string;
  /** Of a problem with it; `warning` unless it says otherwise. */
  readonly level?: Problem['level'];
  /** The default of action.yml. It is used in place of a text that is refused with a warning. */
  readonly default?: string;
  /** Whether an empty text is told apart from the default. */
  readonly tellsEmpty?: boolean;
  /** What happens if it is not set, in sentences; only for a required input. */
  readonly missing?: string;
  /** Stand in for the input, in their order. */
  readonly variables?: readonly string[];
  /** UTF-8 bytes; 8 KiB unless it says otherwise. */
  readonly most?: number;
  /** Removes secrets from the text before it is kept or shown. */
  readonly clean?: (text: string) => string;
  /** What the log shows of the value; the text unless it says otherwise, nothing if ''. */
  show?(value: Value): string;
  /** What a value per service may be besides a string. */
  readonly alsoTakes?: 'arrays' | 'booleans';
  /** Whether the log says so if it is not set. */
  readonly tellsAbsent?: true;
  /** Whether post's log shows what main settled. */
  readonly inBothLogs?: true;
}

/** Inputs by their names, in the order of action.yml. */
export type Table = Readonly<Record<string, Input<unknown>>>;

export type Settled = Input<unknown>['settled'];
export type ValueOf<Entry> = Entry extends Input<infer Value> ? Value : never;

/** What a stage reads its inputs from. */
export interface Sources {
  /** An input of the stage that runs; '' if it is not set. */
  readonly input: (name: string) => string;
  /** Whether the runner passes an input at all. One that it does not pass has its default, and is not empty. */
  readonly isPassed: (name: string) => boolean;
  /** The inputs as main read them; undefined in main. */
  readonly earlier: Readonly<Record<string, string>> | undefined;
  /** Whether `input` reads those of another action (actions/runner#2030). Then main's win. */
  readonly isForeign: boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** No value that contains one of them is accepted. */
  readonly keys: readonly string[];
  /** The services that may have a value of their own. */
  readonly services: readonly string[];
  readonly circumstances: Omit<Circumstances, 'isForOneService'>;
}

/** What is known of one input once it is read; '' for nothing to say. */
export interface Read {
  readonly said: Said<unknown>;
  readonly fact: string;
  readonly problems: readonly Problem[];
  readonly difference: string;
}

/** A text, and its source. */
export interface Chosen {
  readonly text: string;
  readonly source: string;
}
