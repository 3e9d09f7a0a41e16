/* How an entry reads on a page: its texts, numbers and times. For verify.js and figures.js, which
 * compare what the page says with it, and gather here what differs.
 */
'use strict';
(() => {
  const { words, fill, plural } = globalThis.emargeProof;
  const language = document.documentElement.lang;

  /* --- what differs --- */

  const page = { faults: [], unchecked: [], rows: 0 };
  const checked = new Set(); /* elements that were compared with the entries */
  const differs = (where, what, is, should) =>
    page.faults.push(fill(words.differs, where, what, is?.trim() || words.nothing, should?.trim() || words.nothing));
  const stray = (element) =>
    page.faults.push(fill(words.stray, element.textContent.trim().slice(0, 80) || `<${element.localName}>`));

  /* --- texts --- */

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
      const hides = /^[\p{Cc}\p{Noncharacter_Code_Point}\u2028\u2029\ufff9-\ufffb]$/u.test(sign)
        || (IGNORABLE.test(sign) && !doesSomething(sign, before));
      before = sign;
      if (/^[\t\n\r]$/.test(sign)) return ' ';
      return hides ? '\ufffd' : sign;
    }).join('');
  }

  /* --- numbers, in the digits of any language --- */

  /* Decimal digits stand in runs of ten, from zero (Unicode, 4.6). */
  function digitValue(digit) {
    const code = digit.codePointAt(0);
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(code - zero);
  }
  const digits = (text) => text.replace(/[^\P{Nd}0-9]/gu, digitValue);
  /* What stands between groups of digits differs from one library to the next. */
  const ungrouped = (text) => digits(text).replace(/(?<=\d)[\s.,'’\u066c](?=\d{3})/g, '');
  const isSame = (is, should) => ungrouped(is) === ungrouped(should);
  /* words.NAMEOne or words.NAMEOther about a number. */
  const counted = (name, count, text) =>
    fill(words[`${name}${plural.select(count) === 'one' ? 'One' : 'Other'}`], text);

  /* --- times --- */

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
      entry.local = { ...time, day_: day, hour_: `${day}T${two(time.hour)}`,
        month_: month.format(moment).toLowerCase() };
    }
    return entry.local;
  }

  /* The words around the numbers and the month have to be the same all over the page. */
  const shapes = new Map();
  function hasShape(kind, text) {
    const shape = text.replace(/\d+/g, '0');
    if (!shapes.has(kind)) shapes.set(kind, shape);
    return shapes.get(kind) === shape;
  }

  const numbersIn = (text) => (text.match(/\d+/g) ?? []).map(Number);
  const sorted = (numbers) => numbers.sort((a, b) => a - b).join();

  /* The words of a date differ from one library to the next; its numbers and its month do not. */
  function saysDate(text, time) {
    if (!time) return false;
    const { year, month: nth, day, month_ } = time;
    const date = digits(text).toLowerCase(), found = sorted(numbersIn(date));
    if (found === sorted([year, nth, day])) return hasShape('date', date);
    return found === sorted([year, day]) && date.includes(month_) && hasShape('date', date.replace(month_, 'M'));
  }

  /* A date, a comma, the hour. */
  function saysTime(text, time) {
    const comma = text.lastIndexOf(', '), hour = digits(text.slice(comma + 2));
    return comma > 0 && saysDate(text.slice(0, comma), time) && hasShape('hour', hour)
      && numbersIn(hour).join() === `${time.hour},${time.minute}`;
  }

  function checkTime(time, where, entry, text = time?.textContent ?? '') {
    if (time?.getAttribute('datetime') !== entry.at || !saysTime(text, localTime(entry)))
      differs(where, words.date, text, entry.at);
  }

  function begin() {
    Object.assign(page, { faults: [], unchecked: [], rows: 0 });
    checked.clear();
    shapes.clear();
  }

  const mapOf = (json) => new Map(Object.entries(JSON.parse(json)));

  globalThis.emargeReading = {
    page, checked, begin, differs, stray, shown, isSame, counted, localTime, saysDate, saysTime,
    checkTime, countries: mapOf(words.countries), governments: mapOf(words.governments),
    typed: mapOf(words.typed), labels: mapOf(words.labels),
  };
})();
