// A page that is left open, or gone back to, shows nothing any more once nobody has done anything
// for the half hour that ends a session, or somebody signed out.
// What browsers keep for it are two moments, shared by the windows of this site: when somebody last
// did something, and when somebody signed out.
(() => {
  const ACTIVE = "active-at";
  const LEFT = "left-at";
  const LOOK = 5000;
  const limit = Number(document.body.dataset.idleSeconds) * 1000;
  const words = document.getElementById("session-over");
  if (!limit || !words) return;
  const opened = Date.now();
  let over = false;

  const hide = () => {
    if (over) return;
    over = true;
    document.title = "Liaison";
    document.body.replaceChildren(words.content.cloneNode(true));
  };
  const moment = (name) => Number(localStorage.getItem(name)) || 0;
  const look = () => {
    if (Date.now() - moment(ACTIVE) >= limit || moment(LEFT) > opened) hide();
  };

  let noted = 0;
  const active = () => {
    const now = Date.now();
    // first look, then note: the first touch after an hour must not bring the page back
    look();
    if (over || now - noted < 1000) return;
    noted = now;
    localStorage.setItem(ACTIVE, now);
  };
  localStorage.setItem(ACTIVE, opened);
  for (const name of ["pointerdown", "keydown", "scroll", "input"]) {
    document.addEventListener(name, active, { capture: true, passive: true });
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-leaves]")) localStorage.setItem(LEFT, Date.now() + 1);
  });
  addEventListener("storage", look);
  document.addEventListener("visibilitychange", look);
  // a page the browser kept whole while one was elsewhere: ask the server anew
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    hide();
    location.reload();
  });
  setInterval(look, LOOK);
})();
