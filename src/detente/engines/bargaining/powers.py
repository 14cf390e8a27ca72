"""x to the power r for 0 <= x <= 1, the same to the last bit in NumPy and in compiled code, on every machine.

The power functions of NumPy, of the C library and of a vectorising compiler differ in the last bit, and a challenge
model that hinges on rounding turns that bit into another path. This one uses additions and multiplications only, which
IEEE 754 fixes: x = 2^e m with m in [sqrt 1/2, sqrt 2), log2 m by a polynomial in ((m-1)/(m+1))^2, r (e + log2 m) with
r split in two halves (Veltkamp), 2^f by a polynomial. The result is within three units in the last place.
"""

import numpy as np

from detente.engines.bargaining.inputs import Array

#: log2 m = s P(s^2) with s = (m-1)/(m+1), on s^2 <= 0.0295, relative error below 1e-17 (Chebyshev interpolation).
LOG = (2.8853900817779268, 0.9617966939259898, 0.577078016345514, 0.4121985858422942,
       0.3205985347650481, 0.26233436060329546, 0.22091286734180157, 0.21366122502798326)  # fmt: skip
#: 2^f = 1 + f P(f) on |f| <= 1/2, relative error below 1e-17.
EXP = (0.6931471805599453, 0.24022650695910097, 0.0555041086648216, 0.009618129107606854,
       0.0013333558146416916, 0.00015403530441794136, 1.525273382986708e-05, 1.3215442552522291e-06,
       1.0178062426976924e-07, 7.072593027878997e-09, 4.4549643712692967e-10)  # fmt: skip
#: The bits of sqrt(1/2).
ROOT_HALF = 0x3FE6A09E667F3BCD
#: 1.5 * 2^52: adding and subtracting it rounds to a whole number; its bits carry that number.
SHIFT = 6755399441055744.0
SHIFT_BITS = 0x4338000000000000
SPLIT = 134217729.0
BIAS = 1023.0
#: Below this exponent of 2 a power counts as 0.
FLOOR = -1000.0
#: The smallest base that is told from 0 (2^-1022).
TINY = 2.2250738585072014e-308


def power(base: Array, exponent: Array) -> Array:
    """Base ** exponent, element by element, for 0 <= base <= 1 and 1/2 <= exponent <= 2; shapes broadcast.

    Exact for exponent 1, base 0 and base 1.
    """
    x, r = (np.ascontiguousarray(each) for each in np.broadcast_arrays(base, exponent))
    bits = x.view(np.int64)
    k = (bits - ROOT_HALF) >> 52
    m = (bits - (k << 52)).view(np.float64)
    e = (k + SHIFT_BITS).view(np.float64) - SHIFT
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    zz = z * z
    log = s * (((LOG[0] + z * LOG[1]) + zz * (LOG[2] + z * LOG[3])) + (zz * zz) * ((LOG[4] + z * LOG[5]) + zz * (LOG[6] + z * LOG[7])))  # fmt: skip
    t = r * SPLIT
    r_high = t - (t - r)
    y = np.maximum(r * (e + log), FLOOR)
    n = (y + SHIFT) - SHIFT
    f = (r_high * e - n) + ((r - r_high) * e + r * log)
    ff = f * f
    p = ((EXP[0] + f * EXP[1]) + ff * (EXP[2] + f * EXP[3])) + (ff * ff) * (
        ((EXP[4] + f * EXP[5]) + ff * (EXP[6] + f * EXP[7])) + (ff * ff) * ((EXP[8] + f * EXP[9]) + ff * EXP[10])
    )
    scale = ((n + (SHIFT + BIAS)).view(np.int64) << 52).view(np.float64)
    found = (1.0 + f * p) * scale
    found = np.where((x < TINY) | (y <= FLOOR), 0.0, found)
    return np.asarray(np.where(r == 1.0, x, found))
