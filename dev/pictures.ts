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

/** About the pixels that a summary takes: Chromium draws what a window of a given height shows. */
function heightOf(markdown: string): number {
  const code = /^(`{3,})[^\n]*\n([\s\S]*?)^\1/m.exec(markdown)?.[2] ?? '';
  const codeRows = code.split('\n').reduce((rows, line) => rows + Math.ceil(line.length / 110), 0);
  const rows = markdown
    .replace(code, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('```'));
  return 90 + 35 * rows.length + 20 * codeRows;
}

function shoot(browser: string, page: string, picture: string, size: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, `<!doctype html><meta charset="utf-8">${page}`);
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const output = [
      `--user-data-dir=${join(folder, 'profile')}`,
      `--screenshot=${picture}`,
      `--window-size=${size}`,
    ];
    const look = ['--hide-scrollbars', '--force-device-scale-factor=2'];
    execFileSync(browser, [...flags, ...quiet, ...output, ...look, pathToFileURL(file).href], {
      stdio: 'ignore',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

if (chromium === undefined) {
  console.error('There is no Chromium here: install it, or give its path in CHROME_PATH.');
  process.exitCode = 1;
} else {
  const texts = await collectPictureTexts();
  const log = logPage(texts.log);
  const width = 960;
  // As wide as the seven columns need, with a commit's SHA as the version.
  const summaryWidth = 1280;
  shoot(chromium, log, join(docs, 'log.png'), `${width},${28 + 21 * (log.match(/<div>/g) ?? []).length}`);
  for (const [name, markdown] of [
    ['summary', texts.delivered],
    ['summary-undelivered', texts.undelivered],
    ['summary-mark', texts.mark],
  ] as const) {
    shoot(
      chromium,
      summaryPage(markdown),
      join(docs, `${name}.png`),
      `${summaryWidth},${heightOf(markdown)}`,
    );
  }
  writeFileSync(join(docs, 'demo.txt'), normalise(texts));
}
