// Fields with options: radio groups, native selects and PrimeFaces' select menus.
// Needs roots.js and fields.js. Arguments, reply: none. Side effects: none.

// The widget around all buttons of a group; without one, the innermost node around them all.
function groupAround(inputs) {
  let around = parentOf(inputs[0]);
  while (!inputs.every((input) => surrounds(around, input))) around = parentOf(around);
  return closestOf(around, GROUPS) || around;
}

function optionOf(input, around, nodes) {
  const face = faceOf(input, around);
  const seen = [face].concat(labelsFor(input, around), wrapperOf(input) || []).filter(shown);
  return {
    node: nodes.of(face),
    label: boxText(input, around) || referred(input),
    chosen: input.checked,
    state: stateOf(face, input.disabled || isDisabled(face)),
    rect: rectangle(seen),
  };
}

function choiceOf(inputs, nodes) {
  const around = groupAround(inputs);
  const widget = around.matches(GROUPS);
  let first = faceOf(inputs[0], around);
  while (!widget && parentOf(first) !== around && surrounds(around, parentOf(first))) first = parentOf(first);
  const fieldset = closestOf(around, 'fieldset');
  const alone = fieldset && fieldsIn(fieldset).every((field) => inputs.includes(field));
  const legend = alone ? fieldset.querySelector('legend') : null;
  const choices = inputs.map((input) => optionOf(input, around, nodes));
  const hidden = choices.every((choice) => choice.state[0] === 'hidden');
  const outside = labelsFor(inputs[0], null).filter((label) => widget && !surrounds(around, label));
  const named = around.id ? all('label[for="' + CSS.escape(around.id) + '"]') : [];
  const worked = choices.find((choice) => choice.state[0] !== 'disabled');
  return {
    node: choices[0].node,
    kind: 'choice',
    choices,
    labels: ranked(
      outside.concat(named).map((label) => [words(label, true), 'associated']).concat([
        [widget ? referred(around) : '', 'aria'],
        [legend ? words(legend, true) : '', 'wrapping'],
        ...neighbours(widget ? around : first, hidden),
      ]),
    ),
    place: placeOf(widget ? around : first),
    state: hidden ? ['hidden'] : worked ? worked.state : ['disabled'],
    rect: rectangle(hidden ? [] : inputs.map((input) => faceOf(input, around)).concat(inputs.flatMap((input) => labelsFor(input, around)))),
    at: first,
  };
}

// A native select; of PrimeFaces' menu the options are the panel's items, hidden until the field itself is pressed.
function selectOf(select, nodes) {
  const menu = select.closest('.ui-selectonemenu');
  const panel = menu && byId(menu, menu.id + '_panel');
  const items = panel ? panel.querySelectorAll('.ui-selectonemenu-item') : select.options;
  const face = menu ? menu.querySelector('.ui-selectonemenu-label') || menu : select;
  const state = stateOf(face, select.disabled || isDisabled(face));
  return {
    node: nodes.of(face),
    kind: 'choice',
    choices: Array.from(items).map((item, at) => ({
      node: nodes.of(item),
      label: clean(item.textContent),
      chosen: at === select.selectedIndex,
      state: menu ? stateOf(item, isDisabled(item)) : item.disabled ? ['disabled'] : state,
      rect: rectangle([menu ? item : select]),
    })),
    labels: ranked(
      labelsFor(select, null).map((label) => [words(label, true), 'associated']).concat([
        [referred(select), 'aria'],
        [wrapperOf(select) ? words(wrapperOf(select), true) : '', 'wrapping'],
        ...neighbours(wrapperOf(select) || menu || select, !shown(face)),
        [clean(select.title || ''), 'title'],
      ]),
    ),
    place: placeOf(face),
    state,
    rect: rectangle([menu || select]),
    at: face,
  };
}

function gatherFields(nodes) {
  const found = [];
  const groups = new Map();
  for (const input of all('input, select, textarea')) {
    const apart = closestOf(input, CLIPPED) !== null;
    if (input.type === 'radio') {
      const key = input.name || closestOf(input, GROUPS) || input;
      const form = input.form || input.getRootNode();
      if (!groups.has(form)) groups.set(form, new Map());
      const named = groups.get(form);
      if (named.has(key)) named.get(key).push(input);
      else named.set(key, [input]), found.push(() => choiceOf(named.get(key), nodes));
    } else if (input.type === 'checkbox') found.push(() => switchOf(input, nodes));
    else if (input.localName === 'select') found.push(() => selectOf(input, nodes));
    else if (!apart && input.matches(TEXTS)) found.push(() => textOf(input, nodes));
  }
  return found.map((gather) => gather());
}
