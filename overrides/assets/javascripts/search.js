/* Search, loaded when its window first opens (handbook.js). Material's search worker (lunr) and the index are
   fetched when someone first searches; the words typed stay in this browser tab: they are neither stored, sent, nor put
   in the address.
   The worker's messages: 0 set up, 1 ready, 2 query, 3 result. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };

  const find = document.querySelector("dialog#find");
  const STOP = new Set(("a about am an and are as at be been but by can could do does for from had has have he her him "
    + "how i if in into is it its me my not of on or she should so than that the their them then there they this to us "
    + "was we were what when where which who why will with would you your").split(" "));
  const pages = new Map(); // page address: its first entry in the index
  let worker = null;  // a promise of the worker, once asked for
  let latest = 0;     // number of the newest query; older answers are dropped

  async function startWorker() {
    const url = new URL(find.dataset.worker, location.href);
    const answer = await fetch(new URL(find.dataset.index, location.href));
    if (!answer.ok) throw new Error(`search index: ${answer.status}`);
    const { config, docs } = await answer.json();
    for (const doc of docs) if (!pages.has(pageOf(doc))) pages.set(pageOf(doc), doc);
    await readPlaces().catch(() => {}); // without them results do not say their part
    const started = new Worker(url);
    await ask(started, 0, { config, docs, options: { suggest: false } });
    return started;
  }

  /* Which pages each part has is said on the home page alone; the others take it from there. */
  async function readPlaces() {
    const lines = all(".find-browse [data-pages]", find);
    if (!lines.length || lines.some((line) => line.dataset.pages)) return;
    const answer = await fetch(new URL(find.dataset.base.replace(/\/?$/, "/"), location.href));
    const home = new DOMParser().parseFromString(await answer.text(), "text/html");
    const full = all(".find-browse [data-pages]", home);
    lines.forEach((line, at) => { line.dataset.pages = full[at]?.dataset.pages || ""; });
  }

  function ask(to, type, data) {
    return new Promise((resolve, reject) => {
      to.onmessage = ({ data: reply }) => resolve(reply.data);
      to.onerror = reject;
      to.postMessage({ type, data });
    });
  }

  /* The words that matter, without plural endings: the worker matches beginnings of words. */
  function wordsOf(text) {
    const words = text.toLowerCase().replace(/[’']s\b/g, "").match(/[\p{L}\p{N}.]+/gu) || [];
    const kept = words.map((word) => word.replace(/^\.+|\.+$/g, "")).filter((word) => word && !STOP.has(word));
    return (kept.length ? kept : words).map((word) => (word.length > 4 ? word.replace(/ies$|([^su])s$/, "$1") : word));
  }

  /* First pages with all the words, then with some of them; failing both, allow for a slip. */
  async function search(text) {
    worker = worker || startWorker();
    const to = await worker;
    const words = wordsOf(text);
    const query = async (each) => ((await ask(to, 2, words.map(each).join(" "))) || { items: [] }).items;
    const groups = [...numbered(text), ...(words.length > 1 ? await query((word) => `+${word}*`) : [])];
    const seen = new Set(groups.map((group) => pageOf(group[0])));
    for (const group of await query((word) => word)) if (!seen.has(pageOf(group[0]))) groups.push(group);
    const result = groups.length ? groups : await query((word) => (word.length > 4 ? `${word}~${word.length > 7 ? 2 : 1}` : word));
    const isList = (group) => find.dataset.last.split(" ").includes(pageOf(group[0])); // A to Z, references: last
    return [...result.filter((group) => !isList(group)), ...result.filter(isList)];
  }

  const pageOf = (item) => item.location.split("#")[0];
  const addressOf = (item) => new URL(find.dataset.base.replace(/\/?$/, "/") + item.location, location.href).href;

  /* Text of the index (it may hold markup and <mark>) as safe nodes, cut to `length`. */
  function excerpt(html, length = Infinity) {
    const doc = new DOMParser().parseFromString(html.replace(/<\/(p|li)>/g, " $&"), "text/html");
    const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
    const out = [];
    let hit = length === Infinity, before = "", left = length;
    while (walk.nextNode() && left > 0) {
      const marked = walk.currentNode.parentNode.tagName === "MARK";
      const text = walk.currentNode.data;
      if (marked && !hit) { // begin a little before the first word found
        hit = true;
        const lead = before.length > 70 ? `… ${before.slice(-60).replace(/^\S*\s/, "")}` : before;
        out.push(lead);
        left -= lead.length;
      }
      if (!hit) { before += text; continue; }
      const part = text.length > left ? `${text.slice(0, left).replace(/\s\S*$/, "")} …` : text;
      out.push(marked ? make("mark", "", part) : part);
      left -= text.length;
    }
    return hit ? out : [before.length > length ? `${before.slice(0, length).replace(/\s\S*$/, "")} …` : before];
  }

  /* "D2.4, The frame" for a page that belongs to a part. */
  function placeOf(item) {
    const line = all(".find-browse [data-pages]", find).find((one) => one.dataset.pages.includes(` ${pageOf(item)}|`));
    if (!line) return "";
    const number = line.dataset.pages.split("|").find((one) => one.endsWith(` ${pageOf(item)}`)).split(" ")[0];
    return [number, line.querySelector("span").textContent].filter(Boolean).join(", ");
  }

  /* A number such as D2.4 or d2.4.1 asks for its page. */
  function numbered(text) {
    if (!/^[a-z]\d+(\.\d+)+$/i.test(text)) return [];
    const wanted = text.toUpperCase();
    const lines = all(".find-browse [data-pages]", find).flatMap((one) => one.dataset.pages.split("|"));
    const line = lines.map((one) => one.split(" ")).find(([number]) => number && (`${wanted}.`).startsWith(`${number}.`));
    const page = line && pages.get(line[1]);
    return page ? [[{ ...page, score: 1 }]] : [];
  }

  function resultFor(group) {
    const page = group.find((item) => !item.location.includes("#")) || group[0];
    const link = make("a", "", ...excerpt(page.title));
    link.href = addressOf(page);
    const result = make("li", "", make("h3", "", link));
    const place = placeOf(page);
    if (place) result.prepend(make("p", "where", place));
    const sections = make("ul", "plain");
    for (const item of group.filter((each) => each !== page && each.score > 0).slice(0, 3)) {
      const to = make("a", "", ...excerpt(item.title));
      to.href = addressOf(item);
      to.setAttribute("aria-label", `${to.textContent}, ${link.textContent}`); // many pages have a section of one name
      sections.append(make("li", "", to, make("p", "small", ...excerpt(item.text, 170))));
    }
    if (sections.children.length) result.append(sections);
    else if (page.score > 0) result.append(make("p", "small", ...excerpt(page.text, 170)));
    return result;
  }

  function show(groups, text, urgent) {
    const count = groups.length;
    const found = count === 1 ? "1 page found" : `${count} pages found`;
    find.querySelector(".results").replaceChildren(...groups.slice(0, 20).map(resultFor));
    say((urgent ? "Help now, just above, has numbers you can call. " : "")
      + (count ? `${found} for “${text}”${count > 20 ? ", the nearest 20 shown" : ""}.`
        : `Nothing found for “${text}”. Try another word, or look through A to Z below.`));
  }

  const say = (text) => { find.querySelector(".find-status").textContent = text; };

  async function runSearch() {
    const text = find.querySelector("input").value.trim();
    const number = ++latest;
    const help = find.querySelector(".find-help"); // grows when the words may mean danger
    const urgent = help && find.dataset.urgent.split(",").some((word) => text.toLowerCase().includes(word.trim()));
    if (help) help.classList.toggle("urgent", urgent);
    if (text.length < 2) { find.querySelector(".results").replaceChildren(); say(""); return; }
    try {
      const groups = await (queue = queue.then(() => (number === latest ? search(text) : null)));
      if (groups && number === latest) show(groups, text, urgent);
    } catch {
      worker = null;
      queue = Promise.resolve();
      say(find.dataset.broken);
    }
  }
  let queue = Promise.resolve(); // one question to the worker at a time

  let typing = 0;
  const field = find.querySelector("input");
  field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(runSearch, 200); });
  find.querySelector("form").addEventListener("submit", async () => { // handbook.js keeps it from being sent
    clearTimeout(typing);
    await runSearch();
    find.querySelector(".find-status").focus(); // reads the count; puts a phone's keyboard away
  });
  if (field.value.trim()) runSearch(); // typed while this script was on its way
})();
