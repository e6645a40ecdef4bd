/**
 * An embedded Datadog for tests and workflows: the DORA deployment endpoints on loopback, in memory. It checks
 * requests at least as strictly as Datadog documents, stores them exactly, and misbehaves on request.
 *
 * Sources: Datadog's API reference (https://docs.datadoghq.com/api/latest/dora-metrics/), the models of its official
 * client `@datadog/datadog-api-client` 1.64, and the responses of the real service that
 * DataDog/datadog-api-client-go recorded (tests/scenarios/cassettes/TestScenarios/v2/Feature_DORA_Metrics).
 */
import { parseArgs } from 'node:util';
import { startIntake } from './intake/server.ts';

export { hugeHeaders, spaces } from './intake/answers.ts';
export { startIntake } from './intake/server.ts';
export type {
  DeploymentAttributes,
  Fault,
  Intake,
  IntakeOptions,
  ReceivedRequest,
  Remediation,
  StoredDeployment,
  StoredMark,
} from './intake/types.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8126' } } });
  const intake = await startIntake({
    port: Number(values.port),
    onEnd: ({ method, path, status, stored, marked }) => {
      // Quoted, because the runner would obey a service name that starts a line with a workflow command.
      const service = stored ? ` ${JSON.stringify(stored.attributes.service)}` : '';
      const mark = marked ? ` change failure: ${marked.changeFailure}` : '';
      console.log(`${method} ${path} ${status ?? 'no response'}${service}${mark}`);
    },
  });
  console.log(intake.url);
  const stop = () => void intake.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (import.meta.main) await main();
