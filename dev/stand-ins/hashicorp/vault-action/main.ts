import { appendFileSync } from 'node:fs';
import { API_KEY } from '../../api-key.ts';

console.log(`::add-mask::${API_KEY}`);
for (const [, name] of (process.env['INPUT_SECRETS'] ?? '').matchAll(/\|\s*(\w+)/g)) {
  appendFileSync(process.env['GITHUB_ENV'] ?? '', `${name}=${API_KEY}\n`);
}
