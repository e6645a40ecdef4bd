import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

appendFileSync(process.env['GITHUB_PATH'] ?? '', `${fileURLToPath(new URL('commands', import.meta.url))}\n`);
