// The part of a page in which the rows of a table scroll, and what tells a row from the others meanwhile.
// Needs roots.js, visible.js, grids.js and rows.js. Arguments, reply: none. Side effects: none.

const PAGES =
  'html, body, main, form, article, section, dialog, [role=dialog], [role=main], [role=tabpanel], .ui-tabs-panel, .ui-dialog-content, .modal-body';
const INDEXES = ['aria-rowindex', 'data-rowindex', 'row-index', 'data-index', 'data-item-index', 'data-row-index', 'data-ri'];

function scrolls(node) {
  return node.scrollHeight > node.clientHeight + 1 && node.clientHeight > 0 && /auto|scroll|overlay/.test(getComputedStyle(node).overflowY);
}

// The nearest node around the rows that scrolls by itself and belongs to the table alone: what scrolls a page, a dialog or
// a form brings no rows.
function scrollerNodeOf(grid) {
  const start = grid.rows.length > 0 ? parentOf(grid.rows[0].node) : grid.node;
  for (let node = start; node && !node.matches(PAGES); node = parentOf(node)) {
    const inside = surrounds(grid.node, node);
    if (!inside && (node.querySelector(HEADINGS) || fieldsIn(node).some((field) => !surrounds(grid.node, field)))) return null;
    if (scrolls(node)) return node;
  }
  return null;
}

function scrollerOf(grid, nodes) {
  const node = scrollerNodeOf(grid);
  if (!node) return null;
  const above = node.scrollTop > 0;
  const below = node.scrollTop + node.clientHeight < node.scrollHeight - 1;
  return above || below ? { node: nodes.of(node), above, below } : null;
}

// Where a row stands: told by itself, else its distance from the top of all rows, else its number among those there.
function positionOf(record, at, scroller) {
  const told = INDEXES.map((name) => record.node.getAttribute(name)).find((value) => /^\d+$/.test(value || ''));
  if (!scroller) return at;
  if (told !== undefined) return Number(told);
  return Math.round(record.node.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop);
}
