// undici has types for its index alone. Its parts are imported by their own paths, because the index brings fetch,
// caches and web sockets: see dev/build.ts for what that saves.
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}
