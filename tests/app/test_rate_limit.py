import pytest

from app import create_app
from app.rate_limit import MOST_CLIENTS, RateLimit


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_goes_through_then_a_client_waits_its_turn():
    limit = RateLimit(per_second=2, at_once=3, clock=Clock())
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_waiting_as_long_as_was_said_is_enough():
    clock = Clock()
    limit = RateLimit(per_second=4, at_once=1, clock=clock)
    limit.wait("a")
    clock.now += limit.wait("a")
    assert limit.wait("a") == 0


def test_one_client_never_costs_another():
    limit = RateLimit(per_second=1, at_once=1, clock=Clock())
    limit.wait("greedy")
    assert limit.wait("greedy") > 0 and limit.wait("patient") == 0


def test_a_rest_never_saves_up_more_than_one_burst():
    clock = Clock()
    limit = RateLimit(per_second=5, at_once=2, clock=clock)
    limit.wait("a")
    clock.now = 3600
    assert [limit.wait("a") > 0 for _ in range(3)] == [False, False, True]


def test_no_limit_means_none():
    limit = RateLimit(per_second=0, at_once=1, clock=Clock())
    assert not any(limit.wait("a") for _ in range(100))


def test_memory_stays_bounded_however_many_clients_come():
    limit = RateLimit(per_second=1, at_once=1, clock=Clock())
    for number in range(MOST_CLIENTS + 50):
        limit.wait(str(number))
    assert len(limit._buckets) == MOST_CLIENTS
    assert limit.wait(str(MOST_CLIENTS + 49)) > 0, "the newest client was forgotten"


def test_the_app_answers_429_and_says_when_to_come_back(recognizer):
    client = create_app(
        {"REQUESTS_PER_SECOND": 0.5, "REQUESTS_AT_ONCE": 2}, recognizer
    ).test_client()
    answers = [client.post("/api/predict", data=b"x") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [415, 415, 429]
    assert answers[2].headers["Retry-After"] == "2"
    assert answers[2].json["error"] == "Too many pictures at once; try again in 2 s."
    elsewhere = client.post("/api/predict", data=b"x", environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 415


def test_the_page_and_its_health_are_never_rationed(recognizer):
    client = create_app(
        {"REQUESTS_PER_SECOND": 0.1, "REQUESTS_AT_ONCE": 1}, recognizer
    ).test_client()
    for path in ["/", "/api/health"] * 5:
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("asked", [0, 1000])
def test_the_limit_can_be_set_from_the_environment(monkeypatch, recognizer, asked):
    monkeypatch.setenv("DIGITKIT_REQUESTS_PER_SECOND", str(asked))
    assert create_app(recognizer=recognizer).extensions["rate_limit"].per_second == asked
