import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type NameRules, parseName, REASONS, whyNoName, whyNoTagValue } from '../../src/inputs/names.ts';
import { effort, LINEAR } from '../support/effort.ts';

const VERSION: NameRules = { input: 'version', kind: 'version', refusesComma: false, isListEntry: false };
const REMEDIATED: NameRules = { ...VERSION, input: 'remediates-version' };
const TEAM: NameRules = { ...VERSION, input: 'team', kind: 'team' };
const ENV: NameRules = { ...VERSION, input: 'env', kind: 'env', refusesComma: true };
const SERVICE: NameRules = { ...VERSION, input: 'service', kind: 'service', isListEntry: true };
const FAILED_SERVICE: NameRules = { ...SERVICE, refusesComma: true, isListEntry: false };
const ALL = [VERSION, REMEDIATED, TEAM, ENV, SERVICE, FAILED_SERVICE];

const COMMAND = /Run the command in an earlier step.*steps\.ID\.outputs\.NAME/;
const NOTHING = /there is no value/;
const LOG = /printed this besides its answer/;
const INVISIBLE = /invisible characters/;
const QUOTES = /quotes are part of the text/;
const ALONE = /^One value is expected here/;

/** Texts of one line each, or with a bar between them. */
const apart = (texts: string) => texts.split(/ ¦ |\n {4}/);

describe('cannot be a name of any kind', () => {
  test.each<[string, string | RegExp]>([
    ['$GITHUB_REF_NAME', /^Nothing expands this in "with:".* \$\{\{ github\.ref_name \}\}\.$/],
    ['${GITHUB_SHA}', '${{ github.sha }}'],
    ['$env:GITHUB_HEAD_REF', '${{ github.head_ref }}'],
    ['%GITHUB_RUN_ID%', '${{ github.run_id }}'],
    ['build-$GITHUB_RUN_NUMBER', '${{ github.run_number }}'],
    ['"$GITHUB_REF"', '${{ github.ref }}'],
    // A variable of GitHub's that is in no context, and one that only looks like GitHub's.
    ['$GITHUB_WORKSPACE_NAME', '${{ env.GITHUB_WORKSPACE_NAME }}'],
    ['$service', '${{ env.service }}'],
    ['v$RELEASE', '${{ env.RELEASE }}'],
    ['r$5-$APP_TAG', '${{ env.APP_TAG }}'],
    ['shop–$tag', '${{ env.tag }}'],
    ['$LATEST_TAG', '${{ env.LATEST_TAG }}'],
    ['$webapp', '${{ env.webapp }}'],
    ['x${TAG:-none}', '${{ env.TAG }}'],
    ['$Env:BUILD', '${{ env.BUILD }}'],
    ['v$env:BUILD', '${{ env.BUILD }}'],
    ['%DATE%', '${{ env.DATE }}'],
    ['%X%', '${{ env.X }}'],
    ['release-%BUILD_ID%-x', '${{ env.BUILD_ID }}'],
    ['$(git describe --tags)', COMMAND],
    ['1.$(date +%s)', COMMAND],
    ['`cat VERSION`', COMMAND],
    ['{{ github.sha }}', 'Write ${{ github.sha }}.'],
    ['v{{ .Version }}', 'Write the value itself'],
    ['${{ matrix.app', 'Write the value itself'],
    ['<< pipeline.number >>', 'Write the value itself'],
    ...apart('steps.meta.outputs.app-tag ¦ steps.build.outcome ¦ steps.x_1.conclusion ¦ needs.plan.outputs.version')
      .concat(apart('needs.plan.result ¦ github.sha ¦ github.base_ref ¦ github.event.release.tag_name'))
      .map((text): [string, string] => [text, `Write \${{ ${text} }}.`]),
    ...apart('null ¦ undefined ¦ vnull ¦ vundefined ¦ None ¦ <no value> ¦ <nil> ¦ <none> ¦ [object Object]')
      .concat(apart('Array ¦ Object ¦ System.Object[] ¦ System.String[]'))
      .map((text): [string, RegExp] => [text, NOTHING]),
    ['***', /GitHub masked the value/],
    ['::debug::Terraform exited with code 0.', LOG],
    ['1.2.3::debug::Terraform exited with code 0.', LOG],
    ['1.2.3\n::warning file=a.js,line=1::Old', LOG],
    ['::set-output name=tag::v1', LOG],
    ['##[group]Run make', LOG],
    ['x ##[section]Starting', LOG],
    ['[command]/usr/bin/terraform output', LOG],
    ["'1.2.3'", QUOTES],
    ['"1.2.3" "', QUOTES],
    ['"pay', QUOTES],
    ['"', QUOTES],
    ['["1.2.3"]', ALONE],
    ['[["x"], "y"]', ALONE],
    ['[prod]', ALONE],
    ['{"cart":"1"', ALONE],
    ['VERSION=1.2.3', 'Write "1.2.3" alone.'],
    ['DD_ENV=', 'Write the value alone.'],
    ['a\u001b[32mb\u001b[0m', /color codes\. NO_COLOR=1/],
    ['1.2.3\n1.2.4', /line breaks.* Write one line\./],
    ...apart('a\tb ¦ a\u009bb ¦ a\u00adb ¦ a\u200bb ¦ a\u202eb ¦ \ufeffa ¦ a\u2060b ¦ a\u206fb ¦ \ufffba').map(
      (text): [string, RegExp] => [text, INVISIBLE],
    ),
  ])('%j', (text, sentence) => {
    for (const rules of ALL) {
      expect(whyNoName(text, rules)).toMatch(sentence);
    }
  });
});

test.each<[string, NameRules, readonly NameRules[], string | RegExp]>([
  ['env:prod', ENV, [TEAM, SERVICE], 'Write "prod" alone.'],
  ['service: cart', SERVICE, [ENV, VERSION], 'Write "cart" alone.'],
  ['team:web', TEAM, [SERVICE], 'Write "web" alone.'],
  ['version:1.2', REMEDIATED, [TEAM], 'Write "1.2" alone.'],
  ['remediates-version:1.2', REMEDIATED, [VERSION], 'Write "1.2" alone.'],
  ['env:null', ENV, [TEAM], 'Write the value alone.'],
  ['prod, staging', ENV, [TEAM, VERSION, SERVICE], ALONE],
  ['cart,pay', FAILED_SERVICE, [SERVICE], ALONE],
  ['["cart"', SERVICE, [FAILED_SERVICE, TEAM], ALONE],
  ['[EU] Platform', SERVICE, [TEAM, ENV], ALONE],
])('%j cannot be a name in one input, and can in others', (text, rules, others, sentence) => {
  expect(whyNoName(text, rules)).toMatch(sentence);
  for (const other of others) {
    expect(whyNoName(text, other)).toBeUndefined();
  }
});

test.each([
  ...apart(`1.2.3+build.5 ¦ main@sha1:4f2c ¦ registry/app@sha256:0a1b ¦ 1.0 (build 77) ¦ r$5 ¦ Platform & Tools
    Production – web ¦ @scope/pkg ¦ none-1 ¦ undefined-behaviour ¦ $LATEST ¦ $LATEST.PUBLISHED ¦ $Latest ¦ $Default
    $default ¦ $web ¦ %C3%A9quipe ¦ matrix.org ¦ Acme::Cart::Worker ¦ 's-Hertogenbosch ¦ nginx=1.24.0-1
    [EU] Platform ¦ release/1.2 ¦ сервис ¦ सेवा ¦ cafe\u0301 ¦ ${'x'.repeat(200)}`),
  // Scotland's flag, and words and pictures joined by marks that cannot be seen.
  ...apart(
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} ¦ می\u200cخواهم ¦ \u{1f469}\u200d\u{1f4bb}',
  ),
  // Near to what cannot be one.
  ...apart(`my-function:$LATEST ¦ Ke$ha ¦ A$AP ¦ é$x ¦ $$ ¦ $5 ¦ 50% off, 20% left ¦ %C3%BCber%C3%9F ¦ %20%
    NULL ¦ none ¦ Nullable ¦ v-null ¦ array ¦ Object-1 ¦ ** ¦ github.com ¦ steps.x ¦ env.prod ¦ needs.a.b
    app::error::Handler ¦ std::debug ¦ [EU ¦ web [1] ¦ rock"n"roll ¦ 7" ¦ l'équipe ¦ A==b ¦ Env=x ¦ a{1}
    version ¦ version-1 ¦ team::web ¦ \` ¦ << ¦ # [1] ¦ :: ¦ [a] and [b]`),
])('%j is a name', (text) => {
  for (const rules of text.startsWith('[') ? [TEAM, ENV, VERSION] : [TEAM, VERSION, SERVICE]) {
    expect(whyNoName(text, rules)).toBeUndefined();
  }
});

const NOTHING_EXACTLY = ['null', 'undefined', 'vnull', 'vundefined', 'None', 'Array', 'Object'];
const word = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{1,10}$/),
  fc.constantFrom('größe', '日本', 'debug', 'GITHUB', 'command', 'prod', ...NOTHING_EXACTLY),
);

test('words, digits and one separator are a name, unless they are a word for nothing', () => {
  const separator = fc.constantFrom(..."-_./+@&~#!*?|;^()[]' ", '–', ' & ');
  const names = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 5 }), separator)
    .map(([words, between]) => words.join(between));
  fc.assert(
    fc.property(names, fc.constantFrom(...ALL), (name, rules) => {
      expect(whyNoName(name, rules) === undefined).toBe(!NOTHING_EXACTLY.includes(name));
    }),
  );
});

describe("a tag's value", () => {
  test.each([
    ...apart('$TAG ¦ ${TAG} ¦ ${A}-${B} ¦ $(git tag) ¦ $env:TAG ¦ %TAG% ¦ {{ tag }} ¦ `git tag` ¦ << x >>'),
    ...apart('steps.a.outputs.b ¦ null ¦ undefined ¦ [object Object] ¦ <no value> ¦ a\u001b[0m ¦ a\tb'),
  ])('%j is left out', (value) => {
    expect(whyNoTagValue(value)).toEqual(expect.any(String));
  });

  test.each(
    apart(`$5 ¦ https://x.io/?$filter=a ¦ "a" ¦ 'a' ¦ Array ¦ None ¦ vnull ¦ *** ¦ [a] ¦ {"a":1} ¦ A=b ¦ null-safe
    $LATEST ¦ $web ¦ v$TAG ¦ a \${B} ¦ \${A}-b ¦ %C3% ¦ 50% ¦ ::debug::x ¦ team:x ¦ a, b ¦ сервис`),
  )('%j may be sent', (value) => {
    expect(whyNoTagValue(value)).toBeUndefined();
  });
});

describe('the one name of an input', () => {
  test('is refused with the reason, or is the text', () => {
    expect(parseName('null', ENV)).toEqual({ refused: expect.stringMatching(NOTHING) });
    expect(parseName('a\nb', ENV)).toEqual({ refused: expect.stringContaining('Write one line.') });
    expect(parseName('prod', ENV)).toEqual({ value: 'prod', warnings: [] });
  });

  test.each(['Infinity', '-Infinity', '+Infinity', 'NaN'])('%s as a version is a number that YAML read', (text) => {
    const warnings = [expect.stringMatching(/YAML read the version as a number.*Quote literal versions/)];
    expect(parseName(text, VERSION)).toEqual({ value: text, warnings });
    expect(parseName(text, TEAM)).toMatchObject({ warnings: [] });
    expect(parseName(`${text}x`, VERSION)).toMatchObject({ warnings: [] });
  });

  test.each(['x', '\u{1f680}'])('of more than 200 characters %j gets a warning', (character) => {
    expect(parseName(character.repeat(200), VERSION)).toMatchObject({ warnings: [] });
    expect(parseName(character.repeat(201), VERSION)).toMatchObject({
      warnings: [expect.stringContaining('more than 200 characters')],
    });
  });
});

test('the documents show each reason with examples that it is about', () => {
  for (const { title, examples, applies } of REASONS) {
    for (const example of examples) {
      expect([title, example, ALL.some((rules) => applies(example, rules))]).toEqual([title, example, true]);
    }
  }
});

test.each([
  ...['$', '%a', '{{', '${', '[', '"', "'", '`<<', '::debug ', 'a::', 'A_', 'steps.', '[" ', '%C3', '\u200d$a'],
])('reading %j over and over takes linear time', async (part) => {
  const text = part.repeat((32 * 1024) / part.length);
  const work = () => [text, `${text}"`, `a${text} `].map((each) => [whyNoTagValue(each), whyNoName(each, ENV)]);
  expect(await effort(work, text.length)).toBeLessThan(LINEAR);
});
