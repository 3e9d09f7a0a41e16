/* Compares this page with the logs behind it, which proof.js proves: every row, the pioneers, the
 * figures and the text of the declaration say what the entries say. And it answers whether the entry
 * of a receipt is in the logs.
 */
'use strict';
(() => {
  const section = document.getElementById('verification');
  const button = document.getElementById('verify');
  const { words, fill, number, plural, entryCount, canHash, load, readLog, checkLog, hex, hashText } =
    globalThis.emargeProof;
  const language = document.documentElement.lang;

  /* --- what the page says --- */

  const page = { faults: [], unchecked: [], rows: 0 };
  const differs = (where, what, is, should) =>
    page.faults.push(fill(words.differs, where, what, is?.trim() || words.nothing, should?.trim() || words.nothing));

  const countries = new Map(Object.entries(JSON.parse(words.countries)));
  const governments = new Map(Object.entries(JSON.parse(words.governments)));
  const typed = new Map(Object.entries(JSON.parse(words.typed)));

  /* As the tool's words_visible shows what somebody entered: what hides in a line or turns it around
     is a U+FFFD, unless it shapes or joins what stands before it. */
  const IGNORABLE = /^\p{Default_Ignorable_Code_Point}$/u;
  const SHAPED = /^[\p{L}\p{Mn}\p{Mc}]$/u;
  const PICTURE = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;
  const TAG = /^[\u{e0020}-\u{e007f}]$/u;

  function doesSomething(sign, before) {
    if (/^[\u200e\u200f\u061c]$/.test(sign)) return true;
    if (/^[\u200c\u200d\u034f]$/.test(sign))
      return (before >= '\u0300' && SHAPED.test(before)) || (sign === '\u200d' && PICTURE.test(before));
    if (TAG.test(sign)) return PICTURE.test(before) || TAG.test(before);
    return /^\p{Variation_Selector}$/u.test(sign) && /^[^\p{Cc}\p{Cs}\p{Cn}\p{Z}]$/u.test(before)
      && !IGNORABLE.test(before);
  }

  function shown(value) {
    const text = String(value ?? '');
    if (/^[ -~\u00a0-\u02ff]*$/.test(text) && !text.includes('\u00ad')) return text;
    let before = '';
    return Array.from(text, (sign) => {
      const hides = /^[\p{Cc}\p{Noncharacter_Code_Point}\u2028\u2029]$/u.test(sign)
        || (IGNORABLE.test(sign) && !doesSomething(sign, before));
      before = sign;
      if (/^[\t\n\r]$/.test(sign)) return ' ';
      return hides ? '\ufffd' : sign;
    }).join('');
  }

  /* --- times and numbers, in the digits of any language --- */

  /* Decimal digits stand in runs of ten, from zero (Unicode, 4.6). */
  function digitValue(digit) {
    const code = digit.codePointAt(0);
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(code - zero);
  }
  const digits = (text) => text.replace(/[^\P{Nd}0-9]/gu, digitValue);
  const countIn = (element) => Number(digits(element.textContent).replace(/\D/g, ''));

  const clock = new Intl.DateTimeFormat('en', {
    timeZone: words.zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
  });
  const month = new Intl.DateTimeFormat(language,
    { timeZone: words.zone, calendar: 'gregory', month: 'long' });

  /* The day and hour of an entry where the event was. */
  function localTime(entry) {
    if (entry.local === undefined) {
      const time = {}, moment = Date.parse(entry.at);
      if (Number.isNaN(moment)) return (entry.local = null);
      for (const { type, value } of clock.formatToParts(moment)) time[type] = Number(value);
      const two = (n) => String(n).padStart(2, '0');
      const day = `${time.year}-${two(time.month)}-${two(time.day)}`;
      entry.local = { ...time, day_: day, hour_: `${day}T${two(time.hour)}` };
    }
    return entry.local;
  }

  /* The words of a date differ from one library to the next; its numbers and its month do not. */
  function saysTime(text, entry) {
    const time = localTime(entry);
    if (!time) return false;
    const { year, month: nth, day, hour, minute } = time;
    const sorted = (numbers) => numbers.sort((a, b) => a - b).join();
    const found = sorted((digits(text).match(/\d+/g) ?? []).map(Number));
    return found === sorted([year, nth, day, hour, minute])
      || (found === sorted([year, day, hour, minute])
        && text.toLowerCase().includes(month.format(Date.parse(entry.at)).toLowerCase()));
  }

  function checkTime(time, where, entry) {
    const text = time?.textContent ?? '';
    if (time?.getAttribute('datetime') !== entry.at || !saysTime(text, entry))
      differs(where, words.date, text, entry.at);
  }

  /* --- rows --- */

  /* What the first four cells of an entry's row have to be. */
  function cellsOf({ says }) {
    const government = governments.get(says.government_id) ?? says.government;
    return [
      shown(says.name), shown(says.role),
      shown(government) + (says.capacity === 'personal' ? ` ${words.personal}` : ''),
      shown(says.country ? countries.get(says.country) ?? says.country : ''),
    ];
  }

  function checkRow(row, entry, heads) {
    const before = page.faults.length, where = row.cells[5].textContent;
    cellsOf(entry).forEach((should, i) => {
      const is = row.cells[i].textContent;
      if (is !== should) differs(where, heads[i], is, should);
    });
    checkTime(row.cells[4].querySelector('time'), where, entry);
    if (row.cells[4].textContent !== row.cells[4].querySelector('time')?.textContent)
      differs(where, heads[4], row.cells[4].textContent, entry.at);
    row.classList.toggle('wrong', page.faults.length > before);
  }

  function checkRows(entries) {
    const waiting = new Map(entries.map((entry) => [entry.id, entry]));
    const heads = Array.from(document.querySelectorAll('#list thead th'), (head) => head.textContent);
    const rows = document.querySelectorAll('#list tbody tr');
    page.rows = rows.length;
    for (const row of rows) {
      const entry = waiting.get(row.id);
      if (entry && row.cells.length === 6) checkRow(row, entry, heads);
      else page.faults.push(fill(words.stray, row.textContent.trim().slice(0, 80)));
      waiting.delete(row.id);
    }
    for (const entry of waiting.values())
      page.faults.push(fill(words.missing, entry.id, shown(entry.says.name)));
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

  /* --- figures --- */

  /* What each statistic counts. */
  const statistics = {
    hour: (entry) => localTime(entry)?.hour_,
    day: (entry) => localTime(entry)?.day_,
    country: ({ says }) => says.country ?? '',
    language: ({ says }) => says.language,
    mode: ({ says }) => says.mode,
    read: ({ says }) => (says.read_to_end ? 'yes' : 'no'),
  };

  function countBy(entries, key) {
    const counts = new Map();
    for (const entry of entries) counts.set(key(entry), (counts.get(key(entry)) ?? 0) + 1);
    return counts;
  }

  /* The bars of a chart: as long as what they count. */
  const barsOf = (chart) => new Map(Array.from(chart.querySelectorAll('rect[data-bar]'),
    (bar) => [bar.dataset.bar, Number(bar.getAttribute(bar.dataset.of))]));

  function checkChart(chart, entries) {
    const { stat, title } = chart.dataset, bars = barsOf(chart);
    const counts = countBy(entries, statistics[stat]);
    for (const row of chart.querySelectorAll('tr[data-key]')) {
      const { key } = row.dataset, is = countIn(row.cells[row.cells.length - 1]);
      const count = counts.get(key) ?? 0, name = row.cells[0].textContent;
      if (is !== count || bars.get(`${stat} ${key}`) !== count)
        differs(title, name, number.format(is), number.format(count));
      if (stat === 'country' && key && name !== countries.get(key))
        differs(title, key, name, countries.get(key));
      counts.delete(key);
    }
    for (const [key, count] of counts) differs(title, key, '', number.format(count));
  }

  function checkFigures(entries) {
    for (const chart of document.querySelectorAll('[data-stat]')) checkChart(chart, entries);
    for (const figure of document.querySelectorAll('[data-figure="listed"]'))
      if (countIn(figure) !== entries.length)
        differs(words.listed, '', figure.textContent, number.format(entries.length));
  }

  /* --- pioneers --- */

  function checkPioneer(item, entries) {
    const id = item.dataset.government, name = item.querySelector('h3').textContent;
    const theirs = entries.filter(({ says }) => says.capacity === 'government'
      && (says.government_id || typed.get(`${says.government}\n${says.country}`)) === id);
    const entry = theirs[0]; /* the earliest: they are in the order of time */
    if (item.dataset.entry !== entry?.id)
      return differs(words.pioneer, name, item.dataset.entry ?? item.textContent.trim(), entry?.id);
    if (!entry) return undefined;
    if (governments.has(id) && name !== governments.get(id))
      differs(words.pioneer, name, name, governments.get(id));
    const is = ['.name', '.role'].map((part) => item.querySelector(part)?.textContent ?? '');
    cellsOf(entry).slice(0, 2).forEach((should, i) => {
      if (is[i] !== should) differs(words.pioneer, name, is[i], should);
    });
    const others = item.querySelector('[data-figure="others"]');
    if ((others ? countIn(others) : 0) !== theirs.length - 1)
      differs(words.pioneer, name, others?.textContent, number.format(theirs.length - 1));
    return checkTime(item.querySelector('time'), name, entry);
  }

  /* --- the text that was signed --- */

  const texts = new Map();
  globalThis.emargeText = (tag, text) => texts.set(tag, text);

  /* The letters alone: how a heading or a list is marked is for the page to show. */
  const letters = (text) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
  const unmarked = (text) => text.replace(/^ *(?:\d+[.)]|[-*+]) /gm, '');

  async function checkText(entries) {
    await load('data/text.js');
    const hashes = new Map();
    for (const [tag, text] of texts) hashes.set(tag, await hashText(text));
    const others = entries.filter(({ says }) => hashes.get(says.language) !== says.text_sha256);
    if (others.length > 0) page.faults.push(fill(words.otherText, entryCount(others.length)));
    const article = document.querySelector('.document');
    if (letters(unmarked(texts.get(language) ?? '')) !== letters(article.textContent))
      page.faults.push(words.badText);
  }

  const byTime = (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

  async function checkPage(entries) {
    checkRows(entries);
    checkNumbers(entries);
    checkFigures(entries);
    const inOrder = [...entries].sort(byTime); /* of the same time, by log and place as they are */
    for (const item of document.querySelectorAll('.pioneers [data-government]'))
      checkPioneer(item, inOrder);
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
    const rows = plural.select(page.rows) === 'one' ? words.rowsOne : words.rowsOther;
    result(kind, fill(sentence, fill(rows, number.format(page.rows))), page.faults);
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
    Object.assign(page, { faults: [], unchecked: [], rows: 0 });
    for (const log of logs)
      await checkLog(log, say).catch((fault) => log.faults.push(fault.message));
    await checkPage(logs.flatMap(({ entries }) => entries))
      .catch((fault) => page.faults.push(fault.message));
    conclude(logs);
    return logs;
  }

  async function start() {
    button.disabled = true;
    delete section.dataset.verdict;
    say(words.begin);
    proven = await verify();
    button.disabled = false;
    status.focus({ preventScroll: true });
  }

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
