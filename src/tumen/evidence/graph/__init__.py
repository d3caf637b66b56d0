"""Who told whom: documents, the origins behind them and what repeats what, as a graph and a picture."""

from tumen.evidence.graph.build import build, draw, write_graphml

__all__ = ["build", "draw", "write_graphml"]
