// Tells one state of the page from another: `content@look`.
// The content is markup and values without traces of pointer and focus; the look adds those and the scroll position.
// Two equal fingerprints give one picture; a different content means that the page changed.
// Where frames are parts of the page, each document has its own, in their order, with `|` between.
// What never rests is no part of it.
// Needs roots.js and restless.js. Arguments, reply: none. Side effects: none.

function hashed(text) {
  let a = 0x811c9dc5, b = 0x1b873593;
  for (let at = 0, length = text.length; at < length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}

function fingerprintOf(view) {
  const trees = roots().filter((root) => (root.defaultView || viewOf(root)) === view);
  const values = [];
  for (const tree of trees) {
    for (const field of tree.querySelectorAll('input, select, textarea')) {
      if (field.type !== 'password' && !isRestless(field, tree)) values.push(field.checked ? 1 : 0, field.value);
    }
  }
  const written = trees.map((tree) => calm(tree.documentElement ? tree.documentElement.outerHTML : tree.innerHTML, tree)).concat(values).join('\n');
  // ChromeDriver marks a frame that it enters.
  const markup = written.includes(' cd_frame_id_=') ? written.replace(/ cd_frame_id_="[^"]*"/g, '') : written;
  const bare = /ui-state-(hover|focus)/.test(markup) ? markup.replace(/ ?ui-state-(hover|focus)/g, '') : markup;
  const content = hashed(bare);
  return content + '@' + (bare === markup ? '' : hashed(markup)) + Math.round(view.scrollX) + ',' + Math.round(view.scrollY);
}

function fingerprint() {
  return documents().map((each) => fingerprintOf(each.defaultView)).join('|');
}

// The contents alone.
function contentOf(fingerprints) {
  return fingerprints.split('|').map((each) => each.split('@')[0]).join('|');
}
