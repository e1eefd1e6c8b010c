"""digitkit: the reference kit of a course in which you build a handwritten-digit recogniser.

Each module is one stage of the pipeline and is imported by its own name, so that
``import digitkit`` stays instant and no stage pays for another::

    from digitkit.loading import load_mnist
    from digitkit.recognizer import Recognizer
"""

__version__ = "0.1.0"
