// Forms with data-autosave="url" post each changed answer at once, with the form's hidden fields.
// "Tersimpan" is shown only after a 2xx whose JSON names saved_at. What failed is kept and tried again.
"use strict";

const PATIENCE_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 30;

function keep(form) {
  const state = form.querySelector("[data-autosave-state]");
  const waiting = new Map();
  let sending = false;
  let failures = 0;
  let isRefused = false;
  let timer = 0;

  function tell(kind, text) {
    state.className = `save-state m-0 is-${kind}`;
    if (state.textContent !== text) state.textContent = text;
  }

  function answers(name) {
    const all = new FormData(form);
    const body = new URLSearchParams();
    for (const hidden of form.querySelectorAll("input[type=hidden]")) body.append(hidden.name, hidden.value);
    for (const value of all.getAll(name)) body.append(name, value);
    return body;
  }

  async function post(name) {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body: answers(name),
      headers: { Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000),
    });
    if (response.ok) {
      const kept = await response.json();
      return kept.saved_at && (kept.saved_at_label || kept.saved_at);
    }
    const isFinal = response.status >= 400 && response.status < 500 && ![408, 425, 429].includes(response.status);
    if (isFinal) return null;
    throw new Error(`status ${response.status}`);
  }

  function written(savedAt) {
    if (!/^\d{4}-\d\d-\d\dT/.test(savedAt)) return savedAt;
    return new Date(savedAt).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  }

  function later() {
    failures += 1;
    tell("failed", state.dataset.failed);
    timer = setTimeout(send, Math.min(2 ** failures, LONGEST_WAIT_SECONDS) * 1000);
  }

  async function send() {
    clearTimeout(timer);
    if (sending || waiting.size === 0) return;
    sending = true;
    const [name, version] = waiting.entries().next().value;
    try {
      if (failures === 0) tell("saving", state.dataset.saving);
      const savedAt = await post(name);
      if (savedAt === undefined) throw new Error("no saved_at");
      failures = 0;
      if (waiting.get(name) === version) waiting.delete(name);
      isRefused ||= savedAt === null;
      if (isRefused) {
        tell("failed", state.dataset.refused);
      } else if (waiting.size === 0) {
        tell("saved", `${state.dataset.saved} ${written(savedAt)}`);
      }
      sending = false;
      send();
    } catch {
      sending = false;
      later();
    }
  }

  let version = 0;
  form.addEventListener("change", (event) => {
    if (!event.target.name) return;
    version += 1;
    waiting.set(event.target.name, version);
    send();
  });
  let leaving = false;
  form.addEventListener("submit", (event) => { leaving = !event.defaultPrevented; });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size > 0 && !leaving) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);
