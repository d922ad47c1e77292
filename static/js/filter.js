// Swaps the results when a filter is sent instead of loading a whole page.
const status = document.getElementById("status");

// An XMLHttpRequest hands over a parsed document, so that no string of HTML
// passes through a script (the policy requires trusted types).
function load(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve(request.response) : reject());
    request.onerror = reject;
    request.send();
  });
}

async function send(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
  const address = `${form.action}?${query}`;
  try {
    const page = await load(address);
    const fresh = page.getElementById(form.dataset.live);
    document.getElementById(form.dataset.live).replaceWith(fresh);
    document.title = page.title;
    status.textContent = fresh.dataset.count ?? "";
    history.replaceState(null, "", address);
  } catch {
    location.assign(address);
  }
}

for (const form of document.querySelectorAll('form[data-m~="filter"]')) {
  if (form.dataset.ready) continue;
  form.dataset.ready = "1";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
