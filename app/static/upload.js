// Takes a picture from a button, a drop or the clipboard, shows it and sends it. Knows nothing of
// picture formats: the server judges what it can read.

import { showBoxes } from "./boxes.js";

/** Start the upload panel. `arrived()` is called when a picture comes while another tab is open. */
export function startUpload(panel, { read, refuse, arrived, select, maxBytes }) {
  const view = panel.querySelector(".view");
  const input = panel.querySelector("[data-file]");
  const preview = panel.querySelector("[data-preview]");
  const note = panel.querySelector("[data-note]");
  const fit = panel.querySelector(".fit");
  const boxes = panel.querySelector(".boxes");
  let name = "";
  let last = null;

  panel.querySelector("[data-choose]").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take(input.files[0]);
    input.value = ""; // so that the same file can be chosen again
  });
  document.addEventListener("paste", (event) => take(event.clipboardData?.files[0]));
  acceptDrops(view, take);

  preview.addEventListener("load", () => {
    fit.style.setProperty("--ratio", preview.naturalWidth / preview.naturalHeight);
  });
  preview.addEventListener("error", () => {
    fit.classList.add("unshown");
    arrange();
  });

  // The preview and the answer arrive in any order, and either may fail.
  function arrange() {
    const unshown = fit.classList.contains("unshown");
    const isUseful = !(unshown && last?.error);
    view.classList.toggle("filled", isUseful);
    panel.querySelector(".invite").hidden = isUseful;
    panel.querySelector(".shown").hidden = !isUseful;
    if (unshown && last?.size) fit.style.setProperty("--ratio", last.size[0] / last.size[1]);
    note.textContent = unshown && last?.size ? `${name}: this browser cannot show it, but it was read.` : name;
  }

  function take(file) {
    if (!file) return;
    arrived();
    last = null;
    name = file.name;
    fit.classList.remove("unshown");
    if (file.size > maxBytes) {
      fit.classList.add("unshown");
      refuse(`${name} has ${megabytes(file.size)} MB; at most ${megabytes(maxBytes)} MB are read.`);
      return;
    }
    arrange();
    showBoxes(boxes, null);
    URL.revokeObjectURL(preview.src);
    preview.src = URL.createObjectURL(file);
    read(file);
  }

  return {
    /** Show where the digits of `answer` lie; null when there is none. */
    show(answer, selected) {
      last = answer;
      if (name) arrange();
      showBoxes(boxes, answer, selected, select);
    },
  };
}

function acceptDrops(view, take) {
  // A picture that misses the panel would otherwise replace the page.
  addEventListener("dragover", (event) => {
    event.preventDefault();
    view.classList.add("wanted");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) view.classList.remove("wanted");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    view.classList.remove("wanted");
    take(event.dataTransfer?.files[0]);
  });
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
