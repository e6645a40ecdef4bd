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

/***/ 801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  b: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(804);
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
// EXTERNAL MODULE: ./lib/time.js
var lib_time = __nccwpck_require__(146);
;// CONCATENATED MODULE: ./lib/github/checkout.js






const MIB = 1024 * lib_text/* KIB */.nH;
const LARGEST_FILE = MIB;
const LARGEST_PACKED_REFS = 32 * MIB;
const REFLOG_END = 64 * lib_text/* KIB */.nH;
const MOST_ENTRIES = 5_000;
const MOST_FOLDERS = 500;
const [checkout_open, read, checkout_close] = [
    (0,external_node_util_namespaceObject.promisify)(external_node_fs_.open),
    (0,external_node_util_namespaceObject.promisify)(external_node_fs_.read),
    (0,external_node_util_namespaceObject.promisify)(external_node_fs_.close)
];
const [opendir, stat] = [
    (0,external_node_util_namespaceObject.promisify)(external_node_fs_.opendir),
    (0,external_node_util_namespaceObject.promisify)(external_node_fs_.stat)
];
const disk = {
    read: async (path, most)=>{
        const end = await readEnd(path, most);
        return end?.isWholeFile ? end.bytes : undefined;
    },
    readEnd,
    list: async (path, most)=>{
        const folders = [];
        let seen = 0;
        try {
            for await (const entry of (await opendir(path, {
                bufferSize: 1_000
            }))){
                seen += 1;
                if (entry.isDirectory()) {
                    folders.push(entry.name);
                }
                if (seen >= most) {
                    break;
                }
            }
        } catch  {}
        return {
            folders,
            seen
        };
    },
    writtenAt: async (path)=>{
        try {
            return Math.floor((await stat(path)).mtimeMs / 1_000);
        } catch  {
            return undefined;
        }
    }
};
async function readEnd(path, most) {
    try {
        const stats = await stat(path);
        if (!stats.isFile() || stats.size === 0) {
            return undefined;
        }
        const bytes = Buffer.alloc(Math.min(stats.size, most));
        const file = await checkout_open(path, 'r');
        try {
            const { bytesRead } = await read(file, bytes, 0, bytes.length, stats.size - bytes.length);
            return bytesRead === bytes.length ? {
                bytes,
                isWholeFile: stats.size <= most
            } : undefined;
        } finally{
            await checkout_close(file);
        }
    } catch  {
        return undefined;
    }
}
async function readWorkspace(folder, sought, files, signal) {
    const top = await openRepository(folder, files);
    const remoteUrls = top?.remoteUrls ?? [];
    const repository = isOf(top, sought.repositoryUrl) ? top : await findBelow(folder, sought, files, signal);
    const headSha = repository && await readHead(repository, files);
    const move = repository === undefined || headSha === undefined || headSha === sought.commitSha ? 'unknown' : await readMove(repository, headSha, sought, files);
    return {
        remoteUrls,
        headSha,
        move
    };
}
function isOf(repository, url) {
    const wanted = repositoryPath(url);
    return wanted !== '' && (repository?.remoteUrls.some((remote)=>repositoryPath(remote) === wanted) ?? false);
}
async function findBelow(workspace, { repositoryUrl }, files, signal) {
    const found = [];
    let entriesLeft = MOST_ENTRIES;
    let foldersLeft = MOST_FOLDERS;
    let level = [
        workspace
    ];
    for(let depth = 1; depth <= 2; depth += 1){
        const next = [];
        for (const parent of level){
            const { folders, seen } = await files.list(parent, entriesLeft);
            entriesLeft -= seen;
            const worthwhile = folders.filter((name)=>name !== 'node_modules' && name !== '.git');
            foldersLeft -= worthwhile.length;
            if (entriesLeft <= 0 || foldersLeft < 0) {
                return undefined;
            }
            for (const folder of worthwhile.map((name)=>(0,external_node_path_namespaceObject.join)(parent, name))){
                if (signal.aborted) {
                    return undefined;
                }
                const repository = await openRepository(folder, files);
                if (repository !== undefined && isOf(repository, repositoryUrl)) {
                    found.push(repository);
                } else {
                    next.push(folder);
                }
            }
        }
        level = next;
    }
    return found.length === 1 ? found[0] : undefined;
}
async function readText(files, ...path) {
    return (await files.read((0,external_node_path_namespaceObject.join)(...path), LARGEST_FILE))?.toString();
}
async function openRepository(folder, files) {
    const link = /^gitdir: (.+)/.exec(await readText(files, folder, '.git') ?? '')?.[1];
    const directory = (0,external_node_path_namespaceObject.resolve)(folder, link?.trim() ?? '.git');
    const common = link === undefined ? undefined : await readText(files, directory, 'commondir');
    const sharedDirectory = (0,external_node_path_namespaceObject.resolve)(directory, common?.trim() ?? '.');
    const configuration = await readText(files, sharedDirectory, 'config');
    return configuration === undefined ? undefined : {
        directory,
        sharedDirectory,
        remoteUrls: readRemoteUrls(configuration)
    };
}
async function readHead({ directory, sharedDirectory }, files) {
    const head = (await readText(files, directory, 'HEAD'))?.trim() ?? '';
    const ref = /^ref: (refs\/[^\r\n]+)$/.exec(head)?.[1];
    const commitSha = ref === undefined ? head : (await readText(files, sharedDirectory, ref))?.trim() ?? packedRef(await files.read((0,external_node_path_namespaceObject.join)(sharedDirectory, 'packed-refs'), LARGEST_PACKED_REFS), ref);
    return (0,lib_text/* isSha */.HH)(commitSha) ? commitSha : undefined;
}
function packedRef(packedRefs, ref) {
    for (const lineEnd of [
        '\n',
        '\r\n'
    ]){
        const end = packedRefs?.indexOf(` ${ref}${lineEnd}`) ?? -1;
        if (packedRefs !== undefined && end > 0) {
            return packedRefs.toString('latin1', packedRefs.lastIndexOf('\n', end) + 1, end);
        }
    }
    return '';
}
function readRemoteUrls(configuration) {
    const urls = [];
    let isRemote = false;
    for (const line of configuration.split('\n')){
        const section = /^\s*\[([^\]]*)\]/.exec(line);
        isRemote = section === null ? isRemote : /^remote[\s.]/i.test(section[1] ?? '');
        const url = /^\s*url\s*=(.*)/i.exec(section === null ? line : line.slice(section[0].length))?.[1];
        if (isRemote && url !== undefined) {
            urls.push(withoutQuotes(url));
        }
    }
    return urls;
}
function withoutQuotes(value) {
    const parts = value.match(/"(?:[^"\\]|\\.)*"|\\.|[#;].*|[^"\\#;]+/g) ?? [];
    return parts.filter((part)=>!/^[#;]/.test(part)).map((part)=>part.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1')).join('').trim();
}
async function readMove({ directory }, headSha, { commitSha, jobStartedAt, eventPath }, files) {
    const jobStart = jobStartedAt === undefined ? await files.writtenAt(eventPath) : Number(jobStartedAt / lib_time/* SECOND */.Z2);
    if (jobStart === undefined) {
        return 'unknown';
    }
    const reflog = await files.readEnd((0,external_node_path_namespaceObject.join)(directory, 'logs', 'HEAD'), REFLOG_END);
    if (reflog !== undefined) {
        return howHeadMoved(reflog, {
            headSha,
            commitSha,
            jobStart
        });
    }
    const writtenAt = await files.writtenAt((0,external_node_path_namespaceObject.join)(directory, 'HEAD'));
    return writtenAt !== undefined && writtenAt >= jobStart ? 'moved elsewhere' : 'unknown';
}
function howHeadMoved({ bytes, isWholeFile }, job) {
    const all = bytes.toString().split('\n').flatMap(parseEntry);
    const start = all.findIndex(({ seconds })=>seconds >= job.jobStart);
    if (start === -1 || start === 0 && !isWholeFile) {
        return 'unknown';
    }
    const entries = all.slice(start).filter(({ from, to, message })=>from !== to || !/^reset:/.test(message));
    const index = entries.findIndex(({ to })=>to === job.headSha);
    const entry = entries[index];
    if (entry === undefined) {
        return 'unknown';
    }
    const isAfterSent = entries.slice(0, index + 1).some(({ from, to })=>from === job.commitSha || to === job.commitSha);
    return isAfterSent && makesCommit(entry.message) ? 'built on the sent commit' : 'moved elsewhere';
}
function parseEntry(line) {
    const [, from = '', to = '', seconds, message = ''] = /^([0-9a-f]+) ([0-9a-f]+) [^\t]*> (\d{1,12}) [+-]\d{4}(?:\t(.*))?$/.exec(line) ?? [];
    return (0,lib_text/* isSha */.HH)(from) && (0,lib_text/* isSha */.HH)(to) ? [
        {
            from,
            to,
            seconds: Number(seconds),
            message
        }
    ] : [];
}
function makesCommit(message) {
    return /^(?:commit|revert|am)(?: \([\w-]+\))?:/.test(message) || /^cherry-pick: (?!fast-forward$)/.test(message) || /^(?:pull|rebase)\b.* \((?:pick|reword|edit|squash|fixup|merge|continue)\)/.test(message) || message.includes('Merge made by');
}

;// CONCATENATED MODULE: ./lib/github/mounts.js
const SERVED = /^(?:nfs\d?|cifs|smb\w*|ceph|afs|9p|fuse(?:\.(?!fuse-overlayfs$).*)?)$/;
function mayHang(mounts, folder) {
    let own = '';
    let isServed = false;
    for (const line of mounts.split('\n')){
        const [head = '', tail = ''] = line.split(' - ');
        const point = head.split(' ')[4]?.replace(/\\([0-7]{3})/g, (_, code)=>String.fromCharCode(Number.parseInt(code, 8)));
        const [type = ''] = tail.split(' ');
        if (point === undefined) {
            continue;
        }
        if (SERVED.test(type) && point.startsWith(`${folder}/`)) {
            return true;
        }
        if (point.length >= own.length && `${folder}/`.startsWith(point === '/' ? '/' : `${point}/`)) {
            own = point;
            isServed = SERVED.test(type);
        }
    }
    return isServed;
}

;// CONCATENATED MODULE: ./lib/github/doubt.js






const LONGEST_LOOK = 2_000;
const UNSEEN = {
    remoteUrls: [],
    headSha: undefined,
    move: 'unknown'
};
async function findDoubt(context, sent, place, files = disk, limit = AbortSignal.timeout(LONGEST_LOOK)) {
    if (!(0,lib_text/* isSha */.HH)(sent.commitSha)) {
        return undefined;
    }
    const isElsewhere = isOtherRepository(context.repositoryUrl, sent.repositoryUrl);
    const told = dispatchReason(context, sent) ?? (isElsewhere ? undefined : eventReason(context, sent.commitSha));
    if (told !== undefined) {
        return warning(sent, told);
    }
    const workspace = await lookAt(place, sent, files, limit);
    const reason = (isElsewhere ? repositoryReason(context.repositoryUrl, sent, workspace) : undefined) ?? eventReason(context, sent.commitSha) ?? checkoutReason(workspace) ?? commentReason(context, workspace);
    return reason === undefined ? remark(sent, workspace) : warning(sent, reason);
}
async function lookAt(place, sent, files, limit) {
    const work = look(place, sent, files, limit).catch(()=>UNSEEN);
    return Promise.race([
        work,
        new Promise((done)=>{
            const giveUp = ()=>done(UNSEEN);
            limit.addEventListener('abort', giveUp);
            if (limit.aborted) {
                giveUp();
            }
        })
    ]);
}
async function look(place, sent, files, limit) {
    return mayHang(await mountsOfLinux(), place.workspace) ? UNSEEN : readWorkspace(place.workspace, {
        ...sent,
        ...place
    }, files, limit);
}
function mountsOfLinux() {
    return new Promise((resolve)=>{
        (0,external_node_fs_.readFile)('/proc/self/mountinfo', 'utf8', (error, text)=>resolve(error === null ? text : ''));
    });
}
function warning({ commitSha }, { but, set }) {
    return {
        level: 'warning',
        message: `The deployment event has commit ${commitSha} (GITHUB_SHA), ${but}. A wrong commit skews change lead time, change failure rate and recovery time. Set ${set}.`
    };
}
const FROM_CHECKOUT = 'git-commit-sha: ${{ steps.checkout.outputs.commit }}, with id: checkout at actions/checkout, if actions/checkout checked that commit out; if a later step moved HEAD, set it to the output of a step that runs git rev-parse HEAD';
function isOtherRepository(ownUrl, sentUrl) {
    const [owner, name] = repositoryPath(ownUrl).split('/');
    const [sentOwner, sentName] = repositoryPath(sentUrl).split('/');
    const isSameOrMirror = name === sentName && (owner === sentOwner || repositoryHost(ownUrl) !== repositoryHost(sentUrl));
    return ownUrl !== '' && !isSameOrMirror;
}
function repositoryReason(ownUrl, { repositoryUrl, commitSha }, { headSha }) {
    const seen = headSha === undefined ? '' : `, and its checkout in the workspace is at ${headSha}`;
    return headSha === commitSha ? undefined : {
        but: `a commit of ${ownUrl}, but git-repository-url is another repository, ${repositoryUrl}${seen}`,
        set: 'git-commit-sha: ${{ steps.checkout.outputs.commit }}, with id: checkout at the actions/checkout of that repository'
    };
}
function dispatchReason({ event, eventName }, sent) {
    const where = eventName === 'workflow_dispatch' ? 'inputs' : eventName === 'repository_dispatch' ? 'client_payload' : undefined;
    const values = where === undefined ? undefined : (0,lib_text/* property */.MZ)(event, where);
    const commits = Object.entries((0,lib_text/* isObject */.Gv)(values) ? values : {}).flatMap(([name, value])=>typeof value === 'string' && (0,lib_text/* isSha */.HH)(value) ? [
            {
                name,
                sha: value.toLowerCase()
            }
        ] : []);
    const [commit, ...others] = commits;
    const isSuspect = commit !== undefined && others.length === 0 && speaksOfCommit(commit.name) && commit.sha.length === sent.commitSha.length && commit.sha !== sent.commitSha;
    if (!isSuspect) {
        return undefined;
    }
    const but = `but ${where}.${commit.name} of this ${eventName} is ${commit.sha}`;
    const expression = `github.event.${where}.${commit.name}`;
    return where === 'inputs' ? {
        but,
        set: fromEvent(expression)
    } : {
        but,
        set: `git-commit-sha: \${{ ${expression} }}${sent.repositoryGiven ? '' : ', and git-repository-url if it is a commit of another repository, as it usually is'}`
    };
}
function speaksOfCommit(name) {
    const words = name.replace(/([a-z\d])(?=[A-Z])/g, '$1_').toLowerCase();
    return /^[a-z_][\w-]{0,99}$/.test(words) && /commit|revision|(?:sha|ref)(?![a-z])/.test(words);
}
function fromEvent(expression) {
    return `git-commit-sha: \${{ ${expression} || github.sha }}`;
}
function eventReason({ event, eventName, ref }, commitSha) {
    const other = (but, ...path)=>{
        const sha = textAt(event, ...path).toLowerCase();
        return (0,lib_text/* isSha */.HH)(sha) && sha !== commitSha ? {
            but: `${but} ${sha}`,
            set: fromEvent([
                'github.event',
                ...path
            ].join('.'))
        } : undefined;
    };
    if (eventName === 'workflow_run') {
        return other('but the workflow before this one ran for', 'workflow_run', 'head_sha');
    }
    if (eventName === 'deployment' || eventName === 'deployment_status') {
        return other('but this event is about a deployment of', 'deployment', 'sha');
    }
    const isMergeRef = ref.startsWith('refs/pull/');
    if (!isMergeRef && eventName !== 'pull_request_target') {
        return undefined;
    }
    if ((0,lib_text/* property */.MZ)((0,lib_text/* property */.MZ)(event, 'pull_request'), 'merged') === true) {
        return other('but the pull request is merged as', 'pull_request', 'merge_commit_sha');
    }
    const what = isMergeRef ? 'a merge commit that is on no branch' : 'the head of a branch without the pull request';
    return other(`${what}, but the head of the pull request is`, 'pull_request', 'head', 'sha');
}
function checkoutReason({ headSha, move }) {
    return headSha !== undefined && move === 'moved elsewhere' ? {
        but: `but the workspace has ${headSha} checked out`,
        set: FROM_CHECKOUT
    } : undefined;
}
function commentReason({ event, eventName }, { move }) {
    const isOnUnmergedPullRequest = eventName === 'issue_comment' && textAt(event, 'issue', 'pull_request', 'url') !== '' && textAt(event, 'issue', 'pull_request', 'merged_at') === '';
    return isOnUnmergedPullRequest && move !== 'built on the sent commit' ? {
        but: 'the head of the default branch, but the comment is on a pull request, which has other commits',
        set: FROM_CHECKOUT
    } : undefined;
}
function remark(sent, { remoteUrls }) {
    const known = remoteUrls.flatMap((url)=>parseRepositoryUrl(url) ?? []);
    const isOther = known.every((url)=>isOtherRepository(url, sent.repositoryUrl));
    return known[0] !== undefined && isOther && !sent.repositoryGiven ? {
        level: 'info',
        message: `The workspace is a checkout of ${known[0]}, but the deployment event has commit ${sent.commitSha} of ${sent.repositoryUrl}, the repository of this workflow. If the other one is deployed, set git-repository-url and git-commit-sha.`
    } : undefined;
}

// EXTERNAL MODULE: ./lib/runner/keys.js
var runner_keys = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/inputs/one-text.js


const DEFAULT = 'default';
function one_text_readText(name, entry, chosen, sources) {
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
        const byDefault = one_text_readText(name, entry, undefined, sources);
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
    const rest = one_text_readText(name, {
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
            ...one_text_readText(name, entry, chosen, sources),
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

// EXTERNAL MODULE: ./lib/runner/stage.js + 6 modules
var runner_stage = __nccwpck_require__(132);
;// CONCATENATED MODULE: ./lib/inputs/table.js
function readingFor({ common, byService }, service) {
    return byService?.get(service) ?? common;
}
function table_valueOr(reading, otherwise) {
    return reading.state === 'given' ? reading.value : otherwise;
}

;// CONCATENATED MODULE: ./lib/deployment/remedies.js

function ownMark({ id, service }) {
    return {
        label: service,
        mark: {
            target: {
                id
            },
            changeFailure: true,
            remediation: undefined
        }
    };
}
const NONE = {
    marks: [],
    note: '',
    unmade: '',
    warning: ''
};
function remediesOf(event, { remediation, ids, version, areIdsForSeveral }) {
    const refused = (unmade, expected)=>({
            ...NONE,
            unmade,
            warning: `No deployment is marked as remedied: ${unmade}. Expected: ${expected}. The event itself is sent.`
        });
    const type = table_valueOr(remediation, undefined);
    const failedIds = table_valueOr(ids, []);
    const failedVersion = table_valueOr(version, undefined);
    if (remediation.state === 'refused' || ids.state === 'refused' || version.state === 'refused') {
        return {
            ...NONE,
            unmade: 'an input of the remediation is invalid'
        };
    }
    if (failedIds.length === 0 && failedVersion === undefined) {
        const note = type === undefined ? '' : `Nothing is marked as remedied: remediation is "${type}", and neither remediates-id nor remediates-version names a deployment.`;
        return {
            ...NONE,
            note
        };
    }
    if (type === undefined) {
        const target = failedVersion === undefined ? 'remediates-id' : 'remediates-version';
        return refused(`${target} is set without remediation`, 'remediation with rollback or rollforward');
    }
    if (failedIds.length > 0 && failedVersion !== undefined) {
        return refused('remediates-id and remediates-version are both set', 'one of them');
    }
    const by = {
        type,
        id: event.id
    };
    if (failedVersion !== undefined) {
        const { service, env } = event;
        if (env === undefined) {
            return refused('remediates-version is set, but env is not', 'env, which Datadog needs to find a version');
        }
        if (failedVersion === event.version) {
            return refused(`remediates-version is "${failedVersion}", the version of this very deployment`, 'the version that failed');
        }
        const target = {
            service,
            env,
            version: failedVersion
        };
        return {
            ...NONE,
            marks: [
                {
                    label: `${service} ${failedVersion}`,
                    mark: {
                        target,
                        changeFailure: true,
                        remediation: by
                    }
                }
            ]
        };
    }
    if (areIdsForSeveral) {
        return refused('remediates-id does not say which service each ID is for', 'the JSON of the output deployment-ids, which has an ID per service');
    }
    if (failedIds.includes(event.id)) {
        return refused(`remediates-id is "${event.id}", the ID of this very deployment`, 'the ID of the one that failed');
    }
    return {
        ...NONE,
        marks: failedIds.map((id)=>({
                label: id,
                mark: {
                    target: {
                        id
                    },
                    changeFailure: true,
                    remediation: by
                }
            }))
    };
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
    const earliest = startedAt + lib_time/* SECOND */.Z2;
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
    const refused = finishedAt === undefined ? '' : `Input "finished-at" is invalid: ${(0,lib_time/* formatTime */.fU)(finishedAt.time)} is before the start, ${(0,lib_time/* formatTime */.fU)(startedAt)}. `;
    if (isNotBefore(startedAt, {
        time: recorded,
        resolution: lib_time/* MILLISECOND */.oG
    })) {
        const warning = refused === '' ? '' : `${refused}The event is sent with the recorded finish.`;
        return settled(recorded, 'when the job ended', warning);
    }
    return settled(earliest, 'the start plus one second', `${refused}The recorded finish, ${(0,lib_time/* formatTime */.fU)(recorded)}, is before the start, ${(0,lib_time/* formatTime */.fU)(startedAt)}: the clock of the runner was set back, or started-at is in the future. The event is sent with the start plus one second as its finish.`);
}
function isNotBefore(start, { time, resolution }) {
    return time + resolution > start;
}

;// CONCATENATED MODULE: ./lib/deployment/events.js






function composeEvents(deployments, grounds) {
    try {
        return composeAll(deployments, grounds);
    } catch (error) {
        const warning = `What was deployed cannot be read: ${(0,lib_text/* messageOf */.bD)(error)}. The event is sent with only the service and the times.`;
        const intents = bareIntents(deployments, grounds);
        return intents.length === 0 ? {
            ...NOTHING,
            unsent: withoutStart(deployments.map(({ service })=>service))
        } : {
            ...NOTHING,
            intents,
            warnings: [
                warning
            ]
        };
    }
}
const NOTHING = {
    intents: [],
    unsent: [],
    lines: [],
    remarks: [],
    warnings: [],
    doubtful: undefined
};
function bareIntents(deployments, { plan: { start }, finish }) {
    if (start === undefined) {
        return [];
    }
    const { startedAt, finishedAt } = settleTimes(start, undefined, finish.time);
    const details = {
        env: undefined,
        version: undefined,
        team: undefined,
        git: undefined,
        customTags: []
    };
    return deployments.map((deployment)=>({
            event: {
                ...deployment,
                ...details,
                startedAt,
                finishedAt
            },
            marks: [],
            unmade: '',
            note: ''
        }));
}
function composeAll(deployments, grounds) {
    const { plan, readings, finish } = grounds;
    const recorded = plan.start && byLaterClock(plan.start, finish);
    const parts = deployments.map((deployment)=>composeOne(deployment, recorded?.start, grounds));
    const told = (say)=>sayOnce(parts.map((part)=>[
                part.service,
                say(part)
            ]));
    const whole = parts.flatMap(({ whole })=>whole === undefined ? [] : [
            whole
        ]);
    const [first] = parts;
    return {
        intents: whole.map(({ intent })=>intent),
        unsent: withoutStart(parts.filter(({ whole })=>whole === undefined).map(({ service })=>service)),
        lines: [
            ...plan.facts,
            ...deployments.map(({ service, id })=>`deployment ID of ${service}: ${id}`),
            ...readings.facts,
            ...told(({ gitLine })=>gitLine),
            ...told(({ whole })=>whole?.start ?? ''),
            ...told(({ whole })=>whole?.finish ?? ''),
            ...told(({ whole })=>whole?.duration ?? ''),
            ...(first?.ciTags ?? []).map((tag)=>`CI tag: ${tag}`),
            ...readings.differences
        ],
        remarks: [
            ...plan.start === undefined && whole.length > 0 ? [
                'The input started-at was invalid when this step ran. It holds a valid time now, so the event can be sent.'
            ] : [],
            ...told(({ changeFailure })=>changeFailure.remark),
            ...told(({ whole })=>whole?.remedies.note ?? '')
        ],
        warnings: [
            ...recorded?.warning && whole.some(({ isRecorded })=>isRecorded) ? [
                recorded.warning
            ] : [],
            ...told(({ whole })=>whole?.timesWarning ?? ''),
            ...told(({ tagsWarning })=>tagsWarning),
            ...told(({ git })=>git.warning),
            ...told(({ whole })=>whole?.remedies.warning ?? '')
        ],
        doubtful: parts.find(({ git })=>git.isDoubtful)?.git.sent
    };
}
function withoutStart(services) {
    const line = `No deployment event for ${(0,lib_text/* enumerate */.HL)(services)}: started-at is invalid, both before and after the job.`;
    return services.length === 0 ? [] : [
        {
            level: 'error',
            line
        }
    ];
}
function composeOne({ service, id }, recordedStart, { plan, readings: { values }, context, finish, checkRunId }) {
    const line = (said)=>table_valueOr(readingFor(said, service), undefined);
    const git = plan.settings.skipGit ? NO_GIT : gitOf(service, values, context);
    const pipeline = plan.settings.ciTags ? ciTags(context, checkRunId, git.sent?.commitSha) : [];
    const { tags, warning: tagsWarning } = mergeTags(table_valueOr(readingFor(values['custom-tags'], service), []), pipeline);
    const given = table_valueOr(readingFor(values['started-at'], service), undefined);
    const start = typeof given === 'object' ? givenStart(given) : recordedStart;
    const changeFailure = changeFailureOf(readingFor(values['change-failure'], service));
    const known = {
        service,
        git,
        gitLine: git.line,
        ciTags: pipeline,
        tagsWarning,
        changeFailure
    };
    if (start === undefined) {
        return {
            ...known,
            whole: undefined
        };
    }
    const times = settleTimes(start, table_valueOr(readingFor(values['finished-at'], service), undefined), finish.time);
    const event = {
        id,
        service,
        env: line(values.env),
        version: line(values.version),
        team: line(values.team),
        customTags: tags,
        git: git.sent && {
            repositoryUrl: git.sent.repositoryUrl,
            commitSha: git.sent.commitSha
        },
        startedAt: times.startedAt,
        finishedAt: times.finishedAt
    };
    const ids = values['remediates-id'];
    const remedies = remediesOf(event, {
        remediation: readingFor(values.remediation, service),
        ids: readingFor(ids, service),
        version: readingFor(values['remediates-version'], service),
        areIdsForSeveral: ids.byService === undefined && plan.deployments.length > 1
    });
    return {
        ...known,
        whole: {
            intent: {
                event,
                marks: [
                    ...changeFailure.isMarked ? [
                        ownMark(event)
                    ] : [],
                    ...remedies.marks
                ],
                unmade: remedies.unmade,
                note: changeFailure.note
            },
            remedies,
            isRecorded: start.recorded !== undefined,
            timesWarning: times.warning,
            start: `start: ${(0,lib_time/* formatTime */.fU)(times.startedAt)} (${times.startSource})`,
            finish: `finish: ${(0,lib_time/* formatTime */.fU)(times.finishedAt)} (${times.finishSource})`,
            duration: `duration: ${(0,lib_time/* formatDuration */.a3)(times.finishedAt - times.startedAt)}`
        }
    };
}
function sayOnce(said) {
    const byText = new Map();
    for (const [service, text] of said){
        if (text !== '') {
            byText.set(text, [
                ...byText.get(text) ?? [],
                service
            ]);
        }
    }
    return [
        ...byText
    ].map(([text, services])=>services.length === said.length ? text : `${(0,lib_text/* enumerate */.HL)(services)}: ${text}`);
}
const NO_GIT = {
    sent: undefined,
    isDoubtful: false,
    line: '',
    warning: ''
};
function gitOf(service, values, context) {
    const repository = readingFor(values['git-repository-url'], service);
    const commit = readingFor(values['git-commit-sha'], service);
    if (repository.state === 'refused' || commit.state === 'refused') {
        return NO_GIT;
    }
    const repositoryUrl = table_valueOr(repository, context.repositoryUrl);
    const { sha, isGiven } = table_valueOr(commit, {
        sha: context.commitSha,
        isGiven: false
    });
    const isEmpty = commit.state !== 'given';
    const empty = 'Input "git-commit-sha" is set, but empty: is the ID of a step or the name of an output misspelt? Expected: a full commit SHA of 40 or 64 hexadecimal digits.';
    if (repositoryUrl === '' || sha === '') {
        const missing = repositoryUrl === '' ? 'the repository of this run' : 'GITHUB_SHA';
        return {
            ...NO_GIT,
            warning: `${isEmpty ? `${empty} ` : ''}The event is sent without git, because ${missing} is not known: change lead time and rollback detection need a repository and a commit.`
        };
    }
    const lines = [
        ...repository.state === 'given' ? [] : [
            `git-repository-url: ${repositoryUrl} (default)`
        ],
        ...isEmpty ? [
            `git-commit-sha: ${sha} (default)`
        ] : []
    ];
    return {
        sent: {
            repositoryUrl,
            commitSha: sha,
            repositoryGiven: repository.state === 'given'
        },
        isDoubtful: !isGiven,
        line: lines.join(', '),
        warning: isEmpty ? `${empty} The event is sent with GITHUB_SHA, ${sha}.` : ''
    };
}
const MOST_TAGS = 100;
function mergeTags(customTags, pipeline) {
    const key = (tag)=>tag.slice(0, tag.indexOf(':'));
    const userKeys = new Set(customTags.map(key));
    const all = [
        ...customTags,
        ...pipeline.filter((tag)=>!userKeys.has(key(tag)))
    ];
    const leftOut = all.slice(MOST_TAGS);
    const warning = leftOut.length === 0 ? '' : `Input "custom-tags": Datadog accepts at most ${MOST_TAGS} tags. The event is sent without ${(0,lib_text/* quote */.hD)(leftOut)}.`;
    return {
        tags: all.slice(0, MOST_TAGS),
        warning
    };
}
function changeFailureOf(reading) {
    const unmarked = (remark, note)=>({
            isMarked: false,
            remark,
            note
        });
    switch(reading.state){
        case 'empty':
            return unmarked('Not marked as a change failure: the input "change-failure" is set, but empty. If the outcome of a step is meant, check the ID of the step.', 'not marked, because change-failure is empty');
        case 'refused':
            return unmarked('', 'not marked, because change-failure is invalid');
        case 'absent':
            return unmarked('', '');
        case 'given':
            return reading.value === 'nobody knows' ? unmarked('Not marked as a change failure: the input "change-failure" is "cancelled", so nobody knows whether the deployment works.', '') : {
                isMarked: reading.value === 'yes',
                remark: '',
                note: ''
            };
    }
}

;// CONCATENATED MODULE: ./lib/deployment/happened.js


const ADVICE = 'deployed: ${{ steps.<id of the deploy step>.outcome }}';
function decide(deployed, { isLeftOut, isUnreadable, jobStatus, isFinishGiven }) {
    if (isLeftOut) {
        return {
            deployed: 'no',
            why: 'the JSON object in the input "deployed" does not name it',
            isSaid: true
        };
    }
    const hasFailed = jobStatus === 'failure' || jobStatus === 'cancelled';
    const unknown = (why, level = hasFailed ? 'info' : 'error')=>({
            deployed: 'unknown',
            why,
            level
        });
    if (isUnreadable) {
        return unknown('the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030)');
    }
    if (deployed.state === 'refused') {
        return unknown('the input "deployed" is invalid', 'error');
    }
    if (deployed.state === 'empty') {
        return unknown('the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false');
    }
    const value = table_valueOr(deployed, 'as the job');
    if (typeof value === 'object') {
        return unknown(`the input "deployed" is "${(0,lib_text/* shorten */.ml)(value.unknown)}", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind`, 'error');
    }
    if (value === 'yes') {
        const note = jobStatus === 'success' ? '' : `The deployment happened (input "deployed"), although the status of the job is "${jobStatus}".`;
        return {
            deployed: 'yes',
            note
        };
    }
    if (value === 'no') {
        return {
            deployed: 'no',
            why: 'the deployment did not happen (input "deployed")',
            isSaid: true
        };
    }
    if (jobStatus === 'success') {
        return {
            deployed: 'yes',
            note: ''
        };
    }
    if (!hasFailed) {
        return unknown(`the input "job-status" is "${(0,lib_text/* shorten */.ml)(jobStatus)}". Expected: success, failure or cancelled; its default is the status of the job`);
    }
    const seems = isFinishGiven ? '. It seems to have finished, because finished-at holds a time' : '';
    return {
        deployed: 'no',
        why: `the status of the job is "${jobStatus}", so nothing counts as deployed${seems}. If the deployment happened anyway, report it with ${ADVICE}`,
        isSaid: false
    };
}
function sortDeployments({ deployments, setsDeployed }, { values }, jobStatus, isForeign) {
    const decided = deployments.map((deployment)=>{
        const { service } = deployment;
        const decision = decide(readingFor(values.deployed, service), {
            isLeftOut: values.deployed.byService?.has(service) === false,
            isUnreadable: isForeign && setsDeployed,
            jobStatus,
            isFinishGiven: readingFor(values['finished-at'], service).state === 'given'
        });
        return {
            deployment,
            decision
        };
    });
    const those = (filter)=>decided.filter(({ decision })=>filter(decision)).map(({ deployment })=>deployment);
    const reasons = new Map();
    for (const { deployment, decision } of decided){
        if (decision.deployed !== 'yes') {
            const level = decision.deployed === 'unknown' ? decision.level : 'info';
            const reason = reasons.get(decision.why) ?? {
                level,
                services: []
            };
            reason.services.push(deployment.service);
            reasons.set(decision.why, reason);
        }
    }
    return {
        happened: those(({ deployed })=>deployed === 'yes'),
        inFull: those((decision)=>decision.deployed === 'unknown' && decision.level === 'error'),
        unsent: [
            ...reasons
        ].map(([why, { level, services }])=>({
                level,
                line: `No deployment event${services.length === deployments.length ? '' : ` for ${(0,lib_text/* enumerate */.HL)(services)}`}: ${why}.`
            })),
        notes: [
            ...new Set(decided.flatMap(({ decision })=>decision.deployed === 'yes' ? [
                    decision.note
                ] : []))
        ].filter(Boolean),
        losesMark: decided.some(({ deployment: { service }, decision })=>(decision.deployed === 'no' ? !decision.isSaid : decision.deployed === 'unknown' && decision.level === 'info') && asksForMark(service, values))
    };
}
function asksForMark(service, values) {
    return table_valueOr(readingFor(values['change-failure'], service), 'no') === 'yes' || table_valueOr(readingFor(values['remediates-id'], service), []).length > 0 || readingFor(values['remediates-version'], service).state === 'given';
}

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

;// CONCATENATED MODULE: ./lib/inputs/shared.js






function logProblems(problems, failOnError, log) {
    for (const { level, message } of problems){
        log.say({
            level,
            text: level === 'error' ? `${message} ${effectOnJob(failOnError)}` : message
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
    if (!isSendable(value)) {
        return problem('error', `is invalid (its value is not shown). Expected: ${KEYS[name]}: one line of visible ASCII characters, without spaces. ${consequence}`);
    }
    return bareKey(value) === value ? [] : problem('warning', `${source === 'input' ? '' : `(from ${source}) `}has quotes around the key or a name before it, like a line of a .env file. Expected: the key alone. It is sent as written, and Datadog will probably refuse it with 403.`);
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
        most: LONGEST_OBJECT
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

;// CONCATENATED MODULE: ./lib/deployment/late.js






const LARGEST_PLAN_INPUTS = 400 * lib_text/* KIB */.nH;
function inputsForPost(stage) {
    const textsOf = (stages)=>Object.entries(INPUTS).filter(([, { settled }])=>settled === stages).map(([name, entry])=>[
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
    const most = entry.settled === 'main' ? entry.most ?? LONGEST_TEXT : LONGEST_OBJECT;
    return (0,runner_keys/* revealsKey */.Mh)(text, keys.all) ? '' : text.slice(0, most + 1);
}
function compareInputs(stage, plan) {
    const entries = Object.entries(inputs_INPUTS);
    const changes = entries.filter(([, { settled }])=>settled === 'main').map(([name, entry])=>({
            name,
            before: plan.inputs[name] ?? '',
            after: keepable(name, entry, stage),
            isHidden: (0,runner_keys/* revealsKey */.Mh)(stage.input(name), stage.keys.all)
        })).filter(({ before, after, isHidden })=>before !== after && !isHidden);
    if (!plan.inComposite || changes.length === 0) {
        const remarks = changes.map(({ name, before, after })=>({
                level: 'warning',
                message: `Input "${name}" came too late: it was "${(0,lib_text/* shorten */.ml)(before)}" when this step ran, and is "${(0,lib_text/* shorten */.ml)(after)}" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.`
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
    const text = plan_inAscii(JSON.stringify(plan, (_key, value)=>typeof value === 'bigint' ? {
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
function plan_inAscii(json) {
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
        const nanoseconds = (0,lib_text/* property */.MZ)(value, 'nanoseconds');
        return typeof nanoseconds === 'string' && /^-?\d{1,30}$/.test(nanoseconds) ? BigInt(nanoseconds) : value;
    });
    return {
        state: 'plan',
        plan
    };
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

;// CONCATENATED MODULE: ./lib/deployment/report.js





const TITLE = 'Datadog DORA deployment';
function reportNothing({ log, writeSummary }, why, { jobSummary }) {
    const line = `No deployment event: ${why}.`;
    log.info(line);
    if (jobSummary) {
        writeSummary(summaryMarkdown({
            title: TITLE,
            notes: [
                log.redact(line)
            ]
        }));
    }
    return 'success';
}
function reportFound({ comparison, readings, sorted, composed }, log) {
    for (const { level, message } of [
        ...comparison.remarks,
        ...readings.problems
    ]){
        log.say({
            level,
            text: message
        });
    }
    for (const note of sorted.notes){
        log.info(note);
    }
    if (composed.intents.length > 0) {
        log.group('Datadog DORA deployment: what was measured', composed.lines);
    }
    for (const remark of composed.remarks){
        log.info(remark);
    }
    for (const warning of composed.warnings){
        log.say({
            level: 'warning',
            text: warning
        });
    }
}
function failsJob({ intent, sent, marks }) {
    return [
        sent,
        ...marks
    ].some(({ outcome })=>isLost(outcome)) || intent.unmade !== '';
}
function reportOutcomes({ results, unsent, inFull, losesMark }, settings, stage) {
    const { log } = stage;
    const { apiUrl, dryRun, failOnError, jobSummary } = settings;
    const deliveries = results.flatMap(deliveriesOf);
    for (const line of dryRunLines(deliveries, apiUrl)){
        log.info(line);
    }
    for (const result of dryRun ? [] : results){
        log.info(resultLine(result));
    }
    for (const line of commandLines('Unconfirmed, in full. Each command sends the event or the mark again.', deliveries, apiUrl)){
        log.info(line);
    }
    const possible = inFull.flatMap(deliveriesOf);
    for (const line of dryRun ? dryRunLines(possible.map((delivery)=>({
            ...delivery,
            outcome: {
                state: 'dry run'
            }
        })), apiUrl) : commandLines(IF_IT_HAPPENED, possible, apiUrl)){
        log.info(line);
    }
    for (const { level, line } of unsent){
        const full = level === 'error' && possible.length > 0 && !dryRun ? ` ${reportHas(jobSummary)} each event in full, with a command that sends it if the deployment happened.` : '';
        log.say({
            level,
            text: level === 'error' ? `${line}${full} ${(0,runner_stage/* effectOnJob */.Oo)(failOnError)}` : line
        });
    }
    if (losesMark) {
        log.say({
            level: 'warning',
            text: `Nothing is marked as a change failure, because nothing counts as deployed. If the deployment happened, set deployed: \${{ steps.<id of the deploy step>.outcome }}. ${(0,runner_stage/* effectOnJob */.Oo)(failOnError)}`
        });
    }
    annotate(results, settings, log);
    if (jobSummary) {
        stage.writeSummary(summaryOf({
            results,
            unsent,
            inFull
        }, settings, log.redact));
    }
}
const IF_IT_HAPPENED = 'Not sent. If the deployment happened, each command sends its event, or its mark.';
function deliveriesOf({ sent, marks }) {
    return [
        sent,
        ...marks
    ];
}
function annotate(results, { failOnError, jobSummary }, log) {
    const consequence = (what)=>`${reportHas(jobSummary)} ${what}. ${(0,runner_stage/* effectOnJob */.Oo)(failOnError)}`;
    const unstored = results.filter(({ sent })=>isLost(sent.outcome));
    const marks = unstored.some((result)=>result.marks.length > 0) ? ' and its marks' : '';
    for (const message of causeMessages(unstored.map(({ sent })=>sent), `Datadog has not confirmed the deployment event${marks} of`, consequence('each event in full, with a command that sends it'))){
        log.say({
            level: 'error',
            text: message
        });
    }
    const unmarked = results.filter(({ sent })=>!isLost(sent.outcome)).flatMap(({ marks })=>marks);
    for (const [isRemedied, what] of [
        [
            false,
            'The deployment event is stored, but not marked as a change failure, for'
        ],
        [
            true,
            'The deployment event is stored, but a deployment that it remedies is not marked:'
        ]
    ]){
        for (const message of causeMessages(unmarked.filter((mark)=>mark.isRemedied === isRemedied), what, consequence('a command that marks each deployment'))){
            log.say({
                level: 'warning',
                text: message
            });
        }
    }
}
function resultLine(result) {
    const { intent, sent, marks } = result;
    const why = isLost(sent.outcome) ? `: ${sent.outcome.what}` : '';
    const parts = [
        `${intent.event.service}: ${wordsFor(sent.outcome)} ${effortOf(sent)}`,
        `deployment ID ${intent.event.id}${why}`,
        ...isLost(sent.outcome) ? [] : marks.map((mark)=>wordsForMark(mark, String)),
        ...intent.unmade === '' ? [] : [
            `no deployment marked as remedied: ${intent.unmade}`
        ]
    ];
    return parts.join('; ');
}
function wordsFor(outcome) {
    switch(outcome.state){
        case 'lost':
            return 'unconfirmed by Datadog';
        case 'dry run':
            return 'dry run, not sent';
        case 'stored':
            return outcome.status === 202 ? 'accepted by Datadog, to be stored later (HTTP 202)' : `stored by Datadog (HTTP ${outcome.status})`;
    }
}
function wordsForMark({ label, outcome, isRemedied }, code) {
    const other = isRemedied ? `${code(label)}, which it remedies` : '';
    const what = isRemedied ? `${other}, ` : '';
    switch(outcome.state){
        case 'lost':
            return `unconfirmed mark ${isRemedied ? `of ${other}` : 'as a change failure'}: ${code(outcome.what)}`;
        case 'dry run':
            return `${what}not marked`;
        case 'stored':
            return `${what}marked as a change failure`;
    }
}
function summaryOf({ results, unsent, inFull }, { site, apiUrl, dryRun }, redact) {
    const code = (text)=>markdownCode(redact(text));
    const shown = (text)=>text === undefined ? 'not set' : code(text);
    const rowOf = ({ intent: { event } }, result)=>[
            code(event.service),
            shown(event.env),
            shown(event.version),
            (0,lib_time/* formatTime */.fU)(event.startedAt),
            (0,lib_time/* formatDuration */.a3)(event.finishedAt - event.startedAt),
            commitLink(event.git),
            result
        ];
    const deliveries = results.flatMap(deliveriesOf);
    const possible = dryRun ? [] : inFull;
    const onlyIf = `those of ${(0,lib_text/* enumerate */.HL)(possible.map(({ intent })=>code(intent.event.service)))} only if they were deployed`;
    return summaryMarkdown({
        title: TITLE,
        notes: unsent.map(({ line })=>redact(line)),
        head: [
            'Service',
            'Env',
            'Version',
            'Start',
            'Duration',
            'Commit',
            'Result'
        ],
        rows: [
            ...results.map((result)=>rowOf(result, resultCell(result, code))),
            ...inFull.map((result)=>rowOf(result, 'not sent'))
        ],
        ...summaryEnd([
            ...deliveries,
            ...possible.flatMap(deliveriesOf)
        ], {
            doraPage: site.doraPage,
            apiUrl,
            introduction: deliveries.some(({ outcome })=>isLost(outcome)) ? `To send what is unconfirmed, run these commands${possible.length === 0 ? '' : `; ${onlyIf}`}.` : IF_IT_HAPPENED
        }, redact)
    });
}
function resultCell({ intent, sent, marks }, code) {
    const { outcome } = sent;
    const { unmade, note } = intent;
    return [
        isLost(outcome) ? `**unconfirmed**: ${code(outcome.what)}` : wordsFor(outcome),
        ...isLost(outcome) ? [] : marks.map((mark)=>wordsForMark(mark, code).replace(/^unconfirmed/, '**unconfirmed**')),
        ...unmade === '' ? [] : [
            `**no deployment marked as remedied**: ${code(unmade)}`
        ],
        ...note === '' ? [] : [
            note
        ]
    ].join('; ');
}
function commitLink(git) {
    if (git === undefined) {
        return '';
    }
    const short = `\`${git.commitSha.slice(0, 7)}\``;
    if (!/^https?:/.test(git.repositoryUrl)) {
        return short;
    }
    const address = new URL(git.repositoryUrl.replace(/\.git$/, '')).href.replace(/[()|[\]\\`*_~]/g, (mark)=>`%${mark.charCodeAt(0).toString(16)}`);
    return `[${short}](${address}/commit/${git.commitSha})`;
}

;// CONCATENATED MODULE: ./lib/datadog/event.js
function eventRequest(event) {
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

;// CONCATENATED MODULE: ./lib/deployment/send.js




const KEY_LOST = {
    what: 'the API key that was set before the job is not set after it',
    hint: 'In a nested composite action, set it in the environment (DD_API_KEY) instead of as an input.'
};
const NO_APP_KEY = {
    what: 'there is no Datadog application key',
    hint: 'Set app-key, or DD_APP_KEY in the environment, to an application key with the scope dora_metrics_write.'
};
const NOBODY_KNOWS = {
    what: 'nobody can tell whether the deployment happened',
    hint: ''
};
const NOT_STORED = {
    what: 'the event before it is unconfirmed',
    hint: ''
};
async function sendIntents(intents, settings, stage) {
    const { api, app } = stage.keys;
    if (!settings.dryRun && !(0,runner_keys/* isSendable */.dT)(api.value)) {
        return intents.map((intent)=>unsentResult(intent, KEY_LOST));
    }
    const send = await openDelivery(stage, settings, '');
    const canMark = settings.dryRun || (0,runner_keys/* isSendable */.dT)(app.value);
    return Promise.all(intents.map((intent)=>sendIntent(intent, send, canMark)));
}
async function sendIntent(intent, send, canMark) {
    const { event, marks } = intent;
    const sent = await send(eventRequest(event), event.service);
    if (sent.outcome.state === 'lost') {
        return {
            intent,
            sent,
            marks: marks.map((named)=>unsentMark(named, NOT_STORED))
        };
    }
    return {
        intent,
        sent,
        marks: await Promise.all(marks.map(async (named)=>canMark ? {
                ...await send(markRequest(named.mark), named.label),
                isRemedied: isRemedied(named)
            } : unsentMark(named, NO_APP_KEY)))
    };
}
function unsentResult(intent, reason) {
    const { event, marks } = intent;
    return {
        intent,
        sent: unsent(eventRequest(event), event.service, reason),
        marks: marks.map((named)=>unsentMark(named, NOT_STORED))
    };
}
function unsentMark(named, reason) {
    return {
        ...unsent(markRequest(named.mark), named.label, reason),
        isRemedied: isRemedied(named)
    };
}
function unsent(request, label, reason) {
    return {
        label,
        request,
        outcome: {
            state: 'lost',
            ...reason
        },
        attempts: 0,
        milliseconds: 0
    };
}
function isRemedied({ mark }) {
    return mark.remediation !== undefined;
}

;// CONCATENATED MODULE: ./lib/deployment/post.js











async function post(stage) {
    const handOver = takePlan(stage.state);
    if (handOver.state === 'plan') {
        const { plan } = handOver;
        return plan.deployments.length > 0 ? finish(stage, plan) : reportNothing(stage, 'the list of services is empty, so nothing is deployed', plan.settings);
    }
    if (handOver.state === 'refused') {
        const { inputs } = handOver.refusal;
        const why = `invalid inputs (${inputs.join(', ')}); the errors are in the log of this step`;
        return reportNothing(stage, why, handOver.refusal);
    }
    if (handOver.state === 'not run') {
        stage.log.info('No deployment event: this step did not run. Either its "if:" was false, or an earlier step failed. In the second case, add "if: always()", or move the step up.');
        return 'success';
    }
    const failOnError = /^true$/i.test(stage.input('fail-on-error'));
    stage.log.say({
        level: 'error',
        text: `No deployment event: what this step saved before the deployment is lost (GITHUB_STATE). Either another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks. ${(0,runner_stage/* effectOnJob */.Oo)(failOnError)}`
    });
    return failOnError ? 'failure' : 'success';
}
async function finish(stage, plan) {
    const { environment, input, log } = stage;
    const { settings } = plan;
    const context = await readGitHubContext(environment);
    const comparison = compareInputs(stage, plan);
    const sources = sourcesOfPost(stage, plan, comparison, context);
    const readings = readInputs(inputs_INPUTS, [
        'post',
        'post only'
    ], sources);
    const sorted = sortDeployments(plan, readings, input('job-status'), comparison.isForeign);
    const grounds = {
        plan,
        readings,
        context,
        finish: stage.startedAt,
        checkRunId: input('job-check-run-id')
    };
    const composed = composeEvents([
        ...sorted.happened,
        ...sorted.inFull
    ], grounds);
    reportFound({
        comparison,
        readings,
        sorted,
        composed
    }, log);
    const intentsOf = (deployments)=>composed.intents.filter(({ event })=>deployments.some(({ id })=>id === event.id));
    const place = {
        workspace: environment['GITHUB_WORKSPACE'] ?? '.',
        jobStartedAt: takeJobStart(stage.state)?.time,
        eventPath: environment['GITHUB_EVENT_PATH'] ?? ''
    };
    const [results, doubt] = await Promise.all([
        sendIntents(intentsOf(sorted.happened), settings, stage),
        composed.doubtful && findDoubt(context, composed.doubtful, place)
    ]);
    if (doubt !== undefined) {
        log.say({
            level: doubt.level,
            text: doubt.message
        });
    }
    const inFull = intentsOf(sorted.inFull).map((intent)=>unsentResult(intent, NOBODY_KNOWS));
    const unsent = [
        ...sorted.unsent,
        ...composed.unsent
    ];
    reportOutcomes({
        results,
        inFull,
        unsent,
        losesMark: sorted.losesMark
    }, settings, stage);
    const isWrong = results.some(failsJob) || sorted.losesMark || unsent.some(({ level })=>level === 'error');
    return settings.failOnError && isWrong ? 'failure' : 'success';
}


/***/ }),

/***/ 957:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _runner_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(132);
/* harmony import */ var _post_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(801);


await (0,_runner_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .Si)(_post_js__WEBPACK_IMPORTED_MODULE_1__/* .post */ .b, {
    title: 'Datadog DORA deployment',
    lost: 'the deployment cannot be reported',
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
/* harmony export */   Mh: () => (/* binding */ revealsKey),
/* harmony export */   dT: () => (/* binding */ isSendable),
/* harmony export */   iY: () => (/* binding */ redactKeys),
/* harmony export */   vu: () => (/* binding */ NO_KEYS),
/* harmony export */   x4: () => (/* binding */ readKeys)
/* harmony export */ });
/* unused harmony export bareKey */
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

/***/ 132:
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
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(161);
;// CONCATENATED MODULE: ./lib/runner/files.js


function handOver(entries, file, command) {
    if (!file) {
        const lines = entries.map(([name, value])=>`::${command} name=${name}::${escaped(value)}`);
        process.stdout.write(`${external_node_os_.EOL}${lines.join(external_node_os_.EOL)}${external_node_os_.EOL}`);
        return;
    }
    const delimiter = `delimiter_${randomUuid()}`;
    const texts = entries.map(([name, value])=>[
            `${name}<<${delimiter}`,
            value,
            delimiter,
            ''
        ].join(external_node_os_.EOL));
    appendWholly(file, texts.join(''));
}
function escaped(value) {
    return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function appendWholly(file, text) {
    const length = sizeOf(file);
    try {
        (0,external_node_fs_.appendFileSync)(file, text);
    } catch (error) {
        if (sizeOf(file) > length) {
            (0,external_node_fs_.truncateSync)(file, length);
        }
        throw error;
    }
}
function sizeOf(file) {
    return (0,external_node_fs_.statSync)(file, {
        throwIfNoEntry: false
    })?.size ?? 0;
}
function randomUuid() {
    try {
        const uuid = (0,external_node_fs_.readFileSync)('/proc/sys/kernel/random/uuid', 'latin1').trim();
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


/***/ }),

/***/ 146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ timeByLaterClock),
/* harmony export */   ER: () => (/* binding */ EXPECTED_TIMES),
/* harmony export */   Z2: () => (/* binding */ SECOND),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   gy: () => (/* binding */ processStart),
/* harmony export */   oG: () => (/* binding */ MILLISECOND),
/* harmony export */   pe: () => (/* binding */ parseTime)
/* harmony export */ });
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
/******/ var __webpack_exports__ = __nccwpck_require__(957);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
