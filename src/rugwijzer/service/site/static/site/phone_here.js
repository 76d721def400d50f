// Where a plan is kept on this phone, its way back is shown.

const link = document.querySelector("[data-phone-here]");

if (link) {
  const store = await import(link.dataset.store);
  link.hidden = !store.read();
}
