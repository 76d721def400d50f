// The offer at the result: keep the plan on this phone. Only if somebody asks for it.

async function offer() {
  const box = document.querySelector("[data-keep-phone]");
  if (!box || "offered" in box.dataset) return;
  box.dataset.offered = "";
  const [store, { ask }] = await Promise.all([import(box.dataset.store), import(box.dataset.sitting)]);
  const part = (name) => box.querySelector(`[data-${name}]`);
  const already = store.read();
  part("already").hidden = !already;
  part("fresh").hidden = Boolean(already);
  part("add").hidden = !already;
  part("replace").hidden = !already;
  box.hidden = !store.works();

  const keep = async (state) => {
    part("problem").hidden = true;
    try {
      const { visit } = await ask(box.dataset.url, { today: store.day() });
      const kept = state ? store.settled(state) : null;
      const next = kept ? { ...kept, visits: store.withVisit(kept.visits, visit) } : store.begun(visit);
      if (!store.write(next)) throw new Error("full");
      navigator.storage?.persist?.().catch(() => {});
      location.assign(box.dataset.phone);
    } catch (problem) {
      if (problem.said) part("problem").textContent = problem.said;
      part("problem").hidden = false;
    }
  };
  part("keep").addEventListener("click", () => keep(store.read()));
  part("replace").addEventListener("click", () => keep(null));
}

// The result may come in without the page being loaded anew.
document.addEventListener("htmx:afterSettle", offer);
await offer();
