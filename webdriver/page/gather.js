// Every field of a page, each once: what a widget consists of is no field beside it.
// Needs fields.js, choices.js and combos.js. Arguments, reply: none. Side effects: none.

const WORKED =
  '[role=checkbox], [role=switch], [role=radio], [role=listbox], [role=textbox], [role=searchbox], [role=spinbutton], ' +
  '[contenteditable=true], [contenteditable=""], [contenteditable=plaintext-only], button[aria-pressed], [role=button][aria-pressed]';
const NATIVE = 'input, select, textarea';

// A node that is hidden because another field stands in sight for it.
function isStandIn(node) {
  if (node.getAttribute('aria-hidden') === 'true' && (!shown(node) || isKeptAside(node))) return true;
  if (node.localName !== 'input' || node.tabIndex >= 0 || !(node.readOnly || node.disabled)) return false;
  return Array.from(node.parentNode.querySelectorAll('input')).some((other) => completionsOf(other).includes(node));
}

function gatherFields(nodes) {
  const combos = new Map();
  const parts = new Set();
  const isPart = (node) => parts.size > 0 && (parts.has(node) || isWithin(node, parts));
  for (const node of all(COMBOS)) {
    if (isStandIn(node) || isPart(node)) continue;
    const combo = comboOf(node);
    if (!combo) continue;
    combos.set(combo.node, combo);
    for (const part of partsOf(combo)) parts.add(part);
  }
  const radios = new Map();
  const found = [];
  for (const node of all([COMBOS, NATIVE, WORKED].join(', '))) {
    const combo = combos.get(node);
    if (combo) found.push(() => comboField(combo, nodes));
    else if (!isPart(node) && !isStandIn(node)) sorted(node, radios, found, nodes);
  }
  return found.map((gather) => gather());
}

function isWithin(node, parts) {
  let at = node;
  while (at && !parts.has(at)) at = parentOf(at);
  return at !== null;
}

// Firefox has no fields for a month and a week and takes them for texts; what is written in them is the same.
function typeOf(input) {
  const written = (input.getAttribute('type') || '').toLowerCase();
  return MOMENTS.has(written) ? written : input.type;
}

// Finds out what a field is, and leaves the gathering of its names for later: by then all radio buttons are known.
function sorted(node, radios, found, nodes) {
  const type = node.localName === 'input' ? typeOf(node) : node.localName === 'textarea' ? 'textarea' : null;
  if (type === 'radio' || (type === null && node.matches('[role=radio]'))) {
    const group = groupFor(node, radios);
    if (group.length === 0) found.push(() => groupOf(group, 'choice', groupAround(group), nodes));
    group.push(node);
  } else if (type === 'checkbox' || (type === null && node.matches('[role=checkbox], [role=switch], [aria-pressed]'))) {
    const boxes = boxesWith(node);
    if (boxes && boxes[0] === node) found.push(() => groupOf(boxes, 'several', closestOf(parentOf(node), BOX_GROUPS), nodes));
    found.push(() => (type ? switchOf(node, nodes) : ariaSwitchOf(node, nodes)));
  } else if (type === 'file') found.push(() => filesOf(node, nodes));
  else if (MOMENTS.has(type)) found.push(() => textOf(node, nodes, 'moment'));
  else if (TYPED.has(type) && !closestOf(node, CLIPPED)) found.push(() => textOf(node, nodes, 'text'));
  else if (node.localName === 'select') found.push(() => selectOf(node, nodes));
  else if (type === null && node.matches('[role=listbox]')) found.push(() => listField(node, nodes));
  else if (type === null && isWrittenIn(node)) found.push(() => writtenOf(node, nodes));
}

// A node of a role for typing, or made editable by itself: of nested ones the outermost.
function isWrittenIn(node) {
  if (node.matches('[role=textbox], [role=searchbox]')) return !node.querySelector(NATIVE);
  return node.isContentEditable && !(parentOf(node) && parentOf(node).isContentEditable);
}

function groupFor(radio, radios) {
  const [home, key] = radioKey(radio);
  if (!radios.has(home)) radios.set(home, new Map());
  const groups = radios.get(home);
  if (!groups.has(key)) groups.set(key, []);
  return groups.get(key);
}
