// The lists of a summit of ten thousand as pages: each row of each page is that of the list for programs, and axe-core looks at
// every one of them.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, fileUrl, launch, look, open, run, scratch } from './browser.mjs';

const DATA = process.env.EM_SUMMIT;
const LANGUAGES = ['fr', 'en', 'es'];
const DESK = { width: 1440, height: 900 };

// The columns that a page shows, and the one whose groups have a table each.
const LISTS = {
  signatures: { shows: ['number', 'signed_at', 'name', 'role', 'government', 'country', 'mode', 'listed', 'superseded'] },
  pioneers: { by: 'title', shows: ['government', 'country', 'signed', 'name', 'role', 'signed_at', 'number', 'others'] },
  attendance: { by: 'title', shows: ['name', 'government', 'checked_in_at', 'checked_out_at', 'minutes', 'verdict', 'kiosk'] },
  delegates: { shows: ['name', 'role', 'government', 'country', 'walk_in', 'sessions', 'minutes', 'first_in', 'last_out', 'signed',
    'signatures'] },
  scans: { by: 'title', shows: ['at', 'kiosk', 'verdict', 'name', 'government', 'way', 'signed', 'undone'] },
  statistics: { by: 'title', shows: ['label', 'count'] },
};
const WORDS = ['mode', 'verdict', 'way', 'undone', 'superseded']; /* data has a word of its own for these */

let browser, countries;
const lists = {};

const written = (list, format, tag, ...words) => run('emarge', 'export', list, '--data', DATA,
  '--key', path.join(DATA, 'organiser.key'), '--format', format, '--language', tag, ...words);
const listOf = (list, tag) => (lists[`${list} ${tag}`] ??= JSON.parse(written(list, 'json', tag)));

function pageOf(list, tag) {
  const file = scratch(`tables-large-${list}-${tag}.html`);
  written(list, 'html', tag, '--output', file);
  return fileUrl(file);
}

before(async () => {
  countries = Object.fromEntries(LANGUAGES.map((tag) => [tag, Object.fromEntries(listOf('statistics', tag)
    .filter(({ statistic }) => statistic === 'country').map(({ item, label }) => [item, label]))]));
  browser = await launch('--js-flags=--stack-size=3000'); /* axe-core goes down a column by recursion */
});
after(() => browser?.close());

// --- what the list says, in the words of a language ---

const isTime = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

function clockIn(tag) {
  const parts = new Intl.DateTimeFormat(tag, { timeZone: 'Europe/Paris', year: 'numeric', month: 'long', day: 'numeric',
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
}

function saysTime(text, { year, month, day, hour, minute }) {
  const words = text.match(/\d+|\p{L}+/gu) ?? [];
  return words.includes(month) && words.filter((word) => /^\d+$/.test(word)).map(Number).join()
    === [day, year, hour, minute].map(Number).join();
}

// Whether a cell says a value. Words of a language are gathered: one word for one value, and no two for the same.
function reader(tag) {
  const clock = clockIn(tag), words = new Map();
  const isWord = (value, text) => (words.has(value) ? words.get(value) === text : words.set(value, text) && text !== '');
  const says = (key, value, { text, at }) => {
    if (value === null || value === '') return text === '';
    if (isTime(value)) return at === value && saysTime(text, clock(at));
    if (typeof value === 'number') return text.replace(/[\s.,]/g, '') === String(value);
    if (key === 'country') return text === countries[tag][value];
    return typeof value === 'boolean' || WORDS.includes(key) ? isWord(value, text) : text === value;
  };
  return { words, says };
}

// The tables of a page: [{ name, rows: [[{ text, at }]] }]
const tablesOf = (page) => page.$$eval('table', (tables) => tables.map((table) => ({
  name: table.caption.querySelector('h2')?.textContent ?? '',
  rows: Array.from(table.tBodies[0].rows, (row) => Array.from(row.cells, (cell) => (
    { text: cell.textContent, at: cell.querySelector('time')?.getAttribute('datetime') }))),
})));

// Rows of the same group stand together; each group has a name.
function grouped(list, by) {
  const groups = [];
  for (const row of list) {
    if (!groups.length || (by && groups.at(-1).name !== row[by])) groups.push({ name: by ? row[by] : '', rows: [] });
    groups.at(-1).rows.push(row);
  }
  return groups;
}

async function isTheList(page, list, tag, { by, shows }) {
  const { words, says } = reader(tag), tables = await tablesOf(page), groups = grouped(list, by);
  assert.deepEqual(tables.map(({ name, rows }) => [name, rows.length]), groups.map(({ name, rows }) => [name, rows.length]));
  groups.forEach(({ name, rows }, i) => rows.forEach((row, j) => {
    const cells = tables[i].rows[j];
    assert.equal(cells.length, shows.length);
    shows.forEach((key, k) => says(key, row[key], cells[k])
      || assert.fail(`${name}, row ${j}, ${key}: the page says “${cells[k].text}”, the list says “${row[key]}”`));
  }));
  assert.equal(new Set(words.values()).size, words.size, [...words].join('\n'));
  return words;
}

// --- what is asked of each list ---

for (const [list, about] of Object.entries(LISTS))
  describe(list, () => {
    for (const tag of LANGUAGES)
      test(`has each row of the list, in ${tag}`, async () => {
        const url = pageOf(list, tag), page = await open(browser, url, { viewport: DESK });
        const words = await isTheList(page, listOf(list, tag), tag, about);
        if (list === 'signatures') assert.ok(listOf(list, tag).length > 9500);
        if (list === 'signatures' && tag === 'en')
          assert.deepEqual(['drawn', 'typed', true, false].map((value) => words.get(value)), ['by hand', 'typed', 'yes', 'no']);
        assert.deepEqual(page.complaints, []);
        assert.deepEqual(page.requests, [url]);
        await done(page);
      });
  });

test('a cell of another row would be seen', async () => {
  const page = await open(browser, pageOf('signatures', 'en'), { viewport: DESK });
  await page.evaluate(() => {
    const rows = document.querySelectorAll('tbody tr'), at = rows.length >> 1;
    rows[at].cells[2].textContent += '.';
  });
  await assert.rejects(isTheList(page, listOf('signatures', 'en'), 'en', LISTS.signatures), /name: the page says/);
  await done(page);
});

// What is not about colours is the same in light and in dark.
describe('axe-core finds no fault on all rows', () => {
  for (const [i, list] of Object.keys(LISTS).entries())
    test(list, async () => {
      const tag = LANGUAGES[i % LANGUAGES.length], url = pageOf(list, tag);
      for (const [colorScheme, options] of [['light', {}], ['dark', { runOnly: ['color-contrast'] }]]) {
        const page = await open(browser, url, { viewport: DESK, colorScheme, bypassCSP: true });
        const texts = await look(page, `${list}, ${colorScheme}`, { kinds: true, ...options });
        assert.ok(texts > listOf(list, tag).length);
        await done(page);
      }
    });
});
