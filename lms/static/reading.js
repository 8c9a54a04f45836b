// Keeps the place of whoever reads (a form with data-place), and explains a term where it stands.
// Without it, the buttons keep the place and terms lead to the list below the text.
"use strict";

const place = document.querySelector("form[data-place]");
if (place) {
  fetch(place.action, { method: "POST", body: new FormData(place), redirect: "manual" }).catch(() => {});
}

function explain(link, meaning) {
  const box = document.createElement("div");
  const text = document.createElement("p");
  const word = document.createElement("strong");
  box.className = "term-popover";
  box.popover = "auto";
  box.setAttribute("role", "note");
  word.textContent = `${link.textContent}: `;
  text.append(word, meaning);
  box.append(text);
  box.addEventListener("toggle", (event) => { if (event.newState === "closed") box.remove(); });
  link.after(box);
  box.showPopover();
}

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.term");
    const meaning = link && document.getElementById(link.hash.slice(1))?.querySelector("dd")?.firstChild;
    if (!meaning) return;
    event.preventDefault();
    explain(link, meaning.textContent.trim());
  });
}
