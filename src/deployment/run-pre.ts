import { runStage } from '../runner/stage.ts';
import { pre } from './pre.ts';

await runStage(pre, {
  title: 'Datadog DORA deployment',
  lost: "the job's start time is not recorded",
  readsInputs: false,
});
