"""P(at least one event of a class from A to B in the next H days): transparent, additive, calibrated on later time.

``stream.py`` is what comes in, ``windows.py`` what is asked and what one would say without a model, ``features.py`` what the
model looks at, ``logistic.py`` how it learns, ``model.py`` the whole; ``intensity.py`` forecasts a daily score instead.
"""
