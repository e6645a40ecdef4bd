/**
 * A storm of deployments: 256 jobs with two services each, against an embedded Datadog that misbehaves in 30 % of
 * all requests, and behind a name server that fails or responds late in 30 % of the jobs. A tenth of the jobs mark
 * what they deployed as a change failure, and a tenth remedy the deployment before theirs. Then an outage in which
 * Datadog never responds. `npm run storm`; `-- --seed N` repeats the faults of an earlier storm. Exits with 1 if an
 * event or a mark is lost, an event is stored under two IDs, a deployment is marked that should not be, a remedied
 * deployment is marked before its remedy is stored, or a job is red.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { type Fault, type Intake, startIntake } from './intake.ts';
import { type Launched, launchPost, leftByMain } from './launch.ts';

const JOBS = 256;
const SERVICES = 2;
const PROCESSES = 8;
const FAULTS = 0.3;
const API_KEY = '5707a5707a5707a5707a5707a5707a57';
const APP_KEY = '5707a5707a5707a5707a5707a5707a575707a570';

const servicesOf = (job: number) => Array.from({ length: SERVICES }, (_, index) => `service-${job}-${index}`);
/** Every tenth job marks its own deployments, every tenth remedies earlier ones, and a few do both. */
const marksOf = (job: number) => job % 10 === 0 || job % 50 === 5;
const remediesOf = (job: number) => job % 10 === 5;
/** The ID of the deployment of a service before the storm. */
const earlierOf = (service: string) => `before-the-storm-${service}`;

interface Job {
  readonly services: readonly string[];
  readonly marks: boolean;
  readonly remedies: boolean;
  /** By service: the outputs of main. */
  readonly ids: Readonly<Record<string, string>>;
  readonly post: Launched;
}

/** What the name server does to the first look-ups, one by one: an error code, or a delay in milliseconds. */
type LookUpFaults = readonly (string | number)[];

/** Arguments of Node's that make the machine's name server misbehave. */
function nameServer(faults: LookUpFaults): string[] {
  const code = `
    import dns from 'node:dns';
    import { syncBuiltinESMExports } from 'node:module';
    const { lookup } = dns;
    const faults = ${JSON.stringify(faults)};
    dns.lookup = (hostname, options, callback) => {
      const fault = faults.shift();
      if (typeof fault === 'string') {
        const error = Object.assign(new Error('getaddrinfo ' + fault), { code: fault, syscall: 'getaddrinfo', hostname });
        setTimeout(callback, 1, error);
      } else {
        setTimeout(lookup, fault ?? 0, hostname, options, callback);
      }
    };
    syncBuiltinESMExports();`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

const LOOK_UP_FAULTS: readonly LookUpFaults[] = [['EAI_AGAIN'], ['ENOTFOUND', 'EAI_AGAIN'], [1500]];

/** Runs main and post of a job, post with the name server's faults. */
async function runJob(job: number, url: string, timeout: number, faults: LookUpFaults): Promise<Job> {
  const services = servicesOf(job);
  const marks = marksOf(job);
  const remedies = remediesOf(job);
  const earlier = Object.fromEntries(services.map((service) => [service, earlierOf(service)]));
  const options = {
    inputs: {
      'api-key': API_KEY,
      'app-key': APP_KEY,
      'api-url': url,
      service: services.join(','),
      'skip-git': 'true',
      'change-failure': String(marks),
      // As in a workflow that can always roll forward, and seldom has something to remedy.
      remediation: 'rollforward',
      'remediates-id': remedies ? JSON.stringify(earlier) : '{}',
      timeout: String(timeout),
    },
    nodeArguments: nameServer(faults),
  };
  const { state, outputs } = await leftByMain(options);
  const post = await launchPost({ ...options, state });
  return { services, marks, remedies, ids: JSON.parse(outputs['deployment-ids'] ?? '{}'), post };
}

async function runJobs(
  jobs: number,
  { port }: Intake,
  timeout: number,
  lookUps: (job: number) => LookUpFaults,
): Promise<readonly Job[]> {
  const numbers = Array.from({ length: jobs }, (_, job) => job).values();
  const done: Job[] = [];
  const worker = async () => {
    for (const job of numbers) {
      // A name rather than an address, so that something is looked up.
      done.push(await runJob(job, `http://localhost:${port}`, timeout, lookUps(job)));
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, worker));
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
  ['503', { status: 503, headers: { 'Retry-After': ['1', '1'] } }],
  ['stored, response dropped', { connection: 'reset', store: true }],
  ['stored, response after 100 Continue', { status: 202, store: true, continue: true }],
  ['stored, response in gzip', { status: 200, store: true, encoding: 'gzip' }],
];

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

async function storm(intake: Intake, seed: number): Promise<boolean> {
  // Each service had a deployment before the storm; most of them need no remedy.
  const second = BigInt(Math.floor(Date.now() / 1000));
  for (const service of Array.from({ length: JOBS }, (_, job) => servicesOf(job)).flat()) {
    intake.store({
      id: earlierOf(service),
      service,
      started_at: second - 7200n,
      finished_at: second - 3600n,
    });
  }
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
  const lookUps = Array.from({ length: JOBS }, (): LookUpFaults => {
    const faults = LOOK_UP_FAULTS[Math.floor(random() * LOOK_UP_FAULTS.length)] ?? [];
    return random() < FAULTS ? faults : [];
  });
  const begin = performance.now();
  const jobs = await runJobs(JOBS, intake, 60, (job) => lookUps[job] ?? []);
  const stored = new Map(intake.deployments.map((deployment) => [deployment.id, deployment]));
  const events = jobs.flatMap(({ services, marks, remedies, ids }) =>
    services.map((service) => ({
      service,
      marks,
      remedies,
      deployment: stored.get(ids[service] ?? ''),
      earlier: stored.get(earlierOf(service)),
    })),
  );
  const lost = events.filter(({ service, deployment }) => deployment?.attributes.service !== service);
  const twice = stored.size - events.length - (events.length - lost.length);
  // A mark of its own has no remediation yet; that of the deployment before has this one.
  const marks = events.flatMap(({ marks, remedies, deployment, earlier }) => [
    { due: marks, of: deployment, remediation: undefined },
    { due: remedies, of: earlier, remediation: { type: 'rollforward', id: deployment?.id } },
  ]);
  const due = marks.filter((mark) => mark.due);
  const unmarked = due.filter(
    ({ of, remediation }) => of?.changeFailure !== true || !isDeepStrictEqual(of.remediation, remediation),
  );
  const wronglyMarked = marks.filter((mark) => !mark.due && mark.of?.changeFailure !== undefined);
  const tooEarly = intake.marks.filter(({ remediation, receivedAt }) => {
    const remedy = remediation?.id === undefined ? undefined : stored.get(remediation.id);
    return remediation !== undefined && !(remedy !== undefined && remedy.receivedAt <= receivedAt);
  });
  const remedied = due.filter(({ remediation }) => remediation !== undefined).length;
  const red = jobs.filter(({ post }) => post.exitCode !== 0);
  const complaints = jobs.filter(({ post }) => post.errors.length + post.warnings.length > 0);
  const patches = intake.requests.filter(({ method }) => method === 'PATCH').length;
  const faults = [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
  console.log(
    `Storm, seed ${seed}: ${JOBS} jobs, ${events.length} events, ${due.length} marks (${remedied} of remedied deployments), ${intake.requests.length} requests (${patches} of marks)`,
  );
  console.log(`  faults: ${sum(counts.values())} (${faults})`);
  console.log(
    `  jobs whose name server fails or is late: ${lookUps.filter(({ length }) => length > 0).length}`,
  );
  console.log(`  events lost: ${lost.length}, under two IDs: ${twice}`);
  console.log(
    `  marks lost: ${unmarked.length}, wrong: ${wronglyMarked.length}, before the remedy: ${tooEarly.length}`,
  );
  console.log(`  red jobs: ${red.length}, jobs with an error or a warning: ${complaints.length}`);
  console.log(`  ${((performance.now() - begin) / 1000).toFixed(1)} s with ${PROCESSES} processes at a time`);
  for (const { post } of [...red, ...complaints].slice(0, 3)) {
    console.log(post.stdout);
  }
  const bad = [lost, unmarked, wronglyMarked, tooEarly, red, complaints];
  return twice === 0 && bad.every(({ length }) => length === 0);
}

async function outage(intake: Intake): Promise<boolean> {
  intake.misbehave(() => ({ connection: 'hang' }));
  const jobs = await runJobs(JOBS / 8, intake, 2, () => []);
  const events = jobs.flatMap(({ services, ids, marks, remedies, post }) =>
    services.map((service) => ({ service, id: ids[service] ?? '', marks, remedies, log: post.stdout })),
  );
  const written = events.filter(({ service, id, marks, remedies, log }) => {
    // In full, as the body of a request on a line of its own; its marks as well.
    const bodies = log.split(/\r?\n/).filter((line) => line.startsWith('{"data":'));
    const data = bodies.map((line) => JSON.parse(line).data);
    const isEvent = data.some(({ attributes }) => attributes.id === id);
    const isMark = data.some((mark) => mark.id === id);
    const isRemedy = data.some(
      (mark) => mark.id === earlierOf(service) && mark.attributes.remediation?.id === id,
    );
    return isEvent && isMark === marks && isRemedy === remedies;
  });
  const red = jobs.filter(({ post }) => post.exitCode !== 0);
  const silent = jobs.filter(({ post }) => post.errors.length === 0);
  console.log(
    `Outage: ${jobs.length} jobs, ${events.length} events, ${intake.requests.length} requests, no response`,
  );
  console.log(
    `  in full in a log: ${written.length}, jobs without an error annotation: ${silent.length}, red jobs: ${red.length}`,
  );
  return written.length === events.length && red.length + silent.length === 0;
}

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
for (const part of [(intake: Intake) => storm(intake, seed), outage]) {
  // A name may have an IPv6 and an IPv4 address: the intake listens on the one that clients try first.
  const intake = await startIntake({ apiKey: API_KEY, appKey: APP_KEY, host: 'localhost' });
  try {
    if (!(await part(intake))) {
      process.exitCode = 1;
    }
  } finally {
    await intake.close();
  }
}
