"""The press (40): the reports that a simulated world would give, with the truth beside them.

>>> from tumen import press
>>> sorted(press.PARAMS)[:2]
['about_share', 'agency_delay']
"""

from tumen.press.claim import Claim, Press, Quantity, Truth
from tumen.press.params import PARAMS
from tumen.press.writing import write

__all__ = ["PARAMS", "Claim", "Press", "Quantity", "Truth", "write"]
