// What the portal answered amiss: to the page itself, or to a request of it that ended since the last wait.
// Needs roots.js and unrest.js. Arguments, reply: none. Side effects: none.
// The browser's own record of answers tells all of it: nothing of the page is patched to listen. Where it does not tell
// status or media type, nothing is amiss.

// A page of these libraries asks for parts of itself, in XML: a whole page is no answer to that.
const ASKS_FOR_PARTS = [
  ['faces', ({ PrimeFaces }) => PrimeFaces.ajax !== undefined],
  ['faces', ({ jsf }) => jsf.ajax !== undefined],
  ['faces', ({ faces }) => faces.ajax !== undefined],
];
const FAILS = 500;

function statusOfPage() {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation === undefined ? 0 : Number(navigation.responseStatus) || 0;
}

function amissOf(entry, parts) {
  const status = entry.responseStatus, media = (entry.contentType || '').split(';')[0].trim().toLowerCase();
  if (status >= FAILS) return ['request', status, ''];
  if (!parts) return null;
  if (status === 0) return ['unreadable', 0, ''];
  return /^(text\/html|application\/xhtml\+xml)$/.test(media) ? ['page-for-part', status, media] : null;
}

// The end of the last answer that was heard of: the browser may tell of an answer only a moment after it came. Times are
// those of the wall clock, since every document counts its own.
let heardUpTo = 0;

function amissSince(heard, busy) {
  heardUpTo = heard;
  if (statusOfPage() >= FAILS) return ['page', statusOfPage(), ''];
  for (const { defaultView } of documents()) {
    const { performance: own } = defaultView;
    const parts = saidOf(ASKS_FOR_PARTS, defaultView) !== '';
    const ended = own.getEntriesByType('resource').filter((entry) =>
      /^(fetch|xmlhttprequest)$/.test(entry.initiatorType) && own.timeOrigin + entry.responseEnd > heard);
    heardUpTo = Math.max(heardUpTo, ...ended.map((entry) => own.timeOrigin + entry.responseEnd));
    for (const entry of ended.reverse()) {
      const amiss = amissOf(entry, parts);
      if (amiss) return amiss;
    }
  }
  return busy ? ['unanswered', 0, ''] : null;
}

// Whether the page, or a request that it queued, still has no answer.
function isUnanswered() {
  return documents().some(({ readyState, defaultView }) => (readyState === 'loading' && defaultView === window) || saidOf(QUEUES, defaultView) !== '');
}
