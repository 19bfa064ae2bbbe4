// What axe does not look at: too wide pages, the direction, errors that are tied to no field.
([language, direction]) => {
  const named = (found) => {
    const path = [];
    for (let one = found; one && one.id !== "main" && path.length < 4; one = one.parentElement) {
      path.unshift(one.tagName.toLowerCase() + (one.id ? `#${one.id}` : [...one.classList].slice(0, 2).map((name) => `.${name}`).join("")));
    }
    return path.join(" > ");
  };
  const scrolls = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  globalThis.measures = {
    wide() {
      const root = document.documentElement;
      const over = root.scrollWidth - root.clientWidth;
      if (over <= 0) return [];
      const out = [...document.body.querySelectorAll("*")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(one);
      });
      return [["too wide", `${over} px`, out.slice(-4).map(named).join(" | ")]];
    },
  };
  const wrong = [];
  const root = document.documentElement;
  if (root.lang !== language) wrong.push(["language", root.lang]);
  if (root.dir !== direction) wrong.push(["direction", root.dir]);
  for (const one of document.querySelectorAll("[aria-invalid=true]")) {
    const ids = [one, one.closest("fieldset")].map((place) => place?.getAttribute("aria-describedby") || "").join(" ");
    if (!ids.split(" ").some((id) => document.getElementById(id)?.matches(".errorlist"))) {
      wrong.push(["error tied to no field", named(one)]);
    }
  }
  for (const one of document.querySelectorAll(".errorlist:not(.nonfield, [hidden])")) {
    if (!one.id || !document.querySelector(`[aria-describedby~="${one.id}"]`)) {
      wrong.push(["error of no field", named(one), one.textContent]);
    }
  }
  for (const one of document.querySelectorAll("img")) {
    if (one.complete && !one.naturalWidth) wrong.push(["picture that did not come", one.src]);
  }
  for (const one of document.querySelectorAll("[style], script:not([src])")) {
    wrong.push(["inline", named(one)]);
  }
  return wrong;
}
