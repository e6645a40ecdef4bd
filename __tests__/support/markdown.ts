import { marked, type Token, type Tokens } from 'marked';

/** Every token of a Markdown text, at any depth. */
export function tokensOf(markdown: string): Token[] {
  return tokensIn(marked.lexer(markdown));
}

function tokensIn(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    const cells = token.type === 'table' ? [token['header'], ...token['rows']].flat() : [];
    const inner = [...(token.type === 'table' ? [] : [token]), ...cells];
    return [token, ...inner.flatMap(({ tokens: under = [] }: { tokens?: Token[] }) => tokensIn(under))];
  });
}

/** The tables of a Markdown text: the number of cells in the head and in each row. */
export function tableShapes(markdown: string): number[][] {
  return marked
    .lexer(markdown)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .map(({ header, rows }) => [header.length, ...rows.map((row) => row.length)]);
}

/** Pieces of text that Markdown would read as structure. */
export const MARKDOWN_PIECES = [
  ...['|', '`', '```', '\\', '\n', '\r', '<b>', '[a](http://b)', '![x](y)', '**', '&lt;', '#', '- ', ' '],
  ...['https://evil.example', 'www.evil.example', 'a@evil.example'],
];
