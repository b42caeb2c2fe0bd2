// Where the texts of a page stand on the screen: what a person reads as a field's name when the markup says nothing.
// Needs roots.js, visible.js and labels.js. Arguments, reply: none. Side effects: none.

// Texts that belong to something else.
const APART = 'a, button, option, [role=button], [role=option], [role=alert], [role=status], th, h1, h2, h3, h4, h5, h6, legend, nav';
const FAR_LEFT = 400, FAR_ABOVE = 30, MOST_LINES = 4000;

let lines = null, obstacleList = null;

// Every short visible text with its box. Gathered once, and only on a page where some field has no other name.
function textLines() {
  if (lines) return lines;
  lines = [];
  const range = document.createRange();
  for (const root of roots()) {
    const walker = document.createTreeWalker(root.body || root, NodeFilter.SHOW_TEXT);
    for (let leaf = walker.nextNode(); leaf && lines.length < MOST_LINES; leaf = walker.nextNode()) {
      const parent = leaf.parentElement;
      if (!/\S/.test(leaf.data) || leaf.data.length > 200 || !parent || !shown(parent) || closestOf(parent, APART)) continue;
      range.selectNodeContents(leaf);
      lines.push({ leaf, box: range.getBoundingClientRect() });
    }
  }
  return lines;
}

// The whole of which a text is a part, without what stands in other blocks.
function lineText(leaf) {
  let node = leaf.parentElement;
  while (INLINE.has(node.localName) && parentOf(node) && !holdsField(parentOf(node))) node = parentOf(node);
  return holdsField(node) || firstBlock(node) !== node || node.querySelector('br') ? clean(withoutGlyphs(leaf.data)) : labelWords(node);
}

// The nearest text to the left on the same line, or else the one right above; with nothing to fill in or press between.
function textOnLine(field) {
  if (!shown(field)) return '';
  const box = field.getBoundingClientRect();
  const middle = (box.top + box.bottom) / 2;
  const own = (line) => viewOf(line.leaf) !== viewOf(field) || surrounds(field, line.leaf.parentElement) || isAnothers(line.leaf, field);
  let left = null, above = null;
  for (const line of textLines()) {
    const text = line.box;
    if (text.right <= box.left + 4 && box.left - text.right < FAR_LEFT && text.top <= middle && text.bottom >= middle) {
      if ((!left || text.right > left.box.right) && !own(line)) left = line;
    } else if (text.bottom <= box.top + 4 && box.top - text.bottom < FAR_ABOVE && text.left < box.right && text.right > box.left) {
      if ((!above || text.bottom > above.box.bottom) && !own(line)) above = line;
    }
  }
  if (left && isFree({ left: left.box.right, right: box.left, top: middle - 2, bottom: middle + 2 }, field)) return lineText(left.leaf);
  if (above && isFree({ left: box.left, right: box.right, top: above.box.bottom, bottom: box.top }, field)) return lineText(above.leaf);
  return '';
}

// A text that names another field, or stands after the box of a checkbox.
function isAnothers(leaf, field) {
  const label = closestOf(leaf.parentElement, 'label');
  if (label && label.control && !surrounds(field, label.control)) return true;
  const before = leaf.previousElementSibling || leaf.parentElement.previousElementSibling;
  return before !== null && before.matches('[type=checkbox], [type=radio], [role=checkbox], [role=radio], [role=switch]');
}

// The middles of all that can be filled in or pressed.
function obstacles() {
  if (!obstacleList) {
    const seen = all(FIELDS + ', button, a[href], [role=button]').map((node) => ({ node, box: node.getBoundingClientRect() }));
    obstacleList = seen.filter(({ box }) => box.width > 0).map(({ node, box }) => ({ node, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }));
  }
  return obstacleList;
}

function isFree(gap, field) {
  const between = ({ x, y }) => x > gap.left && x < gap.right && y > gap.top - 8 && y < gap.bottom + 8;
  return !obstacles().some((other) => between(other) && !surrounds(field, other.node) && !surrounds(other.node, field));
}
