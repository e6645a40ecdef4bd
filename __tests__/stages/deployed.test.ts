/** Whether the deployment happened. */
import { expect, test } from '@jest/globals';
import { type DeployOptions, deploy, type Row, table } from '../support/stage.ts';

test('every word, in a job that succeeded and in one that failed', async () => {
  const yes = ['success', 'succeeded', 'true', 'yes', 'SUCCESS'];
  const no = [
    'failure',
    'failed',
    'error',
    'cancelled',
    'canceled',
    'skipped',
    'timed_out',
    'startup_failure',
  ];
  const notYet = ['pending', 'queued', 'waiting', 'requested', 'in_progress', 'action_required', 'inactive'];
  const others = ['false', 'no', '', 'neutral', 'Degraded', '1', 'y', 'success failure', '${{ x }}'];
  const lines: string[] = [];
  for (const deployed of ['job', ...yes, ...no, ...notYet, ...others]) {
    const cells: string[] = [];
    for (const jobStatus of ['success', 'failure']) {
      const { events, annotations, read } = await deploy({ deployed }, { jobStatus });
      const level = /^(\w+): /.exec(annotations)?.[1] ?? 'line';
      const full = read.includes('\n$ POST') ? ', in full' : '';
      cells.push(events.length === 1 ? 'sent' : `nothing, ${level}${full}`);
    }
    lines.push(`${deployed}: ${cells.join(' | ')}`);
  }
  expect(lines.join('\n')).toMatchInlineSnapshot(`
job: sent | nothing, line
success: sent | sent
succeeded: sent | sent
true: sent | sent
yes: sent | sent
SUCCESS: sent | sent
failure: nothing, line | nothing, line
failed: nothing, line | nothing, line
error: nothing, line | nothing, line
cancelled: nothing, line | nothing, line
canceled: nothing, line | nothing, line
skipped: nothing, line | nothing, line
timed_out: nothing, line | nothing, line
startup_failure: nothing, line | nothing, line
pending: nothing, error, in full | nothing, error, in full
queued: nothing, error, in full | nothing, error, in full
waiting: nothing, error, in full | nothing, error, in full
requested: nothing, error, in full | nothing, error, in full
in_progress: nothing, error, in full | nothing, error, in full
action_required: nothing, line | nothing, line
inactive: nothing, line | nothing, line
false: nothing, line | nothing, line
no: nothing, line | nothing, line
: nothing, error, in full | nothing, line
neutral: nothing, error, in full | nothing, error, in full
Degraded: nothing, error, in full | nothing, error, in full
1: nothing, error, in full | nothing, error, in full
y: nothing, error, in full | nothing, error, in full
success failure: nothing, error, in full | nothing, error, in full
\${{ x }}: nothing, error, in full | nothing, error, in full
`);
});

test('what the log and the summary say in each cell of the table', async () => {
  const values: readonly (readonly [string, string])[] = [
    ['not given', 'job'],
    ['yes', 'success'],
    ['no', 'skipped'],
    ['empty', ''],
    ['unknown', 'Degraded'],
  ];
  const rows = values.flatMap(([title, deployed]) =>
    ['success', 'failure'].map(
      (jobStatus): Row => [`${title}, job ${jobStatus}`, { deployed }, { jobStatus }],
    ),
  );
  expect(await table(rows)).toMatchInlineSnapshot(`
# not given, job success
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# not given, job failure
[post]
No deployment event: the status of the job is "failure", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
summary: No deployment event: the status of the job is "failure", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# yes, job success
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# yes, job failure
[post]
The deployment happened (input "deployed"), although the status of the job is "failure".
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# no, job success
[post]
No deployment event: the deployment did not happen (input "deployed").
summary: No deployment event: the deployment did not happen (input "deployed").
# no, job failure
[post]
No deployment event: the deployment did not happen (input "deployed").
summary: No deployment event: the deployment did not happen (input "deployed").
# empty, job success
[post]
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
summary: No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
# empty, job failure
[post]
No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false.
summary: No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false.
# unknown, job success
[post]
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
summary: No deployment event: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
# unknown, job failure
[post]
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
summary: No deployment event: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
`);
});

test('a cancelled job, a finish that is given, and a status of the job that nobody knows', async () => {
  const finish = { 'finished-at': '1780315250' };
  const rows: Row[] = [
    ['cancelled', {}, { jobStatus: 'cancelled' }],
    ['failed, with a finish', finish, { jobStatus: 'failure' }],
    ['failed, with a wrong finish', { 'finished-at': 'soon' }, { jobStatus: 'failure' }],
    ['unknown', {}, { jobStatus: 'neutral' }],
    ['unknown, deployed', { deployed: 'true' }, { jobStatus: '' }],
  ];
  expect(await table(rows, ({ read }) => read)).toMatchInlineSnapshot(`
# cancelled
[post]
No deployment event: the status of the job is "cancelled", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
summary: No deployment event: the status of the job is "cancelled", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# failed, with a finish
[post]
No deployment event: the status of the job is "failure", so nothing counts as deployed. It seems to have finished, because finished-at holds a time. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
summary: No deployment event: the status of the job is "failure", so nothing counts as deployed. It seems to have finished, because finished-at holds a time. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# failed, with a wrong finish
[post]
warning: Input "finished-at" is invalid: "soon". Expected: Unix time in whole seconds, milliseconds, microseconds or nanoseconds, Unix seconds with a decimal fraction (date +%s.%N), or RFC 3339 with an offset (2026-01-31T12:00:00Z, 2026-01-31T14:00:00.5+02:00); not before 2000 and not more than a day ahead. The event is sent with the finish that was recorded when the job ended.
No deployment event: the status of the job is "failure", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
summary: No deployment event: the status of the job is "failure", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# unknown
[post]
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event: the input "job-status" is "neutral". Expected: success, failure or cancelled; its default is the status of the job. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
summary: No deployment event: the input "job-status" is "neutral". Expected: success, failure or cancelled; its default is the status of the job.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
# unknown, deployed
[post]
The deployment happened (input "deployed"), although the status of the job is "".
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
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
Dry run: nothing is sent. Each request would be:
POST http://datadog/api/v2/dora/deployment
{"data":{"attributes":{"id":"<id>","service":"shopist","env":"prod","version":"1.2.0","git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"},"started_at":1780315200000000000,"finished_at":1780315260000000000}}}
error: No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false. The job continues.
summary: No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
`);
});

test('without a summary, nothing claims that it shows the event', async () => {
  const { read, summary } = await deploy({ deployed: '', 'job-summary': 'false' });
  expect(summary).toBe('');
  expect(read).toMatchInlineSnapshot(`
[post]
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false. The log has each event in full, with a command that sends it if the deployment happened. The job continues.
`);
});
