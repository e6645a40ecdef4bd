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

/***/ 841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ checkApiKey)
/* harmony export */ });
/* harmony import */ var _runner_keys_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(284);


/**
 * Says what is wrong with an API key, if anything.
 * @param causeOfMissing gives the likely reason for a missing key, in sentences
 */
async function checkApiKey({ value }, causeOfMissing) {
    if ((0,_runner_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .isSendable */ .dT)(value)) {
        return undefined;
    }
    const problem = { level: 'error', input: 'api-key' };
    return value === ''
        ? {
            ...problem,
            written: 'missing',
            accepted: 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY',
            consequence: `${await causeOfMissing()} ${_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_EVENT */ .jv}`,
        }
        : {
            ...problem,
            written: 'hidden',
            accepted: 'a Datadog API key: one line of visible ASCII characters',
            consequence: _settings_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_EVENT */ .jv,
        };
}


/***/ }),

/***/ 339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ov: () => (/* binding */ settleStart),
/* harmony export */   g$: () => (/* binding */ plausibleStart)
/* harmony export */ });
/* unused harmony exports settleFinish, mergeTags, composeEvents, decide */
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(146);

// A job of GitHub's ends after 35 days at the latest, waiting included.
const LONGEST_JOB = 35n * _time_js__WEBPACK_IMPORTED_MODULE_0__/* .DAY */ .d_;
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
    const isPlausible = (time) => time >= _time_js__WEBPACK_IMPORTED_MODULE_0__/* .YEAR_2000 */ .vc && finish - time <= LONGEST_JOB;
    if (start.given || isPlausible(start.value)) {
        return start;
    }
    const [value, source] = isPlausible(stepStartedAt)
        ? [stepStartedAt, 'when this step started']
        : [finish, 'the finish'];
    return {
        value,
        source,
        warning: `The recorded start, ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTime */ .fU)(start.value)}, cannot be this job's: the runner's clock was set while the job ran. The event is sent with ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTime */ .fU)(value)}, ${source}, as its start.`,
    };
}
/**
 * Settles the finish, never before the start, which Datadog would refuse.
 * @param given by the `finished-at` input
 * @param recorded when post began
 */
function settleFinish(start, given, recorded) {
    const writtenRecorded = { time: recorded, resolution: MILLISECOND };
    if (given !== undefined && isWithin(given, start)) {
        return { value: given.time < start ? start : given.time, source: 'input' };
    }
    const before = given === undefined
        ? ''
        : `Input "finished-at" is invalid: ${formatTime(given.time)} is before the start, ${formatTime(start)}. `;
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
        warning: `${before}The recorded finish, ${formatTime(recorded)}, is before the start, ${formatTime(start)}: the runner's clock was set back, or started-at is in the future. The event is sent with the start as its finish.`,
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


/***/ }),

/***/ 617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  p: () => (/* binding */ readMainInputs)
});

// UNUSED EXPORTS: readerAfterJob

// EXTERNAL MODULE: ./lib/github/repository.js
var repository = __nccwpck_require__(635);
// EXTERNAL MODULE: ./lib/inputs/reader.js
var reader = __nccwpck_require__(178);
// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/deployment/details.js




/** A deployment may learn these while it runs: post reads them again. Of these main hands over what it read. */
const SETTLED_IN_POST = [
    'started-at',
    'env',
    'version',
    'team',
    'custom-tags',
    'git-repository-url',
    'git-commit-sha',
];
/** Before the deployment these mean nothing: main neither checks them nor hands them over. */
const details_READ_IN_POST_ONLY = (/* unused pure expression or super */ null && (['finished-at', 'deployed', 'change-failure']));
/** Stands for the variable of that name: the default of `git-commit-sha`. */
const OWN_COMMIT = 'GITHUB_SHA';
const WITHOUT = 'The event is sent without it.';
const WITHOUT_GIT = 'The event is sent without git: change lead time and rollback detection need a repository and a commit.';
/** Reads the inputs that are settled after the deployment. None that is invalid keeps an event from being sent. */
function readDetails(reader, run, skipGit, now) {
    const startedAt = reader.read('started-at', {
        parse: (text) => (text === 'job' || text === 'step' ? text : parseTime(text, now)),
        accepted: `"job", "step", or ${ACCEPTED_TIMES}`,
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
            parse: (text) => parseTime(text, now),
            accepted: ACCEPTED_TIMES,
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
        parse: splitList,
        accepted,
        otherwise: 'The event is sent without custom tags.',
        most: LONGEST_LIST,
        show: (text) => splitList(text).filter(isTag).join(', '),
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

// EXTERNAL MODULE: ./lib/deployment/settings.js + 2 modules
var settings = __nccwpck_require__(284);
;// CONCATENATED MODULE: ./lib/deployment/inputs.js






/**
 * The inputs as main reads them, for post to fall back on and to compare. A text with a key in it, which must not
 * reach the disk, is left out.
 */
function readMainInputs({ input, keys, }) {
    return Object.fromEntries([...settings/* SETTLED_IN_MAIN */.E9, ...SETTLED_IN_POST]
        .map((name) => [name, presentable(name, input(name), keys.all)])
        .filter(([, text]) => text !== '' && !(0,runner_keys/* revealsKey */.Mh)(text, keys.all)));
}
/**
 * A text as it may be kept and shown: without the token in a URL, and no longer than it takes to be refused as too
 * long, because what main leaves becomes part of post's environment, which the system limits.
 */
function presentable(name, text, keys) {
    const shown = name === 'git-repository-url'
        ? ((0,repository/* parseRepositoryUrl */.fn)(text) ?? (0,repository/* withoutSecrets */.cT)(text))
        : name === 'api-url' || name === 'site'
            ? (0,repository/* withoutSecrets */.cT)(text)
            : text;
    const most = name === 'service' || name === 'custom-tags' ? settings/* LONGEST_LIST */.W9 : reader/* LONGEST_TEXT */.xG;
    // Of a key that is cut, the rest would not be found.
    return (0,runner_keys/* revealsKey */.Mh)(shown, keys) ? shown : shown.slice(0, most + 1);
}
/**
 * Makes the reader of post's inputs, and warns of those settled in main that read differently now.
 *
 * Outside a composite action such an input came too late. Inside one the runner may evaluate all of post's inputs
 * against another action (actions/runner#2030): then main's win, and what only post reads counts as not given.
 */
function readerAfterJob(stage, plan) {
    const { input, keys, log } = stage;
    const changes = SETTLED_IN_MAIN.map((name) => ({
        name,
        before: plan.inputs[name] ?? '',
        after: presentable(name, input(name), keys.all),
    })).filter(({ before, after }) => before !== after && !revealsKey(after, keys.all));
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
            log.warning(`Input "${name}" came too late: it was "${shorten(before)}" when this step ran, and is "${shorten(after)}" after the job. The first value counts. Move this step below the one that provides the value: the start is the job's anyway.`);
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


/***/ }),

/***/ 990:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _github_context_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(120);
/* harmony import */ var _inputs_reader_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(178);
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(353);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(804);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(146);
/* harmony import */ var _api_key_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(841);
/* harmony import */ var _compose_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(339);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(617);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(872);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(284);










const stepStartedAt = (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .now */ .tB)();
await (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)('No deployment event can be sent', settle);
/** Settles what must be known before the deployment, and leaves it to post. */
async function settle(stage) {
    const { environment, keys, log, state } = stage;
    const reader = new _inputs_reader_js__WEBPACK_IMPORTED_MODULE_2__/* .Reader */ .mP({ ...stage, keys: keys.all, earlier: undefined, earlierWins: false });
    const { settings, services, deploymentId, startedAt } = (0,_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .readSettings */ .sb)(reader, stepStartedAt);
    const needsKey = !settings.dryRun && services?.length !== 0;
    const keyProblem = needsKey
        ? await (0,_api_key_js__WEBPACK_IMPORTED_MODULE_4__/* .checkApiKey */ .S)(keys.api, async () => (0,_github_context_js__WEBPACK_IMPORTED_MODULE_5__/* .causeOfMissingKey */ .uh)(await (0,_github_context_js__WEBPACK_IMPORTED_MODULE_5__/* .readGitHubContext */ .L7)(environment)))
        : undefined;
    const problems = [...(keyProblem ? [keyProblem] : []), ...reader.problems];
    for (const problem of problems) {
        log.problem(problem, (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .effectOnJob */ .O)(settings.failOnError));
    }
    const errors = problems.filter(({ level }) => level === 'error');
    const failed = errors.length > 0 && settings.failOnError;
    const isRefused = services === undefined || errors.some(({ input }) => input !== 'started-at');
    if (isRefused || failed) {
        leave(stage, (0,_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .leaveRefusal */ .C4)(settings), undefined);
        return failed ? 'failure' : 'success';
    }
    const inComposite = (environment['GITHUB_ACTION_PATH'] ?? '') !== '';
    const isLocal = inComposite || !(environment['GITHUB_ACTION_REPOSITORY'] ?? '');
    const recorded = startedAt === 'invalid' ? undefined : (0,_compose_js__WEBPACK_IMPORTED_MODULE_7__/* .settleStart */ .Ov)(startedAt, (0,_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .takeJobStart */ .r)(state), stepStartedAt, isLocal);
    const plausible = recorded && (0,_compose_js__WEBPACK_IMPORTED_MODULE_7__/* .plausibleStart */ .g$)(recorded, stepStartedAt, stepStartedAt);
    const start = recorded && plausible && { ...plausible, given: recorded.given };
    const plan = {
        settings,
        start,
        stepStartedAt,
        deployments: services.map((service) => ({ service, id: deploymentId ?? crypto.randomUUID() })),
        inputs: (0,_inputs_js__WEBPACK_IMPORTED_MODULE_8__/* .readMainInputs */ .p)(stage),
        inComposite,
        facts: reader.facts.filter(({ name }) => ['service', 'site', 'api-url'].includes(name)),
    };
    log.group('Datadog DORA deployment: settled before the deployment', [
        ...(keys.api.value === '' ? [] : [{ name: 'api-key', value: '***', source: keys.api.source }]),
        // The start itself follows.
        ...reader.facts.filter(({ name }) => name !== 'started-at'),
        ...(start ? [{ name: 'start', value: (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTime */ .fU)(start.value), source: start.source }] : []),
    ]);
    if (plausible?.warning !== undefined) {
        log.warning(plausible.warning);
    }
    if (services.length === 0) {
        log.info('No deployment event: the list of services is empty, so nothing is deployed.');
    }
    return leave(stage, (0,_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .leavePlan */ .JH)(plan), plan) || !settings.failOnError ? 'success' : 'failure';
}
/** Leaves post the state, and the workflow the outputs. @returns whether post has the state */
function leave({ log, saveState, setOutputs }, state, plan) {
    let isSaved = true;
    try {
        saveState(state);
    }
    catch (error) {
        isSaved = false;
        log.error(`No deployment event can be sent, because the state of this step cannot be saved: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_9__/* .messageOf */ .bD)(error)}.`);
    }
    try {
        const deployments = isSaved ? (plan?.deployments ?? []) : [];
        setOutputs({
            'started-at': plan?.start ? (0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTime */ .fU)(plan.start.value) : '',
            'deployment-id': deployments[0]?.id ?? '',
            'deployment-ids': JSON.stringify(Object.fromEntries(deployments.map(({ service, id }) => [service, id]))),
        });
    }
    catch (error) {
        log.warning(`The outputs cannot be set: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_9__/* .messageOf */ .bD)(error)}.${isSaved ? ' The deployment event is sent anyway.' : ''}`);
    }
    return isSaved;
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 872:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ leaveRefusal),
/* harmony export */   JH: () => (/* binding */ leavePlan),
/* harmony export */   r: () => (/* binding */ takeJobStart)
/* harmony export */ });
/* unused harmony exports leaveJobStart, takePlan */
const JOB_STARTED_AT = 'job-started-at';
const PLAN = 'plan-';
const REFUSED = 'refused';
/** A variable of Linux holds 128 KiB, and post cannot start, which fails the job, where one would be longer. */
const LONGEST_STATE = 100 * 1024;
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

/***/ 284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  W9: () => (/* binding */ LONGEST_LIST),
  jv: () => (/* binding */ NO_EVENT),
  E9: () => (/* binding */ SETTLED_IN_MAIN),
  sb: () => (/* binding */ readSettings)
});

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

// EXTERNAL MODULE: ./lib/time.js
var time = __nccwpck_require__(146);
;// CONCATENATED MODULE: ./lib/deployment/settings.js



/** Known before the deployment: what main reads counts, and reaches post through the plan. */
const SETTLED_IN_MAIN = [
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
const LONGEST_OUTPUT = 100 * 1024;
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
            parse: (text) => (text === 'job' || text === 'step' ? text : (0,time/* parseTime */.pe)(text, now)?.time),
            accepted: `"job", "step", or ${time/* ACCEPTED_TIMES */.xi}`,
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
    const services = text.startsWith('[') ? parseJsonArray(text) : (0,inputs_reader/* splitList */.ry)(text);
    if (services === undefined) {
        return new inputs_reader/* Refusal */.P_('a JSON array of strings that are not all empty, because the value begins with "["');
    }
    const longestId = '-'.repeat(services.length > 1 ? 36 : 128);
    const output = JSON.stringify(Object.fromEntries(services.map((name) => [name, longestId])));
    if (services.length > MOST_NAMES || Buffer.byteLength(output) > LONGEST_OUTPUT) {
        return new inputs_reader/* Refusal */.P_(`at most ${MOST_NAMES} service names, and ${LONGEST_OUTPUT / 1024} KiB for the output deployment-ids`);
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
                return new inputs_reader/* Refusal */.P_('an id of your own only with a single service; without one each service gets its own');
            }
            return isDeploymentId(text) ? text : undefined;
        },
        accepted: ACCEPTED_IDS,
        level: 'error',
        otherwise: NO_EVENT,
        most: 100 * 1024,
    });
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
/* harmony export */   xG: () => (/* binding */ LONGEST_TEXT),
/* harmony export */   yG: () => (/* binding */ parseBoolean)
/* harmony export */ });
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
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   nH: () => (/* binding */ KIB)
/* harmony export */ });
/* unused harmony exports codeOf, property, isObject, parseJson, isSha, enumerate, showInvisible */
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
/* harmony export */   d_: () => (/* binding */ DAY),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   pe: () => (/* binding */ parseTime),
/* harmony export */   tB: () => (/* binding */ now),
/* harmony export */   vc: () => (/* binding */ YEAR_2000),
/* harmony export */   xi: () => (/* binding */ ACCEPTED_TIMES)
/* harmony export */ });
/* unused harmony exports MILLISECOND, formatDuration */
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
/******/ var __webpack_exports__ = __nccwpck_require__(990);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
