// The rows of a table: which are data, and which say that there are none, name a group, or add details to the row above.
// Needs roots.js, visible.js, heads.js, grids.js and pager.js. Arguments, reply: none. Side effects: none.

const EMPTY_ROWS =
  '.ui-datatable-empty-message, .dataTables_empty, .dt-empty, .ant-table-placeholder, .p-datatable-emptymessage, ' +
  '.p-datatable-empty-message, .mat-no-data-row, .mat-mdc-no-data-row, .no-records-found, .k-grid-norecords';
const DETAIL_ROWS =
  '.ui-expanded-row-content, .ant-table-expanded-row, .p-datatable-row-expansion, .detail-view, .k-detail-row, .detail-row, tr.child';
const GROUP_ROWS = '.ui-rowgroup-header, .p-rowgroup-header, .dtrg-group, .k-grouping-row, .group-header, .ui-datatable-subtable-header';
const OTHER_ROWS =
  '[aria-hidden=true], .ui-datatable-summaryrow, .ui-rowgroup-footer, .p-rowgroup-footer, .ant-table-measure-row, .k-group-footer';
const MARKED_ROWS = [EMPTY_ROWS, DETAIL_ROWS, GROUP_ROWS, OTHER_ROWS].join(', ');
const OPENED = '[aria-expanded=true], .ui-expanded-row, .shown, .parent, .dt-hasChild, .expanded';
const NOT_OF_CELL = '.ui-column-title, .p-column-title, .dropdown-menu, [role=menu], [role=tooltip], [role=dialog], [role=alertdialog], dialog';
const VALUES = 'input:not([type]), input[type=text], input[type=number], input[type=date], input[type=email], select, textarea';

// One cell over all columns, be its span right or larger than the table.
function spansAll(record) {
  const own = record.cells.filter((cell, at, cells) => cell && cells.indexOf(cell) === at);
  return own.length === 1 && record.cells.filter(Boolean).length >= Math.max(2, record.cells.length - 1);
}

function markedKindOf(row) {
  return row.matches(EMPTY_ROWS) ? 'empty' : row.matches(OTHER_ROWS) ? 'other' : row.matches(DETAIL_ROWS) ? 'detail' : 'group';
}

// The head once more, as reports repeat it down the page.
function repeatsHead(record) {
  const first = record.cells[0];
  return first && first.matches(HEADS) && isHead(record.node) && record.cells.every((cell, at) => cell && headText(cell) === record.grid.columns[at]);
}

function kindOf(record, above, alone) {
  const row = record.node;
  if (row.matches(MARKED_ROWS)) return markedKindOf(row);
  if (repeatsHead(record)) return 'other';
  if (!spansAll(record)) return 'data';
  if (record.cells[0] && record.cells[0].matches(EMPTY_ROWS)) return 'empty';
  const text = words(row, true);
  if (/^[\d\s.…<>«»|‹›]+$/.test(text) && row.querySelector('a, button')) return 'other';
  if (RANGE.test(text) && Array.from(row.querySelectorAll(STEPS)).some((node) => stepOf(node) !== null)) return 'other';
  if (alone) return 'empty';
  const opened = above && (above.node.matches(OPENED) || above.node.querySelector(OPENED));
  return opened || text.length > 120 || holdsField(row) ? 'detail' : 'group';
}

// Pinned columns stand apart: rows of one index are one row.
function mergedLines(rows, matrix) {
  const known = new Map();
  rows.forEach((row, at) => {
    const index = row.getAttribute('aria-rowindex') || row.getAttribute('row-index') || row;
    if (!known.has(index)) known.set(index, { nodes: [], line: [] });
    known.get(index).nodes.push(row);
    Object.assign(known.get(index).line, matrix[at]);
  });
  return Array.from(known.values());
}

function recordsOf(grid, rows) {
  const matrix = matrixOf(rows, grid.keys.length > 0 ? Math.max(...grid.keys) + 1 : WIDEST);
  const lines = grid.node.matches(ROLES) ? mergedLines(rows, matrix) : rows.map((row, at) => ({ nodes: [row], line: matrix[at] }));
  const records = [];
  let above = null, group = null;
  for (const { nodes, line } of lines) {
    const cells = grid.keys.length > 0 ? grid.keys.map((key) => line[key]) : line;
    const record = { grid, node: nodes[0], nodes, cells, group, above: null, kind: '' };
    record.kind = kindOf(record, above, lines.length === 1);
    if (record.kind === 'detail') record.above = above;
    if (record.kind === 'data') above = record;
    if (record.kind === 'group') group = words(record.node, true);
    records.push(record);
  }
  return records;
}

// Whether all that a cell says beside its field is help with it: links, buttons, notes.
function isBesideValue(cell, hiddenToo) {
  return !/[\p{L}\p{N}]/u.test(wordsApart(cell, hiddenToo, NOT_OF_CELL + ', a, button, [role=button], .help, ' + NOTES));
}

// What a person reads in a cell: its text, the value of its only field, or what its signs stand for. A head repeated in
// each cell for narrow screens is no part of it.
function cellText(cell, hiddenToo) {
  if (!cell) return '';
  const text = wordsApart(cell, hiddenToo, NOT_OF_CELL);
  const fields = text && !holdsField(cell) ? [] : cell.querySelectorAll(VALUES);
  if (text && !(fields.length === 1 && isBesideValue(cell, hiddenToo))) return text;
  if (fields.length === 1) {
    const [field] = fields;
    return clean(field.localName === 'select' ? Array.from(field.selectedOptions, (option) => option.text).join(', ') : field.value);
  }
  const signs = Array.from(cell.querySelectorAll('img[alt], [aria-label]:not(input), [title]:not(input)'));
  const says = (sign) => clean(sign.getAttribute('alt') || sign.getAttribute('aria-label') || sign.title || '');
  return Array.from(new Set(signs.filter((sign) => hiddenToo || shown(sign)).map(says))).filter(Boolean).join(' ');
}

// A row without a box of its own (`display: contents`) is seen by its cells.
function isDrawn(record) {
  return record.nodes.some(shown) || record.cells.some((cell) => cell && shown(cell));
}

function cellsOf(record) {
  if (!record.texts) {
    const hidden = !isDrawn(record);
    record.texts = record.cells.map((cell) => cellText(cell, hidden));
  }
  return record.texts;
}

// A row of a list without heads: `name | actions` in a native table that is no form and no layout.
function listRowOf(row) {
  const table = closestOf(row, 'table');
  if (!table || gridTables.has(table) || !row.cells || row.cells.length < 2 || table.matches('[role=presentation], [role=none]')) return null;
  const rows = Array.from(table.rows).filter((each) => each.cells.length > 1);
  const titled = row.cells[0].localName === 'th';
  if ((rows.length < 2 && !titled) || table.querySelector('table, h1, h2, h3, h4, ' + VALUES)) return null;
  const texts = Array.from(row.cells, (cell) => cellText(cell, !shown(row)));
  return texts.every((text) => text.length <= 200) ? texts : null;
}
