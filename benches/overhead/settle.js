// Waits until the document is complete, the queue of PrimeFaces is empty and nothing has mutated for two frames.
// Argument: callback. Reply: whether the page is still the same document.

const done = arguments[arguments.length - 1];
let frames = 0;
const observer = new MutationObserver(() => (frames = 0));
const end = (same) => {
  observer.disconnect();
  removeEventListener('beforeunload', leave);
  done(same);
};
const leave = () => end(false);
const step = () => {
  const queue = window.PrimeFaces && window.PrimeFaces.ajax.Queue;
  if (document.readyState !== 'complete' || (queue && !queue.isEmpty())) frames = 0;
  if (frames >= 2) return end(true);
  frames++;
  requestAnimationFrame(step);
};
observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
addEventListener('beforeunload', leave);
step();
