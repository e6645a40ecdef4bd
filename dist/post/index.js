import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  runPost: () => (/* binding */ runPost)
});

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(896);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */



function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
;// CONCATENATED MODULE: ./lib/runner/keys.js
/** What a stage has that reads no inputs. */
const NO_KEYS = { api: { value: '', source: '' }, app: { value: '', source: '' }, all: [] };
const API_KEY_VARIABLES = ['DATADOG_API_KEY', 'DD_API_KEY'];
const APP_KEY_VARIABLES = ['DATADOG_APP_KEY', 'DD_APP_KEY'];
/** Reads both keys: the input first, then the variables. */
function readKeys(input, environment) {
    const candidates = (name, variables) => [
        { value: input(name), source: 'input' },
        ...variables.map((variable) => ({ value: environment[variable] ?? '', source: variable })),
    ]
        .map(({ value, source }) => ({ value: value.trim(), source }))
        .filter(({ value }) => value !== '');
    const api = candidates('api-key', API_KEY_VARIABLES);
    const app = candidates('app-key', APP_KEY_VARIABLES);
    return {
        api: api[0] ?? NO_KEYS.api,
        app: app[0] ?? NO_KEYS.app,
        all: [...new Set([...api, ...app].map(({ value }) => value))],
    };
}
/** Whether a key can go into an HTTP header: one line of visible ASCII characters. */
function isSendable(key) {
    return /^[\x21-\x7e]+$/.test(key);
}
// Datadog's keys are longer, and a shorter text could be part of a service's name by chance.
const SHORTEST_KEY_TO_SEARCH_FOR = 8;
/** Whether a text has a key in it, so that it must not be kept or sent as something else. */
function keys_revealsKey(text, keys) {
    return keys.some((key) => key.length >= SHORTEST_KEY_TO_SEARCH_FOR && text.includes(key));
}
/** Replaces keys by `***`, as they are and as JSON escapes them. */
function redactKeys(text, keys) {
    const forms = keys.flatMap((key) => [key, JSON.stringify(key).slice(1, -1)]);
    // The longest goes first, because a key that begins with another one would leave its rest.
    forms.sort((a, b) => b.length - a.length);
    return forms.reduce((redacted, form) => (form === '' ? redacted : redacted.replaceAll(form, '***')), text);
}

;// CONCATENATED MODULE: ./lib/runner/log.js



/** @param keys must not be written anywhere */
function createLog(keys) {
    const redact = (text) => redactKeys(text, keys);
    // Every text that is written passes one of these.
    const line = (text) => {
        outliveReader();
        return (0,lib_text/* harmless */.Is)(redact(text));
    };
    const annotation = (text) => {
        outliveReader();
        return (0,lib_text/* harmlessAnnotation */.Hu)(redact(text));
    };
    return {
        info: (text) => info(line(text)),
        warning: (message) => warning(annotation(message)),
        error: (message) => error(annotation(message)),
        debug: (message) => {
            if (isDebug()) {
                debug(line(message));
            }
        },
        group: (title, lines) => {
            startGroup(line(title));
            for (const entry of lines) {
                info(line(typeof entry === 'string' ? entry : factLine(entry, redact)));
            }
            endGroup();
        },
        problem: (problem, effect) => {
            const annotate = problem.level === 'error' ? error : warning;
            annotate(annotation(problemMessage(problem, effect, redact)));
        },
        redact,
    };
}
/**
 * Keeps a runner that no longer reads the log from ending the process. Only once there is something to write: to open
 * the output takes 1.6 ms, which pre saves.
 */
function outliveReader() {
    if (process.stdout.listenerCount('error') === 0) {
        process.stdout.on('error', () => { });
    }
}
function problemMessage({ level, input, written, accepted, consequence }, effect, redact) {
    const verdict = written === 'missing'
        ? 'is missing'
        : written === 'hidden'
            ? 'is invalid (its value is not shown)'
            : `is invalid: "${(0,lib_text/* shorten */.ml)(redact(written.text))}"`;
    return `Input "${input}" ${verdict}. Accepted: ${accepted}. ${consequence}${level === 'error' ? ` ${effect}` : ''}`;
}
/** A line for the log: the value that counts, a list's parts side by side, and where it comes from. */
function factLine({ name, value, source }, redact) {
    const parts = value.split(/[\r\n]+/).map((part) => part.trim());
    return `${name}: ${(0,lib_text/* shorten */.ml)(redact(parts.filter(Boolean).join(', ')))} (${source})`;
}

;// CONCATENATED MODULE: ./lib/runner/stage.js





/** The oldest major version of Node that the actions run on. No module may need a newer one when it is imported. */
const OLDEST_NODE = 20;
/** Milliseconds that whatever still runs after a stage's work has to end by itself. */
const GRACE = 500;
/**
 * Runs one stage of an action. Nothing that goes wrong in it fails the job, unless `fail-on-error` is true.
 * @param lost what no longer happens where the stage ends unexpectedly, in a clause, e.g. `No event can be sent`
 * @param given.signal of an `interruption` that the entrance began, for a stage that has something to lose
 * @param given.keys for a stage that reads no inputs and therefore needs none
 */
async function runStage(lost, work, given = {}) {
    const environment = process.env;
    const { signal, keys = readKeys(getInput, environment) } = given;
    for (const key of keys.all) {
        outliveReader();
        setSecret(key);
    }
    const log = createLog(keys.all);
    if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
        log.error(`${lost}: ${adviceOnNode(environment)} The job goes on.`);
        return;
    }
    if (signal === undefined) {
        // By default an exception in the background ends the process, which fails the job.
        process.on('uncaughtException', (error) => logUnexpected(error, log));
    }
    else {
        signal.addEventListener('abort', () => logCause(signal.reason, log));
    }
    let verdict;
    try {
        verdict = await work({
            log,
            keys,
            input: (name) => getInput(name),
            environment,
            state: getState,
            saveState: (entries) => wholly(environment['GITHUB_STATE'], () => {
                for (const [name, value] of entries) {
                    saveState(name, value);
                }
            }),
            setOutputs: (entries) => wholly(environment['GITHUB_OUTPUT'], () => {
                for (const [name, value] of Object.entries(entries)) {
                    setOutput(name, value);
                }
            }),
            writeSummary: (markdown) => writeSummary(markdown, environment['GITHUB_STEP_SUMMARY'], log),
        });
    }
    catch (error) {
        log.error(`${lost}, for an unexpected reason: ${(0,lib_text/* messageOf */.bD)(error)}`);
        verdict = /^true$/i.test(getInput('fail-on-error')) ? 'failure' : 'success';
    }
    process.exitCode = verdict === 'failure' ? 1 : 0;
    // The timer alone keeps no process alive: it fires only where something else still does.
    setTimeout(leave, GRACE).unref();
}
function adviceOnNode(environment) {
    const needed = `this action needs Node ${OLDEST_NODE} or later, and runs on Node ${process.versions.node}.`;
    const isOther = ['ACT', 'GITEA_ACTIONS', 'FORGEJO_ACTIONS'].some((name) => environment[name]);
    return isOther
        ? `${needed} Install a newer Node in the job's image, or on the host that runs it.`
        : `${needed} Update the runner to 2.327.1 or later.`;
}
/** What an error means for the job, in a sentence. */
function effectOnJob(failOnError) {
    return failOnError ? 'The job fails, because fail-on-error is true.' : 'The job goes on.';
}
function logCause(reason, log) {
    if (reason instanceof Error && 'cause' in reason) {
        logUnexpected(reason.cause, log);
    }
}
function logUnexpected(error, log) {
    log.info(`Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
/** Runs `write`, and takes back what it began to write to a file of the runner's where it fails. */
function wholly(file, write) {
    const length = file !== undefined && (0,external_node_fs_namespaceObject.existsSync)(file) ? (0,external_node_fs_namespaceObject.statSync)(file).size : undefined;
    try {
        write();
    }
    catch (error) {
        if (file !== undefined && length !== undefined && (0,external_node_fs_namespaceObject.statSync)(file).size > length) {
            // The runner fails a step whose file ends within a value.
            (0,external_node_fs_namespaceObject.truncateSync)(file, length);
        }
        throw error;
    }
}
function writeSummary(markdown, file, log) {
    if (file === undefined) {
        return;
    }
    try {
        wholly(file, () => (0,external_node_fs_namespaceObject.appendFileSync)(file, markdown));
    }
    catch (error) {
        log.warning(`The job summary cannot be written: ${(0,lib_text/* messageOf */.bD)(error)}`);
    }
}
/**
 * Ends the process though something still runs. A look-up of a name (getaddrinfo) cannot be cancelled, and
 * `process.exit` waits for it; a process that is replaced by another one does not.
 */
function leave() {
    const code = process.exitCode ?? 0;
    if (typeof process.execve === 'function' && process.platform !== 'win32') {
        process.execve(process.execPath, [process.execPath, '-e', `process.exitCode = ${code}`], {});
    }
    process.exit(code);
}

// EXTERNAL MODULE: ./lib/time.js
var lib_time = __nccwpck_require__(146);
;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/github/repository.js

/**
 * Reads the URL of a git repository, as git takes it: with a scheme, or the short form of SSH. Credentials before a
 * host without a scheme (`ghp_…@github.com/owner/name`) make an HTTPS URL.
 * @returns the URL without credentials, query, fragment and slashes at the end, which reads as itself again; undefined
 *   for another text, also where it stays unclear what of it is a password
 */
function parseRepositoryUrl(text) {
    // The short form of SSH is no URL. Its user `git` is no secret; any other one may be a token.
    const [, user, host, path] = /^([\w.-]+)@([\w.-]+):([^\s:@]+)$/.exec(text) ?? [];
    if (user === 'git' && host !== undefined && path !== undefined) {
        const name = (0,lib_text/* withoutSlashes */.C2)(path);
        return name === '' ? undefined : `git@${host}:${name}`;
    }
    const [, address] = /^[^\s/@]+@([\w.-]+(?:\/[^\s@]+|:\d+\/[^\s/@]+\/[^\s@]+))$/.exec(text) ?? [];
    if (address !== undefined) {
        return parseUrl(`https://${address}`);
    }
    return parseUrl(host !== undefined && path !== undefined ? `ssh://${host}/${path}` : text);
}
function parseUrl(text) {
    if (!/^(?:https?|ssh|git):\/\/\S+$/i.test(text) || !URL.canParse(text)) {
        return undefined;
    }
    const url = new URL(text);
    const path = (0,lib_text/* withoutSlashes */.C2)(url.pathname);
    // A password with a "/", "?" or "#" ends the host too early, and is then part of what follows it.
    const isUnclear = `${path}${url.search}${url.hash}`.includes('@');
    if (url.host === '' || path === '' || isUnclear) {
        return undefined;
    }
    const user = url.protocol === 'ssh:' && url.username === 'git' ? 'git@' : '';
    return `${url.protocol}//${user}${url.host}${path}`;
}
/**
 * Takes out of a text, which need be no URL, what may be a secret in a URL: all before the last "@", but for the
 * scheme, and query and fragment.
 */
function withoutSecrets(text) {
    const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? '';
    const address = text.slice(Math.max(scheme.length, text.lastIndexOf('@') + 1));
    const end = address.search(/[?#]/);
    return scheme + (end === -1 ? address : address.slice(0, end));
}
/**
 * Tells repositories apart, whatever host and protocol their URLs have.
 * @returns `owner/name`, lower case; '' for what is no URL of a repository
 */
function repositoryPath(url) {
    const address = addressOf(url);
    const path = address.endsWith('.git') ? address.slice(0, -'.git'.length) : address;
    return path.split(/[/:]/).slice(-2).join('/');
}
/** The host of a repository's URL, lower case and without a port; '' for what is no such URL. */
function repositoryHost(url) {
    return addressOf(url).split(/[/:]/)[0] ?? '';
}
/** Host and path of a repository's URL, lower case. */
function addressOf(url) {
    return (parseRepositoryUrl(url) ?? '').toLowerCase().replace(/^(?:[a-z]+:\/\/)?(?:git@)?/, '');
}

;// CONCATENATED MODULE: ./lib/github/checkout.js




const MIB = 1024 * 1024;
const LARGEST_FILE = 32 * MIB;
const LARGEST_COMMIT = MIB;
// A job may add a version, a changelog and the like, each as a commit.
const MOST_ANCESTORS = 10;
// A workspace may hold a million files; this many are read in a tenth of a second.
const MOST_ENTRIES = 5_000;
const MOST_FOLDERS = 500;
/** The files of this machine. */
const disk = {
    read: (path) => {
        try {
            // A named pipe would wait for somebody to write.
            const stats = (0,external_node_fs_namespaceObject.statSync)(path);
            return stats.isFile() && stats.size <= LARGEST_FILE ? (0,external_node_fs_namespaceObject.readFileSync)(path) : undefined;
        }
        catch {
            return undefined;
        }
    },
    list: (path, most) => {
        const folders = [];
        let seen = 0;
        try {
            const folder = (0,external_node_fs_namespaceObject.opendirSync)(path);
            try {
                // A link to a folder is none here, so nothing is looked at twice.
                for (let entry = folder.readSync(); entry !== null && seen < most; entry = folder.readSync()) {
                    seen += 1;
                    if (entry.isDirectory()) {
                        folders.push(entry.name);
                    }
                }
            }
            finally {
                folder.closeSync();
            }
        }
        catch {
            // What cannot be listed has no checkout that could be read.
        }
        return { folders, seen };
    },
};
/**
 * Finds the one checkout of a repository: the workspace itself, else a folder up to two levels below it (`path:` of
 * actions/checkout).
 * @returns undefined where there is none, where there are several below the workspace, and where the workspace has too
 *   many entries to tell
 */
function findCheckout(workspace, repositoryUrl, files = disk) {
    const wanted = repositoryPath(repositoryUrl);
    const read = (folder) => {
        const checkout = readCheckout(folder, files);
        return checkout?.remoteUrls.some((url) => repositoryPath(url) === wanted) ? checkout : undefined;
    };
    const top = wanted === '' ? undefined : read(workspace);
    if (top !== undefined || wanted === '') {
        return top;
    }
    const found = [];
    let entriesLeft = MOST_ENTRIES;
    let foldersLeft = MOST_FOLDERS;
    let level = [workspace];
    for (let depth = 1; depth <= 2; depth += 1) {
        const next = [];
        for (const parent of level) {
            const { folders, seen } = files.list(parent, entriesLeft);
            entriesLeft -= seen;
            const worthwhile = folders.filter((name) => name !== 'node_modules' && name !== '.git');
            foldersLeft -= worthwhile.length;
            if (entriesLeft <= 0 || foldersLeft < 0) {
                return undefined;
            }
            for (const folder of worthwhile.map((name) => (0,external_node_path_namespaceObject.join)(parent, name))) {
                const checkout = read(folder);
                if (checkout === undefined) {
                    next.push(folder);
                }
                else {
                    found.push(checkout);
                }
            }
        }
        level = next;
    }
    return found.length === 1 ? found[0] : undefined;
}
/**
 * Reads which commit is checked out, without git, which a job need not have.
 * Source: gitrepository-layout(5).
 * @returns undefined where nothing is, or where it cannot be read (reftable, whose HEAD names a branch that cannot be)
 */
function readCheckout(folder, files = disk) {
    const read = (path) => files.read(path)?.toString();
    const link = /^gitdir: (.+)/.exec(read((0,external_node_path_namespaceObject.join)(folder, '.git')) ?? '')?.[1];
    const directory = (0,external_node_path_namespaceObject.resolve)(folder, link?.trim() ?? '.git');
    const head = read((0,external_node_path_namespaceObject.join)(directory, 'HEAD'))?.trim();
    if (head === undefined) {
        return undefined;
    }
    // A worktree has its own HEAD, and all else together with the repository that it belongs to.
    const shared = (0,external_node_path_namespaceObject.resolve)(directory, read((0,external_node_path_namespaceObject.join)(directory, 'commondir'))?.trim() ?? '.');
    const ref = /^ref: (.+)$/.exec(head)?.[1];
    const commitSha = ref === undefined
        ? head
        : (read((0,external_node_path_namespaceObject.join)(shared, ref))?.trim() ?? packedRef(files.read((0,external_node_path_namespaceObject.join)(shared, 'packed-refs')), ref));
    if (!SHA.test(commitSha)) {
        return undefined;
    }
    return {
        commitSha,
        ancestorShas: readAncestors(commitSha, read((0,external_node_path_namespaceObject.join)(shared, 'shallow')) ?? '', (sha) => files.read((0,external_node_path_namespaceObject.join)(shared, 'objects', sha.slice(0, 2), sha.slice(2)))),
        remoteUrls: readRemoteUrls(read((0,external_node_path_namespaceObject.join)(shared, 'config')) ?? ''),
    };
}
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
function packedRef(packedRefs, ref) {
    const line = packedRefs
        ?.toString()
        .split('\n')
        .find((text) => text.trimEnd().endsWith(` ${ref}`));
    return line?.split(' ')[0] ?? '';
}
/** The URLs in the sections of remotes: a submodule's section has one as well. Source: git-config(1), "Syntax". */
function readRemoteUrls(configuration) {
    const urls = [];
    let isRemote = false;
    for (const line of configuration.split('\n')) {
        const section = /^\s*\[([^\]]*)\]/.exec(line);
        isRemote = section === null ? isRemote : /^remote[\s.]/i.test(section[1] ?? '');
        const url = /^\s*url\s*=(.*)/i.exec(section === null ? line : line.slice(section[0].length))?.[1];
        if (isRemote && url !== undefined) {
            urls.push(withoutQuotes(url));
        }
    }
    return urls;
}
/** A value as it is meant: without quotes and backslashes, and without the comment after it. */
function withoutQuotes(value) {
    const parts = value.match(/"(?:[^"\\]|\\.)*"|\\.|[#;].*|[^"\\#;]+/g) ?? [];
    return parts
        .filter((part) => !/^[#;]/.test(part))
        .map((part) => part.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1'))
        .join('')
        .trim();
}
/**
 * Follows the history of a commit through the objects that have a file each. What the job itself commits is kept that
 * way; what a fetch brings is usually packed or shallow, and its history ends there.
 * @param shallow the commits that were fetched without their parents, one a line
 */
function readAncestors(commitSha, shallow, readObject) {
    const ancestors = [];
    const next = [commitSha];
    for (let sha = next.shift(); sha !== undefined && ancestors.length < MOST_ANCESTORS; sha = next.shift()) {
        const parents = shallow.includes(sha) ? [] : readParents(readObject(sha));
        ancestors.push(...parents);
        next.push(...parents);
    }
    return ancestors;
}
function readParents(object) {
    if (object === undefined) {
        return [];
    }
    try {
        // Loads for 2 ms, and few jobs commit.
        const { inflateSync } = (0,external_node_module_namespaceObject.createRequire)(import.meta.url)('node:zlib');
        const commit = inflateSync(object, { maxOutputLength: LARGEST_COMMIT }).toString('latin1');
        const header = commit.split('\n\n', 1)[0] ?? '';
        return header.split('\n').flatMap((line) => /^parent ([0-9a-f]{40}|[0-9a-f]{64})$/.exec(line)?.[1] ?? []);
    }
    catch {
        // What is no object of git, or a commit with a book for a message, has no parents that could be known.
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/github/context.js

/**
 * Reads the GitHub context of this run.
 * @param environment the `GITHUB_*` variables
 */
async function readGitHubContext(environment) {
    const variable = (name) => environment[`GITHUB_${name}`] ?? '';
    return {
        actor: variable('ACTOR'),
        commitSha: variable('SHA').toLowerCase(),
        eventName: variable('EVENT_NAME'),
        headRef: variable('HEAD_REF'),
        job: variable('JOB'),
        ref: variable('REF'),
        repositoryUrl: parseRepositoryUrl(`${variable('SERVER_URL')}/${variable('REPOSITORY')}`) ?? '',
        runAttempt: variable('RUN_ATTEMPT'),
        runId: variable('RUN_ID'),
        workflow: variable('WORKFLOW'),
        hasRunPages: !environment['GITEA_ACTIONS'] && !environment['ACT'],
        event: await readEvent(),
    };
}
async function readEvent() {
    try {
        // At its import this package parses the event file, and throws on a broken one.
        const { context } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 249));
        return context.payload;
    }
    catch {
        return undefined;
    }
}
/** Why no secret may have reached this run, as one or two sentences. Source: GitHub's docs on secrets. */
function causeOfMissingKey(context) {
    const head = context_text(context.event, 'pull_request', 'head', 'repo', 'full_name');
    const base = context_text(context.event, 'pull_request', 'base', 'repo', 'full_name');
    // With pull_request_target the secrets are there, also for a fork.
    if (base !== '' && head !== base && context.eventName !== 'pull_request_target') {
        return `This run is for a pull request from a fork (${head || 'deleted since'}, not ${base}): GitHub gives it no secrets. Deploy on push instead, or give this step an if: that leaves forks out.`;
    }
    if (context.actor === 'dependabot[bot]') {
        return "Dependabot started this run: it sees only Dependabot's own secrets, so the key must be among them as well (Settings, Secrets and variables, Dependabot).";
    }
    return 'Likely causes: the name of the secret is misspelt; it is the secret of an environment and the job has no "environment:"; this is a reusable workflow called without "secrets: inherit"; or the step that fetches the key stands after this one.';
}
/**
 * Tags that link a deployment to its pipeline, named as Datadog CI Visibility names them.
 * @param checkRunId number of this job's check run, '' where the server does not tell it
 * @param commitSha the commit that is sent: another than the run's own is on a branch that is not known here
 */
function ciTags(context, checkRunId, commitSha) {
    const { hasRunPages, headRef, job, ref, repositoryUrl, runAttempt, runId, workflow } = context;
    const runUrl = hasRunPages && repositoryUrl && runId && `${repositoryUrl}/actions/runs/${runId}`;
    const ownCommit = commitSha === context.commitSha;
    const tags = {
        'ci.pipeline.id': runId,
        'ci.pipeline.name': workflow,
        'ci.pipeline.url': runUrl && runAttempt ? `${runUrl}/attempts/${runAttempt}` : runUrl,
        'ci.job.name': job,
        'ci.job.url': runUrl && /^\d+$/.test(checkRunId) ? `${runUrl}/job/${checkRunId}` : '',
        'git.branch': ownCommit ? branchOf(ref, headRef) : '',
        'git.tag': ownCommit ? afterPrefix(ref, 'refs/tags/') : '',
    };
    return Object.entries(tags).flatMap(([key, value]) => (value ? [`${key}:${value}`] : []));
}
/** Only an open pull request runs for its head branch: a merged one runs for the branch that it is merged into. */
function branchOf(ref, headRef) {
    return ref.startsWith('refs/pull/') ? headRef : afterPrefix(ref, 'refs/heads/');
}
function afterPrefix(whole, prefix) {
    return whole.startsWith(prefix) ? whole.slice(prefix.length) : '';
}
/** The string at a path in a JSON value; '' where there is none. */
function context_text(value, ...path) {
    const found = valueAt(value, path);
    return typeof found === 'string' ? found : '';
}
/** The value at a path in a JSON value; undefined where there is none. */
function valueAt(value, path) {
    return path.reduce((current, key) => typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined, value);
}

;// CONCATENATED MODULE: ./lib/github/doubt.js


/**
 * Says why the commit that is sent, GITHUB_SHA, may not be the deployed one. Only for a commit that the workflow does
 * not give: any that it gives is believed.
 * @param checkout the one of the repository that is sent
 * @returns a warning for the log; undefined where there is no doubt, or doubt about the doubt
 */
function commitDoubt(context, sent, checkout) {
    const doubt = repositoryDoubt(context.repositoryUrl, sent, checkout) ??
        eventDoubt(context, sent.commitSha) ??
        checkoutDoubt(sent.commitSha, checkout) ??
        commentDoubt(context, sent.commitSha, checkout);
    if (doubt === undefined) {
        return undefined;
    }
    const { but, expression, besides = '' } = doubt;
    return `The deployment event has commit ${sent.commitSha} (GITHUB_SHA), ${but}. A wrong commit skews change lead time, change failure rate and recovery time. Set git-commit-sha: \${{ ${expression} }}${besides}.`;
}
/** A commit of the run's repository cannot be in another one, unless that is its mirror, its fork or the like. */
function repositoryDoubt(ownUrl, { repositoryUrl, commitSha }, checkout) {
    const [owner, name] = repositoryPath(ownUrl).split('/');
    const [sentOwner, sentName] = repositoryPath(repositoryUrl).split('/');
    const isSameOrMirror = name === sentName && (owner === sentOwner || repositoryHost(ownUrl) !== repositoryHost(repositoryUrl));
    if (ownUrl === '' || isSameOrMirror || checkout?.commitSha === commitSha) {
        return undefined;
    }
    const seen = checkout === undefined ? '' : `, of which the workspace has ${checkout.commitSha} checked out`;
    return {
        but: `a commit of ${ownUrl}, but git-repository-url is another repository, ${repositoryUrl}${seen}`,
        expression: 'steps.checkout.outputs.commit',
        besides: ', with id: checkout at the actions/checkout of that repository',
    };
}
/**
 * Some events run for another commit than the one they are about.
 * Source: GitHub's "Events that trigger workflows"; for a merged pull request its changelog of 2023-09-13.
 */
function eventDoubt({ event, eventName, ref }, commitSha) {
    if (eventName === 'workflow_run') {
        return otherCommit(event, ['workflow_run', 'head_sha'], commitSha, 'but the workflow before this one ran for');
    }
    if (eventName === 'deployment' || eventName === 'deployment_status') {
        return otherCommit(event, ['deployment', 'sha'], commitSha, 'but the deployment of this event is of');
    }
    const isMergeRef = ref.startsWith('refs/pull/');
    if (!isMergeRef && eventName !== 'pull_request_target') {
        return undefined;
    }
    if (valueAt(event, ['pull_request', 'merged']) === true) {
        const path = ['pull_request', 'merge_commit_sha'];
        return otherCommit(event, path, commitSha, 'but the pull request is merged as');
    }
    const what = isMergeRef
        ? 'a merge commit that is on no branch, but the head of the pull request is'
        : 'the head of a branch without the pull request, but the head of the pull request is';
    return otherCommit(event, ['pull_request', 'head', 'sha'], commitSha, what);
}
function otherCommit(event, path, commitSha, but) {
    const sha = context_text(event, ...path).toLowerCase();
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) && sha !== commitSha
        ? { but: `${but} ${sha}`, expression: ['github.event', ...path].join('.') }
        : undefined;
}
function checkoutDoubt(commitSha, checkout) {
    return checkout === undefined ||
        checkout.commitSha === commitSha ||
        checkout.ancestorShas.includes(commitSha)
        ? undefined
        : {
            but: `but the workspace has ${checkout.commitSha} checked out`,
            expression: 'steps.checkout.outputs.commit',
            besides: ', with id: checkout at actions/checkout',
        };
}
/** A comment's event does not tell the commit of its pull request. */
function commentDoubt({ event, eventName }, commitSha, checkout) {
    const isOnOpenPullRequest = eventName === 'issue_comment' &&
        context_text(event, 'issue', 'pull_request', 'url') !== '' &&
        context_text(event, 'issue', 'pull_request', 'merged_at') === '';
    const isMadeOnTop = checkout?.ancestorShas.includes(commitSha) ?? false;
    return isOnOpenPullRequest && !isMadeOnTop
        ? {
            but: 'the head of the default branch, but the comment is on a pull request, whose commits are others',
            expression: 'steps.checkout.outputs.commit',
            besides: ', with id: checkout at the actions/checkout of the pull request',
        }
        : undefined;
}

;// CONCATENATED MODULE: ./lib/deployment/compose.js

// A job of GitHub's ends after 35 days at the latest, waiting included.
const LONGEST_JOB = 35n * lib_time/* DAY */.d_;
/**
 * Settles the start in main.
 * @param startedAt what the input says
 * @param jobStartedAt undefined where pre did not run
 * @param isLocal whether the action is a local one, for which the runner runs no pre
 */
function settleStart(startedAt, jobStartedAt, stepStartedAt, isLocal) {
    if (typeof startedAt === 'bigint') {
        return { value: startedAt, source: 'input', given: true };
    }
    if (startedAt === 'job' && jobStartedAt !== undefined) {
        return { value: jobStartedAt, source: "when the job's steps started", given: false };
    }
    const why = isLocal
        ? '; the runner runs no pre stage for a local action or in a composite action'
        : '; the pre stage recorded no time';
    return {
        value: stepStartedAt,
        source: `when this step started${startedAt === 'job' ? why : ''}`,
        given: false,
    };
}
/** Replaces a recorded start that no job can have by the time of main, else by the finish. */
function plausibleStart(start, stepStartedAt, finish) {
    const isPlausible = (time) => time >= lib_time/* YEAR_2000 */.vc && finish - time <= LONGEST_JOB;
    if (start.given || isPlausible(start.value)) {
        return start;
    }
    const [value, source] = isPlausible(stepStartedAt)
        ? [stepStartedAt, 'when this step started']
        : [finish, 'the finish'];
    return {
        value,
        source,
        warning: `The recorded start, ${(0,lib_time/* formatTime */.fU)(start.value)}, cannot be this job's: the runner's clock was set while the job ran. The event is sent with ${(0,lib_time/* formatTime */.fU)(value)}, ${source}, as its start.`,
    };
}
/**
 * Settles the finish, never before the start, which Datadog would refuse.
 * @param given by the `finished-at` input
 * @param recorded when post began
 */
function settleFinish(start, given, recorded) {
    const writtenRecorded = { time: recorded, resolution: lib_time/* MILLISECOND */.oG };
    if (given !== undefined && isWithin(given, start)) {
        return { value: given.time < start ? start : given.time, source: 'input' };
    }
    const before = given === undefined
        ? ''
        : `Input "finished-at" is invalid: ${(0,lib_time/* formatTime */.fU)(given.time)} is before the start, ${(0,lib_time/* formatTime */.fU)(start)}. `;
    if (isWithin(writtenRecorded, start)) {
        return {
            value: recorded < start ? start : recorded,
            source: 'when the job ended',
            ...(before === '' ? {} : { warning: `${before}The event is sent with the recorded finish.` }),
        };
    }
    return {
        value: start,
        source: 'the start',
        warning: `${before}The recorded finish, ${(0,lib_time/* formatTime */.fU)(recorded)}, is before the start, ${(0,lib_time/* formatTime */.fU)(start)}: the runner's clock was set back, or started-at is in the future. The event is sent with the start as its finish.`,
    };
}
/** A time is as exact as it is written: one in whole seconds may be any moment of its second. */
function isWithin({ time, resolution }, start) {
    return time + resolution > start;
}
// Source: Datadog's API reference, `custom_tags`.
const MOST_TAGS = 100;
/**
 * Puts the user's tags and the CI tags together: a user's tag wins over a CI tag with the same key.
 * @returns at most 100 tags, and those that are left out because they come after the 100th
 */
function mergeTags(customTags, ciTags) {
    const key = (tag) => tag.slice(0, tag.indexOf(':'));
    const userKeys = new Set(customTags.map(key));
    const all = [...customTags, ...ciTags.filter((tag) => !userKeys.has(key(tag)))];
    return { tags: all.slice(0, MOST_TAGS), leftOut: all.slice(MOST_TAGS) };
}
/** Puts together one event per deployment. */
function composeEvents(deployments, details, times, customTags) {
    const { env, version, team, git } = details;
    return deployments.map(({ service, id }) => ({
        id,
        service,
        env: env || undefined,
        version: version || undefined,
        team: team || undefined,
        customTags,
        git: git && { repositoryUrl: git.repositoryUrl, commitSha: git.commitSha },
        ...times,
    }));
}
/**
 * Decides whether the deployment happened.
 * @param deployed what the input says; undefined where it says nothing
 * @param jobStatus as the runner tells it; anything but its three words counts as not known
 * @param finishGiven whether `finished-at` holds a time
 */
function decide(deployed, jobStatus, finishGiven) {
    const known = /^(?:success|failure|cancelled)$/.test(jobStatus);
    if (deployed === true) {
        const note = jobStatus === 'success'
            ? ''
            : `The deployment happened (input "deployed"), though the job's status is "${jobStatus}".`;
        return { happened: true, note };
    }
    if (deployed === false) {
        return { happened: false, why: 'the deployment did not happen (input "deployed")', level: 'info' };
    }
    if (!known) {
        return {
            happened: false,
            why: `the input job-status is "${jobStatus}", which tells nothing. Accepted: success, failure, cancelled; its default is the job's own`,
            level: 'error',
        };
    }
    if (jobStatus === 'success') {
        return { happened: true, note: '' };
    }
    const hint = finishGiven
        ? '. The deployment seems to have ended (finished-at holds a time): to report it although the job failed, set deployed: ${{ steps.<id of the deploy step>.outcome }}'
        : '';
    return {
        happened: false,
        why: `the job's status is "${jobStatus}", so nothing counts as deployed${hint}`,
        level: 'info',
    };
}

;// CONCATENATED MODULE: ./lib/inputs/reader.js


/** Says what is accepted in more specific words than the entry does. */
class reader_Refusal {
    accepted;
    constructor(accepted) {
        this.accepted = accepted;
    }
}
/** What an input may have unless it says otherwise, in UTF-8 bytes. */
const LONGEST_TEXT = 8 * lib_text/* KIB */.nH;
/** Reads the inputs of a stage, and keeps what counts and what is wrong. */
class Reader {
    facts = [];
    problems = [];
    /** Inputs of which two stages read two values, neither empty, in words. */
    differences = [];
    #sources;
    constructor(sources) {
        this.#sources = sources;
    }
    read(name, entry) {
        const { text, source } = this.#choose(name, entry);
        const show = entry.show ?? ((shown) => shown);
        if (text === '') {
            if (entry.missing !== undefined) {
                this.refuse(name, { ...entry, written: 'missing', otherwise: entry.missing });
            }
            return undefined;
        }
        const most = entry.most ?? LONGEST_TEXT;
        if (Buffer.byteLength(text) > most) {
            const accepted = `${entry.accepted}; at most ${most / lib_text/* KIB */.nH} KiB`;
            this.refuse(name, { ...entry, accepted, written: { text: show(text.slice(0, most)) } });
        }
        else if (keys_revealsKey(text, this.#sources.keys)) {
            this.refuse(name, { ...entry, accepted: 'a value without a Datadog key in it', written: 'hidden' });
        }
        else {
            const value = entry.parse(text);
            if (value !== undefined && !(value instanceof reader_Refusal)) {
                if (show(text) !== '') {
                    this.facts.push({ name, value: show(text), source });
                }
                return value;
            }
            const accepted = value instanceof reader_Refusal ? value.accepted : entry.accepted;
            this.refuse(name, { ...entry, accepted, written: { text: show(text) } });
        }
        return entry.fallback === undefined ? undefined : this.#fallBack(name, entry, entry.fallback);
    }
    /** An input of this stage as it is written, '' where it is not given. */
    text(name) {
        return this.#sources.input(name).trim();
    }
    /** Adds a problem with an input. */
    refuse(input, problem) {
        const { level = 'warning', written, accepted, otherwise } = problem;
        this.problems.push({ level, input, written, accepted, consequence: otherwise });
    }
    #fallBack(name, { parse, show }, fallback) {
        const value = parse(fallback);
        if (value === undefined || value instanceof reader_Refusal) {
            throw new Error(`the default of ${name} is not accepted: "${fallback}"`);
        }
        this.facts.push({ name, value: show?.(fallback) ?? fallback, source: 'default' });
        return value;
    }
    #choose(name, { variables = [], fallback = '', standard = fallback, show, thisStageOnly }) {
        const { input, earlier, earlierWins, environment, keys } = this.#sources;
        const own = { text: input(name).trim(), source: 'input' };
        const before = {
            text: thisStageOnly ? '' : (earlier?.(name).trim() ?? ''),
            source: 'input, as main read it',
        };
        const candidates = [
            ...(earlierWins ? [before, own] : [own, before]),
            ...variables.map((variable) => ({ text: environment[variable]?.trim() ?? '', source: variable })),
        ];
        const chosen = candidates.find(({ text }) => text !== '') ?? { text: fallback, source: 'default' };
        const hide = (text) => (keys_revealsKey(text, keys) ? '***' : (0,lib_text/* shorten */.ml)(show?.(text) ?? text));
        if (own.text !== '' && before.text !== '' && own.text !== before.text) {
            const [was, is, counts] = [before.text, own.text, chosen.text].map(hide);
            this.differences.push(`${name}: main read "${was}", post reads "${is}"; "${counts}" counts`);
        }
        // The runner hands over the defaults of action.yml as if the workflow gave them.
        return chosen.text === standard ? { ...chosen, source: 'default' } : chosen;
    }
}
/** What a boolean input accepts: the booleans of YAML 1.2's core schema. */
const ACCEPTED_BOOLEANS = 'true, True, TRUE, false, False or FALSE';
/** Reads a boolean of YAML 1.2's core schema. */
function parseBoolean(text) {
    return /^(?:true|True|TRUE)$/.test(text) ? true : /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
/** Splits at newlines and commas; empty parts and duplicates are dropped, the order is kept. */
function reader_splitList(text) {
    const parts = text.split(/[\r\n,]+/).map((part) => part.trim());
    return [...new Set(parts)].filter((part) => part !== '');
}

;// CONCATENATED MODULE: ./lib/deployment/settings.js



/** Known before the deployment: what main reads counts, and reaches post through the plan. */
const settings_SETTLED_IN_MAIN = [
    'service',
    'site',
    'api-url',
    'deployment-id',
    'dry-run',
    'skip-git',
    'ci-tags',
    'timeout',
    'fail-on-error',
    'job-summary',
];
/** What follows from an invalid input that no event can do without. */
const NO_EVENT = 'No deployment event can be sent.';
const MOST_NAMES = 1000;
/** What a list of names or tags may have, in UTF-8 bytes. */
const LONGEST_LIST = 32 * 1024;
const LONGEST_OUTPUT = (/* unused pure expression or super */ null && (100 * 1024));
/** Reads the inputs that are settled before the deployment. */
function readSettings(reader, now) {
    const services = readServices(reader);
    const site = readSite(reader, 'The deployment event is sent there anyway.', NO_EVENT);
    const settings = {
        site,
        apiUrl: readApiUrl(reader, NO_EVENT) ?? site.apiUrl,
        dryRun: readBoolean(reader, 'dry-run', 'error', NO_EVENT),
        skipGit: readBoolean(reader, 'skip-git', 'error', NO_EVENT),
        ciTags: readBoolean(reader, 'ci-tags', 'warning', 'The default, "false", is used: no CI tags are added.'),
        timeout: readTimeout(reader),
        failOnError: readFailOnError(reader),
        jobSummary: readJobSummary(reader),
    };
    return {
        settings,
        services,
        deploymentId: readDeploymentId(reader, services ?? []),
        startedAt: reader.read('started-at', {
            parse: (text) => (text === 'job' || text === 'step' ? text : parseTime(text, now)?.time),
            accepted: `"job", "step", or ${ACCEPTED_TIMES}`,
            level: 'error',
            otherwise: `${NO_EVENT} A valid time that a later step provides mends this.`,
        }) ?? (reader.problems.some(({ input }) => input === 'started-at') ? 'invalid' : 'job'),
    };
}
function readServices(reader) {
    const services = reader.read('service', {
        parse: parseServices,
        variables: ['DD_SERVICE'],
        most: LONGEST_LIST,
        level: 'error',
        accepted: `a service name, several separated by newlines or commas, or a JSON array of strings (also in DD_SERVICE), at most ${MOST_NAMES}`,
        missing: `If a later step provides it, move this step below that one: the start is the job's anyway. ${NO_EVENT}`,
        otherwise: NO_EVENT,
    });
    const odd = (services ?? []).filter((service) => !isServiceName(service));
    if (odd.length > 0) {
        reader.refuse('service', {
            written: { text: odd.join(', ') },
            accepted: 'letters, digits and _ - : . / in a service name of Datadog',
            otherwise: `${suggestion(odd)}The event is sent with the name as written.`,
        });
    }
    return services;
}
/** Letters of any script; to read those outside ASCII takes a millisecond, which most names save. */
function isServiceName(service) {
    return /^[\w\-:./]+$/.test(service) || /^[\p{L}\p{N}_\-:./]+$/u.test(service);
}
/** What to write instead, where something is left of a name. */
function suggestion(odd) {
    const names = odd.slice(0, 3).map((service) => {
        const start = service.replace(/^[^\p{L}\p{N}]+/u, '');
        return start
            .replace(/[^\p{L}\p{N}_\-:./]+/gu, '_')
            .replace(/_$/, '')
            .slice(0, 100);
    });
    const useful = names.filter((name) => name !== '').map((name) => `"${name}"`);
    return useful.length === 0
        ? ''
        : `Is ${useful.join(', ')} meant? Each service is on a line of its own, without "- ". `;
}
function parseServices(text) {
    const services = text.startsWith('[') ? parseJsonArray(text) : splitList(text);
    if (services === undefined) {
        return new Refusal('a JSON array of strings that are not all empty, because the value begins with "["');
    }
    const longestId = '-'.repeat(services.length > 1 ? 36 : 128);
    const output = JSON.stringify(Object.fromEntries(services.map((name) => [name, longestId])));
    if (services.length > MOST_NAMES || Buffer.byteLength(output) > LONGEST_OUTPUT) {
        return new Refusal(`at most ${MOST_NAMES} service names, and ${LONGEST_OUTPUT / 1024} KiB for the output deployment-ids`);
    }
    return services.length === 0 && !text.startsWith('[') ? undefined : services;
}
function parseJsonArray(text) {
    let values;
    try {
        values = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) {
        return undefined;
    }
    const names = [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '');
    // Only an empty array says that nothing is deployed: empty names are those of a misspelt output.
    return names.length === 0 && values.length > 0 ? undefined : names;
}
function readDeploymentId(reader, services) {
    return reader.read('deployment-id', {
        parse: (text) => {
            if (services.length > 1) {
                return new Refusal('an id of your own only with a single service; without one each service gets its own');
            }
            return isDeploymentId(text) ? text : undefined;
        },
        accepted: ACCEPTED_IDS,
        level: 'error',
        otherwise: NO_EVENT,
        most: 100 * 1024,
    });
}

;// CONCATENATED MODULE: ./lib/deployment/details.js




/** A deployment may learn these while it runs: post reads them again. Of these main hands over what it read. */
const details_SETTLED_IN_POST = (/* unused pure expression or super */ null && ([
    'started-at',
    'env',
    'version',
    'team',
    'custom-tags',
    'git-repository-url',
    'git-commit-sha',
]));
/** Before the deployment these mean nothing: main neither checks them nor hands them over. */
const READ_IN_POST_ONLY = ['finished-at', 'deployed', 'change-failure'];
/** Stands for the variable of that name: the default of `git-commit-sha`. */
const OWN_COMMIT = 'GITHUB_SHA';
const WITHOUT = 'The event is sent without it.';
const WITHOUT_GIT = 'The event is sent without git: change lead time and rollback detection need a repository and a commit.';
/** Reads the inputs that are settled after the deployment. None that is invalid keeps an event from being sent. */
function readDetails(reader, run, skipGit, now) {
    const startedAt = reader.read('started-at', {
        parse: (text) => (text === 'job' || text === 'step' ? text : (0,lib_time/* parseTime */.pe)(text, now)),
        accepted: `"job", "step", or ${lib_time/* ACCEPTED_TIMES */.xi}`,
        otherwise: 'The start that was recorded before the deployment counts, if there is one.',
    });
    return {
        env: readText(reader, 'env', ['DD_ENV']),
        version: readText(reader, 'version'),
        team: readText(reader, 'team'),
        customTags: readTags(reader),
        git: skipGit ? undefined : readGit(reader, run),
        startedAt: typeof startedAt === 'object' ? startedAt : undefined,
        finishedAt: reader.read('finished-at', {
            parse: (text) => (0,lib_time/* parseTime */.pe)(text, now),
            accepted: lib_time/* ACCEPTED_TIMES */.xi,
            otherwise: 'The event is sent with the finish that was recorded when the job ended.',
            thisStageOnly: true,
        }),
    };
}
function readText(reader, name, variables = []) {
    const text = reader.read(name, {
        parse: (value) => value,
        variables,
        accepted: 'a text',
        otherwise: WITHOUT,
    });
    return text ?? '';
}
function readTags(reader) {
    const accepted = 'tags of the form key:value, separated by newlines or commas';
    const tags = reader.read('custom-tags', {
        parse: reader_splitList,
        accepted,
        otherwise: 'The event is sent without custom tags.',
        most: LONGEST_LIST,
        show: (text) => reader_splitList(text).filter(isTag).join(', '),
    });
    const malformed = (tags ?? []).filter((tag) => !isTag(tag));
    if (malformed.length > 0) {
        reader.refuse('custom-tags', {
            written: { text: malformed.join(', ') },
            accepted,
            otherwise: 'The event is sent without these tags.',
        });
    }
    return (tags ?? []).filter(isTag);
}
function isTag(text) {
    return /^[^:]+:./s.test(text);
}
function readGit(reader, run) {
    const repositoryUrl = reader.read('git-repository-url', {
        parse: parseRepositoryUrl,
        ...(run.repositoryUrl === '' ? { missing: WITHOUT_GIT } : { fallback: run.repositoryUrl }),
        accepted: 'the URL of a repository (https://github.com/owner/name, ssh://…, git@host:owner/name.git)',
        otherwise: WITHOUT_GIT,
        show: (text) => parseRepositoryUrl(text) ?? withoutSecrets(text),
    });
    const written = reader.read('git-commit-sha', {
        parse: (text) => (text === OWN_COMMIT ? OWN_COMMIT : parseCommitSha(text)),
        standard: OWN_COMMIT,
        accepted: ACCEPTED_COMMITS,
        otherwise: WITHOUT_GIT,
        show: (text) => (text === OWN_COMMIT && run.commitSha !== '' ? run.commitSha : text),
    });
    const refused = reader.problems.some(({ input }) => input === 'git-commit-sha' || input === 'git-repository-url');
    if (repositoryUrl === undefined || refused) {
        return undefined;
    }
    if (written !== undefined && written !== OWN_COMMIT) {
        return { repositoryUrl, commitSha: written, commitGiven: true };
    }
    const commitSha = parseCommitSha(run.commitSha);
    if (commitSha === undefined) {
        reader.refuse('git-commit-sha', {
            written: 'missing',
            accepted: ACCEPTED_COMMITS,
            otherwise: WITHOUT_GIT,
        });
        return undefined;
    }
    if (written === undefined) {
        // action.yml's default is the word, so only an expression can be empty.
        reader.refuse('git-commit-sha', {
            written: 'missing',
            accepted: `${ACCEPTED_COMMITS}; the workflow gives it, but it is empty (is the name of a step or an output misspelt?)`,
            otherwise: `The event is sent with GITHUB_SHA, ${commitSha}.`,
        });
        reader.facts.push({ name: 'git-commit-sha', value: commitSha, source: 'default' });
    }
    return { repositoryUrl, commitSha, commitGiven: false };
}
const ACCEPTED_COMMITS = 'a full commit SHA of 40 or 64 hexadecimal digits';
function parseCommitSha(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text) ? text.toLowerCase() : undefined;
}
/** Whether the workflow says that the deployment happened; undefined where it says nothing. */
function readDeployed(reader) {
    return reader.read('deployed', {
        parse: (text) => text === 'success' ? true : /^(?:failure|cancelled|skipped)$/.test(text) ? false : parseBoolean(text),
        accepted: 'success or true; failure, cancelled, skipped or false',
        otherwise: "The job's status decides.",
        thisStageOnly: true,
    });
}
/** Whether the deployment is to be marked as a change failure. */
function readChangeFailure(reader) {
    return reader.read('change-failure', {
        parse: parseBoolean,
        fallback: 'false',
        accepted: ACCEPTED_BOOLEANS,
        otherwise: 'The deployment is not marked as a change failure.',
        thisStageOnly: true,
    });
}

;// CONCATENATED MODULE: ./lib/deployment/assemble.js







/**
 * Puts together one event per service, and logs what is in them.
 * @returns `no start` where neither main nor post reads a valid one
 */
async function assemble(stage, plan, reader, recordedFinish) {
    const { log } = stage;
    try {
        const context = await readGitHubContext(stage.environment);
        const details = readDetails(reader, context, plan.settings.skipGit, recordedFinish);
        const start = laterStart(details) ?? plan.start;
        for (const problem of reader.problems) {
            log.problem(problem, '');
        }
        return start === undefined
            ? 'no start'
            : compose(stage, plan, { reader, context, details, start, recordedFinish });
    }
    catch (error) {
        log.warning(`What was deployed cannot be put together: ${(0,lib_text/* messageOf */.bD)(error)}. The event is sent with the service and the times alone.`);
        return bareEvents(plan, recordedFinish);
    }
}
/** A time that post reads is the deployment's own. */
function laterStart({ startedAt }) {
    return startedAt && { value: startedAt.time, source: 'input', given: true };
}
function compose({ input, log, environment }, { settings, deployments, facts, stepStartedAt }, { reader, context, details, start, recordedFinish }) {
    const { finishedAt, git } = details;
    const begin = plausibleStart(start, stepStartedAt, finishedAt?.time ?? recordedFinish);
    const finish = settleFinish(begin.value, finishedAt, recordedFinish);
    const pipeline = settings.ciTags ? ciTags(context, input('job-check-run-id'), git?.commitSha) : [];
    const { tags, leftOut } = mergeTags(details.customTags, pipeline);
    log.group('Datadog DORA deployment: what was measured', [
        ...facts,
        // Here already, so that whatever ends the process later, the log has them.
        ...deployments.map(({ service, id }) => `deployment ID of ${service}: ${id}`),
        ...reader.facts.filter(({ name }) => !['started-at', 'deployed', 'change-failure'].includes(name)),
        `start: ${(0,lib_time/* formatTime */.fU)(begin.value)} (${begin.source})`,
        `finish: ${(0,lib_time/* formatTime */.fU)(finish.value)} (${finish.source})`,
        `duration: ${(0,lib_time/* formatDuration */.a3)(finish.value - begin.value)}`,
        ...pipeline.map((tag) => `CI tag: ${tag}`),
        ...reader.differences,
    ]);
    const warnings = [
        begin.warning,
        finish.warning,
        leftOut.length > 0 &&
            `Input "custom-tags": Datadog accepts at most 100 tags. The event is sent without ${leftOut.map((tag) => `"${tag}"`).join(', ')}.`,
        git && doubt(git, context, environment),
    ];
    for (const warning of warnings.filter((text) => typeof text === 'string')) {
        log.warning(warning);
    }
    return composeEvents(deployments, details, { startedAt: begin.value, finishedAt: finish.value }, tags);
}
function doubt(git, context, environment) {
    if (git.commitGiven) {
        return undefined;
    }
    try {
        return commitDoubt(context, git, findCheckout(environment['GITHUB_WORKSPACE'] ?? '.', git.repositoryUrl));
    }
    catch {
        // An event without a doubt is better than one without its commit.
        return undefined;
    }
}
/** What is known without anything that could go wrong. */
function bareEvents(plan, recordedFinish) {
    if (plan.start === undefined) {
        return 'no start';
    }
    const details = { env: '', version: '', team: '', git: undefined };
    const startedAt = plan.start.value;
    const finishedAt = settleFinish(startedAt, undefined, recordedFinish).value;
    return composeEvents(plan.deployments, details, { startedAt, finishedAt }, []);
}

;// CONCATENATED MODULE: ./lib/datadog/event.js
/** The request that sends an event. Source: Datadog's API reference, "Send a deployment event". */
function eventRequest(event) {
    const { id, service, env, version, team, customTags, git, startedAt, finishedAt } = event;
    const attributes = JSON.stringify({
        id,
        service,
        env,
        version,
        team,
        custom_tags: customTags.length > 0 ? customTags : undefined,
        git: git && { repository_url: git.repositoryUrl, commit_sha: git.commitSha },
    });
    // A number of JavaScript's would round the 64-bit integers, so their digits are written as they are.
    const times = `"started_at":${startedAt},"finished_at":${finishedAt}`;
    return {
        kind: 'event',
        method: 'POST',
        path: '/api/v2/dora/deployment',
        body: `{"data":{"attributes":${attributes.slice(0, -1)},${times}}}}`,
    };
}

;// CONCATENATED MODULE: ./lib/datadog/mark.js
// Source: the OpenAPI description of Datadog's API, patchDORADeployment and patchDORADeploymentByVersion.
const TYPE = 'dora_deployment_patch_request';
const PATH = '/api/v2/dora/deployments';
/** The request that makes a mark. */
function markRequest({ target, changeFailure, remediation }) {
    const mark = { change_failure: changeFailure, remediation };
    return 'id' in target
        ? {
            kind: 'mark',
            method: 'PATCH',
            path: `${PATH}/${encodeURIComponent(target.id)}`,
            body: JSON.stringify({ data: { id: target.id, type: TYPE, attributes: mark } }),
        }
        : {
            kind: 'mark',
            method: 'PATCH',
            path: PATH,
            body: JSON.stringify({ data: { type: TYPE, attributes: { ...target, ...mark } } }),
        };
}

;// CONCATENATED MODULE: ./lib/deployment/deliver.js



const KEY_LOST = lost('the API key that was there before the job is not there after it', 'In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input.');
const NO_APP_KEY = lost('there is no Datadog application key', 'Set app-key, or DD_APP_KEY in the environment, to an application key with the scope dora_metrics_write.');
const NOT_STORED = lost('its event is not confirmed', '');
/** The mark of a deployment as a change failure. */
function changeFailureMark({ id }) {
    return { target: { id }, changeFailure: true, remediation: undefined };
}
/**
 * Sends the events, and marks each as a change failure once it is stored, if that is asked for.
 * @param signal ends the delivery; its reason, an Error, says why
 */
async function deliverEvents(events, isChangeFailure, { apiUrl, dryRun, timeout }, { keys, environment, log }, signal) {
    const unsent = (outcome) => events.map((event) => ({
        event,
        outcome,
        mark: !isChangeFailure ? undefined : outcome.state === 'dry run' ? outcome : NOT_STORED,
        attempts: 0,
        milliseconds: 0,
    }));
    if (dryRun) {
        return unsent({ state: 'dry run' });
    }
    if (!isSendable(keys.api.value)) {
        return unsent(KEY_LOST);
    }
    const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.js');
    const appKey = isSendable(keys.app.value) ? keys.app.value : undefined;
    const client = openClient({
        apiUrl,
        apiKey: keys.api.value,
        appKey,
        timeout,
        environment,
        signal,
        redact: log.redact,
        debug: log.debug,
    });
    try {
        return await Promise.all(events.map(async (event) => {
            const sent = await client.send(eventRequest(event), event.service);
            return {
                event,
                ...sent,
                mark: isChangeFailure ? await mark(event, sent, client, appKey) : undefined,
            };
        }));
    }
    finally {
        await client.close();
    }
}
async function mark(event, { outcome }, client, appKey) {
    if (outcome.state !== 'stored') {
        return NOT_STORED;
    }
    return appKey === undefined
        ? NO_APP_KEY
        : (await client.send(markRequest(changeFailureMark(event)), event.service)).outcome;
}
function lost(what, hint) {
    return { state: 'lost', what, hint, mayHaveArrived: false };
}

;// CONCATENATED MODULE: ./lib/deployment/inputs.js






/**
 * The inputs as main reads them, for post to fall back on and to compare. A text with a key in it, which must not
 * reach the disk, is left out.
 */
function readMainInputs({ input, keys, }) {
    return Object.fromEntries([...SETTLED_IN_MAIN, ...SETTLED_IN_POST]
        .map((name) => [name, presentable(name, input(name), keys.all)])
        .filter(([, text]) => text !== '' && !revealsKey(text, keys.all)));
}
/**
 * A text as it may be kept and shown: without the token in a URL, and no longer than it takes to be refused as too
 * long, because what main leaves becomes part of post's environment, which the system limits.
 */
function presentable(name, text, keys) {
    const shown = name === 'git-repository-url'
        ? (parseRepositoryUrl(text) ?? withoutSecrets(text))
        : name === 'api-url' || name === 'site'
            ? withoutSecrets(text)
            : text;
    const most = name === 'service' || name === 'custom-tags' ? LONGEST_LIST : LONGEST_TEXT;
    // Of a key that is cut, the rest would not be found.
    return keys_revealsKey(shown, keys) ? shown : shown.slice(0, most + 1);
}
/**
 * Makes the reader of post's inputs, and warns of those settled in main that read differently now.
 *
 * Outside a composite action such an input came too late. Inside one the runner may evaluate all of post's inputs
 * against another action (actions/runner#2030): then main's win, and what only post reads counts as not given.
 */
function readerAfterJob(stage, plan) {
    const { input, keys, log } = stage;
    const changes = settings_SETTLED_IN_MAIN.map((name) => ({
        name,
        before: plan.inputs[name] ?? '',
        after: presentable(name, input(name), keys.all),
    })).filter(({ before, after }) => before !== after && !keys_revealsKey(after, keys.all));
    const isForeign = plan.inComposite && changes.length > 0;
    if (isForeign) {
        const names = changes.map(({ name }) => name).join(', ');
        log.info(`After the job, this step's inputs have other values than before (${names}), as in a nested composite action: the earlier ones count.`);
        const ignored = READ_IN_POST_ONLY.filter((name) => !['', 'false'].includes(input(name)));
        if (ignored.length > 0) {
            log.warning(`Not used: ${ignored.join(', ')}. In this composite action the runner evaluates the inputs of the post stage against another action (actions/runner#2030). Use this action in the workflow itself, or pass the values on as inputs of each composite action.`);
        }
    }
    else {
        for (const { name, before, after } of changes) {
            log.warning(`Input "${name}" came too late: it was "${(0,lib_text/* shorten */.ml)(before)}" when this step ran, and is "${(0,lib_text/* shorten */.ml)(after)}" after the job. The first value counts. Move this step below the one that provides the value: the start is the job's anyway.`);
        }
    }
    return new Reader({
        input: (name) => isForeign && READ_IN_POST_ONLY.some((only) => only === name)
            ? ''
            : presentable(name, input(name), keys.all),
        earlier: (name) => plan.inputs[name] ?? '',
        earlierWins: isForeign,
        environment: stage.environment,
        keys: keys.all,
    });
}

;// CONCATENATED MODULE: ./lib/deployment/plan.js
const JOB_STARTED_AT = 'job-started-at';
const PLAN = 'plan-';
const REFUSED = 'refused';
/** A variable of Linux holds 128 KiB, and post cannot start, which fails the job, where one would be longer. */
const LONGEST_STATE = (/* unused pure expression or super */ null && (100 * 1024));
/** Pre leaves the time at which the job's steps started. */
function leaveJobStart(jobStartedAt) {
    return [[JOB_STARTED_AT, jobStartedAt.toString()]];
}
/** @returns undefined where pre did not run, as for a local action */
function takeJobStart(state) {
    const text = state(JOB_STARTED_AT);
    return /^\d{1,30}$/.test(text) ? BigInt(text) : undefined;
}
/** Main leaves its plan, in as many pieces as it takes. */
function leavePlan(plan) {
    const json = JSON.stringify(plan, (_key, value) => typeof value === 'bigint' ? { nanoseconds: value.toString() } : value);
    // In ASCII a character is a byte, wherever the text is cut.
    const text = json.replace(/[^\x20-\x7e]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const pieces = Array.from({ length: Math.ceil(text.length / LONGEST_STATE) }, (_, index) => text.slice(index * LONGEST_STATE, (index + 1) * LONGEST_STATE));
    return pieces.map((piece, index) => [`${PLAN}${index}`, piece]);
}
/** Main leaves that its inputs were invalid. */
function leaveRefusal({ jobSummary }) {
    return [[REFUSED, String(jobSummary)]];
}
/**
 * Post takes what main left.
 * @returns undefined where main did not run
 * @throws Error where the state is not what main wrote
 */
function takePlan(state) {
    const refused = state(REFUSED);
    if (refused !== '') {
        return { jobSummary: refused === 'true' };
    }
    const pieces = [];
    for (let piece = state(`${PLAN}0`); piece !== ''; piece = state(`${PLAN}${pieces.length}`)) {
        pieces.push(piece);
    }
    if (pieces.length === 0) {
        return undefined;
    }
    return JSON.parse(pieces.join(''), (_key, value) => isWrittenNanoseconds(value) ? BigInt(value.nanoseconds) : value);
}
function isWrittenNanoseconds(value) {
    return (typeof value === 'object' &&
        value !== null &&
        'nanoseconds' in value &&
        typeof value.nanoseconds === 'string' &&
        /^\d{1,30}$/.test(value.nanoseconds));
}

;// CONCATENATED MODULE: ./lib/report/summary.js

// GitHub refuses a summary of more than 1 MiB, whole.
const LONGEST_SUMMARY = 1_000_000;
const LONGEST_NOTICE = 1000;
/** The job summary in Markdown, below GitHub's limit whatever the parts hold. */
function summaryMarkdown({ title, head, rows, foot, advice, commands }) {
    const row = (cells) => `| ${cells.join(' | ')} |`;
    const table = [`## ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row)];
    const blocks = commands.map((command) => `\n${codeBlock(command)}`);
    const lines = [
        ...withinLimit(table, LONGEST_SUMMARY / 2, '| … the rest is in the log |'),
        '',
        foot,
        ...(blocks.length === 0 ? [] : ['', advice, ...blocks]),
    ];
    return `${withinLimit(lines, LONGEST_SUMMARY, '\nThe rest is in the log.').join('\n')}\n`;
}
function withinLimit(lines, limit, otherwise) {
    let length = 0;
    const end = lines.findIndex((line) => {
        length += Buffer.byteLength(line) + 1;
        return length > limit - LONGEST_NOTICE;
    });
    return end === -1 ? [...lines] : [...lines.slice(0, end), otherwise];
}
function codeBlock(command) {
    const longest = (command.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
    const fence = '`'.repeat(longest + 1);
    return [`${fence}sh`, command, fence].join('\n');
}
/** A text as code in a cell of a Markdown table, whatever is in it; '' for an empty one. */
function markdownCode(text) {
    const line = (0,lib_text/* harmless */.Is)(text);
    if (!/[`|\\<>&[\]]/.test(line)) {
        return line === '' ? '' : `\`${line}\``;
    }
    return `<code>${line.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`;
}
/** Writes JSON that means the same, and in which the runner finds no workflow command. */
function harmlessJson(json) {
    return (0,lib_text/* showInvisible */.jQ)(json).replace(/##(?=\[)/g, '#\\u0023');
}

;// CONCATENATED MODULE: ./lib/report/curl.js

/**
 * A `curl` command that sends a request again, with the keys from the environment. The body comes from standard
 * input, so no shell finds the command too long; quoted for any POSIX shell.
 */
function curlCommand({ kind, method, path, body }, apiUrl) {
    const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
    const appKey = kind === 'mark' ? ' -H "DD-APPLICATION-KEY: $DD_APP_KEY"' : '';
    return [
        `curl --fail-with-body -X ${method} ${quote(apiUrl + path)} -H "DD-API-KEY: $DD_API_KEY"${appKey} -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'`,
        harmlessJson(body),
        'END_OF_BODY',
    ].join('\n');
}

;// CONCATENATED MODULE: ./lib/report/deliveries.js
const MOST_ANNOTATIONS = 10;
const deliveries_MOST_NAMES = 10;
/**
 * One message per cause, ten at most.
 * @param what begins each message, e.g. `Datadog has not confirmed the deployment event of`
 * @param consequence ends each message
 */
function causeMessages(unconfirmed, what, consequence) {
    const causes = new Map();
    for (const { name, outcome } of unconfirmed) {
        const arrived = outcome.mayHaveArrived ? 'It may have arrived: the same id shows whether it did. ' : '';
        const cause = `${outcome.what}. ${arrived}${outcome.hint}`.trim();
        causes.set(cause, [...(causes.get(cause) ?? []), name]);
    }
    const messages = [...causes].map(([cause, names]) => {
        const more = names.length > deliveries_MOST_NAMES ? ` and ${names.length - deliveries_MOST_NAMES} more` : '';
        return `${what} ${names.slice(0, deliveries_MOST_NAMES).join(', ')}${more}: ${cause} ${consequence}`;
    });
    const rest = messages.length - MOST_ANNOTATIONS + 1;
    return messages.length <= MOST_ANNOTATIONS
        ? messages
        : [
            ...messages.slice(0, MOST_ANNOTATIONS - 1),
            `${what} more, for ${rest} further reasons: see the log. ${consequence}`,
        ];
}
/** What became of a request, for a line of the log. */
function effortOf({ attempts, milliseconds }) {
    return `after ${milliseconds} ms, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
}
function isLost(outcome) {
    return outcome?.state === 'lost';
}

;// CONCATENATED MODULE: ./lib/deployment/report.js








const TITLE = 'Datadog DORA deployment';
/** Says in one line, in the log and in the summary, why no event is sent. */
function reportUnsent({ log, writeSummary }, { jobSummary }, why, level = 'info') {
    const line = `No deployment event: ${why}.`;
    log[level](line);
    if (jobSummary) {
        writeSummary(`## ${TITLE}\n\n${markdownText(log.redact(line))}\n`);
    }
    return 'success';
}
/** Whether a result fails the job where `fail-on-error` is true. */
function failsJob({ outcome, mark }) {
    return isLost(outcome) || isLost(mark);
}
/** Reports what became of each event, and writes out in full what Datadog has not confirmed. */
function reportResults(results, settings, { log, writeSummary }) {
    const { apiUrl, dryRun, failOnError, jobSummary } = settings;
    if (dryRun) {
        log.info('Dry run: nothing was sent. The body of each request would be:');
        for (const { event, mark } of results) {
            log.info(harmlessJson(eventRequest(event).body));
            if (mark !== undefined) {
                const { method, path, body } = markRequest(changeFailureMark(event));
                log.info(`${method} ${apiUrl}${path}`);
                log.info(harmlessJson(body));
            }
        }
    }
    else {
        for (const result of results) {
            log.info(resultLine(result));
        }
    }
    const unconfirmed = results.filter(failsJob);
    if (unconfirmed.length > 0) {
        log.info(`Not confirmed, in full; each command sends it again. ${KEYS_FOR_COMMANDS}`);
        unconfirmed
            .flatMap((result) => commandsOf(result, apiUrl))
            .flatMap((command) => command.split('\n'))
            .forEach((line) => void log.info(line));
    }
    annotate(results, { failOnError, jobSummary }, log);
    if (jobSummary) {
        writeSummary(summaryOf(results, settings, log.redact));
    }
}
const KEYS_FOR_COMMANDS = 'Put the API key in DD_API_KEY, and for a mark the application key in DD_APP_KEY.';
function annotate(results, { failOnError, jobSummary }, log) {
    const where = jobSummary ? 'The log and the job summary have' : 'The log has';
    const consequence = (what) => `${where} ${what}. ${effectOnJob(failOnError)}`;
    const lost = results.flatMap(({ event, outcome }) => isLost(outcome) ? [{ name: event.service, outcome }] : []);
    const marks = results.some(({ mark }) => mark !== undefined) ? ' and its mark as a change failure' : '';
    causeMessages(lost, `Datadog has not confirmed the deployment event${marks} of`, consequence('each event in full, with a command that sends it')).forEach((message) => void log.error(message));
    const unmarked = results.flatMap(({ event, outcome, mark }) => !isLost(outcome) && isLost(mark) ? [{ name: event.service, outcome: mark }] : []);
    causeMessages(unmarked, 'The deployment event is stored, but not marked as a change failure, for', consequence('a command that marks each deployment')).forEach((message) => void log.warning(message));
}
function resultLine(result) {
    const { event, outcome, mark } = result;
    const why = isLost(outcome) ? `: ${outcome.what}` : '';
    const marked = mark === undefined || isLost(outcome)
        ? ''
        : isLost(mark)
            ? `; NOT marked as a change failure: ${mark.what}`
            : '; marked as a change failure';
    return `${event.service}: ${wordsFor(outcome)} ${effortOf(result)}; deployment ID ${event.id}${why}${marked}`;
}
function wordsFor(outcome) {
    switch (outcome.state) {
        case 'lost':
            return 'NOT confirmed by Datadog';
        case 'dry run':
            return 'dry run, not sent';
        case 'stored':
            return outcome.status === 202
                ? 'accepted by Datadog, to be stored later (HTTP 202)'
                : `stored by Datadog (HTTP ${outcome.status})`;
    }
}
/** The commands that catch up on what Datadog has not confirmed. */
function commandsOf({ event, outcome, mark }, apiUrl) {
    return [
        ...(isLost(outcome) ? [curlCommand(eventRequest(event), apiUrl)] : []),
        ...(isLost(mark) ? [curlCommand(markRequest(changeFailureMark(event)), apiUrl)] : []),
    ];
}
/** The job summary of delivered, undelivered and dry-run events, in Markdown. */
function summaryOf(results, { site, apiUrl }, redact) {
    const code = (text) => markdownCode(redact(text ?? ''));
    return summaryMarkdown({
        title: TITLE,
        head: ['Service', 'Env', 'Version', 'Start', 'Duration', 'Commit', 'Result'],
        rows: results.map((result) => {
            const { event, outcome, mark } = result;
            const words = isLost(outcome) ? `**NOT confirmed**: ${code(outcome.what)}` : wordsFor(outcome);
            const marked = mark === undefined || isLost(outcome)
                ? ''
                : isLost(mark)
                    ? `; **NOT marked** as a change failure: ${code(mark.what)}`
                    : mark.state === 'dry run'
                        ? '; not marked'
                        : '; marked as a change failure';
            return [
                code(event.service),
                code(event.env),
                code(event.version),
                (0,lib_time/* formatTime */.fU)(event.startedAt),
                (0,lib_time/* formatDuration */.a3)(event.finishedAt - event.startedAt),
                commitLink(event.git),
                words + marked,
            ];
        }),
        foot: `[DORA Metrics in Datadog](${site.doraPage})`,
        advice: `To send what is not confirmed, run these commands. ${KEYS_FOR_COMMANDS}`,
        commands: results.flatMap((result) => commandsOf(result, apiUrl)).map(redact),
    });
}
function commitLink(git) {
    if (git === undefined) {
        return '';
    }
    const short = `\`${git.commitSha.slice(0, 7)}\``;
    if (!/^https?:/.test(git.repositoryUrl)) {
        return short;
    }
    // The URL parser leaves these as they are, and they would end a link or a cell.
    const address = new URL(git.repositoryUrl.replace(/\.git$/, '')).href.replace(/[()|[\]\\`*_~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
    return `[${short}](${address}/commit/${git.commitSha})`;
}
/** A sentence as Markdown text, with nothing in it that Markdown reads as structure. */
function markdownText(line) {
    return line.replace(/[\\`*_{}[\]<>()#+\-!|&~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

;// CONCATENATED MODULE: ./lib/deployment/close.js









/**
 * Takes main's plan, and sends and reports what was deployed.
 * @param recordedFinish when post began
 * @param signal ends the delivery
 */
async function runPost(recordedFinish, signal) {
    await runStage('No deployment event can be sent', (stage) => {
        const plan = takePlan(stage.state);
        if (plan === undefined) {
            stage.log.info('No deployment event: this step did not run (its "if:" was false, or the job ended before it).');
            return 'success';
        }
        return 'settings' in plan
            ? close_close(stage, plan, recordedFinish, signal)
            : reportUnsent(stage, plan, 'inputs are invalid; the errors are where this step ran');
    }, { signal });
}
/** Decides whether the deployment happened, and sends and reports its events. */
async function close_close(stage, plan, recordedFinish, signal) {
    const { log } = stage;
    const { settings } = plan;
    if (plan.deployments.length === 0) {
        return reportUnsent(stage, settings, 'the list of services is empty, so nothing is deployed');
    }
    const reader = readerAfterJob(stage, plan);
    const deployed = readDeployed(reader);
    const isChangeFailure = readChangeFailure(reader);
    reader.problems.splice(0).forEach((problem) => void log.problem(problem, ''));
    const finishGiven = (0,lib_time/* parseTime */.pe)(reader.text('finished-at'), recordedFinish) !== undefined;
    const decision = decide(deployed, stage.input('job-status'), finishGiven);
    if (!decision.happened) {
        if (isChangeFailure) {
            log.warning('Nothing is marked as a change failure, because nothing counts as deployed. If the deployment happened, set deployed: ${{ steps.<id of the deploy step>.outcome }}.');
        }
        reportUnsent(stage, settings, decision.why, decision.level);
        return settings.failOnError && (decision.level === 'error' || isChangeFailure) ? 'failure' : 'success';
    }
    if (decision.note !== '') {
        log.info(decision.note);
    }
    const events = await assemble(stage, plan, reader, recordedFinish);
    if (events === 'no start') {
        reportUnsent(stage, settings, 'started-at is invalid, before the job and after it', 'error');
        return settings.failOnError ? 'failure' : 'success';
    }
    const results = await deliverEvents(events, isChangeFailure, settings, stage, signal);
    reportResults(results, settings, stage);
    return settings.failOnError && results.some(failsJob) ? 'failure' : 'success';
}


/***/ }),

/***/ 197:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_interruption_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(891);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(146);


// Before the rest is even loaded: the time, and what a signal means from here on.
const recordedFinish = (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .now */ .tB)();
const signal = (0,_runner_interruption_js__WEBPACK_IMPORTED_MODULE_1__/* .interruption */ .Y)();
const { runPost } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 474));
await runPost(recordedFinish, signal);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 249:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  context: () => (/* binding */ context)
});

// UNUSED EXPORTS: getOctokit

// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(896);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/github/lib/context.js


class Context {
    /**
     * Hydrate the context from the environment
     */
    constructor() {
        var _a, _b, _c;
        this.payload = {};
        if (process.env.GITHUB_EVENT_PATH) {
            if ((0,external_fs_.existsSync)(process.env.GITHUB_EVENT_PATH)) {
                this.payload = JSON.parse((0,external_fs_.readFileSync)(process.env.GITHUB_EVENT_PATH, { encoding: 'utf8' }));
            }
            else {
                const path = process.env.GITHUB_EVENT_PATH;
                process.stdout.write(`GITHUB_EVENT_PATH ${path} does not exist${external_os_.EOL}`);
            }
        }
        this.eventName = process.env.GITHUB_EVENT_NAME;
        this.sha = process.env.GITHUB_SHA;
        this.ref = process.env.GITHUB_REF;
        this.workflow = process.env.GITHUB_WORKFLOW;
        this.action = process.env.GITHUB_ACTION;
        this.actor = process.env.GITHUB_ACTOR;
        this.job = process.env.GITHUB_JOB;
        this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10);
        this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10);
        this.runId = parseInt(process.env.GITHUB_RUN_ID, 10);
        this.apiUrl = (_a = process.env.GITHUB_API_URL) !== null && _a !== void 0 ? _a : `https://api.github.com`;
        this.serverUrl = (_b = process.env.GITHUB_SERVER_URL) !== null && _b !== void 0 ? _b : `https://github.com`;
        this.graphqlUrl =
            (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : `https://api.github.com/graphql`;
    }
    get issue() {
        const payload = this.payload;
        return Object.assign(Object.assign({}, this.repo), { number: (payload.issue || payload.pull_request || payload).number });
    }
    get repo() {
        if (process.env.GITHUB_REPOSITORY) {
            const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
            return { owner, repo };
        }
        if (this.payload.repository) {
            return {
                owner: this.payload.repository.owner.login,
                repo: this.payload.repository.name
            };
        }
        throw new Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
    }
}
//# sourceMappingURL=context.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/github/lib/github.js


const context = new Context();
/**
 * Returns a hydrated octokit ready to use for GitHub Actions
 *
 * @param     token    the repo PAT or GITHUB_TOKEN
 * @param     options  other options to set
 */
function getOctokit(token, options, ...additionalPlugins) {
    const GitHubWithPlugins = GitHub.plugin(...additionalPlugins);
    return new GitHubWithPlugins(getOctokitOptions(token, options));
}
//# sourceMappingURL=github.js.map

/***/ }),

/***/ 891:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ interruption)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(804);

/**
 * Listens for what tells the process to end. By default a signal or an unforeseen exception would end it at once, and
 * lose what is on its way.
 * @returns aborted with an Error that says what ended the delivery; its cause is the exception, if it was one
 */
function interruption() {
    const controller = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.on(signal, () => controller.abort(new Error(`${signal} ended the delivery`)));
    }
    process.on('uncaughtException', (error) => {
        const message = `something unexpected ended the delivery: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`;
        controller.abort(new Error(message, { cause: error }));
    });
    return controller.signal;
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C2: () => (/* binding */ withoutSlashes),
/* harmony export */   Hu: () => (/* binding */ harmlessAnnotation),
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   jQ: () => (/* binding */ showInvisible),
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   nH: () => (/* binding */ KIB)
/* harmony export */ });
/* unused harmony exports codeOf, property, isObject, parseJson, isSha, enumerate */
/** Text that is data: how it is cut, compared, and made harmless. */
/** Bytes. */
const KIB = 1024;
/** An error's message, or any other thrown value as text. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
/** The `code` that Node gives an error, or its cause, e.g. `ECONNREFUSED`; '' for none. */
function codeOf(error) {
    const codes = [error, property(error, 'cause')].map((one) => property(one, 'code'));
    return codes.find((code) => typeof code === 'string') ?? '';
}
/** A property of a value from outside; undefined for none. */
function property(value, name) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
/** Whether a value from outside is a JSON object, not an array. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** Reads JSON. @returns undefined for a text that is not JSON */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Whether a text is a full commit SHA (SHA-1 or SHA-256), in either letter case. */
function isSha(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);
}
/** Takes slashes off the end of a text. A regular expression would take quadratic time. */
function withoutSlashes(text) {
    let end = text.length;
    while (end > 0 && text[end - 1] === '/') {
        end -= 1;
    }
    return text.slice(0, end);
}
const LONGEST_SHOWN = 300;
/** Cuts a text for a message. Never cut a text that contains a key: the rest would not be recognised. */
function shorten(text) {
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
const MOST_NAMES = 10;
/** Up to ten names side by side, and how many more there are. */
function enumerate(names) {
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}
// Control characters (line breaks and terminal sequences among them), and marks that reorder or hide text.
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
/** Writes invisible characters as JSON escapes. */
function showInvisible(text) {
    return text.replace(INVISIBLE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * Makes one line of a text in which the runner finds no workflow command: neither `::name::` at the start nor
 * `##[name]` anywhere. Source: actions/runner, ActionCommand.cs.
 */
function harmless(text) {
    return showInvisible(text.replace(/\r\n|[\r\n]/g, ' ⏎ '))
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ');
}
/**
 * Makes an annotation's text harmless on every runner: those of Gitea, Forgejo and `act` take a later `::` for the end
 * of the command, and lose the text before it.
 */
function harmlessAnnotation(text) {
    return harmless(text).replace(/:(?=:)/g, ': ');
}


/***/ }),

/***/ 146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   d_: () => (/* binding */ DAY),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   oG: () => (/* binding */ MILLISECOND),
/* harmony export */   pe: () => (/* binding */ parseTime),
/* harmony export */   tB: () => (/* binding */ now),
/* harmony export */   vc: () => (/* binding */ YEAR_2000),
/* harmony export */   xi: () => (/* binding */ ACCEPTED_TIMES)
/* harmony export */ });
/** What the machine's clock is exact to. */
const MILLISECOND = 1000000n;
const SECOND = 1000000000n;
const DAY = 86400n * SECOND;
/** Times before it are taken for mistakes: of a unit, or of a clock that was never set. */
const YEAR_2000 = 946684800n * SECOND;
/** What `parseTime` reads, in the words of an error message. */
const ACCEPTED_TIMES = 'Unix time in whole seconds, milliseconds, microseconds or nanoseconds, Unix seconds with a decimal fraction (date +%s.%N), or RFC 3339 with an offset (2026-01-31T12:00:00Z, 2026-01-31T14:00:00.5+02:00); not before 2000 and not more than a day ahead';
/**
 * Reads a point in time as a workflow writes it. A bare number's unit is told from its magnitude; digits past
 * the ninth of a fraction are cut.
 * @param now the present, against which a time "more than a day ahead" is refused
 * @returns undefined for a text that is no such time
 */
function parseTime(text, now) {
    const written = parseUnixTime(text) ?? parseRfc3339(text);
    return written === undefined || written.time < YEAR_2000 || written.time > now + DAY ? undefined : written;
}
function parseUnixTime(text) {
    const [, whole, fraction] = /^(\d{1,20})(?:\.(\d+))?$/.exec(text) ?? [];
    if (whole === undefined) {
        return undefined;
    }
    const number = BigInt(whole);
    // Each unit's numbers for the years 2000 to 5000 lie between two of these powers of ten.
    const unit = number < 10n ** 11n ? SECOND : number < 10n ** 14n ? MILLISECOND : number < 10n ** 17n ? 1000n : 1n;
    if (fraction === undefined) {
        return { time: number * unit, resolution: unit };
    }
    return unit === SECOND ? withFraction(number * SECOND, fraction) : undefined;
}
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:[.,](\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;
function parseRfc3339(text) {
    const match = RFC_3339.exec(text);
    if (match === null) {
        return undefined;
    }
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
    const [, , , , , , , fraction = '', sign = '+', offsetHours = '0', offsetMinutes = '0'] = match;
    const milliseconds = Date.UTC(year ?? Number.NaN, (month ?? Number.NaN) - 1, day, hour, minute, second);
    // Date.UTC carries 30 February over into March: a date that changes on the way does not exist.
    if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== day || !month || month > 12) {
        return undefined;
    }
    const offsetSeconds = BigInt(Number(offsetHours) * 3600 + Number(offsetMinutes) * 60);
    const local = BigInt(milliseconds) * MILLISECOND;
    const seconds = sign === '+' ? local - offsetSeconds * SECOND : local + offsetSeconds * SECOND;
    return withFraction(seconds, fraction);
}
/** @param digits of the fraction of a second; '' for none */
function withFraction(seconds, digits) {
    const kept = digits.slice(0, 9);
    return {
        time: seconds + BigInt(kept.padEnd(9, '0')),
        resolution: 10n ** BigInt(9 - kept.length),
    };
}
/** Writes a point in time as RFC 3339 in UTC; the fraction has as many digits as it needs, up to nine. */
function formatTime(time) {
    const fraction = (time % SECOND).toString().padStart(9, '0').replace(/0+$/, '');
    const seconds = new Date(Number(time / MILLISECOND)).toISOString().slice(0, 19);
    return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
/** Writes a length of time for people: `0.4 s`, `12 s`, `3 min 5 s`, `1 h 0 min 9 s`. */
function formatDuration(duration) {
    if (duration < 10n * SECOND) {
        return `${(Number(duration / MILLISECOND) / 1000).toFixed(1)} s`;
    }
    const seconds = duration / SECOND;
    const [hours, minutes] = [seconds / 3600n, (seconds / 60n) % 60n];
    return [hours > 0n && `${hours} h`, seconds >= 60n && `${minutes} min`, `${seconds % 60n} s`]
        .filter(Boolean)
        .join(' ');
}
/** The present by the machine's clock, exact to the millisecond. */
function now() {
    return BigInt(Date.now()) * MILLISECOND;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(197);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
