// The pager of a table: what it says of the page, and the steps to the first, the previous and the next one.
// Needs roots.js, visible.js, reach.js, grids.js and tables.js. Arguments, reply: none. Side effects: none.

const BARS =
  '.ui-paginator, .p-paginator, .dataTables_paginate, .dt-paging, .pagination, .pager, .ant-pagination, .MuiPagination-root, ' +
  '.MuiTablePagination-root, .mat-paginator, .mat-mdc-paginator, .k-pager, .k-pager-wrap, [class*=pagination], [class*=paginator]';
const REPORTS =
  '.ui-paginator-current, .p-paginator-current, .dataTables_info, .dt-info, .MuiTablePagination-displayedRows, ' +
  '.mat-paginator-range-label, .mat-mdc-paginator-range-label, .k-pager-info';
const STEPS = 'a, button, [role=button], [role=link], .ui-paginator-first, .ui-paginator-prev, .ui-paginator-next, .ui-paginator-page';
const CURRENT =
  '[aria-current]:not([aria-current=false]), .active, .current, .selected, .ui-state-active, .Mui-selected, .p-highlight, .p-paginator-page-selected, .ant-pagination-item-active, .is-active, .k-selected';
const OFF = '.disabled, .p-disabled, .Mui-disabled, .ant-pagination-disabled, .k-disabled';
const RANGE = /\d+\s*(?:[-–—/]|do|to|z|of|out of)\s*\d+/i;
const GLYPH = /[«»‹›<>←→◀▶|⟨⟩\s]/g;
const NAMES = [
  ['previous', /(^|\s)(prev\S*|poprz\S*|wstecz|cofnij|back)(\s|$)/],
  ['next', /(^|\s)(next|nast[eę]pn\S*|dalej|naprzód)(\s|$)/],
  ['first', /(^|\s)(first|pierwsz\S*|początek)(\s|$)/],
  ['last', /(^|\s)(last|ostatni\S*|koniec)(\s|$)/],
];
const SIGNS = { '«': 'first', '<<': 'first', '|<': 'first', '‹‹': 'first', '‹': 'previous', '<': 'previous', '←': 'previous', '◀': 'previous',
  '»': 'last', '>>': 'last', '>|': 'last', '››': 'last', '›': 'next', '>': 'next', '→': 'next', '▶': 'next' };

// What a step of a pager leads to: a word, a number, `…` for the numbers not shown, or null.
function stepOf(node) {
  const said = clean(node.getAttribute('aria-label') || node.title || words(node, false)).toLowerCase();
  const number = /^(?:\D*(?:page|stron\S*)\s)?\[?(\d{1,5})\]?$/.exec(said);
  if (number) return Number(number[1]);
  const text = said.replace(GLYPH, ' ').trim();
  if (text === '...' || text === '…') return '…';
  if (node.rel === 'next') return 'next';
  if (node.rel === 'prev') return 'previous';
  const item = parentOf(node) && parentOf(node).localName === 'li' ? parentOf(node).className : '';
  const icon = node.firstElementChild ? String(node.firstElementChild.getAttribute('class')) : '';
  const classes = [node.getAttribute('class'), item, icon].join(' ').toLowerCase().replace(/[-_]/g, ' ');
  const spoken = text.length > 0 && text.length <= 40 ? text : classes;
  const named = NAMES.find(([, pattern]) => pattern.test(spoken)) || NAMES.find(([, pattern]) => pattern.test(classes));
  return named ? named[0] : SIGNS[said.replace(/\s/g, '')] || null;
}

function isInData(node) {
  for (let row = closestOf(node, ROWS); row; row = parentOf(row) && closestOf(parentOf(row), ROWS)) {
    const record = rowRecords.get(row);
    if (record && record.kind !== 'other') return true;
  }
  return false;
}

function worksAsStep(node) {
  const item = parentOf(node);
  const off = isDisabled(node) || node.matches(OFF) || (item && item.localName === 'li' && item.matches(OFF));
  const dead = node.localName === 'a' && !node.matches('[href], [onclick], [role], [tabindex]') && getComputedStyle(node).cursor !== 'pointer';
  return !off && !dead && shown(node);
}

// The parts of a page that may be pagers, each with its steps.
function barsIn(frame) {
  const bars = new Map();
  for (const node of frame.querySelectorAll(STEPS)) {
    const step = isInData(node) ? null : stepOf(node);
    if (step === null) continue;
    let bar = null;
    for (let at = closestOf(parentOf(node), BARS); at && surrounds(frame, at); at = parentOf(at) && closestOf(parentOf(at), BARS)) bar = at;
    for (let at = node, depth = 0; !bar && depth < 4; depth++) {
      at = parentOf(at) || at;
      if (at.querySelectorAll(STEPS).length > 1 || at === frame || depth === 3) bar = at;
    }
    if (!bars.has(bar)) bars.set(bar, []);
    bars.get(bar).push({ node, step });
  }
  return bars;
}

function currentOf(bar, steps) {
  const marked = steps.find(({ node, step }) => typeof step === 'number' && (node.matches(CURRENT) || node.parentElement.matches('li' + ':is(' + CURRENT + ')')));
  if (marked) return marked.step;
  const plain = /^\D*(\d{1,5})\D*$/.exec(wordsApart(bar, false, 'a, button, select, label, ' + REPORTS));
  return plain ? Number(plain[1]) : currentAlone(bar, steps);
}

// Where the count of rows stands beside the pages: the number that stands in a node of its own and closes a gap in them.
function currentAlone(bar, steps) {
  const numbers = steps.map(({ step }) => step).filter((step) => typeof step === 'number');
  const apart = Array.from(bar.querySelectorAll('span, b, strong, em, li, td, div'), (node) => (closestOf(node, STEPS) ? '' : clean(node.textContent)));
  const fits = (number) => !numbers.includes(number) && (numbers.includes(number - 1) || numbers.includes(number + 1));
  const found = apart.filter((text) => /^\[?\d{1,5}\]?$/.test(text)).map((text) => Number(text.replace(/\D/g, ''))).filter(fits);
  return found.length > 0 && found.every((number) => number === found[0]) ? found[0] : null;
}

// A wizard has steps with the same names: only what names pages, counts them or is made as a pager is one.
function isPager(bar, steps, current) {
  if (/krok|step|etap/i.test(wordsApart(bar, false, 'select'))) return false;
  const numbers = steps.filter(({ step }) => typeof step === 'number').length;
  const around = bar.getAttribute('aria-label') || '';
  const spoken = steps.some(({ node }) => node.rel === 'next' || node.rel === 'prev' || /page|stron/i.test(node.getAttribute('aria-label') || node.title || words(node, false)));
  return bar.matches(BARS) || /pag|stron/i.test(around) || spoken || numbers + (current === null ? 0 : 1) > 2 ||
    (numbers === 1 && current !== null) || RANGE.test(wordsApart(bar, false, 'a, button'));
}

function reportOf(bar, frame, current, grid) {
  const told = [bar.querySelector(REPORTS), frame.querySelector(REPORTS)].filter((node) => node && shown(node)).map((node) => words(node, false));
  const text = told.concat(wordsApart(bar, false, 'a, button, select, label')).find((said) => RANGE.test(said) && said.length <= 100);
  if (text) return text;
  const rows = grid.rows.filter((record) => record.kind === 'data' && isDrawn(record));
  return current !== null ? String(current) : rows.length > 0 ? cellsOf(rows[0]).join(' | ').slice(0, 100) : '';
}

function pagerIn(bar, steps, frame, grid, nodes) {
  const current = currentOf(bar, steps);
  if (!isPager(bar, steps, current)) return null;
  // Where there are two signs only, the double one means the next page, not the last.
  const at = (word) => steps.find(({ step }) => step === word);
  const single = !at('next') && !at('previous');
  const numbered = (number) => current !== null && steps.find(({ step }) => step === number);
  // Where the numbers go on behind dots, the dots lead to the next of them.
  const beyond = (place, more) => (current !== null && steps[place].step === '…' && !steps.some(({ step }) => more(step)) ? steps[place] : null);
  const handle = (found) => (found && worksAsStep(found.node) ? nodes.of(found.node) : null);
  const next = at('next') || (single && at('last')) || numbered(current + 1) || beyond(steps.length - 1, (step) => step > current);
  const previous = at('previous') || (single && at('first')) || numbered(current - 1) || beyond(0, (step) => step < current);
  const first = (!single && at('first')) || (current !== 1 && numbered(1)) || null;
  return { report: reportOf(bar, frame, current, grid), first: handle(first), previous: handle(previous), next: handle(next) };
}

// Of bars above and below the table the first one; of a bar between two tables it is the one above.
function pagerOf(grid, nodes) {
  const start = closestOf(grid.node, WIDGET_FRAMES) || grid.node;
  for (let frame = start, depth = 0; frame && depth < 6; frame = parentOf(frame), depth++) {
    const inside = grids().filter((each) => frame.contains(each.node));
    for (const [bar, steps] of barsIn(frame)) {
      const before = inside.filter((each) => each.node.contains(bar) || inOrder(each.node, bar) < 0);
      const owner = before.find((each) => each.node.contains(bar)) || before[before.length - 1] || inside[0];
      const pager = owner === grid ? pagerIn(bar, steps, frame, grid, nodes) : null;
      if (pager) return pager;
    }
    if (frame.matches('body, dialog, [role=dialog], [role=tabpanel]')) return null;
  }
  return null;
}
