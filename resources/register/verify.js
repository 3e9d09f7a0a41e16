/* Compares this page with the logs behind it, which proof.js proves: every row and its place, the
 * pioneers, the figures and the text of the declaration say what the entries say, and nothing that
 * looks like one of them stands beside. And it answers whether the entry of a receipt is in the logs.
 */
'use strict';
(() => {
  const section = document.getElementById('verification');
  const button = document.getElementById('verify');
  const { words, fill, number, entryCount, canHash, load, readLog, checkLog, hex, hashText } =
    globalThis.emargeProof;
  const { page, checked, begin, differs, stray, shown, isSame, counted, checkTime,
    countries, governments, typed } = globalThis.emargeReading;
  const language = document.documentElement.lang;

  /* As the page was before anybody searched or sorted. */
  const order = Array.from(document.querySelectorAll('#list tbody tr'), ({ id }) => id);
  const concealed = Array.from(document.querySelectorAll('main [hidden]'))
    .filter(({ id }) => !['tools', 'found', 'verify', 'receipt'].includes(id));

  /* --- rows --- */

  /* Name, role, government and country of an entry. */
  const cellsOf = ({ says }) => [
    shown(says.name), shown(says.role), shown(governments.get(says.government_id) ?? says.government),
    shown(says.country ? countries.get(says.country) ?? says.country : ''),
  ];

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== ''));
    return element;
  }

  /* The row of an entry, with the time and the number that the page has. */
  function rowOf(entry, [name, role, government, country], time, count) {
    const personal = entry.says.capacity === 'personal';
    return make('tr', { id: entry.id },
      make('th', { scope: 'row' }, make('bdi', {}, name)), make('td', {}, make('bdi', {}, role)),
      make('td', {}, make('bdi', {}, government),
        ...(personal ? [' ', make('small', {}, words.personal)] : [])),
      make('td', {}, country), make('td', {}, make('time', { datetime: entry.at }, time)), make('td', {}, count));
  }

  function checkRow(row, entry, heads) {
    const before = page.faults.length, where = row.cells[5].textContent, time = row.cells[4].textContent;
    const [name, role, government, country] = cellsOf(entry);
    const remark = entry.says.capacity === 'personal' ? ` ${words.personal}` : '';
    [name, role, government + remark, country].forEach((should, i) => {
      const is = row.cells[i].textContent;
      if (is !== should) differs(where, heads[i], is, should);
    });
    checkTime(row.cells[4].querySelector('time'), where, entry, time);
    row.removeAttribute('class'); /* of an earlier look */
    if (page.faults.length === before
        && !rowOf(entry, [name, role, government, country], time, where).isEqualNode(row))
      stray(row);
    row.classList.toggle('wrong', page.faults.length > before);
    if (!row.classList.length) row.removeAttribute('class');
  }

  function checkRows(entries) {
    const waiting = new Map(entries.map((entry) => [entry.id, entry]));
    const head = document.querySelector('#list thead tr');
    const heads = Array.from(head.cells, (cell) => cell.textContent);
    const rows = document.querySelectorAll('#list tbody tr');
    page.rows = rows.length;
    checked.add(head);
    for (const row of rows) {
      const entry = waiting.get(row.id);
      if (entry && row.cells.length === 6) checkRow(row, entry, heads);
      else stray(row);
      checked.add(row);
      waiting.delete(row.id);
    }
    for (const entry of waiting.values())
      page.faults.push(fill(words.missing, entry.id, shown(entry.says.name)));
    if (waiting.size === 0 && rows.length === entries.length
        && order.some((id, place) => id !== entries[place].id))
      page.faults.push(words.order);
  }

  /* A number is the count of signatures in its log, which other entries decide as well that are not
     public: what can be seen is that numbers rise, and not faster than entries, and that the letter
     stays while the kiosk runs. */
  function checkNumbers(entries) {
    let before = null;
    for (const { id, seq, log, boot } of entries) {
      const text = document.getElementById(id)?.cells?.[5]?.textContent ?? '';
      const [, letter, count] = /^([A-Z]\d*)-([1-9]\d*)$/.exec(text) ?? [];
      const first = before?.log !== log, rise = first ? Number(count) : count - before.count;
      if (!letter || rise < 1 || rise > (first ? seq + 1 : seq - before.seq)
          || (!first && boot === before.boot && letter !== before.letter))
        page.faults.push(fill(words.badNumber, text));
      before = { letter, count: Number(count), seq, log, boot };
    }
  }

  /* --- names that stand for a code --- */

  /* A government is named as somebody saw who signed for it, in the language of the page if there
     is one (the name may have been corrected since), and not as another. */
  function isItsName(id, name, { own, seen, ids }) {
    if (!own.has(id) || own.get(id).has(name)) return true;
    return !seen.has(id) && [...ids.get(name) ?? []].every((other) => other === id);
  }

  function checkNames(entries) {
    const own = new Map(), seen = new Map(), ids = new Map();
    const add = (map, key, value) => map.set(key, (map.get(key) ?? new Set()).add(value));
    for (const { says: { government_id: id, government: name, language: tongue } } of entries) {
      if (!id) continue;
      add(own, id, name);
      if (tongue === language) add(seen, id, name);
      add(ids, name, id);
    }
    for (const [id, name] of governments)
      if (!isItsName(id, name, { own, seen, ids }))
        differs(id, words.government, name, [...(seen.get(id) ?? own.get(id))][0]);
  }

  /* No country has the name of another. */
  function checkCountries() {
    const known = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    const nameOf = (code) => (/^[A-Z]{2}$/.test(code) ? known.of(code) : undefined);
    const codes = new Map(Array.from(countries.keys(), (code) => [nameOf(code), code]));
    for (const [code, name] of countries)
      if (name !== nameOf(code) && codes.has(name)) differs(code, words.country, name, nameOf(code));
  }

  /* --- pioneers --- */

  const partsOf = (element) => Array.from(element.querySelectorAll('h3, p'), ({ textContent }) => textContent);

  /* All that stands under a government's name; the country is the organiser's word. */
  function linesOf(item, theirs) {
    const [entry] = theirs, [, country, line = ''] = partsOf(item);
    if (!entry) return [country, line === words.unlisted ? line : words.unsigned];
    const [name, role] = cellsOf(entry), time = item.querySelector('time')?.textContent ?? '';
    const more = theirs.length - 1;
    return [country, `${words.signedBy} ${name}`, ...(role ? [role] : []), time,
      ...(more > 0 ? [counted('others', more, number.format(more))] : [])];
  }

  const SIGNED = 'M4 13l5 5L20 6';
  const isTicked = (item) => item.querySelector('svg path')?.getAttribute('d') === SIGNED;

  function checkPioneer(item, entries) {
    const id = item.dataset.government, name = governments.get(id) ?? '';
    const theirs = entries.filter(({ says }) => says.capacity === 'government'
      && (says.government_id || typed.get(`${says.government}\n${says.country}`)) === id);
    const [entry] = theirs, is = partsOf(item), should = [name, ...linesOf(item, theirs)];
    const isOpen = should[2] === words.unsigned;
    if (item.dataset.entry !== entry?.id || is.length !== should.length)
      differs(words.pioneer, name, is.slice(2).join(' '), should.slice(2).join(' '));
    should.forEach((line, i) => {
      const isLine = is[i] === line || (i > 3 && isSame(is[i], line)); /* the last has a number */
      if (is.length === should.length && !isLine) differs(words.pioneer, name, is[i], line);
    });
    if (item.textContent !== is.join('') || isTicked(item) === isOpen || (item.className === 'open') !== isOpen)
      stray(item);
    if (entry) checkTime(item.querySelector('time'), name, entry);
  }

  function checkPioneers(entries) {
    const ids = new Set();
    for (const item of document.querySelectorAll('.pioneers > *')) {
      if (ids.has(item.dataset.government) || !governments.has(item.dataset.government)) stray(item);
      else checkPioneer(item, entries);
      ids.add(item.dataset.government);
      checked.add(item);
    }
  }

  /* --- the text that was signed --- */

  const { isShown } = globalThis.emargeDeclaration;
  const texts = new Map();
  globalThis.emargeText = (tag, text) => texts.set(tag, text);

  /* Only of a text that somebody signed do entries tell which it is. */
  async function checkText(entries) {
    await load('data/text.js');
    const hashes = new Map();
    for (const [tag, text] of texts) hashes.set(tag, await hashText(text));
    const others = entries.filter(({ says }) => hashes.get(says.language) !== says.text_sha256);
    if (others.length > 0) page.faults.push(fill(words.otherText, entryCount(others.length)));
    const articles = document.querySelectorAll('.document');
    if (articles.length !== 1 || !isShown(articles[0], texts.get(language) ?? '', shown))
      page.faults.push(words.badText);
    if (!entries.some(({ says }) => says.language === language)) page.unchecked.push(words.noText);
  }

  /* Nothing that looks like a row, a bar, a name or a time and was not compared with an entry. */
  function checkRest() {
    for (const element of document.querySelectorAll('main :is(tr, rect, bdi, time)'))
      if (!checked.has(element) && !checked.has(element.closest('tr, li'))) stray(element);
    for (const element of concealed) stray(element);
  }

  const byTime = (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

  async function checkPage(entries) {
    const inOrder = [...entries].sort(byTime); /* of the same time, by log and place as they are */
    checkRows(inOrder);
    checkNumbers(entries);
    checkNames(entries);
    checkCountries();
    globalThis.emargeFigures.check(inOrder);
    checkPioneers(inOrder);
    checkRest();
    if (canHash) await checkText(entries);
    else page.unchecked.push(words.noCrypto);
  }

  /* --- saying it --- */

  const status = document.getElementById('verdict');
  const results = document.getElementById('results');
  const say = (sentence) => { status.textContent = sentence; };
  const MOST = 8; /* faults that are told one by one */

  /* The icons stand in the page; the word is in the sentence. */
  function result(kind, sentence, faults) {
    const line = document.createElement('div'), told = document.createElement('div');
    line.className = `result ${kind}`;
    line.append(document.getElementById(`icon-${kind}`).content.cloneNode(true), told);
    told.append(sentence);
    if (faults.length > 0) {
      const items = document.createElement('ul');
      const some = faults.slice(0, MOST);
      if (faults.length > MOST) some.push(fill(words.more, number.format(faults.length - MOST)));
      items.append(...some.map((fault) =>
        Object.assign(document.createElement('li'), { textContent: fault })));
      told.append(items);
    }
    results.append(line);
  }

  const kindOf = ({ faults, unchecked }) =>
    (faults.length > 0 ? 'bad' : unchecked.length > 0 ? 'unsure' : 'good');

  function tellLog(log) {
    const kind = kindOf(log);
    const sentence = { good: words.logGood, unsure: log.rooted ? words.logRooted : words.logUnsure,
      bad: words.logBad }[kind];
    result(kind, fill(sentence, log.writer, entryCount(log.size)), [...log.faults, ...log.unchecked]);
  }

  function tellPage() {
    const kind = kindOf(page);
    const sentence = { good: words.pageGood, unsure: words.pageUnsure, bad: words.pageBad }[kind];
    result(kind, fill(sentence, counted('rows', page.rows, number.format(page.rows))),
      [...page.faults, ...(canHash ? page.unchecked : [])]); /* else the logs say so */
  }

  function conclude(logs) {
    const kinds = [...logs, page].map(kindOf);
    const kind = kinds.includes('bad') ? 'bad' : kinds.includes('unsure') ? 'unsure' : 'good';
    logs.forEach(tellLog);
    tellPage();
    say({ good: words.allGood, unsure: words.allUnsure, bad: words.allBad }[kind]);
    section.dataset.verdict = kind;
  }

  let proven = null;

  async function verify() {
    const logs = Array.from(section.querySelectorAll('.log'), readLog);
    results.replaceChildren();
    begin();
    for (const log of logs)
      await checkLog(log, say).catch((fault) => log.faults.push(fault.message));
    await checkPage(logs.flatMap(({ entries }) => entries))
      .catch((fault) => page.faults.push(fault.message));
    conclude(logs);
    return logs;
  }

  async function prove() {
    button.disabled = true;
    delete section.dataset.verdict;
    say(words.begin);
    proven = await verify();
    running = null;
    button.disabled = false;
    status.focus({ preventScroll: true });
  }

  let running = null;
  const start = () => (running ??= prove()); /* once at a time, whoever asks */

  button.addEventListener('click', start);
  button.hidden = false;

  /* --- a receipt, which also those have who are not listed --- */

  const receipt = document.getElementById('receipt');
  const answer = document.getElementById('receipt-answer');

  function judge(text) {
    const [, origin, seq, leaf] = /^\s*EMARGE1\s+(\S+)\s+(\d+)\s+([0-9a-f]{64})\s*$/i.exec(text) ?? [];
    if (!leaf) return ['unsure', words.noReceipt];
    const log = proven.find((one) => one.origin === origin.toLowerCase());
    const found = log?.leaves[Number(seq)];
    if (!found || hex(found) !== leaf.toLowerCase()) return ['bad', words.receiptBad];
    const kind = kindOf(log);
    return [kind, { good: words.receiptGood, unsure: words.receiptUnsure, bad: words.receiptIn }[kind]];
  }

  receipt.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!proven) await start();
    const [kind, sentence] = judge(receipt.elements.text.value);
    answer.className = `result ${kind}`;
    answer.replaceChildren(document.getElementById(`icon-${kind}`).content.cloneNode(true),
      Object.assign(document.createElement('div'), { textContent: sentence }));
  });
  receipt.hidden = !canHash;
})();
