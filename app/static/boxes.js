// Draws a box around every digit that was found, on top of a picture. Knows nothing of that picture
// but that the layer covers exactly what was sent.

/** Show the boxes of `answer` in `layer`; with `onSelect` each one is a button. */
export function showBoxes(layer, answer, selected, onSelect) {
  const hadFocus = layer.contains(document.activeElement);
  layer.replaceChildren();
  if (!answer?.size) return;
  const [width, height] = answer.size;
  answer.digits.forEach((found, index) => {
    const box = document.createElement(onSelect ? "button" : "span");
    const [x, y, w, h] = found.box;
    box.className = "box";
    box.classList.toggle("low", y < 0.08 * height);
    // Through the style object, which the content security policy allows; a style attribute is not.
    box.style.left = percent(x, width);
    box.style.top = percent(y, height);
    box.style.width = percent(w, width);
    box.style.height = percent(h, height);
    box.dataset.digit = found.digit;
    if (onSelect) {
      box.setAttribute("aria-label", `Digit ${found.digit}, ${index + 1} of ${answer.digits.length}`);
      box.setAttribute("aria-pressed", String(index === selected));
      box.addEventListener("click", () => onSelect(index));
    }
    box.classList.toggle("selected", index === selected);
    layer.append(box);
  });
  if (hadFocus) layer.children[selected]?.focus();
}

const percent = (part, whole) => `${((100 * part) / whole).toFixed(3)}%`;
