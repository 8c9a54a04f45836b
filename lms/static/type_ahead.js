// Inputs with data-typeahead-url offer what the server finds: JSON [{code, label}] for ?q=….
// data-typeahead-into names the id of a hidden input that takes the code. Without JavaScript the text is posted.
"use strict";

const LEAST_LETTERS = 2;
const PAUSE_MS = 250;

function suggest(input) {
  const target = document.getElementById(input.dataset.typeaheadInto || "");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent : input.name);
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "suggest";
  input.before(box);
  box.append(input, list);
  const attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let chosen = -1;
  let timer = 0;
  let request = null;

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point(index) {
    const options = list.querySelectorAll("[role=option]");
    if (options.length === 0) return;
    chosen = (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    options[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function take(option) {
    input.value = option.textContent;
    if (target) target.value = option.dataset.code;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show(found) {
    list.replaceChildren(...found.map((item, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.code = item.code;
      option.textContent = item.label;
      return option;
    }));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    list.scrollIntoView({ block: "nearest" });
  }

  async function look() {
    if (request) request.abort();
    request = new AbortController();
    const url = new URL(input.dataset.typeaheadUrl, window.location.href);
    url.searchParams.set("q", input.value.trim());
    try {
      const response = await fetch(url, { headers: { Accept: "application/json" }, signal: request.signal });
      show(response.ok ? await response.json() : []);
    } catch (problem) {
      if (problem.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (target) target.value = "";
    if (input.value.trim().length < LEAST_LETTERS) close();
    else timer = setTimeout(look, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(chosen + 1);
    else if (event.key === "ArrowUp") point(chosen === -1 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", close);
}

for (const input of document.querySelectorAll("input[data-typeahead-url]")) suggest(input);
