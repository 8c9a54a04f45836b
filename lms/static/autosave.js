// Forms with data-autosave="url" post the whole answer by themselves: at each change, and while typing
// after a pause. "Tersimpan" is shown only after a 2xx whose JSON names saved_at. What failed is kept and
// tried again. Each page names itself (penulis) and counts its saves (urutan), so that of two saves on
// their way the later one wins. Where all is saved, the button goes on to data-next without sending it
// once more; with data-stays it only saves, for a page that holds more such forms.
"use strict";

const PATIENCE_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 30;
const TYPING_PAUSE_SECONDS = 0.8;

function keep(form) {
  const state = form.querySelector("[data-autosave-state]");
  const writer = (Date.now().toString(36) + Math.random().toString(36).slice(2)).slice(0, 16);
  let count = 0;
  let wanted = written();
  let kept = wanted;
  let isUnfit = false;
  let isRefused = false;
  let sending = false;
  let failures = 0;
  let timer = 0;
  let pause = 0;

  function tell(kind, text) {
    state.className = `save-state m-0 is-${kind}`;
    if (state.textContent !== text) state.textContent = text;
  }

  function written() {
    return new URLSearchParams(new FormData(form)).toString();
  }

  function stamped(answers) {
    count += 1;
    const body = new URLSearchParams(answers);
    body.set("penulis", writer);
    body.set("urutan", count);
    return body;
  }

  async function post(answers) {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body: stamped(answers),
      headers: { Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000),
    });
    if (response.ok) {
      const { saved_at: at, saved_at_label: label } = await response.json();
      if (!at) throw new Error("no saved_at");
      return { kind: "saved", text: `${state.dataset.saved} ${label || spoken(at)}` };
    }
    if (response.status === 422) {
      const { reason } = await response.json();
      return { kind: "failed", text: `${state.dataset.unfit} ${reason}`, isUnfit: true };
    }
    const isFinal = response.status >= 400 && response.status < 500 && ![408, 425, 429].includes(response.status);
    if (isFinal) return { kind: "failed", text: state.dataset.refused };
    throw new Error(`status ${response.status}`);
  }

  function spoken(at) {
    return new Date(at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  }

  function later() {
    failures += 1;
    tell("failed", state.dataset.failed);
    timer = setTimeout(send, Math.min(2 ** failures, LONGEST_WAIT_SECONDS) * 1000);
  }

  async function send() {
    clearTimeout(timer);
    if (sending || wanted === kept) return;
    sending = true;
    const sent = wanted;
    try {
      if (failures === 0) tell("saving", state.dataset.saving);
      const told = await post(sent);
      failures = 0;
      kept = sent;
      isUnfit = Boolean(told.isUnfit);
      isRefused = told.kind !== "saved";
      if (wanted === kept) tell(told.kind, told.text);
      sending = false;
      send();
    } catch {
      sending = false;
      later();
    }
  }

  function note() {
    clearTimeout(pause);
    wanted = written();
    send();
  }

  function typed() {
    clearTimeout(pause);
    pause = setTimeout(note, TYPING_PAUSE_SECONDS * 1000);
  }

  let leaving = false;
  form.addEventListener("change", note);
  form.addEventListener("input", typed);
  form.addEventListener("submit", (event) => {
    if ("stays" in form.dataset) {
      event.preventDefault();
      note();
    } else if (form.dataset.next && !sending && !isRefused && written() === kept) {
      event.preventDefault();
      location.assign(form.dataset.next);
    }
    leaving = !event.defaultPrevented;
    clearTimeout(pause);
  });
  form.addEventListener("formdata", (event) => {
    if (!leaving) return;
    for (const [name, value] of stamped("")) event.formData.set(name, value);
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (document.hidden) note(); });
  window.addEventListener("beforeunload", (event) => {
    if ((wanted !== kept || isUnfit) && !leaving) event.preventDefault();
  });
}

function countLetters(area) {
  const note = document.getElementById(area.dataset.letters);
  const show = () => { note.textContent = note.dataset.text.replace("{n}", area.value.length.toLocaleString("id-ID")); };
  area.addEventListener("input", show);
  show();
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  keep(form);
  form.hidden = false;
}
for (const notice of document.querySelectorAll("[data-without-script]")) notice.hidden = true;
for (const area of document.querySelectorAll("textarea[data-letters]")) countLetters(area);
