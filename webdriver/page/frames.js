// The frames that a person sees: `iframe` and `frame`, each with its own document.
// Needs visible.js, reach.js, labels.js and places.js. Arguments, reply: none. Side effects: none.

// The part of a frame in which its document is drawn.
function drawnPart(frame) {
  const box = frame.getBoundingClientRect();
  return [box.left + frame.clientLeft, box.top + frame.clientTop, frame.clientWidth, frame.clientHeight];
}

// Whether the parent's scripts may look into the frame, so that settling answers for it too.
function isOpenToParent(frame) {
  try {
    return frame.contentDocument !== null;
  } catch {
    return false;
  }
}

function gatherFrames(nodes) {
  return Array.from(document.querySelectorAll('iframe, frame'))
    .filter(shown)
    .map((frame) => ({
      node: nodes.of(frame),
      title: clean(frame.title || '') || referred(frame),
      place: placeOf(frame),
      state: stateOf(frame, false),
      rect: drawnPart(frame),
      open: isOpenToParent(frame),
    }));
}
