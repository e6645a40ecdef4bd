import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import type { Delivery } from '../src/datadog/client.ts';
import { parseSite } from '../src/datadog/site.ts';
import type { Deployment } from '../src/deployment.ts';
import { createLog } from '../src/log.ts';
import { curlCommand, summaryMarkdown, undeliveredMessages } from '../src/report.ts';
import { deployment } from './support/deployment.ts';

const url = 'https://api.datadoghq.com/api/v2/dora/deployment';

function undelivered(of: Deployment, what: string): Delivery {
  const reason = { what, hint: '', retry: false };
  return { deployment: of, undelivered: reason, status: 400, attempts: 1, milliseconds: 1 };
}

function summarise(deliveries: readonly Delivery[]): string {
  const site = parseSite('datadoghq.com');
  if ('refused' in site) {
    throw new Error(site.refused);
  }
  const deployments = deliveries.map((delivery) => delivery.deployment);
  const report = { site, url, failOnError: false, jobSummary: true, deliveries, deployments };
  return summaryMarkdown(report, createLog([]));
}

function tokensIn(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    const cells = token.type === 'table' ? [token['header'], ...token['rows']].flat() : [];
    const inner = [...(token.type === 'table' ? [] : [token]), ...cells];
    return [token, ...inner.flatMap(({ tokens: under = [] }: { tokens?: Token[] }) => tokensIn(under))];
  });
}

const isTable = (token: Token): token is Tokens.Table => token.type === 'table';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '|',
        '`',
        '```',
        '\\',
        '\n',
        '\r',
        '<b>',
        '[a](http://b)',
        '![x](y)',
        '**',
        '&lt;',
        '#',
        '- ',
        'https://evil.example',
        ' ',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

describe('the job summary', () => {
  test('keeps its one table and its own links, whatever is in the values', () => {
    fc.assert(
      fc.property(text, text, text, text, (service, env, version, what) => {
        const delivery = undelivered(deployment(service, { env, version }), what);
        const tokens = marked.lexer(summarise([delivery, delivery]));
        const tables = tokens.filter(isTable);
        expect(tables.map(({ header, rows }) => [header.length, ...rows.map((row) => row.length)])).toEqual([
          [7, 7, 7],
        ]);
        const all = tokensIn(tokens);
        const links = all.flatMap((token) => (token.type === 'link' ? [token['href']] : []));
        expect(
          links.filter((href) => !/^https:\/\/(?:app\.datadoghq\.com|github\.com)\//.test(href)),
        ).toEqual([]);
        expect(all.filter(({ type }) => type === 'image')).toEqual([]);
        // Of HTML there is only the mark of code around what has marks of its own.
        const html = all.flatMap((token) => (token.type === 'html' ? [token.raw] : []));
        expect(html.filter((raw) => !/^<\/?code>$/.test(raw))).toEqual([]);
        // The headline, the table, the link, the advice, a command each.
        expect(tokens.filter(({ type }) => type === 'code')).toHaveLength(2);
        expect(tokens.filter(({ type }) => type === 'heading')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  test('stays below 1 MiB with a thousand undelivered events, and says that the rest is in the log', () => {
    const tags = Array.from({ length: 100 }, (_, index) => `tag-${index}:${'é'.repeat(50)}`);
    const deliveries = Array.from({ length: 1000 }, (_, index) =>
      undelivered(deployment(`service-${index}`, { customTags: tags }), 'x'.repeat(400)),
    );
    const summary = summarise(deliveries);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain('The rest is in the log.');
  });
});

describe('the annotations of undelivered events', () => {
  const options = { failOnError: false, jobSummary: true };

  test('one for services with the same cause', () => {
    const lost = ['a', 'b', 'c'].map((service) => undelivered(deployment(service), 'HTTP 403: Forbidden'));
    expect(undeliveredMessages(lost, options)).toEqual([
      expect.stringMatching(
        /^No deployment event reached Datadog for a, b, c: HTTP 403: Forbidden\. The log and/,
      ),
    ]);
  });

  test('ten at most', () => {
    const lost = Array.from({ length: 30 }, (_, index) =>
      undelivered(deployment(`s${index}`), `cause ${index}`),
    );
    const messages = undeliveredMessages(lost, options);
    expect(messages).toHaveLength(10);
    expect(messages.at(-1)).toContain('for 21 further reasons: see the log');
  });

  test('say where the event is, and whether the job fails', () => {
    const lost = [undelivered(deployment('a'), 'x')];
    expect(undeliveredMessages(lost, { failOnError: true, jobSummary: false })).toEqual([
      'No deployment event reached Datadog for a: x. The log has each event in full, with a command that sends it. The job fails, as fail-on-error is true.',
    ]);
  });
});

test('the curl command is one line without a workflow command, whatever is in the event', () => {
  fc.assert(
    fc.property(text, text, (service, version) => {
      const command = curlCommand(deployment(`${service}##[set-env name=x]\n::error::`, { version }), url);
      expect(command).not.toMatch(/[\r\n]|##\[/);
      expect(command).toMatch(/^curl /);
    }),
  );
});
