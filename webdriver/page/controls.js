// Buttons, links, tabs, menu items and branches of trees.
// Needs visible.js, reach.js, labels.js, places.js, beside.js, menus.js and trees.js. Arguments, reply: none. Side effects: none.

const CONTROLS =
  'button, a[href], a.ui-commandlink, a[onclick], a[tabindex], a[data-toggle], a[data-bs-toggle], a[ng-click], [role=button], [role=link], [role=tab], ' +
  '[role^=menuitem], summary, .ui-menuitem-link, ' +
  'input[type=submit], input[type=button], input[type=reset], input[type=image]';
// PrimeFaces draws a link that is off as a text; a label without a box to be seen is what is pressed for it.
const ODD = 'span.ui-commandlink.ui-state-disabled, span.ui-link.ui-state-disabled, label, .ui-fieldset-toggleable > legend, ';

function roleOf(node) {
  const tab = closestOf(node, TABS);
  if (tab && (tab === node || !node.matches('button, [role=button]'))) return 'tab';
  if (node.matches(FOLDERS) || isDisclosure(node)) return 'tab';
  if (node.matches('[role^=menuitem], .ui-menuitem-link, .dropdown-item') || closestOf(node, '[role^=menuitem], [role=menu]')) return 'menuitem';
  const link = node.matches('a, [role=link], .ui-commandlink, .ui-link') && node.getAttribute('role') !== 'button';
  return link ? 'link' : 'button';
}

// What only those hear who cannot see: text clipped away, the name of a picture, the title in a drawing.
function unseenText(node) {
  const clipped = Array.from(node.querySelectorAll(CLIPPED), (part) => clean(part.textContent)).join(' ');
  const image = node.querySelector('img[alt]');
  const drawn = node.querySelector('svg > title');
  const drawing = node.querySelector('svg[aria-label], [role=img][aria-label]');
  return clean(clipped || (image && image.alt) || (drawn && drawn.textContent) || (drawing && drawing.getAttribute('aria-label')) || '');
}

// Where a title stands until a script makes a balloon of it.
function titleOf(node) {
  const own = ['title', 'data-original-title', 'data-bs-original-title', 'data-tooltip'].map((name) => node.getAttribute(name)).find(Boolean);
  const inner = own ? null : node.querySelector('[title]');
  return clean(own || (inner && inner.title) || '');
}

function controlLabels(node, hidden) {
  if (node.matches(FOLDERS)) return ranked([[headerText(node), 'associated']]);
  if (node.localName === 'input') return ranked([[clean(node.value || node.alt || ''), 'associated'], [referred(node), 'aria'], [titleOf(node), 'title']]);
  if (!node.firstElementChild && !node.shadowRoot) {
    return ranked([[clean(node.textContent), 'associated'], [node.matches(TABS) ? headerText(node) : '', 'associated'], [referred(node), 'aria'], [titleOf(node), 'title']]);
  }
  const heading = node.querySelector(TITLES);
  const whole = node.matches('[role^=menuitem], [role=tab]') ? wordsApart(node, hidden, LISTS) : words(node, hidden);
  return ranked([
    [whole, 'associated'],
    [wordsApart(node, hidden, NESTED), 'associated'],
    [heading ? words(heading, hidden) : '', 'associated'],
    [node.matches(TABS) ? headerText(node) : '', 'associated'],
    [referred(node), 'aria'],
    [whole ? '' : unseenText(node), 'aria'],
    [titleOf(node), 'title'],
  ]);
}

// Of `li[role=tab] > a` the link takes the click, of an item with a menu in it its own link does.
function isHolder(node) {
  if (!node.matches('[role=tab], [role^=menuitem]') || node.matches('a, button')) return false;
  return Array.from(node.querySelectorAll('a, button')).some((inner) => closestOf(parentOf(inner), '[role=tab], [role^=menuitem]') === node && words(inner, true) !== '');
}

function isPressable(node) {
  if (node.localName !== 'label') return !isHolder(node);
  const field = node.control;
  return node.matches('[role=button]') || Boolean(field && /checkbox|radio|file/.test(field.type) && !rendered(field) && !closestOf(field, WIDGETS));
}

function controlOf(node, nodes) {
  const hidden = !shown(node);
  const labels = ranked(controlLabels(node, hidden).flatMap(([text, tier]) => [[text, tier]].concat(tier === 'associated' ? [[asDrawn(node, text), tier]] : [])));
  if (labels.length === 0) return null;
  const around = parentOf(node);
  return {
    node: nodes.of(node),
    role: roleOf(node),
    labels,
    place: node.matches('summary, legend') ? placeOf(around) : placeOfControl(node),
    state: stateOf(node, isDisabled(node)),
    opener: hidden ? openerOf(node, nodes) : null,
    expander: null,
    rect: rectangle([node]),
    at: node,
  };
}

// Of a link around a button, or a button around a link, that say the same, the inner one takes the click.
function withoutWrappers(controls) {
  const said = new Map(controls.map((control) => [control.at, control.labels[0][0]]));
  const wrappers = new Set();
  for (const { at, labels } of controls) {
    for (let around = parentOf(at), depth = 0; around && depth < 3; around = parentOf(around), depth++) {
      if (said.get(around) === labels[0][0]) wrappers.add(around);
    }
  }
  return wrappers.size > 0 ? controls.filter((control) => !wrappers.has(control.at)) : controls;
}

function gatherControls(nodes) {
  gatherParts();
  const branches = gatherBranches(nodes);
  const captions = branches.map((branch) => branch.at);
  const isCaption = (node) => captions.some((caption) => caption === node || (surrounds(caption, node) && !node.matches('button') && !caption.querySelector(CHILDREN)));
  const found = withoutWrappers(
    all(CONTROLS + ', ' + ODD + FOLDERS)
      .filter((node) => isPressable(node) && !isCaption(node))
      .map((node) => controlOf(node, nodes))
      .filter(Boolean),
  );
  const both = branches.length > 0 ? found.concat(branches).sort((one, other) => inOrder(one.at, other.at)) : found;
  return both.concat(gatherClickables(both, nodes));
}
