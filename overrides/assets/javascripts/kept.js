/* What this site keeps on this device, on the page about privacy: says which of it is there now, and removes all of
   it at one press. Whatever the site keeps has a name that begins with `handbook-`, and nothing else is touched.
   A browser may refuse any of the questions; what it does not tell is taken for not there. */
(() => {
  "use strict";
  const OURS = "handbook-";
  const place = document.querySelector(".kept-clear");
  if (!place) return;
  const told = place.querySelector(".kept-told");
  const button = place.querySelector("button");
  const rows = [...document.querySelectorAll("[data-kept]")];
  const isOurs = (name) => String(name).startsWith(OURS);
  const asked = async (does) => { try { return (await does()) || []; } catch { return []; } };

  /* Each kind of place: the names that are there, and how to remove one. */
  const inStorage = (store) => ({
    names: () => Object.keys(store()),
    remove: (name) => store().removeItem(name),
  });
  const fileOf = (worker) => new URL((worker.active || worker.waiting || worker.installing).scriptURL).pathname.split("/").pop();
  const workers = async () => asked(() => navigator.serviceWorker?.getRegistrations());
  const places = [
    inStorage(() => window.localStorage),
    inStorage(() => window.sessionStorage),
    { names: () => window.caches?.keys(), remove: (name) => caches.delete(name) },
    {
      names: async () => (await window.indexedDB?.databases?.() || []).map((one) => one.name),
      remove: (name) => new Promise((done) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = request.onerror = request.onblocked = done;
      }),
    },
    {
      names: async () => (await workers()).map(fileOf),
      remove: async (name) => Promise.all((await workers()).filter((one) => fileOf(one) === name).map((one) => one.unregister())),
    },
  ];

  async function kept() {
    const found = await Promise.all(places.map(async (one) => (await asked(one.names)).filter(isOurs)));
    return found.flat();
  }

  async function show() {
    const names = await kept();
    for (const row of rows) row.querySelector(".kept-now").hidden = !names.some((name) => name.startsWith(row.dataset.kept));
    const strange = names.filter((name) => !rows.some((row) => name.startsWith(row.dataset.kept)));
    const more = strange.length ? ` Under these names something else is kept: ${strange.join(", ")}.` : "";
    told.textContent = (names.length ? "This site keeps something on this device." : "This site keeps nothing on this device now.") + more;
    button.hidden = names.length === 0;
    place.hidden = false;
    return names;
  }

  button.addEventListener("click", async () => {
    for (const one of places) {
      for (const name of (await asked(one.names)).filter(isOurs)) await asked(() => one.remove(name));
    }
    const left = await show();
    told.textContent = left.length
      ? `Your browser did not remove ${left.join(", ")}. Its settings can.`
      : "All of it is removed. This site keeps nothing on this device now.";
    told.focus(); // the button is gone
  });

  show();
  window.addEventListener("pageshow", (event) => { if (event.persisted) show(); });
})();
