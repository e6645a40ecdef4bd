import type { Message } from '../text.ts';
import type { Nanoseconds } from '../time.ts';

/** What an input says of one service. */
export type Reading<Value> =
  | { readonly state: 'given'; readonly value: Value; readonly source: string }
  /** Neither set nor in a variable, and there is no default. */
  | { readonly state: 'absent' }
  /** Set, but to an empty text. */
  | { readonly state: 'empty' }
  /** A JSON object with a value per service does not list this service. Only if the input tells it apart. */
  | { readonly state: 'left out' }
  | { readonly state: 'refused' };

/** An input's value, or another one if it has none. */
export function valueOr<Value, Otherwise>(reading: Reading<Value>, otherwise: Otherwise): Value | Otherwise {
  return reading.state === 'given' ? reading.value : otherwise;
}

/** What parsing needs to know besides the text. */
export interface ParseContext {
  readonly now: Nanoseconds;
  /** The server of the run's repository, e.g. `https://github.com`. */
  readonly serverUrl: string;
  /** The commit that triggered the workflow, in lower case; '' if it is not known. */
  readonly commitSha: string;
  /** Whether the text is a value of a JSON object, for one service. */
  readonly isForOneService: boolean;
  /** Whether the text was a JSON string, or a value of a JSON object: its entries are not read as JSON again. */
  readonly isJsonString: boolean;
}

/** A parsed text, or why it is refused. */
export type Parsed<Value> =
  | {
      readonly value: Value;
      /** Sentences about a value that is used. */
      readonly warnings?: readonly string[];
      /** Whether an entry of a list is not used. */
      readonly leavesOut?: boolean;
    }
  /** In sentences: what is expected, or why the text cannot be used. '' if `expected` says it. */
  | { readonly refused: string };

/** One entry of an action's table: all about an input, except its description in action.yml. */
export interface Input<Value> {
  /**
   * The stage that settles it. `main`: before the deployment. `post`: main hands over what it read, because post's
   * inputs may be another action's. `post only`: before the deployment it means nothing.
   */
  readonly settled: 'main' | 'post' | 'post only';
  readonly parse: (text: string, context: ParseContext) => Parsed<Value>;
  /** What is expected, in the words of a message. */
  readonly expected: string;
  /** What happens if the text is refused, in sentences. */
  readonly consequence: string;
  /** Of a refusal; `warning` unless it says otherwise. */
  readonly level?: Message['level'];
  /** The default of action.yml. */
  readonly default?: string;
  /** The value in place of one that is refused. */
  readonly otherwise?: Value;
  /** Whether an empty text is told apart from one that is not set: any text, or only a value of a JSON object. */
  readonly tellsEmpty?: 'always' | 'in an object';
  /** Whether a service that a JSON object leaves out is told apart. */
  readonly tellsLeftOut?: true;
  /** What happens if it is not set, in sentences; only for a required input. */
  readonly missing?: string;
  /** Variables that replace the input, in order. */
  readonly variables?: readonly string[];
  /** UTF-8 bytes; 8 KiB unless it says otherwise. */
  readonly most?: number;
  /** Removes secrets from the text before it is kept or shown. */
  readonly clean?: (text: string) => string;
  /** Whether the log says what it means elsewhere, instead of its text. */
  readonly isToldElsewhere?: true;
  /** What a value of a JSON object may be besides a string. */
  readonly alsoTakes?: 'arrays' | 'booleans';
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
  readonly environment: NodeJS.ProcessEnv;
  /** No value that contains one of them is accepted. */
  readonly keys: readonly string[];
  readonly context: Omit<ParseContext, 'isForOneService' | 'isJsonString'>;
  /** Undefined in main. */
  readonly handedOver: HandedOver | undefined;
}

/** What main hands over of what it read. */
export interface HandedOver {
  readonly inputs: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Whether post's inputs are those of another action (actions/runner#2030). Then main's win. */
  readonly isForeign: boolean;
  /** Whether that cannot be excluded: in a composite action. */
  readonly mayBeForeign: boolean;
  /** The services, each of which may have a value of its own. */
  readonly services: readonly string[];
}
