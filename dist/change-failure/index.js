import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
;// CONCATENATED MODULE: ./lib/delivery/summary.js

const LONGEST_SUMMARY = 1_000_000;
const LONGEST_NOTICE = 1000;
function summaryMarkdown(parts) {
    const { title, notes = [], head = [], rows = [], foot = [], advice = '', commands = [] } = parts;
    const row = (cells)=>`| ${cells.join(' | ')} |`;
    const above = [
        `## ${title}`,
        ...notes.flatMap((note)=>[
                '',
                markdownText(note)
            ])
    ];
    const table = rows.length === 0 ? [] : [
        '',
        row(head),
        row(head.map(()=>'---')),
        ...rows.map(row)
    ];
    const blocks = commands.map((command)=>`\n${codeBlock(command)}`);
    const lines = [
        ...above,
        ...withinLimit(table, LONGEST_SUMMARY / 2, '| … the rest is in the log |'),
        ...foot.flatMap((line)=>[
                '',
                line
            ]),
        ...blocks.length === 0 ? [] : [
            '',
            advice,
            ...blocks
        ]
    ];
    return `${withinLimit(lines, LONGEST_SUMMARY, '\nThe rest is in the log.').join('\n')}\n`;
}
function withinLimit(lines, limit, otherwise) {
    let length = 0;
    const end = lines.findIndex((line)=>{
        length += Buffer.byteLength(line) + 1;
        return length > limit - LONGEST_NOTICE;
    });
    return end === -1 ? lines : [
        ...lines.slice(0, end),
        otherwise
    ];
}
function codeBlock(command) {
    const longest = (command.match(/`+/g) ?? []).reduce((most, run)=>Math.max(most, run.length), 2);
    const fence = '`'.repeat(longest + 1);
    return [
        `${fence}sh`,
        command,
        fence
    ].join('\n');
}
function markdownCode(text) {
    const line = (0,lib_text/* harmless */.Is)(text);
    if (!/[`|\\<>&[\]]/.test(line)) return line === '' ? '' : `\`${line}\``;
    return `<code>${escapeMarkdown(line)}</code>`;
}
function markdownText(text) {
    return escapeMarkdown((0,lib_text/* harmless */.Is)(text));
}
function escapeMarkdown(line) {
    return line.replace(/[\\`*_{}[\]<>()#+\-!|&~$@]|:(?! |$)|(?<=www)\./gi, (mark)=>`&#${mark.charCodeAt(0)};`).replace(/&#64;|&#58;(?! |$)|(?<=www)&#46;/gi, '<span>$&</span>');
}
function harmlessJson(json) {
    return (0,lib_text/* showInvisible */.jQ)(json).replace(/##(?=\[)/g, '#\\u0023');
}

;// CONCATENATED MODULE: ./lib/delivery/curl.js

function curlCommand({ kind, method, path, body }, apiUrl) {
    const address = apiUrl === undefined ? `"https://api.$DD_SITE${path}"` : `'${`${apiUrl}${path}`.replaceAll("'", `'\\''`)}'`;
    const appKey = kind === 'mark' ? ' -H "DD-APPLICATION-KEY: $DD_APP_KEY"' : '';
    return [
        `curl --fail-with-body -X ${method} ${address} -H "DD-API-KEY: $DD_API_KEY"${appKey} -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'`,
        harmlessJson(body),
        'END_OF_BODY'
    ].join('\n');
}

;// CONCATENATED MODULE: ./lib/delivery/report.js



function groupMessages(said, total, introduce = (names, text)=>names === '' ? text : `${names}: ${text}`) {
    const groups = new Map();
    for (const { about, message } of said){
        const key = `${message.level} ${message.text}`;
        const group = groups.get(key) ?? {
            message,
            names: new Set()
        };
        groups.set(key, group);
        group.names.add(about);
    }
    return [
        ...groups.values()
    ].map(({ message: { level, text }, names })=>({
            level,
            text: introduce(names.size === total ? '' : (0,lib_text/* enumerate */.HL)([
                ...names
            ].map(lib_text/* shorten */.ml)), text)
        }));
}
function isLost({ outcome }) {
    return outcome.state === 'lost';
}
function resultLine(delivery, more = '') {
    const { label, outcome, attempts, milliseconds } = delivery;
    const status = outcome.state === 'stored' ? `HTTP ${outcome.status}, ` : outcome.state === 'accepted' ? 'HTTP 202, ' : '';
    const why = outcome.state === 'lost' ? `: ${outcome.what}` : '';
    const effort = attempts === 0 ? '' : `(${status}${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, ${milliseconds} ms)`;
    const result = `${label}: ${resultOf(delivery)}${why}`;
    return [
        more === '' ? result : `${result}. ${more}`,
        effort
    ].filter(Boolean).join(' ');
}
function resultOf({ mark, outcome, attempts }) {
    const what = mark === undefined ? '' : meaningOf(mark);
    switch(outcome.state){
        case 'lost':
            if (attempts === 0) return mark === undefined ? 'not sent' : 'mark not sent';
            return mark === undefined ? 'not confirmed by Datadog' : 'mark not confirmed by Datadog';
        case 'dry run':
            return 'dry run, not sent';
        case 'accepted':
            return mark === undefined ? 'accepted by Datadog, to be stored later' : `accepted by Datadog as ${what}`;
        case 'stored':
            return mark === undefined ? 'stored by Datadog' : `marked as ${what}`;
    }
}
function meaningOf({ changeFailure, remediation }) {
    const by = remediation === undefined ? '' : `, with its remediation (${remediation.type})`;
    return `${changeFailure ? 'a change failure' : 'no longer a change failure'}${by}`;
}
function resultCell({ mark, outcome, attempts }) {
    switch(outcome.state){
        case 'lost':
            {
                const hint = markdownText([
                    outcome.hint,
                    outcome.more ?? ''
                ].join(' ').trim());
                return `⚠️ **${attempts === 0 ? 'not sent' : 'unconfirmed'}**: ${markdownCode(outcome.what)}. ${hint}`.trim();
            }
        case 'dry run':
            return '⏭️ not sent (dry run)';
        case 'accepted':
            return mark === undefined ? '✅ accepted, to be stored later' : '✅ accepted';
        case 'stored':
            return mark === undefined ? '✅ stored' : '✅ marked';
    }
}
function causeMessages(deliveries, level, introduce, consequence) {
    const said = deliveries.flatMap(({ label, outcome })=>outcome.state === 'lost' ? [
            {
                about: label,
                message: {
                    level,
                    text: `${outcome.what}. ${outcome.hint}`.trim()
                }
            }
        ] : []);
    const messages = groupMessages(said, Number.POSITIVE_INFINITY, (names, text)=>`${introduce(names)} ${text} ${consequence}`);
    const advice = new Set(deliveries.flatMap(({ outcome })=>outcome.state === 'lost' ? outcome.more || [] : []));
    return [
        ...messages,
        ...[
            ...advice
        ].map((text)=>({
                level: 'info',
                text
            }))
    ];
}
function commandLines(inFull, apiUrl) {
    return inFull.flatMap(({ introduction, deliveries })=>deliveries.length === 0 ? [] : [
            `${introduction} ${keysFor(deliveries, apiUrl)}`,
            ...deliveries.flatMap(({ request })=>curlCommand(request, apiUrl).split('\n'))
        ]);
}
function commandBlocks(inFull, apiUrl) {
    const shown = inFull.filter(({ deliveries })=>deliveries.length > 0);
    const all = shown.flatMap(({ deliveries })=>deliveries);
    return {
        advice: all.length === 0 ? '' : [
            ...shown.map(({ introduction })=>introduction),
            keysFor(all, apiUrl)
        ].join(' '),
        commands: all.map(({ request })=>curlCommand(request, apiUrl))
    };
}
function keysFor(deliveries, apiUrl) {
    const names = [
        'the API key in DD_API_KEY',
        ...deliveries.some(({ mark })=>mark !== undefined) ? [
            'the application key in DD_APP_KEY'
        ] : [],
        ...apiUrl === undefined ? [
            'your Datadog site in DD_SITE'
        ] : []
    ];
    const last = names.at(-1) ?? '';
    const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
    return `Put ${list}. Where the text contains ***, GitHub has masked a value: put it in.`;
}
function dryRunLines(deliveries, apiUrl) {
    return deliveries.length === 0 ? [] : [
        'Dry run: nothing is sent. Each request would be:',
        ...deliveries.flatMap(({ request: { method, path, body } })=>[
                `${method} ${apiUrl ?? 'https://api.$DD_SITE'}${path}`,
                harmlessJson(body)
            ])
    ];
}
function reportContains({ jobSummary }) {
    return jobSummary ? 'The log and the job summary contain' : 'The log contains';
}
function doraLink({ site }) {
    return site === undefined ? [] : [
        `[DORA Metrics in Datadog](${site.doraPage})`
    ];
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
    const value = parseTime(text, now);
    return value === undefined ? REFUSED : {
        value
    };
}
function parseStart(text, context) {
    if (context.isForOneService) {
        const parsed = parseMoment(text, context);
        return 'refused' in parsed ? {
            refused: `Expected: ${EXPECTED_TIMES}.`
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
const LONGEST_OBJECT = 100 * lib_text/* KIB */.nH;
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
function valueOr(reading, otherwise) {
    return reading.state === 'given' ? reading.value : otherwise;
}

// EXTERNAL MODULE: ./lib/runner/stage.js + 9 modules
var runner_stage = __nccwpck_require__(755);
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
    const site = valueOr(values.site, undefined);
    const isUnknown = values['api-url'].state === 'refused' && isDefault(values.site);
    return {
        site,
        apiUrl: isUnknown ? undefined : valueOr(values['api-url'], site?.apiUrl),
        dryRun: valueOr(values['dry-run'], false),
        failOnError: valueOr(values['fail-on-error'], false),
        timeout: 1000 * valueOr(values.timeout, 60),
        jobSummary: valueOr(values['job-summary'], true)
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

;// CONCATENATED MODULE: ./lib/datadog/api.js
function api_eventRequest(event) {
    const { id, service, env, version, team, customTags, git, startedAt, finishedAt } = event;
    const attributes = JSON.stringify({
        id,
        service,
        env,
        version,
        team,
        custom_tags: customTags.length > 0 ? customTags : undefined,
        git: git && {
            repository_url: git.repositoryUrl,
            commit_sha: git.commitSha
        }
    });
    const times = `"started_at":${startedAt},"finished_at":${finishedAt}`;
    return {
        kind: 'event',
        method: 'POST',
        path: '/api/v2/dora/deployment',
        body: `{"data":{"attributes":${attributes.slice(0, -1)},${times}}}}`
    };
}
const MARKS_PATH = '/api/v2/dora/deployments';
function markRequest({ target, changeFailure, remediation }) {
    const type = 'dora_deployment_patch_request';
    const mark = {
        change_failure: changeFailure,
        remediation
    };
    const [path, data] = 'id' in target ? [
        `${MARKS_PATH}/${encodeURIComponent(target.id)}`,
        {
            id: target.id,
            type,
            attributes: mark
        }
    ] : [
        MARKS_PATH,
        {
            type,
            attributes: {
                ...target,
                ...mark
            }
        }
    ];
    return {
        kind: 'mark',
        method: 'PATCH',
        path,
        body: JSON.stringify({
            data
        })
    };
}
function isMarkByName({ path }) {
    return path === MARKS_PATH;
}

;// CONCATENATED MODULE: ./lib/delivery/ship.js


/** An event, as a request. */
function outgoingEvent(event) {
    return { label: event.service, request: eventRequest(event), mark: undefined };
}
/** A mark, as a request. */
function outgoingMark({ label, mark }) {
    return { label, request: markRequest(mark), mark };
}
const KEY_LOST = {
    what: 'the API key was set when this step ran, but is missing at the end of the job',
    hint: 'In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input.',
};
const NO_APP_KEY = {
    what: 'there is no Datadog application key',
    hint: 'Set app-key, or DD_APP_KEY in the environment, to a service access token or application key with the scope dora_metrics_write.',
};
const INVALID_APP_KEY = {
    what: 'the Datadog application key is invalid (its value is not shown)',
    hint: 'Expected: one line of visible ASCII characters, without spaces.',
};
const NOT_STORED = { what: 'the event before it is not confirmed', hint: '' };
/**
 * Opens the delivery of a stage, whose timeout begins now. In a dry run nothing is sent.
 * @param adviceOnUnknown says what else to check if Datadog does not know a deployment to be marked; '' for nothing
 */
async function openDelivery({ apiUrl, dryRun, timeout }, { environment, keys, log, signal }, adviceOnUnknown) {
    if (dryRun) {
        return async ({ first, after }) => ({ first: notSent(first), after: after.map(notSent) });
    }
    if (apiUrl === undefined || !(0,runner_keys/* isSendable */.dT)(keys.api.value)) {
        return async (chain) => holdBack(chain, chain.held ?? KEY_LOST);
    }
    const hasAppKey = (0,runner_keys/* isSendable */.dT)(keys.app.value);
    // Only now: a stage that sends nothing does not load undici. Both actions share this bundle.
    const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.js');
    const client = openClient({
        apiUrl,
        apiKey: keys.api.value,
        appKey: hasAppKey ? keys.app.value : undefined,
        timeout,
        adviceOnUnknown,
        environment,
        signal,
        redact: log.redact,
        info: log.info,
        debug: log.debug,
    });
    const send = async (outgoing) => outgoing.mark === undefined || hasAppKey
        ? { ...outgoing, ...(await client.send(outgoing.request, outgoing.label)) }
        : lose(outgoing, keys.app.value === '' ? NO_APP_KEY : INVALID_APP_KEY);
    return async (chain) => {
        if (chain.held !== undefined)
            return holdBack(chain, chain.held);
        const first = await send(chain.first);
        return first.outcome.state === 'lost'
            ? { first, after: chain.after.map((next) => lose(next, NOT_STORED)) }
            : { first, after: await Promise.all(chain.after.map(send)) };
    };
}
function holdBack({ first, after }, why) {
    return { first: lose(first, why), after: after.map((next) => lose(next, NOT_STORED)) };
}
function lose(outgoing, why) {
    return { ...outgoing, outcome: { state: 'lost', ...why }, attempts: 0, milliseconds: 0 };
}
function notSent(outgoing) {
    return { ...outgoing, outcome: { state: 'dry run' }, attempts: 0, milliseconds: 0 };
}

;// CONCATENATED MODULE: ./lib/github/repository.js

function parseRepository(text, serverUrl) {
    const name = withoutSlashes(text);
    if (/^[\w-]+\/[\w.-]+$/.test(name)) {
        const url = parseRepositoryUrl(`${withoutSlashes(serverUrl)}/${name}`);
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
        withoutSlashes(serverUrl)
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
    const cleaned = withoutSecrets(text);
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
function sourcesOf({ input, isPassed, environment, keys, startedAt }, { serverUrl, commitSha } = {
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
    const json = Buffer.byteLength(text) > LONGEST_OBJECT ? undefined : (0,lib_text/* parseJson */.qF)(text);
    if (!(0,lib_text/* isObject */.Gv)(json)) {
        const refused = `Expected: ${entry.expected}; or a JSON object with a value per service, at most ${LONGEST_OBJECT / lib_text/* KIB */.nH} KiB.`;
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

;// CONCATENATED MODULE: ./lib/change-failure/inputs.js




const NO_MARK = 'Nothing is marked.';
const MOST_IDS = 1000;
const idsInput = {
    settled: 'main',
    parse: parseDeployments,
    expected: `an ID of ${EXPECTED_IDS}; several IDs, ${EXPECTED_LISTS}; or the JSON of the output deployment-ids`,
    consequence: NO_MARK,
    level: 'error',
    most: 100 * lib_text/* KIB */.nH
};
const { otherwise: _, ...CHANGE_FAILURE } = {
    ...booleanInput(true, NO_MARK),
    level: 'error'
};
const INPUTS = {
    'deployment-id': idsInput,
    service: nameInput('service', 'service'),
    env: nameInput('env', 'env'),
    version: nameInput('version', 'version'),
    'change-failure': CHANGE_FAILURE,
    remediation: {
        settled: 'main',
        parse: parseRemediation,
        expected: 'rollback or rollforward',
        consequence: NO_MARK,
        level: 'error'
    },
    'remediation-id': idsInput,
    'remediation-version': nameInput('remediation-version', 'version'),
    ...deliveryInputs(NO_MARK)
};
function nameInput(input, kind) {
    const rules = {
        input,
        kind,
        refusesComma: kind === 'env' || kind === 'service',
        isListEntry: false
    };
    return {
        settled: 'main',
        parse: (text)=>parseName(text, rules),
        expected: `one ${kind}`,
        consequence: NO_MARK,
        level: 'error'
    };
}
function parseDeployments(text, context) {
    if (!text.startsWith('{')) {
        const parsed = parseIds(text, MOST_IDS, context);
        return 'refused' in parsed ? parsed : {
            value: {
                isByService: false,
                entries: parsed.value.map((id)=>({
                        service: '',
                        id
                    }))
            }
        };
    }
    const because = 'because the value begins with "{"';
    const json = (0,lib_text/* parseJson */.qF)(text);
    if (!(0,lib_text/* isObject */.Gv)(json)) {
        return {
            refused: `Expected: valid JSON, ${because}: the output deployment-ids of the deploying step, unchanged.`
        };
    }
    const isId = (id)=>typeof id === 'string' && isDeploymentId(id);
    const others = Object.keys(json).filter((service)=>!isId(json[service]));
    if (others.includes('deployment-ids')) {
        return {
            refused: 'Expected: the output deployment-ids alone, not all outputs of its step or job.'
        };
    }
    if (others.length > 0) {
        return {
            refused: `Expected: a JSON object with an ID per service, ${because}. The value of ${(0,lib_text/* quote */.hD)(others)} is not an ID of ${EXPECTED_IDS}.`
        };
    }
    const entries = Object.entries(json).map(([service, id])=>({
            service,
            id: String(id)
        }));
    return entries.length > MOST_IDS ? {
        refused: `Expected: at most ${MOST_IDS} IDs.`
    } : {
        value: {
            isByService: true,
            entries
        }
    };
}

;// CONCATENATED MODULE: ./lib/change-failure/marks.js



function marksFrom(values) {
    const targets = targetsFrom(values);
    const changeFailure = valueOr(values['change-failure'], true);
    const hasNothing = values['deployment-id'].state === 'given' && targets.length === 0;
    const ofRemediation = changeFailure ? remediationMessages(values, targets) : withoutFailure(values);
    return {
        marks: targets.map(({ label, service, target })=>({
                label,
                mark: {
                    target,
                    changeFailure,
                    remediation: remediationOf(service, values)
                }
            })),
        messages: [
            ...targetMessages(values),
            ...hasNothing ? [] : ofRemediation
        ]
    };
}
function targetsFrom(values) {
    const ids = valueOr(values['deployment-id'], undefined);
    if (ids !== undefined) {
        return ids.entries.map(({ service, id })=>({
                label: service || id,
                service,
                target: {
                    id
                }
            }));
    }
    const [service, env, version] = [
        values.service,
        values.env,
        values.version
    ].map((reading)=>valueOr(reading, undefined));
    return service === undefined || env === undefined || version === undefined ? [] : [
        {
            label: `${service} ${version} in ${env}`,
            service,
            target: {
                service,
                env,
                version
            }
        }
    ];
}
function targetMessages(values) {
    const names = [
        'service',
        'env',
        'version'
    ];
    const set = names.filter((name)=>isSet(values[name]));
    if (isSet(values['deployment-id'])) {
        const [name] = set.filter((one)=>values[one].state !== 'refused');
        const expected = 'deployment-id, or service, env and version, but not both';
        return name === undefined ? [] : [
            conflict(name, expected)
        ];
    }
    const missing = set.length === 0 ? [
        'deployment-id'
    ] : names.filter((name)=>!set.includes(name));
    return missing.map((name)=>notSet(name, 'deployment-id, or service, env and version together'));
}
function remediationOf(service, values) {
    const type = valueOr(values.remediation, undefined);
    const version = valueOr(values['remediation-version'], undefined);
    const ids = valueOr(values['remediation-id'], undefined);
    const id = ids && remediatingId(service, ids);
    if (type === undefined) return undefined;
    if (version !== undefined) return {
        type,
        version
    };
    return id === undefined ? undefined : {
        type,
        id
    };
}
function remediatingId(service, { isByService, entries }) {
    const own = isByService && service !== '' ? entries.filter((entry)=>entry.service === service) : entries;
    return own[0]?.id;
}
function withoutFailure(values) {
    const names = [
        'remediation',
        'remediation-id',
        'remediation-version'
    ];
    const name = names.find((each)=>values[each].state === 'given');
    return name === undefined ? [] : [
        conflict(name, 'none, because change-failure is false')
    ];
}
function remediationMessages(values, targets) {
    const { remediation, 'remediation-id': ids, 'remediation-version': version } = values;
    const isNamed = isSet(ids) || isSet(version);
    return [
        ...isSet(remediation) && !isNamed ? [
            notSet('remediation-id', 'remediation-id or remediation-version, because remediation is set')
        ] : [],
        ...isNamed && !isSet(remediation) ? [
            notSet('remediation', 'rollback or rollforward, because the remediating deployment is set')
        ] : [],
        ...ids.state === 'given' ? idMessages(ids.value, targets) : [],
        ...version.state === 'given' ? versionMessages(version.value, isSet(ids), targets) : []
    ];
}
function idMessages(ids, targets) {
    const refused = (expected)=>[
            conflict('remediation-id', expected)
        ];
    const services = targets.filter(({ service })=>service !== '');
    if (!ids.isByService && ids.entries.length !== 1) {
        return refused('one ID, of the next successful deployment; or the JSON of the output deployment-ids');
    }
    if (!ids.isByService && services.length > 1) {
        return refused('the JSON of the output deployment-ids of the remediating step, because deployment-id is for several services; or remediation-version in its place');
    }
    if (ids.isByService && services.length < targets.length && ids.entries.length !== 1) {
        return refused('one ID, because deployment-id does not say which service each ID is for. The JSON of the output deployment-ids does');
    }
    const own = targets.flatMap(({ service, target })=>'id' in target && target.id === remediatingId(service, ids) ? [
            target.id
        ] : []);
    if (own.length > 0) {
        return refused(`the deployment that remediated the failure, but ${(0,lib_text/* quote */.hD)(own)} is a deployment that failed`);
    }
    const without = services.filter(({ service })=>remediatingId(service, ids) === undefined);
    const names = (0,lib_text/* enumerate */.HL)(without.map(({ service })=>service));
    const text = `Input "remediation-id" has no ID for ${names}. Deployments that are marked without a remediation have no recovery time.`;
    return without.length === 0 ? [] : [
        {
            level: 'warning',
            text
        }
    ];
}
function versionMessages(version, hasIds, targets) {
    const isOwn = targets.some(({ target })=>'version' in target && target.version === version);
    const own = `the version that remediated the failure, but ${(0,lib_text/* quote */.hD)([
        version
    ])} is the version of the deployment that failed`;
    const expected = hasIds ? 'remediation-id or remediation-version, but not both' : own;
    return hasIds || isOwn ? [
        conflict('remediation-version', expected)
    ] : [];
}
function isSet({ state }) {
    return state !== 'absent';
}
function notSet(input, expected) {
    return {
        level: 'error',
        text: `Input "${input}" is not set. Expected: ${expected}. ${NO_MARK}`
    };
}
function conflict(input, expected) {
    return {
        level: 'error',
        text: `Input "${input}" is invalid. Expected: ${expected}. ${NO_MARK}`
    };
}

;// CONCATENATED MODULE: ./lib/change-failure/report.js



const TITLE = 'Datadog DORA change failure';
function reportNothing(notes, jobSummary, { writeSummary }) {
    if (jobSummary) {
        writeSummary(summaryMarkdown({
            title: TITLE,
            notes
        }));
    }
}
function reportMarks(deliveries, notes, settings, { log, writeSummary }) {
    const { apiUrl, dryRun, failOnError, jobSummary } = settings;
    const consequence = `${reportContains(settings)} a command that makes each mark. ${(0,runner_stage/* effectOnJob */.Oo)(failOnError)}`;
    for (const message of causeMessages(deliveries, 'error', (names)=>`Datadog has not confirmed the mark of ${names}:`, consequence)){
        log.say(message);
    }
    const introduction = 'Not confirmed by Datadog. Run these commands to make the marks.';
    const inFull = [
        {
            introduction,
            deliveries: deliveries.filter(isLost)
        }
    ];
    const lines = dryRun ? dryRunLines(deliveries, apiUrl) : [
        ...deliveries.map((delivery)=>resultLine(delivery)),
        ...commandLines(inFull, apiUrl)
    ];
    for (const line of lines){
        log.info(line);
    }
    if (jobSummary) {
        writeSummary(summaryMarkdown({
            title: dryRun ? `${TITLE} (dry run, nothing sent)` : TITLE,
            notes,
            head: [
                'Deployment',
                'Change failure',
                'Remediation',
                'Result'
            ],
            rows: deliveries.map(rowOf),
            foot: doraLink(settings),
            ...commandBlocks(inFull, apiUrl)
        }));
    }
}
function rowOf(delivery) {
    const { label, mark } = delivery;
    const id = mark !== undefined && 'id' in mark.target && mark.target.id !== label ? ` ${markdownCode(mark.target.id)}` : '';
    const remediation = mark?.remediation;
    return [
        markdownCode(label) + id,
        mark?.changeFailure === false ? 'no' : 'yes',
        remediation === undefined ? '' : `${remediation.type}: ${markdownCode('id' in remediation ? remediation.id : remediation.version)}`,
        resultCell(delivery)
    ];
}

;// CONCATENATED MODULE: ./lib/change-failure/main.js









const ADVICE_ON_UNKNOWN = "Within the job that deploys, use that action's change-failure input: the event is sent only at the end of the job. If nothing was deployed, skip this job, e.g. by checking an output set from steps.<id>.outcome.";
async function main(stage) {
    const { keys, log } = stage;
    const { values, ...read } = openInputs(INPUTS, [
        'main'
    ], sourcesOf(stage)).of('');
    const settings = settingsFrom(values);
    const { failOnError, jobSummary } = settings;
    const { marks, messages: ofMarks } = marksFrom(values);
    const ofInputs = [
        ...read.messages,
        ...ofMarks
    ];
    const isNothing = marks.length === 0 && ofInputs.every(({ level })=>level === 'warning');
    const ofKeys = isNothing || settings.dryRun ? [] : await checkKeys(stage);
    const messages = [
        ...ofKeys,
        ...ofInputs
    ];
    (0,runner_stage/* sayProblems */.Yd)(messages, failOnError, log);
    const errors = messages.filter(({ level })=>level === 'error');
    if (errors.length > 0 || isBlocking(values)) {
        reportNothing(errors.map(({ text })=>text), jobSummary, stage);
        return failOnError ? 'failure' : 'success';
    }
    log.group('Settings', [
        ...keyFacts(keys),
        ...read.ownFacts
    ]);
    const notes = invalidNotes(read.refused);
    const verdict = sayRefused(read.refused, failOnError, log);
    if (isNothing) {
        const text = 'Nothing to mark: deployment-id contains no ID.';
        log.info(text);
        if (notes.length > 0) {
            reportNothing([
                text,
                ...notes
            ], jobSummary, stage);
        }
        return verdict;
    }
    const ship = await openDelivery(settings, stage, ADVICE_ON_UNKNOWN);
    const deliveries = await Promise.all(marks.map(async (mark)=>{
        const { first } = await ship({
            first: outgoingMark(mark),
            after: [],
            held: undefined
        });
        return first;
    }));
    reportMarks(deliveries, notes, settings, stage);
    return failOnError && deliveries.some(isLost) ? 'failure' : verdict;
}
async function checkKeys({ environment, keys }) {
    const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
    return [
        ...checkKey('api-key', keys.api, cause, NO_MARK),
        ...checkKey('app-key', keys.app, '', NO_MARK)
    ];
}


/***/ }),

/***/ 390:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(755);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(530);


await (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .Si)(_main_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .i, {
    title: 'Datadog DORA change failure',
    lost: 'nothing is marked as a change failure',
    sends: true
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

/***/ 755:
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
/* harmony export */   jQ: () => (/* binding */ showInvisible),
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   nH: () => (/* binding */ KIB),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/* unused harmony export codeOf */
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
/******/ var __webpack_exports__ = __nccwpck_require__(390);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
