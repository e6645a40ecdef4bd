/**
 * A storm of deployments: 256 jobs with two services each, against an embedded Datadog that misbehaves in 30 % of
 * all requests, and behind a name server that fails or responds late in 30 % of the jobs. A tenth of the jobs mark
 * what they deployed as a change failure, and a tenth remediate the deployment before theirs. Then an outage in which
 * Datadog never responds. `npm run storm`; `-- --seed N` repeats the faults of an earlier storm. Exits with 1 if an
 * event or a mark is lost, an event is stored under two IDs, a deployment is marked that should not be, a remediated
 * deployment is marked before its remediation is stored, or a job is red.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Fault, type Intake, startIntake } from './intake.ts';
import { launch } from './launch.ts';
import './no-stack.ts';
import { API_KEY, APP_KEY } from './stand-ins/api-key.ts';

const JOBS = 256;
const PROCESSES = 8;
const FAULTS = 0.3;

const KINDS: Readonly<Record<string, Fault>> = {
  reset: { connection: 'reset' },
  delayed: { delay: 400 },
  '429': { status: 429, headers: { 'X-RateLimit-Reset': '1' } },
  '500': { status: 500 },
  '503': { status: 503, headers: { 'Retry-After': ['1', '1'] } },
  'stored, response dropped': { connection: 'reset', store: true },
  'stored, 202': { status: 202, store: true },
  'stored, response in gzip': {
    status: 200,
    store: true,
    headers: { 'Content-Encoding': 'gzip' },
    body: gzipSync('{"data":{}}'),
  },
};

/** What the name server does to the first look-ups, one by one: an error code, or a delay in milliseconds. */
type LookUpFaults = readonly (string | number)[];
const LOOK_UP_FAULTS: readonly LookUpFaults[] = [['EAI_AGAIN'], ['ENOTFOUND', 'EAI_AGAIN'], [1500]];

/** Arguments of Node's that make the machine's name server misbehave. It has IPv4 only, on which the intake listens. */
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
        setTimeout(lookup, fault ?? 0, hostname, { ...options, family: 4 }, callback);
      }
    };
    syncBuiltinESMExports();`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

/** Runs main and post of a job, post with the name server's faults. @param timeout in seconds */
async function runJob(job: number, intake: Intake, timeout: number, faults: LookUpFaults) {
  const services = [`service-${job}-0`, `service-${job}-1`];
  const earlier = Object.fromEntries(services.map((service) => [service, `before-the-storm-${service}`]));
  const now = BigInt(Math.floor(Date.now() / 1000));
  for (const [service, id] of Object.entries(earlier)) {
    intake.store({ id, service, started_at: now - 7200n, finished_at: now - 3600n });
  }
  // A few do both.
  const [marks, remediates] = [job % 10 === 0 || job % 50 === 5, job % 10 === 5];
  const inputs = {
    'api-key': API_KEY,
    'app-key': APP_KEY,
    // A name rather than an address, so that something is looked up.
    'api-url': `http://localhost:${intake.port}`,
    service: services.join(','),
    'skip-git': 'true',
    'change-failure': String(marks),
    // As in a workflow that can always roll forward, and seldom has something to remediate.
    remediation: 'rollforward',
    'remediates-id': JSON.stringify(remediates ? earlier : {}),
    timeout: String(timeout),
  };
  const { state, outputs } = await launch({ stage: 'main', inputs });
  const post = await launch({ stage: 'post', inputs, state, nodeArguments: nameServer(faults) });
  const ids: Record<string, string> = JSON.parse(outputs['deployment-ids'] ?? '');
  const deployed = services.map((service) => {
    const id = ids[service] ?? '';
    /** The marks that this deployment and the one before it may have because of it. */
    const possible = [
      { id, isDue: marks, remediation: undefined },
      { id: earlier[service] ?? '', isDue: remediates, remediation: { type: 'rollforward', id } },
    ];
    return { service, id, marks: possible };
  });
  return { post, deployed };
}

/** Runs a job for each list of look-up faults. */
async function runJobs(lookUps: readonly LookUpFaults[], intake: Intake, timeout: number) {
  const waiting = lookUps.entries();
  const jobs: Awaited<ReturnType<typeof runJob>>[] = [];
  const worker = async () => {
    for (const [job, faults] of waiting) jobs.push(await runJob(job, intake, timeout, faults));
  };
  await Promise.all(Array.from({ length: PROCESSES }, worker));
  return jobs;
}

/** Prints what was counted. Fails the process if something bad was. */
function report(title: string, good: object, bad: Readonly<Record<string, readonly unknown[]>>): void {
  const counts = Object.entries(bad).map(([what, found]) => [what, found.length] as const);
  console.log(title, good, Object.fromEntries(counts));
  if (counts.some(([, count]) => count > 0)) process.exitCode = 1;
}

async function storm(intake: Intake, seed: number): Promise<void> {
  // Numbers from 0 to 1, the same for the same seed (MINSTD).
  let state = (seed % 2147483646) + 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const faulty = <Item>(kinds: readonly Item[], none: Item): Item =>
    random() < FAULTS ? (kinds[Math.floor(random() * kinds.length)] ?? none) : none;
  const faults: Record<string, number> = {};
  const tooEarly: unknown[] = [];
  intake.misbehave(({ method, body }) => {
    const remediation: unknown = method === 'PATCH' ? JSON.parse(body).data.attributes.remediation?.id : undefined;
    if (remediation !== undefined && !intake.deployments.some(({ id }) => id === remediation))
      tooEarly.push(remediation);
    const [name, fault] = faulty<readonly [string, Fault?]>(Object.entries(KINDS), ['none']);
    faults[name] = (faults[name] ?? 0) + 1;
    return fault;
  });
  const lookUps = Array.from({ length: JOBS }, () => faulty<LookUpFaults>(LOOK_UP_FAULTS, []));
  const jobs = await runJobs(lookUps, intake, 60);
  const deployed = jobs.flatMap((job) => job.deployed);
  const marks = deployed.flatMap((deployment) => deployment.marks);
  const known = new Set(marks.map(({ id }) => id));
  const stored = new Map(intake.deployments.map((deployment) => [deployment.id, deployment]));
  const red = jobs.filter(({ post }) => post.exitCode !== 0);
  const complaints = jobs.filter(({ post }) => post.errors.length + post.warnings.length > 0);
  for (const { post } of [...red, ...complaints].slice(0, 3)) console.log(post.stdout);
  report(
    `Storm, seed ${seed}`,
    {
      jobs: JOBS,
      'with a bad name server': lookUps.filter(({ length }) => length > 0).length,
      marks: marks.filter(({ isDue }) => isDue).length,
      requests: intake.requests.length,
      faults,
    },
    {
      'events lost': deployed.filter(({ id, service }) => stored.get(id)?.attributes.service !== service),
      'under two IDs': [...stored.keys()].filter((id) => !known.has(id)),
      'marks lost or wrong': marks.filter(({ id, isDue, remediation }) => {
        const { changeFailure, remediation: found } = stored.get(id) ?? {};
        const due = isDue ? [true, remediation] : [undefined, undefined];
        return !isDeepStrictEqual([changeFailure, found], due);
      }),
      'marks before the remediation': tooEarly,
      'red jobs': red,
      'jobs with an error or a warning': complaints,
    },
  );
}

async function outage(intake: Intake): Promise<void> {
  intake.misbehave(() => ({ connection: 'hang' }));
  const jobs = await runJobs(Array(JOBS / 8).fill([]), intake, 2);
  const incomplete = jobs.filter(({ post, deployed }) => {
    // In full, as the body of a request on a line of its own.
    const bodies = post.stdout.split(/\r?\n/).filter((line) => line.startsWith('{"data":'));
    const data = bodies.map((line) => JSON.parse(line).data);
    const isMarked = (id: string, remediation: unknown) =>
      data.some((mark) => mark.id === id && isDeepStrictEqual(mark.attributes.remediation, remediation));
    return deployed.some(({ id, marks }) => {
      const isWritten = data.some(({ attributes }) => attributes.id === id);
      return !isWritten || marks.some((mark) => isMarked(mark.id, mark.remediation) !== mark.isDue);
    });
  });
  report(
    'Outage',
    { jobs: jobs.length, requests: intake.requests.length },
    {
      'jobs whose log lacks an event or a mark': incomplete,
      'jobs without an error annotation': jobs.filter(({ post }) => post.errors.length === 0),
      'red jobs': jobs.filter(({ post }) => post.exitCode !== 0),
    },
  );
}

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
for (const part of [(intake: Intake) => storm(intake, seed), outage]) {
  const intake = await startIntake({ apiKey: API_KEY, appKey: APP_KEY });
  try {
    await part(intake);
  } finally {
    await intake.close();
  }
}
console.log(
  process.exitCode === 1 ? `Failed. To repeat: npm run storm -- --seed ${seed}` : 'Passed: nothing was lost.',
);
