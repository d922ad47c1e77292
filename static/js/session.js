// Says two minutes before a session ends that it will, and lets it go on by one
// button. Without this script a form that was sent too late is kept all the same.
const bar = document.querySelector('[data-m~="session"]');

if (bar) {
  const form = bar.querySelector("form");
  const before = 120_000;
  let timer = 0;

  const wait = () => {
    clearTimeout(timer);
    bar.hidden = true;
    timer = setTimeout(() => {
      bar.hidden = false;
      document.getElementById("status").textContent = bar.querySelector("p").textContent;
    }, Math.max(0, Number(bar.dataset.idle) * 1000 - before));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error(String(answer.status));
      wait();
    } catch {
      bar.querySelector("p").textContent = bar.dataset.over;
      form.hidden = true;
    }
  });

  wait();
}
