import { runStage } from '../runner/stage.ts';
import { main } from './main.ts';

await runStage(main, { title: 'Datadog DORA deployment', lost: 'no deployment event can be sent' });
