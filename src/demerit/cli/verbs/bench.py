"""tbd"""
def bench() -> None:
    """tbd"""
