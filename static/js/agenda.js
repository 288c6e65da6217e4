/* The agenda saves itself as it is edited, and its lines can be dragged. Without this, its buttons do the same. */
const form = document.querySelector("[data-agenda]");

const part = (name) => form.querySelector(`[data-${name}]`);
const groups = () => [...form.querySelectorAll("li[data-id]")];
let again;

function say(words) {
  part("saved").textContent = words;
}

function show(answer) {
  const over = part("over");
  over.textContent = answer.over;
  over.hidden = !answer.over;
  part("balance").textContent = answer.balance ? answer.balance[0].toUpperCase() + answer.balance.slice(1) : "";
  part("advice").textContent = answer.advice;
  for (const row of answer.rows) {
    const line = document.getElementById(`line-${row.id}`);
    if (!line) continue;
    line.querySelector("[data-time]").textContent = row.time;
    line.querySelector("[data-time]").classList.toggle("agenda__time--over", row.is_over);
    line.querySelector("[data-number]").textContent = row.number;
    const errors = answer.errors[row.id] || [];
    line.querySelector("[data-errors]").replaceChildren(
      ...errors.map((words) => {
        const error = document.createElement("p");
        error.className = "nhsuk-error-message";
        error.textContent = words;
        return error;
      }),
    );
    line.querySelector("[name$='-seen']").value = row.seen;
  }
  say(Object.keys(answer.errors).length ? "Some lines are not saved: see the words in red" : answer.saved);
}

async function save() {
  clearTimeout(again);
  say("Saving");
  const sent = new FormData(form);
  sent.delete("new");
  sent.set("order", part("order").value);
  try {
    const answer = await fetch(form.action || location.href, {
      method: "POST",
      body: sent,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    show(await answer.json());
    part("order").value = "";
  } catch {
    say("Not saved yet: no connection. This page tries again by itself");
    again = setTimeout(save, 5000);
  }
}

function sendOrder() {
  part("order").value = groups().map((group) => group.dataset.id).join(",");
  save();
}

/* A line is dragged among its neighbours, with the lines under it. */
function drag(handle) {
  handle.hidden = false;
  const group = handle.closest("li[data-id]");
  handle.addEventListener("pointerdown", (press) => {
    press.preventDefault();
    handle.setPointerCapture(press.pointerId);
    group.classList.add("agenda__group--dragged");
    const move = (at) => {
      const before = group.previousElementSibling;
      const after = group.nextElementSibling;
      if (before && at.clientY < middle(before)) before.before(group);
      else if (after && at.clientY > middle(after)) after.after(group);
    };
    handle.addEventListener("pointermove", move);
    const drop = () => {
      handle.removeEventListener("pointermove", move);
      group.classList.remove("agenda__group--dragged");
      sendOrder();
    };
    handle.addEventListener("lostpointercapture", drop, { once: true });
  });
}

function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}

form.addEventListener("change", (event) => {
  if (event.target.name !== "new") save();
});
form.querySelectorAll("[data-handle]").forEach(drag);
if (location.hash === "#new") document.getElementById("id_new").focus();
