// Where the parts of a page lie that are to be covered, in pixels of the window.
// Needs wall.js, roots.js, visible.js, drawn.js and placed.js or unplaced.js. Arguments, reply: none; functions for cover.js and uncover.js. Side effects: none.

const COVER = Symbol.for('krok.cover'), HIDDEN = 'krok-cover';
// Letters reach over the box of their line, and edges are drawn half.
const MARGIN = 2;

// How far the frames around a node have moved it, and the part of the window in which they show it.
function frameOf(view) {
  let left = 0, top = 0, seen = [0, 0, Infinity, Infinity];
  for (let at = view; at !== window && at.frameElement; at = at.parent) {
    const frame = at.frameElement, box = frame.getBoundingClientRect();
    const x = box.left + frame.clientLeft, y = box.top + frame.clientTop;
    left += x, top += y;
    seen = within([seen[0] + x, seen[1] + y, seen[2] + x, seen[3] + y], [x, y, x + frame.clientWidth, y + frame.clientHeight]);
  }
  return { left, top, seen };
}

function within(one, other) {
  return [Math.max(one[0], other[0]), Math.max(one[1], other[1]), Math.min(one[2], other[2]), Math.min(one[3], other[3])];
}

// The part of a box that the boxes around its node let be seen; one that is placed by a box further out is not cut by those between.
function uncut(node, area) {
  let seen = area, position = viewOf(node).getComputedStyle(node).position;
  for (let around = parentOf(node); around && around.localName !== 'body' && position !== 'fixed'; around = parentOf(around)) {
    const style = viewOf(node).getComputedStyle(around);
    if (style.display === 'contents' || (position === 'absolute' && style.position === 'static' && style.transform === 'none')) continue;
    if (style.overflow !== 'visible' && style.display !== 'inline') {
      const edge = around.getBoundingClientRect();
      seen = within(seen, [edge.left, edge.top, edge.right, edge.bottom]);
    }
    position = style.position;
  }
  return seen;
}

function boxesOf(drawn, start, end) {
  if (!drawn.places) return [drawn.at.getBoundingClientRect()];
  return rangesOf(drawn, start, end).flatMap((range) => Array.from(range.getClientRects()));
}

// One range a node: what runs through several is drawn in each of them.
function rangesOf(drawn, start, end) {
  const ranges = new Map();
  for (const [leaf, at] of drawn.places.slice(start, end)) {
    const range = ranges.get(leaf) || leaf.ownerDocument.createRange();
    if (!ranges.has(leaf)) range.setStart(leaf, at);
    range.setEnd(leaf, at + 1);
    ranges.set(leaf, range);
  }
  return Array.from(ranges.values());
}

function nodeOf(drawn, start) {
  return drawn.places ? parentOf(drawn.places[start][0]) || drawn.owner : drawn.at;
}

// Whole pixels, with a margin, as far as the window or the page shows them; null for what is not seen.
function areaOf(node, box, limit) {
  if (box.width <= 0 || box.height <= 0) return null;
  const style = { opacityProperty: true, visibilityProperty: true };
  if (!node.checkVisibility(style) && viewOf(node).getComputedStyle(node).display !== 'contents') return null;
  const cut = uncut(node, [box.left - MARGIN, box.top - MARGIN, box.right + MARGIN, box.bottom + MARGIN]);
  const { left, top, seen } = frameOf(viewOf(node));
  const area = within(within([cut[0] + left, cut[1] + top, cut[2] + left, cut[3] + top], seen), limit);
  const [x, y, right, bottom] = [Math.floor(area[0]), Math.floor(area[1]), Math.ceil(area[2]), Math.ceil(area[3])];
  return right > x && bottom > y ? [x, y, Math.min(right, Math.floor(limit[2])), Math.min(bottom, Math.floor(limit[3]))] : null;
}

// Everything to be covered: {unknown} texts, names and values of which nobody has said yet what they are, or {covers}.
function lookForCovers([, pattern, judged, whole, placed]) {
  const drawn = drawnTexts(new RegExp(pattern, 'iu'));
  const known = new Map(judged);
  const texts = Array.from(new Set(drawn.map((each) => each.text).filter((text) => !known.has(text))));
  const { wholes, asked } = lookForWholes(placed);
  const unknown = { texts, ...asked };
  if (Object.values(unknown).some((some) => some.length > 0)) return { unknown };
  const limit = limitOf(whole);
  const large = wholeCovers(wholes, limit);
  const taken = large.flatMap((each) => each.areas);
  const small = drawn.flatMap((each) => known.get(each.text).map(([start, end, rule, name]) => {
    const node = nodeOf(each, start);
    const areas = boxesOf(each, start, end).map((box) => areaOf(node, box, limit)).filter(Boolean);
    return { drawn: each, start, end, rule, name, node, areas };
  }));
  return { covers: small.filter((each) => !isUnder(each.areas, taken)).concat(large) };
}

// Parts first: what stands in one needs no box of its own.
function wholeCovers(wholes, limit) {
  const covers = [], taken = [];
  for (const { mask: [rule, name], node, drawn, spots } of wholes) {
    const areas = merged(spots.map(([at, box]) => areaOf(at, box, limit)).filter(Boolean));
    if (areas.length === 0 || isUnder(areas, taken)) continue;
    taken.push(...areas);
    covers.push({ drawn, start: 0, end: drawn.places ? drawn.places.length : 0, rule, name, node, areas });
  }
  return covers;
}

// One area for those that overlap.
function merged(areas) {
  const apart = [];
  for (let area of areas) {
    const overlaps = (other) => other[0] < area[2] && area[0] < other[2] && other[1] < area[3] && area[1] < other[3];
    for (let at = apart.findIndex(overlaps); at >= 0; at = apart.findIndex(overlaps)) {
      const [other] = apart.splice(at, 1);
      area = [Math.min(area[0], other[0]), Math.min(area[1], other[1]), Math.max(area[2], other[2]), Math.max(area[3], other[3])];
    }
    apart.push(area);
  }
  return apart;
}

function isUnder(areas, others) {
  const holds = (outer, inner) => outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
  return areas.length > 0 && areas.every((area) => others.some((other) => holds(other, area)));
}

// The window, or the whole page, as far as a picture shows it, counted from the window's corner.
function limitOf(whole) {
  if (!whole) return [0, 0, innerWidth, innerHeight];
  return [-scrollX, -scrollY, whole[0] - scrollX, whole[1] - scrollY];
}

function areasOf(covers) {
  return covers.flatMap((each) => each.areas.map((area) => [each.rule, each.name, area]));
}
