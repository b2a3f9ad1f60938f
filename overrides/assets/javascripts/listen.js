/* The page read aloud, by a voice of the device alone: no word of it is sent anywhere. Sentence by sentence, each one
   marked while it is spoken. Loaded when "Listen" is pressed for the first time. */
(() => {
  "use strict";
  const speech = window.speechSynthesis;
  const press = document.querySelector("[data-listen]");
  const body = document.querySelector(".body");
  if (!speech || !press || !body) return;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };

  /* ---- What is read: title, summary, and the text of the sections as it is shown ---- */

  const READ = ".head h1, .head .lead, .body > [data-part]";
  const SKIPPED = ".secbar, .pop, .quote-tool, figure.diagram, .fig, svg, button, select, input, textarea, script, style, " +
    ".print-only, .vh, [hidden], [aria-hidden='true'], details:not([open]) > :not(summary), details.folded > summary, sup.footnote-ref";
  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, dt, dd, td, th, caption, blockquote, figcaption, summary, label, legend, pre, div, section";
  const start = (language) => language.toLowerCase().split(/[-_]/)[0];
  const own = document.documentElement.lang || "en";
  const languageOf = (node) => { const above = node.closest("[lang]"); return (above && above.lang) || own; };

  /* Runs of text of one block in one language: [{ block, language, pieces: [{ node, from, cited }], text }] */
  function runs() {
    const found = [];
    for (const root of all(READ)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const above = node.parentElement;
        if (above.closest(SKIPPED)) continue;
        const block = above.closest(BLOCKS), language = languageOf(above);
        let run = found[found.length - 1];
        if (!run || run.block !== block || run.language !== language) found.push(run = { block, language, pieces: [], text: "" });
        run.pieces.push({ node, from: run.text.length, cited: Boolean(above.closest(".cite")) });
        run.text += node.data;
      }
    }
    return found.filter((run) => /[\p{L}\p{N}]/u.test(run.text));
  }

  /* The text with blanks for citations in brackets, so that every letter keeps its place. */
  function spoken(run) {
    const cited = (from, to) => run.pieces.some((one) => one.cited && one.from < to && one.from + one.node.data.length > from);
    return run.text.replace(/[([][^()[\]]*[)\]]/g, (words, at) => cited(at, at + words.length) ? " ".repeat(words.length) : words);
  }

  function ends(text, language) {
    if (window.Intl && Intl.Segmenter) {
      return [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map((one) => [one.index, one.index + one.segment.length]);
    }
    return [...text.matchAll(/[^.!?…]+[.!?…]*[”’"')\]]*\s*/g)].map((one) => [one.index, one.index + one[0].length]);
  }

  function place(run, offset) {
    const piece = [...run.pieces].reverse().find((one) => one.from <= offset) || run.pieces[0];
    return [piece.node, Math.min(offset - piece.from, piece.node.data.length)];
  }

  function sentences() {
    return runs().flatMap((run) => {
      const text = spoken(run);
      return ends(text, run.language).map(([from, to]) => {
        const said = text.slice(from, to);
        const first = from + said.length - said.trimStart().length;
        const range = document.createRange();
        range.setStart(...place(run, first));
        range.setEnd(...place(run, from + said.trimEnd().length));
        return { range, block: run.block, language: run.language, words: said.replace(/\s+/g, " ").replace(/ ([.,;:!?])/g, "$1").trim() };
      }).filter((one) => /[\p{L}\p{N}]/u.test(one.words));
    });
  }

  /* ---- Voices: those of the device alone. The best fit is the same language of the same country. ---- */

  function voiceFor(language) {
    const fit = speech.getVoices().filter((voice) => voice.localService && start(voice.lang) === start(language));
    const exact = (voice) => voice.lang.toLowerCase().replace("_", "-") === language.toLowerCase();
    return fit.find((voice) => exact(voice) && voice.default) || fit.find(exact) || fit.find((voice) => voice.default) || fit[0];
  }

  /* ---- The player ---- */

  const SPEEDS = [["0.75", "slower"], ["1", "usual"], ["1.25", "faster"], ["1.5", "fast"]];
  const button = (words, act) => {
    const node = make("button", "btn", words);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };
  const speed = make("select", "", ...SPEEDS.map(([value, words]) => new Option(words, value, value === "1", value === "1")));
  const pause = button("Pause", () => {
    if (going) { hold(); return; }
    told.textContent = "";
    say(at);
  });
  const before = button("Back", () => say(at - 1));
  const after = button("Next", () => say(at + 1));
  const told = make("p", "told", "");
  told.setAttribute("role", "status");
  before.setAttribute("aria-label", "Back one sentence");
  after.setAttribute("aria-label", "Next sentence");
  const player = make("div", "player", make("div", "controls", before, pause, after, button("Stop", () => stop(true)),
    make("label", "", make("span", "", "Speed "), speed)), told);
  player.setAttribute("role", "group");
  player.setAttribute("aria-label", "Listen to this page");
  speed.addEventListener("change", () => { if (going) say(at); });

  let listed = [];    // the sentences of the page as it was when listening began
  let at = 0;
  let going = null;   // the utterance that is being spoken; kept, or some browsers forget it

  function mark(one) {
    if (window.Highlight && CSS.highlights) {
      if (one) CSS.highlights.set("listening", new Highlight(one.range));
      else CSS.highlights.delete("listening");
      return;
    }
    for (const block of all(".listening")) block.classList.remove("listening");
    if (one) one.block.classList.add("listening");
  }

  function keepInSight(one) {
    const box = one.range.getBoundingClientRect(), bar = player.getBoundingClientRect();
    const quick = document.querySelector(".quick");
    const low = innerHeight - (quick ? quick.offsetHeight : 0) - 16;
    if (box.top < Math.max(bar.bottom, 0) || box.bottom > low) {
      scrollBy(0, box.top - Math.max(bar.height, 0) - innerHeight / 4);
    }
  }

  function say(index) {
    const next = listed[Math.max(index, 0)];
    going = null;
    speech.cancel();
    if (!next) { stop(player.contains(document.activeElement)); return; }
    at = Math.max(index, 0);
    const voice = voiceFor(next.language);
    if (!voice) { // never a voice from elsewhere
      told.textContent = "Words in another language are left out: this device has no voice for them.";
      say(at + 1);
      return;
    }
    const words = new SpeechSynthesisUtterance(next.words);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = Number(speed.value);
    words.addEventListener("end", () => { if (going === words) say(at + 1); });
    words.addEventListener("error", () => { if (going === words) hold("The voice stopped. Press “Go on” to try again."); });
    going = words;
    pause.textContent = "Pause";
    mark(next);
    keepInSight(next);
    speech.speak(words);
  }

  function hold(why = "") {
    going = null;
    speech.cancel();
    pause.textContent = "Go on";
    told.textContent = why;
  }

  function stop(refocus) {
    going = null;
    speech.cancel();
    mark(null);
    player.remove();
    told.textContent = "";
    press.textContent = "Listen";
    press.setAttribute("aria-expanded", "false");
    if (refocus) press.focus({ preventScroll: true });
  }

  function begin() {
    listed = sentences();
    body.prepend(player);
    press.textContent = "Stop listening";
    press.setAttribute("aria-expanded", "true");
    say(0);
  }

  press.addEventListener("click", () => (player.isConnected ? stop(false) : begin()));
  player.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(true); });
  addEventListener("pagehide", () => { if (player.isConnected) stop(false); });
  // Another choice of passages: what is listed is no longer what is shown.
  document.addEventListener("handbook:shown", () => { if (player.isConnected) stop(false); });
  begin();
})();
