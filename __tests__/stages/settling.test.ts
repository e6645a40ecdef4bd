/** What main settles before the deployment, and what it refuses. */
import { describe, expect, test } from '@jest/globals';
import { API_KEY, APP_KEY, type CaseResult, deploy, type Row, table } from '../support/stage.ts';

const annotations = ({ annotations }: CaseResult) => annotations;
const fork = {
  pull_request: {
    head: { repo: { full_name: 'fork/shopist' } },
    base: { repo: { full_name: 'acme/shopist' } },
  },
};

describe('the API key', () => {
  test('if it is missing, the error names the likely cause, and the job deploys', async () => {
    const rows: Row[] = [
      ['on a push'],
      ['in a pull request from a fork', {}, { event: fork, environment: { GITHUB_EVENT_NAME: 'pull_request' } }],
      ['of Dependabot', {}, { environment: { GITHUB_ACTOR: 'dependabot[bot]' } }],
      ['with fail-on-error', { 'fail-on-error': 'true' }],
      ['in a dry run', { 'dry-run': 'true' }],
    ];
    const without = rows.map(([title, inputs, options]): Row => [title, { 'api-key': '', ...inputs }, options]);
    expect(await table(without, annotations)).toMatchInlineSnapshot(`
# on a push
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key. No deployment event can be sent. The job continues.
# in a pull request from a fork
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. This run is for a pull request from a fork (fork/shopist, not acme/shopist); GitHub passes no secrets to such runs. Deploy on push instead, or add an "if:" that skips forks. No deployment event can be sent. The job continues.
# of Dependabot
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Dependabot started this run, so it sees only Dependabot's own secrets. Add the key to them as well (Settings, Secrets and variables, Dependabot). No deployment event can be sent. The job continues.
# with fail-on-error
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key. No deployment event can be sent. The job fails, because fail-on-error is true.
The job fails.
# in a dry run
`);
  });

  test('from variables: DATADOG_API_KEY wins over DD_API_KEY, and the input over both', async () => {
    const variables = { DATADOG_API_KEY: API_KEY, DD_API_KEY: 'f'.repeat(32) };
    const { everything, requests } = await deploy({ 'api-key': '' }, { environment: variables });
    expect(everything).toContain('api-key: *** (DATADOG_API_KEY)');
    expect(requests).toHaveLength(1);
    const other = await deploy({}, { environment: { DATADOG_API_KEY: 'f'.repeat(32) } });
    expect(other.everything).toContain('api-key: *** (input)');
    expect(other.stdout).toMatch(/^::add-mask::.*\n::add-mask::f{32}\n/);
    expect(other.everything).not.toContain('f'.repeat(32));
  });

  test('as a line of a .env file, or of two lines, is told of and not shown', async () => {
    const rows: Row[] = [
      ['in quotes', { 'api-key': `'${API_KEY}'` }],
      ['of two lines', { 'api-key': `${API_KEY}\nmore` }],
    ];
    expect(await table(rows, annotations)).toMatchInlineSnapshot(`
# in quotes
warning: Input "api-key" looks like a line of a .env file, with quotes or NAME=. Expected: only the key. It is sent unchanged, and Datadog will probably reject it with 403.
error: Datadog has not confirmed the deployment event of shopist: HTTP 403: Forbidden. Does the API key belong to the site behind http://datadog? Each Datadog site has its own keys (input site). The log and the job summary contain a command that sends it. The job continues.
# of two lines
error: Input "api-key" is invalid (its value is not shown). Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY: one line of visible ASCII characters, without spaces. No deployment event can be sent. The job continues.
`);
  });

  test('provided by a later step is too late, and gone at the end of the job is an error with the event', async () => {
    const rows: Row[] = [
      ['too late', { 'api-key': '' }, { later: { 'api-key': API_KEY } }],
      ['gone', {}, { later: { 'api-key': '' } }],
    ];
    expect(await table(rows)).toMatchInlineSnapshot(`
# too late
[main]
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key. No deployment event can be sent. The job continues.
[post]
No deployment event: invalid inputs (api-key). The log of this step says why.
Not sent, because an input is invalid. Run these commands to report the deployment. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
summary: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key. No deployment event can be sent.
summary: Invalid inputs: api-key. The log of this step says why.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
summary: Not sent, because an input is invalid. Run these commands to report the deployment. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
# gone
[post]
error: Datadog has not confirmed the deployment event of shopist: the API key was set when this step ran, but is missing at the end of the job. In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input. The log and the job summary contain a command that sends it. The job continues.
shopist: not sent: the API key was set when this step ran, but is missing at the end of the job. Deployment ID <id>
Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **not sent**: the API key was set when this step ran, but is missing at the end of the job. In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input. |
summary: Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
`);
  });

  test('any key in another input is refused and not shown, whichever stage reads it', async () => {
    const names =
      'service site api-url deployment-id dry-run timeout ci-tags skip-git env version team custom-tags started-at ' +
      'finished-at git-commit-sha git-repository-url deployed change-failure remediation remediates-id';
    for (const name of names.split(' ')) {
      for (const value of [`x${APP_KEY}`, JSON.stringify({ shopist: APP_KEY, [APP_KEY]: [APP_KEY] })]) {
        const { annotations, requests } = await deploy({ [name]: value, 'app-key': APP_KEY });
        expect([name, annotations]).toEqual([name, expect.stringContaining(name)]);
        expect(requests.join()).not.toContain(APP_KEY);
      }
    }
  });
});

describe('where events go', () => {
  const where = ({ annotations, read }: CaseResult) =>
    [annotations, ...(read.match(/POST \S+/g) ?? [])].filter(Boolean).join('\n');

  test('sites, in a dry run', async () => {
    const row = (site: string, environment = {}): Row => [
      site || 'no input',
      { site, 'api-url': '', 'dry-run': 'true' },
      { environment },
    ];
    const rows = [
      row(''),
      row('', { DATADOG_SITE: 'us5.datadoghq.com', DD_SITE: 'datadoghq.eu' }),
      row('ddog-gov.com'),
      row('acme.datadoghq.com'),
    ];
    expect(await table(rows, where)).toMatchInlineSnapshot(`
# no input
POST https://api.datadoghq.com/api/v2/dora/deployment
# no input
POST https://api.us5.datadoghq.com/api/v2/dora/deployment
# ddog-gov.com
warning: Input "site": According to Datadog's documentation, the site ddog-gov.com has no DORA Metrics. It is used anyway.
POST https://api.ddog-gov.com/api/v2/dora/deployment
# acme.datadoghq.com
error: Input "site" is invalid: "acme.datadoghq.com". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one; an organization's own address does not name its site (Datadog shows it under Organization Settings). No deployment event can be sent. The job continues.
POST https://api.$DD_SITE/api/v2/dora/deployment
`);
  });

  test('API URLs, in a dry run', async () => {
    const urls = ['https://relay.example/datadog/', 'http://evil.example', 'https://user:secret@relay.example/'];
    const rows = urls.map(
      (url): Row => [
        url.replace('secret', '…'),
        { 'api-url': url, 'dry-run': 'true', 'git-repository-url': 'acme/shopist' },
      ],
    );
    expect(await table(rows, where)).toMatchInlineSnapshot(`
# https://relay.example/datadog/
POST https://relay.example/datadog/api/v2/dora/deployment
# http://evil.example
error: Input "api-url" is invalid: "http://evil.example". Expected: an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment. No deployment event can be sent. The job continues.
POST https://api.$DD_SITE/api/v2/dora/deployment
# https://user:…@relay.example/
error: Input "api-url" is invalid: "https://relay.example/". Expected: an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment. No deployment event can be sent. The job continues.
POST https://api.$DD_SITE/api/v2/dora/deployment
`);
  });

  test('a site that is not known costs no event: it is in full, with a command', async () => {
    const { read } = await deploy({ site: 'datadoghq', 'api-url': '' });
    expect(read).toMatchInlineSnapshot(`
[main]
error: Input "site" is invalid: "datadoghq". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. No deployment event can be sent. The job continues.
[post]
No deployment event: invalid inputs (site). The log of this step says why.
Not sent, because an input is invalid. Run these commands to report the deployment. Put the API key in DD_API_KEY and your Datadog site in DD_SITE. Where the text contains ***, GitHub has masked a value: put it in.
$ POST https://api.$DD_SITE/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
summary: Input "site" is invalid: "datadoghq". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. No deployment event can be sent.
summary: Invalid inputs: site. The log of this step says why.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
summary: Not sent, because an input is invalid. Run these commands to report the deployment. Put the API key in DD_API_KEY and your Datadog site in DD_SITE. Where the text contains ***, GitHub has masked a value: put it in.
`);
  });
});

describe('the IDs', () => {
  test('are random, differ between services, and are the outputs', async () => {
    const { outputs, requests } = await deploy({ service: 'cart\npay' });
    const ids: Record<string, string> = JSON.parse(outputs['deployment-ids'] ?? '');
    expect(Object.keys(ids)).toEqual(['cart', 'pay']);
    expect(new Set(Object.values(ids)).size).toBe(2);
    expect(outputs['deployment-id']).toBe(ids['cart']);
    expect(requests).toEqual([
      expect.stringContaining('{id: "<id>", service: "cart"'),
      expect.stringContaining('{id: "<id 2>", service: "pay"'),
    ]);
  });

  test('are the workflow’s own for one service', async () => {
    const { requests, outputs } = await deploy({ 'deployment-id': 'run-17412345678-1' });
    expect(outputs['deployment-ids']).toBe('{"shopist":"run-17412345678-1"}');
    expect(requests).toEqual([expect.stringContaining('{id: "run-17412345678-1"')]);
  });

  test('that cannot be used are told of', async () => {
    const rows: Row[] = [
      ['too short', { 'deployment-id': '19405035014-1' }],
      ['one for two services', { service: 'cart,pay', 'deployment-id': 'run-17412345678-1' }],
    ];
    expect(await table(rows, annotations)).toMatchInlineSnapshot(`
# too short
warning: Input "deployment-id" is invalid: "19405035014-1". Expected: 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":". Each service gets a random ID: to mark a deployment later, use the output deployment-id or deployment-ids.
# one for two services
warning: Input "deployment-id" is "run-17412345678-1", but there are 2 services. Expected: a single service. Each service gets a random ID: to mark a deployment later, use the output deployment-id or deployment-ids.
`);
  });
});

test('on Gitea and act, main says what post cannot see there', async () => {
  const composite = { GITHUB_ACTION_PATH: '/somewhere' };
  const rows: Row[] = [
    ['Gitea, deployed given', { deployed: 'success' }, { environment: { GITEA_ACTIONS: 'true' } }],
    [
      'Forgejo, deployed given',
      { deployed: 'success' },
      { environment: { GITEA_ACTIONS: 'true', FORGEJO_ACTIONS: 'true' } },
    ],
    ['act, in a composite action', {}, { environment: { ACT: 'true', ...composite } }],
    ['GitHub, in a composite action', {}, { environment: composite }],
  ];
  expect(
    await table(rows, ({ read }) => (read.startsWith('[main]') ? read.split('\n')[1] : '') ?? ''),
  ).toMatchInlineSnapshot(`
# Gitea, deployed given
On Gitea the post stage runs only if the job succeeds: if the job fails, the deployment is not reported, even if it happened.
# Forgejo, deployed given
# act, in a composite action
In a composite action this runner does not tell whether the job fails in a later step. Set deployed to the outcome of the deploy step.
# GitHub, in a composite action
`);
});
