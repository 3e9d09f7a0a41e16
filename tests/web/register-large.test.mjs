// The public register of ten thousand who signed, in a browser: every row is one of the exported list, search, order and filters
// show what that list says, every log proves whole with the number of entries that the tool counts, and what was tampered with
// in the middle of it is found.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, fileUrl, launch, look, open, run } from './browser.mjs';
import { LANGUAGES, change, copy, register, rows, shownIds, verify } from './register.mjs';

const DATA = process.env.EM_SUMMIT;
const DESK = { width: 1440, height: 900 };
const PERSONALLY = { fr: 'en son nom propre', en: 'personally', es: 'en nombre propio' };

let browser, made, list, logs, statistics;

const exported = (...words) => JSON.parse(run('emarge', 'export', ...words, '--public', '--format', 'json', '--data', DATA));
const idOf = ({ origin, seq }) => `${origin.split('/')[1]}.${seq}`;

// { "hall-a-1": 5543 }, of the logs that somebody signed in, as the tool proves them.
function entriesOfLogs() {
  const found = run('emarge', 'verify', '--data', DATA).matchAll(/^log \S+\/(\S+)\n {2}entries +(\d+)/gm);
  const signed = new Set(list.map(({ origin }) => origin.split('/')[1]));
  return Object.fromEntries(Array.from(found, ([, log, entries]) => [log, Number(entries)]).filter(([log]) => signed.has(log)));
}

before(async () => {
  made = register(DATA, 'register-large');
  list = exported('signatures', '--sort', 'time');
  logs = entriesOfLogs();
  statistics = Object.fromEntries(Object.keys(LANGUAGES).map((tag) => [tag, exported('statistics', '--language', tag)]));
  browser = await launch('--js-flags=--stack-size=3000'); /* axe-core goes down a column by recursion */
});
after(() => browser?.close());

// Item for item; a comparison of the whole would take minutes to tell what differs.
function areSame(is, should, what) {
  const at = should.findIndex((one, i) => JSON.stringify(one) !== JSON.stringify(is[i]));
  if (at >= 0) assert.deepEqual(is[at], should[at], `${what}, at ${at}`);
  assert.equal(is.length, should.length, what);
}

// --- what the list says, in the words of a language ---

// { FR: "France" } of what statistics count, which name it in the language that they are asked for.
const labels = (language, statistic) =>
  statistics[language].filter((row) => row.statistic === statistic).map(({ item, label }) => [item, label]);

// { Séoul: "Seoul" }: a signature has its government in the words of who signed.
function governmentsIn(tag) {
  const names = new Map(labels(tag, 'government'));
  return new Map(Object.keys(LANGUAGES).flatMap((other) => labels(other, 'government'))
    .map(([item, label]) => [label, names.get(item)]));
}

function expectedIn(tag) {
  const countries = new Map(labels(tag, 'country')), governments = governmentsIn(tag);
  return list.map((row) => {
    const government = governments.get(row.government) ?? row.government, country = countries.get(row.country) ?? '';
    return { id: idOf(row), name: row.name, role: row.role, government, country, number: row.number, at: row.signed_at,
      cells: [row.name, row.role, government + (row.capacity === 'personal' ? ` ${PERSONALLY[tag]}` : ''), country, row.number] };
  });
}

function clockIn(tag) {
  const parts = new Intl.DateTimeFormat(tag, { timeZone: 'Europe/Paris', year: 'numeric', month: 'long', day: 'numeric',
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
}

const isNumber = (text) => /^\d+$/.test(text);

function saysTime(text, { year, month, day, hour, minute }) {
  const words = text.match(/\d+|\p{L}+/gu);
  return words.includes(month) && words.filter(isNumber).map(Number).join() === [day, year, hour, minute].map(Number).join();
}

// The rows of the page are the list, row by row.
async function isTheList(page, expected, tag) {
  const clock = clockIn(tag), all = await rows(page), times = await page.$$eval('#list tbody time', (found) =>
    found.map((time) => [time.getAttribute('datetime'), time.textContent]));
  areSame(all.map(({ id, cells: { 4: time, ...cells } }) => [id, Object.values(cells)]),
    expected.map(({ id, cells }) => [id, cells]), 'a row');
  areSame(times.map(([at]) => at), expected.map(({ at }) => at), 'a time');
  areSame(times.filter(([at, text]) => !saysTime(text, clock(at))), [], 'a time that is said otherwise');
}

// --- searching, sorting, filtering ---

const unaccented = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const ungrouped = (text) => text.replace(/(?<=\d)[\s.,](?=\d{3})/g, '');

const numbersIn = (text) => ungrouped(text).match(/\d+/g)?.map(Number) ?? [];

// A search begins when somebody stops typing for a moment; what came of it tells the comparison.
async function shows(page, expected, what) {
  const numbers = expected.length ? [expected.length, list.length] : [], tries = 200;
  for (let i = 0; i < tries && numbersIn(await page.innerText('#found')).join() !== numbers.join(); i++) await page.waitForTimeout(25);
  assert.deepEqual(numbersIn(await page.innerText('#found')), numbers, what);
  areSame(await shownIds(page), expected.map(({ id }) => id), what);
}

// The text of a row, without the time: nothing that is searched for here is in one.
const matching = (expected, query) => expected.filter(({ cells }) =>
  unaccented(query).split(' ').every((word) => unaccented(cells.join('\n')).includes(word)));

function queriesOf(expected) {
  const words = expected.flatMap(({ name }) => name.split(' '));
  const accented = words.find((word) => /^\p{Script=Latin}{5,}$/u.test(word) && /[À-ÖØ-öù-ÿ]/.test(word));
  const greek = words.find((word) => /^\p{Script=Greek}+$/u.test(word) && unaccented(word) !== word.toLowerCase());
  const hangul = words.find((word) => /^\p{Script=Hangul}{2,}$/u.test(word));
  const { name, government } = expected.findLast((row) => row.government && /^\p{Script=Cyrillic}/u.test(row.name));
  return {
    'an accented name in capitals without the accents': unaccented(accented).toUpperCase(),
    'a Greek name in capitals': greek.toUpperCase(),
    'a name in Hangul': hangul,
    'a syllable of Hangul that is not whole yet': hangul[0].normalize('NFD').slice(0, 2),
    'a government and a name, in this order': `${government.split(' ')[0]} ${name.split(' ')[0]}`,
    'nobody’s name': 'Nobody Has This Name',
  };
}

// By the collator of the browser itself; what is empty comes last, and of the same the first to sign comes first.
const inOrder = (page, expected, key, tag, down) => page.evaluate(([keys, language, sign]) => {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const places = [...keys.keys()], filled = places.filter((i) => keys[i]), empty = places.filter((i) => !keys[i]);
  return [...filled.sort((a, b) => sign * compare(keys[a], keys[b]) || a - b), ...empty];
}, [expected.map((row) => row[key]), tag, down ? -1 : 1]).then((places) => places.map((i) => expected[i]));

function countsOf(expected, key) {
  const counts = new Map();
  for (const { [key]: value } of expected) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

// What most have, one in the middle has, the fewest have, and one that begins as another does.
function some(counts) {
  const begins = ([value], i) => counts.some(([other], j) => i !== j && other.startsWith(value.split(' ')[0]));
  return [counts[0], counts[counts.length >> 1], counts.at(-1), counts.find(begins)].filter(Boolean);
}

// --- what is asked of each language ---

for (const [tag, file] of Object.entries(LANGUAGES))
  describe(`in ${tag}`, () => {
    let page, expected;
    before(async () => {
      expected = expectedIn(tag);
      page = await open(browser, fileUrl(made, file), { viewport: DESK });
    });
    after(() => done(page));

    test('the rows are the exported list', async () => {
      assert.ok(expected.length > 7500);
      await isTheList(page, expected, tag);
    });

    test('a search finds whom the list has', async () => {
      for (const [what, query] of Object.entries(queriesOf(expected))) {
        await page.fill('#search', '');
        await page.locator('#search').pressSequentially(query.normalize());
        const found = matching(expected, query);
        assert.ok(found.length < list.length && (found.length > 0 || what.startsWith('nobody')), `${what}: ${query}: ${found.length}`);
        await shows(page, found, `${what}: ${query}`);
      }
      await page.fill('#search', '');
      await shows(page, expected, 'all again');
    });

    test('each column sorts the list both ways', async () => {
      for (const key of ['name', 'role', 'government', 'country', 'number', 'date']) {
        const head = page.locator(`#list thead th[data-sort="${key}"]`);
        for (const direction of ['ascending', 'descending']) {
          await head.locator('button').click();
          assert.equal(await head.getAttribute('aria-sort'), direction);
          const down = direction === 'descending';
          const sorted = key !== 'date' ? await inOrder(page, expected, key, tag, down) : expected;
          await shows(page, key === 'date' && down ? [...sorted].reverse() : sorted, `${key}, ${direction}`);
        }
      }
      await page.locator('#list thead th[data-sort="date"] button').click();
      await shows(page, expected, 'as it was');
    });

    test('a filter leaves whom the list has of a country and of a government', async () => {
      for (const key of ['country', 'government']) {
        const counts = countsOf(expected, key);
        const offered = await page.$$eval(`#${key} option`, (all) => all.slice(1).map(({ value, textContent }) => [value, textContent]));
        assert.deepEqual(new Map(offered.map(([value, text]) => [value, ungrouped(text)])),
          new Map(counts.map(([value, count]) => [value, `${value} (${count})`])));
        for (const [value] of some(counts)) {
          await page.selectOption(`#${key}`, value);
          await shows(page, expected.filter((row) => row[key] === value), value);
        }
        await page.selectOption(`#${key}`, '');
      }
      await shows(page, expected, 'all again');
    });

    test('all of it at once: a country, a government, a word, an order', async () => {
      const [[government]] = countsOf(expected, 'government'), theirs = expected.filter((row) => row.government === government);
      const [[country]] = countsOf(theirs, 'country'), [[role]] = countsOf(theirs, 'role');
      await page.selectOption('#government', government);
      await page.selectOption('#country', country);
      await page.fill('#search', role);
      await page.locator('#list thead th[data-sort="name"] button').click();
      const found = matching(theirs.filter((row) => row.country === country), role);
      assert.ok(found.length > 1);
      await shows(page, await inOrder(page, found, 'name', tag), 'what fits');
    });

    test('it proves whole so, and says how many entries each log has', async () => {
      const { verdict, says } = await verify(page);
      assert.equal(verdict, 'good', says);
      const told = await page.$$eval('#results > .result', (all) => all.map((one) => [one.className, one.innerText]));
      assert.ok(Object.keys(logs).length > 1);
      assert.deepEqual(told.map(([kind]) => kind), [...Object.keys(logs), 'page'].map(() => 'result good'));
      Object.entries(logs).forEach(([log, entries], i) =>
        assert.match(ungrouped(told[i][1]), new RegExp(`\\s${log}\\s?:\\s${entries}\\sentr`)));
      assert.match(ungrouped(told.at(-1)[1]), new RegExp(`\\s${list.length}\\s`));
    });

    test('each log says how many of its entries are here', async () => {
      const said = await page.$$eval('.log', (all) => all.map((one) => [one.dataset.writer, one.querySelector('.entries').textContent]));
      assert.deepEqual(said.map(([log, text]) => [log, ...numbersIn(text)]), Object.entries(logs)
        .map(([log, entries]) => [log, entries, list.filter(({ origin }) => origin.endsWith(`/${log}`)).length]));
    });

    test('nothing complained, and nothing was asked for elsewhere', () => {
      assert.deepEqual(page.complaints, []);
      const root = `${fileUrl(made)}/`;
      assert.deepEqual(page.requests.filter((url) => !url.startsWith(root) && url !== 'data:,'), []);
    });
  });

// --- links within the page ---

// A link lands where its section begins, at once and when all has been laid out that comes near the screen: what stays far from
// it has a height that was guessed.
describe('a link lands on its section', () => {
  const SCREENS = [{ width: 360, height: 740 }, { width: 1280, height: 800 }, DESK];
  const PLACES = ['signatories', 'pioneers', 'statistics', 'text', 'verification', 'notice'];

  // How far a section is from where it should be. What stands at the end of the page cannot come up all the way.
  const farFrom = (page, id) => page.evaluate((place) => {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    const { top } = document.getElementById(place).getBoundingClientRect();
    const far = top - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
    const isEnd = scrollTop + clientHeight >= scrollHeight - 1;
    return isEnd && far > 0 && far < clientHeight / 2 ? 0 : Math.round(far);
  }, id);

  const settle = (page) => page.waitForTimeout(400); /* without a script a page says nothing of its frames */

  async function isAt(page, id, what) {
    const atOnce = await farFrom(page, id);
    await settle(page);
    const far = [atOnce, await farFrom(page, id)];
    assert.ok(far.every((one) => Math.abs(one) <= 2), `${what}: ${id} is ${far.join(' px, then ')} px off`);
  }

  const follow = (page, id) => page.$eval(`.contents a[href="#${id}"]`, (link) => link.click()); /* from where the page stands */

  for (const [tag, file] of Object.entries(LANGUAGES))
    for (const viewport of SCREENS)
      for (const javaScriptEnabled of tag === 'en' ? [true] : [true, false])
        test(`in ${tag}, ${viewport.width} wide${javaScriptEnabled ? '' : ', without a script'}`, async () => {
          const page = await open(browser, fileUrl(made, file), { viewport, javaScriptEnabled });
          for (const id of PLACES) {
            await page.click(`.contents a[href="#${id}"]`);
            await isAt(page, id, 'by the menu');
          }
          for (const id of ['pioneers', 'text']) {
            await page.goto('about:blank');
            await page.goto(`${fileUrl(made, file)}#${id}`);
            await isAt(page, id, 'by the address');
          }
          await done(page);
        });

  for (const viewport of SCREENS)
    test(`back and forth, after a search and a sort: ${viewport.width} wide`, async () => {
      const page = await open(browser, fileUrl(made, LANGUAGES.fr), { viewport });
      const say = (what) => `${what}, ${viewport.width} wide`;
      await follow(page, 'pioneers');
      await follow(page, 'statistics');
      await page.goBack();
      await isAt(page, 'pioneers', say('back'));
      await page.goBack();
      assert.equal(await page.evaluate(() => scrollY), 0);
      await page.goForward();
      await isAt(page, 'pioneers', say('forward'));
      await page.goForward();
      await isAt(page, 'statistics', say('forward'));
      const changes = {
        sorted: () => page.evaluate(() => document.querySelector('#list thead [data-sort="name"] button').click()),
        searched: () => page.fill('#search', 'maire'),
        'nobody found': () => page.fill('#search', 'Nobody Has This Name'),
        'all again': () => page.fill('#search', ''),
      };
      for (const [what, make] of Object.entries(changes)) {
        await page.evaluate(() => scrollTo(0, 0));
        await make();
        await page.waitForTimeout(500);
        for (const id of ['pioneers', 'text', 'pioneers']) {
          await follow(page, id);
          await isAt(page, id, say(what));
        }
        await page.goBack();
        await isAt(page, 'text', say(`${what}, back`));
        await page.goForward();
        await isAt(page, 'pioneers', say(`${what}, forward`));
      }
      await done(page);
    });
});

test('without a script the rows are the same', async () => {
  const page = await open(browser, fileUrl(made, LANGUAGES.en), { javaScriptEnabled: false });
  await isTheList(page, expectedIn('en'), 'en');
  await done(page);
});

// --- tampering ---

describe('tampered with, it is red and names the place', () => {
  const { en: PAGE } = LANGUAGES;
  let folder, page, middle, log;

  before(async () => {
    folder = copy(made, 'register-large-tampered');
    middle = list[list.length >> 1];
    log = middle.origin.split('/')[1];
    page = await open(browser, fileUrl(folder, PAGE), { viewport: DESK });
  });
  after(() => done(page));

  // The file that holds an entry of the log, and its line there: they stand in parts, each entry a line behind a first.
  function lineOf(seq) {
    const parts = fs.readdirSync(path.join(folder, 'data')).filter((name) => name.startsWith(`${log}_`)).map((name) => {
      const text = fs.readFileSync(path.join(folder, 'data', name), 'utf8');
      return { file: `data/${name}`, lines: text.split('\n'), from: Number(/from: (\d+)/.exec(text)[1]) };
    });
    const { file, lines, from } = parts.filter((part) => part.from <= seq).sort((a, b) => b.from - a.from)[0];
    return { file, line: lines[1 + seq - from] };
  }

  // The last hash of an entry that is not listed before the one in the middle.
  function hashBefore(seq) {
    for (let at = seq - 1; ; at--) {
      const found = lineOf(at);
      if (/^'[A-Za-z0-9+/]{43}=',$/.test(found.line)) return found;
    }
  }

  const flip = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const row = (html) => html.split('\n').find((line) => line.startsWith(`<tr id="${idOf(middle)}">`));
  const checkpoint = (html) => new RegExp(`data-writer="${log}"[^]*?<pre class="checkpoint">([^<]*)`).exec(html)[1];
  const ROOT = /root of the entries is not the one in the checkpoint/;

  const TAMPERED = {
    'a name on the page': {
      spoil: () => [PAGE, (html) => html.replace(row(html), row(html).replace(/(<th scope="row"><bdi>)[^<]*/, '$1Somebody Else'))],
      bad: ['page'],
      says: () => `${middle.number}, Name: the page says “Somebody Else”, the entries say “${middle.name}”`,
      wrong: true,
    },
    'a row taken out of the page': {
      spoil: () => [PAGE, (html) => html.replace(`${row(html)}\n`, '')],
      bad: ['page'],
      says: () => `Entry ${idOf(middle)} is published and has no row: ${middle.name}`,
    },
    'a body in the data': {
      spoil: () => {
        const { file, line } = lineOf(middle.seq);
        return [file, (text) => text.replace(line, line.replace(/"name":"[^"]*"/, '"name":"Somebody Else"'))];
      },
      bad: ['log', 'page'],
      says: () => `${middle.number}, Name: the page says “${middle.name}”, the entries say “Somebody Else”`,
      wrong: true,
      root: true,
    },
    'a leaf': {
      spoil: () => {
        const { file, line } = hashBefore(middle.seq);
        return [file, (text) => text.replace(line, flip(line, 9))];
      },
      bad: ['log'],
      root: true,
    },
    'the root of a checkpoint': {
      spoil: () => [PAGE, (html) => {
        const note = checkpoint(html), [, , root] = note.split('\n');
        return html.replace(note, note.replace(root, flip(root, 9)));
      }],
      bad: ['log'],
      says: () => 'The signature of the checkpoint does not fit the key.',
      root: true,
    },
  };

  for (const [what, { spoil, bad, says, wrong, root }] of Object.entries(TAMPERED))
    test(what, async () => {
      const [file, change_] = spoil(), whole = fs.readFileSync(path.join(folder, file));
      change(folder, file, change_);
      await page.reload();
      const found = await verify(page);
      fs.writeFileSync(path.join(folder, file), whole);
      assert.equal(found.verdict, 'bad', found.says);
      assert.match(found.says, /^Something does not match/);
      const told = await page.$$eval('#results > .result', (all) => all.map((one) => [one.classList[1], one.innerText]));
      assert.deepEqual(told.map(([kind]) => kind),
        [...Object.keys(logs), 'page'].map((one) => (bad.includes(one === log ? 'log' : one) ? 'bad' : 'good')));
      const theirs = told[Object.keys(logs).indexOf(log)][1];
      assert.equal(ROOT.test(found.says), root === true);
      if (root) assert.match(theirs, new RegExp(`log ${log}: does not match[^]*${ROOT.source}`));
      if (says) assert.ok(found.says.includes(says()), found.says);
      assert.deepEqual(await page.$$eval('#list .wrong', (all) => all.map(({ id }) => id)), wrong ? [idOf(middle)] : []);
    });

  test('and mended again it is good', async () => {
    await page.reload();
    assert.equal((await verify(page)).verdict, 'good');
  });
});

// --- axe-core ---

// All rows are in each look.
describe('axe-core finds no fault on all rows', () => {
  const proven = async (tag, colorScheme) => {
    const page = await open(browser, fileUrl(made, LANGUAGES[tag]), { viewport: DESK, colorScheme, bypassCSP: true });
    assert.equal((await verify(page)).verdict, 'good');
    return page;
  };

  test('in fr, light', async () => {
    const page = await proven('fr', 'light');
    await look(page, 'fr');
    await done(page);
  });

  test('in en, dark, contrast by the kind of text', async () => {
    const page = await proven('en', 'dark');
    assert.ok(await look(page, 'en', { kinds: true }) > 5 * list.length);
    await done(page);
  });

  test('in es, where contrast is the same', async () => {
    const page = await proven('es', 'light');
    await look(page, 'es', { rules: { 'color-contrast': { enabled: false } } });
    await done(page);
  });

  test('and finds what was planted in the middle', async () => {
    const page = await open(browser, fileUrl(made, LANGUAGES.en), { viewport: DESK, bypassCSP: true });
    await page.evaluate((id) => {
      const { cells } = document.getElementById(id);
      cells[0].setAttribute('scope', 'nothing');
      cells[3].style.color = '#ccc';
    }, idOf(list[list.length >> 1]));
    const found = look(page, 'planted', { kinds: true, runOnly: ['scope-attr-valid', 'color-contrast'] });
    await assert.rejects(found, ({ actual }) => /scope-attr-valid: 1,/.test(actual) && /color-contrast: 1,/.test(actual));
    await done(page);
  });
});
