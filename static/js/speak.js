// Reads a page aloud where the browser has a voice, and falls silent when it is
// pressed again or the page is left. Chinese is read as such on English pages too.
const button = document.querySelector('[data-m~="speak"]');

if (button && !button.dataset.ready && "speechSynthesis" in window) {
  const voice = window.speechSynthesis;
  const start = button.textContent;
  button.dataset.ready = "1";
  button.parentElement.hidden = false;
  button.closest(".l-call").hidden = false;

  const say = (words) => {
    button.textContent = words;
    button.dataset.on = words === start ? "" : "1";
  };

  const hush = () => {
    say(start);
    voice.cancel();
  };

  const read = () => {
    const lines = document.getElementById("main").innerText.replace(/[■◆●○◇–×←→↑↓]/g, " ").split(/\s*\n\s*/);
    const spoken = lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).map((line) => {
      const part = new SpeechSynthesisUtterance(line);
      part.lang = /\p{Script=Han}/u.test(line) ? "zh-CN" : document.documentElement.lang;
      part.rate = 0.9;
      return part;
    });
    const last = spoken.at(-1);
    if (!last) return;
    last.onend = hush;
    for (const part of spoken) part.onerror = hush;
    say(button.dataset.stop);
    for (const part of spoken) voice.speak(part);
  };

  button.addEventListener("click", () => (button.dataset.on ? hush() : read()));
  addEventListener("pagehide", () => voice.cancel());
}
