"""What a learner's rule for stopping must keep: lesson 06."""

import numpy as np

# --- 06.1 is_better ----------------------------------------------------------------------------


def test_is_better_wants_a_smaller_loss(is_better):
    for value, best, expected in [(0.25, 0.5, True), (0.75, 0.5, False)]:
        answer = is_better(value, best)
        assert answer == expected, (
            f"is_better({value}, best={best}) gave {answer!r}, expected {expected}. With "
            'mode="min", which is what counts when nobody says otherwise, a smaller number is '
            "better: a loss should fall."
        )


def test_is_better_does_not_take_equal_for_better(is_better):
    for mode in ("min", "max"):
        answer = is_better(0.5, 0.5, mode=mode)
        assert not answer, (
            f'is_better(0.5, best=0.5, mode="{mode}") gave {answer!r}, expected False. A number '
            "that only equals the best is no improvement. With <= or >= a training that has come "
            "to a standstill would look as if it got better and better, and would never stop."
        )


def test_is_better_takes_any_first_number(is_better):
    for value, mode in [(7.5, "min"), (0.125, "max"), (0.0, "min")]:
        try:
            answer = is_better(value, None, mode=mode)
        except TypeError as error:
            answer = f"the TypeError {error!s:.90}"
        assert isinstance(answer, bool | np.bool_) and answer, (
            f'is_better({value}, best=None, mode="{mode}") gave {answer}, expected True. None '
            "means that there is no best yet, so that the first number is the best so far, "
            "whatever the mode. Python cannot compare a number with None: ask `best is None` "
            "before you compare."
        )


def test_is_better_knows_zero_from_nothing(is_better):
    answer = is_better(0.5, 0.0)
    assert not answer, (
        f"is_better(0.5, best=0.0) gave {answer!r}, expected False. A best of 0 is a best, and 0.5 "
        "is worse. `if not best` is true for 0 as well as for None; `if best is None` is true for "
        "None alone."
    )


def test_is_better_asks_for_more_than_min_delta(is_better):
    for value, expected in [
        (0.875, False),
        (0.625, False),
        (0.375, False),
        (0.25, False),
        (0.125, True),
    ]:
        answer = is_better(value, 0.5, min_delta=0.25)
        fallen = f"it has fallen by {0.5 - value}" if value < 0.5 else "it has not even fallen"
        assert answer == expected, (
            f"is_better({value}, best=0.5, min_delta=0.25) gave {answer!r}, expected {expected}: "
            f"{fallen}. An improvement must be larger than min_delta, just as large is not enough: "
            "here a loss must be below 0.25, however far above 0.5 the others are."
        )


def test_is_better_turns_round_for_max(is_better):
    cases = [(0.75, 0.5, 0.0, True), (0.25, 0.5, 0.0, False)]
    cases += [(0.625, 0.5, 0.25, False), (0.75, 0.5, 0.25, False), (0.875, 0.5, 0.25, True)]
    for value, best, min_delta, expected in cases:
        answer = is_better(value, best, min_delta=min_delta, mode="max")
        assert answer == expected, (
            f'is_better({value}, best={best}, min_delta={min_delta}, mode="max") gave {answer!r}, '
            f'expected {expected}. With mode="max" a larger number is better, as with an '
            "accuracy, and it must be larger by more than min_delta."
        )


def test_is_better_never_takes_nan(is_better):
    for mode in ("min", "max"):
        answer = is_better(float("nan"), 0.5, mode=mode)
        assert not answer, (
            f'is_better(nan, best=0.5, mode="{mode}") gave {answer!r}, expected False. NaN is what '
            "comes out when a training has blown up; it is better than nothing. Every comparison "
            "with NaN is False: so ask whether the value IS better, not whether it is NOT worse."
        )


def test_is_better_refuses_another_mode(is_better):
    for best in (0.5, None):
        try:
            answer = is_better(0.25, best, mode="auto")
        except ValueError:
            continue
        raise AssertionError(
            f'is_better(0.25, best={best}, mode="auto") gave {answer!r}, expected a ValueError. '
            "A last `else` takes every word that it does not know for one that it knows, and a "
            "slip of the pen turns the rule upside down. check_mode(mode), in the first line, "
            "refuses such a word."
        )


# --- 06.2 next_state ---------------------------------------------------------------------------


def test_next_state_takes_the_first_number(next_state):
    state = {"best": None, "best_epoch": None, "wait": 0, "epoch": 0}
    new = next_state(state, 0.75)
    expected = {"best": 0.75, "best_epoch": 0, "wait": 0, "epoch": 1}
    assert new == expected, (
        f"next_state({{'best': None, 'best_epoch': None, 'wait': 0, 'epoch': 0}}, 0.75) gave "
        f"{new}, expected {expected}. The first number is the best so far. It came from epoch 0, "
        "which is what stood under 'epoch' before; afterwards one epoch has been seen. "
        "Give the new state back with `return`."
    )


def test_next_state_waits_when_nothing_gets_better(next_state):
    new = next_state({"best": 0.5, "best_epoch": 1, "wait": 1, "epoch": 3}, 0.75)
    expected = {"best": 0.5, "best_epoch": 1, "wait": 2, "epoch": 4}
    assert new == expected, (
        "next_state({'best': 0.5, 'best_epoch': 1, 'wait': 1, 'epoch': 3}, 0.75) gave "
        f"{new}, expected {expected}. 0.75 is not better than 0.5: the best and its epoch stay, "
        "and one more epoch has been waited. 'epoch' counts all epochs, good and bad."
    )


def test_next_state_begins_to_wait_anew(next_state):
    new = next_state({"best": 0.5, "best_epoch": 1, "wait": 2, "epoch": 4}, 0.25)
    expected = {"best": 0.25, "best_epoch": 4, "wait": 0, "epoch": 5}
    assert new == expected, (
        "next_state({'best': 0.5, 'best_epoch': 1, 'wait': 2, 'epoch': 4}, 0.25) gave "
        f"{new}, expected {expected}. 0.25 is a new best: it came from epoch 4, and the waiting "
        "begins again at 0. Only epochs IN A ROW may use up the patience."
    )


def test_next_state_compares_with_the_best(next_state):
    state = {"best": None, "best_epoch": None, "wait": 0, "epoch": 0}
    for value in (0.25, 0.75, 0.5):
        state = next_state(state, value)
    expected = {"best": 0.25, "best_epoch": 0, "wait": 2, "epoch": 3}
    assert state == expected, (
        f"After the losses 0.25, 0.75, 0.5 the state is {state}, expected {expected}. 0.5 is "
        "better than the epoch before, and that is not the question: it is worse than the best, "
        "0.25. So 'best' may change only when it is beaten."
    )


def test_next_state_hands_on_min_delta_and_mode(next_state):
    state = {"best": 0.5, "best_epoch": 0, "wait": 0, "epoch": 1}
    for settings, value, wait in [
        ({"min_delta": 0.25}, 0.375, 1),
        ({"mode": "max"}, 0.75, 0),
        ({"mode": "max"}, 0.25, 1),
    ]:
        new = next_state(dict(state), value, **settings)
        words = ", ".join(f"{name}={given!r}" for name, given in settings.items())
        assert new["wait"] == wait, (
            f"next_state({state}, {value}, {words}) gave {new}, expected 'wait': {wait}. min_delta "
            "and mode belong to is_better: hand them on to it, or it works with its own defaults."
        )


def test_next_state_leaves_the_old_state_alone(next_state):
    for value in (0.25, 0.75):
        state = {"best": 0.5, "best_epoch": 0, "wait": 1, "epoch": 2}
        next_state(state, value)
        assert state == {"best": 0.5, "best_epoch": 0, "wait": 1, "epoch": 2}, (
            f"next_state(state, {value}) changed the state that it was given: it was "
            f"{{'best': 0.5, 'best_epoch': 0, 'wait': 1, 'epoch': 2}} and is {state}. Whoever "
            "keeps it, to try another patience or to go on after a crash, has it spoiled. "
            "`new = state` gives the same dictionary a second name; dict(state) makes a new one."
        )


def test_next_state_follows_any_losses(next_state, rng):
    losses = (rng.permutation(64)[:12] / 64).tolist()
    state = {"best": None, "best_epoch": None, "wait": 0, "epoch": 0}
    for epoch, loss in enumerate(losses):
        state = next_state(state, loss)
        best_epoch = int(np.argmin(losses[: epoch + 1]))
        expected = {
            "best": losses[best_epoch],
            "best_epoch": best_epoch,
            "wait": epoch - best_epoch,
            "epoch": epoch + 1,
        }
        assert state == expected, (
            f"After the losses {losses[: epoch + 1]} the state is {state}, expected {expected}. "
            "Compare the two entry by entry: which one is the first to go astray?"
        )


# --- 06.3 should_stop --------------------------------------------------------------------------


def test_should_stop_stops_when_patience_has_run_out(should_stop):
    cases = [(0, 3, False), (1, 3, False), (2, 3, False), (3, 3, True), (0, 1, False), (1, 1, True)]
    for wait, patience, expected in cases:
        state = {"best": 0.5, "best_epoch": 4, "wait": wait, "epoch": 5 + wait}
        answer = should_stop(state, patience)
        assert answer == expected, (
            f"should_stop({state}, patience={patience}) gave {answer!r}, expected {expected}. "
            f"The epochs in a row that have brought nothing better: {wait}. The rule stops when "
            f"there are {patience} of them, no sooner and not one epoch later. Compare 'wait', "
            "which begins anew after each new best, and give True or False back."
        )


def test_should_stop_does_not_miss_the_moment(should_stop):
    state = {"best": 0.5, "best_epoch": 0, "wait": 5, "epoch": 6}
    answer = should_stop(state, 3)
    assert answer, (
        f"should_stop({state}, patience=3) gave {answer!r}, expected True. 5 epochs have brought "
        "nothing, more than 3. A state may come from a training that had more patience; `==` "
        "holds at one moment only, and who misses it never stops."
    )


def test_should_stop_never_stops_after_an_improvement(should_stop):
    for wait, expected in [(0, False), (1, True)]:
        state = {"best": 0.5, "best_epoch": 4, "wait": wait, "epoch": 5 + wait}
        answer = should_stop(state, 0)
        assert answer == expected, (
            f"should_stop({state}, patience=0) gave {answer!r}, expected {expected}. With no "
            "patience at all the first epoch without improvement is the last. But where wait is "
            "0, the epoch has just brought an improvement (or there was none yet): that is no "
            "reason to stop. So patience 0 acts as 1 does."
        )


# --- 06.4 test_stopping_epoch ------------------------------------------------------------------


def test_your_test_lets_the_good_rule_pass(test_stopping_epoch):
    from digitkit.early_stopping import stopping_epoch

    try:
        answer = test_stopping_epoch(stopping_epoch)
    except AssertionError as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_stopping_epoch(stopping_epoch) failed a function that has no bug, and should "
            f"have let it pass. {said}\nCount again, with a finger on the losses: epochs begin at "
            "0, and the answer is the epoch in which patience runs out, not the best one."
        ) from None
    assert answer is None, (
        f"test_stopping_epoch(stopping_epoch) returned {answer!s:.80}, expected nothing. Nobody "
        "looks at what a test returns: it fails by an assert that does not hold, and passes in all "
        "other cases. Write `assert` where you wrote `return`."
    )


def test_your_test_notices_one_epoch_too_many(test_stopping_epoch):
    from digitkit.early_stopping import stopping_epoch

    def one_too_many(losses, patience, min_delta=0.0, mode="min"):
        return stopping_epoch(losses, patience + 1, min_delta, mode)

    try:
        test_stopping_epoch(one_too_many)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule waits one epoch longer than its patience. "
        "test_stopping_epoch(one_too_many) passed it, and should have failed it. Hold the exact "
        "epoch at which it stops, for losses where you can count it."
    )


def test_your_test_notices_counting_from_one(test_stopping_epoch):
    from digitkit.early_stopping import stopping_epoch

    def counts_from_one(losses, patience, min_delta=0.0, mode="min"):
        epoch = stopping_epoch(losses, patience, min_delta, mode)
        return None if epoch is None else epoch + 1

    try:
        test_stopping_epoch(counts_from_one)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule calls the first epoch 1, so that losses[epoch] is the "
        "loss of another epoch. test_stopping_epoch(counts_from_one) passed it, and should have "
        "failed it. Hold the number of the epoch itself, and not that it is not None."
    )


def test_your_test_notices_waiting_that_never_begins_anew(test_stopping_epoch):
    def never_begins_anew(losses, patience, min_delta=0.0, mode="min"):
        best, wait = np.inf, 0
        for epoch, loss in enumerate(losses):
            loss = -loss if mode == "max" else loss
            if loss < best - min_delta:
                best = loss
            else:
                wait += 1
                if wait >= patience:
                    return epoch
        return None

    try:
        test_stopping_epoch(never_begins_anew)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule adds up all bad epochs, also where a good one came "
        "between them. test_stopping_epoch(never_begins_anew) passed it, and should have failed "
        "it. Give it losses with a bad epoch, then a new best, then bad ones again."
    )


def test_your_test_notices_that_equal_counts_as_better(test_stopping_epoch):
    def equal_is_better(losses, patience, min_delta=0.0, mode="min"):
        best, wait = np.inf, 0
        for epoch, loss in enumerate(losses):
            loss = -loss if mode == "max" else loss
            wait += 1
            if loss <= best - min_delta:
                best, wait = loss, 0
            elif wait >= patience:
                return epoch
        return None

    try:
        test_stopping_epoch(equal_is_better)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule takes a loss that equals the best for a better one. "
        "test_stopping_epoch(equal_is_better) passed it, and should have failed it. Give it "
        "losses that stand still, such as 0.5, 0.5, 0.5."
    )


def test_your_test_notices_that_nan_counts_as_better(test_stopping_epoch):
    def nan_is_better(losses, patience, min_delta=0.0, mode="min"):
        best, wait = np.inf, 0
        for epoch, loss in enumerate(losses):
            loss = -loss if mode == "max" else loss
            wait += 1
            if not loss >= best - min_delta:
                best, wait = loss, 0
            elif wait >= patience:
                return epoch
        return None

    try:
        test_stopping_epoch(nan_is_better)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule takes NaN for a better loss, so that a training that "
        "has blown up goes on for ever. test_stopping_epoch(nan_is_better) passed it, and should "
        'have failed it. float("nan") makes a NaN: let patience '
        "run out on some of them."
    )


def test_your_test_notices_a_look_at_the_epoch_before(test_stopping_epoch):
    def compares_with_the_epoch_before(losses, patience, min_delta=0.0, mode="min"):
        before, wait = np.inf, 0
        for epoch, loss in enumerate(losses):
            loss = -loss if mode == "max" else loss
            wait = 0 if loss < before - min_delta else wait + 1
            before = loss
            if wait >= max(patience, 1):
                return epoch
        return None

    try:
        test_stopping_epoch(compares_with_the_epoch_before)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule compares each loss with the epoch before, not with the "
        "best. test_stopping_epoch(compares_with_the_epoch_before) passed it, and should have "
        "failed it. Give it losses that jump up and then fall slowly, without reaching the best."
    )


def test_your_test_notices_a_mode_that_has_no_effect(test_stopping_epoch):
    from digitkit.early_stopping import stopping_epoch

    def ignores_mode(losses, patience, min_delta=0.0, mode="min"):
        return stopping_epoch(losses, patience, min_delta)

    try:
        test_stopping_epoch(ignores_mode)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule wants small numbers, whatever its mode is. "
        "test_stopping_epoch(ignores_mode) passed it, and should have failed it. Give it rising "
        'numbers too, with mode="max".'
    )


def test_your_test_notices_a_stop_that_never_was(test_stopping_epoch):
    from digitkit.early_stopping import stopping_epoch

    def always_stops(losses, patience, min_delta=0.0, mode="min"):
        epoch = stopping_epoch(losses, patience, min_delta, mode)
        return len(losses) - 1 if epoch is None else epoch

    try:
        test_stopping_epoch(always_stops)
    except (AssertionError, TypeError):
        return
    raise AssertionError(
        "A bug slipped through: this rule says that it has stopped at the last epoch, also where "
        "it would have gone on. test_stopping_epoch(always_stops) passed it, and should have "
        "failed it. Give it losses that only fall, and hold that the answer is None."
    )


# --- 06.5 train_patiently ----------------------------------------------------------------------


def test_train_patiently_stops_when_patience_runs_out(train_patiently):
    for patience, expected in [(1, 3), (2, 4), (3, 8)]:
        losses, weights = [0.9, 0.5, 0.6, 0.7, 0.4, 0.8, 0.8, 0.8, 0.8, 0.8], [np.zeros(2)]
        seen = []

        def train_epoch(arrays, losses=losses, seen=seen):
            arrays[0] += 1
            seen.append(losses[len(seen)] if len(seen) < len(losses) else 1.0)
            assert len(seen) < 60, "it does not stop."
            return seen[-1]

        try:
            train_patiently(train_epoch, weights, patience)
        except AssertionError:
            pass
        trained = len(seen) if len(seen) < 60 else "60 and more"
        assert trained == expected, (
            f"The validation losses are {losses}. train_patiently(train_epoch, weights, "
            f"patience={patience}) trained for {trained} epochs, expected {expected}: it trains "
            f"on until nothing better has come for {patience} in a row, and no longer. Ask "
            "should_stop with each NEW state: `state = next_state(state, loss)`."
        )


def test_train_patiently_stops_after_max_epochs(train_patiently):
    for max_epochs in (5, 1):
        seen = []

        def train_epoch(arrays, seen=seen):
            arrays[0] += 1
            seen.append(1 / (len(seen) + 1))
            assert len(seen) < 60, "it does not stop."
            return seen[-1]

        try:
            train_patiently(train_epoch, [np.zeros(2)], 3, max_epochs)
        except AssertionError:
            pass
        trained = len(seen) if len(seen) < 60 else "60 and more"
        assert trained == max_epochs, (
            "The validation loss falls in every epoch. train_patiently(train_epoch, weights, "
            f"patience=3, max_epochs={max_epochs}) trained for {trained} epochs, expected "
            f"{max_epochs}. Patience may never run out: max_epochs is the second way to end. Every "
            "call of train_epoch is one epoch, so call it once in each round, and keep its loss."
        )


def test_train_patiently_brings_the_best_weights_back(train_patiently):
    losses, weights = iter([0.9, 0.7, 0.5, 0.6, 0.8] + [0.9] * 60), [np.zeros(2), np.zeros((1, 2))]

    def train_epoch(arrays):
        for array in arrays:
            array += 1
        return next(losses)

    train_patiently(train_epoch, weights, 2, 20)
    found = [array.tolist() for array in weights]
    assert found == [[3.0, 3.0], [[3.0, 3.0]]], (
        "Each epoch of this training adds 1 to every weight, beginning at 0, and the validation "
        "losses are [0.9, 0.7, 0.5, 0.6, 0.8]. After train_patiently(train_epoch, weights, "
        f"patience=2) the weights are {found}, expected [[3.0, 3.0], [[3.0, 3.0]]]: those of "
        "the third epoch, the one with the loss 0.5. A list of the same arrays is no copy, since "
        "training changes the arrays themselves: copy each array, with array.copy(), after each "
        "new best, and write the copies into the arrays at the end."
    )


def test_train_patiently_brings_them_back_when_the_epochs_run_out(train_patiently):
    losses, weights = iter([0.9, 0.5, 0.6, 0.7] + [0.9] * 60), [np.zeros(2)]

    def train_epoch(arrays):
        arrays[0] += 1
        return next(losses)

    train_patiently(train_epoch, weights, 9, 4)
    found = weights[0].tolist()
    assert found == [2.0, 2.0], (
        "Each epoch of this training adds 1 to every weight, and the validation losses are [0.9, "
        "0.5, 0.6, 0.7]. After train_patiently(train_epoch, weights, patience=9, max_epochs=4) the "
        f"weights are {found}, expected [2.0, 2.0], those of the second epoch. Here patience did "
        "not run out, the epochs did. The best weights are wanted all the same, so bring them back "
        "after the loop, however it ended."
    )


def test_train_patiently_changes_the_arrays_themselves(train_patiently):
    losses, array = iter([0.9, 0.5, 0.6, 0.7] + [0.9] * 60), np.zeros(2)

    def train_epoch(arrays):
        arrays[0] += 1
        return next(losses)

    train_patiently(train_epoch, [array], 2, 20)
    assert array.tolist() == [2.0, 2.0], (
        "A network holds an array, and train_patiently gets a list with that array in it. "
        f"Afterwards the network's array is {array.tolist()}, expected [2.0, 2.0], the weights of "
        "the best epoch. `weights = best_weights` and `weights[:] = ...` put other arrays into a "
        "list, and the network knows nothing of it. `array[...] = best` writes into the array."
    )


def test_train_patiently_lets_training_go_on(train_patiently):
    losses, array, seen = [0.9, 0.5, 0.6, 0.7, 0.4, 0.8, 0.8, 0.8] + [0.9] * 60, np.zeros(1), []

    def train_epoch(arrays):
        arrays[0] += 1
        seen.append(arrays[0].item())
        return losses[len(seen) - 1]

    train_patiently(train_epoch, [array], 3, 20)
    assert seen == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], (
        "Each epoch of this training adds 1 to the weight, and the validation losses are "
        f"{losses[:8]}. The weight after each epoch was {seen}, expected 1.0, 2.0, 3.0 and so on "
        "to 8.0. While training goes on, it must go on from where it is, also after a bad epoch: "
        "thrown back to the best each time, it would never get past the first jump. Bring the "
        "best weights back once, after the loop."
    )


def test_train_patiently_gives_the_last_state(train_patiently):
    losses = iter([0.75, 0.5, 0.625, 0.875] + [0.9] * 60)

    def train_epoch(arrays):
        arrays[0] += 1
        return next(losses)

    state = train_patiently(train_epoch, [np.zeros(2)], 2, 20)
    expected = {"best": 0.5, "best_epoch": 1, "wait": 2, "epoch": 4}
    assert state == expected, (
        "The validation losses are [0.75, 0.5, 0.625, 0.875]. train_patiently(train_epoch, "
        f"weights, patience=2) gave {state}, expected {expected}. Whoever trains wants to know "
        "how good it became and when: give the last state back."
    )


def test_train_patiently_takes_any_training(train_patiently, rng):
    for patience in (1, 2, 4):
        losses = (rng.permutation(128)[:30] / 128).tolist()
        history = rng.normal(size=(30, 3))
        weights, seen = [np.zeros(3)], []

        def train_epoch(arrays, losses=losses, history=history, seen=seen):
            arrays[0][...] = history[min(len(seen), 29)]
            seen.append(losses[min(len(seen), 29)])
            assert len(seen) < 60, "it does not stop."
            return seen[-1]

        train_patiently(train_epoch, weights, patience, 30)
        n = len(seen)
        assert n, (
            f"train_patiently(train_epoch, weights, patience={patience}, max_epochs=30) has not "
            "called train_epoch at all. The loop goes on while patience has NOT run out."
        )
        best = int(np.argmin(losses[:n]))
        nearest = int(np.abs(history - weights[0]).sum(axis=1).argmin())
        words = nearest if np.allclose(history[nearest], weights[0]) else "no epoch"
        assert words == best, (
            f"The validation losses are {losses[:n]}. After train_patiently(train_epoch, weights, "
            f"patience={patience}, max_epochs=30) the weights are those of epoch {words}, expected "
            f"those of epoch {best}, which has the lowest loss."
        )
