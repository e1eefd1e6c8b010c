"""How often one client may ask: a bucket of tokens that refills at a steady rate."""

import threading
import time
from collections import OrderedDict

MOST_CLIENTS = 10_000


class RateLimit:
    """Say for each client whether it may ask now, or how long it must wait.

    The rule is the token bucket (J. Turner, "New directions in communications", 1986).

    Parameters
    ----------
    per_second : float
        Requests that a client may make on and on; 0 means no limit.
    at_once : float
        Requests that may come in one burst after a rest.
    clock : callable, optional
        Gives the time in seconds.

    Examples
    --------
    >>> limit = RateLimit(per_second=2, at_once=1, clock=lambda: 0.0)
    >>> limit.wait("10.0.0.7"), limit.wait("10.0.0.7")
    (0.0, 0.5)
    """

    def __init__(self, per_second, at_once, clock=time.monotonic):
        self.per_second = per_second
        self.at_once = max(at_once, 1)
        self._clock = clock
        self._buckets = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client):
        """Take one token for a request of this client.

        Parameters
        ----------
        client : str
            Whom the request comes from.

        Returns
        -------
        float
            0 when the request may go on, else the seconds until the next one may.
        """
        if self.per_second <= 0:
            return 0.0
        with self._lock:
            now = self._clock()
            tokens, since = self._buckets.pop(client, (self.at_once, now))
            tokens = min(self.at_once, tokens + (now - since) * self.per_second)
            may_go = tokens >= 1
            self._buckets[client] = (tokens - may_go, now)
            if len(self._buckets) > MOST_CLIENTS:
                self._buckets.popitem(last=False)  # the one that has rested longest
        return 0.0 if may_go else (1 - tokens) / self.per_second
