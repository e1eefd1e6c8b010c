"""The tests that lesson 06 asks for, as one might write them."""


def test_stopping_epoch(stopping_epoch):
    """Hold that ``stopping_epoch(losses, patience)`` stops just when the rule says so.

    Fail (with ``assert``) where `stopping_epoch` breaks one of its promises, and let a good one
    pass:

    - it gives the epoch in which patience runs out, the first epoch being 0;
    - it gives None when patience never runs out;
    - only epochs in a row count: a new best begins the waiting anew;
    - a loss is compared with the best so far, and one that equals it is not better;
    - NaN is never better;
    - with ``mode="max"`` larger numbers are better.

    Parameters
    ----------
    stopping_epoch : callable
        Called as ``stopping_epoch(losses, patience)`` or
        ``stopping_epoch(losses, patience, mode="max")``.
    """
    nan = float("nan")
    for losses, patience, expected in [
        ([0.9, 0.5, 0.6, 0.7, 0.4], 2, 3),
        ([0.9, 0.8, 0.7, 0.6], 1, None),
        ([0.9, 1.0, 0.8, 1.0, 0.7, 1.0], 2, None),
        ([0.5, 0.9, 0.8, 0.7], 3, 3),
        ([0.5, 0.5, 0.5], 2, 2),
        ([0.5, nan, nan], 2, 2),
    ]:
        found = stopping_epoch(losses, patience)
        assert found == expected, f"{losses}, patience {patience}: {found}, not {expected}"
    found = stopping_epoch([0.5, 0.6, 0.7], 1, mode="max")
    assert found is None, f"rising accuracy: stopped at {found}"
