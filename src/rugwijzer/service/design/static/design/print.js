// A button that prints the page. Without this it is not there, and the browser's own menu does it.

const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
