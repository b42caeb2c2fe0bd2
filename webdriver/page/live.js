// Messages that come while the page is waited for, and go again: what the profile names, and every live region.
// Needs roots.js, visible.js and heads.js. Arguments, reply: none. Side effects: none.
// Of a live region only what appeared since the last wait is a message, or what stands in an alert; not a text that was there.

const LIVE =
  '[role=alert], [role=status], [aria-live=polite], [aria-live=assertive], output, .toast, .ant-message-notice, .ant-notification-notice, ' +
  '.ui-messages, .ui-message';
const NEVER_LIVE = '[role=log], [role=timer], [role=marquee], [aria-live=off]';
const CLOSERS = 'button, [role=button], .close, .ui-growl-icon-close, .ui-messages-close';

// What the known regions said, and all that was said before the wait or at its begin.
const liveBefore = new Map();
let stood = new Set();
const caught = new Set();

// What a message says already while it fades in: its opacity is not asked for.
function saidBy(node) {
  if (node.matches(CLIPPED + ', ' + GLYPHS + ', ' + CLOSERS) || !node.checkVisibility({ visibilityProperty: true })) return '';
  let text = '';
  for (const child of childrenOf(node)) {
    if (child.nodeType === 3) text += child.data;
    else if (child.nodeType === 1) text += INLINE.has(child.localName) ? saidBy(child) : ' ' + saidBy(child) + ' ';
  }
  return text;
}

// Several children of one make are several messages, anything else is one.
function messagesOf(region) {
  const box = region.getBoundingClientRect();
  if (closestOf(region, NEVER_LIVE + ', ' + CLIPPED) || (box.width <= 1 && box.height <= 1 && box.width > 0)) return [];
  const parts = Array.from(region.children);
  const make = (part) => part.localName + '.' + part.className;
  const alike = parts.length > 1 && parts.every((part) => make(part) === make(parts[0]) && !INLINE.has(part.localName));
  return (alike ? parts : [region]).map((part) => clean(saidBy(part))).filter(Boolean);
}

// Regions that hold others are told by those.
function liveRegions() {
  return all(LIVE).filter((region) => region.querySelector(LIVE) === null);
}

// `before`: what stood there at the end of the last wait.
function noteLive(before) {
  for (const region of liveRegions()) {
    if (liveBefore.has(region)) continue;
    const texts = messagesOf(region);
    liveBefore.set(region, new Set(texts));
    for (const text of texts) if (!before.includes(text) || closestOf(region, '[role=alert]')) caught.add(text);
  }
  stood = new Set(before.concat(...Array.from(liveBefore.values(), (texts) => Array.from(texts))));
}

function liveTexts() {
  return Array.from(new Set(liveRegions().flatMap(messagesOf)));
}

// A region written anew says its text again, even if it is the same as before.
function isRenewed(region, added) {
  return added.some((node) => node === region || (region.contains(node) && node !== region));
}

function catchMessages(selectors, added) {
  for (const selector of selectors) {
    for (const node of all(selector)) {
      const text = node.checkVisibility({ visibilityProperty: true }) ? clean(saidBy(node)) : '';
      if (text) caught.add(text);
    }
  }
  for (const region of liveRegions()) {
    const known = liveBefore.get(region) || stood;
    const renewed = isRenewed(region, added);
    for (const text of messagesOf(region)) if (renewed || !known.has(text)) caught.add(text);
  }
}
