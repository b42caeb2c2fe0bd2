// Everything on a page that draws text, with the text that it draws: nodes run together as they are read, fields, pictures
// without their picture, and what style sheets write beside a node.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

const UNREAD = new Set('script style template noscript select textarea title iframe frame object'.split(' '));
// What nobody sees between two letters.
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/;
const UNREAD_SIGNS = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+/g;
const PLAIN_FIELDS = /^(hidden|checkbox|radio|password|image|range|color)$/;

// Boxes for one letter each, side by side, are read as one text.
function isLetterBox(node) {
  return node.textContent.trim().length === 1 && /^(inline|table-cell)/.test(viewOf(node).getComputedStyle(node).display);
}

// The texts under a node: each a list of places, one a letter that is seen.
function runsIn(node, runs) {
  let run = { text: '', places: [], owner: node };
  const end = () => {
    if (run.text) runs.push(run);
    run = { text: '', places: [], owner: node };
  };
  const take = (leaf) => {
    const { data } = leaf;
    for (let at = 0; at < data.length; at++) {
      if (UNSEEN.test(data[at])) continue;
      run.text += data[at];
      run.places.push([leaf, at]);
    }
  };
  const read = (around) => {
    let boxed = false;
    for (const child of around.childNodes) {
      if (child.nodeType === 3) {
        if (!(boxed && !child.data.trim())) take(child);
      } else if (child.nodeType === 1) {
        if (UNREAD.has(child.localName)) { end(); continue; }
        const box = !INLINE.has(child.localName) && isLetterBox(child);
        const joins = box ? boxed : INLINE.has(child.localName);
        if (!joins) end();
        read(child);
        if (!box && !joins) end();
        boxed = box;
      }
    }
  };
  read(node);
  end();
}

// What a field draws, and where: an option of an open list by itself, anything else as a whole.
function drawnByField(node) {
  if (node.localName === 'select') {
    const options = Array.from(node.options);
    const isOpen = node.multiple || node.size > 1;
    return options.filter((each) => isOpen || each.selected).map((each) => ({ text: each.label, at: isOpen ? each : node }));
  }
  if (node.localName === 'input' && PLAIN_FIELDS.test(node.type)) return [];
  return [{ text: node.value || node.placeholder || '', at: node }];
}

function besideNode(node) {
  return ['::before', '::after'].map((pseudo) => {
    const { content } = viewOf(node).getComputedStyle(node, pseudo);
    return { text: content === 'none' || content === 'normal' ? '' : content.replace(/" "|^"|"$/g, ''), at: node, pseudo };
  });
}

// Every text that a pattern lets through, once it is seen at all.
function drawnTexts(hint) {
  const found = [];
  for (const root of roots()) {
    const top = root.body || root;
    const said = top.textContent;
    if (hint.test(said) || hint.test(said.replace(UNREAD_SIGNS, ''))) runsIn(top, found);
    for (const node of root.querySelectorAll('input, select, textarea')) found.push(...drawnByField(node));
    for (const node of root.querySelectorAll('img[alt]')) {
      if (node.complete && node.naturalWidth === 0) found.push({ text: node.alt, at: node });
    }
    if (!hint.test(top.innerHTML)) continue;
    for (const node of root.querySelectorAll('*')) {
      if (Array.from(node.attributes).some((each) => hint.test(each.value))) found.push(...besideNode(node));
    }
  }
  return found.filter((each) => each.text && hint.test(each.text));
}
