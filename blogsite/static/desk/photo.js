// The form of a photo: once it is sent, say that the picture is on its way, and send it once only.
// Then say how far its files are made. Without this the form works as any other: the browser shows
// that it is loading, and a page that is loaded again says how far it is.
const EVERY = 1_000; // milliseconds between two looks at how far a photo is made
const form = document.getElementById("photo_form");
const said = document.getElementById("sending");
const file = form?.querySelector("input[type=file]");

function send(event) {
  if (form.hasAttribute("aria-busy")) return event.preventDefault();
  if (!file.files.length) return undefined;
  form.setAttribute("aria-busy", "true");
  said.hidden = false;
  said.textContent = said.dataset.words;
  return undefined;
}

// A page that the browser brings back from its memory is no longer busy.
function again() {
  form.removeAttribute("aria-busy");
  said.hidden = true;
}

if (form && said && file) {
  form.addEventListener("submit", send);
  window.addEventListener("pageshow", again);
}

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// Only the end is announced: a count that is read out every second helps nobody.
async function follow(bar) {
  const box = bar.closest(".making");
  for (let ended = false; !ended; ) {
    await wait(EVERY);
    const answer = await fetch(bar.dataset.address, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return; // logged out, or the photo is gone: the link to look again stays
    const state = await answer.json();
    [bar.value, bar.max, ended] = [state.made, state.all, state.ended];
    box.querySelector(".said").textContent = state.said;
  }
  box.querySelector("[role=status]").textContent = box.querySelector(".said").textContent;
  box.querySelector(".again").remove();
}

document.querySelectorAll("progress[data-address]").forEach(follow);
