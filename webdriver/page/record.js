// Hears what a person does on the portal's pages: presses, fields left with other values, messages. Presses nothing.
// Needs wall.js, roots.js, scene.js, and `lookIn` and `told` as functions. Arguments: origins where something may be heard, CSS list of
// messages, CSS of the entity or null, ms to wait for something, whether this is the last time, callback.
// Reply: {elsewhere} on any other origin, else {deeds}.
// Side effects: listeners, an observer and one property under a symbol, from the first time to the last. Nothing is written to the page's
// storage: what happens while no callback waits stays in the document, and goes with it if the document goes first.

const EAR = Symbol.for('krok');
const STILL = 300, LONGER = 800;
const [allowed, messageCss, entityCss, patience, last, done] = arguments;

function attach() {
  const deeds = [];
  const heard = new Set();
  let waiting = null, timer = 0, stirredAt = -Infinity, typing = null, said = [];

  const scene = () => sceneOf(allowed, messageCss, entityCss);
  const add = (kind, rest) => deeds.push({ kind, ...rest });

  function deliver() {
    if (!waiting) return;
    clearTimeout(timer);
    const callback = waiting;
    waiting = null;
    callback({ deeds: deeds.splice(0) });
  }

  function filled(fields, byPress, seen) {
    if (fields.length > 0) add('filled', { fields, byPress, scene: sent(seen) });
  }

  // A text that was typed, also one that was not left yet.
  function finishTyping() {
    const input = typing;
    typing = null;
    if (!input || !input.isConnected) return;
    const seen = scene();
    if (!secrets.has(input)) filled([fieldAt(seen, input)].filter(Boolean), false, seen);
  }

  function clicked(event) {
    stirred();
    if (!event.isTrusted) return;
    finishTyping();
    const path = event.composedPath().filter((node) => node.nodeType === 1);
    const seen = scene();
    const before = valuesOf(seen);
    const control = path.length > 0 ? controlAt(seen, path) : null;
    if (control) {
      add('pressed', { control, scene: sent(seen) });
      deliver();
    }
    setTimeout(() => {
      const now = scene();
      const changed = differing(before, now);
      filled(changed, control !== null, now);
      if (!control && changed.length === 0) strange(path[0]);
      if (deeds.length > 0) deliver();
    });
  }

  // A click on what promises to do something and is nothing to krok.
  function strange(target) {
    if (!target || !target.isConnected || target.closest('th, label, input, select, textarea, option')) return;
    if (getComputedStyle(target).cursor !== 'pointer') return;
    const text = (target.innerText || target.getAttribute('aria-label') || target.title || '').replace(/\s+/g, ' ').trim();
    if (text.length > 1) add('clicked', { text: text.slice(0, 80) });
  }

  function changed(event) {
    stirred();
    if (!event.isTrusted) return;
    typing = event.composedPath()[0];
    finishTyping();
    if (deeds.length > 0) deliver();
  }

  // A change does not leave its shadow root, typing and leaving a field do.
  function typed(event) {
    const input = event.composedPath()[0];
    if (!event.isTrusted || !input.matches || secrets.has(input)) return;
    const apart = input.getRootNode() !== input.ownerDocument;
    if (input.matches('select, input[type=checkbox], input[type=radio]')) {
      if (apart) changed(event);
    } else if (input.matches('input, textarea')) typing = input;
  }

  function left(event) {
    if (typing !== event.composedPath()[0]) return;
    finishTyping();
    if (deeds.length > 0) deliver();
  }

  function stirred() {
    stirredAt = performance.now();
  }

  function hearMessages() {
    const any = Array.from(heard).some((each) => messageCss.some((selector) => each.querySelector(selector)));
    const texts = any ? told(messageCss, null, allowed).messages : [];
    const fresh = texts.filter((text) => !said.includes(text));
    said = texts;
    for (const text of fresh) add('said', { text });
    if (fresh.length > 0) deliver();
  }

  // Once the document is gone no answer gets out.
  function leave() {
    finishTyping();
    deliver();
  }

  function arrive(way) {
    add('arrived', { way, scene: sent(scene()) });
  }

  function returned(event) {
    if (!event.persisted) return;
    arrive('turned');
    deliver();
  }

  const gestures = [['click', clicked], ['change', changed], ['input', typed], ['focusout', left], ['pointermove', stirred], ['keydown', stirred]];
  const leaving = [['beforeunload', leave], ['pagehide', leave], ['pageshow', returned]];
  const observer = new MutationObserver(() => {
    hearFrames(document);
    hearMessages();
  });

  // Frames come, go and change their documents; each document is heard once.
  function hearFrames(root) {
    hear(root);
    for (const frame of root.querySelectorAll('iframe, frame')) {
      const inner = documentIn(frame, allowed);
      if (inner) hearFrames(inner);
    }
  }

  function hear(root) {
    if (heard.has(root)) return;
    for (const old of heard) if (!old.defaultView) heard.delete(old);
    heard.add(root);
    for (const [name, listener] of gestures) root.defaultView.addEventListener(name, listener, true);
    root.addEventListener('load', loaded, true);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  }

  function loaded() {
    hearFrames(document);
  }

  function detach() {
    for (const root of heard) {
      for (const [name, listener] of gestures) if (root.defaultView) root.defaultView.removeEventListener(name, listener, true);
      root.removeEventListener('load', loaded, true);
    }
    for (const [name, listener] of leaving) removeEventListener(name, listener, true);
    observer.disconnect();
    delete window[EAR];
  }

  // A slice does not end under a moving pointer or typing hands: the next moment may bring a press.
  function end(until) {
    const stirring = performance.now() - stirredAt < STILL;
    if (stirring && performance.now() < until) timer = setTimeout(end, STILL / 4, until);
    else deliver();
  }

  function listen(callback, ms, isLast) {
    waiting = callback;
    hearFrames(document);
    if (isLast) {
      finishTyping();
      add('rested', { scene: sent(scene()) });
      detach();
    }
    // An arrival alone can wait: the slice that tells it would leave the new page to the next one just as it is first pressed.
    if (isLast || deeds.some((deed) => deed.kind !== 'arrived')) return deliver();
    timer = setTimeout(end, ms, performance.now() + ms + LONGER);
  }

  for (const [name, listener] of leaving) addEventListener(name, listener, true);
  hearFrames(document);
  const entry = performance.getEntriesByType('navigation')[0];
  const type = entry ? entry.type : 'navigate';
  arrive(type === 'reload' ? 'reloaded' : type === 'back_forward' ? 'turned' : document.referrer ? 'led' : 'typed');
  hearMessages();
  return { listen };
}

const foreign = elsewhere(allowed);
if (foreign !== null) return done({ elsewhere: foreign });
if (!window[EAR]) Object.defineProperty(window, EAR, { value: attach(), configurable: true });
window[EAR].listen(done, patience, last);
