// The conflicts: statements that move, are added or are wrong; parts that come on demand.
const { ask, fetchPart, fill } = await import(document.querySelector("script[type=module]").src);
const form = document.querySelector("form.wants");
let added = 0;

document.addEventListener("click", async (event) => {
  const part = event.target.closest("a[data-fill]");
  if (part) {
    event.preventDefault();
    const target = document.querySelector(part.dataset.fill);
    const { text } = await fetchPart(part.href);
    fill(target, text);
  }
  const move = event.target.closest("[data-move]");
  if (move) {
    const line = move.closest("[data-statement]");
    const other = move.dataset.move === "up" ? line.previousElementSibling : line.nextElementSibling;
    if (other) {
      if (move.dataset.move === "up") other.before(line); else other.after(line);
      move.focus();
      ask(form);
    }
  }
  const more = event.target.closest("[data-add]");
  if (more) add(more);
});

/** A line for a new statement; it counts as soon as it has a condition. */
function add(button) {
  const player = button.closest("[data-player]"), list = player.querySelector("ol");
  const line = list.querySelector("[data-statement]").cloneNode(true);
  const name = `new-${(added += 1)}`, key = `${player.dataset.player}.${name}`;
  for (const gone of line.querySelectorAll(".mark, .assumed, .small")) gone.remove();
  const tick = line.querySelector("input[type=checkbox]"), holds = line.querySelector(".holds"), wrong = line.querySelector("[data-wrong]");
  Object.assign(tick, { value: name, id: `keep-${key}`, checked: true });
  Object.assign(line.querySelector("label"), { htmlFor: tick.id, textContent: name.replace("-", " ") });
  Object.assign(holds, { name: `h.${key}`, value: "" });
  holds.setAttribute("aria-label", button.dataset.label);
  holds.setAttribute("aria-describedby", `wrong-${key}`);
  holds.removeAttribute("aria-invalid");
  Object.assign(wrong, { id: `wrong-${key}`, hidden: true, textContent: "" });
  wrong.dataset.wrong = key;
  list.append(line);
  holds.focus();
}

// what is wrong with a condition stands beside it
document.addEventListener("detente:swapped", (event) => {
  if (event.detail.form !== form) return;
  const told = new Map([...document.querySelectorAll("#answer [data-says-wrong]")].map((each) => [each.dataset.saysWrong, each.textContent]));
  for (const place of form.querySelectorAll("[data-wrong]")) {
    const says = told.get(place.dataset.wrong);
    place.hidden = says === undefined;
    place.textContent = says ?? "";
    const field = place.parentElement.querySelector(".holds");
    if (says === undefined) field.removeAttribute("aria-invalid"); else field.setAttribute("aria-invalid", "true");
  }
});
