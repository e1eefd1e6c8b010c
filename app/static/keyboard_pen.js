// Lets the arrow keys move a pen and the space bar put it down. Knows nothing of strokes or pixels.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 14;
const LEAP = 56;
const QUIET_MS = 500;

/**
 * Listen to the keys on `sheet`, which is `width` by `height` units, and call `pen.down(x, y)`,
 * `pen.move(x, y)` and `pen.up()`. `announce` says to a screen reader where the pen is.
 */
export function startKeyboardPen(sheet, cursor, { width, height }, pen, announce) {
  const at = { x: width / 2, y: height / 4 };
  const held = new Set();
  let isDown = false;
  let timer = 0;

  function say(words) {
    clearTimeout(timer);
    timer = setTimeout(() => announce(words ?? place()), words ? 0 : QUIET_MS);
  }
  const place = () =>
    `${Math.round((100 * at.x) / width)} percent from the left, ` +
    `${Math.round((100 * at.y) / height)} percent from the top`;

  function show() {
    cursor.hidden = false;
    cursor.classList.toggle("down", isDown);
    cursor.style.left = `${(100 * at.x) / width}%`;
    cursor.style.top = `${(100 * at.y) / height}%`;
  }

  function move(step) {
    for (const key of held) {
      at.x = Math.min(width, Math.max(0, at.x + ARROWS[key][0] * step));
      at.y = Math.min(height, Math.max(0, at.y + ARROWS[key][1] * step));
    }
    if (isDown) pen.move(at.x, at.y);
    say();
  }

  function lift() {
    if (!isDown) return;
    isDown = false;
    pen.up();
    say("Pen up");
  }

  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) {
      held.add(event.key);
      move(event.shiftKey ? LEAP : STEP);
    } else if (event.key === " " && !event.repeat) {
      if (isDown) {
        lift();
      } else {
        isDown = true;
        pen.down(at.x, at.y);
        say("Pen down");
      }
    } else if (event.key === "Escape") {
      lift();
    } else if (event.key !== " ") {
      return;
    }
    show();
    event.preventDefault();
  });
  sheet.addEventListener("keyup", (event) => held.delete(event.key));
  sheet.addEventListener("blur", () => {
    held.clear();
    lift();
    cursor.hidden = true;
  });
  sheet.addEventListener("pointerdown", () => {
    lift();
    cursor.hidden = true;
  });
}
