// What the pages do without a reload. Plain HTML works without this module; here links and forms become quicker:
//   a[data-panel]           opens in the side panel                     form[data-live="#id"]  swaps #id when a field changes
//   [data-load="address"]   is filled by a second request               [data-job]             watches a long run, then asks again
//   [data-coded]            a field's value as coded: asked only where it differs; [data-keep] is never asked with GET
//   [data-again]            the address to ask again                    [data-go]              is followed at once
const status = document.getElementById("status");
const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";

/** Say something to everybody, screen readers included. */
export function say(text) { if (status) status.textContent = text; }

/** The content of an address without its frame; changing requests carry the page's token. */
export async function fetchPart(address, options = {}) {
  const headers = { "X-Panel": "1", ...(options.method && options.method !== "GET" ? { "X-CSRF-Token": csrf } : {}), ...options.headers };
  const answer = await fetch(address, { ...options, headers });
  return { answer, text: await answer.text() };
}

/** Put HTML of our own server into an element and bring it to life. */
export function fill(element, html) {
  element.innerHTML = html;
  enliven(element);
}

// ---- the side panel
const panel = document.getElementById("panel");
const content = document.getElementById("panel-content");
const trail = [];
let opener = null;

export async function openPanel(address, keep = true) {
  try {
    const { text } = await fetchPart(address);
    if (panel.hidden) opener = document.activeElement;
    if (keep) trail.push(address);
    panel.hidden = false;
    document.body.classList.add("with-panel");
    fill(content, text);
    panel.querySelector("[data-panel-back]").hidden = trail.length < 2;
    panel.scrollTop = 0;
    content.focus({ preventScroll: true });
  } catch { say(status.dataset.failed); }
}

function closePanel() {
  panel.hidden = true;
  document.body.classList.remove("with-panel");
  trail.length = 0;
  opener?.focus?.();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-panel]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    openPanel(link.getAttribute("href"));  // a link inside a drawing has no text as its href
  }
  const choice = event.target.closest("[data-theme-choice]");
  if (choice) chooseTheme(choice.dataset.themeChoice);
  if (event.target.closest("[data-panel-close]")) closePanel();
  if (event.target.closest("[data-panel-back]")) { trail.pop(); openPanel(trail.at(-1), false); }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && panel && !panel.hidden) closePanel(); });

// ---- forms that answer while one moves them
const running = new WeakMap();

/** Ask a form's address with its present values and swap the element it names. Only the last question counts. */
export async function ask(form) {
  running.get(form)?.abort();
  const stop = new AbortController();
  running.set(form, stop);
  const query = new URLSearchParams();
  for (const field of form.elements) {
    if (!field.name || field.value === "" || field.type === "submit" || field.dataset.keep !== undefined) continue;
    if (["checkbox", "radio"].includes(field.type) && !field.checked) continue;
    if (field.dataset.coded !== field.value) query.append(field.name, field.value);
  }
  const asked = form.dataset.ask ?? form.getAttribute("action"), address = query.size ? `${asked}?${query}` : asked;
  try {
    const { answer, text } = await fetchPart(address, { signal: stop.signal });
    const target = document.querySelector(form.dataset.live);
    fill(target, text);
    const known = target.querySelector("[data-known]"), out = form.querySelector("[data-out]");
    if (known && out) out.textContent = known.dataset.known;
    echo(form);
    document.dispatchEvent(new CustomEvent("detente:swapped", { detail: { form, address, ok: answer.ok } }));
    if (form.dataset.history !== "no") {
      history.replaceState(null, "", query.size ? `${form.getAttribute("action")}?${query}` : form.getAttribute("action"));
      if (form.classList.contains("asof")) carry(query);
    }
  } catch (error) { if (error.name !== "AbortError") say(status.dataset.failed); }
}

/** Repeat parts of an answer beside its sliders, where a narrow screen shows only one of the two. */
function echo(form) {
  for (const each of form.querySelectorAll("[data-echo]")) each.replaceChildren(...[...document.querySelectorAll(each.dataset.echo)].map((part) => part.cloneNode(true)));
}

/** Let the links of the frame carry the view on. */
function carry(query) {
  for (const link of document.querySelectorAll(".mast a")) {
    const address = new URL(link.href);
    for (const key of ["as_of", "scenario"]) query.get(key) ? address.searchParams.set(key, query.get(key)) : address.searchParams.delete(key);
    link.href = address.href;
  }
}

document.addEventListener("input", (event) => {
  const field = event.target, form = field.form;
  if (field.dataset.days !== undefined) {
    form.elements.as_of.value = field.dataset.days.split(",")[field.value] ?? "";
  }
  if (field.nextElementSibling?.tagName === "OUTPUT" && field.dataset.coded !== undefined) show(field);
  if (form?.dataset.live && (field.type === "range" || field.dataset.soon !== undefined)) ask(form);
});
/** Print a slider's value beside it, and mark it where it is not as coded. */
function show(field) {
  field.nextElementSibling.textContent = field.value;
  field.closest("[data-row]")?.classList.toggle("moved", [...field.closest("[data-row]").querySelectorAll("[data-coded]")].some((each) => each.value !== each.dataset.coded));
}
document.addEventListener("reset", (event) => {
  const form = event.target;
  setTimeout(() => {
    for (const field of form.querySelectorAll("[data-coded]")) { field.value = field.dataset.coded; show(field); }
    if (form.dataset.live) ask(form);
  });
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.dataset.live && event.target.type !== "range") ask(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.live && event.submitter?.formMethod !== "post") { event.preventDefault(); ask(form); }
  if (form.dataset.cancel !== undefined) { event.preventDefault(); cancel(form); }
});

// ---- long runs
function watch(section) {
  const events = new EventSource(`/jobs/${section.dataset.job}/events`);
  const said = section.querySelector("[data-job-said]"), bar = section.querySelector("progress");
  const words = said.textContent;
  events.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    said.textContent = words.replace(/[\d.]+(?= s)/, Math.round(told.seconds));
    if (told.total) { bar.max = told.total; bar.value = told.done; }
    if (!section.isConnected) events.close();
    if (!["done", "failed", "cancelled"].includes(told.state)) return;
    events.close();
    if (told.state === "cancelled") cancelled(section);
    else again(section);
  };
  events.onerror = () => { if (events.readyState === EventSource.CLOSED) say(status.dataset.failed); };
}

function cancelled(section) {
  section.querySelector("[data-cancelled]").hidden = false;
  section.querySelector("form").hidden = true;
  section.querySelector("progress").hidden = true;
  section.querySelector("[data-job-said]").hidden = true;
}

async function again(section) {
  const { text } = await fetchPart(section.dataset.again);
  const holder = section.closest("[data-load]") ?? section.closest("#panel-content") ?? section.parentElement;
  fill(holder, text);
}

async function cancel(form) {
  await fetch(form.action, { method: "POST", headers: { "X-CSRF-Token": csrf }, redirect: "manual" });
  const section = form.closest("[data-job]");
  if (section) cancelled(section);
}

// ---- charts that answer to the pointer: Vega comes only where a page has one
let vega = null;
function fetchVega() {
  vega ??= new Promise((settle, fail) => {
    const script = document.createElement("script");
    script.src = document.querySelector('meta[name="vega"]').content;
    script.onload = settle;
    script.onerror = fail;
    document.head.append(script);
  });
  return vega;
}

/** Draw a Vega-Lite specification without eval and without styles of its own, as the page's policy wants it. */
export async function drawVega(element, spec) {
  await fetchVega();
  return window.vegaEmbed(element, spec, { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true } });
}

// ---- parts that come later, and everything else that new content needs
async function load(element) {
  try {
    const { text } = await fetchPart(element.dataset.load);
    if (element.isConnected) fill(element, text);
  } catch { say(status.dataset.failed); }
}

function enliven(root) {
  for (const each of root.querySelectorAll("[data-load]:not([data-loaded])")) { each.dataset.loaded = ""; load(each); }
  for (const each of root.querySelectorAll("[data-job]")) watch(each);
  if (innerWidth < 1101) for (const each of root.querySelectorAll("[data-narrow-closed]")) each.open = false;
  for (const each of root.querySelectorAll("form:has([data-echo])")) echo(each);
  for (const each of root.querySelectorAll("a[data-go]")) location.replace(each.href);
  document.dispatchEvent(new CustomEvent("detente:content", { detail: { root } }));
}

function chooseTheme(choice) {
  document.documentElement.dataset.theme = choice;
  try { localStorage.setItem("detente-theme", choice); } catch { /* then it holds for this page */ }
  showTheme();
}
function showTheme() {
  for (const each of document.querySelectorAll("[data-theme-choice]")) {
    each.setAttribute("aria-pressed", String(each.dataset.themeChoice === document.documentElement.dataset.theme));
  }
}

document.documentElement.classList.add("js");
showTheme();
enliven(document);
