"""Sheets as PDF to fill in on screen."""
