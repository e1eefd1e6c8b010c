"""Convolutional networks: by hand, in Keras, trained, exported."""
