/* Searching, sorting and filtering the list, and the choice of light or dark. All of it works on
   rows that are in the page already: without a script the page says the same, in the order of
   signing. What a row says is only ever read and written as text, never as markup. */
'use strict';
(() => {
  const BLOCK = 100; /* rows in a tbody, which is laid out only when it comes near the screen */
  const root = document.documentElement;
  const language = root.lang;

  /* --- light and dark --- */

  const theme = document.getElementById('theme');

  /* A page from a disk may have nowhere to remember a choice. */
  const remembered = {
    get() {
      try { return localStorage.getItem('emarge-theme'); } catch { return null; }
    },
    set(value) {
      try { localStorage.setItem('emarge-theme', value); } catch { /* then it lasts as long as the page */ }
    },
  };

  const isDark = () => root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;

  function showTheme(choice) {
    if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;
    theme.setAttribute('aria-pressed', String(isDark()));
  }

  theme.hidden = false;
  showTheme(remembered.get());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => showTheme());
  theme.addEventListener('click', () => {
    showTheme(isDark() ? 'light' : 'dark');
    remembered.set(root.dataset.theme);
  });

  /* --- the list --- */

  const list = document.getElementById('list');
  const tools = document.getElementById('tools');
  if (!list) return;

  /* Case, accents and letters that are typed without them do not matter to a search; nor does
     whether a syllable of Hangul is whole yet. */
  const LETTERS = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', '’': "'" };
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[øłđðþßæœıħ’]/g, (letter) => LETTERS[letter]).replace(/[\s\u00a0]+/g, ' ').trim();

  const text = (cell) => cell.textContent;
  /* The government without the remark that somebody signed for themselves. */
  const governmentOf = (row) => row.cells[2].firstElementChild?.textContent ?? '';

  const entries = Array.from(list.querySelectorAll('tbody tr'), (row, index) => ({
    row,
    index, /* in the order of signing */
    name: text(row.cells[0]),
    role: text(row.cells[1]),
    government: governmentOf(row),
    country: text(row.cells[3]),
    number: text(row.cells[5]),
    found: fold(Array.from(row.cells, text).join(' \n ')),
  }));

  const collator = new Intl.Collator(language, { numeric: true });
  const state = { words: [], government: '', country: '', by: 'date', down: false };
  let ordered = entries; /* as state says; comparing names takes longer than all else */

  /* What has no name, role or government comes last, whichever way the list is turned. */
  function compare(a, b) {
    if (state.by !== 'date') {
      const left = a[state.by], right = b[state.by];
      if (!left !== !right) return left ? -1 : 1;
      const order = collator.compare(left, right);
      if (order) return state.down ? -order : order;
    }
    return state.down && state.by === 'date' ? b.index - a.index : a.index - b.index;
  }

  const isFound = (entry) => (!state.government || entry.government === state.government)
    && (!state.country || entry.country === state.country)
    && state.words.every((word) => entry.found.includes(word));

  /* Rows that are not found stay in the page, hidden: the proof looks at every one. */
  function blocks(rows, hidden) {
    const made = [];
    for (let at = 0; at < rows.length; at += BLOCK) {
      const body = document.createElement('tbody');
      body.append(...rows.slice(at, at + BLOCK));
      body.hidden = hidden;
      made.push(body);
    }
    return made;
  }

  const found = document.getElementById('found');
  const counted = new Intl.NumberFormat(language);
  const plural = new Intl.PluralRules(language);

  function sayFound(count) {
    const form = plural.select(count) === 'one' ? found.dataset.one : found.dataset.other;
    found.textContent = count === 0 ? found.dataset.none
      : form.replace('%1$s', counted.format(count)).replace('%2$s', counted.format(entries.length));
  }

  function arrange() {
    const shown = [], others = [];
    for (const entry of ordered) (isFound(entry) ? shown : others).push(entry.row);
    for (const body of list.querySelectorAll('tbody')) body.remove();
    list.append(...blocks(shown, false), ...blocks(others, true));
    sayFound(shown.length);
  }

  /* --- its controls, which are in the page and hidden until now --- */

  function offer(select, key) {
    const counts = new Map();
    for (const entry of entries)
      if (entry[key]) counts.set(entry[key], (counts.get(entry[key]) ?? 0) + 1);
    const names = [...counts.keys()].sort(collator.compare);
    select.append(...names.map((name) => new Option(`${name} (${counted.format(counts.get(name))})`, name)));
    select.addEventListener('change', () => {
      state[key] = select.value;
      arrange();
    });
  }

  let waiting = 0;
  const search = document.getElementById('search');
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.words = fold(search.value).split(' ').filter(Boolean);
      arrange();
    }, 60);
  });

  const order = document.getElementById('order');
  const heads = Array.from(list.querySelectorAll('thead th'));

  const { caption } = list;
  const signed = text(caption);

  function sayOrder(head) {
    const { latest, up, down } = caption.dataset;
    caption.textContent = state.by === 'date' ? (state.down ? latest : signed)
      : (state.down ? down : up).replace('%1$s', () => text(head));
  }

  function showOrder() {
    const by = heads.find((head) => head.dataset.sort === state.by);
    for (const head of heads) head.removeAttribute('aria-sort');
    by.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
    order.value = state.by;
    sayOrder(by);
  }

  function sortBy(by, down) {
    Object.assign(state, { by, down });
    ordered = [...entries].sort(compare);
    showOrder();
    arrange();
  }

  const buttons = heads.map((head) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () =>
      sortBy(head.dataset.sort, state.by === head.dataset.sort && !state.down));
    head.append(button);
    return button;
  });
  order.addEventListener('change', () => sortBy(order.value, false));

  offer(document.getElementById('government'), 'government');
  offer(document.getElementById('country'), 'country');
  tools.addEventListener('submit', (event) => event.preventDefault());
  tools.reset(); /* a browser may have kept what was searched for before */
  tools.hidden = false;
  found.hidden = false;
  showOrder(); /* which the page has already */
  sayFound(entries.length);

  /* On paper a folded table would be lost, and so would buttons in the head of a table's second
     page. */
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = Array.from(document.querySelectorAll('details:not([open])'));
    for (const details of folded) details.open = true;
    heads.forEach((head, i) => head.replaceChildren(buttons[i].textContent));
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
    heads.forEach((head, i) => head.replaceChildren(buttons[i]));
  });
})();
