import { appendFileSync } from 'node:fs';

const names = [...(process.env['INPUT_FILTERS'] ?? '').matchAll(/^([\w-]+):/gm)].map(([, name]) => name);
const changes = process.env['CHANGED_SERVICES'] ?? JSON.stringify(names.slice(0, -1));
console.log(`Changes: ${changes}`);
appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `changes=${changes}\n`);
