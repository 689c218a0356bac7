"""tbd"""
def report() -> None:
    """tbd"""
