// Tells how much higher the viewport would have to be to show a node that does not scroll with the page: a dialog
// higher than the window. Arguments: the node. Reply: CSS pixels, 0 if it can be reached. Side effects: the scroll position.

arguments[0].scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
const box = arguments[0].getBoundingClientRect();
const middle = (box.top + box.bottom) / 2;
return Math.ceil(middle > innerHeight ? box.bottom - innerHeight : middle < 0 ? -box.top * 2 : 0);
