// What of a page is covered for the place where it stands, in all its documents.
// Needs wall.js, roots.js and `wholesIn` as a function. Arguments, reply: none; a function for covering.js. Side effects: none.

// With {asked}: names and values of which nobody has said yet what they are.
function lookForWholes(placed) {
  const known = {
    labels: new Map(placed.labels),
    places: new Map(placed.places),
    values: new Map(placed.values.map(([key, mask]) => [JSON.stringify(key), mask])),
    asked: { labels: new Set(), places: new Set(), values: new Set() },
  };
  const wholes = documents().flatMap((each) => wholesIn(each.defaultView, each, each.defaultView.location)(known));
  const { labels, places, values } = known.asked;
  return { wholes, asked: { labels: Array.from(labels), places: Array.from(places), values: Array.from(values, (key) => JSON.parse(key)) } };
}
