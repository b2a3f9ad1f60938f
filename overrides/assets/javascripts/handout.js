/* A handout: the choice of paper and size sets one button, and the sheet can be filled in, printed and cleared.
   Without this script all files are plain links, and the fields and the browser's own printing work.
   What is typed is stored nowhere; when a reader leaves, it is cleared, so that going back shows an empty sheet. */
(() => {
  "use strict";
  const WAIT = 8000; // how long the second press is waited for

  const choose = document.querySelector(".choose");
  const links = [...document.querySelectorAll(".printed [data-paper]")];
  if (choose && links.length) {
    const button = choose.querySelector(".download");
    const set = () => {
      const chosen = (name) => choose.querySelector(`[name="${name}"]:checked`)?.value;
      const link = links.find((one) => one.dataset.paper === chosen("paper") && one.dataset.size === (chosen("size") || "standard"));
      button.toggleAttribute("hidden", !link);
      if (!link) return;
      button.href = link.href;
      button.setAttribute("aria-label", `Download ${link.querySelector("span").textContent}: ${link.querySelector("b").textContent}`);
      button.querySelector("span").textContent = link.querySelector("span").textContent;
    };
    choose.reset();
    choose.addEventListener("change", set);
    set();
    choose.hidden = false;
    links[0].closest("ul").hidden = true;
  }

  const areas = [...document.querySelectorAll(".ws textarea")];
  const marks = [...document.querySelectorAll(".ws input")];
  const rows = new Map(areas.map((area) => [area, area.rows]));
  const grows = CSS.supports("field-sizing", "content");

  const grow = (area) => {
    if (grows) return;
    area.rows = rows.get(area);
    while (area.scrollHeight > area.clientHeight + 1 && area.rows < 200) area.rows += 1;
  };
  const clear = () => {
    for (const area of areas) {
      area.value = "";
      grow(area);
    }
    for (const mark of marks) mark.checked = false;
  };
  document.addEventListener("input", (event) => rows.has(event.target) && grow(event.target));
  window.addEventListener("beforeprint", () => areas.forEach(grow));
  // A page that is left may be kept in memory, and shown again to whoever goes back on a shared computer.
  window.addEventListener("pagehide", clear);
  window.addEventListener("pageshow", clear);

  const size = document.querySelector("[data-large]");
  const resize = () => {
    size.closest(".on-screen").classList.toggle("large-print", size.checked);
    areas.forEach(grow);
  };
  if (size) {
    size.checked = false;
    size.addEventListener("change", resize);
    size.closest(".sizing").hidden = false;
  }

  const done = document.querySelector(".filled");
  if (!done) return;
  const told = done.querySelector(".told");
  const wipe = done.querySelector("[data-clear]");
  const asked = wipe?.textContent;
  let armed = 0;
  const disarm = () => {
    clearTimeout(armed);
    armed = 0;
    wipe.textContent = asked;
  };
  done.querySelector("[data-print]").addEventListener("click", () => window.print());
  done.hidden = false;
  if (!wipe) return;
  wipe.addEventListener("click", () => {
    if (armed) {
      disarm();
      clear();
      told.textContent = "The sheet is empty again.";
      return;
    }
    wipe.textContent = "Press again to clear";
    told.textContent = "Press once more to clear everything on this sheet.";
    armed = setTimeout(() => {
      disarm();
      told.textContent = "";
    }, WAIT);
  });
})();
