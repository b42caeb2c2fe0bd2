// Leads a point of a frame's document to the document around it, as a click on it would travel.
// Arguments: the frame, x and y in its viewport. Reply: {at: [x, y]} in this document's viewport, or {by: what lies over it}.
// Needs roots.js and visible.js. Side effects: none.

const [frame, x, y] = arguments;
const box = frame.getBoundingClientRect();
const at = [box.left + frame.clientLeft + x, box.top + frame.clientTop + y];
const hit = hitAt(frame, at[0], at[1]);
return hit === frame ? { at } : { by: hit ? described(hit) : 'the edge of the window' };
