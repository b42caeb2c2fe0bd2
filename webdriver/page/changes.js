// What changes while the page is waited for, and whether it is only ever the same parts.
// Needs roots.js and restless.js. Arguments, reply: none. Side effects: none.

const FRAMES = 2, REST = 20, SAME = 1500, RECENT = 400;

// Times are the document's own, so that a wait can go on where the last one ended.
const changing = new Map();
let changedAt = -Infinity, newPartAt = -Infinity, since = Infinity, frames = 0;

// Goes on where a wait ended that had not come to rest.
function resumeChanges(memories) {
  for (const { unrested } of memories.filter((memory) => memory.unrested && performance.now() - memory.unrested.at < RECENT)) {
    for (const part of unrested.parts) changing.set(part.name, part);
    newPartAt = unrested.newPartAt;
    since = unrested.since;
  }
}

function noteChange() {
  const now = performance.now();
  if (since === Infinity) since = now;
  changedAt = now;
  frames = 0;
}

function noteChanges(records) {
  const now = performance.now();
  for (const record of records) {
    const name = spot(record.target);
    const calmed = restlessParts.find((part) => part.name === name);
    if (calmed) {
      noteRestless(calmed, record);
      continue;
    }
    if (!changing.has(name)) {
      changing.set(name, { name, paths: [], holds: false, last: now });
      newPartAt = now;
    }
    const part = changing.get(name);
    part.last = now;
    noteRestless(part, record);
    noteChange();
  }
}

// Why the changes do not allow an answer yet; '' if they rest, or if only the same parts go on changing.
function unrestOfChanges() {
  const now = performance.now();
  const resting = now - changedAt >= REST;
  if (frames >= FRAMES && resting) {
    since = Infinity;
    return '';
  }
  if (now - since > SAME && now - newPartAt > SAME) return '';
  const last = Array.from(changing.values()).filter((part) => part.last === changedAt);
  return resting || last.length === 0 ? 'waiting for two frames' : 'changing: ' + last.slice(0, 3).map((part) => part.name).join(', ');
}

// Takes what still changes for what never rests, and tells the names.
function takeForRestless() {
  const now = performance.now();
  const still = Array.from(changing.values()).filter((part) => since !== Infinity && now - part.last < RECENT);
  restlessParts = restlessParts.concat(still);
  return still.map((part) => part.name);
}

function unrestedChanges(quiet) {
  return quiet || since === Infinity ? null : { at: performance.now(), since, newPartAt, parts: Array.from(changing.values()) };
}
