import { type Launched, type LaunchPostOptions, launchPost } from '../../dev/launch.ts';

/** What post is given: inputs, environment, and what is to happen to its process. */
export interface PostOptions
  extends Pick<LaunchPostOptions, 'environment' | 'nodeArguments' | 'event' | 'debug' | 'onStart'> {
  readonly inputs: Readonly<Record<string, string>>;
  readonly apiKey?: string;
}

export type PostResult = Launched;

/**
 * Runs the built post stage alone, with what the real main has left for the same inputs: faster than a whole job, for
 * tests of what happens while events are on their way. A single service has the id `deployment-0----`.
 */
export function runPost({ inputs, apiKey, ...options }: PostOptions): Promise<PostResult> {
  const isSingle = !/[\n,]/.test(inputs['service'] ?? '');
  return launchPost({
    ...options,
    inputs: {
      'api-key': apiKey ?? '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e',
      'started-at': '1790000000123456789',
      ...(isSingle ? { 'deployment-id': 'deployment-0----' } : {}),
      ...inputs,
    },
  });
}
