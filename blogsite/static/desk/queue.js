// The queue by keyboard. Without this script every button does the same by itself.
(() => {
  const queue = document.getElementById("queue");
  const form = document.getElementById("sweep");
  const keys = document.getElementById("keys");
  const said = document.getElementById("said");
  if (!queue || !form || !keys) return;
  keys.hidden = false;
  queue.classList.add("live");
  const reasons = [...form.querySelector("optgroup").children].map((option) => option.value);
  const cards = () => [...form.querySelectorAll(".card:not([hidden])")];
  const shelf = "queue-single";
  const shown = performance.now();
  const glance = 500; // milliseconds: an earlier key was meant for the page before
  let current = null;
  let sending = Promise.resolve(); // one request after another: no two race for a lock

  function choose(card, focus = true) {
    if (current) current.classList.remove("current");
    current = card || null;
    if (!current) return;
    current.classList.add("current");
    if (focus) {
      current.focus({ preventScroll: true });
      current.scrollIntoView({ block: "nearest" });
    }
  }

  function step(by) {
    const all = cards();
    const place = all.indexOf(current) + by;
    choose(all[Math.min(Math.max(place, 0), all.length - 1)]);
  }

  function tell(lines) {
    said.textContent = lines.join(" ");
  }

  // A card that leaves takes its fields along: a sweep sends what is still on the screen.
  function put(card, away) {
    card.hidden = away;
    card.querySelectorAll("select, input, button").forEach((field) => (field.disabled = away));
    form.elements.cards.value = cards().map((other) => other.dataset.token).join(" ");
  }

  async function send(card, mark) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("cards", card.dataset.token);
    body.set("only", `${card.id.slice(1)}:${mark}`);
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers });
    const sort = answer.headers.get("Content-Type") || "";
    if (!sort.startsWith("application/json")) throw new Error("no answer of the desk");
    return answer.json();
  }

  function decide(mark) {
    const card = current;
    const veil = card && card.querySelector(".veil:not([open])");
    if (!card || veil) return veil && (veil.open = true); // nothing unseen is decided
    const all = cards();
    const next = all[all.indexOf(card) + 1] || all[all.indexOf(card) - 1];
    put(card, true);
    choose(next);
    sending = sending.then(async () => {
      try {
        const answer = await send(card, mark);
        tell(answer.said);
        if (!answer.clean) fail(card);
      } catch {
        tell([form.dataset.lost]);
        fail(card);
      }
      if (!cards().length) location.reload();
    });
  }

  function fail(card) {
    put(card, false); // the focus stays where the moderator reads: the next key is meant for that
    card.classList.add("failed");
  }

  function reject() {
    const menu = current && current.querySelector(".mark");
    if (!menu) return;
    if (reasons.includes(menu.value)) decide(menu.value);
    else menu.focus();
  }

  // One at a time, the others are not on the screen: what is done to all is done to this one.
  function asMarked() {
    const menu = current && current.querySelector(".mark");
    if (menu) menu.value === "leave" ? step(1) : decide(menu.value);
  }

  function redact() {
    const box = current && current.querySelector(".redact");
    if (!box) return;
    const words = String(getSelection()).trim();
    box.open = true;
    const field = box.querySelector("input[type=text]");
    if (words) field.value = words;
    (words ? box.querySelector("button") : field).focus();
  }

  const press = (id) => sending.then(() => document.getElementById(id)?.click());
  const undo = () => sending.then(() => document.getElementById("undo").requestSubmit());
  function single(on) {
    queue.classList.toggle("single", on);
    localStorage.setItem(shelf, on ? "1" : "");
  }

  const does = {
    j: () => step(1),
    k: () => step(-1),
    a: () => decide("approved"),
    s: () => decide("spam"),
    h: () => decide("held"),
    r: reject,
    e: redact,
    w: () => performance.now() - shown > glance && press("all"),
    u: undo,
    o: () => current && current.querySelector(".thread").click(),
    v: () => current && current.querySelectorAll(".veil").forEach((veil) => (veil.open = !veil.open)),
    z: () => single(!queue.classList.contains("single")),
    "?": () => (keys.open = !keys.open),
  };

  // In a field no key decides; Escape leaves it, Enter does what the field is for.
  function inField(field, event) {
    if (event.key === "Escape") field.blur();
    if (event.key !== "Enter" || !field.closest(".card")) return;
    event.preventDefault();
    if (field.matches(".mark")) return field.value !== "leave" && decide(field.value);
    field.closest(".redact").querySelector("button").click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if (field) return inField(field, event);
    const reason = /^[1-9]$/.test(event.key) && reasons[event.key - 1];
    const action = reason ? () => decide(reason) : Object.hasOwn(does, event.key) && does[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // Whoever walks with Tab decides on the card where the focus is.
  form.addEventListener("focusin", (event) => choose(event.target.closest(".card") || current, false));

  form.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (card) choose(card, false);
    if (event.target.closest("#all") && queue.classList.contains("single")) {
      event.preventDefault();
      return asMarked();
    }
    const button = event.target.closest("button[name=only]");
    if (!button || !card) return;
    const mark = button.value.split(":")[1];
    event.preventDefault();
    if (mark === "rejected") reject();
    else decide(mark);
  });

  single(localStorage.getItem(shelf) === "1");
  choose(cards()[0], false); // no scrolling: what was done stands at the top of the page
})();
