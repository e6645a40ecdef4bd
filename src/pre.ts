import * as core from '@actions/core';
import { leaveJobStart } from './handover.ts';
import { messageOf, runStage } from './stage.ts';
import { now } from './time.ts';

const jobStartedAt = now();

await runStage([], (log) => {
  try {
    leaveJobStart({ get: core.getState, save: core.saveState }, jobStartedAt);
  } catch (error) {
    log.info(`The time could not be recorded, so the start will be when the step runs: ${messageOf(error)}`);
  }
  return false;
});
