// What works without a connection. Only who keeps her plan on this phone has this; erasing ends it.
// Nothing that was sent is kept, nor what came back for it: only pages and files that are asked for.

const HOME = `rugwijzer-${MADE.mark}`;
const CARD = /^\/(en\/)?check\/(belkaart|call-card)\/$/;

const shells = Object.values(MADE.pages).flat();

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const fetched = [...MADE.files, ...shells].map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(HOME).then((home) => Promise.all(fetched.map((each) => home.add(each).catch(() => {})))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== HOME).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  const urls = Array.isArray(event.data?.keep) ? event.data.keep : [];
  event.waitUntil(
    Promise.all(
      urls.map(async (url) => {
        const request = new Request(url, { credentials: "omit" });
        if (new URL(request.url).origin !== location.origin || (await caches.match(request))) return;
        const answer = await fetch(request).catch(() => null);
        if (answer) await keep(request, answer);
      }),
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.search) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(fromHere(request));
  else event.respondWith(fromThere(request));
});

/** A file: from here if it is here, for its name changes with what is in it. */
async function fromHere(request) {
  const found = await caches.match(request);
  if (found) return found;
  const answer = await fetch(request);
  await keep(request, answer);
  return answer;
}

/** A page: from the service if it answers, or else as it was the last time. */
async function fromThere(request) {
  try {
    const answer = await fetch(request);
    await keep(request, answer);
    return answer;
  } catch (problem) {
    const found = await caches.match(request, { ignoreVary: true });
    if (found) return found;
    if (request.mode !== "navigate") throw problem;
    const pages = MADE.pages[new URL(request.url).pathname.startsWith("/en/") ? "en" : "nl"];
    return (await caches.match(pages.at(-1), { ignoreVary: true })) ?? Response.error();
  }
}

/** Keep what is the same for everybody, the empty page of the phone, and the call card. */
async function keep(request, answer) {
  const path = new URL(request.url).pathname;
  const shared = (answer.headers.get("Cache-Control") ?? "").includes("public");
  const fits = shared || shells.includes(path) || CARD.test(path);
  if (!answer.ok || answer.redirected || !fits) return;
  // Whoever erased everything has no home any more, and it is not made again.
  if (!(await caches.has(HOME))) return;
  const copy = answer.clone();
  await (await caches.open(HOME)).put(request, copy);
}
