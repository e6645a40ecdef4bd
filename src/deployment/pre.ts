import { NO_KEYS } from '../action/keys.ts';
import { messageOf } from '../action/message.ts';
import { runStage } from '../action/stage.ts';
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
