// What is kept on this device, and the only place that knows where: one text under one name.
// Nothing here sends anything.

const NAME = "rugwijzer.phone";
const OURS = "rugwijzer.";
const VERSION = 1;
const MOST_DAYS = 400;

/** The day on this device as year-month-day. */
export function day(at = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Whether this device keeps anything at all. */
export function works() {
  try {
    localStorage.setItem(`${OURS}try`, "1");
    localStorage.removeItem(`${OURS}try`);
    return true;
  } catch {
    return false;
  }
}

/** Everything that is kept, or null if nothing is. */
export function read() {
  try {
    return checked(JSON.parse(localStorage.getItem(NAME)));
  } catch {
    return null;
  }
}

/** Keep all of it. False if the device will not. */
export function write(state) {
  try {
    localStorage.setItem(NAME, JSON.stringify(trimmed(state)));
    return true;
  } catch {
    return false;
  }
}

/** What a plan begins with: the first visit. */
export function begun(visit) {
  return { version: VERSION, visits: [visit], draft: null, done: {}, diary: {}, shown: {} };
}

/** The visits with one more; of one day the later answers count. */
export function withVisit(visits, visit) {
  if (!visit || !Object.keys(visit.answers).length) return visits;
  const last = visits.at(-1);
  if (last?.at !== visit.at) return [...visits, visit];
  return [...visits.slice(0, -1), { ...last, answers: { ...last.answers, ...visit.answers } }];
}

/** Put what was told in the sitting among the visits. */
export function settled(state) {
  const { draft } = state;
  if (!draft) return state;
  // A plan that was shown before this was told is not shown as today's any more.
  const shown = { ...state.shown, today: state.shown.today && { ...state.shown.today, stale: true } };
  return { ...state, visits: withVisit(state.visits, draft.visit), draft: null, shown };
}

/** A copy to take along: what was told, ticked and noted; no page that was shown. */
export function exported(state) {
  const { visits, done, diary } = settled(state);
  return JSON.stringify({ rugwijzer: VERSION, visits, done, diary }, null, 1);
}

/** What is in a copy. Throws if it is none of ours. */
export function imported(text) {
  const { rugwijzer, visits, done, diary } = JSON.parse(text);
  const found = checked({ version: rugwijzer, visits, done, diary, draft: null, shown: {} });
  if (!found) throw new Error("not ours");
  return found;
}

/** Erase everything of ours: what is kept here, the pages kept for later, and who keeps them. */
export async function erase() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(OURS));
    for (const name of names) localStorage.removeItem(name);
    sessionStorage.clear(); // which pages were visited
  } catch {
    // A device that keeps nothing has nothing to erase.
  }
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  if (window.caches) {
    const names = await caches.keys();
    await Promise.all(names.map((name) => caches.delete(name)));
  }
}

function checked(state) {
  const plain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  if (!plain(state) || state.version !== VERSION) return null;
  if (!Array.isArray(state.visits) || !state.visits.length) return null;
  const dated = (value) => /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (!state.visits.every((visit) => plain(visit) && dated(visit.at) && plain(visit.answers))) {
    return null;
  }
  const days = (value, fits) =>
    Object.fromEntries(Object.entries(plain(value) ? value : {}).filter(([on, each]) => dated(on) && fits(each)));
  return {
    version: VERSION,
    visits: state.visits,
    draft: plain(state.draft) ? state.draft : null,
    done: days(state.done, (each) => Array.isArray(each) && each.every((name) => typeof name === "string")),
    diary: days(state.diary, (each) => Number.isInteger(each) && each >= 0 && each <= 10),
    shown: plain(state.shown) ? state.shown : {},
  };
}

/** Without the oldest ticks and notes: a device has no room without end. */
function trimmed(state) {
  const late = (days) => Object.fromEntries(Object.entries(days).sort().slice(-MOST_DAYS));
  return { ...state, done: late(state.done), diary: late(state.diary) };
}
