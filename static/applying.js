// Applying: nothing typed is lost. Works without this file; with it, words are kept in the tab
// until they are saved, counted as they are typed, and looked over for what tells a name.
const form = document.querySelector("form[data-applying]");
if (form) {
  const key = `applying ${location.pathname}`;
  const boxes = () => [...form.querySelectorAll("textarea, input[type=text], input[type=email]")];
  const said = form.querySelector("[data-saved]");
  const values = () => Object.fromEntries(boxes().map((box) => [box.name, box.value.trim()]));
  const first = JSON.stringify(values());

  const kept = sessionStorage.getItem(key);
  if (kept === first) sessionStorage.removeItem(key);
  else if (kept) {
    const words = JSON.parse(kept);
    for (const box of boxes()) if (box.name in words) box.value = words[box.name];
    if (said) said.textContent = "Not saved yet: these are the words that you typed before in this tab";
  }

  const save = async () => {
    const now = JSON.stringify(values());
    if (now === form.dataset.sent || (now === first && !form.dataset.sent)) return;
    const data = new FormData(form);
    data.set("stay", "yes");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      form.dataset.sent = now;
      sessionStorage.removeItem(key);
      const clock = new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
      if (said) said.textContent = `Saved at ${clock.replace(/\s/g, "")}`;
    } catch (problem) {
      if (said) said.textContent = problem.message === "409"
        ? "Not saved: applications have closed. Your words stay in this tab"
        : "Not saved: there is no connection. Your words stay in this tab and are saved when it is back";
    }
  };

  const most = Number(form.dataset.most);
  const counter = form.querySelector("[data-count]");
  const warning = document.querySelector("[data-warning]");
  const known = warning ? warning.dataset.known.split("|").filter(Boolean) : [];
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  const look = () => {
    const text = form.querySelector("textarea") ? form.querySelector("textarea").value : "";
    if (counter && most) {
      const words = text.split(/\s+/).filter(Boolean).length;
      counter.textContent = `${words} of ${most} words${words > most ? ". Shorten your answer before you send it" : ""}`;
    }
    if (warning && known.length) {
      const telling = new RegExp(`(?<!\\p{L})(?:${known.map(escape).join("|")})(?!\\p{L})`, "giu");
      const found = [...new Set(text.match(telling) || [])];
      const old = warning.firstElementChild;
      if (found.length === 0) { if (old) old.remove(); return; }
      const box = document.createElement("div");
      box.className = "nhsuk-warning-callout";
      const heading = document.createElement("h2");
      heading.className = "nhsuk-warning-callout__label";
      heading.textContent = "Your answer may tell who you are";
      const words = document.createElement("p");
      words.textContent = `It holds ${found.map((word) => `“${word}”`).join(", ")}. The panel reads without names, so this is replaced by [removed] unless you find other words.`;
      box.append(heading, words);
      if (!old || old.textContent !== box.textContent) warning.replaceChildren(box);
    }
  };

  let waiting;
  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify(values()));
    look();
    clearTimeout(waiting);
    waiting = setTimeout(save, 4000);
  });
  // What is kept goes when the page comes back with the same words, so a dead line loses nothing.
  form.addEventListener("submit", () => clearTimeout(waiting));
  addEventListener("online", save);
}
