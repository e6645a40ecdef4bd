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
import { collectPictureTexts, normalise } from './picture-texts.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const names = [process.env['CHROME_PATH'] ?? '', 'chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const chromium = names.find((name) => name !== '' && spawnSync(name, ['--version']).status === 0);

const toHtml = (text: string) => text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);

function logPage(lines: readonly string[]): string {
  let open = false;
  const rows = lines.flatMap((line) => {
    if (line === '##[endgroup]') {
      open = false;
      return [];
    }
    const title = /^##\[group\](.*)/.exec(line)?.[1];
    const text = title === undefined ? `${open ? '    ' : '  '}${line}` : `▾ ${title}`;
    open ||= title !== undefined;
    return [text];
  });
  const list = rows.map((row, index) => `<div><i>${index + 1}</i>${toHtml(row)}</div>`).join('');
  return `<style>
    body { margin: 0; padding: 14px 0; background: #0d1117; color: #e6edf3; font: 13px/21px ui-monospace, 'DejaVu Sans Mono', monospace; }
    div { white-space: pre; } i { display: inline-block; width: 38px; margin-right: 12px; color: #6e7681; font-style: normal; text-align: right; }
  </style>${list}`;
}

function summaryPage(markdown: string): string {
  return `<style>
    body { margin: 0; padding: 20px 26px; background: #fff; color: #1f2328; font: 15px/1.5 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; }
    h2 { margin: 0 0 14px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0; font-size: 21px; }
    table { border-collapse: collapse; font-size: 14px; } th, td { border: 1px solid #d1d9e0; padding: 6px 12px; text-align: left; }
    code { background: #eff1f3; border-radius: 5px; padding: 2px 5px; font: 13px ui-monospace, 'DejaVu Sans Mono', monospace; } a { color: #0969da; }
    pre { background: #f6f8fa; border-radius: 6px; padding: 14px; } pre code { background: none; padding: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  </style>${marked.parse(markdown, { async: false })}`;
}

/** Writes the size of the page into its title, where the first run of Chromium reads it. */
const MEASURE = `<script>addEventListener('load', () => {
  const { scrollWidth, offsetHeight } = document.body;
  document.title = scrollWidth + ',' + offsetHeight;
})</script>`;

/** Takes a picture of a page, as high as the page is. @param width of the window in CSS pixels, at least */
function shoot(browser: string, page: string, picture: string, width: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, `<!doctype html><meta charset="utf-8"><title></title>${MEASURE}${page}`);
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const look = ['--hide-scrollbars', '--force-device-scale-factor=2'];
    const run = (size: string, output: string) =>
      execFileSync(
        browser,
        [
          ...flags,
          ...quiet,
          ...look,
          `--user-data-dir=${join(folder, 'profile')}`,
          `--window-size=${size}`,
          output,
          pathToFileURL(file).href,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
    const size = /<title>(\d+,\d+)<\/title>/.exec(run(`${width},600`, '--dump-dom'))?.[1];
    if (size === undefined) {
      throw new Error(`Chromium did not say how large ${picture} is.`);
    }
    run(size, `--screenshot=${picture}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

if (chromium === undefined) {
  console.error('There is no Chromium here: install it, or set CHROME_PATH to its path.');
  process.exitCode = 1;
} else {
  const texts = await collectPictureTexts();
  const width = 960;
  shoot(chromium, logPage(texts.log), join(docs, 'log.png'), width);
  for (const [name, markdown] of [
    ['summary', texts.delivered],
    ['summary-unconfirmed', texts.unconfirmed],
    ['summary-remedy', texts.remedy],
  ] as const) {
    shoot(chromium, summaryPage(markdown), join(docs, `${name}.png`), width);
  }
  writeFileSync(join(docs, 'demo.txt'), normalise(texts));
}
