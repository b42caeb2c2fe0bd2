// The page in words: every visible text that stands for itself, and one line for every heading, control, field and row.
// Needs look's parts. Arguments, reply: none. Side effects: none.

const WHOLE = 'h1, h2, h3, h4, h5, h6, legend, label, td, th, li, button, a, caption, summary, dt, dd, p';

// Text among blocks stands for itself; text among inline nodes is one with them.
function isOneText(node) {
  return node.matches(WHOLE) || Array.from(childrenOf(node)).every((child) => child.nodeType !== 1 || INLINE.has(child.localName));
}

function standing(node, leaf) {
  return isOneText(node) ? words(node, false) : clean(leaf.data);
}

const lettersOf = (text) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

// The texts, and whether they are all. Beyond the limit of what is told only signs are, or what may be one: whether it is
// the text meant is decided outside.
function textsOf(limit, size, signs) {
  const texts = new Set();
  const seen = new Set();
  const signed = new Set(signs.map(lettersOf));
  let held = 0, complete = true;
  for (const leaf of leaves()) {
    const parent = parentOf(leaf);
    const whole = closestOf(parent, WHOLE);
    for (const node of whole && whole !== parent ? [parent, whole] : [parent]) {
      if (seen.has(node)) continue;
      if (isOneText(node)) seen.add(node);
      const text = node.matches(GLYPHS) || !shown(node) ? '' : standing(node, leaf);
      if (!text || texts.has(text)) continue;
      if (texts.size >= limit || held >= size) complete = false;
      if (!complete && !signed.has(lettersOf(text))) continue;
      texts.add(text);
      texts.add(asDrawn(node, text));
      held += text.length;
    }
  }
  return { texts: Array.from(texts), whole: complete };
}

const VALUED = { text: 'text', moment: 'date', suggest: 'text', menu: 'choice', files: 'files' };
const TYPED_IN = new Set(['text', 'moment', 'suggest', 'files']);

// What a field holds, in one text.
function heldIn(field) {
  if (field.kind === 'switch') return String(field.on);
  if (field.kind === 'files') return field.value.replace(/\n/g, '; ');
  if (VALUED[field.kind]) return field.value;
  const chosen = field.choices.filter((choice) => choice.chosen).map((choice) => choice.label);
  return field.kind === 'several' ? chosen.join('; ') : chosen[0] || '';
}

// A line is made of texts, of fields `[how it came there, labels, as shown, value]` and of cells `[column, text]`.
function fieldLine(field) {
  const label = field.labels.length ? field.labels[0][0] : '';
  const off = field.state[0] === 'disabled' ? ' (disabled)' : '';
  const line = (kind, shownAs) => {
    const held = [TYPED_IN.has(field.kind) ? 'typed' : 'chosen', field.labels.map(([text]) => text), shownAs, heldIn(field)];
    return [kind + ': ' + label + ' = ', held, off];
  };
  if (field.kind === 'switch') return line('switch', field.on ? 'on' : 'off');
  if (VALUED[field.kind]) return line(VALUED[field.kind], field.value.replace(/\n/g, ', '));
  const signs = field.kind === 'several' ? ['[x] ', '[ ] '] : ['(•) ', '( ) '];
  return line('choice', field.choices.map((choice) => signs[choice.chosen ? 0 : 1] + choice.label).join(' '));
}

function factLine(fact) {
  return ['told: ' + fact.labels[0][0] + ' = ', ['typed', fact.labels.map(([text]) => text), fact.value, fact.value]];
}

function controlLine(control) {
  const chosen = (control.role === 'tab' && isChosenTab(control.at)) || closestOf(control.at, '[role=treeitem][aria-selected=true]');
  const marks = [chosen ? ' (selected)' : '', control.expander ? ' (closed)' : '', control.state[0] === 'disabled' ? ' (disabled)' : ''];
  const row = control.place.row && !rowRecordOf(control.at) ? ' – ' + control.place.row[0] : '';
  return control.role + ': ' + control.labels[0][0] + marks.join('') + row;
}

function tableLine(table) {
  const title = table.titles.length ? 'table: ' + table.titles[0] : 'table:';
  const rows = table.rows.flatMap((row) => ['\n|'].concat(row.cells.flatMap((text, at) => [' ', [table.columns[at] || '', text], ' |'])));
  const page = table.pager && table.pager.report ? ['\npage: ' + table.pager.report] : [];
  return [title + '\n| ' + table.columns.join(' | ') + ' |'].concat(rows, page);
}

// A dialog with what it asks, as far as that is no control.
function dialogLine(dialog) {
  const title = dialogTitle(dialog);
  const text = wordsApart(dialog, false, DIALOG_TITLES + ', table, label, ' + CONTROLS + ', ' + FIELDS);
  return 'dialog: ' + title + (text && text !== title ? ' – ' + text.slice(0, 300) : '');
}

// What names a part of the page: headings, legends, title bars, dialogs and frames.
function partLines() {
  const titles = new Set(all(TITLES + ', legend').concat(Array.from(titleBars.values())));
  const heads = Array.from(titles).filter((at) => shown(at) && !closestOf(at, DIALOGS + ', [role=tab]'));
  const inner = Array.from(titles).filter((at) => shown(at) && closestOf(at, DIALOGS) && words(at, false) !== placeOf(at).dialog);
  return heads.concat(inner).map((at) => [at, 'heading: ' + titleText(at)])
    .concat(all(DIALOGS).filter((at) => shown(at) && placeOf(parentOf(at)).dialog !== placeOf(at).dialog).map((at) => [at, dialogLine(at)]))
    .concat(all('iframe, frame').filter(shown).map((at) => [at, 'frame: ' + (clean(at.title || '') || referred(at))]));
}

// Names of the parts of the page around a node, outermost first. Beside those of its place the titles above what is too common
// to be asked for titles everywhere.
function namesAround(node) {
  const place = placeOf(node);
  const names = place.sections.concat(place.tab || [], place.dialog || []);
  for (let at = node; at; at = parentOf(at)) if (at.localName === 'span') names.push(...titlesAbove(at));
  return names;
}

function titlesAbove(node) {
  let before = node.previousElementSibling;
  while (before && !titleBars.has(before)) before = before.previousElementSibling;
  return before ? titlesBefore(before).concat(titleText(titleBars.get(before))) : [];
}

// Every line, with its node and the names of the parts in which it stands.
function linesOf(nodes) {
  const visible = (each) => each.state[0] !== 'hidden';
  const inRow = (at) => (rowRecordOf(at) || {}).kind === 'data';
  gatherParts();
  const lines = partLines().map(([at, text]) => [at, [text]]);
  for (const control of gatherControls(nodes).filter(visible)) {
    if (control.role === 'treeitem' || !inRow(control.at)) lines.push([control.at, [controlLine(control)]]);
  }
  for (const field of gatherFields(nodes).filter(visible)) lines.push([field.at, fieldLine(field)]);
  for (const fact of gatherFacts(nodes)) lines.push([fact.at, factLine(fact)]);
  const titles = new Map();
  for (const table of gatherTables(nodes)) {
    lines.push([table.at, tableLine(table)]);
    titles.set(table.at, table.titles);
  }
  lines.sort((one, other) => inOrder(one[0], other[0]));
  return lines.map(([at, parts]) => ({ at, parts, places: namesAround(at).concat(titles.get(at) || []) }));
}

function snapshotOf(messages) {
  return linesOf(nodeList()).map(({ parts, places }) => [places, parts]).concat(messages.map((text) => [[], ['message: ' + text]]));
}
