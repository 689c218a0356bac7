"""tbd"""
def new() -> None:
    """tbd"""
