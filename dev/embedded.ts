/**
 * Runs a workflow file on this machine exactly as a user would paste it: `dev/stand-ins` replaces other people's
 * actions, and the intake replaces Datadog.
 *
 * The action does not know this. It calls https://api.<site> through a proxy that sends every connection to the
 * intake, and trusts the intake's certificate because of NODE_EXTRA_CA_CERTS. So the file needs no extra lines, and
 * the log is the one that a user would see.
 */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startProxy } from './connect-proxy.ts';
import {
  type Intake,
  type ReceivedRequest,
  type StoredDeployment,
  type StoredMark,
  startIntake,
} from './intake.ts';
import { type RunOptions, type RunResult, runWorkflow } from './runner.ts';
import { API_KEY, APP_KEY } from './stand-ins/api-key.ts';

const folder = fileURLToPath(new URL('./stand-ins/', import.meta.url));
// Self-signed for the API hosts of Datadog's sites: only a process with NODE_EXTRA_CA_CERTS trusts it.
const certificateFile = fileURLToPath(new URL('./tls/certificate.pem', import.meta.url));
const keyFile = fileURLToPath(new URL('./tls/key.pem', import.meta.url));

/** The secrets of a run under their usual names: the keys that the embedded Datadog accepts. */
export const embeddedSecrets = {
  DD_API_KEY: API_KEY,
  DATADOG_API_KEY: API_KEY,
  DD_APP_KEY: APP_KEY,
  DATADOG_APP_KEY: APP_KEY,
} as const;

/** The result of a workflow run, and what the embedded Datadog received from it. */
export interface ExampleRun {
  readonly run: RunResult;
  /** In the order of their arrival. */
  readonly deployments: readonly StoredDeployment[];
  readonly requests: readonly ReceivedRequest[];
  /** In the order of their arrival. */
  readonly marks: readonly StoredMark[];
  /** Each deployment as Datadog's API returns it, as JSON text. */
  readonly events: readonly string[];
}

/** How to run an example. */
export interface ExampleOptions extends RunOptions {
  /** Called before the workflow runs. */
  readonly prepare?: (intake: Intake) => void;
}

/** The folder of each stand-in, by the `owner/name` of the action that it replaces. */
export function standIns(): Record<string, string> {
  const owners = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = owners.flatMap(({ name }) =>
    readdirSync(join(folder, name)).map((file) => `${name}/${file}`),
  );
  return Object.fromEntries(names.map((name) => [name, join(folder, name)]));
}

/** An embedded Datadog at the address of the real one, for processes that get its environment. */
export interface EmbeddedDatadog {
  readonly intake: Intake;
  /** What a process needs to reach it. */
  readonly environment: { readonly HTTPS_PROXY: string; readonly NODE_EXTRA_CA_CERTS: string };
  /** A deployment as Datadog's API returns it, as JSON text. */
  readonly readBack: (id: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/**
 * Starts an embedded Datadog that replaces https://api.<site> of every site. It accepts one key of each kind,
 * `API_KEY` and `APP_KEY`.
 */
export async function startEmbeddedDatadog(): Promise<EmbeddedDatadog> {
  const cert = readFileSync(certificateFile, 'utf8');
  const intake = await startIntake({
    apiKey: API_KEY,
    appKey: APP_KEY,
    tls: { cert, key: readFileSync(keyFile, 'utf8') },
  });
  const proxy = await startProxy({ target: intake.port });
  return {
    intake,
    environment: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificateFile },
    readBack: (id) => readBack(id, intake.port, cert),
    close: async () => {
      await proxy.close();
      await intake.close();
    },
  };
}

/**
 * Runs a workflow file against a new embedded Datadog.
 * @param given the runner's options. By default the secrets are `embeddedSecrets`, and HTTPS_PROXY in the environment
 *   is the proxy to the embedded Datadog; `vars.HTTPS_PROXY` always is.
 * @throws what `runWorkflow` throws
 */
export async function runExample(file: string, given: ExampleOptions = {}): Promise<ExampleRun> {
  const { prepare, ...options } = given;
  const { intake, environment, readBack, close } = await startEmbeddedDatadog();
  const { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } = environment;
  try {
    prepare?.(intake);
    const run = await runWorkflow(file, {
      secrets: embeddedSecrets,
      ...options,
      actions: { ...standIns(), ...options.actions },
      environment: { NODE_EXTRA_CA_CERTS, ...(options.environment ?? { HTTPS_PROXY }) },
      vars: { HTTPS_PROXY, ...options.vars },
    });
    const { deployments, marks } = intake;
    return {
      run,
      requests: [...intake.requests],
      deployments,
      marks,
      events: await Promise.all(deployments.map(({ id }) => readBack(id))),
    };
  } finally {
    await close();
  }
}

async function readBack(id: string, port: number, ca: string): Promise<string> {
  const call = request({
    host: '127.0.0.1',
    servername: 'api.datadoghq.com',
    port,
    ca,
    path: `/api/v2/dora/deployments/${id}`,
    headers: { 'DD-API-KEY': API_KEY, 'DD-APPLICATION-KEY': APP_KEY },
  });
  call.end();
  const [response] = await once(call, 'response');
  return text(response);
}
