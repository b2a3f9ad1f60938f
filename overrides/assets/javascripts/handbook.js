/* Definitions beside their words, and small comforts: a print button, answers opened for print, a window for
   search, a menu that closes. Every page works without this script. It stores nothing, asks no other host, and needs
   no inline script or style. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };

  /* ---- What text may become ------------------------------------------------------
     The policy of the page lets no script make a page or load a script from text but through this: a text may be
     read as a page of its own, in which nothing runs, and scripts and workers come from this site. */
  window.trustedTypes?.createPolicy("default", {
    createHTML: (text, _, sink) => (sink === "DOMParser parseFromString" ? text : null),
    createScriptURL: (address) => {
      const to = new URL(address, location.href);
      return to.protocol === location.protocol && to.host === location.host ? address : null;
    },
  });

  /* ---- Definitions ---------------------------------------------------------------
     A word stays a link to its entry. Hover, focus and a click show its definition, taken from
     "Words used here", in the one pop-up of the page. It stands in the document just after its
     word, so that Tab leads from the word into it and on; focus is never held or moved. */

  const SHEET = matchMedia("(max-width: 37.49rem), (max-height: 25rem)"); // as in the style sheet
  const GAP = 8;      // pixels between the word and its pop-up
  const EDGE = 16;    // pixels between the pop-up and the edges of the window
  const MOMENT = 250; // milliseconds for which a mouse rests on a word before it opens
  const GRACE = 400;  // milliseconds in which a mouse may cross the gap
  const pop = make("span", "pop");
  let owner = null;   // the word whose definition is shown
  let pinned = false; // opened by a click: stays when the mouse leaves
  let timer = 0;
  let quiet = false;  // focus is being put back on the word: do not open again

  function meaningOf(term) {
    const dt = document.querySelector(`.words dt[data-term="${CSS.escape(term.dataset.term)}"]`);
    return dt && dt.nextElementSibling;
  }

  function fillPop(term, meaning) {
    const word = make("span", "pop-word", meaning.previousElementSibling.textContent.trim());
    word.id = "pop-word";
    const text = make("span", "pop-text", ...meaning.cloneNode(true).childNodes);
    const more = make("a", "", "Full entry");
    more.href = term.href;
    const close = make("button", "btn", "Close");
    close.type = "button";
    close.addEventListener("click", () => closePop(true));
    pop.replaceChildren(word, text, make("span", "pop-end", more, close));
  }

  function openPop(term, meaning, pin) {
    clearTimeout(timer);
    if (owner === term) { pinned = pinned || pin; return; }
    closePop(false);
    fillPop(term, meaning);
    term.after(pop);
    owner = term;
    pinned = pin;
    term.setAttribute("aria-expanded", "true");
    pop.classList.add("open");
    if (pop.showPopover) { pop.popover = "manual"; pop.showPopover(); }
    placePop();
    if (SHEET.matches) keepInSight(term);
  }

  function closePop(refocus) {
    clearTimeout(timer);
    if (!owner) return;
    const term = owner;
    owner = null;
    pinned = false;
    term.setAttribute("aria-expanded", "false");
    pop.classList.remove("open");
    pop.remove();
    if (refocus) { quiet = true; term.focus({ preventScroll: true }); quiet = false; }
  }

  /* Below the word, or above it where there is more room; never over the word itself. */
  function placePop() {
    if (!owner) return;
    pop.style.left = pop.style.top = pop.style.maxHeight = "";
    if (SHEET.matches) return;
    const box = pop.getBoundingClientRect();
    const lines = owner.getClientRects(); // a word may wrap
    const first = lines[0], last = lines[lines.length - 1];
    const roof = document.querySelector(".exit")?.getBoundingClientRect().bottom || 0; // the way out stays in sight
    const room = { above: first.top - roof - GAP - EDGE, below: innerHeight - last.bottom - GAP - EDGE };
    const above = box.height > room.below && room.above > room.below;
    const height = Math.min(box.height, above ? room.above : room.below);
    const start = getComputedStyle(owner).direction === "rtl" ? last.right - box.width : last.left;
    const most = document.documentElement.clientWidth - box.width - EDGE;
    pop.style.maxHeight = `${height}px`;
    pop.style.left = `${Math.max(EDGE, Math.min(start, most)) + scrollX}px`;
    pop.style.top = `${(above ? first.top - height - GAP : last.bottom + GAP) + scrollY}px`;
  }

  function keepInSight(term) {
    const hidden = term.getBoundingClientRect().bottom + EDGE - pop.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden);
  }

  const hovers = (event) => event.pointerType !== "touch"; // a mouse, or a pen
  const holdsFocus = () => pop.contains(document.activeElement);

  function closeSoon(event) {
    if (!hovers(event)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!pinned && !holdsFocus() && document.activeElement !== owner) closePop(false);
    }, GRACE);
  }

  function setUpTerm(term) {
    const meaning = meaningOf(term);
    if (!meaning) return; // not among the words of this page: a plain link
    meaning.id = meaning.id || `meaning-${term.dataset.term}`;
    term.setAttribute("aria-describedby", meaning.id);
    term.setAttribute("aria-expanded", "false");
    term.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // What hover or focus opened, a click keeps; what a click opened, the next one closes.
      if (owner === term && pinned) closePop(false);
      else openPop(term, meaning, true);
    });
    term.addEventListener("focus", () => {
      if (!quiet && term.matches(":focus-visible")) openPop(term, meaning, false);
    });
    term.addEventListener("pointerenter", (event) => {
      if (!hovers(event)) return;
      clearTimeout(timer);
      timer = setTimeout(() => { if (!pinned && !holdsFocus()) openPop(term, meaning, false); }, MOMENT);
    });
    term.addEventListener("pointerleave", closeSoon);
  }

  /* A mouse closes as it is pressed elsewhere; a finger as it is lifted, since it may only scroll. */
  function closeOutside(event) {
    if (hovers(event) !== (event.type === "pointerdown")) return;
    if (owner && !pop.contains(event.target) && !owner.contains(event.target)) closePop(false);
  }

  function setUpDefinitions() {
    all("a.term[data-term]").forEach(setUpTerm);
    pop.setAttribute("role", "group"); // no dialog: nobody is taken into it
    pop.setAttribute("aria-labelledby", "pop-word");
    pop.tabIndex = -1; // a press on its text leaves the focus here
    pop.addEventListener("pointerenter", () => clearTimeout(timer));
    pop.addEventListener("pointerleave", closeSoon);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && owner) closePop(holdsFocus());
    });
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("pointerup", closeOutside);
    document.addEventListener("focusin", (event) => {
      if (owner && !pop.contains(event.target) && event.target !== owner) closePop(false);
    });
    document.addEventListener("scroll", (event) => { // a table that scrolls takes its words along
      if (event.target !== document && event.target.contains(owner)) placePop();
    }, true);
    addEventListener("resize", placePop);
  }

  /* ---- Small comforts ---- */

  function setUpPrint() {
    for (const button of all("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = all("main details:not([open]):not(.folded):not(.side details):not(.toc details)");
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
  }

  /* Help now leads to the country that its reader asked to have remembered (help.js); search names its numbers. */
  function setUpHelp() {
    let id = "";
    try { id = localStorage.getItem("handbook-country") || ""; } catch { /* a browser that keeps nothing */ }
    if (!/^help-[\w-]+$/.test(id)) return;
    const there = document.getElementById(id); // the page of help has lost a country that was remembered before
    for (const link of all("a.btn.help")) if (there || !link.matches("[href^='#']")) link.hash = id;
    for (const numbers of all(`.find-numbers[data-country="${id}"]`)) numbers.parentNode.before(numbers);
  }

  /* Whose passages are shown (`?for=client`) goes along with every link inside the handbook, as it is followed: the
     links themselves stay as they are, so that what is copied or shared says nothing of it. */
  function setUpChoice() {
    const home = document.querySelector("a.word");
    const carry = (event) => {
      const chosen = new URLSearchParams(location.search).get("for");
      const link = event.target.closest && event.target.closest("a[href]");
      if (!link || !home || !/^(client|counsellor|trainer)$/.test(chosen) || event.button > 1) return;
      if (event.defaultPrevented || typeof link.href !== "string") return; // a dialog opens; a drawing
      const inside = link.href.startsWith(new URL(".", home.href).href) && !link.search && !link.hasAttribute("download");
      if (!inside || link.matches("[data-show]") || /\.(?!html$)\w+$/.test(link.pathname)) return;
      const own = link.getAttribute("href");
      if (own.startsWith("#")) return;
      link.search = `?for=${chosen}`;
      setTimeout(() => link.setAttribute("href", own));
    };
    addEventListener("click", carry);
    addEventListener("auxclick", carry);
  }

  /* The Search buttons are links to A to Z until here. The window opens at once; its script, which few need, comes
     with it. Nothing typed is ever sent, nor put in the address. */
  function setUpSearch() {
    const find = document.querySelector("dialog#find");
    if (!find || !find.showModal) return;
    let script = null;
    const open = () => {
      find.showModal();
      find.querySelector("input").focus();
      if (script) return;
      script = make("script");
      script.src = find.dataset.script;
      script.onerror = () => {
        script = null; // the next opening tries again
        find.querySelector(".find-status").textContent = find.dataset.broken;
      };
      document.head.append(script);
    };
    for (const link of all("a[data-search]")) {
      const button = make("button", link.className, ...link.childNodes);
      button.type = "button";
      button.setAttribute("aria-haspopup", "dialog");
      button.addEventListener("click", open);
      link.replaceWith(button);
    }
    find.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    find.addEventListener("click", (event) => {
      if (event.target === find || event.target.closest("[data-close], a[href]")) find.close();
    });
  }

  /* The glossary is laid out whole once its first words are painted (generated.css); at once, where somebody comes for
     one of its words, which then is where it stays. */
  function setUpLongPage() {
    if (!document.querySelector(".entry")) return;
    const settle = () => document.documentElement.classList.add("settled");
    if (location.hash) settle();
    else addEventListener("load", () => {
      if (performance.getEntriesByName("first-contentful-paint").length) settle();
      else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(settle)));
    });
  }

  function setUpMenu() {
    const menu = document.querySelector(".menu");
    if (!menu) return;
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }

  setUpDefinitions();
  setUpPrint();
  setUpSearch();
  setUpLongPage();
  setUpMenu();
  setUpHelp();
  setUpChoice();
})();
