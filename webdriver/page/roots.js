// The trees of a page: the document, every open shadow root in it and, if asked for, the documents of its frames.
// Needs wall.js and visible.js. Arguments: none; functions for the scripts that follow. Reply: none. Side effects: none.
// A closed shadow root shows nothing of itself to a script: all that is known of it is its host.

let knownRoots = null;
let shadowed = false;
// Origins whose frames are parts of the page, if they can be entered at all; null where every frame answers for itself.
let entered = null;

// All trees in document order; what a frame or a shadow root holds comes after the node that holds it.
function roots() {
  if (!knownRoots) {
    knownRoots = [];
    gatherRoots(document);
  }
  return knownRoots;
}

function gatherRoots(root) {
  knownRoots.push(root);
  for (const node of root.querySelectorAll('*')) {
    if (node.shadowRoot) {
      shadowed = true;
      gatherRoots(node.shadowRoot);
    } else if (entered && isFrame(node) && shown(node)) {
      const inner = documentIn(node, entered);
      if (inner) gatherRoots(inner);
    }
  }
}

function isFrame(node) {
  return node.localName === 'iframe' || node.localName === 'frame';
}

// The document of a frame, or null where it is of another origin than its page or of none that is allowed.
function documentIn(frame, origins) {
  const inner = frame.contentDocument;
  return inner && inner.documentElement && origins.includes(originOf(inner.defaultView)) ? inner : null;
}

// The documents among the trees.
function documents() {
  return roots().filter((root) => root.nodeType === 9);
}

// Everything in all trees that a selector matches, in document order.
function all(selector) {
  const found = roots().map((root) => Array.from(root.querySelectorAll(selector))).filter((some) => some.length > 0);
  return found.length > 1 ? found.flat().sort(inOrder) : found[0] || [];
}

// Compares two nodes by document order, whatever tree they stand in; a holder comes before what it holds.
function inOrder(one, other) {
  const left = holdersOf(one), right = holdersOf(other);
  let at = 0;
  while (at < left.length - 1 && at < right.length - 1 && left[at] === right[at]) at++;
  if (left[at] === right[at]) return left.length - right.length;
  return left[at].compareDocumentPosition(right[at]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

// The node and the nodes that hold its tree, outermost first.
function holdersOf(node) {
  const holders = [node];
  for (let at = node; at; ) {
    const root = at.getRootNode();
    at = root.host || (root.defaultView && root.defaultView !== window ? root.defaultView.frameElement : null);
    if (at) holders.unshift(at);
  }
  return holders;
}

// The node around a node as it is drawn: its slot, its parent or the host of its tree.
function parentOf(node) {
  if (!shadowed) return node.parentElement;
  return node.assignedSlot || node.parentElement || (node.parentNode && node.parentNode.host) || null;
}

function closestOf(node, selector) {
  if (!shadowed) return node.closest(selector);
  let at = node;
  while (at && !at.matches(selector)) at = parentOf(at);
  return at;
}

// Says whether a node is another or is drawn around it.
function surrounds(outer, inner) {
  if (!shadowed) return outer.contains(inner);
  let at = inner;
  while (at && at !== outer) at = parentOf(at);
  return at === outer;
}

// The nodes drawn directly in a node: those of its own tree or, of a slot, those put in it.
function childrenOf(node) {
  if (!shadowed) return node.childNodes;
  if (node.shadowRoot) return node.shadowRoot.childNodes;
  const put = node.localName === 'slot' ? node.assignedNodes() : [];
  return put.length > 0 ? put : node.childNodes;
}

// The node of an id, looked for where ids of this node count.
function byId(node, id) {
  return node.getRootNode().getElementById(id);
}

function viewOf(node) {
  return node.ownerDocument.defaultView;
}

// What lies on top at a point of the node's own window, down to the innermost tree.
function hitAt(node, x, y) {
  let hit = node.ownerDocument.elementFromPoint(x, y);
  while (hit && hit.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner.getRootNode() !== hit.shadowRoot) break;
    hit = inner;
  }
  return hit;
}
