"""Promises of the patience rule, fed with made-up losses, and of its Keras callback."""

import json

import numpy as np
import pytest

from digitkit.early_stopping import (
    EarlyStopping,
    fresh_state,
    is_better,
    keras_callback,
    next_state,
    plot_stops,
    should_stop,
    stopping_epoch,
    train_patiently,
)

NAN, INF = float("nan"), float("inf")


@pytest.fixture(scope="module")
def keras():
    import keras

    return keras


@pytest.fixture
def model(keras):
    """A real network of ten weights, so that training it takes no time."""
    keras.utils.set_random_seed(0)
    network = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
    network.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    return network


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    return rng.normal(size=(40, 4)), np.eye(2)[rng.integers(0, 2, 40)]


def stops_after(losses, **settings):
    """Feed losses until the rule says stop; the number of epochs, or None if it never does."""
    rule = EarlyStopping(**settings)
    return next((n for n, loss in enumerate(losses, 1) if rule.update(loss)), None)


# --- the rule ------------------------------------------------------------------------------


def test_falling_losses_never_stop():
    assert stops_after(np.linspace(1, 0, 50), patience=0) is None


@pytest.mark.parametrize(("patience", "epochs"), [(1, 3), (2, 4), (3, 5), (0, 3)])
def test_it_stops_after_patience_epochs_without_improvement(patience, epochs):
    stopped = stops_after([0.9, 0.5, 0.6, 0.7, 0.8, 0.9], patience=patience)
    assert stopped == epochs, (
        f"with patience={patience} the best epoch was 2 and training stopped after {stopped}, "
        f"expected {epochs}: count the epochs since the best one, and stop when they reach it."
    )


def test_an_improvement_starts_the_waiting_anew():
    losses = [0.9, 1, 1, 0.8, 1, 1, 0.7, 1, 1, 1]
    assert stops_after(losses, patience=3) == 10, "only epochs in a row count"


def test_a_loss_equal_to_the_best_is_not_an_improvement():
    assert stops_after([0.5, 0.5, 0.5], patience=2) == 3


def test_it_compares_with_the_best_not_with_the_epoch_before():
    losses = [0.5, 0.9, 0.8, 0.7, 0.6]
    assert stops_after(losses, patience=3) == 4, "0.8 is below 0.9, but not below the best, 0.5"


@pytest.mark.parametrize(
    ("losses", "epochs"), [([0.8, 0.69, 0.58, 0.47], None), ([0.8, 0.75, 0.71], 3)]
)
def test_an_improvement_must_be_larger_than_min_delta(losses, epochs):
    assert stops_after(losses, patience=2, min_delta=0.1) == epochs, (
        "0.75 and 0.71 are below 0.8, but by less than 0.1"
    )


def test_an_improvement_of_just_min_delta_is_none_whatever_the_rounding():
    for best in np.linspace(0.2, 3, 57):
        assert stops_after([best, best - 0.1], patience=1, min_delta=0.1) == 2, (
            f"{best} to {best - 0.1} is just 0.1"
        )


def test_an_accuracy_should_rise():
    assert stops_after([0.5, 0.9, 0.8, 0.7], patience=2, mode="max") == 4
    assert stops_after([0.5, 0.9, 0.8, 0.7], patience=2, mode="min") == 3


def test_not_a_number_is_never_an_improvement():
    assert stops_after([0.5, NAN, NAN], patience=2) == 3
    assert stops_after([0.5, NAN, 0.4, NAN, 0.3], patience=2) is None


def test_it_remembers_the_best_number_and_its_epoch():
    rule = EarlyStopping(patience=3)
    for loss in (0.9, 0.5, 0.6, 0.7):
        rule.update(loss)
    assert (rule.best, rule.best_epoch, rule.wait, rule.epoch) == (0.5, 1, 2, 4)


def test_it_takes_the_numbers_of_numpy_and_answers_with_a_plain_bool():
    rule = EarlyStopping(patience=0)
    answers = [rule.update(np.float32(0.5)), rule.update(np.float64(0.6))]
    assert answers == [False, True] and {type(answer) for answer in answers} == {bool}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (dict(patience=-1), "patience must be a whole number from 0, got -1"),
        (dict(patience=1.5), "patience must be a whole number from 0, got 1.5"),
        (dict(patience=1, min_delta=-0.1), "min_delta must be 0 or more, got -0.1"),
        (dict(patience=1, min_delta=NAN), "min_delta must be 0 or more, got nan"),
        (dict(patience=1, mode="auto"), "mode must be 'min' or 'max', got 'auto'"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        EarlyStopping(**settings)


LOSSES = {
    "falling": [0.9, 0.8, 0.7, 0.6],
    "valley": [0.9, 0.5, 0.6, 0.7, 0.4, 0.8, 0.9, 1.0],
    "ties": [0.5, 0.5, 0.4, 0.4, 0.4, 0.4],
    "steps of a tenth": [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2],
    "NaN in the middle": [0.9, NAN, 0.8, NAN, NAN, 0.1, NAN],
    "NaN first": [NAN, 0.5, 0.4, 0.3, 0.2],
    "all NaN": [NAN] * 4,
    "infinite": [INF, INF, 5.0, -INF, 1.0, -INF],
    "too close for float32": [0.5, 0.5 - 1e-9, 0.5 - 2e-9, 0.5 - 1e-3],
    "one": [0.5],
}
RANDOM = {
    f"random {seed}": np.random.default_rng(seed).integers(0, 8, 25) / 10 for seed in range(30)
}


@pytest.mark.parametrize("mode", ["min", "max"])
@pytest.mark.parametrize("min_delta", [0, 0.1])
@pytest.mark.parametrize("patience", [0, 1, 2, 3])
def test_it_decides_as_keras_does_epoch_by_epoch(keras, model, patience, min_delta, mode):
    for name, losses in {**LOSSES, **RANDOM}.items():
        theirs = keras.callbacks.EarlyStopping(patience=patience, min_delta=min_delta, mode=mode)
        theirs.set_model(model)
        theirs.on_train_begin()
        ours = EarlyStopping(patience, min_delta, mode)
        for epoch, loss in enumerate(float(loss) for loss in losses):
            model.stop_training = False
            theirs.on_epoch_end(epoch, {"val_loss": loss})
            stop = ours.update(loss)
            state = (stop, repr(ours.best), ours.best_epoch, ours.wait)
            expected = (
                model.stop_training,
                repr(theirs.best),
                theirs.best_epoch,
                theirs.wait,
            )
            assert state == expected, f"{name}: after epoch {epoch} (loss {loss}) Keras differs"


# --- the rule in small functions -----------------------------------------------------------


@pytest.mark.parametrize("patience", [0, 1, 2, 3])
@pytest.mark.parametrize("mode", ["min", "max"])
def test_the_functions_stop_where_the_object_does(patience, mode):
    for losses in (*LOSSES.values(), *RANDOM.values()):
        after = stops_after(losses, patience=patience, min_delta=0.1, mode=mode)
        assert stopping_epoch(losses, patience, 0.1, mode) == (None if after is None else after - 1)


def test_a_new_state_leaves_the_old_one_as_it_was():
    old = fresh_state()
    new = next_state(next_state(old, 0.5), 0.7)
    assert old == fresh_state()
    assert new == {"best": 0.5, "best_epoch": 0, "wait": 1, "epoch": 2}
    assert not should_stop(old, 0) and should_stop(new, 0) and not should_stop(new, 2)


def test_an_unknown_mode_is_refused_also_in_the_first_epoch():
    with pytest.raises(ValueError, match="mode must be 'min' or 'max', got 'auto'"):
        is_better(0.5, None, mode="auto")


@pytest.mark.parametrize(
    ("patience", "max_epochs", "epochs", "best"), [(2, 9, 4, 2), (9, 4, 4, 2), (3, 9, 8, 5)]
)
def test_patient_training_leaves_the_best_weights_in_the_arrays(patience, max_epochs, epochs, best):
    losses, array = iter([0.9, 0.5, 0.6, 0.7, 0.4, 0.8, 0.8, 0.8, 0.8]), np.zeros(3)

    def train_epoch(weights):
        weights[0] += 1
        return next(losses)

    state = train_patiently(train_epoch, [array], patience, max_epochs)
    assert state["epoch"] == epochs and state["best_epoch"] == best - 1
    assert array.tolist() == [best] * 3


def test_training_for_no_epoch_changes_nothing():
    array = np.ones(2)
    assert train_patiently(None, [array], 2, max_epochs=0) == fresh_state()
    assert array.tolist() == [1, 1]


def test_the_plot_marks_each_stop_and_survives_nan():
    figure = plot_stops([0.9, NAN, 0.6, 0.7], {1: 1, 2: None, 3: 3}, "Stops", training=[1, 1, 1, 1])
    axes = figure.axes[0]
    assert [text.get_text() for text in axes.texts] == ["patience 3", "patience 1"]
    assert axes.lines[-1].get_xdata()[0] == 2, "the ring is at the lowest loss"
    with pytest.raises(ValueError, match="needs a number for each epoch, got none"):
        plot_stops([], {}, "Nothing")


# --- surviving a kill ----------------------------------------------------------------------


@pytest.mark.parametrize("name", LOSSES)
def test_a_rule_restored_from_json_goes_on_as_if_nothing_had_happened(name):
    unbroken, broken = EarlyStopping(2, 0.05), EarlyStopping(2, 0.05)
    for loss in LOSSES[name]:
        broken = EarlyStopping.from_dict(json.loads(json.dumps(broken.to_dict())))
        assert broken.update(loss) == unbroken.update(loss)
        assert repr(broken) == repr(unbroken)


@pytest.mark.parametrize("state", [{}, {"patience": 1}, {**EarlyStopping(1).to_dict(), "x": 1}])
def test_a_state_with_other_keys_is_refused(state):
    with pytest.raises(ValueError, match="it should come from to_dict"):
        EarlyStopping.from_dict(state)


# --- the callback --------------------------------------------------------------------------


@pytest.fixture
def script(keras):
    """Make a callback that replaces the real val_loss and notes the weights of every epoch."""

    class Script(keras.callbacks.Callback):
        def __init__(self, losses):
            super().__init__()
            self.losses, self.weights = losses, {}

        def on_epoch_end(self, epoch, logs=None):
            logs["val_loss"] = self.losses[epoch]
            self.weights[epoch] = self.model.get_weights()

    return Script


def same(weights, others):
    return all(np.array_equal(one, two) for one, two in zip(weights, others, strict=True))


@pytest.mark.parametrize(
    ("losses", "patience", "epochs", "best"),
    [
        ([0.9, 0.5, 0.6, 0.7, 0.1, 0.1], 2, 4, 1),
        ([0.9, 0.5, 0.6, 0.7, 0.4, 0.5], 3, 6, 4),
        ([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], 0, 6, 5),
        ([0.1, 0.8, 0.7, 0.6, 0.5, 0.4], 9, 6, 0),
        ([NAN, 0.5, 0.6, 0.7, 0.4, 0.5], 2, 3, 0),
    ],
)
def test_the_callback_stops_and_brings_back_the_weights_of_the_best_epoch(
    model, data, script, losses, patience, epochs, best
):
    scripted, callback = script(losses), keras_callback(patience)
    model.fit(*data, epochs=6, verbose=0, callbacks=[scripted, callback])
    assert len(scripted.weights) == epochs, f"it trained for {len(scripted.weights)} epochs"
    assert callback.rule.best_epoch == best
    assert same(model.get_weights(), scripted.weights[best]), "these weights are not the best ones"
    if best != epochs - 1:
        assert not same(scripted.weights[best], scripted.weights[epochs - 1])


def test_the_callback_ends_with_the_weights_that_keras_would_bring_back(model, data, script, keras):
    start = model.get_weights()
    for losses in (*list(RANDOM.values())[:5], LOSSES["ties"] * 5, LOSSES["NaN in the middle"] * 4):
        results = []
        for callback in (
            keras_callback(2),
            keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True),
        ):
            model.set_weights(start)
            scripted = script([float(loss) for loss in losses])
            history = model.fit(
                *data, 40, 4, shuffle=False, verbose=0, callbacks=[scripted, callback]
            )
            results.append((len(history.epoch), model.get_weights()))
        assert results[0][0] == results[1][0]
        assert same(results[0][1], results[1][1])


def test_in_a_real_run_the_callback_leaves_the_model_with_its_lowest_validation_loss(keras, data):
    """Random labels: what is learnt by heart makes the validation loss rise."""
    keras.utils.set_random_seed(0)
    layers = [keras.Input((4,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(2, "softmax")]
    model = keras.Sequential(layers)
    model.compile(keras.optimizers.Adam(0.05), "categorical_crossentropy")
    validation = (data[0][::-1] + 0.5, data[1])
    history = model.fit(
        *data, validation_data=validation, epochs=60, verbose=0, callbacks=[keras_callback(4)]
    ).history["val_loss"]
    assert 5 <= len(history) < 60, f"it trained for {len(history)} of 60 epochs"
    assert int(np.argmin(history)) == len(history) - 5
    assert model.evaluate(*validation, verbose=0) == pytest.approx(min(history), rel=1e-5)


def test_the_callback_watches_an_accuracy_upwards(model, data):
    callback = keras_callback(2, monitor="val_accuracy")
    model.fit(*data, validation_data=data, epochs=2, verbose=0, callbacks=[callback])
    assert callback.rule.mode == "max" and callback.rule.best > 0


def test_the_callback_forgets_an_earlier_training(model, data, script):
    callback = keras_callback(2)
    for losses in ([0.1, 0.2, 0.3], [0.9, 0.8, 0.7]):
        model.fit(*data, epochs=3, verbose=0, callbacks=[script(losses), callback])
    assert (callback.rule.best, callback.rule.epoch) == (0.7, 3)


def test_the_callback_says_so_when_there_is_nothing_to_watch(model, data):
    with pytest.raises(ValueError, match=r"no 'val_loss' to watch, only \['accuracy', 'loss'\]"):
        model.fit(*data, epochs=2, verbose=0, callbacks=[keras_callback(2)])


def test_the_callback_asks_which_way_an_unknown_number_should_go():
    with pytest.raises(ValueError, match="lower or a higher 'val_f1' better"):
        keras_callback(2, monitor="val_f1")


@pytest.mark.parametrize("killed_after", [1, 2, 3, 4])
@pytest.mark.parametrize("repeated", [0, 1])
def test_a_killed_training_goes_on_with_its_patience_and_its_best_weights(
    keras, model, data, script, tmp_path, killed_after, repeated
):
    """Killed before its own state was kept, a training repeats an epoch: it counts once."""
    losses = [0.9, 0.5, 0.6, 0.7, 0.8, 0.1]
    fit = dict(x=data[0], y=data[1], shuffle=False, verbose=0)

    def die(epoch, logs):
        if epoch + 1 == killed_after:
            raise KeyboardInterrupt

    first, killer = script(losses), keras.callbacks.LambdaCallback(on_epoch_end=die)
    with pytest.raises(KeyboardInterrupt):
        callbacks = [first, keras_callback(3, folder=tmp_path / "run"), killer]
        model.fit(**fit, epochs=6, callbacks=callbacks)

    resumed, second = keras_callback(3, folder=tmp_path / "run"), script(losses)
    begin = killed_after - repeated
    model.fit(**fit, initial_epoch=begin, epochs=6, callbacks=[second, resumed])
    assert max(second.weights) == 4, "patience must not begin anew after a kill"
    best = first.weights.get(1) or second.weights[1]
    assert same(model.get_weights(), best), "the best weights came from before the kill"


def test_a_training_that_had_stopped_stops_again_at_once(model, data, script, tmp_path):
    losses = [0.9, 0.5, 0.6, 0.7, 0.1, 0.1]
    model.fit(
        *data, epochs=6, verbose=0, callbacks=[script(losses), keras_callback(2, folder=tmp_path)]
    )
    best = model.get_weights()
    again = keras_callback(2, folder=tmp_path)
    history = model.fit(
        *data, initial_epoch=4, epochs=6, verbose=0, callbacks=[script(losses), again]
    )
    assert history.epoch == [4], "patience had run out before"
    assert (again.rule.best, again.rule.best_epoch, again.rule.epoch) == (0.5, 1, 4)
    assert same(model.get_weights(), best)
