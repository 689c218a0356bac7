"""tbd"""
def explain() -> None:
    """tbd"""
