// Fields that hold a value: text, switch, choice. Passwords are never read.
// Needs roots.js, visible.js, reach.js, labels.js and places.js. Arguments, reply: none. Side effects: none.

const TEXTS =
  'textarea, input:not([type]), input[type=text], input[type=number], input[type=email], input[type=search], input[type=tel], ' +
  'input[type=url], input[type=date], input[type=time], input[type=month], input[type=week], input[type=datetime-local]';
const BOXES = '.ui-radiobutton-box, .ui-chkbox-box, .ui-toggleswitch-slider';
const WIDGETS = '.ui-radiobutton, .ui-chkbox, .ui-inputswitch, .ui-toggleswitch';
const GROUPS = '.ui-selectoneradio, .ui-selectonebutton, [role=radiogroup]';

// Labels of a native input that stand inside `within` (all if null), apart from those that wrap it.
function labelsFor(input, within) {
  return Array.from(input.labels || []).filter((label) => !surrounds(label, input) && (!within || surrounds(within, label)));
}

function wrapperOf(input) {
  return Array.from(input.labels || []).find((label) => surrounds(label, input)) || null;
}

// A native input kept for the keyboard only: a pixel in size, or inside a clipped wrapper.
function isKeptAside(input) {
  for (let node = input, depth = 0; node && depth < 3; node = parentOf(node), depth++) {
    const box = node.getBoundingClientRect();
    if (box.width <= 2 || box.height <= 2) return true;
  }
  return false;
}

// What a person presses for a checkbox or radio button: itself if it can be seen, else its box, else its label.
function faceOf(input, within) {
  const widget = closestOf(input, WIDGETS);
  const box = widget ? widget.querySelector(BOXES) || widget : null;
  const options = [input, box, labelsFor(input, within)[0], wrapperOf(input)].filter(Boolean);
  return options.find((node) => shown(node) && (node !== input || !isKeptAside(input))) || box || options[options.length - 1];
}

function boxText(input, within) {
  const widget = closestOf(input, WIDGETS) || input;
  const beside = widget.querySelector('.ui-chkbox-label');
  const label = labelsFor(input, within)[0];
  const said = label ? words(label, true) : beside ? words(beside, true) : '';
  const around = wrapperOf(input);
  return said || (around ? words(around, true) : textAfter(widget));
}

function switchOf(input, nodes) {
  const face = faceOf(input, null);
  const around = wrapperOf(input);
  const hidden = !shown(face);
  const own = labelsFor(input, null).map((label) => [words(label, true), 'associated']);
  const beside = labelsFor(input, null).concat(around || []).filter(shown);
  return {
    node: nodes.of(face),
    kind: 'switch',
    on: input.checked,
    labels: ranked(
      own.concat([
        [around ? '' : boxText(input, null), 'associated'],
        [referred(input), 'aria'],
        [around ? words(around, true) : '', 'wrapping'],
        ...neighbours(closestOf(input, WIDGETS) || around || input, hidden),
        [clean(input.title || ''), 'title'],
      ]),
    ),
    place: placeOf(face),
    state: stateOf(face, input.disabled || isDisabled(face)),
    rect: rectangle([face].concat(beside.filter((label) => onOneLine(label, face)))),
    at: face,
  };
}

function textOf(input, nodes) {
  const around = wrapperOf(input);
  const widget = closestOf(input, '.ui-spinner, .ui-inputnumber, .ui-autocomplete, .ui-calendar') || input;
  return {
    node: nodes.of(input),
    kind: 'text',
    value: input.value,
    labels: ranked(
      labelsFor(input, null).map((label) => [words(label, true), 'associated']).concat([
        [referred(input), 'aria'],
        [around ? words(around, true) : '', 'wrapping'],
        ...neighbours(around || widget, !shown(input)),
        [clean(input.title || ''), 'title'],
        [clean(input.placeholder || ''), 'title'],
      ]),
    ),
    place: placeOf(input),
    state: stateOf(input, input.readOnly || isDisabled(input)),
    rect: rectangle([widget]),
    at: input,
  };
}
