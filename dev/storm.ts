/**
 * A storm of deployments: 256 jobs with two services each, against an embedded Datadog that misbehaves in 30 % of
 * all requests, and behind a name server that fails or responds late in 30 % of the jobs. A tenth of the jobs mark
 * what they deployed as a change failure, and a tenth remedy the deployment before theirs. Then an outage in which
 * Datadog never responds. `npm run storm`; `-- --seed N` repeats the faults of an earlier storm. Exits with 1 if an
 * event or a mark is lost, an event is stored under two IDs, a deployment is marked that should not be, a remedied
 * deployment is marked before its remedy is stored, or a job is red.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Fault, type Intake, startIntake } from './intake.ts';
import { type Launched, launchPost, leftByMain } from './launch.ts';

const JOBS = 256;
const PROCESSES = 8;
const FAULTS = 0.3;
const API_KEY = '5707a5707a5707a5707a5707a5707a57';
const APP_KEY = '5707a5707a5707a5707a5707a5707a575707a570';

const servicesOf = (job: number) => [`service-${job}-0`, `service-${job}-1`];
/** The ID of the deployment of a service before the storm. */
const earlierOf = (service: string) => `before-the-storm-${service}`;

/** A service of a job that has ended. */
interface Deployed {
  readonly service: string;
  readonly id: string;
  readonly marks: boolean;
  readonly remedies: boolean;
  readonly post: Launched;
}

/** What the name server does to the first look-ups, one by one: an error code, or a delay in milliseconds. */
type LookUpFaults = readonly (string | number)[];
const LOOK_UP_FAULTS: readonly LookUpFaults[] = [['EAI_AGAIN'], ['ENOTFOUND', 'EAI_AGAIN'], [1500]];

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

/** Runs main and post of jobs, post with the name server's faults. */
async function runJobs(
  jobs: number,
  { port }: Intake,
  timeout: number,
  lookUps: readonly LookUpFaults[] = [],
): Promise<readonly Deployed[]> {
  const numbers = Array.from({ length: jobs }, (_, job) => job).values();
  const done: Deployed[] = [];
  const worker = async () => {
    for (const job of numbers) {
      const services = servicesOf(job);
      // A few do both.
      const [marks, remedies] = [job % 10 === 0 || job % 50 === 5, job % 10 === 5];
      const earlier = Object.fromEntries(services.map((service) => [service, earlierOf(service)]));
      const options = {
        inputs: {
          'api-key': API_KEY,
          'app-key': APP_KEY,
          // A name rather than an address, so that something is looked up.
          'api-url': `http://localhost:${port}`,
          service: services.join(','),
          'skip-git': 'true',
          'change-failure': String(marks),
          // As in a workflow that can always roll forward, and seldom has something to remedy.
          remediation: 'rollforward',
          'remediates-id': remedies ? JSON.stringify(earlier) : '{}',
          timeout: String(timeout),
        },
        nodeArguments: nameServer(lookUps[job] ?? []),
      };
      const post = await launchPost(options);
      const { outputs } = await leftByMain(options);
      const ids: Record<string, string> = JSON.parse(outputs['deployment-ids'] ?? '');
      done.push(...services.map((service) => ({ service, id: ids[service] ?? '', marks, remedies, post })));
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, worker));
  return done;
}

/** Prints what was counted, and whether nothing is bad. */
function report(title: string, good: object, bad: Readonly<Record<string, number>>): boolean {
  console.log(title, good, bad);
  return Object.values(bad).every((count) => count === 0);
}

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

async function storm(intake: Intake, seed: number): Promise<boolean> {
  // Each service had a deployment before the storm; most of them need no remedy.
  const second = BigInt(Math.floor(Date.now() / 1000));
  for (const service of Array.from({ length: JOBS }, (_, job) => servicesOf(job)).flat()) {
    const times = { started_at: second - 7200n, finished_at: second - 3600n };
    intake.store({ id: earlierOf(service), service, ...times });
  }
  // Numbers from 0 to 1, the same for the same seed (MINSTD).
  let state = (seed % 2147483646) + 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const faulty = <Item>(kinds: readonly Item[], none: Item): Item =>
    random() < FAULTS ? (kinds[Math.floor(random() * kinds.length)] ?? none) : none;
  const faults: Record<string, number> = {};
  let tooEarly = 0;
  intake.misbehave(({ method, body }) => {
    const remedy: unknown = method === 'PATCH' ? JSON.parse(body).data.attributes.remediation?.id : undefined;
    if (remedy !== undefined && !intake.deployments.some(({ id }) => id === remedy)) tooEarly += 1;
    const [name, fault] = faulty<readonly [string, Fault?]>(Object.entries(KINDS), ['none']);
    faults[name] = (faults[name] ?? 0) + 1;
    return fault;
  });
  const lookUps = Array.from({ length: JOBS }, () => faulty<LookUpFaults>(LOOK_UP_FAULTS, []));
  const deployed = await runJobs(JOBS, intake, 60, lookUps);
  const stored = new Map(intake.deployments.map((deployment) => [deployment.id, deployment]));
  const lost = deployed.filter(({ service, id }) => stored.get(id)?.attributes.service !== service);
  // A mark of its own has no remediation yet; that of the deployment before has this one.
  const marks = deployed.flatMap(({ service, id, marks, remedies }) => [
    { due: marks, of: stored.get(id), remediation: undefined },
    { due: remedies, of: stored.get(earlierOf(service)), remediation: { type: 'rollforward', id } },
  ]);
  const due = marks.filter((mark) => mark.due);
  const unmarked = due.filter(
    ({ of, remediation }) => of?.changeFailure !== true || !isDeepStrictEqual(of.remediation, remediation),
  );
  const posts = new Set(deployed.map(({ post }) => post));
  const red = [...posts].filter(({ exitCode }) => exitCode !== 0);
  const complaints = [...posts].filter(({ errors, warnings }) => errors.length + warnings.length > 0);
  for (const { stdout } of [...red, ...complaints].slice(0, 3)) console.log(stdout);
  return report(
    `Storm, seed ${seed}`,
    {
      jobs: JOBS,
      'with a bad name server': lookUps.filter(({ length }) => length > 0).length,
      events: deployed.length,
      marks: due.length,
      requests: intake.requests.length,
      faults,
    },
    {
      'events lost': lost.length,
      'under two IDs': stored.size - deployed.length - (deployed.length - lost.length),
      'marks lost': unmarked.length,
      'marks that are wrong': marks.filter((mark) => !mark.due && mark.of?.changeFailure !== undefined)
        .length,
      'marks before the remedy': tooEarly,
      'red jobs': red.length,
      'jobs with an error or a warning': complaints.length,
    },
  );
}

async function outage(intake: Intake): Promise<boolean> {
  intake.misbehave(() => ({ connection: 'hang' }));
  const deployed = await runJobs(JOBS / 8, intake, 2);
  const unwritten = deployed.filter(({ service, id, marks, remedies, post }) => {
    // In full, as the body of a request on a line of its own; its marks as well.
    const bodies = post.stdout.split(/\r?\n/).filter((line) => line.startsWith('{"data":'));
    const data = bodies.map((line) => JSON.parse(line).data);
    const isEvent = data.some(({ attributes }) => attributes.id === id);
    const isMark = data.some((mark) => mark.id === id);
    const isRemedy = data.some(
      (mark) => mark.id === earlierOf(service) && mark.attributes.remediation?.id === id,
    );
    return !(isEvent && isMark === marks && isRemedy === remedies);
  });
  return report(
    'Outage',
    { jobs: JOBS / 8, events: deployed.length, requests: intake.requests.length },
    {
      'events not in full in a log': unwritten.length,
      'events without an error annotation': deployed.filter(({ post }) => post.errors.length === 0).length,
      'red jobs': deployed.filter(({ post }) => post.exitCode !== 0).length,
    },
  );
}

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
for (const part of [(intake: Intake) => storm(intake, seed), outage]) {
  // A name may have an IPv6 and an IPv4 address: the intake listens on the one that clients try first.
  const intake = await startIntake({ apiKey: API_KEY, appKey: APP_KEY, host: 'localhost' });
  try {
    if (!(await part(intake))) process.exitCode = 1;
  } finally {
    await intake.close();
  }
}
