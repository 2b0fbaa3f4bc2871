// After a figure was put in, the text goes on behind it: what is typed must not replace the photo.
document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  const isFigure = (node) => node.type.name === "figure";
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
