// The form of a photo: once it is sent, say that the picture is on its way, and send it once only.
// Without this the form works as any other: the browser shows that it is loading.
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
