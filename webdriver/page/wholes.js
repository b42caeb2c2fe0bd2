// What of one document is covered for the place where it stands: values of fields, what is told under a name, parts of the
// page, columns of tables.
// Needs all parts of a look and snapshot.js. Arguments: what is known of names and values, and what is still to be asked.
// Reply: [{node, drawn, spots, mask}] of that which has a mask: what hides it, and nodes with the boxes to be covered.
// Side effects: what is not known yet is put down in `known.asked`.

const [known] = arguments;
const LOOSE_ENDS = NO_FACT.replace(/^a, /, '');
const wholes = [];

// Every text is asked about, also after one that is covered.
function isAmong(kind, texts) {
  return texts.filter((text) => {
    if (!known[kind].has(text)) known.asked[kind].add(text);
    return known[kind].get(text);
  })[0];
}

// The mask of a value, or nothing while it has none; what was typed or told is to be covered elsewhere, too.
function maskOf(rule, value, spreads) {
  const key = JSON.stringify([rule, value, spreads]);
  if (!known.values.has(key)) known.asked.values.add(key);
  return known.values.get(key) || null;
}

function add(mask, node, drawn, spots) {
  if (mask) wholes.push({ mask, node, drawn, spots });
}

function boxOf([left, top, width, height]) {
  return { left, top, width, height, right: left + width, bottom: top + height };
}

function runOf(leaf, from) {
  const places = [];
  for (let at = from; at < leaf.data.length; at++) places.push([leaf, at]);
  const range = document.createRange();
  range.setStart(leaf, from);
  range.setEnd(leaf, leaf.data.length);
  return { places, spots: Array.from(range.getClientRects(), (box) => [leaf.parentElement, box]) };
}

function addField(field, nodes) {
  if (!isAmong('labels', field.labels.map(([text]) => text))) return;
  const { at } = field;
  const options = (field.choices || []).filter((choice) => choice.state[0] !== 'hidden');
  const spots = options.map((choice) => [nodes.all[choice.node], boxOf(choice.rect)]);
  // The box of a switch takes in what stands beside it, which is its name.
  if (field.kind !== 'switch') spots.unshift([at, boxOf(field.rect)]);
  spots.unshift([at, at.getBoundingClientRect()]);
  add(maskOf('field', heldIn(field), TYPED_IN.has(field.kind)), at, { at, whole: true }, spots);
}

// What stands under a name is covered also where a look takes it for no value: a link, or a text with a button.
function addTold() {
  const seen = new Set();
  for (const leaf of leaves()) {
    const parent = leaf.parentElement;
    if (!parent || !shown(parent)) continue;
    const node = nameNode(leaf);
    const isNew = !seen.has(node) && !holdsField(node);
    seen.add(node);
    if (isNew && names(node) && isAmong('labels', labelTexts(node))) {
      const told = (toldUnder(node, LOOSE_ENDS) || []).filter((each) => each.nodeType === 3 || !holdsField(each));
      const mask = maskOf('field', factText(told), true);
      for (const each of told) addPart(mask, each);
    }
    const inside = toldInside(leaf, clean(leaf.data));
    if (inside && isAmong('labels', [inside.name])) addRun(maskOf('field', inside.value, true), leaf, leaf.data.indexOf(':') + 1);
  }
}

function addRun(mask, leaf, from) {
  const { places, spots } = runOf(leaf, from);
  add(mask, leaf.parentElement, { places, owner: leaf.parentElement }, spots);
}

// A node with all that it draws outside its own box.
function addPart(mask, node) {
  if (node.nodeType === 3) return addRun(mask, node, 0);
  const spots = [[node, node.getBoundingClientRect()]];
  const within = (around) => {
    for (const child of childrenOf(around)) {
      if (child.nodeType === 3 && /\S/.test(child.data) && child.parentElement) spots.push(...runOf(child, 0).spots);
      if (child.nodeType !== 1) continue;
      spots.push([child, child.getBoundingClientRect()]);
      within(child);
    }
  };
  within(node);
  add(mask, node, { at: node, whole: true }, spots);
}

// The outermost nodes of every covered part, by its name.
function partsCovered(nodes) {
  const parts = new Map();
  const take = (name, node) => parts.set(name, (parts.get(name) || []).concat(node));
  const look = (around) => {
    let titles = [];
    for (const child of childrenOf(around)) {
      if (child.nodeType === 3 && /\S/.test(child.data)) {
        const name = isAmong('places', titles);
        if (name !== undefined) take(name, child);
      }
      if (child.nodeType !== 1) continue;
      if (titleBars.has(child)) titles = titlesBefore(child).concat(titleText(titleBars.get(child)));
      const name = isAmong('places', namesAround(child));
      if (name === undefined) look(child);
      else take(name, child);
    }
  };
  look(document.body || document.documentElement);
  for (const table of gatherTables(nodes)) {
    const name = isAmong('places', table.titles);
    if (name !== undefined) take(name, table.at);
  }
  return parts;
}

// Equal parts have one mask: what they say is told as the snapshot tells it, or else as they stand there.
function addParts(nodes) {
  const said = new Map();
  for (const { parts, places } of linesOf(nodes)) {
    const name = isAmong('places', places);
    const text = parts.map((part) => (typeof part === 'string' ? part : part.length === 2 ? part[1] : part[2])).join('');
    if (name !== undefined) said.set(name, (said.get(name) || []).concat(text));
  }
  for (const [name, those] of partsCovered(nodes)) {
    const plain = () => those.map((each) => (each.nodeType === 3 ? each.data : words(each, true))).join('\n');
    const mask = maskOf('region', (said.get(name) || []).join('\n') || plain() || name, false);
    for (const each of those) addPart(mask, each);
  }
}

function addColumns() {
  for (const grid of grids()) {
    grid.columns.forEach((column, at) => {
      if (isAmong('places', [column]) === undefined) return;
      for (const record of grid.rows.filter(({ kind }) => kind === 'data')) {
        const cell = record.cells[at];
        if (cell) addPart(maskOf('field', cellsOf(record)[at], true), cell);
      }
    });
  }
}

const nodes = nodeList();
gatherParts();
addParts(nodes);
addColumns();
for (const field of gatherFields(nodes)) addField(field, nodes);
addTold();
return wholes;
