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

/***/ 841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
;// CONCATENATED MODULE: ./lib/inputs/one-text.js


const DEFAULT = 'default';
function readText(name, entry, chosen, sources) {
    const { isPassed, keys, circumstances } = sources;
    const read = (common, fact, problems)=>({
            said: {
                common,
                byService: undefined
            },
            fact,
            problems
        });
    if (chosen === undefined && entry.tellsEmpty && isPassed(name)) {
        return read({
            state: 'empty'
        }, '', []);
    }
    const text = chosen?.text ?? entry.default;
    if (text === undefined) {
        const missing = entry.missing && problemOf(name, entry, 'is not set', entry.expected, entry.missing);
        return read({
            state: 'absent'
        }, entry.tellsAbsent ? 'not set' : '', missing ? [
            missing
        ] : []);
    }
    const parsed = parseBounded(text, entry, keys, {
        ...circumstances,
        isForOneService: false
    });
    if ('refused' in parsed) {
        const written = parsed.isHidden ? 'is invalid (its value is not shown)' : `is invalid: "${(0,lib_text/* shorten */.ml)((0,runner_keys/* redactKeys */.iY)(cleanText(entry, text), keys))}"`;
        const problem = problemOf(name, entry, written, parsed.refused, entry.consequence);
        const usesDefault = chosen !== undefined && entry.default !== undefined && !entry.tellsEmpty;
        if (!usesDefault || problem.level === 'error') {
            return read({
                state: 'refused'
            }, '', [
                problem
            ]);
        }
        const byDefault = readText(name, entry, undefined, sources);
        return {
            ...byDefault,
            problems: [
                problem,
                ...byDefault.problems
            ]
        };
    }
    const { value, warnings = [] } = parsed;
    const source = chosen === undefined || text === entry.default ? DEFAULT : chosen.source;
    const shown = entry.show?.(value) ?? cleanText(entry, text);
    return read({
        state: 'given',
        value,
        source
    }, shown === '' ? '' : `${(0,lib_text/* shorten */.ml)((0,runner_keys/* redactKeys */.iY)(oneLine(shown), keys))} (${source})`, warnings.map((warning)=>warningOf(name, warning)));
}
const LONGEST_TEXT = 8 * lib_text/* KIB */.nH;
function parseBounded(text, { parse, expected, most = LONGEST_TEXT }, keys, circumstances) {
    if ((0,runner_keys/* revealsKey */.Mh)(text, keys)) {
        return {
            refused: 'a value without a Datadog key in it',
            isHidden: true
        };
    }
    if (Buffer.byteLength(text) > most) {
        return {
            refused: `${expected}; at most ${most / lib_text/* KIB */.nH} KiB`,
            isHidden: false
        };
    }
    const parsed = parse(text, circumstances);
    return 'refused' in parsed ? {
        refused: parsed.refused || expected,
        isHidden: false
    } : parsed;
}
function problemOf(input, { level = 'warning' }, written, expected, consequence) {
    return {
        level,
        input,
        message: `Input "${input}" ${written}. Expected: ${expected}. ${consequence}`
    };
}
function warningOf(input, warning) {
    return {
        level: 'warning',
        input,
        message: `Input "${input}": ${warning}`
    };
}
function conflict(input, level, expected, consequence) {
    return {
        level,
        input,
        message: `Input "${input}" is invalid. Expected: ${expected}. ${consequence}`
    };
}
function oneLine(text) {
    return text.split(/[\r\n]+/).map((part)=>part.trim()).filter(Boolean).join(', ');
}
function cleanText({ clean }, text) {
    if (clean === undefined) {
        return text;
    }
    const json = text.startsWith('{') ? (0,lib_text/* parseJson */.qF)(text) : undefined;
    return (0,lib_text/* isObject */.Gv)(json) ? JSON.stringify(Object.fromEntries(Object.entries(json).map(([name, value])=>[
            name,
            clean(typeof value === 'string' ? value : JSON.stringify(value))
        ]))) : clean(text);
}

;// CONCATENATED MODULE: ./lib/inputs/per-service.js



const per_service_LONGEST_OBJECT = 100 * lib_text/* KIB */.nH;
const MOST_WARNINGS = 10;
function readPerService(name, entry, { object, variable }, sources) {
    const { keys, services } = sources;
    const { text, source } = object;
    const json = Buffer.byteLength(text) > per_service_LONGEST_OBJECT ? undefined : (0,lib_text/* parseJson */.qF)(text);
    if (!(0,lib_text/* isObject */.Gv)(json)) {
        const written = (0,runner_keys/* revealsKey */.Mh)(text, keys) ? 'is invalid (its value is not shown)' : `is invalid: "${(0,lib_text/* shorten */.ml)(cleanText(entry, text))}"`;
        const expected = `${entry.expected}; or a JSON object with a value per service, at most ${per_service_LONGEST_OBJECT / lib_text/* KIB */.nH} KiB`;
        return {
            said: {
                common: {
                    state: 'refused'
                },
                byService: undefined
            },
            fact: '',
            problems: [
                problemOf(name, entry, written, expected, entry.consequence)
            ]
        };
    }
    const names = new Set(services);
    const values = Object.entries(json);
    const parts = values.filter(([service])=>names.has(service)).flatMap(([service, value])=>{
        const part = readValue(service, value, entry, source, sources);
        return part === undefined ? [] : [
            part
        ];
    });
    const unknown = values.filter(([service])=>!names.has(service)).map(([service])=>(0,runner_keys/* redactKeys */.iY)(service, keys));
    const refused = parts.flatMap((part)=>part.refused === undefined ? [] : [
            part.refused
        ]);
    const rest = readText(name, {
        ...entry,
        tellsEmpty: false
    }, variable, sources);
    const others = parts.length < names.size ? rest.fact : '';
    const facts = parts.map(({ fact })=>fact).filter(Boolean);
    const own = facts.length === 0 ? '' : `${(0,lib_text/* shorten */.ml)((0,runner_keys/* redactKeys */.iY)(oneLine((0,lib_text/* enumerate */.HL)(facts)), keys))} (${source})`;
    const warnings = [
        ...parts.flatMap((part)=>part.warnings),
        ...unknown.length === 0 ? [] : [
            `${(0,lib_text/* quote */.hD)(unknown)} ${unknown.length === 1 ? 'is' : 'are'} ignored: no service of this step has that name (${(0,lib_text/* enumerate */.HL)(services)}).`
        ]
    ];
    const expected = [
        ...new Set(refused.map((each)=>each.expected))
    ].join('; or ');
    return {
        said: {
            common: rest.said.common,
            byService: new Map(parts.map(({ service, reading })=>[
                    service,
                    reading
                ]))
        },
        fact: own === '' || others === '' ? own || others : `${own}; others: ${others}`,
        problems: [
            ...refused.length === 0 ? [] : [
                problemOf(name, entry, `is invalid for ${(0,lib_text/* enumerate */.HL)(refused.map(({ written })=>written))}`, expected, entry.consequence)
            ],
            ...[
                ...new Set(warnings)
            ].slice(0, MOST_WARNINGS).map((warning)=>warningOf(name, warning))
        ]
    };
}
function readValue(service, value, entry, source, { keys, circumstances }) {
    const text = textOf(value, entry)?.trim();
    const nothing = {
        service,
        fact: '',
        refused: undefined,
        warnings: []
    };
    if (text === '') {
        return entry.tellsEmpty ? {
            ...nothing,
            reading: {
                state: 'empty'
            }
        } : undefined;
    }
    const parsed = text === undefined ? {
        refused: `${entry.expected}; as a string`,
        isHidden: false
    } : parseBounded(text, entry, keys, {
        ...circumstances,
        isForOneService: true
    });
    if ('refused' in parsed) {
        const shown = cleanText(entry, text ?? JSON.stringify(value));
        return {
            ...nothing,
            reading: {
                state: 'refused'
            },
            refused: {
                written: parsed.isHidden ? service : `${service} ("${(0,lib_text/* shorten */.ml)((0,runner_keys/* redactKeys */.iY)(shown, keys))}")`,
                expected: parsed.refused
            }
        };
    }
    const shown = entry.show?.(parsed.value) ?? cleanText(entry, text ?? '');
    return {
        ...nothing,
        reading: {
            state: 'given',
            value: parsed.value,
            source
        },
        fact: shown === '' ? '' : `${service}: ${shown}`,
        warnings: parsed.warnings ?? []
    };
}
function textOf(value, { alsoTakes }) {
    if (typeof value === 'string') {
        return value;
    }
    const isTaken = alsoTakes === 'booleans' && typeof value === 'boolean' || alsoTakes === 'arrays' && Array.isArray(value);
    return isTaken ? JSON.stringify(value) : undefined;
}

;// CONCATENATED MODULE: ./lib/inputs/reader.js




function readInputs(table, stages, sources) {
    const entries = Object.entries(table).filter(([, { settled }])=>stages.includes(settled));
    const read = entries.map(([name, entry])=>[
            name,
            entry,
            readInput(name, entry, sources)
        ]);
    const factsOf = (parts)=>parts.flatMap(([name, , { fact }])=>fact === '' ? [] : [
                `${name}: ${fact}`
            ]);
    return {
        values: Object.fromEntries(read.map(([name, , { said }])=>[
                name,
                said
            ])),
        facts: factsOf(read),
        factsForPost: factsOf(read.filter(([, { inBothLogs }])=>inBothLogs)),
        problems: read.flatMap(([, , { problems }])=>problems),
        differences: read.flatMap(([, , { difference }])=>difference === '' ? [] : [
                difference
            ])
    };
}
function readInput(name, entry, sources) {
    const { keys, isForeign } = sources;
    if (isForeign && entry.settled === 'post only') {
        return {
            said: {
                common: {
                    state: 'absent'
                },
                byService: undefined
            },
            fact: '',
            problems: [],
            difference: ''
        };
    }
    const present = (text)=>(0,lib_text/* shorten */.ml)((0,runner_keys/* redactKeys */.iY)(cleanText(entry, text), keys));
    const own = {
        text: sources.input(name).trim(),
        source: 'input'
    };
    const before = {
        text: entry.settled === 'post' ? sources.earlier?.[name] ?? '' : '',
        source: 'input, as main read it'
    };
    const variables = (entry.variables ?? []).map((variable)=>({
            text: sources.environment[variable]?.trim() ?? '',
            source: variable
        }));
    const inputs = isForeign ? [
        before,
        own
    ] : [
        own,
        before
    ];
    const [chosen, ...others] = [
        ...inputs,
        ...variables
    ].filter(({ text })=>text !== '');
    const isDifferent = own.text !== '' && before.text !== '' && cleanText(entry, own.text) !== before.text;
    const difference = isDifferent && chosen !== undefined ? `${name}: main read "${present(before.text)}", post reads "${present(own.text)}"; "${present(chosen.text)}" is used` : '';
    if (entry.settled === 'main' || chosen === undefined || !chosen.text.startsWith('{')) {
        return {
            ...readText(name, entry, chosen, sources),
            difference
        };
    }
    const variable = others.find(({ source })=>variables.some((each)=>each.source === source));
    return {
        ...readPerService(name, entry, {
            object: chosen,
            variable
        }, sources),
        difference
    };
}

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
const SITE_TO_COME = /^[a-z]{2}\d\.datadoghq\.com$/;
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
    if (site !== undefined) {
        return {
            refused: `${region} is ${site}`
        };
    }
    if (SITES.includes(name) || GOVERNMENT_SITES.includes(name) || SITE_TO_COME.test(name)) {
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
const EXPECTED_API_URLS = 'an https:// URL, or an http:// URL of a loopback address (127.0.0.0/8, [::1], localhost), without credentials, query or fragment';
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

;// CONCATENATED MODULE: ./lib/github/repository.js

function parseRepository(text, serverUrl) {
    const name = (0,lib_text/* withoutSlashes */.C2)(text);
    if (/^[\w-]+\/[\w.-]+$/.test(name)) {
        const url = parseRepositoryUrl(`${(0,lib_text/* withoutSlashes */.C2)(serverUrl)}/${name}`);
        return url?.endsWith(`/${name}`) ? url : undefined;
    }
    const hasHost = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/[^\s@/?#]+\/[^\s@/?#]/.test(text);
    return parseRepositoryUrl(hasHost ? `https://${text}` : text);
}
function parseRepositoryUrl(text) {
    const [, user, host, path] = /^([\w.-]+)@([\w.-]+):([^\s:@]+)$/.exec(text) ?? [];
    if (user === 'git' && host !== undefined && path !== undefined) {
        const name = (0,lib_text/* withoutSlashes */.C2)(path);
        return name === '' ? undefined : `git@${host}:${name}`;
    }
    const [, address] = /^[^\s/@]+@([\w.-]+(?::\d+)?\/[^\s/@]+\/[^\s@]+)$/.exec(text) ?? [];
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
    const isUnclear = `${path}${url.search}${url.hash}`.includes('@');
    if (url.host === '' || path === '' || isUnclear) {
        return undefined;
    }
    const user = url.protocol === 'ssh:' && url.username === 'git' ? 'git@' : '';
    return `${url.protocol}//${user}${url.host}${path}`;
}
function withoutSecrets(text) {
    const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? '';
    const address = text.slice(Math.max(scheme.length, text.lastIndexOf('@') + 1));
    const end = address.search(/[?#]/);
    return scheme + (end === -1 ? address : address.slice(0, end));
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

// EXTERNAL MODULE: ./lib/runner/stage.js + 5 modules
var stage = __nccwpck_require__(717);
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
function parseLine(text) {
    return /[\r\n]/.test(text) ? REFUSED : {
        value: text
    };
}
function parseMoment(text, { now }) {
    const value = (0,lib_time/* parseTime */.pe)(text, now);
    return value === undefined ? REFUSED : {
        value
    };
}
function parseStart(text, circumstances) {
    if (circumstances.isForOneService) {
        const parsed = parseMoment(text, circumstances);
        return 'refused' in parsed ? {
            refused: lib_time/* EXPECTED_TIMES */.ER
        } : parsed;
    }
    return text === 'job' || text === 'step' ? {
        value: text
    } : parseMoment(text, circumstances);
}
const EXPECTED_IDS = '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"';
function isDeploymentId(text) {
    return /^[A-Za-z0-9\-_.:]{16,128}$/.test(text);
}
const EXPECTED_LISTS = 'separated by newlines or commas, or as a JSON array of strings';
function parseList(text) {
    const entries = text.startsWith('[') ? parseArray(text) : text.split(/[\r\n,]+/);
    if (entries === undefined) {
        return {
            refused: 'a JSON array of strings, because the value begins with "["'
        };
    }
    const value = [
        ...new Set(entries.map((entry)=>entry.trim()))
    ].filter((entry)=>entry !== '');
    const odd = value.filter((entry)=>bareEntry(entry) !== entry);
    const warnings = odd.length === 0 ? [] : [
        `${(0,lib_text/* quote */.hD)(odd)} ${odd.length === 1 ? 'is' : 'are'} used as written, with the dash or the quotes. Did you mean ${(0,lib_text/* quote */.hD)(odd.map(bareEntry))}?`
    ];
    return {
        value,
        warnings,
        isEmptyArray: text.startsWith('[') && entries.length === 0
    };
}
function parseArray(text) {
    const json = (0,lib_text/* parseJson */.qF)(text);
    return Array.isArray(json) && json.every((entry)=>typeof entry === 'string') ? json : undefined;
}
function bareEntry(entry) {
    return entry.replace(/^-\s+/, '').replace(/^(["'`])(.+)\1$/s, '$2').trim();
}
function parseIds(text, most) {
    const list = parseList(text);
    if ('refused' in list) {
        return list;
    }
    const ids = list.value;
    if (ids.length > most) {
        return {
            refused: `at most ${most} IDs`
        };
    }
    return (ids.length > 0 || list.isEmptyArray) && ids.every(isDeploymentId) ? {
        value: ids
    } : REFUSED;
}

;// CONCATENATED MODULE: ./lib/inputs/table.js
function readingFor({ common, byService }, service) {
    return byService?.get(service) ?? common;
}
function valueOr(reading, otherwise) {
    return reading.state === 'given' ? reading.value : otherwise;
}

;// CONCATENATED MODULE: ./lib/inputs/shared.js






function logProblems(problems, failOnError, log) {
    for (const { level, message } of problems){
        log.say({
            level,
            text: level === 'error' ? `${message} ${(0,stage/* effectOnJob */.Oo)(failOnError)}` : message
        });
    }
}
function sourcesOfMain({ input, isPassed, environment, keys, startedAt }) {
    return {
        input,
        isPassed,
        earlier: undefined,
        isForeign: false,
        environment,
        keys: keys.all,
        services: [],
        circumstances: {
            now: startedAt.time,
            serverUrl: '',
            commitSha: ''
        }
    };
}
function deliveryInputs(anyway, consequence) {
    const site = {
        settled: 'main',
        parse: (text)=>{
            const parsed = parseSite(text);
            if ('refused' in parsed) {
                return {
                    refused: [
                        EXPECTED_SITES,
                        parsed.refused
                    ].filter(Boolean).join('; ')
                };
            }
            return parsed.supportsDora ? {
                value: parsed
            } : {
                value: parsed,
                warnings: [
                    `According to Datadog's documentation, the site ${parsed.name} has no DORA Metrics. ${anyway}`
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
        clean: withoutSecrets,
        inBothLogs: true
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
        clean: withoutSecrets,
        inBothLogs: true
    };
    return {
        site,
        'api-url': apiUrl,
        'dry-run': booleanInput('false', consequence, 'error'),
        'fail-on-error': booleanInput('false', 'It counts as "false": nothing that goes wrong fails the job.'),
        timeout: TIMEOUT,
        'job-summary': booleanInput('true', 'The default, "true", is used: a job summary is written.')
    };
}
const TIMEOUT = {
    settled: 'main',
    parse: (text)=>{
        const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
        return seconds >= 1 && seconds <= 120 ? {
            value: seconds * 1000
        } : {
            refused: ''
        };
    },
    expected: 'whole seconds from 1 to 120',
    consequence: 'The default, 60, is used.',
    default: '60',
    show: (milliseconds)=>String(milliseconds / 1000)
};
function booleanInput(byDefault, consequence, level) {
    return {
        settled: 'main',
        parse: parseBoolean,
        expected: EXPECTED_BOOLEANS,
        consequence,
        level: level ?? 'warning',
        default: byDefault
    };
}
function settingsFrom(values) {
    const site = values.site.common;
    const apiUrl = values['api-url'].common;
    const dryRun = values['dry-run'].common;
    if (site.state !== 'given' || apiUrl.state === 'refused' || dryRun.state !== 'given') {
        return undefined;
    }
    return {
        site: site.value,
        apiUrl: valueOr(apiUrl, site.value.apiUrl),
        dryRun: dryRun.value,
        failOnError: valueOr(values['fail-on-error'].common, false),
        timeout: valueOr(values.timeout.common, 60_000),
        jobSummary: valueOr(values['job-summary'].common, true)
    };
}
const KEYS = {
    'api-key': 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY',
    'app-key': 'a Datadog application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY'
};
function checkKey(name, { value, source }, causeOfMissing, consequence) {
    const problem = (level, text)=>[
            {
                level,
                input: name,
                message: `Input "${name}" ${text}`
            }
        ];
    if (value === '') {
        const cause = causeOfMissing === '' ? '' : `${causeOfMissing} `;
        return problem('error', `is not set. Expected: ${KEYS[name]}. ${cause}${consequence}`);
    }
    if (!(0,runner_keys/* isSendable */.dT)(value)) {
        return problem('error', `is invalid (its value is not shown). Expected: ${KEYS[name]}: one line of visible ASCII characters, without spaces. ${consequence}`);
    }
    return (0,runner_keys/* bareKey */.AZ)(value) === value ? [] : problem('warning', `${source === 'input' ? '' : `(from ${source}) `}has quotes around the key or a name before it, like a line of a .env file. Expected: the key alone. It is sent as written, and Datadog will probably refuse it with 403.`);
}

;// CONCATENATED MODULE: ./lib/deployment/values.js


const MOST_SERVICES = 1000;
const LONGEST_OUTPUT = 100 * lib_text/* KIB */.nH;
function parseVersion(text) {
    const parsed = parseLine(text);
    return 'value' in parsed && /^[-+]?(?:Infinity|NaN)$/.test(text) ? {
        ...parsed,
        warnings: [
            `it is "${text}", because YAML read the version as a number. It is sent as it is. Quote literal versions: version: '12e4567'.`
        ]
    } : parsed;
}
function isServiceName(service) {
    return /^[\w\-:./]+$/.test(service) || /^[\p{L}\p{N}_\-:./]+$/u.test(service);
}
function parseServices(text) {
    if (text.startsWith('{')) {
        return {
            refused: 'names of services, not a JSON object (the output "changes" of dorny/paths-filter is a JSON array of what changed)'
        };
    }
    const list = parseList(text);
    if ('refused' in list) {
        return {
            refused: `${list.refused} (e.g. the output "changes" of dorny/paths-filter)`
        };
    }
    const services = list.value;
    if (services.length === 0 && !list.isEmptyArray) {
        return {
            refused: text.startsWith('[') ? 'a JSON array of names that are not all empty' : ''
        };
    }
    const longestId = '-'.repeat(services.length > 1 ? 36 : 128);
    const output = JSON.stringify(Object.fromEntries(services.map((name)=>[
            name,
            longestId
        ])));
    if (services.length > MOST_SERVICES || Buffer.byteLength(output) > LONGEST_OUTPUT) {
        return {
            refused: `at most ${MOST_SERVICES} service names, and ${LONGEST_OUTPUT / lib_text/* KIB */.nH} KiB for the output deployment-ids`
        };
    }
    const odd = services.filter((service)=>!isServiceName(service) && bareEntry(service) === service);
    return {
        value: services,
        warnings: [
            ...list.warnings ?? [],
            ...warningsOfNames(odd)
        ]
    };
}
function warningsOfNames(odd) {
    if (odd.length === 0) {
        return [];
    }
    const several = odd.flatMap((name)=>{
        const parts = name.split(/[\s;|]+/).filter(Boolean);
        return parts.length > 1 && parts.every(isServiceName) ? parts : [];
    });
    const meant = several.length > 0 ? several : odd.map(plainName).filter((name)=>name !== '');
    const question = several.length > 0 ? ` Did you mean several services, ${(0,lib_text/* quote */.hD)(meant)}? Put each service on its own line.` : meant.length > 0 ? ` Did you mean ${(0,lib_text/* quote */.hD)(meant)}?` : '';
    return [
        `${(0,lib_text/* quote */.hD)(odd)} ${odd.length === 1 ? 'has' : 'have'} characters that Datadog service names do not have. Expected: letters, digits and _ - : . /.${question} The event is sent with the name as written.`
    ];
}
function plainName(service) {
    return service.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}_\-:./]+/gu, '_').replace(/_$/, '').slice(0, 100);
}
function parseTags(text) {
    const list = parseList(text);
    if ('refused' in list) {
        return list;
    }
    const isTag = (entry)=>/^[^:]+:./s.test(entry);
    const malformed = list.value.filter((entry)=>!isTag(entry));
    const several = list.value.filter((entry)=>isTag(entry) && /\s[A-Za-z][^\s:]*:[^\s/]/.test(bareEntry(entry)));
    return {
        value: list.value.filter(isTag),
        warnings: [
            ...list.warnings ?? [],
            ...malformed.length === 0 ? [] : [
                `${(0,lib_text/* quote */.hD)(malformed)} ${malformed.length === 1 ? 'is' : 'are'} not of the form key:value. The event is sent without ${malformed.length === 1 ? 'it' : 'them'}.`
            ],
            ...several.length === 0 ? [] : [
                `${(0,lib_text/* quote */.hD)(several)} ${several.length === 1 ? 'is sent as one tag' : 'are sent as one tag each'}. Did you mean several? Put each tag on its own line.`
            ]
        ]
    };
}
function parseDeployed(text) {
    switch(text.toLowerCase()){
        case 'job':
            return {
                value: 'as the job'
            };
        case 'success':
        case 'succeeded':
        case 'true':
        case 'yes':
            return {
                value: 'yes'
            };
        case 'failure':
        case 'failed':
        case 'error':
        case 'cancelled':
        case 'canceled':
        case 'skipped':
        case 'timed_out':
        case 'startup_failure':
        case 'action_required':
        case 'inactive':
        case 'false':
        case 'no':
            return {
                value: 'no'
            };
        default:
            return {
                value: {
                    unknown: text
                }
            };
    }
}
function parseChangeFailure(text) {
    switch(text.toLowerCase()){
        case 'true':
        case 'yes':
        case 'failure':
        case 'failed':
        case 'error':
        case 'timed_out':
            return {
                value: 'yes'
            };
        case 'false':
        case 'no':
        case 'success':
        case 'succeeded':
        case 'skipped':
            return {
                value: 'no'
            };
        case 'cancelled':
        case 'canceled':
            return {
                value: 'nobody knows'
            };
        default:
            return {
                refused: ''
            };
    }
}

;// CONCATENATED MODULE: ./lib/deployment/inputs.js







const NO_EVENT = 'No deployment event can be sent.';
const LONGEST_LIST = 32 * lib_text/* KIB */.nH;
const WITHOUT = 'The event is sent without it.';
const WITHOUT_GIT = 'The event is sent without git: change lead time and rollback detection need a repository and a commit.';
const UNMARKED = 'The deployment is not marked as a change failure.';
const NO_REMEDY = 'No deployment is marked as remedied.';
const inputs_INPUTS = {
    service: {
        settled: 'main',
        parse: parseServices,
        expected: `a service name or several, ${EXPECTED_LISTS} (also in DD_SERVICE), at most ${MOST_SERVICES}`,
        consequence: NO_EVENT,
        level: 'error',
        missing: `If a later step provides it, move this step below that one: the start is the job's anyway. ${NO_EVENT}`,
        variables: [
            'DD_SERVICE'
        ],
        most: LONGEST_LIST,
        show: (services)=>services.join(', '),
        inBothLogs: true
    },
    env: lineInput('env', {
        variables: [
            'DD_ENV'
        ],
        tellsAbsent: true
    }),
    version: {
        ...lineInput('version', {
            variables: [
                'DD_VERSION'
            ],
            tellsAbsent: true
        }),
        parse: parseVersion
    },
    team: lineInput('team', {}),
    'custom-tags': {
        settled: 'post',
        parse: parseTags,
        expected: `tags of the form key:value, ${EXPECTED_LISTS}`,
        consequence: 'The event is sent without custom tags.',
        most: LONGEST_LIST,
        show: (tags)=>tags.join(', '),
        alsoTakes: 'arrays'
    },
    'ci-tags': booleanInput('false', 'The default, "false", is used: no CI tags are added.'),
    'deployment-id': {
        settled: 'main',
        parse: (text)=>isDeploymentId(text) ? {
                value: text
            } : {
                refused: ''
            },
        expected: EXPECTED_IDS,
        consequence: NO_EVENT,
        level: 'error',
        most: 100 * lib_text/* KIB */.nH
    },
    'started-at': {
        settled: 'post',
        parse: parseStart,
        expected: `"job", "step", or ${lib_time/* EXPECTED_TIMES */.ER}`,
        consequence: 'The start that was recorded before the deployment is used, if there is one.',
        default: 'job',
        show: ()=>''
    },
    'finished-at': {
        settled: 'post only',
        parse: parseMoment,
        expected: lib_time/* EXPECTED_TIMES */.ER,
        consequence: 'The event is sent with the finish that was recorded when the job ended.',
        show: ()=>''
    },
    'git-commit-sha': {
        settled: 'post',
        parse: (text, { commitSha })=>{
            if (text === 'GITHUB_SHA') {
                return {
                    value: {
                        sha: commitSha,
                        isGiven: false
                    }
                };
            }
            return (0,lib_text/* isSha */.HH)(text) ? {
                value: {
                    sha: text.toLowerCase(),
                    isGiven: true
                }
            } : {
                refused: ''
            };
        },
        expected: 'a full commit SHA of 40 or 64 hexadecimal digits',
        consequence: WITHOUT_GIT,
        default: 'GITHUB_SHA',
        tellsEmpty: true,
        show: ({ sha })=>sha
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
        clean: withoutSecrets,
        show: (url)=>url
    },
    'skip-git': booleanInput('false', NO_EVENT, 'error'),
    deployed: {
        settled: 'post only',
        parse: parseDeployed,
        expected: 'the outcome of the deploy step (success, failure, cancelled or skipped), true or false, or another word of that kind',
        consequence: 'Nobody can tell whether the deployment happened.',
        default: 'job',
        tellsEmpty: true,
        show: ()=>'',
        alsoTakes: 'booleans'
    },
    'change-failure': {
        settled: 'post only',
        parse: parseChangeFailure,
        expected: 'true or false, or the outcome of a step that tests the deployment (success, failure, cancelled or skipped)',
        consequence: UNMARKED,
        default: 'false',
        tellsEmpty: true,
        show: ()=>'',
        alsoTakes: 'booleans'
    },
    remediation: {
        settled: 'post only',
        parse: (text)=>text === 'rollback' || text === 'rollforward' ? {
                value: text
            } : {
                refused: ''
            },
        expected: 'rollback or rollforward',
        consequence: NO_REMEDY
    },
    'remediates-id': {
        settled: 'post only',
        parse: (text)=>parseIds(text, MOST_SERVICES),
        expected: `${EXPECTED_IDS}; or a list of IDs; or the JSON of the output deployment-ids`,
        consequence: NO_REMEDY,
        most: 100 * lib_text/* KIB */.nH,
        alsoTakes: 'arrays'
    },
    'remediates-version': {
        ...lineInput('version', {}),
        settled: 'post only',
        consequence: NO_REMEDY
    },
    ...deliveryInputs('The deployment event is sent there anyway.', NO_EVENT)
};
const INPUTS_OF_MAIN = {
    ...inputs_INPUTS,
    'started-at': {
        ...inputs_INPUTS['started-at'],
        settled: 'main',
        parse: (text, circumstances)=>text.startsWith('{') ? {
                value: 'job'
            } : parseStart(text, circumstances),
        consequence: `${NO_EVENT} A valid time from a later step corrects this.`,
        level: 'error',
        most: per_service_LONGEST_OBJECT
    }
};
function lineInput(name, more) {
    return {
        settled: 'post',
        parse: parseLine,
        expected: `one ${name}, on one line`,
        consequence: WITHOUT,
        ...more
    };
}

;// CONCATENATED MODULE: ./lib/deployment/plan.js

const JOB_START = {
    time: 'job-started-at',
    uptime: 'job-uptime',
    bootId: 'job-boot-id'
};
const PLAN = 'plan-';
const plan_REFUSED = 'refused';
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
function leaveRefusal(refusal) {
    return [
        [
            plan_REFUSED,
            JSON.stringify(refusal)
        ]
    ];
}
function takePlan(state) {
    const refused = state(plan_REFUSED);
    if (refused !== '') {
        return {
            state: 'refused',
            refusal: JSON.parse(refused)
        };
    }
    const pieces = [];
    for(let piece = state(`${PLAN}0`); piece !== ''; piece = state(`${PLAN}${pieces.length}`)){
        pieces.push(piece);
    }
    if (pieces.length === 0) {
        return {
            state: state(JOB_START.time) === '' ? 'lost' : 'not run'
        };
    }
    const plan = JSON.parse(pieces.join(''), (_key, value)=>{
        const nanoseconds = property(value, 'nanoseconds');
        return typeof nanoseconds === 'string' && /^-?\d{1,30}$/.test(nanoseconds) ? BigInt(nanoseconds) : value;
    });
    return {
        state: 'plan',
        plan
    };
}

;// CONCATENATED MODULE: ./lib/deployment/late.js






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
function keepable(name, entry, { input, keys }) {
    const text = cleanText(entry, input(name));
    const most = entry.settled === 'main' ? entry.most ?? LONGEST_TEXT : per_service_LONGEST_OBJECT;
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
    if (!plan.inComposite || changes.length === 0) {
        const remarks = changes.map(({ name, before, after })=>({
                level: 'warning',
                message: `Input "${name}" came too late: it was "${shorten(before)}" when this step ran, and is "${shorten(after)}" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.`
            }));
        return {
            isForeign: false,
            remarks
        };
    }
    const names = changes.map(({ name })=>name).join(', ');
    const ignored = entries.filter(([name, { settled, default: byDefault = '' }])=>{
        const text = stage.input(name);
        return settled === 'post only' && text !== '' && text !== byDefault;
    }).map(([name])=>name);
    return {
        isForeign: true,
        remarks: [
            {
                level: 'info',
                message: `After the job, the inputs of this step have other values than before (${names}), as in a nested composite action. The earlier values are used.`
            },
            ...ignored.length === 0 ? [] : [
                {
                    level: 'warning',
                    message: `Not used: ${ignored.join(', ')}. In this composite action the runner evaluates the inputs of the post stage against another action (actions/runner#2030). Use this action in the workflow itself, or pass the values on as inputs of each composite action.`
                }
            ]
        ]
    };
}
function sourcesOfPost(stage, { deployments, inputs, settings }, { isForeign }, { commitSha, serverUrl }) {
    const { input, isPassed, environment, keys, startedAt } = stage;
    return {
        input: (name)=>settings.skipGit && name.startsWith('git-') ? '' : input(name).slice(0, LONGEST_OBJECT + 1),
        isPassed,
        earlier: settings.skipGit ? withoutGit(inputs) : inputs,
        isForeign,
        environment,
        keys: keys.all,
        services: deployments.map(({ service })=>service),
        circumstances: {
            now: startedAt.time,
            serverUrl,
            commitSha
        }
    };
}
function withoutGit(inputs) {
    return Object.fromEntries(Object.entries(inputs).filter(([name])=>!name.startsWith('git-')));
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
        return `This run is for a pull request from a fork (${head || 'now deleted'}, not ${base}), and GitHub gives it no secrets. Deploy on push instead, or give this step an "if:" that excludes forks.`;
    }
    if (context.actor === 'dependabot[bot]') {
        return "Dependabot started this run, so it sees only Dependabot's own secrets. Add the key to them as well (Settings, Secrets and variables, Dependabot).";
    }
    return 'Likely causes: the name of the secret is misspelt; the secret belongs to an environment and the job has no "environment:"; this is a reusable workflow called without "secrets: inherit"; or the step that fetches the key comes after this one.';
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

// EXTERNAL MODULE: ./lib/runner/files.js
var files = __nccwpck_require__(542);
;// CONCATENATED MODULE: ./lib/deployment/settle.js








function settingsOf(values) {
    const settings = settingsFrom(values);
    const skipGit = values['skip-git'].common;
    const ciTags = values['ci-tags'].common;
    return settings === undefined || skipGit.state !== 'given' || ciTags.state !== 'given' ? undefined : {
        ...settings,
        skipGit: skipGit.value,
        ciTags: ciTags.value
    };
}
function idsFor(services, own) {
    if (own.state === 'given' && services.length > 1) {
        const expected = 'a single service; for several, leave deployment-id out, and each gets an ID of its own';
        return {
            deployments: undefined,
            problems: [
                conflict('deployment-id', 'error', expected, NO_EVENT)
            ]
        };
    }
    if (own.state === 'refused') {
        return {
            deployments: undefined,
            problems: []
        };
    }
    return {
        deployments: services.map((service)=>({
                service,
                id: own.state === 'given' ? own.value : (0,files/* randomUuid */.bX)()
            })),
        problems: []
    };
}
async function checkApiKey({ environment, keys }) {
    const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
    return checkKey('api-key', keys.api, cause, NO_EVENT);
}
function limitsOfRunner({ inComposite, setsDeployed }, environment) {
    const { ACT, GITEA_ACTIONS, FORGEJO_ACTIONS } = environment;
    return [
        ...setsDeployed && GITEA_ACTIONS && !FORGEJO_ACTIONS ? [
            'On Gitea the post stage runs only if the job succeeds: if the job fails, the deployment is not reported, even if it happened.'
        ] : [],
        ...inComposite && !setsDeployed && (ACT || GITEA_ACTIONS || FORGEJO_ACTIONS) ? [
            'In a composite action this runner does not tell whether the job fails in a later step. Set deployed to the outcome of the deploy step.'
        ] : []
    ];
}
function leave({ log, saveState, setOutputs }, state, plan, failOnError) {
    let isSaved = true;
    try {
        saveState(state);
    } catch (error) {
        isSaved = false;
        log.say({
            level: 'error',
            text: `No deployment event can be sent, because the state of this step cannot be saved: ${(0,lib_text/* messageOf */.bD)(error)}. ${(0,stage/* effectOnJob */.Oo)(failOnError)}`
        });
    }
    const { start } = plan;
    const deployments = isSaved ? plan.deployments : [];
    try {
        setOutputs({
            'started-at': start === undefined ? '' : (0,lib_time/* formatTime */.fU)(start.time),
            'deployment-id': deployments[0]?.id ?? '',
            'deployment-ids': JSON.stringify(Object.fromEntries(deployments.map(({ service, id })=>[
                    service,
                    id
                ])))
        });
    } catch (error) {
        log.say({
            level: 'warning',
            text: `The outputs cannot be set: ${(0,lib_text/* messageOf */.bD)(error)}.${isSaved ? ' The deployment event is sent anyway.' : ''}`
        });
    }
    return isSaved;
}

;// CONCATENATED MODULE: ./lib/deployment/times.js

function settleStart(startedAt, job, step, hasNoPre) {
    if (typeof startedAt === 'object') {
        return {
            start: givenStart(startedAt),
            warning: ''
        };
    }
    if (startedAt === 'job' && job !== undefined) {
        return byLaterClock({
            time: job.time,
            source: "when the job's steps started",
            recorded: job
        }, step);
    }
    const why = hasNoPre ? '; the runner runs no pre stage for a local action or in a composite action' : '; the pre stage recorded no time';
    const source = `when this step started${startedAt === 'job' ? why : ''}`;
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
            source: `${source}, by the uptime of the machine`,
            recorded: {
                ...recorded,
                time
            }
        },
        warning: `The clock of the runner was set while the job ran: the recorded start is ${(0,lib_time/* formatTime */.fU)(recorded.time)}, and by the uptime of the machine it is ${(0,lib_time/* formatTime */.fU)(time)}, which is used.`
    };
}
function settleTimes(start, finishedAt, recorded) {
    const startedAt = start.time;
    const begin = {
        startedAt,
        startSource: start.source
    };
    const earliest = startedAt + SECOND;
    const settled = (finish, source, warning)=>finish < earliest ? {
            ...begin,
            finishedAt: earliest,
            finishSource: `${source}; a deployment takes at least a second, so the start plus one second`,
            warning
        } : {
            ...begin,
            finishedAt: finish,
            finishSource: source,
            warning
        };
    if (finishedAt !== undefined && isNotBefore(startedAt, finishedAt)) {
        return settled(finishedAt.time, 'input', '');
    }
    const refused = finishedAt === undefined ? '' : `Input "finished-at" is invalid: ${formatTime(finishedAt.time)} is before the start, ${formatTime(startedAt)}. `;
    if (isNotBefore(startedAt, {
        time: recorded,
        resolution: MILLISECOND
    })) {
        const warning = refused === '' ? '' : `${refused}The event is sent with the recorded finish.`;
        return settled(recorded, 'when the job ended', warning);
    }
    return settled(earliest, 'the start plus one second', `${refused}The recorded finish, ${formatTime(recorded)}, is before the start, ${formatTime(startedAt)}: the clock of the runner was set back, or started-at is in the future. The event is sent with the start plus one second as its finish.`);
}
function isNotBefore(start, { time, resolution }) {
    return time + resolution > start;
}

;// CONCATENATED MODULE: ./lib/deployment/main.js









async function main(stage) {
    const { environment, input, isPassed, keys, log, startedAt } = stage;
    const { values, ...read } = readInputs(INPUTS_OF_MAIN, [
        'main'
    ], sourcesOfMain(stage));
    const settings = settingsOf(values);
    const services = valueOr(values.service.common, undefined);
    const { deployments, problems: idProblems } = idsFor(services ?? [], values['deployment-id'].common);
    const needsKey = settings?.dryRun !== true && services?.length !== 0;
    const keyProblems = needsKey ? await checkApiKey(stage) : [];
    const failOnError = valueOr(values['fail-on-error'].common, false);
    const problems = [
        ...keyProblems,
        ...read.problems,
        ...idProblems
    ];
    logProblems(problems, failOnError, log);
    const invalid = problems.filter(({ level })=>level === 'error').map((problem)=>problem.input);
    const fails = failOnError && invalid.length > 0;
    const hasKey = keyProblems.every(({ level })=>level === 'warning');
    if (settings === undefined || services === undefined || deployments === undefined || !hasKey || fails) {
        const jobSummary = valueOr(values['job-summary'].common, true);
        leave(stage, leaveRefusal({
            inputs: invalid,
            jobSummary
        }), {
            start: undefined,
            deployments: []
        }, failOnError);
        return fails ? 'failure' : 'success';
    }
    const inComposite = (environment['GITHUB_ACTION_PATH'] ?? '') !== '';
    const hasNoPre = inComposite || !environment['GITHUB_ACTION_REPOSITORY'];
    const wanted = valueOr(values['started-at'].common, undefined);
    const settled = wanted && settleStart(wanted, takeJobStart(stage.state), startedAt, hasNoPre);
    const plan = {
        settings,
        start: settled?.start,
        deployments,
        inputs: inputsForPost(stage),
        inComposite,
        setsDeployed: isPassed('deployed') && input('deployed') !== INPUTS_OF_MAIN.deployed.default,
        facts: read.factsForPost
    };
    log.group('Datadog DORA deployment: settled before the deployment', [
        ...keys.api.value === '' ? [] : [
            `api-key: *** (${keys.api.source})`
        ],
        ...read.facts,
        ...plan.start === undefined ? [] : [
            `start: ${(0,lib_time/* formatTime */.fU)(plan.start.time)} (${plan.start.source})`
        ]
    ]);
    if (settled?.warning) {
        log.say({
            level: 'warning',
            text: settled.warning
        });
    }
    for (const remark of limitsOfRunner(plan, environment)){
        log.info(remark);
    }
    if (services.length === 0) {
        log.info('No deployment event: the list of services is empty, so nothing is deployed.');
    }
    const isLeft = leave(stage, leavePlan(plan), plan, failOnError);
    return failOnError && !isLeft ? 'failure' : 'success';
}


/***/ }),

/***/ 750:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(717);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(841);


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
  Si: () => (/* binding */ runStage)
});

// UNUSED EXPORTS: failsOnError, openStage, perform, sayAll

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



function createLog(options) {
    const { title, keys, isDebug } = options;
    let hasWritten = false;
    const redact = (text)=>(0,runner_keys/* redactKeys */.iY)(text, keys);
    const line = (text)=>{
        hasWritten = true;
        ignoreClosedLog();
        return (0,lib_text/* harmless */.Is)(redact(text));
    };
    const annotation = (text)=>{
        hasWritten = true;
        ignoreClosedLog();
        return (0,lib_text/* harmlessAnnotation */.Hu)(redact(text));
    };
    return {
        info: (text)=>info(line(text)),
        say: ({ level, text })=>{
            if (level === 'info') {
                info(line(text));
            } else {
                const annotate = {
                    notice: notice,
                    warning: warning,
                    error: error
                }[level];
                annotate(annotation(text), {
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
            info(lines.map(line).join('\n'));
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
    const log = createLog({
        title,
        keys: keys.all,
        isDebug: environment['RUNNER_DEBUG'] === '1'
    });
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
                    (0,files/* appendWholly */._5)(file, markdown);
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
        log.say({
            level: 'error',
            text: `Unexpected error: ${(0,lib_text/* messageOf */.bD)(error)}. ${sentence(lost)}.`
        });
        return failsOnError(stage) ? 'failure' : 'success';
    }
}
async function runStage(work, options) {
    const { title, lost, sends = false, readsInputs = true } = options;
    const signal = sends ? interruption() : new AbortController().signal;
    setInterval(()=>{}, 60_000);
    const stage = openStage({
        title,
        environment: process.env,
        startedAt: (0,time/* processStart */.gy)(),
        signal,
        readsInputs
    });
    if (!sends) {
        process.on('uncaughtException', (error)=>logUnexpected(error, stage.log));
    }
    signal.addEventListener('abort', ()=>{
        if (signal.reason instanceof Error && 'cause' in signal.reason) {
            logUnexpected(signal.reason.cause, stage.log);
        }
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
function failsOnError({ input }) {
    return /^true$/i.test(input('fail-on-error'));
}
function sayAll(messages, { log }) {
    for (const message of messages){
        log.say(message);
    }
}
function interruption() {
    const controller = new AbortController();
    for (const signal of [
        'SIGINT',
        'SIGTERM',
        'SIGHUP'
    ]){
        process.on(signal, ()=>controller.abort(new Error(`${signal} ended the delivery`)));
    }
    process.on('uncaughtException', (error)=>{
        const message = `something unexpected ended the delivery: ${(0,lib_text/* messageOf */.bD)(error)}`;
        controller.abort(new Error(message, {
            cause: error
        }));
    });
    return controller.signal;
}
function logUnexpected(error, log) {
    log.info(`Unexpected: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
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
/* unused harmony exports MILLISECOND, SECOND, formatDuration */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(161);


const MILLISECOND = 1000000n;
const SECOND = 1000000000n;
const DAY = 86400n * SECOND;
const YEAR_2000 = 946684800n * SECOND;
const EXPECTED_TIMES = 'Unix time in whole seconds, milliseconds, microseconds or nanoseconds, Unix seconds with a decimal fraction (date +%s.%N), or RFC 3339 with an offset (2026-01-31T12:00:00Z, 2026-01-31T14:00:00.5+02:00); not before 2000 and not more than a day ahead';
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
    const unit = number < 10n ** 11n ? SECOND : number < 10n ** 14n ? MILLISECOND : number < 10n ** 17n ? 1000n : 1n;
    if (fraction === undefined) {
        return {
            time: number * unit,
            resolution: unit
        };
    }
    return unit === SECOND ? withFraction(number * SECOND, fraction) : undefined;
}
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:[.,](\d+))?)?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;
function parseRfc3339(text) {
    const match = RFC_3339.exec(text);
    if (match === null) {
        return undefined;
    }
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
function formatTime(time) {
    const fraction = (time % SECOND).toString().padStart(9, '0').replace(/0+$/, '');
    const seconds = new Date(Number(time / MILLISECOND)).toISOString().slice(0, 19);
    return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
function formatDuration(duration) {
    if (duration < 10n * SECOND) {
        return `${(Number(duration / MILLISECOND) / 1000).toFixed(1)} s`;
    }
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
    if (earlier.bootId !== later.bootId || passed < 0n) {
        return undefined;
    }
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
