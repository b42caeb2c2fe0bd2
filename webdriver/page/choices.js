// Fields with options in sight: radio groups, groups of boxes, native selects, lists.
// Needs roots.js, visible.js, reach.js, labels.js, faces.js and places.js. Arguments, reply: none. Side effects: none.

const GROUPS = '.ui-selectoneradio, .ui-selectonebutton, .ant-radio-group, [role=radiogroup]';
const BOX_GROUPS = '.ui-selectmanycheckbox, .ui-selectmanybutton, .ant-checkbox-group, fieldset, [role=group]';

// The widget around all buttons of a group; without one, the innermost node around them all.
function groupAround(inputs) {
  let around = parentOf(inputs[0]);
  while (!inputs.every((input) => surrounds(around, input))) around = parentOf(around);
  return closestOf(around, GROUPS) || around;
}

function isOn(input) {
  return input.localName === 'input' ? input.checked : input.getAttribute('aria-checked') === 'true';
}

function faced(input, around) {
  return input.localName === 'input' ? faceOf(input, around) : input;
}

function optionOf(input, around, nodes) {
  const native = input.localName === 'input';
  const face = faced(input, around);
  const label = native ? null : labelElements(input)[0];
  const own = native ? boxText(input, around) : (label && labelWords(label)) || referred(input) || labelWords(input) || textAfter(input);
  const seen = [face].concat(labelsFor(input, around), wrapperOf(input) || []).filter(shown);
  return {
    node: nodes.of(face),
    label: own || referred(input) || clean(input.title || ''),
    chosen: isOn(input),
    state: native ? faceState(input, face, false) : stateOf(face, isDisabled(face)),
    rect: rectangle(seen.length > 0 ? seen : [face]),
  };
}

// A group of radio buttons, or of boxes that are one field together.
function groupOf(inputs, kind, around, nodes) {
  const widget = around.matches(GROUPS + ', ' + BOX_GROUPS);
  let first = faced(inputs[0], around);
  while (!widget && parentOf(first) !== around && surrounds(around, parentOf(first))) first = parentOf(first);
  const choices = inputs.map((input) => optionOf(input, around, nodes));
  const hidden = choices.every((choice) => choice.state[0] === 'hidden');
  const outside = labelsFor(inputs[0], null).filter((label) => widget && !surrounds(around, label));
  const named = labelElements(around).concat(outside);
  const worked = choices.find((choice) => choice.state[0] !== 'disabled');
  const titles = titlesOfGroup(inputs[0], inputs).concat(legendOf(around, inputs));
  const place = widget ? around : first;
  return {
    node: choices[0].node,
    kind,
    choices,
    labels: ranked(
      named.flatMap((label) => labelTexts(label).map((text) => [text, 'associated'])).concat(
        [[widget ? referred(around) : '', 'aria']],
        titles.map((text) => [text, 'wrapping']),
        neighbours(place, hidden, named.length + titles.length > 0 || (widget && referred(around) !== '')).map((text) => [text, 'neighbour']),
        [[clean(around.title || ''), 'title']],
      ),
    ),
    place: placeOf(place),
    state: hidden ? ['hidden'] : worked ? worked.state : ['disabled'],
    rect: rectangle(hidden ? [] : inputs.flatMap((input) => [faced(input, around)].concat(labelsFor(input, around)))),
    at: first,
  };
}

function legendOf(around, inputs) {
  const fieldset = closestOf(around, 'fieldset');
  const legend = fieldset && fieldsIn(fieldset).every((field) => inputs.includes(field)) ? fieldset.querySelector('legend') : null;
  return legend ? labelTexts(legend) : [];
}

// A native select, open or closed; of one that takes several, each option is on or off by itself.
function selectOf(select, nodes) {
  const state = stateOf(select, isDisabled(select));
  return {
    node: nodes.of(select),
    kind: select.multiple ? 'several' : 'choice',
    choices: Array.from(select.options).map((option) => ({
      node: nodes.of(option),
      label: clean(option.label),
      chosen: option.selected,
      state: option.hidden ? ['hidden'] : option.matches(':disabled') ? ['disabled'] : state,
      rect: rectangle([select]),
    })),
    labels: namesOf(select, [], select, !shown(select)),
    place: placeOf(select),
    state,
    rect: rectangle([select]),
    at: select,
  };
}

// The radio buttons that exclude each other: of one name in one form or, where a script sees to it, of one group.
function radioKey(radio) {
  if (radio.localName === 'input' && radio.name) return [radio.form || radio.getRootNode(), radio.name];
  let around = closestOf(radio, GROUPS);
  for (let node = parentOf(radio); node && !around; node = parentOf(node)) {
    if (node.querySelectorAll(radio.localName === 'input' ? '[type=radio]' : '[role=radio]').length > 1) around = node;
  }
  return [radio.getRootNode(), around || radio];
}

const boxGroups = new Map();

// The boxes of a group that holds nothing else, for any of them; else null.
function boxesWith(box) {
  const group = parentOf(box) && closestOf(parentOf(box), BOX_GROUPS);
  if (!group) return null;
  if (!boxGroups.has(group)) {
    const boxes = fieldsIn(group);
    const alike = boxes.length > 1 && boxes.every((each) => each.matches('[type=checkbox], [role=checkbox]'));
    boxGroups.set(group, alike ? boxes : null);
  }
  return boxGroups.get(group);
}
