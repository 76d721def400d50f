// What makes a page of questions smoother. Without it every page works all the same.

const none = "-none";
const unsure = "-unsure";

/** "None of these" and a ticked sign cannot both be; the last one tapped counts. */
function keepApart(event) {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== "checkbox" || !box.checked) return;
  const group = box.closest("fieldset");
  for (const other of group.querySelectorAll("input[type=checkbox]:checked")) {
    if (other === box) continue;
    const apart = [box.value, other.value];
    if (apart.includes(none) || (apart.includes(unsure) && group.dataset.kind === "set")) {
      other.checked = false;
    }
  }
}

/** A number that is typed takes the place of one that was tapped, and the other way round. */
function oneAnswer(event) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  const group = field.closest("fieldset");
  if (!group) return;
  if (field.type === "text" && field.value) {
    for (const tapped of group.querySelectorAll("input[type=radio]:checked")) tapped.checked = false;
  } else if (field.type === "radio" && field.checked) {
    for (const typed of group.querySelectorAll("input[type=text]")) typed.value = "";
  }
}

/** Read the page aloud with a voice that is on the device itself; never one from elsewhere. */
function aloud() {
  const button = document.querySelector("[data-read-aloud]");
  const speech = window.speechSynthesis;
  if (!button || !speech) return;
  const language = document.documentElement.lang;
  const find = () =>
    speech.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
  const offer = () => {
    button.hidden = !find();
  };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  const stop = () => {
    speech.cancel();
    button.querySelector("span").textContent = button.dataset.readAloud;
    button.setAttribute("aria-pressed", "false");
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    const voice = find();
    const parts = document.querySelectorAll("#main h1, #main .lead, #main legend, #main .answer, #main [data-aloud]");
    button.setAttribute("aria-pressed", "true");
    button.querySelector("span").textContent = button.dataset.stop;
    speech.cancel();
    const lines = [...parts].map((part) => part.innerText.trim()).filter(Boolean);
    lines.forEach((line, at) => {
      const said = new SpeechSynthesisUtterance(line);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.95;
      if (at === lines.length - 1) said.addEventListener("end", stop);
      speech.speak(said);
    });
  });
  window.addEventListener("pagehide", () => speech.cancel());
}

document.addEventListener("change", keepApart);
document.addEventListener("input", oneAnswer);
aloud();

/** What did not come in without loading anew is sent in the plain way, so that it is seen. */
function plainly(event) {
  const form = event.detail.elt?.closest("form");
  if (form) HTMLFormElement.prototype.submit.call(form);
}

document.addEventListener("htmx:responseError", plainly);
document.addEventListener("htmx:sendError", plainly);

// After a page has come in without loading anew: begin at its top, and say so to who listens.
document.addEventListener("htmx:afterSettle", () => {
  window.speechSynthesis?.cancel();
  const main = document.getElementById("main");
  const alert = main.querySelector("[role=alert]");
  const first = alert ?? main.querySelector("h1");
  if (first) {
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
  }
  window.scrollTo(0, 0);
  alert?.scrollIntoView({ block: "nearest" });
  aloud();
});
