// undici has types for its index only. Its parts are imported by path, because the index loads fetch, caches and web
// sockets: dev/build.ts says what that saves.
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}
