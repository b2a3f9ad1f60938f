/* Finds places of the handbook by whatever somebody typed. It knows no page and no network: an index goes in (made by
   handbook_build/searching/), and places come out, the best first. Slips of the fingers are forgiven, words that
   people use for one another meet, and a question is held against the questions that others would ask. */
(() => {
  "use strict";
  const LETTERS = [...Array(92).keys()].map((at) => String.fromCharCode(at + 35)).filter((one) => !"<\\&'".includes(one));
  const LAST = 64, MORE = LETTERS.length - LAST;
  const VALUE = new Uint8Array(128);
  LETTERS.forEach((letter, at) => { VALUE[letter.charCodeAt(0)] = at; });
  // As the index is written (handbook_build/searching/index.py).
  const FORM = 1, STEPS = 6, WEIGHTS = 40, EIGHTHS = 8;
  const MOST_WORDS = 40;
  const TELLING = 0.3; // how rare a word is, beside the rarest, that is marked where it was found

  /* What each kind of evidence is worth. Set by trying on two thirds of the questions of tests/cases/search, and on what
     people say who look for a place, each tried as a question while it is left out; the best are a wide plateau. */
  const WORTH = {
    text: 0.95,      // the words of a place
    sayings: 1.3,    // the same words in what people say who look for it
    soon: 1.6,       // how soon more such sayings say no more
    other: 0.85,     // the weaker of these two beside the stronger
    saying: 0.65,    // one saying that is like the whole question
    sharp: 0.6,      // how much more the likest saying is worth than one that is less like it
    coverage: 0.55,  // how much a place loses that answers no part of the question
    unknown: 1.7,    // what a word that nobody knows is in the question
    begun: 0.9,      // a word that goes on, a slip, more slips, another word for the same: beside the word itself
    slip: 0.6,
    slips: 0.5,
    alike: 0.7,
    rare: 0.7,       // how much more a rare word is worth than a usual one
    own: 0.5,        // among words for the same, how rare the typed one is, beside the most usual one
    rest: 0.3,       // the next two places of a page beside its best
  };

  function numbersOf(text) {
    const found = [];
    let value = 0, times = 1;
    for (let at = 0; at < text.length; at += 1) {
      const letter = VALUE[text.charCodeAt(at)];
      if (letter < LAST) { found.push(value + letter * times); value = 0; times = 1; }
      else { value += (letter - LAST) * times; times *= MORE; }
    }
    return found;
  }

  /* As handbook_build/searching/words.py cuts them. */
  const POINTS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g;
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
  const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "g");
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`);
  function wordsOf(text) {
    const folded = text.toLowerCase().normalize("NFKD").replace(POINTS, "")
      .replace(/['\u2019]s(?![\p{L}\p{N}])|['\u2019]/gu, "");
    return (folded.match(WORD) || []).flatMap((word) => word.match(RUN).flatMap((run) => {
      if (!IS_UNSPACED.test(run) || run.length === 1) return [run];
      return [...Array(run.length - 1).keys()].map((at) => run.slice(at, at + 2));
    }));
  }

  /* How many slips lead from one word to another: a letter too many, too few, another, or two in the wrong order
     (Damerau 1964, restricted); `most` + 1 where there are more. */
  function slips(one, other, most) {
    const width = other.length + 1;
    let before = null, above = [...Array(width).keys()];
    for (let i = 1; i <= one.length; i += 1) {
      const row = new Array(width);
      row[0] = i;
      let least = i;
      for (let j = 1; j < width; j += 1) {
        const same = one[i - 1] === other[j - 1];
        let cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
        if (before && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        least = Math.min(least, cost);
      }
      if (least > most) return most + 1;
      before = above;
      above = row;
    }
    return above[width - 1];
  }

  /* How a word sounds, roughly: its consonants, those that are written in several ways as one. */
  const soundOf = (word) => word.replace(/ph/g, "f").replace(/t?ch|tu(?=r)/g, "4").replace(/c(?=[eiy])|z/g, "s").replace(/ck|[cq]/g, "k").replace(/x/g, "ks")
    .replace(/gh|(?!^)[aeiouyhw]/g, "").replace(/(.)\1+/g, "$1").replace(/^[aeiouy]/, "a");

  /* Which letters a word has, as bits: most words that differ too much are seen to at a glance. */
  function lettersIn(word) {
    let bits = 0;
    for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) % 31);
    return bits;
  }
  function ones(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count += 1;
    return count;
  }

  /* Whether the last word may go on. */
  const isOpen = (typed) => !/[\s.,;:!?]$/.test(typed);

  class Finder {
    /* Throws where the index is damaged. */
    constructor(text) {
      const index = JSON.parse(text);
      if (index.form !== FORM) throw new Error("an index of another form");
      this.pages = index.pages;
      this.places = index.places;
      this.weights = numbersOf(index.weights).map((weight) => weight / WEIGHTS);
      this.rare = numbersOf(index.rare).map((eighths) => (eighths / EIGHTHS) ** WORTH.rare);
      this.telling = TELLING * this.rare.reduce((most, one) => Math.max(most, one), 0);
      this.text = index.text.split(" ");
      this.forms = [];  // each word, its kind, and its letters
      this.kinds = new Map();
      index.words.split("\n").forEach((forms, kind) => {
        for (const form of forms.split(" ")) {
          this.kinds.set(form, kind);
          this.forms.push([form, kind, lettersIn(form)]);
        }
      });
      if (this.text.length !== this.rare.length || this.weights.length !== this.places.length) throw new Error("a damaged index");
      this.known = new Map(); // what typed words were understood as
      this.read = new Map();  // and misspelt ones read as
      this.readSayings(index.says.split(" "));
      this.alike = new Map();
      for (const group of index.alike.map(numbersOf)) {
        for (const kind of group) this.alike.set(kind, [...(this.alike.get(kind) || []), ...group.filter((one) => one !== kind)]);
      }
    }

    /* By word: the sayings that hold it; by saying: its place, and how much its words say. */
    readSayings(says) {
      this.saidOf = [];
      this.sayingWeight = [];
      this.holding = this.rare.map(() => null);
      says.forEach((said, place) => {
        const numbers = numbersOf(said);
        for (let at = 0; at < numbers.length; at += numbers[at] + 1) {
          const saying = this.saidOf.length;
          let weight = 0, kind = -1;
          for (const further of numbers.slice(at + 1, at + 1 + numbers[at])) {
            kind += further + 1;
            (this.holding[kind] ||= []).push(saying);
            weight += this.rare[kind];
          }
          this.saidOf.push(place);
          this.sayingWeight.push(weight);
        }
      });
    }

    /* What a typed word may stand for: kinds, each with how surely. */
    meant(word, isLast) {
      const asked = `${word} ${isLast}`;
      if (!this.known.has(asked)) this.known.set(asked, this.understood(word, isLast));
      return this.known.get(asked);
    }

    understood(word, isLast) {
      const found = new Map();
      const add = (kind, surely) => { if ((found.get(kind) || 0) < surely) found.set(kind, surely); };
      const exact = this.kinds.get(word);
      if (exact !== undefined) {
        add(exact, 1);
        for (const kind of this.alike.get(exact) || []) add(kind, WORTH.alike);
      }
      if (isLast && word.length > (exact === undefined ? 1 : 3)) {
        const begun = this.forms.filter(([form]) => form.startsWith(word) && form !== word);
        for (const [, kind] of begun.slice(0, 30)) add(kind, exact === undefined ? WORTH.begun : WORTH.begun * 0.4);
      }
      if (exact === undefined && !found.size) this.guess(word, add);
      return [...found];
    }

    /* A word that stands nowhere: what it was most likely meant to be, or was made of, or begins like. */
    guess(word, add) {
      const also = (kind, surely) => {
        add(kind, surely);
        for (const other of this.alike.get(kind) || []) add(other, surely * WORTH.alike);
      };
      const near = this.near(word);
      const asNear = (surely) => {
        this.read.set(word, near[0][2]);
        near.forEach(([, kind], at) => also(kind, surely * (at ? 0.8 : 1)));
      };
      if (near.length && near[0][0] <= 1) return asNear(WORTH.slip);
      for (let cut = 3; cut <= word.length - 3; cut += 1) {
        const parts = [word.slice(0, cut), word.slice(cut)].map((part) => this.kinds.get(part));
        if (!parts.includes(undefined)) return parts.forEach((kind) => also(kind, WORTH.slip));
      }
      if (near.length) return asNear(WORTH.slips);
      for (let length = word.length - 1; length >= Math.max(4, word.length * 0.6); length -= 1) {
        const begun = this.forms.filter(([form]) => form.startsWith(word.slice(0, length)));
        if (begun.length) return begun.slice(0, 6).forEach(([, kind]) => also(kind, WORTH.slips));
      }
    }

    /* The words nearest to a misspelt one: [cost, kind, word], the likeliest first. What sounds alike is nearer, and so
       is what begins alike. */
    near(word) {
      const most = word.length < 4 ? 0 : word.length < 6 ? 1 : word.length < 9 ? 2 : 3;
      if (!most || /\p{N}/u.test(word)) return [];
      const bits = lettersIn(word), sound = soundOf(word), found = new Map();
      for (const [form, kind, other] of this.forms) {
        if (Math.abs(form.length - word.length) > most || ones(bits ^ other) > 2 * most) continue;
        const far = slips(word, form, most);
        if (far > most) continue;
        const cost = far - (soundOf(form) === sound ? 1 : 0) + (form[0] === word[0] ? 0 : 0.75);
        if (cost <= Math.max(1, most - 0.5) && !(found.has(kind) && found.get(kind)[0] <= cost)) found.set(kind, [cost, kind, form]);
      }
      const sorted = [...found.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      return sorted.filter(([cost]) => cost <= sorted[0][0] + 0.5).slice(0, 4);
    }

    /* What a window of search shows: the results, the kinds of words that were looked for, to mark them, and how
       misspelt words were read. */
    ask(typed) {
      const words = wordsOf(typed);
      const open = isOpen(typed) ? words.length - 1 : -1;
      const sure = words.flatMap((word, at) => this.meant(word, at === open))
        .filter(([kind, surely]) => surely >= WORTH.alike * WORTH.slips && this.rare[kind] > this.telling).map(([kind]) => kind);
      const results = this.find(typed);
      const read = words.filter((word) => this.read.has(word)).map((word) => [word, this.read.get(word)]);
      return { results, kinds: new Set(sure), read };
    }

    /* The pages that answer, best first, each with its places that do: [{page, score, places: [[score, place], …]}]. */
    find(typed) {
      const words = [...new Set(wordsOf(typed))].slice(0, MOST_WORDS);
      const size = this.places.length;
      const sum = { total: new Float32Array(size), covered: new Float32Array(size), asked: 0,
        likeness: new Float32Array(this.saidOf.length) };
      words.forEach((word, at) => this.weigh(this.meant(word, isOpen(typed) && at === words.length - 1), sum));
      const { total, covered, asked } = sum;
      const nearest = this.nearest(sum);
      const found = this.byPage((place) => {
        if (!total[place]) return 0;
        const share = Math.min(1, covered[place] / asked);
        return (total[place] + WORTH.saying * nearest[place] * asked) * (1 - WORTH.coverage + WORTH.coverage * share) * this.weights[place];
      });
      return this.numbered(typed, found);
    }

    /* What one typed word speaks for: places by their own words and by what people say who look for them, and sayings. */
    weigh(meant, sum) {
      if (!meant.length) { sum.asked += WORTH.unknown; return; }
      // Among words that mean the same, a rare one says little more than the usual one.
      const surest = Math.max(...meant.map(([, surely]) => surely));
      const rare = (least) => meant.filter(([, surely]) => surely >= least * surest - 1e-9).map(([kind]) => this.rare[kind]);
      const weight = (WORTH.own * Math.max(...rare(1)) + (1 - WORTH.own) * Math.min(...rare(WORTH.alike))) * surest;
      sum.asked += weight;
      const own = new Map(), said = new Map();
      for (const [kind, surely] of meant) {
        const value = Math.min(this.rare[kind], weight / surest) * surely;
        let place = -1;
        for (const number of numbersOf(this.text[kind])) {
          place += Math.floor(number / STEPS) + 1;
          own.set(place, Math.max(own.get(place) || 0, value * WORTH.text * ((number % STEPS) + 1) / STEPS));
        }
        const times = new Map();
        for (const saying of this.holding[kind] || []) {
          times.set(this.saidOf[saying], (times.get(this.saidOf[saying]) || 0) + 1);
          said.set(saying, Math.max(said.get(saying) || 0, value));
        }
        for (const [there, often] of times) {
          const here = own.get(there) || 0, people = value * WORTH.sayings * often / (often + WORTH.soon);
          own.set(there, Math.max(here, people) + WORTH.other * Math.min(here, people));
        }
      }
      for (const [saying, value] of said) sum.likeness[saying] += value;
      for (const [place, value] of own) { sum.total[place] += value; sum.covered[place] += weight; }
    }

    /* How like the question the likest saying of each place is, from 0 to 1: what they share, of what both say (Dice). */
    nearest({ likeness, asked }) {
      const found = new Float32Array(this.places.length);
      likeness.forEach((value, saying) => {
        if (!value) return;
        const alike = Math.min(1, (2 * value) / (asked + this.sayingWeight[saying])) ** WORTH.sharp;
        found[this.saidOf[saying]] = Math.max(found[this.saidOf[saying]], alike);
      });
      return found;
    }

    byPage(scoreOf) {
      const pages = new Map();
      this.places.forEach(([page], place) => {
        const score = scoreOf(place);
        if (!score) return;
        if (!pages.has(page)) pages.set(page, []);
        pages.get(page).push([score, place]);
      });
      return [...pages].map(([page, places]) => {
        places.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
        const rest = places.slice(1, 3).reduce((sum, [score]) => sum + score, 0);
        return { page, places, score: places[0][0] + WORTH.rest * rest };
      }).sort((a, b) => b.score - a.score || a.page - b.page);
    }

    /* Who types the number of a page, or of one of its sections, wants that page: D2.4, d2.4.1, H12. */
    numbered(typed, found) {
      const wanted = typed.trim().toUpperCase();
      const page = /^\p{L}+\d[\d.]*$/u.test(wanted)
        ? this.pages.findIndex(([, , number]) => number && `${wanted}.`.startsWith(`${number.toUpperCase()}.`)) : -1;
      if (page < 0) return found;
      const place = this.places.findIndex((one) => one[0] === page);
      return [{ page, places: [[1, place]], score: Infinity }, ...found.filter((one) => one.page !== page)];
    }
  }

  globalThis.handbookFinder = { Finder, wordsOf };
})();
