// Gathers every control, field and table of the page.
// Arguments: none. Reply: {controls, fields, tables, nodes, fingerprint}; a `node` is a place in `nodes`.
// Side effects: none.

const nodes = nodeList();
return {
  controls: bare(gatherControls(nodes)),
  fields: bare(gatherFields(nodes)),
  tables: bare(gatherTables(nodes)),
  nodes: nodes.all,
  fingerprint: fingerprint(),
};
