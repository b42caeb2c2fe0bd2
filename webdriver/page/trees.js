// Trees: what a branch says, what selects it, and what opens it.
// Needs roots.js, visible.js, heads.js, rows.js and menus.js. Arguments, reply: none. Side effects: none.

// Without roles: an item with a list in it and a sign before its text.
const SIGNS_OF_BRANCHES = ['img', 'ins', 'i', 'button', ...['toggle', 'expand', 'hitarea', 'plus', 'minus', 'arrow'].map((name) => '[class*=' + name + ']')];
const PLAIN_BRANCHES = 'li:has(> ul, > ol):has(' + SIGNS_OF_BRANCHES.map((sign) => '> ' + sign).join(', ') + ')';
const NO_TREES = 'nav, [role=menu], [role=menubar], [role=tablist], [role=navigation], .nav, .navbar, .dropdown, .ui-menu, [class*=menu]';
const BRANCHES = '[role=treeitem], .ui-treenode, .jstree-node, .ant-tree-treenode, [role=treegrid] [role=row], .ui-treetable tbody tr, ' + PLAIN_BRANCHES;
const CHILDREN = 'ul, ol, [role=group], .ui-treenode-children, .jstree-children';
const TOGGLERS =
  '.ui-tree-toggler, .ui-treetable-toggler, .p-tree-toggler, .p-treetable-toggler, .jstree-ocl, .ant-tree-switcher, .ant-select-tree-switcher, .fancytree-expander, .dynatree-expander, ' +
  '.MuiTreeItem-iconContainer, [class*=expander], [class*=toggle], [class*=collapse-icon], [class*=hitarea], [class*=plus], [class*=arrow], li > img, li > ins, button[aria-expanded], button[aria-label], [role=button]';
// Some libraries draw the room for a sign before a leaf too, and call the leaf closed.
const SIGNS_OF_LEAVES = '[class*=noop], [class*=leaf]';
const CAPTIONS =
  '.ui-treenode-label, .p-treenode-label, .jstree-anchor, .ant-tree-node-content-wrapper, .ant-select-tree-node-content-wrapper, .fancytree-title, .dynatree-title, .MuiTreeItem-label';
const CLOSED = '[aria-expanded=false], .jstree-closed, .ui-treenode-collapsed, .ant-tree-treenode-switcher-close, .collapsed, .closed';

// PrimeFaces and jsTree give the role to the item and to what it says: the outer one is the branch.
function isBranch(node) {
  if (!node.matches(BRANCHES) || node.matches('[role=none] [role=treeitem].jstree-anchor')) return false;
  if (node.matches('tr, [role=row]')) return (rowRecordOf(node) || {}).kind === 'data';
  if (node.localName === 'li' && !node.matches('[role=treeitem], .ui-treenode, .jstree-node') && closestOf(node, NO_TREES)) return false;
  const outer = parentOf(node) && closestOf(parentOf(node), BRANCHES);
  if (!outer) return true;
  const group = closestOf(node, CHILDREN);
  return Boolean(group && surrounds(outer, group) && group !== outer) || !surrounds(outer, node) || outer.matches('tr, [role=row]');
}

function branchText(branch) {
  if (branch.matches('tr, [role=row]')) return cellText(cellsIn(branch)[0], !shown(branch));
  const caption = ownPart(branch, CAPTIONS) || branch;
  const said = (apart) => wordsApart(caption, !shown(branch), CHILDREN + ', button, [role=button], .badge' + apart);
  return said(', ' + TOGGLERS) || said('');
}

function ownPart(branch, selector) {
  return Array.from(branch.querySelectorAll(selector)).find((node) => closestOf(node, CHILDREN) === closestOf(branch, CHILDREN)) || null;
}

// What selects a branch: its caption, else the innermost node that says all of it.
function captionOf(branch) {
  if (branch.matches('tr, [role=row]')) return cellsIn(branch)[0] || branch;
  const named = ownPart(branch, CAPTIONS);
  if (named) return named;
  const text = branchText(branch);
  const says = (child) => child.nodeType === 1 && !child.matches(CHILDREN) && words(child, true) === text;
  let at = branch;
  for (let inner = at; inner; inner = Array.from(at.children).find(says)) at = inner;
  return at;
}

// A branch that has no node for what it says alone would be pressed in its middle, which is one of its children's.
function stateOfBranch(node) {
  const state = stateOf(node, isDisabled(node));
  const box = node.getBoundingClientRect();
  const hit = state[0] === 'ready' ? hitAt(node, box.left + box.width / 2, box.top + box.height / 2) : null;
  const child = hit && closestOf(hit, CHILDREN);
  return child && child !== node && surrounds(node, child) ? ['covered', described(child)] : state;
}

function isClosed(branch) {
  const content = ownPart(branch, '[aria-expanded]');
  if (branch.matches('[aria-expanded]')) return branch.getAttribute('aria-expanded') === 'false';
  if (content) return content.getAttribute('aria-expanded') === 'false';
  if (branch.matches(CLOSED) || ownPart(branch, '.ant-tree-switcher_close, .ui-icon-triangle-1-e, .fancytree-expander.closed')) return true;
  const children = Array.from(branch.children).find((child) => child.matches(CHILDREN));
  return Boolean(children && children.children.length > 0 && !shown(children));
}

// The node whose press opens a closed branch; null if it is open, a leaf, or not to be seen itself.
function expanderNodeOf(branch) {
  if (!shown(branch) || !isClosed(branch)) return null;
  const sign = ownPart(branch, TOGGLERS);
  if (sign && sign.matches(SIGNS_OF_LEAVES)) return null;
  return sign && shown(sign) ? sign : captionOf(branch);
}

function expanderOf(branch, nodes) {
  const node = expanderNodeOf(branch);
  return node && { node: nodes.of(node), label: branchText(branch), rect: rectangle([node]) };
}

// Branches of a flat list tell how deep they stand.
function depthOf(branch) {
  const told = Number(branch.getAttribute('aria-level'));
  return told > 0 ? told : branch.querySelectorAll('.ant-tree-indent-unit, .ui-treetable-indent').length + 1;
}

function isFlat(branch) {
  return branch.matches('tr, [role=row], .ant-tree-treenode') || (branch.matches('[aria-level]') && !parentOf(branch).matches('[role=group], ul ul, li > ul'));
}

// The titles that a branch gives to what stands in it: itself, and in a flat list the branches above it.
function branchTitles(node) {
  if (!node.matches(BRANCHES) || !isBranch(node)) return [];
  return above(node).concat(node.matches('tr, [role=row]') ? [] : branchText(node));
}

function above(branch) {
  const titles = [];
  if (!isFlat(branch)) return titles;
  let depth = depthOf(branch);
  for (let near = branch.previousElementSibling; near && depth > 1; near = near.previousElementSibling) {
    if (!near.matches(BRANCHES) || depthOf(near) >= depth) continue;
    depth = depthOf(near);
    titles.unshift(branchText(near));
  }
  return titles;
}

function gatherBranches(nodes) {
  return all(BRANCHES).filter(isBranch).map((branch) => {
    const node = captionOf(branch);
    const text = branchText(branch);
    const row = branch.matches('tr, [role=row]');
    const place = Object.assign({}, placeOf(row ? node : parentOf(branch)));
    if (!row) place.sections = place.sections.concat(above(branch));
    return {
      node: nodes.of(node),
      role: 'treeitem',
      labels: ranked([[text, 'associated'], [referred(branch), 'aria'], [clean(node.title || ''), 'title']]),
      place,
      state: stateOfBranch(node),
      opener: shown(node) ? null : openerOf(node, nodes),
      expander: expanderOf(branch, nodes),
      rect: rectangle([node]),
      at: node,
    };
  }).filter((control) => control.labels.length > 0);
}
