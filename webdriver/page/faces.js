// What a person presses for a native input that a widget hides or draws anew, and the text beside it.
// Needs roots.js, visible.js, reach.js, labels.js and neighbours.js. Arguments, reply: none. Side effects: none.

const BOXES =
  '.ui-radiobutton-box, .ui-chkbox-box, .ui-toggleswitch-slider, .p-checkbox-box, .p-radiobutton-box, .p-inputswitch-slider, .p-toggleswitch-slider';
const WIDGETS =
  '.ui-radiobutton, .ui-chkbox, .ui-inputswitch, .ui-toggleswitch, .ui-selectbooleanbutton, .ui-selectonebutton > .ui-button, ' +
  '.ui-selectmanybutton > .ui-button, .p-checkbox, .p-radiobutton, .p-inputswitch, .p-toggleswitch';

// A native input kept for the keyboard only: a pixel in size, clipped, or inside such a wrapper.
function isKeptAside(input) {
  for (let node = input, depth = 0; node && depth < 3; node = parentOf(node), depth++) {
    const box = node.getBoundingClientRect();
    if (box.width <= 2 || box.height <= 2) return true;
    if (isClipped(node)) return true;
  }
  return false;
}

// Clipped to nothing by the style sheet.
function isClipped(node) {
  const style = getComputedStyle(node);
  return (style.clip !== 'auto' && /^(absolute|fixed)$/.test(style.position)) || /^inset\((50|100)%/.test(style.clipPath);
}

// An input without colour of its own, laid over what is drawn for it, which takes the press.
function isClear(input) {
  const style = getComputedStyle(input);
  if (style.opacity !== '0' || style.visibility !== 'visible' || style.pointerEvents === 'none' || Number(style.zIndex) < 0) return false;
  const around = parentOf(input);
  if (isKeptAside(input) || !around || !rendered(around) || closestOf(around, CLIPPED)) return false;
  const cover = coverOf(input);
  return !cover || !labelElements(input).some((label) => surrounds(label, cover));
}

// What a person presses for a checkbox or radio button: itself if it can be seen, else its box, else itself if it lies
// unseen over them, else its label.
function faceOf(input, within) {
  const widget = closestOf(input, WIDGETS);
  const box = widget ? [widget.querySelector(BOXES), widget].find((part) => part && shown(part)) || widget : null;
  if (shown(input) && !isKeptAside(input)) return input;
  if (box && shown(box)) return box;
  if (isClear(input)) return input;
  const labels = [labelsFor(input, within)[0], wrapperOf(input)].filter(Boolean);
  const label = labels.find(shown);
  return label ? pressedPart(label) : box || labels[labels.length - 1] || input;
}

// A link in a label takes the click for itself: then a part of the label without one is pressed.
function pressedPart(label) {
  const taken = takenBy(label);
  return (taken && Array.from(label.children).find((part) => shown(part) && !surrounds(part, taken) && !surrounds(taken, part))) || label;
}

function takenBy(label) {
  const point = label.querySelector('a[href], button') && pointOf(label);
  const hit = point && hitAt(label, point[0], point[1]);
  const other = hit && closestOf(hit, 'a[href], button');
  return other && surrounds(label, other) ? other : null;
}

function faceState(input, face, disabled) {
  const off = disabled || isDisabled(input) || isDisabled(face);
  if (face !== input || shown(input)) {
    const state = stateOf(face, off);
    const taken = state[0] === 'ready' && face.localName === 'label' ? takenBy(face) : null;
    return taken ? ['covered', described(taken)] : state;
  }
  // Unseen itself, it is where its place is.
  if (!isClear(input)) return ['hidden'];
  const cover = coverOf(input);
  return off ? ['disabled'] : isMoving(input) ? ['moving'] : cover ? ['covered', described(cover)] : ['ready'];
}

// The text that belongs to a box, wherever the widget puts it.
function boxText(input, within) {
  const widget = closestOf(input, WIDGETS) || input;
  const beside = widget.querySelector('.ui-chkbox-label') || (widget.matches('.ui-button') ? widget : null);
  const label = labelsFor(input, within)[0];
  const said = label ? firstLine(label, labelWords(label)) : beside ? words(beside, true) : '';
  const around = wrapperOf(input);
  return said || (around ? labelWords(around) : textAfter(widget));
}
