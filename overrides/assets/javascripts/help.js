/* On the page of help: the numbers of the country that you choose come first. It is remembered on this device only
   when you press the button that says so, under the name `handbook-country`, and forgotten by the same button.
   Nothing is guessed and nothing is sent. Without this script the links lead to each country. */
(() => {
  "use strict";
  const NAME = "handbook-country";
  const REMEMBER = "Remember this country on this device";
  const links = [...document.querySelectorAll(".where-now a")];
  const box = document.querySelector(".remember");
  const headingOf = (link) => document.getElementById(link.hash.slice(1));
  if (!box || !links.length || !links.every(headingOf)) return;
  const [told, why, button] = box.children;
  const countries = links.map((link) => headingOf(link).parentNode);
  const place = countries[0].parentNode;
  let chosen = null;

  function remembered() {
    try { return localStorage.getItem(NAME) || ""; } catch { return ""; }
  }

  function describe() {
    const kept = links.find((link) => link.hash.slice(1) === remembered());
    const same = kept === chosen;
    told.textContent = kept ? `${kept.textContent} is remembered on this device.` : "";
    why.hidden = same;
    button.textContent = same ? `Forget ${kept.textContent}` : REMEMBER;
  }

  function choose(link) {
    chosen = link;
    for (const one of links) {
      if (one === link) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    const country = headingOf(link).parentNode;
    for (const one of [country, ...countries.filter((other) => other !== country)]) place.append(one);
    country.append(box);
    box.hidden = false;
    describe();
  }

  function press() {
    const id = chosen.hash.slice(1);
    try {
      if (remembered() === id) localStorage.removeItem(NAME);
      else localStorage.setItem(NAME, id);
      const kept = remembered() === id;
      describe();
      if (!kept) told.textContent = "Nothing is remembered on this device.";
    } catch {
      told.textContent = "This browser keeps nothing here, so it cannot be remembered.";
    }
  }

  const named = (id) => links.find((link) => id && link.hash.slice(1) === id);
  for (const link of links) link.addEventListener("click", () => choose(link));
  button.addEventListener("click", press);
  const asked = named(location.hash.slice(1));
  const first = asked || named(remembered());
  if (first) choose(first);
  if (asked) headingOf(asked).scrollIntoView();
})();
