import { NO_KEYS } from '../runner/keys.ts';
import { runStage } from '../runner/stage.ts';
import { messageOf } from '../text.ts';
import { now } from '../time.ts';
import { leaveJobStart } from './plan.ts';

const jobStartedAt = now();

await runStage(
  'The start of the job cannot be recorded',
  ({ log, saveState }) => {
    try {
      saveState(leaveJobStart(jobStartedAt));
    } catch (error) {
      log.info(`The time cannot be recorded, so the start will be when the step runs: ${messageOf(error)}`);
    }
    return 'success';
  },
  { keys: NO_KEYS },
);
