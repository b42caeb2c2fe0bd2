// What a combobox consists of, in any form of the standard or by the classes of a library.
// Needs dropdowns.js, families.js, fields.js and labels.js. Arguments, reply: none. Side effects: none.

const INNER_FIELDS = 'input:not([type=hidden], [type=checkbox], [type=radio], [type=password]), textarea';
const TYPED_COMBOS = 'input[role=combobox], input[aria-autocomplete=list], input[aria-autocomplete=both]';

// The parts of a combobox, or null if the node is none after all or only a part of another. `root` is the whole widget,
// `face` what is pressed or typed in, `input` the inner field, `twin` the native select that a widget keeps in step with
// itself, `flags` the same of boxes; `items` are empty until they are drawn.
function comboOf(node) {
  const family = familyOf(node);
  if (family) return familyCombo(node, family);
  if (node.localName === 'input' && !node.matches(INNER_FIELDS)) return null;
  if (/^(dialog|grid|menu)$/.test(node.getAttribute('aria-haspopup') || '')) return null;
  if (node.matches('[aria-haspopup=listbox]:not(input, [role=combobox])') && isBesideCombo(node)) return null;
  const inner = node.matches('[role=combobox]:not(input, textarea)') ? node.querySelector(INNER_FIELDS) : null;
  const input = inner && shown(inner) ? inner : node;
  const root = input === node ? widgetAround(node) : node;
  const list = listOf(input, root) || (input === node ? null : listOf(node, root));
  const twin = twinOf(root);
  const typed = isTypedIn(input);
  const several =
    (twin !== null && twin.multiple) ||
    (list !== null && list.getAttribute('aria-multiselectable') === 'true') ||
    [node, root, parentOf(root)].some(isMarkedSeveral) ||
    root.querySelector(TAGS) !== null;
  return {
    node,
    root,
    face: typed ? input : shown(node) && !isKeptAside(node) ? node : root,
    input,
    list,
    items: list && !isAway(list) ? itemsOf(list) : [],
    press: null,
    twin,
    flags: null,
    kind: several ? 'several' : typed ? 'suggest' : 'menu',
  };
}

function familyCombo(root, family) {
  const panel = panelOf(root);
  const found = Array.from(panel.querySelectorAll(family.items));
  const boxes = Array.from(root.querySelectorAll('.ui-helper-hidden [type=checkbox]'));
  return {
    node: root,
    root,
    face: (family.open && found[0]) || (family.face && root.querySelector(family.face)) || root,
    input: root,
    list: panel,
    items: found.length > 0 && isAway(parentOf(found[0])) ? [] : found,
    press: family.press || null,
    twin: twinOf(root),
    flags: boxes.length > 0 ? boxes.map((box) => box.checked) : null,
    kind: family.several ? 'several' : family.open ? 'choice' : 'menu',
    family,
  };
}

function isMarkedSeveral(node) {
  return node !== null && /multiple|multi-?select|is-?multi/i.test(node.getAttribute('class') || '');
}

// Clipped to nothing, as some libraries hide a list that they have drawn once.
function isAway(list) {
  for (let at = list, depth = 0; at && depth < 3; at = parentOf(at), depth++) if (isClipped(at)) return true;
  return false;
}

// The arrow beside a field in which a person types opens the same list.
function isBesideCombo(button) {
  for (let at = parentOf(button), depth = 0; at && depth < 3 && !at.matches(EDGES); at = parentOf(at), depth++) {
    const fields = fieldsIn(at).filter((field) => !field.matches('[role=listbox]'));
    if (fields.length === 0) continue;
    return fields.every((field) => surrounds(fields[0], field)) && fields.some((field) => field.matches(TYPED_COMBOS));
  }
  return false;
}

// The nodes that are parts of a combobox and no fields of their own; so is what stands with its list in one panel.
function partsOf(combo) {
  const parts = [combo.root, combo.node, combo.input, combo.list, combo.twin].filter(Boolean);
  let at = combo.list;
  for (let depth = 0; at && depth < 3 && !at.matches('body, form') && !surrounds(at, combo.root); at = parentOf(at), depth++) parts.push(at);
  return parts;
}

// What the closed field shows: typed text or, where it is not typed in, its words without a hint of what to choose.
function comboValue(combo) {
  const { node, input, root, face, family, kind } = combo;
  if (face === input && input.localName === 'input' && (input.value || root === input)) return input.value;
  const shower = family ? face : node.localName === 'input' ? root : node;
  if (shower.matches('[class*=placeholder]') || (family && kind === 'several')) return '';
  if (shower.localName === 'input') return shower.value;
  const without = family || shower.matches('button') ? GLYPHS + ', ' + CLEARS : NO_VALUE;
  const said = withoutCrosses(clean(withoutGlyphs(gathered(shower, !shown(shower), without))), shower);
  return said || (input.localName === 'input' ? input.value : '');
}

function comboField(combo, nodes) {
  const { node, input, root, face, items, twin, kind } = combo;
  const value = comboValue(combo);
  const inner = Array.from(root.querySelectorAll(INNER_FIELDS)).filter((field) => field !== input && labelElements(field).length > 0);
  const stands = [node === input ? null : node, twin].concat(inner).filter(Boolean);
  const isOff = (part) => isDisabled(part) || part.getAttribute('aria-readonly') === 'true';
  const off = [face, node, input].some(isOff) || (twin !== null && twin.disabled);
  const state = stateOf(face, off, [root].concat(labelElements(input)));
  const open = items.some(shown);
  const choices = kind === 'suggest' && !open ? [] : choicesOf(combo, value, nodes);
  // While it is open it is worked by its options, whatever lies over the field itself.
  const worked = open && !off && shown(face) && choices.some((choice) => choice.state[0] === 'ready');
  return {
    node: nodes.of(face),
    kind,
    value,
    choices: kind === 'several' ? choices.concat(tagsLeft(combo, value, choices, nodes)) : choices,
    labels: namesOf(input, stands, root, !shown(face)).filter(([text, tier]) => tier !== 'title' || text !== value),
    place: placeOf(face),
    state: worked ? ['ready'] : state,
    keys: partsOf(combo).some(hasFocus),
    rect: rectangle([root]),
    at: face,
  };
}

function hasFocus(part) {
  const active = part.getRootNode().activeElement;
  return Boolean(active) && surrounds(part, active);
}
