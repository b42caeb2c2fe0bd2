// Tables with rows of data: titles, columns, rows, how many there are, and what brings more of them.
// Needs grids.js, rows.js, scroller.js, pager.js and places.js. Arguments, reply: none. Side effects: none.

const WIDGET_FRAMES =
  '.ui-datatable, .ui-treetable, .p-datatable, .p-treetable, .dataTables_wrapper, .dt-container, .k-grid, .ant-table-wrapper, .MuiDataGrid-root, .bootstrap-table';
const WIDGET_HEADERS = '.ui-datatable-header, .ui-treetable-header, .p-datatable-header, .ant-table-title';

// What a table itself is called: by its caption, its name, the bar above it or a row over all columns.
function ownTitles(grid) {
  const table = grid.node;
  const frame = closestOf(table, WIDGET_FRAMES);
  const header = frame && frame.querySelector(WIDGET_HEADERS);
  return [table.caption ? words(table.caption, true) : '', referred(table)]
    .concat(header ? wordsApart(header, true, 'label, button, a, .filter-label, ' + FIELDS) : '', grid.titles)
    .filter(Boolean);
}

// A table that stands under no title is called as the page is: by the heading above all others.
function pageTitle(table) {
  const isAbove = (heading) => shown(heading) && !closestOf(heading, DIALOGS + ', ' + ITEMS) && inOrder(heading, table) < 0;
  const headings = all(TITLES).filter(isAbove);
  const top = Math.min(...headings.map(levelOf));
  const main = headings.filter((heading) => levelOf(heading) === top);
  return main.length === 1 ? titleText(main[0]) : '';
}

function titlesOf(grid) {
  const place = placeOf(grid.node);
  const titles = ownTitles(grid).concat(place.sections.slice().reverse(), place.tab || '', place.dialog || '')
    .filter((title, at, every) => title && every.indexOf(title) === at);
  return titles.length > 0 ? titles : [pageTitle(grid.node)].filter(Boolean);
}

// `aria-rowcount` counts the rows of the head too; -1 says that nobody knows.
function totalOf(grid) {
  const root = closestOf(grid.node, '[aria-rowcount]');
  const count = root ? Number(root.getAttribute('aria-rowcount')) : NaN;
  if (!(count >= 0) || root.querySelectorAll(ROLES).length > 1) return null;
  const heads = new Set(Array.from(root.querySelectorAll(HEADS), (head) => closestOf(head, ROWS)));
  const above = Array.from(heads).filter((row) => row && !rowRecords.has(row)).length;
  const total = count - above;
  return total >= grid.rows.filter((record) => record.kind === 'data').length ? total : null;
}

function tableOf(grid, nodes) {
  const scroller = scrollerOf(grid, nodes);
  const around = scroller && nodes.all[scroller.node];
  const rows = grid.rows.filter((record) => record.kind === 'data' && isDrawn(record));
  return {
    titles: titlesOf(grid),
    columns: grid.columns,
    rows: rows.map((record, at) => ({ cells: cellsOf(record), at: positionOf(record, at, around) })),
    total: totalOf(grid),
    pager: pagerOf(grid, nodes),
    scroller,
    at: grid.node,
  };
}

// A head without any row is the copy of another's that stays in sight while the page scrolls.
function isCopyOfHead(grid, those) {
  const twin = (other) => other !== grid && other.rows.length > 0 && other.columns.join() === grid.columns.join();
  return grid.rows.length === 0 && those.some(twin);
}

function gatherTables(nodes) {
  const drawn = grids().filter((grid) => grid.columns.length > 0 && (shown(grid.node) || grid.rows.some(isDrawn)));
  return drawn
    .filter((grid) => !isCopyOfHead(grid, drawn))
    .map((grid) => tableOf(grid, nodes));
}
