// Whether a node is cut off by a box around it that shows no more than its own area: a closed accordion, a carousel.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

let clips = new Map();

function outside(box, around) {
  return (
    Math.min(box.right, around.right) - Math.max(box.left, around.left) < 1 ||
    Math.min(box.bottom, around.bottom) - Math.max(box.top, around.top) < 1
  );
}

// A quick test that can only err towards yes: some node around is smaller than what it holds, and this one lies outside.
function mayBeCut(node, box) {
  for (let at = node; at; ) {
    const clip = clipAround(at);
    if (!clip) return false;
    if (outside(box, clip.box)) return true;
    at = clip.node;
  }
  return false;
}

// The nearest node around that is smaller than what it holds.
function clipAround(node) {
  let clip = clips.get(node);
  if (clip === undefined) {
    const around = parentOf(node);
    if (!around || around.localName === 'body' || around.localName === 'html') clip = null;
    else if (around.scrollHeight > around.clientHeight + 1 || around.scrollWidth > around.clientWidth + 1) {
      clip = { node: around, box: around.getBoundingClientRect() };
    } else clip = clipAround(around);
    clips.set(node, clip);
  }
  return clip;
}

// The exact answer: what is fixed or placed by a box further out is not cut by those between, what scrolls can be fetched.
function isCut(node, box, asItStands = false) {
  let seen = box;
  let position = getComputedStyle(node).position;
  for (let around = parentOf(node); around && around.localName !== 'body' && position !== 'fixed'; around = parentOf(around)) {
    const style = getComputedStyle(around);
    if (style.display === 'contents' || (position === 'absolute' && style.position === 'static' && style.transform === 'none')) continue;
    const edge = around.getBoundingClientRect();
    if (style.overflow !== 'visible' && style.display !== 'inline') {
      if (/auto|scroll/.test(style.overflow) && !asItStands) seen = edge;
      else if (outside(seen, edge)) return true;
    }
    position = style.position;
  }
  return false;
}

// Whether no picture of the page has it, as a box around it would have to be scrolled first.
function isScrolledAway(node, box) {
  return mayBeCut(node, box) && isCut(node, box, true);
}

// Beyond the left or upper edge, where no scrolling leads, be it of the page or of a box around.
function isPushedOff(node, box) {
  const view = viewOf(node);
  if (box.right + view.scrollX > 0 && box.bottom + view.scrollY > 0) return false;
  for (let around = parentOf(node); around && around.localName !== 'body'; around = parentOf(around)) {
    if (!/auto|scroll/.test(getComputedStyle(around).overflow)) continue;
    const edge = around.getBoundingClientRect();
    return box.right + around.scrollLeft <= edge.left || box.bottom + around.scrollTop <= edge.top || isPushedOff(around, edge);
  }
  return true;
}
