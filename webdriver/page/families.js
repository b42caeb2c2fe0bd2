// Widgets that do not say by roles what they are: known by the classes of their libraries.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.
// `face` opens it and shows the value; `items` stand in its panel, which is named after it or inside it; `press` is the part
// of an item that takes the press; `open`: the items are always in sight.

const FAMILIES = [
  { root: '.ui-selectonemenu', face: '.ui-selectonemenu-label', items: '.ui-selectonemenu-item' },
  {
    root: '.ui-selectcheckboxmenu',
    face: '.ui-selectcheckboxmenu-label-container, .ui-selectcheckboxmenu-multiple-container',
    items: '.ui-selectcheckboxmenu-item',
    press: '.ui-chkbox-box',
    several: true,
  },
  { root: '.ui-selectonelistbox', items: '.ui-selectlistbox-item', open: true },
  { root: '.ui-selectmanymenu', items: '.ui-selectlistbox-item', press: '.ui-chkbox-box', open: true, several: true },
  { root: '.chosen-container-multi', face: '.chosen-choices', items: '.chosen-results > li:not(.no-results, .group-result)', several: true },
  { root: '.chosen-container', face: '.chosen-single', items: '.chosen-results > li:not(.no-results, .group-result)' },
  { root: '.selectize-control.multi', face: '.selectize-input', items: '.selectize-dropdown .option', several: true },
  { root: '.selectize-control', face: '.selectize-input', items: '.selectize-dropdown .option' },
];
const FAMILY_ROOTS = FAMILIES.map((family) => family.root).join(', ');
// Suggestions that only their place ties to the field in which a person types.
const LOOSE_LISTS = '.ui-autocomplete.ui-menu, .tt-menu, .autocomplete-suggestions';
const LOOSE_ITEMS = '.ui-menu-item, .ui-autocomplete-item, .tt-suggestion, .autocomplete-suggestion';
// What shows one chosen option of several in the closed field.
const TAGS =
  '.ant-select-selection-overflow-item .ant-select-selection-item, .select2-selection__choice, .search-choice, ' +
  '[class*=multi-value]:not([class*=multi-value] *), [class*=multiValue]:not([class*=multiValue] *), .MuiChip-root, ' +
  '.p-multiselect-token, .p-autocomplete-token, .p-chip, .multi .ts-control > .item, .multi .selectize-input > .item';

// What empties the field or takes one of its options away, and is no part of what it says.
const CLEARS =
  '.select2-selection__clear, .select2-selection__choice__remove, .search-choice-close, .ant-select-clear, .ant-select-selection-item-remove, ' +
  '.clear-button, .item > .remove, [class*=clear-icon], [class*=clear-indicator], [class*=clearIndicator], [class*=multi-value__remove], ' +
  ['Wyczyść', 'Clear', 'Clear all', 'Remove', 'Remove item', 'Remove all items', 'Usuń', 'Usuń wszystkie elementy', 'Usuń element']
    .flatMap((name) => ['[aria-label="' + name + '" i]', '[title="' + name + '" i]'])
    .join(', ');
const CROSS = /^[×✕✖⨯]$/;

// A text of the widget without the crosses that stand in it for themselves, whatever their class.
function withoutCrosses(text, node) {
  const crossed = /[×✕✖⨯]/.test(text) && Array.from(node.querySelectorAll('*')).some((part) => CROSS.test(clean(part.textContent)));
  return crossed ? text.replace(/^[×✕✖⨯]\s*|\s*[×✕✖⨯]$/g, '') : text;
}

function familyOf(root) {
  return FAMILIES.find((family) => root.matches(family.root)) || null;
}

function panelOf(root) {
  return (root.id && byId(root, root.id + '_panel')) || root;
}

function isChosen(item) {
  const said = item.getAttribute('aria-selected') || item.getAttribute('aria-checked');
  if (said !== null) return said === 'true';
  if (item.matches('.ui-state-highlight, .ui-selectcheckboxmenu-checked, .result-selected, .selected, .p-highlight')) return true;
  return item.querySelector('[type=checkbox]:checked') !== null;
}
