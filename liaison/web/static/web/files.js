// Adding a file: how much is sent, and a word before sending what would be refused anyway.
(() => {
  const MEGABYTE = 1024 * 1024;
  const parts = (form) => ({
    file: form.querySelector("input[type=file]"),
    progress: form.querySelector("progress"),
    wrong: form.querySelector("[data-words]"),
  });
  const check = (form) => {
    const { file, wrong } = parts(form);
    const large = file.files.length > 0 && file.files[0].size > Number(form.dataset.most) * MEGABYTE;
    wrong.textContent = large ? wrong.dataset.words : "";
    wrong.hidden = !large;
    return !large;
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.files-add");
    if (form) check(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.files-add");
    if (form && !check(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest("form.files-add");
    if (!form || !event.detail.lengthComputable) return;
    const { progress } = parts(form);
    progress.hidden = false;
    progress.value = (100 * event.detail.loaded) / event.detail.total;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form.files-add");
    if (!form) return;
    const { file, progress } = parts(form);
    progress.hidden = true;
    if (event.detail.successful) file.value = "";
  });
})();
