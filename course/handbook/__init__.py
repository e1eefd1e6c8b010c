"""Pages of the site that are drawn from the code, when the site is built."""
