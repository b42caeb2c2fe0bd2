// Buttons, links, tabs and menu items.
// Needs roots.js, visible.js, reach.js, labels.js and places.js. Arguments, reply: none. Side effects: none.

const CONTROLS =
  'button, a[href], a.ui-commandlink, [role=button], [role=link], [role=tab], [role=menuitem], summary, ' +
  'input[type=submit], input[type=button], input[type=reset], input[type=image]';
const MENUS = 'ul, menu, nav, [role=menu], [role=menubar], .ui-menu';

function roleOf(node) {
  if (closestOf(node, '[role=tab]')) return 'tab';
  if (closestOf(node, '[role=menuitem]') || node.matches('.ui-menuitem-link') || closestOf(node, '[role=menu]')) return 'menuitem';
  const link = node.matches('a, [role=link]') && node.getAttribute('role') !== 'button';
  return link ? 'link' : 'button';
}

function controlLabels(node, hidden) {
  const own = node.localName === 'input' ? clean(node.value || node.alt || '') : words(node, hidden);
  const image = own ? null : node.querySelector('img[alt]');
  return ranked([
    [own, 'associated'],
    [referred(node), 'aria'],
    [image ? clean(image.alt) : '', 'aria'],
    [clean(node.title || ''), 'title'],
  ]);
}

function isTrigger(node) {
  return node.matches(CONTROLS + ', [aria-haspopup], [onclick], .ui-menuitem-link, .ui-submenu-link');
}

// For an item hidden in a menu: the visible control that stands before the hidden part of the menu.
function openerOf(node, nodes) {
  let part = node;
  while (parentOf(part) && !shown(parentOf(part))) part = parentOf(part);
  const around = parentOf(part);
  if (!around || !closestOf(node, MENUS) || part.matches('[role=tabpanel], .ui-tabs-panel, .ui-dialog, [role=dialog]')) return null;
  let trigger = null;
  for (const near of around.querySelectorAll('*')) {
    if (near === part) break;
    if (isTrigger(near) && shown(near)) trigger = near;
  }
  if (!trigger && around.matches('li, [role=menuitem], [aria-haspopup]')) trigger = around;
  if (!trigger) return null;
  const label = trigger === around ? ownText(around) : words(trigger, false);
  return { node: nodes.of(trigger), label: label || referred(trigger) || clean(trigger.title || ''), rect: rectangle([trigger]) };
}

function gatherControls(nodes) {
  const found = [];
  for (const node of all(CONTROLS)) {
    // Of `li[role=tab] > a` the link takes the click.
    if (node.matches('[role=tab], [role=menuitem]') && node.querySelector('a')) continue;
    const hidden = !shown(node);
    const labels = controlLabels(node, hidden);
    if (labels.length === 0) continue;
    const state = stateOf(node, isDisabled(node));
    found.push({
      node: nodes.of(node),
      role: roleOf(node),
      labels,
      place: placeOf(node),
      state,
      opener: hidden ? openerOf(node, nodes) : null,
      rect: rectangle([node]),
      at: node,
    });
  }
  return found;
}
