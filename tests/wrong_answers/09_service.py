"""Mistakes planted in lesson 09."""

import io
import json
import os

import flask
import numpy as np
from flask import Flask
from werkzeug.exceptions import HTTPException

from course.planted import wrong
from digitkit.preprocessing.picture import (
    MAX_BYTES,
    EmptyPicture,
    NotAPicture,
    PictureError,
    TooManyBytes,
    TooManyPixels,
    TruncatedPicture,
    open_picture,
)
from digitkit.recognizer import Recognizer
from digitkit.service import (
    StandIn,
    as_data_url,
    create_service,
    describe_digit,
    encode_png,
    picture_bytes,
    refuse,
)

ADVICE = "Send it as a file in form field 'image', or as the raw body."

# --- 09.1 picture_bytes ------------------------------------------------------------------------


@wrong(
    "test_picture_bytes_takes_the_raw_body",
    says="the whole body is the picture",
    hint=1,
    misconception="You look into the form only, and a body without a form is a picture too.",
)
def picture_bytes__forms_only(request):
    if "image" not in request.files:
        raise EmptyPicture(f"The form has no file field 'image'. {ADVICE}")
    return request.files["image"].read()


@wrong(
    "test_picture_bytes_takes_a_file_from_the_form",
    says="The body of a form holds all of its fields",
    hint=1,
    misconception="You took the whole body, also where it is a form: then the picture lies in "
    "between lines that belong to the form.",
)
def picture_bytes__body_only(request):
    data = request.get_data()
    if not data:
        raise EmptyPicture(f"No picture arrived. {ADVICE}")
    return data


@wrong(
    "test_picture_bytes_takes_a_body_that_claims_to_be_a_form",
    says="A body can be read once",
    hint=2,
    misconception="You looked for a form first, which reads the body, and then there was no body "
    "left to get.",
)
def picture_bytes__looks_for_files_first(request):
    if "image" in request.files:
        return request.files["image"].read()
    if "image" in request.form:
        raise EmptyPicture(f"The field 'image' holds text, not a file. {ADVICE}")
    data = request.get_data()
    if not data:
        raise EmptyPicture(f"No picture arrived in field 'image'. {ADVICE}")
    return data


@wrong(
    "test_picture_bytes_asks_for_no_name_and_no_kind",
    says="only what the sender says",
    hint=1,
    misconception="You judge a picture by the ending of its name, which says nothing about the "
    "bytes.",
)
def picture_bytes__trusts_the_name(request):
    if request.mimetype == "multipart/form-data" and "image" in request.files:
        if not request.files["image"].filename.endswith((".png", ".jpg")):
            raise EmptyPicture(f"Only .png and .jpg are read. {ADVICE}")
    return picture_bytes(request)


@wrong(
    "test_picture_bytes_takes_the_raw_body",
    says="whatever it is called",
    hint=1,
    misconception="You judge a picture by the content type that its sender claims, which many "
    "programs leave out or get wrong.",
)
def picture_bytes__trusts_the_content_type(request):
    if request.mimetype != "multipart/form-data" and not request.mimetype.startswith("image/"):
        raise EmptyPicture(f"No picture arrived, but {request.mimetype}. {ADVICE}")
    return picture_bytes(request)


@wrong(
    "test_picture_bytes_refuses_when_nothing_came",
    says="Empty bytes would only fail further on",
    hint=2,
    misconception="You give empty bytes, or None, where no picture came; the error then arises "
    "further on, and nobody knows why.",
)
def picture_bytes__gives_nothing(request):
    if request.mimetype != "multipart/form-data":
        return request.get_data()
    if "image" in request.files:
        return request.files["image"].read()
    return b""


@wrong(
    "test_picture_bytes_refuses_when_nothing_came",
    says="look whether a field is there before you take it",
    hint=2,
    misconception="request.files['image'] raises an error of Werkzeug's own where there is no such "
    "field, and its sentence does not say what to send.",
)
def picture_bytes__takes_without_looking(request):
    if request.mimetype != "multipart/form-data":
        data = request.get_data()
        if not data:
            raise EmptyPicture(f"No picture arrived. {ADVICE}")
        return data
    return request.files["image"].read()


@wrong(
    "test_picture_bytes_refuses_when_nothing_came",
    says="nothing but your words to go by",
    hint=3,
    misconception="Your refusal says that something is wrong, and not what to send instead.",
)
def picture_bytes__says_nothing(request):
    try:
        return picture_bytes(request)
    except EmptyPicture:
        raise EmptyPicture("Bad request.") from None


@wrong(
    "test_picture_bytes_refuses_text_in_the_field",
    says="A refusal that is not true",
    hint=3,
    misconception="You say that there is no field 'image' where there is one that holds text.",
)
def picture_bytes__one_sentence_for_all(request):
    if request.mimetype != "multipart/form-data":
        data = request.get_data()
        if not data:
            raise EmptyPicture(f"No picture arrived. {ADVICE}")
        return data
    if "image" in request.files:
        return request.files["image"].read()
    raise EmptyPicture(f"The form has no file field 'image'. {ADVICE}")


@wrong(
    "test_picture_bytes_refuses_text_in_the_field",
    says="text is no picture, whatever is written in it",
    hint=2,
    misconception="You took text for a picture: fields of text stand in request.form, files in "
    "request.files.",
)
def picture_bytes__takes_text(request):
    if request.mimetype == "multipart/form-data" and "image" in request.form:
        return request.form["image"].encode()
    return picture_bytes(request)


# --- 09.2 describe_digit -----------------------------------------------------------------------


@wrong(
    "test_describe_digit_can_be_written_as_json",
    says="nothing of NumPy",
    hint=1,
    misconception="You pass NumPy's numbers on as they are; JSON knows Python's only.",
)
def describe_digit__numpy_numbers(digit):
    return {
        "digit": digit.digit,
        "confidence": digit.confidence,
        "box": digit.box,
        "probabilities": digit.probabilities,
        "image": as_data_url(encode_png(digit.image)),
    }


@wrong(
    "test_describe_digit_can_be_written_as_json",
    says="'confidence' holds float32, 'probabilities' holds float32",
    hint=2,
    misconception="round() of a NumPy number is a NumPy number again: float() must come too.",
)
def describe_digit__rounds_without_float(digit):
    return {
        "digit": int(digit.digit),
        "confidence": round(digit.confidence, 6),
        "box": [int(side) for side in digit.box],
        "probabilities": [round(p, 6) for p in digit.probabilities],
        "image": as_data_url(encode_png(digit.image)),
    }


@wrong(
    "test_describe_digit_can_be_written_as_json",
    says="'box' holds int64, 'probabilities' holds float32",
    hint=2,
    misconception="list() makes a list, and leaves what is in it as it was: each number must be "
    "converted by itself.",
)
def describe_digit__lists_of_numpy(digit):
    return {
        "digit": int(digit.digit),
        "confidence": round(float(digit.confidence), 6),
        "box": list(digit.box),
        "probabilities": list(digit.probabilities),
        "image": as_data_url(encode_png(digit.image)),
    }


@wrong(
    "test_describe_digit_says_what_was_read",
    says="none is left out; 0.996 is not 1",
    hint=2,
    misconception="You rounded to two decimals: 0.996 and 1 are then the same, and small shares "
    "are gone.",
)
def describe_digit__two_decimals(digit):
    return describe_digit(digit) | {
        "confidence": round(float(digit.confidence), 2),
        "probabilities": [round(float(p), 2) for p in digit.probabilities],
    }


@wrong(
    "test_describe_digit_says_what_was_read",
    says="numbers, not text",
    hint=1,
    misconception="You made text of the numbers; JSON takes it, and whoever computes with it "
    "cannot.",
)
def describe_digit__text_for_numbers(digit):
    return describe_digit(digit) | {
        "confidence": str(digit.confidence),
        "probabilities": [str(p) for p in digit.probabilities],
    }


@wrong(
    "test_describe_digit_says_what_was_read",
    says="Shares go from 0 to 1",
    hint=1,
    misconception="You made percents; a share from 0 to 1 is what everyone expects, and what the "
    "probabilities beside it are.",
)
def describe_digit__percents(digit):
    return describe_digit(digit) | {"confidence": round(100 * float(digit.confidence), 6)}


@wrong(
    "test_describe_digit_says_what_was_read",
    says="The box is x, y, width and height",
    hint=3,
    misconception="You turned width and height into right and bottom; the box is x, y, width, "
    "height.",
)
def describe_digit__corners(digit):
    x, y, width, height = (int(side) for side in digit.box)
    return describe_digit(digit) | {"box": [x, y, x + width, y + height]}


@wrong(
    "test_describe_digit_says_what_was_read",
    says="looks for them by name",
    hint=3,
    misconception="vars(digit), or other names: your keys are not those that were promised.",
)
def describe_digit__all_that_there_is(digit):
    return {name: str(value) for name, value in vars(digit).items()}


@wrong(
    "test_describe_digit_rounds_to_six_decimals",
    says="the rest is noise",
    hint=2,
    misconception="You did not round: each probability is written with up to twenty digits.",
)
def describe_digit__all_decimals(digit):
    return describe_digit(digit) | {
        "confidence": float(digit.confidence),
        "probabilities": [float(p) for p in digit.probabilities],
    }


@wrong(
    "test_describe_digit_shows_what_the_model_saw",
    says="as_data_url makes text of a file",
    hint=2,
    misconception="You sent the pixels as lists of numbers, which no page can show as a picture.",
)
def describe_digit__pixels_as_lists(digit):
    return describe_digit(digit) | {"image": digit.image.tolist()}


@wrong(
    "test_describe_digit_shows_what_the_model_saw",
    says="expected text that begins with",
    hint=2,
    misconception="str() of bytes writes down how Python shows bytes, with b and quotes; it does "
    "not make text of them.",
)
def describe_digit__str_of_bytes(digit):
    return describe_digit(digit) | {"image": str(encode_png(digit.image))}


@wrong(
    "test_describe_digit_shows_what_the_model_saw",
    says="opens as no picture",
    hint=3,
    misconception="You put the bare pixels into the data URL; it must hold a file, which "
    "encode_png makes of them.",
)
def describe_digit__no_png(digit):
    return describe_digit(digit) | {"image": as_data_url(digit.image.tobytes())}


# --- 09.3 refuse -------------------------------------------------------------------------------


@wrong(
    "test_refuse_gives_a_sentence_and_a_status",
    says="Without a status Flask sends 200",
    hint=1,
    misconception="You give the sentence without a status, so that Flask answers 200: all is well.",
)
def refuse__without_a_status(error):
    return {"error": str(error)}


@wrong(
    "test_refuse_gives_a_sentence_and_a_status",
    says="HTML of a text",
    hint=1,
    misconception="You give a text, which Flask sends as HTML; a dictionary becomes JSON.",
)
def refuse__text(error):
    return str(error), refuse(error)[1]


@wrong(
    "test_refuse_gives_a_sentence_and_a_status",
    says="gave {'error': {",
    hint=2,
    misconception="You put kind and sentence into a dictionary of their own; the promise is one "
    "sentence under 'error'.",
)
def refuse__nested(error):
    kind = type(error).__name__
    return {"error": {"type": kind, "message": str(error)}}, refuse(error)[1]


@wrong(
    "test_refuse_gives_a_sentence_and_a_status",
    says="gave {'error': 'Bad request'",
    hint=2,
    misconception="You wrote one sentence for all, and threw away the one that says what is wrong.",
)
def refuse__one_sentence_for_all(error):
    return {"error": "Bad request"}, refuse(error)[1]


@wrong(
    "test_refuse_tells_a_large_picture_from_none",
    says="ask for the narrow kind before the wide one",
    hint=2,
    misconception="You ask for PictureError first: every kind of it is one, so the branches below "
    "are never reached.",
)
def refuse__wide_before_narrow(error):
    if isinstance(error, HTTPException):
        return {"error": error.description}, error.code
    if isinstance(error, PictureError):
        return {"error": str(error)}, 400
    if isinstance(error, NotAPicture):
        return {"error": str(error)}, 415
    return {"error": str(error)}, 413


@wrong(
    "test_refuse_tells_a_large_picture_from_none",
    says="TooManyPixels('It has 900 million pixels.')",
    hint=3,
    misconception="You forgot that a small file can unpack to a huge picture: too many pixels is "
    "413 too.",
)
def refuse__forgets_the_pixels(error):
    if isinstance(error, TooManyPixels):
        return {"error": str(error)}, 400
    return refuse(error)


@wrong(
    "test_refuse_blames_the_sender_for_any_other_picture",
    says="the KeyError",
    hint=2,
    misconception="You look the kind up in a table, which fails for a kind that is not in it; "
    "isinstance takes the kinds that are made of a kind, too.",
)
def refuse__table_of_kinds(error):
    if isinstance(error, HTTPException):
        return {"error": error.description}, error.code
    status = {
        EmptyPicture: 400,
        TruncatedPicture: 400,
        PictureError: 400,
        NotAPicture: 415,
        TooManyBytes: 413,
        TooManyPixels: 413,
    }
    return {"error": str(error)}, status[type(error)]


@wrong(
    "test_refuse_blames_the_sender_for_any_other_picture",
    says="numbers from 500 that we are",
    hint=1,
    misconception="You answer 500 to a damaged picture: that says that your service is broken.",
)
def refuse__our_fault(error):
    answer, status = refuse(error)
    return answer, 500 if status == 400 else status


@wrong(
    "test_refuse_keeps_the_status_that_http_knows",
    says="would put number and name before it",
    hint=2,
    misconception="str() of one of Werkzeug's errors begins with its number and name; the sentence "
    "alone is error.description.",
)
def refuse__str_of_http(error):
    return {"error": str(error)}, refuse(error)[1]


@wrong(
    "test_refuse_keeps_the_status_that_http_knows",
    says="sends people looking in the wrong place",
    hint=2,
    misconception="You answer 400 to all else, also where the page is not there, or where the "
    "fault is yours.",
)
def refuse__http_as_400(error):
    if isinstance(error, HTTPException):
        return {"error": error.description}, 400
    return refuse(error)


# --- 09.4 create_service -----------------------------------------------------------------------


@wrong(
    "test_create_service_reads_a_picture",
    says="is sent as HTML",
    hint=2,
    misconception="json.dumps makes text, and Flask sends text as HTML; give it the dictionary.",
)
def create_service__json_as_text(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        answer = {"text": reading.text, "rejected": reading.rejected, "digits": digits}
        return json.dumps(answer)

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_answers_what_was_read",
    says="describe_digit is called for each",
    hint=2,
    misconception="You describe the first digit only: several are lost, and where there is none, "
    "reading.digits[0] fails.",
)
def create_service__first_digit_only(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(reading.digits[0])]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_answers_what_was_read",
    says="none is an answer too",
    hint=2,
    misconception="You refuse a picture without digits; it could be read very well, and says that "
    "nothing is there.",
)
def create_service__refuses_a_blank_sheet(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        if reading.rejected:
            return {"error": "There is no digit in the picture."}, 400
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_uses_the_recogniser_it_was_given",
    says="at every request",
    hint=1,
    misconception="You load the model inside the view, at every request, and leave the one that "
    "was given unused.",
)
def create_service__loads_at_each_request(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = Recognizer.load().read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_uses_the_recogniser_it_was_given",
    says="expected the very pixels",
    hint=2,
    misconception="You squash the picture to 28 by 28 before it is read: the recogniser frames a "
    "digit as in training, and cannot any more.",
)
def create_service__squashes_the_picture(recognizer, max_bytes=MAX_BYTES):
    import cv2

    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        picture = cv2.resize(open_picture(picture_bytes(flask.request)), (28, 28))
        reading = recognizer.read(picture)
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_takes_post_alone",
    says="A GET has no body",
    hint=1,
    misconception="You let GET in as well, which carries no picture: every browser that only looks "
    "gets an error that speaks of pictures.",
)
def create_service__takes_get_too(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.route("/predict", methods=["GET", "POST"])
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_refuses_in_sentences",
    says="once for PictureError and once for HTTPException",
    hint=2,
    misconception="You have registered no handler for PictureError, so a bad picture is a fault of "
    "yours: 500.",
)
def create_service__no_handler_for_pictures(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_refuses_in_sentences",
    says="which no program can show",
    hint=3,
    misconception="You have registered no handler for HTTPException, so that Flask answers 404 and "
    "405 with pages of its own.",
)
def create_service__html_for_the_rest(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    return service


@wrong(
    "test_create_service_refuses_a_body_that_is_too_large",
    says="by the length that is announced",
    hint=3,
    misconception="You set no limit, so a stranger can fill your memory with one request.",
)
def create_service__no_limit(recognizer, max_bytes=MAX_BYTES):
    service = create_service(recognizer)
    service.config["MAX_CONTENT_LENGTH"] = None
    return service


@wrong(
    "test_create_service_owns_up_to_its_faults",
    says="Who catches every Exception",
    hint=2,
    misconception="You catch every Exception and answer 400: your own faults are blamed on the "
    "sender, and stand in no log.",
)
def create_service__swallows_everything(recognizer, max_bytes=MAX_BYTES):
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        try:
            reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        except (PictureError, HTTPException) as error:
            return refuse(error)
        except Exception as error:
            return {"error": str(error)}, 400
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(HTTPException, refuse)
    return service


@wrong(
    "test_create_service_owns_up_to_its_faults",
    says="What failed inside belongs into the log",
    hint=2,
    misconception="You tell strangers what failed inside; that helps nobody but one who looks for "
    "a way in.",
)
def create_service__tells_its_insides(recognizer, max_bytes=MAX_BYTES):
    service = create_service(recognizer, max_bytes)

    def tell(error):
        return {"error": f"{type(error).__name__}: {error}"}, 500

    service.register_error_handler(RuntimeError, tell)
    service.register_error_handler(Exception, tell)
    return service


@wrong(
    "test_create_service_owns_up_to_its_faults",
    says="let the error out",
    hint=3,
    misconception="You switched testing on, which lets errors past all handlers: for a test of one "
    "line, not for a service.",
)
def create_service__left_in_testing(recognizer, max_bytes=MAX_BYTES):
    service = create_service(recognizer, max_bytes)
    service.config["TESTING"] = True
    return service


SERVICE = Flask(__name__)
CURRENT = {}


@wrong(
    "test_create_service_shares_nothing",
    says="answered the AssertionError",
    hint=1,
    misconception="Your Flask app stands outside of the function: it is one for all, and can be "
    "set up only once.",
)
def create_service__one_app_for_all(recognizer, max_bytes=MAX_BYTES):
    SERVICE.config["MAX_CONTENT_LENGTH"] = max_bytes

    @SERVICE.post("/predict")
    def predict():
        reading = recognizer.read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    SERVICE.register_error_handler(PictureError, refuse)
    SERVICE.register_error_handler(HTTPException, refuse)
    return SERVICE


@wrong(
    "test_create_service_shares_nothing",
    says="answered ['2', '2']",
    hint=1,
    misconception="You keep the recogniser in a global variable: the second service takes it away "
    "from the first.",
)
def create_service__global_recogniser(recognizer, max_bytes=MAX_BYTES):
    CURRENT["recognizer"] = recognizer
    service = Flask(__name__)
    service.config["MAX_CONTENT_LENGTH"] = max_bytes

    @service.post("/predict")
    def predict():
        reading = CURRENT["recognizer"].read(open_picture(picture_bytes(flask.request)))
        digits = [describe_digit(digit) for digit in reading.digits]
        return {"text": reading.text, "rejected": reading.rejected, "digits": digits}

    service.register_error_handler(PictureError, refuse)
    service.register_error_handler(HTTPException, refuse)
    return service


# --- 09.5 test_create_service ------------------------------------------------------------------


@wrong(
    "test_your_test_lets_the_good_service_pass",
    says="Nobody looks at what a test returns",
    hint=1,
    misconception="Your test returns True or False, and nobody looks at it; only assert fails a "
    "test.",
)
def test_create_service__returns_instead_of_asserting(create_service):
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    return client.post("/predict", data=picture).json["text"] == "42"


@wrong(
    "test_your_test_lets_the_good_service_pass",
    says="and should have let it pass",
    hint=2,
    misconception="Your test wants 404 where a method is not allowed; the address is there, so it "
    "is 405.",
)
def test_create_service__wants_404_for_get(create_service):
    client = create_service(StandIn("42")).test_client()
    assert client.get("/predict").status_code == 404, client.get("/predict").status


@wrong(
    "test_your_test_notices_an_answer_that_is_always_the_same",
    says="Use a stand-in that reads something else",
    hint=2,
    misconception="Your stand-in reads 7, and so does the bug: a service that looks at nothing "
    "passes.",
)
def test_create_service__stand_in_says_seven(create_service):
    before = os.listdir()
    client = create_service(StandIn()).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for data in (picture, {"image": (io.BytesIO(picture), "7.png")}):
        answer = client.post("/predict", data=data)
        assert answer.status_code == 200 and answer.json["text"] == "7"
    for refusal, status in [
        (client.post("/predict"), 400),
        (client.post("/predict", data=b"Dear Sir"), 415),
        (client.get("/predict"), 405),
    ]:
        assert refusal.status_code == status and refusal.json["error"]
    assert os.listdir() == before


@wrong(
    "test_your_test_notices_a_body_that_is_not_taken",
    says="Send a picture as the body",
    hint=1,
    misconception="Your test sends pictures in a form only, so a service that takes nothing else "
    "passes.",
)
def test_create_service__forms_only(create_service):
    before = os.listdir()
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    answer = client.post("/predict", data={"image": (io.BytesIO(picture), "7.png")})
    assert answer.status_code == 200 and answer.json["text"] == "42"
    junk = client.post("/predict", data={"image": (io.BytesIO(b"Dear Sir"), "7.png")})
    for refusal, status in [
        (client.post("/predict"), 400),
        (junk, 415),
        (client.get("/predict"), 405),
    ]:
        assert refusal.status_code == status and refusal.json["error"]
    assert os.listdir() == before


@wrong(
    "test_your_test_notices_a_form_that_is_not_taken",
    says="Send one in the field 'image' too",
    hint=1,
    misconception="Your test sends pictures as the raw body only, and every page with a form sends "
    "a form.",
)
def test_create_service__bodies_only(create_service):
    before = os.listdir()
    client = create_service(StandIn("42")).test_client()
    answer = client.post("/predict", data=encode_png(np.full((30, 40), 255, np.uint8)))
    assert answer.status_code == 200 and answer.json["text"] == "42"
    for refusal, status in [
        (client.post("/predict"), 400),
        (client.post("/predict", data=b"Dear Sir"), 415),
        (client.get("/predict"), 405),
    ]:
        assert refusal.status_code == status and refusal.json["error"]
    assert os.listdir() == before


@wrong(
    "test_your_test_notices_nothing_answered_with_200",
    says="hold that the status is 400",
    hint=2,
    misconception="Your test looks for the words of a refusal and not for its status; programs see "
    "the status.",
)
def test_create_service__words_without_status(create_service):
    before = os.listdir()
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for data in (picture, {"image": (io.BytesIO(picture), "7.png")}):
        assert client.post("/predict", data=data).json["text"] == "42"
    assert "error" in client.post("/predict").json
    refusal = client.post("/predict", data=b"Dear Sir")
    assert refusal.status_code == 415 and refusal.json["error"]
    assert client.get("/predict").status_code == 405
    assert os.listdir() == before


@wrong(
    "test_your_test_notices_a_fault_in_the_place_of_a_refusal",
    says="hold that the status is 415",
    hint=2,
    misconception="For you any status from 400 on will do, and 500 says something else than 415.",
)
def test_create_service__any_refusal_will_do(create_service):
    before = os.listdir()
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for data in (picture, {"image": (io.BytesIO(picture), "7.png")}):
        assert client.post("/predict", data=data).json["text"] == "42"
    for refusal in [
        client.post("/predict"),
        client.post("/predict", data=b"Dear Sir"),
        client.get("/predict"),
    ]:
        assert refusal.status_code >= 400 and refusal.json["error"]
    assert os.listdir() == before


@wrong(
    "test_your_test_notices_a_refusal_that_is_no_json",
    says="Hold that the JSON of a refusal",
    hint=2,
    misconception="Your test looks at the status of a refusal and not at what it says.",
)
def test_create_service__status_without_words(create_service):
    before = os.listdir()
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for data in (picture, {"image": (io.BytesIO(picture), "7.png")}):
        assert client.post("/predict", data=data).json["text"] == "42"
    assert client.post("/predict").status_code == 400
    assert client.post("/predict", data=b"Dear Sir").status_code == 415
    assert client.get("/predict").status_code == 405
    assert os.listdir() == before


@wrong(
    "test_your_test_notices_that_get_is_let_in",
    says="Hold that client.get",
    hint=3,
    misconception="Your test never asks by another method than POST.",
)
def test_create_service__post_only(create_service):
    before = os.listdir()
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for data in (picture, {"image": (io.BytesIO(picture), "7.png")}):
        assert client.post("/predict", data=data).json["text"] == "42"
    for refusal, status in [
        (client.post("/predict"), 400),
        (client.post("/predict", data=b"Dear Sir"), 415),
    ]:
        assert refusal.status_code == status and refusal.json["error"]
    assert os.listdir() == before


@wrong(
    "test_your_test_notices_a_picture_that_is_kept",
    says="Note os.listdir() before the first request",
    hint=3,
    misconception="You look at the folder only once, after the requests: compare with what it held "
    "before.",
)
def test_create_service__answers_only(create_service):
    client = create_service(StandIn("42")).test_client()
    picture = encode_png(np.full((30, 40), 255, np.uint8))
    for data in (picture, {"image": (io.BytesIO(picture), "7.png")}):
        assert client.post("/predict", data=data).json["text"] == "42"
    for refusal, status in [
        (client.post("/predict"), 400),
        (client.post("/predict", data=b"Dear Sir"), 415),
        (client.get("/predict"), 405),
    ]:
        assert refusal.status_code == status and refusal.json["error"]
