import { expect } from '@jest/globals';
import {
  deliveredOne,
  eventShownIn,
  expectNothing,
  expectQuiet,
  jobOf,
  other,
  pushed,
  recipe,
  where,
} from './recipe.ts';

const at = (time: string) => BigInt(Date.parse(time)) * 1_000_000n;

recipe('deployed-elsewhere.yml', 'all values of the payload, if its status says so', async (run) => {
  const runFor = (phase: string) => {
    // What Argo CD's templates become.
    const values: readonly (readonly [string, string])[] = [
      ['metadata.name', 'shopist'],
      ['startedAt', '2026-11-24T10:00:00Z'],
      ['phase', phase],
      ['regexFind', other],
      ['unixEpoch', '1795514550'],
    ];
    const fill = (template: string) => values.find(([key]) => template.includes(key))?.[1] ?? template;
    const event = eventShownIn('deployed-elsewhere.yml', (text) => text.replaceAll(/\{\{.*?\}\}/g, fill));
    return run({ github: { event_name: 'repository_dispatch' }, event });
  };
  expect(deliveredOne(await runFor('Succeeded'))).toEqual({
    id: 'shopist-2026-11-24T10:00:00Z',
    service: 'shopist',
    env: 'prod',
    version: other,
    git: { repository_url: 'https://github.com/acme/shopist', commit_sha: other },
    started_at: at('2026-11-24T10:00:00Z'),
    finished_at: at('2026-11-24T10:02:30Z'),
  });
  expectNothing(await runFor('Failed'));
  expectNothing(await runFor('Degraded'), 'failure');
});

recipe('deployment-status.yml', 'what the payload says, for a success in production', async (run) => {
  const runFor = (state: string, environment: string) =>
    run({
      github: { event_name: 'deployment_status', sha: other },
      event: {
        deployment: { id: 1234567, sha: other, environment, created_at: '2026-11-24T10:00:00Z' },
        deployment_status: { state, created_at: '2026-11-24T10:02:30Z' },
      },
    });
  expect(deliveredOne(await runFor('success', 'Production'))).toMatchObject({
    id: 'github-deployment-1234567',
    service: 'shopist',
    started_at: at('2026-11-24T10:00:00Z'),
    finished_at: at('2026-11-24T10:02:30Z'),
    git: { commit_sha: other },
  });
  // One of several Vercel projects.
  expect(deliveredOne(await runFor('success', 'Production – payments')).service).toBe('payments');
  expectNothing(await runFor('success', 'Production – unknown'), 'failure');
  expectNothing(await runFor('pending', 'Production'), 'skipped');
  expectNothing(await runFor('success', 'Preview'), 'skipped');
});

recipe('vercel.yml', 'a promotion to production, with its commit', async (run) => {
  const runFor = (environment: string) =>
    run({
      github: { event_name: 'repository_dispatch' },
      event: {
        action: 'vercel.deployment.promoted',
        client_payload: {
          environment,
          git: { ref: 'main', sha: other, shortSha: other.slice(0, 7) },
          id: 'dpl_1234567890abcdefghijklmnopqrstuvwxyz',
          project: { id: 'prj_abcdef1234567890abcdef1234567890', name: 'shopist' },
          state: { type: 'success' },
          url: 'https://shopist-abc123.vercel.app',
        },
      },
    });
  expect(deliveredOne(await runFor('production'))).toMatchObject({
    id: 'dpl_1234567890abcdefghijklmnopqrstuvwxyz-17412345678',
    service: 'shopist',
    version: other,
    git: { commit_sha: other },
  });
  expectNothing(await runFor('preview'), 'skipped');
});

const manifests = { github: { repository: 'acme/manifests' } };
const application = {
  version: other,
  git: { repository_url: 'https://github.com/acme/shopist', commit_sha: other },
};

recipe('argo-cd.yml', "the application's commit, if Argo CD deployed this push", async (run) => {
  const rehearsal = await run(manifests);
  expect(deliveredOne(rehearsal)).toMatchObject(application);
  const { log } = jobOf(rehearsal, 'deploy');
  expect(log.indexOf('argocd app get shopist --refresh\nargocd app wait shopist')).toBeGreaterThan(0);
  expectNothing(await run({ ...manifests, ...where({ ARGOCD_REVISION: other }) }));
});

recipe('flux.yml', "the application's commit, if Flux applied this push", async (run) => {
  expect(deliveredOne(await run(manifests))).toMatchObject(application);
  expectNothing(await run({ ...manifests, ...where({ FLUX_REVISION: other }) }));
});

recipe('proxy.yml', 'reaches Datadog through the proxy that the workflow names', async (run) => {
  // Without a proxy in the environment of the machine there is no other way to the embedded Datadog.
  expect(deliveredOne(await run({ environment: {} })).service).toBe('shopist');
});

recipe('ghes.yml', 'the repository and the links are those of the server', async (run) => {
  const github = { server_url: 'https://github.acme.example' };
  const event = deliveredOne(await run({ github }));
  expect(event.git?.repository_url).toBe('https://github.acme.example/acme/shopist');
  expect(event.custom_tags).toContain(
    'ci.pipeline.url:https://github.acme.example/acme/shopist/actions/runs/17412345678/attempts/1',
  );
});

recipe('key-from-vault.yml', 'the key of an earlier step, which later steps do not see', async (run) => {
  const rehearsal = await run({ secrets: {} });
  const event = deliveredOne(rehearsal);
  const { stages } = jobOf(rehearsal, 'deploy');
  expect(stages.map(({ stage, step }) => `${stage}: ${step}`).slice(0, 2)).toEqual([
    'pre: Pre Report the deployment to Datadog',
    'main: Fetch the API key',
  ]);
  expect(stages.map(({ env }) => env['DD_API_KEY'])).toEqual(stages.map(() => undefined));
  // The start is that of the job, before the key was fetched.
  expect(event.finished_at - event.started_at).toBeGreaterThan(1_000_000_000n);
});

recipe('send-again.yml', 'the very event that a log showed, or a red job', async (run) => {
  const attributes =
    '"service":"shopist","started_at":1764000000123456789,"finished_at":1764000061000000001,' +
    `"git":{"repository_url":"https://github.com/acme/cart","commit_sha":"${other}"},` +
    '"env":"prod","version":"2.14.0","team":"shop","custom_tags":["region:eu","tier:1"],' +
    '"id":"8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a"';
  const inputs = { event: `{"data":{"attributes":{${attributes}}}}` };
  const github = { event_name: 'workflow_dispatch' };
  const least = {
    id: '8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a',
    service: 'shopist',
    started_at: 1764000000123456789n,
    finished_at: 1764000061000000001n,
  };
  expect(deliveredOne(await run({ github, inputs }))).toEqual({
    ...least,
    git: { repository_url: 'https://github.com/acme/cart', commit_sha: other },
    env: 'prod',
    version: '2.14.0',
    team: 'shop',
    custom_tags: ['region:eu', 'tier:1'],
  });
  const shortest = { event: inputs.event.replace(/"git".*(?="id")/, '') };
  expect(deliveredOne(await run({ github, inputs: shortest }))).toEqual(least);
  const refused = await run({ github, inputs, secrets: { DD_API_KEY: 'a-key-of-another-site' } });
  expect(refused.run.result).toBe('failure');
});

recipe('from-datadog-ci.yml', 'everything that the flags said, from the same variables', async (run) => {
  const rehearsal = await run();
  expectQuiet(rehearsal.run);
  expect(deliveredOne(rehearsal)).toMatchObject({
    service: 'shopist',
    env: 'prod',
    team: 'shop',
    version: '2.14.0',
    custom_tags: ['department:web', 'tier:1'],
    git: { commit_sha: pushed },
  });
  expect(rehearsal.requests.map(({ headers }) => headers.host)).toEqual(['api.datadoghq.eu']);
});
