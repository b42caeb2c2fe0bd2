// Whether a person's click would arrive: ready, disabled, covered or hidden.
// Needs visible.js. Arguments, reply: none. Side effects: none.

let blanket;

// The node that lies over the whole viewport, if any: it also covers what is scrolled out of sight.
function blanketOverAll() {
  if (blanket === undefined) {
    const hit = document.elementFromPoint(innerWidth / 2, 2) || document.documentElement;
    const box = hit.getBoundingClientRect();
    const covers = box.left <= 0 && box.top <= 0 && box.right >= innerWidth - 20 && box.bottom >= innerHeight - 20;
    blanket = covers && getComputedStyle(hit).position === 'fixed' ? hit : null;
  }
  return blanket;
}

// A point outside an ancestor that scrolls is not covered: the press scrolls it into sight.
function scrolledAway(node, x, y) {
  for (let around = node.parentElement; around && around !== document.body; around = around.parentElement) {
    const box = around.getBoundingClientRect();
    const outside = x < box.left || x > box.right || y < box.top || y > box.bottom;
    if (outside && getComputedStyle(around).overflow !== 'visible') return true;
  }
  return false;
}

// The node that would receive the click instead, or null. The point is W3C's: middle of the part in view of the first box.
function coverOf(node) {
  const box = node.getClientRects()[0];
  const left = Math.max(0, box.left), right = Math.min(innerWidth, box.right);
  const top = Math.max(0, box.top), bottom = Math.min(innerHeight, box.bottom);
  if (left >= right || top >= bottom) {
    const over = blanketOverAll();
    return over && !over.contains(node) && !inTopLayer(node) ? over : null;
  }
  const x = (left + right) / 2, y = (top + bottom) / 2;
  const hit = document.elementFromPoint(x, y);
  if (!hit || hit === node || node.contains(hit) || scrolledAway(node, x, y)) return null;
  return hit;
}

function inTopLayer(node) {
  return node.closest('[role=dialog], [role=alertdialog], .ui-dialog, dialog') !== null;
}

function isDisabled(node) {
  return (
    node.matches(':disabled, .ui-state-disabled, [aria-disabled=true]') ||
    node.closest('.ui-state-disabled, [aria-disabled=true]') !== null
  );
}

function stateOf(node, disabled) {
  if (!shown(node)) return ['hidden'];
  if (disabled) return ['disabled'];
  const cover = coverOf(node);
  return cover ? ['covered', described(cover)] : ['ready'];
}
