// The wall: on any origin but the portal's own nothing is read.
// Arguments, reply: none; `elsewhere` is null or the origin at which the script must stop. Side effects: none.

function elsewhere(allowed) {
  return allowed.includes(location.origin) ? null : location.protocol + '//' + location.host;
}
