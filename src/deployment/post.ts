import { interruption } from '../runner/interruption.ts';
import { now } from '../time.ts';

// Before the rest is even loaded: the time, and what a signal means from here on.
const recordedFinish = now();
const signal = interruption();

const { runPost } = await import(/* webpackMode: "eager" */ './close.ts');
await runPost(recordedFinish, signal);
