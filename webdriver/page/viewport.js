// Tells the size of the viewport in CSS pixels. Arguments: none. Reply: [width, height]. Side effects: none.

return [innerWidth, innerHeight];
