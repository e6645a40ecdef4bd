// Node 24 removes the types itself, so the tests need no compiler of their own.
const { stripTypeScriptTypes } = require('node:module');

exports.process = (source) => ({ code: stripTypeScriptTypes(source) });
