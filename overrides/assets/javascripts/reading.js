/* Reading a page: whose passages are shown, a link for somebody else, and the way to have it read aloud. Every page
   works without this script, whole. It stores nothing, sends nothing, and needs no inline script or style. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };

  /* ---- Whose passages are shown ----------------------------------------------------
     Passages for other readers are folded: each stays in its place, behind one press, under its label. The choice is
     kept in the address alone. Whatever the address says that is none of the choices means everything. */

  const choices = all("a[data-show]");
  const known = (name) => choices.some((link) => link.dataset.show === name);
  const plural = (name) => one("span", choices.find((link) => link.dataset.show === name)).textContent;
  const listed = (words) => words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words[0];

  function unfold() {
    for (const box of all("details.folded")) {
      one("summary", box).remove();
      box.replaceWith(...box.childNodes);
    }
    for (const note of all(".toc .note")) note.remove();
  }

  /* Drawn as in the passages themselves; two chairs, one of them filled. */
  function markOf(name) {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#mark-${name}`);
    drawing.setAttribute("class", "mark");
    drawing.setAttribute("viewBox", name === "trainer" ? "0 0 48 40" : "0 0 48 32");
    drawing.setAttribute("aria-hidden", "true");
    drawing.append(use);
    return drawing;
  }

  /* Folds a run of nodes that stand one after another. */
  function fold(nodes, name, title) {
    const label = make("span", "", make("b", "", `For ${plural(name)}`));
    if (title) label.append(" ", title);
    const box = make("details", "folded flow", make("summary", "", markOf(name), label));
    nodes[0].before(box);
    box.append(...nodes);
  }

  function foldSection(section, name) {
    const heading = one(":scope > h2", section);
    const nodes = [...section.childNodes];
    fold(nodes.slice(nodes.indexOf(heading) + 1), name, "");
    const entry = heading && one(`.toc a[href="#${CSS.escape(heading.id)}"]`);
    if (entry) entry.append(make("span", "note", " (folded)"));
  }

  /* Passages for one reader that stand one after another are one. */
  function foldRun(first, name) {
    const nodes = [first];
    let passages = 1;
    for (let next = first.nextSibling; next; next = next.nextSibling) {
      const blank = next.nodeType === Node.TEXT_NODE && !next.data.trim();
      if (!blank && !(next.dataset && next.dataset.for === name)) break;
      nodes.push(next);
      if (!blank) passages += 1;
    }
    while (nodes[nodes.length - 1].nodeType === Node.TEXT_NODE) nodes.pop();
    fold(nodes, name, passages === 1 ? first.dataset.title : "");
  }

  function foldFor(reader) {
    for (const passage of all(".body [data-for]")) {
      const name = passage.dataset.for;
      if (name === reader || !known(name) || passage.closest("details.folded")) continue; // goes with what is around it
      if (passage.matches("section")) foldSection(passage, name);
      else foldRun(passage, name);
    }
  }

  function tell(reader) {
    const boxes = all("details.folded");
    const others = [...new Set(choices.map((link) => link.dataset.show).filter((name) => name && name !== reader))]
      .filter((name) => boxes.some((box) => one(`[data-for="${name}"]`, box) || box.closest(`[data-for="${name}"]`)));
    const whose = listed(others.map(plural));
    one(".shown").textContent = !reader ? "The whole page is shown."
      : !boxes.length ? "Nothing on this page is for other readers alone."
      : `What is for ${whose} is folded in its place. One press opens it.`;
    const printed = one("[data-printed]");
    if (printed) printed.textContent = reader && boxes.length
      ? `Printed for ${plural(reader)}. Passages for ${whose} that were folded are left out here; the page itself has them.` : "";
  }

  function show(reader, told) {
    unfold();
    if (reader) foldFor(reader);
    for (const link of choices) {
      const on = link.dataset.show === reader;
      if (on) {
        link.setAttribute("aria-current", "true");
        one("[data-time]").textContent = link.dataset.minutes;
      } else link.removeAttribute("aria-current");
    }
    if (reader || told) tell(reader);
    document.dispatchEvent(new Event("handbook:shown"));
  }

  function target() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* no id */ }
    return name ? document.getElementById(name) : null;
  }

  /* What the address points to is never left folded. */
  function openTarget() {
    const wanted = target();
    if (!wanted) return;
    const section = wanted.matches("h2") && one(":scope > details.folded", wanted.parentElement);
    const box = wanted.closest("details.folded:not([open])");
    if (section) section.open = true;
    if (!box) return;
    box.open = true;
    wanted.scrollIntoView();
  }

  function chosen() {
    const name = new URLSearchParams(location.search).get("for") || "";
    return known(name) ? name : "";
  }

  function setUpShow() {
    if (!choices.length) return;
    if (chosen()) {
      show(chosen(), false);
      openTarget();
      if (target()) target().scrollIntoView(); // what stands above it has become shorter
    }
    for (const link of choices) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        const to = new URL(location.href);
        if (link.dataset.show) to.searchParams.set("for", link.dataset.show);
        else to.searchParams.delete("for");
        history.replaceState(history.state, "", to.href);
        show(link.dataset.show, true);
      });
    }
    addEventListener("hashchange", openTarget);
    document.addEventListener("click", (event) => { // pressed again, an address does not change
      const link = event.target.closest && event.target.closest("a[href^='#']");
      if (link) setTimeout(openTarget);
    });
  }

  /* ---- A link for somebody else ---- */

  async function share(press, status) {
    const url = new URL(press.dataset.share, location.href).href;
    status.replaceChildren();
    if (navigator.share) {
      try { await navigator.share({ title: document.title, url }); return; } catch (fault) {
        if (fault.name === "AbortError") return; // the reader thought better of it
      }
    }
    try {
      await navigator.clipboard.writeText(url);
      status.append(`Link copied: ${url}`);
    } catch {
      const shown = make("span", "url", url);
      status.append("This browser does not let a page copy. The link is: ", shown);
      getSelection().selectAllChildren(shown);
    }
  }

  function setUpShare() {
    const press = one("[data-share]"), status = one(".shared");
    if (!press || !status) return;
    // A file on somebody's own disk is no address for others.
    if (!/^https?:/.test(new URL(press.dataset.share, location.href).protocol)) return;
    press.hidden = false;
    press.addEventListener("click", () => share(press, status));
  }

  /* ---- Reading aloud: offered where the device itself has a voice for the page; loaded when asked for ---- */

  function setUpListen() {
    const press = one("[data-listen]");
    const speech = window.speechSynthesis;
    if (!press || !speech) return;
    const start = (language) => language.toLowerCase().split(/[-_]/)[0];
    const wanted = start(document.documentElement.lang || "en");
    const look = () => {
      if (speech.getVoices().some((voice) => voice.localService && start(voice.lang) === wanted)) press.hidden = false;
    };
    look();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", look);
    const load = () => {
      const script = make("script");
      script.src = press.dataset.listen;
      script.addEventListener("error", () => {
        script.remove();
        press.addEventListener("click", load, { once: true });
      });
      document.head.append(script);
    };
    press.addEventListener("click", load, { once: true });
  }

  setUpShow();
  setUpShare();
  setUpListen();
})();
