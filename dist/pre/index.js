import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 872:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P3: () => (/* binding */ leaveJobStart)
/* harmony export */ });
/* unused harmony exports takeJobStart, leavePlan, leaveRefusal, takePlan */
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


/***/ }),

/***/ 858:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_keys_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(452);
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(995);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(804);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(146);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(872);





const jobStartedAt = (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .now */ .tB)();
await (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)('The start of the job cannot be recorded', ({ log, saveState }) => {
    try {
        saveState((0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .leaveJobStart */ .P3)(jobStartedAt));
    }
    catch (error) {
        log.info(`The time cannot be recorded, so the start will be when the step runs: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
    }
    return 'success';
}, { keys: _runner_keys_js__WEBPACK_IMPORTED_MODULE_4__/* .NO_KEYS */ .vu });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   iY: () => (/* binding */ redactKeys),
/* harmony export */   vu: () => (/* binding */ NO_KEYS),
/* harmony export */   x4: () => (/* binding */ readKeys)
/* harmony export */ });
/* unused harmony exports isSendable, revealsKey */
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
function revealsKey(text, keys) {
    return keys.some((key) => key.length >= SHORTEST_KEY_TO_SEARCH_FOR && text.includes(key));
}
/** Replaces keys by `***`, as they are and as JSON escapes them. */
function redactKeys(text, keys) {
    const forms = keys.flatMap((key) => [key, JSON.stringify(key).slice(1, -1)]);
    // The longest goes first, because a key that begins with another one would leave its rest.
    forms.sort((a, b) => b.length - a.length);
    return forms.reduce((redacted, form) => (form === '' ? redacted : redacted.replaceAll(form, '***')), text);
}


/***/ }),

/***/ 995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S: () => (/* binding */ runStage)
});

// UNUSED EXPORTS: effectOnJob

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
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
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
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
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */



function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
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
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
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
    process.stdout.write(external_os_namespaceObject.EOL);
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
    process.stdout.write(message + external_os_namespaceObject.EOL);
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
// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/runner/log.js



/** @param keys must not be written anywhere */
function createLog(keys) {
    const redact = (text) => (0,runner_keys/* redactKeys */.iY)(text, keys);
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
    const { signal, keys = (0,runner_keys/* readKeys */.x4)(getInput, environment) } = given;
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


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hu: () => (/* binding */ harmlessAnnotation),
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });
/* unused harmony exports KIB, codeOf, property, isObject, parseJson, isSha, withoutSlashes, enumerate, showInvisible */
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
/* harmony export */   tB: () => (/* binding */ now)
/* harmony export */ });
/* unused harmony exports MILLISECOND, DAY, YEAR_2000, ACCEPTED_TIMES, parseTime, formatTime, formatDuration */
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
/******/ var __webpack_exports__ = __nccwpck_require__(858);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
