// Photos in the text: chosen in the dialog of photos.js, which knows nothing of the editor.
import { canInsertNode, Figure as Plain } from "django-prose-editor/editor";

const isFigure = (node) => node.type.name === "figure";

// Return where the picture is that the cursor is at, or null.
function pictureAt({ selection: { $from, from, node } }) {
  if (node?.type.name === "image") return from;
  if (node && isFigure(node)) return from + 1;
  const depth = [...Array($from.depth + 1).keys()].find((at) => isFigure($from.node(at)));
  return depth === undefined ? null : $from.start(depth);
}

function place(editor, { address, alt }) {
  const attrs = { src: address, alt };
  const at = pictureAt(editor.state);
  const steps = editor.chain().focus();
  if (at === null) {
    steps.insertContent({ type: "figure", content: [{ type: "image", attrs }] }).run();
  } else {
    steps.setNodeSelection(at).updateAttributes("image", attrs).run();
  }
}

export const Figure = Plain.extend({
  addCommands() {
    const editImage = () => ({ editor, state, dispatch }) => {
      const may = pictureAt(state) !== null || canInsertNode(state, state.schema.nodes.figure);
      if (may && dispatch) {
        const detail = (photo) => place(editor, photo);
        document.dispatchEvent(new CustomEvent("photo:wanted", { detail }));
      }
      return may;
    };
    return { ...this.parent(), editImage };
  },
});

// After a figure was put in, the text goes on behind it: what is typed must not replace the photo.
document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  editor?.on("transaction", ({ transaction }) => {
    if (!transaction.steps.some((step) => step.slice?.content.content.some(isFigure))) return;
    const { $from } = editor.state.selection;
    const depth = [...Array($from.depth + 1).keys()].find((at) => isFigure($from.node(at)));
    if (depth === undefined) return;
    const behind = $from.after(depth);
    const next = editor.state.doc.nodeAt(behind);
    const steps = editor.chain();
    if (!next?.isTextblock || next.content.size) {
      steps.insertContentAt(behind, { type: "paragraph" });
    }
    steps.setTextSelection(behind + 1).run();
  });
});

// Whoever does not see the editor hears which field it is.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const name = textarea.labels[0]?.textContent.replace(/:\s*$/, "");
  if (name) editor.view.dom.setAttribute("aria-label", name);
});

// The editor asks for the words of its dialogs in the reader's language, not for those of its bar.
function nameButtons({ editor }) {
  const buttons = ".prose-menubar__button[aria-label]";
  for (const button of editor.view.dom.parentElement.querySelectorAll(buttons)) {
    button.title = window.gettext?.(button.getAttribute("aria-label")) ?? button.title;
    button.setAttribute("aria-label", button.title);
  }
}

document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  editor?.on("create", nameButtons); // the bar is made then
});

// The editor greys out what cannot be done just now; a screen reader is told too.
const BUTTON = ".prose-menubar__button";
const tell = (button) => button.setAttribute("aria-disabled", button.classList.contains("disabled"));

new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    if (target.matches(BUTTON)) tell(target);
    for (const node of addedNodes) node.querySelectorAll?.(BUTTON).forEach(tell);
  }
}).observe(document.body, { attributeFilter: ["class"], childList: true, subtree: true });
document.querySelectorAll(BUTTON).forEach(tell);
