import { expect, test } from '@jest/globals';
import { checkApiKey } from '../../src/deployment/api-key.ts';

const check = (value: string) => checkApiKey({ value, source: 'input' }, async () => 'A cause.');

test.each(['0123456789abcdef0123456789abcdef', 'short', '!"~'])('%j is sent', async (value) => {
  expect(await check(value)).toBeUndefined();
});

test.each(['a b', 'a\nb', 'ä', '\u200b', 'a\u0000'])('%j cannot be sent and is not shown', async (value) => {
  const problem = await check(value);
  expect(problem).toMatchObject({ level: 'error', input: 'api-key', written: 'hidden' });
  expect(problem?.consequence).toBe('No deployment event can be sent.');
});

test('missing, it is told why', async () => {
  expect(await check('')).toMatchObject({
    level: 'error',
    written: 'missing',
    accepted: expect.stringContaining('DD_API_KEY'),
    consequence: 'A cause. No deployment event can be sent.',
  });
});
