// Waits until the page is quiet and, if asked, until its content differs from a fingerprint; then tells what stands there.
// Arguments: fingerprint or null, deadline in ms, CSS lists of busy indicators and of messages, CSS of the entity or null,
// origins where something may be read, callback. Reply: {elsewhere} on any other; {left: true, messages} when the page
// begins to go to another address, else {url, title, entity, messages, texts, snapshot, fingerprint, quiet,
// story: [[ms, what]]}.
// Side effects: none that stay; a mutation observer and a listener for leaving live as long as the wait.
// Quiet: document complete, PrimeFaces queue and jQuery empty, no busy indicator, no finite animation, no mutation for two
// frames, in the document, its open shadow roots and the frames that can be entered. A fetch or XHR outside of those queues
// cannot be seen without patching the page; what it changes can.

const FRAMES = 2, REST = 20, SAME = 1500;
const [unlike, deadline, busy, messageCss, entityCss, allowed, done] = arguments;
const before = unlike === null ? null : contentOf(unlike);
const began = performance.now();
const spots = new Map();
const caught = new Set();
const story = [];
let changedAt = -Infinity, newSpotAt = -Infinity, frames = 0;

const passed = () => performance.now() - began;

function tell(what) {
  if (story.length < 50 && (story.length === 0 || story[story.length - 1][1] !== what)) story.push([Math.round(passed()), what]);
}

function catchMessages() {
  for (const selector of messageCss) {
    for (const node of all(selector)) {
      const text = node.checkVisibility({ visibilityProperty: true }) ? words(node, true) : '';
      if (text) caught.add(text);
    }
  }
}

const observer = new MutationObserver((records) => {
  changedAt = passed();
  frames = 0;
  for (const record of records) {
    const at = spot(record.target);
    if (!spots.has(at)) newSpotAt = changedAt;
    spots.set(at, changedAt);
  }
  catchMessages();
});
const watched = new WeakSet();

// Trees come while the wait lasts; each is a change of the page, even if nothing is written in it any more.
function watchNewRoots() {
  for (const root of roots()) {
    if (watched.has(root)) continue;
    watched.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    if (frames > 1) changedAt = passed(), frames = 0;
    catchMessages();
  }
}

// Once the document is gone no answer gets out, and the driver would wait for one until its own timeout.
const leave = () => {
  stop();
  done({ left: true, messages: Array.from(caught) });
};

let stopped = false;

function stop() {
  stopped = true;
  observer.disconnect();
  removeEventListener('beforeunload', leave);
  removeEventListener('pagehide', leave);
}

function reasonToWait() {
  const unquiet = unrest(busy);
  watchNewRoots();
  if (unquiet) return unquiet;
  const now = passed();
  const restless = frames < FRAMES || now - changedAt < REST;
  if (restless && !(now > SAME && now - newSpotAt > SAME)) {
    const last = Array.from(spots).filter((each) => each[1] === changedAt).map((each) => each[0]);
    return now - changedAt < REST && last.length ? 'changing: ' + last.slice(0, 3).join(', ') : 'waiting for two frames';
  }
  if (before !== null && contentOf(fingerprint()) === before) return 'nothing has changed yet';
  if (restless) tell('only the same parts keep changing: ' + Array.from(spots.keys()).slice(-3).join(', '));
  return '';
}

function answer(quiet) {
  stop();
  lookAgain();
  catchMessages();
  const entity = entityCss ? all(entityCss)[0] : null;
  tell(quiet ? 'quiet' : 'deadline');
  done({
    url: location.href,
    title: document.title,
    entity: entity && shown(entity) ? words(entity, false) : null,
    messages: Array.from(caught),
    texts: textsOf(4000, 200000),
    snapshot: snapshotOf(Array.from(caught)),
    fingerprint: fingerprint(),
    quiet,
    story,
  });
}

// A window out of sight draws no frames: then a timer stands in for one. A busy machine may draw late, so in sight it waits longer.
function nextFrame(then) {
  let called = false;
  const once = () => {
    if (!called) called = true, then();
  };
  requestAnimationFrame(once);
  setTimeout(once, document.hidden ? 50 : 250);
}

function step() {
  if (stopped) return;
  try {
    frames++;
    const reason = reasonToWait();
    if (!reason) return answer(true);
    tell(reason);
    if (passed() >= deadline) return answer(false);
    nextFrame(step);
  } catch (error) {
    stop();
    done({ failure: String(error && error.stack || error) });
  }
}

const foreign = elsewhere(allowed);
if (foreign !== null) return done({ elsewhere: foreign });
entered = allowed;
addEventListener('beforeunload', leave);
addEventListener('pagehide', leave);
watchNewRoots();
nextFrame(step);
