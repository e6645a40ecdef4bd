import { expect, test } from '@jest/globals';
import { startIntake } from '../../dev/intake.ts';
import { launch, leftByMain, SHA } from '../../dev/launch.ts';

test('posts get what one main has left, and the defaults of action.yml', async () => {
  const intake = await startIntake();
  try {
    intake.misbehave([{ status: 403 }]);
    const inputs = { 'api-key': '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e', 'api-url': intake.url, service: 'a' };
    const launchPost = async () => launch({ stage: 'post', inputs, state: (await leftByMain({ inputs })).state });
    const failed = await launchPost();
    expect(failed).toMatchObject({ exitCode: 0, errors: [expect.stringContaining('HTTP 403: Forbidden')] });
    const post = await launchPost();
    expect(post).toMatchObject({ exitCode: 0, signal: null, stderr: '', errors: [], warnings: [] });
    expect(post.summary).toContain('| `a` |');
    expect(post.written).toBe(post.summary);
    const git = { commit_sha: SHA, repository_url: 'https://github.com/acme/shopist' };
    expect(intake.deployments).toMatchObject([{ attributes: { git } }]);
    const ids = intake.requests.map(({ body }) => JSON.parse(body).data.attributes.id);
    const { outputs } = await leftByMain({ inputs });
    expect(ids).toEqual([outputs['deployment-id'], outputs['deployment-id']]);
  } finally {
    await intake.close();
  }
});

test('leftByMain says what main said where main failed', async () => {
  const inputs = { 'fail-on-error': 'true', service: 'a' };
  await expect(leftByMain({ inputs })).rejects.toThrow(/main ended with 1:\n.*api-key/s);
});
