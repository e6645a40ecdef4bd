import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pre)
});

// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
;// CONCATENATED MODULE: ./lib/deployment/hand-over.js

const JOB_START = {
    time: 'job-started-at',
    uptime: 'job-uptime',
    bootId: 'job-boot-id'
};
const PLAN = 'plan-';
const UNSAVED = 'unsaved';
const LONGEST_STATE = 100 * lib_text/* KIB */.nH;
function leaveJobStart({ time, uptime, bootId }) {
    return [
        [
            JOB_START.time,
            time.toString()
        ],
        [
            JOB_START.uptime,
            uptime.toString()
        ],
        [
            JOB_START.bootId,
            bootId
        ]
    ];
}
function takeJobStart(state) {
    const [time, uptime] = [
        state(JOB_START.time),
        state(JOB_START.uptime)
    ];
    return /^\d{1,30}$/.test(time) && /^-?\d{1,30}$/.test(uptime) ? {
        time: BigInt(time),
        uptime: BigInt(uptime),
        bootId: state(JOB_START.bootId)
    } : undefined;
}
function leavePlan(plan) {
    const text = inAscii(JSON.stringify(plan, (_key, value)=>typeof value === 'bigint' ? {
            nanoseconds: value.toString()
        } : value));
    const pieces = Array.from({
        length: Math.ceil(text.length / LONGEST_STATE)
    }, (_, index)=>text.slice(index * LONGEST_STATE, (index + 1) * LONGEST_STATE));
    return pieces.map((piece, index)=>[
            `${PLAN}${index}`,
            piece
        ]);
}
function inAscii(json) {
    return json.replace(/[^\x20-\x7e]/g, (mark)=>`\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function takePlan(state) {
    const pieces = [];
    for(let piece = state(`${PLAN}0`); piece !== ''; piece = state(`${PLAN}${pieces.length}`)){
        pieces.push(piece);
    }
    if (pieces.length === 0) return state(JOB_START.time) === '' ? 'lost' : 'not run';
    try {
        const plan = JSON.parse(pieces.join(''), (_key, value)=>{
            const nanoseconds = property(value, 'nanoseconds');
            return typeof nanoseconds === 'string' && /^-?\d{1,30}$/.test(nanoseconds) ? BigInt(nanoseconds) : value;
        });
        const isWhole = [
            plan?.deployments,
            plan?.refused
        ].every(Array.isArray);
        return isWhole ? plan : 'lost';
    } catch  {
        return 'lost';
    }
}

;// CONCATENATED MODULE: ./lib/deployment/pre.js


function pre({ log, saveState, startedAt }) {
    try {
        saveState(leaveJobStart(startedAt));
    } catch (error) {
        log.info(`The job's start time cannot be saved, so the step's start time will be used: ${(0,lib_text/* messageOf */.bD)(error)}`);
    }
    return 'success';
}


/***/ }),

/***/ 50:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(170);
/* harmony import */ var _pre_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(223);


await (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .Si)(_pre_js__WEBPACK_IMPORTED_MODULE_1__/* .pre */ .A, {
    title: 'Datadog DORA deployment',
    lost: "the job's start time is not recorded",
    readsInputs: false
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Si: () => (/* binding */ runStage)
});

// UNUSED EXPORTS: effectOnJob, failsOnError, openStage, perform, sayProblems

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    } else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
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

;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/command.js


function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message){
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
            for(const key in this.properties){
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        } else {
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
    return utils_toCommandValue(s).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/:/g, '%3A').replace(/,/g, '%2C');
}

;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/core.js
var __awaiter = undefined && undefined.__awaiter || function(thisArg, _arguments, P, generator) {
    function adopt(value) {
        return value instanceof P ? value : new P(function(resolve) {
            resolve(value);
        });
    }
    return new (P || (P = Promise))(function(resolve, reject) {
        function fulfilled(value) {
            try {
                step(generator.next(value));
            } catch (e) {
                reject(e);
            }
        }
        function rejected(value) {
            try {
                step(generator["throw"](value));
            } catch (e) {
                reject(e);
            }
        }
        function step(result) {
            result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






var ExitCode;
(function(ExitCode) {
    ExitCode[ExitCode["Success"] = 0] = "Success";
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', {
        name
    }, convertedVal);
}
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    } else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
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
function getMultilineInput(name, options) {
    const inputs = getInput(name, options).split('\n').filter((x)=>x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map((input)=>input.trim());
}
function getBooleanInput(name, options) {
    const trueValue = [
        'true',
        'True',
        'TRUE'
    ];
    const falseValue = [
        'false',
        'False',
        'FALSE'
    ];
    const val = getInput(name, options);
    if (trueValue.includes(val)) return true;
    if (falseValue.includes(val)) return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` + `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(os.EOL);
    issueCommand('set-output', {
        name
    }, toCommandValue(value));
}
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
function debug(message) {
    command_issueCommand('debug', {}, message);
}
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
function startGroup(name) {
    command_issue('group', name);
}
function endGroup() {
    command_issue('endgroup');
}
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function*() {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        } finally{
            endGroup();
        }
        return result;
    });
}
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', {
        name
    }, toCommandValue(value));
}
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function*() {
        return yield OidcClient.getIDToken(aud);
    });
}





// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/time.js


const MILLISECOND = 1000000n;
const SECOND = 1000000000n;
const DAY = 86400n * SECOND;
const YEAR_2000 = 946684800n * SECOND;
const EXPECTED_TIMES = 'Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead';
function parseTime(text, now) {
    const written = parseUnixTime(text) ?? parseRfc3339(text);
    return written === undefined || written.time < YEAR_2000 || written.time > now + DAY ? undefined : written;
}
function parseUnixTime(text) {
    const [, whole, fraction] = /^(\d{1,20})(?:\.(\d+))?$/.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const number = BigInt(whole);
    const unit = number < 10n ** 11n ? SECOND : number < 10n ** 14n ? MILLISECOND : number < 10n ** 17n ? 1000n : 1n;
    if (fraction === undefined) return {
        time: number * unit,
        resolution: unit
    };
    return unit === SECOND ? withFraction(number * SECOND, fraction) : undefined;
}
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:[.,](\d+))?)?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;
function parseRfc3339(text) {
    const match = RFC_3339.exec(text);
    if (match === null) return undefined;
    const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
    const [, , , , , , second, fraction = '', sign = '+', offsetHours = '0', offsetMinutes = '0'] = match;
    const milliseconds = Date.UTC(year ?? Number.NaN, (month ?? Number.NaN) - 1, day, hour, minute);
    if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== day || !month || month > 12) {
        return undefined;
    }
    const offsetSeconds = BigInt(Number(offsetHours) * 3600 + Number(offsetMinutes) * 60);
    const local = BigInt(milliseconds) * MILLISECOND + BigInt(second ?? 0) * SECOND;
    const time = sign === '+' ? local - offsetSeconds * SECOND : local + offsetSeconds * SECOND;
    return second === undefined ? {
        time,
        resolution: 60n * SECOND
    } : withFraction(time, fraction);
}
function withFraction(seconds, digits) {
    const kept = digits.slice(0, 9);
    return {
        time: seconds + BigInt(kept.padEnd(9, '0')),
        resolution: 10n ** BigInt(9 - kept.length)
    };
}
function formatTime(time, digits = 0) {
    const fraction = (time % SECOND).toString().padStart(9, '0').replace(/0+$/, '').padEnd(digits, '0');
    const seconds = new Date(Number(time / MILLISECOND)).toISOString().slice(0, 19);
    return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
function formatDay(time) {
    const text = new Date(Number(time / MILLISECOND)).toISOString().slice(0, 19);
    return `${text.replace('T', ' ')} UTC`.replaceAll('-', '\u2011').replaceAll(' ', '\u00a0');
}
function formatDuration(duration) {
    if (duration < 10n * SECOND) return `${(Number(duration / MILLISECOND) / 1000).toFixed(1)} s`;
    const seconds = duration / SECOND;
    const [hours, minutes] = [
        seconds / 3600n,
        seconds / 60n % 60n
    ];
    return [
        hours > 0n && `${hours} h`,
        seconds >= 60n && `${minutes} min`,
        `${seconds % 60n} s`
    ].filter(Boolean).join(' ');
}
function processStart() {
    const age = process.uptime();
    return {
        time: BigInt(Math.round(Date.now() - age * 1000)) * MILLISECOND,
        uptime: BigInt(Math.round(((0,external_node_os_namespaceObject.uptime)() - age) * 1000)) * MILLISECOND,
        bootId: readBootId()
    };
}
function readBootId() {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    } catch  {
        return '';
    }
}
const DRIFT = 5n * SECOND;
function timeByLaterClock(earlier, later) {
    const passed = later.uptime - earlier.uptime;
    if (earlier.bootId !== later.bootId || passed < 0n) return undefined;
    const time = later.time - passed;
    const difference = time - earlier.time;
    return difference > DRIFT || difference < -DRIFT ? time : undefined;
}

;// CONCATENATED MODULE: ./lib/runner/files.js


function handOver(entries, file, command) {
    if (!file) {
        const lines = entries.map(([name, value])=>`::${command} name=${name}::${escaped(value)}`);
        process.stdout.write(`${external_node_os_namespaceObject.EOL}${lines.join(external_node_os_namespaceObject.EOL)}${external_node_os_namespaceObject.EOL}`);
        return;
    }
    const delimiter = `delimiter_${randomUuid()}`;
    const texts = entries.map(([name, value])=>[
            `${name}<<${delimiter}`,
            value,
            delimiter,
            ''
        ].join(external_node_os_namespaceObject.EOL));
    appendWholly(file, texts.join(''));
}
function escaped(value) {
    return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function appendWholly(file, text) {
    const length = sizeOf(file);
    try {
        (0,external_node_fs_namespaceObject.appendFileSync)(file, text);
    } catch (error) {
        if (sizeOf(file) > length) {
            (0,external_node_fs_namespaceObject.truncateSync)(file, length);
        }
        throw error;
    }
}
function sizeOf(file) {
    return (0,external_node_fs_namespaceObject.statSync)(file, {
        throwIfNoEntry: false
    })?.size ?? 0;
}
function randomUuid() {
    try {
        const uuid = (0,external_node_fs_namespaceObject.readFileSync)('/proc/sys/kernel/random/uuid', 'latin1').trim();
        return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(uuid) ? uuid : crypto.randomUUID();
    } catch  {
        return crypto.randomUUID();
    }
}

;// CONCATENATED MODULE: ./lib/runner/keys.js
const NO_KEYS = {
    api: {
        value: '',
        source: ''
    },
    app: {
        value: '',
        source: ''
    },
    all: []
};
const API_KEY_VARIABLES = [
    'DATADOG_API_KEY',
    'DD_API_KEY'
];
const APP_KEY_VARIABLES = [
    'DATADOG_APP_KEY',
    'DD_APP_KEY'
];
function readKeys(input, environment) {
    const candidates = (name, variables)=>[
            {
                value: input(name),
                source: 'input'
            },
            ...variables.map((variable)=>({
                    value: environment[variable] ?? '',
                    source: variable
                }))
        ].map(({ value, source })=>({
                value: value.trim(),
                source
            })).filter(({ value })=>value !== '');
    const api = candidates('api-key', API_KEY_VARIABLES);
    const app = candidates('app-key', APP_KEY_VARIABLES);
    return {
        api: api[0] ?? NO_KEYS.api,
        app: app[0] ?? NO_KEYS.app,
        all: [
            ...new Set([
                ...api,
                ...app
            ].flatMap(({ value })=>[
                    value,
                    ...searchable(bareKey(value))
                ]))
        ]
    };
}
function isSendable(key) {
    return /^[\x21-\x7e]+$/.test(key);
}
function bareKey(key) {
    return key.replace(/^(?:export\s+)?[A-Z][A-Z0-9_]*=(?=.)/, '').replace(/^(["'])(.+)\1$/, '$2').trim();
}
const SHORTEST_KEY_TO_SEARCH_FOR = 8;
function searchable(key) {
    return key.length >= SHORTEST_KEY_TO_SEARCH_FOR ? [
        key
    ] : [];
}
function revealsKey(text, keys) {
    return keys.flatMap(searchable).some((key)=>text.includes(key));
}
function redactKeys(text, keys) {
    const forms = keys.flatMap((key)=>[
            key,
            JSON.stringify(key).slice(1, -1)
        ]);
    forms.sort((a, b)=>b.length - a.length);
    return forms.reduce((redacted, form)=>form === '' ? redacted : redacted.replaceAll(form, '***'), text);
}

;// CONCATENATED MODULE: ./lib/runner/log.js



const MOST_ANNOTATIONS = 10;
function createLog(title, keys, isDebug) {
    let hasWritten = false;
    const counts = {
        notice: 0,
        warning: 0,
        error: 0
    };
    const redact = (text)=>redactKeys(text, keys);
    const line = (text, make = lib_text/* harmless */.Is)=>{
        hasWritten = true;
        ignoreClosedLog();
        return make(redact(text));
    };
    return {
        info: (text)=>info(line(text)),
        say: ({ level, text })=>{
            if (level === 'info' || counts[level] === MOST_ANNOTATIONS) {
                info(line(text));
            } else {
                counts[level] += 1;
                const annotate = {
                    notice: notice,
                    warning: warning,
                    error: error
                }[level];
                annotate(line(text, lib_text/* harmlessAnnotation */.Hu), {
                    title
                });
            }
        },
        debug: (message)=>{
            if (isDebug) {
                debug(line(message));
            }
        },
        group: (name, lines)=>{
            startGroup(line(name));
            info(lines.map((each)=>line(each)).join('\n'));
            endGroup();
        },
        redact,
        flush: async ()=>{
            if (hasWritten && process.stdout.writable) {
                await new Promise((resolve)=>process.stdout.write('', ()=>resolve()));
            }
        }
    };
}
function ignoreClosedLog() {
    if (process.stdout.listenerCount('error') === 0) {
        process.stdout.on('error', ()=>{});
    }
}

;// CONCATENATED MODULE: ./lib/runner/stage.js






function openStage(surroundings) {
    const { environment, startedAt, signal, title, readsInputs = true } = surroundings;
    const variable = (name)=>environment[`INPUT_${name.toUpperCase()}`];
    const input = (name)=>variable(name)?.trim() ?? '';
    const keys = readsInputs ? readKeys(input, environment) : NO_KEYS;
    for (const key of keys.all){
        ignoreClosedLog();
        setSecret(key);
    }
    const log = createLog(title, keys.all, environment['RUNNER_DEBUG'] === '1');
    return {
        log,
        keys,
        startedAt,
        signal,
        input,
        isPassed: (name)=>variable(name) !== undefined,
        environment,
        state: (name)=>environment[`STATE_${name}`] ?? '',
        saveState: (entries)=>handOver(entries, environment['GITHUB_STATE'], 'save-state'),
        setOutputs: (outputs)=>handOver(Object.entries(outputs), environment['GITHUB_OUTPUT'], 'set-output'),
        writeSummary: (markdown)=>{
            const file = environment['GITHUB_STEP_SUMMARY'];
            try {
                if (file) {
                    appendWholly(file, log.redact(markdown));
                }
            } catch (error) {
                const text = `The job summary cannot be written: ${(0,lib_text/* messageOf */.bD)(error)}.`;
                log.say({
                    level: 'warning',
                    text
                });
            }
        }
    };
}
async function perform(stage, work, lost) {
    const { environment, log } = stage;
    if (isTooOld(process.versions.node)) {
        log.say({
            level: 'error',
            text: `${sentence(lost)}: ${adviceOnNode(environment)} The job continues.`
        });
        return 'success';
    }
    try {
        return await work(stage);
    } catch (error) {
        const failOnError = failsOnError(stage);
        const text = `Unexpected error: ${(0,lib_text/* messageOf */.bD)(error)}. ${sentence(lost)}. ${effectOnJob(failOnError)}`;
        log.say({
            level: 'error',
            text
        });
        return failOnError ? 'failure' : 'success';
    }
}
async function runStage(work, options) {
    const { title, lost, sends = false, readsInputs = true } = options;
    const ending = new AbortController();
    for (const signal of sends ? [
        'SIGINT',
        'SIGTERM',
        'SIGHUP'
    ] : []){
        process.on(signal, ()=>ending.abort(new Error(`${signal} ended the delivery`)));
    }
    setInterval(()=>{}, 60_000);
    const stage = openStage({
        title,
        environment: process.env,
        startedAt: processStart(),
        signal: ending.signal,
        readsInputs
    });
    process.on('uncaughtException', (error)=>{
        stage.log.info(`Unexpected: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
        ending.abort(new Error(`something unexpected ended the delivery: ${(0,lib_text/* messageOf */.bD)(error)}`));
    });
    const verdict = await perform(stage, work, lost);
    process.exitCode = verdict === 'failure' ? 1 : 0;
    await stage.log.flush();
    process.exit();
}
const OLDEST_NODE = {
    major: 20,
    minor: 3
};
function isTooOld(version) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major < OLDEST_NODE.major || major === OLDEST_NODE.major && minor < OLDEST_NODE.minor;
}
function adviceOnNode(environment) {
    const { major, minor } = OLDEST_NODE;
    const needed = `this action requires Node ${major}.${minor} or later; this runner uses Node ${process.versions.node}.`;
    const isOther = [
        'ACT',
        'GITEA_ACTIONS',
        'FORGEJO_ACTIONS'
    ].some((name)=>environment[name]);
    return isOther ? `${needed} Install a newer Node in the job's image, or on the host that runs it.` : `${needed} Update the runner to 2.327.1 or later.`;
}
function effectOnJob(failOnError) {
    return failOnError ? 'The job fails, because fail-on-error is true.' : 'The job continues.';
}
function sayProblems(messages, failOnError, log) {
    for (const { level, text } of messages){
        log.say({
            level,
            text: level === 'error' ? `${text} ${effectOnJob(failOnError)}` : text
        });
    }
}
function failsOnError({ input }) {
    return /^"?(?:true|True|TRUE)"?$/.test(input('fail-on-error'));
}
function sentence(clause) {
    return clause.charAt(0).toUpperCase() + clause.slice(1);
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hu: () => (/* binding */ harmlessAnnotation),
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   nH: () => (/* binding */ KIB)
/* harmony export */ });
/* unused harmony exports codeOf, property, isObject, parseJson, isSha, withoutSlashes, withoutSecrets, shorten, enumerate, quote, showInvisible */
const KIB = 1024;
function messageOf(error) {
    return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
function codeOf(error) {
    const codes = [
        error,
        property(error, 'cause')
    ].map((one)=>property(one, 'code'));
    return codes.find((code)=>typeof code === 'string') ?? '';
}
function property(value, name) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    } catch  {
        return undefined;
    }
}
function isSha(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);
}
function withoutSlashes(text) {
    let end = text.length;
    while(end > 0 && text[end - 1] === '/'){
        end -= 1;
    }
    return text.slice(0, end);
}
function withoutSecrets(text) {
    const scheme = /^(?:(?:https?|ssh|git|ftp|file):\/\/)?(?:git@)?/i.exec(text)?.[0] ?? '';
    const at = [
        ...text.matchAll(/@|%40|＠/gi)
    ].at(-1);
    const start = at === undefined ? scheme.length : Math.max(scheme.length, at.index + at[0].length);
    const address = text.slice(start);
    if (/[?#]/.test(text.slice(0, start)) && !/^[\w-]+(?:\.[\w-]+)+(?::\w{1,5})?\//.test(address)) return `${scheme}…`;
    const end = address.search(/[?#]/);
    return scheme + (end === -1 ? address : address.slice(0, end));
}
const LONGEST_SHOWN = 300;
function shorten(text) {
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
const MOST_NAMES = 10;
function enumerate(names) {
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}
function quote(texts) {
    return enumerate(texts.map((text)=>`"${shorten(text)}"`));
}
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
function showInvisible(text) {
    return text.replace(INVISIBLE, (mark)=>`\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function harmless(text) {
    return showInvisible(text.replace(/\r\n|[\r\n]/g, ' ⏎ ')).replace(/##(?=\[)/g, '# #').replace(/^(\s*):(?=:)/, '$1: ');
}
function harmlessAnnotation(text) {
    return harmless(text).replace(/:(?=:)/g, ': ');
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
/******/ var __webpack_exports__ = __nccwpck_require__(50);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
