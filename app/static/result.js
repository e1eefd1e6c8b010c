// Draws an answer of the API: the digits, how likely each class is, and what the model saw. Knows
// nothing of where the picture came from.

const format = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
// A network is never quite certain, and a rounded 100% would say so.
const percent = (p) => (p > 0.999 ? "> 99.9%" : format.format(p));
const CLASSES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Take over the result panel; `onSelect(index)` hears which digit a person looks at. */
export function createResult(panel, onSelect) {
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const bars = [...CLASSES, "not a digit"].map(barFor);
  part("bars").append(...bars.map((bar) => bar.row));

  function show(answer, selected, hint) {
    const looked = answer?.digits?.length ? answer.digits : (answer?.candidates ?? []);
    panel.dataset.state = stateOf(answer);
    showDigits(part("digits"), answer, selected, onSelect);
    showDetail(panel, bars, looked[selected] ?? looked[0], answer);
    part("which").textContent = answer?.digits?.length > 1 ? `, digit ${selected + 1} of ${answer.digits.length}` : "";
    part("sure").textContent = answer?.digits?.length ? sureness(answer.digits[selected]) : "";
    part("sentence").textContent = answer?.error ?? (answer?.digits?.length ? "" : hint);
    part("footnote").textContent = answer?.milliseconds ? `Read in ${answer.milliseconds.toFixed(1)} ms` : "";
    announce(part("announce"), answer, hint);
  }
  return { show };
}

function stateOf(answer) {
  if (!answer) return "empty";
  if (answer.error) return "refused";
  return answer.rejected ? "rejected" : "read";
}

function showDigits(place, answer, selected, onSelect) {
  const lines = answer?.digits?.length ? answer.text.split("\n") : [];
  const longest = Math.max(1, ...lines.map((line) => line.length));
  place.dataset.size = longest > 8 || lines.length > 2 ? "many" : longest > 3 || lines.length > 1 ? "some" : "few";
  const hadFocus = place.contains(document.activeElement);
  let index = -1;
  place.replaceChildren(
    ...lines.map((line) => {
      const row = document.createElement("div");
      row.append(
        ...[...line].map((digit) => {
          index += 1;
          return digitButton(digit, index, selected, answer.digits, onSelect);
        }),
      );
      return row;
    }),
  );
  if (hadFocus) place.querySelectorAll(".digit")[selected]?.focus();
}

function digitButton(digit, index, selected, digits, onSelect) {
  const button = document.createElement("button");
  button.textContent = digit;
  button.className = "digit";
  button.setAttribute("aria-pressed", String(index === selected));
  button.setAttribute("aria-label", `${digit}, digit ${index + 1} of ${digits.length}, ${sureness(digits[index])}`);
  button.addEventListener("click", () => onSelect(index));
  return button;
}

function showDetail(panel, bars, found, answer) {
  const seen = panel.querySelector("[data-seen]");
  seen.hidden = !found;
  panel.querySelector("[data-blank]").hidden = Boolean(found);
  if (found) {
    seen.src = found.image;
    seen.alt = `The 28 by 28 pixels that the model saw${answer.rejected ? "" : ` for the ${found.digit}`}`;
  }
  const rest = found ? Math.max(0, 1 - found.probabilities.reduce((sum, p) => sum + p, 0)) : 0;
  [...(found?.probabilities ?? CLASSES.map(() => 0)), rest].forEach((p, i) => {
    bars[i].set(p, found && (answer.rejected ? i === 10 : i === found.digit), Boolean(found));
  });
}

function barFor(name) {
  const row = document.createElement("li");
  row.innerHTML = '<span class="name"></span><span class="track"><span class="bar"></span></span><span class="value"></span>';
  const [label, track, value] = row.children;
  label.textContent = name;
  return {
    row,
    set(probability, isAnswer, isKnown) {
      track.firstChild.style.transform = `scaleX(${probability})`;
      value.textContent = isKnown ? percent(probability) : "";
      row.classList.toggle("answer", Boolean(isAnswer));
    },
  };
}

const sureness = (found) => `${percent(found.confidence)} sure`;

function announce(place, answer, hint) {
  const words = answer?.error ?? (answer?.digits?.length ? `Read ${[...answer.text].join(" ")}` : answer ? hint : "");
  // A camera asks again and again: the same words are said once.
  if (place.textContent !== words) place.textContent = words;
}
