// What a person did with a page since krok looked at it last.
// Needs wall.js. Arguments, reply: none. Side effects: listeners and one property under a symbol, in documents of the portal; and, only
// while a page goes on which somebody has just pressed something, one entry in its session's storage, which the next look takes
// out: nothing else outlives the document in which a link was pressed.
// The witness is the event that only a person or a driver can cause. Values, focus and address are none: portals set them by
// themselves long after a page has come to rest. What krok presses is heard here too, so the first wait after it forgets.

const HANDS = Symbol.for('krok.hands'), CARRIED = 'krok.hands';
// Held on the way to another window, or pressed for a picture of the screen.
const IDLE_KEYS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock', 'PrintScreen'];
const AIMED = 'button, a, label, [role=button], [role=tab], [role=menuitem], [role=option]';

// Where a gesture went, in a few words; never a value.
function aimOf(target) {
  if (!target || !target.closest) return '';
  const label = target.labels && target.labels[0];
  const aimed = label || target.closest(AIMED);
  const said = target.getAttribute('aria-label') || (aimed && aimed.textContent) || target.getAttribute('placeholder') || '';
  return said.replace(/\s+/g, ' ').trim().slice(0, 60);
}

function noteGesture(event) {
  const hands = window[HANDS];
  if (!event.isTrusted || !hands || hands.touch || IDLE_KEYS.includes(event.key)) return;
  hands.touch = [event.type === 'keydown' ? 'keys' : 'pointer', aimOf(event.composedPath()[0])];
}

// What was pressed in the document before this one, if that went by it.
function carriedTouch() {
  try {
    const kept = sessionStorage.getItem(CARRIED);
    if (kept === null) return null;
    sessionStorage.removeItem(CARRIED);
    return [kept.startsWith('keys ') ? 'keys' : 'pointer', kept.slice(kept.indexOf(' ') + 1).slice(0, 60)];
  } catch (denied) {
    return null;
  }
}

function carryTouch() {
  const { touch } = window[HANDS];
  try {
    if (touch && ['keys', 'pointer'].includes(touch[0])) sessionStorage.setItem(CARRIED, touch.join(' '));
  } catch (denied) {
    return;
  }
}

// How this document was come to. One that the portal itself leads to names the page before; an address that was typed does not.
function arrival() {
  const [entry] = performance.getEntriesByType('navigation');
  const type = entry ? entry.type : 'navigate';
  return [type === 'reload' ? 'reloaded' : type === 'back_forward' ? 'turned' : document.referrer ? 'led' : 'typed', ''];
}

// What was done since the document was armed; in one that was not, how it was come to.
function touchNow() {
  const hands = window[HANDS];
  if (!hands) return window === window.top ? arrival() : null;
  if (hands.touch) return hands.touch;
  if (hands.href !== location.href) return ['led', ''];
  return hands.visible && document.hidden ? ['hidden', ''] : null;
}

// Begins to listen, or forgets what was heard so far.
function armHands(views) {
  if (!window[HANDS]) {
    Object.defineProperty(window, HANDS, { value: { heard: new WeakSet() }, configurable: true });
    addEventListener('pagehide', carryTouch, true);
    // A page that was kept whole comes back as it was left.
    addEventListener('pageshow', (event) => {
      if (event.persisted) window[HANDS].touch = ['turned', ''];
    }, true);
  }
  const hands = window[HANDS];
  Object.assign(hands, { touch: null, href: location.href, visible: !document.hidden });
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
  const carried = carriedTouch();
  const touch = carried || touchNow();
  armHands(views);
  if (touch === null || whose === 'krok') return null;
  return whose === 'answer' && !['keys', 'pointer'].includes(touch[0]) ? null : touch;
}
