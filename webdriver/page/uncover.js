// Takes away what cover.js laid over the page, and tells whether all that was to be covered lay under it until now.
// Arguments: those of cover.js. Reply: {elsewhere} on any other origin, else {whole: whether nothing has moved or come since}.
// Needs wall.js, roots.js, visible.js, drawn.js, placed.js or unplaced.js, and covering.js. Side effects: those of cover.js are undone.

const [allowed] = arguments;
const foreign = elsewhere(allowed);
if (foreign !== null) return { elsewhere: foreign };
entered = allowed;
const { covers } = lookForCovers(arguments);
const laid = window[COVER] || { undo: [], told: '[]' };
laid.undo.reverse().forEach((each) => each());
delete window[COVER];
return { whole: covers !== undefined && JSON.stringify(areasOf(covers)) === laid.told };
