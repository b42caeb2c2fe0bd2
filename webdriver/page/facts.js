// What a page tells under a name and nobody can change there: terms of a list, rows of two cells, a label and what follows it.
// Needs all parts of a look from roots.js to gather.js. Arguments, reply: none. Side effects: none.

const NO_FACT =
  'a, button, option, nav, h1, h2, h3, h4, h5, h6, legend, caption, select, textarea, script, style, noscript, ' +
  '[role=button], [role=option], [role=heading], [role=menu], [role=tab], [role=alert], [role=status]';
const NAME_NODES = 'dt, th, label, .label';
const LONGEST_NAME = 100, LONGEST_FACT = 1000, MOST_FACTS = 200;

// All texts but blank ones and those of a shadow host's own tree that no slot takes in.
function* leaves() {
  for (const root of roots()) {
    const walker = document.createTreeWalker(root.body || root, NodeFilter.SHOW_TEXT);
    for (let leaf = walker.nextNode(); leaf; leaf = walker.nextNode()) {
      const parent = leaf.parentElement;
      if (/\S/.test(leaf.data) && !(parent && parent.shadowRoot && !leaf.assignedSlot)) yield leaf;
    }
  }
}

// The outermost node that says nothing but a name.
function nameNode(leaf) {
  let node = leaf.parentElement;
  const said = words(node, false);
  while (!node.matches(NAME_NODES + ', td, dd, li') && parentOf(node) && words(parentOf(node), false) === said) node = parentOf(node);
  return node;
}

function isName(text) {
  return /[\p{L}\p{N}]/u.test(text) && text.length <= LONGEST_NAME;
}

// Whether a node names what follows it: by its markup, or because its text ends in a colon.
function names(node) {
  if (node.matches('label') && (node.control || holdsField(node))) return false;
  const text = labelWords(node);
  if (node.matches(NAME_NODES) || text.endsWith(':')) return isName(text);
  return node.localName === 'td' && isPairRow(node.parentNode) && node === node.parentNode.cells[0] && isName(text);
}

// A row `name | value` of a table that has no other rows.
function isPairRow(row) {
  const table = closestOf(row, 'table');
  return table !== null && row.cells.length === 2 && Array.from(table.rows).every((each) => each.cells.length <= 2) && !table.querySelector('th + th');
}

// What stands under a name, or null: a value is no field, no control and no further name; what else ends it is given.
function toldUnder(node, ends = NO_FACT) {
  if (node.localName === 'dt') {
    const told = [];
    for (let next = node.nextElementSibling; next && next.localName !== 'dt'; next = next.nextElementSibling) {
      if (next.localName === 'dd') told.push(next);
    }
    return told;
  }
  if (node.matches('td, th')) {
    const next = node.nextElementSibling;
    return next && next.localName === 'td' && !names(next) ? [next] : null;
  }
  const told = [];
  for (let next = node.nextSibling; next; next = next.nextSibling) {
    if (next.nodeType === 3 && /\S/.test(next.data)) told.push(next);
    if (next.nodeType !== 1 || next.matches(GLYPHS) || !shown(next)) continue;
    if (next.matches('br, ' + ends) || names(next) || (told.length > 0 && !INLINE.has(next.localName))) break;
    told.push(next);
    if (!INLINE.has(next.localName)) break;
  }
  return told;
}

function factText(told) {
  return clean(withoutGlyphs(told.map((each) => (each.nodeType === 3 ? each.data : words(each, false))).join(' ')));
}

function isOfRows(node) {
  const row = closestOf(node, ROWS);
  return row !== null && ['data', 'detail'].includes((rowRecordOf(row) || {}).kind);
}

// A text `name: value` that is all its node says.
function toldInside(leaf, text) {
  const [, name, value] = /^([^:]+):\s+(.+)$/.exec(text) || [];
  return name && isName(name) && words(leaf.parentElement, false) === text ? { name, value } : null;
}

function factOf(leaf, seen) {
  const parent = leaf.parentElement;
  const text = clean(leaf.data);
  if (!parent || closestOf(parent, NO_FACT) || !shown(parent) || isOfRows(parent)) return null;
  const node = nameNode(leaf);
  if (seen.has(node) || holdsField(node)) return null;
  seen.add(node);
  if (names(node)) {
    const told = toldUnder(node);
    const isPlain = told && told.every((each) => each.nodeType === 3 || (!holdsField(each) && !each.querySelector('button, table')));
    const value = isPlain ? factText(told) : '';
    const mayBeEmpty = isPlain && node.matches('dt, td, th') && told.length > 0;
    if (!isPlain || (!value && !mayBeEmpty)) return null;
    const tier = node.matches('dt, th, label') ? 'associated' : 'neighbour';
    return { labels: labelTexts(node).map((each) => [each, tier]), value, parts: [node].concat(told.filter((each) => each.nodeType === 1)), node };
  }
  const inside = toldInside(leaf, text);
  return inside && { labels: [[inside.name, 'neighbour']], value: inside.value, parts: [parent], node: parent };
}

function gatherFacts(nodes) {
  const seen = new Set();
  const found = [];
  for (const leaf of leaves()) {
    if (found.length >= MOST_FACTS) break;
    const text = leaf.data;
    const parent = leaf.parentElement;
    if (!parent || !(text.includes(':') || closestOf(parent, NAME_NODES + ', td'))) continue;
    const fact = factOf(leaf, seen);
    if (!fact) continue;
    found.push({
      node: nodes.of(fact.node),
      labels: ranked(fact.labels),
      value: fact.value.slice(0, LONGEST_FACT),
      place: placeOf(fact.node),
      rect: rectangle(fact.parts),
      at: fact.node,
    });
  }
  return found;
}
