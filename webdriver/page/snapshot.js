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

function textsOf(limit, size) {
  const texts = new Set();
  const seen = new Set();
  let held = 0;
  for (const leaf of leaves()) {
    if (texts.size >= limit || held >= size) break;
    const parent = parentOf(leaf);
    const whole = closestOf(parent, WHOLE);
    for (const node of whole && whole !== parent ? [parent, whole] : [parent]) {
      if (seen.has(node)) continue;
      if (isOneText(node)) seen.add(node);
      const text = node.matches(GLYPHS) || !shown(node) ? '' : standing(node, leaf);
      if (!text || texts.has(text)) continue;
      texts.add(text);
      held += text.length;
    }
  }
  return Array.from(texts);
}

function isChosenTab(node) {
  const tab = closestOf(node, '[role=tab]');
  return tab !== null && (tab.matches('.ui-tabs-selected, .ui-state-active') || tab.getAttribute('aria-selected') === 'true');
}

function fieldLine(field) {
  const label = field.labels.length ? field.labels[0][0] : '';
  const off = field.state[0] === 'disabled' ? ' (disabled)' : '';
  if (field.kind === 'text') return 'text: ' + label + ' = ' + field.value + off;
  if (field.kind === 'switch') return 'switch: ' + label + ' = ' + (field.on ? 'on' : 'off') + off;
  const marks = field.choices.map((choice) => (choice.chosen ? '(•) ' : '( ) ') + choice.label);
  return 'choice: ' + label + ' = ' + marks.join(' ') + off;
}

function controlLine(control) {
  const chosen = control.role === 'tab' && isChosenTab(control.at) ? ' (selected)' : '';
  return control.role + ': ' + control.labels[0][0] + chosen + (control.state[0] === 'disabled' ? ' (disabled)' : '');
}

function tableLines(table) {
  const row = (cells) => '| ' + cells.join(' | ') + ' |';
  const title = table.titles.length ? ['table: ' + table.titles[0]] : ['table:'];
  return title.concat(row(table.columns), table.rows.map((each) => row(each.cells))).join('\n');
}

function snapshotOf(messages) {
  const lines = [];
  const visible = (each) => each.state[0] !== 'hidden';
  const nodes = nodeList();
  for (const at of all('h1, h2, h3, h4, h5, h6, legend, .ui-dialog-title, .ui-panel-title')) {
    if (shown(at)) lines.push([at, 'heading: ' + words(at, false)]);
  }
  for (const control of gatherControls(nodes).filter(visible)) {
    if (!control.place.row) lines.push([control.at, controlLine(control)]);
  }
  for (const field of gatherFields(nodes).filter(visible)) lines.push([field.at, fieldLine(field)]);
  for (const table of gatherTables(nodes)) lines.push([table.at, tableLines(table)]);
  lines.sort((one, other) => inOrder(one[0], other[0]));
  return lines.map((line) => line[1]).concat(messages.map((text) => 'message: ' + text)).join('\n');
}
