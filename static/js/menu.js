// The second click of a double click begins no second download.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest(".c-export__link")) event.preventDefault();
});

// Esc and a click elsewhere close an open menu; Esc gives the focus back.
for (const menu of document.querySelectorAll('details[data-m~="menu"]')) {
  if (menu.dataset.ready) continue;
  menu.dataset.ready = "1";
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
