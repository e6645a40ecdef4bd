const __WEBPACK_EXTERNAL_createRequire = () => process.getBuiltinModule; // without loading "module", see dev/build.ts
/******/ var __webpack_modules__ = ({

/***/ 896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ov: () => (/* binding */ settleStart)
/* harmony export */ });
/* unused harmony exports settleFinish, mergeTags, deploymentBody */

/** @param jobStartedAt undefined where pre did not run */
function settleStart(startedAt, jobStartedAt, stepStartedAt) {
    if (typeof startedAt === 'bigint') {
        return { time: startedAt, source: 'input' };
    }
    if (startedAt === 'job' && jobStartedAt !== undefined) {
        return { time: jobStartedAt, source: "when the job's steps began" };
    }
    return {
        time: stepStartedAt,
        source: startedAt === 'job'
            ? 'when this step began; a local action has no pre stage that could note when the job did'
            : 'when this step began',
    };
}
/**
 * @param given by the `finished-at` input
 * @returns never a time before the start, which Datadog would refuse; `warning` says where that took a change
 */
function settleFinish(startedAt, given, recorded) {
    if (given !== undefined) {
        return { time: given, source: 'input' };
    }
    if (recorded >= startedAt) {
        return { time: recorded, source: 'when the job ended' };
    }
    return {
        time: startedAt,
        source: 'the start',
        warning: `The recorded finish, ${formatTime(recorded)}, lies before the start, ${formatTime(startedAt)}: the runner's clock was set back, or started-at lies in the future. The event goes out with the start as its finish.`,
    };
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
/** A deployment as the body of `POST /api/v2/dora/deployment`; its times are exact 64-bit integers. */
function deploymentBody(deployment) {
    const { id, service, env, version, team, customTags, git } = deployment;
    const attributes = {
        id,
        service,
        env,
        version,
        team,
        custom_tags: customTags.length > 0 ? customTags : undefined,
        git: git && { repository_url: git.repositoryUrl, commit_sha: git.commitSha },
        started_at: JSON.rawJSON(deployment.startedAt.toString()),
        finished_at: JSON.rawJSON(deployment.finishedAt.toString()),
    };
    return JSON.stringify({ data: { attributes } });
}


/***/ }),

/***/ 790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  uh: () => (/* binding */ causeOfMissingKey),
  L7: () => (/* binding */ readGitHubContext)
});

// UNUSED EXPORTS: ciTags, commitDoubt, readCheckout

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
// EXTERNAL MODULE: ./lib/inputs.js + 1 modules
var inputs = __nccwpck_require__(1);
;// CONCATENATED MODULE: ./lib/github.js


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
        repositoryUrl: (0,inputs/* parseRepositoryUrl */.fn)(`${variable('SERVER_URL')}/${variable('REPOSITORY')}`) ?? '',
        runAttempt: variable('RUN_ATTEMPT'),
        runId: variable('RUN_ID'),
        workflow: variable('WORKFLOW'),
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
    const head = github_text(context.event, 'pull_request', 'head', 'repo', 'full_name');
    const base = github_text(context.event, 'pull_request', 'base', 'repo', 'full_name');
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
    const { headRef, job, ref, repositoryUrl, runAttempt, runId, workflow } = context;
    const runUrl = repositoryUrl && runId && `${repositoryUrl}/actions/runs/${runId}`;
    const ownCommit = commitSha === context.commitSha;
    const tags = {
        'ci.pipeline.id': runId,
        'ci.pipeline.name': workflow,
        'ci.pipeline.url': runUrl && runAttempt ? `${runUrl}/attempts/${runAttempt}` : runUrl,
        'ci.job.name': job,
        'ci.job.url': runUrl && /^\d+$/.test(checkRunId) ? `${runUrl}/job/${checkRunId}` : '',
        'git.branch': ownCommit ? headRef || afterPrefix(ref, 'refs/heads/') : '',
        'git.tag': ownCommit ? afterPrefix(ref, 'refs/tags/') : '',
    };
    return Object.entries(tags).flatMap(([key, value]) => (value === '' ? [] : [`${key}:${value}`]));
}
function afterPrefix(whole, prefix) {
    return whole.startsWith(prefix) ? whole.slice(prefix.length) : '';
}
/**
 * Reads which commit is checked out, without git (which a job need not have).
 * Source: gitrepository-layout(5).
 * @param readFile gives a file's text, undefined for one that cannot be read
 */
function readCheckout(folder, readFile) {
    const link = /^gitdir: (.+)/.exec(readFile(join(folder, '.git')) ?? '')?.[1];
    const directory = resolve(folder, link?.trim() ?? '.git');
    const shared = resolve(directory, readFile(join(directory, 'commondir'))?.trim() ?? '.');
    const head = readFile(join(directory, 'HEAD'))?.trim() ?? '';
    const ref = /^ref: (.+)$/.exec(head)?.[1];
    const commitSha = ref === undefined
        ? head
        : (readFile(join(directory, ref)) ??
            readFile(join(shared, ref)) ??
            packedRef(readFile(join(shared, 'packed-refs')) ?? '', ref)).trim();
    const configuration = readFile(join(shared, 'config')) ?? '';
    const remoteUrls = [...configuration.matchAll(/^[ \t]*url[ \t]*=[ \t]*(\S+)/gm)].map(([, url = '']) => url);
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commitSha) ? { commitSha, remoteUrls } : undefined;
}
function packedRef(packedRefs, ref) {
    return (packedRefs
        .split(/\r?\n/)
        .find((line) => line.endsWith(` ${ref}`))
        ?.split(' ')[0] ?? '');
}
/**
 * Says where the commit that is sent, being the run's own, may not be what was deployed.
 * @returns a warning for the log, undefined where there is no doubt
 */
function commitDoubt(context, sent, checkout) {
    if (sent.commitSha !== context.commitSha) {
        return undefined;
    }
    const say = (doubt, expression) => `The deployment event has commit ${sent.commitSha} (GITHUB_SHA), ${doubt}. A wrong commit falsifies change lead time, change failure rate and recovery time: give the deployed one as the input git-commit-sha, e.g. ${expression}.`;
    const relevant = checkout !== undefined &&
        (checkout.remoteUrls.length === 0 ||
            checkout.remoteUrls.some((url) => repositoryPath(url) === repositoryPath(sent.repositoryUrl)));
    const pullRequestSha = github_text(context.event, 'pull_request', 'head', 'sha');
    if (context.eventName === 'pull_request') {
        return say(`the merge commit of a pull request, which is on no branch${pullRequestSha && ` (the pull request's own is ${pullRequestSha})`}`, `\${{ github.event.pull_request.head.sha }}`);
    }
    if (relevant) {
        return checkout.commitSha === sent.commitSha
            ? undefined
            : say(`but the workspace has ${checkout.commitSha} checked out`, `\${{ steps.checkout.outputs.commit }} with "id: checkout" on actions/checkout`);
    }
    const workflowRunSha = github_text(context.event, 'workflow_run', 'head_sha');
    return workflowRunSha === '' || workflowRunSha === sent.commitSha
        ? undefined
        : say(`but the workflow that started this one ran for ${workflowRunSha}`, `\${{ github.event.workflow_run.head_sha }}`);
}
/** `owner/name` of a repository's URL in any of its forms, lower case. */
function repositoryPath(url) {
    return /([^/:]+\/[^/:]+?)(?:\.git)?\/*$/.exec(url.toLowerCase())?.[1] ?? url;
}
/** The string at a path in a JSON value; '' where there is none. */
function github_text(value, ...path) {
    let current = value;
    for (const key of path) {
        current = typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined;
    }
    return typeof current === 'string' ? current : '';
}


/***/ }),

/***/ 688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ leaveRefusal),
/* harmony export */   h7: () => (/* binding */ leaveHandover),
/* harmony export */   r: () => (/* binding */ takeJobStart)
/* harmony export */ });
/* unused harmony exports leaveJobStart, takeHandover */
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1);

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
        if (value !== '' && !(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .revealsKey */ .Mh)(value, keys)) {
            state.save(name, value);
        }
    };
    for (const name of [..._inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTLED_IN_MAIN */ .E9, ..._inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .SETTLED_IN_POST */ .H0]) {
        save(name, handover.inputs(name));
    }
    for (const name of _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .MAIN_VARIABLES */ .wO) {
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

/***/ 1:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  wO: () => (/* binding */ MAIN_VARIABLES),
  E9: () => (/* binding */ SETTLED_IN_MAIN),
  H0: () => (/* binding */ SETTLED_IN_POST),
  v4: () => (/* binding */ apiKeys),
  Sq: () => (/* binding */ checkApiKey),
  fn: () => (/* binding */ parseRepositoryUrl),
  iZ: () => (/* binding */ readApiKey),
  Ko: () => (/* binding */ readInputs),
  Mh: () => (/* binding */ revealsKey),
  QT: () => (/* binding */ settleInMain)
});

// UNUSED EXPORTS: NO_EVENT, foreignInputs, settleInPost

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
    const url = /^https?:\/\/[^\s\\/?#@]+(?:\/[^\s\\?#]*)?$/i.test(text) ? URL.parse(text) : null;
    if (url === null || (url.protocol === 'http:' && !isLoopback(url.hostname))) {
        return undefined;
    }
    return url.href.replace(/\/+$/, '');
}
/** @param hostname as the WHATWG URL parser gives it: lower case, IPv4 in four decimal parts, IPv6 in brackets */
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

// EXTERNAL MODULE: ./lib/time.js
var time = __nccwpck_require__(146);
;// CONCATENATED MODULE: ./lib/inputs.js


/** Known before the deployment: what main reads counts, and reaches post through the state. */
const SETTLED_IN_MAIN = [
    'service',
    'site',
    'api-url',
    'started-at',
    'deployment-id',
    'dry-run',
    'skip-git',
    'ci-tags',
    'timeout',
    'fail-on-error',
    'job-summary',
];
/** A deployment may learn these while it runs: what post reads counts. */
const SETTLED_IN_POST = [
    'env',
    'version',
    'team',
    'custom-tags',
    'git-repository-url',
    'git-commit-sha',
    'finished-at',
];
/** @param read gives an input by its name, trimmed, '' where it is not given */
function readInputs(read) {
    return (name) => {
        const value = read(name);
        // Here and not where it is sent: a token in a URL belongs into no log line and no state either.
        return name === 'git-repository-url' ? (parseRepositoryUrl(value) ?? withoutCredentials(value)) : value;
    };
}
/** The variables that stand in for inputs settled in main. */
const MAIN_VARIABLES = ['DD_SERVICE', 'DATADOG_SITE', 'DD_SITE'];
/** What follows from a wrong input that no event can do without. */
const NO_EVENT = 'No deployment event can be sent; the job itself goes on.';
// Shorter ones are not Datadog's, and a word of a service's name could contain one by chance.
const SHORTEST_KEY_TO_SEARCH_FOR = 8;
/** Whether a text gives an API key away, so that it must not be kept or sent as something else. */
function revealsKey(text, keys) {
    return keys.some((key) => key.length >= SHORTEST_KEY_TO_SEARCH_FOR && text.includes(key));
}
/**
 * The API key: the input, else `DATADOG_API_KEY`, else `DD_API_KEY`.
 * @param input the `api-key` input, '' where it is not given
 */
function readApiKey(input, environment) {
    return pick('api-key', [
        [input, 'input'],
        [environment['DATADOG_API_KEY'], 'DATADOG_API_KEY'],
        [environment['DD_API_KEY'], 'DD_API_KEY'],
    ]);
}
/** Every API key within reach, whichever counts: what must not be written anywhere. */
function apiKeys(input, environment) {
    const keys = [input, environment['DATADOG_API_KEY'], environment['DD_API_KEY']];
    return [...new Set(keys.map((key) => key?.trim() ?? ''))].filter((key) => key !== '');
}
/**
 * Says what is wrong with an API key, if anything.
 * @param causeOfMissing the likely reason for a missing key, in a sentence
 */
function checkApiKey(apiKey, causeOfMissing) {
    const sendable = /^[\x21-\x7e]+$/.test(apiKey);
    return sendable
        ? undefined
        : {
            level: 'error',
            input: 'api-key',
            value: apiKey === '' ? undefined : '',
            accepted: apiKey === ''
                ? 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY'
                : 'a Datadog API key: one line of visible ASCII characters',
            consequence: `${apiKey === '' ? `${causeOfMissing} ` : ''}${NO_EVENT}`,
        };
}
/** The inputs of main while they are read: what counts, and what is wrong. */
class Reading {
    facts = [];
    problems = [];
    #inputs;
    #environment;
    constructor(inputs, environment) {
        this.#inputs = inputs;
        this.#environment = environment;
    }
    /** @param variables that stand in for the input, in their order */
    fact(name, fallback, ...variables) {
        const standIns = variables.map((variable) => [this.#environment[variable], variable]);
        const fact = pick(name, [[this.#inputs(name), 'input'], ...standIns], fallback);
        this.facts.push(fact);
        return fact;
    }
    refuse(level, { name, value }, accepted, consequence = NO_EVENT) {
        const shown = value && withoutCredentials(value);
        this.problems.push({ level, input: name, value: shown, accepted, consequence });
    }
    boolean(level, name, fallback, consequence) {
        const fact = this.fact(name, String(fallback));
        return parseBoolean(fact.value) ?? this.refuse(level, fact, ACCEPTED_BOOLEANS, consequence) ?? fallback;
    }
}
/**
 * Checks and types the inputs that are settled in main. Post calls it again with the same inputs.
 * @param inputs as main reads them
 * @param environment the variables of `MAIN_VARIABLES`
 * @param keys so that no value with one in it is accepted
 * @returns `values.settings` is undefined where an `error` is among the problems
 */
function settleInMain(inputs, environment, keys, now) {
    const reading = new Reading(inputs, environment);
    const services = readServices(reading);
    const site = readSite(reading);
    const required = {
        site,
        apiUrl: readApiUrl(reading, site),
        startedAt: readStart(reading, now),
    };
    const optional = {
        services,
        deploymentId: readDeploymentId(reading, services),
        dryRun: reading.boolean('error', 'dry-run', false),
        skipGit: reading.boolean('error', 'skip-git', false),
        ciTags: reading.boolean('warning', 'ci-tags', false, 'The default, "false", is used: no CI tags are added.'),
        timeout: readTimeout(reading),
        failOnError: reading.boolean('warning', 'fail-on-error', false, 'It counts as "false": nothing that goes wrong fails the job.'),
        jobSummary: reading.boolean('warning', 'job-summary', true, 'The default, "true", is used: a job summary is written.'),
    };
    for (const fact of reading.facts.filter(({ value }) => revealsKey(value, keys))) {
        reading.refuse('error', { ...fact, value: '' }, 'a value without the API key in it');
    }
    const { facts, problems } = reading;
    const { apiUrl, startedAt } = required;
    const complete = site !== undefined && apiUrl !== undefined && startedAt !== undefined;
    const settings = complete && problems.every(({ level }) => level !== 'error')
        ? { ...optional, site, apiUrl, startedAt }
        : undefined;
    const { dryRun, failOnError } = optional;
    return {
        values: { settings, dryRun, failOnError },
        facts: facts.filter(({ value }) => value !== ''),
        problems,
    };
}
function readServices(reading) {
    const fact = reading.fact('service', '', 'DD_SERVICE');
    const services = splitList(fact.value);
    if (services.length === 0) {
        const refused = { ...fact, value: fact.value || undefined };
        const accepted = 'a service name, or several separated by newlines or commas (also in DD_SERVICE)';
        reading.refuse('error', refused, accepted);
    }
    return services;
}
function readSite(reading) {
    const fact = reading.fact('site', 'datadoghq.com', 'DATADOG_SITE', 'DD_SITE');
    const site = parseSite(fact.value);
    if (!('name' in site)) {
        return reading.refuse('error', fact, [ACCEPTED_SITES, site.refused].filter(Boolean).join('; '));
    }
    if (!site.supportsDora) {
        reading.refuse('warning', fact, 'a site with DORA Metrics, which Datadog documents this one not to have', 'The deployment event is sent there all the same.');
    }
    return site;
}
function readApiUrl(reading, site) {
    const fact = reading.fact('api-url', site?.apiUrl ?? '');
    return fact.source === 'default'
        ? fact.value
        : (parseApiUrl(fact.value) ?? reading.refuse('error', fact, ACCEPTED_API_URLS));
}
function readStart(reading, now) {
    const fact = reading.fact('started-at', 'job');
    return fact.value === 'job' || fact.value === 'step'
        ? fact.value
        : ((0,time/* parseTime */.pe)(fact.value, now) ?? reading.refuse('error', fact, `"job", "step", or ${time/* ACCEPTED_TIMES */.xi}`));
}
function readDeploymentId(reading, services) {
    const fact = reading.fact('deployment-id', '');
    if (fact.value === '') {
        return undefined;
    }
    if (!/^[A-Za-z0-9\-_.:]{16,128}$/.test(fact.value)) {
        return reading.refuse('error', fact, '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"');
    }
    if (services.length > 1) {
        const accepted = 'an id of your own only with a single service; without one each gets its own';
        return reading.refuse('error', fact, accepted);
    }
    return fact.value;
}
/** @returns milliseconds */
function readTimeout(reading) {
    const fact = reading.fact('timeout', '60');
    const seconds = /^\d{1,3}$/.test(fact.value) ? Number(fact.value) : 0;
    if (seconds >= 1 && seconds <= 120) {
        return seconds * 1000;
    }
    reading.refuse('warning', fact, 'whole seconds from 1 to 120', 'The default, 60, is used.');
    return 60_000;
}
/**
 * The inputs settled in main that read differently in post, by name. Where there are any, post's inputs are
 * foreign: a nested local composite action evaluates them against its parent (actions/runner#2030).
 */
function foreignInputs({ post, main }) {
    return SETTLED_IN_MAIN.filter((name) => post(name) !== main(name));
}
/**
 * Checks and types the inputs that are settled in post. None that is wrong keeps an event from being sent.
 * @returns `values.differences`: inputs of which main and post read two values, neither empty, in words
 */
function settleInPost(given) {
    const { post, main, environment, keys } = given;
    const foreign = foreignInputs(given).length > 0;
    const problems = [];
    const facts = [];
    const differences = [];
    const warn = ({ name, value }, accepted, consequence) => {
        problems.push({ level: 'warning', input: name, value, accepted, consequence });
        return undefined;
    };
    const fact = (name, variable, fallback = '') => {
        const values = foreign ? [main(name), post(name)] : [post(name), main(name)];
        const [first = '', second = ''] = values;
        const chosen = pick(name, [
            [first, 'input'],
            [second, foreign ? 'input' : 'input, as main read it'],
            ...(variable === undefined ? [] : [[environment[variable], variable]]),
        ], fallback);
        if (first !== '' && second !== '' && first !== second) {
            differences.push(`${name}: main read "${main(name)}", post reads "${post(name)}"; "${chosen.value}" counts`);
        }
        if (revealsKey(chosen.value, keys)) {
            warn({ ...chosen, value: '' }, 'a value without the API key in it', `The event goes out without it.`);
            return { ...chosen, value: '' };
        }
        facts.push(chosen);
        return chosen;
    };
    const env = fact('env', 'DD_ENV').value;
    const version = fact('version').value;
    const team = fact('team').value;
    const tagsFact = fact('custom-tags');
    const tags = splitList(tagsFact.value);
    const malformed = tags.filter((tag) => !/^[^:]+:./s.test(tag));
    const customTags = tags.filter((tag) => !malformed.includes(tag));
    if (malformed.length > 0) {
        warn({ ...tagsFact, value: malformed.join(', ') }, 'tags of the form key:value, separated by newlines or commas', 'The event goes out without these tags.');
    }
    const finishedAtFact = fact('finished-at');
    const recordedFinish = 'The event goes out with the finish that was recorded when the job ended.';
    const finishedAt = finishedAtFact.value === ''
        ? undefined
        : (parseTime(finishedAtFact.value, given.now) ?? warn(finishedAtFact, ACCEPTED_TIMES, recordedFinish));
    const finishBeforeStart = finishedAt !== undefined && finishedAt < given.startedAt;
    if (finishBeforeStart) {
        warn(finishedAtFact, `a time not before the start, ${formatTime(given.startedAt)}`, recordedFinish);
    }
    return {
        values: {
            details: {
                env: env || undefined,
                version: version || undefined,
                team: team || undefined,
                customTags,
                git: given.skipGit
                    ? undefined
                    : settleGit(environment, post('git-commit-sha') || main('git-commit-sha'), fact, warn),
                finishedAt: finishBeforeStart ? undefined : finishedAt,
            },
            differences,
        },
        facts: facts
            .map((given) => (given.name === 'custom-tags' ? { ...given, value: customTags.join(', ') } : given))
            .filter(({ name, value }) => value !== '' && (name === 'custom-tags' || !isRefused(name, problems))),
        problems,
    };
}
function isRefused(name, problems) {
    return problems.some(({ input, value }) => input === name && value !== undefined);
}
function settleGit(environment, givenCommitSha, fact, warn) {
    const withoutGit = 'The event goes out without git: change lead time and rollback detection need a repository and a commit.';
    const server = environment['GITHUB_SERVER_URL'] ?? '';
    const repository = environment['GITHUB_REPOSITORY'] ?? '';
    const ownUrl = repository && parseRepositoryUrl(`${server}/${repository}`);
    const urlFact = fact('git-repository-url', undefined, ownUrl);
    const repositoryUrl = parseRepositoryUrl(urlFact.value) ??
        warn({ ...urlFact, value: urlFact.value || undefined }, 'the URL of a repository (https://github.com/owner/name, ssh://…, git@host:owner/name.git)', withoutGit);
    const shaFact = fact('git-commit-sha', undefined, environment['GITHUB_SHA']);
    const commitSha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(shaFact.value)
        ? shaFact.value.toLowerCase()
        : warn({ ...shaFact, value: shaFact.value || undefined }, 'a full commit SHA of 40 or 64 hexadecimal digits', withoutGit);
    // Its default in action.yml is never empty.
    if (givenCommitSha === '' && commitSha !== undefined) {
        warn({ ...shaFact, value: undefined }, 'a full commit SHA; this was given, but empty (is the name of a step or an output misspelt?)', `The event goes out with GITHUB_SHA, ${commitSha}.`);
    }
    return repositoryUrl !== undefined && commitSha !== undefined ? { repositoryUrl, commitSha } : undefined;
}
/** @returns the URL without user, password, query and fragment, or undefined for what is no repository's URL */
function parseRepositoryUrl(text) {
    // The short form of ssh, which is no URL; its user is no secret.
    if (/^[\w.-]+@[\w.-]+:[^\s:]+$/.test(text)) {
        return text;
    }
    const url = /^(?:https?|ssh|git):\/\/[^\s]+$/i.test(text) ? URL.parse(text) : null;
    if (url === null || url.pathname.length < 2) {
        return undefined;
    }
    const user = url.protocol === 'ssh:' && url.username !== '' ? `${url.username}@` : '';
    return `${url.protocol}//${user}${url.host}${url.pathname}`.replace(/\/+$/, '');
}
/** For messages about what is no URL that is accepted: all before the last "@" could be a password. */
function withoutCredentials(text) {
    const at = text.lastIndexOf('@');
    const scheme = text.indexOf('://');
    if (scheme !== -1 && scheme < at) {
        return text.slice(0, scheme + 3) + text.slice(at + 1);
    }
    return text.slice(0, at + 1).includes(':') ? text.slice(at + 1) : text;
}
/** Splits at newlines and commas; empty parts and duplicates are dropped, the order is kept. */
function splitList(text) {
    const parts = text.split(/[\r\n,]+/).map((part) => part.trim());
    return [...new Set(parts)].filter((part) => part !== '');
}
const ACCEPTED_BOOLEANS = 'true, True, TRUE, false, False or FALSE';
// YAML 1.2, core schema.
function parseBoolean(text) {
    return /^(?:true|True|TRUE)$/.test(text) ? true : /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
function pick(name, candidates, fallback = '') {
    for (const [value, source] of candidates) {
        const trimmed = value?.trim() ?? '';
        if (trimmed !== '') {
            // The runner passes the defaults of action.yml as inputs.
            return {
                name,
                value: trimmed,
                source: source === 'input' && trimmed === fallback ? 'default' : source,
            };
        }
    }
    return { name, value: fallback, source: 'default' };
}


/***/ }),

/***/ 309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   fB: () => (/* binding */ factLine),
/* harmony export */   hM: () => (/* binding */ createLog)
/* harmony export */ });
/* unused harmony exports redactSecrets, showInvisible, harmless */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(382);

/** @param secrets what must not be written anywhere */
function createLog(secrets) {
    const redact = (text) => redactSecrets(text, secrets);
    const clean = (text) => harmless(redact(text));
    return {
        info: (line) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(clean(line)),
        warning: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(clean(message)),
        error: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3(clean(message)),
        debug: (message) => {
            if (_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .isDebug */ ._o()) {
                _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(clean(message));
            }
        },
        group: (title, lines) => {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .startGroup */ .Oh(clean(title));
            for (const line of lines) {
                _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(clean(line));
            }
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .endGroup */ .N4();
        },
        problem: (problem) => {
            const annotate = problem.level === 'error' ? _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3 : _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e;
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


/***/ }),

/***/ 342:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(382);
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(732);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(790);
/* harmony import */ var _handover_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(688);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(309);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(873);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(146);








const stepStartedAt = (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .now */ .tB)();
const environment = process.env;
const state = { get: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getState */ .Gu, save: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .saveState */ .LZ };
const keys = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .apiKeys */ .v4)(_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getInput */ .V4('api-key'), environment);
await (0,_stage_js__WEBPACK_IMPORTED_MODULE_3__/* .runStage */ .S)(keys, async (log) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readInputs */ .Ko)(_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getInput */ .V4);
    const apiKey = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readApiKey */ .iZ)(_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getInput */ .V4('api-key'), environment);
    const { values, facts, problems } = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .settleInMain */ .QT)(inputs, environment, keys, stepStartedAt);
    const { settings, failOnError, dryRun } = values;
    const cause = apiKey.value === '' ? (0,_github_js__WEBPACK_IMPORTED_MODULE_4__/* .causeOfMissingKey */ .uh)(await (0,_github_js__WEBPACK_IMPORTED_MODULE_4__/* .readGitHubContext */ .L7)(environment)) : '';
    const keyProblem = dryRun ? undefined : (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .checkApiKey */ .Sq)(apiKey.value, cause);
    for (const problem of [...(keyProblem ? [keyProblem] : []), ...problems]) {
        log.problem(problem);
    }
    if (settings === undefined || keyProblem !== undefined) {
        (0,_handover_js__WEBPACK_IMPORTED_MODULE_5__/* .leaveRefusal */ .C4)(state);
        return failOnError;
    }
    const start = (0,_deployment_js__WEBPACK_IMPORTED_MODULE_6__/* .settleStart */ .Ov)(settings.startedAt, (0,_handover_js__WEBPACK_IMPORTED_MODULE_5__/* .takeJobStart */ .r)(state), stepStartedAt);
    const deploymentIds = settings.services.map(() => settings.deploymentId ?? crypto.randomUUID());
    const handover = { inputs, environment, startedAt: start.time, startSource: start.source, deploymentIds };
    (0,_handover_js__WEBPACK_IMPORTED_MODULE_5__/* .leaveHandover */ .h7)(state, handover, keys);
    log.group('Datadog DORA deployment: settled before the deployment', [
        ...(apiKey.value === '' ? [] : [(0,_log_js__WEBPACK_IMPORTED_MODULE_7__/* .factLine */ .fB)({ ...apiKey, value: '***' })]),
        ...facts.map(_log_js__WEBPACK_IMPORTED_MODULE_7__/* .factLine */ .fB),
        (0,_log_js__WEBPACK_IMPORTED_MODULE_7__/* .factLine */ .fB)({ name: 'start', value: (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTime */ .fU)(start.time), source: start.source }),
    ]);
    try {
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH('started-at', (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTime */ .fU)(start.time));
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH('deployment-id', deploymentIds[0]);
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH('deployment-ids', Object.fromEntries(settings.services.map((service, index) => [service, deploymentIds[index]])));
    }
    catch (error) {
        log.warning(`The outputs could not be set: ${(0,_stage_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .b)(error)}. The deployment event goes out all the same.`);
    }
    return false;
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 382:
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
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  Oh: () => (/* binding */ startGroup),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, exportVariable, getBooleanInput, getIDToken, getMultilineInput, group, markdownSummary, notice, platform, setCommandEcho, setFailed, summary, toPlatformPath, toPosixPath, toWin32Path

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

/***/ }),

/***/ 249:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  context: () => (/* binding */ context)
});

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


/***/ }),

/***/ 873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ runStage),
/* harmony export */   b: () => (/* binding */ messageOf)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(382);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(309);


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
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(secret);
    }
    const log = (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .createLog */ .hM)(secrets);
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
        failed = /^true$/i.test(_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4('fail-on-error'));
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
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   pe: () => (/* binding */ parseTime),
/* harmony export */   tB: () => (/* binding */ now),
/* harmony export */   xi: () => (/* binding */ ACCEPTED_TIMES)
/* harmony export */ });
/* unused harmony export formatDuration */
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
/******/ var __webpack_exports__ = __nccwpck_require__(342);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
