// The review page: keys, decisions without a reload, selections in a passage. Without this module forms and links do the same.
const { fetchPart, fill, openPanel, say } = await import(document.querySelector("script[type=module]").src);
const main = document.getElementById("main");
const NAME = "detente-coder";
let shown = performance.now();

/** The name of the coder, remembered in this browser. */
function remembered() { try { return localStorage.getItem(NAME) ?? ""; } catch { return ""; } }
function remember(name) { try { localStorage.setItem(NAME, name); } catch { /* then it is typed again */ } }

/** New content: note the time, offer the name, put the focus where one reads on, or on what is wrong. */
function arrived(root) {
  shown = performance.now();
  for (const field of root.querySelectorAll("[data-coder] input[name=coder]")) if (!field.value) field.value = remembered();
  const wrong = main.querySelector("#wrong"), focus = main.querySelector("[data-focus]");
  if (root !== main) return;
  if (wrong) (firstOpen() ?? focus)?.focus();
  else focus?.focus({ preventScroll: true });
}

/** The first required field of the decision that is still empty. */
function firstOpen() {
  return main.querySelector(".decide [aria-invalid]") ?? [...main.querySelectorAll(".decide .field:has(label .soft) :is(input, textarea, select)")].find((field) => !field.value);
}

/** Send a form and put the answer where the page's content stands. */
async function send(form, submitter, place) {
  const seconds = form.querySelector("[data-seconds]");
  if (seconds) seconds.value = ((performance.now() - shown) / 1000).toFixed(1);
  const body = new URLSearchParams(new FormData(form, submitter));
  form.setAttribute("aria-busy", "true");
  try {
    const get = form.method === "get", address = get ? `${form.action}?${body}` : form.action;
    const { answer, text } = await fetchPart(address, get ? {} : { method: "POST", body });
    fill(place, text);
    if (place === main && answer.ok) { history.replaceState(null, "", answer.url); main.scrollIntoView({ block: "start" }); }
    arrived(place);
    if (place.querySelector("[data-added]") && main.querySelector(".desk") === null) say(place.querySelector("[data-added]").textContent.trim());
  } catch { form.removeAttribute("aria-busy"); say(document.getElementById("status").dataset.failed); }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-coder]")) remember(form.elements.coder.value.trim());
  if (form.matches("[data-desk]")) { event.preventDefault(); send(form, event.submitter, main); }
  else if (form.matches("#panel [data-new-claim]")) { event.preventDefault(); send(form, event.submitter, document.getElementById("panel-content")); }
});
document.addEventListener("change", (event) => { if (event.target.dataset.send !== undefined) event.target.form.requestSubmit(); });

// ---- selections: positions are code points of the document, not the browser's units
/** The passage in which the selection lies, and START-END of it; null without one. */
function selected() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const passage = (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement).closest("[data-passage]");
  if (!passage?.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(passage, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Number(passage.dataset.start) + [...before.toString()].length;
  return { passage: passage.dataset.passage, start, words: `${start}-${start + [...range.toString()].length}` };
}

/** The address of a new claim on what is selected. */
function newClaim() {
  const link = main.querySelector("[data-new]"), reading = main.querySelector("[data-reading]"), chosen = selected();
  if (!link && !(reading && chosen)) return;
  const address = new URL(link?.dataset.new ?? reading.dataset.reading, location.href);
  if (chosen) { address.searchParams.set("passage", chosen.passage); address.searchParams.set("words", chosen.words); }
  if (!address.searchParams.get("coder") && remembered()) address.searchParams.set("coder", remembered());
  openPanel(address.href).then(() => arrived(document.getElementById("panel-content")));
}

// ---- keys
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) {
    if (event.key === "Escape") { event.target.blur(); main.querySelector("[data-focus]")?.focus(); }
    return;
  }
  if (!document.getElementById("panel").hidden) return;
  if (event.key === "n") { event.preventDefault(); newClaim(); return; }
  const held = [...main.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (!held) return;
  event.preventDefault();
  if (held.tagName === "DETAILS") {
    const chosen = selected();
    held.open = true;
    const field = held.querySelector("input, select");
    if (field?.dataset.fromSelection !== undefined && chosen) field.value = chosen.start;
    field?.focus();
  } else held.click();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-edit]")) {
    const field = firstOpen() ?? main.querySelector(".decide .field :is(input, textarea, select)");
    field?.focus();
  }
  if (event.target.closest("[data-new]")) { event.preventDefault(); newClaim(); }
  const mark = event.target.closest("mark[data-claims]");
  if (mark) show(mark.dataset.claims.split(" "));
});

/** Light up the claims that lie on marked words. */
function show(claims) {
  for (const each of main.querySelectorAll("[data-claim]")) each.classList.toggle("lit", claims.includes(each.dataset.claim));
  main.querySelector(".lit")?.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

arrived(main);
