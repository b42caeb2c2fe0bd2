// The list of nodes to which candidates refer.
// Arguments, reply: none. Side effects: none.

function nodeList() {
  const all = [];
  const known = new Map();
  return {
    all,
    of(node) {
      if (!node) return null;
      if (!known.has(node)) known.set(node, all.push(node) - 1);
      return known.get(node);
    },
  };
}

// `at` is for the snapshot only: an element there would cost a reference.
function bare(found) {
  return found.map(({ at, ...rest }) => rest);
}
