// Scrolls a part of the page that scrolls by itself. Arguments: the node, whether to go on down (else to the top).
// Reply: none. Side effects: the scroll position.

const [node, onward] = arguments;
node.scrollTo({ top: onward ? node.scrollTop + Math.max(1, node.clientHeight * 0.8) : 0, behavior: 'instant' });
