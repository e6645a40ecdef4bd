/** Inputs that are refused: what is told, what is sent, and whether the job fails. */
import { describe, expect, test } from '@jest/globals';
import { type CaseResult, deploy, type Row, SHA, table } from '../support/stage.ts';

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

  test('one wrong option: what is said, and what is sent', async () => {
    const rows = options.map(([name, value]): Row => [`${name}: ${value}`, { [name]: value }]);
    const show = ({ annotations, requests }: CaseResult) => `${annotations}\nsent: ${requests.length}`;
    expect(await table(rows, show)).toMatchInlineSnapshot(`
# dry-run: yes
error: Input "dry-run" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. No deployment event can be sent. The job continues.
sent: 0
# skip-git: yes
warning: Input "skip-git" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. The event is sent without git.
sent: 1
# ci-tags: yes
warning: Input "ci-tags" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. The default, "false", is used: no CI tags are added.
sent: 1
# timeout: 5m
warning: Input "timeout" is invalid: "5m". Expected: whole seconds from 1 to 120. The default, 60, is used.
sent: 1
# job-summary: no
warning: Input "job-summary" is invalid: "no". Expected: true, True, TRUE, false, False or FALSE. The default, "true", is used: a job summary is written.
sent: 1
# fail-on-error: yes
warning: Input "fail-on-error" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. "false" is used: errors do not fail the job.
sent: 1
# started-at: 2026-06-01T12:00:00
warning: Input "started-at" is invalid: "2026-06-01T12:00:00". Expected: "job", "step", or Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The recorded start is used.
sent: 1
# git-commit-sha: abc
warning: Input "git-commit-sha" is invalid: "abc". Expected: a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it. The event is sent without git: change lead time and rollback detection need a repository and a commit.
sent: 1
# git-repository-url: not a repository
warning: Input "git-repository-url" is invalid: "not a repository". Expected: a repository: owner/name, host/owner/name, or a URL (https://github.com/owner/name, ssh://…, git@host:owner/name.git). The event is sent without git: change lead time and rollback detection need a repository and a commit.
sent: 1
# version: $X
warning: Input "version" is invalid: "$X". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable X write \${{ env.X }}. The event is sent without it.
sent: 1
# custom-tags: bad
warning: Input "custom-tags": "bad" is not of the form key:value. The event is sent without it.
sent: 1
# finished-at: soon
warning: Input "finished-at" is invalid: "soon". Expected: Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The event is sent with the end of the job as its finish.
sent: 1
# deployed: Degraded
error: No deployment event: the input "deployed" is "Degraded", which is not a recognized value. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
sent: 0
# change-failure: Degraded
warning: Input "change-failure" is invalid: "Degraded". Expected: true or false, or the outcome of a step that tests the deployment (success, failure, cancelled or skipped). The deployment is not marked as a change failure.
sent: 1
# remediation: roll back
warning: Input "remediation" is invalid: "roll back". Expected: rollback or rollforward. No earlier deployment is marked as a change failure.
sent: 1
# remediates-id: too short
warning: Input "remediates-id" is invalid: "too short". Expected: 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; or a list of IDs; or the JSON of the output deployment-ids. No earlier deployment is marked as a change failure.
sent: 1
`);
  });

  test('each of them with fail-on-error: whether the job fails, and whether an event is sent', async () => {
    const lines: string[] = [];
    for (const [name, value] of options.filter(([name]) => name !== 'fail-on-error')) {
      const { verdict, events } = await deploy({ [name]: value, 'fail-on-error': 'true' });
      lines.push(`${name}: ${verdict}, ${events.length === 0 ? 'nothing sent' : 'sent'}`);
    }
    expect(lines.join('\n')).toMatchInlineSnapshot(`
dry-run: failure, nothing sent
skip-git: failure, sent
ci-tags: failure, sent
timeout: failure, sent
job-summary: failure, sent
started-at: failure, sent
git-commit-sha: failure, sent
git-repository-url: failure, sent
version: failure, sent
custom-tags: failure, sent
finished-at: failure, sent
deployed: failure, nothing sent
change-failure: failure, sent
remediation: failure, sent
remediates-id: failure, sent
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
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: the name of the secret is misspelled, or the secret belongs to an environment and the job has no "environment:". Otherwise, this is a reusable workflow called without "secrets: inherit", or the step that fetches the key comes after this one. No deployment event can be sent. The job continues.
error: Input "service" is invalid: ",". Expected: names of services, not all of them empty, separated by newlines or commas, or as a JSON array of strings. No deployment event can be sent. The job continues.
warning: Input "ci-tags" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. The default, "false", is used: no CI tags are added.
warning: Input "started-at" is invalid: "2026-06-01T12:00:00". Expected: "job", "step", or Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The recorded start is used.
warning: Input "skip-git" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. The event is sent without git.
error: Input "site" is invalid: "datadoghq". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. No deployment event can be sent. The job continues.
error: Input "api-url" is invalid: "relay". Expected: an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment. No deployment event can be sent. The job continues.
error: Input "dry-run" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. No deployment event can be sent. The job continues.
warning: Input "fail-on-error" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. "false" is used: errors do not fail the job.
warning: Input "timeout" is invalid: "5m". Expected: whole seconds from 1 to 120. The default, 60, is used.
warning: Input "job-summary" is invalid: "no". Expected: true, True, TRUE, false, False or FALSE. The default, "true", is used: a job summary is written.
warning: Input "version" is invalid: "$X". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable X write \${{ env.X }}.
warning: Input "custom-tags": "bad" is not of the form key:value. The event is sent without it.
warning: Input "git-commit-sha" is invalid: "abc". Expected: a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it.
warning: Input "git-repository-url" is invalid: "not a repository". Expected: a repository: owner/name, host/owner/name, or a URL (https://github.com/owner/name, ssh://…, git@host:owner/name.git).
[post]
No deployment event: invalid inputs (api-key, service, ci-tags, started-at, skip-git, site, api-url, dry-run, fail-on-error, timeout, job-summary, version, custom-tags, git-commit-sha, git-repository-url). The errors are in the log of this step, above.
summary: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: the name of the secret is misspelled, or the secret belongs to an environment and the job has no "environment:". Otherwise, this is a reusable workflow called without "secrets: inherit", or the step that fetches the key comes after this one. No deployment event can be sent.
summary: Input "service" is invalid: ",". Expected: names of services, not all of them empty, separated by newlines or commas, or as a JSON array of strings. No deployment event can be sent.
summary: Input "site" is invalid: "datadoghq". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. No deployment event can be sent.
summary: Input "api-url" is invalid: "relay". Expected: an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment. No deployment event can be sent.
summary: Input "dry-run" is invalid: "yes". Expected: true, True, TRUE, false, False or FALSE. No deployment event can be sent.
`);
  });

  test('service and git-commit-sha at once: both are told', async () => {
    const { annotations } = await deploy({ service: '', 'git-commit-sha': SHA.slice(0, 7) });
    expect(annotations).toMatchInlineSnapshot(`
error: Input "service" is not set. Expected: a service name or several, separated by newlines or commas, or as a JSON array of strings (also in DD_SERVICE), at most 1000. If a later step provides it, move this step below that one: the deployment still starts with the job. Otherwise an output is misspelled, or the event that triggered the workflow has no such field. No deployment event can be sent. The job continues.
warning: Input "git-commit-sha" is invalid: "0a1b2c3". Expected: a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it.
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
