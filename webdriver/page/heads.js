// The cells of a table in their columns, and what stands over each column.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

const CELLS = 'td, th, [role=gridcell], [role=cell], [role=columnheader], [role=rowheader]';
const ROWS = 'tr, [role=row]';
const HEADS = 'th, [role=columnheader]';
// No table is that wide: a larger span only means all columns.
const WIDEST = 1000;

// The text of a node without what stands in it for itself.
function wordsApart(node, hiddenToo, apart) {
  const inner = (at) => {
    let text = '';
    for (const child of childrenOf(at)) {
      if (child.nodeType === 3) text += child.data;
      else if (child.nodeType === 1 && !child.matches(GLYPHS) && !child.matches(apart) && (hiddenToo || rendered(child))) {
        text += INLINE.has(child.localName) ? inner(child) : ' ' + inner(child) + ' ';
      }
    }
    return text;
  };
  return clean(inner(node));
}

// Direct cells of a row, also where wrappers stand between (`div role=row > div > div role=cell`).
function cellsIn(row) {
  if (row.cells) return Array.from(row.cells);
  return Array.from(row.querySelectorAll(CELLS)).filter((cell) => closestOf(parentOf(cell), ROWS) === row);
}

function span(cell, native, aria) {
  return Math.max(1, Math.min(cell[native] === undefined ? Number(cell.getAttribute(aria)) || 1 : cell[native], WIDEST));
}

// The cells of rows by row and column: one that spans several stands in each of them. A column may also be told by the
// cell itself, where only a part of a wide table is there.
function matrixOf(rows, width) {
  const matrix = rows.map(() => []);
  rows.forEach((row, at) => {
    let column = 0;
    for (const cell of cellsIn(row)) {
      const told = Number(cell.getAttribute('aria-colindex'));
      if (told > 0) column = told - 1;
      while (matrix[at][column]) column++;
      const wide = Math.min(span(cell, 'colSpan', 'aria-colspan'), Math.max(1, width - column));
      const high = cell.rowSpan === 0 ? rows.length : span(cell, 'rowSpan', 'aria-rowspan');
      for (let down = at; down < Math.min(at + high, rows.length); down++) {
        for (let right = column; right < column + wide; right++) if (!matrix[down][right]) matrix[down][right] = cell;
      }
      column += wide;
    }
  });
  return matrix;
}

// A single cell over all columns is a title of the table and no head of a column.
function isTitleRow(line) {
  return line.length > 1 && line.every((cell) => cell === line[0]);
}

// What a cell of the head says: without the help for those who cannot see how the rows are sorted.
function headText(cell) {
  const title = cell.querySelector('.ui-column-title, .dt-column-title, .MuiDataGrid-columnHeaderTitle, .ag-header-cell-text');
  return words(title || cell, true);
}

// The columns under some rows of heads: `keys` are their places in the matrix, `names` what stands over them.
function columnsUnder(rows) {
  const matrix = matrixOf(rows, WIDEST);
  const titles = matrix.filter(isTitleRow).map((line) => words(line[0], true));
  const lines = matrix.filter((line) => !isTitleRow(line));
  const columns = [];
  for (const key of Object.keys(Object.assign([], ...lines)).map(Number)) {
    const cells = lines.map((line) => line[key]).filter((cell, at, those) => cell && those.indexOf(cell) === at);
    const drawn = cells.length === 0 || !shown(rows[0].parentElement) || cells.some(rendered);
    const texts = cells.map(headText).filter(Boolean);
    if (drawn) columns.push({ key, name: texts.pop() || '', under: texts });
  }
  // Only twins are told apart by what stands over them: `Termin od`, `Wniosek od`.
  const twins = (name) => columns.filter((column) => column.name === name).length > 1;
  const names = columns.map(({ name, under }) => (name && twins(name) ? under.concat(name).join(' ') : name));
  return { keys: columns.map((column) => column.key), names, titles };
}
