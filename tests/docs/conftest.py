"""What the tests of the site share."""

from tests.docs.built_site import site

__all__ = ["site"]
