"""Liaison: the platform of a National Central Bureau of international police cooperation."""
