// The theme wraps each copy button in a landmark without a name: to one who listens, dozens of
// places to go that are none. It does so after the page has loaded, and knows no other way.
new MutationObserver(() => {
  for (const wrapper of document.querySelectorAll(".md-code__nav:not([role])")) {
    wrapper.setAttribute("role", "none");
  }
}).observe(document.body, { childList: true, subtree: true });
