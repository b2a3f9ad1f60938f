/* Keeping the handbook for reading without a connection, and removing it. Nothing is kept, and no program installed,
   before a button is pressed. The whole handbook comes as one file, which is looked over before anything is kept; the
   note that says what is kept is written last, so that a copy is there whole or not at all, and an older one goes
   only then. Everything has a name that begins with `handbook-offline`. */
(() => {
  "use strict";
  const place = document.querySelector(".keep");
  if (!place) return;
  const told = place.querySelector(".keep-told");
  const bar = place.querySelector("progress");
  const button = Object.fromEntries([...place.querySelectorAll("[data-does]")].map((one) => [one.dataset.does, one]));
  const root = new URL(place.dataset.root, location.href).href;
  const name = `handbook-offline ${new URL(root).pathname} `;
  const note = new URL("offline/kept.json", root).href;

  class Trouble extends Error {} // its message is for the reader
  const BROKEN = "The connection broke off.";
  const FULL = "There is not enough room for it in this browser.";
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  // The sentence around it is English in every handbook.
  const english = /^en\b/.test(document.documentElement.lang) ? document.documentElement.lang : "en-GB";
  const day = (written) => new Date(written).toLocaleDateString(english, { dateStyle: "long" });

  /* ---- What is there ---- */

  const ours = async () => (await caches.keys()).filter((one) => one.startsWith(name));

  async function noteOf(one) {
    const found = await (await caches.open(one)).match(note);
    return found && found.json();
  }

  async function kept() {
    const notes = (await Promise.all((await ours()).map(noteOf))).filter(Boolean);
    return notes.sort((one, other) => (one.kept < other.kept ? 1 : -1))[0];
  }

  /* What the server has now, or nothing. */
  async function offered() {
    try {
      const answer = await fetch(new URL(place.dataset.facts, location.href), { cache: "no-store" });
      return answer.ok ? await answer.json() : undefined;
    } catch { return undefined; }
  }

  /* ---- Keeping ---- */

  async function arrived(facts) {
    const answer = await fetch(new URL(facts.file, new URL(place.dataset.facts, location.href)), { cache: "no-store" });
    if (!answer.ok || !answer.body) throw new Trouble(BROKEN);
    const parts = [];
    bar.max = facts.bytes;
    for (const reader = answer.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts);
      parts.push(value);
      bar.value += value.length;
    }
  }

  async function unpacked(facts) {
    const data = await arrived(facts).catch((fault) => { throw fault instanceof Trouble ? fault : new Trouble(BROKEN); });
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await data.arrayBuffer()));
    const hash = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hash !== facts.hash) throw new Trouble("What arrived was not whole.");
    return new Response(data.stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  /* A piece is text, or the number of one that several files have. */
  function contents(file, pieces) {
    const whole = (piece) => (typeof piece === "number" ? pieces[piece] : piece);
    if (file.text) return file.text.map(whole).join("");
    return Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
  }

  async function put(cache, { files, pieces, lasting, leads }, facts) {
    bar.max = files.length;
    bar.value = 0;
    for (const file of files) {
      const headers = { "Content-Type": file.type };
      await cache.put(root + file.address, new Response(contents(file, pieces), { headers }));
      bar.value += 1;
    }
    const noted = { ...facts, lasting, leads, kept: new Date().toISOString() };
    await installed();
    await cache.put(note, new Response(JSON.stringify(noted)));
  }

  async function installed() {
    const program = await navigator.serviceWorker.register(new URL(place.dataset.program, location.href).href, { scope: root });
    const worker = program.active || program.waiting || program.installing;
    if (worker.state === "activated") return;
    await new Promise((resolve, reject) => {
      worker.addEventListener("statechange", () => {
        if (worker.state === "activated") resolve();
        if (worker.state === "redundant") reject(new Trouble("Your browser did not take it."));
      });
    });
  }

  async function room(facts) {
    const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) || {};
    if (quota && quota - usage < facts.stored) throw new Trouble(FULL);
  }

  /* Whatever goes wrong, what was there before stays, and nothing else. */
  async function keep() {
    const facts = await offered();
    if (!facts) throw new Trouble("The file for it could not be reached.");
    await room(facts);
    const made = await unpacked(facts);
    const fresh = name + facts.hash;
    await caches.delete(fresh);
    try {
      await put(await caches.open(fresh), made, facts);
    } catch (fault) {
      await caches.delete(fresh);
      if (!(await kept())) await uninstall();
      if (fault.name === "QuotaExceededError") throw new Trouble(FULL);
      throw fault;
    }
    for (const one of await ours()) if (one !== fresh) await caches.delete(one);
  }

  /* ---- Removing ---- */

  async function uninstall() {
    for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope === root) await one.unregister();
  }

  async function remove() {
    for (const one of await ours()) await caches.delete(one);
    await uninstall();
  }

  /* ---- What the reader sees ---- */

  function show(words, ...shown) {
    told.textContent = words;
    bar.hidden = true;
    for (const [does, one] of Object.entries(button)) one.hidden = !shown.includes(does);
  }

  async function state(first = "") {
    const [now, then] = await Promise.all([offered(), kept()]);
    const say = (words, ...shown) => show([first, words].filter(Boolean).join(" "), ...shown);
    if (!then) {
      if (now) say(first ? "" : "Nothing is kept on this device.", "keep");
      else say("The file for it cannot be reached just now. Nothing is kept on this device.");
      return;
    }
    const edition = then.edition ? `${then.edition} is` : "The handbook is";
    const since = `${edition} kept on this device, since ${day(then.kept)}. It takes ${megabytes(then.stored)}.`;
    if (!now || now.hash === then.hash) say(since, "remove");
    else if (now.edition !== then.edition) say(`${since} There is something newer: ${now.edition}.`, "renew", "remove");
    else say(`${since} Some pages have changed since.`, "renew", "remove");
  }

  async function run(words, does, done) {
    show(words);
    bar.removeAttribute("value"); // how far it is, is not known yet
    bar.hidden = does === remove;
    told.focus(); // the button that was pressed is gone
    try {
      await does();
      await state(done);
    } catch (fault) {
      const why = fault instanceof Trouble ? fault.message : "Your browser does not allow it here.";
      const had = await kept().catch(() => undefined);
      await state(`${why} ${had ? "The copy you had is as it was." : "Nothing was kept. You could try again."}`).catch(() => show(why));
    }
  }

  /* One window at a time: another may be at work on the same copy. */
  const alone = (work) => (navigator.locks ? navigator.locks.request(name, work) : work());
  const press = (does, ...how) => button[does].addEventListener("click", () => alone(() => run(...how)));
  press("keep", "Fetching the handbook. You can wait here; it is kept when this line says so.", keep, "Done.");
  press("renew", "Fetching what is new. Until it is whole, the copy you have stays.", keep, "Done.");
  press("remove", "Removing it.", remove, "It is removed: the pages, and the program that showed them.");

  /* What a window left half done, when it was closed, goes the next time. */
  async function begin() {
    const able = window.isSecureContext && "serviceWorker" in navigator && "caches" in window && "DecompressionStream" in window;
    const cannot = "This browser cannot keep the handbook. It may be older, or a private window. Nothing is kept.";
    if (!able) { show(cannot); return; }
    try {
      for (const one of await ours()) if (!(await noteOf(one))) await caches.delete(one);
      await state();
    } catch { show(cannot); }
  }

  if (location.protocol === "file:") {
    show("This is a copy in a folder, so it is on this device already.");
  } else {
    alone(begin);
    addEventListener("pageshow", (event) => { if (event.persisted) alone(begin); });
  }
})();
