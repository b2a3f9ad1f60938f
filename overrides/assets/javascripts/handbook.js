/* Definitions beside their words, and small comforts: a print button, answers opened for
   print, a menu that closes, long lists folded, a page that can be left. Every page works without this script. It stores nothing,
   asks no other host, and needs no inline script or style. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };

  /* ---- Definitions ---------------------------------------------------------------
     One pop-up serves the page. It stands in the document just after its word, so that
     Tab leads from the word into it and on; focus is never held. */

  const NARROW = matchMedia("(max-width: 37.49rem)"); // as in the style sheet: bottom sheet
  const pop = make("span", "pop");
  let owner = null;   // the word whose definition is shown
  let pinned = false; // opened by a click: stays until dismissed
  let timer = 0;
  let quiet = false;  // focus is being put back on the word: do not open again

  function entryFor(term) {
    const dt = document.querySelector(`.words dt[data-term="${CSS.escape(term.dataset.term)}"]`);
    const dd = dt && dt.nextElementSibling;
    return dd && dd.tagName === "DD" && !term.closest(".words") ? { dt, dd } : null;
  }

  function fillPop(term, { dt, dd }) {
    const word = make("span", "pop-word", dt.textContent.trim());
    word.id = "pop-word";
    const text = make("span", "pop-text", ...[...dd.cloneNode(true).childNodes]);
    all("[id]", text).forEach((node) => node.removeAttribute("id"));
    const more = make("a", "", "Full entry");
    more.href = term.href;
    const close = make("button", "btn", "Close");
    close.type = "button";
    close.addEventListener("click", () => closePop(true));
    pop.replaceChildren(word, text, make("span", "pop-end", more, close));
  }

  function openPop(term, entry, pin) {
    clearTimeout(timer);
    if (owner === term) { pinned = pinned || pin; return; }
    closePop(false);
    fillPop(term, entry);
    term.after(pop);
    owner = term;
    pinned = pin;
    term.setAttribute("aria-expanded", "true");
    pop.classList.add("open");
    if (pop.showPopover) { pop.popover = "manual"; pop.showPopover(); }
    placePop();
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
    if (refocus) { quiet = true; term.focus(); quiet = false; }
  }

  function placePop() {
    if (!owner) return;
    pop.style.left = pop.style.top = "";
    const box = pop.getBoundingClientRect();
    const lines = [...owner.getClientRects()];
    const last = lines[lines.length - 1];
    if (NARROW.matches) {
      const hidden = last.bottom + 16 - box.top; // keep the word itself in sight
      if (hidden > 0) window.scrollBy(0, hidden);
      return;
    }
    const width = document.documentElement.clientWidth;
    const above = last.bottom + 8 + box.height > innerHeight && lines[0].top > box.height + 8;
    const left = Math.max(16, Math.min(last.left, width - box.width - 16));
    const top = above ? lines[0].top - box.height - 8 : last.bottom + 8;
    pop.style.left = `${left + scrollX}px`;
    pop.style.top = `${top + scrollY}px`;
  }

  const isMouse = (event) => event.pointerType === "mouse";
  const closeSoon = (event) => {
    if (!isMouse(event) || pinned) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!pinned && !pop.contains(document.activeElement) && document.activeElement !== owner) closePop(false);
    }, 400);
  };

  function setUpTerm(term) {
    const entry = entryFor(term);
    if (!entry) return; // no entry on this page: a plain link
    entry.dd.id = entry.dd.id || `meaning-${term.dataset.term}`;
    term.setAttribute("aria-describedby", entry.dd.id);
    term.setAttribute("aria-expanded", "false");
    term.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      openPop(term, entry, true);
    });
    term.addEventListener("focus", () => {
      if (!quiet && term.matches(":focus-visible")) openPop(term, entry, false);
    });
    term.addEventListener("pointerenter", (event) => {
      if (!isMouse(event)) return;
      clearTimeout(timer);
      timer = setTimeout(() => { if (!pinned) openPop(term, entry, false); }, owner === term ? 0 : 250);
    });
    term.addEventListener("pointerleave", closeSoon);
  }

  function setUpDefinitions() {
    all("a.term[data-term]").forEach(setUpTerm);
    pop.setAttribute("role", "dialog");
    pop.tabIndex = -1; // a click on its text leaves the focus here
    pop.setAttribute("aria-labelledby", "pop-word");
    pop.addEventListener("pointerenter", () => clearTimeout(timer));
    pop.addEventListener("pointerleave", closeSoon);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && owner) closePop(pop.contains(document.activeElement));
    });
    document.addEventListener("pointerdown", (event) => {
      if (owner && !pop.contains(event.target) && !owner.contains(event.target)) closePop(false);
    });
    document.addEventListener("focusin", (event) => {
      if (owner && !pop.contains(event.target) && event.target !== owner) closePop(false);
    });
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
      opened = all("main details:not([open]):not(.side details):not(.toc details)");
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
  }

  /* "Leave this page" is a link; the script also takes this page out of the Back button. */
  function setUpLeave() {
    for (const link of all("a[data-leave]")) {
      link.addEventListener("click", (event) => { event.preventDefault(); location.replace(link.href); });
    }
  }

  /* Long "Used in" lists of the glossary become disclosures. */
  function foldLongLists() {
    for (const used of all(".used")) {
      const [heading, list] = used.children;
      if (!list || list.children.length < 5) continue;
      const summary = make("summary", "", `${heading.textContent} ${list.children.length} places`);
      used.replaceChildren(make("details", "", summary, list));
    }
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
  setUpMenu();
  foldLongLists();
  setUpLeave();
})();
