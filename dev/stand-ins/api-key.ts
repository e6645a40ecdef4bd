/** The keys that the embedded Datadog of an example accepts. They give access to nothing else. */
export const API_KEY = '0123456789abcdef0123456789abcdef';
export const APP_KEY = '0ffe12ed0ffe12ed0ffe12ed0ffe12ed0ffe12ed';
