// The compose form: all sections, or none, with one button; plain HTML works without.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-all]");
  if (!button) return;
  for (const box of button.closest("[data-sections]").querySelectorAll("input[type=checkbox]")) box.checked = button.dataset.all === "yes";
});
