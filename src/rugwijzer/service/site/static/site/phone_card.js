// The call card as it was last made, from this phone: also without a connection.

const box = document.querySelector("[data-last-card]");
const store = await import(box.dataset.store);
const card = store.read()?.shown.card;

if (card) {
  box.querySelector("[data-none]").remove();
  box.querySelector("[data-slot]").innerHTML = card.html;
  const made = new Date(card.made);
  const spoken = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
  box.querySelector("[data-when]").textContent = `${spoken.format(made)}.`;
  box.querySelector("[data-made]").hidden = false;
  await import(box.dataset.own);
}
