// Scrolls a node to the middle of the viewport, clear of what is fixed at its edges.
// Arguments: the node. Reply: none. Side effects: the scroll position.

arguments[0].scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
