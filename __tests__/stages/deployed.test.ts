/** Whether the deployment happened. */
import { expect, test } from '@jest/globals';
import { type DeployOptions, deploy, type Row, table } from '../support/stage.ts';

test('every word, in a job that succeeded and in one that failed', async () => {
  const yes = ['success', 'succeeded', 'true', 'yes', 'SUCCESS'];
  const no = ['failure', 'failed', 'error', 'cancelled', 'canceled', 'skipped', 'timed_out'];
  const notYet = [
    'startup_failure',
    'pending',
    'queued',
    'waiting',
    'requested',
    'in_progress',
    'action_required',
    'inactive',
  ];
  const others = ['false', 'no', '', 'neutral', 'Degraded', '1', 'y', 'success failure', '${{ x }}'];
  const words: Record<string, string> = {};
  for (const deployed of ['job', ...yes, ...no, ...notYet, ...others]) {
    const cells: string[] = [];
    // As in every input, a JSON string is that string.
    for (const jobStatus of ['"success"', 'failure']) {
      const { events, annotations, read } = await deploy({ deployed }, { jobStatus });
      const level = /^(\w+): /.exec(annotations)?.[1] ?? 'line';
      const full = read.includes('\n$ POST') ? ', in full' : '';
      cells.push(events.length === 1 ? 'sent' : `nothing, ${level}${full}`);
    }
    const became = cells.join(' | ');
    words[became] = `${words[became] ?? ''} "${deployed}"`;
  }
  const lines = Object.entries(words).map(([became, all]) => `${became}:${all}`);
  expect(lines.join('\n')).toMatchInlineSnapshot(`
sent | nothing, line: "job"
sent | sent: "success" "succeeded" "true" "yes" "SUCCESS"
nothing, notice | nothing, line: "failure" "failed" "error" "cancelled" "canceled" "skipped" "timed_out" "startup_failure" "pending" "queued" "waiting" "requested" "in_progress" "action_required" "inactive" "false" "no"
nothing, error, in full | nothing, line: ""
nothing, error, in full | nothing, error, in full: "neutral" "Degraded" "1" "y" "success failure" "\${{ x }}"
`);
});

test('what the log and the summary say where they say more than of a good deployment', async () => {
  const rows: Row[] = [
    ['not given, job failure', {}, { jobStatus: 'failure' }],
    ['yes, job failure', { deployed: 'success' }, { jobStatus: 'failure' }],
    ['no, job success', { deployed: 'skipped' }],
    ['no, job failure', { deployed: 'skipped' }, { jobStatus: 'failure' }],
    ['empty, job success', { deployed: '' }],
    ['empty, job failure', { deployed: '' }, { jobStatus: 'failure' }],
    ['unknown, job failure', { deployed: 'Degraded' }, { jobStatus: 'failure' }],
  ];
  expect(await table(rows)).toMatchInlineSnapshot(`
# not given, job failure
[post]
No deployment event: the status of the job is "failure", so it is treated as not deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
summary: No deployment event: the status of the job is "failure", so it is treated as not deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# yes, job failure
[post]
Reported as deployed because the input "deployed" is "success", although the status of the job is "failure".
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
# no, job success
[post]
notice: No deployment event: the input "deployed" is "skipped": nothing was deployed.
summary: No deployment event: the input "deployed" is "skipped": nothing was deployed.
# no, job failure
[post]
No deployment event: the input "deployed" is "skipped": nothing was deployed.
summary: No deployment event: the input "deployed" is "skipped": nothing was deployed.
# empty, job success
[post]
error: No deployment event: the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
summary: No deployment event: the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
summary: Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
# empty, job failure
[post]
No deployment event: the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false.
summary: No deployment event: the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false.
# unknown, job failure
[post]
error: No deployment event: the input "deployed" is "Degraded", which is not a recognized value. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
summary: No deployment event: the input "deployed" is "Degraded", which is not a recognized value. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
summary: Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
`);
});

test('a cancelled job, a finish that is given, and a status of the job that nobody knows', async () => {
  const finish = { 'finished-at': '1780315250' };
  const rows: Row[] = [
    ['cancelled', {}, { jobStatus: 'cancelled' }],
    ['failed, with a finish', finish, { jobStatus: 'failure' }],
    ['unknown', {}, { jobStatus: 'neutral' }],
    ['unknown, deployed', { deployed: 'true' }, { jobStatus: '' }],
  ];
  expect(await table(rows, ({ read }) => read)).toMatchInlineSnapshot(`
# cancelled
[post]
No deployment event: the status of the job is "cancelled", so it is treated as not deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
summary: No deployment event: the status of the job is "cancelled", so it is treated as not deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# failed, with a finish
[post]
No deployment event: the status of the job is "failure", so it is treated as not deployed. It may have finished, though: finished-at is set. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
summary: No deployment event: the status of the job is "failure", so it is treated as not deployed. It may have finished, though: finished-at is set. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# unknown
[post]
error: No deployment event: the input "job-status" is "neutral". Expected: success, failure or cancelled; its default is the status of the job. The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
summary: No deployment event: the input "job-status" is "neutral". Expected: success, failure or cancelled; its default is the status of the job.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
summary: Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
# unknown, deployed
[post]
Reported as deployed because the input "deployed" is "true", although the status of the job is not known.
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
`);
});

test('with fail-on-error: red where nobody can tell, green where the workflow says so', async () => {
  const lines: string[] = [];
  const cases: readonly (readonly [string, DeployOptions?])[] = [
    ['skipped'],
    ['job', { jobStatus: 'failure' }],
    [''],
    ['', { jobStatus: 'failure' }],
    ['Degraded'],
    ['Degraded', { jobStatus: 'failure' }],
    ['job', { jobStatus: 'neutral' }],
  ];
  for (const [deployed, options] of cases) {
    const { verdict } = await deploy({ deployed, 'fail-on-error': 'true' }, options);
    lines.push(`"${deployed}", job ${options?.jobStatus ?? 'success'}: ${verdict}`);
  }
  expect(lines.join('\n')).toMatchInlineSnapshot(`
"skipped", job success: success
"job", job failure: success
"", job success: failure
"", job failure: success
"Degraded", job success: failure
"Degraded", job failure: failure
"job", job neutral: failure
`);
});

test('a dry run prints an event of which nobody can tell, without a command', async () => {
  const { read } = await deploy({ deployed: '', 'dry-run': 'true' });
  expect(read).toMatchInlineSnapshot(`
[post]
error: No deployment event: the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The job continues.
Dry run: nothing is sent. Each request would be:
POST http://datadog/api/v2/dora/deployment
{"data":{"attributes":{"id":"<id>","service":"shopist","env":"prod","version":"1.2.0","git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"},"started_at":1780315200000000000,"finished_at":1780315260000000000}}}
summary: No deployment event: the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
`);
});

test('without a summary, nothing claims that it shows the event', async () => {
  const { read, summary } = await deploy({ deployed: '', 'job-summary': 'false' });
  expect(summary).toBe('');
  expect(read).toMatchInlineSnapshot(`
[post]
error: No deployment event: the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The log contains the event, with a command that sends it if the deployment happened. The job continues.
Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
`);
});
