// Tells whether a page of another window opened this one, or led to it. Arguments: none. Reply: boolean. Side effects: none.
// Asked on any origin, since it reads nothing that the page shows.

return window.opener !== null || document.referrer !== '';
