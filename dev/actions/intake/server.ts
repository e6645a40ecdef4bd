import { once } from 'node:events';
import { createServer } from 'node:http';
import { startIntake } from '../../intake.ts';
import { listen } from '../../listen.ts';

const intake = await startIntake();
const results = createServer();
const { port } = await listen(results);
process.send?.({ url: intake.url, results: `http://127.0.0.1:${port}` });

// Asked once, when the job ends.
const [, response] = await once(results, 'request');
const events = intake.deployments.map(({ attributes }) => attributes);
const json = JSON.stringify(events, (_name, value) => (typeof value === 'bigint' ? Number(value) : value));
response.end(json, () => process.exit());
