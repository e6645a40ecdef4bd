import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseServices, parseTags } from '../../src/deployment/lists.ts';
import { effort, LINEAR } from '../support/effort.ts';

const READ = { isJsonString: false };
const services = (text: string) => parseServices(text, READ);
const tags = (text: string) => parseTags(text, READ);

describe('services', () => {
  test.each([
    ['shopist', ['shopist']],
    ['web\napi\r\nworker, cron,web', ['web', 'api', 'worker', 'cron']],
    ['["web", " api ", ""]', ['web', 'api']],
    ['"cart"', ['cart']],
    ['- cart\n- pay', ['cart', 'pay']],
    ['@scope/pkg, team:shopist/web_2.eu, größe, 日本語', ['@scope/pkg', 'team:shopist/web_2.eu', 'größe', '日本語']],
    ['सेवा\ncafe\u0301\nமின்\nمی\u200cخواهم', ['सेवा', 'cafe\u0301', 'மின்', 'می\u200cخواهم']],
    // Nothing is deployed.
    ['[]', []],
    ['[\n]', []],
  ])('%j', (text, value) => {
    expect(services(text)).toEqual({ value, warnings: [] });
  });

  test('entries of a text that was a JSON string are not read once more', () => {
    expect(parseServices('"cart",pay', { isJsonString: true })).toEqual({
      refused: expect.stringMatching(/^""cart"": The quotes/),
    });
  });

  test.each([
    ['[""]', /not all of them empty/],
    [' \n , ', /not all of them empty, separated by newlines or commas, or as a JSON array/],
    ['""', /not all of them empty/],
    ['[web]', /JSON array of strings.*"changes" of dorny\/paths-filter/],
    ['{"cart":"true"}', /not a JSON object.*"changes" of dorny\/paths-filter is a JSON array/],
    [' {', /not a JSON object/],
    ['cart, $SERVICE, pay', /^"\$SERVICE": Nothing expands .*env\.SERVICE/],
    ['["cart", "undefined", "null"]', /^"undefined", "null": Tools [^"]*$/],
    ['$A1,$B1,$C1,$D1', /^"\$A1": .*env\.A1.*env\.C1 \}\}\. "\$D1": Further reasons are not listed\.$/],
    ['cart\nservice:pay', /^"service:pay": .*Write "pay" alone\.$/],
    ['["a\\nb"]', /^It contains line breaks/],
    ['{{ github.sha }}', /^Nothing expands .* Write \$\{\{ github\.sha \}\}\.$/],
  ])('refused as a whole: %j', (text, refused) => {
    expect(services(text)).toEqual({ refused: expect.stringMatching(refused) });
  });

  test.each([
    ['yarn run v1.22.19\n$ node list.js\n["cart","pay"]\nDone in 0.11s.', '["cart","pay"]'],
    ['\n> nx show projects\n\n["cart"]', '["cart"]'],
    ['["a"]\r\n::debug::Done', '["a"]'],
    ['[command]node list.js\n[]', '[]'],
    ['{ warning }\n  ["web", "api"]  ', '["web", "api"]'],
  ])('of a tool that printed more than its answer, the line that is the list is shown: %j', (text, line) => {
    expect(services(text)).toEqual({
      refused: expect.stringContaining(
        `One line is a JSON array: ${line}. A tool printed more than its answer: pass that line alone.`,
      ),
    });
  });

  test.each(['[web]\n[api]', '["web",\n1]', '["a",1,"b"]\nnull', 'null'])('no line is shown of %j', (text) => {
    expect(services(text)).toEqual({ refused: expect.not.stringContaining('One line') });
  });

  test.each(['a b c', 'a;b', 'a | b', '["a, b"]', 'größe größer', 'cart - pay'])(
    '%j may be several services: a warning asks, and it is sent as written',
    (text) => {
      const name = text.replace(/^\["|"\]$/g, '');
      const warning = `"${name}" is read as one service. Did you mean several? Put each service on its own line.`;
      expect(services(text)).toEqual({ value: [name], warnings: [warning] });
    },
  );

  test.each(['web (eu)', 'a"b', 'Platform & Tools', '$web', 'größe!', '!', 'a;', '\u{1f680}', '["- web"]'])(
    '%j has odd characters: a warning shows them, proposes nothing, and it is sent as written',
    (text) => {
      const name = text.replace(/^\["|"\]$/g, '');
      const warning = `"${name}" contains characters that Datadog service names do not have. Expected: letters, digits and _ - : . / @. The event contains the name as written.`;
      expect(services(text)).toEqual({ value: [name], warnings: [warning] });
    },
  );

  test('a warning names all that it is about', () => {
    const long = 'x'.repeat(201);
    expect(services(`web!\na b\ncron\napi?\nc d\n${long}`)).toMatchObject({
      warnings: [
        expect.stringMatching(/^"a b", "c d" are read as one service each/),
        expect.stringMatching(/^"web!", "api\?" contain characters/),
        expect.stringMatching(/^"x+" is used as written, but has more than 200 characters/),
      ],
    });
  });

  test('a thousand, and not one more', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);
    expect(services(names(1000).join('\n'))).toMatchObject({ value: names(1000) });
    expect(services(names(1001).join('\n'))).toEqual({
      refused: expect.stringContaining('at most 1000 service names'),
    });
  });

  test('any that are accepted leave an output of 100 KiB at most', () => {
    const lists = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.nat(32_768), fc.constantFrom('\\', 'é', '日', 'a'));
    fc.assert(
      fc.property(lists, ([count, bytes, unit]) => {
        const long = unit.repeat(bytes / count / Buffer.byteLength(unit));
        const parsed = services(Array.from({ length: count }, (_, index) => index + long).join(','));
        const ids = 'value' in parsed ? parsed.value.map((name) => [name, crypto.randomUUID()]) : [];
        expect(Buffer.byteLength(JSON.stringify(Object.fromEntries(ids)))).toBeLessThanOrEqual(100 * 1024);
      }),
      { numRuns: 50 },
    );
    expect(services(`a${'\\"'.repeat(30_000)}`)).toEqual({ refused: expect.stringContaining('100 KiB') });
  });
});

describe('tags', () => {
  test.each([
    ['a:b,c:d\ne:f:g, a:b', ['a:b', 'c:d', 'e:f:g']],
    ['["a:b","c:d, e"]', ['a:b', 'c:d, e']],
    ['"a:b"\n"c:d, e"', ['a:b', 'c:d, e']],
    ['- a:b\n- c:d', ['a:b', 'c:d']],
    ['[]', []],
    // Values are freer than names.
    ['cost:$5, url:https://x.io/?$filter=a, kind:Array', ['cost:$5', 'url:https://x.io/?$filter=a', 'kind:Array']],
    ['q:"a",m:***,n:null-safe,v:v$TAG', ['q:"a"', 'm:***', 'n:null-safe', 'v:v$TAG']],
    // A blank before what does not look like another tag.
    ['docs:see https://x.io\nat:2026-01-31 12:30\nt:a: b', ['docs:see https://x.io', 'at:2026-01-31 12:30', 't:a: b']],
  ])('%j', (text, value) => {
    expect(tags(text)).toEqual({ value, warnings: [], leavesOut: false });
  });

  test.each(['a', 'a:', ':b', ':', 'a b', '{"a'])('%j is not key:value: it is left out and quoted', (tag) => {
    const warning = `"${tag}" is left out. Expected: key:value.`;
    expect(tags(`x:y\n${tag}`)).toEqual({ value: ['x:y'], warnings: [warning], leavesOut: true });
  });

  test.each([
    ['branch:$GITHUB_REF_NAME', '${{ github.ref_name }}'],
    ['team: null', 'there is no value'],
    ['team:undefined', 'there is no value'],
    ['k:${TAG:-x}', '${{ env.TAG }}'],
    ['${KEY:-k:v}', '${{ env.KEY }}'],
    ['sha:$(git rev-parse HEAD)', 'Run the command in an earlier step'],
    ['k:\u001b[32mgreen\u001b[0m', 'color codes'],
    ['\u001b[32mk:green', 'color codes'],
  ])('%j has no value: it is left out and quoted with the reason', (tag, why) => {
    const parsed = tags(`x:y\n${tag}`);
    expect(parsed).toMatchObject({ value: ['x:y'], leavesOut: true });
    const [warning, ...others] = 'warnings' in parsed ? parsed.warnings : [];
    expect(others).toEqual([]);
    expect(warning).toContain(why);
    expect(warning?.startsWith(`"${tag}" is left out. `)).toBe(true);
  });

  test('of those that are left out ten are quoted, and the others counted', () => {
    const text = Array.from({ length: 13 }, (_, index) => `t${index},k${index}:null`).join();
    expect(tags(text)).toMatchObject({
      warnings: [
        expect.stringMatching(/^"t0", .*"t9" and 3 more are left out\. Expected: key:value\.$/),
        expect.stringMatching(/^"k0:null", .*"k9:null" and 3 more are left out\. Tools/),
      ],
    });
  });

  test('those that may be several are one warning that asks', () => {
    const warnings = ['"team:web region:eu" is read as one tag. Did you mean several? Put each tag on its own line.'];
    expect(tags('team:web region:eu')).toEqual({ value: ['team:web region:eu'], warnings, leavesOut: false });
    expect(tags('a:b\tc:d, e:f g:h')).toMatchObject({
      warnings: [expect.stringContaining('is left out'), expect.stringMatching(/^"e:f g:h" is read as one/)],
    });
    expect(tags('a:b c:d, e:f g:h')).toMatchObject({
      warnings: [expect.stringMatching(/^"a:b c:d", "e:f g:h" are read as one tag each\. Did you mean several\?/)],
    });
  });
});

test.each(['a,', '[]\n', '["\n', '$A,', 'a b;', '- x\n', 'é ', 'a:b\n', 'a:$(,', 'a :', ' \n', '\u0301'])(
  'reading %j over and over takes linear time',
  async (part) => {
    const text = part.repeat(32_768 / part.length);
    const numbered = Array.from({ length: 4096 }, (_, index) => `${index}${part}`).join('');
    const work = () => [text, numbered, `x${text}!`].map((each) => [services(each), tags(each)]);
    expect(await effort(work, text.length)).toBeLessThan(LINEAR);
  },
);
