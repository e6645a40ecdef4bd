/** Inputs that are refused: what is told, what is sent, and whether the job fails. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, type Row, table } from '../support/stage.ts';

describe('wrong inputs', () => {
  const options: readonly (readonly [string, string])[] = [
    ['dry-run', 'yes'],
    ['skip-git', 'yes'],
    ['ci-tags', 'yes'],
    ['timeout', '5m'],
    ['job-summary', 'no'],
    ['fail-on-error', 'yes'],
    ['started-at', '2026-06-01T12:00:00'],
    ['git-commit-sha', 'abc'],
    ['git-repository-url', 'not a repository'],
    ['version', '$X'],
    ['custom-tags', 'bad'],
    ['finished-at', 'soon'],
    ['deployed', 'Degraded'],
    ['change-failure', 'Degraded'],
    ['remediation', 'roll back'],
    ['remediates-id', 'too short'],
  ];

  test('one wrong option: a warning or an error, and whether an event is sent; with fail-on-error the job fails', async () => {
    const lines: string[] = [];
    for (const [name, value] of options) {
      const { annotations, events, read } = await deploy({ [name]: value });
      const red = await deploy({ 'fail-on-error': 'true', [name]: value });
      const sent = [events, red.events].map(({ length }) => length).join(' and ');
      lines.push(
        `${name}: ${/^\w+/.exec(annotations)}, sent: ${sent}, ${red.verdict}${read.includes(`Invalid inputs: ${name}. The log`) ? ', in the summary' : ''}`,
      );
    }
    expect(lines.join('\n')).toMatchInlineSnapshot(`
dry-run: error, sent: 0 and 0, failure, in the summary
skip-git: warning, sent: 1 and 1, failure, in the summary
ci-tags: warning, sent: 1 and 1, failure, in the summary
timeout: warning, sent: 1 and 1, failure, in the summary
job-summary: warning, sent: 1 and 1, failure, in the summary
fail-on-error: warning, sent: 1 and 1, success, in the summary
started-at: warning, sent: 1 and 1, failure, in the summary
git-commit-sha: warning, sent: 1 and 1, failure, in the summary
git-repository-url: warning, sent: 1 and 1, failure, in the summary
version: warning, sent: 1 and 1, failure, in the summary
custom-tags: warning, sent: 1 and 1, failure, in the summary
finished-at: warning, sent: 1 and 1, failure, in the summary
deployed: error, sent: 0 and 0, failure
change-failure: warning, sent: 1 and 1, failure, in the summary
remediation: warning, sent: 1 and 1, failure, in the summary
remediates-id: warning, sent: 1 and 1, failure, in the summary
`);
  });

  test('with fail-on-error an error says why the job fails, also if only a mark or a time is refused', async () => {
    const rollback = { 'app-key': APP_KEY, remediation: 'rollback', 'fail-on-error': 'true' };
    const before = { 'started-at': '1780315230', 'finished-at': '1780315220', 'fail-on-error': 'true' };
    const rows: Row[] = [
      ['a finish before the start', before],
      ['a finish before the start, and no event', { ...before, deployed: 'false' }],
      [
        'a mark that is not made says nothing of the version',
        { ...before, 'finished-at': '', 'change-failure': 'true', version: '$X' },
      ],
      ['a target without a kind', { ...rollback, remediation: '', 'remediates-version': '1.1.0' }],
      ['both targets', { ...rollback, 'remediates-id': 'deployment-of-last-week', 'remediates-version': '1.1.0' }],
      ['too late', { 'fail-on-error': 'true' }, { later: { 'skip-git': 'true' } }],
      ['an application key that cannot be one', { ...rollback, 'app-key': 'a b', 'remediates-version': '1.1.0' }],
    ];
    const view = ({ annotations }: CaseResult) => annotations.split('\n').slice(-2).join(' ');
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# a finish before the start
error: Invalid inputs: finished-at. The job fails, because fail-on-error is true. The job fails.
# a finish before the start, and no event
notice: No deployment event: the input "deployed" is "false": nothing was deployed.
# a mark that is not made says nothing of the version
error: Invalid inputs: version. The job fails, because fail-on-error is true. The job fails.
# a target without a kind
error: Invalid inputs: remediates-version. The job fails, because fail-on-error is true. The job fails.
# both targets
error: Invalid inputs: remediates-id, remediates-version. The job fails, because fail-on-error is true. The job fails.
# too late
error: Invalid inputs: skip-git. The job fails, because fail-on-error is true. The job fails.
# an application key that cannot be one
warning: The event was stored, but the failed deployment shopist 1.1.0 could not be marked as a change failure: the Datadog application key is invalid (its value is not shown). Expected: one line of visible ASCII characters, without spaces. The log and the job summary contain a command that makes the mark. The job fails, because fail-on-error is true. The job fails.
`);
  });

  test('all at once: every one is told in one run, and the summary names them', async () => {
    const { read } = await deploy({
      'api-key': '',
      service: ',',
      site: 'datadoghq',
      'api-url': 'relay',
      ...Object.fromEntries(options),
    });
    expect(read).toMatchInlineSnapshot(`
[main]
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key. No deployment event can be sent. The job continues.
error: Input "service" is invalid: ",". Expected: names of services, not all of them empty, separated by newlines or commas, or as a JSON array of strings. No deployment event can be sent. The job continues.
warning: Input "ci-tags" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. The default, "false", is used: no CI tags are added.
warning: Input "skip-git" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. The event has no repository and no commit.
error: Input "site" is invalid: "datadoghq". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. No deployment event can be sent. The job continues.
error: Input "api-url" is invalid: "relay". Expected: an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment. No deployment event can be sent. The job continues.
error: Input "dry-run" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. No deployment event can be sent. The job continues.
warning: Input "fail-on-error" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. "false" is used: errors do not fail the job.
warning: Input "timeout" is invalid: "5m". Expected: whole seconds from 1 to 120. The default, 60, is used.
warning: Input "job-summary" is invalid: "no". Expected: true, True, TRUE, false, False or FALSE. The default, "true", is used: a job summary is written.
warning: Input "started-at" is invalid: "2026-06-01T12:00:00". Expected: "job", "step", or Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The recorded start is used, unless finished-at is earlier.
warning: Input "version" is invalid: "$X". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable X write \${{ env.X }}.
warning: Input "custom-tags": "bad" is left out. Expected: key:value.
warning: Input "git-commit-sha" is invalid: "abc". Expected: a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it.
warning: Input "git-repository-url" is invalid: "not a repository". Expected: a repository: owner/name, host/owner/name, or a URL (https://github.com/owner/name, ssh://…, git@host:owner/name.git).
[post]
No deployment event: invalid inputs (api-key, service, ci-tags, skip-git, site, api-url, dry-run, fail-on-error, timeout, job-summary, started-at, version, custom-tags, git-commit-sha, git-repository-url). The log of this step says why.
summary: No deployment event: invalid inputs (api-key, service, ci-tags, skip-git, site, api-url, dry-run, fail-on-error, timeout, job-summary, started-at, version, custom-tags, git-commit-sha, git-repository-url). The log of this step says why.
summary: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key. No deployment event can be sent.
summary: Input "service" is invalid: ",". Expected: names of services, not all of them empty, separated by newlines or commas, or as a JSON array of strings. No deployment event can be sent.
summary: Input "site" is invalid: "datadoghq". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. No deployment event can be sent.
summary: Input "api-url" is invalid: "relay". Expected: an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment. No deployment event can be sent.
summary: Input "dry-run" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. No deployment event can be sent.
`);
  });

  test('booleans are those of YAML 1.2', async () => {
    for (const text of ['true', 'True', 'TRUE']) {
      expect((await deploy({ 'dry-run': text })).requests).toEqual([]);
    }
    for (const text of ['false', 'False', 'FALSE', '']) {
      expect((await deploy({ 'dry-run': text })).requests).toHaveLength(1);
    }
    expect((await deploy({ 'dry-run': 'tRUE' })).requests).toEqual([]);
  });

  test('a timeout is 1 to 120 whole seconds', async () => {
    const lines: string[] = [];
    for (const timeout of ['1', '120', '0', '121', '1.5', '60s', '٦٠']) {
      const { everything } = await deploy({ timeout });
      lines.push(`${timeout}: ${/^timeout: .*/m.exec(everything)?.[0]}`);
    }
    expect(lines.join('\n')).toMatchInlineSnapshot(`
1: timeout: 1 (input)
120: timeout: 120 (input)
0: timeout: 60 (in place of an invalid value)
121: timeout: 60 (in place of an invalid value)
1.5: timeout: 60 (in place of an invalid value)
60s: timeout: 60 (in place of an invalid value)
٦٠: timeout: 60 (in place of an invalid value)
`);
  });
});
