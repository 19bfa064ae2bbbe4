// The one big field: scanners type an Enter after each line, people after a number.
(() => {
  const NUMBER = 20;
  const LINE = 44;
  const CARD = 30;
  // scanners write no spaces; a long name has some and is finished by its Enter
  const isZone = (line) => line.length > NUMBER && line.length <= LINE && !/\s/.test(line);
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || field.name !== "document" || event.shiftKey || event.isComposing) return;
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    // the first line of a passport alone is not finished yet, nor two of a card's three
    const wanted = lines.length && isZone(lines[0]) ? (lines[0].length === CARD ? 3 : 2) : 1;
    if (lines.length && lines.length < wanted) return;
    event.preventDefault();
    if (lines.length) field.form.requestSubmit();
  });

  // on a narrow screen the answer is below the form: bring it up, the field keeps the focus
  document.addEventListener("htmx:afterSettle", () => {
    const answer = document.querySelector("#answer .answer");
    if (answer && answer.getBoundingClientRect().top > innerHeight / 2) answer.scrollIntoView();
  });
})();
