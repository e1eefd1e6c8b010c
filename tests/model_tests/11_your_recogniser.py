"""The test that lesson 11 asks for, as one might write it."""

from digitkit.synthesis import write_page


def test_read_digits(read):
    """Hold that ``read(picture)`` gives the text that stands on a picture.

    Fail (with ``assert``) where `read` breaks one of its promises, and let a good one pass:

    - all ten digits are read, from left to right and line by line, as a text;
    - lines are parted by a newline, and a zero at the front stays;
    - on blank paper nothing stands: the text is empty;
    - small and large writing is read, and light ink on dark as well;
    - the picture that was given is not changed.

    Parameters
    ----------
    read : callable
        Called as ``read(picture)``, with a picture of uint8 and shape (height, width).
    """
    for text in ("0123456789", "407\n19", "1", ""):
        for size in (20, 56, 120):
            page = write_page(text, size)
            before = page.copy()
            assert read(page) == text, f"{text!r}, {size} pixels high, was read as {read(page)!r}"
            assert (page == before).all(), "the picture was changed"
            assert read(255 - page) == text, f"light ink on dark: {read(255 - page)!r}"
