import type { Stage, Verdict } from '../runner/stage.ts';
import { messageOf } from '../text.ts';
import { leaveJobStart } from './hand-over.ts';

/** Records the moment at which the job's steps start. */
export function pre({ log, saveState, startedAt }: Stage): Verdict {
  try {
    saveState(leaveJobStart(startedAt));
  } catch (error) {
    log.info(`The job's start time cannot be saved, so the step's start time will be used: ${messageOf(error)}`);
  }
  return 'success';
}
