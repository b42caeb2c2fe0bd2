// Gathers every control, field and table of one document, and the frames in it, each of which is looked at by itself.
// Arguments: the origins where something may be read. Reply: {elsewhere} on any other, else {controls, fields, tables,
// frames, nodes, viewport, fingerprint}; a `node` is a place in `nodes`.
// Side effects: none.

const [allowed] = arguments;
const foreign = elsewhere(allowed);
if (foreign !== null) return { elsewhere: foreign };
const nodes = nodeList();

// `settled`: whether settle.js answers for it too. The rectangle is that of its viewport.
function frameOf(frame) {
  const box = frame.getBoundingClientRect();
  const inner = documentIn(frame, allowed);
  return {
    node: nodes.of(frame),
    title: clean(frame.title) || referred(frame) || (inner ? clean(inner.title) : '') || clean(frame.name),
    settled: inner !== null,
    rect: [box.left + frame.clientLeft, box.top + frame.clientTop, frame.clientWidth, frame.clientHeight],
  };
}

return {
  controls: bare(gatherControls(nodes)),
  fields: bare(gatherFields(nodes)),
  tables: bare(gatherTables(nodes)),
  frames: all('iframe, frame').filter(shown).map(frameOf),
  nodes: nodes.all,
  viewport: [scrollX, scrollY, innerWidth, innerHeight],
  fingerprint: fingerprint(),
};
