/** The keys that the embedded Datadog of an example's run takes. They open nothing else. */
export const API_KEY = '0123456789abcdef0123456789abcdef';
export const APP_KEY = '0ffe12ed0ffe12ed0ffe12ed0ffe12ed0ffe12ed';
