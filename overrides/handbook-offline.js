/* Answers for this handbook when no connection does. It is installed only by the button on the page "Keep for
   offline", which also puts the pages into the cache: this program adds nothing to it, and sends nothing.
   It stands at the root of the site, since a program of this kind answers for its own folder alone. */
(() => {
  "use strict";
  const ROOT = self.registration.scope;
  const NAME = `handbook-offline ${new URL(ROOT).pathname} `; // as offline.js names its caches
  const KEPT = new URL("offline/kept.json", ROOT).href;       // written last: a cache without it is not whole
  const PATIENCE = 4000; // milliseconds in which an answer of the server is waited for

  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method === "GET" && request.url.startsWith(ROOT)) event.respondWith(answer(request));
  });

  /* The copy that is whole, and the newest if there are two just now. */
  async function copy() {
    const found = [];
    for (const name of (await caches.keys()).filter((one) => one.startsWith(NAME))) {
      const cache = await caches.open(name);
      const kept = await cache.match(KEPT);
      if (kept) found.push({ cache, ...(await kept.json()) });
    }
    return found.sort((one, other) => (one.kept < other.kept ? 1 : -1))[0];
  }

  /* The address of a page from the root, without what a reader's choice adds to it, in the one spelling of the copy. */
  function placeOf(request) {
    const place = request.url.slice(ROOT.length).replace(/[?#].*$/, "").replace(/(^|\/)index\.html$/, "$1");
    try { return place.split("/").map((step) => encodeURIComponent(decodeURIComponent(step))).join("/"); } catch { return place; }
  }

  /* Pages come from the server, so that nobody reads old words while there is a connection. */
  async function answer(request) {
    const place = placeOf(request);
    const had = await copy().catch(() => undefined);
    if (!had) return fetch(request);
    const kept = () => had.cache.match(ROOT + place);
    if (had.lasting.includes(place)) return (await kept()) || fetch(request);
    const asked = fetch(request);
    asked.catch(() => undefined); // it may fail after the copy has answered
    try {
      const first = await soon(asked, await kept());
      if (first.status < 500) return first;
      return (await kept()) || first;
    } catch (fault) {
      return (await kept()) || (await elsewhere(request, had, place)) || Promise.reject(fault);
    }
  }

  /* The server's answer, which is waited for without end where the copy has none. */
  function soon(asked, kept) {
    if (!kept) return asked;
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); });
    return Promise.race([asked, late]);
  }

  /* A permanent address leads to its page, and so does one whose last slash was forgotten; at any other there is a
     page that says what to do. */
  async function elsewhere(request, had, place) {
    if (request.mode !== "navigate") return undefined;
    const whole = place.replace(/\/?$/, "/");
    const page = await had.cache.match(ROOT + whole);
    return Response.redirect(ROOT + (page ? whole : had.leads[whole] || had.notKept));
  }
})();
