// Sets light or dark before the first paint, so that nothing flashes. Loaded in the head, not as a module.
(() => {
  let choice = "auto";
  try { choice = localStorage.getItem("detente-theme") || "auto"; } catch { /* storage may be closed to us */ }
  document.documentElement.dataset.theme = choice;
})();
