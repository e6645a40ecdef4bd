import { type Launched, type LaunchOptions, launch, leftByMain } from '../../dev/launch.ts';

/** What post is given: inputs, and how its process is started. */
export interface PostOptions extends Omit<LaunchOptions, 'stage' | 'inputs' | 'state'> {
  readonly inputs: Readonly<Record<string, string>>;
}

export type PostResult = Launched;

/**
 * Runs the built post stage alone, with what the real main has left for the same inputs: faster than a whole job, for
 * tests of what happens while events are on their way. Main runs as usual, and once for the same inputs. A single
 * service has the id `deployment-0----`.
 */
export async function runPost({ inputs, ...options }: PostOptions): Promise<PostResult> {
  const isSingle = !/[\n,]/.test(inputs['service'] ?? '');
  const given = {
    'api-key': '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e',
    'started-at': '1790000000123456789',
    ...(isSingle ? { 'deployment-id': 'deployment-0----' } : {}),
    ...inputs,
  };
  const { state } = await leftByMain({ inputs: given });
  return launch({ ...options, stage: 'post', inputs: given, state });
}
