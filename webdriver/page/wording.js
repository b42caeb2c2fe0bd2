// The text of a label, as far as it is a name.
// Needs roots.js, visible.js and labels.js. Arguments, reply: none. Side effects: none.

// What stands in a label without being its text: values, help, what is pressed.
const NO_NAME =
  GLYPHS + ', ' + FIELDS + ', button, [role=button], [role=tooltip], [role=alert], [role=status], .ui-selectonemenu, .chosen-container';
const MARK = /^[\s(\[*]*(?:pole )?(?:wymagan[eay]|obowiązkow[eay]|nieobowiązkow[eay]|opcjonaln[eay]|required|mandatory|optional)[\s)\]*]*$/i;

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
  const unmarked = mark ? clean(text.replace(clean(mark.textContent), ' ')) : '';
  return Array.from(new Set([text, unmarked, firstLine(label, text), drawn])).filter(Boolean);
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
  const [, text, name] = /^(?:"(.*)"|attr\(([\w-]+)\))$/.exec(getComputedStyle(node, '::before').content) || [];
  return clean(withoutGlyphs(text || (name && node.getAttribute(name)) || ''));
}
