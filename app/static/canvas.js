// Turns pen, finger, mouse and keys into a drawing, and sends it while it grows. Knows nothing of
// how an answer is shown.

import { startKeyboardPen } from "./keyboard_pen.js";
import { createDrawing, HEIGHT, WIDTH } from "./strokes.js";

const SENT_WIDTH = 320;
const QUIET_MS = 90;

/** Start the drawing panel; `read(blob)` is called with a PNG, `forget()` when the sheet is blank. */
export function startCanvas(panel, { read, forget }) {
  const sheet = panel.querySelector(".sheet");
  const context = sheet.getContext("2d");
  const drawing = createDrawing();
  const say = panel.querySelector("[data-announce]");
  const slider = panel.querySelector("[data-pen-width]");
  let erases = false;
  let painted = 0;
  let timer = 0;

  function changed() {
    painted ||= requestAnimationFrame(repaint);
    // Not a debounce that waits for a rest: the digit is read while it is being written.
    timer ||= setTimeout(send, QUIET_MS);
    panel.querySelector("[data-act=undo]").setAttribute("aria-disabled", String(!drawing.canUndo));
    panel.querySelector("[data-act=redo]").setAttribute("aria-disabled", String(!drawing.canRedo));
    panel.querySelector("[data-act=clear]").setAttribute("aria-disabled", String(drawing.isEmpty));
    panel.querySelector(".invitation").hidden = !drawing.isEmpty;
  }

  function repaint() {
    painted = 0;
    drawing.paint(context, getComputedStyle(sheet).color);
  }

  async function send() {
    timer = 0;
    if (drawing.isEmpty) return forget();
    return read(await pictureOf(drawing));
  }

  const pen = {
    down(x, y) {
      drawing.begin(x, y, Number(slider.value) * (erases ? 1.6 : 1), erases);
      changed();
    },
    move(x, y) {
      drawing.extend(x, y);
      changed();
    },
    up: changed,
  };

  const acts = {
    undo: () => drawing.undo(),
    redo: () => drawing.redo(),
    clear: () => drawing.isEmpty || drawing.clear(),
  };
  function act(name) {
    acts[name]();
    changed();
    say.textContent = { undo: "Undone", redo: "Done again", clear: "Cleared" }[name];
  }

  listenToPointer(sheet, pen);
  startKeyboardPen(sheet, panel.querySelector(".cursor"), { width: WIDTH, height: HEIGHT }, pen, (words) => {
    say.textContent = words;
  });
  for (const button of panel.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") act(button.dataset.act);
    });
  }
  for (const button of panel.querySelectorAll("[data-tool]")) {
    button.addEventListener("click", () => {
      erases = button.dataset.tool === "eraser";
      for (const other of panel.querySelectorAll("[data-tool]")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
    });
  }
  panel.addEventListener("keydown", (event) => {
    const name = shortcut(event, sheet);
    if (!name) return;
    act(name);
    event.preventDefault();
  });
  const showWidth = () => panel.style.setProperty("--pen", slider.value / WIDTH);
  slider.addEventListener("input", showWidth);
  showWidth();

  new ResizeObserver(() => {
    sheet.width = Math.round(sheet.clientWidth * devicePixelRatio);
    sheet.height = Math.round((sheet.width * HEIGHT) / WIDTH);
    repaint();
  }).observe(sheet);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
}

function listenToPointer(sheet, pen) {
  let pointer = null;
  const unitsOf = (event) => {
    const frame = sheet.getBoundingClientRect();
    return [
      ((event.clientX - frame.left) / frame.width) * WIDTH,
      ((event.clientY - frame.top) / frame.height) * HEIGHT,
    ];
  };
  sheet.addEventListener("pointerdown", (event) => {
    if (pointer !== null || event.button !== 0) return;
    pointer = event.pointerId;
    sheet.setPointerCapture(pointer);
    pen.down(...unitsOf(event));
  });
  sheet.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    // A quick hand moves several times within one frame; the browser keeps those points for us.
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length ? all : [event]) pen.move(...unitsOf(each));
  });
  const lift = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    pen.up();
  };
  sheet.addEventListener("pointerup", lift);
  sheet.addEventListener("pointercancel", lift);
}

function shortcut(event, sheet) {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === "z") return event.shiftKey ? "redo" : "undo";
  if ((event.ctrlKey || event.metaKey) && key === "y") return "redo";
  if ((key === "delete" || key === "backspace") && event.target === sheet) return "clear";
  return null;
}

async function pictureOf(drawing) {
  const ink = canvasFor({ willReadFrequently: true });
  drawing.paint(ink, "black");
  // Black on white whatever the colours of the page, and opaque, which is the quickest to send.
  const sheet = canvasFor({ willReadFrequently: true, alpha: false });
  sheet.fillStyle = "white";
  sheet.fillRect(0, 0, sheet.canvas.width, sheet.canvas.height);
  sheet.drawImage(ink.canvas, 0, 0);
  return new Promise((done) => sheet.canvas.toBlob(done, "image/png"));
}

function canvasFor(options) {
  const canvas = document.createElement("canvas");
  canvas.width = SENT_WIDTH;
  canvas.height = (SENT_WIDTH * HEIGHT) / WIDTH;
  return canvas.getContext("2d", options);
}
