console.log('Saving the cache');
process.exitCode = process.env.INPUT_FAILS === 'true' ? 1 : 0;
