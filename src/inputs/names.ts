/** What cannot be a name, and what to write instead. In doubt a text is a name: refusing one loses an event. */

import { quote, shorten } from '../text.ts';
import type { Parsed } from './table.ts';

/** What a name is read for. */
export interface NameRules {
  /** The input, e.g. `remediates-version`. Its own name and a colon before the value is another notation. */
  readonly input: string;
  /** The name and a colon before the value is another notation, too. */
  readonly kind: 'service' | 'env' | 'version' | 'team';
  /** Whether a comma cannot be part of it. */
  readonly refusesComma: boolean;
  /** Whether it is one entry of a list of services, not a single value. */
  readonly isListEntry: boolean;
}

/** Why a text cannot be a name. */
export interface Reason {
  readonly title: string;
  readonly examples: readonly string[];
  readonly applies: (text: string, rules: NameRules) => boolean;
  /** The cause, and what to write instead, in sentences. */
  readonly sentence: string;
  /** What to write instead of this very text, in a sentence that follows. */
  readonly advice?: (text: string, rules: NameRules) => string;
}

// Compiling the long patterns takes two milliseconds of main, which most names save: they have no other characters.
const PLAIN = /^[\w.\-/@+]+$/;
// `$` is no variable after a letter of any script, and in names of AWS ($LATEST) and Azure ($web, $default). A name
// in `%` is no variable where it may be a percent-encoded byte: %C3%A9quipe%20x.
const UNEXPANDED =
  /\$(?:[{(]|[Ee][Nn][Vv]:|(?!(?:LATEST|Latest|[Dd]efault|web)(?!\w))(?:[A-Z][A-Z_]{3}|(?<![\w$\xaa-\u1fff\u2c00-\uffff]\$)[A-Za-z_]))|%(?:(?![\dA-Fa-f]{2})[A-Za-z_]\w+%|(?![\dA-Fa-f]{2}%)[A-Za-z_]\w+%(?![\dA-Fa-f]{2}))|\{\{[^{}]*\}\}/;
const EXPRESSION =
  /^(?:steps\.[\w-]+\.(?:outputs\.[\w-]+|outcome|conclusion)|needs\.[\w-]+\.(?:outputs\.[\w-]+|result)|github\.(?:sha|ref|ref_name|head_ref|base_ref|run_id|run_number|event\.\S+))$/;
const isExpression = (text: string) => /^(?:steps|needs|github)\./.test(text) && EXPRESSION.test(text);
const WHOLLY_UNEXPANDED = /^(?:`.*`|<<.*>>|%[A-Za-z_]%)$/s;
/** One variable, command or template from the beginning to the end. */
const ONE_UNEXPANDED = /^(?:\$\w+|\$\{.*\}|\$\(.*\)|\$env:\w+|%\w+%|\{\{.*\}\})$/is;

const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

// Source of the commands: actions/runner, ActionCommandManager.cs and the web log's ##[section] and ##[command].
const COMMANDS =
  'debug|notice|warning|error|group|endgroup|add-mask|add-matcher|remove-matcher|add-path|echo|save-state|set-env|set-output|stop-commands';
// Not app::error::Handler, which is a name in several programming languages.
const LOGGED = new RegExp(
  `^\\[command\\]|##\\[(?:${COMMANDS}|command|section)\\]|^(?![A-Za-z_]\\w*(?:::\\w+)+$).*::(?:${COMMANDS})(?: [^:]*)?::`,
  's',
);

const NOT_EXPANDED: Reason = {
  title: 'not expanded',
  examples: ['$GITHUB_REF_NAME', 'v${VERSION}', '$(git describe)', '%TAG%', 'steps.meta.outputs.tag'],
  applies: (text) => UNEXPANDED.test(text) || WHOLLY_UNEXPANDED.test(text) || isExpression(text),
  sentence: 'Nothing expands this in "with:"; only ${{ … }} is replaced.',
  advice: adviceToExpand,
};

const NO_VALUES = new Set(
  'null,undefined,vnull,vundefined,None,<no value>,<nil>,<none>,[object Object],Array,Object,System.Object[],System.String[]'.split(
    ',',
  ),
);
const NOTHING =
  'Tools and expressions print this where there is no value, or one that is not text. Check where it comes from.';

const NOT_PRINTABLE: Reason = {
  title: 'not printable',
  examples: ['\u001b[32m1.2.3\u001b[0m', '1.2.3\n1.2.4'],
  applies: (text) => UNPRINTABLE.test(text),
  sentence: 'It contains line breaks or invisible characters, e.g. color codes.',
  advice: (text) => (/[\r\n]/.test(text) ? 'Write one line.' : 'NO_COLOR=1 turns off the colors of most tools.'),
};

/** The reasons in the order in which they are looked for. */
export const REASONS: readonly Reason[] = [
  NOT_EXPANDED,
  {
    title: 'a word for nothing',
    examples: ['null', 'undefined', 'None', '<no value>', '[object Object]', 'Array'],
    applies: (text) => NO_VALUES.has(text),
    sentence: NOTHING,
  },
  {
    title: 'masked',
    examples: ['***'],
    applies: (text) => text === '***',
    sentence: 'GitHub masked the value, because it equals a secret. Keep it in a variable instead: ${{ vars.NAME }}.',
  },
  {
    title: "a tool's log",
    examples: ['[command]/usr/bin/terraform output', '1.2.3::debug::Terraform exited with code 0.'],
    applies: (text) => /::|\[/.test(text) && LOGGED.test(text),
    sentence:
      'A tool printed this besides its answer. Pass the answer alone (hashicorp/setup-terraform: terraform_wrapper: false).',
  },
  {
    title: 'quotes',
    examples: ["'1.2.3'", '"cart'],
    applies: (text) => /^(?:(["']).*\1|"[^"]*)$/s.test(text),
    sentence: 'The quotes are part of the text. Write the value without them.',
  },
  {
    title: 'another notation',
    examples: ['["1.2.3"]', '{"cart"', 'env:prod', 'VERSION=1.2.3', 'prod, staging'],
    applies: (text, rules) =>
      (rules.isListEntry ? /^[[{]/ : /^(?:\{|\[(?:[^\]]*|\s*["[{].*)\]$)/s).test(text) ||
      (rules.refusesComma && text.includes(',')) ||
      bareValue(text, rules) !== text,
    sentence: 'One value is expected here: no list, no JSON, and no name before it.',
    advice: (text, rules) => {
      const bare = bareValue(text, rules);
      const isName = bare !== '' && !REASONS.some(({ applies }) => applies(bare, rules));
      return isName ? `Write ${quote([bare])} alone.` : 'Write the value alone.';
    },
  },
  NOT_PRINTABLE,
];

/** Says why a text cannot be a name, and what to write instead, in sentences. @returns undefined if it can be one */
export function whyNoName(text: string, rules: NameRules): string | undefined {
  if (PLAIN.test(text) && !NO_VALUES.has(text) && !isExpression(text)) return undefined;
  const reason = REASONS.find(({ applies }) => applies(text, rules));
  return reason && (reason.advice ? `${reason.sentence} ${reason.advice(text, rules)}` : reason.sentence);
}

/**
 * Says why the whole value of a tag is plainly none, in sentences. Values of tags are freer than names.
 * @returns undefined if it may be sent
 */
export function whyNoTagValue(value: string): string | undefined {
  const isOne = () => ONE_UNEXPANDED.test(value) && UNEXPANDED.exec(value)?.index === 0;
  if (WHOLLY_UNEXPANDED.test(value) || isOne() || isExpression(value)) {
    return `${NOT_EXPANDED.sentence} ${adviceToExpand(value)}`;
  }
  if (/^(?:null|undefined|\[object Object\]|<no value>)$/.test(value)) return NOTHING;
  return UNPRINTABLE.test(value) ? NOT_PRINTABLE.sentence : undefined;
}

/** Reads the one name of an input. @returns in `refused`, in sentences, why it cannot be one */
export function parseName(text: string, rules: NameRules): Parsed<string> {
  const refused = whyNoName(text, rules);
  if (refused !== undefined) return { refused };
  const isNumber = rules.kind === 'version' && /^[-+]?(?:Infinity|NaN)$/.test(text);
  const number = `"${text}" is used as written, but YAML read the version as a number. Quote literal versions: '12e4567'.`;
  return { value: text, warnings: [...(isNumber ? [number] : []), ...warnLong([text])] };
}

const LONGEST_TAG = 200;

/** Warns of names that are longer than Datadog's limit for a tag, in code points. */
export function warnLong(names: readonly string[]): readonly string[] {
  const long = names.filter((name) => name.length > LONGEST_TAG && [...name].length > LONGEST_TAG);
  const have = long.length === 1 ? 'is used as written, but has' : 'are used as written, but have';
  return long.length === 0
    ? []
    : [`${quote(long)} ${have} more than ${LONGEST_TAG} characters, Datadog's limit for a tag.`];
}

/** The value without the input's name or `NAME=` before it. */
function bareValue(text: string, { input, kind }: NameRules): string {
  const label = [input, kind].find((word) => text.startsWith(`${word}:`) && !text.startsWith(`${word}::`));
  return label === undefined ? text.replace(/^[A-Z_][A-Z\d_]*=(?!=)/, '') : text.slice(label.length + 1).trim();
}

// The names of GitHub's variables in its context. Others of its variables are in no context.
const IN_CONTEXT =
  /^GITHUB_(?:REF|REF_NAME|SHA|HEAD_REF|BASE_REF|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|ACTOR|REPOSITORY|WORKFLOW|JOB)$/;

function adviceToExpand(text: string): string {
  const rest = text.slice(UNEXPANDED.exec(text)?.index ?? 0);
  if (/^(?:\$\(|`)/.test(rest)) {
    return "Run the command in an earlier step, and use that step's output: ${{ steps.ID.outputs.NAME }}.";
  }
  const expression = EXPRESSION.exec(text)?.[0] ?? /^\{\{ *((?:[\w-]+\.)+[\w-]+) *\}\}/.exec(rest)?.[1];
  if (expression !== undefined) return `Write \${{ ${shorten(expression)} }}.`;
  const variable = /^(?:\$(?:\{|env:)?|%)(\w+)/i.exec(rest)?.[1];
  if (variable === undefined) {
    return 'Write the value itself, or an expression in the workflow file.';
  }
  const context = IN_CONTEXT.test(variable)
    ? variable.replace('GITHUB_', 'github.').toLowerCase()
    : `env.${shorten(variable)}`;
  return `For the variable ${shorten(variable)} write \${{ ${context} }}.`;
}
