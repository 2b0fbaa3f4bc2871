// The form of a post: keeps what is typed, says so, and lets nobody lose it to a session that ended.
// Without this the form works as any other: it keeps what is saved.
const EVERY = 10_000; // milliseconds between two looks at the form
const SEEN = 60_000; // milliseconds after which an unchanged form still says that it is open
const line = document.getElementById("unsaved");
const form = line?.closest("form");
const login = document.getElementById("log-in-again");
let token = form?.elements.csrfmiddlewaretoken.value;
let kept = form && typed();
let told = Date.now();
let under = null; // the request under way
let leaving = false;

function typed() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("csrfmiddlewaretoken");
  return fields.toString();
}

function say(words, ended = false) {
  if (line.textContent !== words) line.textContent = words;
  login.hidden = !ended;
}

function ask(method, body) {
  return fetch(line.dataset.address, {
    method,
    body,
    headers: method === "POST" ? { "X-CSRFToken": token } : {},
    redirect: "manual", // to the login page: the session has ended
  });
}

// A form that was open while somebody logged in again holds a token that is not theirs any more.
async function renew() {
  const answer = await ask("GET");
  if (!answer.ok) return answer;
  ({ token } = await answer.json());
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return answer;
}

async function send(words) {
  const body = () => new URLSearchParams(words);
  const answer = await ask("POST", body());
  if (answer.status !== 403) return answer;
  const renewed = await renew();
  return renewed.ok ? ask("POST", body()) : renewed;
}

// Keep the form if it has changed; return whether it may be sent: the desk can be reached, knows who
// this is, and has the post.
async function keep() {
  const now = typed();
  const changed = now !== kept && !("undecided" in line.dataset);
  try {
    const answer = await send(changed ? now : "");
    told = Date.now();
    if (answer.type === "opaqueredirect") {
      say(line.dataset.ended, true);
      return false;
    }
    if (answer.status === 403 || answer.status === 404) {
      say(line.dataset.gone);
      return false;
    }
    if (!answer.ok && answer.status !== 413) {
      say(line.dataset.failed);
      return true;
    }
    const { said } = await answer.json();
    if (changed) kept = now;
    if (said || !login.hidden) say(said ?? "");
    if (now !== kept) say(line.dataset.undecided);
    return true;
  } catch {
    say(line.dataset.lost);
    return false;
  }
}

function once() {
  under ??= keep().finally(() => (under = null));
  return under;
}

function look() {
  const due = document.visibilityState === "visible" && Date.now() - told > SEEN;
  if (!leaving && (due || typed() !== kept)) once();
}

// A form that is sent without a session is answered with a login page, that of a post which was
// deleted with the front page: what was typed would be gone.
async function submit(event) {
  if (leaving) return;
  event.preventDefault();
  await under;
  const may = await once();
  if (leaving) return;
  if (!may) {
    line.scrollIntoView({ block: "center" }); // the buttons are far below it
    return;
  }
  leaving = true;
  form.requestSubmit(event.submitter);
}

if (form) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  form.addEventListener("submit", submit);
  window.addEventListener("pageshow", () => (leaving = false));
}
