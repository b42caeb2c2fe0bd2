// What still moves on a page. Answers one word or sentence, '' for nothing.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

// Answers for as long as the portal works on what was asked of it.
const QUEUES = [
  ['the request queue of the page is not empty', ({ PrimeFaces }) => !PrimeFaces.ajax.Queue.isEmpty()],
  ['an asynchronous post of the page is running', ({ Sys }) => Sys.WebForms.PageRequestManager._instance.get_isInAsyncPostBack()],
  ['requests of the page are running', ({ Ext }) => Ext.Ajax.isLoading()],
  ['requests of the page are running', ({ zAu }) => zAu.processing()],
];
// Also answer for what never ends: a long poll, a timer that counts on.
const HINTS = [
  ['requests of the page are running', ({ jQuery }) => jQuery.active > 0],
  ['requests of the page are running', ({ Ajax }) => Ajax.activeRequestCount > 0],
  ['the page says that it is not stable', ({ getAllAngularTestabilities }) => getAllAngularTestabilities().some((each) => !each.isStable())],
  ['the page says that it is active', ({ Vaadin }) => Object.values(Vaadin.Flow.clients).some((each) => each.isActive())],
  ['the page moves its parts', ({ PrimeFaces }) => PrimeFaces.animationActive === true],
];
const INDICATORS =
  '[aria-busy=true], [role=progressbar]:not([aria-valuenow]), progress:not([value]), .htmx-request, .nprogress-busy, #nprogress, .turbo-progress-bar, ' +
  '.ui-blockui, .p-blockui, .blockUI.blockOverlay, .ant-spin-spinning, .k-loading-mask, .spinner-border, .MuiSkeleton-root, .ant-skeleton-active, .p-skeleton';
const LONG = 1000, HINTED = 5000, HINTED_AGAIN = 500, FONTS = 1000;

function firstShown(selectors) {
  for (const selector of selectors) {
    for (const node of all(selector)) if (shown(node)) return node;
  }
  return null;
}

// A library that is not there, or is another of the same name, has no say.
function saidOf(questions, view) {
  for (const [answer, asks] of questions) {
    try {
      if (asks(view) === true) return answer;
    } catch (absent) {
      continue;
    }
  }
  return '';
}

// Short ones only: a spinner that turns for ever, and the bar that counts down how long a message stays, are no reason to wait.
function movingNode() {
  for (const animation of roots().flatMap((root) => root.getAnimations())) {
    const effect = animation.effect;
    const target = effect && effect.target;
    if (!target || animation.playState !== 'running') continue;
    const { endTime } = effect.getComputedTiming();
    if (endTime - animation.currentTime < LONG && shown(target)) return target;
  }
  return null;
}

// What is waited for as long as there is time.
function unrest(busy) {
  lookAgain();
  for (const { readyState, defaultView } of documents()) {
    if (readyState === 'loading' && defaultView === window) return 'the document is loading';
    const queue = saidOf(QUEUES, defaultView);
    if (queue) return queue;
  }
  const indicator = firstShown(busy);
  return indicator ? 'busy: ' + described(indicator) : '';
}

// What is waited for a while only, as it may never end; `waited` is how long that has been.
function hintOfUnrest(waited) {
  for (const { defaultView, fonts, readyState } of documents()) {
    // A picture that never comes, or a frame that a script wrote and never closed, keeps a document from its end.
    if (readyState !== 'complete') return defaultView === window ? 'the document is not complete' : 'the document of a frame is not complete';
    const hint = saidOf(HINTS, defaultView);
    if (hint) return hint;
    if (waited < FONTS && fonts.status === 'loading') return 'fonts are loading';
  }
  const indicator = firstShown([INDICATORS]);
  if (indicator) return 'busy: ' + described(indicator);
  const moving = movingNode();
  return moving ? 'moving: ' + described(moving) : '';
}
