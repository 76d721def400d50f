// The number of one's own GP: asked once, and kept on this device alone.

const KEY = "rugwijzer.gp";
const box = document.querySelector("[data-own-number]");

function show() {
  const number = localStorage.getItem(KEY) ?? "";
  box.querySelector("[data-known]").hidden = !number;
  box.querySelector("[data-ask]").hidden = Boolean(number);
  box.querySelector("[data-number]").textContent = number;
  box.querySelector("[data-tel]").href = `tel:${number.replace(/[^+0-9]/g, "")}`;
}

if (box) {
  try {
    show();
    box.hidden = false;
    box.querySelector("[data-ask]").addEventListener("submit", (event) => {
      event.preventDefault();
      const number = box.querySelector("[data-input]").value.trim();
      if (/[0-9]{3,}/.test(number.replace(/[^0-9]/g, ""))) localStorage.setItem(KEY, number);
      show();
    });
    box.querySelector("[data-change]").addEventListener("click", () => {
      localStorage.removeItem(KEY);
      show();
    });
  } catch {
    // A device that keeps nothing: the card works without the number.
  }
}
