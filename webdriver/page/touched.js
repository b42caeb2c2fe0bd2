// Tells what a person did with the page since it was waited for, and forgets nothing.
// Needs wall.js and hands.js. Arguments: origins where something may be read. Reply: {elsewhere} on any other, else {touch}.
// Side effects: none.

const foreign = elsewhere(arguments[0]);
return foreign === null ? { touch: touchNow() } : { elsewhere: foreign };
