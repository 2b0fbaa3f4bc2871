// The page of photos, in the frame of an editor's page: tell that page which one was chosen.
// Beside an editor's page it says what goes into the form by hand.
function tell(photo) {
  window.parent.postMessage({ photo }, location.origin);
}

function frame() {
  document.documentElement.classList.add("framed");
  for (const button of document.querySelectorAll("button[data-key]")) button.disabled = false;
  document.querySelector("[data-new]")?.focus();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-key]");
    if (button) tell({ ...button.dataset });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) tell(null);
  });
}

if (window.parent !== window) frame();
