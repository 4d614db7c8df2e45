"""Numbers so coarse that sums of their products are exact, in whatever order and block they are made."""

import numpy as np
import numpy.typing as npt

_BITS = 20


def coarse(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return values of at most about 1 to the nearest multiple of 2**-20.

    Products are then multiples of 2**-40, so that thousands of them add up in double precision without rounding: what
    is computed for a pair does not depend on the order of the pair or on what else is computed with it.
    """
    rounded: npt.NDArray[np.float64] = np.ldexp(np.rint(np.ldexp(values, _BITS)), -_BITS)
    return rounded
