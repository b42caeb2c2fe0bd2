// The named parts of a page around a node.
// Needs roots.js, visible.js, tables.js and labels.js. Arguments, reply: none. Side effects: none.

const places = new Map();
const NOWHERE = { sections: [], tab: null, dialog: null, row: null };

function levelOf(heading) {
  return Number(heading.getAttribute('aria-level') || heading.localName.slice(1)) || 2;
}

// A heading, also one that is alone in its wrapper.
function headingIn(node) {
  if (node.matches('h1, h2, h3, h4, h5, h6, [role=heading]')) return node;
  const inner = node.children.length <= 2 ? node.querySelector('h1, h2, h3, h4, h5, h6, [role=heading]') : null;
  return inner && words(inner, true) === words(node, true) ? inner : null;
}

// Headings among the earlier siblings that this node stands under, outermost first.
function headingsBefore(node) {
  const found = [];
  if (node.matches('tr, td, th, li, option, tbody, thead, span')) return found;
  let level = 7;
  for (let near = node.previousElementSibling; near && level > 1; near = near.previousElementSibling) {
    const heading = headingIn(near);
    if (!heading || levelOf(heading) >= level || heading.matches('[role=tab]')) continue;
    level = levelOf(heading);
    found.unshift(words(heading, !shown(heading)));
  }
  return found;
}

function sectionTitle(node) {
  if (node.localName === 'fieldset') {
    const legend = node.querySelector('legend');
    return legend ? words(legend, true) : '';
  }
  if (node.matches('.ui-panel')) {
    const bar = node.querySelector('.ui-panel-titlebar');
    const title = bar && (bar.querySelector('.ui-panel-title') || bar);
    return title ? words(title, true) : '';
  }
  return node.matches('[role=region], [role=group], section, article') ? referred(node) : '';
}

function tabTitle(node) {
  const header =
    (node.id && all('[role=tab] > a[href="#' + CSS.escape(node.id) + '"], [role=tab][aria-controls="' + CSS.escape(node.id) + '"]')[0]) ||
    all('.ui-tabs-nav a[href], [role=tab] > a[href]').find((link) => link.getAttribute('href') === '#' + node.id) ||
    (node.previousElementSibling && node.previousElementSibling.matches('[role=tab]') ? node.previousElementSibling : null);
  return (header && words(header, true)) || referred(node);
}

function dialogTitle(node) {
  const title = node.querySelector('.ui-dialog-title, h1, h2, h3');
  return referred(node) || (title ? words(title, true) : '');
}

// Place of a node; what is inside a titled container stands in the container's place and its title.
function placeOf(node) {
  if (!node || node.localName === 'html') return NOWHERE;
  let place = places.get(node);
  if (place) return place;
  place = Object.assign({}, placeOf(parentOf(node)));
  const titles = headingsBefore(node).concat(sectionTitle(node)).filter(Boolean);
  for (const title of titles) {
    if (place.sections[place.sections.length - 1] !== title) place.sections = place.sections.concat(title);
  }
  if (node.matches('[role=tabpanel], .ui-tabs-panel')) place.tab = tabTitle(node) || place.tab;
  if (node.matches('[role=dialog], [role=alertdialog], .ui-dialog, dialog')) place.dialog = dialogTitle(node);
  if (node.localName === 'tr') {
    const cell = node.cells[0];
    if (cell && dataTableOf(cell)) place.row = cellsOf(node);
  }
  places.set(node, place);
  return place;
}
