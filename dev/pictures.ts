/**
 * Makes the pictures of README.md from a real run: `npm run pictures`. Needs Chromium (CHROME_PATH, or a usual
 * name). docs/demo.txt says what they show; a test notices when a run would show something else.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { embeddedSecrets, standIns, startEmbeddedDatadog } from './embedded.ts';
import { type RunOptions, runWorkflow } from './runner.ts';
import { API_KEY } from './stand-ins/api-key.ts';

/** What each picture shows, by its name: lines of a log, or a summary in Markdown. */
export type PictureTexts = Readonly<Record<string, string>>;

/**
 * Deploys a release, deploys it with a wrong key, and rolls it back, all to the same embedded Datadog.
 * @throws Error if a run does not end as it should
 */
export async function collectPictureTexts(): Promise<PictureTexts> {
  const { environment, close } = await startEmbeddedDatadog();
  const run = async (example: string, options: RunOptions) => {
    const file = fileURLToPath(new URL(`../examples/${example}`, import.meta.url));
    const known: RunOptions = { actions: standIns(), environment, secrets: embeddedSecrets };
    const { jobs, result } = await runWorkflow(file, { ...known, ...options });
    const [job] = jobs;
    if (job === undefined || result !== 'success') throw new Error(`examples/${example} ended as ${result}.`);
    return job;
  };
  const release: RunOptions = {
    github: { event_name: 'release', ref: 'refs/tags/v2.14.0' },
    event: { action: 'published', release: { tag_name: 'v2.14.0' } },
  };
  try {
    const delivered = await run('release.yml', release);
    const secrets = { DD_API_KEY: API_KEY.replaceAll('0', 'f') };
    const unconfirmed = await run('release.yml', { ...release, secrets });
    const rollback = await run('rollback.yml', {
      github: { event_name: 'workflow_dispatch' },
      inputs: { version: 'v2.13.4', 'failed-version': 'v2.14.0' },
    });
    const { log = '' } = delivered.stages.findLast(({ stage }) => stage === 'post') ?? {};
    const texts = {
      log: log.trimEnd(),
      summary: delivered.summary,
      'summary-unconfirmed': unconfirmed.summary,
      'summary-rollback': rollback.summary,
    };
    return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, lengthen(text)]));
  } finally {
    await close();
  }
}

/** A stand-in deploys in a second: its finish and its duration are shown as those of a real deployment. */
function lengthen(text: string): string {
  const seconds = 192;
  return text
    .replace(/(?<=^finish: )(\S+) \(.*\)$/m, (_, time: string) => {
      return `${new Date(Date.parse(time) + seconds * 1000).toISOString()} (end of the job)`;
    })
    .replace(/(?<="finished_at":)\d+/g, (time) => `${BigInt(time) + BigInt(seconds) * 1_000_000_000n}`)
    .replace(/\b\d+\.\d s\b/g, '3 min 13 s');
}

/** The same text for every run: what differs from run to run is replaced. */
export function normalise(texts: PictureTexts): string {
  return Object.values(texts)
    .join('\n\n')
    .replace(/\d{4}[-\u2011]\d\d[-\u2011]\d\d[T\u00a0][\d:.]+(?:Z|\u00a0UTC)/g, '<time>')
    .replace(/"(started|finished)_at":\d+/g, '"$1_at":<time>')
    .replace(/\b\d+ ms\b/g, '<milliseconds>')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>');
}

const LOG_STYLE = `
  body { margin: 0; padding: 14px 0; background: #fff; color: #1f2328; font: 13px/21px ui-monospace, 'DejaVu Sans Mono', monospace; }
  div { white-space: pre; }
  i { display: inline-block; width: 38px; margin-right: 12px; color: #818b98; font-style: normal; text-align: right; }`;
const SUMMARY_STYLE = `
  body { margin: 0; padding: 20px 26px; background: #fff; color: #1f2328; font: 15px/1.5 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; }
  h2 { margin: 0 0 14px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0; font-size: 21px; }
  table { border-collapse: collapse; font-size: 14px; } th, td { border: 1px solid #d1d9e0; padding: 6px 12px; text-align: left; }
  code { background: #eff1f3; border-radius: 5px; padding: 2px 5px; font: 13px ui-monospace, 'DejaVu Sans Mono', monospace; } a { color: #0969da; }
  pre { background: #f6f8fa; border-radius: 6px; padding: 14px; } pre code { background: none; padding: 0; white-space: pre-wrap; overflow-wrap: anywhere; }`;

/** Numbered lines, with those of a group indented. */
function logToHtml(log: string): string {
  const indented = log.replace(/##\[group\](.*)\n([\s\S]*?)##\[endgroup\]\n?/g, (_, title: string, lines: string) => {
    return `▾ ${title}\n${lines.replace(/^(?=.)/gm, '    ')}`;
  });
  const lines = indented.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`).split('\n');
  return lines.map((line, index) => `<div><i>${index + 1}</i>${line}</div>`).join('');
}

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=2';

/** Takes a picture of a page, as high as the page is and at least 960 CSS pixels wide. */
function shoot(browser: string, style: string, html: string, picture: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    const file = join(folder, 'page.html');
    // The title takes the size of the page, which the first run of Chromium reads.
    const script = `document.title = document.body.scrollWidth + ',' + document.body.offsetHeight`;
    const head = `<!doctype html><meta charset="utf-8"><title></title><style>${style}</style>`;
    writeFileSync(file, `${head}${html}<script>${script}</script>`);
    const run = (size: string, output: string) => {
      const own = [`--user-data-dir=${join(folder, 'profile')}`, `--window-size=${size}`, output];
      const args = [...FLAGS.split(' '), ...own, pathToFileURL(file).href];
      return execFileSync(browser, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    };
    const size = /<title>(\d+,\d+)<\/title>/.exec(run('960,600', '--dump-dom'))?.[1];
    if (size === undefined) throw new Error(`Chromium did not say how large ${picture} is.`);
    run(size, `--screenshot=${picture}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

if (import.meta.main) {
  const names = [process.env['CHROME_PATH'] ?? '', 'chromium', 'chromium-browser', 'google-chrome', 'chrome'];
  const chromium = names.find((name) => name !== '' && spawnSync(name, ['--version']).status === 0);
  if (chromium === undefined) {
    console.error('No picture is made, because there is no Chromium here. Set CHROME_PATH to its path.');
    process.exitCode = 1;
  } else {
    const docs = fileURLToPath(new URL('../docs/', import.meta.url));
    const { log = '', ...summaries } = await collectPictureTexts();
    shoot(chromium, LOG_STYLE, logToHtml(log), join(docs, 'log.png'));
    for (const [name, markdown] of Object.entries(summaries)) {
      shoot(chromium, SUMMARY_STYLE, marked.parse(markdown, { async: false }), join(docs, `${name}.png`));
    }
    writeFileSync(join(docs, 'demo.txt'), normalise({ log, ...summaries }));
    console.log(
      `Made docs/log.png, ${Object.keys(summaries)
        .map((name) => `docs/${name}.png`)
        .join(', ')} and docs/demo.txt.`,
    );
  }
}
