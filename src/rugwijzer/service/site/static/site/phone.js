// Today, from what is kept on this phone. Without a connection it shows what it showed last.

const root = document.querySelector("[data-phone]");
const [store, { ask, pairs }, days, { calendar, download }] = await Promise.all(
  ["store", "sitting", "days", "calendar"].map((name) => import(root.dataset[name])),
);
const language = document.documentElement.lang;
const part = (name) => root.querySelector(`[data-${name}]`);
const words = (name) => root.querySelector(`template[data-word=${name}]`).content.textContent;
let state = store.read();
let today = store.day();
let told = false; // whether somebody was led to the question about the doctor already

// --- showing

function view(name) {
  for (const each of root.querySelectorAll("[data-view]")) each.hidden = each.dataset.view !== name;
  if (name !== "check") part("check").replaceChildren();
}

function say(words) {
  const notice = part("notice");
  notice.textContent = words;
  notice.hidden = !words;
  if (words) notice.scrollIntoView({ block: "nearest" });
}

function keep(next) {
  state = next;
  if (!store.write(state)) say(words("full"));
}

function fail(problem) {
  say(problem.kind === "offline" ? words("offline") : problem.said || words("failed"));
}

/** Begin at the top of what came in, and say so to who listens. */
function arrived() {
  document.dispatchEvent(new CustomEvent("htmx:afterSettle"));
}

function keepCard(found) {
  if (!found.card) return;
  keep({ ...state, shown: { ...state.shown, card: { html: found.card, made: new Date().toISOString() } } });
}

// --- today

function visits() {
  const urgent = state.draft?.urgent ? state.draft.visit : null;
  return store.withVisit(state.visits, urgent);
}

async function showToday({ focus = false } = {}) {
  today = store.day();
  const { draft } = state;
  if (draft && (draft.at !== today || draft.done)) keep(store.settled(state));
  const before = state.shown.today;
  const own = before?.language === language;
  if (own && before.at === today && !before.stale) fill(before);
  view("today");
  let found;
  try {
    found = await ask(root.dataset.todayUrl, { today, visits: visits() });
  } catch (problem) {
    if (problem.kind !== "offline" || !before) return fail(problem);
    fill(before);
    const spoken = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
    return say(words("offline_day").replace("[day]", spoken.format(new Date(`${before.at}T12:00:00Z`))));
  }
  const { html, check_in, check_in_for } = found;
  keep({ ...state, shown: { ...state.shown, today: { at: today, language, html, check_in, check_in_for } } });
  keepCard(found);
  if (found.opens === "doctor" && !told) {
    told = true;
    return begin("check_in");
  }
  say("");
  fill(state.shown.today);
  if (focus) arrived();
  remember();
}

function fill(shown) {
  part("plan").innerHTML = shown.html;
  part("resume").hidden = !state.draft || state.draft.done;
  markDone();
  for (const radio of root.querySelectorAll("input[name=diary]")) {
    radio.checked = Number(radio.value) === state.diary[today];
  }
  days.show(part("progress"), state, language, words);
}

function markDone() {
  const done = state.done[today] ?? [];
  const things = [...part("plan").querySelectorAll("[data-thing]")];
  for (const thing of things) {
    const is = done.includes(thing.dataset.thing);
    const button = thing.querySelector("[data-done]");
    thing.classList.toggle("is-done", is);
    button.setAttribute("aria-pressed", String(is));
    button.querySelector("span").textContent = words(is ? "is_done" : "done");
  }
  const all = part("plan").querySelector("[data-all-done]");
  const first = things.filter((thing) => !thing.closest("details"));
  if (all) all.hidden = !first.every((thing) => done.includes(thing.dataset.thing));
}

function tap(thing) {
  const done = state.done[today] ?? [];
  const name = thing.dataset.thing;
  const next = done.includes(name) ? done.filter((each) => each !== name) : [...done, name];
  keep({ ...state, done: { ...state.done, [today]: next } });
  markDone();
  days.show(part("progress"), state, language, words);
}

/** Let the worker fetch what today leads to, so that it is there without a connection. */
function remember() {
  const inside = [...part("plan").querySelectorAll("a[href^='/'], img")];
  const urls = inside.map((each) => each.getAttribute("href") ?? each.getAttribute("src"));
  navigator.serviceWorker?.ready.then((worker) => worker.active?.postMessage({ keep: urls }));
}

// --- a check-in

async function begin(why) {
  const { draft } = state;
  if (draft && (draft.done || draft.at !== today || draft.why !== why)) keep(store.settled(state));
  if (!history.state?.check) history.pushState({ check: true }, "");
  return step(why, state.draft ? "" : "begin");
}

async function step(why, act, sent = []) {
  const body = { today, visits: state.visits, why, do: act, sent, sealed: state.draft?.sealed ?? "" };
  let found;
  try {
    found = await ask(root.dataset.checkUrl, body);
  } catch (problem) {
    return fail(problem);
  }
  if (found.lost && state.draft) {
    keep(store.settled(state));
    await step(why, "begin");
    return say(words("lost"));
  }
  const { sealed, visit, urgent, done } = found;
  keep({ ...state, draft: { why, sealed, visit, urgent: Boolean(urgent), done, at: today } });
  keepCard(found);
  say("");
  part("check").innerHTML = found.html;
  view("check");
  arrived();
}

function toToday() {
  if (history.state?.check) history.back();
  else showToday({ focus: true });
}

// --- what is tapped

root.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { dataset } = button;
  const why = state?.draft?.why;
  if ("done" in dataset) tap(button.closest("[data-thing]"));
  else if (dataset.begin) await begin(dataset.begin);
  else if ("goOn" in dataset) await begin(why);
  else if ("back" in dataset) await step(why, "back");
  else if ("warned" in dataset) await step(why, "warned");
  else if ("leave" in dataset || "today" in dataset) toToday();
  else if (dataset.show) {
    const panel = root.querySelector(`[data-panel=${dataset.show}]`);
    panel.hidden = !panel.hidden;
    if (!panel.hidden) panel.focus();
  } else if (dataset.stopFor) {
    keep(store.settled(state));
    keep({ ...state, visits: store.withVisit(state.visits, { at: today, answers: { stopped: dataset.stopFor } }) });
    await showToday({ focus: true });
  } else if ("export" in dataset) {
    download(store.exported(state), `rugwijzer-${today}.json`, "application/json");
  } else if ("erase" in dataset) {
    part("sure").hidden = false;
    button.setAttribute("aria-expanded", "true");
    part("sure").focus();
  } else if ("notNow" in dataset) {
    part("sure").hidden = true;
    part("erase").setAttribute("aria-expanded", "false");
    part("erase").focus();
  } else if ("eraseNow" in dataset) await erase();
});

root.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  if ("question" in form.dataset) await step(state.draft.why, "answer", pairs(form));
  if ("calendarForm" in form.dataset) remind(new FormData(form));
});

root.addEventListener("change", async (event) => {
  const field = event.target;
  if (field.name === "diary") {
    keep({ ...state, diary: { ...state.diary, [today]: Number(field.value) } });
    part("diary-said").textContent = words("noted");
    days.show(part("progress"), state, language, words);
  }
  if ("import" in field.dataset && field.files.length) await putBack(field);
});

function remind(form) {
  const daily = form.get("often") === "daily";
  const check = state.shown.today?.check_in;
  if (!daily && !check) return say(words("no_check"));
  const at = new Date();
  const [hours, minutes] = form.get("time").split(":").map(Number);
  if (at.getHours() * 60 + at.getMinutes() >= hours * 60 + minutes) at.setDate(at.getDate() + 1);
  const on = daily ? store.day(at) : check;
  const title = words("calendar");
  download(calendar({ title, on, time: form.get("time"), daily }), `${title.toLowerCase().replaceAll(" ", "-")}.ics`, "text/calendar");
}

async function putBack(field) {
  try {
    const found = store.imported(await field.files[0].text());
    await ask(root.dataset.todayUrl, { today: store.day(), visits: found.visits, strict: true });
    keep(found);
    register();
    await showToday({ focus: true });
    say(words("imported"));
  } catch (problem) {
    if (problem.kind) fail(problem);
    else say(words("not_ours"));
  }
  field.value = "";
}

async function erase() {
  ask(root.dataset.forgetUrl, {}).catch(() => {});
  await store.erase();
  state = null;
  for (const name of ["plan", "check"]) part(name).replaceChildren();
  history.replaceState(null, "", location.pathname);
  say("");
  view("erased");
  arrived();
}

// --- beginning

function register() {
  navigator.serviceWorker?.register(root.dataset.worker, { scope: "/" }).catch(() => {});
}

function start() {
  if (!state) return view("none");
  register();
  if (location.hash === "#changed") {
    history.replaceState(null, "", location.pathname);
    told = true;
    view("today");
    return begin("changed");
  }
  return showToday();
}

document.querySelector("[data-phone-changed]").addEventListener("click", (event) => {
  if (!state) return;
  event.preventDefault();
  told = true;
  begin("changed");
});
addEventListener("popstate", () => state && showToday({ focus: true }));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && state && store.day() !== today && !root.querySelector("[data-view=today]").hidden) showToday();
});
await start();
