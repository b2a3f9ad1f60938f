/* Which words of a search are urgent: somebody may be in danger, or was harmed. The words are lists (urgent.yml, by
   way of handbook_build/searching/urgent.py); they are held against what is typed here, on this device. */
(() => {
  "use strict";
  const BETWEEN = 2; // as many other words may stand between two of a phrase
  const LONG = 6;    // letters from which one slip of the fingers is forgiven

  const wordsOf = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'\u2019]/g, "")
    .replace(/(\p{L})\1{2,}/gu, "$1$1").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) || [];

  /* Whether one letter too many, too few, another, or two in the wrong order make one word of the other. */
  function isSlip(typed, meant) {
    if (meant.length < LONG || Math.abs(typed.length - meant.length) > 1 || typed[0] !== meant[0]) return false;
    let at = 0;
    while (at < typed.length && typed[at] === meant[at]) at += 1;
    const rest = (word, from) => word.slice(from);
    return rest(typed, at + 1) === rest(meant, at + 1) || rest(typed, at) === rest(meant, at + 1)
      || rest(typed, at + 1) === rest(meant, at)
      || (typed[at] === meant[at + 1] && typed[at + 1] === meant[at] && rest(typed, at + 2) === rest(meant, at + 2));
  }

  class Urgent {
    /* Throws where the lists are damaged. */
    constructor(text) {
      const { alarms, sets, harmless } = JSON.parse(text);
      // Each word of a phrase as all that it may be: a/b is either, {name} one of a set.
      const choices = (word) => word.replace(/\{([^}]*)\}/g, (_, name) => sets[name] || "").split("/").flatMap(wordsOf);
      const phrase = (words) => words.trim().split(/[\s-]+/).map(choices).filter((each) => each.length);
      this.alarms = alarms.map((alarm) => ({ ...alarm, says: alarm.says.map(phrase).filter((words) => words.length) }));
      this.harmless = harmless.map(wordsOf).filter((words) => words.length);
      // Phrases by each word that they may begin with, and every word of theirs that a slip can be made in.
      this.beginning = new Map();
      this.known = new Set();
      this.alarms.forEach((alarm, at) => alarm.says.forEach((said) => {
        for (const word of said[0]) this.beginning.set(word, [...(this.beginning.get(word) || []), [at, said]]);
        for (const word of said.flat()) this.known.add(word);
      }));
      this.long = [...this.known].filter((word) => word.length >= LONG);
    }

    /* The alarms that hold for what was typed, in their order. `isWord` says of a word whether it is one, and so no
       slip of another. */
    of(typed, isWord = () => false) {
      const words = this.withoutHarmless(wordsOf(typed)).map((word) => (
        !word || this.known.has(word) || isWord(word) ? [word] : [word, ...this.long.filter((meant) => isSlip(word, meant))]));
      const found = new Set();
      words.forEach((meant, at) => {
        for (const first of meant) {
          for (const [alarm, said] of this.beginning.get(first) || []) {
            if (!found.has(alarm) && this.goesOn(said, 1, words, at + 1)) found.add(alarm);
          }
        }
      });
      return this.alarms.filter((_, at) => found.has(at));
    }

    /* Whether the rest of a phrase, from the word `which`, stands in the words from `at`. */
    goesOn(said, which, words, at) {
      if (which === said.length) return true;
      const last = Math.min(words.length - 1, at + BETWEEN);
      for (let next = at; next <= last; next += 1) {
        if (words[next].some((word) => said[which].includes(word)) && this.goesOn(said, which + 1, words, next + 1)) return true;
      }
      return false;
    }

    /* What is harmless goes, and parts what stands before from what comes after. */
    withoutHarmless(words) {
      let left = words;
      for (const phrase of this.harmless) {
        for (let at = 0; at + phrase.length <= left.length; at += 1) {
          if (phrase.every((word, which) => left[at + which] === word)) {
            left = [...left.slice(0, at), "", "", "", ...left.slice(at + phrase.length)];
          }
        }
      }
      return left;
    }
  }

  globalThis.handbookUrgent = Urgent;
})();
