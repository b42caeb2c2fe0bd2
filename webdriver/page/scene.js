// The page at one moment, for the recorder, and whose gesture a node belongs to.
// Needs `look` and `told` as functions. Arguments, reply: none. Side effects: none.

const secrets = new WeakSet();

// What was a password once stays one, also while the page shows its letters.
function sceneOf(origins, messages, entity) {
  for (const input of document.querySelectorAll('input[type=password], input[autocomplete$=password], input[autocomplete=one-time-code]')) {
    secrets.add(input);
  }
  const seen = look(origins);
  const fields = seen.fields.filter((field) => !secrets.has(seen.nodes[field.node]));
  const { headings, entity: shownEntity } = told(messages, entity);
  return Object.assign({}, seen, { fields, headings, entity: shownEntity, path: location.pathname });
}

// Nodes stay in the page: outside, their places in the list tell them apart.
function sent(scene) {
  const { nodes, ...rest } = scene;
  return Object.assign(rest, { count: nodes.length });
}

function nodesOf(scene, field) {
  return [field.node].concat((field.choices || []).map((choice) => choice.node)).map((at) => scene.nodes[at]);
}

// The control on the way from the node clicked outwards; a field on the way takes the click for itself.
function controlAt(scene, path) {
  for (const node of path) {
    if (scene.fields.some((field) => nodesOf(scene, field).includes(node))) return -1;
    const at = scene.controls.findIndex((control) => scene.nodes[control.node] === node);
    if (at !== -1) return at;
    const own = node.matches && node.matches('[role=tab], [role=menuitem], [role=treeitem]');
    const inner = own ? scene.controls.findIndex((control) => node.contains(scene.nodes[control.node])) : -1;
    if (inner !== -1) return inner;
  }
  return -1;
}

// The field whose node stands nearest to an input: its face may be a box or a menu beside it.
function fieldAt(scene, input) {
  for (let around = input, depth = 0; around && depth < 5; around = around.parentElement, depth++) {
    const held = scene.fields.map((_, at) => at).filter((at) => nodesOf(scene, scene.fields[at]).some((node) => around.contains(node)));
    if (held.length > 0) return held.length === 1 ? held[0] : -1;
  }
  return -1;
}

// Values by field; a field is known by its first label and its place, for its node may be replaced by the page.
function valuesOf(scene) {
  const values = new Map();
  scene.fields.forEach((field, at) => {
    const key = JSON.stringify([field.labels[0], field.place]);
    let twin = 0;
    while (values.has(key + twin)) twin++;
    const chosen = (field.choices || []).filter((choice) => choice.chosen).map((choice) => choice.label);
    values.set(key + twin, [at, JSON.stringify([field.value, field.on, chosen])]);
  });
  return values;
}

// Places of the fields in `now` whose values differ from those before.
function differing(before, now) {
  const after = valuesOf(now);
  const changed = [];
  for (const [key, [at, value]] of after) if (before.has(key) && before.get(key)[1] !== value) changed.push(at);
  return changed;
}
