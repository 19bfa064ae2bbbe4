// The one big field: scanners type an Enter after each line, people after a number.
(() => {
  const NUMBER = 20;
  const LINE = 44;
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || field.name !== "document" || event.shiftKey || event.isComposing) return;
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    // the first line of a passport alone is not finished yet
    const unfinished = lines.length === 1 && lines[0].length > NUMBER && lines[0].length <= LINE;
    if (unfinished) return;
    event.preventDefault();
    if (lines.length) field.form.requestSubmit();
  });

  // on a narrow screen the answer is below the form: bring it up, the field keeps the focus
  document.addEventListener("htmx:afterSettle", () => {
    const answer = document.querySelector("#answer .answer");
    if (answer && answer.getBoundingClientRect().top > innerHeight / 2) answer.scrollIntoView();
  });
})();
