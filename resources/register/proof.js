/* Proves the logs behind this page, in the browser that shows it, without asking anybody.
 *
 * The body of every public entry has its hash, the entry's text has its leaf hash, all leaves have
 * the root that the checkpoint names (RFC 9162, 2.1), and the checkpoint is signed by the key that
 * the page shows (C2SP signed note, Ed25519). Whether the page says what the entries say is for
 * verify.js.
 *
 * Entries come from data/WRITER_PART.js, which call emargeLog: a page from a disk may not fetch, but
 * it may load a script. All sentences come from the page, in its language.
 */
'use strict';
(() => {
  const words = document.getElementById('words').dataset;
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language);
  const plural = new Intl.PluralRules(language);
  const fill = (sentence, ...values) => sentence.replace(/%(\d)\$s/g, (_, at) => values[at - 1]);
  const entryCount = (n) =>
    fill(plural.select(n) === 'one' ? words.entriesOne : words.entriesOther, number.format(n));

  /* --- bytes --- */

  const utf8 = new TextEncoder();
  const subtle = globalThis.crypto?.subtle; /* only on https, localhost and from a disk */
  const sha256 = async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes));
  const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

  function unbase64(text) {
    try {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      return base64(bytes) === text ? bytes : null; /* one spelling only */
    } catch {
      return null;
    }
  }

  function concat(...parts) {
    const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  const digitsOf = (text) => text.replace(/(?<=\d)\D(?=\d{3})/g, ''); /* groups of digits as one */
  const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  const leafOf = (bytes) => sha256(concat([0], bytes));
  const nodeOf = (left, right) => sha256(concat([1], left, right));

  /* Many at once, yet with a breath between, so that the page stays alive. */
  async function each(items, work, done) {
    const out = [];
    for (let at = 0; at < items.length; at += 512) {
      out.push(...await Promise.all(items.slice(at, at + 512).map((item, i) => work(item, at + i))));
      done?.(Math.min(at + 512, items.length), items.length);
      await new Promise((resume) => setTimeout(resume));
    }
    return out;
  }

  /* Level by level, a last node without a partner rising as it is: the same tree as the RFC's split
     at the largest power of two. */
  async function rootOf(leaves) {
    if (leaves.length === 0) return sha256(new Uint8Array());
    let level = leaves;
    while (level.length > 1) {
      const lower = level;
      const pairs = Array.from({ length: lower.length >> 1 }, (_, i) => 2 * i);
      level = await each(pairs, (i) => nodeOf(lower[i], lower[i + 1]));
      if (lower.length % 2) level.push(lower[lower.length - 1]);
    }
    return level[0];
  }

  /* --- the data of a log --- */

  const parts = new Map();
  globalThis.emargeLog = (writer, part, data) => parts.set(`${writer}_${part}`, data);

  const load = (source) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = resolve;
    script.onerror = () => reject(new Error(fill(words.notLoaded, source)));
    document.head.append(script);
  });

  const textIn = (element, selector) => element.querySelector(selector)?.textContent ?? '';

  /* What the page says of a log. */
  const readLog = (article) => ({
    article,
    writer: article.dataset.writer,
    origin: article.dataset.origin,
    parts: Number(article.dataset.parts),
    size: Number(article.dataset.entries),
    key: textIn(article, '.key'),
    checkpoint: textIn(article, '.checkpoint'),
    leaves: [], entries: [], faults: [], unchecked: [],
  });

  async function loadEntries(log) {
    const all = [];
    for (let part = 1; part <= log.parts; part++) {
      const name = `${log.writer}_${part}`;
      if (!parts.has(name)) await load(`data/${name}.js`);
      const data = parts.get(name);
      if (!Array.isArray(data?.entries) || data.from !== all.length)
        throw new Error(fill(words.notLoaded, `data/${name}.js`));
      for (const entry of data.entries)
        all.push(typeof entry === 'string' ? entry : readEntry(entry, data.boots));
    }
    return all;
  }

  /* [at, index of the boot, microseconds since, base64 of the sealed part's hash or -, body] */
  function readEntry(fields, boots) {
    const [at, boot, since, sealed, body] = fields.map((field) => `${field}`); /* the same to all who ask */
    let says = null;
    try { says = JSON.parse(body); } catch { /* then it does not agree to be listed either */ }
    return { at, boot: boots?.[boot], since, sealed, body, says: says ?? {} };
  }

  async function entryText(origin, seq, entry) {
    const hash = base64(await sha256(utf8.encode(entry.body)));
    return utf8.encode(`emarge entry v1\norigin ${origin}\nseq ${seq}\nkind sign\nat ${entry.at}\n`
      + `boot ${entry.boot} ${entry.since}\nbody ${hash}\nsealed ${entry.sealed}\n`);
  }

  /* --- its checkpoint --- */

  /* <name>+<key id>+<base64 of 1 and the key>; the id is the beginning of a hash of both. */
  async function readKey(log) {
    const [, name, id, rest] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(log.key) ?? [];
    const bytes = rest ? unbase64(rest) : null;
    if (name !== log.origin || bytes?.length !== 33 || bytes[0] !== 1) return null;
    const hash = await sha256(concat(utf8.encode(`${name}\n`), bytes));
    return hex(hash.slice(0, 4)) === id ? { id: hash.slice(0, 4), raw: bytes.slice(1) } : null;
  }

  function readCheckpoint(log) {
    const end = log.checkpoint.lastIndexOf('\n\n');
    const text = log.checkpoint.slice(0, end + 1);
    const [origin, size, root, ...more] = text.split('\n');
    const lines = log.checkpoint.slice(end + 2).split('\n');
    if (end < 0 || origin !== log.origin || !/^(0|[1-9]\d{0,15})$/.test(size) || more.join() !== ''
        || unbase64(root)?.length !== 32 || lines.pop() !== '')
      return null;
    const signatures = lines.map((line) => /^\u2014 (\S+) (\S+)$/.exec(line));
    return { text, size: Number(size), root: unbase64(root), signatures };
  }

  async function isSigned(checkpoint, log, key) {
    const ours = checkpoint.signatures
      .filter((line) => line?.[1] === log.origin).map((line) => unbase64(line[2]))
      .filter((bytes) => bytes?.length === 68 && same(bytes.slice(0, 4), key.id));
    const imported = await subtle.importKey('raw', key.raw, 'Ed25519', false, ['verify']);
    const good = await Promise.all(ours.map((bytes) =>
      subtle.verify('Ed25519', imported, bytes.slice(4), utf8.encode(checkpoint.text))));
    return good.length > 0 && good.every(Boolean);
  }

  async function checkSignature(log, checkpoint) {
    const key = await readKey(log);
    if (!key) return log.faults.push(words.badKey);
    try {
      if (!await isSigned(checkpoint, log, key)) log.faults.push(words.badSignature);
    } catch {
      log.unchecked.push(words.noEd25519); /* this browser does not know such signatures */
    }
  }

  /* --- a log --- */

  async function checkLeaves(log, all, progress) {
    log.leaves = await each(all, async (entry, seq) => typeof entry === 'string'
      ? unbase64(entry) ?? new Uint8Array()
      : leafOf(await entryText(log.origin, seq, entry)),
      (done, total) => progress(fill(words.working, log.writer, number.format(done), number.format(total))));
    log.root = await rootOf(log.leaves);
  }

  /* What stands above the key: whose log it is, and how many entries there are of each kind. */
  function checkArticle(log, all) {
    const name = textIn(log.article, 'h3'), is = textIn(log.article, '.entries');
    const should = fill(words.published, number.format(all.length), number.format(log.entries.length));
    if (name !== log.writer || log.origin !== `${words.event}/${log.writer}`) log.faults.push(words.badKey);
    if (digitsOf(is) !== digitsOf(should))
      log.faults.push(fill(words.differs, log.writer, '', is, should));
  }

  /* Fills in leaves, entries, and what is wrong. */
  async function checkLog(log, progress) {
    const all = await loadEntries(log);
    log.entries = all.map((entry, seq) => ({ ...entry, seq, log, id: `${log.writer}.${seq}` }))
      .filter((entry) => entry.body !== undefined);
    checkArticle(log, all);
    for (const entry of log.entries)
      if (entry.says.listed !== true || entry.says.document !== words.document)
        log.faults.push(fill(words.notListed, entry.id));
    const checkpoint = readCheckpoint(log);
    if (!checkpoint) return log.faults.push(words.badCheckpoint);
    if (checkpoint.size !== all.length || all.length !== log.size)
      log.faults.push(fill(words.badSize, entryCount(checkpoint.size), entryCount(all.length)));
    if (!subtle) return log.unchecked.push(words.noCrypto);
    await checkLeaves(log, all, progress);
    log.rooted = same(log.root, checkpoint.root);
    if (!log.rooted) log.faults.push(words.badRoot);
    await checkSignature(log, checkpoint);
  }

  globalThis.emargeProof = {
    words, fill, number, plural, entryCount, canHash: Boolean(subtle), load, readLog, checkLog, hex,
    hashText: async (text) => base64(await sha256(utf8.encode(text))),
  };
})();
