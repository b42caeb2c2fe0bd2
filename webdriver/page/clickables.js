// Anything else that takes a click and says something: where no proper control says it.
// Needs visible.js, reach.js, labels.js, places.js and controls.js. Arguments, reply: none. Side effects: none.

const TAKERS = '[onclick], [tabindex]:not([tabindex^="-"]), [data-toggle], [data-bs-toggle], [ng-click], [data-action], [data-href]';
const NO_TAKERS =
  CONTROLS + ', [role]:not([role=row]):not([role=gridcell]):not([role=cell]):not([role=columnheader]):not([role=listitem]):not([role=img])' +
  ':not([role=presentation]):not([role=none]):not([role=article]):not([role=group]):not([role=rowheader]), label, select, option, textarea, input, [contenteditable]';
// What shows and offers the values of a field is the field's own.
const OF_FIELDS = ['ui-selectonemenu', 'ui-selectcheckboxmenu', 'ui-autocomplete', 'p-dropdown', 'p-multiselect', 'p-autocomplete', 'ant-select', 'MuiSelect',
  'MuiAutocomplete', 'select2', 'chosen', 'selectize', 'choices', 'ts-wrapper', 'k-dropdown', 'k-picker', 'bootstrap-select'].map((name) => '[class*=' + name + ']').join(', ');
const LONGEST = 120, MOST = 300;

function pointer(node) {
  return getComputedStyle(node).cursor === 'pointer';
}

// The elements that hold text of their own.
function textHolders() {
  const holders = new Set();
  for (const root of roots()) {
    const walker = document.createTreeWalker(root.body || root, NodeFilter.SHOW_TEXT);
    for (let leaf = walker.nextNode(); leaf; leaf = walker.nextNode()) {
      if (/\S/.test(leaf.data) && leaf.parentElement) holders.add(leaf.parentElement);
    }
  }
  return holders;
}

// Where the pointer says that a click is taken, or a node around a text says it. Asked first, as it is quick and rarely so.
function takesClicks(node, takers) {
  if (pointer(node) && shown(node)) return true;
  const taker = takers.size > 0 ? closestOf(node, TAKERS) : null;
  return taker !== null && takers.has(taker) && words(taker, true).length <= LONGEST;
}

// The whole text of which this is a part: what is inline in a node that takes clicks is pressed as one with it.
function wholeOf(node, takers) {
  let at = node;
  while (INLINE.has(at.localName) && !takers.has(at) && parentOf(at) && (takers.has(parentOf(at)) || pointer(parentOf(at)))) at = parentOf(at);
  return at;
}

function isClickable(node) {
  if (node.matches(GLYPHS) || (node.matches(TOGGLERS) && closestOf(node, BRANCHES)) || closestOf(node, NO_TAKERS + ', ' + OF_FIELDS)) return false;
  return node.querySelector(CONTROLS + ', ' + FIELDS) === null;
}

function gatherClickables(controls, nodes) {
  const said = new Set();
  for (const control of controls) if (control.state[0] !== 'hidden') for (const [text] of control.labels) said.add(text);
  const found = [];
  const takers = new Set(all(TAKERS).filter((node) => !node.matches('body, html, form, dialog, ' + CONTROLS)));
  const known = new Set(controls.map((control) => control.at));
  const wholes = new Set();
  for (const node of textHolders()) {
    if (!known.has(node) && !known.has(node.parentElement) && takesClicks(node, takers)) wholes.add(wholeOf(node, takers));
  }
  for (const node of wholes) {
    if (found.length >= MOST || !isClickable(node)) continue;
    const hidden = !shown(node);
    const text = words(node, hidden);
    if (!text || text.length > LONGEST || said.has(text)) continue;
    found.push({
      node: nodes.of(node),
      role: 'clickable',
      labels: ranked([[text, 'associated'], [referred(node), 'aria'], [titleOf(node), 'title']]),
      place: placeOf(node),
      state: stateOf(node, isDisabled(node)),
      opener: hidden ? openerOf(node, nodes) : null,
      expander: null,
      rect: rectangle([node]),
      at: node,
    });
  }
  return found;
}
