// What still moves on a page. Answers one word or sentence, '' for nothing.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

function firstShown(selectors) {
  for (const selector of selectors) {
    for (const node of all(selector)) if (shown(node)) return node;
  }
  return null;
}

function queueIsBusy(view) {
  const ajax = view.PrimeFaces && view.PrimeFaces.ajax;
  return Boolean(ajax && ajax.Queue && ajax.Queue.isEmpty && !ajax.Queue.isEmpty());
}

// Finite ones only: a spinner that turns for ever is no reason to wait.
function movingNode() {
  for (const animation of roots().flatMap((root) => root.getAnimations())) {
    const effect = animation.effect;
    const target = effect && effect.target;
    if (target && animation.playState === 'running' && effect.getComputedTiming().endTime !== Infinity && shown(target)) return target;
  }
  return null;
}

function unrest(busy) {
  lookAgain();
  for (const { readyState, defaultView } of documents()) {
    if (readyState !== 'complete') return 'the document is loading';
    if (queueIsBusy(defaultView)) return 'the request queue of the page is not empty';
    if (defaultView.jQuery && defaultView.jQuery.active > 0) return 'requests of the page are running';
  }
  const indicator = firstShown(busy);
  if (indicator) return 'busy: ' + described(indicator);
  const moving = movingNode();
  return moving ? 'moving: ' + described(moving) : '';
}

// Names a place in the document so that a node made anew counts as the same one.
function spot(node) {
  const at = node.nodeType === 1 ? node : node.host || node.parentElement;
  const named = at && closestOf(at, '[id]');
  return named ? named.localName + '#' + named.id : at ? at.localName : 'document';
}
