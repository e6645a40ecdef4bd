import { runStage } from '../runner/stage.ts';
import { main } from './main.ts';

await runStage(main, {
  title: 'Datadog DORA change failure',
  lost: 'nothing is marked as a change failure',
  sends: true,
});
