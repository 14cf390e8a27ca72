"""Sentence vectors: the weights of a small encoder read by hand, and its forward pass in NumPy. An optional part."""
