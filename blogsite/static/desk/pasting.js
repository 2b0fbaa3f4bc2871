// What is pasted into the editor: what it knows nothing of becomes what comes nearest, or is lost.
// Word has no lists, but paragraphs that carry their bullet or number as letters.
const UNKNOWN = /mso-list|class=["']?Mso|<h[156]\b|href=["']?#/i;
const HEADINGS = { h1: "h2", h5: "h4", h6: "h4", "p.MsoTitle": "h2" };
const PLACE = /mso-list:\s*(l\d+)\s+level(\d+)\s*(lfo\d+)?/i; // which list, how deep, which turn of it
const NUMBER = /^\(?(\d+|[a-z]|[ivxlc]+)[.)]/i;

// A film that is pasted is a link: the editor has no frames.
const FRAME = /<iframe\b((?:"[^"]*"|'[^']*'|[^"'>])*)>(?:[^<]*<\/iframe\s*>)?/gi;

function valueOf(attributes, name) {
  const value = `(?<![\\w-])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`;
  const found = attributes.match(new RegExp(value, "i"))?.slice(1) ?? [];
  return (found.find((each) => each !== undefined) ?? "").replaceAll('"', "&quot;");
}

function framesAsLinks(html) {
  return html.replace(FRAME, (_frame, attributes) => {
    const address = valueOf(attributes, "src").replace(/^\/\//, "https://");
    const name = valueOf(attributes, "title").trim() || address;
    return /^https?:/i.test(address) ? `<p><a href="${address}">${name}</a></p>` : "";
  });
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

const placeOf = (element) => element?.matches("p") && element.getAttribute("style")?.match(PLACE);

// Take the bullet or number off a paragraph; return the kind of its list and where that begins.
function unmark(paragraph) {
  const mark = paragraph.querySelector("[style*='mso-list:' i]");
  const number = mark?.textContent.trim().match(NUMBER)?.[1];
  mark?.remove();
  return { kind: number ? "ol" : "ul", start: Number(number) || 1 };
}

// Move a paragraph into the list that it belongs to; `open` are the lists under way, outermost first.
function enlist(paragraph, [, list, level, turn], open) {
  const { kind, start } = unmark(paragraph);
  const name = `${list} ${turn} ${kind}`;
  open.length = Math.min(open.length, level);
  if (open.length === Number(level) && open.at(-1).name !== name) open.pop();
  while (open.length < level) {
    const element = paragraph.ownerDocument.createElement(kind);
    if (start > 1) element.setAttribute("start", start);
    const outer = open.at(-1)?.element;
    if (outer) (outer.lastElementChild ?? outer).append(element);
    else paragraph.before(element);
    open.push({ name, element });
  }
  const item = paragraph.ownerDocument.createElement("li");
  open.at(-1).element.append(item);
  item.append(paragraph);
}

function asLists(body) {
  for (const first of body.querySelectorAll("p[style*='mso-list' i]")) {
    if (first.parentElement.matches("li")) continue; // it came in with one before
    const open = [];
    for (let [here, place] = [first, placeOf(first)]; place; ) {
      const next = here.nextElementSibling;
      enlist(here, place, open);
      [here, place] = [next, placeOf(next)];
    }
  }
}

function known(html) {
  if (!UNKNOWN.test(html) || html.includes("data-pm-slice")) return html;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const [element, name] of Object.entries(HEADINGS)) {
    body.querySelectorAll(element).forEach((each) => rename(each, name));
  }
  asLists(body);
  body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote").forEach((each) => rename(each, "blockquote"));
  // A part of that document, such as a note, is not on our page.
  body.querySelectorAll("a[href^='#']").forEach((each) => each.replaceWith(...each.childNodes));
  return body.innerHTML;
}

// A picture's file opens the dialog of photos, where it gets its description; as it is, it is lost.
function bring(editor, data) {
  const picture = [...(data?.files ?? [])].find((file) => file.type.startsWith("image/"));
  if (!picture || data.types.includes("text/html") || !editor.commands.editImage()) return false;
  document.dispatchEvent(new CustomEvent("photo:brought", { detail: picture }));
  return true;
}

document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  editor?.setOptions({
    editorProps: {
      transformPastedHTML: (html) => known(framesAsLinks(html)),
      handlePaste: (_view, event) => bring(editor, event.clipboardData),
      handleDrop: (_view, event) => bring(editor, event.dataTransfer),
    },
  });
});
