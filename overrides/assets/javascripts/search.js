/* The window of search, loaded when it first opens (handbook.js). What finds places is finder.js, with an index that is
   loaded now too; urgent.js knows words after which help comes first, and needs no index. All of it works on this
   device, from a folder too: what is typed is neither stored nor sent, and stands in no address. */
(() => {
  "use strict";
  const make = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };
  const SHOWN = 10;       // results at most
  const FAR = 0.25;       // a result worth less than this part of the best is none
  const FURTHER = 0.45;   // the same for further places on its page
  const MANY = 3;         // such places at most

  const find = document.querySelector("dialog#find");
  const field = find.querySelector("input");
  const list = find.querySelector(".results");
  const status = find.querySelector(".find-status");
  const help = find.querySelector(".find-help");
  // The numbers of one country stand there, the others behind a line: of the remembered one (handbook.js), or the first.
  const others = help && help.querySelector(".find-others");
  const remembered = others && help.querySelector(":scope > .find-numbers");
  if (others && !remembered) others.before(...[...others.querySelectorAll(".find-numbers")].slice(0, 1));
  const first = help && help.querySelector(":scope > .find-numbers");
  if (first) first.hidden = !remembered;
  const root = find.dataset.base.replace(/\/?$/, "/");
  // Without a server, every link leads to a file.
  const ending = location.protocol === "file:" ? "index.html" : "";

  const loading = new Map();
  function load(address) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((resolve, reject) => {
        const script = make("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = () => {
          loading.delete(address); // the next question tries again
          reject(new Error(address));
        };
        document.head.append(script);
      }));
    }
    return loading.get(address);
  }

  /* What `made` makes once both scripts are there, made once; after a failure the next question tries again. */
  function once(scripts, made) {
    let asked = null;
    return () => {
      asked ||= Promise.all(scripts.map(load)).then(made).catch((fault) => { asked = null; throw fault; });
      return asked;
    };
  }

  let latest = 0; // number of the newest question; older answers are dropped
  let finder = null, urgent = null;
  const ready = once([find.dataset.finder, find.dataset.index], () => {
    finder = new globalThis.handbookFinder.Finder(globalThis.handbookIndex);
    globalThis.handbookIndex = "";
    setTimeout(practise);
  });
  const readyForDanger = once([find.dataset.alarm, find.dataset.urgent], () => {
    urgent = new globalThis.handbookUrgent(globalThis.handbookUrgentWords);
  });

  /* One question beforehand, with a slip in it, answered and not shown, so that a slow browser has the program at hand
     for the first real one. */
  function practise() {
    if (latest) return;
    const { results, kinds } = finder.ask("a frist question to a counsellor");
    results.slice(0, SHOWN).forEach((result) => resultFor(result, kinds));
    if (urgent) urgent.of("a frist question");
  }

  /* Help first, where the words ask for it: what is said, whom to ring, where else to read. */
  function offerHelp(text) {
    if (!help) return [];
    const alarms = urgent ? urgent.of(text, (word) => Boolean(finder && finder.kinds.has(word))) : [];
    const kinds = new Set(alarms.flatMap((alarm) => alarm.services));
    help.classList.toggle("urgent", alarms.length > 0);
    help.querySelector(".find-calm").hidden = alarms.length > 0;
    for (const one of help.querySelectorAll("[data-kind]")) one.hidden = one.dataset.kind !== "" && !kinds.has(one.dataset.kind);
    if (first) {
      others.hidden = !alarms.length || !others.querySelector(".find-numbers");
      first.hidden = !alarms.length && !remembered;
    }
    help.querySelector(".find-alarm").replaceChildren(...alarms.map(({ tells, to, title }) => {
      const said = make("p", "", tells);
      if (!to) return said;
      const link = make("a", "", title);
      link.href = root + leadingTo(to);
      said.append(" ", link);
      return said;
    }));
    return alarms;
  }

  function leadingTo(address) {
    const [page, id] = address.split("#");
    return page + (page.endsWith("/") || !page ? ending : "") + (id ? `#${id}` : "");
  }

  /* The words of a text, those marked that were asked for. */
  function marked(text, kinds) {
    const made = [];
    let before = 0;
    for (const found of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019]*/gu)) {
      const plain = found[0].toLowerCase();
      const word = /[^a-z]/.test(plain) ? globalThis.handbookFinder.wordsOf(plain)[0] : plain;
      if (!kinds.has(finder.kinds.get(word))) continue;
      made.push(text.slice(before, found.index), make("mark", "", found[0]));
      before = found.index + found[0].length;
    }
    return [...made, text.slice(before)];
  }

  function linkTo(page, id, title, kinds) {
    const link = make("a", "", ...marked(title, kinds));
    link.href = root + leadingTo(page[0] + (id ? `#${id}` : ""));
    return link;
  }

  function resultFor({ page: at, places }, kinds) {
    const page = finder.pages[at];
    const [, title, number, part, summary] = page;
    const shown = places.filter(([score]) => score >= FURTHER * places[0][0]).slice(0, 1 + MANY).map(([, place]) => finder.places[place]);
    const [, id, name, lead = summary] = shown[0];
    const where = [number, id ? title : part].filter(Boolean).join(", ");
    const result = make("li", "", make("h3", "", linkTo(page, id, name || title, kinds)));
    if (where) result.prepend(make("p", "where", where));
    if (lead) result.append(make("p", "small", ...marked(lead, kinds)));
    const others = shown.slice(1).map(([, other, called]) => {
      const link = linkTo(page, other, called || title, kinds);
      if (other) link.setAttribute("aria-label", `${called}, ${title}`); // many pages have a section of one name
      return make("li", "", link);
    });
    if (others.length) result.append(make("ul", "plain", ...others));
    return result;
  }

  function show(text, alarms) {
    const { results, kinds, read } = finder.ask(text);
    const found = results.filter(({ score }) => score >= FAR * results[0].score);
    const near = found.slice(0, SHOWN);
    list.replaceChildren(...near.map((result) => resultFor(result, kinds)));
    const slips = read.map(([typed, meant]) => `“${typed}” was read as “${meant}”. `).join("");
    const calling = alarms.length ? "Help now, just above, has numbers you can call. " : "";
    const count = found.length > SHOWN ? `The ${SHOWN} likeliest pages are here`
      : near.length === 1 ? "1 page found" : `${near.length} pages, the likeliest first, found`;
    say(calling + slips + (near.length ? `${count} for “${text}”.`
      : `Nothing found for “${text}”. Try another word, or look through A to Z below.`));
  }

  const say = (text) => { status.textContent = text; };

  async function search() {
    const text = field.value.trim();
    const number = ++latest;
    const isShort = [...text].length < 2;
    if (isShort) { list.replaceChildren(); say(""); offerHelp(""); return; }
    await readyForDanger().catch(() => {}); // Help now stands there all the same
    if (number !== latest) return;
    let alarms = offerHelp(text);
    try {
      const knew = Boolean(finder);
      await ready();
      if (number !== latest) return;
      if (!knew) alarms = offerHelp(text); // what is a word is known now, and no slip of another
      show(text, alarms);
    } catch {
      list.replaceChildren();
      if (number === latest) say(find.dataset.broken);
    }
  }

  let typing = 0;
  field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 120); });
  find.querySelector("form").addEventListener("submit", async () => { // handbook.js keeps it from being sent
    clearTimeout(typing);
    await search();
    status.focus(); // reads the count; puts a phone's keyboard away
  });
  readyForDanger().catch(() => {});
  ready().catch(() => {});
  if (field.value.trim()) search(); // typed while this script was on its way
})();
