// Keys of the review. Each presses a button or link that stands on the page: nothing here does anything by itself.
(() => {
  "use strict";
  const STORE = "krok-review-keys";
  const remark = document.querySelector("#remark");
  const hint = document.querySelector("#remark-hint");
  const keys = document.querySelector("#keys");
  let waiting = null;

  const control = (key) =>
    [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key.split(" ").includes(key));

  if (keys) {
    keys.checked = sessionStorage.getItem(STORE) !== "off";
    keys.addEventListener("change", () => sessionStorage.setItem(STORE, keys.checked ? "on" : "off"));
  }

  const inRemark = (event) => {
    if (event.key === "Escape") {
      waiting = null;
      remark.blur();
    } else if (event.key === "Enter" && event.ctrlKey && waiting) {
      event.preventDefault();
      waiting.click();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat || event.altKey || event.metaKey) return;
    if (event.target === remark) {
      inRemark(event);
      return;
    }
    if (event.ctrlKey || !keys || !keys.checked) return;
    const found = control(event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    if ("wantsRemark" in found.dataset && remark.value.trim() === "") {
      waiting = found;
      hint.textContent = hint.dataset.wanted;
      // A field in a column that stays in view is seen already; elsewhere the page has to go there.
      remark.focus({ preventScroll: true });
      const { top, bottom } = remark.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) remark.scrollIntoView({ block: "center" });
    } else {
      found.click();
    }
  });
})();
