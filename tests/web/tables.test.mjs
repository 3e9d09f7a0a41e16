// The lists as pages (`emarge export LIST --format html`): one file that loads nothing, runs nothing, and is read by anybody.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, fileUrl, launch, look, open, run, summit } from './browser.mjs';

const LISTS = ['signatures', 'pioneers', 'attendance', 'delegates', 'scans', 'statistics'];
const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 360, height: 740 }, DESK = { width: 1440, height: 900 };

let browser;
const folders = {};

const made = new Set();

function page(data, list, ...more) {
  const file = `${path.join(process.env.EM_SCRATCH, [path.basename(data), list, ...more].join('-'))}.html`;
  if (made.has(file)) return fileUrl(file);
  made.add(file);
  run('emarge', 'export', list, '--format', 'html', '--data', data, '--key', path.join(data, 'organiser.key'),
    '--output', file, ...more);
  return fileUrl(file);
}

before(async () => {
  folders.tame = summit('tables-tame', 60);
  folders.hostile = summit('tables-hostile', 620, '--hostile');
  browser = await launch();
});
after(() => browser?.close());

describe('a page of each list', () => {
  for (const list of LISTS)
    test(`${list} loads nothing, and keeps its own style under its policy`, async () => {
      const url = page(folders.tame, list);
      const seen = await open(browser, url, { viewport: DESK });
      assert.deepEqual(seen.complaints, []);
      assert.deepEqual(seen.requests, [url]);
      assert.equal(await seen.$eval('main', (main) => getComputedStyle(main).borderLeftStyle), 'solid');
      assert.ok((await seen.$$('tbody tr')).length > 3);
      await done(seen);
    });

  for (const [name, viewport] of Object.entries({ desk: DESK, phone: PHONE }))
    for (const colorScheme of ['light', 'dark'])
      test(`axe-core finds no fault: ${name}, ${colorScheme}`, async () => {
        for (const [i, list] of LISTS.entries()) {
          const language = ['fr', 'en', 'es'][i % 3];
          const seen = await open(browser, page(folders.tame, list, '--language', language),
            { viewport, colorScheme, bypassCSP: true });
          assert.equal(await seen.getAttribute('html', 'lang'), language);
          await look(seen, list, { unsure: name === 'phone' ? ['color-contrast'] : [] }); /* of what is scrolled out of sight */
          await done(seen);
        }
      });

  test('its head stays in sight while its rows go by', async () => {
    const seen = await open(browser, page(folders.tame, 'signatures'), { viewport: DESK });
    await seen.$eval('tbody tr:nth-child(40)', (row) => row.scrollIntoView());
    const top = await seen.$eval('thead th', (head) => head.getBoundingClientRect().top);
    assert.ok(Math.abs(top) < 1, `at ${top}`);
    await done(seen);
  });

  test('a narrow screen scrolls the table and not the page', async () => {
    const seen = await open(browser, page(folders.tame, 'signatures'), { viewport: PHONE });
    assert.ok(await seen.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    assert.ok(await seen.$eval('.table', (table) => table.scrollWidth > table.clientWidth));
    await done(seen);
  });

  test('no screen scrolls the page sideways', async () => {
    for (const list of LISTS)
      for (const language of ['fr', 'en', 'es']) {
        const seen = await open(browser, page(folders.tame, list, '--language', language), { viewport: DESK });
        for (let width = 360; width <= 1480; width += 40) {
          await seen.setViewportSize({ width, height: 800 });
          assert.ok(await seen.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
            `${list} in ${language}, ${width} wide`);
        }
        await seen.context().close();
      }
  });

  // Words of scripts that write them apart, in cells that people read; what looks like an identifier may break anywhere.
  const broken = (seen) => seen.evaluate(() => {
    const found = new Set(), range = document.createRange();
    for (const cell of document.querySelectorAll('thead th, tbody th, tbody td:not(.id)')) {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (walker.nextNode())
        for (const { 0: word, index } of walker.currentNode.data.matchAll(/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\d]+/gu)) {
          range.setStart(walker.currentNode, index);
          range.setEnd(walker.currentNode, index + word.length);
          if (new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1) found.add(word);
        }
    }
    return [...found];
  });

  for (const [name, viewport] of Object.entries({ desk: WIDE, phone: PHONE }))
    test(`breaks no word: ${name}`, async () => {
      for (const list of LISTS)
        for (const language of ['fr', 'en', 'es']) {
          const seen = await open(browser, page(folders.tame, list, '--language', language), { viewport });
          assert.deepEqual(await broken(seen), [], `${list} in ${language}`);
          await done(seen);
        }
    });

  test('breaks words that no cell has room for', async () => {
    const seen = await open(browser, page(folders.hostile, 'signatures'), { viewport: WIDE });
    assert.ok((await broken(seen)).length > 0);
    await done(seen);
  });

  test('paper is white, whatever the screen was', async () => {
    const seen = await open(browser, page(folders.tame, 'signatures'), { colorScheme: 'dark' });
    await seen.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await seen.$eval('body', (body) => getComputedStyle(body).backgroundColor), 'rgb(255, 255, 255)');
    await seen.context().close(); /* it stays on paper */
  });
});

describe('hostile names', () => {
  for (const bypassCSP of [false, true])
    test(`are text, ${bypassCSP ? 'also without' : 'with'} the policy`, async () => {
      for (const list of LISTS) {
        const url = page(folders.hostile, list);
        const seen = await open(browser, url, { bypassCSP, viewport: DESK });
        assert.deepEqual(seen.complaints, [], list);
        assert.deepEqual(seen.requests, [url]);
        assert.equal(await seen.evaluate(() => window.payloadRan), undefined);
        assert.equal((await seen.$$('script, img, svg, iframe, a, form, input, object, embed, [onclick], [onload]')).length, 0);
        assert.ok(await seen.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${list} is too wide`);
        await done(seen);
      }
    });

  test('axe-core finds no fault among them', async () => {
    const seen = await open(browser, page(folders.hostile, 'attendance'), { viewport: DESK, bypassCSP: true });
    await look(seen, 'attendance', { unsure: ['color-contrast'] }); /* of signs that are no text */
    await done(seen);
  });
});
