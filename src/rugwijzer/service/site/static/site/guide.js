// On a page of the guide: open the answer that a link names, and find a question by typing.
// Everything is there without this too.

function openNamed() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const around = named && named.closest("details");
  if (around && !around.open) {
    around.open = true;
    named.scrollIntoView();
  }
}
addEventListener("hashchange", openNamed);
openNamed();

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const form = document.querySelector("[data-answers]");
if (form) {
  const [input, none, count] = ["input", "[data-none]", "[data-count]"].map((each) => form.querySelector(each));
  const things = [...document.querySelectorAll("details.question, .words > div")].map((each) => [each, plain(each.textContent)]);
  const sections = [...document.querySelectorAll(".letter, .part")];
  const show = () => {
    const words = plain(input.value).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 && !/^(mag|may|can|kan)$/.test(word));
    const stems = words.map((word) => (word.length > 5 ? word.replace(/(en|ing|s)$/, "") : word));
    const wanted = things.map(([each, text]) => [each, stems.every((stem) => text.includes(stem))]);
    for (const [each, fits] of wanted) each.hidden = !fits;
    const shown = wanted.filter(([, fits]) => fits).length;
    for (const section of sections) {
      section.hidden = stems.length > 0 && !section.querySelector("details.question:not([hidden]), .words > div:not([hidden])");
    }
    none.hidden = shown > 0;
    count.textContent = stems.length ? count.dataset.count.replace("#", shown) : "";
  };
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    if (none.hidden) event.preventDefault();
  });
}
