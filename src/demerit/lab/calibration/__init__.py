"""Calibration: draws of numbers that published figures do not rule out, and which figures stay out."""
