// Fields whose options come in sight only when they are opened or typed in, wherever in the page the options are drawn.
// Needs roots.js, visible.js, reach.js, labels.js, families.js and places.js. Arguments, reply: none. Side effects: none.

const COMBOS =
  '[role=combobox], [aria-autocomplete=list], [aria-autocomplete=both], .ui-autocomplete-input, .tt-input, ' +
  'button[aria-haspopup=listbox], [role=button][aria-haspopup=listbox], ' + FAMILY_ROOTS;
const NO_VALUE = GLYPHS + ', button, [role=button], [role=listbox], [aria-live], [class*=placeholder], [class*=Placeholder]';

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
  const isList = (at) => (at.matches('[role=listbox], [role=tree]') ? at : at.querySelector('[role=listbox], [role=tree]') || (at.querySelector('[role=option]') ? at : null));
  const own = refersTo(node).map(isList).find(Boolean) || (root !== node ? refersTo(root).map(isList).find(Boolean) : null);
  const inner = own || root.querySelector('[role=listbox]') || (node.id.endsWith('_input') ? byId(node, node.id.replace(/_input$/, '_panel')) : null);
  if (inner) return inner;
  if (node.getAttribute('aria-expanded') === 'true') {
    const others = new Set(all('[aria-controls], [aria-owns]').flatMap(refersTo));
    return all('[role=listbox]').filter((list) => shown(list) && !others.has(list)).pop() || null;
  }
  return node.getRootNode().activeElement === node ? all(LOOSE_LISTS).find(shown) || null : null;
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

// One option. What the closed field shows tells the chosen one best: some libraries mark as selected what is under the pointer.
function itemOf(item, label, chosen, press, nodes) {
  const pressed = (press && item.querySelector(press)) || item;
  return {
    node: nodes.of(pressed),
    label,
    chosen,
    state: stateOf(pressed, isDisabled(item)),
    rect: rectangle([item]),
  };
}

// The first lines of options, if these tell them apart; what follows in an option describes it.
function namesOfItems(items) {
  const whole = items.map((item) => (item.hasAttribute('aria-labelledby') && referred(item)) || words(item, !shown(item)));
  const lines = items.map((item, at) => (item.childElementCount > 1 ? firstLine(item, whole[at]) : whole[at]));
  return new Set(lines).size === new Set(whole).size ? lines : whole;
}

function choicesOf(items, press, twin, value, several, nodes) {
  const native = twin && twin.nodeType ? twin : null;
  const apart = items.length === 0 || (native && native.options.length !== items.length && !items.some(shown));
  if (apart) return native ? twinChoices(native, nodes) : [];
  const named = namesOfItems(items);
  const byValue = !several && value !== '' && named.includes(value);
  const byTwin = twin && twin.options && twin.options.length === items.length;
  return items.map((item, at) => {
    const chosen = byTwin ? twin.options[at].selected : byValue ? named[at] === value : isChosen(item);
    return itemOf(item, named[at], chosen, press, nodes);
  });
}

// What is known of the options of a closed field from the native one that stands in for it.
function twinChoices(twin, nodes) {
  return Array.from(twin.options).filter((option) => clean(option.label)).map((option) => ({
    node: nodes.of(option),
    label: clean(option.label),
    chosen: option.selected,
    state: ['hidden'],
    rect: [0, 0, 0, 0],
  }));
}

function tagChoices(root, value, nodes) {
  const tags = Array.from(root.querySelectorAll(TAGS)).filter(shown);
  const texts = tags.length > 0 ? tags.map((tag) => clean(withoutGlyphs(gathered(tag, false, NO_VALUE)).replace(/[×✕]/g, ''))) : value.split(/,\s+/).filter(Boolean);
  return texts.map((label, at) => ({ node: nodes.of(tags[at] || root), label, chosen: true, state: ['hidden'], rect: rectangle([tags[at] || root]) }));
}
