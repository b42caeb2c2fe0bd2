// What a page tells as a whole: its headings, the messages shown, the acting entity.
// Needs visible.js. Arguments: CSS list of messages, CSS of the entity or null. Reply: {headings, messages, entity}. Side effects: none.

const [messageCss, entityCss] = arguments;
const TITLES = 'h1, h2, h3, h4, h5, h6, [role=heading], legend, .ui-panel-title, .ui-dialog-title';

// Titles of dialogs stand above all.
function rankOf(node) {
  if (node.matches('.ui-dialog-title') || node.closest('dialog, [role=dialog], [role=alertdialog]')) return 0;
  return Number(node.getAttribute('aria-level') || node.localName.replace(/^h(?=[1-6]$)/, '')) || 7;
}

function messageTexts() {
  const texts = new Set();
  for (const selector of messageCss) {
    for (const node of document.querySelectorAll(selector)) {
      const text = node.checkVisibility({ visibilityProperty: true }) ? words(node, true) : '';
      if (text) texts.add(text);
    }
  }
  return Array.from(texts);
}

const titles = Array.from(document.querySelectorAll(TITLES)).filter(shown).map((node) => [rankOf(node), words(node, false)]);
titles.sort((one, other) => one[0] - other[0]);
const entity = entityCss ? document.querySelector(entityCss) : null;
return {
  headings: titles.map((title) => title[1]).filter(Boolean),
  messages: messageTexts(),
  entity: entity && shown(entity) ? words(entity, false) : null,
};
