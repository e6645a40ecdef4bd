import { expect, test } from '@jest/globals';
import { expectHarmless, messages, run } from '../support/workflow.ts';

test('success.yml, with something nobody foresaw after the deployment: the service and the times go out', async () => {
  const breaking = new URL('../support/break-details.mjs', import.meta.url).href;
  const { job, events } = await run('success.yml', {
    stageEnvironment: ({ stage }) => (stage === 'post' ? { NODE_OPTIONS: `--import=${breaking}` } : {}),
  });
  expect(events).toEqual([
    {
      id: expect.any(String),
      service: 'shopist',
      started_at: expect.any(BigInt),
      finished_at: expect.any(BigInt),
    },
  ]);
  expect(messages(job, 'warning')).toEqual([
    'What was deployed cannot be put together: the environment is broken. The event is sent with the service and the times alone.',
  ]);
  expect(messages(job, 'error')).toEqual([]);
  expectHarmless(job);
});
