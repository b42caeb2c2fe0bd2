// What a style sheet shows only while the pointer is over something: the actions of a row, the parts of a menu.
// Needs roots.js and visible.js. Arguments, reply: none. Side effects: none.

let hoverSelectors = null;

// Sheets of other origins are closed to scripts: what they show on hovering stays unknown.
function rulesOf(sheet) {
  try {
    return Array.from(sheet.cssRules);
  } catch (closed) {
    return [];
  }
}

function gatherHovers() {
  hoverSelectors = [];
  const add = (rule) => {
    if (rule.selectorText && rule.selectorText.includes(':hover')) hoverSelectors.push(...rule.selectorText.split(','));
    else if (rule.cssRules) Array.from(rule.cssRules).forEach(add);
  };
  for (const root of roots()) for (const sheet of Array.from(root.styleSheets || [])) rulesOf(sheet).forEach(add);
  hoverSelectors = hoverSelectors.map((selector) => selector.trim()).filter((selector) => /:hover.*[\s>+~]\S/.test(selector));
}

function matchesPlainly(node, selector) {
  try {
    return node.matches(selector);
  } catch (unknown) {
    return false;
  }
}

// The visible node over which the pointer has to be for a hidden node to show, as a style sheet has it; or null.
function hoveredFor(node) {
  if (!hoverSelectors) gatherHovers();
  for (let part = node; part && !shown(part); part = parentOf(part)) {
    for (const selector of hoverSelectors) {
      if (!matchesPlainly(part, selector.replace(/:hover/g, ''))) continue;
      const over = selector.slice(0, selector.lastIndexOf(':hover')).replace(/:hover/g, '') || '*';
      for (let around = parentOf(part); around; around = parentOf(around)) {
        if (matchesPlainly(around, over)) return shown(around) ? around : null;
      }
    }
  }
  return null;
}
