// What a person can see of a node, and what it says.
// Needs roots.js and cut.js. Arguments: none; functions for the scripts that follow. Reply: none. Side effects: none.

// Drawings, and what is no text of the page: the letters of an icon font name or encode a picture.
const GLYPHS =
  '.ui-icon, .ui-button-icon-only .ui-button-text, [class*=material-icons], [class*=material-symbols], mat-icon, svg, ' +
  'script, style, template, noscript, select, textarea';
// Texts for screen readers; where a class does not tell, the size does.
const CLIPPED =
  '.ui-helper-hidden-accessible, .p-hidden-accessible, .sr-only, .usa-sr-only, [class*=visually-hidden], .visuallyhidden, .screen-reader-text';
const INLINE = new Set(
  'a abbr b bdi bdo cite code em font i kbd label mark q s slot small span strong sub sup time tt u var'.split(' '),
);

let shownNodes = new Map();

// Forgets what was seen of a page that may have changed since.
function lookAgain() {
  shownNodes = new Map();
  clips = new Map();
  knownRoots = null;
}

function clean(text) {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}

// Letters of private use are pictures, those without width hold a line open.
function withoutGlyphs(text) {
  return /[\ue000-\uf8ff\u200b\ufeff]/.test(text) ? text.replace(/[\ue000-\uf8ff\u200b\ufeff]/g, ' ') : text;
}

// Drawn, or of no box itself (a slot, `display: contents`) but able to hold what is drawn.
function rendered(node) {
  if (node.matches(CLIPPED)) return false;
  if (node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
  return node.localName === 'slot' || getComputedStyle(node).display === 'contents';
}

// Rendered, of some size, not cut off and not pushed off the page; of a slot, which has no box, what is around it.
function shown(node) {
  if (node.localName === 'slot' && shadowed) return shown(parentOf(node));
  let known = shownNodes.get(node);
  if (known === undefined) {
    const box = node.getBoundingClientRect();
    known =
      box.width > 0 &&
      box.height > 0 &&
      !isPushedOff(node, box) &&
      rendered(node) &&
      !closestOf(node, CLIPPED) &&
      !(mayBeCut(node, box) && isCut(node, box));
    shownNodes.set(node, known);
  }
  return known;
}

// A pixel in size: text for screen readers by another class than those known.
function isSpeck(node) {
  return node.offsetWidth === 1 && node.offsetHeight === 1;
}

function gathered(node, hiddenToo, without = GLYPHS) {
  let text = '';
  for (const child of childrenOf(node)) {
    if (child.nodeType === 3) {
      text += child.data;
    } else if (child.nodeType === 1 && !child.matches(without) && (hiddenToo || (rendered(child) && !isSpeck(child)))) {
      const inner = gathered(child, hiddenToo, without);
      // A label may hold hints that the style sheet puts on lines of their own; to ask that of every text takes too long.
      const inline = INLINE.has(child.localName) && (without === GLYPHS || !inner || getComputedStyle(child).display !== 'block');
      text += inline ? inner : ' ' + inner + ' ';
    }
  }
  return text;
}

// The text of a node without icon fonts and values of fields; of a hidden node only if `hiddenToo`.
function words(node, hiddenToo) {
  return clean(withoutGlyphs(gathered(node, hiddenToo)));
}

// A text in the letters in which the style sheet has it drawn: a person reads `ZAPISZ` where the page holds `Zapisz`.
function asDrawn(node, text) {
  const how = getComputedStyle(node).textTransform;
  if (how === 'capitalize') return text.replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase());
  return how === 'uppercase' ? text.toUpperCase() : how === 'lowercase' ? text.toLowerCase() : text;
}

function rectangle(nodes) {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const node of nodes) {
    const box = node.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || isScrolledAway(node, box)) continue;
    left = Math.min(left, box.left);
    top = Math.min(top, box.top);
    right = Math.max(right, box.right);
    bottom = Math.max(bottom, box.bottom);
  }
  return left === Infinity ? [0, 0, 0, 0] : [left, top, right - left, bottom - top];
}

// A node as a message names it: `div.ui-widget-overlay`, with what it says if that is short.
function described(node) {
  const classes = (node.getAttribute('class') || '').split(/\s+/).filter(Boolean).slice(0, 3);
  const said = words(node, false).slice(0, 60);
  return [node.localName].concat(classes).join('.') + (said ? ' “' + said + '”' : '');
}
