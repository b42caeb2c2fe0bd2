// The page at one moment, for the recorder: each document by itself, and whose gesture a node belongs to.
// Needs wall.js and roots.js, and `lookIn` and `told` as functions. Arguments, reply: none. Side effects: none.

const SECRETS = 'input[type=password], input[autocomplete$=password], input[autocomplete=one-time-code]';
const DEEPEST = 4;
const secrets = new WeakSet();

// What was a password once stays one, also while the page shows its letters.
function noteSecrets(root) {
  for (const node of root.querySelectorAll('*')) {
    if (node.matches(SECRETS)) secrets.add(node);
    if (node.shadowRoot) noteSecrets(node.shadowRoot);
  }
}

// One document and, in `inner`, those of its frames that may be looked into, in the order of its frames.
function sightOf(view, way, origins) {
  noteSecrets(view.document);
  const seen = lookIn(view, view.document, view.location)(origins);
  seen.fields = seen.fields.filter((field) => !secrets.has(seen.nodes[field.node]));
  const inner = seen.frames.map((frame) => {
    const document = way.length < DEEPEST ? documentIn(seen.nodes[frame.node], origins) : null;
    return document ? sightOf(document.defaultView, way.concat(frame.node), origins) : null;
  });
  return { document: view.document, way, seen, inner };
}

function sceneOf(origins, messages, entity) {
  const { headings, entity: shownEntity } = told(messages, entity, origins);
  return { path: location.pathname, headings, entity: shownEntity, page: sightOf(window, [], origins) };
}

function partsOf(sight) {
  return [sight].concat(sight.inner.filter(Boolean).flatMap(partsOf));
}

// Nodes stay in the page: outside, their places in the list tell them apart.
function sent(scene) {
  const part = ({ seen: { nodes, ...rest }, inner }) => ({ ...rest, count: nodes.length, inner: inner.map((each) => each && part(each)) });
  return { ...scene, page: part(scene.page) };
}

function handleOf(part, node) {
  return part.way.concat(node).join('>');
}

function nodesOf(part, field) {
  return [field.node].concat((field.choices || []).map((choice) => choice.node)).map((at) => part.seen.nodes[at]);
}

// The control on the way from the node clicked outwards, or null; a field on the way takes the click for itself.
function controlAt(scene, path) {
  const part = partsOf(scene.page).find((each) => each.document === path[0].ownerDocument);
  if (!part) return null;
  const { controls, fields, nodes } = part.seen;
  for (const node of path) {
    if (fields.some((field) => nodesOf(part, field).includes(node))) return null;
    const own = node.matches && node.matches('[role=tab], [role=menuitem], [role=treeitem]');
    const control = controls.find((each) => nodes[each.node] === node) || (own && controls.find((each) => node.contains(nodes[each.node])));
    if (control) return handleOf(part, control.node);
  }
  return null;
}

// The field whose node stands nearest to an input, or null: its face may be a box or a menu beside it.
function fieldAt(scene, input) {
  const part = partsOf(scene.page).find((each) => each.document === input.ownerDocument);
  for (let around = input, depth = 0; part && around && depth < 5; around = around.parentElement || around.getRootNode().host, depth++) {
    const held = part.seen.fields.filter((field) => nodesOf(part, field).some((node) => around.contains(node)));
    if (held.length > 0) return held.length === 1 ? handleOf(part, held[0].node) : null;
  }
  return null;
}

// Values by field; a field is known by its first label and its place, for its node may be replaced by the page.
function valuesOf(scene) {
  const values = new Map();
  for (const part of partsOf(scene.page)) {
    for (const field of part.seen.fields) {
      const key = JSON.stringify([part.way, field.labels[0], field.place]);
      let twin = 0;
      while (values.has(key + twin)) twin++;
      const chosen = (field.choices || []).filter((choice) => choice.chosen).map((choice) => choice.label);
      values.set(key + twin, [handleOf(part, field.node), JSON.stringify([field.value, field.on, chosen])]);
    }
  }
  return values;
}

// The fields in `now` whose values differ from those before.
function differing(before, now) {
  const changed = [];
  for (const [key, [handle, value]] of valuesOf(now)) if (before.has(key) && before.get(key)[1] !== value) changed.push(handle);
  return changed;
}
