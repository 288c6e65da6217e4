// Boxes that scripts draw have no name of their own for a screen reader: they get their label's.
function nameBoxes(field, ...selectors) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (!label) return;
  label.id ||= `label_of_${field.id}`;
  for (const selector of selectors) {
    const box = field.parentElement.querySelector(selector);
    const value = box?.querySelector('[role="textbox"]');
    box?.setAttribute("aria-labelledby", [label.id, value?.id].filter(Boolean).join(" "));
  }
}

// After the callbacks that draw them, which were registered before this file ran.
window.django?.jQuery?.(() => {
  for (const field of document.querySelectorAll("select.admin-autocomplete")) {
    nameBoxes(field, ".select2-selection", '.select2-selection [role="textbox"]');
  }
});

document.addEventListener("prose-editor:ready", (event) => {
  nameBoxes(event.detail.textarea, ".tiptap");
});
