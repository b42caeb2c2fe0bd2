// The texts that name a control, each with its tier.
// Needs roots.js, visible.js and tables.js. Arguments, reply: none. Side effects: none.

const FIELDS = 'input:not([type=hidden]), select, textarea';
const HEADINGS = 'h1, h2, h3, h4, h5, h6, legend, [role=heading]';
const EDGES =
  'form, body, fieldset, section, article, main, [role=tabpanel], [role=dialog], .ui-tabs-panel, .ui-dialog-content, .ui-panel-content';

let fieldHolders = null;

// Whether a node is a field or one stands in it, in whatever tree.
function holdsField(node) {
  if (!fieldHolders) {
    fieldHolders = new Set();
    for (const field of all(FIELDS)) {
      for (let at = field; at && !fieldHolders.has(at); at = parentOf(at)) fieldHolders.add(at);
    }
  }
  return fieldHolders.has(node);
}

function fieldsIn(node) {
  const own = shadowed ? all(FIELDS).filter((field) => field !== node && surrounds(node, field)) : node.querySelectorAll(FIELDS);
  return Array.from(own);
}

function onOneLine(left, right) {
  if (left.matches('td, th') && parentOf(left) === parentOf(right)) return true;
  const a = left.getBoundingClientRect(), b = right.getBoundingClientRect();
  return a.top < b.bottom - 2 && a.bottom > b.top + 2;
}

// Text directly before a node among its siblings; '' when there is none, null when something else stands between.
function textBefore(node, all) {
  let text = '';
  for (let near = node.previousSibling; near; near = near.previousSibling) {
    if (near.nodeType === 3) text = near.data + text;
    if (near.nodeType !== 1 || near.matches(GLYPHS) || (!all && !rendered(near))) continue;
    if (near.matches(HEADINGS)) return clean(text) || null;
    if (near.matches('button, a[href], [role=button]')) {
      if (clean(text)) return clean(text);
    } else if (holdsField(near)) {
      // Text after a checkbox is the checkbox's own label, text after a radio button also names the field beside it.
      const owner = near.matches(FIELDS) ? near : fieldsIn(near).pop();
      if (clean(text) && owner.type !== 'checkbox') return clean(text);
      if (!onOneLine(near, node)) return null;
      const own = owner.type === 'radio' && owner.labels[0] ? words(owner.labels[0], all) : '';
      if (own.endsWith(':')) return own;
      text = '';
    } else if (near.localName === 'label' && near.control) {
      if (near.control.type === 'radio') return words(near, all);
    } else if (near.matches('.ui-chkbox-label')) {
      continue;
    } else if (INLINE.has(near.localName)) {
      text = words(near, all) + ' ' + text;
    } else if (near.localName !== 'td' && near.querySelector('button, [role=button]')) {
      if (clean(text) || !onOneLine(near, node)) return clean(text) || null;
    } else {
      const said = words(near, all);
      if (said || clean(text)) return clean(text) || said;
    }
  }
  return clean(text);
}

// The cell above, in a row that holds labels only.
function textAbove(cell, all) {
  const row = cell.parentElement.previousElementSibling;
  const above = row && !holdsField(row) && row.cells && row.cells[cell.cellIndex];
  return above ? words(above, all) : '';
}

// In a table of data the head of the column and the first cell of the row name a field, unless its own cell does.
function neighbours(start, all) {
  const home = closestOf(start, CELLS);
  const named = home && namesInGrid(home);
  for (let node = start, depth = 0; node && depth < 8 && !node.matches(EDGES); node = parentOf(node), depth++) {
    if (named && node === home) return named.map((text) => [text, 'neighbour']);
    let found = textBefore(node, all);
    if (found === '' && node.matches('td, th')) found = textAbove(node, all);
    if (found !== '') return found !== null && found.length <= 200 ? [[found, 'neighbour']] : [];
  }
  return [];
}

// Text directly after a box: `[x] enabled`.
function textAfter(node) {
  let text = '';
  for (let near = node.nextSibling; near; near = near.nextSibling) {
    if (near.nodeType === 3) text += near.data;
    else if (near.nodeType === 1 && (holdsField(near) || !INLINE.has(near.localName))) break;
    else if (near.nodeType === 1 && !near.matches(GLYPHS)) text += words(near, true);
  }
  const cell = parentOf(node) && closestOf(parentOf(node), 'td');
  const next = cell && cell.nextElementSibling;
  return clean(text) || (next && closestOf(cell, '.ui-selectoneradio') && !holdsField(next) ? words(next, true) : '');
}

function referred(node) {
  const ids = (node.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean);
  const texts = ids.map((id) => byId(node, id)).filter(Boolean).map((at) => words(at, true));
  return clean(texts.join(' ')) || clean(node.getAttribute('aria-label') || '');
}

// Keeps the best tier of every text.
function ranked(pairs) {
  const kept = new Map();
  for (const [text, tier] of pairs) if (text && !kept.has(text)) kept.set(text, tier);
  return Array.from(kept);
}
