// The timeline and the table with keys: one stop for Tab, arrows from event to event; what one points at is said above the squares.
const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function ready(root) {
  for (const group of root.querySelectorAll("[data-roving]")) {
    for (const [at, link] of [...group.querySelectorAll("a")].entries()) link.setAttribute("tabindex", at ? "-1" : "0");
  }
}

function tell(target) {
  const link = target.closest?.("[data-said]");
  const said = link?.closest(".panels")?.querySelector("[data-pointed]");
  if (said) said.textContent = link.dataset.said;
}

document.addEventListener("mouseover", (event) => tell(event.target));
document.addEventListener("focusin", (event) => tell(event.target));
document.addEventListener("keydown", (event) => {
  const group = event.target.closest?.("[data-roving], [data-rows]");
  if (!group || !event.target.closest("a") || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = group.matches("[data-rows]");
  if (rows && !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const links = [...group.querySelectorAll("a")], at = links.indexOf(event.target.closest("a"));
  const next = event.key === "Home" ? 0 : event.key === "End" ? links.length - 1 : step[event.key] ? at + step[event.key] : null;
  if (next === null) return;
  event.preventDefault();
  if (!links[next]) return;
  if (!rows) { links[at].setAttribute("tabindex", "-1"); links[next].setAttribute("tabindex", "0"); }
  links[next].focus();
});
document.addEventListener("detente:content", (event) => ready(event.detail.root));
ready(document);
