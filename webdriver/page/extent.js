// Tells the size of the whole page and how far it is scrolled, in CSS pixels.
// Arguments: none. Reply: [width, height, scrolled left, scrolled top]. Side effects: none.

const page = document.scrollingElement || document.documentElement;
return [page.scrollWidth, page.scrollHeight, scrollX, scrollY];
