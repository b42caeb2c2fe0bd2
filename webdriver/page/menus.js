// Menus and panels that lie over a page: which control opens them, wherever in the document they stand.
// Needs roots.js, visible.js, heads.js, labels.js and panels.js. Arguments, reply: none. Side effects: none.

const MENUS = 'ul, ol, menu, nav, [role=menu], [role=menubar], .ui-menu, .dropdown-menu, .navbar-collapse, [class*=dropdown], [class*=submenu]';
const POPUPS =
  '[role=menu], [role=listbox], [role=dialog]:not([aria-modal=true]), [popover], .ui-menu-dynamic, .ui-overlaypanel, .p-overlaypanel, .p-menu-overlay, ' +
  '.dropdown-menu, .ant-dropdown, .ant-popover, .MuiPopover-root';
const LISTS = 'ul, ol, [role=menu], [role=group], .dropdown-menu';
const NESTED = LISTS + ', kbd, .badge, .ui-badge, .p-badge, .MuiBadge-badge, .ant-badge-count';
const OPENERS = '[aria-controls], [aria-owns], [aria-haspopup], [popovertarget], [data-target], [data-bs-target], [data-dropdown]';

let openers = null;
const openerOfPopup = new Map();
const openersNearby = new Map();

// A node's own text, without the items of the list and the count that stand in it.
function ownWords(node) {
  return wordsApart(node, !shown(node), NESTED);
}

function hasPopup(node) {
  return node.matches(POPS) || node.matches('[aria-haspopup=dialog], [popovertarget], [data-toggle=dropdown], [data-bs-toggle=dropdown], .dropdown-toggle');
}

// A button that only says what it opens: it is a menu's if that is one.
function controlsPopup(node) {
  const panel = node.hasAttribute('aria-controls') ? byId(node, node.getAttribute('aria-controls')) : null;
  return panel !== null && panel.matches(POPUPS);
}

// What PrimeFaces' widgets say of the control that shows them: `trigger` of a menu, `target` of an overlay panel.
function addWidgets(view) {
  const widgets = (view.PrimeFaces && view.PrimeFaces.widgets) || {};
  for (const name of Object.keys(widgets)) {
    const { id, cfg } = widgets[name] || {};
    const target = cfg && (cfg.trigger || cfg.target);
    const opener = typeof target === 'string' && view.document.getElementById(target.replace(/^#/, '').replace(/\\/g, ''));
    if (id && opener) openers.set(id, opener);
  }
}

function gatherOpeners() {
  openers = new Map();
  for (const { defaultView } of documents()) addWidgets(defaultView);
  for (const node of all(OPENERS)) {
    const names = ['aria-controls', 'aria-owns', 'popovertarget', 'data-target', 'data-bs-target', 'data-dropdown'];
    const ids = hasPopup(node) || controlsPopup(node) ? names.map((name) => node.getAttribute(name)).filter(Boolean) : [];
    for (const id of ids.flatMap((value) => value.split(/\s+/))) openers.set(id.replace(/^#/, ''), node);
  }
}

// PrimeFaces names the parts of a widget after it: `x_menu` is opened by `x_button`, `x_panel` by `x`.
function namedAlike(node) {
  const of = (ending, ...others) =>
    node.id.endsWith(ending) ? others.map((other) => byId(node, node.id.slice(0, -ending.length) + other)).find(Boolean) : null;
  return of('_menu', '_menuButton', '_button') || of('_panel', '') || of('_overlay', '');
}

// While it is open, a popup that names nobody belongs to the only control that says that its popup is open.
function expandedOne(node) {
  if (!shown(node) || !parentOf(node) || !closestOf(node, 'body > *')) return null;
  const says = node.matches('[role=dialog]') ? '[aria-haspopup=dialog][aria-expanded=true]' : '[aria-haspopup][aria-expanded=true]';
  const open = all(says + ', .ant-dropdown-open, .ant-popover-open').filter((each) => !surrounds(node, each));
  return open.length === 1 ? open[0] : null;
}

function openerOfThis(node) {
  const wrapper = parentOf(node);
  const inner = node.querySelector('[role=menu]');
  const ids = [node, inner, wrapper && wrapper.localName !== 'body' && wrapper.children.length === 1 ? wrapper : null];
  const controlled = ids.map((each) => each && each.id && openers.get(each.id)).find(Boolean);
  if (controlled) return controlled;
  const label = [node, inner].map((each) => each && byId(each, each.getAttribute('aria-labelledby') || '')).find(Boolean);
  if (label && (hasPopup(label) || label.matches('[aria-expanded]'))) return label;
  return namedAlike(node) || (node.matches('[role=menu], .ant-dropdown, .ant-popover, [role=dialog]') ? expandedOne(node) : null);
}

// The control that opens a popup and stands elsewhere; null if the node is no popup, or says nothing of its opener.
function openerOfPopupNode(node) {
  if (!node.matches(POPUPS) && !(node.id && openers.has(node.id))) return null;
  if (!openerOfPopup.has(node)) {
    openerOfPopup.set(node, null);
    const opener = openerOfThis(node);
    openerOfPopup.set(node, opener && !surrounds(node, opener) && !surrounds(opener, node) ? opener : null);
  }
  return openerOfPopup.get(node);
}

function isTrigger(node) {
  return node.matches(CONTROLS + ', [aria-haspopup], [onclick], .ui-menuitem-link, .ui-submenu-link');
}

// The visible control that stands before the hidden part of a menu, or is what the part stands in.
function openerNearby(part) {
  if (!openersNearby.has(part)) openersNearby.set(part, nearestTrigger(part));
  return openersNearby.get(part);
}

function nearestTrigger(part) {
  const around = parentOf(part);
  if (!around || around.matches('body, form, main')) return null;
  let trigger = null;
  for (const near of around.querySelectorAll('*')) {
    if (near === part) break;
    if (isTrigger(near) && shown(near)) trigger = near;
  }
  return trigger || (around.matches('li, [role=menuitem], [aria-haspopup]') ? around : null);
}

function openerNodeOf(node, depth) {
  for (let at = node; at && !shown(at) && depth < 5; at = parentOf(at)) {
    const opener = openerOfPopupNode(at);
    if (opener) return shown(opener) ? opener : openerNodeOf(opener, depth + 1);
    const sign = parentOf(at) && parentOf(at).matches(BRANCHES) && isBranch(parentOf(at)) ? expanderNodeOf(parentOf(at)) : null;
    if (sign) return sign;
  }
  let part = node;
  while (parentOf(part) && !shown(parentOf(part))) part = parentOf(part);
  const closed = part.matches(PANELS + ', ' + DIALOGS) || headerOf(part) !== null;
  return closed || !closestOf(node, MENUS) ? null : openerNearby(part);
}

// For what is hidden in a menu, in a closed branch or until the pointer comes: the visible node that shows it.
function openerOf(node, nodes) {
  const opener = openerNodeOf(node, 0) || hoveredFor(node);
  if (!opener) return null;
  // The arrow of a split button says nothing itself: it is the arrow of what stands beside it.
  const branch = closestOf(opener, BRANCHES);
  const label = (branch && branchText(branch)) || (opener.matches(ROWS) && (rowTexts(opener) || [])[0]) || ownWords(opener) || referred(opener) || clean(opener.title || '') || words(parentOf(opener), false) || described(opener);
  return { node: nodes.of(opener), label, rect: rectangle([opener]) };
}
