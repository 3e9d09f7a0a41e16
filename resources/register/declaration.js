/* The text that was signed, as the blocks that a page shows: a document is headings, paragraphs and
 * lists of one level, in CommonMark; the tool accepts no other, so that little of CommonMark has to
 * be known here. Each block is [what, text]: h1 to h6, p, • for a bullet, the number of an item.
 */
'use strict';
(() => {
  const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/;
  const UNDERLINE = /^ {0,3}(?:(=+)|-+)[ \t]*$/;
  const ITEM = /^ {0,3}(?:(\d{1,9})([.)])|([-+*]))[ \t]+([^ \t].*)$/;

  /* CommonMark 0.30, 2.4 and 2.5. Only a browser knows all names; what it makes of a reference is
     text. Of a name that it knows the beginning of alone it would leave the end, and CommonMark all. */
  function decode(reference) {
    const text = new DOMParser().parseFromString(`x${reference}`, 'text/html').body.textContent.slice(1);
    return text.length > 1 && text.endsWith(';') ? reference : text;
  }
  const REFERENCE = /\\([!-/:-@[-`{-~])|(&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]*);)/g;
  const plain = (text) => text.replace(REFERENCE, (all, escaped) => escaped ?? decode(all));
  const trimmed = (line) => line.replace(/^[ \t]+|[ \t]+$/g, ''); /* and no wider space */
  const joined = (lines) => plain(lines.map(trimmed).join(' '));

  /* Number and sign of an item that begins here, or nothing: within a paragraph only a list that
     begins with 1 may begin. */
  function itemOf(line, before) {
    const [, digits, end, bullet, text] = ITEM.exec(line) ?? [];
    if (text === undefined || (before === 'p' && digits && Number(digits) !== 1)) return null;
    return { number: Number(digits), sign: end ?? bullet, text };
  }

  function blocksOf(source) {
    const blocks = [];
    let open = null; /* {what, lines}: a paragraph or an item that may go on */
    let list = null; /* {sign, next} */
    const close = () => {
      if (open) blocks.push([open.what, joined(open.lines)]);
      open = null;
    };
    for (const line of source.split(/\r\n|\n|\r/)) {
      const heading = HEADING.exec(line), underline = open?.what === 'p' && UNDERLINE.exec(line);
      const item = heading || underline ? null : itemOf(line, open?.what);
      if (heading || underline) {
        const lines = heading ? [heading[2] ?? ''] : open.lines;
        if (heading) close();
        open = null;
        list = null;
        blocks.push([`h${heading ? heading[1].length : underline[1] ? 1 : 2}`, joined(lines)]);
      } else if (item) {
        close();
        if (list?.sign !== item.sign) list = { sign: item.sign, next: item.number };
        open = { what: item.number >= 0 ? `${list.next++}.` : '•', lines: [item.text] };
      } else if (trimmed(line) === '') {
        close();
      } else if (open) {
        open.lines.push(line);
      } else {
        list = null;
        open = { what: 'p', lines: [line] };
      }
    }
    close();
    return blocks;
  }

  /* Headings stand two levels beneath those of the document, and six is the last. */
  function blockOf(element) {
    const { localName: name, textContent: text, parentElement: parent } = element;
    if (element.childElementCount > 0) return [name, null];
    if (name !== 'li') return [name, text];
    if (parent.localName === 'ul') return ['•', text];
    return [`${parent.start + Array.from(parent.children).indexOf(element)}.`, text];
  }

  /* All that the element holds, or null for what no document has. */
  function blocksIn(article) {
    const blocks = [];
    for (const child of article.children) {
      const isList = ['ol', 'ul'].includes(child.localName);
      if (!/^(?:h[3-6]|p|ol|ul)$/.test(child.localName)) return null;
      for (const element of isList ? child.children : [child]) blocks.push(blockOf(element));
    }
    const bare = (text) => text.replace(/\s+/g, '');
    return bare(blocks.map(([, text]) => text).join('')) === bare(article.textContent) ? blocks : null;
  }

  globalThis.emargeDeclaration = {
    /* Whether the element shows this source; `shown` makes seen what hides. */
    isShown(article, source, shown) {
      const is = blocksIn(article);
      const should = blocksOf(source).map(([what, text]) =>
        [/^h\d$/.test(what) ? `h${Math.min(6, Number(what[1]) + 2)}` : what, shown(text)]);
      return is !== null && JSON.stringify(is) === JSON.stringify(should);
    },
  };
})();
