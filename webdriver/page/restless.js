// Parts of a page that never rest: a clock, a feed, what a script moves. They are no change of the page.
// Needs roots.js. Arguments, reply: none. Side effects: none.

// The parts known: `name` as a story tells it, `paths` of its nodes, and whether their attributes or what they hold changes.
let restlessParts = [];
// More nodes than these under one name, or a part that holds that much, is the page itself.
const MOST_PATHS = 40, LARGEST = 2000;

// What the last wait has found, of all documents.
function knownRestless(memories) {
  return Array.from(new Map(memories.flatMap((memory) => memory.restless).map((part) => [part.name, part])).values());
}

// Names a place in the document so that a node made anew counts as the same one.
function spot(node) {
  const at = node.nodeType === 1 ? node : node.host || node.parentElement;
  if (!at) return 'document';
  if (at.id) return at.localName + '#' + at.id;
  const named = closestOf(at, '[id]');
  const own = [at.localName].concat(Array.from(at.classList).slice(0, 1)).join('.');
  return named ? own + ' in ' + named.localName + '#' + named.id : own;
}

// Leads to a node from the nearest one with an id, or from the root of its tree.
function pathTo(node) {
  let path = '';
  for (let at = node; at; at = at.parentElement) {
    if (at.id) return '[id="' + CSS.escape(at.id) + '"]' + path;
    const place = at.parentNode && at.parentNode.children ? Array.from(at.parentNode.children).indexOf(at) + 1 : 1;
    path = (at.parentElement ? ' > ' : '') + at.localName + ':nth-child(' + place + ')' + path;
  }
  return path;
}

function noteRestless(part, record) {
  const node = record.target.nodeType === 1 ? record.target : record.target.parentElement;
  if (!node) return;
  if (record.type !== 'attributes') part.holds = true;
  if (part.paths.length < MOST_PATHS) {
    const path = pathTo(node);
    if (!part.paths.includes(path)) part.paths.push(path);
  }
}

function nodesOf(part, tree) {
  const nodes = part.paths.flatMap((path) => Array.from(tree.querySelectorAll(path)));
  return nodes.filter((node) => node.outerHTML.length <= LARGEST || !part.holds);
}

// The markup of a tree without what never rests in it, outer nodes first.
function calm(markup, tree) {
  let text = markup;
  for (const part of restlessParts) {
    for (const node of nodesOf(part, tree)) text = text.replace(node.outerHTML, () => (part.holds ? '' : node.innerHTML));
  }
  return text;
}

function isRestless(field, tree) {
  return restlessParts.some((part) => part.holds && nodesOf(part, tree).some((node) => node.contains(field)));
}
