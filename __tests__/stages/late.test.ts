/** Values that later steps provide, and inputs of another action. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, type Row, table } from '../support/stage.ts';

const view = ({ annotations, requests }: CaseResult) => [annotations, ...requests].filter(Boolean).join('\n');

describe('outside a composite action', () => {
  test('what post settles may come from a later step, and the log tells a difference', async () => {
    const { read } = await deploy(
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
    expect(read).toMatchInlineSnapshot(`
[post]
version: main read "v", post reads "v1.2.3"; "v1.2.3" is used.
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "v1.2.3", team: "web", custom_tags: ["fixed:yes"], git: https://github.com/acme/other fffffff…, 12:00:20.5Z to 12:00:50Z} 200
| shopist | prod | v1.2.3 | fffffff | 2026‑06‑01 12:00:20 UTC | 29 s | ✅ stored |
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
      ['skip-git', {}, { later: { 'skip-git': 'true' } }],
      ['service, after an empty list', { service: '[]', 'fail-on-error': 'true' }, { later: { service: 'cart' } }],
      ['fail-on-error, dry-run', {}, { later: { 'fail-on-error': 'true', 'dry-run': 'true' } }],
    ];
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# service
warning: Set too late: service ("shopist", later "cart"). These inputs are read when this step runs: the earlier values are used. Move this step below the one that provides the later values: the deployment still starts with the job.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# skip-git
warning: Set too late: skip-git ("false", later "true"). These inputs are read when this step runs: the earlier values are used. Move this step below the one that provides the later values: the deployment still starts with the job.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# service, after an empty list
warning: Set too late: service ("[]", later "cart"). These inputs are read when this step runs: the earlier values are used. Move this step below the one that provides the later values: the deployment still starts with the job.
notice: No deployment event: the list of services is empty.
error: Invalid inputs: service. The job fails, because fail-on-error is true.
The job fails.
# fail-on-error, dry-run
warning: Set too late: dry-run ("false", later "true"), fail-on-error ("false", later "true"). These inputs are read when this step runs: the earlier values are used. Move this step below the one that provides the later values: the deployment still starts with the job.
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
`);
  });

  test('a long text is cut in the warning', async () => {
    const { annotations } = await deploy({}, { later: { service: 'x'.repeat(1000) } });
    expect(annotations).toContain(`later "${'x'.repeat(300)}…")`);
  });

  test('a URL with credentials that both stages read makes no difference, and no secret is shown', async () => {
    const { annotations, everything } = await deploy({
      'git-repository-url': 'https://user:secret@github.com/acme/shopist.git',
    });
    expect(annotations).toBe('');
    expect(everything).not.toContain('secret');
  });

  test.each(['git-repository-url', 'site', 'api-url'])('no secret in a URL is shown or kept: %s', async (name) => {
    const url = 'https://user:s3cret@host.example/o/n?mail=a@b.c&token=s3cret';
    const written = [
      ...[url, `"${url}"`, `{${url}}`, `{'shopist': '${url}'}`, `{"shopist":["${url}"]}`, `{"shopist":{"a":"${url}"}}`],
      ...[
        'https://h.example/o/n?token=a@s3cret',
        'https://user:s3cret%40h.example/o/n',
        `["${url.replace('@', '\\u0040')}"]`,
      ],
      ...[
        '{"a":"https://u:p@h/o/n","b":"https://u:s3cret',
        '{"u:s3cret@h/o/n":"x"}',
        '{"a":"https://u:p@h/o/n"} s3cret?',
      ],
      ...[`{"${url}":"x"}`, `{"shopist":"${url}`, `{{ ${url} }}`, `{"shopist":"${url.replace('@', '\\u0040')}"}`],
    ];
    for (const text of written) {
      const early = await deploy({ [name]: text });
      const late = await deploy({}, { later: { [name]: text } });
      expect(early.everything + late.everything).not.toContain('s3cret');
    }
  });

  test.each([
    ['"https://user:token@github.com/acme/other"', 'https://github.com/acme/other'],
    ['git@github.com:acme/other.git', 'git@github.com:acme/other.git'],
    ['org-1@github.com:acme/other.git', 'ssh://github.com/acme/other.git'],
    ['{"shopist":"git@github.com:acme/other.git"}', 'git@github.com:acme/other.git'],
    // Without what may be a secret, it would be another repository.
    ['https://h.example/@scope/other', undefined],
    ['@scope/other', undefined],
    [`{"shopist":${'['.repeat(45_000)}${']'.repeat(45_000)}}`, undefined],
  ])('a repository that only main reads is that repository: %#', async (repository, sent) => {
    const { events } = await deploy({ 'git-repository-url': repository }, { later: { 'git-repository-url': '' } });
    expect(events[0]?.git?.repository_url).toBe(sent);
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
    expect(
      await table(rows, ({ read }) => read.replace(/^(?:\[|\||summary: |Not sent|.*: stored).*\n?/gm, '')),
    ).toMatchInlineSnapshot(`
# deployed not given in main
The inputs of this step changed during the job (service), as happens in nested composite actions. The earlier values are used.
env: main read "prod", post reads "outer"; "prod" is used.
version: main read "1.2.0", post reads "outer"; "1.2.0" is used.
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# deployed given in main
The inputs of this step changed during the job (service), as happens in nested composite actions. The earlier values are used.
warning: Not used: deployed, because the runner evaluates these inputs as those of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner".
env: main read "prod", post reads "outer"; "prod" is used.
version: main read "1.2.0", post reads "outer"; "1.2.0" is used.
error: No deployment event: in this composite action the runner evaluates the input "deployed" as an input of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner". The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
# deployed given in main, and the job failed
The inputs of this step changed during the job (service), as happens in nested composite actions. The earlier values are used.
env: main read "prod", post reads "outer"; "prod" is used.
version: main read "1.2.0", post reads "outer"; "1.2.0" is used.
No deployment event: in this composite action the runner evaluates the input "deployed" as an input of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner".
# given in post
The inputs of this step changed during the job (service), as happens in nested composite actions. The earlier values are used.
warning: Not used: finished-at, deployed, change-failure, because the runner evaluates these inputs as those of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner".
env: main read "prod", post reads "outer"; "prod" is used.
version: main read "1.2.0", post reads "outer"; "1.2.0" is used.
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# not set in main: post’s is used
The inputs of this step changed during the job (service), as happens in nested composite actions. The earlier values are used.
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "outer", version: "outer", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
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
