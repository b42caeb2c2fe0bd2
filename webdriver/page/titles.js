// Headings and title bars, and what stands under each.
// Needs roots.js, visible.js, heads.js and labels.js. Arguments, reply: none. Side effects: none.

const TITLES = 'h1, h2, h3, h4, h5, h6, [role=heading]';
const CONTROL_TEXTS = 'button, a, [role=button], [role=link], input, select, textarea, label';
// What heads of tables, menus and single controls call a title is not one of a section; nor is that of a dialog or a tab.
const IN_CONTROLS = 'th, thead, button, a, label, summary, nav, [role=tab], [role=tablist], [role=columnheader], [role=menu], [role=option]';
const OTHER_TITLES =
  '[class*=dialog], [class*=modal], [class*=growl], [class*=toast], [class*=alert], [class*=accordion], [class*=wizard], [class*=step], [class*=drawer], [class*=column], [class*=cell]';
const TITLE_CLASS = /(^|[-_])(title|titlebar|head|heading|header|naglowek|tytul)$|(Header|Title)(-root|-title)?$/;

const REGIONS =
  'fieldset, [role=region], [role=group], [role=form], [role=article], [role=search], [role=tree], section, article, aside, nav, form[aria-label], form[aria-labelledby]';
const ITEMS = 'li, [role=listitem], article, [role=article], .card, .ui-card, .p-card, .MuiCard-root, .ant-card, [class$=-card]';

// Of a form in steps the step that is shown.
const STEPS_NOW = '[aria-current=step], .ui-wizard-step-title.ui-state-highlight, .ui-steps-item.ui-state-highlight, .MuiStep-root:has(.Mui-active), .ant-steps-item-active';
const STEP_LISTS = 'ol, ul, [role=list], .MuiStepper-root, .ant-steps';

const BOLD = ['p', 'div', 'center', 'td', 'dt', 'form', 'fieldset', 'section'].flatMap((name) => [name + ' > b', name + ' > strong']).join(', ');

const UNDER_NOTHING = new Set('tr td th li option tbody thead span'.split(' '));
const NO_TITLES = [];

let titleOfBox = null;
let titleBars = null;
const titlesUnder = new Map();

function levelOf(heading) {
  return Number(heading.getAttribute('aria-level') || /^h[1-6]$/.test(heading.localName) && heading.localName.slice(1)) || 2;
}

// Title bars that are no headings: known by their class, short, and not full of other things.
function isTitleBar(node) {
  if (!Array.from(node.classList).some((name) => TITLE_CLASS.test(name)) || node.matches(TITLES)) return false;
  if (node.matches(OTHER_TITLES) || closestOf(node, IN_CONTROLS)) return false;
  if (holdsField(node) || node.querySelector('table, ul, ol, [role=row]') || node.querySelectorAll('a, button').length > 3) return false;
  const text = wordsApart(node, true, CONTROL_TEXTS);
  return text.length > 0 && text.length <= 100;
}

// The wrapper that holds a heading, the controls beside it and nothing else says what the heading says.
function addWrappers(heading) {
  const text = words(heading, true);
  for (let node = heading, depth = 0; depth < 3; depth++) {
    const around = parentOf(node);
    if (!around || around.matches(EDGES + ', li, td, [role=listitem], [role=group], ' + ITEMS + ', ' + DIALOGS) || isOneOfMany(around) || holdsField(around)) return;
    if (around.querySelectorAll(TITLES).length > 1 || wordsApart(around, true, CONTROL_TEXTS) !== text) return;
    if (Array.from(around.querySelectorAll(CONTROL_TEXTS)).some((control) => !node.contains(control) && closestOf(control, 'ul, table, nav'))) return;
    titleBars.set(around, heading);
    node = around;
  }
}

// Where headings are lines in bold, above something to read or to work with.
function addBold() {
  for (const bold of all(BOLD)) {
    const around = parentOf(bold);
    const text = words(bold, true);
    const line = text && text === words(around, true) ? around : bold;
    if (!text || text.length > 80 || titleBars.has(line) || closestOf(line, IN_CONTROLS)) continue;
    if (line === bold ? standsAlone(bold) : around.children.length <= 2 && !isTerm(around)) addBoldLine(line);
  }
}

function addBoldLine(line) {
  const [below, next] = [line.nextElementSibling, line.nextElementSibling && line.nextElementSibling.nextElementSibling];
  const isWork = (node) => node && (holdsField(node) || node.matches('table, ul, ol, dl, form') || node.querySelector('table, button'));
  if (!below || below.matches('b, strong, span') || !(isWork(below) || isWork(next)) || namesField(line)) return;
  titleBars.set(line, line);
}

// A term with its explanation is no heading of the list; one without is.
function isTerm(node) {
  return node.localName === 'dt' && !(node.nextElementSibling && node.nextElementSibling.localName === 'dt');
}

// No other text and no field on its line.
function standsAlone(bold) {
  const near = (node, step) => {
    while (node && node.nodeType !== 1 && !/\S/.test(node.data || '')) node = node[step];
    return node;
  };
  const [before, after] = [near(bold.previousSibling, 'previousSibling'), near(bold.nextSibling, 'nextSibling')];
  const apart = (node) => node.nodeType === 1 && (node.localName === 'br' || !onOneLine(bold, node));
  return after !== null && apart(after) && (before === null || apart(before));
}

// A line right above a field, with no text between them, is the label of this one.
function namesField(line) {
  const walker = document.createTreeWalker(line.getRootNode(), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  walker.currentNode = line;
  for (let node = walker.nextNode(), seen = 0; node && seen < 60; node = walker.nextNode(), seen++) {
    if (line.contains(node)) continue;
    if (node.nodeType === 3 ? /\S/.test(node.data) : node.matches('table, ul, ol, dl, button')) return false;
    if (node.nodeType === 1 && node.matches(FIELDS)) return !isBox(node) && node.type !== 'radio';
  }
  return false;
}

function gatherTitles() {
  titleBars = new Map();
  titleOfBox = new Map();
  for (const heading of all(TITLES)) {
    titleBars.set(heading, heading);
    addWrappers(heading);
  }
  addSteps();
  addBold();
  addLabels();
  const named = all('[class*=title], [class*=Title], [class*=head], [class*=Head], [class*=naglowek], [class*=tytul]');
  for (const bar of named) {
    if (titleBars.has(bar) || !isTitleBar(bar)) continue;
    const box = parentOf(bar);
    if (!box || titleBars.has(box)) continue;
    titleBars.set(bar, bar);
    if (box.firstElementChild === bar && !box.matches('body, form')) titleOfBox.set(box, bar);
  }
}

// A label that belongs to no field is the title of the next box, if several fields to type in stand there.
function addLabels() {
  for (const label of all('label:not([for])')) {
    const box = label.nextElementSibling;
    if (!box || label.control || holdsField(label) || !holdsField(box) || titleBars.has(box)) continue;
    const typed = fieldsIn(box).filter((field) => !isBox(field) && !field.matches('[type=radio], [role=radio]'));
    if (typed.length > 1 && words(label, true)) titleOfBox.set(box, label);
  }
}

// A list of steps is the title of what follows it: the step shown, without its number.
function addSteps() {
  for (const step of all(STEPS_NOW)) {
    let list = closestOf(step, STEP_LISTS);
    while (list && parentOf(list).children.length === 1 && !parentOf(list).matches('body')) list = parentOf(list);
    if (list) titleBars.set(list, step);
  }
}

function titleText(bar) {
  if (bar.matches(STEPS_NOW)) return words(bar, true).replace(/^\d+[.)]?\s+(?=\D)/, '');
  const inner = bar.matches(TITLES) ? null : bar.querySelector('.ui-panel-title, .p-panel-title');
  if (bar.localName === 'label') return labelWords(bar);
  return inner ? words(inner, true) : wordsApart(bar, true, bar.matches(TITLES) ? 'button, [role=button]' : CONTROL_TEXTS) || words(bar, true);
}

// For each child of a node the titles before it that it stands under, outermost first.
function titlesBefore(node) {
  const around = node.parentNode;
  if (!around || UNDER_NOTHING.has(node.localName)) return NO_TITLES;
  if (!titlesUnder.has(around)) {
    const under = new Map();
    let standing = [];
    for (let child = around.firstElementChild; child; child = child.nextElementSibling) {
      const heading = titleBars.get(child);
      if (heading && !closestOf(heading, '[role=tab]')) {
        const level = heading.matches(TITLES) ? levelOf(heading) : 7;
        standing = standing.filter((each) => each.level < level);
        under.set(child, standing);
        standing = standing.concat({ level, bar: heading });
      } else {
        under.set(child, standing);
      }
    }
    titlesUnder.set(around, under);
  }
  const standing = titlesUnder.get(around).get(node);
  return standing && standing.length > 0 ? standing.map(({ bar }) => titleText(bar)) : NO_TITLES;
}

// What a box says of itself: the legend, the title of a table, the title bar, or the accessible name.
function boxTitle(node) {
  if (node.localName === 'fieldset') {
    const legend = Array.from(node.children).find((child) => child.localName === 'legend') || node.querySelector('legend');
    return legend ? words(legend, true) : referred(node);
  }
  const grid = node.matches('table, ' + ROLES) ? grids().find((each) => each.node === node) : null;
  if (grid) return ownTitles(grid)[0] || '';
  if (titleOfBox.has(node)) return titleText(titleOfBox.get(node));
  return node.matches(REGIONS) ? referred(node) : '';
}

// A card or an item of a list is known by the only heading in it.
function itemTitle(node) {
  if (!node.matches(ITEMS)) return '';
  const headings = node.querySelectorAll(TITLES);
  return headings.length === 1 ? words(headings[0], true) : '';
}
