import base64
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest

from app import create_app
from app.__main__ import main
from app.serve import bound_port, build_server, page_address


@pytest.fixture
def environment():
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}


def post(address, data):
    request = urllib.request.Request(f"{address}/api/predict", data, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


def test_only_this_machine_can_reach_it_unless_asked_otherwise(app):
    server = build_server(app, port=0)
    try:
        assert server.socket.getsockname()[0] == "127.0.0.1"
    finally:
        server.close()


def test_localhost_may_mean_two_addresses(app):
    server = build_server(app, host="localhost", port=0)
    try:
        assert bound_port(server) > 0
    finally:
        server.close()


def test_a_port_that_is_taken_is_said_in_one_sentence(app):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"Port {port} is taken .* --port {port + 1}"):
            build_server(app, port=port)


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("127.0.0.1", 70_000, "no port 70000"),
        ("127.0.0.1", -1, "no port -1"),
        ("192.0.2.1", 0, "cannot listen on 192.0.2.1"),
        ("no such host", 0, "cannot listen on no such host"),
    ],
)
def test_an_impossible_address_is_said_in_one_sentence(app, host, port, words):
    with pytest.raises(OSError, match=words):
        build_server(app, host=host, port=port)


def test_the_command_ends_with_the_sentence_not_with_a_traceback(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--no-browser", "--port", "70000"])
    assert str(end.value) == "There is no port 70000; choose one from 1024 to 65535."


def test_the_page_is_named_for_a_browser_on_this_machine():
    assert page_address("0.0.0.0", 8000) == "http://localhost:8000"
    assert page_address("127.0.0.1", 81) == "http://127.0.0.1:81"


def test_what_the_server_refuses_by_itself_is_a_sentence_too(running):
    host, port = running.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            b"POST /api/predict HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n"
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 413 ") and "application/json" in answer
    assert answer.endswith('"}') and '{"error": "' in answer


def test_a_picture_goes_through_the_real_server(running, drawing, encoded):
    status, body = post(running, encoded(drawing(6)))
    assert status == 200 and b'"text":"6"' in body


def test_many_clients_at_once_each_get_their_own_answer(running, drawing, encoded):
    pictures = {digit: encoded(drawing(digit)) for digit in range(10)}
    wrong = []

    def ask(digit):
        for _ in range(5):
            status, body = post(running, pictures[digit])
            if status != 200 or f'"text":"{digit}"'.encode() not in body:
                wrong.append((digit, status, body[:80]))

    clients = [threading.Thread(target=ask, args=(digit,)) for digit in pictures]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert not wrong, wrong


def test_no_picture_ever_touches_the_disk(environment, photo, encoded):
    large = encoded(photo([3, 1, 4], 1400, 1050), "PNG")
    assert len(large) > 1_000_000, "the picture must be larger than what libraries keep in memory"
    # Every file that the server opens is watched, while good and bad pictures come both ways.
    code = """if True:
        import base64, io, os, sys, threading, urllib.request, urllib.error
        from app import create_app
        from app.serve import build_server, bound_port
        server = build_server(create_app(), port=0)
        threading.Thread(target=server.run, daemon=True).start()
        picture = base64.b64decode(sys.stdin.read())
        written, watch = [], False
        def hook(event, arguments):
            if watch and event in ("open", "os.open", "tempfile.mkstemp", "tempfile.mkdtemp"):
                mode, flags = (list(arguments) + [None, None])[1:3]
                writes = isinstance(mode, str) and set(mode) & set("wax+")
                if writes or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
                    written.append(arguments)
        sys.addaudithook(hook)
        edge = b"--x\\r\\nContent-Disposition: form-data; name=image; filename=p.png\\r\\n\\r\\n"
        form = edge + picture + b"\\r\\n--x--\\r\\n"
        kinds = [(picture, "image/png"), (form, "multipart/form-data; boundary=x")]
        kinds += [(picture[:-100_000], "image/png"), (b"x" * 1_000_000, "image/png")]
        watch = True
        for data, kind in kinds:
            request = urllib.request.Request(
                f"http://127.0.0.1:{bound_port(server)}/api/predict", data, {"Content-Type": kind})
            try:
                print(urllib.request.urlopen(request).status)
            except urllib.error.HTTPError as refusal:
                print(refusal.code)
        watch = False
        print(written)
    """
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=base64.b64encode(large).decode(),
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    assert done.stdout.split("\n")[:5] == ["200", "200", "400", "415", "[]"], (
        done.stdout + done.stderr
    )


def test_the_app_never_pays_for_training(environment):
    code = """if True:
        import sys
        from app import create_app
        create_app().test_client().post("/api/predict", data=b"x")
        dear = {"tensorflow", "keras", "pandas", "sklearn", "matplotlib", "seaborn", "scipy"}
        assert not dear & set(sys.modules), dear & set(sys.modules)
    """
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=60)


def test_opencv_gets_one_thread_where_the_process_is_the_app_s_and_nowhere_else(environment):
    code = """if True:
        import cv2
        before = cv2.getNumThreads()
        from app import create_app
        from app.serve import prepare_process
        create_app().test_client().get("/api/health")
        assert cv2.getNumThreads() == before, "An app in a notebook leaves the notebook's threads."
        prepare_process()
        assert cv2.getNumThreads() == 1
    """
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=60)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries keep memory or not")
def test_memory_that_a_request_gives_back_serves_the_next_one(environment):
    code = """if True:
        import resource
        from app.serve import prepare_process
        prepare_process()
        def work():
            return len([b"x" * 300_000 for _ in range(5)])
        work()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(20):
            work()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60
    )
    faults = int(done.stdout or -1)
    assert 0 <= faults < 500, f"{faults} pages were fetched anew, of 7,300: {done.stderr}"


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent from here")
def test_it_says_one_line_with_its_address_and_stops_quietly(environment, drawing, encoded):
    command = [sys.executable, "-m", "app", "--no-browser", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline()).group()
        assert post(address, encoded(drawing(2)))[0] == 200
        assert post(address, b"not a picture")[0] == 415
        process.send_signal(signal.SIGINT)
        rest, trouble = process.communicate(timeout=10)
    finally:
        process.kill()
    assert (rest, process.returncode) == ("", 0)
    assert "Traceback" not in trouble and "picture" not in trouble, trouble


def test_the_browser_is_opened_unless_told_not_to(monkeypatch, recognizer):
    import app.serve

    opened = threading.Event()
    monkeypatch.setattr(app.serve.webbrowser, "open", lambda address: opened.set())
    built = create_app(recognizer=recognizer)
    for wanted in (False, True):
        opened.clear()
        server = build_server(built, port=0)
        monkeypatch.setattr(app.serve, "build_server", lambda *_, server=server: server)
        monkeypatch.setattr(server, "run", lambda: opened.wait(0.5))
        app.serve.serve(port=0, open_browser=wanted, app=built)
        assert opened.is_set() is wanted
        server.close()
