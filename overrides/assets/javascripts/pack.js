/* A pack: sheets are chosen, put in order and printed as one document, on this device alone. Each sheet is a small
   script that is asked for when it is chosen, so that it comes from a folder as well, and under a policy that refuses
   inline scripts. Nothing is sent; the address is read, and never written. What is typed is cleared when the reader
   leaves; the practice's name, telephone and hours are kept where that is ticked, and nowhere else. Without this
   script the page is a list of files. */
(() => {
  "use strict";
  const KEY = "handbook-practice";
  const KEPT = ["name", "telephone", "hours"];
  const PATIENCE = 4000; // how long the print waits for pictures
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const rows = new Map(all(".pack-all > li").map((row) => [row.dataset.sheet, row]));
  const print = one(".pack-print");
  if (!rows.size || !print) return;

  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };
  const say = (selector, words) => { one(selector).textContent = words; };
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const titled = (id) => `${id} ${rows.get(id).dataset.title}`;
  const box = (id) => one(".pick input", rows.get(id));

  let chosen = []; // ids, in order
  const sheets = new Map(); // id -> what is known of its sheet: {article} or {failed}, once it was asked for
  const asked = new Map(); // id -> promise that it is known

  /* ---- The sheets ---- */

  function ask(id) {
    if (sheets.get(id)?.failed) asked.delete(id); // another try
    if (!asked.has(id)) asked.set(id, new Promise((known) => {
      const script = make("script");
      const end = () => {
        const html = window.handbookSheets?.[id];
        // the build made it, and escaped every word in it
        const article = html && new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
        sheets.set(id, article ? { article } : { failed: true });
        script.remove();
        known();
      };
      script.addEventListener("load", end);
      script.addEventListener("error", end);
      script.src = rows.get(id).dataset.script;
      document.head.append(script);
    }));
    return asked.get(id);
  }

  const missing = () => chosen.filter((id) => sheets.get(id)?.failed);
  const waiting = () => chosen.filter((id) => !sheets.has(id));

  /* ---- What is chosen ---- */

  const form = () => `${one("[name=pack-paper]:checked").value} ${one("[name=pack-size]:checked").value}`;
  const file = (id) => one(`[data-form="${form()}"]`, rows.get(id));

  function sum(covered) {
    const sides = chosen.map((id) => Number(file(id)?.dataset.sides || 0));
    const known = sides.every(Boolean) ? `, ${count(sides.reduce((total, each) => total + each, 0), "side")}` : "";
    const cover = covered && one("#pack-cover").checked ? ", and a cover" : "";
    return chosen.length ? `${count(chosen.length, "sheet")}${known}${cover}` : "";
  }

  function act(words, id, name, does, off) {
    const button = make("button", "btn", words);
    button.type = "button";
    button.dataset.act = name;
    button.setAttribute("aria-label", `${words}: ${titled(id)}`);
    // one that cannot go further keeps the focus, so that who presses again is not sent elsewhere
    if (off) button.setAttribute("aria-disabled", "true");
    button.addEventListener("click", () => off ? tell(`${id} is ${name === "up" ? "first" : "last"} already.`) : does());
    return button;
  }

  function item(id, at) {
    const failed = sheets.get(id)?.failed;
    const words = make("p", "", make("b", "", `${at + 1}. `), titled(id));
    if (failed) words.append(make("span", "pack-failed", "This sheet could not be loaded here, so it is left out of the pack. Its PDF is below."));
    const acts = make("div", "pack-moves",
      act("Up", id, "up", () => move(id, -1), at === 0),
      act("Down", id, "down", () => move(id, 1), at === chosen.length - 1),
      act("Remove", id, "remove", () => remove(id)));
    const made = make("li", "", words, acts);
    made.dataset.sheet = id;
    return made;
  }

  const tell = (words) => say(".pack-told", words);

  function show() {
    // a sheet that arrives late draws the list anew: who stands in it with the keyboard stays there
    const held = one(".pack-order").contains(document.activeElement) && document.activeElement;
    const place = held && `[data-sheet="${CSS.escape(held.closest("li").dataset.sheet)}"] [data-act="${held.dataset.act}"]`;
    one(".pack-order").replaceChildren(...chosen.map(item));
    if (place) one(`.pack-order ${place}`)?.focus({ preventScroll: true });
    one(".pack-none").hidden = chosen.length > 0;
    for (const [id] of rows) box(id).checked = chosen.includes(id);
    for (const place of all(".pack-sum")) place.textContent = sum(!place.closest(".pack-bar"));
    one(".pack-bar").hidden = chosen.length === 0;
    const files = chosen.map(file).filter(Boolean).map((link) => {
      const copy = link.cloneNode(true);
      copy.textContent = link.getAttribute("aria-label").replace(/^PDF, [^:]*: /, "");
      copy.append(make("span", "", ` ${link.textContent}, ${count(Number(link.dataset.sides), "side")}`));
      copy.removeAttribute("aria-label");
      copy.download = "";
      return make("li", "", copy);
    });
    one(".pack-files").replaceChildren(...files);
    one(".pack-each").hidden = files.length === 0;
    one(".pack-address").hidden = true;
    arrange();
  }

  async function choose(ids) {
    chosen.push(...ids.filter((id) => !chosen.includes(id)));
    show();
    await Promise.all(ids.map(ask));
    show();
    const gone = missing().filter((id) => ids.includes(id));
    if (gone.length) say(".pack-status", `${gone.join(", ")} could not be loaded, and ${gone.length > 1 ? "are" : "is"} left out. The other sheets are in the pack.`);
  }

  function add(id) {
    tell(`${titled(id)} is added, as number ${chosen.length + 1}.`);
    choose([id]);
  }

  function remove(id) {
    const at = chosen.indexOf(id);
    if (at < 0) return;
    const inside = one(".pack-order").contains(document.activeElement);
    chosen = chosen.filter((other) => other !== id);
    show();
    tell(`${titled(id)} is removed. ${sum() || "No sheet is chosen."}`);
    if (!inside) return;
    const next = all(".pack-order > li")[Math.min(at, chosen.length - 1)];
    const place = next ? one("[data-act=remove]", next) : one("#your-pack");
    if (!next) place.tabIndex = -1;
    place.focus();
  }

  function move(id, by) {
    const at = chosen.indexOf(id);
    chosen.splice(at, 1);
    chosen.splice(at + by, 0, id);
    show();
    one(`.pack-order > li:nth-child(${at + by + 1}) [data-act=${by < 0 ? "up" : "down"}]`).focus();
    tell(`${titled(id)} is now number ${at + by + 1} of ${chosen.length}.`);
  }

  /* ---- What is printed ---- */

  const detail = (name) => one(`[data-detail="${name}"]`);
  const typed = (name) => detail(name).value.trim();
  const LABELS = { telephone: "Telephone", hours: "Hours" };

  /* The sheet of one practice: its name in the head, and its details where the sheet has lines for them. */
  function ours(article) {
    const sheet = article.cloneNode(true);
    const name = typed("name");
    if (name) {
      one(".sheet-practice", sheet)?.remove();
      const words = make("p", "sheet-practice", make("b", "", name));
      words.dir = "auto";
      one(".sheet-title", sheet).before(words);
      // the line for a name, and where the handbook's own practice is found
      for (const own of all("[data-own=name]", sheet)) own.remove();
    }
    const reach = one(".reach", sheet);
    for (const [key, label] of Object.entries(reach ? LABELS : {})) {
      if (!typed(key)) continue;
      const words = make("p", "", make("b", "", `${label}:`), " ", make("bdi", "", typed(key)));
      words.dataset.own = key;
      const line = one(`[data-own=${key}]`, reach);
      if (line) line.replaceWith(words);
      else reach.append(words);
    }
    return sheet;
  }

  function cover() {
    say(".cover-name", typed("name"));
    // each on its own, so that hours in Arabic do not turn the groups of the number round
    const reach = ["telephone", "hours"].filter(typed).flatMap((key) => [" · ", make("bdi", "", typed(key))]);
    one(".cover-reach").replaceChildren(...reach.slice(1));
    say(".cover-note", typed("note"));
    one(".cover-list").replaceChildren(...chosen.filter((id) => sheets.get(id)?.article).map((id) => make("li", "", make("b", "", id), ` ${rows.get(id).dataset.title}`)));
    one(".pack-cover").hidden = !one("#pack-cover").checked;
  }

  let late = 0; // while somebody types, the sheets wait

  function soon() {
    clearTimeout(late);
    late = setTimeout(arrange, 200);
  }

  function arrange() {
    clearTimeout(late);
    late = 0;
    const [paper, size] = form().split(" ");
    const there = chosen.filter((id) => sheets.get(id)?.article);
    print.dataset.paper = paper;
    print.classList.toggle("large-print", size === "large");
    one(".pack-sheets").replaceChildren(...there.map((id) => ours(sheets.get(id).article)));
    cover();
    // with a pack the browser's own way to print prints the pack, else this page
    root.toggleAttribute("data-pack", there.length > 0);
  }

  async function printed() {
    if (!chosen.length) {
      say(".pack-status", "Choose a sheet first.");
      return;
    }
    if (waiting().length || missing().length) {
      say(".pack-status", "Loading the sheets.");
      await Promise.all(chosen.map(ask));
      show();
    }
    arrange();
    const pictures = Promise.all(all("img", print).map((picture) => picture.decode().catch(() => {})));
    await Promise.race([pictures, new Promise((late) => { setTimeout(late, PATIENCE); })]);
    const gone = missing();
    const ready = chosen.length - gone.length;
    const left = gone.length ? ` Left out, since they could not be loaded: ${gone.join(", ")}.` : "";
    say(".pack-status", ready ? `${count(ready, "sheet")} sent to your browser's print window.${left}` : `Nothing can be printed here.${left} The PDFs below may work.`);
    if (ready) window.print();
  }

  /* ---- A link to the choice ---- */

  const link = () => `${location.href.split("#")[0]}#${chosen.map(encodeURIComponent).join(",")}`;

  async function copied() {
    const address = one(".pack-address");
    if (!chosen.length) {
      say(".pack-status", "Choose a sheet first.");
      return;
    }
    address.value = link();
    address.hidden = false;
    try {
      await navigator.clipboard.writeText(address.value);
      say(".pack-status", "The link is copied. It leads to these sheets in this order.");
    } catch {
      address.select();
      say(".pack-status", "This browser does not let a page copy. The link is selected: copy it as you usually do.");
    }
  }

  function asAddressed() {
    let names = [];
    try { names = location.hash.slice(1).split(",").map(decodeURIComponent).filter(Boolean); } catch { /* no choice */ }
    const within = names.length === 1 && !rows.has(names[0]) && document.getElementById(names[0]); // a heading
    if (!names.length || within) return;
    const known = [...new Set(names)].filter((name) => rows.has(name));
    const strange = names.filter((name) => !rows.has(name));
    chosen = [];
    if (strange.length) say(".pack-status", `The link names ${count(strange.length, "sheet")} that ${strange.length > 1 ? "are" : "is"} not here: ${strange.slice(0, 5).join(", ")}.`);
    choose(known);
  }

  /* ---- What is kept ---- */

  const keep = one("#pack-keep");
  const forget = one("[data-forget]");
  // a browser may forbid it
  const store = (does) => { try { return does(window.localStorage); } catch { return null; } };

  function kept() {
    const written = store((place) => place.getItem(KEY));
    let told = null;
    try { told = JSON.parse(written); } catch { /* not ours */ }
    const known = told && typeof told === "object";
    for (const name of KEPT) if (known && typeof told[name] === "string") detail(name).value = told[name];
    keep.checked = Boolean(known);
    forget.hidden = written === null;
  }

  function write() {
    if (!keep.checked) return;
    const told = JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, detail(name).value])));
    store((place) => place.setItem(KEY, told));
    const done = store((place) => place.getItem(KEY)) === told;
    keep.checked = done;
    forget.hidden = !done;
    if (!done) say(".pack-status", "This browser keeps nothing for this page.");
  }

  function forgotten() {
    store((place) => place.removeItem(KEY));
    keep.checked = false;
    forget.hidden = true;
  }

  function clear() {
    for (const field of all("[data-detail]")) field.value = "";
    keep.checked = false;
    one("#pack-words").value = "";
  }

  /* A page that is left may be kept in memory, and shown again to whoever goes back on a shared computer. */
  function leave() {
    clearTimeout(late);
    clear();
    say(".cover-name", "");
    say(".cover-reach", "");
    say(".cover-note", "");
    one(".pack-sheets").replaceChildren();
  }

  function begin() {
    clear();
    kept();
    filter();
    show();
  }

  /* ---- Fewer sheets to look through ---- */

  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map([...rows].map(([id, row]) => [id, plain(`${id} ${all("h3, p:not(.formats)", row).map((each) => each.textContent).join(" ")}`)]));

  function filter() {
    const words = plain(one("#pack-words").value).split(/\s+/).filter(Boolean);
    const reader = one("#pack-reader").value;
    let shown = 0;
    for (const [id, row] of rows) {
      const fits = words.every((word) => texts.get(id).includes(word)) && (!reader || row.dataset.readers.split(" ").includes(reader));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    say(".pack-found", words.length || reader ? `${shown} of ${count(rows.size, "sheet")}` : "");
  }

  /* ---- Begin ---- */

  for (const [id] of rows) box(id).addEventListener("change", (event) => event.target.checked ? add(id) : remove(id));
  one("#pack-words").addEventListener("input", filter);
  one("#pack-reader").addEventListener("change", filter);
  for (const field of all("[data-detail]")) field.addEventListener("input", () => {
    const full = field.value.length >= field.maxLength;
    say(".pack-full", full ? `“${field.labels[0].textContent}” is full: it takes ${field.maxLength} characters, and what is more is left out.` : "");
    write();
    soon();
  });
  for (const choice of all("[name=pack-paper], [name=pack-size], #pack-cover")) choice.addEventListener("change", show);
  keep.addEventListener("change", () => keep.checked ? write() : forgotten());
  forget.addEventListener("click", () => {
    forgotten();
    for (const name of KEPT) detail(name).value = "";
    arrange();
    say(".pack-kept", "Forgotten: nothing is kept on this device, and the fields are empty.");
    detail("name").focus();
  });
  one("[data-print-pack]").addEventListener("click", printed);
  one("[data-link]").addEventListener("click", copied);
  window.addEventListener("hashchange", asAddressed);
  // what another tab forgot is not kept again by this one
  window.addEventListener("storage", (event) => {
    if (event.newValue !== null || (event.key !== null && event.key !== KEY)) return;
    keep.checked = false;
    forget.hidden = true;
  });
  window.addEventListener("beforeprint", () => late && arrange());
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => event.persisted && begin());

  one("[name=pack-paper][value=a4]").checked = true;
  one("[name=pack-size][value=standard]").checked = true;
  one("#pack-cover").checked = true;
  one("#pack-reader").value = "";
  for (const hidden of all(".pack-step[hidden], .pack-filter, .pick-box")) hidden.hidden = false;
  one(".without").remove();
  root.classList.add("packing");
  begin();
  asAddressed();
})();
