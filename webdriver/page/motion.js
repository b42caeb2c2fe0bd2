// What moves without end: no click is sure to hit it, and waiting does not help.
// Needs roots.js. Arguments, reply: none. Side effects: none.

// Properties of a keyframe that leave a node where it is.
const STILL = new RegExp(
  '^(offset|computedOffset|easing|composite|opacity|visibility|fill|stroke|filter|backdropFilter|cursor|content)$' +
    '|[cC]olor|[sS]hadow|^background|^outline|^text(Decoration|Emphasis)',
);
const TURNS = /^(none|(\s*(scale|rotate)[XYZ3d]*\([^)]*\))*)$/;

let movers = null;

// Targets of animations that run for ever and change where a node lies. `turns`: only around its own middle, which stays.
function endless() {
  if (movers) return movers;
  movers = new Map();
  for (const animation of roots().flatMap((root) => root.getAnimations())) {
    const effect = animation.effect;
    if (!effect || !effect.target || effect.pseudoElement || animation.playState !== 'running') continue;
    if (effect.getComputedTiming().endTime !== Infinity || animation.playbackRate === 0) continue;
    const frames = effect.getKeyframes();
    const changed = new Set(frames.flatMap((frame) => Object.keys(frame)).filter((name) => !STILL.test(name) && varies(frames, name)));
    if (changed.size === 0) continue;
    const turning = frames.every((frame) => TURNS.test(frame.transform || 'none'));
    const turns = Array.from(changed).every((name) => name === 'rotate' || name === 'scale' || (name === 'transform' && turning));
    movers.set(effect.target, turns && movers.get(effect.target) !== false);
  }
  return movers;
}

// A property named in some frames only starts or ends at the node's own value.
function varies(frames, name) {
  return new Set(frames.map((frame) => frame[name])).size > 1 || frames.length === 1;
}

function isMoving(node) {
  if (endless().get(node) === false) return true;
  if (movers.size > 0) for (let around = parentOf(node); around; around = parentOf(around)) if (movers.has(around)) return true;
  return isPassing(node);
}

// In a ticker, in whose window it is only now and then.
function isPassing(node) {
  return closestOf(node, 'marquee') !== null && rendered(node);
}
