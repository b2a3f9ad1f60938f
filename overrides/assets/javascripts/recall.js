/* The code of a printed sheet: the answers stand in the table of this page, and are looked up as soon as a whole code
   is typed. Without this script the table serves by itself. It stores nothing and asks nobody. */
(() => {
  "use strict";
  const form = document.querySelector(".code-form");
  const answer = document.querySelector(".code-answer");
  const rows = [...document.querySelectorAll(".codes tbody tr")];
  if (!form || !answer || !rows.length) return;
  const field = form.querySelector("input");
  const SIGNS = "123456789BCDFGHJKMNPQRSTVWXYZ"; // as in editions/codes.py
  const LENGTH = 6;
  const byCode = new Map(rows.map((row) => [row.cells[0].textContent.trim(), row]));

  const signsOf = (text) => text.normalize("NFKC").toUpperCase().replace(/[\s.\-\u2010-\u2015\u2212]/g, "").replace(/[IL]/g, "1");

  function isCode(signs) {
    if (signs.length !== LENGTH || [...signs].some((sign) => !SIGNS.includes(sign))) return false;
    const sum = [...signs.slice(0, -1)].reduce((total, sign, at) => total + (at + 2) * SIGNS.indexOf(sign), 0);
    return SIGNS[sum % SIGNS.length] === signs[LENGTH - 1];
  }

  function make(tag, words, name) {
    const made = document.createElement(tag);
    made.textContent = words;
    if (name) made.className = name;
    return made;
  }

  function slip(signs) {
    const strange = [...new Set(signs)].filter((sign) => !SIGNS.includes(sign));
    if (strange.length) return `No code has ${strange.slice(0, 3).join(" or ")} in it: there are no vowels, and no 0.`;
    if (signs.length !== LENGTH) return `A code has six signs, and this has ${signs.length}.`;
    return "One sign is wrong, or two have changed places. Look at the sheet again.";
  }

  function found(row) {
    const [code, sheet, said] = row.cells;
    const verdict = said.querySelector("b").textContent;
    const link = code.querySelector("a");
    const line = make("p", "");
    line.append(make("strong", verdict), said.textContent.slice(verdict.length));
    const rest = make("p", `${sheet.textContent}. `);
    if (link) {
      const more = make("a", `More about ${link.textContent}`);
      more.href = location.protocol === "file:" ? link.href.replace(/\/$/, "/index.html") : link.href;
      rest.append(more);
    }
    return [row.className, line, rest];
  }

  function say(kind, ...lines) {
    answer.className = `code-answer flow verdict-box ${kind}`;
    answer.replaceChildren(...lines);
  }

  function look(whole) {
    const signs = signsOf(field.value);
    const row = isCode(signs) ? byCode.get(`${signs.slice(0, 3)}-${signs.slice(3)}`) : null;
    if (row) say(...found(row));
    else if (!whole && signs.length < LENGTH) say("");
    else if (!signs) say("", make("p", "Type the code that stands in the corner of the sheet."));
    else if (!isCode(signs)) say("mistyped", make("p", `This code is mistyped. ${slip(signs)}`));
    else say("unknown", make("p", "No sheet of this handbook has this code. It may be from another handbook, or a newer copy of this page may know it. Until you know, do not rely on the sheet."));
  }

  field.addEventListener("input", () => look(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look(true);
    answer.focus();
  });
  form.hidden = false;
  document.querySelector(".all-codes").open = false;
})();
