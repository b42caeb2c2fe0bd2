// Trees: what a branch says, what selects it, and what opens it.
// Needs roots.js, visible.js, heads.js and menus.js. Arguments, reply: none. Side effects: none.

const BRANCHES = '[role=treeitem], .ui-treenode, .jstree-node, .ant-tree-treenode, [role=treegrid] [role=row], .ui-treetable tbody tr';
const CHILDREN = 'ul, ol, [role=group], .ui-treenode-children, .jstree-children';
const TOGGLERS =
  '.ui-tree-toggler, .ui-treetable-toggler, .p-tree-toggler, .p-treetable-toggler, .jstree-ocl, .ant-tree-switcher, .fancytree-expander, .dynatree-expander, ' +
  '.MuiTreeItem-iconContainer, [class*=expander], [class*=toggle], [class*=collapse-icon], button[aria-expanded], button[aria-label], [role=button]';
const CAPTIONS =
  '.ui-treenode-label, .p-treenode-label, .jstree-anchor, .ant-tree-node-content-wrapper, .fancytree-title, .dynatree-title, .MuiTreeItem-label';
const CLOSED = '[aria-expanded=false], .jstree-closed, .ui-treenode-collapsed, .ant-tree-treenode-switcher-close, .collapsed, .closed';

// PrimeFaces and jsTree give the role to the item and to what it says: the outer one is the branch.
function isBranch(node) {
  if (!node.matches(BRANCHES) || node.matches('[role=none] [role=treeitem].jstree-anchor')) return false;
  const outer = parentOf(node) && closestOf(parentOf(node), BRANCHES);
  if (!outer) return true;
  const group = closestOf(node, CHILDREN);
  return Boolean(group && surrounds(outer, group) && group !== outer) || !surrounds(outer, node) || outer.matches('tr, [role=row]');
}

function branchText(branch) {
  if (branch.matches('tr, [role=row]')) return cellText(cellsIn(branch)[0], !shown(branch));
  const caption = Array.from(branch.querySelectorAll(CAPTIONS)).find((node) => closestOf(node, CHILDREN) === closestOf(branch, CHILDREN));
  return wordsApart(caption || branch, !shown(branch), CHILDREN + ', button, [role=button], .badge');
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
  let at = branch;
  for (let inner = at; inner; ) {
    at = inner;
    inner = Array.from(at.children).find((child) => !child.matches(CHILDREN) && words(child, true) === text);
  }
  return at;
}

function isClosed(branch) {
  const content = ownPart(branch, '[aria-expanded]');
  if (branch.matches('[aria-expanded]')) return branch.getAttribute('aria-expanded') === 'false';
  if (content) return content.getAttribute('aria-expanded') === 'false';
  if (branch.matches(CLOSED) || ownPart(branch, '.ant-tree-switcher_close, .ui-icon-triangle-1-e, .fancytree-expander.closed')) return true;
  const children = Array.from(branch.children).find((child) => child.matches(CHILDREN));
  return Boolean(children && children.children.length > 0 && !shown(children));
}

function expanderOf(branch, nodes) {
  if (!shown(branch) || !isClosed(branch)) return null;
  const sign = ownPart(branch, TOGGLERS);
  const node = sign && shown(sign) ? sign : captionOf(branch);
  return { node: nodes.of(node), label: branchText(branch), rect: rectangle([node]) };
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
      state: stateOf(node, isDisabled(node)),
      opener: null,
      expander: expanderOf(branch, nodes),
      rect: rectangle([node]),
      at: node,
    };
  }).filter((control) => control.labels.length > 0);
}
