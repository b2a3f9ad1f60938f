/* "Leave this page": a plain link that this script makes quicker and quieter. The page is hidden at once, its title
   says nothing, and the other site takes its place, so that Back does not return here. Shift three times does the
   same, also while a dialog, a definition or the menu is open. What leaving cannot hide, a page of its own says.
   After "Exit this page" of the GOV.UK Design System. Nothing is stored. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };

  const TIMES = 3;
  const PATIENCE = 5000; // milliseconds from one press to the next
  const LEFT = ["Press Shift two more times to leave this page.", "Press Shift once more to leave this page."];
  const first = document.querySelector("a[data-leave]");
  if (!first) return;
  const title = document.title;
  const told = make("p", "shift-told", make("span", "lights"), make("span", "shift-words"));
  const words = told.lastChild;
  let pressed = 0;    // presses of Shift so far
  let alone = false;  // Shift is down, and nothing else was pressed with it
  let timer = 0;

  function leave() {
    document.documentElement.classList.add("left");
    document.title = "Loading";
    window.speechSynthesis?.cancel();
    try { top.location.replace(first.href); } catch { location.replace(first.href); } // a site may show us in a frame
  }

  /* Who comes back all the same, by a browser that kept the page, finds it as it was. */
  function comeBack() {
    document.documentElement.classList.remove("left");
    document.title = title;
    alone = false;
    forget();
  }

  function forget() {
    clearTimeout(timer);
    pressed = 0;
    words.textContent = "";
    if (told.hidePopover && told.matches(":popover-open")) told.hidePopover();
    told.classList.remove("counting");
  }

  /* The lights stand in a dialog while one is open: what is outside it can be neither seen nor heard. */
  function show() {
    const place = document.querySelector("dialog[open]") || document.body;
    if (told.parentNode !== place) place.append(told);
    told.classList.add("counting");
    if (told.showPopover && !told.matches(":popover-open")) told.showPopover();
    all("i", told).forEach((light, at) => light.classList.toggle("on", at < pressed));
    words.textContent = LEFT[pressed - 1];
  }

  function count() {
    clearTimeout(timer);
    pressed += 1;
    if (pressed >= TIMES) { leave(); return; }
    show();
    timer = setTimeout(forget, PATIENCE);
  }

  /* Shift counts when it goes down and up with nothing else between: no capital, no other key, no click, no wheel. */
  function setUpShift() {
    told.setAttribute("role", "status");
    told.firstChild.setAttribute("aria-hidden", "true");
    told.firstChild.append(...Array.from({ length: TIMES }, () => make("i")));
    if (told.showPopover) told.popover = "manual";
    document.body.append(told);
    addEventListener("keydown", (event) => {
      if (event.key !== "Shift") { alone = false; if (pressed) forget(); return; }
      if (!event.repeat) alone = !(event.ctrlKey || event.altKey || event.metaKey);
    }, true);
    for (const name of ["pointerdown", "wheel"]) addEventListener(name, () => { alone = false; }, { capture: true, passive: true });
    addEventListener("keyup", (event) => {
      if (event.key !== "Shift" || !alone) return;
      alone = false;
      count();
    }, true);
    addEventListener("blur", () => { alone = false; });
    for (const hint of all(".exit-shift")) hint.hidden = false;
  }

  /* Whatever is held with it, and by the wheel of a mouse too: another window would leave this one in sight. */
  function press(event) {
    const link = event.button < 2 && event.target.closest?.("a[data-leave]");
    if (link) { event.preventDefault(); event.stopPropagation(); leave(); }
  }

  addEventListener("click", press, true);
  addEventListener("auxclick", press, true);
  addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
  setUpShift();
})();
