// Joins the page: every input sends its pictures, the result panel shows the answers. Knows nothing
// of how a picture is made or how an answer is drawn.

import { showBoxes } from "./boxes.js";
import { startCamera } from "./camera.js";
import { startCanvas } from "./canvas.js";
import { createResult } from "./result.js";
import { createSender } from "./send.js";
import { startTabs } from "./tabs.js";
import { startUpload } from "./upload.js";

const HINTS = {
  draw: ["Write a digit, and it is read while you write.", "This does not look like a digit. Write it large and in one piece."],
  upload: ["Choose a picture of handwritten digits.", "No digit was found. Dark ink on plain paper, in good light, is read best."],
  camera: ["Start the camera to read from paper.", "No digit in the frame. Move closer, and let it fill the frame."],
};

const page = document.querySelector(".stage");
const panels = Object.fromEntries(
  Object.keys(HINTS).map((mode) => [mode, document.getElementById(`panel-${mode}`)]),
);
const modes = Object.fromEntries(
  Object.keys(HINTS).map((mode) => [mode, { sender: createSender(page.dataset.predictUrl), answer: null, selected: 0 }]),
);
let current = "draw";

const result = createResult(document.getElementById("result"), select);

function refresh(mode) {
  const { answer, selected } = modes[mode];
  if (mode === current) result.show(answer, selected, HINTS[mode][answer ? 1 : 0]);
  if (mode === "upload") upload.show(answer, selected);
  else showBoxes(panels[mode].querySelector(".boxes"), answer?.digits?.length > 1 || mode === "camera" ? answer : null, selected);
}

function receive(mode, answer) {
  const state = modes[mode];
  // A growing drawing keeps the chosen digit chosen, as long as it has as many digits.
  if (state.answer?.digits?.length !== answer?.digits?.length) state.selected = 0;
  state.answer = answer;
  refresh(mode);
}

function select(index) {
  modes[current].selected = index;
  refresh(current);
}

function inputFor(mode) {
  return {
    async read(blob) {
      const answer = await modes[mode].sender.send(blob);
      if (answer) receive(mode, answer);
    },
    forget() {
      modes[mode].sender.forget();
      receive(mode, null);
    },
  };
}

const openTab = startTabs(document.querySelector("[role=tablist]"), (mode) => {
  if (current === "camera") camera.leave();
  current = mode;
  history.replaceState(null, "", `#${mode}`);
  refresh(mode);
});
startCanvas(panels.draw, inputFor("draw"));
const camera = startCamera(panels.camera, inputFor("camera"));
const upload = startUpload(panels.upload, {
  ...inputFor("upload"),
  select,
  refuse: (error) => receive("upload", { error }),
  arrived: () => openTab("upload"),
  maxBytes: Number(page.dataset.maxBytes),
});
refresh(current);
const followAddress = () => openTab(location.hash.slice(1));
addEventListener("hashchange", followAddress);
followAddress();
