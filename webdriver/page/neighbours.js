// The texts beside a field that name it where markup does not: before it, in the cell above, or where a person sees them.
// Needs roots.js, visible.js, grids.js, labels.js and lines.js. Arguments, reply: none. Side effects: none.

const HEADINGS = 'h1, h2, h3, h4, h5, h6, legend, [role=heading]';
const EDGES =
  'form, body, fieldset, section, article, main, [role=tabpanel], [role=dialog], .ui-tabs-panel, .ui-dialog-content, .ui-panel-content';

// Hints and complaints, which name nothing.
const NOTES = ['hint', 'error', 'invalid', 'helper', 'help-', 'feedback']
  .map((word) => '[class*=' + word + ']:not(label, td, th, dt)')
  .concat('[role=alert]')
  .join(', ');

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
    if (near.nodeType !== 1 || (near.matches(GLYPHS) && !holdsField(near)) || (!all && !rendered(near))) continue;
    if (near.matches(NOTES)) continue;
    if (near.matches(HEADINGS)) return clean(text) || null;
    if (holdsField(near)) {
      // Text after a checkbox is the checkbox's own label, text after a radio button also names the field beside it.
      const owner = near.matches(FIELDS) ? near : fieldsIn(near).pop();
      if (clean(text) && !isBox(owner)) return clean(text);
      if (!onOneLine(near, node)) return null;
      const own = owner.type === 'radio' && owner.labels[0] ? words(owner.labels[0], all) : '';
      if (own.endsWith(':')) return own;
      text = '';
    } else if (near.matches('button, a[href], [role=button], input')) {
      if (clean(text)) return clean(text);
    } else if (near.localName === 'label' && namedBy(near)) {
      if (namedBy(near).type === 'radio') return words(near, all);
    } else if (near.matches('.ui-chkbox-label')) {
      continue;
    } else if (INLINE.has(near.localName)) {
      // Links say where they lead.
      text = (near.querySelector('a[href]') ? wordsApart(near, all, 'a[href]') : words(near, all)) + ' ' + text;
    } else if (clean(text)) {
      return clean(text);
    } else {
      const other = near.querySelector('label');
      if (other && namedBy(other) && !surrounds(node, namedBy(other))) return null;
      const block = firstBlock(near);
      const pressed = near.localName === 'td' ? [] : Array.from(near.querySelectorAll('button, [role=button]'));
      if (pressed.some((button) => words(button, all).length > 1)) {
        if (!onOneLine(near, node)) return null;
        continue;
      }
      const said = block.localName === 'label' || pressed.length > 0 ? labelWords(block) : words(block, all);
      // A column of texts beside a column of fields names none of them as a whole.
      const column = (block !== near || near.querySelector('br')) && fieldsIn(node).length > 1;
      if (said) return !column && !isFarAbove(near, node) ? said : null;
    }
  }
  return clean(text);
}

function namedBy(label) {
  return label.control || (label.htmlFor && byId(label, label.htmlFor)) || null;
}

function isFarAbove(near, node) {
  return shown(near) && shown(node) && node.getBoundingClientRect().top - near.getBoundingClientRect().bottom > 150;
}

function isBox(field) {
  return field.matches('[type=checkbox], [role=checkbox], [role=switch]');
}

// Of several blocks of text under each other the first; a hint may stand below it.
function firstBlock(node) {
  const isBlock = (child) => !INLINE.has(child.localName) && !child.matches('button') && /\S/.test(child.textContent);
  const blocks = Array.from(node.children).filter(isBlock);
  const saysItself = Array.from(node.childNodes).some((child) => child.nodeType === 3 && /\S/.test(child.data));
  return blocks.length > 1 && !saysItself ? firstBlock(blocks[0]) : node;
}

// The cell above, in a row that holds labels only.
function textAbove(cell, all) {
  const row = cell.parentElement.previousElementSibling;
  const above = row && !holdsField(row) && row.cells && row.cells[cell.cellIndex];
  return above ? words(above, all) : '';
}

// In a table of data the head of the column and the first cell of the row name a field, unless its own cell does.
// What is seen on the screen is asked only for a field that has no name yet.
function neighbours(start, all, known) {
  const home = closestOf(start, CELLS);
  const named = home && namesInGrid(home);
  let found = '';
  for (let node = start, depth = 0; !found && node && depth < 8 && !node.matches(EDGES); node = parentOf(node), depth++) {
    if (named && node === home) return named.filter(Boolean);
    found = textBefore(node, all);
    if (found === '' && node.matches('td, th')) found = textAbove(node, all);
    if (found === null) break;
  }
  if (found && found.length <= 200) return [found];
  const orphan = known || found ? null : orphanLabel(start);
  const seen = known || found ? '' : (orphan && labelWords(orphan)) || (all ? '' : textOnLine(start)) || drawnAround(start);
  return seen ? [seen] : [];
}

// A label element that belongs to no field by markup, alone with this one field: it may stand after the field and float.
function orphanLabel(start) {
  for (let around = parentOf(start), depth = 0; around && depth < 3 && !around.matches('body, form'); around = parentOf(around), depth++) {
    if (fieldsIn(around).some((field) => !surrounds(start, field))) return null;
    const labels = Array.from(around.querySelectorAll('label')).filter((label) => !label.control && !label.htmlFor);
    if (labels.length === 1) return labels[0];
  }
  return null;
}

function drawnAround(start) {
  for (let node = start, depth = 0; node && depth < 3 && !node.matches(EDGES); node = parentOf(node), depth++) {
    const drawn = drawnBefore(node);
    if (drawn) return drawn;
  }
  return '';
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
