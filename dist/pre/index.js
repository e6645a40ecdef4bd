const __WEBPACK_EXTERNAL_createRequire = () => process.getBuiltinModule; // without loading "module", see dev/build.ts
/******/ var __webpack_modules__ = ({

/***/ 688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P3: () => (/* binding */ leaveJobStart)
/* harmony export */ });
/* unused harmony exports takeJobStart, leaveRefusal, leaveHandover, takeHandover */

const JOB_STARTED_AT = 'job-started-at';
const OUTCOME = 'main';
const START = 'start';
const START_SOURCE = 'start-source';
const DEPLOYMENT_ID = 'deployment-id-';
/** Pre leaves the time at which the job's steps began. */
function leaveJobStart(state, jobStartedAt) {
    state.save(JOB_STARTED_AT, jobStartedAt.toString());
}
/** @returns undefined where pre did not run, as for a local action */
function takeJobStart(state) {
    const text = state.get(JOB_STARTED_AT);
    return /^\d+$/.test(text) ? BigInt(text) : undefined;
}
/** Main leaves that its inputs were wrong, so that no event can be sent. */
function leaveRefusal(state) {
    state.save(OUTCOME, 'refused');
}
/**
 * Main leaves what it settled. Each state becomes a variable of post's, whose length is limited, and a post whose
 * variables do not fit cannot start, which fails the job: so an input's state has no longer a name than the input.
 * @param keys so that no input with one in it reaches the disk
 */
function leaveHandover(state, handover, keys) {
    const save = (name, value) => {
        if (value !== '' && !revealsKey(value, keys)) {
            state.save(name, value);
        }
    };
    for (const name of [...SETTLED_IN_MAIN, ...SETTLED_IN_POST]) {
        save(name, handover.inputs(name));
    }
    for (const name of MAIN_VARIABLES) {
        save(name, handover.environment[name] ?? '');
    }
    save(START, handover.startedAt.toString());
    save(START_SOURCE, handover.startSource);
    for (const [index, id] of handover.deploymentIds.entries()) {
        save(`${DEPLOYMENT_ID}${index}`, id);
    }
    // Last: where writing broke off before, post has no half of a handover.
    save(OUTCOME, 'ready');
}
/**
 * Post takes what main left.
 * @returns undefined where main did not run; `refused` where its inputs were wrong
 * @throws Error where the state is not what main wrote
 */
function takeHandover(state) {
    const outcome = state.get(OUTCOME);
    if (outcome === '' || outcome === 'refused') {
        return outcome || undefined;
    }
    const deploymentIds = [];
    for (let id = state.get(`${DEPLOYMENT_ID}0`); id !== ''; id = state.get(DEPLOYMENT_ID + deploymentIds.length)) {
        deploymentIds.push(id);
    }
    return {
        inputs: (name) => state.get(name),
        environment: Object.fromEntries(MAIN_VARIABLES.map((name) => [name, state.get(name)])),
        startedAt: BigInt(state.get(START)),
        startSource: state.get(START_SOURCE),
        deploymentIds,
    };
}


/***/ }),

/***/ 288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Yz: () => (/* binding */ debug),
  N4: () => (/* binding */ endGroup),
  z3: () => (/* binding */ error),
  V4: () => (/* binding */ getInput),
  Gu: () => (/* binding */ getState),
  pq: () => (/* binding */ info),
  _o: () => (/* binding */ isDebug),
  LZ: () => (/* binding */ saveState),
  Pq: () => (/* binding */ setSecret),
  Oh: () => (/* binding */ startGroup),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, exportVariable, getBooleanInput, getIDToken, getMultilineInput, group, markdownSummary, notice, platform, setCommandEcho, setFailed, setOutput, summary, toPlatformPath, toPosixPath, toWin32Path

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
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(os.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
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

/***/ }),

/***/ 450:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(288);
/* harmony import */ var _handover_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(688);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(503);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(146);




const jobStartedAt = (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .now */ .tB)();
await (0,_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)([], (log) => {
    try {
        (0,_handover_js__WEBPACK_IMPORTED_MODULE_2__/* .leaveJobStart */ .P3)({ get: _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .getState */ .Gu, save: _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .saveState */ .LZ }, jobStartedAt);
    }
    catch (error) {
        log.info(`The time could not be recorded, so the start will be when the step runs: ${(0,_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .b)(error)}`);
    }
    return false;
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  b: () => (/* binding */ messageOf),
  S: () => (/* binding */ runStage)
});

// EXTERNAL MODULE: ./lib/node_modules/@actions/core/lib/core.js + 6 modules
var core = __nccwpck_require__(288);
;// CONCATENATED MODULE: ./lib/log.js

/** @param secrets what must not be written anywhere */
function createLog(secrets) {
    const redact = (text) => redactSecrets(text, secrets);
    const clean = (text) => harmless(redact(text));
    return {
        info: (line) => core/* info */.pq(clean(line)),
        warning: (message) => core/* warning */.$e(clean(message)),
        error: (message) => core/* error */.z3(clean(message)),
        debug: (message) => {
            if (core/* isDebug */._o()) {
                core/* debug */.Yz(clean(message));
            }
        },
        group: (title, lines) => {
            core/* startGroup */.Oh(clean(title));
            for (const line of lines) {
                core/* info */.pq(clean(line));
            }
            core/* endGroup */.N4();
        },
        problem: (problem) => {
            const annotate = problem.level === 'error' ? core/* error */.z3 : core/* warning */.$e;
            annotate(harmless(problemMessage(problem, redact)));
        },
        redact,
    };
}
/** Replaces secrets by `***`, as they are and as JSON escapes them. */
function redactSecrets(text, secrets) {
    const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
    // The longest first: of one that begins with another, the rest would be left.
    forms.sort((a, b) => b.length - a.length);
    return forms.reduce((redacted, form) => (form === '' ? redacted : redacted.replaceAll(form, '***')), text);
}
// Control characters (line breaks and terminal sequences among them), and marks that reorder or hide text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
/** Writes characters that nobody sees as JSON escapes. */
function showInvisible(text) {
    return text.replace(INVISIBLE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * Makes one line of a text, in which the runner finds no workflow command: neither `::name::` at the start nor
 * `##[name]` anywhere. Source: actions/runner, ActionCommand.cs.
 */
function harmless(text) {
    return showInvisible(text.replace(/\r\n|[\r\n]/g, ' ⏎ '))
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ');
}
function problemMessage({ input, value, accepted, consequence }, redact) {
    const verdict = value === undefined
        ? 'is missing'
        : value === ''
            ? 'is not accepted (its value is not shown)'
            : `is not accepted: "${shorten(redact(value))}"`;
    return `Input "${input}" ${verdict}. Accepted: ${accepted}. ${consequence}`;
}
/** A line for the log: the value that counts, a list's parts side by side, and where it came from. */
function factLine({ name, value, source }) {
    const parts = value.split(/[\r\n]+/).map((part) => part.trim());
    return `${name}: ${shorten(parts.filter(Boolean).join(', '))} (${source})`;
}
function shorten(text) {
    return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

;// CONCATENATED MODULE: ./lib/stage.js


/** The major version that `action.yml` asks the runner for. */
const NODE_MAJOR = 24;
/**
 * Runs one stage of the action. Nothing that goes wrong in it fails the job, unless `fail-on-error` is true.
 * @param secrets are masked before anything is printed, and never written
 * @param work resolves to true where the job is to fail
 */
async function runStage(secrets, work) {
    // A runner that no longer reads the log must not keep the rest from being done.
    process.stdout.on('error', () => { });
    for (const secret of secrets) {
        core/* setSecret */.Pq(secret);
    }
    const log = createLog(secrets);
    if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR) {
        log.error(`No deployment event can be sent: this action needs Node ${NODE_MAJOR}, and this runner has Node ${process.versions.node} for it. Update the runner to 2.327.1 or later; for 32-bit ARM there is no Node ${NODE_MAJOR}. The job itself goes on.`);
        return;
    }
    let failed;
    try {
        failed = await work(log);
    }
    catch (error) {
        log.error(`No deployment event can be sent, for an unexpected reason: ${messageOf(error)}`);
        failed = /^true$/i.test(core/* getInput */.V4('fail-on-error'));
    }
    if (failed) {
        process.exitCode = 1;
    }
}
/** An error's message, or whatever was thrown, as text. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   tB: () => (/* binding */ now)
/* harmony export */ });
/* unused harmony exports ACCEPTED_TIMES, parseTime, formatTime, formatDuration */
const SECOND = 1000000000n;
const DAY = 86400n * SECOND;
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
    const time = parseUnixTime(text) ?? parseRfc3339(text);
    return time === undefined || time < YEAR_2000 || time > now + DAY ? undefined : time;
}
function parseUnixTime(text) {
    const [, whole, fraction] = /^(\d{1,20})(?:\.(\d+))?$/.exec(text) ?? [];
    if (whole === undefined) {
        return undefined;
    }
    const number = BigInt(whole);
    // Each unit's numbers for the years 2000 to 5000 lie between two of these powers of ten.
    const unit = number < 10n ** 11n ? SECOND : number < 10n ** 14n ? 1000000n : number < 10n ** 17n ? 1000n : 1n;
    if (fraction === undefined) {
        return number * unit;
    }
    return unit === SECOND ? number * SECOND + fractionToNanoseconds(fraction) : undefined;
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
    const local = BigInt(milliseconds) * 1000000n + fractionToNanoseconds(fraction);
    return sign === '+' ? local - offsetSeconds * SECOND : local + offsetSeconds * SECOND;
}
function fractionToNanoseconds(digits) {
    return BigInt(digits.slice(0, 9).padEnd(9, '0'));
}
/** Writes a point in time as RFC 3339 in UTC; the fraction has as many digits as it needs, up to nine. */
function formatTime(time) {
    const fraction = (time % SECOND).toString().padStart(9, '0').replace(/0+$/, '');
    const seconds = new Date(Number(time / 1000000n)).toISOString().slice(0, 19);
    return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
/** Writes a length of time for people: `0.4 s`, `12 s`, `3 min 5 s`, `1 h 0 min 9 s`. */
function formatDuration(duration) {
    if (duration < 10n * SECOND) {
        return `${(Number(duration / 1000000n) / 1000).toFixed(1)} s`;
    }
    const seconds = duration / SECOND;
    const [hours, minutes] = [seconds / 3600n, (seconds / 60n) % 60n];
    return [hours > 0n && `${hours} h`, seconds >= 60n && `${minutes} min`, `${seconds % 60n} s`]
        .filter(Boolean)
        .join(' ');
}
/** The present by the machine's clock, exact to the millisecond. */
function now() {
    return BigInt(Date.now()) * 1000000n;
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
/******/ var __webpack_exports__ = __nccwpck_require__(450);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
