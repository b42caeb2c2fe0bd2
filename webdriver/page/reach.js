// Whether a person's click would arrive: ready, disabled, covered or hidden.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

const blankets = new Map();

// The node that lies over the whole viewport of a node's window, if any: it also covers what is scrolled out of sight.
function blanketOver(node) {
  const view = viewOf(node);
  if (!blankets.has(view)) {
    const hit = hitAt(node, view.innerWidth / 2, 2) || view.document.documentElement;
    const box = hit.getBoundingClientRect();
    const covers = box.left <= 0 && box.top <= 0 && box.right >= view.innerWidth - 20 && box.bottom >= view.innerHeight - 20;
    blankets.set(view, covers && getComputedStyle(hit).position === 'fixed' ? hit : null);
  }
  return blankets.get(view);
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

// The node that would receive the click instead, or null. The point is W3C's: middle of the part in view of the first box.
function coverOf(node) {
  const box = node.getClientRects()[0];
  const view = viewOf(node);
  const left = Math.max(0, box.left), right = Math.min(view.innerWidth, box.right);
  const top = Math.max(0, box.top), bottom = Math.min(view.innerHeight, box.bottom);
  if (left >= right || top >= bottom) {
    const over = blanketOver(node);
    return over && !surrounds(over, node) && !inTopLayer(node) ? over : null;
  }
  const x = (left + right) / 2, y = (top + bottom) / 2;
  const hit = hitAt(node, x, y);
  if (!hit || surrounds(node, hit) || scrolledAway(node, x, y)) return null;
  return hit;
}

function inTopLayer(node) {
  return closestOf(node, '[role=dialog], [role=alertdialog], .ui-dialog, dialog') !== null;
}

function isDisabled(node) {
  return (
    node.matches(':disabled, .ui-state-disabled, [aria-disabled=true]') ||
    closestOf(node, '.ui-state-disabled, [aria-disabled=true]') !== null
  );
}

function stateOf(node, disabled) {
  if (!shown(node)) return ['hidden'];
  if (disabled) return ['disabled'];
  const cover = coverOf(node);
  return cover ? ['covered', described(cover)] : ['ready'];
}
