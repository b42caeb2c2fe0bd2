// Whether a person's click would arrive: ready, disabled, moving, covered or hidden.
// Needs roots.js, visible.js and motion.js. Arguments, reply: none. Side effects: none.

const SWITCHED_OFF = '.ui-state-disabled, .p-disabled, .chosen-disabled, [aria-disabled=true], [inert]';
const blankets = new Map();

// What lies over the whole viewport of a node's window, if anything: it also covers what is scrolled out of sight.
function blanketOver(node) {
  const view = viewOf(node);
  if (!blankets.has(view)) {
    const hit = hitAt(node, view.innerWidth / 2, 2) || view.document.documentElement;
    const box = hit.getBoundingClientRect();
    const covers = box.left <= 0 && box.top <= 0 && box.right >= view.innerWidth - 20 && box.bottom >= view.innerHeight - 20;
    const held = hit.matches(':modal') ? hit : covers ? heldInPlace(hit) : null;
    blankets.set(view, held && { hit, held });
  }
  const over = blankets.get(view);
  return over && !surrounds(over.held, node) && !surrounds(over.hit, node) && !inTopLayer(node) ? over.hit : null;
}

// A point outside an ancestor that scrolls is not covered: the press scrolls it into sight.
function scrolledAway(node, x, y) {
  for (let around = parentOf(node); around && around.localName !== 'body'; around = parentOf(around)) {
    const box = around.getBoundingClientRect();
    const outside = x < box.left || x > box.right || y < box.top || y > box.bottom;
    if (outside && getComputedStyle(around).overflow !== 'visible') return true;
  }
  return false;
}

// A bar fixed at an edge of the window covers what is under it only until the page is scrolled so that it comes clear.
function comesClear(node, hit, middle) {
  const view = viewOf(node);
  const page = view.document.scrollingElement;
  let bar = hit;
  while (bar && !/fixed|sticky/.test(getComputedStyle(bar).position)) bar = parentOf(bar);
  if (!bar || bar.matches(':modal') || !page || surrounds(bar, node) || heldInPlace(node)) return false;
  const box = bar.getBoundingClientRect();
  const wanted = page.scrollTop + middle - view.innerHeight / 2;
  const reached = Math.max(0, Math.min(wanted, page.scrollHeight - view.innerHeight));
  const then = middle + page.scrollTop - reached;
  return then < box.top - 2 || then > box.bottom + 2;
}

// The node itself or around it that does not scroll with the page.
function heldInPlace(node) {
  let at = node;
  while (at && getComputedStyle(at).position !== 'fixed') at = parentOf(at);
  return at;
}

// Where a click on a node arrives, by W3C: in the middle of the part in view of its first box. Null if none is in view.
function pointOf(node) {
  const box = node.getClientRects()[0];
  const view = viewOf(node);
  if (!box) return null;
  const left = Math.max(0, box.left), right = Math.min(view.innerWidth, box.right);
  const top = Math.max(0, box.top), bottom = Math.min(view.innerHeight, box.bottom);
  return left >= right || top >= bottom ? null : [(left + right) / 2, (top + bottom) / 2];
}

// The node that would receive the click instead, or null.
function coverOf(node) {
  const point = pointOf(node);
  if (!point) return blanketOver(node);
  const [x, y] = point;
  const hit = hitAt(node, x, y);
  if (!hit || surrounds(node, hit) || scrolledAway(node, x, y)) return null;
  return comesClear(node, hit, y) ? null : hit;
}

function inTopLayer(node) {
  return closestOf(node, '[role=dialog], [role=alertdialog], .ui-dialog, dialog') !== null;
}

function isDisabled(node) {
  return node.matches(':disabled') || closestOf(node, SWITCHED_OFF) !== null;
}

// `parts` are what a person takes for the same thing: a hit on them arrives as well.
function stateOf(node, disabled, parts = []) {
  if (!shown(node)) return [isPassing(node) ? 'moving' : 'hidden'];
  if (disabled) return ['disabled'];
  if (isMoving(node)) return ['moving'];
  const cover = coverOf(node);
  if (!cover || parts.some((part) => surrounds(part, cover))) return ['ready'];
  if (!surrounds(cover, node) || getComputedStyle(node).pointerEvents !== 'none') return ['covered', described(cover)];
  // Nothing lies over a node that lets the pointer through; it takes no click all the same. A whole page does so for a while.
  const page = node.ownerDocument.body;
  return page && getComputedStyle(page).pointerEvents === 'none' ? ['covered', 'the page'] : ['disabled'];
}
