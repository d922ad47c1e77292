// Keys for those who work through lists all day. None is needed: each goes where
// a link or a box on the page leads as well, and a setting turns them off.
const rows = () => [...document.querySelectorAll("main .c-table__row")].filter((row) => row.querySelector("a"));

function move(by) {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by;
  all[next]?.querySelector("a").focus();
}

function here() {
  return document.activeElement?.closest(".c-table__row");
}

function lead(ending) {
  [...document.querySelectorAll("nav a")].find((link) => link.pathname.endsWith(ending))?.click();
}

function unfold(field) {
  for (let fold = field?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field?.focus();
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  o: () => here()?.querySelector("a").click(),
  x: () => here()?.querySelector('input[type="checkbox"]')?.click(),
  "/": () => unfold(document.querySelector('main input[type="search"]')),
  "?": () => document.querySelector("#keys")?.showModal(),
  "g d": () => lead("/desk"),
  "g q": () => lead("/desk/docket"),
};

let before = "";

// What is typed into a field is nobody's command.
const typing = (at) => at.closest("textarea, select, [contenteditable]") || at.matches('input:not([type="checkbox"])');

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const act = acts[before + event.key];
  before = event.key === "g" && !before ? "g " : "";
  if (!act) return;
  event.preventDefault();
  act();
});
