// Covers numbers and names of persons with black boxes that bear the names of their masks, until uncover.js takes them away.
// Arguments: origins where something may be read, a pattern of what may be one, what is known of texts: [[text, [[start, end, rule,
// name]]]], width and height of the whole page if that is to be pictured, or null, what is known of fields and parts: {labels: [[text,
// whether it is covered]], places: the same, values: [[[rule, value, whether it is covered elsewhere], [rule, name] or null]]}. Reply:
// {elsewhere} on any other origin, {unknown: {texts, labels, places, values}} if there is something of which nothing is known, else {covers: [[rule, name, [left, top, right, bottom]]]} in pixels of the window, or
// {failed: why}. Side effects: if something is covered, one node at the end of the document, a style sheet and a highlight, and one
// property under a symbol; nothing is written into the page's own nodes.
// Needs wall.js, roots.js, visible.js, drawn.js, placed.js or unplaced.js, and covering.js.

const [allowed, , , whole] = arguments;
const LETTERS = 'color: transparent; -webkit-text-fill-color: transparent; -webkit-text-stroke-color: transparent; text-shadow: none; text-decoration: none';
const NOTHING = 'linear-gradient(transparent, transparent)';
const important = (style) => style.replace(/(;|$)/g, ' !important$1');

// Letters are also made invisible where they stand, whatever moves or lies over them.
function hideLetters(covers, undo) {
  const runs = covers.filter((each) => each.drawn.places);
  for (const view of new Set(covers.map((each) => viewOf(each.node)))) {
    if (!view.Highlight || !view.CSS.highlights) continue;
    const ranges = runs.filter((each) => viewOf(each.node) === view).flatMap((each) => rangesOf(each.drawn, each.start, each.end));
    view.CSS.highlights.set(HIDDEN, new view.Highlight(...ranges));
    undo.push(() => view.CSS.highlights.delete(HIDDEN));
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync('::highlight(' + HIDDEN + ') { ' + important(LETTERS) + ' }');
    for (const tree of new Set(ranges.map((range) => range.startContainer.getRootNode()))) {
      tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
      undo.push(() => { tree.adoptedStyleSheets = Array.from(tree.adoptedStyleSheets).filter((each) => each !== sheet); });
    }
  }
  for (const { drawn } of covers.filter((each) => !each.drawn.places)) {
    // A mask hides all of a node and, other than opacity or a clip, leaves it under the pointer and counted as visible.
    const frame = drawn.whole
      ? { maskImage: NOTHING, webkitMaskImage: NOTHING }
      : drawn.pseudo ? { opacity: 0, visibility: 'hidden' } : { color: 'transparent', webkitTextFillColor: 'transparent' };
    const hiding = drawn.at.animate([frame, frame], { duration: 1e9, fill: 'both', pseudoElement: drawn.pseudo });
    undo.push(() => hiding.cancel());
  }
}

function boxOver(name, [left, top, right, bottom]) {
  const box = document.createElement('div');
  const width = right - left, height = bottom - top;
  const letters = Math.max(1, Math.min(height - 6, Math.floor((width - 6) / (0.62 * name.length)), 18));
  box.style.cssText = important(
    'position: absolute; box-sizing: border-box; left: ' + left + 'px; top: ' + top + 'px; width: ' + width + 'px; height: ' + height +
    'px; background: #000; color: #fff; border: 3px solid #000; overflow: hidden; white-space: nowrap; text-align: center; font: ' +
    letters + 'px/' + Math.max(1, height - 6) + 'px sans-serif');
  box.textContent = name;
  return box;
}

// On top of everything, dialogs of the browser's own top layer included.
function layBoxes(covers, undo) {
  const host = document.createElement('krok-cover');
  const [x, y] = whole ? [scrollX, scrollY] : [0, 0];
  host.style.cssText = important(
    'all: initial; display: block; position: ' + (whole ? 'absolute' : 'fixed') + '; inset: 0 auto auto 0; width: 0; height: 0; margin: 0; padding: 0; border: 0; ' +
    'overflow: visible; pointer-events: none; z-index: 2147483647; background: none; opacity: 1; visibility: visible; transform: none; filter: none');
  const tree = host.attachShadow({ mode: 'closed' });
  const boxes = areasOf(covers).map(([, name, area]) => [boxOver(name, [area[0] + x, area[1] + y, area[2] + x, area[3] + y]), area]);
  tree.append(...boxes.map(([box]) => box));
  if (host.showPopover) host.setAttribute('popover', 'manual');
  document.documentElement.append(host);
  undo.push(() => host.remove());
  if (host.showPopover) host.showPopover();
  return boxes.every(([box, area]) => {
    const lies = box.getBoundingClientRect();
    return [lies.left - area[0], lies.top - area[1], lies.right - area[2], lies.bottom - area[3]].every((off) => Math.abs(off) < 0.5);
  });
}

const foreign = elsewhere(allowed);
if (foreign !== null) return { elsewhere: foreign };
entered = allowed;
// A native dialog may have kept the last boxes in the page.
if (window[COVER]) window[COVER].undo.reverse().forEach((each) => each());
delete window[COVER];
const { unknown, covers } = lookForCovers(arguments);
if (unknown) return { unknown };
if (covers.length === 0) return { covers: [] };
const undo = [];
const told = areasOf(covers);
hideLetters(covers, undo);
const lies = layBoxes(covers, undo);
Object.defineProperty(window, COVER, { value: { undo, told: JSON.stringify(told) }, configurable: true });
if (lies) return { covers: told };
undo.reverse().forEach((each) => each());
delete window[COVER];
return { failed: 'the page moves the boxes' };
