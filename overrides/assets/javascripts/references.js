/* The list of references: fewer works at once, by words, by the part that cites them and by their kind. The list is
   whole without this script, and the form for it is not shown. It stores nothing and asks nobody. */
(() => {
  "use strict";
  const form = document.querySelector(".works-filter");
  const works = [...document.querySelectorAll(".refs.all > li")];
  if (!form || !works.length) return;
  const [words, part, kind] = ["words", "part", "kind"].map((name) => form.querySelector(`#works-${name}`));
  const count = form.querySelector("[role=status]");
  // Without accents and capitals, so that "fluckiger" finds Flückiger.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map();
  const textOf = (work) => {
    if (!texts.has(work)) texts.set(work, plain(work.querySelector("p").textContent));
    return texts.get(work);
  };

  function fits(work, wanted) {
    if (part?.value && !work.dataset.parts.split(" ").includes(part.value)) return false;
    if (kind?.value && work.dataset.kind !== kind.value) return false;
    return wanted.every((word) => textOf(work).includes(word));
  }

  function show() {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const work of works) {
      work.hidden = !fits(work, wanted);
      if (!work.hidden) shown += 1;
    }
    return shown;
  }

  // Said once somebody stops typing, and not at each letter.
  let waiting;
  function say(shown) {
    clearTimeout(waiting);
    const all = works.length;
    const text = shown === all ? `All ${all} works` : shown ? `${shown} of ${all} works` : `None of ${all} works fits. Try fewer words.`;
    waiting = setTimeout(() => (count.textContent = text), 400);
  }

  // A link to a work that is filtered away brings it back.
  function reach() {
    const work = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (work?.hidden && works.includes(work)) {
      form.reset();
      work.scrollIntoView();
    }
  }

  form.addEventListener("input", () => say(show()));
  form.addEventListener("submit", (event) => event.preventDefault());
  // The fields are empty only after the event has passed.
  form.addEventListener("reset", () => setTimeout(() => say(show())));
  addEventListener("hashchange", reach);
  form.hidden = false;
  // A browser that comes back to this page fills the fields in again.
  count.textContent = `All ${works.length} works`;
  addEventListener("pageshow", () => {
    if (words.value || part?.value || kind?.value) say(show());
  });
})();
