import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

;// CONCATENATED MODULE: ./lib/datadog/mark.js
const TYPE = 'dora_deployment_patch_request';
const PATH = '/api/v2/dora/deployments';
function markRequest({ target, changeFailure, remediation }) {
    const mark = {
        change_failure: changeFailure,
        remediation
    };
    return 'id' in target ? {
        kind: 'mark',
        method: 'PATCH',
        path: `${PATH}/${encodeURIComponent(target.id)}`,
        body: JSON.stringify({
            data: {
                id: target.id,
                type: TYPE,
                attributes: mark
            }
        })
    } : {
        kind: 'mark',
        method: 'PATCH',
        path: PATH,
        body: JSON.stringify({
            data: {
                type: TYPE,
                attributes: {
                    ...target,
                    ...mark
                }
            }
        })
    };
}
function isMarkByName({ path }) {
    return path === PATH;
}

// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
;// CONCATENATED MODULE: ./lib/github/repository.js

function parseRepository(text, serverUrl) {
    const name = withoutSlashes(text);
    if (/^[\w-]+\/[\w.-]+$/.test(name)) {
        const url = parseRepositoryUrl(`${withoutSlashes(serverUrl)}/${name}`);
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

// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
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



const LONGEST_OBJECT = 100 * lib_text/* KIB */.nH;
const MOST_WARNINGS = 10;
function readPerService(name, entry, { object, variable }, sources) {
    const { keys, services } = sources;
    const { text, source } = object;
    const json = Buffer.byteLength(text) > LONGEST_OBJECT ? undefined : (0,lib_text/* parseJson */.qF)(text);
    if (!(0,lib_text/* isObject */.Gv)(json)) {
        const written = (0,runner_keys/* revealsKey */.Mh)(text, keys) ? 'is invalid (its value is not shown)' : `is invalid: "${(0,lib_text/* shorten */.ml)(cleanText(entry, text))}"`;
        const expected = `${entry.expected}; or a JSON object with a value per service, at most ${LONGEST_OBJECT / lib_text/* KIB */.nH} KiB`;
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

// EXTERNAL MODULE: ./lib/runner/stage.js + 9 modules
var stage = __nccwpck_require__(755);
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
    const value = parseTime(text, now);
    return value === undefined ? REFUSED : {
        value
    };
}
function parseStart(text, circumstances) {
    if (circumstances.isForOneService) {
        const parsed = parseMoment(text, circumstances);
        return 'refused' in parsed ? {
            refused: EXPECTED_TIMES
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

;// CONCATENATED MODULE: ./lib/report/summary.js

const LONGEST_SUMMARY = 1_000_000;
const LONGEST_NOTICE = 1000;
function summaryMarkdown(parts) {
    const { title, notes = [], head = [], rows = [], foot = '', advice = '', commands = [] } = parts;
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
        ...foot === '' ? [] : [
            '',
            foot
        ],
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
    if (!/[`|\\<>&[\]]/.test(line)) {
        return line === '' ? '' : `\`${line}\``;
    }
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

;// CONCATENATED MODULE: ./lib/report/curl.js

function curlCommand({ kind, method, path, body }, apiUrl) {
    const address = `'${`${apiUrl}${path}`.replaceAll("'", `'\\''`)}'`;
    const appKey = kind === 'mark' ? ' -H "DD-APPLICATION-KEY: $DD_APP_KEY"' : '';
    return [
        `curl --fail-with-body -X ${method} ${address} -H "DD-API-KEY: $DD_API_KEY"${appKey} -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'`,
        harmlessJson(body),
        'END_OF_BODY'
    ].join('\n');
}

;// CONCATENATED MODULE: ./lib/report/deliveries.js



function isLost(outcome) {
    return outcome.state === 'lost';
}
function effortOf({ attempts, milliseconds }) {
    return `after ${milliseconds} ms, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
}
const MOST_ANNOTATIONS = 10;
function causeMessages(deliveries, what, consequence) {
    const causes = new Map();
    for (const { label, outcome } of deliveries){
        if (isLost(outcome)) {
            const cause = `${outcome.what}. ${outcome.hint}`.trim();
            causes.set(cause, [
                ...causes.get(cause) ?? [],
                label
            ]);
        }
    }
    const messages = [
        ...causes
    ].map(([cause, labels])=>`${what} ${(0,lib_text/* enumerate */.HL)(labels.map(lib_text/* shorten */.ml))}: ${cause} ${consequence}`);
    const shown = messages.length > MOST_ANNOTATIONS ? messages.slice(0, MOST_ANNOTATIONS - 1) : messages;
    const rest = messages.length - shown.length;
    return rest === 0 ? shown : [
        ...shown,
        `${what} others, for ${rest} more reasons. The log has them. ${consequence}`
    ];
}
function commandsOf(deliveries, apiUrl) {
    return deliveries.filter(({ outcome })=>isLost(outcome)).map(({ request })=>curlCommand(request, apiUrl));
}
function commandLines(introduction, deliveries, apiUrl) {
    const commands = commandsOf(deliveries, apiUrl);
    return commands.length === 0 ? [] : [
        `${introduction} ${keysFor(deliveries)}`,
        ...commands.flatMap((command)=>command.split('\n'))
    ];
}
function dryRunLines(deliveries, apiUrl) {
    const requests = deliveries.filter(({ outcome })=>outcome.state === 'dry run');
    return requests.length === 0 ? [] : [
        'Dry run: nothing is sent. Each request would be:',
        ...requests.flatMap(({ request: { method, path, body } })=>[
                `${method} ${apiUrl}${path}`,
                harmlessJson(body)
            ])
    ];
}
function reportHas(jobSummary) {
    return jobSummary ? 'The log and the job summary have' : 'The log has';
}
function summaryEnd(deliveries, { doraPage, apiUrl, introduction }, redact) {
    return {
        foot: `[DORA Metrics in Datadog](${doraPage})`,
        advice: `${introduction} ${keysFor(deliveries)}`,
        commands: commandsOf(deliveries, apiUrl).map(redact)
    };
}
function keysFor(deliveries) {
    const hasMarks = deliveries.some(({ request, outcome })=>request.kind === 'mark' && isLost(outcome));
    return `Put the API key in DD_API_KEY${hasMarks ? ' and the application key in DD_APP_KEY' : ''}.`;
}

;// CONCATENATED MODULE: ./lib/runner/delivery.js

/**
 * Opens a stage's client, whose timeout begins now. In a dry run it sends nothing. Its connections end with the
 * process: closing them first takes 3 ms.
 * @param settings.timeout milliseconds for everything that the client sends
 * @param adviceOnUnknown says what else to check if Datadog does not know a deployment to be marked; '' for nothing
 */
async function openDelivery({ environment, keys, log, signal }, { apiUrl, dryRun, timeout, }, adviceOnUnknown) {
    if (dryRun) {
        return async (request, label) => ({
            label,
            request,
            outcome: { state: 'dry run' },
            attempts: 0,
            milliseconds: 0,
        });
    }
    // Only now: a stage that sends nothing does not load undici. Both actions share this bundle.
    const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.js');
    const client = openClient({
        apiUrl,
        apiKey: keys.api.value,
        appKey: (0,runner_keys/* isSendable */.dT)(keys.app.value) ? keys.app.value : undefined,
        timeout,
        adviceOnUnknown,
        environment,
        signal,
        redact: log.redact,
        info: log.info,
        debug: log.debug,
    });
    return client.send;
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
const INPUTS = {
    'deployment-id': idsInput,
    service: lineInput('service'),
    env: lineInput('env'),
    version: lineInput('version'),
    'change-failure': booleanInput('true', NO_MARK, 'error'),
    remediation: {
        settled: 'main',
        parse: (text)=>text === 'rollback' || text === 'rollforward' ? {
                value: text
            } : {
                refused: ''
            },
        expected: 'rollback or rollforward',
        consequence: NO_MARK,
        level: 'error'
    },
    'remediation-id': idsInput,
    'remediation-version': lineInput('version'),
    ...deliveryInputs('The mark is sent there anyway.', NO_MARK)
};
function lineInput(what) {
    return {
        settled: 'main',
        parse: parseLine,
        expected: `one ${what}, on one line`,
        consequence: NO_MARK,
        level: 'error'
    };
}
function parseDeployments(text) {
    if (!text.startsWith('{')) {
        const parsed = parseIds(text, MOST_IDS);
        return 'refused' in parsed ? parsed : {
            value: {
                list: parsed.value
            }
        };
    }
    const because = 'because the value begins with "{"';
    const json = (0,lib_text/* parseJson */.qF)(text);
    if (!(0,lib_text/* isObject */.Gv)(json)) {
        return {
            refused: `valid JSON, ${because}: the output deployment-ids of the deploying step, unchanged`
        };
    }
    const byService = new Map();
    const others = [];
    for (const [service, id] of Object.entries(json)){
        if (typeof id === 'string' && isDeploymentId(id)) {
            byService.set(service, id);
        } else {
            others.push(service);
        }
    }
    if (others.includes('deployment-ids')) {
        return {
            refused: 'the output deployment-ids alone, not all outputs of its step or job'
        };
    }
    if (others.length > 0) {
        return {
            refused: `a JSON object with an ID per service, ${because}. The value of ${(0,lib_text/* quote */.hD)(others)} is not an ID of ${EXPECTED_IDS}`
        };
    }
    return byService.size > MOST_IDS ? {
        refused: `at most ${MOST_IDS} IDs`
    } : {
        value: {
            byService
        }
    };
}

;// CONCATENATED MODULE: ./lib/change-failure/marks.js




function marksFrom(values) {
    const ids = values['deployment-id'].common;
    const problems = targetProblems(values);
    const targets = targetsFrom(values);
    if (ids.state === 'given' && targets.length === 0) {
        return {
            marks: [],
            problems
        };
    }
    const changeFailure = valueOr(values['change-failure'].common, true);
    return {
        marks: targets.map((one)=>({
                label: one.label,
                mark: {
                    target: one.target,
                    changeFailure,
                    remediation: remediationOf(one, values)
                }
            })),
        problems: [
            ...problems,
            ...changeFailure ? remediationProblems(values, targets) : remediationOfNoFailure(values)
        ]
    };
}
const NAMES = [
    'service',
    'env',
    'version'
];
function targetProblems(values) {
    const areSet = NAMES.filter((name)=>isSet(values[name].common));
    if (isSet(values['deployment-id'].common)) {
        const [name] = areSet.filter((one)=>values[one].common.state !== 'refused');
        return name === undefined ? [] : [
            conflict(name, 'error', 'deployment-id, or service, env and version, but not both', NO_MARK)
        ];
    }
    const missing = areSet.length === 0 ? [
        'deployment-id'
    ] : NAMES.filter((name)=>!areSet.includes(name));
    return missing.map((name)=>notSet(name, 'deployment-id, or service, env and version together'));
}
function targetsFrom(values) {
    const ids = values['deployment-id'].common;
    if (ids.state === 'given') {
        return 'list' in ids.value ? ids.value.list.map((id)=>({
                label: id,
                service: '',
                target: {
                    id
                }
            })) : [
            ...ids.value.byService
        ].map(([service, id])=>({
                label: service,
                service,
                target: {
                    id
                }
            }));
    }
    const [service, env, version] = [
        values.service.common,
        values.env.common,
        values.version.common
    ];
    return service.state === 'given' && env.state === 'given' && version.state === 'given' ? [
        {
            label: `${service.value} ${version.value} in ${env.value}`,
            service: service.value,
            target: {
                service: service.value,
                env: env.value,
                version: version.value
            }
        }
    ] : [];
}
function remediationOf(target, values) {
    const type = valueOr(values.remediation.common, undefined);
    const version = valueOr(values['remediation-version'].common, undefined);
    const ids = valueOr(values['remediation-id'].common, undefined);
    if (type === undefined) {
        return undefined;
    }
    if (version !== undefined) {
        return {
            type,
            version
        };
    }
    const id = ids === undefined ? undefined : remedyOf(target, ids);
    return id === undefined ? undefined : {
        type,
        id
    };
}
function remedyOf({ service }, ids) {
    if ('list' in ids) {
        return ids.list[0];
    }
    return service === '' ? [
        ...ids.byService.values()
    ][0] : ids.byService.get(service);
}
function remediationOfNoFailure(values) {
    const names = [
        'remediation',
        'remediation-id',
        'remediation-version'
    ];
    return names.filter((name)=>values[name].common.state === 'given').slice(0, 1).map((name)=>conflict(name, 'error', 'no remediation with change-failure: false', NO_MARK));
}
function remediationProblems(values, targets) {
    const type = values.remediation.common;
    const ids = values['remediation-id'].common;
    const version = values['remediation-version'].common;
    const half = isSet(type) === (isSet(ids) || isSet(version)) ? [] : isSet(type) ? [
        notSet('remediation-id', 'with remediation, remediation-id or remediation-version')
    ] : [
        notSet('remediation', 'rollback or rollforward, because remediation-id or remediation-version is set')
    ];
    return [
        ...half,
        ...ids.state === 'given' ? idProblems(ids.value, targets) : [],
        ...version.state === 'given' ? versionProblems(version.value, isSet(ids), targets) : []
    ];
}
function idProblems(ids, targets) {
    const refused = (expected)=>[
            conflict('remediation-id', 'error', expected, NO_MARK)
        ];
    const services = targets.filter(({ service })=>service !== '');
    if ('list' in ids) {
        if (ids.list.length !== 1) {
            return refused('one ID, of the next good deployment; or the JSON of the output deployment-ids');
        }
        if (services.length > 1) {
            return refused('the JSON of the output deployment-ids of the remedying step, because deployment-id is for several services; or remediation-version in its place');
        }
    } else if (services.length < targets.length && ids.byService.size !== 1) {
        return refused('one ID, because deployment-id does not say which service each ID is for. The JSON of the output deployment-ids does');
    }
    const isOwn = (one)=>'id' in one.target && one.target.id === remedyOf(one, ids);
    const own = targets.filter(isOwn).map(({ target })=>'id' in target ? target.id : '');
    if (own.length > 0) {
        return refused(`the deployment that remedied the failure, but ${(0,lib_text/* quote */.hD)(own)} is a deployment that failed`);
    }
    const lacking = targets.filter((one)=>remedyOf(one, ids) === undefined).map(({ service })=>service);
    return lacking.length === 0 ? [] : [
        {
            level: 'warning',
            input: 'remediation-id',
            message: `Input "remediation-id" has no ID for ${(0,lib_text/* enumerate */.HL)(lacking)}. Deployments that are marked without a remediation have no recovery time.`
        }
    ];
}
function versionProblems(version, hasIds, targets) {
    const refused = (expected)=>[
            conflict('remediation-version', 'error', expected, NO_MARK)
        ];
    if (hasIds) {
        return refused('remediation-id or remediation-version, but not both');
    }
    return targets.some(({ target })=>'version' in target && target.version === version) ? refused(`the version that remedied the failure, but ${(0,lib_text/* quote */.hD)([
        version
    ])} is the version of the deployment that failed`) : [];
}
function isSet({ state }) {
    return state !== 'absent';
}
function notSet(input, expected) {
    return {
        level: 'error',
        input,
        message: `Input "${input}" is not set. Expected: ${expected}. ${NO_MARK}`
    };
}

;// CONCATENATED MODULE: ./lib/change-failure/report.js



const TITLE = 'Datadog DORA change failure';
function reportInvalid(errors, jobSummary, { log, writeSummary }) {
    if (jobSummary) {
        const notes = errors.map(({ message })=>log.redact(message));
        writeSummary(summaryMarkdown({
            title: TITLE,
            notes
        }));
    }
}
function reportMarks(marked, { site, apiUrl, failOnError, jobSummary }, { log, writeSummary }) {
    const deliveries = marked.map(({ sent })=>sent);
    const lines = [
        ...dryRunLines(deliveries, apiUrl),
        ...marked.flatMap(lineOf),
        ...commandLines('Unconfirmed marks, in full. Each command sends one again.', deliveries, apiUrl)
    ];
    for (const line of lines){
        log.info(line);
    }
    const consequence = `${reportHas(jobSummary)} a command for each mark. ${(0,stage/* effectOnJob */.Oo)(failOnError)}`;
    for (const message of causeMessages(deliveries, 'Datadog has not confirmed the mark of', consequence)){
        log.say({
            level: 'error',
            text: message
        });
    }
    if (jobSummary) {
        const introduction = 'These commands send the unconfirmed marks again.';
        writeSummary(summaryMarkdown({
            title: TITLE,
            head: [
                'Deployment',
                'Change failure',
                'Remediation',
                'Result'
            ],
            rows: marked.map((one)=>rowOf(one, log.redact)),
            ...summaryEnd(deliveries, {
                doraPage: site.doraPage,
                apiUrl,
                introduction
            }, log.redact)
        }));
    }
}
function lineOf(one) {
    const { label, outcome } = one.sent;
    if (outcome.state === 'dry run') {
        return [];
    }
    const why = isLost(outcome) ? `: ${outcome.what}` : '';
    return [
        `${label}: ${resultOf(one)} ${effortOf(one.sent)}${why}`
    ];
}
function resultOf({ mark, sent: { outcome } }) {
    switch(outcome.state){
        case 'lost':
            return 'unconfirmed mark';
        case 'dry run':
            return 'dry run, not sent';
        case 'stored':
            return `marked as ${mark.changeFailure ? 'a' : 'no'} change failure (HTTP ${outcome.status})`;
    }
}
function rowOf(one, redact) {
    const { mark, sent } = one;
    const { target, remediation } = mark;
    const code = (text)=>markdownCode(redact(text));
    const id = 'id' in target && target.id !== sent.label ? ` ${code(target.id)}` : '';
    return [
        code(sent.label) + id,
        mark.changeFailure ? 'yes' : 'no',
        remediation === undefined ? '' : `${remediation.type}: ${code('id' in remediation ? remediation.id : remediation.version)}`,
        isLost(sent.outcome) ? `**Unconfirmed**: ${code(sent.outcome.what)}` : resultOf(one)
    ];
}

;// CONCATENATED MODULE: ./lib/change-failure/main.js










const ADVICE_ON_UNKNOWN = 'A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome.';
async function main(stage) {
    const { log } = stage;
    const read = readInputs(INPUTS, [
        'main'
    ], sourcesOfMain(stage));
    const { marks, problems: ofMarks } = marksFrom(read.values);
    const ofInputs = [
        ...read.problems,
        ...ofMarks
    ];
    const isNothing = marks.length === 0 && ofInputs.every(({ level })=>level === 'warning');
    const needsKeys = !isNothing && !valueOr(read.values['dry-run'].common, false);
    const problems = [
        ...needsKeys ? await checkKeys(stage) : [],
        ...ofInputs
    ];
    const failOnError = valueOr(read.values['fail-on-error'].common, false);
    logProblems(problems, failOnError, log);
    const errors = problems.filter(({ level })=>level === 'error');
    const settings = settingsFrom(read.values);
    if (errors.length > 0 || settings === undefined) {
        reportInvalid(errors, valueOr(read.values['job-summary'].common, true), stage);
        return failOnError ? 'failure' : 'success';
    }
    log.group('Datadog DORA change failure', read.facts);
    if (isNothing) {
        log.info('Nothing to mark: deployment-id contains no ID.');
        return 'success';
    }
    const marked = await sendMarks(marks, settings, stage);
    reportMarks(marked, settings, stage);
    return failOnError && marked.some(({ sent })=>isLost(sent.outcome)) ? 'failure' : 'success';
}
async function checkKeys({ environment, keys }) {
    const cause = keys.api.value === '' ? causeOfMissingKey(await readGitHubContext(environment)) : '';
    return [
        ...checkKey('api-key', keys.api, cause, NO_MARK),
        ...checkKey('app-key', keys.app, '', NO_MARK)
    ];
}
async function sendMarks(marks, settings, stage) {
    const send = await openDelivery(stage, settings, ADVICE_ON_UNKNOWN);
    return Promise.all(marks.map(async ({ label, mark })=>({
            mark,
            sent: await send(markRequest(mark), label)
        })));
}


/***/ }),

/***/ 390:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(755);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(493);


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
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/time.js


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
    if (earlier.bootId !== later.bootId || passed < 0n) {
        return undefined;
    }
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
        saveState: (entries)=>handOver(entries, environment['GITHUB_STATE'], 'save-state'),
        setOutputs: (outputs)=>handOver(Object.entries(outputs), environment['GITHUB_OUTPUT'], 'set-output'),
        writeSummary: (markdown)=>{
            const file = environment['GITHUB_STEP_SUMMARY'];
            try {
                if (file) {
                    appendWholly(file, markdown);
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
        startedAt: processStart(),
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
