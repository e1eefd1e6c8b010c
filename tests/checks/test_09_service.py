"""What a learner's service must keep: lesson 09."""

import base64
import contextlib
import io
import json
import tempfile

import cv2
import numpy as np
from flask import Request
from werkzeug.exceptions import InternalServerError, MethodNotAllowed, NotFound

from digitkit.preprocessing.picture import (
    EmptyPicture,
    NotAPicture,
    PictureError,
    TooManyBytes,
    TooManyPixels,
    TruncatedPicture,
)
from digitkit.recognizer import Digit
from digitkit.service import StandIn, encode_png

# --- 09.1 picture_bytes ------------------------------------------------------------------------


def test_picture_bytes_takes_the_raw_body(picture_bytes, rng):
    sent = b"\x89PNG" + rng.bytes(12)
    for kind in ("image/png", "application/octet-stream", "text/plain"):
        request = Request.from_values(method="POST", data=sent, content_type=kind)
        try:
            came = picture_bytes(request)
        except Exception as error:
            came = f"the {type(error).__name__} {error!s:.90}"
        assert came == sent, (
            f"A program sent the body {sent!r}, as {kind}. picture_bytes(request) gave {came!r}, "
            "expected the same bytes. Without a form, the whole body is the picture, whatever it "
            "is called: request.get_data() gives it."
        )


def test_picture_bytes_takes_a_file_from_the_form(picture_bytes, rng):
    sent = b"\x89PNG" + rng.bytes(12)
    form = {"image": (io.BytesIO(sent), "seven.png"), "note": "my seven"}
    request = Request.from_values(method="POST", data=form)
    try:
        came = picture_bytes(request)
    except Exception as error:
        came = f"the {type(error).__name__} {error!s:.90}"
    if isinstance(came, bytes) and len(came) > len(sent) and sent in came:
        came = "the whole body of the form, in which they are somewhere in the middle"
    assert came == sent, (
        f"A form sent a file in its field 'image' that holds {sent!r}, and a note beside it. "
        f"picture_bytes(request) gave {came}, expected the bytes of the file alone. The body of a "
        "form holds all of its fields, with lines between them; request.files['image'].read() "
        "takes one file out."
    )


def test_picture_bytes_takes_a_body_that_claims_to_be_a_form(picture_bytes, rng):
    sent = b"\x89PNG" + rng.bytes(12)
    kind = "application/x-www-form-urlencoded"
    request = Request.from_values(method="POST", data=sent, content_type=kind)
    try:
        came = picture_bytes(request)
    except Exception as error:
        came = f"the {type(error).__name__} {error!s:.90}"
    assert came == sent, (
        f"The program curl sends any body as {kind}. It sent {sent!r}, and picture_bytes(request) "
        f"gave {came!r}, expected the same bytes. A body can be read once: who looks into "
        "request.files or request.form first has it taken apart as a form, and nothing is left. "
        "Ask for request.mimetype first: only multipart/form-data carries files."
    )


def test_picture_bytes_asks_for_no_name_and_no_kind(picture_bytes, rng):
    sent = rng.bytes(16)
    for name, kind in [("photo", "text/plain"), ("seven.txt", "image/png"), ("PHOTO.PNG", None)]:
        form = {"image": (io.BytesIO(sent), name, kind)}
        request = Request.from_values(method="POST", data=form)
        try:
            came = picture_bytes(request)
        except Exception as error:
            came = f"the {type(error).__name__} {error!s:.90}"
        if isinstance(came, bytes) and len(came) > len(sent):
            came = "the whole body of the form"
        assert came == sent, (
            f"A form sent a file named {name!r}, said to be {kind}. picture_bytes(request) gave "
            f"{came}, expected its bytes {sent!r}. A name and a kind are only what the sender "
            "says: a good picture may have none, and a bad one may have the best. Whoever opens "
            "the bytes will see what they are; here nothing is judged."
        )


def test_picture_bytes_refuses_when_nothing_came(picture_bytes):
    photo = {"photo": (io.BytesIO(b"\x89PNG"), "seven.png")}
    for words, sent in [
        ("a request without a body", {}),
        ("a form with a field 'name' and no file", {"data": {"name": "x"}, "content_type":
         "multipart/form-data"}),
        ("a form with a file in another field, 'photo'", {"data": photo}),
    ]:  # fmt: skip
        request = Request.from_values(method="POST", **sent)
        try:
            came = picture_bytes(request)
            came = "the body of the form" if came and b"form-data" in came else f"{came!r}"
        except EmptyPicture as error:
            assert "image" in str(error), (
                f"picture_bytes was given {words}, and refused: {str(error)!r}. That does not say "
                "what to do. Name the form field 'image' in the sentence: whoever calls your "
                "service has nothing but your words to go by."
            )
            continue
        except Exception as error:
            came = f"the {type(error).__name__} {error!s:.90}"
        raise AssertionError(
            f"picture_bytes was given {words}, and gave {came}, expected an EmptyPicture with a "
            "sentence. Empty bytes would only fail further on, where nobody knows why any more. "
            "And look whether a field is there before you take it: an error that you do not raise "
            "yourself does not say what was needed."
        )


def test_picture_bytes_refuses_text_in_the_field(picture_bytes):
    form = {"image": "data:image/png;base64,iVBORw0KGgo="}
    request = Request.from_values(method="POST", data=form, content_type="multipart/form-data")
    try:
        came = picture_bytes(request)
        came = "the body of the form" if came and b"form-data" in came else f"{came!r:.90}"
    except EmptyPicture as error:
        assert "text" in str(error), (
            "A form sent text in its field 'image', not a file, and picture_bytes(request) "
            f"refused: {str(error)!r}. The field 'image' is there, so say what is wrong with it: "
            "that it holds text. A refusal that is not true costs its reader an hour."
        )
        return
    except Exception as error:
        came = f"the {type(error).__name__} {error!s:.90}"
    raise AssertionError(
        "A form sent text in its field 'image', not a file. picture_bytes(request) gave "
        f"{came}, expected an EmptyPicture with a sentence. Text stands in request.form, "
        "files stand in request.files; text is no picture, whatever is written in it."
    )


# --- 09.2 describe_digit -----------------------------------------------------------------------


def test_describe_digit_can_be_written_as_json(describe_digit):
    row = np.full(10, 0.01, np.float32)
    row[7] = 0.91
    box = tuple(np.array([4, 5, 20, 30]))
    digit = Digit(row.argmax(), row[7], box, tuple(row), np.zeros((28, 28), np.uint8))
    described = describe_digit(digit)
    try:
        json.dumps(described)
    except (TypeError, ValueError) as error:
        bad = []
        for key, value in described.items():
            try:
                json.dumps(value)
            except (TypeError, ValueError):
                inner = value[0] if isinstance(value, list | tuple) else value
                bad.append(f"{key!r} holds {type(inner).__name__}")
        raise AssertionError(
            f"json.dumps(describe_digit(digit)) raised {error!s:.90}: {', '.join(bad)}. The "
            "numbers of this digit are NumPy's, as a network gives them. JSON knows int, float, "
            "str, lists and dictionaries of them, and nothing of NumPy: convert each with int() "
            "or float()."
        ) from None


def test_describe_digit_says_what_was_read(describe_digit, rng):
    row = rng.dirichlet(np.ones(10)).astype(np.float32)
    best, box = int(row.argmax()), tuple(int(side) for side in rng.integers(1, 90, 4))
    digit = Digit(best, row[best], box, tuple(row), np.zeros((28, 28), np.uint8))
    described = describe_digit(digit)
    keys = ["digit", "confidence", "box", "probabilities", "image"]
    assert sorted(described) == sorted(keys), (
        f"describe_digit(digit) gave the keys {sorted(described)}, expected {sorted(keys)}. A page "
        "or a program looks for them by name, and finds no others."
    )
    for key, expected in [("digit", best), ("box", list(box))]:
        got = described[key]
        assert np.array_equal(got, expected) and not isinstance(got, str), (
            f"describe_digit(digit)[{key!r}] is {got!r}, expected {expected!r}. The box is x, y, "
            "width and height, as the recogniser gives it, and all numbers stay numbers."
        )
    for key, expected in [("confidence", row[best]), ("probabilities", row)]:
        got = described[key]
        shown = np.round(np.float64(expected), 4).tolist()
        assert isinstance(got, float | int | list | tuple | np.generic), (
            f"describe_digit(digit)[{key!r}] is {got!r:.120}, expected {shown}: numbers, not "
            "text. A program that gets text must guess how to compute with it."
        )
        assert np.shape(got) == np.shape(expected) and np.allclose(got, expected, atol=1e-5), (
            f"describe_digit(digit)[{key!r}] is {np.round(got, 4).tolist()}, expected {shown} to "
            "at least five decimals. Shares go from 0 to 1, in the order of the digits, none is "
            "left out; 0.996 is not 1."
        )


def test_describe_digit_rounds_to_six_decimals(describe_digit, rng):
    row = rng.dirichlet(np.ones(10)).astype(np.float32)
    best = int(row.argmax())
    digit = Digit(best, row[best], (1, 2, 3, 4), tuple(row), np.zeros((28, 28), np.uint8))
    described = describe_digit(digit)
    for number in (described["confidence"], *described["probabilities"]):
        assert np.isclose(number, round(float(number), 6), rtol=0, atol=1e-12), (
            f"describe_digit(digit) gives the share {float(number)!r}, expected six decimals: "
            f"{round(float(number), 6)!r}. A float32 knows seven digits or so; the rest is noise, "
            "which every answer would carry over the wire. Convert to float first, then round."
        )


def test_describe_digit_shows_what_the_model_saw(describe_digit, rng):
    image = rng.integers(0, 256, (28, 28), dtype=np.uint8)
    digit = Digit(3, 0.9, (1, 2, 3, 4), (0.1,) * 10, image)
    text = describe_digit(digit)["image"]
    start = "data:image/png;base64,"
    assert isinstance(text, str) and text.startswith(start), (
        f"describe_digit(digit)['image'] is {text!r:.60} …, expected text that begins with "
        f"{start!r}. A page shows such text as a picture, without asking once more. encode_png "
        "makes a file of pixels, and as_data_url makes text of a file."
    )
    data = base64.b64decode(text[len(start) :])
    data = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert data is not None and np.array_equal(data, image), (
        "describe_digit(digit)['image'] opens as "
        f"{'no picture' if data is None else 'another picture'}, expected the 28 by 28 pixels of "
        "digit.image, every one of them. With it, a person can see what the model saw, and why it "
        "erred."
    )


# --- 09.3 refuse -------------------------------------------------------------------------------


def test_refuse_gives_a_sentence_and_a_status(refuse):
    error = TruncatedPicture("The picture is cut off.")
    answer = refuse(error)
    assert isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[1], int), (
        f"refuse(TruncatedPicture('The picture is cut off.')) gave {answer!r}, expected two "
        "things: a dictionary and a status. Without a status Flask sends 200, which says that all "
        "went well; programs look at the status, not at the words."
    )
    assert answer[0] == {"error": "The picture is cut off."}, (
        f"refuse(TruncatedPicture('The picture is cut off.')) gave {answer[0]!r} first, expected "
        "{'error': 'The picture is cut off.'}. Flask makes JSON of a dictionary, and HTML of a "
        "text. The sentence of a PictureError is str(error), fit to show to a person."
    )


def test_refuse_tells_a_large_picture_from_none(refuse):
    for error, expected, meaning in [
        (NotAPicture("This is a PDF."), 415, "a kind that is not served"),
        (TooManyBytes("It has 90 MB."), 413, "too large"),
        (TooManyPixels("It has 900 million pixels."), 413, "too large"),
    ]:
        status = refuse(error)[1]
        assert status == expected, (
            f"refuse({type(error).__name__}({str(error)!r})) gave the status {status}, expected "
            f"{expected}: {meaning}. All three are PictureErrors too: ask for the narrow kind "
            "before the wide one. Whoever gets the answer can do something about it only when it "
            "says which it was."
        )


def test_refuse_blames_the_sender_for_any_other_picture(refuse):
    class OddPicture(PictureError):
        """A kind that the kit may get tomorrow."""

    for kind in (EmptyPicture, TruncatedPicture, PictureError, OddPicture):
        try:
            status = refuse(kind("It cannot be read."))[1]
        except LookupError as error:
            status = f"the {type(error).__name__} {error!s:.90}"
        assert status == 400, (
            f"refuse({kind.__name__}('It cannot be read.')) gave the status {status}, expected "
            "400. Numbers from 400 say that the request was at fault, numbers from 500 that we "
            "are. Every PictureError is about the picture that came, also of a kind that nobody "
            "has thought of yet."
        )


def test_refuse_keeps_the_status_that_http_knows(refuse):
    for error in (NotFound(), MethodNotAllowed(["POST"]), InternalServerError()):
        answer = refuse(error)
        expected = ({"error": error.description}, error.code)
        assert answer == expected, (
            f"refuse({type(error).__name__}()) gave {answer!r}, expected {expected!r}. Werkzeug's "
            "own errors bring a status, error.code, and a sentence, error.description; str(error) "
            "would put number and name before it. Who says 400 for a page that is not there, or "
            "for a fault of ours, sends people looking in the wrong place."
        )


# --- 09.4 create_service -----------------------------------------------------------------------


def test_create_service_reads_a_picture(create_service):
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    client = create_service(StandIn("7")).test_client()
    form = {"image": (io.BytesIO(picture), "seven.png")}
    for words, sent in [("as the raw body", picture), ("as a file in a form", form)]:
        answer = client.post("/predict", data=sent, errors_stream=io.StringIO())
        assert answer.status_code == 200, (
            f"A picture was sent to POST /predict, {words}. The service answered "
            f"{answer.status_code}: {answer.text[:120]!r}, expected 200. picture_bytes(request) "
            "takes both, and open_picture makes pixels of them."
        )
        assert answer.mimetype == "application/json" and isinstance(answer.json, dict), (
            f"A picture was sent to POST /predict, {words}. The answer came as {answer.mimetype}: "
            f"{answer.text[:120]!r}, expected application/json. Give Flask the dictionary itself: "
            "it makes JSON of it and says so. A text, also one that json.dumps wrote, is sent as "
            "HTML."
        )


def test_create_service_answers_what_was_read(create_service, rng):
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for text in ("".join(map(str, rng.integers(0, 10, 3))), ""):
        client = create_service(StandIn(text)).test_client()
        answer = client.post("/predict", data=picture, errors_stream=io.StringIO())
        got = answer.json or {}
        got = {key: got.get(key) for key in ("text", "rejected")} | {
            "digits": [digit.get("digit") for digit in got.get("digits") or []]
        }
        expected = {"text": text, "rejected": not text, "digits": [int(digit) for digit in text]}
        assert got == expected, (
            f"A recogniser reads {text or 'no digit'!r} in every picture. Its service answered "
            f"{answer.status_code} with {got}, expected {expected}. A picture may hold several "
            "digits, or none, and none is an answer too: describe_digit is called for each of "
            "reading.digits, in their order."
        )


def test_create_service_uses_the_recogniser_it_was_given(create_service, rng):
    pixels = rng.integers(0, 256, (6, 9, 3), dtype=np.uint8)
    stand_in = StandIn("5")
    client = create_service(stand_in).test_client()
    assert not stand_in.seen, (
        f"create_service(recognizer) showed {len(stand_in.seen)} pictures to the recogniser before "
        "any was sent, expected none: building a service and asking it are two things."
    )
    for _ in range(2):
        client.post("/predict", data=encode_png(pixels), errors_stream=io.StringIO())
    assert len(stand_in.seen) == 2, (
        f"Two pictures were sent, and the recogniser that create_service was given saw "
        f"{len(stand_in.seen)} of them, expected 2. Read with that one: a model that is loaded "
        "inside, at every request, costs every caller the time of loading, and no test can put "
        "another in its place."
    )
    seen = stand_in.seen[0]
    assert isinstance(seen, np.ndarray) and np.array_equal(seen, pixels), (
        f"A picture of shape {pixels.shape} was sent, and the recogniser was shown "
        f"{f'an array of shape {seen.shape}' if isinstance(seen, np.ndarray) else type(seen)}, "
        "expected the very pixels, as open_picture gives them. All that must be done to them "
        "before reading, the recogniser does itself, as in training."
    )


def test_create_service_takes_post_alone(create_service):
    client = create_service(StandIn("7")).test_client()
    statuses = {
        method: client.open("/predict", method=method, errors_stream=io.StringIO()).status_code
        for method in ("GET", "PUT", "DELETE")
    }
    assert set(statuses.values()) == {405}, (
        f"/predict was asked by other methods than POST, and answered {statuses}, expected 405 "
        "(method not allowed) for each. A GET has no body, so there is no picture to read, and "
        "browsers and search engines send one to any address that they see."
    )


def test_create_service_refuses_in_sentences(create_service):
    client = create_service(StandIn("7")).test_client()
    whole = encode_png(np.arange(4096, dtype=np.uint16).astype(np.uint8).reshape(64, 64))
    for words, method, path, data, status in [
        ("nothing", "POST", "/predict", b"", 400),
        ("the text 'Dear Sir'", "POST", "/predict", b"Dear Sir", 415),
        ("the first 90 bytes of a picture", "POST", "/predict", whole[:90], 400),
        ("an address that does not exist", "GET", "/nothing", b"", 404),
        ("a GET", "GET", "/predict", b"", 405),
    ]:
        try:
            answer = client.open(path, method=method, data=data, errors_stream=io.StringIO())
        except Exception as error:
            raise AssertionError(
                f"The service was sent {words}, and raised {type(error).__name__}: {error!s:.90}, "
                "expected an answer. Register refuse for PictureError, and do not switch testing "
                "or debugging on: errors would then go past all handlers."
            ) from None
        assert answer.status_code == status, (
            f"The service was sent {words} and answered {answer.status_code}: "
            f"{answer.text[:100]!r}, expected {status}. refuse knows the right status; "
            "register_error_handler(kind, refuse) has Flask call it, once for PictureError and "
            "once for HTTPException."
        )
        answered = answer.get_json(silent=True)
        assert isinstance(answered, dict) and list(answered) == ["error"], (
            f"The service was sent {words} and answered {status} as {answer.mimetype}: "
            f"{answer.text[:60]!r}, expected JSON with the one key 'error'. Flask's own pages for "
            "404 and 405 are HTML, which no program can show. Register refuse for HTTPException "
            "too."
        )


def test_create_service_refuses_a_body_that_is_too_large(create_service):
    stand_in = StandIn("7")
    client = create_service(stand_in, max_bytes=1000).test_client()
    answer = client.post("/predict", data=bytes(1001), errors_stream=io.StringIO())
    assert answer.status_code == 413, (
        "create_service(recognizer, max_bytes=1000) was sent 1001 bytes and answered "
        f"{answer.status_code}: {answer.text[:100]!r}, expected 413 (too large). Set "
        "service.config['MAX_CONTENT_LENGTH']: then Flask refuses by the length that is announced, "
        "before a stranger's gigabytes are read into your memory."
    )
    small = encode_png(np.full((9, 9), 255, np.uint8))
    answer = client.post("/predict", data=small, errors_stream=io.StringIO())
    assert answer.status_code == 200, (
        f"create_service(recognizer, max_bytes=1000) was sent a picture of {len(small)} bytes and "
        f"answered {answer.status_code}: {answer.text[:100]!r}, expected 200: it is within the "
        "limit."
    )


def test_create_service_owns_up_to_its_faults(create_service):
    class Broken:
        """A recogniser with a fault of its own."""

        def read(self, picture):
            raise RuntimeError("weights of layer 3 are missing")

    picture = encode_png(np.full((30, 40), 255, np.uint8))
    client = create_service(Broken()).test_client()
    try:
        answer = client.post("/predict", data=picture, errors_stream=io.StringIO())
    except RuntimeError as error:
        raise AssertionError(
            f"The recogniser raised {error!s:.60}, and the service let the error out, expected an "
            "answer with the status 500. Testing and debugging let errors past all handlers: leave "
            "them off, a service must answer."
        ) from None
    assert answer.status_code == 500 and answer.mimetype == "application/json", (
        "A good picture was sent, and the recogniser raised a RuntimeError. The service answered "
        f"{answer.status_code} as {answer.mimetype}: {answer.text[:120]!r}, expected 500, as JSON. "
        "The fault is ours. Who catches every Exception blames the sender, and never finds the "
        "fault: Flask writes those that nobody catches to the log, and makes an HTTPException of "
        "them."
    )
    assert "layer 3" not in answer.text, (
        f"The recogniser raised 'weights of layer 3 are missing', and the service told its caller: "
        f"{answer.text[:120]!r}, expected a sentence without it. What failed inside belongs into "
        "the log, not to a stranger."
    )


def test_create_service_shares_nothing(create_service):
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    try:
        first, second = create_service(StandIn("1")), create_service(StandIn("2"))
        texts = [
            (service.test_client().post("/predict", data=picture).json or {}).get("text")
            for service in (first, second)
        ]
    except (AssertionError, ValueError) as error:
        texts = f"the {type(error).__name__}: {error!s:.140}"
    assert texts == ["1", "2"], (
        "create_service was called twice, with recognisers that read '1' and '2'. The two services "
        f"answered {texts}, expected ['1', '2']. Make everything inside of the function: "
        "what stands outside of it is one thing for all, so that a test changes what another test "
        "sees."
    )


# --- 09.5 test_create_service ------------------------------------------------------------------


def test_your_test_lets_the_good_service_pass(test_create_service):
    from digitkit.service import create_service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            answer = test_create_service(create_service)
    except AssertionError as failure:
        said = f"It said: {failure!s:.300}" if str(failure) else "Its assert said nothing."
        raise AssertionError(
            "test_create_service(create_service) failed a service that has no bug, and should have "
            f"let it pass. {said}\nA test that fails good code is not believed for long. Print "
            "what the good service answers, and compare it with what your test expects."
        ) from None
    assert answer is None, (
        f"test_create_service(create_service) returned {answer!s:.80}, expected nothing. Nobody "
        "looks at what a test returns: it fails by an assert that does not hold. Write `assert` "
        "where you wrote `return`."
    )


def test_your_test_notices_an_answer_that_is_always_the_same(test_create_service):
    from digitkit.service import create_service

    def always_says_seven(recognizer, **options):
        return create_service(StandIn("7"), **options)

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(always_says_seven)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this service answers '7', whatever its recogniser reads. "
        "test_create_service(always_says_seven) passed it, and should have failed it. Use a "
        "stand-in that reads something else, such as StandIn('42'), and hold that it is what comes "
        "back."
    )


def test_your_test_notices_a_body_that_is_not_taken(test_create_service):
    from flask import request

    from digitkit.service import create_service

    def takes_forms_only(recognizer, **options):
        service = create_service(recognizer, **options)

        @service.before_request
        def forms_only():
            if request.content_length and request.mimetype != "multipart/form-data":
                return {"error": "Send a form."}, 400

        return service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(takes_forms_only)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this service takes pictures in forms, and refuses a picture that "
        "is sent as the raw body. test_create_service(takes_forms_only) passed it, and should have "
        "failed it. Send a picture as the body: client.post('/predict', data=picture)."
    )


def test_your_test_notices_a_form_that_is_not_taken(test_create_service):
    from flask import request

    from digitkit.service import create_service

    def takes_bodies_only(recognizer, **options):
        service = create_service(recognizer, **options)

        @service.before_request
        def bodies_only():
            if request.mimetype == "multipart/form-data":
                return {"error": "Send no form."}, 400

        return service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(takes_bodies_only)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this service takes a picture as the raw body, and refuses one that "
        "is sent as a file in a form. test_create_service(takes_bodies_only) passed it, and should "
        "have failed it. Send one in the field 'image' too: "
        "data={'image': (io.BytesIO(picture), 'x.png')}."
    )


def test_your_test_notices_nothing_answered_with_200(test_create_service):
    from digitkit.service import create_service

    def says_all_is_well(recognizer, **options):
        service = create_service(recognizer, **options)

        @service.after_request
        def smile(response):
            response.status_code = 200 if response.status_code == 400 else response.status_code
            return response

        return service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(says_all_is_well)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: when no picture comes, this service says so in words, with the "
        "status 200. test_create_service(says_all_is_well) passed it, and should have failed it. "
        "Send nothing, and hold that the status is 400."
    )


def test_your_test_notices_a_fault_in_the_place_of_a_refusal(test_create_service):
    from digitkit.service import create_service

    def fails_at_junk(recognizer, **options):
        service = create_service(recognizer, **options)

        @service.after_request
        def fail(response):
            response.status_code = 500 if response.status_code == 415 else response.status_code
            return response

        return service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(fails_at_junk)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this service answers 500, a fault of its own, to a file that is no "
        "picture. test_create_service(fails_at_junk) passed it, and should have failed it. Send "
        "some text as the body, and hold that the status is 415."
    )


def test_your_test_notices_a_refusal_that_is_no_json(test_create_service):
    from digitkit.service import create_service

    def refuses_in_html(recognizer, **options):
        service = create_service(recognizer, **options)

        @service.after_request
        def decorate(response):
            if response.status_code >= 400:
                response.data = f"<h1>Bad request</h1><p>{response.status}</p>"
                response.mimetype = "text/html"
            return response

        return service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(refuses_in_html)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this service refuses with the right status, but as a page of HTML. "
        "test_create_service(refuses_in_html) passed it, and should have failed it. Hold that the "
        "JSON of a refusal has a sentence under 'error': answer.json['error']."
    )


def test_your_test_notices_that_get_is_let_in(test_create_service):
    from digitkit.service import create_service

    def answers_get(recognizer, **options):
        service = create_service(recognizer, **options)
        service.add_url_rule("/predict", "get", lambda: {"text": "", "digits": []})
        return service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(answers_get)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this service answers a GET, which carries no picture. "
        "test_create_service(answers_get) passed it, and should have failed it. Hold that "
        "client.get('/predict') gets the status 405."
    )


def test_your_test_notices_a_picture_that_is_kept(test_create_service):
    from pathlib import Path

    from flask import request

    from digitkit.service import create_service

    def keeps_pictures(recognizer, **options):
        service = create_service(recognizer, **options)

        @service.before_request
        def keep():
            Path("last.png").write_bytes(request.get_data())

        return service

    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            test_create_service(keeps_pictures)
    except Exception:
        return
    raise AssertionError(
        "A bug slipped through: this service writes each picture into the folder that it runs in. "
        "test_create_service(keeps_pictures) passed it, and should have failed it. Note "
        "os.listdir() before the first request, and hold that it is the same after the last one."
    )
