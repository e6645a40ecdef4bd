import { startIntake } from '../../intake.ts';

const { url } = await startIntake();
process.send?.(url);
