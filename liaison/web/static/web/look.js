// While somebody types: after a pause, with purpose and reference given, how many might match.
(() => {
  const PAUSE = 700;
  const LEAST = 3;
  let timer = 0;
  const place = () => document.getElementById("look");
  const clear = () => {
    clearTimeout(timer);
    if (place()) place().replaceChildren();
  };
  const ready = (form) => {
    const said = form.elements;
    const letters = (said.document.value.match(/[\p{L}\p{N}]/gu) || []).length;
    // a scanner's lines ask by themselves
    const typed = !said.document.value.includes("<") && !said.document.value.includes("\n");
    return typed && letters >= LEAST && said.purpose.value && said.reference.value.trim();
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || form.id !== "check" || event.isComposing) return;
    clear();
    timer = setTimeout(() => {
      if (form.isConnected && ready(form)) htmx.trigger("#look", "look");
    }, PAUSE);
  });
  // the answer itself takes the place of what was said before it
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "check") {
      htmx.trigger("#look", "htmx:abort");
      clear();
    }
  });
})();
