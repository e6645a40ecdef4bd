console.log(`Saving the cache at ${Date.now()}`);
process.exitCode = process.env.INPUT_FAILS === 'true' ? 1 : 0;
