"""tbd"""
def compare() -> None:
    """tbd"""
