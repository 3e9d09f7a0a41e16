/* Compares the figures and charts of a page with the entries: every number, every name beside one,
 * and every bar with all that says how long it is and where it stands.
 */
'use strict';
(() => {
  const { words, fill, number } = globalThis.emargeProof;
  const { checked, differs, stray, isSame, counted, localTime, saysDate, saysTime, countries, labels } =
    globalThis.emargeReading;

  /* What each statistic counts, and whether `label` names what is counted. */
  const named = (stat) => (label, key) => label === (labels.get(`${stat} ${key}`) ?? key);
  const statistics = new Map(Object.entries({
    hour: { keyOf: (entry) => localTime(entry)?.hour_, isLabel: (label, key, time) => saysTime(label, time) },
    day: { keyOf: (entry) => localTime(entry)?.day_, isLabel: (label, key, time) => saysDate(label, time) },
    country: { keyOf: ({ says }) => says.country ?? '',
      isLabel: (label, key) => label === (key ? countries.get(key) ?? key : words.notGiven) },
    language: { keyOf: ({ says }) => says.language, isLabel: named('language') },
    mode: { keyOf: ({ says }) => says.mode, isLabel: named('mode') },
    read: { keyOf: ({ says }) => (says.read_to_end ? 'yes' : 'no'), isLabel: named('read') },
  }));

  /* {count, first entry} of each key, in the order of time. */
  function countBy(entries, keyOf) {
    const counts = new Map();
    for (const entry of entries) {
      const key = keyOf(entry);
      if (!counts.has(key)) counts.set(key, { count: 0, entry });
      counts.get(key).count++;
    }
    return counts;
  }

  /* --- bars --- */

  const attributesOf = (element) => Array.from(element.attributes, ({ name, value }) => `${name}=${value}`).sort().join(' ');
  const areAttributes = (element, expected) =>
    attributesOf(element) === Object.entries(expected).map(([name, value]) => `${name}=${value}`).sort().join(' ');

  const lyingBar = (stat, key, count) =>
    ({ 'data-bar': `${stat} ${key}`, 'data-of': 'width', width: count, height: 1 });
  const standingBar = (stat, key, count, most) => ({
    'data-bar': `${stat} ${key}`, 'data-of': 'height', x: `${Number(key.slice(-2))}.1`, y: most - count,
    width: '.8', height: count,
  });

  /* A bar alone in its picture, whose width is the largest count of the chart. */
  function checkLying(svg, stat, key, count, most) {
    checked.add(svg.firstElementChild);
    return svg.childElementCount === 1 && areAttributes(svg.firstElementChild, lyingBar(stat, key, count))
      && areAttributes(svg, { viewBox: `0 0 ${most} 1`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  }

  /* --- days, whose hours stand side by side --- */

  function checkDay(figure, title, day, hours, most) {
    const caption = figure.querySelector('figcaption').textContent, svg = figure.querySelector('svg');
    const at = caption.indexOf(' · '), date = caption.slice(0, at), [first] = hours;
    const count = hours.reduce((sum, [, hour]) => sum + hour.count, 0);
    if (!saysDate(date, localTime(first[1].entry))
        || !isSame(caption.slice(at + 3), counted('signatures', count, number.format(count))))
      differs(title, day, caption, counted('signatures', count, number.format(count)));
    if (!areAttributes(svg, { role: 'img', 'aria-label': date, preserveAspectRatio: 'none', viewBox: `0 0 24 ${most}` })
        || svg.childElementCount !== hours.length)
      differs(title, date, svg.getAttribute('viewBox'), `0 0 24 ${most}`);
    hours.forEach(([key, hour], i) => {
      const bar = svg.children[i];
      checked.add(bar);
      if (!bar || !areAttributes(bar, standingBar('hour', key, hour.count, most)))
        differs(title, `${date}, ${Number(key.slice(-2))}`, bar?.getAttribute('height'), number.format(hour.count));
    });
  }

  function checkDays(chart, title, counts, most) {
    const days = new Map();
    for (const [key, hour] of counts) {
      const day = key.slice(0, 10);
      days.set(day, [...(days.get(day) ?? []), [key, hour]]);
    }
    const figures = chart.querySelectorAll('.hours');
    if (figures.length !== days.size)
      differs(title, '', number.format(figures.length), number.format(days.size));
    [...days].slice(0, figures.length).forEach(([day, hours], i) => checkDay(figures[i], title, day, hours, most));
  }

  /* --- a chart --- */

  function checkChartRow(row, stat, title, counts, most) {
    const { key } = row.dataset, { count, entry } = counts.get(key) ?? { count: 0 };
    const label = row.cells[0].textContent, is = row.cells[row.cells.length - 1].textContent;
    const svg = row.querySelector('svg');
    const time = entry && { ...localTime(entry), minute: 0 };
    checked.add(row);
    if (!entry) return stray(row);
    if (!isSame(is, number.format(count)))
      differs(title, label, is, number.format(count));
    else if (stat === 'hour' ? svg : !checkLying(svg, stat, key, count, most))
      differs(title, label, svg.firstElementChild?.getAttribute('width'), number.format(count));
    if (!statistics.get(stat).isLabel(label, key, time))
      differs(title, key, label, stat === 'country' ? countries.get(key) : labels.get(`${stat} ${key}`) ?? key);
    return counts.delete(key);
  }

  function checkChart(chart, entries) {
    const { stat, title } = chart.dataset, counts = countBy(entries, statistics.get(stat).keyOf);
    const most = Math.max(...Array.from(counts.values(), ({ count }) => count));
    if (stat === 'hour') checkDays(chart, title, counts, most);
    for (const row of chart.querySelectorAll('tr')) checkChartRow(row, stat, title, counts, most);
    for (const [key, { count }] of counts) differs(title, key, '', number.format(count));
    const folded = chart.querySelector('details');
    const more = stat === 'hour' || !folded ? 0 : folded.querySelectorAll('tr').length;
    if (more && !isSame(folded.querySelector('summary').textContent, fill(words.moreRows, number.format(more))))
      differs(title, '', folded.querySelector('summary').textContent, number.format(more));
  }

  function checkCharts(entries) {
    const charts = Array.from(document.querySelectorAll('[data-stat]'));
    const found = charts.map(({ dataset }) => dataset.stat).join();
    if (found !== (entries.length === 0 ? '' : `${found.startsWith('day') ? 'day' : 'hour'},country,mode,read,language`))
      return differs(words.statistics, '', found, 'country, mode, read, language');
    return charts.forEach((chart) => checkChart(chart, entries));
  }

  /* --- figures that stand alone --- */

  function checkFigure(name, where, should) {
    const all = document.querySelectorAll(`[data-figure="${name}"]`);
    if (all.length !== 1) return differs(where, '', number.format(all.length), '1');
    if (!isSame(all[0].textContent, should)) differs(where, '', all[0].textContent, should);
    return undefined;
  }

  globalThis.emargeFigures = {
    /* Entries in the order of time. */
    check(entries) {
      const count = entries.length, text = number.format(count);
      checkFigure('listed', words.listed, text);
      if (count > 0) checkFigure('counted', words.statistics, counted('counted', count, text));
      const pioneers = document.querySelectorAll('.pioneers > li').length;
      const open = document.querySelectorAll('.pioneers > li.open').length;
      if (pioneers > 0) checkFigure('pioneers', words.pioneer, number.format(pioneers - open));
      checkCharts(entries);
      if (count === 0 && document.querySelector('#statistics')) stray(document.querySelector('#statistics'));
    },
  };
})();
