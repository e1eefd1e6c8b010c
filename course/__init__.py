"""The workbench of the course, and the `digitkit` command."""
