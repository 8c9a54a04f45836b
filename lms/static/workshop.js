// The editor: the preview follows what is typed, the cursor tells where a picture goes, and what is
// not saved yet stays in this browser. Without JavaScript the buttons do the same.
"use strict";

const PAUSE_MS = 600;

function edit(form) {
  const text = form.querySelector("textarea[name=text]");
  const cursor = form.querySelector("input[name=cursor]");
  const into = form.querySelector("[data-preview-into]");
  const place = `bekal:${location.pathname.replace(/\/pratinjau$/, "")}`;
  let timer = 0;
  let asked = 0;

  async function draw() {
    asked += 1;
    const mine = asked;
    const body = new FormData(form);
    body.delete("file");
    try {
      const response = await fetch(form.dataset.preview, {
        method: "POST",
        body,
        headers: { Accept: "text/x-fragment" },
        redirect: "error",
      });
      const html = await response.text();
      if (response.ok && mine === asked) into.innerHTML = html;
    } catch {
      // no signal: the preview waits for the next key
    }
  }

  function remember() {
    try {
      localStorage.setItem(place, text.value);
    } catch {
      // a full or closed store: the page still has the text
    }
  }

  function offer(kept) {
    const bar = document.createElement("div");
    bar.className = "editor-kept";
    bar.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = form.dataset.kept;
    const restore = document.createElement("button");
    const drop = document.createElement("button");
    for (const [button, label] of [[restore, form.dataset.restore], [drop, form.dataset.drop]]) {
      button.type = "button";
      button.className = "btn btn-outline-primary";
      button.textContent = label;
    }
    restore.addEventListener("click", () => {
      text.value = kept;
      bar.remove();
      draw();
    });
    drop.addEventListener("click", () => {
      localStorage.removeItem(place);
      bar.remove();
    });
    bar.append(words, restore, drop);
    form.prepend(bar);
  }

  function kept() {
    try {
      return localStorage.getItem(place);
    } catch {
      return null;
    }
  }

  const before = kept();
  if (before !== null && before.trim() !== text.value.trim()) offer(before);
  else localStorage.removeItem(place);
  text.addEventListener("input", () => {
    remember();
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    if (document.activeElement === text || text.selectionStart) cursor.value = text.selectionStart;
  });
}

for (const form of document.querySelectorAll("form.editor")) edit(form);
