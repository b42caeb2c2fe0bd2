// Hears what a person does on the portal's pages: presses, fields left with other values, messages. Presses nothing.
// Needs wall.js, scene.js, and `look` and `told` as functions. Arguments: origins where something may be heard, CSS list of messages, CSS of the
// entity or null, ms to wait for something, whether this is the last time, callback. Reply: {elsewhere} on any other origin, else {deeds, left}.
// Side effects: listeners, an observer and one property under a symbol, from the first time to the last. Nothing is written to the page's storage:
// what happens while no callback waits stays in the document, and goes with it if the document goes first.

const EAR = Symbol.for('krok');
const STILL = 300, LONGER = 800;
const [allowed, messageCss, entityCss, patience, last, done] = arguments;

function attach() {
  const deeds = [];
  let waiting = null, timer = 0, stirredAt = -Infinity, typing = null, said = [];

  const scene = () => sceneOf(allowed, messageCss, entityCss);
  const add = (kind, rest) => deeds.push(Object.assign({ kind }, rest));

  function deliver(left) {
    if (!waiting) return;
    clearTimeout(timer);
    const callback = waiting;
    waiting = null;
    callback({ deeds: deeds.splice(0), left });
  }

  function filled(fields, byPress, seen) {
    if (fields.length > 0) add('filled', { fields, byPress, scene: sent(seen) });
  }

  // A text that was typed but not left yet.
  function finishTyping() {
    const input = typing;
    typing = null;
    if (!input || !input.isConnected) return;
    const seen = scene();
    if (secrets.has(input)) return;
    filled([fieldAt(seen, input)].filter((at) => at !== -1), false, seen);
  }

  function clicked(event) {
    stirredAt = performance.now();
    if (!event.isTrusted) return;
    finishTyping();
    const seen = scene();
    const before = valuesOf(seen);
    const control = controlAt(seen, event.composedPath());
    if (control !== -1) add('pressed', { control, scene: sent(seen) });
    if (control !== -1) deliver(false);
    const target = event.composedPath()[0];
    setTimeout(() => {
      const now = scene();
      const changed = differing(before, now);
      filled(changed, control !== -1, now);
      if (control === -1 && changed.length === 0) strange(target);
      if (deeds.length > 0) deliver(false);
    });
  }

  // A click on what promises to do something and is nothing to krok.
  function strange(target) {
    if (!target.isConnected || target.closest('th, label, input, select, textarea, option')) return;
    if (getComputedStyle(target).cursor !== 'pointer') return;
    const text = (target.innerText || target.getAttribute('aria-label') || target.title || '').replace(/\s+/g, ' ').trim();
    if (text.length > 1) add('clicked', { text: text.slice(0, 80) });
  }

  function changed(event) {
    stirredAt = performance.now();
    if (!event.isTrusted) return;
    typing = event.composedPath()[0];
    finishTyping();
    if (deeds.length > 0) deliver(false);
  }

  function typed(event) {
    const input = event.composedPath()[0];
    if (event.isTrusted && input.matches && input.matches('input, textarea') && !secrets.has(input)) typing = input;
  }

  function stirred() {
    stirredAt = performance.now();
  }

  function hearMessages() {
    if (!messageCss.some((selector) => document.querySelector(selector))) return void (said = []);
    const texts = told(messageCss, null).messages;
    const fresh = texts.filter((text) => !said.includes(text));
    said = texts;
    for (const text of fresh) add('said', { text });
    if (fresh.length > 0) deliver(false);
  }

  // Once the document is gone no answer gets out.
  function leave() {
    finishTyping();
    deliver(true);
  }

  function arrive(way) {
    add('arrived', { way, scene: sent(scene()) });
  }

  function returned(event) {
    if (!event.persisted) return;
    arrive('turned');
    deliver(false);
  }

  const listeners = [
    ['click', clicked], ['change', changed], ['input', typed], ['pointermove', stirred], ['keydown', stirred],
    ['beforeunload', leave], ['pagehide', leave], ['pageshow', returned],
  ];
  const observer = new MutationObserver(hearMessages);

  function detach() {
    for (const [name, listener] of listeners) removeEventListener(name, listener, true);
    observer.disconnect();
    delete window[EAR];
  }

  // A slice does not end under a moving pointer or typing hands: the next moment may bring a press.
  function end(until) {
    const stirring = performance.now() - stirredAt < STILL;
    if (stirring && performance.now() < until) timer = setTimeout(end, STILL / 4, until);
    else deliver(false);
  }

  function listen(callback, ms, isLast) {
    waiting = callback;
    if (isLast) {
      finishTyping();
      add('rested', { scene: sent(scene()) });
      detach();
    }
    if (deeds.length > 0) return deliver(false);
    timer = setTimeout(end, ms, performance.now() + ms + LONGER);
  }

  for (const [name, listener] of listeners) addEventListener(name, listener, true);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
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
