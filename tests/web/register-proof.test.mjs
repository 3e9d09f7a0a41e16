// The public register proves itself: what is whole is told to be, by the numbers of the log; each kind of tampering turns red
// with a sentence that says what does not match; and where a browser cannot check something the page says so.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, fileUrl, launch, open, run, serve, summit } from './browser.mjs';
import { LANGUAGES, change, copy, register, verify } from './register.mjs';

const EVENTS = path.join(process.env.EM_BIN, '..', 'share', 'emarge', 'events');

let browser, data, made, signatures;

before(async () => {
  data = summit('proof-data', 90);
  made = register(data, 'proof');
  signatures = run('emarge', 'export', 'signatures', '--data', data, '--format', 'jsonl')
    .trim().split('\n').map((line) => JSON.parse(line));
  browser = await launch();
});
after(() => browser?.close());

const english = (folder = made) => fileUrl(folder, LANGUAGES.en);

// { "hall-a-1": 412 }, as the tool proves them.
function entriesOfLogs() {
  const found = run('emarge', 'verify', '--data', data).matchAll(/^log \S+\/(\S+)\n {2}entries +(\d+)/gm);
  return Object.fromEntries(Array.from(found, ([, log, entries]) => [log, Number(entries)]));
}

describe('a register that is whole', () => {
  for (const [tag, file] of Object.entries(LANGUAGES))
    test(`is told to be, from a disk and from a server, in ${tag}`, async () => {
      const server = await serve(made);
      for (const url of [fileUrl(made, file), server.url + file]) {
        const page = await open(browser, url);
        assert.equal((await verify(page)).verdict, 'good');
        await done(page);
      }
      server.close();
    });

  test('says of each log how many entries it has, as the tool does', async () => {
    const page = await open(browser, english());
    const { says } = await verify(page);
    const logs = entriesOfLogs();
    delete logs.organiser; /* nobody signs in it */
    assert.ok(Object.keys(logs).length > 1);
    for (const [log, entries] of Object.entries(logs))
      assert.ok(says.includes(`log ${log}: ${entries.toLocaleString('en')} entries, root matches, signature good`), says);
    await done(page);
  });

  test('can be proved again, also after it was searched and sorted', async () => {
    const page = await open(browser, english());
    await page.fill('#search', 'a');
    await page.click('#list thead th[data-sort="name"] button');
    assert.equal((await verify(page)).verdict, 'good');
    await page.evaluate(() => document.getElementById('verification').removeAttribute('data-verdict'));
    assert.equal((await verify(page)).verdict, 'good');
    await done(page);
  });
});

// --- tampering ---

const PAGE = LANGUAGES.en;
const firstRow = (html) => /<tr id="[^"]+">.*<\/tr>/.exec(html)[0];
const inRow = (spoil) => (html) => html.replace(firstRow(html), spoil);
const log = () => fs.readdirSync(path.join(made, 'data')).find((name) => name !== 'text.js');
const flip = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
const flipIn = (text, pattern, group = 1) => {
  const found = pattern.exec(text), at = found.index + found[0].indexOf(found[group]);
  return flip(text, at + 3);
};
const swapped = (text, one, other) => text.replaceAll(one, '\0').replaceAll(other, one).replaceAll('\0', other);
/* The first two of what a pattern finds, their groups exchanged. */
function exchanged(html, pattern) {
  const [one, other] = Array.from(html.matchAll(pattern)).filter(({ 1: group }, i, all) => i === 0 || group !== all[0][1]);
  const put = (match, group) => match[0].replace(match[1], group);
  return html.slice(0, one.index) + put(one, other[1]) + html.slice(one.index + one[0].length, other.index)
    + put(other, one[1]) + html.slice(other.index + other[0].length);
}
const TIME = /(\d+)\s(December\s2016), (\d+):(\d+)<\/time>/;
const two = (number) => String(number).padStart(2, '0');
const inCheckpoint = (spoil) => (html) => html.replace(/(<pre class="checkpoint">)([^<]*)/, (_, open_, note) => open_ + spoil(note));
const otherKey = () => crypto.generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

/* The text form of another key under the name of the same log, its id and all. */
function exchangeKey(html) {
  return html.replace(/(<code class="key">)([^+<]+)\+[^<]*/, (_, open_, name) => {
    const key = Buffer.concat([Buffer.from([1]), otherKey()]);
    const id = crypto.createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8);
    return `${open_}${name}+${id}+${key.toString('base64')}`;
  });
}

const ROOT = /The root of the entries is not the one in the checkpoint/;
const SAYS = /the page says “.*”, the entries say “.*”/;

const TAMPERED = [
  // The page.
  ['a name', PAGE, inRow((row) => row.replace(/(<th scope="row"><bdi>)[^<]*/, '$1Somebody Else')), /Name: the page says “Somebody Else”/],
  ['a role', PAGE, inRow((row) => row.replace(/(<td><bdi>)[^<]*/, '$1Emperor')), /Role: the page says “Emperor”/],
  ['a government', PAGE, inRow((row) => row.replace(/(<\/td><td><bdi>)[^<]*/, '$1Atlantis')), /Government: the page says “Atlantis/],
  ['a capacity', PAGE, inRow((row) => (row.includes('<small>') ? row.replace(/ <small>.*<\/small>/, '')
    : row.replace(/(<td><bdi>[^<]*<\/bdi>)(<\/td><td>[^<]*<\/td><td><time)/, '$1 <small>personally</small>$2'))), /Government: the page says/],
  ['a country', PAGE, inRow((row) => row.replace(/<td>[^<]*(<\/td><td><time)/, '<td>Atlantis$1')), /Country: the page says “Atlantis”/],
  ['an hour', PAGE, inRow((row) => row.replace(/(\d\d):(\d\d)<\/time>/, (_, h, m) => `${h === '11' ? 12 : 11}:${m}</time>`)), /Signed on: the page says/],
  ['a month', PAGE, inRow((row) => row.replace(/December/, 'November')), /Signed on: the page says “.*November/],
  ['the machine’s time', PAGE, inRow((row) => row.replace(/(datetime="\d{4}-)12/, '$111')), /Signed on: the page says/],
  ['what stands behind a time', PAGE, inRow((row) => row.replace('</time>', '</time> (not)')), /Signed on: the page says/],
  ['a number', PAGE, inRow((row) => row.replace(/(<td>[A-Z])-\d+(<\/td><\/tr>)/, '$1-4711$2')), /The number “.-4711” cannot be/],
  ['a letter', PAGE, inRow((row) => row.replace(/<td>[A-Z](-\d+<\/td><\/tr>)/, '<td>Q$1')), /The number “.-\d+” cannot be/],
  ['the day and the hour exchanged', PAGE, inRow((row) => row.replace(TIME, (_, d, rest, h, m) => `${Number(h)} ${rest}, ${two(d)}:${m}</time>`)), /Signed on: the page says/],
  ['the hour and the minute exchanged', PAGE, inRow((row) => row.replace(TIME, (_, d, rest, h, m) => `${d} ${rest}, ${m}:${h}</time>`)), /Signed on: the page says/],
  ['words before a time', PAGE, (html) => html.replace(TIME, (all) => `not ${all}`), /Signed on: the page says/],
  ['two rows exchanged', PAGE, (html) => exchanged(html, /(<tr id="[^"]+">.*<\/tr>)/g), /The rows are not in the order of signing/],
  ['the governments of two people exchanged', PAGE, (html) => exchanged(html, /<\/td><td><bdi>([^<]+)<\/bdi>(?= <small>|<\/td><td>)/g), /Government: the page says/],
  ['a row hidden', PAGE, inRow((row) => row.replace('<tr', '<tr hidden')), /A row has no entry/],
  ['rows hidden', PAGE, (html) => html.replace('<tbody>', '<tbody hidden>'), /A row has no entry/],
  ['a name hidden', PAGE, inRow((row) => row.replace('<bdi>', '<bdi class="unseen">')), /A row has no entry/],
  ['a row in the head', PAGE, (html) => html.replace('</thead>', `${firstRow(html)}</thead>`), /A row has no entry/],
  ['a row in the foot', PAGE, (html) => html.replace('</table>', `<tfoot>${firstRow(html)}</tfoot></table>`), /A row has no entry/],
  ['another list', PAGE, (html) => html.replace('</table>', `</table><table class="list"><tbody>${firstRow(html)}</tbody></table>`), /A row has no entry/],
  ['a row left out', PAGE, inRow(() => ''), /is published and has no row/],
  ['a row of nobody', PAGE, inRow((row) => row + row.replace(/id="[^"]*"/, 'id="hall-a-1.99999"')), /A row has no entry/],
  ['a row twice', PAGE, inRow((row) => row + row), /A row has no entry/],
  ['the count of the listed', PAGE, (html) => html.replace(/(data-figure="listed">)/, '$11'), SAYS],
  ['a figure', PAGE, (html) => html.replace(/(<tr data-key="drawn">.*<td>)(\d+<\/td><\/tr>)/, '$19$2'), /How they signed, by hand: the page says/],
  ['a bar’s length', PAGE, (html) => html.replace(/(data-bar="mode drawn" data-of="width" width=")/, '$11'), /How they signed, by hand: the page says/],
  ['an hour’s bar', PAGE, (html) => html.replace(/(data-bar="hour [^>]*height=")(\d+"\/>)/, '$11$2'), /Signatures per hour, .*: the page says/],
  ['where an hour’s bar stands', PAGE, (html) => html.replace(/(data-bar="hour [^>]*x=")\d+/, '$13'), /Signatures per hour, .*: the page says/],
  ['the scale of a bar', PAGE, (html) => html.replace(/(<tr data-key="typed">.*viewBox="0 0 )\d+/, '$12'), /How they signed, .*: the page says/],
  ['the scale of a day', PAGE, (html) => html.replace(/(preserveAspectRatio="none" viewBox="0 0 24 )/, '$11'), /Signatures per hour, .*: the page says/],
  ['a bar put before another', PAGE, (html) => html.replace(/(<rect data-bar="mode drawn"[^>]*>)/, '$1$1'), /How they signed, by hand: the page says/],
  ['what is long of a bar', PAGE, (html) => html.replace(/(data-bar="mode drawn" data-of=")width" width="/, '$1data-x" width="1" data-x="'), /How they signed, by hand: the page says/],
  ['the labels of two bars exchanged', PAGE, (html) => exchanged(html, /<tr data-key="(?:drawn|typed)"><th scope="row">([^<]+)/g), /How they signed, drawn: the page says “typed”/],
  ['an hour in the table', PAGE, (html) => html.replace(/(<tr data-key="2016-12-\d\dT\d\d"><th scope="row">[^<]*)\d:00/, '$19:00').replace(/(<tr data-key="2016-12-\d\dT08"><th scope="row">\d+\sDecember\s2016, )08/, '$113'), /Signatures per hour, .*: the page says/],
  ['how many signed on a day', PAGE, (html) => html.replace(/(<figcaption>[^·]* · )/, '$11'), /Signatures per hour, .*: the page says/],
  ['the name of a day', PAGE, (html) => html.replace(/(<figcaption>)\d+/, '$11'), /Signatures per hour, .*: the page says/],
  ['a chart left out', PAGE, (html) => html.replace(/<div data-stat="country"[\s\S]*?<\/div>/, ''), /Statistics, : the page says/],
  ['how many the statistics count', PAGE, (html) => html.replace(/(data-figure="counted">They count the )/, '$11'), /Statistics, : the page says/],
  ['how many pioneers signed', PAGE, (html) => html.replace(/(data-figure="pioneers">)/, '$11'), /Pioneer governments, : the page says/],
  ['a pioneer said to have been signed for', PAGE, (html) => html.replace('<p>Not signed yet</p>', '<p>Signed by <bdi class="name">Somebody Else</bdi></p>'), /Pioneer governments, .*: the page says “Signed by Somebody Else”/],
  ['a pioneer ticked', PAGE, (html) => html.replace('<li class="open"', '<li'), /A row has no entry/],
  ['a pioneer more', PAGE, (html) => html.replace('</ul>\n</section>', '<li><div><h3>Atlantis</h3><p>Signed by <bdi class="name">Somebody Else</bdi></p></div></li></ul>\n</section>'), /A row has no entry: Atlantis/],
  ['the names of two pioneers exchanged', PAGE, (html) => exchanged(html, /<h3>([^<]+)<\/h3><p class="small">/g), /Pioneer governments, .*: the page says/],
  ['the names of two governments exchanged all over', PAGE, (html) => swapped(html, 'Paris', 'Madrid'), /paris, Government: the page says “Madrid”, the entries say “Paris”/],
  ['the names of two countries exchanged all over', PAGE, (html) => swapped(html, 'France', 'Mexico'), /FR, Country: the page says “Mexico”, the entries say “France”/],
  ['the name of a country', PAGE, (html) => html.replace(/(<tr data-key="FR"><th scope="row">)France/, '$1Freedonia'), /By country, FR: the page says “Freedonia”/],
  ['who signed for a pioneer', PAGE, (html) => html.replace(/(<bdi class="name">)[^<]*/, '$1Somebody Else'), /the page says “Signed by Somebody Else”/],
  ['how many more signed for a pioneer', PAGE, (html) => html.replace(/(data-figure="others">and )/, '$11'), /Pioneer governments, .*: the page says “and 1/],
  ['a pioneer that did not sign', PAGE, (html) => html.replace(/(<li data-government="[^"]+") data-entry="[^"]+"/, '$1'), /Pioneer governments, .*: the page says/],
  ['the text', PAGE, (html) => html.replace(/(<div class="document"[\s\S]*?<li>)/, '$1Not '), /The text on this page is not the one that was signed/],
  ['a sign of the text', PAGE, (html) => html.replace(/(<div class="document"[\s\S]*?)\.<\/li>/, '$1?</li>'), /The text on this page is not the one that was signed/],
  ['a number of the text', PAGE, (html) => html.replace('<ol>', '<ol start="2">'), /The text on this page is not the one that was signed/],
  ['a heading of the text', PAGE, (html) => html.replace(/(<div class="document"[\s\S]*?)<h4>(.*)<\/h4>/, '$1<p>$2</p>'), /The text on this page is not the one that was signed/],
  ['words beside the text', PAGE, (html) => html.replace(/(<div class="document"[^>]*>)/, '$1Draft.'), /The text on this page is not the one that was signed/],
  ['another text', PAGE, (html) => html.replace(/(<div class="document")/, '<div class="document"><p>Draft.</p></div>$1'), /The text on this page is not the one that was signed/],
  ['the country names all over', PAGE, (html) => html.replaceAll('France', 'Freedonia').replace('&quot;Freedonia&quot;', '&quot;France&quot;'), /Country: the page says “Freedonia”/],
  // The data.
  ['a body', null, (text) => flipIn(text, /"name":"([^"]+)"/), ROOT],
  ['a body’s salt', null, (text) => flipIn(text, /"salt":"([^"]+)"/), ROOT],
  ['the time of an entry', null, (text) => text.replace(/\['2016-12-(\d)/, "['2016-12-1"), ROOT],
  ['the clock of an entry', null, (text) => text.replace(/(\['[^']*', \d+, ')/, '$11'), ROOT],
  ['the boot of an entry', null, (text) => text.replace(/(boots: \[')(.)/, (_, begin, c) => begin + (c === 'a' ? 'b' : 'a')), ROOT],
  ['the hash of a sealed part', null, (text) => flipIn(text, /\['[^']*', \d+, '\d+', '([^']+)'/), ROOT],
  ['a leaf', null, (text) => flipIn(text, /^'([A-Za-z0-9+/=]{44})',$/m), ROOT],
  ['a leaf left out', null, (text) => text.replace(/^'[A-Za-z0-9+/=]{44}',\n/m, ''), /The checkpoint commits to [\d,]+ entries, and here are/],
  ['an entry added', null, (text) => text.replace(/^('[A-Za-z0-9+/=]{44}',\n)/m, '$1$1'), /The checkpoint commits to [\d,]+ entries, and here are/],
  ['consent', null, (text) => text.replace('"listed":true', '"listed":false'), /is published, and does not agree to be listed/],
  ['data that is no data', null, (text) => text.replace('emargeLog(', 'emargeLag('), /could not be read/],
  ['the text that was signed', 'data/text.js', (text) => text.replaceAll('Nous, ', 'Eux, ').replaceAll('We, ', 'They, ').replaceAll('Nosotros', 'Ellos'), /sign another text than the one in this folder/],
  // What commits to them.
  ['the root', PAGE, inCheckpoint((note) => note.replace(/^([^\n]*\n\d+\n)(.*)$/m, (_, head, root) => head + flip(root, 5))), ROOT],
  ['the size', PAGE, inCheckpoint((note) => note.replace(/^([^\n]*\n)(\d+)/, '$1$21')), /The checkpoint commits to/],
  ['the signature', PAGE, inCheckpoint((note) => note.replace(/(— \S+ \S{20})(\S)/, (_, begin, c) => begin + (c === 'A' ? 'B' : 'A'))), /signature of the checkpoint does not fit/],
  ['no signature', PAGE, inCheckpoint((note) => note.replace(/— .*\n/, '')), /The signature of the checkpoint does not fit/],
  ['the origin', PAGE, inCheckpoint((note) => note.replace(/^(.)/, 'x$1')), /is no checkpoint of this log/],
  ['more than a checkpoint', PAGE, inCheckpoint((note) => note.replace('\n\n', '\nmore\n\n')), /is no checkpoint of this log/],
  ['the checkpoint of another log', PAGE, (html) => exchanged(html, /<pre class="checkpoint">([^<]*)/g), /is no checkpoint of this log/],
  ['the name of a log', PAGE, (html) => exchanged(html, /data-origin="[^"]*"><h3>([^<]*)/g), /is not the key of this log/],
  ['a log of another event', PAGE, (html) => html.replace(/data-event="/, '$&x'), /is not the key of this log/],
  ['how many entries a log has', PAGE, (html) => html.replace(/(<dd class="entries">)/, '$11'), /of which .* are published/],
  ['no key', PAGE, (html) => html.replace(/<code class="key">[^<]*<\/code>/, ''), /is not the key of this log/],
  ['no checkpoint', PAGE, (html) => html.replace(/<pre class="checkpoint">[^<]*<\/pre>/, ''), /is no checkpoint of this log/],
  ['the key', PAGE, exchangeKey, /The signature of the checkpoint does not fit the key/],
  ['the key’s id', PAGE, (html) => html.replace(/(<code class="key">[^+]+\+)(.)/, (_, begin, c) => begin + (c === '0' ? '1' : '0')), /is not the key of this log/],
  ['the key of another log', PAGE, (html) => {
    const keys = Array.from(html.matchAll(/<code class="key">([^<]*)/g), ([, key]) => key);
    return html.replace(keys[0], keys[1]);
  }, /is not the key of this log/],
];

describe('a register that was tampered with is red', () => {
  for (const [what, file, spoil, sentence] of TAMPERED)
    test(what, async () => {
      const folder = copy(made, 'proof-tampered');
      change(folder, file ?? `data/${log()}`, spoil);
      const page = await open(browser, english(folder));
      const { verdict, says } = await verify(page);
      assert.equal(verdict, 'bad', says);
      assert.match(says, sentence);
      assert.match(says, /^Something does not match/);
      await done(page);
    });

  test('when a part of the data is gone', async () => {
    const folder = copy(made, 'proof-tampered');
    fs.rmSync(path.join(folder, 'data', log()));
    const page = await open(browser, english(folder));
    const { verdict, says } = await verify(page);
    assert.equal(verdict, 'bad');
    assert.match(says, /data\/\S+\.js could not be read/);
    await done(page);
  });

  test('and only the log that does not match, the others stay good', async () => {
    const folder = copy(made, 'proof-tampered');
    change(folder, `data/${log()}`, (text) => flipIn(text, /^'([A-Za-z0-9+/=]{44})',$/m));
    const page = await open(browser, english(folder));
    await verify(page);
    assert.equal(await page.locator('#results .result.bad').count(), 1);
    assert.ok(await page.locator('#results .result.good').count() > 1);
    await done(page);
  });
});

/* Held against what the tool itself makes of the same text. */
const MARKED = `Title &amp; more
=====

A &lt;b&gt; with \\*stars\\* &amp;amp; &nbsp;1986\\. &notit; &semi; &#8217; “𝒳”
14. and a number that begins no list
continued

Beneath
---

3. three
4. four,
lazily continued
- a bullet
+ another list

###### Six ######
7) seven

#no heading
`;

test('a text is the same text, whatever marks and references it is written with', async () => {
  const event = copy(path.join(EVENTS, 'ogp-paris-2016'), 'proof-event');
  fs.writeFileSync(path.join(event, 'documents', 'local-governments', 'en.md'), MARKED);
  const folder = register(data, 'proof-marked', '--event', event);
  const page = await open(browser, english(folder));
  const { says } = await verify(page);
  assert.match(says, /sign another text than the one in this folder/);
  assert.doesNotMatch(says, /The text on this page is not/);
  assert.match(await page.innerText('.document'), /<b> with \*stars\* &amp;/);
  change(folder, PAGE, (html) => html.replace('1986.', '1986!'));
  await page.reload();
  assert.match((await verify(page)).says, /The text on this page is not/);
  await done(page);
});

test('a text that nobody signed is not said to be checked', async () => {
  const folder = register(summit('proof-few', 4), 'proof-few-register');
  const page = await open(browser, english(folder));
  const { verdict, says } = await verify(page);
  assert.equal(verdict, 'unsure', says);
  assert.match(says, /the text was not checked\nNobody listed here signed the text in this language/);
  await page.goto(fileUrl(folder, LANGUAGES.fr));
  assert.equal((await verify(page)).verdict, 'good');
  await done(page);
});

describe('what cannot be checked is said', () => {
  test('over plain http', async () => {
    const server = await serve(made);
    const other = await launch('--host-resolver-rules=MAP register.example 127.0.0.1');
    const page = await open(other, `http://register.example:${server.port}/${PAGE}`);
    const { verdict, says } = await verify(page);
    assert.equal(verdict, 'unsure');
    assert.match(says, /neither root nor signature checked/);
    assert.match(says, /only for pages from a disk, or over https/);
    assert.match(says, /rows? and figures say what the entries say; the text was not checked/);
    assert.doesNotMatch(says, /signature good/);
    assert.equal(await page.isVisible('#receipt'), false);
    await other.close();
    server.close();
  });

  test('over plain http a row that was changed is red all the same', async () => {
    const folder = copy(made, 'proof-tampered');
    change(folder, PAGE, TAMPERED[0][2]);
    const server = await serve(folder);
    const other = await launch('--host-resolver-rules=MAP register.example 127.0.0.1');
    const page = await open(other, `http://register.example:${server.port}/${PAGE}`);
    assert.equal((await verify(page)).verdict, 'bad');
    await other.close();
    server.close();
  });

  test('in a browser without Ed25519', async () => {
    const page = await open(browser, english());
    await page.evaluate(() => {
      SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('Ed25519', 'NotSupportedError'));
    });
    const { verdict, says } = await verify(page);
    assert.equal(verdict, 'unsure');
    assert.match(says, /entries, root matches, signature not checked/);
    assert.match(says, /does not know Ed25519/);
    await done(page);
  });
});

describe('a receipt', () => {
  const ask = async (page, text) => {
    await page.fill('#receipt-text', text);
    await page.click('#receipt button');
    await page.locator('#receipt-answer.result').waitFor();
    await page.waitForFunction(() => document.getElementById('receipt-answer').textContent !== '');
    return { kind: await page.getAttribute('#receipt-answer', 'class'), says: await page.innerText('#receipt-answer') };
  };
  const receiptOf = ({ origin, seq, leaf }) => `EMARGE1 ${origin.toUpperCase()} ${seq} ${leaf}`;

  test('is found, of who is listed and of who is not', async () => {
    for (const listed of [true, false]) {
      const page = await open(browser, english());
      const { kind, says } = await ask(page, receiptOf(signatures.find((row) => row.listed === listed)));
      assert.equal(kind, 'result good', says);
      assert.equal(says, 'The entry of this receipt is in the log, unchanged.');
      await done(page);
    }
  });

  test('of an entry that is not in the logs is not', async () => {
    const page = await open(browser, english());
    const row = signatures[0];
    for (const other of [{ ...row, leaf: row.leaf.replace(/./g, '0') }, { ...row, seq: row.seq + 1 }, { ...row, origin: `${row.origin}-x` }]) {
      const { kind, says } = await ask(page, receiptOf(other));
      assert.equal(kind, 'result bad');
      assert.equal(says, 'The entry of this receipt is in none of these logs.');
    }
    assert.equal((await ask(page, 'EMARGE1 nonsense')).kind, 'result unsure');
    await done(page);
  });

  test('asked for while the page is verified waits for it, and all is told once', async () => {
    const page = await open(browser, english());
    await page.fill('#receipt-text', receiptOf(signatures[0]));
    await page.evaluate(() => {
      document.getElementById('verify').click();
      document.getElementById('receipt').requestSubmit();
    });
    await page.locator('#receipt-answer.result').waitFor();
    assert.equal(await page.locator('#results > .result').count(), await page.locator('.log').count() + 1);
    await done(page);
  });

  test('in a log that does not match is told so', async () => {
    const folder = copy(made, 'proof-tampered');
    change(folder, PAGE, exchangeKey);
    const page = await open(browser, english(folder));
    const first = await page.getAttribute('.log', 'data-origin');
    const { kind, says } = await ask(page, receiptOf(signatures.find(({ origin }) => origin === first)));
    assert.equal(kind, 'result bad');
    assert.match(says, /but the log does not match/);
    await done(page);
  });
});
