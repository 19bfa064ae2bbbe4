// The desk by keyboard: j and k walk the rows, Enter opens, a assigns, r replies.
// The page works without it; single keys can be switched off (WCAG 2.1.4).
(() => {
  const KEPT = "desk-keys";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const on = () => localStorage.getItem(KEPT) !== "off";

  const walk = (step) => {
    const links = all("[data-row] [data-open]");
    if (!links.length) return;
    const here = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
    links[Math.min(Math.max(next, 0), links.length - 1)].focus();
  };

  const press = (key) => {
    const row = document.activeElement?.closest("[data-row]");
    const found = (row || document).querySelector(`[data-key="${key}"]`);
    if (!found || (!row && all(`[data-row] [data-key="${key}"]`).length)) return;
    if (found.matches("a, button")) found.click();
    else {
      found.closest("details")?.setAttribute("open", "");
      found.scrollIntoView({ block: "center" });
      // a step that asks for nothing has only its button
      found.querySelector("select, textarea, input:not([type=hidden]), button")?.focus();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (!on() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "a" || event.key === "r") press(event.key);
    else return;
    event.preventDefault();
  });

  for (const box of all("[data-keys]")) {
    box.closest("[hidden]").hidden = false;
    box.checked = on();
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  }

  // a link that leads to a folded form unfolds it
  const unfold = () => {
    const asked = document.getElementById(location.hash.slice(1));
    asked?.closest("details")?.setAttribute("open", "");
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
