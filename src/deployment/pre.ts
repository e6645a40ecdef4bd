import { runStage } from '../runner/stage.ts';
import { messageOf } from '../text.ts';
import { leaveJobStart } from './plan.ts';

await runStage(
  'The start of the job cannot be recorded',
  ({ log, saveState, startedAt }) => {
    try {
      saveState(leaveJobStart(startedAt));
    } catch (error) {
      log.info(`The time cannot be recorded, so the start will be when the step runs: ${messageOf(error)}`);
    }
    return 'success';
  },
  { readsInputs: false },
);
