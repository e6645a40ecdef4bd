import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 180:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
;// CONCATENATED MODULE: ./lib/datadog/site.js

const SITES = [
    'datadoghq.com',
    'us3.datadoghq.com',
    'us5.datadoghq.com',
    'datadoghq.eu',
    'ap1.datadoghq.com',
    'ap2.datadoghq.com',
    'uk1.datadoghq.com'
];
const GOVERNMENT_SITES = [
    'ddog-gov.com',
    'us2.ddog-gov.com'
];
const WITHOUT_LABEL = [
    'datadoghq.com',
    'datadoghq.eu',
    'ddog-gov.com'
];
const FUTURE_SITE = /^[a-z]{2}\d\.datadoghq\.com$/;
const REGIONS = {
    US: 'datadoghq.com',
    US1: 'datadoghq.com',
    US3: 'us3.datadoghq.com',
    US5: 'us5.datadoghq.com',
    EU: 'datadoghq.eu',
    EU1: 'datadoghq.eu',
    AP1: 'ap1.datadoghq.com',
    AP2: 'ap2.datadoghq.com',
    UK1: 'uk1.datadoghq.com',
    'US1-FED': 'ddog-gov.com',
    'US2-FED': 'us2.ddog-gov.com'
};
const EXPECTED_SITES = `${[
    ...SITES,
    ...GOVERNMENT_SITES
].join(', ')}, or the web address of one`;
function parseSite(text) {
    const host = /^(?:https?:\/\/)?([a-z0-9.-]+)(?:\/[\x21-\x7e]*)?$/i.exec(text)?.[1] ?? '';
    const name = host.toLowerCase().replace(/^(?:app|api)\./, '');
    const region = name.replace(/\.datadoghq\.(?:com|eu)$/, '').toUpperCase();
    const site = SITES.includes(name) ? undefined : REGIONS[region];
    if (site !== undefined) return {
        refused: `${region} is ${site}`
    };
    if (SITES.includes(name) || GOVERNMENT_SITES.includes(name) || FUTURE_SITE.test(name)) {
        return {
            name,
            apiUrl: `https://api.${name}`,
            doraPage: `https://${WITHOUT_LABEL.includes(name) ? 'app.' : ''}${name}/ci/dora`,
            supportsDora: !GOVERNMENT_SITES.includes(name)
        };
    }
    return {
        refused: /^[a-z0-9-]+(?:\.[a-z]{2}\d)?\.(?:datadoghq\.(?:com|eu)|ddog-gov\.com)$/.test(name) ? "an organization's own address does not name its site (Datadog shows it under Organization Settings)" : ''
    };
}
const EXPECTED_API_URLS = 'an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment';
function parseApiUrl(text) {
    if (!/^https?:\/\/[^\s\\/?#@]+(?:\/[^\s\\?#]*)?$/i.test(text) || !URL.canParse(text)) {
        return undefined;
    }
    const url = new URL(text);
    const isTrusted = url.protocol === 'https:' || isLoopback(url.hostname);
    return isTrusted ? (0,lib_text/* withoutSlashes */.C2)(url.href) : undefined;
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/time.js
var lib_time = __nccwpck_require__(146);
;// CONCATENATED MODULE: ./lib/inputs/parsers.js


const REFUSED = {
    refused: ''
};
const EXPECTED_BOOLEANS = 'true, True, TRUE, false, False or FALSE';
function parseBoolean(text) {
    return /^(?:true|True|TRUE)$/.test(text) ? {
        value: true
    } : /^(?:false|False|FALSE)$/.test(text) ? {
        value: false
    } : REFUSED;
}
function parseMoment(text, { now }) {
    const value = (0,lib_time/* parseTime */.pe)(text, now);
    return value === undefined ? REFUSED : {
        value
    };
}
function parseStart(text, context) {
    if (context.isForOneService) {
        const parsed = parseMoment(text, context);
        return 'refused' in parsed ? {
            refused: `Expected: ${lib_time/* EXPECTED_TIMES */.ER}.`
        } : parsed;
    }
    return text === 'job' || text === 'step' ? {
        value: text
    } : parseMoment(text, context);
}
const EXPECTED_IDS = '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"';
function isDeploymentId(text) {
    return /^[A-Za-z0-9\-_.:]{16,128}$/.test(text);
}
const EXPECTED_LISTS = 'separated by newlines or commas, or as a JSON array of strings';
const ENTRY = /(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s*(?:,|$))|[^,\s][^,]*/g;
function parseList(text, { isJsonString }) {
    const trimmed = text.trim();
    const isArray = trimmed.startsWith('[');
    const entries = isArray ? parseArray(trimmed) : splitLines(trimmed, isJsonString);
    if (entries === undefined) {
        return {
            refused: 'Expected: a JSON array of strings, because the value begins with "[".'
        };
    }
    const value = [
        ...new Set(entries.map((entry)=>entry.trim()))
    ].filter((entry)=>entry !== '');
    return {
        value,
        isEmptyArray: isArray && entries.length === 0
    };
}
function parseArray(text) {
    const json = (0,lib_text/* parseJson */.qF)(text);
    return Array.isArray(json) && json.every((entry)=>typeof entry === 'string') ? json : undefined;
}
function splitLines(text, isJsonString) {
    const lines = text.split(/[\r\n]+/).map((line)=>line.trim());
    const isYaml = lines.some((line)=>/^-\s/.test(line)) && lines.every((line)=>/^-?(?:\s|$)/.test(line));
    const read = (entry)=>isYaml && /^'.*'$/s.test(entry) ? entry.slice(1, -1).replaceAll("''", "'") : (isJsonString ? undefined : readJsonString(entry)) ?? entry;
    return lines.flatMap((line)=>(isYaml ? line.slice(1) : line).match(ENTRY) ?? []).map((entry)=>read(entry.trim()));
}
function readJsonString(text) {
    const value = /^".*"$/s.test(text) ? (0,lib_text/* parseJson */.qF)(text) : undefined;
    return typeof value === 'string' ? value : undefined;
}
function parseIds(text, most, notation) {
    const list = parseList(text, notation);
    if ('refused' in list) return list;
    const ids = list.value;
    if (ids.length > most) return {
        refused: `Expected: at most ${most} IDs.`
    };
    return (ids.length > 0 || list.isEmptyArray) && ids.every(isDeploymentId) ? {
        value: ids
    } : REFUSED;
}
function parseRemediation(text) {
    return text === 'rollback' || text === 'rollforward' ? {
        value: text
    } : {
        refused: ''
    };
}

;// CONCATENATED MODULE: ./lib/inputs/one-text.js



const LONGEST_TEXT = 8 * lib_text/* KIB */.nH;
const one_text_LONGEST_OBJECT = 100 * lib_text/* KIB */.nH;
const DEFAULT = 'default';
function isDefault(reading) {
    return reading.state === 'given' && reading.source === DEFAULT;
}
function sourcedText(raw, source) {
    const json = readJsonString(raw.trim());
    return {
        text: (json ?? raw).trim(),
        source,
        isJsonString: json !== undefined
    };
}
const ABSENT = {
    reading: {
        state: 'absent'
    },
    messages: [],
    isRefused: false,
    fact: ''
};
function readText(name, entry, chosen, sources) {
    if (chosen === undefined && entry.tellsEmpty === 'always' && sources.isPassed(name)) {
        return {
            ...ABSENT,
            reading: {
                state: 'empty'
            }
        };
    }
    const text = chosen?.text ?? entry.default;
    if (text === undefined) {
        const { missing } = entry;
        return missing === undefined ? ABSENT : {
            ...ABSENT,
            isRefused: true,
            messages: [
                problem(name, entry, `is not set. ${missing}`)
            ]
        };
    }
    const source = chosen === undefined || text === entry.default ? DEFAULT : chosen.source;
    const notation = {
        isForOneService: false,
        isJsonString: chosen?.isJsonString === true
    };
    const read = readParsed(name, entry, text, source, parseBounded(text, entry, sources, notation), sources);
    return {
        ...read,
        messages: [
            ...read.messages,
            ...read.isRefused ? [] : lateVariable(name, chosen, sources)
        ]
    };
}
function lateVariable(name, chosen, { handedOver }) {
    const before = chosen && handedOver?.variables[chosen.source];
    return chosen === undefined || before === undefined || sourcedText(before, '').text === chosen.text ? [] : [
        {
            level: 'warning',
            text: `The ${name} is "${(0,lib_text/* shorten */.ml)(chosen.text)}" because a later step exported ${chosen.source}, possibly for another purpose. If you deploy something else, set the input ${name}.`
        }
    ];
}
function readParsed(name, entry, text, source, parsed, { keys }) {
    const { otherwise, isToldElsewhere } = entry;
    const present = (value)=>(0,lib_text/* shorten */.ml)((0,runner_keys/* redactKeys */.iY)(value, keys));
    if ('refused' in parsed) {
        const value = parsed.isHidden ? ' (its value is not shown)' : `: "${present(cleanText(entry, text))}"`;
        const why = parsed.refused || `Expected: ${entry.expected}.`;
        const refused = {
            messages: [
                problem(name, entry, `is invalid${value}. ${why} ${entry.consequence}`.trim())
            ],
            isRefused: true
        };
        return otherwise === undefined ? {
            ...refused,
            reading: {
                state: 'refused'
            },
            fact: ''
        } : {
            ...refused,
            reading: {
                state: 'given',
                value: otherwise,
                source: 'in place of an invalid one'
            },
            fact: `${otherwise} (in place of an invalid value)`
        };
    }
    const { value, warnings = [], leavesOut = false } = parsed;
    return {
        reading: {
            state: 'given',
            value,
            source
        },
        messages: warnings.map((warning)=>({
                level: 'warning',
                text: `Input "${name}": ${warning}`
            })),
        isRefused: leavesOut,
        fact: isToldElsewhere ? '' : `${present(oneLine(cleanText(entry, text)))} (${source})`
    };
}
function parseBounded(text, { parse, expected, most = LONGEST_TEXT }, { keys, context }, notation) {
    if ((0,runner_keys/* revealsKey */.Mh)(text, keys)) {
        return {
            refused: 'Expected: a value without a Datadog key in it.',
            isHidden: true
        };
    }
    return Buffer.byteLength(text) > most ? {
        refused: `Expected: ${expected}; at most ${most / lib_text/* KIB */.nH} KiB.`
    } : parse(text, {
        ...context,
        ...notation
    });
}
function problem(name, { level = 'warning' }, rest) {
    return {
        level,
        text: `Input "${name}" ${rest}`
    };
}
function oneLine(text) {
    return text.trim().split(/\s*[\r\n]+\s*/).join(', ');
}
function cleanText(entry, text) {
    const { clean } = entry;
    if (clean === undefined) return text;
    if (!/^["[{]/.test(text)) return clean(text);
    const json = text.startsWith('{') ? (0,lib_text/* parseJson */.qF)(text) : undefined;
    if (!(0,lib_text/* isObject */.Gv)(json)) return /[@＠?#%\\]/.test(text) ? `${text.charAt(0)}…` : text;
    const cleaned = Object.entries(json).map(([name, value])=>[
            cleanName(entry, name),
            typeof value === 'string' ? clean(value) : typeof value === 'object' ? null : value
        ]);
    return JSON.stringify(Object.fromEntries(cleaned));
}
function cleanName({ clean = (text)=>text }, name) {
    return /\/\/|:.*@|[?#].*=/.test(name) ? clean(name) : name;
}

;// CONCATENATED MODULE: ./lib/inputs/table.js
function table_valueOr(reading, otherwise) {
    return reading.state === 'given' ? reading.value : otherwise;
}

// EXTERNAL MODULE: ./lib/runner/stage.js + 5 modules
var runner_stage = __nccwpck_require__(717);
;// CONCATENATED MODULE: ./lib/delivery/settings.js







function deliveryInputs(consequence) {
    const site = {
        settled: 'main',
        parse: (text)=>{
            const parsed = parseSite(text);
            if ('refused' in parsed) {
                return {
                    refused: `Expected: ${[
                        EXPECTED_SITES,
                        parsed.refused
                    ].filter(Boolean).join('; ')}.`
                };
            }
            const warning = `According to Datadog's documentation, the site ${parsed.name} has no DORA Metrics. It is used anyway.`;
            return {
                value: parsed,
                warnings: parsed.supportsDora ? [] : [
                    warning
                ]
            };
        },
        expected: EXPECTED_SITES,
        consequence,
        level: 'error',
        default: 'datadoghq.com',
        variables: [
            'DATADOG_SITE',
            'DD_SITE'
        ],
        clean: lib_text/* withoutSecrets */.cT
    };
    const apiUrl = {
        settled: 'main',
        parse: (text)=>{
            const value = parseApiUrl(text);
            return value === undefined ? {
                refused: ''
            } : {
                value
            };
        },
        expected: EXPECTED_API_URLS,
        consequence,
        level: 'error',
        clean: lib_text/* withoutSecrets */.cT
    };
    const { otherwise: _, ...dryRun } = booleanInput(false, consequence);
    return {
        site,
        'api-url': apiUrl,
        'dry-run': {
            ...dryRun,
            level: 'error'
        },
        'fail-on-error': booleanInput(false, '"false" is used: errors do not fail the job.'),
        timeout: TIMEOUT,
        'job-summary': booleanInput(true, 'The default, "true", is used: a job summary is written.')
    };
}
const TIMEOUT = {
    settled: 'main',
    parse: (text)=>{
        const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
        return seconds >= 1 && seconds <= 120 ? {
            value: seconds
        } : {
            refused: ''
        };
    },
    expected: 'whole seconds from 1 to 120',
    consequence: 'The default, 60, is used.',
    default: '60',
    otherwise: 60
};
function booleanInput(otherwise, consequence, byDefault = otherwise) {
    return {
        settled: 'main',
        parse: parseBoolean,
        expected: EXPECTED_BOOLEANS,
        consequence,
        default: byDefault ? 'true' : 'false',
        otherwise
    };
}
function settingsFrom(values) {
    const site = table_valueOr(values.site, undefined);
    const isUnknown = values['api-url'].state === 'refused' && isDefault(values.site);
    return {
        site,
        apiUrl: isUnknown ? undefined : table_valueOr(values['api-url'], site?.apiUrl),
        dryRun: table_valueOr(values['dry-run'], false),
        failOnError: table_valueOr(values['fail-on-error'], false),
        timeout: 1000 * table_valueOr(values.timeout, 60),
        jobSummary: table_valueOr(values['job-summary'], true)
    };
}
function isBlocking(values) {
    return [
        'site',
        'api-url',
        'dry-run'
    ].some((name)=>values[name].state === 'refused');
}
const KEYS = {
    'api-key': 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY',
    'app-key': 'a Datadog service access token or application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY'
};
function invalidInputs(names) {
    return `Invalid inputs: ${[
        ...new Set(names)
    ].join(', ')}.`;
}
function invalidNotes(names) {
    return names.length === 0 ? [] : [
        `${invalidInputs(names)} The log of this step says why.`
    ];
}
function sayRefused(refused, failOnError, log) {
    if (!failOnError || refused.length === 0) return 'success';
    log.say({
        level: 'error',
        text: `${invalidInputs(refused)} ${(0,runner_stage/* effectOnJob */.Oo)(true)}`
    });
    return 'failure';
}
function keyFacts({ api, app }) {
    return Object.entries({
        'api-key': api,
        'app-key': app
    }).filter(([, { value }])=>value !== '').map(([name, { source }])=>`${name}: *** (${source})`);
}
function checkKey(name, { value, source }, causeOfMissing, consequence) {
    const message = (level, text)=>[
            {
                level,
                text: `Input "${name}" ${text}`
            }
        ];
    if (value === '') {
        const cause = causeOfMissing === '' ? '' : `${causeOfMissing} `;
        return message('error', `is not set. Expected: ${KEYS[name]}. ${cause}${consequence}`);
    }
    if (!(0,runner_keys/* isSendable */.dT)(value)) {
        return message('error', `is invalid (its value is not shown). Expected: ${KEYS[name]}: one line of visible ASCII characters, without spaces. ${consequence}`);
    }
    return (0,runner_keys/* bareKey */.AZ)(value) === value ? [] : message('warning', `${source === 'input' ? '' : `(from ${source}) `}looks like a line of a .env file, with quotes or NAME=. Expected: only the key. It is sent unchanged, and Datadog will probably reject it with 403.`);
}

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

;// CONCATENATED MODULE: ./lib/github/repository.js

function parseRepository(text, serverUrl) {
    const name = (0,lib_text/* withoutSlashes */.C2)(text);
    if (/^[\w-]+\/[\w.-]+$/.test(name)) {
        const url = parseRepositoryUrl(`${(0,lib_text/* withoutSlashes */.C2)(serverUrl)}/${name}`);
        return url?.endsWith(`/${name}`) ? url : undefined;
    }
    const hasHost = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/[^\s@/?#]+\/[^\s@/?#]/.test(text);
    const url = parseRepositoryUrl(hasHost ? `https://${text}` : text);
    return url && repositoryOfPage(repositoryOfApi(url), serverUrl);
}
function repositoryOfApi(url) {
    const [, scheme, cloud, server, repository] = /^(https?:\/\/)(?:api\.(github\.com|[\w-]+\.ghe\.com)|([^/]+.*?)\/api\/v\d)\/repos\/([^/]+\/[^/]+)/.exec(url) ?? [];
    return repository === undefined ? url : `${scheme}${cloud ?? server}/${repository}`;
}
function repositoryOfPage(url, serverUrl) {
    const isOn = (server)=>server !== '' && url.toLowerCase().startsWith(`${server.toLowerCase()}/`);
    const server = [
        'https://github.com',
        (0,lib_text/* withoutSlashes */.C2)(serverUrl)
    ].find(isOn);
    if (server === undefined) return url;
    const [owner, name] = url.slice(server.length + 1).split('/');
    return owner && name ? `${server}/${owner}/${name}` : undefined;
}
function parseRepositoryUrl(text) {
    const [, user, host, path] = /^([\w.-]+)@([\w.-]+):([^\s:@]+)$/.exec(text) ?? [];
    if (user === 'git' && host !== undefined && path !== undefined) {
        const name = (0,lib_text/* withoutSlashes */.C2)(path);
        return name === '' ? undefined : `git@${host}:${name}`;
    }
    const [, address] = /^[^\s/@]+@([\w.-]+(?::\d+)?\/[^\s/@]+\/[^\s@]+)$/.exec(text) ?? [];
    if (address !== undefined) return parseUrl(`https://${address}`);
    return parseUrl(host !== undefined && path !== undefined ? `ssh://${host}/${path}` : text);
}
function cleanRepository(text) {
    const cleaned = (0,lib_text/* withoutSecrets */.cT)(text);
    const isAnother = cleaned !== text && parseRepository(cleaned, 'https://github.com') !== undefined;
    return parseRepositoryUrl(text) ?? (isAnother ? '…' : cleaned);
}
function parseUrl(text) {
    if (!/^(?:https?|ssh|git):\/\/\S+$/i.test(text) || !URL.canParse(text)) return undefined;
    const url = new URL(text);
    const path = (0,lib_text/* withoutSlashes */.C2)(url.pathname);
    const isUnclear = `${path}${url.search}${url.hash}`.includes('@');
    if (url.host === '' || path === '' || isUnclear) return undefined;
    const user = url.protocol === 'ssh:' && url.username === 'git' ? 'git@' : '';
    return `${url.protocol}//${user}${url.host}${path}`;
}
function repositoryPath(url) {
    const address = addressOf(url);
    const path = address.endsWith('.git') ? address.slice(0, -'.git'.length) : address;
    return path.split(/[/:]/).slice(-2).join('/');
}
function repositoryHost(url) {
    return addressOf(url).split(/[/:]/)[0] ?? '';
}
function addressOf(url) {
    return (parseRepositoryUrl(url) ?? '').toLowerCase().replace(/^(?:[a-z]+:\/\/)?(?:git@)?/, '');
}

;// CONCATENATED MODULE: ./lib/inputs/names.js

const PLAIN = /^[\w.\-/@+]+$/;
const UNEXPANDED = /\$(?:[{(]|[Ee][Nn][Vv]:|(?!(?:LATEST|Latest|[Dd]efault|web)(?!\w))(?:[A-Z][A-Z_]{3}|(?<![\w$\xaa-\u1fff\u2c00-\uffff]\$)[A-Za-z_]))|%(?:(?![\dA-Fa-f]{2})[A-Za-z_]\w+%|(?![\dA-Fa-f]{2}%)[A-Za-z_]\w+%(?![\dA-Fa-f]{2}))|\{\{[^{}]*\}\}/;
const EXPRESSION = /^(?:steps\.[\w-]+\.(?:outputs\.[\w-]+|outcome|conclusion)|needs\.[\w-]+\.(?:outputs\.[\w-]+|result)|github\.(?:sha|ref|ref_name|head_ref|base_ref|run_id|run_number|event\.\S+))$/;
const isExpression = (text)=>/^(?:steps|needs|github)\./.test(text) && EXPRESSION.test(text);
const WHOLLY_UNEXPANDED = /^(?:`.*`|<<.*>>|%[A-Za-z_]%)$/s;
const ONE_UNEXPANDED = /^(?:\$\w+|\$\{.*\}|\$\(.*\)|\$env:\w+|%\w+%|\{\{.*\}\})$/is;
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
const COMMANDS = 'debug|notice|warning|error|group|endgroup|add-mask|add-matcher|remove-matcher|add-path|echo|save-state|set-env|set-output|stop-commands';
const LOGGED = new RegExp(`^\\[command\\]|##\\[(?:${COMMANDS}|command|section)\\]|^(?![A-Za-z_]\\w*(?:::\\w+)+$).*::(?:${COMMANDS})(?: [^:]*)?::`, 's');
const NOT_EXPANDED = {
    title: 'not expanded',
    examples: [
        '$GITHUB_REF_NAME',
        'v${VERSION}',
        '$(git describe)',
        '%TAG%',
        'steps.meta.outputs.tag'
    ],
    applies: (text)=>UNEXPANDED.test(text) || WHOLLY_UNEXPANDED.test(text) || isExpression(text),
    sentence: 'Nothing expands this in "with:"; only ${{ … }} is replaced.',
    advice: adviceToExpand
};
const NO_VALUES = new Set('null,undefined,vnull,vundefined,None,<no value>,<nil>,<none>,[object Object],Array,Object,System.Object[],System.String[]'.split(','));
const NOTHING = 'Tools and expressions print this where there is no value, or one that is not text. Check where it comes from.';
const NOT_PRINTABLE = {
    title: 'not printable',
    examples: [
        '\u001b[32m1.2.3\u001b[0m',
        '1.2.3\n1.2.4'
    ],
    applies: (text)=>UNPRINTABLE.test(text),
    sentence: 'It contains line breaks or invisible characters, e.g. color codes.',
    advice: (text)=>/[\r\n]/.test(text) ? 'Write one line.' : 'NO_COLOR=1 turns off the colors of most tools.'
};
const REASONS = [
    NOT_EXPANDED,
    {
        title: 'a word for nothing',
        examples: [
            'null',
            'undefined',
            'None',
            '<no value>',
            '[object Object]',
            'Array'
        ],
        applies: (text)=>NO_VALUES.has(text),
        sentence: NOTHING
    },
    {
        title: 'masked',
        examples: [
            '***'
        ],
        applies: (text)=>text === '***',
        sentence: 'GitHub masked the value, because it equals a secret. Keep it in a variable instead: ${{ vars.NAME }}.'
    },
    {
        title: "a tool's log",
        examples: [
            '[command]/usr/bin/terraform output',
            '1.2.3::debug::Terraform exited with code 0.'
        ],
        applies: (text)=>/::|\[/.test(text) && LOGGED.test(text),
        sentence: 'A tool printed this besides its answer. Pass the answer alone (hashicorp/setup-terraform: terraform_wrapper: false).'
    },
    {
        title: 'quotes',
        examples: [
            "'1.2.3'",
            '"cart'
        ],
        applies: (text)=>/^(?:(["']).*\1|"[^"]*)$/s.test(text),
        sentence: 'The quotes are part of the text. Write the value without them.'
    },
    {
        title: 'another notation',
        examples: [
            '["1.2.3"]',
            '{"cart"',
            'env:prod',
            'VERSION=1.2.3',
            'prod, staging'
        ],
        applies: (text, rules)=>(rules.isListEntry ? /^[[{]/ : /^(?:\{|\[(?:[^\]]*|\s*["[{].*)\]$)/s).test(text) || rules.refusesComma && text.includes(',') || bareValue(text, rules) !== text,
        sentence: 'One value is expected here: no list, no JSON, and no name before it.',
        advice: (text, rules)=>{
            const bare = bareValue(text, rules);
            const isName = bare !== '' && !REASONS.some(({ applies })=>applies(bare, rules));
            return isName ? `Write ${(0,lib_text/* quote */.hD)([
                bare
            ])} alone.` : 'Write the value alone.';
        }
    },
    NOT_PRINTABLE
];
function whyNoName(text, rules) {
    if (PLAIN.test(text) && !NO_VALUES.has(text) && !isExpression(text)) return undefined;
    const reason = REASONS.find(({ applies })=>applies(text, rules));
    return reason && (reason.advice ? `${reason.sentence} ${reason.advice(text, rules)}` : reason.sentence);
}
function whyNoTagValue(value) {
    const isOne = ()=>ONE_UNEXPANDED.test(value) && UNEXPANDED.exec(value)?.index === 0;
    if (WHOLLY_UNEXPANDED.test(value) || isOne() || isExpression(value)) {
        return `${NOT_EXPANDED.sentence} ${adviceToExpand(value)}`;
    }
    if (/^(?:null|undefined|\[object Object\]|<no value>)$/.test(value)) return NOTHING;
    return UNPRINTABLE.test(value) ? NOT_PRINTABLE.sentence : undefined;
}
function parseName(text, rules) {
    const refused = whyNoName(text, rules);
    if (refused !== undefined) return {
        refused
    };
    const isNumber = rules.kind === 'version' && /^[-+]?(?:Infinity|NaN)$/.test(text);
    const number = `"${text}" is used as written, but YAML read the version as a number. Quote literal versions: '12e4567'.`;
    return {
        value: text,
        warnings: [
            ...isNumber ? [
                number
            ] : [],
            ...warnLong([
                text
            ])
        ]
    };
}
const LONGEST_TAG = 200;
function warnLong(names) {
    const long = names.filter((name)=>name.length > LONGEST_TAG && [
            ...name
        ].length > LONGEST_TAG);
    const have = long.length === 1 ? 'is used as written, but has' : 'are used as written, but have';
    return long.length === 0 ? [] : [
        `${(0,lib_text/* quote */.hD)(long)} ${have} more than ${LONGEST_TAG} characters, Datadog's limit for a tag.`
    ];
}
function bareValue(text, { input, kind }) {
    const label = [
        input,
        kind
    ].find((word)=>text.startsWith(`${word}:`) && !text.startsWith(`${word}::`));
    return label === undefined ? text.replace(/^[A-Z_][A-Z\d_]*=(?!=)/, '') : text.slice(label.length + 1).trim();
}
const IN_CONTEXT = /^GITHUB_(?:REF|REF_NAME|SHA|HEAD_REF|BASE_REF|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|ACTOR|REPOSITORY|WORKFLOW|JOB)$/;
function adviceToExpand(text) {
    const rest = text.slice(UNEXPANDED.exec(text)?.index ?? 0);
    if (/^(?:\$\(|`)/.test(rest)) {
        return "Run the command in an earlier step, and use that step's output: ${{ steps.ID.outputs.NAME }}.";
    }
    const expression = EXPRESSION.exec(text)?.[0] ?? /^\{\{ *((?:[\w-]+\.)+[\w-]+) *\}\}/.exec(rest)?.[1];
    if (expression !== undefined) return `Write \${{ ${(0,lib_text/* shorten */.ml)(expression)} }}.`;
    const variable = /^(?:\$(?:\{|env:)?|%)(\w+)/i.exec(rest)?.[1];
    if (variable === undefined) {
        return 'Write the value itself, or an expression in the workflow file.';
    }
    const context = IN_CONTEXT.test(variable) ? variable.replace('GITHUB_', 'github.').toLowerCase() : `env.${(0,lib_text/* shorten */.ml)(variable)}`;
    return `For the variable ${(0,lib_text/* shorten */.ml)(variable)} write \${{ ${context} }}.`;
}

;// CONCATENATED MODULE: ./lib/deployment/decide.js

const YES = /^(?:success|succeeded|true|yes)$/i;
const NO = /^(?:failure|failed|error|cancell?ed|skipped|timed_out|startup_failure|action_required|inactive|false|no)$/i;
const NOT_YET = /^(?:pending|queued|waiting|requested|in_progress)$/i;
function parseDeployed(word) {
    const answer = YES.test(word) ? 'yes' : NO.test(word) || NOT_YET.test(word) ? 'no' : undefined;
    return {
        value: {
            answer: answer ?? (/^job$/i.test(word) ? 'as the job' : 'not recognized'),
            word
        }
    };
}
function needsEvent(decision) {
    return decision.happened === 'yes' || decision.happened === 'unknown' && decision.isError;
}
const EXPECTED_DEPLOYED = 'the outcome of the deploy step (success, failure, cancelled or skipped), true or false';
const DEPLOYED_ADVICE = 'deployed: ${{ steps.<id of the deploy step>.outcome }}';
function decide(deployed, { status, isUnreadable, isFinishGiven }) {
    const hasFailed = status === 'failure' || status === 'cancelled';
    const unknown = (why, isError = !hasFailed)=>({
            happened: 'unknown',
            why,
            isError
        });
    const no = (why, isSaid = true)=>({
            happened: 'no',
            why,
            isSaid,
            level: status === 'success' ? 'notice' : 'info'
        });
    if (isUnreadable) {
        return unknown('in this composite action the runner evaluates the input "deployed" as an input of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner"');
    }
    if (deployed.state === 'left out') return no('the input "deployed" does not list this service');
    if (deployed.state === 'refused') {
        return unknown(`the input "deployed" is invalid. Expected: ${EXPECTED_DEPLOYED}`, true);
    }
    if (deployed.state === 'empty') {
        return unknown(`the input "deployed" is empty. Either a step ID is misspelled, or the step did not set its output. Expected: ${EXPECTED_DEPLOYED}`);
    }
    const { answer, word } = deployed.state === 'given' ? deployed.value : {
        answer: 'as the job',
        word: ''
    };
    const shown = `the input "deployed" is "${shorten(word)}"`;
    if (answer === 'not recognized') {
        return unknown(`${shown}, which is not a recognized value. Expected: ${EXPECTED_DEPLOYED}`, true);
    }
    if (answer === 'yes') {
        const note = status === 'success' ? '' : `Reported as deployed because ${shown}, although the status of the job is ${status === '' ? 'not known' : `"${shorten(status)}"`}.`;
        return {
            happened: 'yes',
            note
        };
    }
    if (answer === 'no') return no(`${shown}: nothing was deployed`);
    if (status === 'success') return {
        happened: 'yes',
        note: ''
    };
    if (!hasFailed) {
        return unknown(`the input "job-status" is "${shorten(status)}". Expected: success, failure or cancelled; its default is the status of the job`);
    }
    const seems = isFinishGiven ? '. It may have finished, though: finished-at is set' : '';
    return no(`the status of the job is "${status}", so it is treated as not deployed${seems}. If the deployment happened anyway, report it with ${DEPLOYED_ADVICE}`, false);
}

;// CONCATENATED MODULE: ./lib/deployment/lists.js



const MOST_SERVICES = 1000;
const LONGEST_OUTPUT = 100 * lib_text/* KIB */.nH;
const MOST_REASONS = 3;
const SERVICE = {
    input: 'service',
    kind: 'service',
    refusesComma: false,
    isListEntry: true
};
function parseServices(text, notation) {
    const refused = (why)=>({
            refused: adviceOnLines(text) ?? why
        });
    if (/^\s*\{(?!\{)/.test(text)) {
        return refused('Expected: names of services, not a JSON object (the output "changes" of dorny/paths-filter is a JSON array of what changed).');
    }
    const list = parseList(text, notation);
    if ('refused' in list) {
        return refused(`${list.refused} The output "changes" of dorny/paths-filter is one.`);
    }
    const services = list.value;
    if (services.length === 0 && !list.isEmptyArray) {
        return refused(`Expected: names of services, not all of them empty, ${EXPECTED_LISTS}.`);
    }
    const longestId = '-'.repeat(services.length > 1 ? 36 : 128);
    const output = JSON.stringify(Object.fromEntries(services.map((name)=>[
            name,
            longestId
        ])));
    if (services.length > MOST_SERVICES || Buffer.byteLength(output) > LONGEST_OUTPUT) {
        return refused(`Expected: at most ${MOST_SERVICES} service names, and ${LONGEST_OUTPUT / lib_text/* KIB */.nH} KiB for the output deployment-ids.`);
    }
    const wrong = byReason(services, (service)=>whyNoName(service, SERVICE));
    if (wrong.length > 0) {
        const why = wrong.map(({ entries, reason })=>services.length === 1 ? reason : `${(0,lib_text/* quote */.hD)(entries)}: ${reason}`);
        return refused(why.join(' '));
    }
    return {
        value: services,
        warnings: [
            ...warningsOfNames(services),
            ...warnLong(services)
        ]
    };
}
function byReason(all, why) {
    const groups = new Map();
    for (const entry of all){
        const found = why(entry);
        if (found === undefined) continue;
        const reason = groups.has(found) || groups.size < MOST_REASONS ? found : 'Further reasons are not listed.';
        const group = groups.get(reason) ?? [];
        group.push(entry);
        groups.set(reason, group);
    }
    return [
        ...groups
    ].map(([reason, entries])=>({
            reason,
            entries
        }));
}
function adviceOnLines(text) {
    const lines = text.split(/[\r\n]+/).map((line)=>line.trim());
    const isArray = (line)=>/^\[(?:\s*".*")?\s*\]$/.test(line) && 'value' in parseList(line, {
            isJsonString: true
        });
    const array = lines.filter(Boolean).length > 1 ? lines.find(isArray) : undefined;
    return array === undefined ? undefined : `One line is a JSON array: ${(0,lib_text/* shorten */.ml)(array)}. A tool printed more than its answer: pass that line alone.`;
}
function isServiceName(name) {
    return /^[\w\-:./@]+$/.test(name) || /^(?:[\p{L}\p{M}\p{N}_\-:./@]|\u200c|\u200d)+$/u.test(name);
}
function warningsOfNames(services) {
    const odd = services.filter((service)=>!isServiceName(service));
    const isSeveral = (name)=>{
        const parts = name.split(/[\s,;|]+/).filter((part)=>part !== '' && part !== '-');
        return parts.length > 1 && parts.every(isServiceName);
    };
    const several = odd.filter(isSeveral);
    const others = odd.filter((name)=>!isSeveral(name));
    return [
        ...several.length === 0 ? [] : [
            `${(0,lib_text/* quote */.hD)(several)} ${several.length === 1 ? 'is read as one service' : 'are read as one service each'}. Did you mean several? Put each service on its own line.`
        ],
        ...others.length === 0 ? [] : [
            `${(0,lib_text/* quote */.hD)(others)} ${others.length === 1 ? 'contains' : 'contain'} characters that Datadog service names do not have. Expected: letters, digits and _ - : . / @. ${others.length === 1 ? 'The event contains the name' : 'The events contain the names'} as written.`
        ]
    ];
}
function parseTags(text, notation) {
    const list = parseList(text, notation);
    if ('refused' in list) return list;
    const wrong = byReason(list.value, (tag)=>/^[^:]+:./s.test(tag) ? whyNoTagValue(tag.slice(tag.indexOf(':') + 1).trim()) ?? whyNoTagValue(tag) : 'Expected: key:value.');
    const lost = new Set(wrong.flatMap(({ entries })=>entries));
    const value = list.value.filter((tag)=>!lost.has(tag));
    const several = value.filter((tag)=>/\s[A-Za-z][^\s:]*:[^\s/]/.test(tag));
    return {
        value,
        warnings: [
            ...wrong.map(({ entries, reason })=>`${(0,lib_text/* quote */.hD)(entries)} ${entries.length === 1 ? 'is' : 'are'} left out. ${reason}`),
            ...several.length === 0 ? [] : [
                `${(0,lib_text/* quote */.hD)(several)} ${several.length === 1 ? 'is read as one tag' : 'are read as one tag each'}. Did you mean several? Put each tag on its own line.`
            ]
        ],
        leavesOut: lost.size > 0
    };
}

;// CONCATENATED MODULE: ./lib/deployment/marks.js

function parseChangeFailure(word) {
    if (/^(?:true|yes|failure|failed|error|timed_out)$/i.test(word)) return {
        value: 'yes'
    };
    if (/^(?:false|no|success|succeeded|skipped)$/i.test(word)) return {
        value: 'no'
    };
    return /^cancell?ed$/i.test(word) ? {
        value: 'unknown'
    } : {
        refused: ''
    };
}
function marksOf(event, values, hasSeveralServices) {
    const [own, earlier] = [
        ownMark(event, values['change-failure']),
        earlierMarks(event, values, hasSeveralServices)
    ];
    return {
        marks: [
            ...own.marks,
            ...earlier.marks
        ],
        unmade: earlier.unmade,
        refused: earlier.refused,
        note: own.note,
        messages: [
            ...own.messages,
            ...earlier.messages
        ]
    };
}
const marks_NOTHING = {
    marks: [],
    unmade: [],
    refused: [],
    note: '',
    messages: []
};
function ownMark({ id, service }, reading) {
    const unmarked = (text, note)=>({
            ...marks_NOTHING,
            note,
            messages: [
                {
                    level: 'info',
                    text: `Not marked as a change failure: ${text}`
                }
            ]
        });
    if (reading.state === 'empty') {
        return unmarked('the input "change-failure" is empty. If the outcome of a step is meant, check the ID of the step.', 'not marked, because change-failure is empty');
    }
    if (reading.state === 'refused') {
        return {
            ...marks_NOTHING,
            note: 'not marked, because change-failure is invalid'
        };
    }
    const value = valueOr(reading, 'no');
    if (value === 'unknown') {
        return unmarked('the input "change-failure" is "cancelled", so it is unknown whether the deployment works.', '');
    }
    return value === 'yes' ? {
        ...marks_NOTHING,
        marks: [
            {
                label: service,
                mark: {
                    target: {
                        id
                    },
                    changeFailure: true,
                    remediation: undefined
                }
            }
        ]
    } : marks_NOTHING;
}
function earlierMarks(event, values, hasSeveralServices) {
    const { remediation, 'remediates-id': remediatesId, 'remediates-version': remediatesVersion } = values;
    const refused = (inputs, unmade, expected)=>({
            ...marks_NOTHING,
            unmade: [
                unmade
            ],
            refused: inputs,
            messages: [
                {
                    level: 'warning',
                    text: `No earlier deployment is marked as a change failure: ${unmade}. Expected: ${expected}.`
                }
            ]
        });
    if ([
        remediation,
        remediatesId,
        remediatesVersion
    ].some(({ state })=>state === 'refused')) {
        return {
            ...marks_NOTHING,
            unmade: [
                'an input of the remediation is invalid'
            ]
        };
    }
    const type = valueOr(remediation, undefined);
    const { ids, isPerService } = valueOr(remediatesId, {
        ids: [],
        isPerService: true
    });
    const version = valueOr(remediatesVersion, undefined);
    if (ids.length === 0 && version === undefined) {
        const text = 'Ordinary deployment: no failed deployment is named, so none is marked.';
        return type === undefined ? marks_NOTHING : {
            ...marks_NOTHING,
            messages: [
                {
                    level: 'info',
                    text
                }
            ]
        };
    }
    if (type === undefined) {
        const target = version === undefined ? 'remediates-id' : 'remediates-version';
        return refused([
            target
        ], `${target} is set without remediation`, 'remediation with rollback or rollforward');
    }
    if (ids.length > 0 && version !== undefined) {
        return refused([
            'remediates-id',
            'remediates-version'
        ], 'remediates-id and remediates-version are both set', 'one of them');
    }
    const mark = {
        changeFailure: true,
        remediation: {
            type,
            id: event.id
        }
    };
    if (version !== undefined) {
        const { service, env } = event;
        if (env === undefined) {
            return refused([
                'remediates-version'
            ], 'remediates-version is set, but env is not', 'env, which Datadog needs to find a version');
        }
        if (version === event.version) {
            return refused([
                'remediates-version'
            ], `remediates-version is "${version}", the version of this deployment itself`, 'the version that failed');
        }
        return {
            ...marks_NOTHING,
            marks: [
                {
                    label: `${service} ${version}`,
                    mark: {
                        ...mark,
                        target: {
                            service,
                            env,
                            version
                        }
                    }
                }
            ]
        };
    }
    if (hasSeveralServices && !isPerService) {
        return refused([
            'remediates-id'
        ], 'remediates-id does not say which service each ID is for', 'the JSON of the output deployment-ids, which contains an ID per service');
    }
    if (ids.includes(event.id)) {
        return refused([
            'remediates-id'
        ], `remediates-id is "${event.id}", the ID of this deployment itself`, 'the ID of the deployment that failed');
    }
    return {
        ...marks_NOTHING,
        marks: ids.map((id)=>({
                label: id,
                mark: {
                    ...mark,
                    target: {
                        id
                    }
                }
            }))
    };
}

;// CONCATENATED MODULE: ./lib/deployment/inputs.js









const NO_EVENT = 'No deployment event can be sent.';
const LONGEST_LIST = 32 * lib_text/* KIB */.nH;
const WITHOUT = 'The event does not contain it.';
const WITHOUT_GIT = 'The event has no repository and no commit: change lead time and rollback detection need both.';
const UNMARKED = 'The deployment is not marked as a change failure.';
const NO_EARLIER_MARK = 'No earlier deployment is marked as a change failure.';
const inputs_INPUTS = {
    service: {
        settled: 'main',
        parse: parseServices,
        expected: `a service name or several, ${EXPECTED_LISTS} (also in DD_SERVICE), at most ${MOST_SERVICES}`,
        consequence: NO_EVENT,
        level: 'error',
        missing: `Expected: a service name or several (also in DD_SERVICE). If a later step provides it, move this step below that one: the deployment still starts with the job. Otherwise an output is misspelled, or the event that triggered the workflow has no such field. ${NO_EVENT}`,
        variables: [
            'DD_SERVICE'
        ],
        most: LONGEST_LIST
    },
    env: nameInput('env', 'env', [
        'DD_ENV'
    ]),
    version: nameInput('version', 'version', [
        'DD_VERSION'
    ]),
    team: nameInput('team', 'team'),
    'custom-tags': {
        settled: 'post',
        parse: parseTags,
        expected: `tags of the form key:value, ${EXPECTED_LISTS}`,
        consequence: 'The event has no custom tags.',
        most: LONGEST_LIST,
        isToldElsewhere: true,
        alsoTakes: 'arrays'
    },
    'ci-tags': booleanInput(false, 'The default, "false", is used: no CI tags are added.'),
    'deployment-id': {
        settled: 'main',
        parse: (text)=>isDeploymentId(text) ? {
                value: text
            } : {
                refused: ''
            },
        expected: EXPECTED_IDS,
        consequence: 'Each service gets a random ID: to mark a deployment later, use the output deployment-id or deployment-ids.',
        most: 100 * lib_text/* KIB */.nH
    },
    'started-at': {
        settled: 'post',
        parse: parseStart,
        expected: `"job", "step", or ${lib_time/* EXPECTED_TIMES */.ER}`,
        consequence: 'The recorded start is used, unless finished-at is earlier.',
        default: 'job',
        tellsEmpty: 'always',
        isToldElsewhere: true
    },
    'finished-at': {
        settled: 'post only',
        parse: parseMoment,
        expected: lib_time/* EXPECTED_TIMES */.ER,
        consequence: "The event's finish is the end of the job.",
        tellsEmpty: 'in an object',
        isToldElsewhere: true
    },
    'git-commit-sha': {
        settled: 'post',
        parse: (text, { commitSha })=>{
            if (text === 'GITHUB_SHA') return {
                value: {
                    sha: commitSha,
                    isGiven: false
                }
            };
            return (0,lib_text/* isSha */.HH)(text) ? {
                value: {
                    sha: text.toLowerCase(),
                    isGiven: true
                }
            } : {
                refused: ''
            };
        },
        expected: 'a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it',
        consequence: WITHOUT_GIT,
        default: 'GITHUB_SHA',
        tellsEmpty: 'always',
        isToldElsewhere: true
    },
    'git-repository-url': {
        settled: 'post',
        parse: (text, { serverUrl })=>{
            const value = parseRepository(text, serverUrl);
            return value === undefined ? {
                refused: ''
            } : {
                value
            };
        },
        expected: 'a repository: owner/name, host/owner/name, or a URL (https://github.com/owner/name, ssh://…, git@host:owner/name.git)',
        consequence: WITHOUT_GIT,
        tellsEmpty: 'in an object',
        clean: cleanRepository,
        isToldElsewhere: true
    },
    'skip-git': {
        ...booleanInput(true, 'The event has no repository and no commit.', false)
    },
    deployed: {
        settled: 'post only',
        parse: parseDeployed,
        expected: EXPECTED_DEPLOYED,
        consequence: 'It is unknown whether the deployment happened, so no event is sent.',
        level: 'info',
        default: 'job',
        tellsEmpty: 'always',
        tellsLeftOut: true,
        isToldElsewhere: true,
        alsoTakes: 'booleans'
    },
    'change-failure': {
        settled: 'post only',
        parse: parseChangeFailure,
        expected: 'true or false, or the outcome of a step that tests the deployment (success, failure, cancelled or skipped)',
        consequence: UNMARKED,
        default: 'false',
        tellsEmpty: 'always',
        isToldElsewhere: true,
        alsoTakes: 'booleans'
    },
    remediation: {
        settled: 'post only',
        parse: parseRemediation,
        expected: 'rollback or rollforward',
        consequence: NO_EARLIER_MARK
    },
    'remediates-id': {
        settled: 'post only',
        parse: (text, context)=>{
            const parsed = parseIds(text, MOST_SERVICES, context);
            return 'refused' in parsed ? parsed : {
                value: {
                    ids: parsed.value,
                    isPerService: context.isForOneService
                }
            };
        },
        expected: `${EXPECTED_IDS}; or a list of IDs; or the JSON of the output deployment-ids`,
        consequence: NO_EARLIER_MARK,
        most: 100 * lib_text/* KIB */.nH,
        alsoTakes: 'arrays'
    },
    'remediates-version': {
        ...nameInput('remediates-version', 'version'),
        settled: 'post only',
        consequence: NO_EARLIER_MARK
    },
    ...deliveryInputs(NO_EVENT)
};
function nameInput(input, kind, variables = []) {
    const rules = {
        input,
        kind,
        refusesComma: kind === 'env',
        isListEntry: false
    };
    return {
        settled: 'post',
        parse: (text)=>parseName(text, rules),
        expected: `one ${kind}`,
        consequence: WITHOUT,
        tellsEmpty: 'in an object',
        variables
    };
}

;// CONCATENATED MODULE: ./lib/deployment/late-inputs.js






const LARGEST_PLAN_INPUTS = 400 * lib_text/* KIB */.nH;
function inputsForPost(stage) {
    const textsOf = (stages)=>Object.entries(inputs_INPUTS).filter(([, { settled }])=>settled === stages).map(([name, entry])=>[
                name,
                keepable(name, entry, stage)
            ]).filter(([, text])=>text !== '');
    let size = 0;
    const fitting = textsOf('post').toSorted(([, a], [, b])=>a.length - b.length).filter(([, text])=>{
        size += inAscii(JSON.stringify(text)).length;
        return size <= LARGEST_PLAN_INPUTS;
    });
    return Object.fromEntries([
        ...textsOf('main'),
        ...fitting
    ]);
}
function variablesForPost({ environment, keys }) {
    const names = Object.values(inputs_INPUTS).flatMap(({ settled, variables = [] })=>settled === 'post' ? variables : []);
    const texts = names.map((name)=>[
            name,
            environment[name]?.slice(0, LONGEST_TEXT) ?? ''
        ]);
    return Object.fromEntries(texts.filter(([, text])=>!(0,runner_keys/* revealsKey */.Mh)(text, keys.all)));
}
function keepable(name, entry, { input, keys }) {
    const raw = input(name);
    const text = entry.clean === undefined ? raw : cleanText(entry, sourcedText(raw, 'input').text);
    const most = entry.settled === 'main' ? entry.most ?? LONGEST_TEXT : one_text_LONGEST_OBJECT;
    return (0,runner_keys/* revealsKey */.Mh)(text, keys.all) ? '' : text.slice(0, most + 1);
}
function compareInputs(stage, plan) {
    const entries = Object.entries(INPUTS);
    const changes = entries.filter(([, { settled }])=>settled === 'main').map(([name, entry])=>({
            name,
            before: plan.inputs[name] ?? '',
            after: keepable(name, entry, stage),
            isHidden: revealsKey(stage.input(name), stage.keys.all)
        })).filter(({ before, after, isHidden })=>before !== after && !isHidden);
    if (changes.length === 0) return {
        isForeign: false,
        refused: [],
        messages: []
    };
    const names = changes.map(({ name })=>name);
    if (!plan.inComposite) {
        const each = changes.map(({ name, before, after })=>`${name} ("${shorten(before)}", later "${shorten(after)}")`);
        const text = `Set too late: ${each.join(', ')}. These inputs are read when this step runs: the earlier values are used. Move this step below the one that provides the later values: the deployment still starts with the job.`;
        const refused = names.filter((name)=>name !== 'fail-on-error');
        return {
            isForeign: false,
            refused,
            messages: [
                {
                    level: 'warning',
                    text
                }
            ]
        };
    }
    const ignored = entries.filter(([name, { settled, default: byDefault = '' }])=>{
        const text = stage.input(name);
        return settled === 'post only' && text !== '' && text !== byDefault;
    }).map(([name])=>name);
    return {
        isForeign: true,
        refused: [],
        messages: [
            {
                level: 'info',
                text: `The inputs of this step changed during the job (${names.join(', ')}), as happens in nested composite actions. The earlier values are used.`
            },
            ...ignored.length === 0 ? [] : [
                {
                    level: 'warning',
                    text: `Not used: ${ignored.join(', ')}, because the runner evaluates these inputs as those of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner".`
                }
            ]
        ]
    };
}
function sourcesOfPost(stage, plan, { isForeign }, context) {
    const { settings, refused, deployments, inputs, variables, replacesInvalidStart } = plan;
    const isSettled = (name)=>settings.skipGit && !refused.includes('skip-git') && name.startsWith('git-') || replacesInvalidStart && name === 'started-at' && stage.input(name) === inputs[name];
    return {
        ...sourcesOf(stage, context),
        input: (name)=>isSettled(name) ? '' : stage.input(name).slice(0, LONGEST_OBJECT + 1),
        isPassed: (name)=>!isSettled(name) && stage.isPassed(name),
        handedOver: {
            inputs: Object.fromEntries(Object.entries(inputs).filter(([name])=>!isSettled(name))),
            variables,
            isForeign,
            mayBeForeign: plan.inComposite,
            services: deployments.map(({ service })=>service)
        }
    };
}

;// CONCATENATED MODULE: ./lib/github/context.js


/**
 * Reads the GitHub context of this run. Never rejects.
 * @param environment the `GITHUB_*` variables
 */
async function readGitHubContext(environment) {
    const variable = (name) => environment[`GITHUB_${name}`] ?? '';
    const commitSha = variable('SHA').toLowerCase();
    const serverUrl = variable('SERVER_URL');
    return {
        actor: variable('ACTOR'),
        commitSha: (0,lib_text/* isSha */.HH)(commitSha) ? commitSha : '',
        eventName: variable('EVENT_NAME'),
        headRef: variable('HEAD_REF'),
        job: variable('JOB'),
        ref: variable('REF'),
        repositoryUrl: parseRepositoryUrl(`${serverUrl}/${variable('REPOSITORY')}`) ?? '',
        runAttempt: variable('RUN_ATTEMPT'),
        runId: variable('RUN_ID'),
        serverUrl,
        workflow: variable('WORKFLOW'),
        hasRunPages: !environment['GITEA_ACTIONS'] && !environment['ACT'],
        event: await readEvent(),
    };
}
async function readEvent() {
    try {
        // This package parses the event file when it is imported, and throws on a broken one.
        const { context } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 42));
        return context.payload;
    }
    catch {
        return undefined;
    }
}
/** Why this run may have no secret, in one or two sentences. Source: GitHub's docs on secrets. */
function causeOfMissingKey(context) {
    const head = textAt(context.event, 'pull_request', 'head', 'repo', 'full_name');
    const base = textAt(context.event, 'pull_request', 'base', 'repo', 'full_name');
    // pull_request_target has the secrets for a fork, too.
    if (base !== '' && head !== base && context.eventName !== 'pull_request_target') {
        return `This run is for a pull request from a fork (${head || 'now deleted'}, not ${base}); GitHub passes no secrets to such runs. Deploy on push instead, or add an "if:" that skips forks.`;
    }
    if (context.actor === 'dependabot[bot]') {
        return "Dependabot started this run, so it sees only Dependabot's own secrets. Add the key to them as well (Settings, Secrets and variables, Dependabot).";
    }
    return 'Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key.';
}
/**
 * Tags that link a deployment to its pipeline, named as Datadog CI Visibility names them.
 * @param checkRunId number of this job's check run; '' if the server does not tell it
 * @param commitSha the commit that is sent; undefined for none. The branch of another commit than the run's is unknown.
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
/** An open pull request runs for its head branch, a merged one for its base branch. */
function branchOf(ref, headRef) {
    return ref.startsWith('refs/pull/') ? headRef : afterPrefix(ref, 'refs/heads/');
}
function afterPrefix(whole, prefix) {
    return whole.startsWith(prefix) ? whole.slice(prefix.length) : '';
}
/** The string at a path in a JSON value; '' for none. */
function textAt(value, ...path) {
    const found = path.reduce((current, name) => (0,lib_text/* property */.MZ)(current, name), value);
    return typeof found === 'string' ? found : '';
}

;// CONCATENATED MODULE: ./lib/inputs/read.js



function openInputs(table, stages, sources) {
    const opened = Object.entries(table).filter(([, { settled }])=>stages.includes(settled)).map(([name, entry])=>({
            name,
            ...openInput(name, entry, sources)
        }));
    return {
        of: (service)=>{
            const read = opened.map(({ name, of })=>({
                    name,
                    ...of(service)
                }));
            const shown = read.filter(({ fact })=>fact !== '').map((one)=>({
                    ...one,
                    fact: `${one.name}: ${one.fact}`
                }));
            return {
                values: Object.fromEntries(read.map(({ name, reading })=>[
                        name,
                        reading
                    ])),
                facts: shown.map(({ fact })=>fact),
                ownFacts: shown.filter(({ reading })=>!isDefault(reading)).map(({ fact })=>fact),
                messages: read.flatMap(({ messages })=>messages),
                refused: read.filter(({ isRefused })=>isRefused).map(({ name })=>name)
            };
        },
        messages: opened.flatMap(({ messages })=>messages)
    };
}
function read_sourcesOf({ input, isPassed, environment, keys, startedAt }, { serverUrl, commitSha } = {
    serverUrl: '',
    commitSha: ''
}) {
    return {
        input,
        isPassed,
        environment,
        keys: keys.all,
        context: {
            now: startedAt.time,
            serverUrl,
            commitSha
        },
        handedOver: undefined
    };
}
function openInput(name, entry, sources) {
    const { environment, handedOver, keys } = sources;
    const isForeign = handedOver?.isForeign === true;
    if (isForeign && entry.settled === 'post only') return {
        of: ()=>ABSENT,
        messages: []
    };
    const own = sourcedText(sources.input(name), 'input');
    const seen = entry.settled === 'post' ? handedOver?.inputs[name] : undefined;
    const earlier = seen === entry.default && handedOver?.mayBeForeign === false ? undefined : seen;
    const before = sourcedText(earlier ?? '', 'input, as main read it');
    const variables = (entry.variables ?? []).map((variable)=>sourcedText(environment[variable] ?? '', variable));
    const inputs = isForeign ? [
        before,
        own
    ] : [
        own,
        before
    ];
    const given = [
        ...inputs,
        ...variables
    ].filter(({ text })=>text !== '');
    const [chosen] = given;
    const messages = [];
    if (chosen !== undefined && own.text !== '' && before.text !== '' && cleanText(entry, own.text) !== before.text) {
        const [now, then, used] = [
            own,
            before,
            chosen
        ].map(({ text })=>(0,lib_text/* shorten */.ml)((0,runner_keys/* redactKeys */.iY)(cleanText(entry, text), keys)));
        messages.push({
            level: 'info',
            text: `${name}: main read "${then}", post reads "${now}"; "${used}" is used.`
        });
    }
    const isObjectText = /^\{(?!\{)/.test(chosen?.text ?? '') && entry.settled !== 'main';
    if (chosen !== undefined && isObjectText && handedOver !== undefined) {
        const variable = given.find((each)=>variables.includes(each));
        const opened = openObject(name, entry, chosen, variable, sources);
        return {
            of: opened.of,
            messages: [
                ...messages,
                ...opened.messages
            ]
        };
    }
    const text = isObjectText ? undefined : chosen;
    return {
        of: once(()=>readText(name, entry, text, sources)),
        messages
    };
}
function once(work) {
    let result;
    return ()=>{
        result ??= work();
        return result;
    };
}
function openObject(name, entry, { text, source }, variable, sources) {
    const { keys, handedOver } = sources;
    const json = Buffer.byteLength(text) > one_text_LONGEST_OBJECT ? undefined : (0,lib_text/* parseJson */.qF)(text);
    if (!(0,lib_text/* isObject */.Gv)(json)) {
        const refused = `Expected: ${entry.expected}; or a JSON object with a value per service, at most ${one_text_LONGEST_OBJECT / lib_text/* KIB */.nH} KiB.`;
        const isHidden = (0,runner_keys/* revealsKey */.Mh)(text, keys);
        return {
            of: once(()=>readParsed(name, entry, text, source, {
                    refused,
                    isHidden
                }, sources)),
            messages: []
        };
    }
    const services = handedOver?.services ?? [];
    const known = new Set(services);
    const values = new Map(Object.entries(json));
    const unknown = [
        ...values.keys()
    ].filter((service)=>!known.has(service));
    const areUnknown = `${(0,runner_keys/* redactKeys */.iY)((0,lib_text/* quote */.hD)(unknown.map((each)=>cleanName(entry, each))), keys)} ${unknown.length === 1 ? 'is' : 'are'} ignored`;
    const rest = once(()=>entry.tellsLeftOut ? {
            ...ABSENT,
            reading: {
                state: 'left out'
            }
        } : readText(name, {
            ...entry,
            tellsEmpty: 'in an object'
        }, variable, sources));
    return {
        of: (service)=>values.has(service) ? readValue(name, entry, values.get(service), source, sources) : rest(),
        messages: unknown.length === 0 ? [] : [
            {
                level: 'warning',
                text: `Input "${name}": ${areUnknown}: no service of this step has that name (${(0,lib_text/* enumerate */.HL)(services)}).`
            }
        ]
    };
}
function readValue(name, entry, value, source, sources) {
    const isText = typeof value === 'string' || entry.alsoTakes === 'booleans' && typeof value === 'boolean' || entry.alsoTakes === 'arrays' && Array.isArray(value);
    const isNested = typeof value === 'object' && value !== null && !isText;
    const text = typeof value === 'string' ? value.trim() : isNested ? '{…}' : JSON.stringify(value);
    if (text === '') {
        return {
            ...ABSENT,
            reading: {
                state: entry.tellsEmpty ? 'empty' : 'absent'
            }
        };
    }
    const parsed = isText ? parseBounded(text, entry, sources, {
        isForOneService: true,
        isJsonString: true
    }) : {
        refused: `Expected: a JSON string, in quotes${entry.alsoTakes === 'booleans' ? ', or true or false' : ''}.`
    };
    return readParsed(name, entry, text, source, parsed, sources);
}

// EXTERNAL MODULE: ./lib/runner/files.js
var files = __nccwpck_require__(542);
;// CONCATENATED MODULE: ./lib/deployment/settle.js











async function settle(stage) {
    const { environment, keys } = stage;
    const sources = read_sourcesOf(stage, {
        serverUrl: environment['GITHUB_SERVER_URL'] ?? '',
        commitSha: environment['GITHUB_SHA'] ?? ''
    });
    const { values, ...read } = openInputs(inputs_INPUTS, [
        'main'
    ], sources).of('');
    const { values: ofPost, ...start } = openInputs(START, [
        'post'
    ], sources).of('');
    const services = table_valueOr(values.service, undefined);
    const others = services === undefined ? openInputs(WITHOUT_EVENT, [
        'post'
    ], {
        ...sources,
        isPassed: ()=>false
    }).of('') : {
        messages: [],
        refused: []
    };
    const settings = {
        ...settingsFrom(values),
        skipGit: table_valueOr(values['skip-git'], false),
        ciTags: table_valueOr(values['ci-tags'], false)
    };
    const ids = idsFor(services ?? [], table_valueOr(values['deployment-id'], undefined));
    const needsKey = !settings.dryRun && services?.length !== 0;
    const lacksKey = needsKey && !(0,runner_keys/* isSendable */.dT)(keys.api.value) ? [
        'api-key'
    ] : [];
    const refused = [
        ...lacksKey,
        ...read.refused,
        ...start.refused,
        ...others.refused,
        ...ids.refused
    ];
    return {
        settings,
        deployments: ids.deployments,
        source: values.service.state === 'given' ? values.service.source : '',
        startedAt: table_valueOr(ofPost['started-at'], 'job'),
        isStartInvalid: ofPost['started-at'].state === 'refused',
        messages: [
            ...needsKey ? await checkApiKey(stage) : [],
            ...read.messages,
            ...start.messages,
            ...others.messages,
            ...ids.messages
        ],
        refused,
        isBlocked: services === undefined || lacksKey.length > 0 || isBlocking(values),
        facts: [
            ...keyFacts(keys),
            ...read.ownFacts
        ]
    };
}
const START = {
    'started-at': inputs_INPUTS['started-at']
};
const WITHOUT_EVENT = Object.fromEntries(Object.entries(inputs_INPUTS).filter(([name])=>!(name in START)).map(([name, entry])=>[
        name,
        {
            ...entry,
            consequence: ''
        }
    ]));
async function checkApiKey({ environment, keys }) {
    const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
    return checkKey('api-key', keys.api, cause, NO_EVENT);
}
function idsFor(services, own) {
    const idOf = (id)=>services.map((service)=>({
                service,
                id: id ?? (0,files/* randomUuid */.bX)()
            }));
    if (own === undefined || services.length <= 1) {
        return {
            deployments: idOf(own),
            messages: [],
            refused: []
        };
    }
    const text = `Input "deployment-id" is "${own}", but there are ${services.length} services. Expected: a single service. ${inputs_INPUTS['deployment-id'].consequence}`;
    return {
        deployments: idOf(undefined),
        messages: [
            {
                level: 'warning',
                text
            }
        ],
        refused: [
            'deployment-id'
        ]
    };
}
function limitsOfRunner({ inComposite, setsDeployed }, { ACT, GITEA_ACTIONS, FORGEJO_ACTIONS }) {
    return [
        ...setsDeployed && GITEA_ACTIONS && !FORGEJO_ACTIONS ? [
            'On Gitea the post stage runs only if the job succeeds: if the job fails, the deployment is not reported, even if it happened.'
        ] : [],
        ...inComposite && !setsDeployed && (ACT || GITEA_ACTIONS || FORGEJO_ACTIONS) ? [
            'In a composite action this runner does not tell whether the job fails in a later step. Set deployed to the outcome of the deploy step.'
        ] : []
    ];
}
function leave({ log, saveState, setOutputs }, plan) {
    let isSaved = true;
    try {
        saveState(leavePlan(plan));
    } catch (error) {
        isSaved = false;
        const text = `No deployment event can be sent, because the state of this step cannot be saved: ${(0,lib_text/* messageOf */.bD)(error)}.`;
        log.say({
            level: 'error',
            text: `${text} ${(0,runner_stage/* effectOnJob */.Oo)(plan.settings.failOnError)}`
        });
        (0,files/* handOver */.Cl)([
            [
                UNSAVED,
                text
            ]
        ], undefined, 'save-state');
    }
    const deployments = isSaved && plan.blocked === undefined ? plan.deployments : [];
    try {
        setOutputs({
            'started-at': (0,lib_time/* formatTime */.fU)(plan.start.time),
            'deployment-id': deployments[0]?.id ?? '',
            'deployment-ids': JSON.stringify(Object.fromEntries(deployments.map(({ service, id })=>[
                    service,
                    id
                ])))
        });
    } catch (error) {
        const text = `The outputs cannot be set: ${(0,lib_text/* messageOf */.bD)(error)}.${isSaved ? ' The deployment event does not need them.' : ''}`;
        log.say({
            level: 'warning',
            text
        });
    }
    return isSaved;
}

;// CONCATENATED MODULE: ./lib/deployment/times.js


function settleStart(startedAt, job, step, hasNoPre) {
    if (typeof startedAt === 'object') return {
        start: givenStart(startedAt),
        warning: ''
    };
    if (startedAt === 'job' && job !== undefined) {
        return byLaterClock({
            time: job.time,
            source: "start of the job's steps",
            recorded: job
        }, step);
    }
    const why = hasNoPre ? '; the runner runs no pre stage for a local action, or inside a local composite action' : '; the pre stage recorded no time';
    const source = `start of this step${startedAt === 'job' ? why : ''}`;
    return {
        start: {
            time: step.time,
            source,
            recorded: step
        },
        warning: ''
    };
}
function givenStart({ time }) {
    return {
        time,
        source: 'input',
        recorded: undefined
    };
}
function byLaterClock(start, later) {
    const { recorded, source } = start;
    const time = recorded && (0,lib_time/* timeByLaterClock */.$d)(recorded, later);
    return recorded === undefined || time === undefined ? {
        start,
        warning: ''
    } : {
        start: {
            time,
            source: `${source}, by the machine's uptime`,
            recorded: {
                ...recorded,
                time
            }
        },
        warning: `The runner's clock changed during the job. The start time is corrected from ${(0,lib_time/* formatTime */.fU)(recorded.time)} to ${(0,lib_time/* formatTime */.fU)(time)}, based on the machine's uptime.`
    };
}
function settleTimes(values, settled, end) {
    const given = valueOr(values['started-at'], 'job');
    const finish = valueOr(values['finished-at'], undefined);
    const { start, warning: clockWarning } = typeof given === 'object' ? {
        start: givenStart(given),
        warning: ''
    } : byLaterClock(settled.start, end);
    const warnings = (...texts)=>[
            clockWarning,
            ...texts
        ].filter(Boolean);
    const startedAt = start.time;
    const begin = {
        startedAt,
        startSource: start.source
    };
    const atLeastASecond = (finishedAt, source, ...texts)=>{
        const about = {
            warnings: warnings(...texts),
            isFinishRefused: finish !== undefined && source !== 'input'
        };
        return finishedAt < startedAt + SECOND ? {
            ...begin,
            finishedAt: startedAt + SECOND,
            finishSource: `${source}, extended to one second after the start: Datadog rejects shorter deployments`,
            ...about
        } : {
            ...begin,
            finishedAt,
            finishSource: source,
            ...about
        };
    };
    if (finish !== undefined && isNotBefore(startedAt, finish)) {
        return atLeastASecond(finish.time, 'input');
    }
    const isStartUnusable = settled.replacesInvalidStart || [
        'refused',
        'empty'
    ].includes(values['started-at'].state);
    if (finish !== undefined && start.recorded !== undefined && isStartUnusable) {
        return {
            startedAt: finish.time - SECOND,
            startSource: 'one second before the finish, because started-at is not usable',
            finishedAt: finish.time,
            finishSource: 'input',
            warnings: [
                `The duration of the deployment is not known: started-at is not usable, and finished-at, ${formatTime(finish.time)}, is before the recorded start. The event's start is one second before its finish.`
            ],
            isFinishRefused: false
        };
    }
    const refused = finish === undefined ? '' : `Input "finished-at" is invalid: ${formatTime(finish.time)} is before the start, ${formatTime(startedAt)}. `;
    if (isNotBefore(startedAt, {
        time: end.time,
        resolution: MILLISECOND
    })) {
        return atLeastASecond(end.time, 'end of the job', refused && `${refused}The event's finish is the end of the job.`);
    }
    return {
        ...begin,
        finishedAt: startedAt + SECOND,
        finishSource: 'one second after the start',
        warnings: warnings(`${refused}The end of the job, ${formatTime(end.time)}, is before the start, ${formatTime(startedAt)}: either the runner's clock was turned back, or started-at is in the future. The event's finish is one second after its start.`),
        isFinishRefused: finish !== undefined
    };
}
function isNotBefore(start, { time, resolution }) {
    return time + resolution > start;
}

;// CONCATENATED MODULE: ./lib/deployment/main.js








async function main(stage) {
    const { environment, input, isPassed, log, startedAt, state } = stage;
    const settled = await settle(stage);
    const { settings, deployments, messages, refused, isBlocked } = settled;
    const { failOnError } = settings;
    (0,runner_stage/* sayProblems */.Yd)(messages, failOnError, log);
    const fails = failOnError && refused.length > 0;
    const errors = messages.filter(({ level })=>level === 'error').map(({ text })=>log.redact(text));
    if (errors.length === 0) {
        sayRefused(refused, failOnError, log);
    }
    const inComposite = (environment['GITHUB_ACTION_PATH'] ?? '') !== '';
    const hasNoPre = inComposite || !environment['GITHUB_ACTION_REPOSITORY'];
    const { start, warning } = settleStart(settled.startedAt, takeJobStart(state), startedAt, hasNoPre);
    const plan = {
        settings,
        refused: [
            ...new Set(refused)
        ],
        blocked: isBlocked ? errors : undefined,
        start,
        replacesInvalidStart: settled.isStartInvalid,
        deployments,
        source: settled.source,
        inputs: inputsForPost(stage),
        variables: variablesForPost(stage),
        inComposite,
        setsDeployed: isPassed('deployed') && input('deployed') !== inputs_INPUTS.deployed.default
    };
    log.group('Settings', [
        ...settled.facts,
        `start: ${(0,lib_time/* formatTime */.fU)(start.time, 3)} (${start.source})`
    ]);
    if (warning !== '') {
        log.say({
            level: 'warning',
            text: warning
        });
    }
    for (const line of limitsOfRunner(plan, environment)){
        log.info(line);
    }
    if (deployments.length === 0 && !isBlocked) {
        log.info('No deployment event: the list of services is empty.');
    }
    const isLeft = leave(stage, plan);
    return fails || failOnError && !isLeft ? 'failure' : 'success';
}


/***/ }),

/***/ 750:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(717);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(180);


await (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .Si)(_main_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .i, {
    title: 'Datadog DORA deployment',
    lost: 'no deployment event can be sent'
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 42:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  context: () => (/* binding */ context)
});

// UNUSED EXPORTS: getOctokit

;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/github/lib/context.js


class Context {
    constructor(){
        var _a, _b, _c;
        this.payload = {};
        if (process.env.GITHUB_EVENT_PATH) {
            if ((0,external_fs_namespaceObject.existsSync)(process.env.GITHUB_EVENT_PATH)) {
                this.payload = JSON.parse((0,external_fs_namespaceObject.readFileSync)(process.env.GITHUB_EVENT_PATH, {
                    encoding: 'utf8'
                }));
            } else {
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
        this.graphqlUrl = (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : `https://api.github.com/graphql`;
    }
    get issue() {
        const payload = this.payload;
        return Object.assign(Object.assign({}, this.repo), {
            number: (payload.issue || payload.pull_request || payload).number
        });
    }
    get repo() {
        if (process.env.GITHUB_REPOSITORY) {
            const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
            return {
                owner,
                repo
            };
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

;// CONCATENATED MODULE: ./lib/node_modules/@actions/github/lib/github.js


const context = new Context();
function getOctokit(token, options, ...additionalPlugins) {
    const GitHubWithPlugins = GitHub.plugin(...additionalPlugins);
    return new GitHubWithPlugins(getOctokitOptions(token, options));
}


/***/ }),

/***/ 542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ handOver),
/* harmony export */   _5: () => (/* binding */ appendWholly),
/* harmony export */   bX: () => (/* binding */ randomUuid)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(161);


function handOver(entries, file, command) {
    if (!file) {
        const lines = entries.map(([name, value])=>`::${command} name=${name}::${escaped(value)}`);
        process.stdout.write(`${node_os__WEBPACK_IMPORTED_MODULE_1__.EOL}${lines.join(node_os__WEBPACK_IMPORTED_MODULE_1__.EOL)}${node_os__WEBPACK_IMPORTED_MODULE_1__.EOL}`);
        return;
    }
    const delimiter = `delimiter_${randomUuid()}`;
    const texts = entries.map(([name, value])=>[
            `${name}<<${delimiter}`,
            value,
            delimiter,
            ''
        ].join(node_os__WEBPACK_IMPORTED_MODULE_1__.EOL));
    appendWholly(file, texts.join(''));
}
function escaped(value) {
    return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function appendWholly(file, text) {
    const length = sizeOf(file);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, text);
    } catch (error) {
        if (sizeOf(file) > length) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.truncateSync)(file, length);
        }
        throw error;
    }
}
function sizeOf(file) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file, {
        throwIfNoEntry: false
    })?.size ?? 0;
}
function randomUuid() {
    try {
        const uuid = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/proc/sys/kernel/random/uuid', 'latin1').trim();
        return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(uuid) ? uuid : crypto.randomUUID();
    } catch  {
        return crypto.randomUUID();
    }
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AZ: () => (/* binding */ bareKey),
/* harmony export */   Mh: () => (/* binding */ revealsKey),
/* harmony export */   dT: () => (/* binding */ isSendable),
/* harmony export */   iY: () => (/* binding */ redactKeys),
/* harmony export */   vu: () => (/* binding */ NO_KEYS),
/* harmony export */   x4: () => (/* binding */ readKeys)
/* harmony export */ });
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


/***/ }),

/***/ 717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Oo: () => (/* binding */ effectOnJob),
  Si: () => (/* binding */ runStage),
  Yd: () => (/* binding */ sayProblems)
});

// UNUSED EXPORTS: failsOnError, openStage, perform

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
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
    process.stdout.write(cmd.toString() + external_os_.EOL);
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
    process.stdout.write(message + external_os_.EOL);
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
// EXTERNAL MODULE: ./lib/time.js
var time = __nccwpck_require__(146);
// EXTERNAL MODULE: ./lib/runner/files.js
var files = __nccwpck_require__(542);
// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/runner/log.js



const MOST_ANNOTATIONS = 10;
function createLog(title, keys, isDebug) {
    let hasWritten = false;
    const counts = {
        notice: 0,
        warning: 0,
        error: 0
    };
    const redact = (text)=>(0,runner_keys/* redactKeys */.iY)(text, keys);
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
    const keys = readsInputs ? (0,runner_keys/* readKeys */.x4)(input, environment) : runner_keys/* NO_KEYS */.vu;
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
        saveState: (entries)=>(0,files/* handOver */.Cl)(entries, environment['GITHUB_STATE'], 'save-state'),
        setOutputs: (outputs)=>(0,files/* handOver */.Cl)(Object.entries(outputs), environment['GITHUB_OUTPUT'], 'set-output'),
        writeSummary: (markdown)=>{
            const file = environment['GITHUB_STEP_SUMMARY'];
            try {
                if (file) {
                    (0,files/* appendWholly */._5)(file, log.redact(markdown));
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
        startedAt: (0,time/* processStart */.gy)(),
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
/* harmony export */   C2: () => (/* binding */ withoutSlashes),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   HL: () => (/* binding */ enumerate),
/* harmony export */   Hu: () => (/* binding */ harmlessAnnotation),
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   MZ: () => (/* binding */ property),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   cT: () => (/* binding */ withoutSecrets),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   nH: () => (/* binding */ KIB),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/* unused harmony exports codeOf, showInvisible */
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


/***/ }),

/***/ 146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ timeByLaterClock),
/* harmony export */   ER: () => (/* binding */ EXPECTED_TIMES),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   gy: () => (/* binding */ processStart),
/* harmony export */   pe: () => (/* binding */ parseTime)
/* harmony export */ });
/* unused harmony exports MILLISECOND, SECOND, formatDay, formatDuration */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(161);


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
        uptime: BigInt(Math.round(((0,node_os__WEBPACK_IMPORTED_MODULE_1__.uptime)() - age) * 1000)) * MILLISECOND,
        bootId: readBootId()
    };
}
function readBootId() {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim();
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
/******/ var __webpack_exports__ = __nccwpck_require__(750);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
