"""Numbers of the default predictive distribution, written by ``benchmarks/fit_distribution.py``: do not edit by hand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """The numbers for one kind of issue, a row for each exponent of salience.

    ``mixture``: weights of elected positions, Normal around the mean, Normal around the middle, uniform (rows sum to 1).
    ``choice``: t_1 occupied, t_2 log odds of election, t_3 nearness to the mean.
    """

    exponents: tuple[float, ...]
    mixture: tuple[tuple[float, ...], ...]
    choice: tuple[tuple[float, ...], ...]


NORMAL_SD = 25.0
MIDDLE_SD = 20.0
#: a of F^a/(F^a + (1-F)^a), and the share spread over the whole scale.
SHARPENING = 1.3
LEAK = 0.008333
#: Issues with two camps or fewer, and with more.
FITTED = (
    Kind(
        (1.0, 2.0, 3.0, 4.0, 5.0),
        (
            (0.599430, 0.190315, 0.103221, 0.107034),
            (0.618018, 0.199819, 0.090816, 0.091346),
            (0.630076, 0.202836, 0.083919, 0.083169),
            (0.636404, 0.200335, 0.082301, 0.080959),
            (0.637356, 0.193998, 0.085143, 0.083503),
        ),
        (
            (3.331546, 0.472748, 0.425315),
            (3.022126, 0.627601, 0.476426),
            (2.332944, 0.919742, 0.481346),
            (1.694074, 1.177498, 0.453758),
            (1.534831, 1.226028, 0.412622),
        ),
    ),
    Kind((1.0,), ((0.408294, 0.197149, 0.208935, 0.185622),), ((3.062955, 0.247335, 0.496369),)),
)
