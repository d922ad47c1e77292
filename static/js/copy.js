// Shows the copy buttons and copies the bare value they carry.
const status = document.getElementById("status");

for (const button of document.querySelectorAll('[data-m~="copy"]')) {
  if (!navigator.clipboard || !button.hidden) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = button.dataset.done;
    } catch {
      button.previousElementSibling?.focus();
    }
  });
}
