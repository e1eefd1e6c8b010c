// Makes a list of buttons behave as tabs (WAI-ARIA pattern). Knows nothing of what the panels hold.

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** Wire the tabs in `list`; `onOpen(name)` hears of every change. Returns a function that opens one by name. */
export function startTabs(list, onOpen) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const nameOf = (tab) => tab.id.replace("tab-", "");

  function open(tab) {
    if (tab.getAttribute("aria-selected") === "true") return;
    for (const other of tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    onOpen(nameOf(tab));
  }

  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) open(tab);
  });
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const goal = { Home: 0, End: tabs.length - 1 }[event.key] ?? at + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(goal)) return;
    const tab = tabs[(goal + tabs.length) % tabs.length];
    tab.focus();
    open(tab);
    event.preventDefault();
  });
  return (name) => {
    const tab = tabs.find((one) => nameOf(one) === name);
    if (tab) open(tab);
  };
}
