// Fields whose options come in sight only when they are opened or typed in, wherever in the page the options are drawn.
// Needs roots.js, visible.js, reach.js, labels.js, families.js and places.js. Arguments, reply: none. Side effects: none.

const COMBOS =
  '[role=combobox], [aria-autocomplete=list], [aria-autocomplete=both], .ui-autocomplete-input, .tt-input, ' +
  'button[aria-haspopup=listbox], [role=button][aria-haspopup=listbox], ' + FAMILY_ROOTS;
const NO_VALUE = GLYPHS + ', ' + CLEARS + ', button, [role=button], [role=listbox], [aria-live], [class*=placeholder], [class*=Placeholder]';

function isTypedIn(node) {
  return (node.localName === 'input' || node.localName === 'textarea' || node.isContentEditable) && !isReadOnly(node) && shown(node);
}

// The widget around a combobox: the first node around it that a person can see as a field, by its size or its border.
function widgetAround(node) {
  if (node.localName !== 'input') return node;
  const bare = !shown(node) || isKeptAside(node) || getComputedStyle(node).borderTopWidth === '0px';
  for (let at = parentOf(node), depth = 0; bare && at && depth < 6 && !at.matches(EDGES + ', td, th, label'); at = parentOf(at), depth++) {
    if (fieldsIn(at).length > 1 && fieldsIn(at).some((field) => field !== node && shown(field))) break;
    if (!shown(at) || isKeptAside(at)) continue;
    const style = getComputedStyle(at);
    if (style.borderTopWidth !== '0px' || style.boxShadow !== 'none' || (style.backgroundColor !== 'rgba(0, 0, 0, 0)' && !shown(node))) return at;
  }
  return shown(node) ? node : firstShownAround(node);
}

function firstShownAround(node) {
  let at = node;
  while (at && (!shown(at) || isKeptAside(at)) && !at.matches(EDGES)) at = parentOf(at);
  return at || node;
}

// A native select that a widget hides and keeps in step with itself, inside the widget or beside it.
function twinOf(root) {
  const isTwin = (node) => node && node.localName === 'select' && (!shown(node) || isKeptAside(node) || node.getAttribute('aria-hidden') === 'true');
  const inner = Array.from(root.querySelectorAll('select')).find(isTwin);
  if (inner) return inner;
  for (let at = root, depth = 0; at && depth < 4 && !at.matches(EDGES + ', td, th, label'); at = parentOf(at), depth++) {
    const beside = [at.previousElementSibling, at.nextElementSibling].find(isTwin);
    if (beside) return beside;
  }
  return null;
}

function refersTo(node) {
  const ids = ['aria-controls', 'aria-owns'].flatMap((name) => (node.getAttribute(name) || '').split(/\s+/)).filter(Boolean);
  return ids.map((id) => byId(node, id)).filter(Boolean);
}

// The list of a combobox: the one that it refers to or holds; else, while it is open, one in sight that nobody refers to.
function listOf(node, root) {
  const lists = '[role=listbox], [role=tree]';
  const isList = (at) => (at.matches(lists) ? at : at.querySelector(lists) || (at.querySelector('[role=option]') ? at : null));
  const own = refersTo(node).map(isList).find(Boolean) || (root !== node ? refersTo(root).map(isList).find(Boolean) : null);
  const inner = own || root.querySelector('[role=listbox]') || (node.id.endsWith('_input') ? byId(node, node.id.replace(/_input$/, '_panel')) : null);
  if (inner) return inner;
  if (node.getAttribute('aria-expanded') === 'true') {
    const others = new Set(all('[aria-controls], [aria-owns]').flatMap(refersTo));
    const open = all(lists).filter((list) => shown(list) && !others.has(list));
    return open.filter((list) => list.matches('[role=listbox]') || hangsOver(list)).pop() || null;
  }
  return node.getRootNode().activeElement === node ? all(LOOSE_LISTS).find(shown) || null : null;
}

// Drawn over the page and not in its flow: a tree elsewhere on the page is no list of a field.
function hangsOver(list) {
  for (let at = list; at; at = parentOf(at)) if (/^(absolute|fixed)$/.test(getComputedStyle(at).position)) return true;
  return false;
}

// The options in a list. Some libraries keep a list without size for screen readers and draw the options beside it.
function itemsOf(list) {
  const inside = (node, selector) => (shadowed ? all(selector).filter((each) => surrounds(node, each)) : Array.from(node.querySelectorAll(selector)));
  if (!shown(list) && rendered(list) && parentOf(list)) {
    const drawn = inside(parentOf(list), '[aria-selected]').filter((item) => !closestOf(item, '[role=listbox]') && shown(item));
    if (drawn.length > 0) return drawn;
  }
  const options = inside(list, '[role=option], [role=treeitem]');
  return options.length > 0 ? options : inside(list, LOOSE_ITEMS);
}

