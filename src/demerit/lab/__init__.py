"""Runs ordered, compared and explained."""
