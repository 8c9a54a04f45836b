// The projector page: fetches JSON {digits, qr_svg, seconds_left, count?} every few seconds, counts down,
// and hides a code that has run out while the connection is lost.
"use strict";

const PAUSE_SECONDS = 4;

function rotate(box) {
  const part = (name) => box.querySelector(`[data-rotate-${name}]`);
  let endsAt = Date.now() + Number(box.dataset.rotateSeconds) * 1000;

  function drawn(svg) {
    const read = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    return document.importNode(read, true);
  }

  function show(code) {
    endsAt = Date.now() + code.seconds_left * 1000;
    part("qr").replaceChildren(drawn(code.qr_svg));
    part("digits").replaceChildren(...code.digits.match(/.{1,3}/g).map((group) => {
      const span = document.createElement("span");
      span.textContent = group;
      return span;
    }));
    if (part("count") && code.count !== undefined) part("count").textContent = code.count;
    box.classList.remove("is-stale");
    part("state").textContent = "";
  }

  async function refresh() {
    try {
      const response = await fetch(box.dataset.rotateUrl, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(PAUSE_SECONDS * 1000),
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      show(await response.json());
    } catch {
      if (Date.now() > endsAt) {
        box.classList.add("is-stale");
        part("state").textContent = box.dataset.rotateLost;
      }
    }
    setTimeout(refresh, PAUSE_SECONDS * 1000);
  }

  setInterval(() => {
    part("clock").textContent = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  }, 250);
  setTimeout(refresh, PAUSE_SECONDS * 1000);
}

for (const box of document.querySelectorAll("[data-rotate-url]")) rotate(box);
