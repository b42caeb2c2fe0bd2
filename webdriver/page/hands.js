// What a person did with a page since krok looked at it last.
// Needs wall.js. Arguments, reply: none. Side effects: listeners and one property under a symbol, in documents of the portal; and, only
// while a page goes by what somebody has done, one entry in its session's storage, which the next look takes out: nothing else
// outlives the document in which a link was pressed.
// The witness is the event that only a person or a driver can cause, and the page that is left although it led nowhere. Values,
// focus and address are none: portals set them by themselves long after a page has come to rest. What nobody can tell, as in a
// browser without the Navigation API, is no touch. What krok presses is heard here too, so the first wait after it forgets.

const HANDS = Symbol.for('krok.hands'), CARRIED = 'krok.hands';
// Clocks of two documents differ by this much, in ms; and what is kept whole comes back within this time of leaving the other.
const SKEW = 50, KEPT_WHOLE = 5000;
// Who leads on may be looked at twice more before the document goes: the driver may not know yet that it is being left.
const LOOKS_AFTER = 3;
// Held on the way to another window, or pressed for a picture of the screen.
const IDLE_KEYS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock', 'PrintScreen'];
// Sound, light and power, and what programs press that keep a machine awake.
const IDLE_NAMES = /^(F1[3-9]|F2[0-4]|Audio.*|Media.*|Brightness.*|Power|Sleep|WakeUp|Unidentified)$/;
const AIMED = 'button, a, label, [role=button], [role=tab], [role=menuitem], [role=option]';

// Where a gesture went, in a few words; never a value.
function aimOf(target) {
  if (!target || !target.closest) return '';
  const label = target.labels && target.labels[0];
  const aimed = label || target.closest(AIMED);
  const said = target.getAttribute('aria-label') || (aimed && aimed.textContent) || target.getAttribute('placeholder') || '';
  return said.replace(/\s+/g, ' ').trim().slice(0, 60);
}

const isIdle = (key) => IDLE_KEYS.includes(key) || IDLE_NAMES.test(key);

function noteGesture(event) {
  const hands = window[HANDS];
  if (!event.isTrusted || !hands || hands.touch || isIdle(event.key)) return;
  // A busy page hears late of what was done before.
  const { performance } = event.view || window;
  if (performance.timeOrigin + event.timeStamp < hands.since) return;
  hands.touch = [event.type === 'keydown' ? 'keys' : 'pointer', aimOf(event.composedPath()[0])];
}

const clock = () => performance.timeOrigin + performance.now();

// Parts that nobody can look into may lead the whole page away without its knowledge.
function holdsForeign() {
  return Array.from({ length: window.length }, (_, at) => window[at]).some((each) => {
    try {
      return each.location.href === undefined;
    } catch (foreign) {
      return true;
    }
  });
}

// The page itself knows when it leads on, by a link, a form or a script; the browser's own address bar and buttons do not ask it.
function noteLeading(event) {
  const hands = window[HANDS];
  const isByHand = event.navigationType === 'traverse' && event.userInitiated;
  if (isByHand && event.destination.sameDocument) hands.touch = hands.touch || ['turned', ''];
  if (!event.destination.sameDocument && event.downloadRequest === null) hands.leads = isByHand ? 0 : LOOKS_AFTER;
}

// A document that goes tells the next one what was pressed in it, and whether it was left by hand.
function carryTouch() {
  // Whose work is recorded has the page alone, and no look comes to take out what was carried.
  if (Symbol.for('krok') in window) return;
  const { touch, leads } = window[HANDS];
  const isLeft = 'navigation' in window && !leads && !holdsForeign();
  const [what, at] = touch && ['keys', 'pointer'].includes(touch[0]) ? touch : isLeft ? ['left', ''] : [];
  try {
    if (what) sessionStorage.setItem(CARRIED, JSON.stringify([what, at, clock()]));
  } catch (denied) {
    return;
  }
}

// How this document was come to by hand.
function arrival() {
  const [entry] = performance.getEntriesByType('navigation');
  const type = entry ? entry.type : 'navigate';
  return type === 'reload' ? 'reloaded' : type === 'back_forward' || (window[HANDS] || {}).shown ? 'turned' : 'typed';
}

// Says whether this document came right after one that went at a time: what an earlier one tells is long settled.
function cameAfter(gone) {
  const { shown } = window[HANDS] || {};
  if (shown) return gone <= shown + SKEW && shown - gone < KEPT_WHOLE;
  const [entry] = performance.getEntriesByType('navigation');
  const there = entry && entry.domInteractive || performance.now();
  return performance.timeOrigin - SKEW <= gone && gone <= performance.timeOrigin + there + SKEW;
}

// What was done in the document before this one, if that went by it.
function carriedTouch() {
  try {
    const [what, at, gone] = JSON.parse(sessionStorage.getItem(CARRIED));
    if (!cameAfter(gone)) return null;
    return what === 'left' ? [arrival(), ''] : [what === 'keys' ? 'keys' : 'pointer', String(at).slice(0, 60)];
  } catch (none) {
    return null;
  }
}

function forgetCarried() {
  try {
    sessionStorage.removeItem(CARRIED);
  } catch (denied) {
    return;
  }
}

// What was done since the document was armed; one that was not is another than was looked at, whoever led to it.
function touchNow() {
  const carried = window === window.top ? carriedTouch() : null;
  if (carried) return carried;
  const hands = window[HANDS];
  if (!hands) return window === window.top ? ['led', ''] : null;
  if (hands.touch) return hands.touch;
  if (hands.href !== location.href) return ['led', ''];
  return hands.visible && document.hidden ? ['hidden', ''] : null;
}

// Begins to listen, or forgets what was heard so far.
function armHands(views) {
  if (!window[HANDS]) {
    Object.defineProperty(window, HANDS, { value: { heard: new WeakSet() }, configurable: true });
    addEventListener('pagehide', carryTouch, true);
    if ('navigation' in window) navigation.addEventListener('navigate', noteLeading);
    // A page that was kept whole comes back as it was left: whoever went back, it is not what was looked at last.
    addEventListener('pageshow', (event) => {
      if (event.persisted) Object.assign(window[HANDS], { touch: null, href: '', shown: clock() });
    }, true);
  }
  const hands = window[HANDS], leads = Math.max(0, (hands.leads || 0) - 1);
  Object.assign(hands, { touch: null, href: location.href, visible: !document.hidden, leads, shown: 0, since: clock() });
  for (const view of views) {
    if (hands.heard.has(view.document)) continue;
    hands.heard.add(view.document);
    for (const name of ['pointerdown', 'keydown', 'drop']) view.addEventListener(name, noteGesture, { capture: true, passive: true });
  }
}

// Takes what was done, and begins anew. `whose` tells whose doing it is: krok's; the portal's in answer to krok, but for what
// hands do; anybody's; or that nobody asks.
function takeTouch(whose, views) {
  if (whose === 'unasked') return null;
  const touch = touchNow();
  if (window === window.top) forgetCarried();
  armHands(views);
  if (touch === null || whose === 'krok') return null;
  return whose === 'answer' && ['led', 'hidden'].includes(touch[0]) ? null : touch;
}
