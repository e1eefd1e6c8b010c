"""The lessons of the course, read once for all the tests of a process."""

from course.catalog import read_catalog

LESSONS, FAULTS = read_catalog()
# The tour has none.
WITH_EXERCISES = [lesson for lesson in LESSONS if lesson.exercises]
