/** Starts the intake in a process of its own that runs until the job ends. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const server = fork(fileURLToPath(new URL('server.ts', import.meta.url)), {
  detached: true,
  stdio: 'ignore',
});
const [{ url, results }] = await once(server, 'message');
server.disconnect();
server.unref();
appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `url=${url}\n`);
appendFileSync(process.env['GITHUB_STATE'] ?? '', `results=${results}\n`);
console.log(`The intake listens on ${url}`);
