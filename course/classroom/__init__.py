"""Grade a class: find what was handed in, mark each piece apart, and show what troubled whom."""
