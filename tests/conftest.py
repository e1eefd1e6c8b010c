"""What every test shares."""

import os

# Before anything imports TensorFlow: tests read what programs print.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
