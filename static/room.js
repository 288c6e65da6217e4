// Saves what is typed a moment after the last key, keeps it on this device while the connection
// is away, and never takes the place of the Save button, which works without this script.
const WAIT = 1200;
const AGAIN = 10_000;
const forms = new Map();

const store = {
  get(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a full store loses nothing on the page */ }
  },
  drop(key) {
    try { localStorage.removeItem(key); } catch { /* as above */ }
  },
};

const values = (form) => Object.fromEntries(
  [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"),
);

// It was saved and the answer was lost: what was typed since belongs to the saved entry.
const handOver = (form, text) => {
  form.elements.text.value = text;
  setTimeout(() => form.dispatchEvent(new Event("input", { bubbles: true })));
};

class EntryKeeper {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-state]");
    this.text = form.elements.text;
    this.key = `room ${location.pathname} ${form.dataset.entry}`;
    this.stopped = false;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", () => { clearTimeout(this.timer); this.leaving = true; });
    this.restore();
  }

  restore() {
    const kept = store.get(this.key);
    if (!kept) return;
    const saved = kept.token && document.querySelector(`form[data-token="${CSS.escape(kept.token)}"]`);
    if (saved || this.text.value === kept.text) {
      store.drop(this.key);
      if (saved && saved.elements.text.value !== kept.text) handOver(saved, kept.text);
      return;
    }
    for (const [name, value] of Object.entries(kept)) {
      if (this.form.elements[name]) this.form.elements[name].value = value;
    }
    const details = this.form.closest("details");
    if (details) details.open = true;
    this.say("Words from before the connection was lost. Saving them now");
    this.timer = setTimeout(() => this.save(), 100);
  }

  typed() {
    store.set(this.key, values(this.form));
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.say("");
    this.timer = setTimeout(() => this.save(), WAIT);
  }

  async save() {
    if (this.leaving || this.busy || this.stopped || !this.text.value.trim()) return;
    this.busy = true;
    const sent = JSON.stringify(values(this.form));
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      await this.heard(answer, sent);
    } catch {
      this.lost("No connection. Your words are kept on this device and saved when it is back");
    }
    this.busy = false;
  }

  async heard(answer, sent) {
    if (answer.ok) {
      const said = await answer.json();
      this.becomes(said);
      this.say(`Saved at ${said.saved}`);
      if (JSON.stringify(values(this.form)) === sent || this.sameWords(sent)) store.drop(this.key);
      else this.typed();
    } else if (answer.status === 409) {
      this.stopped = true;
      this.say("Somebody else changed this. Press Save to see both texts: yours is kept", true);
    } else if (answer.status === 422) {
      this.say((await answer.json()).errors.join(". "), true);
    } else if (answer.type === "opaqueredirect" || answer.status === 403) {
      this.lost("You are signed out. Sign in again in another tab: your words are kept on this device");
    } else {
      this.lost("Not saved yet. Your words are kept on this device");
    }
  }

  sameWords(sent) {
    const before = JSON.parse(sent);
    return ["text", "outcome", "owner", "due_on"].every(
      (name) => !this.form.elements[name] || this.form.elements[name].value === (before[name] ?? ""),
    );
  }

  // A new entry has become one that is there: from now on it is changed, not added.
  becomes(said) {
    const { version, token } = this.form.elements;
    if (version) { version.value = said.version; return; }
    store.drop(this.key);
    this.form.dataset.entry = `entry-${said.entry}`;
    this.key = `room ${location.pathname} ${this.form.dataset.entry}`;
    this.form.action = said.change;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "version", value: said.version });
    token.replaceWith(field);
    const confirmation = this.form.querySelector(".portal-entry__confirm");
    if (confirmation) confirmation.remove();
  }

  lost(words) {
    this.say(words, true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AGAIN);
  }

  say(words, trouble = false) {
    this.state.textContent = words;
    this.state.toggleAttribute("data-trouble", trouble);
  }
}

for (const form of document.querySelectorAll("form[data-entry]")) forms.set(form, new EntryKeeper(form));
addEventListener("online", () => { for (const keeper of forms.values()) if (store.get(keeper.key)) keeper.save(); });
// A cursor stands in the words as soon as one of the small buttons is pressed.
for (const details of document.querySelectorAll("details.portal-add")) {
  details.addEventListener("toggle", () => { if (details.open) details.querySelector("textarea").focus(); });
}
