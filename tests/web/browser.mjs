// What the tests of pages share: the browser, a small web server, and the programs that make pages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const { EM_BIN, EM_SCRATCH } = process.env;

// Chromium as root, without the connections that it makes of its own accord.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export const launch = (...more) => chromium.launch({ executablePath: '/usr/bin/chromium', args: [...FLAGS, ...more] });

export const scratch = (name) => {
  const folder = path.join(EM_SCRATCH, name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(EM_SCRATCH, { recursive: true });
  return folder;
};

export const run = (program, ...words) =>
  execFileSync(path.join(EM_BIN, program), words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });

// An organiser's folder after a made-up summit.
export function summit(name, count, ...more) {
  const folder = scratch(name);
  run('signatories', folder, String(count), '7', ...more);
  return folder;
}

export const fileUrl = (...parts) => pathToFileURL(path.join(...parts)).href;

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.txt': 'text/plain' };

// Serves a folder, as any web server does. `close` ends it.
export async function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
    const file = path.join(folder, path.normalize(name));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    return response.end(fs.readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  return { port, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

// A page that keeps whatever it complains of, asks for, and whether a text ran as a script.
async function newPage(browser, options) {
  const page = await (await browser.newContext(options)).newPage();
  page.options = JSON.stringify(options);
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.complaints.push(message.text()));
  page.on('pageerror', (fault) => page.complaints.push(fault.stack));
  page.on('dialog', (dialog) => { page.complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => page.requests.push(request.url()));
  await page.addInitScript(() => { window.alert = () => { window.payloadRan = true; }; });
  return page;
}

// Pages that are done with: to make a page takes longer than what most tests do with it.
const idle = [];

export async function open(browser, url, options = {}) {
  const at = idle.findIndex((one) => one.options === JSON.stringify(options) && one.context().browser() === browser);
  const page = at < 0 ? await newPage(browser, options) : idle.splice(at, 1)[0];
  Object.assign(page, { complaints: [], requests: [] });
  await page.goto(url);
  return page;
}

// Leaves nothing behind for who opens it next.
export async function done(page) {
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  idle.push(page);
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// Only what is on the screen is laid out of a long list. Elsewhere rows lie over each other as far as axe-core sees, and then
// it cannot tell what is behind a text.
const WHOLE = '#list tbody { content-visibility: visible !important; }';

// Marks one text of each kind: colour, size and weight, and all that is painted behind, are the same for all of a kind. Says how
// many texts there are.
const markKinds = () => {
  const PAINT = ['backgroundColor', 'backgroundImage', 'opacity', 'filter', 'mixBlendMode', 'position', 'visibility'];
  const TEXT = ['color', 'fontSize', 'fontWeight', 'textShadow'];
  const kinds = new Map(), known = new Map();
  const say = (element, names) => names.map((name) => getComputedStyle(element)[name]).join();
  const behind = (element) => {
    if (element && !known.has(element)) known.set(element, `${behind(element.parentElement)} / ${say(element, PAINT)}`);
    return known.get(element);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    kinds.set(`${say(element, TEXT)} on ${behind(element)}`, element);
    count++;
  }
  for (const element of kinds.values()) element.dataset.kind = '';
  window.axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-kind]' }] });
  return count;
};

// axe-core finds no fault, and nothing that it cannot tell, but by the rules `unsure`. A page with a policy has to be opened
// with `bypassCSP`. With `kinds` contrast is looked at of one text of each kind, for it takes most of the time, and of ten
// thousand rows all are of a few; how many texts there are is answered then. The other options are those of axe-core.
export async function look(page, what, { unsure = [], kinds = false, ...options } = {}) {
  const style = await page.addStyleTag({ content: WHOLE });
  await page.addScriptTag({ path: AXE });
  const texts = kinds ? await page.evaluate(markKinds) : 0;
  const { violations, incomplete } = await page.evaluate((more) =>
    window.axe.run(document, { resultTypes: ['violations', 'incomplete'], ...more }), options);
  await page.$$eval('[data-kind]', (all) => { for (const element of all) delete element.dataset.kind; });
  await style.evaluate((element) => element.remove());
  const faults = [...violations, ...incomplete.filter(({ id }) => !unsure.includes(id))];
  assert.deepEqual(faults.map(({ id, nodes: { length, 0: { html, failureSummary } } }) =>
    `${what}: ${id}: ${length}, the first ${html}: ${failureSummary}`), []);
  return texts;
}
