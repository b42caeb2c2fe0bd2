// Asks whether something happened, and then fetches the page anew. What the reader unfolded stays so.
(() => {
  "use strict";
  const PAUSE = 700;
  const unfolded = () => new Set([...document.querySelectorAll("#fresh details[open][id]")].map((each) => each.id));

  const renew = async () => {
    const answer = await fetch("./", { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#fresh");
    const old = document.querySelector("#fresh");
    const kept = unfolded();
    for (const each of fresh.querySelectorAll("details[id]")) each.open = kept.has(each.id);
    const stop = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    if (stop) document.getElementById(stop)?.focus();
  };

  const look = async () => {
    const shown = document.querySelector("#fresh");
    if ("over" in shown.dataset) return;
    try {
      const answer = await fetch("turn", { cache: "no-store" });
      if (answer.ok && (await answer.text()) !== shown.dataset.turn) await renew();
    } catch {
      // krok has ended: the page stays as it was last.
      return;
    }
    setTimeout(look, PAUSE);
  };

  if (document.querySelector("#fresh")) setTimeout(look, PAUSE);
})();
