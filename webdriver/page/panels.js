// Tabs, sections that open, and dialogs: what is the panel, what its header, what its title.
// Needs roots.js, visible.js, heads.js, labels.js and titles.js. Arguments, reply: none. Side effects: none.

const TABS = '[role=tab], [data-toggle=tab], [data-bs-toggle=tab], [data-toggle=pill], [data-bs-toggle=pill]';
const PANELS = '[role=tabpanel], .ui-tabs-panel, .tab-pane';
const DIALOGS = '[role=dialog], [role=alertdialog], .ui-dialog, dialog, .modal:not([role=presentation])';
const DIALOG_TITLES =
  '.ui-dialog-title, .modal-title, .ant-modal-title, .p-dialog-title, .MuiDialogTitle-root, .k-window-title, .mat-dialog-title, h1, h2, h3, h4, [role=heading]';
const POPS = '[aria-haspopup]:not([aria-haspopup=false]):not([aria-haspopup=dialog])';

const FOLDING = '.ui-fieldset-toggleable, .ui-panel, .p-panel';
const FOLDERS = '.ui-fieldset-toggleable > legend, .ui-panel-titlebar-toggler, .ui-panel-titlebar-icon[id$=_toggler], .p-panel-toggler';

let headerOfPanel = null;

function idsOf(node) {
  const link = node.matches('a[href*="#"]') ? node : node.querySelector('a[href*="#"]');
  const href = link ? link.getAttribute('href') : '';
  const named = [node.getAttribute('aria-controls'), node.getAttribute('data-target'), node.getAttribute('data-bs-target'), href.slice(href.indexOf('#'))];
  const ids = named.filter(Boolean).flatMap((value) => value.split(/\s+/)).map((value) => value.replace(/^#/, '')).filter(Boolean);
  return ids.concat(ids.filter((id) => id.includes('%')).map(unescaped));
}

// An address writes letters of an id in its own way.
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch (other) {
    return text;
  }
}

// What `h3 > button[aria-expanded]` opens without naming it: the part after the heading.
function panelBelow(header) {
  const heading = header.matches('button[aria-expanded]:not([aria-controls]), [role=button][aria-expanded]:not([aria-controls])') ? parentOf(header) : null;
  return heading && heading.matches(TITLES) && heading.childElementCount === 1 ? heading.nextElementSibling : null;
}

// A control that says of a part of the page that it is open or closed, and is no menu: `button[aria-expanded][aria-controls]`.
function isDisclosure(node) {
  if (node.matches('summary') || panelBelow(node)) return true;
  const opens = node.matches('[aria-expanded][aria-controls], [data-toggle=collapse], [data-bs-toggle=collapse]') && !controlsPopup(node);
  return opens && !node.matches(POPS + ', [role=combobox], [role=treeitem], [role=row], input') && !closestOf(node, 'nav, [role=navigation], .navbar, [role=menubar]');
}

function gatherHeaders() {
  headerOfPanel = new Map();
  const headers = all(TABS + ', .ui-tabs-nav > li, [aria-expanded][aria-controls], button[aria-expanded], [role=button][aria-expanded], [data-toggle=collapse], [data-bs-toggle=collapse]');
  for (const header of headers.filter((node) => node.matches(TABS + ', .ui-tabs-nav > li') || isDisclosure(node))) {
    for (const panel of idsOf(header).map((id) => byId(header, id)).concat(panelBelow(header))) {
      if (panel && !headerOfPanel.has(panel) && !panel.contains(header)) headerOfPanel.set(panel, header);
    }
  }
}

function isChosenTab(node) {
  const tab = closestOf(node, '[role=tab]') || node;
  return tab.matches('.ui-tabs-selected, .ui-state-active, .active, [aria-selected=true], details[open] > summary') || tab.getAttribute('aria-expanded') === 'true';
}

// Tabs that name no panel: those of the nearest list, by number if there are as many panels, else the chosen one.
function unnamedHeader(panel) {
  for (let around = parentOf(panel), depth = 0; around && depth < 3; around = parentOf(around), depth++) {
    const tabs = Array.from(around.querySelectorAll('[role=tab]')).filter((tab) => !closestOf(tab, PANELS) || surrounds(closestOf(tab, PANELS), panel));
    if (tabs.length === 0) continue;
    const panels = Array.from(around.querySelectorAll(PANELS)).filter((each) => parentOf(each) === parentOf(panel));
    const chosen = tabs.filter(isChosenTab);
    return panels.length === tabs.length ? tabs[panels.indexOf(panel)] : shown(panel) && chosen.length === 1 ? chosen[0] : null;
  }
  return null;
}

// The header whose press shows a panel: a tab or what opens a section; null if the node is no such panel.
function headerOf(node) {
  if (headerOfPanel.has(node)) return headerOfPanel.get(node);
  const around = parentOf(node);
  if (around && around.localName === 'details') return node.localName === 'summary' ? null : around.querySelector('summary');
  if (around && node.localName !== 'legend' && around.matches(FOLDING)) return folderOf(around, node);
  if (!node.matches(PANELS)) return null;
  const before = node.previousElementSibling;
  const named = (node.getAttribute('aria-labelledby') || '').split(/\s+/).map((id) => id && byId(node, id)).find((at) => at && at.matches('[role=tab]'));
  return named || (before && before.matches('[role=tab]') ? before : null) || unnamedHeader(node);
}

// PrimeFaces' panels and fieldsets fold up by a sign in the title bar or by their legend.
function folderOf(box, part) {
  if (box.localName === 'fieldset') return box.querySelector('legend');
  const bar = part.matches('.ui-panel-titlebar, .p-panel-header') ? null : box.querySelector('.ui-panel-titlebar, .p-panel-header');
  return bar ? bar.querySelector(FOLDERS) : null;
}

// What a header says without the number of its step.
function headerText(header) {
  if (header.matches(FOLDERS)) return boxTitle(closestOf(header, FOLDING));
  const own = ownWords(header);
  return own.replace(/^\d+[.)]?\s+(?=\D)/, (number) => (header.matches('[class*=step]') ? '' : number)) || referred(header) || clean(header.title || '');
}

function tabTitle(node) {
  const header = headerOf(node);
  return header ? headerText(header) : node.matches(PANELS) ? referred(node) : '';
}

// The dialogs that are open, each with all that it says beside its title and its controls.
function gatherDialogs() {
  const open = all(DIALOGS).filter((node) => shown(node) && !closestOf(parentOf(node), DIALOGS));
  return open.map((node) => ({ title: dialogTitle(node), says: wordsApart(node, false, DIALOG_TITLES + ', ' + CONTROLS + ', ' + FIELDS) }));
}

// A dialog without a title is known by what it asks.
function dialogTitle(node) {
  const title = node.querySelector(DIALOG_TITLES);
  const named = referred(node) || (title ? words(title, true) : '');
  if (named) return named;
  const about = byId(node, (node.getAttribute('aria-describedby') || '').split(/\s+/)[0]);
  const text = wordsApart(about || node, true, 'button, [role=button], a, input, select, textarea, label, table');
  return text.length <= 120 ? text : '';
}
