// The dialog in which the editor of a text chooses a photo, and the field of a single one.
// Without this a photo goes in by its number or its line, see the page of photos.
const dialog = document.getElementById("photos");
let frame = null;
let take = null; // what to do with the photo that is chosen
let brought = null; // a picture's file that was pasted or dropped, for the form of a new photo

// An answer of any other page, such as the login, may not be framed: there is nothing to look into.
function look() {
  let shown = null;
  try {
    shown = frame.contentDocument?.querySelector("[data-photos]");
  } catch {
    // A page of the browser's own stands there.
  }
  frame.hidden = !shown;
  dialog.querySelector("[role=alert]").hidden = Boolean(shown);
  if (shown && brought) fill(shown.querySelector("#photo_form"));
}

function fill(form) {
  const files = new DataTransfer();
  files.items.add(brought);
  brought = null;
  if (!form) return; // who may choose may perhaps not add
  form.closest("details").open = true;
  form.querySelector("[type=file]").files = files.files;
  form.querySelector("[name=alt]").focus();
}

function open(then) {
  take = then;
  frame = document.createElement("iframe");
  frame.title = document.getElementById("photos-title").textContent;
  frame.src = dialog.dataset.address;
  frame.addEventListener("load", look);
  dialog.append(frame);
  dialog.showModal();
}

// The browser gives the focus back to where it was when the dialog opened.
function closed() {
  frame?.remove(); // with it, what it left in the browser's history
  frame = take = brought = null;
  dialog.querySelector("[role=alert]").hidden = true;
}

function hear(event) {
  if (!frame || event.origin !== location.origin || event.source !== frame.contentWindow) return;
  const then = take;
  dialog.close();
  if (event.data.photo) then(event.data.photo);
}

function field(box) {
  const input = box.querySelector("input");
  const chosen = box.querySelector(".chosen");
  const [choose, none] = box.querySelectorAll("[data-choose], [data-none]");
  const label = document.querySelector(`label[for="${input.id}"]`);
  const show = (photo) => {
    input.value = photo?.key ?? "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    chosen.hidden = none.hidden = !photo;
    chosen.querySelector("span").textContent = photo?.name ?? "";
    chosen.querySelector("img")?.remove();
    if (photo?.small) chosen.prepend(Object.assign(new Image(), { src: photo.small, alt: "" }));
  };
  choose.id = `${input.id}_choose`;
  if (label) {
    label.htmlFor = choose.id;
    choose.setAttribute("aria-label", `${label.textContent.trim()} ${choose.textContent}`);
  }
  box.querySelector("a").hidden = input.hidden = true;
  choose.hidden = false;
  none.hidden = !input.value;
  choose.addEventListener("click", () => open(show));
  none.addEventListener("click", () => {
    show(null);
    choose.focus();
  });
}

if (dialog) {
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", closed);
  window.addEventListener("message", hear);
  document.addEventListener("photo:wanted", (event) => open(event.detail));
  document.addEventListener("photo:brought", (event) => (brought = event.detail));
  document.querySelectorAll("[data-photo-field]").forEach(field);
}
