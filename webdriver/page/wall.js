// The wall: on any origin but the portal's own nothing is read.
// Arguments, reply: none; `elsewhere` is null or the origin at which the script must stop. Side effects: none.

// A document without an address of its own (about:blank, srcdoc, blob) is of the window around it; without one it is
// of nobody: a blob has the origin of the page that made it, but no server gave it out.
function originOf(view) {
  let at = view;
  try {
    const unserved = () => ['about:', 'blob:'].includes(at.location.protocol);
    while (unserved() && at.parent !== at) at = at.parent;
    return unserved() ? 'null' : at.location.origin;
  } catch (foreign) {
    return 'null';
  }
}

function elsewhere(allowed) {
  // Firefox shows its own error pages under the address that failed.
  const page = document.documentURI.split('?')[0];
  if (page.startsWith('about:') && location.protocol !== 'about:') return page;
  return allowed.includes(originOf(window)) ? null : location.protocol + '//' + location.host;
}
