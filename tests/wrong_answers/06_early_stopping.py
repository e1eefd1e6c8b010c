"""Mistakes planted in lesson 06."""

import math

import numpy as np

from course.planted import wrong
from digitkit.early_stopping import (
    check_mode,
    fresh_state,
    is_better,
    next_state,
    should_stop,
)

# --- 06.1 is_better ----------------------------------------------------------------------------


@wrong(
    "test_is_better_wants_a_smaller_loss",
    says="a loss should fall",
    hint=1,
    misconception="You took the larger number for the better one; of a loss, less is better.",
)
def is_better__larger_is_better(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    return value > best + min_delta if mode == "min" else value < best - min_delta


@wrong(
    "test_is_better_does_not_take_equal_for_better",
    says="come to a standstill",
    hint=2,
    misconception="You wrote <= or >=, so that a number equal to the best counts as better.",
)
def is_better__equal_counts(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    return value <= best - min_delta if mode == "min" else value >= best + min_delta


@wrong(
    "test_is_better_takes_any_first_number",
    says="cannot compare a number with None",
    hint=1,
    misconception="You forgot the first epoch: there is no best yet, best is None, and nothing can "
    "be compared with it.",
)
def is_better__no_first_epoch(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    return value < best - min_delta if mode == "min" else value > best + min_delta


@wrong(
    "test_is_better_takes_any_first_number",
    says="the first number is the best so far",
    hint=1,
    misconception="You call the first number no improvement, since there was nothing to improve "
    "on; then there is never a best.",
)
def is_better__the_first_is_not_better(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return False
    return value < best - min_delta if mode == "min" else value > best + min_delta


@wrong(
    "test_is_better_knows_zero_from_nothing",
    says="`if best is None` is true for None alone",
    hint=2,
    misconception="`not best` is true for 0 too, so a best of 0 counts as none.",
)
def is_better__zero_is_nothing(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if not best:
        return True
    return value < best - min_delta if mode == "min" else value > best + min_delta


@wrong(
    "test_is_better_asks_for_more_than_min_delta",
    says="larger than min_delta",
    hint=2,
    misconception="You did not use min_delta.",
)
def is_better__min_delta_ignored(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    return value < best if mode == "min" else value > best


@wrong(
    "test_is_better_asks_for_more_than_min_delta",
    says="An improvement must be larger",
    hint=3,
    misconception="You gave min_delta to the wrong side: it must make a number harder to beat, not "
    "easier.",
)
def is_better__min_delta_helps(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    return value < best + min_delta if mode == "min" else value > best - min_delta


@wrong(
    "test_is_better_asks_for_more_than_min_delta",
    says="just as large is not enough",
    hint=3,
    misconception="An improvement of just min_delta passes your rule; it must be larger than that.",
)
def is_better__just_min_delta(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    gain = best - value if mode == "min" else value - best
    return gain > 0 and gain >= min_delta


@wrong(
    "test_is_better_asks_for_more_than_min_delta",
    says="An improvement must be larger",
    hint=1,
    misconception="You took abs() of the difference, so that any large step counts as an "
    "improvement, also one for the worse.",
)
def is_better__any_large_step(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    better = value < best if mode == "min" else value > best
    return better or abs(value - best) > min_delta > 0


@wrong(
    "test_is_better_turns_round_for_max",
    says="as with an accuracy",
    hint=2,
    misconception="You did not use mode: an accuracy that falls would count as better.",
)
def is_better__mode_ignored(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    return best is None or value < best - min_delta


@wrong(
    "test_is_better_turns_round_for_max",
    says="must be larger by more than min_delta",
    hint=3,
    misconception='With mode="max" you still take min_delta off the best; to be hard to beat, the '
    "best must be raised.",
)
def is_better__min_delta_not_turned(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    return value < best - min_delta if mode == "min" else value > best - min_delta


@wrong(
    "test_is_better_never_takes_nan",
    says="ask whether the value IS better",
    hint=3,
    misconception="You ask whether the value is NOT worse, and NaN never is: every comparison with "
    "it is False.",
)
def is_better__not_worse(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    return not (value >= best - min_delta if mode == "min" else value <= best + min_delta)


@wrong(
    "test_is_better_refuses_another_mode",
    says="refuses such a word",
    hint=2,
    misconception="You did not call check_mode, and your else takes every word but 'min' for "
    "'max'.",
)
def is_better__any_word(value, best, min_delta=0.0, mode="min"):
    if best is None:
        return True
    return value < best - min_delta if mode == "min" else value > best + min_delta


@wrong(
    "test_is_better_refuses_another_mode",
    says="best=None",
    hint=3,
    misconception="You check the mode only after the first epoch has been let through; check it in "
    "the first line.",
)
def is_better__checks_too_late(value, best, min_delta=0.0, mode="min"):
    if best is None:
        return True
    check_mode(mode)
    return value < best - min_delta if mode == "min" else value > best + min_delta


@wrong(
    "test_is_better_takes_any_first_number",
    says="cannot compare a number with None",
    hint=1,
    misconception="You compare and do no more; the first number, min_delta and mode are missing.",
)
def is_better__only_smaller(value, best, min_delta=0.0, mode="min"):
    return value < best


@wrong(
    "test_is_better_takes_any_first_number",
    says="whatever the mode",
    hint=2,
    misconception="You took infinity for the missing best; no accuracy is above it, so with "
    "mode='max' nothing is ever better.",
)
def is_better__begins_at_infinity(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    best = math.inf if best is None else best
    return value < best - min_delta if mode == "min" else value > best + min_delta


@wrong(
    "test_is_better_wants_a_smaller_loss",
    says="gave None, expected False",
    hint=3,
    misconception="Your function says True where it should, and nothing at all elsewhere; return "
    "the comparison itself, or False at the end.",
)
def is_better__says_nothing_for_no(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    if mode == "min" and value < best - min_delta:
        return True
    if mode == "max" and value > best + min_delta:
        return True


@wrong(
    "test_is_better_wants_a_smaller_loss",
    says="gave None, expected True",
    hint=1,
    misconception="Nothing comes back. Either you print the answer, which a function gives back "
    "with return, or you ask `if check_mode(mode)`, which never holds: it returns nothing.",
)
def is_better__prints(value, best, min_delta=0.0, mode="min"):
    print(is_better(value, best, min_delta, mode))


@wrong(
    "test_is_better_asks_for_more_than_min_delta",
    says="it has not even fallen",
    hint=2,
    misconception="You take the best off the value; how far a loss has fallen is the best less "
    "the value.",
)
def is_better__difference_turned_round(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    return value - best < min_delta if mode == "min" else value - best > min_delta


@wrong(
    "test_is_better_takes_any_first_number",
    says="the TypeError bad operand",
    hint=2,
    misconception="You turn the signs round before you have asked for None, which has no sign; "
    "ask for None first.",
)
def is_better__minus_nothing(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if mode == "max":
        value, best = -value, -best
    return best is None or value < best - min_delta


@wrong(
    "test_is_better_turns_round_for_max",
    says="by more than min_delta",
    hint=2,
    misconception="For mode='max' you answer `not lower`; but not lower may be equal, a little "
    "higher, or NaN.",
)
def is_better__max_is_not_min(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None:
        return True
    lower = value < best - min_delta
    return lower if mode == "min" else not lower


@wrong(
    "test_is_better_turns_round_for_max",
    says="is_better(0.25, best=0.5",
    hint=2,
    misconception="You take a lower number for better whatever the mode is, and a higher one too "
    "with mode='max'; ask for the mode before each comparison.",
)
def is_better__either_way_for_max(value, best, min_delta=0.0, mode="min"):
    check_mode(mode)
    if best is None or value < best - min_delta:
        return True
    return mode == "max" and value > best + min_delta


@wrong(
    "test_is_better_wants_a_smaller_loss",
    says="gave None, expected True",
    hint=1,
    misconception="Nothing comes back. Either you print the answer, which a function gives back "
    "with return, or you ask `if check_mode(mode)`, which never holds: it returns nothing.",
)
def is_better__asks_check_mode(value, best, min_delta=0.0, mode="min"):
    if check_mode(mode):
        if best is None:
            return True
        return value < best - min_delta if mode == "min" else value > best + min_delta


# --- 06.2 next_state ---------------------------------------------------------------------------


@wrong(
    "test_next_state_takes_the_first_number",
    says="gave None",
    hint=1,
    misconception="You made the new state and did not return it.",
)
def next_state__no_return(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    new["epoch"] = new["epoch"]


@wrong(
    "test_next_state_takes_the_first_number",
    says="It came from epoch 0",
    hint=2,
    misconception="You counted the epoch before you noted it, so that best_epoch is one too large.",
)
def next_state__counts_too_early(state, value, min_delta=0.0, mode="min"):
    new = dict(state)
    new["epoch"] += 1
    if is_better(value, state["best"], min_delta, mode):
        new["best"], new["best_epoch"], new["wait"] = value, new["epoch"], 0
    else:
        new["wait"] += 1
    return new


@wrong(
    "test_next_state_takes_the_first_number",
    says="expected {'best': 0.75",
    hint=2,
    misconception="You note the new best and forget the epoch that it came from.",
)
def next_state__forgets_best_epoch(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    return {**new, "best_epoch": state["best_epoch"]}


@wrong(
    "test_next_state_waits_when_nothing_gets_better",
    says="one more epoch has been waited",
    hint=2,
    misconception="You do nothing in an epoch that brings nothing better; but waiting must be "
    "counted.",
)
def next_state__never_waits(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    return {**new, "wait": 0 if new["wait"] == 0 else state["wait"]}


@wrong(
    "test_next_state_waits_when_nothing_gets_better",
    says="'epoch' counts all epochs, good and bad",
    hint=2,
    misconception="You count the epoch in one branch only; every epoch counts.",
)
def next_state__counts_good_epochs_only(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    return new if new["wait"] == 0 else {**new, "epoch": state["epoch"]}


@wrong(
    "test_next_state_waits_when_nothing_gets_better",
    says="the best and its epoch stay",
    hint=1,
    misconception="You put every loss into 'best', better or not, and so compare with the epoch "
    "before.",
)
def next_state__every_loss_is_the_best(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    return {**new, "best": value}


@wrong(
    "test_next_state_waits_when_nothing_gets_better",
    says="one more epoch has been waited",
    hint=3,
    misconception="You set 'wait' to 1; it must be one more than it was.",
)
def next_state__waits_one(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    return {**new, "wait": min(new["wait"], 1)}


@wrong(
    "test_next_state_begins_to_wait_anew",
    says="Only epochs IN A ROW",
    hint=2,
    misconception="You never set 'wait' back to 0, so that bad epochs add up over the whole "
    "training.",
)
def next_state__never_begins_anew(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    return {**new, "wait": state["wait"] + (new["wait"] > 0)}


@wrong(
    "test_next_state_begins_to_wait_anew",
    says="the waiting begins again at 0",
    hint=2,
    misconception="You take one off 'wait' after a good epoch; a new best clears all of the "
    "waiting.",
)
def next_state__forgives_one(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    return new if new["wait"] else {**new, "wait": max(state["wait"] - 1, 0)}


@wrong(
    "test_next_state_hands_on_min_delta_and_mode",
    says="hand them on to it",
    hint=3,
    misconception="You did not hand min_delta and mode on to is_better.",
)
def next_state__settings_not_handed_on(state, value, min_delta=0.0, mode="min"):
    return next_state(state, value)


@wrong(
    "test_next_state_hands_on_min_delta_and_mode",
    says="mode='max'",
    hint=3,
    misconception="You handed min_delta on, and forgot mode.",
)
def next_state__mode_not_handed_on(state, value, min_delta=0.0, mode="min"):
    return next_state(state, value, min_delta)


@wrong(
    "test_next_state_leaves_the_old_state_alone",
    says="gives the same dictionary a second name",
    hint=3,
    misconception="You wrote into the state that you were given; make a new one with dict(state).",
)
def next_state__in_place(state, value, min_delta=0.0, mode="min"):
    state.update(next_state(state, value, min_delta, mode))
    return state


@wrong(
    "test_next_state_compares_with_the_best",
    says="'best' may change only when it is beaten",
    hint=2,
    misconception="After an epoch that is worse you begin with a new best, and so lose the real "
    "one.",
)
def next_state__forgets_after_a_wait(state, value, min_delta=0.0, mode="min"):
    # as it happens where two ifs stand for one if and its else
    new = next_state(state, value, min_delta, mode)
    return {**new, "best": value} if new["wait"] == 1 else new


@wrong(
    "test_next_state_follows_any_losses",
    says="the first to go astray",
    hint=2,
    misconception="You count the epochs from the best one on, and not from the beginning.",
)
def next_state__epoch_and_wait_mixed_up(state, value, min_delta=0.0, mode="min"):
    new = next_state(state, value, min_delta, mode)
    if new["wait"] > 2:
        new["epoch"] = new["wait"]
    return new


@wrong(
    "test_next_state_takes_the_first_number",
    says="'wait': 1, 'epoch': 1}, expected",
    hint=2,
    misconception="You count a wait after a good epoch too; waiting belongs into the else.",
)
def next_state__waits_always(state, value, min_delta=0.0, mode="min"):
    new = dict(state)
    if is_better(value, state["best"], min_delta, mode):
        new["best"], new["best_epoch"], new["wait"] = value, state["epoch"], 0
    new["wait"] += 1
    new["epoch"] += 1
    return new


@wrong(
    "test_next_state_waits_when_nothing_gets_better",
    says="gave {'best': None",
    hint=2,
    misconception="You begin with a fresh state in every epoch, and so forget the old one; begin "
    "with dict(state).",
)
def next_state__begins_afresh(state, value, min_delta=0.0, mode="min"):
    new = fresh_state()
    if is_better(value, state["best"], min_delta, mode):
        new["best"], new["best_epoch"], new["wait"] = value, state["epoch"], 0
    else:
        new["wait"] += 1
    new["epoch"] += 1
    return new


@wrong(
    "test_next_state_leaves_the_old_state_alone",
    says="next_state(state, 0.75) changed the state",
    hint=3,
    misconception="In a bad epoch you write into the state that you were given; make a new one "
    "there too.",
)
def next_state__in_place_when_bad(state, value, min_delta=0.0, mode="min"):
    if is_better(value, state["best"], min_delta, mode):
        return next_state(state, value, min_delta, mode)
    state["wait"] += 1
    state["epoch"] += 1
    return state


@wrong(
    "test_next_state_takes_the_first_number",
    says="unsupported operand",
    hint=3,
    misconception="You gave is_better the best first and the new number second; it takes them the "
    "other way round.",
)
def next_state__swapped_arguments(state, value, min_delta=0.0, mode="min"):
    new = dict(state)
    if is_better(state["best"], value, min_delta, mode):
        new["wait"] += 1
    else:
        new["best"], new["best_epoch"], new["wait"] = value, state["epoch"], 0
    new["epoch"] += 1
    return new


@wrong(
    "test_next_state_waits_when_nothing_gets_better",
    says="the best and its epoch stay",
    hint=2,
    misconception="Your new state begins empty, and what you do not set is lost; begin with "
    "dict(state).",
)
def next_state__begins_empty(state, value, min_delta=0.0, mode="min"):
    new = {}
    if is_better(value, state["best"], min_delta, mode):
        new["best"], new["best_epoch"], new["wait"] = value, state["epoch"], 0
    else:
        new["wait"] = state["wait"] + 1
    new["epoch"] = state["epoch"] + 1
    return new


@wrong(
    "test_next_state_takes_the_first_number",
    says="mode must be 'min' or 'max', got 0.0",
    hint=2,
    misconception="You gave is_better mode and min_delta in the wrong order; it takes min_delta "
    "first.",
)
def next_state__settings_swapped(state, value, min_delta=0.0, mode="min"):
    new = dict(state)
    if is_better(value, state["best"], mode, min_delta):
        new["best"], new["best_epoch"], new["wait"] = value, state["epoch"], 0
    else:
        new["wait"] = state["wait"] + 1
    new["epoch"] = state["epoch"] + 1
    return new


@wrong(
    "test_next_state_takes_the_first_number",
    says="The first number is the best so far",
    hint=1,
    misconception="You put the value itself in the place of the missing best, and it does not beat "
    "itself; hand the None on, is_better knows what to do with it.",
)
def next_state__beats_itself(state, value, min_delta=0.0, mode="min"):
    new = dict(state)
    best = state["best"] or value
    if is_better(value, best, min_delta, mode):
        new["best"], new["best_epoch"], new["wait"] = value, state["epoch"], 0
    else:
        new["wait"] = state["wait"] + 1
    new["epoch"] = state["epoch"] + 1
    return new


# --- 06.3 should_stop --------------------------------------------------------------------------


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="not one epoch later",
    hint=2,
    misconception="You wrote >, so that your rule waits one epoch longer than its patience.",
)
def should_stop__one_too_many(state, patience):
    return state["wait"] > patience


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="not one epoch later",
    hint=2,
    misconception="Your rule stops one epoch too early: it must wait until 'wait' has reached "
    "patience.",
)
def should_stop__one_too_few(state, patience):
    return state["wait"] > 0 and state["wait"] >= patience - 1


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="Compare 'wait'",
    hint=1,
    misconception="You compared 'epoch', which counts all epochs, also the good ones.",
)
def should_stop__counts_all_epochs(state, patience):
    return state["epoch"] >= max(patience, 1)


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="Compare 'wait'",
    hint=2,
    misconception="You turned the comparison round: it stops as long as there is patience left.",
)
def should_stop__turned_round(state, patience):
    return state["wait"] < max(patience, 1)


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="gave None",
    hint=1,
    misconception="You computed the answer and did not return it.",
)
def should_stop__no_return(state, patience):
    answer = should_stop(state, patience)
    print(answer)


@wrong(
    "test_should_stop_does_not_miss_the_moment",
    says="who misses it never stops",
    hint=2,
    misconception="== is true at one moment only; >= holds from then on.",
)
def should_stop__equal_only(state, patience):
    return state["wait"] == max(patience, 1)


@wrong(
    "test_should_stop_never_stops_after_an_improvement",
    says="that is no reason to stop",
    hint=3,
    misconception="With patience 0 your rule stops always: 'wait' is never below 0.",
)
def should_stop__patience_zero_always_stops(state, patience):
    return state["wait"] >= patience


@wrong(
    "test_should_stop_never_stops_after_an_improvement",
    says="the first epoch without improvement is the last",
    hint=3,
    misconception="You took patience 0 for 'never stop'; it means no patience at all.",
)
def should_stop__patience_zero_never_stops(state, patience):
    return patience > 0 and state["wait"] >= patience


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="give True or False back",
    hint=2,
    misconception="Your function says True at one moment, and nothing at all before and after it.",
)
def should_stop__says_nothing_for_no(state, patience):
    if state["wait"] == patience:
        return True


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="'wait': 1",
    hint=2,
    misconception="You wrote min for max: the smaller of patience and 1 is never more than 1, so "
    "there is no patience left.",
)
def should_stop__min_for_max(state, patience):
    return state["wait"] >= min(patience, 1)


@wrong(
    "test_should_stop_stops_when_patience_has_run_out",
    says="'wait': 2",
    hint=2,
    misconception="Your rule stops one epoch too early: it must wait until 'wait' has reached "
    "patience.",
)
def should_stop__epochs_since_the_best(state, patience):
    return state["epoch"] - state["best_epoch"] >= patience


# --- 06.4 test_stopping_epoch ------------------------------------------------------------------


@wrong(
    "test_your_test_lets_the_good_rule_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_stopping_epoch__returns(stopping_epoch):
    return stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3


@wrong(
    "test_your_test_lets_the_good_rule_pass",
    says="not the best one",
    hint=1,
    misconception="Your test expects the best epoch; the answer is the epoch in which patience "
    "runs out.",
)
def test_stopping_epoch__expects_the_best(stopping_epoch):
    found = stopping_epoch([0.9, 0.5, 0.6, 0.7], 2)
    assert found == 1, f"expected the best epoch, 1, got {found}"


@wrong(
    "test_your_test_lets_the_good_rule_pass",
    says="epochs begin at 0",
    hint=1,
    misconception="Your test counts epochs from 1; here the first is epoch 0.",
)
def test_stopping_epoch__counts_from_one(stopping_epoch):
    found = stopping_epoch([0.9, 0.5, 0.6, 0.7], 2)
    assert found == 4, f"expected 4, got {found}"


@wrong(
    "test_your_test_notices_one_epoch_too_many",
    says="Hold the exact epoch",
    hint=1,
    misconception="Every rule passes your test: it asserts nothing, or it asks another function "
    "than the one that it is given.",
)
def test_stopping_epoch__asserts_nothing(stopping_epoch):
    stopping_epoch([0.9, 0.5, 0.6, 0.7], 2)


@wrong(
    "test_your_test_notices_one_epoch_too_many",
    says="Hold the exact epoch",
    hint=2,
    misconception="Your test asks whether the rule stops at all, not where.",
)
def test_stopping_epoch__only_that_it_stops(stopping_epoch):
    nan = float("nan")
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7, 0.8, 0.9], 2) is not None
    assert stopping_epoch([0.9, 0.8, 0.7], 1) is None
    assert stopping_epoch([0.9, 1.0, 0.8, 1.0, 0.7], 2) is None
    assert stopping_epoch([0.5, 0.9, 0.8, 0.7, 0.6], 2) is not None
    assert stopping_epoch([0.5] * 5, 2) is not None
    assert stopping_epoch([0.5] + [nan] * 4, 2) is not None
    assert stopping_epoch([0.5, 0.6, 0.7], 1, mode="max") is None


@wrong(
    "test_your_test_notices_waiting_that_never_begins_anew",
    says="then a new best, then bad ones again",
    hint=2,
    misconception="In your losses no new best comes after a bad epoch, so the waiting never has "
    "to begin anew.",
)
def test_stopping_epoch__no_new_best(stopping_epoch):
    nan = float("nan")
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3
    assert stopping_epoch([0.9, 0.8, 0.7], 1) is None
    assert stopping_epoch([0.5, 0.9, 0.8, 0.7], 3) == 3
    assert stopping_epoch([0.5, 0.5, 0.5], 2) == 2
    assert stopping_epoch([0.5, nan, nan], 2) == 2
    assert stopping_epoch([0.5, 0.6, 0.7], 1, mode="max") is None


@wrong(
    "test_your_test_notices_that_equal_counts_as_better",
    says="losses that stand still",
    hint=2,
    misconception="Your losses never repeat the best, so your test cannot see what becomes of an "
    "equal one.",
)
def test_stopping_epoch__nothing_equal(stopping_epoch):
    nan = float("nan")
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3
    assert stopping_epoch([0.9, 1.0, 0.8, 1.0, 0.7], 2) is None
    assert stopping_epoch([0.5, 0.9, 0.8, 0.7], 3) == 3
    assert stopping_epoch([0.5, nan, nan], 2) == 2
    assert stopping_epoch([0.5, 0.6, 0.7], 1, mode="max") is None


@wrong(
    "test_your_test_notices_that_nan_counts_as_better",
    says="patience run out on some of them",
    hint=2,
    misconception="Your test cannot see what becomes of a NaN: there is none among your losses, or "
    "the answer is the same either way. Let patience run out on them.",
)
def test_stopping_epoch__no_nan(stopping_epoch):
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3
    assert stopping_epoch([0.9, 1.0, 0.8, 1.0, 0.7], 2) is None
    assert stopping_epoch([0.5, 0.9, 0.8, 0.7], 3) == 3
    assert stopping_epoch([0.5, 0.5, 0.5], 2) == 2
    assert stopping_epoch([0.5, 0.6, 0.7], 1, mode="max") is None


@wrong(
    "test_your_test_notices_a_look_at_the_epoch_before",
    says="jump up and then fall slowly",
    hint=2,
    misconception="After their best, your losses only rise: the epoch before and the best give the "
    "same answer there.",
)
def test_stopping_epoch__only_rising(stopping_epoch):
    nan = float("nan")
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3
    assert stopping_epoch([0.9, 0.8, 0.7], 1) is None
    assert stopping_epoch([0.9, 1.0, 0.8, 1.0, 0.7], 2) is None
    assert stopping_epoch([0.5, 0.5, 0.5], 2) == 2
    assert stopping_epoch([0.5, nan, nan], 2) == 2
    assert stopping_epoch([0.5, 0.6, 0.7], 1, mode="max") is None


@wrong(
    "test_your_test_notices_a_mode_that_has_no_effect",
    says="Give it rising numbers too",
    hint=3,
    misconception="Your test never asks for mode='max'.",
)
def test_stopping_epoch__losses_only(stopping_epoch):
    nan = float("nan")
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3
    assert stopping_epoch([0.9, 0.8, 0.7], 1) is None
    assert stopping_epoch([0.9, 1.0, 0.8, 1.0, 0.7], 2) is None
    assert stopping_epoch([0.5, 0.9, 0.8, 0.7], 3) == 3
    assert stopping_epoch([0.5, 0.5, 0.5], 2) == 2
    assert stopping_epoch([0.5, nan, nan], 2) == 2


@wrong(
    "test_your_test_notices_a_stop_that_never_was",
    says="hold that the answer is None",
    hint=2,
    misconception="In each of your cases the rule stops; give it one in which it must not.",
)
def test_stopping_epoch__always_a_stop(stopping_epoch):
    nan = float("nan")
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7, 0.8], 2) == 3
    assert stopping_epoch([0.9, 1.0, 0.8, 1.0, 1.0], 2) == 4
    assert stopping_epoch([0.5, 0.9, 0.8, 0.7], 3) == 3
    assert stopping_epoch([0.5, 0.5, 0.5], 2) == 2
    assert stopping_epoch([0.5, nan, nan], 2) == 2
    assert stopping_epoch([0.5, 0.6, 0.7, 0.6], 1, mode="max") == 3


@wrong(
    "test_your_test_notices_counting_from_one",
    says="Hold the number of the epoch itself",
    hint=2,
    misconception="Your test holds that the rule has stopped by the end of the losses; hold the "
    "very number of the epoch.",
)
def test_stopping_epoch__not_none(stopping_epoch):
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) is not None


@wrong(
    "test_your_test_notices_that_nan_counts_as_better",
    says="patience run out on some of them",
    hint=2,
    misconception="Your test cannot see what becomes of a NaN: there is none among your losses, or "
    "the answer is the same either way. Let patience run out on them.",
)
def test_stopping_epoch__nan_before_a_new_best(stopping_epoch):
    nan = float("nan")
    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3
    assert stopping_epoch([0.9, 1.0, 0.8, 1.0, 0.7], 2) is None
    assert stopping_epoch([0.5, 0.9, 0.8, 0.7], 3) == 3
    assert stopping_epoch([0.5, 0.5, 0.5], 2) == 2
    assert stopping_epoch([0.5, nan, 0.4], 2) is None
    assert stopping_epoch([0.5, 0.6, 0.7], 1, mode="max") is None


@wrong(
    "test_your_test_notices_one_epoch_too_many",
    says="Hold the exact epoch",
    hint=1,
    misconception="Every rule passes your test: it asserts nothing, or it asks another function "
    "than the one that it is given.",
)
def test_stopping_epoch__asks_another_function(stopping_epoch):
    from digitkit.early_stopping import stopping_epoch

    assert stopping_epoch([0.9, 0.5, 0.6, 0.7], 2) == 3


# --- 06.5 train_patiently ----------------------------------------------------------------------


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="A list of the same arrays is no copy",
    hint=2,
    misconception="The arrays hold the last weights still. Either you kept the arrays themselves "
    "(a list of them is no copy), or you copied in every epoch and not only after a new best, or "
    "the copies were never written back.",
)
def train_patiently__a_second_name(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = weights
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = weights
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="A list of the same arrays is no copy",
    hint=2,
    misconception="The arrays hold the last weights still. Either you kept the arrays themselves "
    "(a list of them is no copy), or you copied in every epoch and not only after a new best, or "
    "the copies were never written back.",
)
def train_patiently__a_shallow_copy(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = list(weights)
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = list(weights)
    weights[:] = best_weights
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="after each new best",
    hint=1,
    misconception="You keep the weights before the epoch whose loss is best, not those after it.",
)
def train_patiently__copies_too_early(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        before = [array.copy() for array in weights]
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = before
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="after each new best",
    hint=2,
    misconception="You keep the weights of the first epoch only; every new best needs a new copy.",
)
def train_patiently__keeps_the_first(train_epoch, weights, patience, max_epochs=100):
    state, best_weights = fresh_state(), None
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if best_weights is None:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_brings_them_back_when_the_epochs_run_out",
    says="however it ended",
    hint=3,
    misconception="You bring the best weights back only where patience ran out; where the epochs "
    "ran out, the last weights stay.",
)
def train_patiently__only_when_stopped(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    for _ in range(max_epochs):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
        if should_stop(state, patience):
            for array, best in zip(weights, best_weights, strict=True):
                array[...] = best
            break
    return state


@wrong(
    "test_train_patiently_changes_the_arrays_themselves",
    says="the network knows nothing of it",
    hint=3,
    misconception="weights[:] = best_weights puts other arrays into the list; the network still "
    "holds the old ones.",
)
def train_patiently__other_arrays(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    weights[:] = best_weights
    return state


@wrong(
    "test_train_patiently_changes_the_arrays_themselves",
    says="`weights = best_weights`",
    hint=3,
    misconception="The arrays hold the last weights still. Either you kept the arrays themselves "
    "(a list of them is no copy), or you copied in every epoch and not only after a new best, or "
    "the copies were never written back.",
)
def train_patiently__renames(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    weights = best_weights
    return state


@wrong(
    "test_train_patiently_stops_after_max_epochs",
    says="60 and more",
    hint=2,
    misconception="You did not use max_epochs; as long as the loss falls, your training never "
    "ends.",
)
def train_patiently__for_ever(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_when_patience_runs_out",
    says="Ask should_stop with each NEW state",
    hint=2,
    misconception="You did not ask should_stop, so that all epochs are trained.",
)
def train_patiently__no_patience(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs:
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_when_patience_runs_out",
    says="and no longer",
    hint=2,
    misconception="You ask should_stop with the state before the epoch, and so train one epoch too "
    "many.",
)
def train_patiently__asks_too_late(train_epoch, weights, patience, max_epochs=100):
    state, before = fresh_state(), fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(before, patience):
        before = state
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_gives_the_last_state",
    says="give the last state back",
    hint=3,
    misconception="You gave the weights back and not the state.",
)
def train_patiently__gives_the_weights(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return weights


@wrong(
    "test_train_patiently_takes_any_training",
    says="which has the lowest loss",
    hint=1,
    misconception="You keep a copy whenever the loss is lower than in the epoch before, not when "
    "it is lower than the best.",
)
def train_patiently__better_than_before(train_epoch, weights, patience, max_epochs=100):
    state, before = fresh_state(), math.inf
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        loss = train_epoch(weights)
        state = next_state(state, loss)
        if loss < before:
            best_weights = [array.copy() for array in weights]
        before = loss
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_lets_training_go_on",
    says="never get past the first jump",
    hint=2,
    misconception="You bring the best weights back in every epoch; training must go on from where "
    "it is.",
)
def train_patiently__thrown_back(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
        for array, best in zip(weights, best_weights, strict=True):
            array[...] = best
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="write the copies into the arrays at the end",
    hint=3,
    misconception="You return as soon as patience runs out, and so never come to the lines that "
    "bring the best weights back.",
)
def train_patiently__returns_too_early(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    for _ in range(max_epochs):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
        if should_stop(state, patience):
            return state
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_after_max_epochs",
    says="trained for 6 epochs, expected 5",
    hint=2,
    misconception="You wrote <= and train one epoch more than max_epochs; epochs are counted from "
    "0.",
)
def train_patiently__one_more_than_max(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] <= max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_when_patience_runs_out",
    says="60 and more",
    hint=1,
    misconception="You call next_state and throw its answer away, so that the state stays as it "
    "was at the beginning.",
)
def train_patiently__state_thrown_away(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        next_state(state, train_epoch(weights))
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="[0.0, 0.0]",
    hint=1,
    misconception="You compare best_epoch with epoch in the new state, where epoch is one ahead, "
    "so nothing is ever copied; a wait of 0 says that it was a new best.",
)
def train_patiently__epoch_is_one_ahead(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["best_epoch"] == state["epoch"]:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="after each new best",
    hint=1,
    misconception="The arrays hold the last weights still. Either you kept the arrays themselves "
    "(a list of them is no copy), or you copied in every epoch and not only after a new best, or "
    "the copies were never written back.",
)
def train_patiently__copies_every_epoch(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_after_max_epochs",
    says="60 and more",
    hint=2,
    misconception="You wrote `or`: training then ends only when the epochs AND the patience have "
    "run out; either is enough, so join the two conditions with `and`.",
)
def train_patiently__or_for_and(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs or not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_takes_any_training",
    says="has NOT run out",
    hint=2,
    misconception="You left out the `not`: at the beginning patience has not run out, so not one "
    "epoch is trained.",
)
def train_patiently__not_left_out(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_after_max_epochs",
    says="call it once in each round",
    hint=2,
    misconception="You call train_epoch twice in each round, once to train and once for the loss; "
    "every call trains.",
)
def train_patiently__trains_twice(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        train_epoch(weights)
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_after_max_epochs",
    says="call it once in each round",
    hint=2,
    misconception="You train once, before the loop, and feed the rule with the same loss again "
    "and again.",
)
def train_patiently__trains_once(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    loss = train_epoch(weights)
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, loss)
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_when_patience_runs_out",
    says="`state = next_state(state, loss)`",
    hint=2,
    misconception="You gave patience to next_state, which takes it for min_delta; only "
    "should_stop wants it.",
)
def train_patiently__patience_for_min_delta(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best_weights = [array.copy() for array in weights]
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights), patience)
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_gives_the_last_state",
    says="'epoch': 1",
    hint=1,
    misconception="You begin with a fresh state in every epoch, so that each loss is the first "
    "one and the best; make it once, before the loop.",
)
def train_patiently__fresh_every_time(train_epoch, weights, patience, max_epochs=100):
    for _ in range(max_epochs):
        state = next_state(fresh_state(), train_epoch(weights))
        if state["wait"] == 0:
            best_weights = [array.copy() for array in weights]
        if should_stop(state, patience):
            break
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="copy each array",
    hint=2,
    misconception="You keep and bring back the first array only; a network has many.",
)
def train_patiently__first_array_only(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    best = weights[0].copy()
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best = weights[0].copy()
    weights[0][...] = best
    return state


@wrong(
    "test_train_patiently_brings_the_best_weights_back",
    says="inhomogeneous",
    hint=2,
    misconception="np.array makes one table of all the arrays, and arrays of different shapes do "
    "not fit into one; copy each, into a list.",
)
def train_patiently__one_table(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        state = next_state(state, train_epoch(weights))
        if state["wait"] == 0:
            best_weights = np.array(weights)
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state


@wrong(
    "test_train_patiently_stops_when_patience_runs_out",
    says="'<' not supported",
    hint=1,
    misconception="You compare the loss with the best yourself, and before the first epoch there "
    "is none. Let next_state compare: a wait of 0 says that it was a new best.",
)
def train_patiently__compares_with_none(train_epoch, weights, patience, max_epochs=100):
    state = fresh_state()
    while state["epoch"] < max_epochs and not should_stop(state, patience):
        loss = train_epoch(weights)
        if loss < state["best"]:
            best_weights = [array.copy() for array in weights]
        state = next_state(state, loss)
    for array, best in zip(weights, best_weights, strict=True):
        array[...] = best
    return state
