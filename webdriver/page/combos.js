// One field of a combobox in any of its forms: text with suggestions, a menu, or a menu of which several may be chosen.
// Needs dropdowns.js, families.js, fields.js and labels.js. Arguments, reply: none. Side effects: none.

// What a combobox consists of, or null if the node is none after all or only a part of another.
function comboOf(node) {
  const family = familyOf(node);
  if (family) return { ...familyParts(node, family), family };
  const inner = node.matches('input, textarea') ? null : node.querySelector('input:not([type=hidden], [type=checkbox], [type=radio])');
  const input = inner && inner.matches(COMBOS + ', [aria-controls], [type=text], [type=search]') && node.matches('[role=combobox]') && shown(inner) ? inner : node;
  if (/^(dialog|grid|menu)$/.test(node.getAttribute('aria-haspopup') || '')) return null;
  if (node.matches('[aria-haspopup=listbox]:not(input, [role=combobox])') && isBesideCombo(node)) return null;
  const root = input === node ? widgetAround(node) : node;
  const list = listOf(input, root) || (input === node ? null : listOf(node, root));
  const twin = twinOf(root);
  const marked = [node, root, parentOf(root)].some((at) => at && /multiple|multi-?select|is-multi|isMulti/.test(at.getAttribute('class') || ''));
  const several = Boolean((twin && twin.multiple) || (list && list.getAttribute('aria-multiselectable') === 'true') || marked || root.querySelector(TAGS));
  const items = list && !isAway(list) ? itemsOf(list) : [];
  return { node, input, root, list, twin, several, items, panel: list, press: null };
}

// Clipped to nothing, as some libraries hide a list that they have drawn once.
function isAway(list) {
  for (let at = list, depth = 0; at && depth < 3; at = parentOf(at), depth++) if (isClipped(at)) return true;
  return false;
}

function familyParts(root, family) {
  const panel = panelOf(root);
  const face = (family.face && root.querySelector(family.face)) || root;
  const boxes = { options: Array.from(root.querySelectorAll('.ui-helper-hidden [type=checkbox]')).map((box) => ({ selected: box.checked, box })) };
  const twin = twinOf(root) || (boxes.options.length > 0 ? boxes : null);
  const found = Array.from(panel.querySelectorAll(family.items));
  const items = found.length > 0 && isAway(parentOf(found[0])) ? [] : found;
  return { node: root, input: face, root, list: panel, twin, several: Boolean(family.several), items, panel, press: family.press || null };
}

// The arrow beside a field in which a person types opens the same list.
function isBesideCombo(button) {
  for (let at = parentOf(button), depth = 0; at && depth < 3 && !at.matches(EDGES); at = parentOf(at), depth++) {
    const fields = fieldsIn(at).filter((field) => !field.matches('[role=listbox]'));
    const typed = 'input[role=combobox], input[aria-autocomplete=list], input[aria-autocomplete=both]';
    if (fields.length > 0) return fields.every((field) => surrounds(fields[0], field)) && fields.some((field) => field.matches(typed));
  }
  return false;
}

// The nodes that are parts of a combobox and no fields of their own.
function partsOf(combo) {
  const parts = [combo.root, combo.node, combo.input, combo.list, combo.twin].filter((part) => part && part.nodeType);
  for (let at = combo.panel, depth = 0; at && depth < 3 && !at.matches('body, form') && !surrounds(at, combo.root); at = parentOf(at), depth++) parts.push(at);
  return parts;
}

function comboValue(combo, typed) {
  const { node, input, root } = combo;
  if (typed && input.localName === 'input' && (input.value || root === input)) return input.value;
  const face = node.matches('input') || combo.family ? root : node;
  if (face.matches('[class*=placeholder]')) return '';
  const inner = combo.family ? combo.input : face;
  if (inner.localName === 'input') return inner.value;
  return clean(withoutGlyphs(gathered(inner, !shown(inner), combo.family || face.matches('button') ? GLYPHS : NO_VALUE))) || (input.localName === 'input' ? input.value : '');
}

function comboField(combo, nodes) {
  const { node, input, root, twin, several, items, press, family } = combo;
  const typed = !family && isTypedIn(input);
  const face = typed || family ? input : shown(node) && !isKeptAside(node) ? node : root;
  const value = comboValue(combo, typed);
  const stands = twin && twin.nodeType ? [twin] : [];
  const hidden = !shown(face);
  const named = node === input || family ? namesOf(node, stands, root, hidden) : namesOf(input, [node].concat(stands), root, hidden);
  const off = isDisabled(face) || isDisabled(node) || (stands.length > 0 && twin.disabled) || (typed && isReadOnly(input));
  const options = choicesOf(items, press, twin, value, several, nodes);
  const open = items.some(shown);
  const tags = several && !(stands.length > 0 && !open) ? tagChoices(root, open || family ? '' : value, nodes) : [];
  // A list that leaves out what is chosen already says only half.
  const left = tags.filter((tag) => !options.some((option) => option.label === tag.label));
  const state = stateOf(face, off, [root].concat(labelElements(input)));
  return {
    node: nodes.of(family && family.open && items.length > 0 ? items[0] : face),
    kind: family && family.open && !several ? 'choice' : several ? 'several' : typed ? 'suggest' : 'menu',
    value,
    choices: typed && !several && !open ? [] : options.concat(left),
    labels: named.filter(([text, tier]) => tier !== 'title' || text !== value),
    place: placeOf(face),
    // While it is open it is worked by its options, whatever lies over the field itself.
    state: open && !off && shown(face) && options.some((option) => option.state[0] === 'ready') ? ['ready'] : state,
    rect: rectangle([root]),
    at: face,
  };
}

// A list in which the options stand in sight.
function listField(list, nodes) {
  const several = list.getAttribute('aria-multiselectable') === 'true';
  const choices = choicesOf(itemsOf(list), null, null, '', several, nodes);
  const worked = choices.find((choice) => choice.state[0] !== 'disabled');
  const off = isReadOnly(list) || isDisabled(list);
  return {
    node: nodes.of(list),
    kind: several ? 'several' : 'choice',
    choices: off ? choices.map((choice) => ({ ...choice, state: ['disabled'] })) : choices,
    labels: namesOf(list, [], list, !shown(list)),
    place: placeOf(list),
    state: !shown(list) ? ['hidden'] : off ? ['disabled'] : worked ? worked.state : ['disabled'],
    rect: rectangle([list]),
    at: list,
  };
}
