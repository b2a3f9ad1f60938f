/* Citing: the forms of a citation in a dialog, numbers of paragraphs on demand, and a quotation with
   its source on the clipboard. Every page works without this script: "Cite" is a link. It stores nothing,
   asks no other host, changes no address, and needs no inline script or style. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };
  const button = (words, className, act) => {
    const node = make("button", className, words);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };
  const tidy = (text) => text.replace(/[ \t\r\n\f]+/g, " ");

  /* ---- The clipboard ---- */

  /* Whether plain text, and HTML where there is any, came onto the clipboard. */
  async function toClipboard(text, html) {
    try {
      const kinds = { "text/plain": new Blob([text], { type: "text/plain" }) };
      if (html) kinds["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(kinds)]);
      return true;
    } catch { return theOldWay(text, html); }
  }

  /* Where the page may not write to the clipboard by itself: not under https, or an older browser. */
  function theOldWay(text, html) {
    const field = make("textarea", "vh");
    field.value = text;
    field.setAttribute("aria-hidden", "true");
    (document.querySelector("dialog[open]") || document.body).append(field);
    const focused = document.activeElement;
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
    };
    document.addEventListener("copy", fill, { once: true });
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* told below */ }
    document.removeEventListener("copy", fill);
    field.remove();
    if (focused) focused.focus({ preventScroll: true });
    return done;
  }

  /* Copies, and tells: by the words in `status`, or by selecting what a reader can copy by hand. */
  async function copy(text, html, name, status, shown) {
    status.textContent = "";
    const done = await toClipboard(text, html);
    if (!done && shown) getSelection().selectAllChildren(shown);
    status.textContent = done ? `${name} copied.`
      : "This browser does not let a page copy. The words are selected: copy them as you usually do.";
  }

  /* ---- The forms of a citation, each with a button to copy it ---- */

  function equip(forms, status) {
    for (const section of all("section[data-form]", forms)) {
      const text = section.querySelector(".cite-text");
      const heading = section.querySelector("h2, h3");
      if (!text || !heading) continue;
      const name = heading.textContent.trim();
      const press = button("Copy", "btn copy", () => {
        const link = text.querySelector("a");
        const plain = section.dataset.form === "link" && link ? link.href : text.textContent;
        const own = text.cloneNode(true);
        own.removeAttribute("class");
        all("a", own).forEach((one, at) => { one.href = all("a", text)[at].href; });
        copy(text.matches("pre") ? plain : tidy(plain).trim(), text.matches("pre") ? "" : own.outerHTML, name, status(), text);
      });
      press.setAttribute("aria-label", `Copy ${name}`);
      text.after(press);
    }
  }

  /* ---- The dialog ---- */

  let box = null;
  let asked = null; // the link whose forms are shown

  function theBox() {
    if (box) return box;
    const heading = make("h2");
    heading.id = "cite-heading";
    heading.tabIndex = -1;
    const status = make("p", "cite-status");
    status.setAttribute("role", "status");
    box = make("dialog", "cite-box",
      heading, make("div", "cite-in"),
      make("div", "cite-end", status, leaveLink(), button("Close", "btn main", () => box.close())));
    box.setAttribute("aria-labelledby", heading.id);
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    box.addEventListener("close", () => { asked = null; });
    document.body.append(box);
    return box;
  }

  /* On a page that can be left at once, its dialog can too (exit.js). */
  const leaveLink = () => document.querySelector("a[data-leave]")?.cloneNode(true) || "";

  const say = (words) => { theBox().querySelector(".cite-status").textContent = words; };

  async function open(link) {
    const dialog = theBox();
    asked = link;
    say("");
    dialog.querySelector("h2").textContent = link.getAttribute("aria-label") || link.textContent;
    dialog.querySelector(".cite-in").replaceChildren(make("p", "", "One moment."));
    dialog.showModal();
    dialog.querySelector("h2").focus();
    try {
      const answer = await fetch(link.href, { signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const forms = page.querySelector(".cite-forms");
      if (!forms) throw new Error("no forms");
      if (asked === link) fill(dialog, link, page, document.importNode(forms, true), answer.url);
    } catch {
      if (asked === link) { dialog.close(); location.assign(link.href); }
    }
  }

  function fill(dialog, link, page, forms, address) {
    for (const one of all("[href]", forms)) one.href = new URL(one.getAttribute("href"), address).href;
    for (const one of all("[id]", forms)) one.removeAttribute("id");
    for (const heading of all("h2", forms)) heading.replaceWith(make("h3", "", ...heading.childNodes));
    equip(forms, () => dialog.querySelector(".cite-status"));
    const machine = all("section[data-form]", forms).filter((one) => one.querySelector("pre"));
    if (machine.length) {
      const folded = make("details", "", make("summary", "", "For reference managers"));
      machine[0].before(folded);
      folded.append(...machine);
    }
    const said = ["h1", ".lead"].map((one) => page.querySelector(one)).map((one) => one ? one.textContent.trim() : "");
    if (said[0]) dialog.querySelector("h2").textContent = said[0];
    const quotation = theQuotation(link);
    dialog.querySelector(".cite-in").replaceChildren(
      ...(said[1] ? [make("p", "small muted", said[1])] : []), ...(quotation ? [quotation] : []), forms,
      make("p", "cite-more", numberButton(), wholePage(link), ...reportOf(link)));
  }

  function wholePage(link) {
    const more = make("a", "", "All this on a page of its own");
    more.href = link.href;
    return more;
  }

  /* A section's own way to report a mistake: that of the page, with the section and its address filled in. */
  function reportOf(link) {
    const page = document.querySelector("a[data-report]");
    const part = link.closest(".secbar") && link.closest("[data-part]");
    if (!page || !part) return [];
    const number = part.querySelector(".num"), title = part.querySelector("h2");
    const said = [number, title].filter(Boolean).map((one) => one.textContent.trim()).join(" ");
    const base = document.querySelector("[data-share]");
    const whole = new URL(base ? base.dataset.share : "", location.href);
    const place = /\/s\/[^/]+\/$/.test(whole.pathname) ? `../${part.dataset.part}/` : `#${part.dataset.part}`;
    const address = new URL(place, whole).href;
    const more = make("a", "", "Report a problem with this section");
    more.href = page.dataset.report.replace("%7Bsection%7D", encodeURIComponent(said))
      .replace("%7Baddress%7D", encodeURIComponent(address));
    return [more];
  }

  function setUpCite() {
    if (location.protocol === "file:") return; // nothing can be fetched there: the links are followed
    for (const link of all("a.cite-link")) {
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !window.HTMLDialogElement) return;
        event.preventDefault();
        open(link);
      });
    }
  }

  /* ---- Numbers of paragraphs ---- */

  const numbered = () => root.dataset.numbers === "on";

  function number(on) {
    root.dataset.numbers = on ? "on" : "off";
    for (const one of all("[data-number]")) one.setAttribute("aria-pressed", String(on));
  }

  function numberButton() {
    const made = button("Number the paragraphs", "btn", () => number(!numbered()));
    made.dataset.number = "";
    made.setAttribute("aria-pressed", String(numbered()));
    return made;
  }

  /* Who comes by the address of a paragraph sees the numbers. */
  function numberTarget() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* no id */ }
    const target = name && document.getElementById(name);
    if (target && (target.dataset.p || target.parentElement.dataset.p)) { number(true); return true; }
    return false;
  }

  function setUpNumbers() {
    if (!numberTarget()) number(false);
    addEventListener("hashchange", numberTarget);
    if (!document.querySelector("[data-p]")) return;
    for (const one of all("[data-number]")) {
      one.hidden = false;
      one.addEventListener("click", () => number(!numbered()));
    }
  }

  /* ---- A quotation with its source ---- */

  const BLOCK_WORDS = 40; // from here on APA sets a quotation off, without quotation marks
  const PARTS = 2;        // over how many sections a quotation may run
  const APART = "p, li, dt, dd, tr, caption, pre, blockquote, h1, h2, h3, h4, h5, h6, summary, figcaption, div";
  const CONTROLS = ".pop, .quote-tool, .secbar, .crumb, .row, .acts-end, .dl, .tick, .vh, .print-only, button, script, style, svg, textarea, dialog, [hidden]";
  const KEPT = [["em", "em, i, cite, dfn"], ["strong", "strong, b"], ["sub", "sub"], ["sup", "sup"]]; // in HTML
  const MARK = 0xFDD0;    // from here on: beginning and end of each kept element, in signs that are no text
  const MARKS = /[\uFDD0-\uFDEF]/g;
  let last = null;        // the last selection from which something can be quoted

  const shownText = (node) => {
    const above = node.parentElement;
    const folded = above.closest("details:not([open])");
    return !above.closest(CONTROLS) && !(folded && !above.closest("summary"));
  };

  /* The link that knows how the words around a node are cited, and the id of their part. */
  function sourceOf(node) {
    const above = node.parentElement;
    const part = above.closest("[data-part]");
    const whole = document.querySelector("main .cite-link.whole");
    const own = part && part.querySelector(":scope > .secbar > .cite-link");
    const link = own || (part ? (part.querySelector(":scope > h2[id]") && !above.closest(".sheet") ? null : whole)
      : above.closest(".head, .intro") ? whole : null);
    return link && link.dataset.cite ? link : null;
  }

  /* What a range holds of each part: [{link, paragraphs, numbers}], in reading order. */
  function quoted(range) {
    const found = [];
    const top = range.commonAncestorContainer;
    const walker = document.createTreeWalker(top.nodeType === Node.TEXT_NODE ? top.parentNode : top, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!range.intersectsNode(node) || !shownText(node)) continue;
      const text = node.data.slice(node === range.startContainer ? range.startOffset : 0,
        node === range.endContainer ? range.endOffset : node.length);
      const link = sourceOf(node);
      if (!link || !text) continue;
      let part = found[found.length - 1];
      if (!part || part.link !== link) found.push(part = { link, pieces: [] });
      const above = node.parentElement.closest("[data-p]");
      const cell = node.parentElement.closest("td, th");
      const block = node.parentElement.closest(APART);
      if (!cell && block && block.matches("tr")) continue; // the space between cells
      part.pieces.push({ text: marked(text, node.parentElement, block), block, cell,
        number: above ? Number(above.dataset.p) : 0, broken: node.previousSibling && node.previousSibling.nodeName === "BR" });
    }
    return found.map(joined).filter((part) => part.paragraphs.length);
  }

  /* The text of a node with the emphasis that stands around it, as marks. */
  function marked(text, above, block) {
    text = text.replace(MARKS, "");
    for (let one = above; one && one !== block; one = one.parentElement) {
      const kind = KEPT.findIndex(([, selector]) => one.matches(selector));
      if (kind >= 0) text = String.fromCharCode(MARK + 2 * kind) + text + String.fromCharCode(MARK + 2 * kind + 1);
    }
    return text;
  }

  const bare = (text) => text.replace(MARKS, "").replace(/ {2,}/g, " ");

  /* Marked text as nodes. */
  function nodesOfMarked(text) {
    const within = [make("span")];
    for (const run of text.split(/([\uFDD0-\uFDEF])/)) {
      const kind = run.charCodeAt(0) - MARK;
      if (!run.match(MARKS)) within[0].append(run);
      else if (kind % 2) within.shift();
      else {
        const element = make(KEPT[kind / 2][0]);
        within[0].append(element);
        within.unshift(element);
      }
    }
    return [...within[within.length - 1].childNodes];
  }

  /* Paragraphs in one line. Where no sign ends one, a stroke keeps it from running into the next. */
  const inOneLine = (paragraphs) => paragraphs.reduce((said, one) => `${said}${/\p{P}$/u.test(bare(said)) ? " " : " / "}${one}`);

  function joined({ link, pieces }) {
    // Headings and labels only where nothing else was selected: they belong to no paragraph.
    const numberedOnes = pieces.filter((one) => one.number && bare(one.text).trim());
    const kept = numberedOnes.length ? pieces.filter((one) => one.number) : pieces;
    const paragraphs = [];
    kept.forEach((one, at) => {
      const before = kept[at - 1];
      if (!before || before.block !== one.block) paragraphs.push("");
      const gap = !before || before.block !== one.block ? "" : before.cell !== one.cell ? " | " : one.broken ? " " : "";
      paragraphs[paragraphs.length - 1] += gap + one.text;
    });
    const numbers = [...new Set(numberedOnes.map((one) => one.number))].sort((a, b) => a - b);
    return { link, numbers, paragraphs: paragraphs.map((one) => tidy(one).trim()).filter((one) => bare(one).trim()) };
  }

  /* `para. 3`, `paras. 3–5`, `paras. 3, 5–6` */
  function paras(numbers) {
    const runs = [];
    for (const one of numbers) {
      const run = runs[runs.length - 1];
      if (run && run[1] === one - 1) run[1] = one;
      else runs.push([one, one]);
    }
    const said = runs.map(([from, to]) => from === to ? `${from}` : `${from}–${to}`).join(", ");
    return numbers.length > 1 ? `paras. ${said}` : `para. ${said}`;
  }

  /* Quotation marks inside a quotation become single, and single ones inside those double. */
  function inner(text) {
    return text.replace(/“([^“”]*)”|"([^"]*)"/g, (_, curly, plain) => {
      const said = (curly ?? plain).replace(/‘([^‘’]*(?:’\p{L}[^‘’]*)*)’(?!\p{L})/gu, "“$1”");
      return `‘${said}’`;
    }).replace(/“(?=[^”]*$)/, "‘").replace(/^([^“]*)”/, "$1’");
  }

  const inText = (part) => part.numbers.length ? part.link.dataset.cite.replace("{para}", paras(part.numbers))
    : part.link.dataset.cite.replace(", {para}", "");

  /* The permanent link to the first of the paragraphs. A file on somebody's own disk is no address for others. */
  function permanent(part) {
    const link = part.link.dataset.permalink;
    const base = location.protocol === "file:" ? link.replace(/^(?:\.\.\/)+|^\.\//, "") : new URL(link, location.href).href;
    return part.numbers.length ? `${base}#p${part.numbers[0]}` : base;
  }

  function nodesOf(html) {
    return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map((one) => document.importNode(one, true));
  }

  /* One part's quotation, its source in running text behind it: as text, and as nodes. */
  function quotation(part) {
    const words = bare(part.paragraphs.join(" ")).split(" ").length;
    if (words >= BLOCK_WORDS) {
      const paragraphs = part.paragraphs.map((one, at) =>
        at === part.paragraphs.length - 1 ? `${one} ${inText(part)}` : one);
      return { text: paragraphs.map(bare).join("\n\n"),
        node: make("blockquote", "", ...paragraphs.map((one) => make("p", "", ...nodesOfMarked(one)))) };
    }
    const said = inner(inOneLine(part.paragraphs));
    const text = `“${said.replace(/([^.…])\.([’\uFDD0-\uFDEF]*)$/, "$1$2")}” ${inText(part)}.`;
    return { text: bare(text), node: make("p", "", ...nodesOfMarked(text)) };
  }

  function composed(parts) {
    const quotes = parts.map(quotation);
    const sources = parts.map((part) => {
      const reference = make("p", "", ...nodesOf(part.link.dataset.reference));
      for (const one of all("a[href]", reference)) one.setAttribute("href", new URL(one.getAttribute("href"), location.href).href);
      const address = permanent(part);
      const link = /^https?:/.test(address) ? make("a", "", address) : document.createTextNode(address);
      if (link.nodeType === Node.ELEMENT_NODE) link.href = address;
      return { text: `${tidy(reference.textContent).trim()}\n${address}`, nodes: [reference, make("p", "", link)] };
    });
    return {
      text: [...quotes, ...sources].map((one) => one.text).join("\n\n"),
      html: [...quotes.map((one) => one.node), ...sources.flatMap((one) => one.nodes)].map((one) => one.outerHTML).join("\n"),
      preview: quotes.map((one) => one.text).join(" "),
    };
  }

  /* What was selected last, to be copied from the dialog of its section: where a telephone's own menu
     covers the button, or the keyboard does not reach it. */
  function theQuotation(link) {
    if (!last || !(last.some((part) => part.link === link) || link.matches(".whole"))) return null;
    const made = composed(last);
    const shown = make("p", "cite-text", made.preview);
    const press = button("Copy quote with citation", "btn", () =>
      copy(made.text, made.html, "Quote with citation", theBox().querySelector(".cite-status"), shown));
    return make("section", "cite-quote", make("h3", "", "The words you selected"), shown, press);
  }

  const COARSE = matchMedia("(pointer: coarse)");
  const NARROW = matchMedia("(max-width: 37.49rem)");
  const GAP = 8, EDGE = 16, MOMENT = 250, LONG = 4000;
  const tool = make("div", "quote-tool");
  const told = make("span", "quote-status");
  let pressed = false; // a mouse is selecting
  let timer = 0;

  function hideTool() {
    if (tool.popover && tool.matches(":popover-open")) tool.hidePopover();
    tool.remove();
  }

  function rangeNow() {
    const selection = getSelection();
    return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  }

  function look() {
    clearTimeout(timer);
    const range = rangeNow();
    const active = document.activeElement;
    if (document.querySelector("dialog[open]") || tool.contains(active)) return;
    const main = document.querySelector("main");
    const parts = range && main && range.intersectsNode(main) ? quoted(range) : [];
    if (!parts.length || !parts.some((part) => bare(part.paragraphs.join("")).length > 1)) { hideTool(); return; }
    if (parts.length <= PARTS) last = parts;
    showTool(range, parts);
  }

  function showTool(range, parts) {
    told.textContent = "";
    tool.replaceChildren(parts.length > PARTS
      ? make("p", "", "This runs over more than two sections. Select less to copy it with its source.")
      : button("Copy quote with citation", "btn", () => {
        const made = composed(parts);
        copy(made.text, made.html, "Quote with citation", told);
        timer = setTimeout(hideTool, LONG);
      }), told);
    const fixed = COARSE.matches || NARROW.matches;
    tool.classList.toggle("low", fixed);
    const end = range.endContainer.nodeType === Node.TEXT_NODE ? range.endContainer.parentElement : range.endContainer;
    // Just behind the words that were selected, so that Tab leads on from it into the text.
    const section = end.closest ? end.closest("main [data-part]") : null;
    const near = section && [...section.children].find((one) => one.contains(end));
    if (fixed || !near) document.body.append(tool);
    else if (near.nextSibling !== tool) near.after(tool);
    if (tool.showPopover) { tool.popover = "manual"; if (!tool.matches(":popover-open")) tool.showPopover(); }
    if (fixed) { tool.style.left = tool.style.top = ""; return; }
    const selection = getSelection();
    const rects = [...range.getClientRects()].filter((one) => one.width);
    if (!rects.length) return;
    const place = selection.anchorNode && selection.anchorNode.compareDocumentPosition(selection.focusNode);
    const backward = place ? place & Node.DOCUMENT_POSITION_PRECEDING : selection.focusOffset < selection.anchorOffset;
    const rect = backward ? rects[0] : rects[rects.length - 1];
    const size = tool.getBoundingClientRect();
    let top = backward ? rect.top - size.height - GAP : rect.bottom + GAP;
    if (top < EDGE || top + size.height > innerHeight - EDGE) top = Math.max(EDGE, Math.min(top, innerHeight - size.height - EDGE));
    const most = root.clientWidth - size.width - EDGE;
    tool.style.left = `${Math.max(EDGE, Math.min(backward ? rect.left : rect.right - size.width, most)) + scrollX}px`;
    tool.style.top = `${top + scrollY}px`;
  }

  function setUpQuotes() {
    if (!document.querySelector(".cite-link[data-cite]")) return;
    told.setAttribute("role", "status");
    tool.setAttribute("role", "group");
    tool.setAttribute("aria-label", "The words you selected");
    tool.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
    tool.addEventListener("mousedown", (event) => event.preventDefault());
    const soon = () => { clearTimeout(timer); if (!pressed) timer = setTimeout(look, MOMENT); };
    document.addEventListener("selectionchange", soon);
    document.addEventListener("pointerdown", (event) => { pressed = event.pointerType === "mouse" && !tool.contains(event.target); });
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => { if (pressed) { pressed = false; soon(); } });
    }
    document.addEventListener("keydown", (event) => {
      if (!tool.isConnected) return;
      // Who selects with the focus on no control means to go on from the words, not from the top of the page.
      const press = tool.querySelector("button");
      if (event.key === "Tab" && !event.shiftKey && press && document.activeElement.matches("body, main")) {
        event.preventDefault();
        press.focus({ preventScroll: true });
      }
      if (event.key !== "Escape") return;
      const inside = tool.contains(document.activeElement);
      if (inside) document.activeElement.blur();
      hideTool();
    });
  }

  /* ---- A page of forms ---- */

  function setUpForms() {
    const forms = document.querySelector("main .cite-forms");
    if (!forms) return;
    const status = make("p", "cite-told");
    status.setAttribute("role", "status");
    forms.after(status);
    equip(forms, () => status);
  }

  setUpCite();
  setUpNumbers();
  setUpQuotes();
  setUpForms();
})();
