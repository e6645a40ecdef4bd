import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { harmlessJson, markdownCode, markdownText, summaryMarkdown } from '../../src/delivery/summary.ts';
import { MARKDOWN_PIECES, tableShapes, tokensOf } from '../support/markdown.ts';
import { anyText } from '../support/text.ts';

const text = fc.oneof(
  anyText({ maxLength: 40 }),
  fc.array(fc.constantFrom(...MARKDOWN_PIECES), { maxLength: 8 }).map((parts) => parts.join('')),
);
const oneLine = text.map((value) => value.replace(/[\r\n]/g, ' '));

function summarise(
  rows: readonly (readonly string[])[],
  commands: readonly string[] = [],
  notes: readonly string[] = [],
): string {
  return summaryMarkdown({
    title: 'Title',
    notes,
    head: ['A', 'B'],
    rows,
    foot: ['[Foot](https://example.com/foot)'],
    advice: 'Run these.',
    commands,
  });
}

describe('a summary', () => {
  test('has a title, a table, a foot, and commands only where there are some', () => {
    expect(summarise([['1', '2']])).toBe(
      '## Title\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n[Foot](https://example.com/foot)\n',
    );
    expect(summarise([['1', '2']], ['run'])).toContain('\n\nRun these.\n\n```sh\nrun\n```\n');
  });

  test('has notes without a table', () => {
    expect(summaryMarkdown({ title: 'Title', notes: ['One', 'Two'] })).toBe('## Title\n\nOne\n\nTwo\n');
  });

  test('keeps its one table, its own link and its commands, whatever is in cells and commands', () => {
    fc.assert(
      fc.property(text, text, oneLine, (a, b, command) => {
        const row = [markdownCode(a), markdownCode(b)];
        const markdown = summarise([row, row], [`run ${command}`], [a, b]);
        expect(tableShapes(markdown)).toEqual([[2, 2, 2]]);
        const tokens = tokensOf(markdown);
        const of = (type: string) => tokens.filter((token) => token.type === type);
        expect(of('link').map((token) => ('href' in token ? token.href : ''))).toEqual(['https://example.com/foot']);
        expect(of('image')).toEqual([]);
        expect(of('html').filter(({ raw }) => !/^<\/?(?:code|span)>$/.test(raw))).toEqual([]);
        expect(of('code').map((token) => ('text' in token ? token.text : ''))).toEqual([`run ${command}`]);
        expect(of('heading')).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['rows', Array.from({ length: 20_000 }, () => ['é'.repeat(40), 'x']), []],
    ['commands', [['1', '2']], Array.from({ length: 1000 }, () => 'é'.repeat(2000))],
    ['one command', [['1', '2']], ['x'.repeat(2_000_000)]],
    ['one row', [['x'.repeat(2_000_000), '2']], ['x']],
    ['notes', [['1', '2']], ['x'], Array.from({ length: 1000 }, () => 'é.'.repeat(1000))],
  ])('stays below 1 MiB with too many %s, and says where the rest is', (_what, rows, commands, notes = []) => {
    const summary = summarise(rows, commands, notes);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/[Tt]he rest is in the log/);
    expect(summary).toContain('## Title');
  });

  test('the table takes no more than half, so that commands have room', () => {
    const rows = Array.from({ length: 20_000 }, () => ['é'.repeat(40), 'x']);
    const summary = summarise(rows, ['run this']);
    expect(summary).toContain('```sh\nrun this\n```');
    expect(summary).toContain('[Foot](https://example.com/foot)');
  });
});

describe('a text as code in a cell', () => {
  test.each([
    ['', ''],
    ['v1.2.3', '`v1.2.3`'],
    ['größer', '`größer`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['`', '<code>&#96;</code>'],
    ['<b>', '<code>&#60;b&#62;</code>'],
    ['a\nb', '`a ⏎ b`'],
    ['##[group]', '<code>&#35; &#35;&#91;group&#93;</code>'],
    ['a@b.example', '`a@b.example`'],
    ['<a@b.example', '<code>&#60;a<span>&#64;</span>b.example</code>'],
  ])('%j', (value, expected) => {
    expect(markdownCode(value)).toBe(expected);
  });
});

// GitHub decodes entities before it looks for addresses, and looks in each text between two tags by itself. Seen with
// cmark-gfm: `<code>a&#64;b&#46;example</code>` becomes a link.
describe('GitHub makes no link of an address', () => {
  test.each([
    'a@evil.example',
    'mailto:a@evil.example',
    'xmpp:a@evil.example/x',
    'www.evil.example',
    'WWW.evil.example',
    'https://evil.example',
    'http://user:password@www.evil.example/',
    'ftp://evil.example',
  ])('%s', (address) => {
    // A mark that makes the cell HTML, because nothing is a link in a code span.
    for (const markdown of [markdownText(`see ${address}`), markdownCode(`| ${address}`)]) {
      const texts = markdown
        .split(/<[^>]+>/)
        .map((part) => part.replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code))));
      expect(texts.join('')).toContain(address);
      for (const text of texts) {
        expect(text).not.toMatch(/.@.|www\.|:\/\//i);
      }
    }
    expect(markdownCode(address)).toBe(`\`${address}\``);
  });
});

test('JSON means the same afterwards, and the runner finds no command in it', () => {
  const value = fc.oneof(anyText(), text, fc.constant('##[set-env name=x]'));
  fc.assert(
    fc.property(value, (part) => {
      const json = harmlessJson(JSON.stringify({ part }));
      expect(JSON.parse(json)).toEqual({ part });
      expect(json).not.toMatch(/[\r\n]|##\[/);
    }),
  );
});
