// Shows the live camera and sends what is inside the aim box, again and again. Knows nothing of how
// an answer is shown.

const SENT_SIDE = 400;
const REST_MS = 80;
const REASONS = {
  NotFoundError: "No camera was found. Connect one, or upload a picture instead.",
  NotAllowedError: "The browser may not use the camera. Allow it for this page (beside the address), then start it again.",
  NotReadableError: "Another program is using the camera. Close it, then start again.",
  insecure: "The camera needs a safe connection: open this page on localhost, or over HTTPS.",
  hidden: "The camera was switched off while this page was out of sight.",
  ended: "The camera is gone. Connect it, then start again.",
};

/** Start the camera panel; `read(blob)` promises when the next picture may come. */
export function startCamera(panel, { read, forget }) {
  const view = panel.querySelector(".view");
  const video = panel.querySelector("video");
  const message = panel.querySelector("[data-message]");
  const buttons = Object.fromEntries(
    [...panel.querySelectorAll("[data-act]")].map((button) => [button.dataset.act, button]),
  );
  let stream = null;
  let state = "off";

  function enter(next, words) {
    state = view.dataset.state = next;
    const runs = next === "live" || next === "frozen";
    buttons.start.hidden = runs || next === "starting";
    buttons.freeze.hidden = buttons.stop.hidden = !runs;
    buttons.freeze.setAttribute("aria-pressed", String(next === "frozen"));
    panel.querySelector(".aim").hidden = !runs;
    panel.querySelector(".invite").hidden = runs;
    if (words) message.textContent = words;
    view.classList.toggle("troubled", Boolean(words) && next === "off");
  }

  async function start(wanted = { facingMode: { ideal: "environment" } }) {
    if (!isSecureContext || !navigator.mediaDevices) return stop(REASONS.insecure);
    release();
    enter("starting", "Waiting for the camera …");
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      if (state !== "starting") return opened.getTracks().forEach((track) => track.stop());
      stream = opened;
      stream.getVideoTracks()[0].addEventListener("ended", () => stop(REASONS.ended));
      video.srcObject = stream;
      await video.play();
    } catch (error) {
      return stop(REASONS[error.name] ?? `The camera cannot be used: ${error.message}`);
    }
    enter("live");
    buttons.switch.hidden = (await cameras()).length < 2;
    return keepReading(stream);
  }

  async function keepReading(mine) {
    while (stream === mine && state === "live") {
      const blob = await grab(video, panel.querySelector(".aim"));
      if (stream === mine && state === "live" && blob) await read(blob);
      await new Promise((done) => setTimeout(done, REST_MS));
    }
  }

  function release() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = video.srcObject = null;
    forget();
  }

  function stop(words) {
    release();
    buttons.switch.hidden = true;
    enter("off", words ?? "Point the camera at a digit on paper");
    view.classList.toggle("troubled", Boolean(words));
  }

  async function turn() {
    const { facingMode, deviceId } = stream.getVideoTracks()[0].getSettings();
    if (facingMode) return start({ facingMode: { ideal: facingMode === "user" ? "environment" : "user" } });
    const all = await cameras();
    const next = all[(all.findIndex((one) => one.deviceId === deviceId) + 1) % all.length];
    return start({ deviceId: { exact: next.deviceId } });
  }

  function freeze() {
    if (state === "frozen") {
      video.play();
      enter("live");
      return keepReading(stream);
    }
    video.pause();
    return enter("frozen");
  }

  buttons.start.addEventListener("click", () => start());
  buttons.stop.addEventListener("click", () => stop());
  buttons.freeze.addEventListener("click", freeze);
  buttons.switch.addEventListener("click", turn);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && state !== "off") stop(REASONS.hidden);
  });
  addEventListener("pagehide", () => stop());

  return {
    /** Switch the camera off, as when another tab is opened. */
    leave: () => state !== "off" && stop(),
  };
}

async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === "videoinput");
}

async function grab(video, aim) {
  const seen = video.getBoundingClientRect();
  const frame = aim.getBoundingClientRect();
  // The video covers its frame, so one of its sides sticks out evenly.
  const scale = Math.max(seen.width / video.videoWidth, seen.height / video.videoHeight);
  const left = (frame.left - seen.left - (seen.width - video.videoWidth * scale) / 2) / scale;
  const top = (frame.top - seen.top - (seen.height - video.videoHeight * scale) / 2) / scale;
  const [width, height] = [frame.width / scale, frame.height / scale];
  const shrink = Math.min(1, SENT_SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * shrink);
  canvas.height = Math.round(height * shrink);
  if (!canvas.width || !canvas.height) return null;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
}
