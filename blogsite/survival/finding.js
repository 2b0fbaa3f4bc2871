// The search of a copy. It reads files of the copy itself, and sends what is typed nowhere.
// finding.py writes the index and folds its words as this folds a question.
(() => {
  "use strict";
  const SHOWN = 50, TOGETHER = 500, MOST = 12, SHORTEST = 2, LONGEST = 40;
  const place = document.getElementById("search"), said = place.dataset;
  const waiting = new Map();
  let turn = 0;

  function made(name, words, inside = []) {
    const element = document.createElement(name);
    element.textContent = words;
    element.append(...inside);
    return element;
  }

  // Files of the index call this.
  self.found = (name, data) => waiting.get(name).resolve(data);

  function load(name) {
    if (!waiting.has(name)) {
      const file = {};
      file.data = new Promise((resolve, reject) => Object.assign(file, { resolve, reject }));
      waiting.set(name, file);
      const script = document.createElement("script");
      script.src = `${said.words}${name}.js`;
      script.onerror = () => {
        waiting.delete(name);
        file.reject(new Error(name));
      };
      document.head.append(script);
    }
    return waiting.get(name).data;
  }

  function asked(text) {
    const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const words = (bare.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word]);
    return words.filter((word) => word.length >= SHORTEST).slice(0, MOST);
  }

  function fileOf(word) {
    const start = word.slice(0, SHORTEST);
    if (/^[a-z0-9]{2}$/.test(start.join(""))) return start.join("");
    return `u${start.map((each) => each.codePointAt(0).toString(16)).join("-")}`;
  }

  // The numbers of the posts with a word that begins so.
  async function holding(word, names) {
    const name = fileOf(word), posts = new Set();
    if (!names.has(name)) return posts;
    const start = word.slice(0, LONGEST).join("");
    for (const [known, distances] of Object.entries(await load(name))) {
      if (!known.startsWith(start)) continue;
      let number = 0;
      for (const distance of distances.split(" ")) posts.add(number += parseInt(distance, 16));
    }
    return posts;
  }

  async function find(words) {
    const names = new Set(await load("list"));
    const sets = await Promise.all(words.map((word) => holding(word, names)));
    const all = [...sets[0]].filter((number) => sets.every((posts) => posts.has(number)));
    all.sort((one, other) => other - one);
    const posts = await Promise.all(all.slice(0, SHOWN).map(async (number) => {
      const file = await load(`posts-${Math.floor(number / TOGETHER)}`);
      return file[number % TOGETHER];
    }));
    return { posts, many: all.length > SHOWN };
  }

  function result([file, headline, date, bylines, labels]) {
    const link = made("a", headline);
    link.href = said.up + file;
    const about = [date, bylines, labels].filter(Boolean).join(" · ");
    const meta = made("p", about);
    meta.className = "meta";
    return made("li", "", [made("h2", "", [link]), meta]);
  }

  async function answer() {
    const mine = ++turn, words = asked(field.value);
    let told = "", found = { posts: [] };
    if (words.length) {
      try {
        found = await find(words);
        told = found.many ? said.many : found.posts.length ? `${said.count} ${found.posts.length}` : said.none;
      } catch {
        told = said.lost;
      }
    }
    if (mine !== turn) return;
    status.textContent = told;
    results.replaceChildren(...found.posts.map(result));
  }

  const field = document.createElement("input");
  Object.assign(field, { type: "search", id: "q", maxLength: 200, spellcheck: false });
  const label = made("label", said.label);
  label.htmlFor = "q";
  const status = made("p", "");
  status.className = "meta";
  status.setAttribute("role", "status");
  const results = document.createElement("ol");
  results.className = "results";
  place.setAttribute("role", "search");
  place.replaceChildren(label, field); // where no script runs, the words about that stay
  place.after(status, results);
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(answer, 150);
  });
})();
