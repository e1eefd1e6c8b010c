// The theme lets a table that is too wide scroll sideways. What scrolls must be reached with the
// keyboard, and be said to do so; a table that fits is no stop on the way.
function name() {
  for (const wrapper of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (wrapper.scrollWidth > wrapper.clientWidth) {
      wrapper.tabIndex = 0;
      wrapper.setAttribute("role", "group");
      wrapper.setAttribute("aria-label", "A table that scrolls sideways");
    } else {
      ["tabindex", "role", "aria-label"].forEach((each) => wrapper.removeAttribute(each));
    }
  }
}
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", name);
