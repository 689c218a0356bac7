"""tbd"""
def check() -> None:
    """tbd"""
