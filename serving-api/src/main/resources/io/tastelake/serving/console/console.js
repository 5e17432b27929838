// Pages work without this: it renews what is live, and offers to copy what is meant to be copied.
"use strict";

const live = document.getElementById("live");
if (live) {
  const pause = document.getElementById("pause");
  let paused = false;
  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? "Go on" : "Pause";
  });
  setInterval(async () => {
    if (paused || document.hidden || live.contains(document.activeElement)) {
      return;
    }
    try {
      const answer = await fetch(live.dataset.live, {redirect: "manual"});
      if (answer.ok) {
        live.innerHTML = await answer.text();
      } else if (answer.type === "opaqueredirect") {
        location.reload();
      }
    } catch {
      const said = live.querySelector(".verdict") ?? live.appendChild(document.createElement("p"));
      said.textContent = "The API does not answer.";
      said.className = "verdict bad";
    }
  }, 3000);
}

for (const block of document.querySelectorAll("pre.copy")) {
  const frame = document.createElement("div");
  const button = document.createElement("button");
  frame.className = "copier";
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Copy";
  block.replaceWith(frame);
  frame.append(block, button);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.textContent);
    button.textContent = "Copied";
  });
}
