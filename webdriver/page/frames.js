// The frames that a person sees: `iframe` and `frame`, each with its own document.
// Needs roots.js, visible.js, reach.js, labels.js and places.js. Arguments, reply: none. Side effects: none.

// The part of a frame in which its document is drawn.
function drawnPart(frame) {
  const box = frame.getBoundingClientRect();
  return [box.left + frame.clientLeft, box.top + frame.clientTop, frame.clientWidth, frame.clientHeight];
}

// `open`: whether settling answers for it too, since the document around it may look into it.
function gatherFrames(nodes, allowed) {
  return all('iframe, frame')
    .filter(shown)
    .map((frame) => ({
      node: nodes.of(frame),
      title: clean(frame.title || '') || referred(frame),
      place: placeOf(frame),
      state: stateOf(frame, false),
      rect: drawnPart(frame),
      open: documentIn(frame, allowed) !== null,
    }));
}
