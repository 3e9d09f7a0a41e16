// The public register as people read it: languages, search, order, filters, without a script, on paper, with hostile names,
// and what of who is not listed is in it (nothing).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, fileUrl, launch, look, open, run, scratch, serve, summit } from './browser.mjs';
import { LANGUAGES, copy, register, rows, shownRows, verify } from './register.mjs';

const PHONE = { width: 360, height: 740 }, DESK = { width: 1440, height: 900 };

let browser, data, made, small, hostile;

before(async () => {
  data = summit('register-data', 300);
  made = register(data, 'register');
  small = register(summit('register-small-data', 40), 'register-small');
  hostile = register(summit('register-hostile-data', 620, '--hostile'), 'register-hostile');
  browser = await launch();
});
after(() => browser?.close());

const english = (folder = made) => fileUrl(folder, LANGUAGES.en);
const unaccented = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

describe('opens', () => {
  for (const where of ['disk', 'server'])
    test(`from a ${where}, asks for nothing elsewhere and complains of nothing`, async () => {
      const server = where === 'server' ? await serve(made) : null;
      const root = server?.url ?? `${fileUrl(made)}/`;
      for (const file of Object.values(LANGUAGES)) {
        const page = await open(browser, root + file);
        await verify(page);
        assert.deepEqual(page.complaints, []);
        assert.ok(page.requests.length > 5);
        for (const url of page.requests) assert.ok(url.startsWith(root) || url === 'data:,', url);
        await done(page);
      }
      server?.close();
    });

  test('each language leads to the others and says which it is', async () => {
    const page = await open(browser, fileUrl(made, 'index.html'));
    const descriptions = new Set();
    for (const tag of ['en', 'es', 'fr']) {
      await page.click(`.bar a[lang="${tag}"]`);
      assert.equal(await page.getAttribute('html', 'lang'), tag);
      assert.equal(await page.getAttribute('.bar a[aria-current]', 'lang'), tag);
      const others = await page.$$eval('link[rel="alternate"]', (all) => all.map((link) => [link.hreflang, link.getAttribute('href')]));
      assert.deepEqual(Object.fromEntries(others), LANGUAGES);
      descriptions.add(await page.getAttribute('meta[name="description"]', 'content'));
      assert.equal((await rows(page)).length, (await rows(page)).filter(({ cells }) => cells.length === 6).length);
    }
    assert.match(await page.title(), /Déclaration des gouvernements locaux/);
    assert.equal(descriptions.size, 3);
    await done(page);
  });
});

describe('the list for programs', () => {
  for (const where of ['disk', 'server'])
    test(`comes from a ${where} as it lies in the folder`, async () => {
      const server = where === 'server' ? await serve(made) : null;
      const page = await open(browser, server ? `${server.url}en.html` : english());
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('.download a')]);
      const lies = fs.readFileSync(path.join(made, 'signatories.csv'));
      assert.equal(download.suggestedFilename(), 'signatories.csv');
      assert.ok(fs.readFileSync(await download.path()).equals(lies));
      assert.match(await page.innerText('.download'), new RegExp(`CSV, ${Math.ceil(lies.length / 1000)} kB`));
      assert.equal(lies.toString().trim().split('\n').length, 1 + (await rows(page)).length);
      assert.deepEqual(page.complaints, []);
      await done(page);
      server?.close();
    });
});

describe('before anybody signed', () => {
  // The log of a summit that has another document, too.
  function unsigned() {
    const event = scratch('register-unsigned-event'), pack = path.join(process.env.EM_BIN, '../share/emarge/events/ogp-paris-2016');
    fs.cpSync(pack, event, { recursive: true });
    fs.cpSync(path.join(event, 'documents/local-governments'), path.join(event, 'documents/later'), { recursive: true });
    fs.appendFileSync(path.join(event, 'event.ini'),
      '\n[document later]\noriginal = fr\ntitle.fr = Plus tard\ntitle.en = Later\ntitle.es = Después\n');
    return register(data, 'register-unsigned', '--event', event, '--document', 'later');
  }

  test('the page says so, and what it can be checked of is right', async () => {
    const folder = unsigned();
    for (const file of Object.values(LANGUAGES)) {
      const page = await open(browser, fileUrl(folder, file), { bypassCSP: true });
      assert.equal((await rows(page)).length, 0);
      assert.equal(await page.locator('.pioneers > li').count(), await page.locator('.pioneers > li.open').count());
      assert.equal(await page.locator('.download').count(), 0);
      assert.equal((await verify(page)).verdict, 'unsure'); /* which text it is, nobody has signed */
      assert.deepEqual(page.complaints, []);
      await look(page, file, { unsure: ['th-has-data-cells'] }); /* there are no rows */
      await done(page);
    }
  });
});

describe('the list', () => {
  test('finds a name whatever its case and accents', async () => {
    const page = await open(browser, english());
    const all = await rows(page);
    const accented = all.map(({ cells }) => cells[0].split(' ')[0]).find((word) => /[À-ÿ]/.test(word) && word.length > 3);
    const query = unaccented(accented).toUpperCase();
    const expected = all.filter(({ cells }) => unaccented(cells.join(' ')).includes(query.toLowerCase())).map(({ id }) => id);
    assert.ok(expected.length > 0 && expected.length < all.length);
    await page.fill('#search', query);
    await page.waitForFunction((n) => document.querySelectorAll('#list tbody:not([hidden]) tr').length === n, expected.length);
    assert.deepEqual((await shownRows(page)).map(({ id }) => id), expected);
    assert.match(await page.innerText('#found'), new RegExp(`^${expected.length} of ${all.length} signator`));
    await page.fill('#search', 'nobody has this name');
    await page.waitForFunction(() => !document.querySelector('#list tbody:not([hidden]) tr'));
    assert.equal(await page.innerText('#found'), 'Nobody fits this search.');
    await page.fill('#search', '');
    await page.waitForFunction((n) => document.querySelectorAll('#list tbody:not([hidden]) tr').length === n, all.length);
    await done(page);
  });

  test('finds a syllable of Hangul while it is typed', async () => {
    const page = await open(browser, english());
    const name = (await rows(page)).map(({ cells }) => cells[0]).find((text) => /^\p{Script=Hangul}/u.test(text));
    assert.ok(name, 'the made-up summit has a name in Hangul');
    await page.fill('#search', name[0].normalize('NFD').slice(0, 2));
    await page.waitForFunction(() => document.querySelector('#list tbody[hidden] tr'));
    assert.ok((await shownRows(page)).some(({ cells }) => cells[0] === name));
    await done(page);
  });

  test('is in the order that is asked for, both ways', async () => {
    const page = await open(browser, english());
    const signed = (await rows(page)).map(({ id }) => id);
    const collator = new Intl.Collator('en', { numeric: true });
    for (const [index, name] of [[0, 'name'], [2, 'government'], [3, 'country'], [5, 'number']]) {
      const head = page.locator(`#list thead th[data-sort="${name}"]`);
      await head.locator('button').click();
      assert.equal(await head.getAttribute('aria-sort'), 'ascending');
      const cell = (row) => (index === 2 ? row.government : row.cells[index]);
      const up = (await shownRows(page)).map(cell).filter(Boolean);
      assert.deepEqual(up, [...up].sort(collator.compare), name);
      await head.locator('button').click();
      assert.equal(await head.getAttribute('aria-sort'), 'descending');
      const down = (await shownRows(page)).map(cell).filter(Boolean);
      assert.deepEqual(down, [...down].sort((a, b) => collator.compare(b, a)), name);
    }
    await page.click('#list thead th[data-sort="date"] button');
    assert.deepEqual((await shownRows(page)).map(({ id }) => id), signed);
    await done(page);
  });

  const ORDERS = {
    fr: ['Signataires, dans l’ordre des signatures', 'Signataires, de la dernière signature à la première',
      'Signataires, par « Nom », ordre croissant', 'Signataires, par « Nom », ordre décroissant'],
    en: ['Signatories, in the order of signing', 'Signatories, the last to sign first',
      'Signatories, by “Name”, ascending', 'Signatories, by “Name”, descending'],
    es: ['Firmantes, en el orden de las firmas', 'Firmantes, de la última firma a la primera',
      'Firmantes, por «Nombre», en orden ascendente', 'Firmantes, por «Nombre», en orden descendente'],
  };
  for (const [tag, [signed, latest, up, down]] of Object.entries(ORDERS))
    test(`is called by the order that is shown, in ${tag}`, async () => {
      const page = await open(browser, fileUrl(made, LANGUAGES[tag]));
      const caption = async () => (await page.textContent('#list caption')).replaceAll('\u00a0', ' ');
      const said = [await caption()];
      for (const by of ['date', 'name', 'name', 'date']) {
        await page.click(`#list thead th[data-sort="${by}"] button`);
        said.push(await caption());
      }
      assert.deepEqual(said, [signed, latest, up, down, signed]);
      assert.equal((await verify(page)).verdict, 'good');
      await done(page);
    });

  test('is narrowed to a government and a country, and to both', async () => {
    const page = await open(browser, english());
    const all = await rows(page);
    const { government, cells: [, , , country] } = all.find((row) => row.government && row.cells[3]);
    const ids = (found) => found.map(({ id }) => id);
    await page.selectOption('#country', country);
    assert.deepEqual(ids(await shownRows(page)), ids(all.filter(({ cells }) => cells[3] === country)));
    await page.selectOption('#government', government);
    assert.deepEqual(ids(await shownRows(page)),
      ids(all.filter((row) => row.cells[3] === country && row.government === government)));
    await page.selectOption('#country', '');
    assert.deepEqual(ids(await shownRows(page)), ids(all.filter((row) => row.government === government)));
    await done(page);
  });

  test('can be sorted on a phone, where it has no head', async () => {
    const page = await open(browser, english(), { viewport: PHONE });
    assert.equal(await page.isVisible('#order'), true);
    await page.selectOption('#order', 'name');
    const names = (await shownRows(page)).map(({ cells }) => cells[0]).filter(Boolean);
    assert.deepEqual(names, [...names].sort(new Intl.Collator('en', { numeric: true }).compare));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, 'nothing sticks out at the side');
    await done(page);
  });
});

test('by keyboard, also where the list has no head, what has the focus is seen', async () => {
  const page = await open(browser, english(small), { viewport: { width: 640, height: 700 } }); /* 1280 at 200 % */
  await page.focus('#order');
  const seen = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    seen.push(await page.evaluate(() => {
      const { x, y, width, height } = document.activeElement.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      return document.activeElement.contains(top) ? document.activeElement.textContent : 'unseen';
    }));
  }
  assert.deepEqual(seen, ['Name', 'Role', 'Government', 'Country', 'Signed on', 'Number']);
  await page.keyboard.press('Enter');
  assert.equal(await page.getAttribute('#list thead th[data-sort="number"]', 'aria-sort'), 'ascending');
  await done(page);
});

describe('without a script', () => {
  test('all is there to be read, and no control that would do nothing', async () => {
    const withScript = await open(browser, english());
    const expected = (await rows(withScript)).map(({ cells }) => cells);
    const page = await open(browser, english(), { javaScriptEnabled: false });
    const cells = await page.$$eval('#list tbody tr', (all) => all.map((row) => Array.from(row.cells, (c) => c.textContent)));
    assert.deepEqual(cells, expected);
    for (const control of ['#tools', '#theme', '#verify', '#receipt'])
      assert.equal(await page.isVisible(control), false, control);
    for (const part of ['#list tbody tr', '.pioneers li', '[data-stat] svg', '.document p', '.log pre', 'noscript'])
      assert.equal(await page.locator(part).first().isVisible(), true, part);
    assert.equal(await page.isVisible('.notice li'), false);
    await page.click('.notice summary');
    assert.equal(await page.isVisible('.notice li'), true);
    await done(page);
    await done(withScript);
  });
});

describe('light and dark', () => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test('follow the system, and what the reader chose is kept', async () => {
    const light = await open(browser, english(), { colorScheme: 'light' });
    const dark = await open(browser, english(), { colorScheme: 'dark' });
    const [white, black] = [await paper(light), await paper(dark)];
    assert.notEqual(white, black);
    await light.click('#theme');
    assert.equal(await paper(light), black);
    assert.equal(await light.getAttribute('#theme', 'aria-pressed'), 'true');
    await light.reload();
    assert.equal(await paper(light), black);
    await light.click('#theme');
    assert.equal(await paper(light), white);
    await done(light);
    await done(dark);
  });
});

describe('axe-core finds no fault', () => {
  for (const [tag, file] of Object.entries(LANGUAGES))
    for (const colorScheme of ['light', 'dark'])
      test(`in ${tag}, ${colorScheme}, before and after it was verified`, async () => {
        const page = await open(browser, fileUrl(small, file), { colorScheme, viewport: DESK, bypassCSP: true });
        await look(page, 'before');
        await verify(page);
        await look(page, 'after');
        await done(page);
      });

  test('on a phone, with a fault shown', async () => {
    const spoilt = copy(small, 'register-axe');
    fs.rmSync(path.join(spoilt, 'data', 'text.js'));
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(browser, english(spoilt), { colorScheme, viewport: PHONE, bypassCSP: true });
      assert.equal((await verify(page)).verdict, 'bad');
      await look(page, colorScheme);
      await done(page);
    }
  });

  test('and finds one that was planted', async () => {
    const page = await open(browser, english(small), { bypassCSP: true });
    await page.evaluate(() => document.body.append(document.createElement('input')));
    await assert.rejects(look(page, 'planted'));
    await done(page);
  });
});

describe('hostile names', () => {
  const ran = (page) => page.evaluate(() => window.payloadRan === true);

  // With the policy of the page, and without it: names are text before the policy has anything to forbid.
  for (const bypassCSP of [false, true])
    test(`are text, ${bypassCSP ? 'also without' : 'with'} the policy`, async () => {
      for (const file of Object.values(LANGUAGES)) {
        const page = await open(browser, fileUrl(hostile, file), { bypassCSP });
        for (const query of ['<script>', '"', 'alert(1)', '=1+1']) await page.fill('#search', query);
        await page.fill('#search', '');
        await page.click('#list thead th[data-sort="name"] button');
        assert.equal((await verify(page)).verdict, 'good');
        const counts = await page.evaluate(() => [document.scripts.length - document.head.querySelectorAll('script').length,
          document.querySelectorAll('#list img, #list svg, #list a, #list iframe, #list b, #list style').length]);
        assert.deepEqual(counts, [0, 0]);
        assert.equal(await ran(page), false);
        assert.deepEqual(page.complaints, []);
        await done(page);
      }
    });

  test('would be seen to run', async () => {
    const page = await open(browser, english(hostile), { bypassCSP: true });
    await page.evaluate(() => { document.querySelector('#list td').innerHTML = '<img src=x onerror=alert(1)>'; });
    await page.waitForFunction(() => window.payloadRan === true);
    await done(page);
  });

  test('hide nothing and turn nothing around', async () => {
    const page = await open(browser, english(hostile));
    const text = (await rows(page)).flatMap(({ cells }) => cells).join('\n');
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    assert.match(text, /\ufffd/);
    await done(page);
  });
});

describe('what is published', () => {
  const signatures = () => run('emarge', 'export', 'signatures', '--data', data, '--format', 'jsonl')
    .trim().split('\n').map((line) => JSON.parse(line));

  const everything = (folder) => fs.readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name)).filter((name) => fs.statSync(name).isFile())
    .map((name) => fs.readFileSync(name, 'utf8')).join('\n');

  test('is who agreed to be listed, and of nobody else a name, of nobody an address or ink', () => {
    const all = signatures(), text = everything(made);
    const isListed = (row) => row.listed === true && row.superseded !== true;
    const listed = new Set(all.filter(isListed).map(({ name }) => name));
    const others = all.filter((row) => !isListed(row) && !listed.has(row.name));
    assert.ok(listed.size > 50 && others.length > 20);
    for (const name of listed) assert.ok(text.includes(name), name);
    for (const { name } of others) assert.ok(!text.includes(name), name);
    for (const { email } of all) assert.ok(!email || !text.includes(email), email);
    assert.doesNotMatch(text, /"(ink|email|contact)"/);
  });

  test('is the same bytes for the same log', () => {
    const again = register(data, 'register-again');
    for (const name of fs.readdirSync(made, { recursive: true }))
      if (fs.statSync(path.join(made, name)).isFile())
        assert.ok(fs.readFileSync(path.join(made, name)).equals(fs.readFileSync(path.join(again, name))), name);
    assert.deepEqual(fs.readdirSync(again, { recursive: true }).sort(), fs.readdirSync(made, { recursive: true }).sort());
  });

  test('replaces an older register, and nothing else', () => {
    const older = register(data, 'register-older');
    register(data, 'register-older', '--document', 'local-governments');
    assert.ok(fs.existsSync(path.join(older, 'index.html')));
    const theirs = scratch('register-theirs');
    fs.mkdirSync(theirs);
    fs.writeFileSync(path.join(theirs, 'index.html'), 'mine');
    assert.throws(() => run('emarge', 'register', '--data', data, '--output', theirs), { status: 1 });
    assert.deepEqual(fs.readdirSync(theirs), ['index.html']);
    assert.equal(fs.readFileSync(path.join(theirs, 'index.html'), 'utf8'), 'mine');
  });
});
