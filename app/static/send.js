// Sends pictures to the API, one request in flight; a newer picture takes the place of the one that
// waits. Knows nothing of where pictures come from or how answers are shown.

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** Make a sender for `url`: `send(blob)` promises the answer, or null when it is no longer wanted. */
export function createSender(url) {
  let waiting = null;
  let sending = false;
  let round = 0;

  async function work() {
    sending = true;
    while (waiting) {
      const { blob, settle, asked } = waiting;
      waiting = null;
      const answer = await ask(url, blob);
      settle(asked === round ? answer : null);
    }
    sending = false;
  }

  return {
    send(blob) {
      waiting?.settle(null);
      return new Promise((settle) => {
        waiting = { blob, settle, asked: round };
        if (!sending) work();
      });
    },
    /** Let go of what is under way: its answer would come too late. */
    forget() {
      round += 1;
      waiting?.settle(null);
      waiting = null;
    },
  };
}

async function ask(url, blob) {
  try {
    const response = await fetch(url, { method: "POST", body: blob });
    if (response.status === 429) {
      await pause(Number(response.headers.get("Retry-After")) || 1);
      return ask(url, blob);
    }
    return await response.json();
  } catch {
    return { error: "The server does not answer. Is it still running?" };
  }
}
