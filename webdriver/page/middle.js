// Scrolls a node to the middle of the viewport and tells where a click on it arrives: in the middle of its first box.
// Arguments: the node. Reply: [x, y] in the viewport. Side effects: the scroll position, also of the frames around.

arguments[0].scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
const box = arguments[0].getClientRects()[0];
if (!box) return [-1, -1];
const between = (low, high, limit) => (Math.max(0, low) + Math.min(limit, high)) / 2;
return [between(box.left, box.right, innerWidth), between(box.top, box.bottom, innerHeight)];
