"""The four answers as numbers, the surest first, so that "both" is the larger and "either" the smaller.

In:  Certainty.
Out: its number; tables from number to number.
"""

from typing import Final

import numpy as np

from reachable.kernel.certainty import Certainty

CERTAINLY: Final = 0
POSSIBLY: Final = 1
CANNOT_SAY: Final = 2
NO: Final = 3

CERTAINTIES = (Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY, Certainty.NO)
CODES = {certainty: code for code, certainty in enumerate(CERTAINTIES)}
NEGATED = np.array([CODES[certainty.negated()] for certainty in CERTAINTIES], np.uint8)
