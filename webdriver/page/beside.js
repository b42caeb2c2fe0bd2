// Links and buttons that stand after a field and serve it alone, as `Dzisiaj`, `Dodaj` or a calendar: its name is their place.
// Needs roots.js, visible.js, labels.js, neighbours.js, dropdowns.js, doubles.js and places.js. Arguments, reply: none.
// Side effects: none.

const SERVANTS = 'a, button, input[type=button], input[type=image], [role=button], [role=link]';

// The one field of a box, be it a widget of several nodes; or null.
function onlyFieldOf(box) {
  const double = box.querySelector(DOUBLE_ROOTS);
  const fields = fieldsIn(box).filter(shown);
  const outer = fields.filter((field) => !fields.some((other) => other !== field && surrounds(other, field)));
  if (double) return outer.every((field) => surrounds(double, field)) ? double : null;
  return outer.length === 1 && outer[0].type !== 'radio' && !isBox(outer[0]) ? outer[0] : null;
}

function namesBeside(field) {
  const double = field.matches(DOUBLE_ROOTS) ? doubleOf(field) : null;
  if (double) return namesOfDouble(double);
  const twin = field.matches(NATIVE) ? null : twinOf(field);
  return namesOf(field, twin ? [twin] : [], field, false);
}

// The name of the field that a control serves, or ''.
function servedBy(node) {
  if (!node.matches(SERVANTS) || node.type === 'submit' || !shown(node) || holdsField(node)) return '';
  for (let box = parentOf(node), depth = 0; box && depth < 3 && !box.matches(EDGES + ', tr, ul, ol, nav, table'); box = parentOf(box), depth++) {
    if (!holdsField(box)) continue;
    const field = onlyFieldOf(box);
    if (!field || surrounds(field, node) || inOrder(field, node) > 0 || !onOneLine(field, node)) return '';
    const named = namesBeside(field).find(([, tier]) => tier !== 'title');
    return named && named[0] !== words(node, true) ? named[0] : '';
  }
  return '';
}

function placeOfControl(node) {
  const place = placeOf(node);
  const served = servedBy(node);
  const last = place.sections[place.sections.length - 1];
  return served && served !== last ? Object.assign({}, place, { sections: place.sections.concat(served) }) : place;
}
