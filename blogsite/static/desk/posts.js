// The window of photos: tell the editor that opened it which one was chosen.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-address]");
  if (!button || !window.opener) return;
  const call = new URLSearchParams(location.search).get("CKEditorFuncNum");
  const about = { alternative_text: button.dataset.alt, caption: "" };
  window.opener.CKEDITOR.tools.callFunction(Number(call), button.dataset.address, about);
  window.close();
});
