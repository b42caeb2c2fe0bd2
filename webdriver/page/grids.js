// Tables of data: native ones, those whose head stands in a table of its own, and those made of roles.
// Needs roots.js, visible.js and heads.js. Arguments, reply: none. Side effects: none.

const ROLES = '[role=grid], [role=table], [role=treegrid]';
const LAYOUT = '[role=presentation], [role=none], .ui-panelgrid';

let knownGrids = null;
const rowRecords = new Map();
const gridTables = new Set();

// A cell with a field in it is empty of words only: `th` beside it then heads the line of a form.
function isHead(row) {
  const cells = cellsIn(row);
  return cells.some((cell) => cell.matches(HEADS)) && cells.every((cell) => cell.matches(HEADS) || (words(cell, true) === '' && !cell.querySelector(VALUES)));
}

// The head of a native table: its `thead`, else the rows of nothing but `th` at its top. One cell below the heads of
// columns is the name of the first group.
function headRowsOf(table) {
  if (table.tHead && table.tHead.rows.length > 0) return Array.from(table.tHead.rows);
  const heads = [];
  for (const row of table.rows) {
    if (!isHead(row) || heads.length === 3 || (row.cells.length === 1 && heads.some(({ cells }) => cells.length > 1))) break;
    heads.push(row);
  }
  return heads.length < table.rows.length || table.matches('[role=grid]') ? heads : [];
}

function bodiesOf(table, heads) {
  const bodies = Array.from(table.tBodies).map((body) => Array.from(body.rows).filter((row) => !heads.includes(row)));
  return bodies.filter((rows) => rows.length > 0);
}

function widthOf(rows) {
  return Math.max(0, ...rows.slice(0, 20).map((row) => cellsIn(row).reduce((sum, cell) => sum + span(cell, 'colSpan', 'aria-colspan'), 0)));
}

// A layout has rows of data as little as a box whose only head is its title.
function isHeaded(heads, columns, bodies) {
  if (heads.length === 0 || columns.keys.length === 0) return false;
  const alone = heads.every((row) => cellsIn(row).length === 1);
  return !alone || (cellsIn(heads[0])[0].colSpan === 1 && widthOf(bodies.flat()) <= 1);
}

// The body of a table whose rows scroll under a head that is a table by itself.
function bodyTableOf(table, width, tables) {
  const next = tables[tables.indexOf(table) + 1];
  if (!next || table.contains(next)) return null;
  const around = [parentOf(table), parentOf(parentOf(table)), parentOf(parentOf(parentOf(table)) || table)].find(
    (node) => node && node.contains(next),
  );
  const own = headRowsOf(next).filter((row) => cellsIn(row).some(shown));
  const fits = Math.abs(widthOf(Array.from(next.tBodies).flatMap((body) => Array.from(body.rows))) - width) <= 1;
  return around && !around.matches('body, form, main, section') && own.length === 0 && fits ? next : null;
}

function addGrid(node, columns, bodies) {
  const grid = { node, columns: columns.names, keys: columns.keys, titles: columns.titles, rows: [] };
  for (const rows of bodies) grid.rows.push(...recordsOf(grid, rows));
  for (const record of grid.rows) for (const row of record.nodes) rowRecords.set(row, record);
  knownGrids.push(grid);
}

function addNative(table, tables, joined) {
  if (joined.has(table) || table.matches(LAYOUT)) return;
  const heads = headRowsOf(table);
  const columns = columnsUnder(heads);
  const bodies = bodiesOf(table, heads);
  if (!isHeaded(heads, columns, bodies)) return;
  const apart = bodies.length === 0 ? bodyTableOf(table, columns.keys.length, tables) : null;
  gridTables.add(table).add(apart);
  if (apart) joined.add(apart);
  addGrid(apart || table, columns, apart ? bodiesOf(apart, headRowsOf(apart)) : bodies);
}

function addByRoles(root) {
  const own = Array.from(root.querySelectorAll(ROWS)).filter(
    (row) => closestOf(parentOf(row), ROLES + ', table:not([role=presentation]):not([role=none])') === root,
  );
  const heads = own.filter(isHead);
  const rows = own.filter((row) => !heads.includes(row) && cellsIn(row).length > 0);
  if (heads.length + rows.length > 0) addGrid(root, columnsUnder(heads), [rows]);
}

// PrimeFaces draws columns that stay in sight as a table by itself, row beside row.
function mergeFrozen() {
  for (const frame of all('.ui-datatable-frozencolumns')) {
    const [left, right, ...more] = knownGrids.filter((grid) => frame.contains(grid.node));
    if (!right || more.length > 0 || left.rows.length !== right.rows.length) continue;
    left.columns = left.columns.concat(right.columns);
    left.rows.forEach((row, at) => {
      row.cells = row.cells.concat(right.rows[at].cells);
      row.nodes = row.nodes.concat(right.rows[at].nodes);
      for (const node of row.nodes) rowRecords.set(node, row);
    });
    knownGrids = knownGrids.filter((grid) => grid !== right);
  }
}

function grids() {
  if (!knownGrids) {
    knownGrids = [];
    const roots = all(ROLES).filter((node) => node.localName !== 'table');
    const inRoles = (table) => roots.some((root) => root.contains(table)) && (table.matches(LAYOUT) || table.querySelector('[role=row]'));
    const tables = roots.length > 0 ? all('table').filter((table) => !inRoles(table)) : all('table');
    const joined = new Set();
    for (const table of tables) addNative(table, tables, joined);
    roots.forEach(addByRoles);
    mergeFrozen();
    if (roots.length > 0) knownGrids.sort((one, other) => inOrder(one.node, other.node));
  }
  return knownGrids;
}

// The record of the row of data or of a group in which a node stands, or null.
function rowRecordOf(node) {
  grids();
  const row = closestOf(node, ROWS);
  return (row && rowRecords.get(row)) || null;
}

// For a cell of a row of data: the name of its column and the text of the row's first cell; else null.
function namesInGrid(cell) {
  const record = rowRecordOf(cell);
  if (!record || record.kind !== 'data' || !record.cells.includes(cell)) return null;
  const first = record.cells[0];
  return [record.grid.columns[record.cells.indexOf(cell)] || '', first === cell || holdsField(first) ? '' : words(first, true)];
}
