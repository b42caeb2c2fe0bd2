// The options of a combobox or list: what they are called, which are chosen, whether they can be pressed.
// Needs roots.js, visible.js, reach.js, labels.js, trees.js, families.js and dropdowns.js. Arguments, reply: none. Side effects: none.

// The first lines of options, if these tell them apart; what follows in an option describes it.
function namesOfItems(items) {
  if (items.some(isInTree)) return items.map(branchText);
  const whole = items.map((item) => (item.hasAttribute('aria-labelledby') && referred(item)) || words(item, !shown(item)));
  const lines = items.map((item, at) => (item.childElementCount > 1 ? firstLine(item, whole[at]) : whole[at]));
  return new Set(lines).size === new Set(whole).size ? lines : whole;
}

function isInTree(item) {
  return item.matches('[role=treeitem]');
}

// The sign that opens a closed branch. A branch without one is not opened: a press on its words would choose it.
function openerOfBranch(item) {
  const opens = isInTree(item) ? expanderNodeOf(item) : null;
  return opens && opens.matches(TOGGLERS) ? opens : null;
}

// Which are chosen is told best by what stands in for the widget, then by what the closed field shows: some libraries mark
// as selected what is under the pointer.
function chosenOf(combo, value, named) {
  const { items, twin, flags, kind } = combo;
  if (twin && twin.options.length === items.length) return Array.from(twin.options, (option) => option.selected);
  if (flags && flags.length === items.length) return flags;
  const byValue = kind !== 'several' && value !== '' && named.includes(value);
  return items.map((item, at) => (byValue ? named[at] === value : isChosen(item)));
}

function choicesOf(combo, value, nodes) {
  const { items, press, twin } = combo;
  const drawn = items.length > 0 && (!twin || twin.options.length === items.length || items.some(shown));
  if (!drawn) return twin ? twinChoices(twin, nodes) : [];
  const named = namesOfItems(items);
  const chosen = chosenOf(combo, value, named);
  return items.map((item, at) => {
    const pressed = (press && item.querySelector(press)) || (isInTree(item) ? captionOf(item) : item);
    // What is out of sight cannot be pressed: it needs no reference of its own, of which each costs time.
    const node = nodes.of(shown(pressed) ? pressed : combo.root);
    return { node, label: named[at], chosen: chosen[at], state: stateOf(pressed, isDisabled(item)), branch: nodes.of(openerOfBranch(item)), rect: rectangle([item]) };
  });
}

// What is known of the options of a closed field from the native one that stands in for it.
function twinChoices(twin, nodes) {
  const options = Array.from(twin.options).filter((option) => clean(option.label));
  return options.map((option) => ({
    node: nodes.of(twin),
    label: clean(option.label),
    chosen: option.selected,
    state: ['hidden'],
    rect: [0, 0, 0, 0],
  }));
}

// What is chosen by the tags or the text of the field and not among the options: a list may leave out what is chosen already.
function tagsLeft(combo, value, choices, nodes) {
  const known = new Set(choices.map((choice) => choice.label));
  const tags = Array.from(combo.root.querySelectorAll(TAGS)).filter(shown);
  const said = (tag) => withoutCrosses(clean(withoutGlyphs(gathered(tag, false, NO_VALUE))), tag);
  const texts = tags.length > 0 ? tags.map(said) : choices.length > 0 ? [] : value.split(/,\s+/).filter(Boolean);
  const drawn = texts.map((label, at) => ({ label, by: tags[at] || combo.root }));
  return drawn
    .filter(({ label }) => !known.has(label))
    .map(({ label, by }) => ({ node: nodes.of(by), label, chosen: true, state: ['hidden'], rect: rectangle([by]) }));
}

// A list in which the options stand in sight.
function listField(list, nodes) {
  const kind = list.getAttribute('aria-multiselectable') === 'true' ? 'several' : 'choice';
  const found = choicesOf({ root: list, items: itemsOf(list), press: null, twin: null, flags: null, kind }, '', nodes);
  const off = isReadOnly(list) || isDisabled(list);
  const choices = off ? found.map((choice) => ({ ...choice, state: ['disabled'] })) : found;
  const worked = choices.find((choice) => choice.state[0] !== 'disabled');
  return {
    node: nodes.of(list),
    kind,
    choices,
    labels: namesOf(list, [], list, !shown(list)),
    place: placeOf(list),
    state: !shown(list) ? ['hidden'] : worked ? worked.state : ['disabled'],
    rect: rectangle([list]),
    at: list,
  };
}
