// Tells the HTTP status with which this document was answered, 0 where the browser does not say. Arguments: none.
// Reply: number. Side effects: none.

const [navigation] = performance.getEntriesByType("navigation");
return navigation === undefined ? 0 : Number(navigation.responseStatus) || 0;
