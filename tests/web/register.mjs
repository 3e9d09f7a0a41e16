// What the tests of the public register share.
import fs from 'node:fs';
import path from 'node:path';
import { run, scratch } from './browser.mjs';

export const LANGUAGES = { fr: 'index.html', en: 'en.html', es: 'es.html' };

export function register(data, name, ...more) {
  const folder = scratch(name);
  run('emarge', 'register', '--data', data, '--output', folder, ...more);
  return folder;
}

// A copy of a register to spoil.
export function copy(folder, name) {
  const to = scratch(name);
  fs.cpSync(folder, to, { recursive: true });
  return to;
}

// Changes a file by a function of its text; a change that changes nothing would prove nothing.
export function change(folder, file, spoil) {
  const place = path.join(folder, file);
  const text = fs.readFileSync(place, 'utf8'), spoilt = spoil(text);
  if (spoilt === text) throw new Error(`${file} was not changed`);
  fs.writeFileSync(place, spoilt);
}

// What the page answers: "good", "unsure" or "bad", and all of its sentences.
export async function verify(page) {
  await page.click('#verify');
  const section = page.locator('#verification[data-verdict]');
  await section.waitFor({ timeout: 120000 });
  return {
    verdict: await section.getAttribute('data-verdict'),
    says: `${await page.innerText('#verdict')}\n${await page.innerText('#results')}`,
  };
}

export const rows = (page) => page.$$eval('#list tbody tr', (all) => all.map((row) => ({
  id: row.id,
  hidden: row.closest('tbody').hidden,
  cells: Array.from(row.cells, (cell) => cell.textContent),
  government: row.cells[2].firstElementChild.textContent,
})));

export const shownRows = async (page) => (await rows(page)).filter(({ hidden }) => !hidden);

/* Those of ten thousand rows, without all that is in them. */
export const shownIds = (page) => page.$$eval('#list tbody:not([hidden]) > tr', (all) => all.map(({ id }) => id));
