/** Values that later steps provide, and inputs of another action. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, type Row, table } from '../support/stage.ts';

const view = ({ annotations, requests }: CaseResult) => [annotations, ...requests].filter(Boolean).join('\n');

describe('outside a composite action', () => {
  test('what post settles may come from a later step, and the log tells a difference', async () => {
    const { everything } = await deploy(
      { version: 'v', team: '', 'git-commit-sha': '' },
      {
        later: {
          version: 'v1.2.3',
          team: 'web',
          'custom-tags': 'fixed:yes',
          'git-commit-sha': 'f'.repeat(40),
          'git-repository-url': 'acme/other',
          'started-at': '2026-06-01T12:00:20.5Z',
          'finished-at': '1780315250',
        },
      },
    );
    expect(everything).toMatchInlineSnapshot(`
[main]
group: Datadog DORA deployment: settled before the deployment
api-key: *** (input)
service: shopist (input)
ci-tags: false (default)
skip-git: false (default)
site: datadoghq.com (default)
api-url: http://datadog (input)
dry-run: false (default)
fail-on-error: false (default)
timeout: 1 (input)
job-summary: true (default)
start: 2026-06-01T12:00:00Z (when the job's steps started)
[post]
group: Datadog DORA deployment: what was measured
service: shopist (input)
site: datadoghq.com (default)
api-url: http://datadog (input)
deployment ID of shopist: <id>
env: prod (input)
version: v1.2.3 (input)
team: web (input)
custom-tags: fixed:yes (input)
git-commit-sha: fffffff… (input)
git-repository-url: https://github.com/acme/other (input)
start: 2026-06-01T12:00:20.5Z (input)
finish: 2026-06-01T12:00:50Z (input)
duration: 29 s
version: main read "v", post reads "v1.2.3"; "v1.2.3" is used
started-at: main read "job", post reads "2026-06-01T12:00:20.5Z"; "2026-06-01T12:00:20.5Z" is used
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "v1.2.3", team: "web", custom_tags: ["fixed:yes"], git: https://github.com/acme/other fffffff…, 12:00:20.5Z to 12:00:50Z} 200
## Datadog DORA deployment

| Service | Env | Version | Start | Duration | Commit | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`shopist\` | \`prod\` | \`v1.2.3\` | 2026-06-01T12:00:20.5Z | 29 s | [\`fffffff\`](https://github.com/acme/other/commit/fffffff…) | stored by Datadog (HTTP 200) |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
  });

  test('what main read counts where post reads nothing', async () => {
    const { requests } = await deploy({ team: 'web' }, { later: { version: '', team: '', env: '' } });
    expect(requests.join()).toMatchInlineSnapshot(
      `POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", team: "web", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200`,
    );
  });

  test('what main settles came too late: main’s value counts, and a warning has both and the mend', async () => {
    const rows: Row[] = [
      ['service', {}, { later: { service: 'cart' } }],
      ['service, long', {}, { later: { service: 'x'.repeat(1000) } }],
      ['skip-git', {}, { later: { 'skip-git': 'true' } }],
      ['fail-on-error, dry-run', {}, { later: { 'fail-on-error': 'true', 'dry-run': 'true' } }],
      ['deployment-id', {}, { later: { 'deployment-id': 'of-a-later-step-1' } }],
    ];
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# service
warning: Input "service" came too late: it was "shopist" when this step ran, and is "cart" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# service, long
warning: Input "service" came too late: it was "shopist" when this step ran, and is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# skip-git
warning: Input "skip-git" came too late: it was "false" when this step ran, and is "true" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# fail-on-error, dry-run
warning: Input "dry-run" came too late: it was "false" when this step ran, and is "true" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.
warning: Input "fail-on-error" came too late: it was "false" when this step ran, and is "true" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# deployment-id
warning: Input "deployment-id" came too late: it was "" when this step ran, and is "of-a-later-step-1" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
`);
  });

  test('a URL with credentials that both stages read makes no difference, and no secret is shown', async () => {
    const { annotations, everything } = await deploy({
      'git-repository-url': 'https://user:secret@github.com/acme/shopist.git',
    });
    expect(annotations).toBe('');
    expect(everything).not.toContain('secret');
  });

  test('skip-git leaves both out, and nothing that it leaves out is refused', async () => {
    const { annotations, requests } = await deploy(
      { 'skip-git': 'true', 'git-commit-sha': 'main' },
      { later: { 'git-repository-url': 'no repository' } },
    );
    expect([annotations, ...requests].join('\n')).toMatchInlineSnapshot(`

POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", 12:00:00Z to 12:01:00Z} 200
`);
  });
});

describe('inside a composite action', () => {
  const environment = { GITHUB_ACTION_PATH: '/work/_actions/acme/deploy' };

  test('post sees the values of the action’s own later steps', async () => {
    const { annotations, requests } = await deploy(
      { version: '' },
      { environment, later: { version: '1.3', deployed: 'success' }, jobStatus: 'failure' },
    );
    expect([annotations, ...requests].join('\n')).toMatchInlineSnapshot(`

POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.3", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
`);
  });

  test('inputs of another action: main’s count, and the warning names the mend', async () => {
    const outer = { service: 'outer', env: 'outer', version: 'outer' };
    const more = { deployed: 'success', 'change-failure': 'true', 'finished-at': '1780315250' };
    const rows: Row[] = [
      ['deployed not given in main', {}, { environment, later: outer }],
      ['deployed given in main', { deployed: '' }, { environment, later: { ...outer, deployed: 'true' } }],
      [
        'deployed given in main, and the job failed',
        { deployed: '' },
        { environment, later: outer, jobStatus: 'failure' },
      ],
      ['given in post', {}, { environment, later: { ...outer, ...more, 'app-key': APP_KEY } }],
      ['not set in main: post’s is used', { version: '', env: '' }, { environment, later: outer }],
    ];
    expect(await table(rows)).toMatchInlineSnapshot(`
# deployed not given in main
[post]
After the job, the inputs of this step have other values than before (service), as in a nested composite action. The earlier values are used.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# deployed given in main
[post]
After the job, the inputs of this step have other values than before (service), as in a nested composite action. The earlier values are used.
warning: Not used: deployed. In this composite action the runner evaluates the inputs of the post stage against another action (actions/runner#2030). Use this action in the workflow itself, or pass the values on as inputs of each composite action.
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event: the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030). The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
summary: No deployment event: the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030).
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
# deployed given in main, and the job failed
[post]
After the job, the inputs of this step have other values than before (service), as in a nested composite action. The earlier values are used.
No deployment event: the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030).
summary: No deployment event: the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030).
# given in post
[post]
After the job, the inputs of this step have other values than before (service), as in a nested composite action. The earlier values are used.
warning: Not used: finished-at, deployed, change-failure. In this composite action the runner evaluates the inputs of the post stage against another action (actions/runner#2030). Use this action in the workflow itself, or pass the values on as inputs of each composite action.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# not set in main: post’s is used
[post]
After the job, the inputs of this step have other values than before (service), as in a nested composite action. The earlier values are used.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "outer", version: "outer", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | outer | outer | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
`);
  });

  test('a foreign `deployed` with fail-on-error fails the job, because nothing is sent', async () => {
    const { verdict, requests } = await deploy(
      { deployed: '', 'fail-on-error': 'true' },
      { environment, later: { service: 'outer' } },
    );
    expect([verdict, requests]).toEqual(['failure', []]);
  });
});
