// Small comforts of the frame. Every page works without them.
(() => {
  const one = (selector) => document.querySelector(selector);

  // on a narrow screen the rooms are a strip: show the one we are in
  one(".rooms [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  // a menu closes when one looks elsewhere
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const open = one("details.menu[open]");
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const search = one("#search");
    if (event.key === "/" && !typing && search && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
  });

  // colours: the choice stays in this browser
  const theme = one("#theme");
  if (theme) {
    theme.closest("[hidden]").hidden = false;
    theme.value = localStorage.getItem("theme") || "";
    theme.addEventListener("change", () => {
      if (theme.value) localStorage.setItem("theme", theme.value);
      else localStorage.removeItem("theme");
      dispatchEvent(new Event("theme"));
    });
  }

  // when the server breaks or is away, the page keeps what was typed and says so
  const ofTheBell = (event) => event.target.closest?.(".bell");
  const tell = (event) => {
    // the bell asks on its own: what it meets must neither sweep away words nor make any
    if (ofTheBell(event)) return;
    const words = one("#unreachable").content.cloneNode(true);
    one("#refusal").replaceChildren(words);
  };
  // what a page asks for by itself keeps no session open: only what a person does
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.triggeringEvent) event.detail.headers["X-Unattended"] = "1";
  });
  document.addEventListener("htmx:sendError", tell);
  document.addEventListener("htmx:timeout", tell);
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    // a bureau that is busy says so in words of its own
    if (answer.status >= 500 && !answer.getResponseHeader("HX-Retarget")) tell(event);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!ofTheBell(event)) one("#refusal").replaceChildren();
  });
})();
