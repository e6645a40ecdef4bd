import { appendFileSync } from 'node:fs';
import { API_KEY } from '../../api-key.ts';

console.log(`::add-mask::${API_KEY}`);
const files = ['GITHUB_OUTPUT', ...(process.env['INPUT_EXPORTENV'] === 'true' ? ['GITHUB_ENV'] : [])];
for (const [, name] of (process.env['INPUT_SECRETS'] ?? '').matchAll(/\|\s*(\w+)/g)) {
  for (const file of files) appendFileSync(process.env[file] ?? '', `${name}=${API_KEY}\n`);
}
