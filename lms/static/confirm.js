// Forms with data-confirm ask first, in a dialog with the form's own verb; without JavaScript they simply post.
"use strict";

function button(label, style) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn ${style}`;
  made.textContent = label;
  return made;
}

function ask(form, submitter) {
  const dialog = document.createElement("dialog");
  const question = document.createElement("p");
  question.id = "confirm-question";
  question.textContent = form.dataset.confirm;
  dialog.setAttribute("aria-labelledby", question.id);
  const yes = button(submitter.textContent.trim(), submitter.classList.contains("btn-outline-danger") ? "btn-danger" : "btn-primary");
  const no = button(form.dataset.cancel || "Batal", "btn-outline-primary");
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(yes, no);
  dialog.append(question, actions);
  yes.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(submitter);
  });
  no.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || form.dataset.confirmed || !window.HTMLDialogElement) return;
  event.preventDefault();
  ask(form, event.submitter || form.querySelector("[type=submit]"));
});

// A page taken from the browser's memory asks anew.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-confirmed]")) delete form.dataset.confirmed;
});
