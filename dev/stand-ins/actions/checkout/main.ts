import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const variable = (name: string) => process.env[name] ?? '';
const workspace = variable('GITHUB_WORKSPACE');
const ref = variable('INPUT_REF') || variable('GITHUB_SHA');
const commit = /^[0-9a-f]{40}$/.test(ref) ? ref : createHash('sha1').update(ref).digest('hex');
const url = `${variable('GITHUB_SERVER_URL')}/${variable('INPUT_REPOSITORY')}`;

console.log(`Syncing repository: ${variable('INPUT_REPOSITORY')}`);
cpSync(fileURLToPath(new URL('working-tree/', import.meta.url)), workspace, { recursive: true });
// Just the files of a repository that the action reads.
mkdirSync(join(workspace, '.git'), { recursive: true });
writeFileSync(join(workspace, '.git', 'HEAD'), `${commit}\n`);
writeFileSync(join(workspace, '.git', 'config'), `[remote "origin"]\n\turl = ${url}\n`);
// Commands that GitHub's runner images have.
appendFileSync(variable('GITHUB_PATH'), `${fileURLToPath(new URL('commands', import.meta.url))}\n`);
appendFileSync(variable('GITHUB_OUTPUT'), `commit=${commit}\nref=${ref}\n`);
console.log(`HEAD is now at ${commit.slice(0, 7)}`);
