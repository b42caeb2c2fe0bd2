// Tables with rows of data: titles, columns, rows and pager.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

const dataTables = new Map();

function isDataTable(table) {
  let known = dataTables.get(table);
  if (known === undefined) {
    const head = table.tHead && table.tHead.rows[0] ? table.tHead.rows[0] : table.rows[0];
    const headed = head && head.cells.length > 0 && Array.from(head.cells).every((cell) => cell.localName === 'th');
    const role = table.getAttribute('role');
    known = role !== 'presentation' && role !== 'none' && Boolean(headed) && (role === 'grid' || table.rows.length > 1 || table.tHead !== null);
    dataTables.set(table, known);
  }
  return known;
}

// The data table of whose body this cell is a direct part, or null.
function dataTableOf(cell) {
  const table = closestOf(cell, 'table');
  return table && isDataTable(table) && cell.localName === 'td' ? table : null;
}

function columnsOf(table) {
  const head = table.tHead && table.tHead.rows[0] ? table.tHead.rows[0] : table.rows[0];
  return Array.from(head.cells).map((cell) => words(cell, true));
}

function cellsOf(row) {
  return Array.from(row.cells).map((cell) => words(cell, false));
}

function rowsOf(table) {
  const rows = [];
  for (const body of table.tBodies) {
    for (const row of body.rows) {
      const headline = row === table.rows[0] && !table.tHead;
      if (!headline && !row.matches('.ui-datatable-empty-message') && shown(row)) rows.push({ cells: cellsOf(row), at: rows.length });
    }
  }
  return rows;
}

function ownText(node) {
  const parts = Array.from(node.childNodes).filter((child) => child.nodeType === 3).map((child) => child.data);
  return clean(parts.join(' '));
}

function titlesOf(table) {
  const frame = closestOf(table, '.ui-datatable');
  const header = frame && frame.querySelector('.ui-datatable-header');
  const place = placeOf(table);
  return [
    table.caption ? words(table.caption, false) : '',
    referred(table),
    header ? ownText(header) : '',
  ]
    .concat(place.sections.slice().reverse(), place.tab || '')
    .filter((title, at, all) => title && all.indexOf(title) === at);
}

function pressable(node) {
  return node && shown(node) && !isDisabled(node) ? node : null;
}

// PrimeFaces' pager, the upper of two; or a navigation whose steps are named for assistive technology.
function pagerOf(table, nodes) {
  const frame = closestOf(table, '.ui-datatable') || parentOf(table);
  const bar = frame.querySelector('.ui-paginator');
  let first, next, report;
  if (bar) {
    first = bar.querySelector('.ui-paginator-first');
    next = bar.querySelector('.ui-paginator-next');
    report = bar.querySelector('.ui-paginator-current');
  } else {
    const steps = Array.from(frame.querySelectorAll('a[aria-label], button[aria-label], a[rel=next]'));
    const named = (pattern) => steps.find((step) => pattern.test(step.getAttribute('aria-label') || '')) || null;
    first = named(/^(first|pierwsz)/i);
    next = named(/^(next|nast[eę]pn)/i) || steps.find((step) => step.rel === 'next') || null;
    if (!first && !next) return null;
  }
  return { report: report ? words(report, false) : '', first: nodes.of(pressable(first)), previous: null, next: nodes.of(pressable(next)) };
}

function gatherTables(nodes) {
  return all('table')
    .filter((table) => isDataTable(table) && shown(table))
    .map((table) => ({ titles: titlesOf(table), columns: columnsOf(table), rows: rowsOf(table), total: null, pager: pagerOf(table, nodes), scroller: null, at: table }));
}
