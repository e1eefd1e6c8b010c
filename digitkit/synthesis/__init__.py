"""Training pictures that MNIST lacks: other pens, things that are not digits, photographs.

MNIST alone teaches a network one scanner, one thickness of pen and no doubt: whatever
it is shown, it must answer with a digit. These modules make the rest from the training
images and from drawn shapes, always through the same framing that serving uses.
"""

from digitkit.synthesis.corpus import make_corpus
from digitkit.synthesis.drawn import drawn_digit
from digitkit.synthesis.nondigits import nondigit
from digitkit.synthesis.page import write_page
from digitkit.synthesis.pens import printed_digit, rewrite
from digitkit.synthesis.photograph import photograph

__all__ = [
    "drawn_digit",
    "make_corpus",
    "nondigit",
    "photograph",
    "printed_digit",
    "rewrite",
    "write_page",
]
