// Gathers every control, field, fact, dialog and table of one document, and the frames in it, each of which is looked at by itself.
// Arguments: the origins where something may be read, the memories of the last wait. Reply: {elsewhere} on any other, else {controls, fields, facts, dialogs, tables,
// frames, title, nodes, viewport, fingerprint}; a `node` is a place in `nodes`.
// Side effects: none.

const [allowed, memories] = arguments;
const foreign = elsewhere(allowed);
if (foreign !== null) return { elsewhere: foreign };
const nodes = nodeList();
restlessParts = knownRestless(memories || []);
return {
  controls: bare(gatherControls(nodes)),
  fields: bare(gatherFields(nodes)),
  facts: bare(gatherFacts(nodes)),
  dialogs: gatherDialogs(),
  tables: bare(gatherTables(nodes)),
  frames: gatherFrames(nodes, allowed),
  title: document.title,
  nodes: nodes.all,
  viewport: [scrollX, scrollY, innerWidth, innerHeight],
  fingerprint: fingerprint(),
};
