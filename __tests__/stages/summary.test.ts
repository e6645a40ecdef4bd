/** The job summary of a deployment. Its Markdown is in `delivery/`. */
import { expect, test } from '@jest/globals';
import { tableShapes } from '../support/markdown.ts';
import { deploy, type Row, table } from '../support/stage.ts';

test('is left out where it is not wanted, and then no sentence mentions it', async () => {
  const { summary, annotations } = await deploy({ 'job-summary': 'false' }, { faults: [{ status: 400 }] });
  expect(summary).toBe('');
  expect(annotations).toMatchInlineSnapshot(
    `error: Datadog has not confirmed the deployment event of shopist: HTTP 400: Bad Request. Datadog rejected the event. Check the attribute that its message names. The log contains a command that sends it. The job continues.`,
  );
  expect((await deploy({ 'job-summary': 'false', service: ',' })).summary).toBe('');
});

test('says what is not set, shortens a version that is a commit, and links only to pages', async () => {
  const rows: Row[] = [
    ['not set', { env: '', version: '', 'skip-git': 'true' }],
    ['a commit as version', { version: 'f'.repeat(40) }],
    [
      'a repository without a page',
      { 'git-repository-url': 'ssh://git.acme.example/app.git', 'git-commit-sha': 'f'.repeat(40) },
    ],
  ];
  expect(
    await table(rows, ({ summary }) =>
      summary
        .split('\n')
        .filter((line) => line.includes('UTC'))
        .join('\n'),
    ),
  ).toMatchInlineSnapshot(`
# not set
| \`shopist\` | not set | not set |  | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
# a commit as version
| \`shopist\` | \`prod\` | \`fffffff\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567) | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
# a repository without a page
| \`shopist\` | \`prod\` | \`1.2.0\` | \`fffffff\` | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
`);
});

test('keeps its one table, whatever is in the values', async () => {
  const odd = 'a|b`c<d>&amp;[e](http://f) **g** \\|';
  const { summary } = await deploy({ service: odd, env: odd, version: odd }, { faults: [{ status: 400, body: odd }] });
  expect(tableShapes(summary)).toEqual([[7, 7]]);
});
