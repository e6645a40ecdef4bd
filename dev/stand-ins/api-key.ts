/** The API key that the embedded Datadog of a rehearsal takes. It opens nothing else. */
export const API_KEY = '0123456789abcdef0123456789abcdef';
