/* The concept map: pointing at a word, or moving to it by keyboard, brings out its lines and the words at their
   other ends. The map is whole without this script. It stores nothing and asks nobody. */
(() => {
  "use strict";
  for (const figure of document.querySelectorAll(".concepts")) {
    const nodes = [...figure.querySelectorAll("[data-node]")];
    const lines = [...figure.querySelectorAll("[data-from]")];
    const named = (target) => target instanceof Element && target.closest("[data-node]")?.dataset.node;

    function bringOut(name) {
      const near = new Set([name]);
      for (const line of lines) {
        const { from, to } = line.dataset;
        line.classList.toggle("lit", from === name || to === name);
        if (from === name) near.add(to);
        if (to === name) near.add(from);
      }
      for (const node of nodes) node.classList.toggle("lit", near.has(node.dataset.node));
      figure.classList.toggle("pointing", Boolean(name));
    }

    // What has the keyboard's focus stays brought out when the pointer goes away. The figure listens, and not the
    // drawing: a browser gives an SVG that listens for focus a stop of its own.
    const settle = () => bringOut(figure.contains(document.activeElement) && named(document.activeElement));
    figure.addEventListener("pointerover", (event) => (named(event.target) ? bringOut(named(event.target)) : settle()));
    figure.addEventListener("pointerleave", settle);
    figure.addEventListener("focusin", settle);
    figure.addEventListener("focusout", (event) => bringOut(named(event.relatedTarget)));
  }
})();
