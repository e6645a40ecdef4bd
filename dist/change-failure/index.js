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

/***/ 959:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  L: () => (/* binding */ checkKeys),
  Ko: () => (/* binding */ readInputs)
});

// UNUSED EXPORTS: NO_MARK

// EXTERNAL MODULE: ./lib/inputs/reader.js
var inputs_reader = __nccwpck_require__(178);
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
    'uk1.datadoghq.com',
];
const GOVERNMENT_SITES = ['ddog-gov.com', 'us2.ddog-gov.com'];
const WITHOUT_LABEL = ['datadoghq.com', 'datadoghq.eu', 'ddog-gov.com'];
// A site that Datadog opens after this release is named like the others.
const SITE_TO_COME = /^[a-z]{2}\d\.datadoghq\.com$/;
/** What people call the sites, and their parameters. */
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
    'US2-FED': 'us2.ddog-gov.com',
};
/** What `parseSite` reads, in the words of an error message. */
const ACCEPTED_SITES = `${[...SITES, ...GOVERNMENT_SITES].join(', ')}, or the web address of one`;
/**
 * Reads a site parameter, or a web address of a site, in any case. The key is sent to the host that comes out
 * of this, so only plain ASCII host names are read and only known ones returned.
 * @returns the site, or the reason of a refusal that says more than "not a site"
 */
function parseSite(text) {
    const host = /^(?:https?:\/\/)?([a-z0-9.-]+)(?:\/[\x21-\x7e]*)?$/i.exec(text)?.[1] ?? '';
    const name = host.toLowerCase().replace(/^(?:app|api)\./, '');
    // `us1.datadoghq.com` looks like a site, but is none.
    const region = name.replace(/\.datadoghq\.(?:com|eu)$/, '').toUpperCase();
    const site = SITES.includes(name) ? undefined : REGIONS[region];
    if (site !== undefined) {
        return { refused: `${region} is ${site}` };
    }
    if (SITES.includes(name) || GOVERNMENT_SITES.includes(name) || SITE_TO_COME.test(name)) {
        return {
            name,
            apiUrl: `https://api.${name}`,
            doraPage: `https://${WITHOUT_LABEL.includes(name) ? 'app.' : ''}${name}/ci/dora`,
            supportsDora: !GOVERNMENT_SITES.includes(name),
        };
    }
    return {
        refused: /^[a-z0-9-]+(?:\.[a-z]{2}\d)?\.(?:datadoghq\.(?:com|eu)|ddog-gov\.com)$/.test(name)
            ? "an organisation's own address does not tell its site (Datadog shows it under Organization Settings)"
            : '',
    };
}
/** What `parseApiUrl` reads, in the words of an error message. */
const ACCEPTED_API_URLS = 'an https:// URL, or an http:// URL of a loopback address (127.0.0.0/8, [::1], localhost), without credentials, query or fragment';
/**
 * Reads the base URL of an API endpoint; a path prefix is kept.
 * @returns the URL without a slash at the end, or undefined for one the key must not be sent to
 */
function parseApiUrl(text) {
    if (!/^https?:\/\/[^\s\\/?#@]+(?:\/[^\s\\?#]*)?$/i.test(text) || !URL.canParse(text)) {
        return undefined;
    }
    const url = new URL(text);
    const isTrusted = url.protocol === 'https:' || isLoopback(url.hostname);
    return isTrusted ? (0,lib_text/* withoutSlashes */.C2)(url.href) : undefined;
}
/** @param hostname as the WHATWG URL parser gives it: lower case, IPv4 in four decimal parts, IPv6 in brackets */
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

// EXTERNAL MODULE: ./lib/github/repository.js
var repository = __nccwpck_require__(635);
;// CONCATENATED MODULE: ./lib/inputs/shared.js



/**
 * Reads the site of Datadog.
 * @param unsupported what follows for a site that Datadog documents without DORA Metrics
 * @param otherwise what follows where it is invalid
 */
function readSite(reader, unsupported, otherwise) {
    const site = reader.read('site', {
        parse: (text) => {
            const parsed = parseSite(text);
            return 'name' in parsed
                ? parsed
                : new inputs_reader/* Refusal */.P_([ACCEPTED_SITES, parsed.refused].filter(Boolean).join('; '));
        },
        variables: ['DATADOG_SITE', 'DD_SITE'],
        fallback: 'datadoghq.com',
        accepted: ACCEPTED_SITES,
        level: 'error',
        otherwise,
        show: repository/* withoutSecrets */.cT,
    });
    if (!site.supportsDora) {
        reader.refuse('site', {
            written: { text: site.name },
            accepted: 'a site with DORA Metrics, which Datadog documents this one not to have',
            otherwise: unsupported,
        });
    }
    return site;
}
/** @returns undefined where none is given, or it is invalid */
function readApiUrl(reader, otherwise) {
    return reader.read('api-url', {
        parse: parseApiUrl,
        accepted: ACCEPTED_API_URLS,
        level: 'error',
        otherwise,
        show: repository/* withoutSecrets */.cT,
    });
}
/** Reads a boolean whose default is `false`. */
function readBoolean(reader, name, level, otherwise) {
    return reader.read(name, {
        parse: inputs_reader/* parseBoolean */.yG,
        fallback: 'false',
        accepted: inputs_reader/* ACCEPTED_BOOLEANS */._q,
        level,
        otherwise,
    });
}
function readFailOnError(reader) {
    return readBoolean(reader, 'fail-on-error', 'warning', 'It counts as "false": nothing that goes wrong fails the job.');
}
function readJobSummary(reader) {
    return reader.read('job-summary', {
        parse: inputs_reader/* parseBoolean */.yG,
        fallback: 'true',
        accepted: inputs_reader/* ACCEPTED_BOOLEANS */._q,
        otherwise: 'The default, "true", is used: a job summary is written.',
    });
}
/** @returns milliseconds */
function readTimeout(reader) {
    return reader.read('timeout', {
        parse: (text) => {
            const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
            return seconds >= 1 && seconds <= 120 ? seconds * 1000 : undefined;
        },
        fallback: '60',
        accepted: 'whole seconds from 1 to 120',
        otherwise: 'The default, 60, is used.',
    });
}
/** What an id of a deployment is. Source: Datadog's API reference, `id`. */
const ACCEPTED_IDS = '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"';
function isDeploymentId(text) {
    return /^[A-Za-z0-9\-_.:]{16,128}$/.test(text);
}

// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/change-failure/inputs.js



/** What follows from an invalid input. */
const NO_MARK = 'Nothing is marked.';
const MOST_IDS = 1000;
const LONGEST_IDS = 100 * 1024;
/** How many services a message names. */
const MOST_NAMES = 10;
/** Reads all inputs but the keys. */
function readInputs(reader) {
    const site = readSite(reader, 'The mark is sent there anyway.', NO_MARK);
    const settings = {
        site,
        apiUrl: readApiUrl(reader, NO_MARK) ?? site.apiUrl,
        dryRun: readBoolean(reader, 'dry-run', 'error', NO_MARK),
        failOnError: readFailOnError(reader),
        timeout: readTimeout(reader),
        jobSummary: readJobSummary(reader),
    };
    return { settings, marks: readMarks(reader) };
}
function readMarks(reader) {
    const deploymentIds = readIds(reader, 'deployment-id');
    const names = ['service', 'env', 'version'];
    const [service, env, version] = names.map((name) => readName(reader, name));
    const given = names.filter((name) => reader.text(name) !== '');
    const isByName = service !== undefined && env !== undefined && version !== undefined;
    const hasIds = reader.text('deployment-id') !== '';
    const isFailure = readChangeFailure(reader);
    const remediation = readRemediation(reader, isFailure);
    if (hasIds && given.length > 0) {
        refuse(reader, given[0] ?? 'service', 'deployment-id, or service, env and version, not both');
    }
    else if (!hasIds && given.length < names.length) {
        const missing = given.length === 0 ? ['deployment-id'] : names.filter((name) => !given.includes(name));
        for (const name of missing) {
            reader.refuse(name, {
                level: 'error',
                written: 'missing',
                accepted: 'deployment-id, or service, env and version together',
                otherwise: NO_MARK,
            });
        }
    }
    if (deploymentIds === undefined) {
        return isByName && !hasIds ? markByName({ service, env, version }, isFailure, remediation, reader) : [];
    }
    return markById(deploymentIds, isFailure, remediation, reader);
}
function readChangeFailure(reader) {
    return reader.read('change-failure', {
        parse: inputs_reader/* parseBoolean */.yG,
        fallback: 'true',
        accepted: inputs_reader/* ACCEPTED_BOOLEANS */._q,
        level: 'error',
        otherwise: NO_MARK,
    });
}
function readName(reader, name) {
    return reader.read(name, {
        parse: (text) => (/[\r\n]/.test(text) ? undefined : text),
        accepted: `one ${name}, on one line`,
        level: 'error',
        otherwise: NO_MARK,
    });
}
function readIds(reader, name) {
    return reader.read(name, {
        parse: (text) => parseIds(text),
        accepted: `${ACCEPTED_IDS}; several ids separated by newlines or commas; or the JSON of the output deployment-ids`,
        level: 'error',
        otherwise: NO_MARK,
        most: LONGEST_IDS,
    });
}
function parseIds(text) {
    if (!text.startsWith('{')) {
        const ids = (0,inputs_reader/* splitList */.ry)(text);
        return ids.length > MOST_IDS
            ? new inputs_reader/* Refusal */.P_(`at most ${MOST_IDS} ids`)
            : ids.length > 0 && ids.every(isDeploymentId)
                ? { ids }
                : undefined;
    }
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return new inputs_reader/* Refusal */.P_('JSON of services and ids, because the value begins with "{"');
    }
    const entries = Object.entries(typeof json === 'object' && json !== null ? json : {});
    const byService = new Map();
    for (const [service, id] of entries) {
        if (typeof id !== 'string' || !isDeploymentId(id)) {
            return undefined;
        }
        byService.set(service, id);
    }
    return byService.size > MOST_IDS ? new inputs_reader/* Refusal */.P_(`at most ${MOST_IDS} ids`) : { byService };
}
function readRemediation(reader, isFailure) {
    const type = reader.read('remediation', {
        parse: (text) => (text === 'rollback' || text === 'rollforward' ? text : undefined),
        accepted: 'rollback or rollforward',
        level: 'error',
        otherwise: NO_MARK,
    });
    const ids = readIds(reader, 'remediation-id');
    const version = readName(reader, 'remediation-version');
    const [hasType, hasIds, hasVersion] = ['remediation', 'remediation-id', 'remediation-version'].map((name) => reader.text(name) !== '');
    if (hasType && !isFailure) {
        refuse(reader, 'remediation', 'no remediation with change-failure: false');
    }
    if (hasIds && hasVersion) {
        refuse(reader, 'remediation-version', 'remediation-id or remediation-version, not both');
    }
    if (hasType && !hasIds && !hasVersion) {
        reader.refuse('remediation-id', {
            level: 'error',
            written: 'missing',
            accepted: 'with remediation, the id or the version of the deployment that remedied the failure',
            otherwise: NO_MARK,
        });
    }
    if (!hasType && (hasIds || hasVersion)) {
        reader.refuse('remediation', {
            level: 'error',
            written: 'missing',
            accepted: 'rollback or rollforward, with remediation-id or remediation-version',
            otherwise: NO_MARK,
        });
    }
    return type && { type, ids, version };
}
function markByName(target, changeFailure, remediation, reader) {
    const name = `${target.service} ${target.version} in ${target.env}`;
    return [{ name, mark: { target, changeFailure, remediation: remediationOf(remediation, '', 1, reader) } }];
}
function markById(ids, changeFailure, remediation, reader) {
    const named = 'ids' in ids ? ids.ids.map((id) => ['', id]) : [...ids.byService];
    if (named.length === 0) {
        return [];
    }
    const marks = named.map(([service, id]) => ({
        name: service === '' ? id : service,
        mark: {
            target: { id },
            changeFailure,
            remediation: remediationOf(remediation, service, named.length, reader),
        },
    }));
    const lacking = marks.filter(({ mark }) => mark.remediation === undefined).map(({ name }) => name);
    const areMatched = 'byService' in ids && remediation?.ids !== undefined && 'byService' in remediation.ids;
    if (areMatched && lacking.length > 0) {
        const more = lacking.length > MOST_NAMES ? ` and ${lacking.length - MOST_NAMES} more` : '';
        reader.refuse('remediation-id', {
            written: { text: reader.text('remediation-id') },
            accepted: `JSON with an id of each service that is marked, so of ${lacking.slice(0, MOST_NAMES).join(', ')}${more} as well`,
            otherwise: 'Their deployments are marked without a remediation, so they have no recovery time.',
        });
    }
    return marks;
}
/** @param service '' where only the deployment's id is known */
function remediationOf(remediation, service, deployments, reader) {
    if (remediation === undefined) {
        return undefined;
    }
    const { type, ids, version } = remediation;
    if (ids === undefined) {
        return version === undefined ? undefined : { type, version };
    }
    if ('ids' in ids) {
        const [id, ...others] = ids.ids;
        if (deployments > 1 || others.length > 0 || id === undefined) {
            refuse(reader, 'remediation-id', 'one id for a single deployment; for several, the JSON of the output deployment-ids in deployment-id and in remediation-id, or remediation-version');
            return undefined;
        }
        return { type, id };
    }
    if (service !== '') {
        const id = ids.byService.get(service);
        return id === undefined ? undefined : { type, id };
    }
    const [id, ...others] = ids.byService.values();
    if (deployments > 1 || others.length > 0 || id === undefined) {
        refuse(reader, 'remediation-id', 'JSON only where deployment-id is JSON of the same services');
        return undefined;
    }
    return { type, id };
}
/** Refuses an input once, whatever it is invalid for first. */
function refuse(reader, input, accepted) {
    if (!reader.problems.some((problem) => problem.input === input)) {
        reader.refuse(input, {
            level: 'error',
            written: { text: reader.text(input) },
            accepted,
            otherwise: NO_MARK,
        });
    }
}
/**
 * Says which keys are missing or cannot be sent.
 * @param causeOfMissing the likely reason for a missing API key, in sentences
 */
function checkKeys({ keys }, reader, causeOfMissing) {
    const wanted = [
        ['api-key', keys.api.value, 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY'],
        [
            'app-key',
            keys.app.value,
            'a Datadog application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY',
        ],
    ];
    for (const [input, key, accepted] of wanted) {
        if (!(0,runner_keys/* isSendable */.dT)(key)) {
            const written = key === '' ? 'missing' : 'hidden';
            const cause = input === 'api-key' && causeOfMissing !== '' ? `${causeOfMissing} ` : '';
            reader.refuse(input, { level: 'error', written, accepted, otherwise: `${cause}${NO_MARK}` });
        }
    }
}


/***/ }),

/***/ 230:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _datadog_mark_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(949);
/* harmony import */ var _github_context_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(120);
/* harmony import */ var _inputs_reader_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(178);
/* harmony import */ var _report_deliveries_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(692);
/* harmony import */ var _runner_interruption_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(891);
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(353);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(959);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(356);








const signal = (0,_runner_interruption_js__WEBPACK_IMPORTED_MODULE_0__/* .interruption */ .Y)();
await (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)('Nothing is marked as a change failure', markDeployments, { signal });
/** Marks each deployment, and reports what became of each mark. */
async function markDeployments(stage) {
    const { environment, keys, log } = stage;
    const reader = new _inputs_reader_js__WEBPACK_IMPORTED_MODULE_2__/* .Reader */ .mP({ ...stage, keys: keys.all, earlier: undefined, earlierWins: false });
    const { settings, marks } = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .readInputs */ .Ko)(reader);
    const hasErrors = () => reader.problems.some(({ level }) => level === 'error');
    const isEmpty = marks.length === 0 && !hasErrors();
    if (!settings.dryRun && !isEmpty) {
        const cause = keys.api.value === '' ? (0,_github_context_js__WEBPACK_IMPORTED_MODULE_4__/* .causeOfMissingKey */ .uh)(await (0,_github_context_js__WEBPACK_IMPORTED_MODULE_4__/* .readGitHubContext */ .L7)(environment)) : '';
        (0,_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .checkKeys */ .L)(stage, reader, cause);
    }
    for (const problem of reader.problems) {
        log.problem(problem, (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .effectOnJob */ .O)(settings.failOnError));
    }
    if (hasErrors()) {
        return settings.failOnError ? 'failure' : 'success';
    }
    log.group('Datadog change failure', reader.facts);
    if (isEmpty) {
        log.info('Nothing to mark: deployment-id has no deployment, because nothing was deployed.');
        return 'success';
    }
    const marked = await send(marks, settings, stage);
    (0,_report_js__WEBPACK_IMPORTED_MODULE_5__/* .report */ .z)(marked, settings, stage);
    return settings.failOnError && marked.some(({ outcome }) => (0,_report_deliveries_js__WEBPACK_IMPORTED_MODULE_6__/* .isLost */ .JD)(outcome)) ? 'failure' : 'success';
}
/** Sends all marks, in parallel. */
async function send(marks, settings, stage) {
    const { environment, keys, log } = stage;
    const { apiUrl, dryRun, timeout } = settings;
    if (dryRun) {
        return marks.map((mark) => ({ ...mark, outcome: { state: 'dry run' }, attempts: 0, milliseconds: 0 }));
    }
    const { openClient } = await import(/* webpackIgnore: true */ '../datadog/client.js');
    const [apiKey, appKey] = [keys.api.value, keys.app.value];
    const { redact, debug } = log;
    const client = openClient({ apiUrl, apiKey, appKey, timeout, environment, signal, redact, debug });
    try {
        return await Promise.all(marks.map(async (mark) => ({ ...mark, ...(await client.send((0,_datadog_mark_js__WEBPACK_IMPORTED_MODULE_7__/* .markRequest */ .T)(mark.mark), mark.name)) })));
    }
    finally {
        await client.close();
    }
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  z: () => (/* binding */ report)
});

// EXTERNAL MODULE: ./lib/datadog/mark.js
var datadog_mark = __nccwpck_require__(949);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
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

// EXTERNAL MODULE: ./lib/report/deliveries.js
var deliveries = __nccwpck_require__(692);
// EXTERNAL MODULE: ./lib/runner/stage.js + 7 modules
var stage = __nccwpck_require__(353);
;// CONCATENATED MODULE: ./lib/change-failure/report.js





const KEYS_FOR_COMMANDS = 'Put the API key in DD_API_KEY and the application key in DD_APP_KEY.';
/** Reports what became of each mark, and writes out in full what Datadog has not confirmed. */
function report(marked, { site, apiUrl, dryRun, failOnError, jobSummary }, { log, writeSummary }) {
    if (marked.some(({ mark }) => 'service' in mark.target)) {
        log.info('Datadog calls marking by service, env and version a preview.');
    }
    if (dryRun) {
        log.info('Dry run: nothing was sent. Each request would be:');
    }
    for (const result of marked) {
        const { name, mark, outcome } = result;
        if (outcome.state === 'dry run') {
            const { method, path, body } = (0,datadog_mark/* markRequest */.T)(mark);
            log.info(`${method} ${apiUrl}${path}`);
            log.info(harmlessJson(body));
        }
        else {
            const why = (0,deliveries/* isLost */.JD)(outcome) ? `: ${outcome.what}` : '';
            log.info(`${name}: ${wordsFor(result)} ${(0,deliveries/* effortOf */.yf)(result)}${why}`);
        }
    }
    const commands = marked
        .filter(({ outcome }) => (0,deliveries/* isLost */.JD)(outcome))
        .map(({ mark }) => curlCommand((0,datadog_mark/* markRequest */.T)(mark), apiUrl));
    if (commands.length > 0) {
        log.info(`Not confirmed; each command marks it again. ${KEYS_FOR_COMMANDS}`);
        commands.flatMap((command) => command.split('\n')).forEach((line) => void log.info(line));
    }
    const lost = marked.flatMap(({ name, outcome }) => ((0,deliveries/* isLost */.JD)(outcome) ? [{ name, outcome }] : []));
    const where = jobSummary ? 'The log and the job summary have' : 'The log has';
    (0,deliveries/* causeMessages */.Yd)(lost, 'Datadog has not confirmed the mark of', `${where} a command that marks each deployment. ${(0,stage/* effectOnJob */.O)(failOnError)}`).forEach((message) => void log.error(message));
    if (jobSummary) {
        const code = (text) => markdownCode(log.redact(text));
        writeSummary(summaryMarkdown({
            title: 'Datadog change failure',
            head: ['Deployment', 'ID', 'Change failure', 'Remediation', 'Result'],
            rows: marked.map((result) => [
                code(result.name),
                'id' in result.mark.target ? code(result.mark.target.id) : '',
                String(result.mark.changeFailure),
                remediationCell(result.mark, code),
                (0,deliveries/* isLost */.JD)(result.outcome) ? `**NOT confirmed**: ${code(result.outcome.what)}` : wordsFor(result),
            ]),
            foot: `[DORA Metrics in Datadog](${site.doraPage})`,
            advice: `To mark what is not confirmed, run these commands. ${KEYS_FOR_COMMANDS}`,
            commands: commands.map(log.redact),
        }));
    }
}
function wordsFor({ outcome, mark }) {
    switch (outcome.state) {
        case 'lost':
            return 'mark NOT confirmed by Datadog';
        case 'dry run':
            return 'dry run, not sent';
        case 'stored':
            return `${mark.changeFailure ? 'marked as a change failure' : 'marked as no change failure'} (HTTP ${outcome.status})`;
    }
}
function remediationCell({ remediation }, code) {
    return remediation === undefined
        ? ''
        : `${remediation.type}: ${code('id' in remediation ? remediation.id : remediation.version)}`;
}


/***/ }),

/***/ 949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ markRequest)
/* harmony export */ });
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


/***/ }),

/***/ 120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L7: () => (/* binding */ readGitHubContext),
/* harmony export */   uh: () => (/* binding */ causeOfMissingKey)
/* harmony export */ });
/* unused harmony exports ciTags, text, valueAt */
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(635);

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
        repositoryUrl: (0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRepositoryUrl */ .fn)(`${variable('SERVER_URL')}/${variable('REPOSITORY')}`) ?? '',
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
    const head = text(context.event, 'pull_request', 'head', 'repo', 'full_name');
    const base = text(context.event, 'pull_request', 'base', 'repo', 'full_name');
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
function text(value, ...path) {
    const found = valueAt(value, path);
    return typeof found === 'string' ? found : '';
}
/** The value at a path in a JSON value; undefined where there is none. */
function valueAt(value, path) {
    return path.reduce((current, key) => typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined, value);
}


/***/ }),

/***/ 635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cT: () => (/* binding */ withoutSecrets),
/* harmony export */   fn: () => (/* binding */ parseRepositoryUrl)
/* harmony export */ });
/* unused harmony exports repositoryPath, repositoryHost */
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(804);

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
        const name = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutSlashes */ .C2)(path);
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
    const path = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutSlashes */ .C2)(url.pathname);
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


/***/ }),

/***/ 178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P_: () => (/* binding */ Refusal),
/* harmony export */   _q: () => (/* binding */ ACCEPTED_BOOLEANS),
/* harmony export */   mP: () => (/* binding */ Reader),
/* harmony export */   ry: () => (/* binding */ splitList),
/* harmony export */   yG: () => (/* binding */ parseBoolean)
/* harmony export */ });
/* unused harmony export LONGEST_TEXT */
/* harmony import */ var _runner_keys_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(804);


/** Says what is accepted in more specific words than the entry does. */
class Refusal {
    accepted;
    constructor(accepted) {
        this.accepted = accepted;
    }
}
/** What an input may have unless it says otherwise, in UTF-8 bytes. */
const LONGEST_TEXT = 8 * _text_js__WEBPACK_IMPORTED_MODULE_0__/* .KIB */ .nH;
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
            const accepted = `${entry.accepted}; at most ${most / _text_js__WEBPACK_IMPORTED_MODULE_0__/* .KIB */ .nH} KiB`;
            this.refuse(name, { ...entry, accepted, written: { text: show(text.slice(0, most)) } });
        }
        else if ((0,_runner_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .revealsKey */ .Mh)(text, this.#sources.keys)) {
            this.refuse(name, { ...entry, accepted: 'a value without a Datadog key in it', written: 'hidden' });
        }
        else {
            const value = entry.parse(text);
            if (value !== undefined && !(value instanceof Refusal)) {
                if (show(text) !== '') {
                    this.facts.push({ name, value: show(text), source });
                }
                return value;
            }
            const accepted = value instanceof Refusal ? value.accepted : entry.accepted;
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
        if (value === undefined || value instanceof Refusal) {
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
        const hide = (text) => ((0,_runner_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .revealsKey */ .Mh)(text, keys) ? '***' : (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .ml)(show?.(text) ?? text));
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
function splitList(text) {
    const parts = text.split(/[\r\n,]+/).map((part) => part.trim());
    return [...new Set(parts)].filter((part) => part !== '');
}


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

/***/ 692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ isLost),
/* harmony export */   Yd: () => (/* binding */ causeMessages),
/* harmony export */   yf: () => (/* binding */ effortOf)
/* harmony export */ });
const MOST_ANNOTATIONS = 10;
const MOST_NAMES = 10;
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
        const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
        return `${what} ${names.slice(0, MOST_NAMES).join(', ')}${more}: ${cause} ${consequence}`;
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

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mh: () => (/* binding */ revealsKey),
/* harmony export */   dT: () => (/* binding */ isSendable),
/* harmony export */   iY: () => (/* binding */ redactKeys),
/* harmony export */   x4: () => (/* binding */ readKeys)
/* harmony export */ });
/* unused harmony export NO_KEYS */
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

/***/ 353:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  O: () => (/* binding */ effectOnJob),
  S: () => (/* binding */ runStage)
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
/******/ var __webpack_exports__ = __nccwpck_require__(230);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
