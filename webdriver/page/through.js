// Leads a point of a frame's document to the document around it, as a click on it would travel.
// Arguments: the frame, x and y in its viewport. Reply: {at: [x, y]} in this document's viewport, or {by: what lies over it}.
// Needs visible.js. Side effects: none.

const [frame, x, y] = arguments;
const box = frame.getBoundingClientRect();
const at = [box.left + frame.clientLeft + x, box.top + frame.clientTop + y];
let hit = document.elementFromPoint(at[0], at[1]);
while (hit && hit !== frame && hit.shadowRoot) {
  const inner = hit.shadowRoot.elementFromPoint(at[0], at[1]);
  if (!inner || inner === hit) break;
  hit = inner;
}
return hit === frame ? { at } : { by: hit ? described(hit) : 'the edge of the window' };
