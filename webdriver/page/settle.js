// Waits until the page is quiet and, if asked, until its content differs from a fingerprint; then tells what stands there.
// Arguments: fingerprint or null, deadline in ms, CSS lists of busy indicators and of messages, CSS of the entity or null,
// origins where something may be read, how long this wait has lasted in ms, the memories of the last one, the document that
// is being left or null, how many texts and how many letters are told, texts that are told in any case, whose doing it is
// if something was done to the page (hands.js), callback. Reply: {elsewhere} on any other origin; {left: true, document, messages} when the page
// begins to go to another address, else {url, title, entity, messages, texts, whole, snapshot, fingerprint, quiet,
// story: [[ms, what]], amiss: [what, status, media type] or null, touched: [what, where] or null, memory}.
// Side effects: those of hands.js stay; observers and a listener for leaving live as long as the wait.
// Quiet: document complete, the queues of known libraries empty, no busy indicator, no short animation, no answer of the
// portal and no mutation for two frames, in the document, its open shadow roots and the frames that can be entered.
// What never ends is waited for once: the memory tells the next wait, and what live regions said at the end of this one.
// A request under way outside of those queues cannot be seen without patching the page (the browser tells of finished ones
// only; CDP or BiDi would tell): what it changes is waited for by asking for a difference.

const [unlike, deadline, busy, messageCss, entityCss, allowed, waited, memories, leaving, mostTexts, mostLetters, signs, whose, done] = arguments;
const said = memories.flatMap((memory) => memory.said);
const heard = Math.max(0, ...memories.map((memory) => memory.heard));
const known = memories.filter((memory) => memory.document === performance.timeOrigin);
const tired = new Set(known.flatMap((memory) => memory.tired));
restlessParts = knownRestless(known);
resumeChanges(known);
const before = unlike === null ? null : contentOf(unlike);
const began = performance.now();
// Tells this document from the next one at the same address.
const born = String(performance.timeOrigin);
const story = [];

const passed = () => performance.now() - began;

// What comes and goes by turns is told once for a while.
function tell(what) {
  if (story.length < 50 && !story.slice(-6).some((line) => line[1] === what)) story.push([Math.round(passed()), what]);
}

const observer = new MutationObserver((records) => {
  noteChanges(records);
  catchMessages(messageCss, records.flatMap((record) => Array.from(record.addedNodes)));
});
// An answer that has just come is about to change the page.
const answers = new PerformanceObserver((list) => {
  if (list.getEntries().some((entry) => /fetch|xmlhttprequest|beacon/.test(entry.initiatorType))) noteChange();
});
const watched = new WeakSet();

// Trees come while the wait lasts; each is a change of the page, even if nothing is written in it any more.
function watchNewRoots() {
  for (const root of roots()) {
    if (watched.has(root)) continue;
    watched.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    if (frames > 1) noteChange();
    noteLive(said);
  }
}

// Once the document is gone no answer gets out, and the driver would wait for one until its own timeout.
const leave = () => {
  stop();
  done({ left: true, document: born, messages: Array.from(caught) });
};

let stopped = false;

function stop() {
  stopped = true;
  observer.disconnect();
  answers.disconnect();
  removeEventListener('beforeunload', leave);
  removeEventListener('pagehide', leave);
}

function reasonToWait() {
  const unquiet = unrest(busy);
  watchNewRoots();
  if (leaving === born) return 'the page is being left';
  if (unquiet) return unquiet;
  const now = passed();
  const hint = hintOfUnrest(waited + now);
  if (hint && waited + now < (tired.has(hint) ? HINTED_AGAIN : HINTED)) return hint;
  if (hint) tired.add(hint), tell('no longer waited for: ' + hint);
  const moves = unrestOfChanges();
  if (moves) return moves;
  const still = takeForRestless();
  if (still.length > 0) tell('only the same parts keep changing: ' + still.slice(-3).join(', '));
  if (before !== null && contentOf(fingerprint()) === before) return 'nothing has changed yet';
  return '';
}

function answer(quiet) {
  stop();
  lookAgain();
  catchMessages(messageCss, []);
  const entity = entityCss ? all(entityCss)[0] : null;
  tell(quiet ? 'quiet' : 'deadline');
  done({
    url: location.href,
    title: document.title,
    entity: entity && shown(entity) ? words(entity, false) : null,
    messages: Array.from(caught),
    ...textsOf(mostTexts, mostLetters, signs),
    snapshot: snapshotOf(Array.from(caught)),
    fingerprint: fingerprint(),
    quiet,
    story,
    amiss: amissSince(heard, !quiet && isUnanswered()),
    touched: touched || touchedSince(),
    memory: { heard: heardUpTo, document: performance.timeOrigin, said: liveTexts(), tired: Array.from(tired), restless: restlessParts, unrested: unrestedChanges(quiet) },
  });
}

// Whoever helps along what is waited for, as by closing what lies over it, disturbs nothing.
function touchedSince() {
  const touch = takeTouch(whose === 'krok' ? 'answer' : whose, documents().map((each) => each.defaultView));
  return unlike === null ? touch : null;
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
const touched = takeTouch(whose, [window]);
addEventListener('beforeunload', leave);
addEventListener('pagehide', leave);
answers.observe({ type: 'resource' });
watchNewRoots();
catchMessages(messageCss, []);
nextFrame(step);
