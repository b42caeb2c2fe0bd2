// Two lists between which buttons move what is marked: one field, whose value is what stands in the second list.
// Needs roots.js, visible.js, reach.js, labels.js, neighbours.js, dropdowns.js, controls.js and places.js.
// Arguments, reply: none. Side effects: none.
// `movers` lead to the second list and back; `atOnce`: what is pressed moves by itself; `paged`: not all of it is there.

const DOUBLES = [
  { root: '.selector', lists: ['.selector-available select', '.selector-chosen select'], movers: ['.selector-add', '.selector-remove'] },
  {
    root: '.ui-picklist',
    lists: ['.ui-picklist-source', '.ui-picklist-target'],
    items: '.ui-picklist-item',
    marked: '.ui-state-highlight',
    movers: ['.ui-picklist-button-add', '.ui-picklist-button-remove'],
  },
  {
    root: '.ant-transfer',
    lists: ['.ant-transfer-list:first-child', '.ant-transfer-list:last-child'],
    items: '.ant-transfer-list-content-item',
    marked: '.ant-transfer-list-content-item-checked',
    movers: ['.ant-transfer-operation button:has(.anticon-right)', '.ant-transfer-operation button:has(.anticon-left)'],
    paged: '.ant-transfer-list-pagination',
  },
  {
    root: '.bootstrap-duallistbox-container',
    lists: ['.box1 select', '.box2 select'],
    movers: ['.box1 .move', '.box2 .remove'],
    atOnce: '.moveonselect',
  },
];
const DOUBLE_ROOTS = DOUBLES.map((family) => family.root).join(', ');

// The parts of a double list, or null if the node is none or does not show all that is in it.
function doubleOf(root) {
  const family = DOUBLES.find((each) => root.matches(each.root));
  const parts = (selectors) => selectors.map((selector) => root.querySelector(selector)).filter(Boolean);
  const lists = parts(family.lists);
  const atOnce = family.atOnce !== undefined && root.matches(family.atOnce);
  const movers = atOnce ? [null, null] : parts(family.movers);
  if (lists.length < 2 || movers.length < 2 || (family.paged && root.querySelector(family.paged))) return null;
  return { family, root, lists, movers, twin: twinOf(root) };
}

const ONWARD = /^(?:(?:dodaj|wybierz|przenieś|add)\s*)?[>›→▶⇒]$|^(?:dodaj|add)$/i;
const BACK = /^[<‹←◀⇐](?:\s*(?:usuń|cofnij|remove))?$|^(?:usuń|remove)$/i;

// Two native lists with nothing else to choose from around them and one button each way between them: known by what the
// buttons say. A `Usuń` below the lists may remove more than a choice.
function looseDoubles(known) {
  const lists = all('select[multiple]').filter((list) => shown(list) && !known.some((root) => surrounds(root, list)));
  return lists.slice(1).map((list, at) => looseDoubleOf(lists[at], list)).filter(Boolean);
}

function looseDoubleOf(one, other) {
  let root = parentOf(one);
  for (let depth = 0; root && depth < 5 && !surrounds(root, other); depth++) root = root.matches('body, form') ? null : parentOf(root);
  if (!root || !surrounds(root, other) || root.matches('body, form')) return null;
  const rest = fieldsIn(root).filter((field) => field !== one && field !== other && shown(field));
  if (!rest.every((field) => field.matches('input[type=text], input[type=search], input:not([type])'))) return null;
  const between = (node) => inOrder(one, node) < 0 && inOrder(node, other) < 0;
  const buttons = Array.from(root.querySelectorAll('button, input[type=button], a')).filter((node) => shown(node) && between(node));
  const saying = (pattern) => buttons.filter((button) => controlLabels(button, false).some(([text]) => pattern.test(text)));
  const movers = [saying(ONWARD), saying(BACK)];
  if (movers.some((those) => those.length !== 1)) return null;
  return { family: {}, root, lists: [one, other], movers: movers.flat(), twin: null };
}

// All double lists of the page by the first node of each that is looked at as a field.
function doubles() {
  const known = all(DOUBLE_ROOTS).map(doubleOf).filter(Boolean);
  const found = known.concat(looseDoubles(known.map(({ root }) => root)));
  return new Map(found.map((double) => [double.family.root ? double.root : double.lists[0], double]));
}

// What is typed in the filter of a list keeps a part of the list out of sight.
function isFiltered({ root }) {
  return Array.from(root.querySelectorAll('input[type=text], input[type=search], input:not([type])')).some((field) => field.value !== '');
}

function moverOf(button, marked, nodes) {
  const label = controlLabels(button, !shown(button)).concat([['', '']])[0][0];
  return { node: nodes.of(button), label, marked, state: stateOf(button, isDisabled(button)), rect: rectangle([button]) };
}

function sideOf({ family, lists, movers }, side, off, nodes) {
  const [list, mover] = [lists[side], movers[side]];
  const native = list.localName === 'select';
  const items = native ? Array.from(list.options) : Array.from(list.querySelectorAll(family.items));
  return items.map((item) => {
    const offItself = isDisabled(item) || item.matches('[class*=item-disabled]');
    const seen = native ? list : item;
    return {
      node: nodes.of(item),
      label: native ? clean(item.label) : words(item, !shown(item)),
      chosen: side === 1,
      state: stateOf(seen, off || offItself),
      rect: rectangle([seen]),
      mover: mover && moverOf(mover, native ? item.selected : item.matches(family.marked), nodes),
    };
  });
}

// What stands beside it; of lists without a box of their own what stands beside the first, unless the second has a title, too.
function besideDouble({ family, root, lists }, known) {
  const near = (node) => neighbours(node, !shown(root), known);
  if (family.root) return [near(root), []];
  const [one, other] = lists.map(near);
  return other.length > 0 && other[0] !== one[0] ? [near(root), other] : [one, []];
}

// Its names stand outside; of the titles of its lists only that of the second is one, as that list is the value.
function namesOfDouble(double) {
  const { root, lists, twin } = double;
  const stem = lists[0].id.replace(/_from$/, '');
  const loose = stem ? Array.from(root.getRootNode().querySelectorAll('label[for="' + CSS.escape(stem) + '"]')) : [];
  const labels = [root, lists[0], twin].filter(Boolean).flatMap(labelElements).concat(loose).filter((label) => !surrounds(root, label));
  const group = titlesOfGroup(root, fieldsIn(root)).concat(referred(root)).filter(Boolean);
  const [beside, title] = besideDouble(double, labels.length + group.length > 0);
  return ranked([
    ...labels.flatMap(labelTexts).map((text) => [text, 'associated']),
    ...group.map((text) => [text, 'wrapping']),
    ...beside.map((text) => [text, 'neighbour']),
    ...labelsFor(lists[1], root).flatMap(labelTexts).concat(title).map((text) => [text, 'title']),
  ]);
}

function doubleField(double, nodes) {
  const { root, lists } = double;
  const off = isDisabled(root) || root.matches('.ant-transfer-disabled') || isDisabled(lists[0]) || isFiltered(double);
  return {
    node: nodes.of(lists[0]),
    kind: 'several',
    choices: [0, 1].flatMap((side) => sideOf(double, side, off, nodes)),
    labels: namesOfDouble(double),
    place: placeOf(root),
    state: stateOf(root, off),
    rect: rectangle([root]),
    at: root,
  };
}
