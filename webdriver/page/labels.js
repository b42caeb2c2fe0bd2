// The names that markup gives a field, each with its tier; neighbours.js finds those that stand beside it.
// Needs roots.js, visible.js and neighbours.js. Arguments, reply: none. Side effects: none.

const FIELDS =
  'input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image], [aria-hidden=true]), ' +
  'select:not([aria-hidden=true]), textarea:not([aria-hidden=true]), [role=combobox], [role=checkbox], [role=switch], [role=radio], [role=listbox], ' +
  '[role=textbox], [role=searchbox], [role=spinbutton], [contenteditable=true], [contenteditable=""]';
// Fields whose own content is their value.
const OWN_VALUE =
  'input, select, textarea, [role=combobox], [role=listbox], [role=textbox], [role=searchbox], [role=spinbutton], [contenteditable], [aria-haspopup=listbox]';
// What stands in a label without being its text: values, help, what is pressed.
const NO_NAME =
  GLYPHS + ', ' + FIELDS + ', button, [role=button], [role=tooltip], [role=alert], [role=status], .ui-selectonemenu, .chosen-container';
const MARK = /^[\s(\[*]*(?:pole )?(?:wymagan[eay]|obowiązkow[eay]|nieobowiązkow[eay]|opcjonaln[eay]|required|mandatory|optional)[\s)\]*]*$/i;

let fieldHolders = null;

// Whether a node is a field or one stands in it, in whatever tree.
function holdsField(node) {
  if (!fieldHolders) {
    fieldHolders = new Set();
    for (const field of all(FIELDS)) {
      for (let at = field; at && !fieldHolders.has(at); at = parentOf(at)) fieldHolders.add(at);
    }
  }
  return fieldHolders.has(node);
}

function fieldsIn(node) {
  if (!shadowed) return Array.from(node.querySelectorAll(FIELDS));
  return holdsField(node) ? all(FIELDS).filter((each) => each !== node && surrounds(node, each)) : [];
}

// The text of a label: what is seen of it; all of it only where nothing is seen, as of a label for screen readers.
function labelWords(label) {
  const read = (hiddenToo) => clean(withoutGlyphs(gathered(label, hiddenToo, NO_NAME))).replace(/^[*＊]\s*/, '');
  return (shown(label) && read(false)) || read(true) || pictured(label) || drawnBefore(label);
}

// The same, once more without a mark such as “(wymagane)” that stands in a node of its own, and as it is drawn.
function labelTexts(label) {
  const text = labelWords(label);
  const drawn = asDrawn(label, text);
  if (label.childElementCount === 0) return drawn === text ? [text] : [text, drawn];
  const mark = Array.from(label.querySelectorAll('*')).find((node) => MARK.test(node.textContent));
  return [text, mark ? clean(text.replace(clean(mark.textContent), ' ')) : text, firstLine(label, text), drawn].filter((each, at, every) => each && every.indexOf(each) === at);
}

// What a label says before a part of it that stands on lines of its own.
function firstLine(label, text) {
  let lead = '';
  for (const child of childrenOf(label)) {
    if (child.nodeType === 3) lead += child.data;
    if (child.nodeType !== 1 || child.matches(NO_NAME) || (shown(label) && !rendered(child))) continue;
    if (clean(lead) && /^(block|flex|grid)$/.test(getComputedStyle(child).display)) return clean(withoutGlyphs(lead));
    lead += gathered(child, !shown(label), NO_NAME);
  }
  return text;
}

function pictured(node) {
  const image = node.querySelector('img[alt]');
  return image ? clean(image.alt) : '';
}

// Text that the style sheet puts in front of a node, as tables do on narrow screens.
function drawnBefore(node) {
  const { content } = getComputedStyle(node, '::before');
  // Firefox tells `attr(name)` as it is written, Chromium what stands there.
  const attribute = /^attr\(([\w-]+)\)$/.exec(content);
  const drawn = attribute ? [content, node.getAttribute(attribute[1]) || ''] : /^"(.*)"$/.exec(content);
  return drawn ? clean(withoutGlyphs(drawn[1])) : '';
}

// Label elements of a node; of one that HTML gives none, those whose `for` is its id.
function labelElements(node) {
  if (node.labels) return Array.from(node.labels);
  return node.id ? Array.from(node.getRootNode().querySelectorAll('label[for="' + CSS.escape(node.id) + '"]')) : [];
}

// Labels of a field that stand inside `around` (all if null), apart from those that wrap it.
function labelsFor(node, around) {
  return labelElements(node).filter((label) => !surrounds(label, node) && (!around || surrounds(around, label)));
}

function wrapperOf(node) {
  const own = labelElements(node).find((label) => surrounds(label, node));
  return own || (node.labels ? null : closestOf(node, 'label:not([for])'));
}

// What aria-labelledby refers to, hidden or not. A field that refers to itself says its value there, which is no name.
function referred(node) {
  const ids = (node.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean);
  const texts = ids.map((id) => byId(node, id)).filter(Boolean).map((at) => referredText(at, node));
  return clean(texts.join(' ')) || clean(node.getAttribute('aria-label') || '');
}

function referredText(at, node) {
  const named = clean(at.getAttribute('aria-label') || '');
  if (named || (node.matches(OWN_VALUE) && surrounds(node, at))) return named;
  return at === node ? words(at, true) : labelWords(at);
}

// The title of a group that holds no other field than these.
function titlesOfGroup(node, fields) {
  const group = parentOf(node) && closestOf(parentOf(node), 'fieldset, [role=group], [role=radiogroup]');
  if (!group || !fieldsIn(group).every((field) => fields.some((own) => surrounds(own, field) || surrounds(node, field)))) return [];
  const legend = group.localName === 'fieldset' ? group.querySelector('legend') : null;
  return (legend ? labelTexts(legend) : []).concat(referred(group)).filter(Boolean);
}

// A web component with one field in its tree lends it its own names.
function hostsOf(node) {
  const hosts = [];
  for (let root = node.getRootNode(); root.host && hosts.length < 4; root = root.host.getRootNode()) {
    const inner = Array.from(root.querySelectorAll('*')).filter((each) => each.matches(FIELDS) || (each.shadowRoot && holdsField(each)));
    if (inner.length !== 1) break;
    hosts.push(root.host);
  }
  return hosts;
}

// What the button says that sends this field and no other: what people call the search field beside `Szukaj`.
function senderOf(field) {
  if (field.localName !== 'input' || !field.form || isBox(field) || field.type === 'radio') return '';
  const parts = Array.from(field.form.elements).filter(shown);
  const buttons = parts.filter((part) => part.matches('button, input') && part.type === 'submit');
  if (buttons.length !== 1 || parts.some((part) => part !== field && part.matches(FIELDS))) return '';
  return clean(buttons[0].localName === 'input' ? buttons[0].value : words(buttons[0], false));
}

// All names of a field. `twins` are nodes that stand in for it, such as the hidden field that is sent; it is drawn in `place`;
// `own` is its own text, where that is a name.
function namesOf(field, twins, place, hidden, own = '') {
  const named = [field].concat(twins, shadowed ? hostsOf(field) : []);
  const labels = Array.from(new Set(named.flatMap((node) => labelsFor(node, null))));
  const whole = labels.length > 1 ? [labels.map(labelWords).join(' ')] : [];
  const wrapper = named.map(wrapperOf).find(Boolean);
  const wrapping = wrapper ? labelTexts(wrapper).concat(isBox(field) ? [] : leadOf(wrapper, place)) : [];
  const aria = named.map(referred);
  const known = own !== '' || labels.length > 0 || wrapping.concat(aria).some(Boolean);
  const beside = neighbours(wrapper || place, hidden, known);
  const titles = named.flatMap((node) => [node.title, node.placeholder, node.getAttribute('aria-placeholder')]).concat(senderOf(field));
  return ranked([
    ...[own].concat(labels.flatMap(labelTexts), whole).map((text) => [text, 'associated']),
    ...aria.map((text) => [text, 'aria']),
    ...(known || beside.length > 0 ? wrapping : titlesOfGroup(place, named)).map((text) => [text, 'wrapping']),
    ...beside.map((text) => [text, 'neighbour']),
    ...titles.map((text) => [clean(text || ''), 'title']),
  ]);
}

// What a label says before the field that it wraps; a unit or a hint may follow.
function leadOf(label, place) {
  for (let at = place; at && at !== label; at = parentOf(at)) {
    const before = textBefore(at, true);
    if (before) return labelWords(label).startsWith(before) ? [before] : [];
  }
  return [];
}

// Keeps the best tier of every text.
function ranked(pairs) {
  const kept = new Map();
  for (const [text, tier] of pairs) if (text && !kept.has(text)) kept.set(text, tier);
  return Array.from(kept);
}
