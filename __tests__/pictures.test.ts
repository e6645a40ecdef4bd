import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { collectPictureTexts, normalise } from '../dev/pictures.ts';

test("README's pictures show what a run shows: if not, npm run pictures", async () => {
  const shown = readFileSync(new URL('../docs/demo.txt', import.meta.url), 'utf8');
  expect(normalise(await collectPictureTexts())).toBe(shown.replaceAll('\r\n', '\n'));
});
