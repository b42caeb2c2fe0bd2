// The named parts of a page around a node.
// Needs roots.js, visible.js, labels.js and all parts from heads.js to trees.js. Arguments, reply: none. Side effects: none.

const MENU_LISTS = '[role=menu], [role=menubar], [role=tablist], [role=tree], [role=listbox], [role=navigation], nav, .ui-menu, .nav, .navbar, .dropdown-menu, .pagination, .ui-paginator, .breadcrumb';
const WHOLE_PARTS = TITLES + ', ul, ol, table, form, nav, details, dialog, iframe, [role=tablist], [role=dialog], [role=tree], ' + ROLES + ', ' + VALUES;
const ITEM_CONTROLS = 'button, a, [role=button], [role=link], input[type=button], input[type=submit], input[type=checkbox]';

const OPENING_PARTS = 'details, ' + FOLDING;
const NAMED_PARTS = ['table', ROLES, ROWS, 'dd, li, [role=listitem]', REGIONS, ITEMS, PANELS, DIALOGS, POPUPS, BRANCHES].join(', ');

const itemMakes = new Map();
const places = new Map();
const NOWHERE = { sections: [], tab: null, dialog: null, row: null };

// Row of a table, a list without heads, a list of terms, or an item that stands beside its own controls.
function rowTexts(node) {
  if (node.matches(ROWS)) {
    const record = rowRecordOf(node);
    if (!record) return node.localName === 'tr' ? listRowOf(node) : null;
    if (record.kind === 'data') return cellsOf(record);
    if (record.kind === 'detail') return record.above && cellsOf(record.above);
    return record.kind === 'group' ? [words(node, true)] : null;
  }
  if (node.localName === 'dd') {
    let term = node.previousElementSibling;
    while (term && term.localName !== 'dt') term = term.previousElementSibling;
    return term ? [words(term, true), words(node, !shown(node))] : null;
  }
  if (node.matches('li, [role=listitem]')) return itemTexts(node);
  return node.localName === 'div' && isOneOfMany(node) && areItems(node) ? itemTexts(node) : null;
}

// Of boxes of one make that hold whole parts of a page none is an item.
function areItems(node) {
  const around = node.parentNode;
  if (!itemMakes.has(around)) itemMakes.set(around, new Map());
  const makes = itemMakes.get(around);
  const those = () => Array.from(around.children).filter((each) => each.className === node.className);
  if (!makes.has(node.className)) makes.set(node.className, those().every((each) => !each.querySelector(WHOLE_PARTS)));
  return makes.get(node.className);
}

// One of several boxes of one make, as lists are drawn that are made of divisions.
function isOneOfMany(node) {
  const alike = (near) => near !== null && near.localName === 'div' && near.className === node.className;
  return alike(node.nextElementSibling) || alike(node.previousElementSibling);
}

// The texts of an item of a list that holds controls of its own, as of a file with its `Usuń`.
function itemTexts(item) {
  if (closestOf(item, MENU_LISTS) || titleOfBox.has(item) || item.querySelector(WHOLE_PARTS) || !item.querySelector(ITEM_CONTROLS)) return null;
  const texts = [];
  const walker = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  for (let leaf = walker.nextNode(); leaf; leaf = walker.nextNode()) {
    const said = clean(leaf.data);
    if (said && !leaf.parentElement.matches(GLYPHS) && !closestOf(leaf.parentElement, 'button, [role=button], select')) texts.push(said);
  }
  const linked = clean(item.textContent) === texts[0] && item.querySelector('a');
  const short = texts.length <= 12 && texts.every((text) => text.length <= 200);
  return texts.length > 0 && short && !linked ? texts : null;
}

function sectionsAt(node) {
  const record = node.matches(ROWS) ? rowRecordOf(node) : null;
  const group = record && record.kind !== 'group' ? record.group : '';
  return titlesBefore(node).concat(titleRowBefore(node), boxTitle(node), itemTitle(node), group || '', branchTitles(node)).filter(Boolean);
}

// In a layout a row of one cell, and nothing to fill in, is a heading of the rows below it.
function titleRowBefore(node) {
  if (node.localName !== 'tr' || rowRecordOf(node) || node.cells.length < 2) return '';
  const table = closestOf(node, 'table');
  const head = table && table.tHead ? table.tHead.rows[table.tHead.rows.length - 1] : null;
  const before = (row) => row.previousElementSibling || (row === head || (head && head.contains(row)) ? null : head);
  for (let row = before(node); row; row = row === head ? null : before(row)) {
    const cell = row.cells && row.cells.length === 1 ? row.cells[0] : null;
    if (!cell || holdsField(row) || cell.querySelector('button, a')) continue;
    const text = words(cell, true);
    if (text && text.length <= 100 && (cell.colSpan > 1 || cell.localName === 'th')) return text;
  }
  return '';
}

function withTab(place, title) {
  const outer = place.tab && place.tab !== title ? place.sections.concat(place.tab) : place.sections;
  place.sections = outer[outer.length - 1] === title ? outer.slice(0, -1) : outer;
  place.tab = title;
}

let openingParts = null;

function gatherParts() {
  if (titleBars) return;
  gatherTitles();
  gatherHeaders();
  gatherOpeners();
  openingParts = new Set(all(OPENING_PARTS));
}

// What holds text or a control in a line names no part of a page.
const PLAIN = new Set('a b br button em i img input label option p select small span strong td textarea th u'.split(' '));

// Whether a node may add anything to the place of what is around it; most do not.
function isNamedPart(node) {
  if (titleOfBox.has(node) || headerOfPanel.has(node) || (node.id !== '' && openers.has(node.id)) || openingParts.has(node.parentNode)) return true;
  if (node.localName === 'div' && (!node.hasAttributes() || isOneOfMany(node))) return isOneOfMany(node);
  return (!PLAIN.has(node.localName) || node.hasAttribute('role')) && node.matches(NAMED_PARTS);
}

function partOf(node, around) {
  const place = Object.assign({}, around);
  for (const title of sectionsAt(node)) {
    if (place.sections[place.sections.length - 1] !== title && place.dialog !== title) place.sections = place.sections.concat(title);
  }
  const tab = tabTitle(node);
  if (tab) withTab(place, tab);
  const dialog = node.matches(DIALOGS) ? dialogTitle(node) : '';
  if (dialog) Object.assign(place, { dialog, row: null });
  // What stands in an item within a row stands in the row, too.
  const row = rowTexts(node);
  if (row) place.row = node.matches(ROWS) || !place.row ? row : row.concat(place.row);
  return place;
}

// Place of a node; what is inside a titled container stands in the container's place and its title, and what is in a popup
// where the control stands that opens it.
function placeOf(node) {
  if (!node || node === document.documentElement) return NOWHERE;
  let place = places.get(node);
  if (!place) {
    gatherParts();
    const named = isNamedPart(node);
    const around = placeOf((named && openerOfPopupNode(node)) || parentOf(node));
    place = named || titlesBefore(node).length > 0 ? partOf(node, around) : around;
    places.set(node, place);
  }
  return place;
}
