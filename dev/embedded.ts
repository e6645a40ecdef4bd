/**
 * Runs a workflow file on this machine exactly as a user would paste it: `dev/stand-ins` replaces other people's
 * actions, and the intake replaces Datadog.
 *
 * The action does not know this. It calls https://api.<site> through a proxy that sends every connection to the
 * intake, and trusts the intake's certificate because of NODE_EXTRA_CA_CERTS. So the file needs no extra lines, and
 * the log is the one that a user would see.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProxy } from './connect-proxy.ts';
import { type Intake, startIntake } from './intake.ts';
import { type RunOptions, type RunResult, runWorkflow } from './runner.ts';
import { API_KEY, APP_KEY } from './stand-ins/api-key.ts';

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
// Self-signed for the API hosts of Datadog's sites: only a process with NODE_EXTRA_CA_CERTS trusts it.
const certificateFile = pathOf('./tls/certificate.pem');

/** The secrets of a run under their usual names: the keys that the embedded Datadog accepts. */
export const embeddedSecrets = {
  DD_API_KEY: API_KEY,
  DATADOG_API_KEY: API_KEY,
  DD_APP_KEY: APP_KEY,
  DATADOG_APP_KEY: APP_KEY,
} as const;

/** The folder of each stand-in, by the `owner/name` of the action that it replaces. */
export function standIns(): Record<string, string> {
  const folder = pathOf('./stand-ins/');
  const names = globSync('*/*/action.yml', { cwd: folder }).map(dirname);
  return Object.fromEntries(names.map((name) => [name.replaceAll('\\', '/'), join(folder, name)]));
}

/**
 * Starts an embedded Datadog that replaces https://api.<site> of every site, for processes with its environment. It
 * accepts one key of each kind, `API_KEY` and `APP_KEY`, unless it accepts any.
 */
export async function startEmbeddedDatadog(acceptsAnyKey = false) {
  const intake = await startIntake({
    ...(acceptsAnyKey ? {} : { apiKey: API_KEY, appKey: APP_KEY }),
    tls: { cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(pathOf('./tls/key.pem'), 'utf8') },
  });
  const proxy = await startProxy({ target: intake.port });
  return {
    intake,
    environment: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificateFile },
    async close(): Promise<void> {
      await proxy.close();
      await intake.close();
    },
  };
}

export interface ExampleOptions extends RunOptions {
  /** Called before the workflow runs. */
  readonly prepare?: (intake: Intake) => void;
}

/** The result of a workflow run, and what the embedded Datadog received from it. */
export interface ExampleRun extends Pick<Intake, 'deployments' | 'requests' | 'marks'> {
  readonly run: RunResult;
}

/**
 * Runs a workflow file against a new embedded Datadog.
 * @param given the runner's options. By default the secrets are `embeddedSecrets`, and HTTPS_PROXY in the environment
 *   is the proxy to the embedded Datadog; `vars.HTTPS_PROXY` always is.
 * @throws what `runWorkflow` throws
 */
export async function runExample(file: string, given: ExampleOptions = {}): Promise<ExampleRun> {
  const { prepare, ...options } = given;
  const { intake, environment, close } = await startEmbeddedDatadog();
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
    const { deployments, marks, requests } = intake;
    return { run, requests, deployments, marks };
  } finally {
    await close();
  }
}
