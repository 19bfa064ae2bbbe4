"""The pages of exchange show what simulated bureaus and the real worker have done."""

from tests.exchange.conftest import clock, handled, network, seoul, tokyo

__all__ = ["clock", "handled", "network", "seoul", "tokyo"]
