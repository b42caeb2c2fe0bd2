// What a page tells as a whole: its headings, the messages shown, the acting entity.
// Needs wall.js, roots.js and visible.js. Arguments: CSS list of messages, CSS of the entity or null, origins where something may be read.
// Reply: {headings, messages, entity}. Side effects: none.

const [messageCss, entityCss, allowed] = arguments;
const TITLES = 'h1, h2, h3, h4, h5, h6, [role=heading], legend, .ui-panel-title, .ui-dialog-title';
entered = allowed;

// Titles of dialogs stand above all.
function rankOf(node) {
  if (node.matches('.ui-dialog-title') || closestOf(node, 'dialog, [role=dialog], [role=alertdialog]')) return 0;
  return Number(node.getAttribute('aria-level') || node.localName.replace(/^h(?=[1-6]$)/, '')) || 7;
}

function messageTexts() {
  const texts = new Set();
  for (const node of messageCss.flatMap((selector) => all(selector))) {
    const text = node.checkVisibility({ visibilityProperty: true }) ? words(node, true) : '';
    if (text) texts.add(text);
  }
  return Array.from(texts);
}

const titles = all(TITLES).filter(shown).map((node) => [rankOf(node), words(node, false)]);
titles.sort((one, other) => one[0] - other[0]);
const entity = entityCss ? all(entityCss)[0] : null;
return {
  headings: titles.map((title) => title[1]).filter(Boolean),
  messages: messageTexts(),
  entity: entity && shown(entity) ? words(entity, false) : null,
};
