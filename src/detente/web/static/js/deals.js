// The deal room: another start reloads the switches of its side; a moved switch makes the odds out of date.
const { fetchPart, fill } = await import(document.querySelector("script[type=module]").src);
const form = document.querySelector("form.switches");

/** The present settings as the address has them, which live answers keep up to date. */
const query = () => new URLSearchParams(location.search);

document.addEventListener("change", (event) => {
  const side = event.target.dataset?.start;
  if (!side) return;
  const told = query();
  for (const other of ["a", "b"]) {
    if (other !== side && !told.has(`${other}.start`)) told.set(`${other}.start`, form.elements[`${other}.start`].value);
  }
  for (const key of [...told.keys()]) if (key.startsWith(`${side}.`) || key === "saved") told.delete(key);
  told.set(`${side}.start`, event.target.value);
  location.assign(`${form.getAttribute("action")}?${told}`);
});

document.addEventListener("detente:swapped", (event) => {
  if (event.detail.form === form) document.getElementById("odds-stale").hidden = document.querySelector("#odds a[data-odds]") !== null;
});

document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-odds]")) {
    event.preventDefault();
    document.getElementById("odds-stale").hidden = true;
    const { text } = await fetchPart(`${form.getAttribute("action")}/odds?${query()}`);
    fill(document.getElementById("odds"), text);
  }
  const axes = event.target.closest("a[data-axes]");
  if (axes) {
    event.preventDefault();
    const told = query();
    told.set("axes", axes.dataset.axes);
    location.assign(`${form.getAttribute("action")}?${told}`);
  }
});
