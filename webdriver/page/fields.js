// Fields that hold a text, a moment, files, or on and off. Passwords are never read.
// Needs roots.js, visible.js, reach.js, labels.js, neighbours.js, faces.js and places.js. Arguments, reply: none.
// Side effects: none.

const TYPED = new Set(['text', 'number', 'email', 'search', 'tel', 'url', 'textarea']);
const MOMENTS = new Set(['date', 'time', 'month', 'week', 'datetime-local']);
const AROUND_TEXT = '.ui-spinner, .ui-inputnumber, .ui-autocomplete, .ui-calendar, .p-inputnumber, .p-calendar';

function isReadOnly(node) {
  return node.readOnly === true || node.getAttribute('aria-readonly') === 'true';
}

function textOf(input, nodes, kind) {
  const widget = closestOf(input, AROUND_TEXT) || input;
  const off = isReadOnly(input) || isDisabled(input);
  const state = stateOf(input, off, labelElements(input));
  // A label that floats over the field lets the pointer through, or gives way once the field has the focus.
  const floating = state[0] === 'covered' ? orphanLabel(widget) : null;
  return {
    node: nodes.of(input),
    kind,
    value: input.value,
    labels: namesOf(input, completionsOf(input), widget, !shown(input)),
    place: placeOf(input),
    state: floating ? stateOf(input, off, [floating]) : state,
    rect: rectangle([widget]),
    at: input,
  };
}

// Fields at the very same place in which some libraries draw in grey how a word may go on.
function completionsOf(input) {
  const others = Array.from(input.parentNode.querySelectorAll('input[readonly], input[disabled]'));
  return others.length === 0 ? [] : others.filter((other) => other !== input && other.tabIndex < 0 && isAtSamePlace(other, input));
}

function isAtSamePlace(one, other) {
  const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
  return Math.abs(a.left - b.left) < 3 && Math.abs(a.top - b.top) < 3;
}

// A document that is all one field is named where its frame stands, often by the hidden field that is sent in its stead.
function namesOfFrame(node) {
  let frame = null;
  try {
    frame = node.localName === 'body' ? viewOf(node).frameElement : null;
  } catch (foreign) {
    return [];
  }
  if (!frame) return [];
  const twins = [];
  for (let at = frame, depth = 0; at && depth < 6 && !at.matches(EDGES); at = at.parentElement, depth++) {
    for (const beside of [at.previousElementSibling, at.nextElementSibling]) {
      if (beside && beside.localName === 'textarea' && !shown(beside)) twins.push(beside);
    }
  }
  return namesOf(frame, twins, frame, false);
}

// A node in which a person types without it being an input; the lines as they are seen.
function writtenOf(node, nodes) {
  return {
    node: nodes.of(node),
    kind: 'text',
    value: node.innerText.replace(/\n+/g, '\n').trim(),
    labels: ranked(namesOf(node, [], node, !shown(node)).concat(namesOfFrame(node))),
    place: placeOf(node),
    state: stateOf(node, isReadOnly(node) || isDisabled(node) || !node.isContentEditable),
    rect: rectangle([node]),
    at: node,
  };
}

// What stands beside a box of a group names the group.
function apart(box, labels) {
  return boxesWith(box) ? labels.filter(([, tier]) => tier !== 'neighbour') : labels;
}

function switchOf(input, nodes) {
  const face = faceOf(input, null);
  const widget = closestOf(input, WIDGETS) || input;
  const beside = labelsFor(input, null).concat(wrapperOf(input) || []).filter(shown);
  // What such a button says changes with its state and is its value rather than its name.
  const said = widget.matches('.ui-selectbooleanbutton');
  const own = said || wrapperOf(input) || labelsFor(input, null).length > 0 ? '' : boxText(input, null);
  return {
    node: nodes.of(face),
    kind: 'switch',
    on: input.checked,
    labels: apart(input, ranked(namesOf(input, [], widget, !shown(face), own).concat(said ? [[words(widget, true), 'title']] : []))),
    place: placeOf(face),
    state: faceState(input, face, false),
    rect: rectangle([face].concat(beside.filter((label) => onOneLine(label, face)))),
    at: face,
  };
}

// A switch by role: `aria-checked`, or `aria-pressed` of a button that stays down.
function ariaSwitchOf(node, nodes) {
  const named = labelElements(node).length > 0 || referred(node) || wrapperOf(node);
  const own = named ? '' : labelWords(node) || textAfter(node);
  return {
    node: nodes.of(node),
    kind: 'switch',
    on: (node.getAttribute('aria-checked') || node.getAttribute('aria-pressed')) === 'true',
    labels: apart(node, namesOf(node, [], node, !shown(node), own)),
    place: placeOf(node),
    state: stateOf(node, isReadOnly(node) || isDisabled(node)),
    rect: rectangle([node].concat(labelElements(node).filter((label) => shown(label) && onOneLine(label, node)))),
    at: node,
  };
}

// What a person sees of a file input: itself, its label, or the button that a widget puts around or beside it.
function fileFaceOf(input) {
  if (shown(input) && !isKeptAside(input)) return input;
  const label = labelElements(input).find(shown);
  if (label) return label;
  for (let around = parentOf(input), depth = 0; around && depth < 3 && !around.matches(EDGES); around = parentOf(around), depth++) {
    if (!shown(around)) continue;
    if (around.matches('button, [role=button], .ui-fileupload-choose, .p-fileupload-choose')) return around;
    const button = Array.from(around.querySelectorAll('button, [role=button], .ui-button')).find(shown);
    if (button || isClear(input)) return button || around;
  }
  return input;
}

function filesOf(input, nodes) {
  const face = fileFaceOf(input);
  const own = face === input || face.localName === 'label' ? '' : words(face, false);
  return {
    node: nodes.of(input),
    kind: 'files',
    value: Array.from(input.files, (file) => file.name).join('\n'),
    labels: ranked(namesOf(input, [], face, !shown(face)).concat([[own, 'title']])),
    place: placeOf(face),
    state: stateOf(face, isDisabled(input) || isDisabled(face), [input]),
    rect: rectangle([face]),
    at: face,
  };
}
