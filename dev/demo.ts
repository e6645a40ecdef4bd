/** Runs anyone's workflow file with the built action and an embedded Datadog: `npm run demo -- --help`. */
import { rehearse } from './demo/rehearsal.ts';

process.exitCode = await rehearse(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  environment: process.env,
});
