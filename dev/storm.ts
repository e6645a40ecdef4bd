/**
 * A storm of deployments: 256 jobs with two services each, against an embedded Datadog that misbehaves in 30 % of
 * all requests, then an outage in which it answers nothing. `npm run storm`, with `-- --seed N` to have the same
 * faults again. Ends with 1 where an event is lost, stored under two ids, or has made a job red.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Fault, type Intake, startIntake } from './intake.ts';

const JOBS = 256;
const SERVICES = 2;
const PROCESSES = 8;
const FAULTS = 0.3;
const API_KEY = '5707a5707a5707a5707a5707a5707a57';
const post = fileURLToPath(new URL('../dist/post/index.js', import.meta.url));

const servicesOf = (job: number) => Array.from({ length: SERVICES }, (_, index) => `service-${job}-${index}`);
const idOf = (service: string) => `storm-deployment-${service}`;

interface Job {
  readonly services: readonly string[];
  readonly exitCode: number | null;
  readonly log: string;
}

/** Runs the post stage of a job, with what main would have handed over. */
async function runJob(job: number, url: string, timeout: number, folder: string): Promise<Job> {
  const services = servicesOf(job);
  const ids = services.map((service, index) => [`STATE_deployment-id-${index}`, idOf(service)]);
  const child = spawn(process.execPath, [post], {
    env: {
      PATH: process.env['PATH'],
      SYSTEMROOT: process.env['SYSTEMROOT'],
      GITHUB_WORKSPACE: folder,
      'INPUT_API-KEY': API_KEY,
      'INPUT_JOB-STATUS': 'success',
      INPUT_SERVICE: services.join(','),
      'STATE_skip-git': 'true',
      STATE_main: 'ready',
      STATE_start: '1790000000000000000',
      'STATE_start-source': 'input',
      STATE_service: services.join(','),
      'STATE_api-url': url,
      STATE_timeout: String(timeout),
      ...Object.fromEntries(ids),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { services, exitCode, log };
}

async function runJobs(jobs: number, url: string, timeout: number): Promise<readonly Job[]> {
  const folder = mkdtempSync(join(tmpdir(), 'storm-'));
  const numbers = Array.from({ length: jobs }, (_, job) => job).values();
  const done: Job[] = [];
  const worker = async () => {
    for (const job of numbers) {
      done.push(await runJob(job, url, timeout, folder));
    }
  };
  try {
    await Promise.all(Array.from({ length: PROCESSES }, worker));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return done;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const KINDS: readonly (readonly [name: string, fault: Fault])[] = [
  ['reset', { connection: 'reset' }],
  ['delayed', { delay: 400 }],
  ['429', { status: 429, headers: { 'X-RateLimit-Reset': '1' } }],
  ['500', { status: 500 }],
  ['503', { status: 503, headers: { 'Retry-After': '1' } }],
  ['stored, answer dropped', { connection: 'reset', store: true }],
];

async function storm(intake: Intake, seed: number): Promise<boolean> {
  const random = randomNumbers(seed);
  const counts = new Map<string, number>();
  intake.misbehave(() => {
    const [name, fault] = KINDS[Math.floor(random() * KINDS.length)] ?? [];
    if (name === undefined || random() >= FAULTS) {
      return undefined;
    }
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return fault;
  });
  const begin = performance.now();
  const jobs = await runJobs(JOBS, intake.url, 60);
  const ids = new Map<string, string[]>();
  for (const { id, attributes } of intake.deployments) {
    ids.set(attributes.service, [...(ids.get(attributes.service) ?? []), id]);
  }
  const events = jobs.flatMap(({ services }) => services);
  const lost = events.filter((service) => !ids.has(service));
  const twice = events.filter((service) => (ids.get(service) ?? []).length > 1);
  const red = jobs.filter(({ exitCode }) => exitCode !== 0);
  const faults = [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
  console.log(
    `Storm, seed ${seed}: ${JOBS} jobs, ${events.length} events, ${intake.requests.length} requests`,
  );
  console.log(`  faults: ${[...counts.values()].reduce((sum, count) => sum + count, 0)} (${faults})`);
  console.log(`  lost: ${lost.length}, under two ids: ${twice.length}, red jobs: ${red.length}`);
  console.log(`  ${((performance.now() - begin) / 1000).toFixed(1)} s with ${PROCESSES} processes at a time`);
  return lost.length + twice.length + red.length === 0;
}

async function outage(intake: Intake): Promise<boolean> {
  intake.misbehave(() => ({ connection: 'hang' }));
  const jobs = await runJobs(JOBS / 8, intake.url, 2);
  const events = jobs.flatMap(({ services, log }) => services.map((service) => ({ service, log })));
  const written = events.filter(({ service, log }) => {
    // In full, as the body of a request on a line of its own.
    const bodies = log.split(/\r?\n/).filter((line) => line.startsWith('{"data":'));
    return bodies.some((line) => JSON.parse(line).data.attributes.id === idOf(service));
  });
  const red = jobs.filter(({ exitCode }) => exitCode !== 0);
  const silent = jobs.filter(({ log }) => !/^::error::No deployment event reached Datadog/m.test(log));
  console.log(
    `Outage: ${jobs.length} jobs, ${events.length} events, ${intake.requests.length} requests, no answer`,
  );
  console.log(`  in full in a log: ${written.length}, jobs without an error annotation: ${silent.length}`);
  console.log(`  red jobs: ${red.length}`);
  return written.length === events.length && red.length + silent.length === 0;
}

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
for (const part of [(intake: Intake) => storm(intake, seed), outage]) {
  const intake = await startIntake({ apiKey: API_KEY });
  try {
    if (!(await part(intake))) {
      process.exitCode = 1;
    }
  } finally {
    await intake.close();
  }
}
